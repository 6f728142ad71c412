//! What two passages are compared by: the words that carry content, folded, and the parties that are mentioned.
//!
//! A feature weighs as much as it is rare among the sentences of the reports compared: in a story about a port, "port"
//! says little. A mention of a coded party is one feature whatever its words, so that "he", "the Russian leader" and a
//! name meet.

use crate::Report;
use crate::digest::Digest;
use crate::party::{Parties, Party};
use crate::stem;
use crate::words::rarity;
use dateline_contract::Body;
use dateline_contract::Sector;
use dateline_language::linalg::ln;
use dateline_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Rarity is measured among no fewer sentences than these.
const FEWEST_SENTENCES: u32 = 40;

/// A passage's features: numbers in ascending order, each once.
pub(crate) type Features = Vec<u32>;

/// The features of all words of all reports and what they weigh.
#[derive(Debug)]
pub(crate) struct Lexis {
    /// By report and token.
    tokens: Vec<Vec<OfToken>>,
    weights: Vec<f32>,
    /// How rare a feature is in any report.
    rarity: Vec<f32>,
    /// Whether a feature is a party.
    parties: Vec<bool>,
    /// The one report that has a feature.
    only_in: Vec<Option<usize>>,
    numbers: BTreeMap<String, u32>,
}

/// Numbers given to the keys of features.
#[derive(Default)]
struct Numbers {
    known: BTreeMap<String, u32>,
    light: Vec<bool>,
    rarity: Vec<f32>,
}

impl Numbers {
    fn of(&mut self, key: &str, light: bool, rarity: f32) -> u32 {
        if let Some(number) = self.known.get(key) {
            // Of kin that meet in one feature the commonest says how much it proves.
            let own = &mut self.rarity[*number as usize];
            *own = own.min(rarity);
            return *number;
        }
        let number = self.light.len() as u32;
        self.known.insert(key.to_owned(), number);
        self.light.push(light);
        self.rarity.push(rarity);
        number
    }
}

/// Half of the square that two clauses must share to be held against each other in full.
const ENOUGH: f32 = 40.0;
/// How rare a party is in any report: as a name that is met now and then.
const RARITY_OF_A_PARTY: f32 = 4.5;

