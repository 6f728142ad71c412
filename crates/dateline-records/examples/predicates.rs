//! Prints status and date of every verb and noun of reports as if it told an act, one JSON object a line: what scores of status
//! and dates need on texts in which every predicate is marked.
//!
//! `cargo run --release -p dateline-records --example predicates < reports.jsonl`, each line `{"id", "text", "date"}`.

use dateline_language::{Model, Upos, analyse, refer};
use dateline_records::{Tables, events, scene::Scene};
use dateline_text::document::{Limits, Meta, document};
use dateline_text::{CodePoints, RawItem};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| row[name].as_str().map(str::to_owned);
        let meta = Meta { date: field("date"), title: field("title"), language: Some("en".into()), ..Meta::default() };
        let item = RawItem { meta, id: field("id"), ..RawItem::new(field("text").unwrap_or_default()) };
        let Ok(read) = document(&item, &Limits::default()) else { continue };
        let analysis = refer(analyse(read.value.into(), Model::accurate()).value, Model::accurate());
        let scene = Scene::new(&analysis, &Tables::builtin());
        let telling = |t: &usize| matches!(analysis.tokens[*t].upos, Upos::Verb | Upos::Noun);
        let words: Vec<usize> = (0..analysis.tokens.len()).filter(telling).collect();
        let points = CodePoints::new(analysis.text());
        for (t, (status, date)) in words.iter().zip(events::as_acts(&scene, &words)) {
            let (start, end) = points.of(analysis.tokens[*t].span);
            let from = date.map_or("none", |d| if d.in_text { "text" } else { "document" });
            let shown = json!({
                "kind": "predicate", "event": [], "doc": row["id"], "event_text": [{"start": start, "end": end}],
                "status": {"negated": status.negated, "time": status.time.name(), "certainty": status.certainty.name()},
                "date": date.map(|d| d.date.to_string()), "date_from": from,
            });
            print(&shown);
        }
    }
    Ok(())
}

/// One line of standard output, which is what this example is for.
#[allow(clippy::print_stdout)]
fn print(value: &Value) {
    println!("{value}");
}
