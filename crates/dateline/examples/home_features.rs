//! What `training/homes.py` learns from: of each report of `--from jsonl` the parties of acts of whom no country is known,
//! one JSON line each, with the features of every country that they may be at home in.
//!
//! `home_features PASSAGES.jsonl > FEATURES.jsonl`; a line has `id` and `text`, and may have `title` and `date`.

#![allow(clippy::print_stdout, reason = "a program for measuring")]

use dateline::records::{Tables, events, homes, scene::Scene};
use dateline::{Coder, Meta, RawItem};
use serde_json::{Value, json};

fn main() {
    let path = std::env::args().nth(1).expect("usage: home_features PASSAGES.jsonl");
    let text = std::fs::read_to_string(path).expect("a file of passages");
    let coder = Coder::default();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).expect("a line of JSON");
        let field = |name: &str| row[name].as_str().map(ToOwned::to_owned);
        let meta = Meta { title: field("title"), date: field("date"), ..Meta::default() };
        let item = RawItem { meta, ..RawItem::new(field("text").unwrap_or_default()) };
        let Ok(read) = coder.read_for_coding(&item) else { continue };
        let scene = Scene::new(&read.value, &Tables::builtin());
        let text = read.value.text();
        for shown in homes::shown(&scene, &events::find(&scene)) {
            let at = |byte: usize| text[..byte].chars().count();
            let span = [at(shown.span.start()), at(shown.span.end())];
            println!("{}", json!({"id": row["id"], "span": span, "candidates": shown.candidates}));
        }
    }
}
