//! `dateline dyad`: what one of two marked parties does to the other.

mod program;

use program::{Ran, folder, run, write};
use serde_json::{Value, json};

/// A line with its parties marked by their words.
fn pair(id: &str, text: &str, source: &str, target: &str) -> String {
    let span = |words: &str| {
        let at = text.find(words).unwrap_or_else(|| panic!("{words}"));
        let start = text[..at].chars().count();
        [start, start + words.chars().count()]
    };
    json!({"id": id, "text": text, "source": span(source), "target": span(target)}).to_string() + "\n"
}

/// The first category of each answer.
fn first(ran: &Ran) -> Vec<String> {
    ran.lines().iter().map(|l| l["event"][0].as_str().unwrap_or("none").to_owned()).collect()
}

#[test]
fn the_closest_act_is_first_and_shares_add_up() {
    let here = folder("dyad");
    let both = "Norway’s “allies” praised Chad, but Chad expelled diplomats of Niger.";
    let pairs = [
        pair("a", "Norway condemned Chad on Monday.", "Norway", "Chad"),
        pair("b", both, "Chad", "Niger"),
        pair("c", "The president of Norway met his counterpart of Chad.", "Norway", "Chad"),
        pair("d", "Norway is near Chad.", "Norway", "Chad"),
    ];
    write(&here, &[("pairs.jsonl", pairs.concat().as_bytes())]);
    for model in ["fast", "accurate"] {
        let ran = run(&here, &["dyad", "pairs.jsonl", "--model", model], b"");
        assert_eq!((ran.code, ran.notes.as_str()), (Some(0), ""), "{}", ran.out);
        assert_eq!(first(&ran)[..3], ["ACCUSE", "SANCTION", "CONSULT"], "{model}: {}", ran.out);
        for line in ran.lines() {
            let scores: Vec<f64> = line["scores"].as_array().unwrap().iter().map(|s| s.as_f64().unwrap()).collect();
            assert_eq!(scores.len(), line["event"].as_array().unwrap().len());
            assert!(scores.is_sorted_by(|a, b| a >= b), "{line}");
            assert!(scores.is_empty() || (scores.iter().sum::<f64>() - 1.0).abs() < 0.01, "{line}");
        }
    }
    let one = run(&here, &["dyad", "--top", "1", "--rules-only", "--threads", "1"], pairs.concat().as_bytes());
    assert_eq!(one.lines()[0], json!({"id": "a", "event": ["ACCUSE"], "scores": one.lines()[0]["scores"]}));
    assert_eq!(one.lines()[3]["event"], json!([]), "nothing points to an act");
    let table = run(&here, &["dyad", "pairs.jsonl", "--format", "table", "--rules-only"], b"");
    assert!(table.out.contains("a  Norway → Chad\n  ACCUSE "), "{}", table.out);
    assert!(table.out.contains("nothing in their sentences points to an act"), "{}", table.out);
}

#[test]
fn a_wrong_line_costs_that_line_alone() {
    let here = folder("dyad-wrong");
    let good = pair("a", "Norway condemned Chad on Monday.", "Norway", "Chad");
    let lines = format!(
        "\u{feff}{good}\n{{\"id\": 7, \"text\": \"Oslo\", \"source\": [0, 4], \"target\": [0, 9]}}\nno JSON\n{good}"
    );
    write(&here, &[("pairs.jsonl", lines.as_bytes())]);
    let ran = run(&here, &["dyad", "pairs.jsonl", "--rules-only", "-o", "out.jsonl"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    ran.noted("bad-line", "pairs.jsonl:3: \"target\": [0,9] ends past the text");
    ran.noted("bad-line", "pairs.jsonl:4: no JSON object");
    assert_eq!(ran.notes.lines().count(), 2, "{}", ran.notes);
    let out = std::fs::read_to_string(here.join("out.jsonl")).unwrap();
    let ids: Vec<Value> = out.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["id"].clone()).collect();
    assert_eq!(ids, ["a", "a"]);
    for (arguments, input, code, words) in [
        (&["dyad", "gone.jsonl"][..], "", 1, "gone.jsonl: "),
        (&["dyad", "."], "", 1, ".: name a file of pairs, one JSON object a line: it is a folder"),
        (&["dyad"], "\n", 1, "the input holds no line"),
        (&["dyad"], "no JSON\n", 1, "standard input:1: no JSON object"),
        (&["dyad", "--codebook", "cameo"], "", 64, "plover-0.8"),
    ] {
        let ran = run(&here, arguments, input.as_bytes());
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.notes);
        assert!(ran.notes.contains(words), "{arguments:?}: {}", ran.notes);
    }
}
