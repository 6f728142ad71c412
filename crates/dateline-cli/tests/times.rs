//! `dateline times`: what a report says about when, as values.

mod program;

use program::{folder, run, write};
use serde_json::json;

const TALKS: &str =
    "Norway’s envoy met rebels last Friday and will return in two weeks, after nearly three years of talks.";

#[test]
fn every_time_has_its_place_type_and_value() {
    let here = folder("times");
    let line = json!({"id": "a", "text": TALKS, "date": "2024-05-08"}).to_string() + "\n";
    write(&here, &[("reports.jsonl", line.as_bytes())]);
    for model in ["fast", "accurate"] {
        let ran = run(&here, &["times", "reports.jsonl", "--model", model], b"");
        assert_eq!((ran.code, ran.notes.as_str()), (Some(0), ""), "{}", ran.out);
        let lines = ran.lines();
        let at = |words: &str| TALKS[..TALKS.find(words).unwrap()].chars().count();
        let want = |words: &str, kind: &str, value: &str, modifier: Option<&str>| {
            let start = at(words);
            let end = start + words.chars().count();
            json!({"doc": "a", "start": start, "end": end, "text": words, "type": kind, "value": value, "mod": modifier})
        };
        assert_eq!(lines[0], want("last Friday", "DATE", "2024-05-03", None));
        assert_eq!(lines[1], want("two weeks", "DATE", "2024-W21", None));
        assert_eq!(lines[2], want("nearly three years", "DURATION", "P3Y", Some("LESS_THAN")));
        assert_eq!(lines.len(), 3, "{}", ran.out);
    }
    let table = run(&here, &["times", "--from", "jsonl", "reports.jsonl", "--format", "table"], b"");
    assert!(table.out.contains("a  2024-05-08\n  2024-05-03"), "{}", table.out);
    assert!(table.out.contains("met rebels last Friday and will return"), "{}", table.out);
}

#[test]
fn a_report_without_a_date_is_told_of_and_no_year_is_made_up() {
    let here = folder("times-undated");
    let text = "The envoy met rebels on Friday and on 3 May. The war began in 1990.\n";
    let ran = run(&here, &["times", "--format", "jsonl"], text.as_bytes());
    ran.noted("undated", "the report has no date");
    let values: Vec<String> = ran.lines().iter().map(|l| l["value"].as_str().unwrap().to_owned()).collect();
    assert_eq!(values, ["XXXX-WXX-5", "XXXX-05-03", "1990"]);
    let none = run(
        &here,
        &["times", "--format", "table", "--date", "2024-05-08"],
        b"The envoy met rebels in a tent and left.\n",
    );
    assert!(none.out.contains("no time is told"), "{}", none.out);
    for (arguments, code, words) in [
        (&["times", "gone.txt"][..], 1, "gone.txt"),
        (&["times", "--from", "text", "--date", "soon"], 64, "no day between 1800 and 2100"),
        (&["times", "--date", "soon"], 1, "fields were named (soon)"),
        (&["times", "--format", "tree"], 64, "table"),
    ] {
        let ran = run(&here, arguments, b"");
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.notes);
        assert!(ran.notes.contains(words), "{arguments:?}: {}", ran.notes);
    }
}
