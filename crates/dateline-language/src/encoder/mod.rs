//! The sentence encoder: pieces through a transformer to a vector a word. `training/encoder.py` is its twin.
//!
//! Weights are bytes, and rows are rounded to bytes before every product with weights; what lies between the products,
//! attention among it, runs in `f32`. All pieces of some sentences lie one after the other, without gaps, and pass
//! through every product together; only attention knows where a sentence ends. What a word gets depends on nothing
//! outside its sentence, and on no choice of instructions.

mod attention;
mod kernel;
mod pieces;
mod rows;
#[cfg(test)]
mod tests;

pub use kernel::Kernel;

use crate::container::{Container, ModelError, Table};
use crate::features;
use attention::{Attention, Buffers};
use kernel::Weights;
use pieces::Pieces;
use rows::{Close, Id, Norm, Open, Quantised};
use std::ops::Range;

/// Pieces that pass through the layers together: enough that weights are fetched seldom, few enough for the cache.
const TOGETHER: usize = 320;
/// Of these, the rows between the two products of a layer's second half, which are wide.
const SLICE: usize = 96;

/// Weights, packed for one kernel.
#[derive(Debug)]
pub struct Encoder {
    kernel: Kernel,
    width: usize,
    heads: usize,
    pieces: Pieces,
    piece: Table,
    position: Table,
    /// A row for each [`kind`] of word.
    written: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    mix: Vec<f32>,
}

#[derive(Debug)]
struct Layer {
    qkv: Weights,
    out: Weights,
    norm1: Norm,
    up: Weights,
    down: Weights,
    norm2: Norm,
}

/// Buffers reused from batch to batch.
#[derive(Debug, Default)]
pub struct Scratch {
    text: String,
    word: Vec<u32>,
    kinds: Vec<u16>,
    sentence: Vec<(Range<usize>, usize)>,
    batch: Batch,
    x: Vec<f32>,
    total: Vec<f32>,
    qkv: Vec<f32>,
    mixed: Vec<f32>,
    add: Vec<f32>,
    inner: Vec<f32>,
    part: Vec<f32>,
    row: Quantised,
    slice: Quantised,
    wide: Quantised,
    attention: Buffers,
}

/// What has just been done, for those who measure where the time goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Pieces were found.
    Pieces,
    /// A product with weights, the activation within it.
    Products,
    /// Attention.
    Attention,
    /// Sums, normalisation and rounding.
    Rows,
}

/// Sentences, or parts of very long ones, that pass through the layers together.
#[derive(Debug, Default)]
struct Batch {
    ids: Vec<Id>,
    /// Rows of each window.
    windows: Vec<Range<usize>>,
    /// Which word it is, and its rows.
    words: Vec<(usize, Range<usize>)>,
}

/// How a word is written and which name lists have it, as one number: the pieces are blind to both.
///
/// 0 is what the marks around a sentence have.
fn kind(form: &str, listed: u8) -> u16 {
    u16::from(features::case(form)) * LISTS as u16 + u16::from(listed)
}

/// Rows of the table of name lists: six flags.
pub(crate) const LISTS: usize = 64;

fn misfit(what: &str) -> ModelError {
    ModelError::Misfit(what.into())
}

/// A tensor's two dimensions, neither of them 0.
fn matrix(file: &Container<'_>, name: &str) -> Result<[usize; 2], ModelError> {
    match *file.dims(name)? {
        [rows, width] if rows > 0 && width > 0 => Ok([rows, width]),
        _ => Err(ModelError::Misfit(format!("tensor {name:?} is not a matrix"))),
    }
}

/// What reads the parts of a model file.
struct Reader<'a, 'b> {
    file: &'a Container<'b>,
    kernel: Kernel,
    width: usize,
}

