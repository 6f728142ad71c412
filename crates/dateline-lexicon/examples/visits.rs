//! Checks the offices against a list of dated visits: `cargo run --release -p dateline-lexicon --example visits -- FILE`.
//!
//! FILE has the columns `title_and_name`, `iso3`, `visit_start` of `visits_seen.tsv`. Printed are the time to load the
//! lexicon and, for visits since 1990, how many visitors are found by full name and by surname with the right country,
//! with another, and not at all; with `--all` each that is not right.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use dateline_lexicon::{Holder, Lexicon};
use jiff::civil::Date;

#[derive(Default)]
struct Tally {
    right: usize,
    among: usize,
    wrong: usize,
    missing: usize,
}

impl Tally {
    fn count(&mut self, holders: &[Holder<'_>], code: &str) -> bool {
        let right = holders.first().is_some_and(|h| h.code == code);
        match holders {
            [] => self.missing += 1,
            _ if right => self.right += 1,
            _ if holders.iter().any(|h| h.code == code) => self.among += 1,
            _ => self.wrong += 1,
        }
        right
    }

    fn show(&self, by: &str) {
        let Tally { right, among, wrong, missing } = self;
        println!("by {by}: {right} right, {among} right but not first, {wrong} wrong, {missing} not found");
    }
}

fn main() {
    let began = Instant::now();
    let lexicon = Lexicon::builtin();
    println!("loaded in {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else { return };
    let all = arguments.next().is_some();
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (mut full, mut surname) = (Tally::default(), Tally::default());
    let began = Instant::now();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let Ok(day) = fields[2].parse::<Date>() else { continue };
        if day.year() < 1991 {
            continue;
        }
        let code = if fields[1] == "XKX" { "KOS" } else { fields[1] };
        let words: Vec<&str> = fields[0].split_whitespace().collect();
        let name = words.iter().rev().take(2).rev().copied().collect::<Vec<_>>().join(" ");
        let by_name = lexicon.office_holders(fields[0], Some(day));
        let by_name = if by_name.is_empty() { lexicon.office_holders(&name, Some(day)) } else { by_name };
        let good = full.count(&by_name, code);
        surname.count(&lexicon.office_holders(words[words.len() - 1], Some(day)), code);
        if all && !good {
            println!("{line}\t{:?}", by_name.first().map(|h| (h.person, h.code)));
        }
    }
    full.show("name");
    surname.show("last word");
    println!("in {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
}
