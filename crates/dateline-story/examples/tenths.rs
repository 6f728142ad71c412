//! What grouping costs a report, from the first tenth of many to the last: `cargo run --release -p dateline-story --example
//! tenths REPORTS.jsonl`. Each line has an `id` and a `text`, and may have a `date` and a `title`.
//!
//! Prints seconds for each tenth: of making outlines, and of grouping them alone.

// It measures, and prints what it measured.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use dateline_story::cluster::{Clusterer, Outline, Settings};
use dateline_text::{Limits, Meta, RawItem, document::document};
use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file of reports?")?;
    let count = BufReader::new(std::fs::File::open(&path)?).lines().count();
    let mut clusterer = Clusterer::new(Settings::default());
    let (mut read, mut grouped, mut stories) = (Duration::ZERO, Duration::ZERO, 0);
    println!("reports  outlines   grouping  stories");
    for (n, line) in BufReader::new(std::fs::File::open(&path)?).lines().enumerate() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| line[name].as_str().map(str::to_owned);
        let meta =
            Meta { title: field("title"), date: field("date"), publisher: field("publisher"), ..Meta::default() };
        let text = field("text").unwrap_or_default();
        let begun = Instant::now();
        let item = RawItem { id: field("id"), meta, ..RawItem::new(text) };
        let Ok(document) = document(&item, &Limits::default()) else { continue };
        let outline = Outline::of(&document.value);
        read += begun.elapsed();
        let begun = Instant::now();
        stories += clusterer.add(outline, document.value.text).len();
        grouped += begun.elapsed();
        if (n + 1) % count.div_ceil(10) == 0 || n + 1 == count {
            println!("{:7}  {:6.1} s  {:6.1} s  {stories}", n + 1, read.as_secs_f64(), grouped.as_secs_f64());
            (read, grouped) = (Duration::ZERO, Duration::ZERO);
        }
    }
    let begun = Instant::now();
    stories += clusterer.finish().len();
    println!("    end            {:6.1} s  {stories}", begun.elapsed().as_secs_f64());
    Ok(())
}
