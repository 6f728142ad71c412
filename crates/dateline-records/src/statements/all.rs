//! The statements of a report, and the way from a word to those around it.

use super::Said;
use crate::ground::Finding;
use crate::holders::Holders;
use std::cmp::Reverse;
use std::ops::{Deref, Range};

/// The statements of a report in the order of their cues; a slice of them to whoever only reads.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    all: Vec<Finding<Said>>,
    holders: Holders,
    /// The heads of the cues with the numbers of their statements, in the order of the text.
    by_cue: Vec<(usize, usize)>,
    /// How many stood too deep in others and were left out.
    pub(crate) cut: usize,
}

impl Statements {
    pub(super) fn new(all: Vec<Finding<Said>>, cut: usize) -> Self {
        let holders = Holders::of(all.iter().map(|f| f.value.content.as_slice()));
        let mut by_cue: Vec<(usize, usize)> = all.iter().enumerate().map(|(i, f)| (f.at, i)).collect();
        by_cue.sort_unstable();
        Self { all, holders, by_cue, cut }
    }

    /// The statements whose content holds a word, outermost first; the one whose cue it is is not around it.
    #[must_use]
    pub fn around(&self, token: usize) -> Vec<usize> {
        let mut out: Vec<usize> = self.holders.around(token).filter(|i| self[*i].at != token).collect();
        out.dedup();
        out.sort_by_key(|i| (self[*i].value.inside.len(), Reverse(size(&self[*i].value.content))));
        out
    }

    /// Those whose cue stands in a range of words, in the order of their cues' first words.
    pub(crate) fn cued_in(&self, words: Range<usize>) -> impl DoubleEndedIterator<Item = &Finding<Said>> {
        let first = self.by_cue.partition_point(|(cue, _)| *cue < words.start);
        let end = self.by_cue.partition_point(|(cue, _)| *cue < words.end);
        let mut inside: Vec<usize> = self.by_cue[first..end.max(first)].iter().map(|(_, i)| *i).collect();
        inside.sort_unstable();
        inside.into_iter().map(|i| &self.all[i])
    }

    /// The statements alone.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding<Said>> {
        self.all
    }
}

impl Deref for Statements {
    type Target = [Finding<Said>];

    fn deref(&self) -> &[Finding<Said>] {
        &self.all
    }
}

pub(super) fn size(ranges: &[Range<usize>]) -> usize {
    ranges.iter().map(ExactSizeIterator::len).sum()
}
