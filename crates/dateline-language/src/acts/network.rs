//! The head for acts over the network's vectors.

use super::path::{Chain, PATHS, Path, STEPS};
use super::{Act, ActArgument, ActLevels, Part, State};
use crate::container::{Container, ModelError};
use crate::labels::{Rel, Upos};
use crate::linalg::{self, Linear};
use crate::roles::Argument;
use crate::tags::{BUCKETS, WordTags, bucket};
use std::ops::Range;
use std::sync::Arc;

/// An act less likely than this is not spoken of.
const LEAST: f32 = 0.1;
/// Categories that are told of an act.
const TOLD: usize = 3;
/// How far before a word its preposition is looked for.
const CASE_REACH: usize = 8;

/// Weights.
#[derive(Debug)]
pub(crate) struct ActNetwork {
    hidden: Linear,
    /// Rows of the hidden layer, by a word's relation and tag.
    rel: Vec<f32>,
    upos: Vec<f32>,
    category: Linear,
    kind: Linear,
    state: Linear,
    pairs: PairNetwork,
    labels: Labels,
    levels: ActLevels,
}

/// Weights for a trigger with each word of its sentence.
#[derive(Debug)]
struct PairNetwork {
    trigger: Linear,
    word: Linear,
    left: Linear,
    right: Linear,
    out: Linear,
    times: Linear,
    told: Vec<f32>,
    path: Vec<f32>,
    distance: Vec<f32>,
    step: Vec<f32>,
    case: Vec<f32>,
    role: Vec<f32>,
}

#[derive(Debug)]
struct Labels {
    /// The first is "none".
    categories: Vec<Arc<str>>,
    /// Of each kind its category's place among `categories`, and its mode.
    kinds: Vec<(usize, Option<Arc<str>>)>,
    states: Vec<State>,
    /// The first is "none".
    parts: Vec<Option<Part>>,
    /// The first is "none", the second "other".
    cases: Vec<Box<str>>,
    /// As the roles' own head has them: the first is "none".
    roles: Vec<Box<str>>,
    rels: usize,
}

impl Labels {
    fn read(file: &Container<'_>, rels: usize) -> Result<Self, ModelError> {
        let misfit = |label: &str| ModelError::Misfit(format!("the unknown label {label:?} of an act"));
        let categories: Vec<Arc<str>> = file.lines("labels.act.category")?.into_iter().map(Arc::from).collect();
        let kind = |label: &&str| {
            let (category, mode) = label.split_once('/').map_or((*label, None), |(c, m)| (c, Some(m)));
            let at = categories.iter().position(|c| **c == *category).ok_or_else(|| misfit(label))?;
            Ok((at, mode.map(Arc::from)))
        };
        let kinds = file.lines("labels.act.kind")?.iter().map(kind).collect::<Result<_, _>>()?;
        let state = |label: &&str| State::parse(label).ok_or_else(|| misfit(label));
        let states: Vec<State> = file.lines("labels.act.state")?.iter().map(state).collect::<Result<_, _>>()?;
        let part = |label: &&str| match *label {
            "_" => Ok(None),
            label => Part::parse(label).map(Some).ok_or_else(|| misfit(label)),
        };
        let parts: Vec<Option<Part>> = file.lines("labels.act.argument")?.iter().map(part).collect::<Result<_, _>>()?;
        if categories.len() < 2 || states.is_empty() || parts.first() != Some(&None) {
            return Err(ModelError::Misfit("the acts' head lacks labels".into()));
        }
        let owned = |name: &str| Ok(file.lines(name)?.into_iter().map(Into::into).collect::<Vec<Box<str>>>());
        Ok(Self {
            categories,
            kinds,
            states,
            parts,
            cases: owned("labels.act.case")?,
            roles: owned("labels.role")?,
            rels,
        })
    }
}

/// Buffers reused from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    hidden: Vec<f32>,
    categories: Vec<f32>,
    rows: Vec<f32>,
    kinds: Vec<f32>,
    states: Vec<f32>,
    triggers: Vec<f32>,
    left: Vec<f32>,
    words: Vec<f32>,
    right: Vec<f32>,
    pairs: Vec<f32>,
    products: Vec<f32>,
    scores: Vec<f32>,
    more: Vec<f32>,
}

