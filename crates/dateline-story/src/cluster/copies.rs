//! Who had a passage first, in a story of any size.
//!
//! As in [`crate::copied`], eight words in a row are the seed and what stands in quotation marks on both sides is said,
//! not copied; but each passage is traced to the one report that had it first, so that the work grows with the words of
//! a story and not with its pairs of reports.

use crate::copied::{Copied, SEED, numbered, said};
use crate::plain::{Word, words};
use crate::quote;
use dateline_text::Span;
use std::collections::HashMap;

/// Passages of each text that an earlier one had; in order of the later text, then of place.
pub(super) fn traced(texts: &[&str]) -> Vec<Copied> {
    let read: Vec<Vec<Word>> = texts.iter().map(|t| Span::new(t, 0, t.len()).map_or(vec![], |s| words(t, s))).collect();
    let spoken: Vec<Vec<Span>> = texts.iter().map(|t| quote::passages(t)).collect();
    let numbers = numbered(&read);
    let mut first: HashMap<&[u32], (usize, usize)> = HashMap::new();
    let mut found = Vec::new();
    for (report, own) in numbers.iter().enumerate() {
        let mut at = 0;
        while at + SEED <= own.len() {
            let holder = *first.entry(&own[at..at + SEED]).or_insert((report, at));
            if holder.0 == report {
                at += 1;
                continue;
            }
            let run = numbers[holder.0][holder.1..].iter().zip(&own[at..]).take_while(|(a, b)| a == b).count();
            let (a, b) = (&read[holder.0][holder.1..holder.1 + run], &read[report][at..at + run]);
            if !(said(a, &spoken[holder.0]) && said(b, &spoken[report])) {
                let span = |w: &[Word]| w[0].span.cover(w[run - 1].span);
                found.push(Copied { from: (holder.0, span(a)), to: (report, span(b)), words: run });
            }
            // Seeds that reach over the end of the run are this report's own, unless somebody had them.
            for over in (at + run + 1 - SEED..at + run).filter(|o| o + SEED <= own.len()) {
                first.entry(&own[over..over + SEED]).or_insert((report, over));
            }
            at += run;
        }
    }
    found
}

/// How many words a text has.
pub(super) fn length(text: &str) -> usize {
    Span::new(text, 0, text.len()).map_or(0, |s| words(text, s).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "Drones struck a fuel depot and a customs hall at the port of Suakin, killing eleven people.";

    #[test]
    fn a_passage_is_traced_to_the_one_who_had_it_first() {
        let second = "Late on Monday drones struck a fuel depot and a customs hall at the port of call.";
        let third = "It was said that drones struck a fuel depot and a customs hall at the harbour.";
        let got = traced(&[WIRE, second, third]);
        let told: Vec<_> = got.iter().map(|c| (c.from.0, c.to.0, c.words)).collect();
        assert_eq!(told, [(0, 1, 13), (0, 2, 11)]);
        assert_eq!(got[0].to.1.of(second), "drones struck a fuel depot and a customs hall at the port of");
    }

    #[test]
    fn what_the_second_added_is_the_seconds_own() {
        let second = "Drones struck a fuel depot and a customs hall at the port of Suakin, killing eleven people. \
            The mayor told nobody that the hall had been empty since the spring.";
        let third = "The mayor told nobody that the hall had been empty since the spring.";
        let told: Vec<_> = traced(&[WIRE, second, third]).iter().map(|c| (c.from.0, c.to.0, c.words)).collect();
        assert_eq!(told, [(0, 1, 17), (1, 2, 13)]);
    }

    #[test]
    fn a_thousand_copies_are_a_thousand_passages() {
        let all = vec![WIRE; 1000];
        assert_eq!(traced(&all).len(), 999);
    }

    #[test]
    fn a_shared_quotation_is_no_copy() {
        let a = "She said: “We will not let one night of violence undo nine months of work.”";
        let b = "“We will not let one night of violence undo nine months of work,” he was told.";
        assert_eq!(traced(&[a, b]), []);
    }
}
