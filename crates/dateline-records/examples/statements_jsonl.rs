//! Statements and omissions of documents, for measuring: `{"id","text"}` lines on standard input, records on standard
//! output.
//!
//! `score_polnear.py --input DIR | statements_jsonl [--time] [--cues FILE] > OUT`; with `--time`, the time a sentence
//! takes goes to standard error; with `--cues`, a file is used instead of the `lexicon/cues.toml` of the build.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for measuring")]

use dateline_language::{Model, analyse};
use dateline_lexicon::Lexicon;
use dateline_records::actors::Actors;
use dateline_records::omissions;
use dateline_records::statements::{Cues, Found, find};
use dateline_records::syntax::Syntax;
use dateline_records::wire::Writer;
use dateline_records::{Body, Record};
use dateline_text::RawItem;
use dateline_text::document::{Limits, document};
use std::io::BufRead;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let timed = arguments.iter().any(|a| a == "--time");
    let file = arguments.iter().position(|a| a == "--cues").map(|i| arguments[i + 1].as_str());
    let own = file.map(|f| Cues::parse(&std::fs::read_to_string(f).expect("cues")).unwrap_or_else(|e| panic!("{e}")));
    let cues = own.as_ref().unwrap_or_else(|| Cues::builtin());
    let (mut took, mut sentences) = (Duration::ZERO, 0);
    for line in std::io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        let mut item = RawItem::new(line["text"].as_str().expect("a text"));
        item.id = line["id"].as_str().map(ToOwned::to_owned);
        let Ok(doc) = document(&item, &Limits::default()) else { continue };
        let analysis = analyse(Arc::new(doc.value), Model::fast()).value;
        let s = Syntax::new(&analysis);
        let mut actors = Actors::find(s, Lexicon::builtin());
        let begin = Instant::now();
        let found = find(s, &mut actors, cues);
        took += begin.elapsed();
        sentences += analysis.sentences.len();
        let writer = Writer::new(&analysis.document, "plover-2.0");
        for o in omissions::find(s, &actors, &found) {
            let record = Record {
                id: o.at.to_string(),
                body: Body::Omission(o.omission),
                evidence: o.evidence,
                rule: o.rule.to_owned(),
                confidence: o.confidence,
            };
            println!("{}", writer.record(&record));
        }
        for (i, f) in found.into_vec().into_iter().enumerate() {
            println!("{}", writer.record(&record(i, f)));
        }
    }
    if timed {
        eprintln!(
            "{sentences} sentences, {:.1} µs each",
            took.as_secs_f64() * 1e6 / f64::from(sentences.max(1) as u32)
        );
    }
}

fn record(i: usize, f: Found) -> Record {
    let evidence = f.statement.cue.iter().copied().chain(f.statement.content.iter().copied()).collect();
    Record { id: i.to_string(), body: Body::Statement(f.statement), evidence, rule: f.rule, confidence: f.confidence }
}
