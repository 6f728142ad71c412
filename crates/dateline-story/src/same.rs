//! Whether two sentences of two reports tell the same thing: what they share as numbers, and a learnt score over these.
//!
//! The numbers are of words alone: runs of letters, the weight of what is shared, how much better the pair fits than
//! either sentence fits with another, what the best pair of clauses shares. Weights over them were fitted to stories
//! written for this project (`training/claims.py`); they are data, `models/claims.tsv`.

use crate::between::Quotes;
use crate::digest::Digest;
use crate::features::{Features, Lexis, common};
use crate::linear::Linear;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Numbers that a pair is judged by.
pub const NUMBERS: usize = 23;

/// Two sentences of two reports and how they compare.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Report and sentence.
    pub a: (usize, usize),
    /// The same of the later report.
    pub b: (usize, usize),
    /// What they are judged by.
    pub numbers: [f32; NUMBERS],
    /// How surely they tell the same thing: the logarithm of the odds among the stories it was learnt from.
    pub score: f32,
    /// The clauses that fit best.
    pub clauses: (usize, usize),
}

/// A sentence made ready.
struct Side {
    /// With parties as one feature each.
    all: Features,
    /// Words alone.
    words: Features,
    common: f32,
    story: f32,
    clauses: Vec<(usize, Features, f32)>,
    numbers: BTreeSet<u32>,
}

/// All that pairs are made from.
pub(crate) struct Matcher<'c> {
    pub(crate) digests: &'c [Digest],
    pub(crate) lexis: &'c Lexis,
    pub(crate) quotes: &'c Quotes<'c>,
    /// How well the best records of two sentences fit.
    pub(crate) records: BTreeMap<((usize, usize), (usize, usize)), f32>,
}

/// Pairs that share less are not looked at.
const LEAST_COSINE: f32 = 0.07;
/// Sentences that hold a feature: one in more of them brings no pair together by itself.
const MOST_HOLDERS: usize = 60;

