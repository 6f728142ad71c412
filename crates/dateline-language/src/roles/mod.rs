//! PropBank roles: which words head the arguments of a predicate, and which words each argument covers.
//!
//! A small layer over the network's vectors labels every word of the sentence as seen from the predicate: its vector, the
//! predicate's, how far it is, and where it hangs in the tree. The argument's span follows from the tree (see
//! [`mod@span`]), so that roles never contradict it. `training/network.py`, `Roles`, is the twin.

pub mod span;

use crate::container::{Container, ModelError};
use crate::labels::{Rel, Role, Upos};
use crate::linalg::Linear;
use crate::tags::{BUCKETS, WordTags, bucket};
use std::ops::Range;

/// An argument: the word that heads it plays a role for a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The predicate's word.
    pub predicate: u32,
    /// The word that heads the argument.
    pub head: u32,
    /// What it is to the predicate.
    pub role: Role,
}

impl Argument {
    /// The same where words are counted from `to` that were counted from `from`.
    #[must_use]
    pub fn moved(self, from: usize, to: usize) -> Self {
        let moved = |word: u32| (word as usize - from + to) as u32;
        Self { predicate: moved(self.predicate), head: moved(self.head), role: self.role }
    }
}

/// The arguments of the predicates among these words; `all` is in order of the predicates.
#[must_use]
pub fn within(all: &[Argument], words: Range<usize>) -> &[Argument] {
    let before = |end: usize| all.partition_point(|a| (a.predicate as usize) < end);
    &all[before(words.start)..before(words.end)]
}

/// Which words are read as predicates.
#[derive(Clone, Copy, Debug)]
pub enum Predicates<'a> {
    /// Verbs, but for auxiliaries and copulas.
    Verbs,
    /// Those marked, one mark a word.
    Given(&'a [bool]),
}

impl<'a> Predicates<'a> {
    /// The same choice for a part of the words, counted from its start.
    pub(crate) fn within(self, words: Range<usize>) -> Predicates<'a> {
        match self {
            Self::Verbs => Self::Verbs,
            Self::Given(marks) => Self::Given(marks.get(words).unwrap_or(&[])),
        }
    }

    fn has(self, word: usize, tags: &WordTags) -> bool {
        match self {
            Self::Verbs => tags.upos == Upos::Verb,
            Self::Given(marks) => marks.get(word).copied().unwrap_or(false),
        }
    }
}

/// Weights.
#[derive(Debug)]
pub struct RoleNetwork {
    inner: usize,
    predicate: Linear,
    argument: Linear,
    /// A row for each kind of place and each relation.
    place: Vec<f32>,
    rels: usize,
    distance: Vec<f32>,
    out: Linear,
    /// What predicate and argument say together: two projections, and labels from their product.
    product: Option<[Linear; 3]>,
    labels: Vec<Option<Role>>,
}

/// Kinds of places in the tree; see `tree_places` in `training/network.py`.
const PLACES: usize = 9;

/// Buffers reused from batch to batch.
#[derive(Debug, Default)]
pub struct Scratch {
    rows: Vec<f32>,
    predicates: Vec<f32>,
    arguments: Vec<f32>,
    pairs: Vec<f32>,
    scores: Vec<f32>,
    left: Vec<f32>,
    right: Vec<f32>,
    products: Vec<f32>,
    more: Vec<f32>,
    heads: Vec<usize>,
}