impl Reader<'_, '_> {
    fn weights(&self, name: &str, inputs: usize, outputs: usize) -> Result<Weights, ModelError> {
        let (bytes, scale) = self.file.i8(&format!("{name}.weight"), &[outputs, inputs])?;
        let bias = self.file.f32(&format!("{name}.bias"), &[outputs])?;
        Ok(Weights::new(self.kernel, inputs, bytes, &scale, &bias))
    }

    fn norm(&self, name: &str) -> Result<Norm, ModelError> {
        let weight = self.file.f32(&format!("{name}.weight"), &[self.width])?;
        Ok(Norm { weight, bias: self.file.f32(&format!("{name}.bias"), &[self.width])? })
    }

    /// The sum of the two tables for every [`kind`].
    fn written(&self) -> Result<Vec<f32>, ModelError> {
        let cases = self.file.table("encoder.case", features::CASES, self.width)?;
        let lists = self.file.table("encoder.listed", LISTS, self.width)?;
        let row = |t: &Table, i: usize| -> Vec<f32> {
            t.rows[i * self.width..][..self.width].iter().map(|x| f32::from(*x) * t.scale[i]).collect()
        };
        let both = |case: usize, list: usize| row(&cases, case).into_iter().zip(row(&lists, list)).map(|(a, b)| a + b);
        Ok((0..features::CASES * LISTS).flat_map(|kind| both(kind / LISTS, kind % LISTS)).collect())
    }

    fn layer(&self, i: usize) -> Result<Layer, ModelError> {
        let [inner, _] = matrix(self.file, &format!("encoder.{i}.up.weight"))?;
        let name = |part: &str| format!("encoder.{i}.{part}");
        if inner > kernel::MOST_INPUTS {
            return Err(misfit("the encoder's layers are too wide"));
        }
        Ok(Layer {
            qkv: self.weights(&name("qkv"), self.width, 3 * self.width)?,
            out: self.weights(&name("out"), self.width, self.width)?,
            norm1: self.norm(&name("norm1"))?,
            up: self.weights(&name("up"), self.width, inner)?,
            down: self.weights(&name("down"), inner, self.width)?,
            norm2: self.norm(&name("norm2"))?,
        })
    }
}

impl Encoder {
    /// Takes the encoder's tensors out of a model file; `None` where it has no `encoder.piece`.
    ///
    /// # Errors
    /// Where a tensor is absent or does not fit the others.
    pub fn read(file: &Container<'_>) -> Result<Option<Self>, ModelError> {
        Self::read_for(file, Kernel::chosen())
    }

    /// As [`Encoder::read`], for this kernel, or the best below it that the machine has.
    ///
    /// # Errors
    /// As [`Encoder::read`].
    pub fn read_for(file: &Container<'_>, kernel: Kernel) -> Result<Option<Self>, ModelError> {
        if file.dims("encoder.piece").is_err() {
            return Ok(None);
        }
        let kernel = kernel.or_below();
        let [count, width] = matrix(file, "encoder.piece")?;
        let [positions, _] = matrix(file, "encoder.position")?;
        let pieces = Pieces::read(file)?;
        if pieces.count() != count {
            return Err(misfit("the pieces do not fit their table"));
        }
        if positions < 3 || width > kernel::MOST_INPUTS {
            return Err(misfit("the encoder has too few positions or is too wide"));
        }
        let heads = file.f32("encoder.heads", &[1])?[0];
        if heads < 1.0 || heads.fract() != 0.0 || width % heads as usize != 0 {
            return Err(misfit("the encoder's heads do not divide its width"));
        }
        let [layers] = *file.dims("encoder.mix")? else {
            return Err(misfit("the encoder's mix is not a row of numbers"));
        };
        if file.dims(&format!("encoder.{layers}.up.weight")).is_ok() {
            return Err(misfit("the encoder has more layers than shares in its mix"));
        }
        let reader = Reader { file, kernel, width };
        let written = reader.written()?;
        Ok(Some(Self {
            kernel,
            width,
            heads: heads as usize,
            pieces,
            piece: file.table("encoder.piece", count, width)?,
            position: file.table("encoder.position", positions, width)?,
            written,
            norm: reader.norm("encoder.norm")?,
            layers: (0..layers).map(|i| reader.layer(i)).collect::<Result<_, _>>()?,
            mix: file.f32("encoder.mix", &[layers])?,
        }))
    }

