//! Which of many ranges of words hold a word, told without looking at them all.

use std::ops::Range;

/// Words that share a list of the ranges that touch them: few enough that a list is short, many enough that a range
/// over a whole report stands in few lists.
const BLOCK: usize = 64;

/// Ranges of words, each with the number of what it belongs to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holders {
    /// For each block of words the ranges that touch it, in the order in which they came: first, one past the last, owner.
    blocks: Vec<Vec<(u32, u32, u32)>>,
}

impl Holders {
    /// The ranges of several owners, in the order of the owners.
    pub(crate) fn of<'r>(owners: impl IntoIterator<Item = &'r [Range<usize>]>) -> Self {
        let mut out = Self::default();
        for (owner, ranges) in owners.into_iter().enumerate() {
            ranges.iter().for_each(|r| out.add(r, owner));
        }
        out
    }

    /// One more range.
    pub(crate) fn add(&mut self, range: &Range<usize>, owner: usize) {
        if range.is_empty() {
            return;
        }
        let last = (range.end - 1) / BLOCK;
        if self.blocks.len() <= last {
            self.blocks.resize_with(last + 1, Vec::new);
        }
        for block in &mut self.blocks[range.start / BLOCK..=last] {
            block.push((range.start as u32, range.end as u32, owner as u32));
        }
    }

    /// The owners of the ranges that hold a word, in the order in which the ranges came; one with several such ranges
    /// comes several times.
    pub(crate) fn around(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let block = self.blocks.get(word / BLOCK).map_or(&[][..], Vec::as_slice);
        block.iter().filter(move |r| (r.0 as usize..r.1 as usize).contains(&word)).map(|r| r.2 as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_held_by_the_ranges_around_it_and_by_no_other() {
        let owners: Vec<Vec<Range<usize>>> =
            (0..40).map(|i| vec![i * 7..i * 9 + 1, i * 30..i * 30, i * 100..i * 100 + 130]).collect();
        let holders = Holders::of(owners.iter().map(Vec::as_slice));
        for word in 0..5000 {
            let mut found: Vec<usize> = holders.around(word).collect();
            found.dedup();
            let plain: Vec<usize> = (0..40).filter(|i| owners[*i].iter().any(|r| r.contains(&word))).collect();
            assert_eq!(found, plain, "word {word}");
        }
    }
}
