//! `dateline eval events`: a user's own gold, in each form it may have.

mod program;

use program::{Ran, folder, run, write};
use serde_json::Value;
use std::path::Path;

/// Two passages: one with an event that is found, one in which nothing happens.
const CODED: &str = concat!(
    r#"{"id": "a", "text": "Norway condemned Chad on Monday.", "date": "2024-03-05", "split": "dev", "events": [{"event": "#,
    r#""ACCUSE", "mode": "disapprove", "trigger": [7, 16], "actor": [[0, 6]], "recipient": [[17, 21]], "place": [], "#,
    r#""when": [25, 31], "status": ""}], "parties": [{"span": [0, 6], "code": ["NOR"], "sector": []}, "#,
    r#"{"span": [17, 21], "code": ["TCD"], "sector": []}]}"#,
    "\n",
    r#"{"id": "b", "text": "The lake lies in the north.", "split": "dev", "events": [], "parties": []}"#,
    "\n",
    r#"{"id": "c", "text": "Rebels shelled the town.", "split": "train", "events": [{"event": "AID"}], "parties": []}"#,
    "\n",
);

const TABLE: &str = "id\ttext\tevent\tmode\tactor\trecipient\tstatus\n\
    a\tNorway condemned Chad on Monday.\taccuse\tdisapprove\tNorway\tChad\t\n\
    b\tThe lake lies in the north.\t\t\t\t\t\n\
    c\t“Né,” said Oslo. Chad attacked the army of Niger.\tASSAULT\t\tChad\tthe army of Niger\t\n\
    c\t\tAID\t\tChad; Niger\t\t\n";

const ANNOTATIONS: &str = "T1\tParty 0 6\tNorway\nT2\tParty 17 21\tChad\nT3\tACCUSE 7 16\tcondemned\nT4\tDay 25 31\tMonday\n\
    E1\tACCUSE:T3 Actor:T1 Recipient1:T2 Time:T4\nE2\tMeeting:T3 Actor:T1\nA1\tMode E1 disapprove\n";

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.notes);
    serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.out))
}

/// Right, found and wanted of a row.
fn counts(of: &Value, rows: &str, key: &str, name: &str) -> Option<[u64; 3]> {
    let row = of[rows].as_array()?.iter().find(|row| row[key] == name)?;
    Some(["right", "found", "wanted"].map(|k| row[k].as_u64().unwrap()))
}

fn figure(of: &Value, name: &str) -> Option<[u64; 3]> {
    counts(of, "figures", "figure", name)
}

fn eval(here: &Path, gold: &str, more: &[&str]) -> Ran {
    run(here, &[&["eval", "events", gold, "--model", "fast", "--rules-only"], more].concat(), b"")
}

#[test]
fn coded_passages_are_scored_by_all_that_they_tell() {
    let here = folder("eval-coded");
    write(&here, &[("gold.jsonl", CODED.as_bytes())]);
    let ran = eval(&here, "gold.jsonl", &["--split", "dev", "--json", "--by-rule"]);
    assert_eq!(ran.notes, "");
    let all = json(&ran);
    for name in ["category", "mode", "parties", "codes"] {
        assert_eq!(figure(&all, name), Some([1, 1, 1]), "{name}: {}", ran.out);
    }
    assert_eq!(all["figures"][0]["second_reading"], 0.94);
    assert_eq!((&all["passages"], &all["events"]), (&2.into(), &1.into()));
    let empty = all["shares"].as_array().unwrap().iter().find(|s| s["figure"] == "left empty").unwrap();
    assert_eq!((&empty["right"], &empty["of"]), (&1.into(), &1.into()));
    assert_eq!(all["categories"][0]["category"], "ACCUSE");
    assert!(all["categories"][0]["precision_95"][0].as_f64().unwrap() < 0.3, "one event says little");
    assert_eq!(all["rules"].as_array().unwrap().len(), 1);
    assert_eq!(all["rules"][0]["told"], 1);
    let whole = eval(&here, "gold.jsonl", &["--errors", "9"]);
    assert_eq!(whole.code, Some(0));
    for words in ["second reading", "3 passages, 2 events", "expected calibration error", "c, missed: AID \"–\""] {
        assert!(whole.out.contains(words), "{words}: {}", whole.out);
    }
}

#[test]
fn a_table_gives_parties_by_their_words() {
    let here = folder("eval-table");
    write(&here, &[("gold.tsv", TABLE.as_bytes())]);
    let ran = eval(&here, "gold.tsv", &["--json", "--errors", "9"]);
    let all = json(&ran);
    assert_eq!(figure(&all, "category").map(|c| (c[0], c[2])), Some((2, 3)), "{}", ran.out);
    assert_eq!(figure(&all, "parties").map(|c| c[0]), Some(2), "{}", ran.out);
    assert_eq!(figure(&all, "codes"), None, "a table tells no codes");
    assert_eq!(all["figures"][0]["second_reading"], Value::Null);
    let missed = all["errors"].as_array().unwrap().iter().find(|e| e["error"] == "missed").unwrap();
    assert_eq!((&missed["passage"], &missed["actor"]), (&"c".into(), &"Chad; Niger".into()));
}

