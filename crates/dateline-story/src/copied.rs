//! Passages that two reports have word for word: eight words in a row are the seed, extended as far as they agree.
//!
//! What stands inside quotation marks on both sides was said, not copied; it is compared as a quotation instead.

use crate::plain::{Word, words};
use crate::quote;
use dateline_text::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words in a row that make a seed.
pub const SEED: usize = 8;

/// A run of words that two reports share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copied {
    /// Report and span of the one that had it first, as far as dates tell.
    pub from: (usize, Span),
    /// Report and span of the other.
    pub to: (usize, Span),
    /// How many words.
    pub words: usize,
}

/// All maximal shared runs of [`SEED`] or more words between any two texts; `from` is the earlier in `texts`.
#[must_use]
pub fn passages(texts: &[&str]) -> Vec<Copied> {
    let read: Vec<Vec<Word>> = texts.iter().map(|t| Span::new(t, 0, t.len()).map_or(vec![], |s| words(t, s))).collect();
    let spoken: Vec<Vec<Span>> = texts.iter().map(|t| quote::passages(t)).collect();
    let numbers = numbered(&read);
    let mut seeds: BTreeMap<&[u32], Vec<(usize, usize)>> = BTreeMap::new();
    for (report, all) in numbers.iter().enumerate() {
        for (at, window) in all.windows(SEED).enumerate() {
            seeds.entry(window).or_default().push((report, at));
        }
    }
    let mut found = BTreeSet::new();
    for places in seeds.values().filter(|p| p.len() > 1 && p.len() <= texts.len() * 4) {
        for (n, a) in places.iter().enumerate() {
            for b in places[n + 1..].iter().filter(|b| b.0 != a.0) {
                // Only the first seed of a run is extended.
                if a.1 > 0 && b.1 > 0 && numbers[a.0][a.1 - 1] == numbers[b.0][b.1 - 1] {
                    continue;
                }
                let (x, y) = (&read[a.0][a.1..], &read[b.0][b.1..]);
                let both = numbers[a.0][a.1..].iter().zip(&numbers[b.0][b.1..]);
                let run = both.take_while(|(p, q)| p == q).count();
                if said(&x[..run], &spoken[a.0]) && said(&y[..run], &spoken[b.0]) {
                    continue;
                }
                let span = |w: &[Word]| w[0].span.cover(w[run - 1].span);
                found.insert(Copied { from: (a.0, span(x)), to: (b.0, span(y)), words: run });
            }
        }
    }
    found.into_iter().collect()
}

/// A number for each word, the same for the same word: reports of one story are compared word by word many times.
pub(crate) fn numbered(read: &[Vec<Word>]) -> Vec<Vec<u32>> {
    let mut known: HashMap<&str, u32> = HashMap::new();
    let mut number = |w| {
        let next = known.len() as u32;
        *known.entry(w).or_insert(next)
    };
    read.iter().map(|words| words.iter().map(|w| number(&*w.text)).collect()).collect()
}

/// Whether most of a run stands inside quotation marks.
pub(crate) fn said(run: &[Word], spoken: &[Span]) -> bool {
    let first = spoken.partition_point(|s| run.first().is_some_and(|w| s.end() <= w.span.start()));
    let end = run.last().map_or(0, |w| w.span.end());
    let near: Vec<&Span> = spoken[first..].iter().take_while(|s| s.start() < end).collect();
    let mut at = 0;
    let mut inside = 0;
    for w in run {
        while near.get(at).is_some_and(|s| s.end() <= w.span.start()) {
            at += 1;
        }
        inside += usize::from(near.get(at).is_some_and(|s| s.contains(w.span)));
    }
    inside * 5 >= run.len() * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_run_is_one_passage_and_a_shared_quotation_is_none() {
        let a = "Late at night drones struck a fuel depot and a customs hall at the port, killing eleven.";
        let b = "It was said that Drones struck a fuel depot, and a customs hall at the port of call.";
        let got = passages(&[a, b]);
        assert_eq!(got.len(), 1);
        assert_eq!(
            (got[0].words, got[0].from.1.of(a)),
            (12, "drones struck a fuel depot and a customs hall at the port")
        );
        let quoted = "She said “we will not let one night undo nine months of work” today.";
        assert!(passages(&[quoted, quoted]).iter().all(|c| c.words > 12), "the whole sentence is no quotation");
        let other = "“We will not let one night undo nine months of work,” he replied.";
        assert_eq!(passages(&[quoted, other]), []);
    }
}
