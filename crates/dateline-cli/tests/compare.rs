//! `dateline compare` as it is typed.

mod program;

use program::Ran;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn examples() -> [PathBuf; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    ["harbour-accord-wire.txt", "harbour-accord-daily.txt"].map(|f| folder.join(f))
}

fn run(arguments: &[&str], input: Option<&str>) -> Ran {
    let arguments = [&["compare"], arguments].concat();
    program::run(Path::new("."), &arguments, input.unwrap_or_default().as_bytes())
}

#[test]
fn two_reports_are_laid_side_by_side() {
    let [a, b] = examples().map(|p| p.display().to_string());
    let out = run(&[&a, &b, "--format", "text"], None);
    let page = out.out;
    assert!(out.code == Some(0), "{}", out.notes);
    for heading in ["side by side", "Told differently", "Told by one alone", "Quotations"] {
        assert!(page.contains(heading), "{heading} is missing:\n{page}");
    }
    assert!(!page.contains('\u{1b}'), "no colours where nobody sees them");
    let out = run(&[&a, &b], None);
    let value: Value = serde_json::from_str(&out.out).unwrap();
    assert_eq!(value["documents"].as_array().map(Vec::len), Some(2));
    assert!(value.get("group").is_none());
    assert!(value["quotes"].as_array().unwrap().iter().any(|q| q["label"] == "trimmed"), "{}", value["quotes"]);
}

#[test]
fn one_report_is_no_comparison() {
    let [a, _] = examples().map(|p| p.display().to_string());
    let out = run(&[&a], None);
    assert_eq!(out.code, Some(1));
    assert!(out.notes.contains("two or more reports"), "{}", out.notes);
    assert!(out.out.is_empty());
    let out = run(&[&a, "no/such/report.txt"], None);
    assert_eq!(out.code, Some(1));
    let out = run(&[&a, &examples()[1].display().to_string(), "no/such/report.txt"], None);
    assert_eq!(out.code, Some(2), "two were read, one was refused");
}

#[test]
fn lines_are_grouped_by_a_field_wherever_they_stand() {
    let line = |id: &str, story: Value, words: &str| {
        serde_json::json!({"id": id, "story": story, "text": format!("The rebels shelled the port of {words} on Monday.")})
            .to_string()
    };
    let lines = [
        line("a1", "one".into(), "Karsa"),
        line("b1", 2.into(), "Tarsi"),
        line("a2", "one".into(), "Karsa"),
        line("b2", 2.into(), "Tarsi"),
        line("c", Value::Null, "Vesh"),
    ];
    let out = run(&["--from", "jsonl", "--by", "story", "--format", "json", "-"], Some(&lines.join("\n")));
    assert_eq!(out.code, Some(2), "a line without the field is refused: {}", out.notes);
    assert!(out.notes.contains("no-group"), "{}", out.notes);
    let groups: Vec<Value> = out.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let told: Vec<_> =
        groups.iter().map(|g| (g["group"].as_str().unwrap(), g["documents"].as_array().unwrap().len())).collect();
    assert_eq!(told, [("one", 2), ("2", 2)]);
}

#[test]
fn a_report_twice_is_shared_and_each_keeps_its_name() {
    let [a, _] = examples().map(|p| p.display().to_string());
    let out = run(&[&a, &a, "--format", "json"], None);
    let value: Value = serde_json::from_str(&out.out).unwrap();
    assert_ne!(value["documents"][0]["doc"], value["documents"][1]["doc"]);
    let other: Vec<_> = value["points"].as_array().unwrap().iter().filter(|p| p["kind"] != "shared").collect();
    assert!(other.is_empty(), "{other:#?}");
}
