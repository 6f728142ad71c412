//! Whether two sentences of two reports tell the same thing: what they share as numbers, and a learnt score over these.
//!
//! The numbers are of words alone: runs of letters, the weight of what is shared, how much better the pair fits than
//! either sentence fits with another, what the best pair of clauses shares. Weights over them were fitted to stories
//! written for this project (`training/claims.py`); they are data, `models/claims.tsv`.

use crate::between::Quotes;
use crate::digest::{At, Digest};
use crate::features::{Features, Lexis, common};
use crate::linear::Linear;
use dateline_language::linalg::ln;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
    /// Its words as they are typed, by number.
    typed: Vec<u32>,
}

/// All that pairs are made from.
pub(crate) struct Matcher<'c> {
    pub(crate) digests: &'c [Digest],
    pub(crate) lexis: &'c Lexis,
    pub(crate) quotes: &'c Quotes<'c>,
    /// How well the best records of two sentences fit.
    pub(crate) records: BTreeMap<(At, At), f32>,
}

/// Pairs that share less are not looked at.
const LEAST_COSINE: f32 = 0.07;
/// Of so many reports every pair is judged; of more a pair that is among the best few of either sentence in the other
/// report.
const FEW: usize = 8;
const NEAREST: usize = 6;
/// Sentences that hold a feature: one in more of them brings no pair together by itself.
const MOST_HOLDERS: usize = 60;

