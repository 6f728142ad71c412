//! `dateline compare` as it is typed.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn examples() -> [PathBuf; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    ["harbour-accord-wire.txt", "harbour-accord-daily.txt"].map(|f| folder.join(f))
}

fn run(arguments: &[&str], input: Option<&str>) -> Output {
    use std::io::Write;
    use std::process::Stdio;
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.arg("compare").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.unwrap_or_default().as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn two_reports_are_laid_side_by_side() {
    let [a, b] = examples().map(|p| p.display().to_string());
    let out = run(&[&a, &b, "--format", "text"], None);
    let page = text(&out.stdout);
    assert!(out.status.success(), "{}", text(&out.stderr));
    for heading in ["side by side", "Told differently", "Told by one alone", "Quotations"] {
        assert!(page.contains(heading), "{heading} is missing:\n{page}");
    }
    assert!(!page.contains('\u{1b}'), "no colours where nobody sees them");
    let out = run(&[&a, &b], None);
    let value: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(value["documents"].as_array().map(Vec::len), Some(2));
    assert!(value.get("group").is_none());
    assert!(value["quotes"].as_array().unwrap().iter().any(|q| q["label"] == "trimmed"), "{}", value["quotes"]);
}

#[test]
fn one_report_is_no_comparison() {
    let [a, _] = examples().map(|p| p.display().to_string());
    let out = run(&[&a], None);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("two or more reports"), "{}", text(&out.stderr));
    assert!(out.stdout.is_empty());
    let out = run(&[&a, "no/such/report.txt"], None);
    assert_eq!(out.status.code(), Some(1));
    let out = run(&[&a, &examples()[1].display().to_string(), "no/such/report.txt"], None);
    assert_eq!(out.status.code(), Some(2), "two were read, one was refused");
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
    assert_eq!(out.status.code(), Some(2), "a line without the field is refused: {}", text(&out.stderr));
    assert!(text(&out.stderr).contains("no-group"), "{}", text(&out.stderr));
    let groups: Vec<Value> = text(&out.stdout).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let told: Vec<_> =
        groups.iter().map(|g| (g["group"].as_str().unwrap(), g["documents"].as_array().unwrap().len())).collect();
    assert_eq!(told, [("one", 2), ("2", 2)]);
}

#[test]
fn a_report_twice_is_shared_and_each_keeps_its_name() {
    let [a, _] = examples().map(|p| p.display().to_string());
    let out = run(&[&a, &a, "--format", "json"], None);
    let value: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_ne!(value["documents"][0]["doc"], value["documents"][1]["doc"]);
    let other: Vec<_> = value["points"].as_array().unwrap().iter().filter(|p| p["kind"] != "shared").collect();
    assert!(other.is_empty(), "{other:#?}");
}