/// What acts are read from.
#[derive(Debug)]
pub(crate) struct Batch<'a> {
    /// A vector a word.
    pub(crate) x: &'a [f32],
    /// The words.
    pub(crate) forms: &'a [&'a str],
    /// What the network said of each word; heads count within the sentence.
    pub(crate) tags: &'a [WordTags],
    /// The row of each word's relation and of its tag among the model's labels.
    pub(crate) rels: &'a [u16],
    pub(crate) upos: &'a [u16],
    /// Roles that words play for predicates, in order of the predicates.
    pub(crate) roles: &'a [Argument],
    /// Ranges over the words.
    pub(crate) sentences: &'a [Range<usize>],
}

/// A word that is likely enough a trigger.
struct Candidate {
    word: usize,
    /// Its row in the hidden layer, which only words that may tell an act have.
    row: usize,
    /// The sentence's number.
    sentence: usize,
    sure: f32,
    /// The likeliest categories, by their places, none left out.
    best: Vec<(usize, f32)>,
}

/// A trigger whose arguments are asked for.
struct Asked<'a> {
    labels: &'a Labels,
    batch: &'a Batch<'a>,
    /// Its sentence.
    range: &'a Range<usize>,
    /// Its row among the triggers' vectors.
    row: usize,
    candidate: &'a Candidate,
}

impl ActNetwork {
    /// Takes the acts' tensors out of a model file; `None` where it has none.
    ///
    /// # Errors
    /// Where a tensor does not fit the others.
    pub(crate) fn read(
        file: &Container<'_>,
        width: usize,
        rels: &[Rel],
        upos: &[Upos],
    ) -> Result<Option<Self>, ModelError> {
        if file.dims("act_hidden.weight").is_err() {
            return Ok(None);
        }
        let rows = |name: &str| Ok::<_, ModelError>(file.dims(name)?.first().copied().unwrap_or(0));
        let labels = Labels::read(file, rels.len())?;
        let (hidden, inner, product) =
            (rows("act_hidden.weight")?, rows("act_trigger.weight")?, rows("act_left.weight")?);
        let linear = |name: &str, inputs, outputs| file.linear(&format!("act_{name}"), inputs, outputs);
        let table = |name: &str, rows, width| file.matrix(&format!("act_{name}"), &[rows, width]);
        let pairs = PairNetwork {
            trigger: linear("trigger", width, inner)?,
            word: linear("word", width, inner)?,
            left: linear("left", width, product)?,
            right: linear("right", width, product)?,
            out: linear("out", inner, labels.parts.len())?,
            times: linear("times", product, labels.parts.len())?,
            told: table("told", labels.categories.len(), inner)?,
            path: table("path", PATHS, inner)?,
            distance: table("distance", BUCKETS - 1, inner)?,
            step: table("step", 2 * (STEPS * rels.len() + 1), inner)?,
            case: table("case", labels.cases.len(), inner)?,
            role: table("role", labels.roles.len(), inner)?,
        };
        if inner == 0 || hidden == 0 || product == 0 || rels.len() > 254 {
            return Err(ModelError::Misfit("the acts' head has no width".into()));
        }
        Ok(Some(Self {
            hidden: linear("hidden", width, hidden)?,
            rel: table("rel", rels.len(), hidden)?,
            upos: table("upos", upos.len(), hidden)?,
            category: linear("category", hidden, labels.categories.len())?,
            kind: linear("kind", hidden, labels.kinds.len())?,
            state: linear("state", hidden, labels.states.len())?,
            levels: levels(file)?,
            pairs,
            labels,
        }))
    }

    /// The possible acts of a batch, in order of their triggers; words are counted from the start of the batch.
    pub(crate) fn read_batch(&self, batch: &Batch<'_>, s: &mut Scratch) -> Vec<Act> {
        let candidates = self.candidates(batch, s);
        if candidates.is_empty() {
            return Vec::new();
        }
        let rows = |from: &[f32], width: usize, row: fn(&Candidate) -> usize, to: &mut Vec<f32>| {
            to.clear();
            candidates.iter().for_each(|c| to.extend_from_slice(&from[row(c) * width..(row(c) + 1) * width]));
        };
        rows(&s.hidden, self.hidden.outputs(), |c| c.row, &mut s.rows);
        self.kind.apply(&s.rows, &mut s.kinds);
        self.state.apply(&s.rows, &mut s.states);
        rows(batch.x, self.hidden.inputs(), |c| c.word, &mut s.rows);
        self.pairs.trigger.apply(&s.rows, &mut s.triggers);
        self.pairs.left.apply(&s.rows, &mut s.left);
        let mut out = Vec::with_capacity(candidates.len());
        let mut now = usize::MAX;
        for (row, c) in candidates.into_iter().enumerate() {
            let range = &batch.sentences[c.sentence];
            if now != c.sentence {
                now = c.sentence;
                let x = &batch.x[range.start * self.hidden.inputs()..range.end * self.hidden.inputs()];
                self.pairs.word.apply(x, &mut s.words);
                self.pairs.right.apply(x, &mut s.right);
            }
            let mut arguments =
                self.pairs.arguments(&Asked { labels: &self.labels, batch, range, row, candidate: &c }, s);
            arguments.retain(|a| a.sure >= self.levels.argument);
            out.push(self.act(&c, row, arguments, s));
        }
        out
    }

