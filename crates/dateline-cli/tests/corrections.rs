//! The user's word: annotations that come back from brat and Label Studio, and what a project tells from then on.

mod program;

use program::{Ran, folder, run, write};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const TEXTS: [&str; 3] = [
    "🚢 Norway accused Sudan of shelling a hospital on Monday. Envoys of Egypt visited Chad on Tuesday.",
    "Norway condemned Sudan for an attack in Khartoum that killed 11 people.",
    "Egypt praised Chad on Monday.",
];

fn filled(test: &str) -> PathBuf {
    let here = folder(test);
    let report = |n: usize| json!({"id": format!("r{n}"), "date": "2026-03-02", "text": TEXTS[n]}).to_string() + "\n";
    write(&here, &[("news.jsonl", (0..3).map(report).collect::<String>().as_bytes())]);
    ingest(&here, "news.dateline");
    here
}

fn ingest(here: &Path, into: &str) {
    let ran = run(here, &["ingest", "news.jsonl", "--into", into, "--model", "fast"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
}

fn correct(here: &Path, arguments: &[&str]) -> Ran {
    let ran = run(here, &[&["correct"], arguments].concat(), b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    ran
}

/// Events as `category actor recipient checked`.
fn events(here: &Path, file: &str) -> Vec<String> {
    let told = |e: &Value| {
        let of = |k: &str| e[k].as_str().unwrap_or("-").to_owned();
        format!("{} {} {} {}", of("event"), of("actor"), of("recipient"), of("checked"))
    };
    run(here, &["events", file], b"").lines().iter().map(told).collect()
}

/// Changes a file.
fn edit(path: &Path, change: impl Fn(&str) -> String) {
    let text = std::fs::read_to_string(path).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed);
    std::fs::write(path, changed).unwrap();
}

/// The id of the mark with these words.
fn mark(marks: &str, words: &str) -> String {
    let line = marks.lines().find(|l| l.starts_with('T') && l.ends_with(&format!("\t{words}"))).unwrap();
    line.split('\t').next().unwrap().to_owned()
}

#[test]
fn what_brat_gives_back_stands_from_then_on() {
    let here = filled("corrections-brat");
    let before = events(&here, "news.dateline");
    assert!(
        before.iter().any(|e| e == "ACCUSE NOR SDN -") && before.iter().any(|e| e == "SUPPORT EGY TCD -"),
        "{before:?}"
    );
    run(&here, &["export", "brat", "news.dateline", "-o", "check"], b"");
    // In the first the accusation becomes a threat against Chad, in the third Egypt is no country but a group.
    edit(&here.join("check/000001.ann"), |marks| {
        let (sudan, chad) = (mark(marks, "Sudan"), mark(marks, "Chad"));
        let line = marks.lines().find(|l| l.starts_with('E') && l.contains("ACCUSE:")).unwrap();
        let new =
            line.replace("ACCUSE:", "THREATEN:").replace(&format!("Recipient:{sudan}"), &format!("Recipient:{chad}"));
        marks.replace(line, &new) + "E99\tAID:T1 Actor:T2\n"
    });
    edit(&here.join("check/000003.ann"), |marks| marks.replace("Egypt [EGY]", "Egypt United [?/PTY]"));
    // In the second the accusation is none.
    edit(&here.join("check/000002.ann"), |marks| {
        marks.lines().filter(|l| !(l.starts_with('E') && l.contains("ACCUSE:"))).map(|l| format!("{l}\n")).collect()
    });
    let ran = correct(&here, &["news.dateline", "check", "--by", "Ada Holm"]);
    assert!(ran.out.contains("2 changed, 1 rejected, 0 known before; not taken: 1 added by hand"), "{}", ran.out);
    let after = events(&here, "news.dateline");
    assert!(after.iter().any(|e| e == "THREATEN NOR TCD changed"), "{after:?}");
    assert!(after.iter().any(|e| e == "SUPPORT - TCD changed"), "{after:?}");
    assert!(
        !after.iter().any(|e| e.starts_with("ACCUSE")) && after.iter().any(|e| e.ends_with(" accepted")),
        "{after:?}"
    );
    assert_eq!(after.len(), before.len() - 1);
    // Filters and exports tell it too; the record stays as it was coded.
    let threats = run(&here, &["events", "news.dateline", "--event", "THREATEN", "--recipient", "TCD"], b"");
    assert_eq!(threats.lines().len(), 1);
    let csv = run(&here, &["export", "csv", "news.dateline", "--actor", "NOR"], b"").out;
    assert!(csv.lines().any(|l| l.contains(",THREATEN,") && l.ends_with(",changed")), "{csv}");
    assert!(!csv.contains(",ACCUSE,"));
    let record = run(&here, &["show", "news.dateline", "1", "--format", "jsonl"], b"");
    assert!(record.of_kind("event").iter().any(|e| e["event"] == json!(["ACCUSE"])));
    let kept = run(
        &here,
        &["sql", "news.dateline", "SELECT verdict, count(*) AS n, min(who) AS who FROM correction GROUP BY 1"],
        b"",
    )
    .lines();
    assert_eq!(kept.iter().find(|r| r["verdict"] == "changed").unwrap()["who"], "Ada Holm");
    // The same once more is nothing new; what comes back as it was coded stands again.
    assert!(correct(&here, &["news.dateline", "check"]).out.contains(": 0 accepted, 0 changed, 0 rejected,"));
    edit(&here.join("check/000003.ann"), |marks| marks.replace("Egypt United [?/PTY]", "Egypt [EGY]"));
    correct(&here, &["news.dateline", "check"]);
    assert!(events(&here, "news.dateline").iter().any(|e| e == "SUPPORT EGY TCD accepted"));
}

#[test]
fn corrections_outlive_ingesting_and_coding_anew() {
    let here = filled("corrections-outlive");
    run(&here, &["export", "brat", "news.dateline", "--event", "SUPPORT", "-o", "check"], b"");
    edit(&here.join("check/000003.ann"), |marks| marks.replace("SUPPORT", "CONSULT"));
    correct(&here, &["news.dateline", "check"]);
    ingest(&here, "news.dateline");
    assert!(events(&here, "news.dateline").iter().any(|e| e == "CONSULT EGY TCD changed"));
    ingest(&here, "anew.dateline");
    assert!(events(&here, "anew.dateline").iter().any(|e| e == "SUPPORT EGY TCD -"));
    let ran = correct(&here, &["anew.dateline", "news.dateline"]);
    assert!(ran.out.contains("1 changed"), "{}", ran.out);
    assert!(events(&here, "anew.dateline").iter().any(|e| e == "CONSULT EGY TCD changed"));
}

#[test]
fn what_label_studio_gives_back_stands_from_then_on() {
    let here = filled("corrections-label-studio");
    run(&here, &["export", "label-studio", "news.dateline", "-o", "tasks.json"], b"");
    let mut tasks: Value = serde_json::from_str(&std::fs::read_to_string(here.join("tasks.json")).unwrap()).unwrap();
    for (n, task) in tasks.as_array_mut().unwrap().iter_mut().enumerate() {
        let mut result = task["predictions"][0]["result"].clone();
        let regions = result.as_array_mut().unwrap();
        match n {
            0 => regions
                .iter_mut()
                .filter(|r| r["value"]["labels"] == json!(["ACCUSE"]))
                .for_each(|r| r["value"]["labels"] = json!(["REJECT"])),
            // The recipient is taken away, and an earlier annotation was cancelled.
            1 => regions.retain(|r| r["labels"] != json!(["Recipient"])),
            _ => {}
        }
        let done = json!({"result": result, "completed_by": {"id": 3, "email": "ada@example.org"}, "updated_at": "2026-03-04T10:00:00Z"});
        task["annotations"] = match n {
            1 => json!([{"result": [], "was_cancelled": false}, done, {"result": [], "was_cancelled": true}]),
            // Nobody has looked at the third.
            2 => json!([]),
            _ => json!([done]),
        };
    }
    write(&here, &[("export.json", tasks.to_string().as_bytes())]);
    correct(&here, &["news.dateline", "export.json"]);
    let after = events(&here, "news.dateline");
    assert!(
        after.iter().any(|e| e == "REJECT NOR SDN changed") && after.iter().any(|e| e == "ACCUSE NOR - changed"),
        "{after:?}"
    );
    assert!(after.iter().any(|e| e == "SUPPORT EGY TCD -"), "{after:?}");
    let who = run(&here, &["sql", "news.dateline", "SELECT DISTINCT who, at FROM checked"], b"").lines();
    assert_eq!(who, [json!({"who": "ada@example.org", "at": "2026-03-04T10:00:00Z"})]);
}

#[test]
fn what_is_of_another_text_is_refused() {
    let here = filled("corrections-refused");
    run(&here, &["export", "brat", "news.dateline", "-o", "check"], b"");
    edit(&here.join("check/000001.txt"), |text| format!("{text} "));
    edit(&here.join("check/000002.ann"), |marks| marks.replace("ACCUSE", "QUARREL"));
    std::fs::remove_file(here.join("check/000003.ann")).unwrap();
    let ran = run(&here, &["correct", "news.dateline", "check"], b"");
    assert_eq!(ran.code, Some(2), "{}", ran.notes);
    for words in ["its text is not that of report 1", "\"QUARREL\" is no category", "000003.ann"] {
        assert!(ran.notes.contains(words), "{words}: {}", ran.notes);
    }
    write(&here, &[("odd.json", b"{}")]);
    let odd = run(&here, &["correct", "news.dateline", "odd.json"], b"");
    assert_eq!((odd.code, odd.notes.contains("no folder of brat")), (Some(64), true), "{}", odd.notes);
    let none = run(&here, &["correct", "gone.dateline", "check"], b"");
    assert!(none.code == Some(1) && !here.join("gone.dateline").exists(), "{}", none.notes);
}
