//! Statements, by the cases of `cases/statements.md` and the examples in `lexicon/en/cues.toml`.

mod table;

use dateline_language::{Analysis, Model, analyse, refer};
use dateline_records::Tables;
use dateline_records::cues::Cues;
use dateline_records::ground::Finding;
use dateline_records::scene::Scene;
use dateline_records::statements::Said;
use dateline_text::document::{Limits, document};
use dateline_text::{RawItem, Span};
use std::fmt::Write;

/// A statement with its words.
#[derive(Debug)]
#[allow(dead_code)] // read through Debug where a case fails
struct Shown {
    source: Vec<String>,
    cue: String,
    content: Vec<String>,
    tags: Vec<String>,
    rule: String,
}

fn find(a: &Analysis) -> Vec<Finding<Said>> {
    Scene::new(a, &Tables::builtin()).statements.into_vec()
}

fn show(a: &Analysis, f: Finding<Said>) -> Shown {
    let words = |s: Span| s.of(a.text()).to_owned();
    let st = f.value.statement;
    assert!((0.0..=1.0).contains(&f.confidence) && !st.content.is_empty());
    let mut tags: Vec<String> = [st.form.name(), st.act.name(), st.source_kind.name()].map(str::to_owned).into();
    tags.extend(st.negated.then(|| "negated".to_owned()));
    tags.extend(st.by.iter().map(|b| format!("by {}", words(b.who.span))));
    tags.extend(st.addressee.iter().map(|e| format!("to {}", words(e.span))));
    Shown {
        source: st.source.iter().map(|e| words(e.span)).collect(),
        cue: st.cue.map(words).unwrap_or_default(),
        content: st.content.iter().copied().map(words).collect(),
        tags,
        rule: f.rule,
    }
}

fn fits(item: &str, got: &Shown) -> bool {
    let mut fields = item.split(" | ");
    let mut next = || fields.next().unwrap_or_default();
    let (source, cue, content) = (next(), next(), next());
    let source: Vec<&str> = if source == "-" { Vec::new() } else { source.split(" + ").collect() };
    let tags: Vec<&str> = next().split(", ").filter(|t| !t.is_empty()).collect();
    let tag = |wanted: &str| {
        let named = |t: &String| {
            ["by ", "to "].iter().any(|p| wanted.strip_prefix(p).is_some_and(|w| t.starts_with(p) && t.contains(w)))
        };
        got.tags.iter().any(|t| wanted.split('|').any(|w| t == w) || named(t))
    };
    got.source == source
        && got.cue == cue
        && got.content == content.split(" … ").collect::<Vec<_>>()
        && tags.into_iter().all(tag)
}

#[test]
fn statements_are_found_as_the_cases_say() {
    let found = |a: &Analysis| find(a).into_iter().map(|f| show(a, f)).collect();
    table::run("statements.md", include_str!("cases/statements.md"), found, fits);
}

fn analysed(text: &str) -> Analysis {
    analysed_by(text, Model::accurate())
}

fn analysed_by(text: &str, model: &Model) -> Analysis {
    let doc = document(&RawItem::new(text), &Limits::default()).unwrap().value;
    refer(analyse(doc.into(), model).value, model)
}

/// The marks of an example of `cues.toml` taken out, and the spans they stood around, by kind.
fn unmarked(marked: &str) -> (String, [Vec<String>; 3]) {
    let (mut plain, mut open, mut spans): (String, Vec<usize>, [Vec<String>; 3]) = Default::default();
    for c in marked.chars() {
        match "[<{".find(c).or_else(|| "]>}".find(c)) {
            Some(_) if "[<{".contains(c) => open.push(plain.len()),
            Some(kind) => spans[kind].push(plain[open.pop().expect("an opening mark")..].to_owned()),
            None => plain.push(c),
        }
    }
    (plain, spans)
}

#[test]
fn the_examples_beside_the_cues_hold() {
    let mut failures = String::new();
    for example in Cues::builtin().examples() {
        let (text, [source, cue, content]) = unmarked(&example.text);
        let same = |s: &Shown| s.source == source && s.content == content && cue.first() == Some(&s.cue);
        let right = |got: &[Shown]| if cue.is_empty() { got.is_empty() } else { got.iter().any(same) };
        let by = |model| {
            let a = analysed_by(&text, model);
            find(&a).into_iter().map(|f| show(&a, f)).collect::<Vec<Shown>>()
        };
        // An example shows what a cue does in a tree: that of either model.
        let got = by(Model::accurate());
        if !right(&got) && !right(&by(Model::fast())) {
            writeln!(
                failures,
                "lexicon/en/cues.toml:{} ({}): {}\n    got {got:?}",
                example.line, example.group, example.text
            )
            .unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    let a =
        analysed("\"The well is dry,\" the farmer said.\n\n\"The next one is dry as well.\"\n\nThe rain came in May.");
    let got: Vec<Shown> = find(&a).into_iter().map(|f| show(&a, f)).collect();
    assert_eq!(got.len(), 1, "{got:?}");
    assert_eq!(got[0].content, ["\"The well is dry,\"", "\"The next one is dry as well.\""]);
}

#[test]
fn an_unclosed_quotation_ends_with_its_paragraph() {
    let a = analysed("The farmer said: \"The well is dry.\n\nThe rain came in May, and nobody saw it.");
    let got: Vec<Shown> = find(&a).into_iter().map(|f| show(&a, f)).collect();
    assert_eq!(got.len(), 1, "{got:?}");
    assert!(got[0].content[0].ends_with("The well is dry."), "{got:?}");
}

#[test]
fn the_first_person_in_a_quotation_is_its_speaker() {
    let a = analysed("Ada Crane runs the town. \"I will not resign,\" Crane said.");
    let Scene { ground, statements } = Scene::new(&a, &Tables::builtin());
    let actors = &ground.actors;
    let i = (0..a.tokens.len()).find(|t| a.form(*t) == "I").unwrap();
    let speaker = actors.at(statements[0].value.sources[0]).unwrap().actor;
    assert_eq!(actors.at(i).unwrap().actor, speaker);
    assert_eq!(statements.around(i), [0]);
}

#[test]
fn a_first_person_may_be_the_speaker_of_another() {
    let a = analysed("Ada Crane runs the town. “I said: “We will not go.” And I meant it,” Crane said.");
    let actors = Scene::new(&a, &Tables::builtin()).ground.actors;
    let actor = |form: &str| {
        let t = (0..a.tokens.len()).rfind(|t| a.form(*t) == form).unwrap();
        actors.at(t).unwrap().actor
    };
    assert_eq!((actor("We"), actor("I")), (actor("Crane"), actor("Crane")));
}