    /// Words that are likely enough triggers.
    fn candidates(&self, batch: &Batch<'_>, s: &mut Scratch) -> Vec<Candidate> {
        // Half of the words of a text: the layer is what this costs.
        let may_tell = |i: &usize| matches!(batch.tags[*i].upos, Upos::Verb | Upos::Noun | Upos::Adj);
        let (inputs, width) = (self.hidden.inputs(), self.hidden.outputs());
        let words: Vec<usize> = (0..batch.tags.len()).filter(may_tell).collect();
        s.rows.clear();
        words.iter().for_each(|i| s.rows.extend_from_slice(&batch.x[i * inputs..(i + 1) * inputs]));
        self.hidden.apply(&s.rows, &mut s.hidden);
        for (i, row) in words.iter().zip(s.hidden.chunks_exact_mut(width)) {
            let rel = &self.rel[usize::from(batch.rels[*i]) * width..][..width];
            let upos = &self.upos[usize::from(batch.upos[*i]) * width..][..width];
            row.iter_mut().zip(rel).zip(upos).for_each(|((x, a), b)| *x = (*x + a + b).max(0.0));
        }
        self.category.apply(&s.hidden, &mut s.categories);
        let count = self.labels.categories.len();
        let (mut out, mut sentence) = (Vec::new(), 0);
        for (row, (word, scores)) in words.into_iter().zip(s.categories.chunks_exact_mut(count)).enumerate() {
            while batch.sentences[sentence].end <= word {
                sentence += 1;
            }
            softmax(scores);
            let sure = 1.0 - scores[0];
            if sure <= LEAST {
                continue;
            }
            let mut best: Vec<(usize, f32)> = scores.iter().copied().enumerate().skip(1).collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1));
            best.truncate(TOLD);
            out.push(Candidate { word, row, sentence, sure, best });
        }
        out
    }

    fn act(&self, c: &Candidate, row: usize, arguments: Vec<ActArgument>, s: &mut Scratch) -> Act {
        let kinds = &s.kinds[row * self.labels.kinds.len()..][..self.labels.kinds.len()];
        let own = |i: &usize| self.labels.kinds[*i].0 == c.best[0].0;
        let places: Vec<usize> = (0..kinds.len()).filter(own).collect();
        let mut scores: Vec<f32> = places.iter().map(|i| kinds[*i]).collect();
        softmax(&mut scores);
        let named = (0..scores.len()).filter(|i| self.labels.kinds[places[*i]].1.is_some());
        let best = named.max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)));
        let mode = best.and_then(|b| Some((self.labels.kinds[places[b]].1.clone()?, scores[b])));
        let states = &mut s.states[row * self.labels.states.len()..][..self.labels.states.len()];
        softmax(states);
        let states = self.labels.states.iter().copied().zip(states.iter().copied()).collect();
        let categories = c.best.iter().map(|(i, p)| (Arc::clone(&self.labels.categories[*i]), *p)).collect();
        let (right, told) = (self.levels.right(c.sure), c.sure >= self.levels.act);
        Act { trigger: c.word as u32, sure: c.sure, right, told, categories, mode, states, arguments }
    }
}