    /// Numbers a word.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The kernel its weights are packed for.
    #[must_use]
    pub fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// Adds the pieces of a word to `out`.
    pub fn pieces_of(&self, form: &str, out: &mut Vec<u32>) {
        self.pieces.of(form, &mut String::new(), out);
    }

    /// Gives every word the mean over its pieces: `forms.len() * width` numbers in `out`.
    ///
    /// `listed` says for each form which name lists have it (six flags), `sentences` are ranges over `forms`; a word in
    /// none of them gets zeros.
    pub fn encode(
        &self,
        forms: &[&str],
        listed: &[u8],
        sentences: &[Range<usize>],
        s: &mut Scratch,
        out: &mut Vec<f32>,
    ) {
        self.encode_watched(forms, listed, sentences, s, out, &mut |_| ());
    }

    /// As [`Encoder::encode`]; `watch` is told whenever a part of the work is done.
    pub fn encode_watched(
        &self,
        forms: &[&str],
        listed: &[u8],
        sentences: &[Range<usize>],
        s: &mut Scratch,
        out: &mut Vec<f32>,
        watch: &mut dyn FnMut(Part),
    ) {
        s.kinds.clear();
        s.kinds.extend(forms.iter().zip(listed).map(|(form, listed)| kind(form, *listed % LISTS as u8)));
        out.clear();
        out.resize(forms.len() * self.width, 0.0);
        s.batch.clear();
        for range in sentences {
            self.cut(forms, range, s);
            let mut first = 0;
            while first < s.sentence.len() {
                first = self.window(s, first);
                if s.batch.ids.len() >= TOGETHER {
                    watch(Part::Pieces);
                    self.run(s, out, watch);
                }
            }
        }
        watch(Part::Pieces);
        self.run(s, out, watch);
    }

    /// Puts the pieces of a sentence into `s.word`, and into `s.sentence` where each word's lie.
    fn cut(&self, forms: &[&str], range: &Range<usize>, s: &mut Scratch) {
        s.word.clear();
        s.sentence.clear();
        for word in range.clone() {
            let start = s.word.len();
            self.pieces.of(forms[word], &mut s.text, &mut s.word);
            s.word.truncate(start + self.room());
            s.sentence.push((start..s.word.len(), word));
        }
    }

    /// Pieces of a window, without the two marks.
    fn room(&self) -> usize {
        self.position.scale.len() - 2
    }

    /// Adds a window to the batch, from word `first` of the sentence on; gives the word after it.
    ///
    /// The pieces that are left are shared out evenly among as few windows as can hold them.
    fn window(&self, s: &mut Scratch, first: usize) -> usize {
        let start = s.sentence[first].0.start;
        let left = s.word.len() - start;
        let fair = left.div_ceil(left.div_ceil(self.room()));
        let row = s.batch.ids.len();
        let fits =
            |(pieces, _): &&(Range<usize>, usize)| pieces.start - start < fair && pieces.end - start <= self.room();
        let count = s.sentence[first..].iter().take_while(fits).count();
        let end = s.sentence[first + count - 1].0.end;
        let words = &s.sentence[first..first + count];
        let kinds = words.iter().flat_map(|(r, word)| std::iter::repeat_n(s.kinds[*word], r.len()));
        let inner = s.word[start..end].iter().copied().zip(kinds);
        let marked = std::iter::once((self.pieces.open, 0)).chain(inner).chain([(self.pieces.close, 0)]);
        s.batch.ids.extend(marked.zip(0..).map(|((piece, kind), position)| Id { piece, position, kind }));
        s.batch.windows.push(row..s.batch.ids.len());
        let rows = |r: &Range<usize>| row + 1 + r.start - start..row + 1 + r.end - start;
        s.batch.words.extend(s.sentence[first..first + count].iter().map(|(r, word)| (*word, rows(r))));
        first + count
    }

