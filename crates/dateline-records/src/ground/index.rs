//! What is asked of a report's words again and again, looked up once for all of them.

use crate::actors::{Actors, Mention};
use dateline_language::Analysis;
use std::cmp::Reverse;
use std::ops::Range;

/// Tables by the words of a report; where a number is missing there is a zero, and what is counted is counted from one.
#[derive(Debug)]
pub(super) struct Index {
    /// First and last word below each.
    low: Vec<u32>,
    high: Vec<u32>,
    sentence_of: Vec<u32>,
    quote_of: Vec<u32>,
    /// Of a word in round brackets the first word in them and one past the last.
    brackets: Vec<(u32, u32)>,
    inner: Vec<u32>,
    outer: Vec<u32>,
}

impl Index {
    pub(super) fn of(a: &Analysis, actors: &Actors) -> Self {
        let words = a.tokens.len();
        let (low, high) = extents(a);
        let mut sentence_of = vec![0; words];
        for (i, r) in a.sentences.iter().enumerate() {
            sentence_of[r.clone()].fill(i as u32);
        }
        let mut quote_of = vec![0; words];
        for (i, q) in a.quotes.iter().enumerate() {
            quote_of[q.tokens.clone()].fill(i as u32 + 1);
        }
        // Of several of one length the first, which is written last.
        let mut by_length: Vec<&Mention> = actors.mentions.values().rev().collect();
        by_length.sort_by_key(|m| m.core.len());
        let outer = covering(words, by_length.iter().copied());
        by_length.sort_by_key(|m| (Reverse(m.core.len()), Reverse(m.head)));
        let inner = covering(words, by_length.into_iter());
        Self { low, high, sentence_of, quote_of, brackets: brackets(a), inner, outer }
    }

    /// The words from the first to the last below a word, itself among them.
    pub(super) fn extent(&self, t: usize) -> Range<usize> {
        self.low[t] as usize..self.high[t] as usize + 1
    }

    /// The number of the sentence a word is in.
    pub(super) fn sentence(&self, t: usize) -> usize {
        self.sentence_of[t] as usize
    }

    /// The number of the quotation a word lies in.
    pub(super) fn quote(&self, t: usize) -> Option<usize> {
        (*self.quote_of.get(t)? as usize).checked_sub(1)
    }

    /// The words in the round brackets around a word.
    pub(super) fn brackets(&self, t: usize) -> Option<Range<usize>> {
        let (first, end) = self.brackets[t];
        (end > 0).then_some(first as usize..end as usize)
    }

    /// The head of the shortest mention whose core a word lies in, the first of several.
    pub(super) fn inner(&self, t: usize) -> Option<usize> {
        (*self.inner.get(t)? as usize).checked_sub(1)
    }

    /// The head of the longest mention whose core a word lies in, the first of several.
    pub(super) fn outer(&self, t: usize) -> Option<usize> {
        (*self.outer.get(t)? as usize).checked_sub(1)
    }
}

/// For every word the head, counted from one, of the last of the mentions that lies over it.
fn covering<'m>(words: usize, mentions: impl Iterator<Item = &'m Mention>) -> Vec<u32> {
    let mut out = vec![0; words];
    for m in mentions {
        out[m.core.clone()].fill(m.head as u32 + 1);
    }
    out
}

/// For every word in round brackets within a sentence, where they begin and end; elsewhere zeros.
fn brackets(a: &Analysis) -> Vec<(u32, u32)> {
    let mut out = vec![(0, 0); a.tokens.len()];
    for sentence in &a.sentences {
        let mut open = None;
        for t in sentence.clone() {
            match (a.form(t), open) {
                ("(", _) => open = Some(t),
                (")", Some(first)) => {
                    out[first + 1..t].fill((first as u32 + 1, t as u32));
                    open = None;
                }
                _ => {}
            }
        }
    }
    out
}

/// For every word the first and the last word below it, from the leaves of the trees up.
fn extents(a: &Analysis) -> (Vec<u32>, Vec<u32>) {
    let n = a.tokens.len();
    let (mut low, mut high): (Vec<u32>, Vec<u32>) = ((0..n as u32).collect(), (0..n as u32).collect());
    let mut waits: Vec<u32> = (0..n).map(|t| a.children(t).count() as u32).collect();
    let mut ready: Vec<usize> = (0..n).filter(|t| waits[*t] == 0).collect();
    while let Some(t) = ready.pop() {
        let Some(up) = a.head(t) else { continue };
        (low[up], high[up]) = (low[up].min(low[t]), high[up].max(high[t]));
        waits[up] -= 1;
        if waits[up] == 0 {
            ready.push(up);
        }
    }
    (low, high)
}
