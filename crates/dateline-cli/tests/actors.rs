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

#[test]
fn a_name_is_told_with_why_and_what_was_rejected() {
    let ask = |more: &[&str]| run(Path::new("."), &[&["actors"], more].concat(), b"");
    let json = |more: &[&str]| -> Value {
        let ran = ask(&[more, &["--format", "json"]].concat());
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}{}", ran.out, ran.notes))
    };
    let putin = json(&["Putin", "--on", "2023-10-11"]);
    assert_eq!(putin["taken"][0]["name"], "Vladimir Putin");
    assert_eq!(putin["taken"][0]["code"], "RUS");
    let rejected = putin["rejected"].as_array().unwrap();
    assert!(rejected.iter().any(|r| r["why"] == "not in office on that day"), "{putin}");
    // A surname that many bear is nobody's; nor is a man a woman.
    for name in ["Scott", "Mrs Clinton"] {
        let nobody = json(&[name, "--on", "2014-05-02"]);
        assert_eq!(nobody["taken"].as_array().map(Vec::len), Some(0), "{nobody}");
        assert!(nobody["rejected"].as_array().is_some_and(|r| !r.is_empty()), "{nobody}");
    }
    let table = ask(&["Taliban", "--on", "2010-01-01"]);
    assert!(table.out.starts_with("Taliban\n  is   Taliban [AFG/REB]"), "{}", table.out);
    assert_eq!(ask(&["Xyzzy"]).code, Some(1));
}

#[test]
fn a_wrong_day_is_refused_with_a_remedy() {
    let ran = run(Path::new("."), &["actors", "Putin", "--on", "soon"], b"");
    assert_eq!(ran.code, Some(64));
    assert!(ran.notes.contains("write it as YYYY-MM-DD"), "{}", ran.notes);
    let help = run(Path::new("."), &["actors", "--help"], b"");
    assert!(help.out.contains("Examples:") && help.out.contains("--on"), "{}", help.out);
}
