//! Runs the cases of `tests/suite/*.md`; the format is described in `tests/README.md`.

#[path = "suite/loose.rs"]
mod loose;
#[path = "suite/records.rs"]
mod records;
#[path = "../../../xtask/src/suite/mod.rs"]
#[allow(dead_code, unreachable_pub)]
mod suite;

use dateline::Coder;
use dateline::contract::Record;
use dateline::language::Analysis;
use dateline::text::{RawItem, Refused, Span};
use std::path::{Path, PathBuf};
use suite::{Case, What, Word};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite")
}

/// Runs one file's cases and panics with everything that does not hold.
fn run(file: &str) {
    let coder = Coder::default();
    let path = folder().join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let cases = suite::parse(&text).unwrap_or_else(|problems| panic!("tests/suite/{file}: {problems:#?}"));
    let (mut held, mut failures) = (0, Vec::new());
    for case in &cases {
        let (analysis, records) =
            read(&coder, case).unwrap_or_else(|r| panic!("tests/suite/{file}:{}: {}", case.line, r.reason.message));
        for e in &case.expectations {
            let at = format!("tests/suite/{file}:{} ({})", e.line, case.name);
            let checked = match &e.what {
                What::Told(told) => records::check(told, &analysis.document, &records),
                what => check(case, what, &analysis),
            };
            match (checked, e.known_failure) {
                (Ok(()), false) | (Err(_), true) => held += 1,
                (Ok(()), true) => failures.push(format!("{at}: holds now: take its `known failure` away")),
                (Err(came), false) => failures.push(format!("{at}: {:?}: {came}", e.what)),
            }
        }
    }
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), held + failures.len(), failures.join("\n"));
    assert!(held > 0, "tests/suite/{file} expects nothing");
}

/// Reads a case's text; its records only where something is expected of them.
fn read(coder: &Coder, case: &Case) -> Result<(Analysis, Vec<Record>), Refused> {
    let mut item = RawItem::new(case.text.as_str());
    item.meta.date.clone_from(&case.dated);
    if case.expectations.iter().any(|e| matches!(e.what, What::Told(_))) {
        coder.code(&item).map(|coded| (coded.analysis, coded.records))
    } else {
        coder.read(&item).map(|read| (read.value, Vec::new()))
    }
}

fn find(a: &Analysis, word: &Word) -> Result<usize, String> {
    let mut same = (0..a.tokens.len()).filter(|i| a.form(*i) == word.form);
    same.nth(word.nth - 1).ok_or_else(|| format!("there is no word {} {}", word.form, word.nth))
}

fn one_of(got: &str, wanted: &[String]) -> Result<(), String> {
    if wanted.iter().any(|w| w == got) { Ok(()) } else { Err(format!("it is {got}")) }
}

fn same<T: PartialEq + std::fmt::Debug>(got: &T, wanted: &T) -> Result<(), String> {
    if got == wanted { Ok(()) } else { Err(format!("it is {got:?}")) }
}

fn check(case: &Case, what: &What, a: &Analysis) -> Result<(), String> {
    let words = |i: usize| a.form(i).to_owned();
    match what {
        What::Told(_) => Err("the records say that".to_owned()),
        What::Sentences(n) => same(&a.sentences.len(), n),
        What::Sentence(_) => all_sentences(case, a),
        What::Tokens(wanted) => same(&(0..a.tokens.len()).map(words).collect(), wanted),
        What::Tree { head, relations, dependent } => {
            let dependent = find(a, dependent)?;
            let wanted = head.as_ref().map(|h| find(a, h)).transpose()?;
            let (got, rel) = (a.head(dependent), a.tokens[dependent].rel.name());
            if got == wanted && relations.iter().any(|r| r == rel) {
                return Ok(());
            }
            Err(format!("{} -{rel}-> it", got.map_or("ROOT", |h| a.form(h))))
        }
        What::Upos(word, wanted) => one_of(a.tokens[find(a, word)?].upos.name(), wanted),
        What::Xpos(word, wanted) => one_of(a.tokens[find(a, word)?].xpos.name(), wanted),
        What::Lemma(word, wanted) => one_of(a.lemma(find(a, word)?), wanted),
        What::Name(text, kind) => {
            let names: Vec<_> =
                a.names.iter().map(|n| (a.span(n.tokens.clone()).of(a.text()), n.kind.name())).collect();
            let found = names.contains(&(text.as_str(), kind.as_str()));
            if found { Ok(()) } else { Err(format!("the names are {names:?}")) }
        }
        What::NotName(text) => {
            let start = a.text().find(text.as_str()).ok_or("the text has no such words")?;
            let span = Span::new(a.text(), start, start + text.len()).ok_or("not a span")?;
            match a.names.iter().find(|n| a.span(n.tokens.clone()).overlaps(span)) {
                Some(n) => Err(format!("{} is a {}", a.span(n.tokens.clone()).of(a.text()), n.kind)),
                None => Ok(()),
            }
        }
    }
}

/// All `sentence` items of a case together are all its sentences.
fn all_sentences(case: &Case, a: &Analysis) -> Result<(), String> {
    let flat = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    let items = case.expectations.iter();
    let wanted = items.filter_map(|e| if let What::Sentence(s) = &e.what { Some(flat(s)) } else { None }).collect();
    let got: Vec<String> = a.sentences.iter().map(|r| flat(a.span(r.clone()).of(a.text()))).collect();
    same(&got, &wanted)
}

macro_rules! files {
    ($($name:ident)*) => {
        $(#[test] fn $name() { run(concat!(stringify!($name), ".md")); })*

        #[test]
        fn every_file_is_run() {
            let mut found: Vec<String> = std::fs::read_dir(folder()).unwrap()
                .map(|e| e.unwrap().file_name().into_string().unwrap())
                .filter(|name| name.ends_with(".md"))
                .collect();
            found.sort();
            let mut listed = vec![$(concat!(stringify!($name), ".md").to_owned()),*];
            listed.sort();
            assert_eq!(found, listed, "a file of tests/suite is missing in this list, or gone");
        }
    };
}

files! {
    acts
    contents
    coreference
    cues
    figures
    homes
    identity
    kinds_acts
    kinds_people
    kinds_speech
    kinds_times_places
    lemmas
    mentions
    names
    phrases places
    reports
    sentences
    sources
    speakers
    tags
    tokens
    trees
    verbs
    voices
}
