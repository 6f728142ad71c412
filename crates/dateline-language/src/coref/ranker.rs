//! The learnt ranker: of a mention's earlier candidates and "new" it takes the best.
//!
//! `training/coref.py` trains it and says how. A pair's score is a network of two layers over a sum: one row for each
//! value in the slots of the mention, of the candidate and of the pair, and, where words have vectors, a product of
//! both heads' vectors.

use super::document::{Document, genders};
use super::features::{self, MENTION, MentionValues, PAIR, Slot};
use super::mentions::Mention;
use super::words::{Class, Gender};
use crate::container::{Container, ModelError};
use crate::linalg::{Linear, relu};
use pulp::{Arch, Simd, WithSimd};
use std::ops::Range;

/// Taken from the score of being new for those that seldom are; see [`of_persons`].
const SELDOM_NEW: f32 = 4.0;
/// Mentions of which the parts that do not depend on the pair are worked out together.
const AT_ONCE: usize = 512;
/// Numbers of a sum that are carried together.
const BLOCK: usize = 32;

/// Weights, unpacked.
#[derive(Debug)]
pub struct Ranker {
    hidden: usize,
    /// Rows of a mention as the later one, as the earlier one, as one that is new; rows of a pair.
    anaphor: Table,
    antecedent: Table,
    new: Table,
    pair: Table,
    middle: Linear,
    out: Linear,
    new_out: Linear,
    vectors: Option<Vectors>,
}

/// Rows of numbers for the values of some slots, and what every sum of them begins with.
#[derive(Debug)]
struct Table {
    rows: Vec<i8>,
    scale: Vec<f32>,
    /// The first row of each slot.
    first: Vec<usize>,
    bias: Vec<f32>,
}

/// What is made of words' vectors.
#[derive(Debug)]
struct Vectors {
    width: usize,
    project: Linear,
    product: Linear,
    anaphor: Linear,
    antecedent: Linear,
    new: Linear,
}

impl Table {
    fn read(file: &Container<'_>, name: &str, slots: &[Slot], hidden: usize) -> Result<Self, ModelError> {
        let mut count = 0;
        let mut first = Vec::new();
        for (_, size) in slots {
            first.push(count);
            count += size;
        }
        let (bytes, scale) = file.i8(&format!("coref.{name}"), &[count, hidden])?;
        let rows = bytes.iter().map(|b| b.cast_signed()).collect();
        let bias = format!("coref.{name}.bias");
        let bias = if file.dims(&bias).is_ok() { file.f32(&bias, &[hidden])? } else { vec![0.0; hidden] };
        Ok(Self { rows, scale, first, bias })
    }

    /// The bias and the values' rows, in the slots' order.
    fn sum(&self, values: &[u16], x: &mut [f32]) {
        x.copy_from_slice(&self.bias);
        Arch::new().dispatch(Sum { table: self, values, x });
    }
}

struct Sum<'a> {
    table: &'a Table,
    values: &'a [u16],
    x: &'a mut [f32],
}

impl WithSimd for Sum<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let hidden = self.x.len();
        let table = self.table;
        let row = |(first, value): (&usize, &u16)| first + usize::from(*value);
        // Some numbers of the sum at a time, which then stay in registers while all rows pass by.
        let (blocks, rest) = self.x.as_chunks_mut::<BLOCK>();
        let done = blocks.len() * BLOCK;
        for (b, x) in blocks.iter_mut().enumerate() {
            let mut sum = *x;
            for row in table.first.iter().zip(self.values).map(row) {
                let scale = table.scale[row];
                let bytes = &table.rows[row * hidden + b * BLOCK..][..BLOCK];
                for i in 0..BLOCK {
                    sum[i] = f32::from(bytes[i]).mul_add(scale, sum[i]);
                }
            }
            *x = sum;
        }
        for row in table.first.iter().zip(self.values).map(row) {
            for (x, byte) in rest.iter_mut().zip(&table.rows[row * hidden + done..(row + 1) * hidden]) {
                *x = f32::from(*byte).mul_add(table.scale[row], *x);
            }
        }
    }
}

fn linear(file: &Container<'_>, name: &str, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
    let weight = file.f32(&format!("coref.{name}.weight"), &[outputs, inputs])?;
    let bias = format!("coref.{name}.bias");
    let bias = if file.dims(&bias).is_ok() { Some(file.f32(&bias, &[outputs])?) } else { None };
    Ok(Linear::new(inputs, outputs, &weight, bias.as_deref()))
}