impl RoleNetwork {
    /// Takes the roles' tensors out of a model file; `None` where it has none.
    ///
    /// # Errors
    /// Where a tensor does not fit the others.
    pub fn read(file: &Container<'_>, width: usize, rels: usize) -> Result<Option<Self>, ModelError> {
        if file.dims("role_predicate.weight").is_err() {
            return Ok(None);
        }
        let inner = *file.dims("role_predicate.weight")?.first().unwrap_or(&0);
        let label = |l: &&str| match *l {
            "_" => Ok(None),
            l => Role::parse(l).map(Some).ok_or_else(|| ModelError::Misfit(format!("the unknown role {l:?}"))),
        };
        let labels = file.lines("labels.role")?.iter().map(label).collect::<Result<Vec<_>, _>>()?;
        if labels.is_empty() || inner == 0 {
            return Err(ModelError::Misfit("the roles have no labels or no width".into()));
        }
        let product = match file.dims("role_times.weight") {
            Err(_) => None,
            Ok(dims) => {
                let inner = dims.last().copied().unwrap_or(0);
                let times = file.linear("role_times", inner, labels.len())?;
                Some([file.linear("role_left", width, inner)?, file.linear("role_right", width, inner)?, times])
            }
        };
        Ok(Some(Self {
            inner,
            product,
            predicate: file.linear("role_predicate", width, inner)?,
            argument: file.linear("role_argument", width, inner)?,
            place: file.matrix("role_place", &[PLACES * rels, inner])?,
            rels,
            distance: file.matrix("role_distance", &[BUCKETS - 1, inner])?,
            out: file.linear("role_out", inner, labels.len())?,
            labels,
        }))
    }

    /// Arguments of a batch: `x` holds a vector a word, `rel_index` the row of each word's relation.
    ///
    /// Words are counted from the start of the batch, in what is given and in what comes back.
    pub fn read_batch(&self, batch: &Batch<'_>, predicates: Predicates<'_>, s: &mut Scratch, out: &mut Vec<Argument>) {
        self.argument.apply(batch.x, &mut s.arguments);
        if let Some([_, right, _]) = &self.product {
            right.apply(batch.x, &mut s.right);
        }
        let width = self.predicate.inputs();
        for range in batch.sentences {
            let chosen: Vec<usize> = range.clone().filter(|i| predicates.has(*i, &batch.tags[*i])).collect();
            if chosen.is_empty() {
                continue;
            }
            s.rows.clear();
            for p in &chosen {
                s.rows.extend_from_slice(&batch.x[p * width..(p + 1) * width]);
            }
            self.predicate.apply(&s.rows, &mut s.predicates);
            s.heads.clear();
            s.heads.extend(batch.tags[range.clone()].iter().map(|t| t.head.map_or(0, |h| h as usize + 1)));
            s.pairs.clear();
            for (row, p) in chosen.iter().enumerate() {
                self.pair_up(batch, range, p - range.start, row, s);
            }
            self.out.apply(&s.pairs, &mut s.scores);
            self.multiply(range, s);
            let each = range.len() * self.labels.len();
            for (p, scores) in chosen.iter().zip(s.scores.chunks_exact(each)) {
                self.choose(*p, range.start, scores, out);
            }
        }
    }

    /// Adds what the products of predicates (whose vectors are in `s.rows`) and words say to the scores.
    fn multiply(&self, range: &Range<usize>, s: &mut Scratch) {
        let Some([left, _, times]) = &self.product else { return };
        let inner = left.outputs();
        left.apply(&s.rows, &mut s.left);
        s.products.clear();
        for predicate in s.left.chunks_exact(inner) {
            let words = s.right[range.start * inner..range.end * inner].chunks_exact(inner);
            s.products.extend(words.flat_map(|word| predicate.iter().zip(word).map(|(a, b)| a * b)));
        }
        times.apply(&s.products, &mut s.more);
        s.scores.iter_mut().zip(&s.more).for_each(|(to, more)| *to += more);
    }

    /// The hidden layer of a predicate (counted within its sentence) with each word of its sentence.
    fn pair_up(&self, batch: &Batch<'_>, range: &Range<usize>, p: usize, row: usize, s: &mut Scratch) {
        let own = &s.predicates[row * self.inner..(row + 1) * self.inner];
        for t in 0..range.len() {
            let (kind, says) = place(p, t, &s.heads);
            let rel = batch.rels[range.start + says] as usize;
            let place = &self.place[(kind * self.rels + rel) * self.inner..][..self.inner];
            let distance = &self.distance[bucket(p, t) * self.inner..][..self.inner];
            let word = &s.arguments[(range.start + t) * self.inner..][..self.inner];
            let sum = own.iter().zip(word).zip(place).zip(distance);
            s.pairs.extend(sum.map(|(((a, b), c), d)| (a + b + c + d).max(0.0)));
        }
    }