impl Matcher<'_> {
    /// All pairs of sentences that share something which is not everywhere, in order.
    pub(crate) fn pairs(&self) -> Vec<Pair> {
        let sides: Vec<Vec<Side>> = (0..self.digests.len()).map(|r| self.sides(r)).collect();
        let cosines = self.cosines(&sides);
        let mut best: BTreeMap<((usize, usize), usize), [f32; 2]> = BTreeMap::new();
        let mut note = |own: (usize, usize), other: usize, cosine: f32| {
            let two = best.entry((own, other)).or_insert([0.0; 2]);
            if cosine > two[0] {
                *two = [cosine, two[0]];
            } else if cosine > two[1] {
                two[1] = cosine;
            }
        };
        for (a, b, cosine) in &cosines {
            note(*a, b.0, *cosine);
            note(*b, a.0, *cosine);
        }
        // What stands against a pair: the best that either sentence shares with another.
        let against = |own: (usize, usize), other: usize, cosine: f32| {
            let two = best[&(own, other)];
            if cosine >= two[0] { two[1] } else { two[0] }
        };
        let pair = |(a, b, cosine): &((usize, usize), (usize, usize), f32)| {
            let margins = (cosine - against(*a, b.0, *cosine), cosine - against(*b, a.0, *cosine));
            self.pair(*a, *b, (&sides[a.0][a.1], &sides[b.0][b.1]), *cosine, margins)
        };
        cosines.iter().map(pair).collect()
    }

    fn sides(&self, r: usize) -> Vec<Side> {
        let digest = &self.digests[r];
        let side = |s: &crate::digest::Sentence| {
            let all = self.lexis.of_words(r, s.words.clone());
            let words: BTreeSet<u32> = s.words.clone().filter_map(|w| self.lexis.word(r, w)).collect();
            let clauses = s.clauses.clone().map(|c| {
                let own = self.lexis.of_words(r, digest.clauses[c].words.iter().map(|w| *w as usize));
                let norm = self.lexis.square(&own);
                (c, own, norm)
            });
            let number = |w: usize| {
                let is = digest.words[w].key.as_ref().is_some_and(|k| k.number && !k.light);
                self.lexis.word(r, w).filter(|_| is)
            };
            Side {
                common: self.lexis.square(&all),
                story: self.lexis.weight(&all),
                clauses: clauses.collect(),
                numbers: s.words.clone().filter_map(number).collect(),
                words: words.into_iter().collect(),
                all,
            }
        };
        digest.sentences.iter().map(side).collect()
    }

    /// The cosine of every pair of sentences of two reports that share enough.
    fn cosines(&self, sides: &[Vec<Side>]) -> Vec<((usize, usize), (usize, usize), f32)> {
        let mut holders: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
        for (r, all) in sides.iter().enumerate() {
            for (s, side) in all.iter().enumerate() {
                side.all.iter().for_each(|f| holders.entry(*f).or_default().push((r, s)));
            }
        }
        let most = MOST_HOLDERS.max(self.digests.len() * 15);
        let mut pairs: BTreeSet<((usize, usize), (usize, usize))> = BTreeSet::new();
        for list in holders.values().filter(|l| l.len() <= most) {
            for (i, a) in list.iter().enumerate() {
                pairs.extend(list[i + 1..].iter().filter(|b| b.0 != a.0).map(|b| (*a, *b)));
            }
        }
        let cosine = |(a, b): &((usize, usize), (usize, usize))| {
            let (x, y) = (&sides[a.0][a.1], &sides[b.0][b.1]);
            let shared = self.lexis.square(&common(&x.all, &y.all));
            (*a, *b, shared / (x.common * y.common).sqrt().max(1e-6))
        };
        pairs.iter().map(cosine).filter(|p| p.2 >= LEAST_COSINE).collect()
    }

    fn pair(
        &self,
        a: (usize, usize),
        b: (usize, usize),
        (x, y): (&Side, &Side),
        cosine: f32,
        (row, column): (f32, f32),
    ) -> Pair {
        let (s, t) = (&self.digests[a.0].sentences[a.1], &self.digests[b.0].sentences[b.1]);
        let shared = common(&x.all, &y.all);
        let words = common(&x.words, &y.words);
        let mass = |f: &[u32]| f.iter().map(|f| self.lexis.rarity(*f)).sum::<f32>();
        let rarest = words.iter().map(|f| self.lexis.worth(*f)).fold(0.0, f32::max);
        let story = self.lexis.weight(&shared);
        let (clauses, clause) = self.best_clauses(x, y);
        let grams = common(&s.grams, &t.grams).len() as f32;
        let numbers = x.numbers.intersection(&y.numbers).count();
        let quoted = self.quotes.get(a.0, b.0).iter().any(|q| {
            (q.a.0 == a.0 && q.a.1.overlaps(s.span) && q.b.1.overlaps(t.span))
                || (q.b.0 == a.0 && q.b.1.overlaps(s.span) && q.a.1.overlaps(t.span))
        });
        let run = self.longest_run(a, b);
        let (few, many) = (x.all.len().min(y.all.len()) as f32, x.all.len().max(y.all.len()) as f32);
        let numbers = [
            grams / ((s.grams.len() * t.grams.len()) as f32).sqrt().max(1.0),
            grams / s.grams.len().min(t.grams.len()).max(1) as f32,
            cosine,
            row,
            column,
            (s.position - t.position).abs(),
            s.position.min(t.position),
            rarest,
            mass(&words).ln_1p(),
            (mass(&shared) - mass(&words)).max(0.0).ln_1p(),
            story.ln_1p(),
            story / x.story.min(y.story).max(0.1),
            2.0 * story / (x.story + y.story).max(0.1),
            clause,
            numbers as f32,
            (x.numbers.len() + y.numbers.len() - 2 * numbers) as f32,
            f32::from(u8::from(quoted)),
            (run as f32).ln_1p(),
            few.ln_1p(),
            many.ln_1p(),
            (words.len() as f32).ln_1p(),
            f32::from(u8::from(s.headline)) + f32::from(u8::from(t.headline)),
            self.records.get(&(a, b)).copied().unwrap_or_default(),
        ];
        let score = weights().score(&numbers);
        Pair { a, b, numbers, score, clauses }
    }

    /// The clauses that fit best, by their numbers, and how well.
    fn best_clauses(&self, x: &Side, y: &Side) -> ((usize, usize), f32) {
        let mut best = ((x.clauses.first().map_or(0, |c| c.0), y.clauses.first().map_or(0, |c| c.0)), 0.0);
        for (c, own, norm) in &x.clauses {
            for (d, other, length) in &y.clauses {
                let fit = self.lexis.fit((own, *norm), (other, *length));
                if fit > best.1 {
                    best = ((*c, *d), fit);
                }
            }
        }
        best
    }

    /// The longest run of words, as they are typed, that two sentences share.
    fn longest_run(&self, a: (usize, usize), b: (usize, usize)) -> usize {
        let typed = |(r, s): (usize, usize)| &self.digests[r].typed[self.digests[r].sentences[s].typed.clone()];
        let (x, y) = (typed(a), typed(b));
        let mut best = 0;
        let mut before = vec![0usize; y.len() + 1];
        for w in x {
            let mut now = vec![0usize; y.len() + 1];
            for (j, v) in y.iter().enumerate().filter(|(_, v)| v.text == w.text) {
                now[j + 1] = before[j] + 1;
                best = best.max(now[j + 1]);
                let _ = v;
            }
            before = now;
        }
        best
    }
}

/// The weights inside the program.
fn weights() -> &'static Linear {
    static WEIGHTS: LazyLock<Linear> =
        LazyLock::new(|| Linear::read(include_str!("../../../models/claims.tsv"), NUMBERS).expect("a line a number"));
    &WEIGHTS
}