impl Lexis {
    /// Reads all reports.
    pub(crate) fn of(reports: &[&Report<'_>], digests: &[Digest], parties: &Parties) -> Self {
        let mut numbers = Numbers::default();
        let mut tokens = Vec::new();
        for (r, (report, digest)) in reports.iter().zip(digests).enumerate() {
            tokens.push(report_features(r, report, digest, parties, &mut numbers));
        }
        let mut seen_in = vec![0u32; numbers.light.len()];
        let mut only_in = vec![None; numbers.light.len()];
        let mut seen = vec![false; numbers.light.len()];
        for (r, own) in tokens.iter().enumerate() {
            for f in own.iter().flatten().flatten().map(|f| *f as usize) {
                only_in[f] = if seen[f] { only_in[f].filter(|one| *one == r) } else { Some(r) };
                seen[f] = true;
            }
        }
        let mut sentences = 0u32;
        for (digest, own) in digests.iter().zip(&tokens) {
            for s in &digest.sentences {
                let set: BTreeSet<u32> = own[s.words.clone()].iter().flatten().flatten().copied().collect();
                sentences += u32::from(!set.is_empty());
                for f in set {
                    seen_in[f as usize] += 1;
                }
            }
        }
        // A word met once in all reports weighs no more than one met in each of two: what nobody shares proves nothing.
        // Two short notes are weighed as if they stood among the sentences of a longer story.
        let sentences = sentences.max(FEWEST_SENTENCES);
        let weight = |n: &u32, light: &bool| {
            let rare = ln((sentences as f32 + 1.0) / (n.max(&2) + 1) as f32).max(0.2);
            if *light { rare * 0.25 } else { rare }
        };
        let weights = seen_in.iter().zip(&numbers.light).map(|(n, l)| weight(n, l)).collect();
        let mut parties = vec![false; seen_in.len()];
        for (key, number) in &numbers.known {
            parties[*number as usize] = key.starts_with('@');
        }
        Self { tokens, weights, rarity: numbers.rarity, parties, only_in, numbers: numbers.known }
    }

    /// The features of the words in some spans.
    pub(crate) fn within(&self, report: usize, digest: &Digest, spans: &[Span]) -> Features {
        self.of_words(report, spans.iter().flat_map(|s| digest.within(*s)))
    }

    /// The features of some words of a report.
    pub(crate) fn of_words(&self, report: usize, words: impl Iterator<Item = usize>) -> Features {
        let set: BTreeSet<u32> = words.flat_map(|w| self.tokens[report][w].iter().flatten().copied()).collect();
        set.into_iter().collect()
    }

    /// The feature of a word itself, not of a party that it is part of.
    pub(crate) fn word(&self, report: usize, word: usize) -> Option<u32> {
        self.tokens[report][word][0]
    }

    /// How many features there are.
    pub(crate) fn features(&self) -> usize {
        self.weights.len()
    }

    /// How rare a feature is in any report.
    pub(crate) fn rarity(&self, feature: u32) -> f32 {
        self.rarity[feature as usize]
    }

    /// The features of words that are given as such, as far as any report has them.
    pub(crate) fn words(&self, texts: &[&str]) -> Features {
        let words = texts.iter().flat_map(|t| t.split(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty());
        let keys = words.flat_map(|w| [stem::fold(&w.to_lowercase(), false), stem::fold(w, true)]);
        let set: BTreeSet<u32> = keys.filter_map(|k| self.numbers.get(&k).copied()).collect();
        set.into_iter().collect()
    }

    /// What a set of features weighs.
    pub(crate) fn weight(&self, features: &[u32]) -> f32 {
        features.iter().map(|f| self.weights[*f as usize]).sum()
    }

    /// What one feature weighs.
    pub(crate) fn weight_of(&self, feature: u32) -> f32 {
        self.weights[feature as usize]
    }

    /// How much a feature proves: half by how rare it is in any report, half by how rare it is here.
    pub(crate) fn worth(&self, f: u32) -> f32 {
        0.5 * self.rarity(f) + 0.5 * self.weight_of(f)
    }

    /// The square of a set's length, each feature as long as it proves.
    pub(crate) fn square(&self, features: &[u32]) -> f32 {
        features.iter().map(|f| self.worth(*f) * self.worth(*f)).sum::<f32>()
    }

    /// The square of what two sets share.
    fn shared_square(&self, a: &[u32], b: &[u32]) -> f32 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += self.worth(a[i]) * self.worth(a[i]);
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }

    /// How well two clauses fit, each with the square of its length: their cosine, less where little is shared.
    pub(crate) fn fit(&self, (a, x): (&[u32], f32), (b, y): (&[u32], f32)) -> f32 {
        let square = self.shared_square(a, b);
        // Two words that meet prove less than ten.
        square / (square + ENOUGH) * square / (x * y).sqrt().max(1e-6)
    }

    /// The report that a feature stands in, where it is one alone.
    pub(crate) fn only_in(&self, f: u32) -> Option<usize> {
        self.only_in[f as usize]
    }

    /// What two sets share, and its weight.
    pub(crate) fn shared(&self, a: &[u32], b: &[u32]) -> (usize, f32) {
        let common: Vec<u32> = a.iter().copied().filter(|f| b.binary_search(f).is_ok()).collect();
        (common.len(), self.weight(&common))
    }

    /// The weight of the words that two sets share, parties left out: the same parties do many things.
    pub(crate) fn shared_words(&self, a: &[u32], b: &[u32]) -> f32 {
        let words = a.iter().copied().filter(|f| !self.parties[*f as usize] && b.binary_search(f).is_ok());
        self.weight(&words.collect::<Vec<_>>())
    }

    /// How many parties two sets share besides some.
    pub(crate) fn shared_parties(&self, a: &[u32], b: &[u32], besides: &[Party]) -> usize {
        let own: Vec<u32> = besides.iter().filter_map(|p| self.numbers.get(key(p)?.as_str()).copied()).collect();
        common(a, b).into_iter().filter(|f| self.parties[*f as usize] && !own.contains(f)).count()
    }

    /// How alike two sets are, 0 to 1: half by what the smaller has of the larger, half by what both have of all.
    pub(crate) fn likeness(&self, a: &[u32], b: &[u32]) -> f32 {
        let (wa, wb) = (self.weight(a), self.weight(b));
        let (count, shared) = self.shared(a, b);
        if count == 0 {
            return 0.0;
        }
        // A passage of two words is soon contained in another.
        let (least, enough) = (wa.min(wb), 8.0);
        let contained = shared / least * (least / enough).min(1.0);
        0.5 * contained + 0.5 * (2.0 * shared / (wa + wb))
    }
}

/// The features of each token of a report: its word's, and that of a party whose mention ends (or begins) there.
type OfToken = [Option<u32>; 2];

fn report_features(
    r: usize,
    report: &Report<'_>,
    digest: &Digest,
    parties: &Parties,
    numbers: &mut Numbers,
) -> Vec<OfToken> {
    let word = |w: &crate::digest::Word, numbers: &mut Numbers| {
        w.key.as_ref().map(|k| numbers.of(&k.fold, k.light, rarity(&k.lemma)))
    };
    let mut out: Vec<OfToken> = digest.words.iter().map(|w| [word(w, numbers), None]).collect();
    for (tokens, key) in mentions(r, report, digest, parties) {
        let number = numbers.of(&key, false, RARITY_OF_A_PARTY);
        for t in tokens.clone() {
            out[t][0] = None;
        }
        // Mentions nest ("Putin's spokesperson, Dmitry Peskov"): the inner one, which came first, keeps its place.
        if let Some(t) = [tokens.end - 1, tokens.start].into_iter().find(|t| out[*t][1].is_none()) {
            out[t][1] = Some(number);
        }
    }
    out
}

/// Longer mentions are descriptions whose words count.
const LONGEST_MENTION: usize = 8;

/// Mentions of parties that are one feature each: their tokens, the shortest first.
fn mentions(
    r: usize,
    report: &Report<'_>,
    digest: &Digest,
    parties: &Parties,
) -> Vec<(std::ops::Range<usize>, String)> {
    let mut out = Vec::new();
    for record in report.records {
        let Body::Actor(actor) = &record.body else { continue };
        let Some(key) = parties.actor(r, &record.id).and_then(key) else { continue };
        for m in &actor.mentions {
            let words = digest.within(m.span);
            if (1..=LONGEST_MENTION).contains(&words.len()) {
                out.push((words, key.clone()));
            }
        }
    }
    out.sort_by_key(|(tokens, key)| (tokens.len(), tokens.start, key.clone()));
    out
}

/// The key of a party: a person is itself, what has a code is its code and sector.
fn key(party: &Party) -> Option<String> {
    if party.person {
        return party.number.map(|n| format!("@{n}"));
    }
    let code = party.code.as_ref()?;
    match party.sector {
        None | Some(Sector::Gov) => Some(format!("@{code}")),
        Some(sector) => Some(format!("@{code}/{sector}")),
    }
}

/// What two ascending lists share.
pub(crate) fn common(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                out.push(a[i]);
                i += 1;
                j += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn what_two_lists_share_is_in_both() {
        assert_eq!(common(&[1, 3, 5, 9], &[2, 3, 9, 11]), [3, 9]);
        assert_eq!(common(&[], &[1]), [0u32; 0]);
    }
}
