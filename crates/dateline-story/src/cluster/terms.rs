//! The words of a report as numbers with counts: all that grouping asks of its text.

use crate::plain::words;
use dateline_language::linalg::ln;
use dateline_text::Span;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// The number of a word.
pub(super) type Term = u32;

/// Something for each term. Terms are hashes already, and are not hashed again.
pub(super) type ByTerm<T> = HashMap<Term, T, BuildHasherDefault<AsItIs>>;

/// Takes a term for its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.0 = self.0 << 8 | u64::from(*b));
    }

    fn write_u32(&mut self, term: u32) {
        // The table takes its places from the low bits and tells entries apart by the high ones.
        self.0 = u64::from(term) << 32 | u64::from(term);
    }
}

/// Words with how often they stand, in ascending order of number.
pub type Counts = Vec<(u32, u16)>;

/// The words of some texts together.
pub(super) fn counts(texts: &[&str]) -> Counts {
    let mut all: BTreeMap<Term, u16> = BTreeMap::new();
    for text in texts {
        let Some(whole) = Span::new(text, 0, text.len()) else { continue };
        for word in words(text, whole) {
            let count = all.entry(number(folded(&word.text, word.span.of(text)))).or_default();
            *count = count.saturating_add(1);
        }
    }
    all.into_iter().collect()
}

/// A word without the ending of possession, so that a name and what is its are one word.
fn folded<'w>(word: &'w str, typed: &str) -> &'w str {
    let owns = typed.ends_with("'s") || typed.ends_with("’s");
    word.strip_suffix('s').filter(|_| owns).unwrap_or(word)
}

/// FNV-1a with its bits mixed once more: the same on every machine, and two words of one report meet in one of ten
/// million cases.
fn number(word: &str) -> Term {
    let mut hash = word.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^ (hash >> 13)
}

/// In what share of pieces of text near to news a common word stands.
static COMMON: LazyLock<ByTerm<f32>> = LazyLock::new(|| {
    let table = include_str!("../../../../lexicon/en/frequencies.tsv");
    let rows = table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    rows.filter_map(|(word, thousand)| Some((number(word), thousand.parse::<f32>().ok()? / 1000.0))).collect()
});

/// Reports that the table of common words counts for, beside those that have been seen.
const TABLE_COUNTS: f32 = 300.0;

/// In how many reports each word has stood.
#[derive(Debug, Default)]
pub(super) struct Seen {
    reports: u32,
    with: ByTerm<u32>,
}

impl Seen {
    /// Counts a report.
    pub(super) fn add(&mut self, terms: &Counts) {
        self.reports += 1;
        for (term, _) in terms {
            *self.with.entry(*term).or_default() += 1;
        }
    }

    /// What a word weighs: the rarer the more.
    fn rarity(&self, term: Term) -> f32 {
        let common = COMMON.get(&term).copied().unwrap_or_default();
        let with = self.with.get(&term).copied().unwrap_or_default() as f32 + TABLE_COUNTS * common + 0.5;
        ln((self.reports as f32 + TABLE_COUNTS + 1.0) / with).max(0.0)
    }

    /// The words of a report with their weights, at length one.
    pub(super) fn vector(&self, counts: &Counts) -> Vector {
        let weight = |(term, n): &(Term, u16)| (*term, (1.0 + ln(f32::from(*n))) * self.rarity(*term));
        let mut all: Vec<(Term, f32)> = counts.iter().map(weight).filter(|(_, w)| *w > 0.0).collect();
        let length = all.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        all.iter_mut().for_each(|(_, w)| *w /= length);
        Vector(all)
    }
}

/// Words with weights, in ascending order of number, of length one.
#[derive(Debug, Default)]
pub(super) struct Vector(pub(super) Vec<(Term, f32)>);

impl Vector {
    /// The cosine of two.
    pub(super) fn cosine(&self, other: &Self) -> f32 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => _ = a.next(),
                std::cmp::Ordering::Greater => _ = b.next(),
                std::cmp::Ordering::Equal => {
                    sum += x.1 * y.1;
                    a.next();
                    b.next();
                }
            }
        }
        sum
    }

    /// The words, the weightiest first.
    pub(super) fn weightiest(&self) -> Vec<(Term, f32)> {
        let mut all = self.0.clone();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_what_is_its_are_one() {
        let one = |text: &str| counts(&[text]).iter().map(|(t, n)| (*t, *n)).collect::<Vec<_>>();
        assert_eq!(one("Norway's U.S. envoy"), one("norway US’s Envoy"));
        assert_eq!(one("ports ports port"), one("port ports Ports"));
        assert_ne!(one("ports"), one("port"));
    }

    #[test]
    fn every_row_of_the_table_is_read_and_the_commonest_word_weighs_next_to_nothing() {
        let rows = include_str!("../../../../lexicon/en/frequencies.tsv").lines().filter(|l| !l.starts_with('#'));
        assert_eq!(COMMON.len(), rows.count());
        let seen = Seen::default();
        let weights = ["the", "president", "harbour"].map(|w| seen.rarity(number(w)));
        assert!(weights[0] < 0.2 && weights[0] < weights[1] && weights[1] < weights[2], "{weights:?}");
    }

    #[test]
    fn a_vector_has_length_one_and_an_empty_text_meets_nothing() {
        let seen = Seen::default();
        let a = seen.vector(&counts(&["Drones struck the fuel depot of Suakin"]));
        assert!((a.cosine(&a) - 1.0).abs() < 1e-5);
        assert!(a.cosine(&seen.vector(&counts(&[""]))) == 0.0);
    }
}