impl Ranker {
    /// Takes the ranker out of a model file; `None` where the file has none.
    ///
    /// # Errors
    /// Where a tensor does not fit the others, or the slots are not those of this program.
    pub fn read(file: &Container<'_>) -> Result<Option<Self>, ModelError> {
        if file.dims("coref.slots").is_err() {
            return Ok(None);
        }
        let text = |all: &[Slot]| all.iter().map(|(n, s)| format!("{n}\t{s}")).collect::<Vec<_>>();
        let expected = [text(&MENTION), vec![String::new()], text(&PAIR)].concat();
        if file.lines("coref.slots")? != expected {
            return Err(ModelError::Misfit("its coreference was trained for other features".into()));
        }
        let last = |name: &str| file.dims(name).map(|d| d.last().copied().unwrap_or(0));
        let (hidden, second) = (last("coref.pair")?, last("coref.out.weight")?);
        if hidden == 0 || second == 0 {
            return Err(ModelError::Misfit("its coreference has layers of no width".into()));
        }
        let vectors = match file.dims("coref.project.weight") {
            Ok([project, width]) if *project > 0 && *width > 0 => Some(Vectors::read(file, *project, *width, hidden)?),
            _ => None,
        };
        Ok(Some(Self {
            hidden,
            anaphor: Table::read(file, "anaphor", &MENTION, hidden)?,
            antecedent: Table::read(file, "antecedent", &MENTION, hidden)?,
            new: Table::read(file, "new", &MENTION, hidden)?,
            pair: Table::read(file, "pair", &PAIR, hidden)?,
            middle: linear(file, "middle", hidden, second)?,
            out: linear(file, "out", second, 1)?,
            new_out: linear(file, "new_out", hidden, 1)?,
            vectors,
        }))
    }

    /// Numbers that a word's vector must have; `None` where the ranker knows no vectors.
    #[must_use]
    pub fn vector_width(&self) -> Option<usize> {
        self.vectors.as_ref().map(|v| v.width)
    }

    /// For each mention of a document the earlier one it is linked to.
    ///
    /// A ranker trained with vectors reads a view without them, or with others, as if all were zero: worse, but safely.
    #[must_use]
    pub fn links(&self, doc: &Document<'_>) -> Vec<Option<usize>> {
        let mut sides = Sides::default();
        let mut scratch = Scratch::default();
        let mut gender: Vec<Gender> = doc.mentions.iter().map(|m| m.gender).collect();
        let mut out = vec![None; doc.mentions.len()];
        for m in 0..out.len() {
            if m >= sides.end() {
                self.go_on(doc, &mut sides);
            }
            let candidates = doc.candidates(m);
            if candidates.is_empty() {
                continue;
            }
            self.score(doc, &sides, m, &candidates, &mut scratch);
            let mut best =
                (sides.is_new[m - sides.first] - if of_persons(&doc.mentions[m]) { SELDOM_NEW } else { 0.0 }, None);
            for (score, a) in scratch.scores.iter().zip(&candidates) {
                if *score > best.0 && !clash(gender[m], gender[*a]) {
                    best = (*score, Some(*a));
                }
            }
            out[m] = best.1;
            if let Some(a) = best.1
                && told(gender[a])
            {
                gender[m] = gender[a];
            }
        }
        out
    }

    /// Works out what the next mentions bring to their pairs by themselves; of those before, the last are kept.
    fn go_on(&self, doc: &Document<'_>, sides: &mut Sides) {
        let old = sides.end();
        let mentions = old..doc.mentions.len().min(old + AT_ONCE);
        let (n, h) = (mentions.len(), self.hidden);
        let mut out = Sides { anaphor: vec![0.0; n * h], antecedent: vec![0.0; n * h], ..Sides::default() };
        let mut new = vec![0.0; n * h];
        for (i, m) in mentions.clone().enumerate() {
            let values = features::mention(doc, m);
            let row = i * h..(i + 1) * h;
            self.anaphor.sum(&values, &mut out.anaphor[row.clone()]);
            self.antecedent.sum(&values, &mut out.antecedent[row.clone()]);
            self.new.sum(&values, &mut new[row]);
            sides.values.push(values);
        }
        if let Some(v) = &self.vectors {
            let heads = v.heads(doc, mentions);
            let mut more = Vec::new();
            for (linear, into) in
                [(&v.anaphor, &mut out.anaphor), (&v.antecedent, &mut out.antecedent), (&v.new, &mut new)]
            {
                linear.apply(&heads, &mut more);
                into.iter_mut().zip(&more).for_each(|(x, y)| *x += y);
            }
            v.project.apply(&heads, &mut out.projected);
        }
        relu(&mut new);
        self.new_out.apply(&new, &mut out.is_new);
        sides.follow(&out, h);
    }

    /// What an earlier mention brings to its pairs, into `row`, and its head's vector as it is multiplied.
    fn earlier(&self, doc: &Document<'_>, sides: &Sides, a: usize, row: &mut [f32], projected: &mut Vec<f32>) {
        let (h, width) = (self.hidden, self.vectors.as_ref().map_or(0, |v| v.project.outputs()));
        projected.clear();
        if let Some(i) = a.checked_sub(sides.first) {
            row.copy_from_slice(&sides.antecedent[i * h..][..h]);
            projected.extend_from_slice(&sides.projected[i * width..][..width]);
            return;
        }
        self.antecedent.sum(&sides.values[a], row);
        if let Some(v) = &self.vectors {
            let heads = v.heads(doc, a..a + 1);
            let mut more = Vec::new();
            v.antecedent.apply(&heads, &mut more);
            row.iter_mut().zip(&more).for_each(|(x, y)| *x += y);
            v.project.apply(&heads, projected);
        }
    }

