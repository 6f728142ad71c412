//! What two passages are compared by: the words that carry content, folded, and the parties that are mentioned.
//!
//! A feature weighs as much as it is rare among the sentences of the reports compared: in a story about a port, "port"
//! says little. A mention of a coded party is one feature whatever its words, so that "he", "the Russian leader" and a
//! name meet.

use crate::Report;
use crate::party::{Parties, Party};
use crate::stem;
use crate::words::lists;
use dateline_contract::Body;
use dateline_contract::Sector;
use dateline_language::{Analysis, Upos};
use dateline_text::Span;
use dateline_text::document::is_weekday;
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
    /// Whether a feature is a party.
    parties: Vec<bool>,
    numbers: BTreeMap<String, u32>,
}

/// Numbers given to the keys of features.
#[derive(Default)]
struct Numbers {
    known: BTreeMap<String, u32>,
    light: Vec<bool>,
}

impl Numbers {
    fn of(&mut self, key: String, light: bool) -> u32 {
        let next = self.light.len() as u32;
        let number = *self.known.entry(key).or_insert(next);
        if number == next {
            self.light.push(light);
        }
        number
    }
}

impl Lexis {
    /// Reads all reports.
    pub(crate) fn of(reports: &[&Report<'_>], parties: &Parties) -> Self {
        let mut numbers = Numbers::default();
        let mut tokens = Vec::new();
        for (r, report) in reports.iter().enumerate() {
            tokens.push(report_features(r, report, parties, &mut numbers));
        }
        let mut seen_in = vec![0u32; numbers.light.len()];
        let mut sentences = 0u32;
        for (report, own) in reports.iter().zip(&tokens) {
            for range in &report.analysis.sentences {
                let set: BTreeSet<u32> = own[range.clone()].iter().flatten().flatten().copied().collect();
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
            let rare = ((sentences as f32 + 1.0) / (n.max(&2) + 1) as f32).ln().max(0.2);
            if *light { rare * 0.25 } else { rare }
        };
        let weights = seen_in.iter().zip(&numbers.light).map(|(n, l)| weight(n, l)).collect();
        let mut parties = vec![false; seen_in.len()];
        for (key, number) in &numbers.known {
            parties[*number as usize] = key.starts_with('@');
        }
        Self { tokens, weights, parties, numbers: numbers.known }
    }

    /// The features of the words in some spans.
    pub(crate) fn within(&self, report: usize, analysis: &Analysis, spans: &[Span]) -> Features {
        let mut set = BTreeSet::new();
        for span in spans {
            let first = analysis.tokens.partition_point(|t| t.span.start() < span.start());
            let own = analysis.tokens[first..].iter().take_while(|t| t.span.end() <= span.end()).count();
            set.extend(self.tokens[report][first..first + own].iter().flatten().flatten());
        }
        set.into_iter().collect()
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

fn report_features(r: usize, report: &Report<'_>, parties: &Parties, numbers: &mut Numbers) -> Vec<OfToken> {
    let a = report.analysis;
    let mut out: Vec<OfToken> = (0..a.tokens.len()).map(|t| [word(a, t, numbers), None]).collect();
    for (tokens, key) in mentions(r, report, parties) {
        let number = numbers.of(key, false);
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

fn word(a: &Analysis, t: usize, numbers: &mut Numbers) -> Option<u32> {
    let name = match a.tokens[t].upos {
        Upos::Propn => true,
        Upos::Noun | Upos::Verb | Upos::Adj | Upos::Num => false,
        _ => return None,
    };
    let lemma = a.lemma(t).to_lowercase();
    let light = lists().light_lemmas.has(&lemma) || is_weekday(&lemma) || lemma.chars().count() < 2;
    Some(numbers.of(stem::fold(&lemma, name), light))
}

/// Longer mentions are descriptions whose words count.
const LONGEST_MENTION: usize = 8;

/// Mentions of parties that are one feature each: their tokens, the shortest first.
fn mentions(r: usize, report: &Report<'_>, parties: &Parties) -> Vec<(std::ops::Range<usize>, String)> {
    let a = report.analysis;
    let mut out = Vec::new();
    for record in report.records {
        let Body::Actor(actor) = &record.body else { continue };
        let Some(key) = parties.actor(r, &record.id).and_then(key) else { continue };
        for m in &actor.mentions {
            let first = a.tokens.partition_point(|t| t.span.start() < m.span.start());
            let count = a.tokens[first..].iter().take_while(|t| t.span.end() <= m.span.end()).count();
            if (1..=LONGEST_MENTION).contains(&count) {
                out.push((first..first + count, key.clone()));
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