    /// The best label of each word, a numbered argument only once.
    fn choose(&self, predicate: usize, start: usize, scores: &[f32], out: &mut Vec<Argument>) {
        let count = self.labels.len();
        let first = out.len();
        let mut margins: Vec<f32> = Vec::new();
        for (t, row) in scores.chunks_exact(count).enumerate() {
            let best = (0..count).fold(0, |b, i| if row[i] > row[b] { i } else { b });
            let Some(role) = self.labels[best] else { continue };
            let none = self.labels.iter().position(Option::is_none).map_or(f32::NEG_INFINITY, |i| row[i]);
            let margin = row[best] - none;
            let new = Argument { predicate: predicate as u32, head: (start + t) as u32, role };
            let twin = (first..out.len()).find(|i| role.is_numbered() && out[*i].role == role);
            match twin {
                Some(i) if margins[i - first] >= margin => {}
                Some(i) => {
                    out.remove(i);
                    margins.remove(i - first);
                    out.push(new);
                    margins.push(margin);
                }
                None => {
                    out.push(new);
                    margins.push(margin);
                }
            }
        }
    }
}

/// What roles are read from.
#[derive(Debug)]
pub struct Batch<'a> {
    /// A vector a word.
    pub x: &'a [f32],
    /// What the network said of each word; heads count within the sentence.
    pub tags: &'a [WordTags],
    /// The row of each word's relation among the model's labels.
    pub rels: &'a [u16],
    /// Ranges over the words.
    pub sentences: &'a [Range<usize>],
}

/// Where word `t` stands in the tree as seen from predicate `p`, and the word whose relation matters there.
///
/// `heads` counts from 1; 0 is the root.
fn place(p: usize, t: usize, heads: &[usize]) -> (usize, usize) {
    let head = heads[p];
    let above = if head > 0 { heads[head - 1] } else { 0 };
    let own = heads[t];
    let over = if own > 0 { heads[own - 1] } else { 0 };
    if t == p {
        (0, t)
    } else if own == p + 1 {
        (1, t)
    } else if t + 1 == head {
        (2, p)
    } else if own == head && head > 0 {
        (3, t)
    } else if over == p + 1 {
        (4, t)
    } else if t + 1 == above {
        (5, head - 1)
    } else if own == above && above > 0 {
        (6, t)
    } else {
        let climb = std::iter::successors(Some(own), |h| (*h > 0).then(|| heads[h - 1]));
        (if climb.take(12).any(|h| h == p + 1) { 7 } else { 8 }, t)
    }
}

/// The relations' rows for [`Batch::rels`].
#[must_use]
pub fn rel_rows(tags: &[WordTags], rels: &[Rel]) -> Vec<u16> {
    tags.iter().map(|t| rels.iter().position(|r| *r == t.rel).unwrap_or(0) as u16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_the_tree_are_those_of_training() {
        // Officials(2) said(0) the(4) army(5) shelled(2) two(7) towns(5)
        let heads = [2, 0, 4, 5, 2, 7, 5];
        let of = |p: usize| (0..heads.len()).map(|t| place(p, t, &heads)).collect::<Vec<_>>();
        assert_eq!(of(4), [(3, 0), (2, 4), (4, 2), (1, 3), (0, 4), (4, 5), (1, 6)]);
        assert_eq!(of(3)[0..2], [(6, 0), (5, 4)]);
        assert_eq!(of(1)[2], (7, 2));
        assert_eq!(of(0)[6], (8, 6));
    }
}