    /// Scores of the candidates of `m`, into `scratch.scores`.
    fn score(&self, doc: &Document<'_>, sides: &Sides, m: usize, candidates: &[usize], s: &mut Scratch) {
        let h = self.hidden;
        s.rows.clear();
        s.rows.resize(candidates.len() * h, 0.0);
        for (values, row) in features::pairs(doc, m, candidates).iter().zip(s.rows.chunks_exact_mut(h)) {
            self.pair.sum(values, row);
        }
        let own = &sides.anaphor[(m - sides.first) * h..][..h];
        s.products.clear();
        s.others.clear();
        s.others.resize(candidates.len() * h, 0.0);
        for (a, other) in candidates.iter().zip(s.others.chunks_exact_mut(h)) {
            self.earlier(doc, sides, *a, other, &mut s.projected);
            let width = s.projected.len();
            let mine = &sides.projected[(m - sides.first) * width..][..width];
            s.products.extend(mine.iter().zip(&s.projected).map(|(x, y)| x * y));
        }
        if let Some(v) = &self.vectors {
            v.product.apply(&s.products, &mut s.more);
            s.rows.iter_mut().zip(&s.more).for_each(|(x, y)| *x += y);
        }
        for (other, row) in s.others.chunks_exact(h).zip(s.rows.chunks_exact_mut(h)) {
            row.iter_mut().zip(own.iter().zip(other)).for_each(|(x, (p, q))| *x += p + q);
        }
        relu(&mut s.rows);
        self.middle.apply(&s.rows, &mut s.second);
        relu(&mut s.second);
        self.out.apply(&s.second, &mut s.scores);
    }
}

impl Vectors {
    fn read(file: &Container<'_>, project: usize, width: usize, hidden: usize) -> Result<Self, ModelError> {
        Ok(Self {
            width,
            project: linear(file, "project", width, project)?,
            product: linear(file, "product", project, hidden)?,
            anaphor: linear(file, "to_anaphor", width, hidden)?,
            antecedent: linear(file, "to_antecedent", width, hidden)?,
            new: linear(file, "to_new", width, hidden)?,
        })
    }

    /// The vectors of some mentions' heads.
    fn heads(&self, doc: &Document<'_>, mentions: Range<usize>) -> Vec<f32> {
        let fits = doc.view.vector_width() == self.width;
        let mut out = Vec::with_capacity(mentions.len() * self.width);
        for m in &doc.mentions[mentions] {
            if fits {
                out.extend_from_slice(&doc.view.vectors[m.head * self.width..][..self.width]);
            } else {
                out.resize(out.len() + self.width, 0.0);
            }
        }
        out
    }
}

/// Whether a mention is a personal pronoun of the third person but "it", which hardly ever begins a chain.
fn of_persons(m: &Mention) -> bool {
    let demonstrative = |class| matches!(class, Class::Near | Class::Far | Class::Indefinite);
    m.pronoun().is_some_and(|p| p.person == 3 && p.gender != Gender::Thing && !demonstrative(p.class))
}

/// Parts of the sums that do not depend on the pair, of a stretch of mentions: a long report has many, and a mention's
/// candidates are mostly near it.
#[derive(Default)]
struct Sides {
    /// The first mention of the stretch.
    first: usize,
    anaphor: Vec<f32>,
    antecedent: Vec<f32>,
    is_new: Vec<f32>,
    projected: Vec<f32>,
    /// The values of all mentions up to the end of the stretch.
    values: Vec<MentionValues>,
}

impl Sides {
    /// One past the last mention of the stretch.
    fn end(&self) -> usize {
        self.first + self.is_new.len()
    }

    /// Goes on to the mentions behind, `h` numbers each in a row; of those before, as many are kept.
    fn follow(&mut self, next: &Sides, h: usize) {
        let kept = self.is_new.len().min(AT_ONCE);
        let gone = self.is_new.len() - kept;
        let width = self.projected.len().checked_div(self.is_new.len()).unwrap_or(0);
        let slide = |all: &mut Vec<f32>, more: &[f32], each: usize| {
            all.drain(..gone * each);
            all.extend_from_slice(more);
        };
        slide(&mut self.anaphor, &next.anaphor, h);
        slide(&mut self.antecedent, &next.antecedent, h);
        slide(&mut self.projected, &next.projected, width);
        slide(&mut self.is_new, &next.is_new, 1);
        self.first += gone;
    }
}

/// Buffers reused from mention to mention.
#[derive(Default)]
struct Scratch {
    rows: Vec<f32>,
    others: Vec<f32>,
    projected: Vec<f32>,
    products: Vec<f32>,
    more: Vec<f32>,
    second: Vec<f32>,
    scores: Vec<f32>,
}

fn told(gender: Gender) -> bool {
    matches!(gender, Gender::Male | Gender::Female)
}

/// No chain has both a man's and a woman's words in it.
fn clash(a: Gender, b: Gender) -> bool {
    told(a) && told(b) && !genders(a, b)
}