#[test]
fn a_folder_of_standoff_is_read_and_other_events_are_counted() {
    let here = folder("eval-standoff");
    std::fs::create_dir(here.join("gold")).unwrap();
    let text = "Norway condemned Chad on Monday.\n";
    // Offsets count the mark of the byte order.
    let later =
        ANNOTATIONS.replace("0 6", "1 7").replace("17 21", "18 22").replace("7 16", "8 17").replace("25 31", "26 32");
    let marked = format!("\u{feff}{text}");
    write(
        &here.join("gold"),
        &[
            ("a.txt", text.as_bytes()),
            ("a.ann", ANNOTATIONS.as_bytes()),
            ("b.txt", marked.as_bytes()),
            ("b.ann", later.as_bytes()),
        ],
    );
    let ran = eval(&here, "gold", &["--json"]);
    ran.noted("other-type", "2 (Meeting 2)");
    let all = json(&ran);
    for name in ["category", "mode", "parties"] {
        assert_eq!(figure(&all, name), Some([2, 2, 2]), "{name}: {}", ran.out);
    }
    assert_eq!(counts(&all, "status", "status", "done"), None, "no status is told");
}

#[test]
fn wrong_gold_is_named_with_file_line_and_remedy() {
    let here = folder("eval-wrong");
    let head = "id\ttext\tevent\tmode\tactor\trecipient\n";
    let row = |cells: &str| format!("{head}a\tNorway condemned Chad.\t{cells}\n");
    let line =
        |events: &str| format!("\n{{\"id\": \"a\", \"text\": \"Norway condemned Chad.\", \"events\": [{events}]}}\n");
    for (name, gold, words, remedy) in [
        ("a.tsv", row("ACUSE\t\tNorway\tChad"), "a.tsv:2: \"ACUSE\" is no category of PLOVER", "write one of AGREE,"),
        ("b.tsv", row("ACCUSE\tvisit\tNorway\tChad"), "b.tsv:2: \"visit\" is no mode of ACCUSE", "disapprove"),
        (
            "c.tsv",
            row("ACCUSE\t\tSweden\tChad"),
            "c.tsv:2: the actor \"Sweden\" does not occur",
            "write words as they stand",
        ),
        (
            "d.tsv",
            "id\ttext\tevent\n".into(),
            "d.tsv:1: the header lacks mode, actor, recipient",
            "begin the file with a header",
        ),
        ("e.tsv", format!("{head}a\n"), "e.tsv:2: 1 cells, where the header has 6", "part cells by one tab"),
        (
            "f.jsonl",
            line("{\"event\": \"ACCUSE\", \"actor\": [[0, 60]]}"),
            "f.jsonl:2: event 1: \"actor\" is [0,60]",
            "not bytes",
        ),
        ("g.jsonl", line("{\"mode\": null}"), "g.jsonl:2: event 1: no \"event\"", "write {\"id\""),
        (
            "h.jsonl",
            line("{\"event\": \"AID\", \"status\": \"maybe\"}"),
            "\"maybe\" is no status",
            "write neg, fut, hyp or hist",
        ),
        ("i.jsonl", line("}{"), "i.jsonl:2: no JSON object", "write {\"id\""),
    ] {
        write(&here, &[(name, gold.as_bytes())]);
        let ran = eval(&here, name, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{name}: {}", ran.notes);
        assert!(ran.notes.contains(words) && ran.notes.contains(remedy), "{name}: {}", ran.notes);
    }
    std::fs::create_dir(here.join("folder")).unwrap();
    let wrong = ANNOTATIONS.replace("Actor:T1 Recipient1", "Actor:T9 Recipient1");
    write(&here.join("folder"), &[("a.txt", b"Norway condemned Chad on Monday."), ("a.ann", wrong.as_bytes())]);
    let ran = eval(&here, "folder", &[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.notes.contains("a.ann:5: no line marks \"T9\"; mark its words"), "{}", ran.notes);
    write(&here, &[("j.txt", b"Some words."), ("k.jsonl", CODED.as_bytes())]);
    let other = eval(&here, "j.txt", &[]);
    assert_eq!(other.code, Some(1));
    assert!(other.notes.contains("j.txt:1: no gold that can be read; give JSON lines"), "{}", other.notes);
    assert!(eval(&here, "k.jsonl", &["--split", "tset"]).notes.contains("no passage of the split tset"));
    assert!(eval(&here, "gone.tsv", &[]).notes.contains("gone.tsv"));
}