    /// Passes the batch through the layers, writes its words, and empties it.
    fn run(&self, s: &mut Scratch, out: &mut [f32], watch: &mut dyn FnMut(Part)) {
        if s.batch.ids.is_empty() {
            return;
        }
        let (count, w) = (s.batch.ids.len(), self.width);
        s.x.resize(count * w, 0.0);
        s.total.clear();
        s.total.resize(count * w, 0.0);
        s.row.resize(count, w);
        self.kernel.run(Open {
            pieces: &self.piece,
            positions: &self.position,
            written: &self.written,
            norm: &self.norm,
            ids: &s.batch.ids,
            x: &mut s.x,
            to: &mut s.row,
        });
        watch(Part::Rows);
        for (layer, share) in self.layers.iter().zip(&self.mix) {
            self.attend(layer, s, watch);
            self.widen(layer, *share, s, watch);
        }
        for (word, rows) in &s.batch.words {
            let to = &mut out[word * w..][..w];
            let share = 1.0 / rows.len() as f32;
            for row in s.total[rows.start * w..rows.end * w].chunks_exact(w) {
                for (to, x) in to.iter_mut().zip(row) {
                    *to += x;
                }
            }
            to.iter_mut().for_each(|x| *x *= share);
        }
        s.batch.clear();
    }

    /// The first half of a layer: from `s.row` to `s.row`, `s.x` beside it.
    fn attend(&self, layer: &Layer, s: &mut Scratch, watch: &mut dyn FnMut(Part)) {
        let w = self.width;
        layer.qkv.apply(&s.row, false, &mut s.qkv);
        watch(Part::Products);
        s.mixed.resize(s.x.len(), 0.0);
        for window in &s.batch.windows {
            let (heads, qkv) = (self.heads, &s.qkv[window.start * 3 * w..window.end * 3 * w]);
            let out = &mut s.mixed[window.start * w..window.end * w];
            let buffers = &mut s.attention;
            // As many queries at once as there are registers for.
            if self.kernel == Kernel::Vnni {
                self.kernel.run(Attention::<8> { heads, width: w, qkv, out, buffers });
            } else {
                self.kernel.run(Attention::<6> { heads, width: w, qkv, out, buffers });
            }
        }
        watch(Part::Attention);
        self.kernel.round(&s.mixed, w, &mut s.row);
        watch(Part::Rows);
        layer.out.apply(&s.row, false, &mut s.add);
        watch(Part::Products);
        self.kernel.run(Close { x: &mut s.x, add: &s.add, norm: &layer.norm1, to: &mut s.row, total: None });
        watch(Part::Rows);
    }

    /// The second half, some rows at a time.
    fn widen(&self, layer: &Layer, share: f32, s: &mut Scratch, watch: &mut dyn FnMut(Part)) {
        let w = self.width;
        let count = s.x.len() / w;
        s.add.clear();
        for first in (0..count).step_by(SLICE) {
            s.slice.copy(&s.row, first..(first + SLICE).min(count));
            layer.up.apply(&s.slice, true, &mut s.inner);
            watch(Part::Products);
            self.kernel.round(&s.inner, layer.up.outputs(), &mut s.wide);
            watch(Part::Rows);
            layer.down.apply(&s.wide, false, &mut s.part);
            s.add.extend_from_slice(&s.part);
            watch(Part::Products);
        }
        let total = Some((&mut s.total[..], share));
        self.kernel.run(Close { x: &mut s.x, add: &s.add, norm: &layer.norm2, to: &mut s.row, total });
        watch(Part::Rows);
    }
}

impl Batch {
    fn clear(&mut self) {
        self.ids.clear();
        self.windows.clear();
        self.words.clear();
    }
}
