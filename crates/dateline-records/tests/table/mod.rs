//! Cases in Markdown: a quoted sentence, and under it all that is to be found in it.
//!
//! ```markdown
//! ## What the cases below have in common
//! > Finland joined NATO in 2023.
//! - member_of: Finland -> NATO; since 2023
//!
//! > Finland may join NATO.
//! - none
//! ```
//! The items of a sentence are **all** that is found in it, so every case is also a negative one. A sentence marked
//! `- known failure` is right but not found yet; when it begins to hold the run says so, and the mark is to be taken away.

use dateline_language::{Analysis, Model, analyse, refer};
use dateline_text::RawItem;
use dateline_text::document::{Limits, Meta, document};
use std::fmt::Write;

/// One sentence and what is expected of it.
struct Case {
    line: usize,
    topic: String,
    text: String,
    items: Vec<String>,
    known_failure: bool,
}

fn read(markdown: &str) -> Vec<Case> {
    let (mut cases, mut topic): (Vec<Case>, String) = (Vec::new(), String::new());
    for (n, line) in markdown.lines().enumerate() {
        if let Some(t) = line.strip_prefix("## ") {
            topic = t.to_owned();
        } else if let Some(text) = line.strip_prefix("> ") {
            cases.push(Case {
                line: n + 1,
                topic: topic.clone(),
                text: text.to_owned(),
                items: Vec::new(),
                known_failure: false,
            });
        } else if let (Some(item), Some(case)) = (line.strip_prefix("- "), cases.last_mut()) {
            match item {
                "known failure" => case.known_failure = true,
                "none" => {}
                _ => case.items.push(item.to_owned()),
            }
        }
    }
    cases
}

/// The analysis of a sentence, in a report of a known day.
pub(crate) fn analysed(text: &str, model: &Model) -> Analysis {
    let meta = Meta { date: Some("2023-10-11".into()), language: Some("en".into()), ..Meta::default() };
    let item = RawItem { meta, ..RawItem::new(text) };
    let doc = document(&item, &Limits::default()).unwrap().value;
    refer(analyse(doc.into(), model).value, model)
}

/// Runs the cases; `found` gives what was found in a sentence, each in full, and `fits` says whether one is the item.
///
/// # Panics
/// With all cases that fail.
pub(crate) fn run<T: std::fmt::Debug>(
    file: &str,
    markdown: &str,
    found: impl Fn(&Analysis) -> Vec<T>,
    fits: impl Fn(&str, &T) -> bool,
) {
    let cases = read(markdown);
    assert!(cases.len() > 20, "{file} was not read");
    let mut failures = String::new();
    for case in &cases {
        // A case is about what is found in a tree, not about the parser: it may hold with either model's.
        let holds = |got: &Vec<T>| {
            case.items.iter().all(|i| got.iter().any(|g| fits(i, g)))
                && got.iter().all(|g| case.items.iter().any(|i| fits(i, g)))
        };
        let mut got = found(&analysed(&case.text, Model::accurate()));
        if !holds(&got) {
            got = found(&analysed(&case.text, Model::fast()));
        }
        let right = holds(&got);
        if right == case.known_failure {
            let say = if right { "holds now: take its mark away" } else { "fails" };
            writeln!(failures, "\n{file}:{} [{}] {say}\n  {}", case.line, case.topic, case.text).unwrap();
            case.items.iter().for_each(|i| writeln!(failures, "    want {i}").unwrap());
            got.iter().for_each(|g| writeln!(failures, "    got  {g:?}").unwrap());
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
