//! Who the parties of records are, as it is asked for at the command line.

mod program;

use program::run;
use serde_json::Value;
use std::path::Path;

/// Code and source of the first party that has these words.
fn code(records: &str, words: &str) -> [Option<String>; 2] {
    let lines = records.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    let parties: Vec<Value> = lines
        .filter(|r| r["kind"] == "event")
        .flat_map(|r| ["actor", "recipient"].map(|side| r[side].as_array().unwrap().clone()).concat())
        .collect();
    let party = parties.iter().find(|p| p["entity_text"] == words).unwrap_or_else(|| panic!("{words}: {records}"));
    ["code", "code_from"].map(|key| party[key].as_str().map(str::to_owned))
}

#[test]
fn codes_that_no_words_tell_can_be_left_away() {
    let text =
        b"French soldiers killed ten militants near Gao in Mali on Sunday. Police in Bamako arrested a preacher.";
    let read = |more: &[&str]| {
        let ran = run(Path::new("."), &[&["read", "--format", "jsonl", "-q"], more].concat(), text);
        assert_eq!(ran.code, Some(0), "{}", ran.notes);
        ran.out
    };
    let told = ["FRA", "told"].map(|x| Some(x.to_owned()));
    let all = read(&[]);
    assert_eq!(code(&all, "French soldiers"), told);
    assert_eq!(code(&all, "a preacher"), ["MLI", "scene"].map(|x| Some(x.to_owned())));
    let only = read(&["--told-only"]);
    assert_eq!(code(&only, "French soldiers"), told);
    assert_eq!(code(&only, "a preacher"), [None, None]);
    let lines = only.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    assert!(lines.filter(|r| r["kind"] == "actor").all(|r| r["code_from"] != "scene"), "{only}");
}