impl PairNetwork {
    /// The arguments of a trigger.
    fn arguments(&self, asked: &Asked<'_>, s: &mut Scratch) -> Vec<ActArgument> {
        self.pair_up(asked, s);
        let Asked { labels, range, row, .. } = *asked;
        self.out.apply(&s.pairs, &mut s.scores);
        let product = self.left.outputs();
        let own = &s.left[row * product..(row + 1) * product];
        s.products.clear();
        for word in s.right.chunks_exact(product) {
            s.products.extend(own.iter().zip(word).map(|(a, b)| a * b));
        }
        self.times.apply(&s.products, &mut s.more);
        s.scores.iter_mut().zip(&s.more).for_each(|(to, more)| *to += more);
        let mut out = Vec::new();
        for (t, scores) in s.scores.chunks_exact_mut(labels.parts.len()).enumerate() {
            softmax(scores);
            let Some(best) = highest(&scores[1..]).map(|b| b + 1) else { continue };
            if let Some(part) = labels.parts[best].filter(|_| scores[best] > LEAST) {
                out.push(ActArgument { head: (range.start + t) as u32, part, sure: scores[best] });
            }
        }
        out
    }

    /// The hidden layer of a trigger with each word of its sentence.
    fn pair_up(&self, asked: &Asked<'_>, s: &mut Scratch) {
        let Asked { labels, batch, range, row, candidate: c } = *asked;
        let inner = self.trigger.outputs();
        let at = |table: &'_ [f32], row: usize| -> Range<usize> { row * inner..((row + 1) * inner).min(table.len()) };
        let heads: Vec<Option<u32>> = batch.tags[range.clone()].iter().map(|t| t.head).collect();
        let rels = &batch.rels[range.clone()];
        let trigger = c.word - range.start;
        let chain = Chain::of(trigger, &heads);
        let first = batch.roles.partition_point(|a| (a.predicate as usize) < c.word);
        let plays = |word: usize| {
            let own = batch.roles[first..].iter().take_while(|a| a.predicate as usize == c.word);
            let role = own.filter(|a| a.head as usize == word).last().map(|a| a.role.name());
            role.and_then(|r| labels.roles.iter().position(|l| **l == *r)).unwrap_or(0)
        };
        let mut base = s.triggers[at(&s.triggers, row)].to_vec();
        base.iter_mut().zip(&self.told[at(&self.told, c.best[0].0)]).for_each(|(x, y)| *x += y);
        s.pairs.clear();
        for t in 0..range.len() {
            let path = Path::of(&chain, t, &heads, rels);
            let start = s.pairs.len();
            s.pairs.extend(base.iter().zip(&s.words[at(&s.words, t)]).map(|(a, b)| a + b));
            let sum = &mut s.pairs[start..];
            let mut add =
                |table: &[f32], row: usize| sum.iter_mut().zip(&table[at(table, row)]).for_each(|(x, y)| *x += y);
            add(&self.distance, bucket(trigger, t));
            add(&self.path, Path::row(path.as_ref()));
            Path::steps(path.as_ref(), labels.rels).into_iter().for_each(|row| add(&self.step, row));
            add(&self.case, case(labels, batch, range, t));
            add(&self.role, plays(range.start + t));
            linalg::relu(sum);
        }
    }
}

/// The row of a word's preposition: the nearest before it that hangs on it as a case mark.
fn case(labels: &Labels, batch: &Batch<'_>, range: &Range<usize>, t: usize) -> usize {
    let hangs = |i: &usize| {
        let tags = &batch.tags[range.start + i];
        tags.head == Some(t as u32) && tags.rel == Rel::Case
    };
    let Some(mark) = (t.saturating_sub(CASE_REACH)..t).rev().find(hangs) else { return 0 };
    let form = batch.forms[range.start + mark].to_lowercase();
    labels.cases.iter().position(|c| **c == *form).unwrap_or(1)
}

fn levels(file: &Container<'_>) -> Result<ActLevels, ModelError> {
    let [act, argument] = file.f32("act_least", &[2])?[..] else { return Ok(ActLevels::default()) };
    let points = file.dims("act_calibration")?.first().copied().unwrap_or(0);
    let line = file.f32("act_calibration", &[points, 2])?;
    Ok(ActLevels { act, argument, calibration: line.chunks_exact(2).map(|p| (p[0], p[1])).collect() })
}

/// The place of the highest number, the first of equals.
fn highest(scores: &[f32]) -> Option<usize> {
    (0..scores.len()).reduce(|best, i| if scores[i] > scores[best] { i } else { best })
}

/// Scores to probabilities.
fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for x in scores.iter_mut() {
        *x = linalg::exp(*x - top);
        sum += *x;
    }
    scores.iter_mut().for_each(|x| *x /= sum);
}