impl Matcher<'_> {
    /// All pairs of sentences that share something which is not everywhere, in order.
    pub(crate) fn pairs(&self) -> Vec<Pair> {
        let mut known = HashMap::new();
        let sides: Vec<Vec<Side>> = (0..self.digests.len()).map(|r| self.sides(r, &mut known)).collect();

        let first: Vec<usize> = starts(&sides);
        let cosines = self.cosines(&sides, &first);
        // For each sentence and other report the best cosines, best first.
        let reports = sides.len();
        let mut best = vec![[0.0f32; NEAREST]; first[reports] * reports];
        let mut note = |own: usize, other: usize, cosine: f32| {
            let top = &mut best[own * reports + other];
            if let Some(at) = top.iter().position(|c| cosine > *c) {
                top[at..].rotate_right(1);
                top[at] = cosine;
            }
        };
        for (a, b, cosine) in &cosines {
            note(first[a.0] + a.1, b.0, *cosine);
            note(first[b.0] + b.1, a.0, *cosine);
        }
        let top = |own: At, other: usize| &best[(first[own.0] + own.1) * reports + other];
        // What stands against a pair: the best that either sentence shares with another.
        let against = |own: At, other: usize, cosine: f32| {
            let top = top(own, other);
            if cosine >= top[0] { top[1] } else { top[0] }
        };
        let near = |(a, b, cosine): &&(At, At, f32)| {
            reports <= FEW || *cosine >= top(*a, b.0)[NEAREST - 1] || *cosine >= top(*b, a.0)[NEAREST - 1]
        };
        let pair = |(a, b, cosine): &(At, At, f32)| {
            let margins = (cosine - against(*a, b.0, *cosine), cosine - against(*b, a.0, *cosine));
            self.pair(*a, *b, (&sides[a.0][a.1], &sides[b.0][b.1]), *cosine, margins)
        };
        cosines.iter().filter(near).map(pair).collect()
    }

    fn sides(&self, r: usize, known: &mut HashMap<Box<str>, u32>) -> Vec<Side> {
        let digest = &self.digests[r];
        let mut number = |w: &crate::plain::Word| {
            let next = known.len() as u32;
            *known.entry(w.text.clone()).or_insert(next)
        };
        let side = |s: &crate::digest::Sentence| {
            let all = self.lexis.of_words(r, s.words.clone());
            let words: BTreeSet<u32> = s.words.clone().filter_map(|w| self.lexis.word(r, w)).collect();
            let clauses = s.clauses.clone().map(|c| {
                let own = self.lexis.of_words(r, digest.clauses[c].words.iter().map(|w| *w as usize));
                let norm = self.lexis.square(&own);
                (c, own, norm)
            });
            let typed = digest.typed[s.typed.clone()].iter().map(&mut number).collect();
            let count = |w: usize| {
                let is = digest.words[w].key.as_ref().is_some_and(|k| k.number && !k.light);
                self.lexis.word(r, w).filter(|_| is)
            };
            Side {
                common: self.lexis.square(&all),
                story: self.lexis.weight(&all),
                clauses: clauses.collect(),
                numbers: s.words.clone().filter_map(count).collect(),
                typed,
                words: words.into_iter().collect(),
                all,
            }
        };
        digest.sentences.iter().map(side).collect()
    }

    /// The cosine of every pair of sentences of two reports that share enough; `first` numbers their sentences.
    fn cosines(&self, sides: &[Vec<Side>], first: &[usize]) -> Vec<(At, At, f32)> {
        let all: Vec<(At, &Side)> =
            sides.iter().enumerate().flat_map(|(r, l)| l.iter().enumerate().map(move |(s, x)| ((r, s), x))).collect();
        let mut holders: Vec<Vec<u32>> = vec![Vec::new(); self.lexis.features()];
        for (n, (_, side)) in all.iter().enumerate() {
            side.all.iter().for_each(|f| holders[*f as usize].push(n as u32));
        }
        let most = MOST_HOLDERS.max(self.digests.len() * 15);
        let mut out = Vec::new();
        // Of each later sentence what it shares with the one at hand, and whether that is not everywhere.
        let mut shared = vec![(0.0f32, false); all.len()];
        for (at, x) in &all {
            let later = first[at.0 + 1];
            for f in &x.all {
                let list = &holders[*f as usize];
                let (square, rare) = (self.lexis.worth(*f) * self.lexis.worth(*f), list.len() <= most);
                for other in &list[list.partition_point(|n| (*n as usize) < later)..] {
                    let sum = &mut shared[*other as usize];
                    *sum = (sum.0 + square, sum.1 || rare);
                }
            }
            for (n, sum) in shared.iter_mut().enumerate().skip(later).filter(|(_, s)| s.0 > 0.0) {
                let (other, y) = &all[n];
                let cosine = sum.0 / (x.common * y.common).sqrt().max(1e-6);
                if sum.1 && cosine >= LEAST_COSINE {
                    out.push((*at, *other, cosine));
                }
                *sum = (0.0, false);
            }
        }
        out
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
        let run = longest_run(&x.typed, &y.typed);
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
            ln_1p(mass(&words)),
            ln_1p((mass(&shared) - mass(&words)).max(0.0)),
            ln_1p(story),
            story / x.story.min(y.story).max(0.1),
            2.0 * story / (x.story + y.story).max(0.1),
            clause,
            numbers as f32,
            (x.numbers.len() + y.numbers.len() - 2 * numbers) as f32,
            f32::from(u8::from(quoted)),
            ln_1p(run as f32),
            ln_1p(few),
            ln_1p(many),
            ln_1p(words.len() as f32),
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
}

/// The number of the first sentence of each report, and one past the last.
fn starts(sides: &[Vec<Side>]) -> Vec<usize> {
    let mut first = vec![0];
    sides.iter().for_each(|s| first.push(first[first.len() - 1] + s.len()));
    first
}

/// The longest run of words that two lists share.
fn longest_run(x: &[u32], y: &[u32]) -> usize {
    let mut best = 0;
    // How long a run ends at each word of the second, of which the first's word at hand is the last.
    let mut ends = vec![0usize; y.len() + 1];
    for w in x {
        for (j, v) in y.iter().enumerate().rev() {
            ends[j + 1] = if v == w { ends[j] + 1 } else { 0 };
            best = best.max(ends[j + 1]);
        }
    }
    best
}

/// The logarithm of one more than a number that is not below 0.
fn ln_1p(x: f32) -> f32 {
    ln(1.0 + x)
}

/// The weights inside the program.
fn weights() -> &'static Linear {
    static WEIGHTS: LazyLock<Linear> =
        LazyLock::new(|| Linear::read(include_str!("../../../models/claims.tsv"), NUMBERS).expect("a line a number"));
    &WEIGHTS
}
