//! Whether what one report tells is told by another after all: each record and each sentence is held against every sentence
//! and every clause of the others, and a learnt score says how likely it is.
//!
//! The numbers ask both ways: how well the best place elsewhere fits, and what of it stands nowhere else. Their weights
//! were fitted to stories written for this project (`training/claims.py`).

use crate::align::Link;
use crate::claims::At;
use crate::digest::Digest;
use crate::features::{Features, Lexis, common};
use crate::linear::Linear;
use crate::same::Pair;
use crate::unit::{Kind, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Numbers that a telling is judged by.
pub(crate) const NUMBERS: usize = 14;

/// Share of a telling's words that is as good as none.
const NOWHERE: f32 = 0.06;
/// The logarithm of so few features that they prove nothing.
const FEW: f32 = 1.3;
/// The score of what is told by none.
pub(crate) const LEAST: f32 = -5.0;

/// What all tellings are held against.
pub(crate) struct Tester<'c> {
    lexis: &'c Lexis,
    inside: &'c BTreeMap<At, Vec<usize>>,
    /// The surest pair that each sentence is in.
    best: BTreeMap<At, f32>,
    /// The best score of each record with another's.
    linked: BTreeMap<usize, f32>,
    /// By report: the features of its sentences, and of its clauses with the square of their length.
    sentences: Vec<Vec<Features>>,
    clauses: Vec<Vec<(Features, f32)>>,
    /// By feature: the reports that have it.
    holders: BTreeMap<u32, BTreeSet<usize>>,
}

impl<'c> Tester<'c> {
    pub(crate) fn new(
        digests: &'c [Digest],
        lexis: &'c Lexis,
        inside: &'c BTreeMap<At, Vec<usize>>,
        pairs: &[Pair],
        links: &[Link],
    ) -> Self {
        let mut best: BTreeMap<At, f32> = BTreeMap::new();
        for p in pairs {
            for at in [p.a, p.b] {
                let own = best.entry(at).or_insert(p.score);
                *own = own.max(p.score);
            }
        }
        let mut linked: BTreeMap<usize, f32> = BTreeMap::new();
        for l in links {
            for u in [l.a, l.b] {
                let own = linked.entry(u).or_insert(l.score);
                *own = own.max(l.score);
            }
        }
        let mut holders: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
        let (mut sentences, mut clauses) = (Vec::new(), Vec::new());
        for (r, d) in digests.iter().enumerate() {
            let own: Vec<Features> = d.sentences.iter().map(|s| lexis.of_words(r, s.words.clone())).collect();
            for f in own.iter().flatten() {
                holders.entry(*f).or_default().insert(r);
            }
            sentences.push(own);
            let parts = d.clauses.iter().map(|c| {
                let features = lexis.of_words(r, c.words.iter().map(|w| *w as usize));
                let square = lexis.square(&features);
                (features, square)
            });
            clauses.push(parts.collect());
        }
        Self { lexis, inside, best, linked, sentences, clauses, holders }
    }

    /// What each telling is judged by, and the score: above 0 it is more likely told elsewhere than not.
    pub(crate) fn all(&self, units: &[Unit]) -> Vec<([f32; NUMBERS], f32)> {
        let mut sentence: BTreeMap<usize, f32> = BTreeMap::new();
        for (at, own) in self.inside {
            let score = self.best.get(at).copied().unwrap_or(-5.0);
            for u in own {
                let best = sentence.entry(*u).or_insert(score);
                *best = best.max(score);
            }
        }
        let of = |(n, u): (usize, &Unit)| {
            let numbers = self.numbers(n, u, sentence.get(&n).copied().unwrap_or(-5.0));
            // Of which no other report has a word is told by none.
            let nowhere = numbers[2] < NOWHERE && numbers[7] > FEW;
            let score = if nowhere { LEAST } else { weights().score(&numbers) };
            (numbers, score)
        };
        units.iter().enumerate().map(of).collect()
    }

    fn numbers(&self, number: usize, u: &Unit, sentence: f32) -> [f32; NUMBERS] {
        let lexis = self.lexis;
        let elsewhere = |r: &usize| *r != u.report;
        let square = lexis.square(&u.features);
        let others = self.sentences.iter().enumerate().filter(|(r, _)| *r != u.report).flat_map(|(_, s)| s);
        let shared = |s: &Features| {
            let both = common(&u.features, s);
            (lexis.weight(&both), lexis.square(&both))
        };
        let most = others.map(shared).fold((0.0f32, 0.0f32), |m, s| (m.0.max(s.0), m.1.max(s.1)));
        let parts = self.clauses.iter().enumerate().filter(|(r, _)| *r != u.report).flat_map(|(_, c)| c);
        let clause = parts.map(|(f, s)| lexis.fit((&u.features, square), (f, *s))).fold(0.0, f32::max);
        let own: Vec<u32> = u
            .features
            .iter()
            .copied()
            .filter(|f| self.holders.get(f).is_none_or(|h| !h.iter().any(elsewhere)))
            .collect();
        let is = |kind: Kind| f32::from(u8::from(u.kind == kind));
        let weight = lexis.weight(&u.features).max(0.1);
        [
            sentence.clamp(-5.0, 6.0),
            clause,
            most.0 / weight,
            most.1 / square.max(0.1),
            own.iter().map(|f| lexis.worth(*f)).fold(0.0, f32::max),
            lexis.weight(&own) / weight,
            own.iter().filter(|f| lexis.is_party(**f)).count().min(3) as f32,
            (u.features.len() as f32).ln_1p(),
            u.position,
            is(Kind::Event),
            is(Kind::Statement),
            is(Kind::Passage),
            self.linked.get(&number).copied().unwrap_or_default(),
            (sentence - 1.0).max(0.0).min(5.0),
        ]
    }
}

/// The weights inside the program.
fn weights() -> &'static Linear {
    static WEIGHTS: LazyLock<Linear> =
        LazyLock::new(|| Linear::read(include_str!("../../../models/alone.tsv"), NUMBERS).expect("a line a number"));
    &WEIGHTS
}
