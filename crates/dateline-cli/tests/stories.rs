//! `dateline stories` as it is typed.

mod program;

use program::{folder, run, valid, write};
use serde_json::{Value, json};

const WIRE: &str = "The foreign ministers of Norway and Turkey urged Sudan and the Red Sea Front on Thursday to return to \
    talks, a day after an attack on the port of Suakin killed at least 11 people. Drones struck a fuel depot and a customs \
    hall shortly before midnight, the health ministry said.";
const DAILY: &str = "A fragile truce on Sudan's Red Sea coast was close to breaking point after drones hit the harbour of \
    Suakin, killing 14 people. Ministers of Norway and Turkey condemned the attack and asked the Front to come back to the \
    talks. Drones struck a fuel depot and a customs hall shortly before midnight.";
const MINE: &str = "Nine miners died when a shaft of the Konkola copper mine collapsed in Zambia, its owners said. Rescuers \
    reached forty others overnight. The mines minister promised an inquiry into the timber supports.";

fn reports() -> Vec<Value> {
    let report = |id: &str, date: &str, publisher: &str, text: &str, section: &str| {
        json!({"id": id, "date": date, "publisher": publisher, "text": text, "section": section,
            "title": text.split(' ').take(7).collect::<Vec<_>>().join(" "), "url": format!("https://{id}.example/x")})
    };
    vec![
        report("b", "2026-03-13", "The Courier", DAILY, "world"),
        report("m", "2026-03-12", "Evening Wire", MINE, "africa"),
        report("a", "2026-03-12", "Northline", WIRE, "world"),
    ]
}

fn lines(reports: &[Value]) -> String {
    reports.iter().map(|r| r.to_string() + "\n").collect()
}

/// The ids of each story's reports.
fn documents(out: &[Value]) -> Vec<String> {
    let story = |s: &Value| s["documents"].as_array().unwrap().iter().map(|d| d.as_str().unwrap()).collect::<String>();
    let mut all: Vec<String> = out.iter().filter(|l| l["kind"] == "story").map(story).collect();
    all.sort();
    all
}

#[test]
fn reports_are_grouped_and_a_passage_is_traced_to_who_had_it_first() {
    let here = folder("stories");
    write(&here, &[("reports.jsonl", lines(&reports()).as_bytes())]);
    let ran = run(&here, &["stories", "reports.jsonl"], b"");
    assert_eq!((ran.code, ran.notes.as_str()), (Some(0), ""));
    valid(&ran.out);
    let stories = ran.lines();
    assert_eq!(documents(&stories), ["ab", "m"]);
    let story = stories.iter().find(|s| s["documents"] == json!(["a", "b"])).unwrap();
    assert_eq!((&story["first"], &story["last"]), (&json!("2026-03-12"), &json!("2026-03-13")));
    assert_eq!(story["publishers"], json!(["Northline", "The Courier"]));
    assert_eq!((&story["independent"], &story["versions"]), (&json!(2), &json!([])));
    let passage = "Drones struck a fuel depot and a customs hall shortly before midnight";
    let at = |text: &str| text[..text.find(passage).unwrap()].chars().count();
    let side = |doc: &str, text: &str| json!({"doc": doc, "start": at(text), "end": at(text) + passage.len(), "text": passage});
    assert_eq!(story["copied"], json!([{"from": side("a", WIRE), "to": side("b", DAILY), "words": 12}]));
    for threads in ["1", "3"] {
        let again = run(&here, &["stories", "reports.jsonl", "--threads", threads], b"");
        assert_eq!(again.out, ran.out, "the same with any number of threads");
    }
}

#[test]
fn forms_for_people_and_spreadsheets() {
    let here = folder("stories-forms");
    write(&here, &[("reports.jsonl", lines(&reports()).as_bytes())]);
    let table = run(&here, &["stories", "reports.jsonl", "--format", "table", "--least", "2"], b"").out;
    let row = table.lines().nth(1).unwrap();
    let want = ["2", "2", "2", "2026-03-12 – 13", "The foreign ministers of", "1 with copied passages"];
    assert!(want.iter().all(|w| row.contains(w)), "{table}");
    assert!(table.contains("1 story, 2 reports") && !table.contains("Konkola"), "{table}");
    let ran = run(&here, &["stories", "reports.jsonl", "-o", "out.csv"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    let csv = std::fs::read_to_string(here.join("out.csv")).unwrap();
    let rows: Vec<Vec<&str>> = csv.split("\r\n").map(|r| r.split(',').collect()).collect();
    assert_eq!((rows.len(), rows[0][4], rows[0][10]), (5, "doc", "copied_from"), "{csv}");
    let b = rows.iter().find(|r| r.get(4) == Some(&"b")).unwrap();
    assert_eq!((b[6], b[9], b[10]), ("The Courier", "12", "a"), "{csv}");
}

#[test]
fn groups_windows_and_versions() {
    let here = folder("stories-options");
    let mut all = reports();
    write(&here, &[("reports.jsonl", lines(&all).as_bytes())]);
    let by = run(&here, &["stories", "reports.jsonl", "--by", "section"], b"");
    valid(&by.out);
    let groups: Vec<Value> = by.lines().iter().map(|s| s["group"].clone()).collect();
    assert_eq!(groups, [json!("africa"), json!("world")]);
    let narrow = run(&here, &["stories", "reports.jsonl", "--window", "0"], b"");
    assert_eq!(documents(&narrow.lines()), ["a", "b", "m"]);
    // The same address again, silently changed.
    let mut changed = all[2].clone();
    changed["text"] = json!(WIRE.replace("at least 11 people", "14 people"));
    changed["date"] = json!("2026-03-14");
    all.push(changed);
    let ran = run(&here, &["stories", "--from", "jsonl"], lines(&all).as_bytes());
    ran.noted("duplicate-id", "same id");
    valid(&ran.out);
    let story = ran.lines().into_iter().find(|s| s["versions"] != json!([])).unwrap();
    let version = &story["versions"][0];
    assert_eq!((&version["from"], &version["to"]), (&json!("a"), &json!("a (2)")));
    let change = &version["changes"][0];
    assert_eq!((&change["from"]["text"], &change["to"]["text"]), (&json!("at least 11"), &json!("14")));
}

#[test]
fn what_cannot_be_read_is_noted_and_costs_nothing_else() {
    let here = folder("stories-faults");
    let text = lines(&reports()) + "no json\n{\"id\": \"e\", \"text\": \"\"}\n";
    let ran = run(&here, &["stories", "--from", "jsonl"], text.as_bytes());
    assert_eq!(ran.code, Some(2), "{}", ran.notes);
    valid(&ran.out);
    assert_eq!((documents(&ran.lines()).len(), ran.of_kind("note").len()), (2, 2), "{}", ran.out);
    ran.noted("accounting", "3 read, 2 refused");
    let late =
        run(&here, &["stories", "--hold", "0", "--window", "0", "--from", "jsonl"], lines(&reports()).as_bytes());
    late.noted("late", "--hold");
    for (arguments, code, words) in [
        (&["stories", "gone.jsonl"][..], 1, "gone.jsonl"),
        (&["stories", "--from", "text", "--by", "section"], 64, "--by"),
        (&["stories", "--open", "0"], 64, "a number from 1"),
        (&["stories", "--format", "html"], 64, "csv"),
    ] {
        let ran = run(&here, arguments, b"");
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.notes);
        assert!(ran.notes.contains(words), "{arguments:?}: {}", ran.notes);
    }
}
