//! Prints the actors, relations and figures of reports as JSONL, to look at them and to score them.
//!
//! ```text
//! cargo run --release -p dateline-records --example relations_jsonl -- FILE…
//! ```
//! A file ending in `.jsonl` holds lines `{"id","text"[,"date"]}`; any other is one report. With `--time` it prints
//! microseconds a sentence instead.

use dateline_language::{Analysis, Model, analyse};
use dateline_lexicon::Lexicon;
use dateline_contract::{Body, Record, actors::Actors, figures, relations, syntax::Syntax, wire};
use dateline_text::document::{Limits, Meta, document};
use dateline_text::{RawItem, stable_id};
use std::io::Write;
use std::time::{Duration, Instant};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (mut spent, mut sentences) = ([Duration::ZERO; 2], 0);
    for path in arguments.iter().filter(|a| !a.starts_with("--")) {
        for item in items(path)? {
            let Ok(read) = document(&item, &Limits::default()) else { continue };
            let read = analyse(read.value.into(), Model::fast()).value;
            let s = Syntax::new(&read);
            let actors = Actors::find(s, Lexicon::builtin());
            let began = Instant::now();
            let related = relations::find(s, &actors, Lexicon::builtin());
            let middle = Instant::now();
            let counted = figures::find(s, &actors);
            spent[1] += middle.elapsed();
            spent[0] += middle - began;
            sentences += read.sentences.len();
            if !arguments.iter().any(|a| a == "--time") {
                let records = records(&read, &actors, related, counted);
                for line in wire::document(&read, &[], &records, "plover-2.0", false) {
                    writeln!(out, "{line}")?;
                }
            }
        }
    }
    if arguments.iter().any(|a| a == "--time") {
        let each = |d: Duration| d.as_secs_f64() * 1e6 / f64::from(sentences as u32);
        writeln!(out, "relations {:.2}, figures {:.2} µs a sentence over {sentences}", each(spent[0]), each(spent[1]))?;
    }
    Ok(())
}

fn items(path: &str) -> std::io::Result<Vec<RawItem>> {
    let bytes = std::fs::read(path)?;
    if !path.ends_with(".jsonl") {
        return Ok(vec![RawItem { id: Some(path.to_owned()), bytes, meta: Meta::default() }]);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let lines = text.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
    let string = |v: &serde_json::Value, k: &str| v[k].as_str().map(ToOwned::to_owned);
    let item = |v: serde_json::Value| RawItem {
        id: string(&v, "id"),
        bytes: string(&v, "text").unwrap_or_default().into_bytes(),
        meta: Meta { date: string(&v, "date"), ..Meta::default() },
    };
    Ok(lines.map(item).collect())
}

fn records(
    read: &Analysis,
    actors: &Actors,
    related: Vec<relations::Found>,
    counted: Vec<figures::Found>,
) -> Vec<Record> {
    let doc = read.document.id.as_str();
    let mut out: Vec<Record> = Vec::new();
    let named = actors.records().into_iter().map(|(id, a)| Record {
        id,
        evidence: a.mentions.iter().map(|m| m.span).collect(),
        body: Body::Actor(a),
        rule: String::new(),
        confidence: 1.0,
    });
    out.extend(named);
    let id = |kind: &str, n: usize| stable_id([doc, kind, &n.to_string()]);
    out.extend(related.into_iter().enumerate().map(|(n, f)| Record {
        id: id("relation", n),
        body: Body::Relation(f.relation),
        evidence: f.evidence,
        rule: f.rule,
        confidence: f.confidence,
    }));
    out.extend(counted.into_iter().enumerate().map(|(n, f)| Record {
        id: id("figure", n),
        body: Body::Figure(f.figure),
        evidence: f.evidence,
        rule: f.rule,
        confidence: f.confidence,
    }));
    out
}
