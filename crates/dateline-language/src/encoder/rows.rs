//! What happens to the numbers of a row: normalisation, the activation, and their rounding to bytes.
//!
//! Sums run in sixteen interleaved parts that are folded in one order, whatever the registers are; [`crate::linalg`]
//! says what else makes every machine give the same bytes.

use crate::container::Table;
use crate::linalg;
use pulp::{Simd, WithSimd};
use std::ops::Range;

/// Inputs are filled up to a multiple of this with zeros.
pub(super) const BLOCK: usize = 8;
/// The largest activation.
pub(super) const LEVELS: u8 = 127;
/// Parts of a sum.
const PARTS: usize = 16;
/// Adding it to a number below 2²² rounds that to a whole one, which is then in the low bits.
const MAGIC: f32 = 12_582_912.0;
/// A row whose numbers lie closer together than this counts as zeros: its scale would not be a number.
const LEAST: f32 = 1e-30;
const EPSILON: f32 = 1e-12;

/// Rows of numbers as bytes, each with its own scale and zero.
#[derive(Debug, Default)]
pub(super) struct Quantised {
    width: usize,
    blocks: Vec<[u8; BLOCK]>,
    scales: Vec<(f32, i32)>,
}

impl Quantised {
    /// Makes room for `count` rows of `width`, whose content is left open.
    pub(super) fn resize(&mut self, count: usize, width: usize) {
        if self.width != width {
            // What fills up the rows must be zero.
            self.blocks.clear();
        }
        self.width = width;
        self.blocks.resize(count * width.div_ceil(BLOCK), [0; BLOCK]);
        self.scales.resize(count, (0.0, 0));
    }

    /// Takes over some rows of another.
    pub(super) fn copy(&mut self, from: &Self, rows: Range<usize>) {
        let blocks = from.width.div_ceil(BLOCK);
        self.width = from.width;
        self.blocks.clear();
        self.blocks.extend_from_slice(&from.blocks[rows.start * blocks..rows.end * blocks]);
        self.scales.clear();
        self.scales.extend_from_slice(&from.scales[rows]);
    }

    /// How many rows there are.
    pub(super) fn count(&self) -> usize {
        self.scales.len()
    }

    /// Numbers a row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// A row's bytes, filled up with zeros.
    #[inline(always)]
    pub(super) fn row(&self, row: usize) -> &[[u8; BLOCK]] {
        let blocks = self.width.div_ceil(BLOCK);
        &self.blocks[row * blocks..][..blocks]
    }

    /// A row's scale, and the byte that stands for 0.
    #[inline(always)]
    pub(super) fn scale(&self, row: usize) -> (f32, i32) {
        self.scales[row]
    }

    #[inline(always)]
    fn set(&mut self, row: usize, values: &[f32]) {
        let blocks = self.width.div_ceil(BLOCK);
        let bytes = self.blocks[row * blocks..][..blocks].as_flattened_mut();
        self.scales[row] = quantise(values, bytes);
    }
}

/// Rounds rows, as many as `to` has room for.
pub(super) struct Fill<'a> {
    pub(super) rows: &'a [f32],
    pub(super) to: &'a mut Quantised,
}

impl WithSimd for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (r, row) in self.rows.chunks_exact(self.to.width).enumerate() {
            self.to.set(r, row);
        }
    }
}

/// Rounds a row to bytes between its least and its greatest number, 0 among them; gives the scale and the zero.
#[inline(always)]
fn quantise(values: &[f32], bytes: &mut [u8]) -> (f32, i32) {
    let (mut low, mut high) = ([0.0f32; PARTS], [0.0f32; PARTS]);
    let (parts, rest) = values.as_chunks::<PARTS>();
    for part in parts {
        for i in 0..PARTS {
            low[i] = if part[i] < low[i] { part[i] } else { low[i] };
            high[i] = if part[i] > high[i] { part[i] } else { high[i] };
        }
    }
    let low = low.iter().chain(rest).fold(0.0f32, |a, b| if *b < a { *b } else { a });
    let high = high.iter().chain(rest).fold(0.0f32, |a, b| if *b > a { *b } else { a });
    let range = high - low;
    if !(range > LEAST && range.is_finite()) {
        bytes.fill(0);
        return (0.0, 0);
    }
    let top = f32::from(LEVELS);
    let inverse = top / range;
    let zero = low.mul_add(-inverse, MAGIC) - MAGIC;
    for (byte, value) in bytes.iter_mut().zip(values) {
        let level = value.mul_add(inverse, zero);
        let level = if level > 0.0 { level } else { 0.0 };
        let level = if level < top { level } else { top };
        *byte = (level + MAGIC).to_bits() as u8;
    }
    (range / top, zero as i32)
}

/// The Gaussian error unit in its tanh form, written with the logistic function.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let cubic = (x * x * x).mul_add(0.044_715, x);
    x * linalg::sigmoid(2.0 * 0.797_884_6 * cubic)
}

/// The sum in sixteen parts, the parts folded in halves.
#[inline(always)]
fn sum(values: &[f32], term: impl Fn(f32, f32) -> f32) -> f32 {
    let mut sums = [0.0f32; PARTS];
    let (parts, rest) = values.as_chunks::<PARTS>();
    for part in parts {
        for i in 0..PARTS {
            sums[i] = term(part[i], sums[i]);
        }
    }
    for (sum, value) in sums.iter_mut().zip(rest) {
        *sum = term(*value, *sum);
    }
    fold(sums)
}

/// Sixteen parts of a sum, added up in halves.
#[inline(always)]
pub(super) fn fold(mut sums: [f32; PARTS]) -> f32 {
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            sums[i] += sums[i + half];
        }
    }
    sums[0]
}

/// Weight and bias of a normalisation.
#[derive(Clone, Debug)]
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

impl Norm {
    /// Makes the row's mean 0 and its deviation 1, then applies weight and bias.
    #[inline(always)]
    fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = sum(row, |x, s| s + x) / count;
        let variance = sum(row, |x, s| (x - mean).mul_add(x - mean, s)) / count;
        let inverse = 1.0 / (variance + EPSILON).sqrt();
        for ((x, w), b) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *x = ((*x - mean) * inverse).mul_add(*w, *b);
        }
    }
}

/// The end of one half of a layer: `x = norm(x + add)`, rounded into `to`; and `total += share * x` where asked.
pub(super) struct Close<'a> {
    pub(super) x: &'a mut [f32],
    pub(super) add: &'a [f32],
    pub(super) norm: &'a Norm,
    pub(super) to: &'a mut Quantised,
    pub(super) total: Option<(&'a mut [f32], f32)>,
}

impl WithSimd for Close<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        let width = self.norm.weight.len();
        for (r, (x, add)) in self.x.chunks_exact_mut(width).zip(self.add.chunks_exact(width)).enumerate() {
            for (x, a) in x.iter_mut().zip(add) {
                *x += a;
            }
            self.norm.apply(x);
            self.to.set(r, x);
            if let Some((total, share)) = &mut self.total {
                for (t, x) in total[r * width..][..width].iter_mut().zip(x) {
                    *t = x.mul_add(*share, *t);
                }
            }
        }
    }
}

/// The rows whose sum a piece begins as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Id {
    pub(super) piece: u32,
    pub(super) position: u32,
    pub(super) kind: u16,
}

/// The first rows of all: pieces and positions added up, normalised and rounded.
pub(super) struct Open<'a> {
    pub(super) pieces: &'a Table,
    pub(super) positions: &'a Table,
    pub(super) norm: &'a Norm,
    /// A row for each way a word may be written; see [`super::kind`].
    pub(super) written: &'a [f32],
    pub(super) ids: &'a [Id],
    pub(super) x: &'a mut [f32],
    pub(super) to: &'a mut Quantised,
}

impl WithSimd for Open<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let width = self.norm.weight.len();
        for (r, (x, id)) in self.x.chunks_exact_mut(width).zip(self.ids).enumerate() {
            let (piece, position) = (id.piece as usize, id.position as usize);
            let (p, q) = (self.pieces.scale[piece], self.positions.scale[position]);
            let pieces = &self.pieces.rows[piece * width..][..width];
            let positions = &self.positions.rows[position * width..][..width];
            let written = &self.written[usize::from(id.kind) * width..][..width];
            for (((x, a), b), c) in x.iter_mut().zip(pieces).zip(positions).zip(written) {
                *x = f32::from(*a).mul_add(p, f32::from(*b).mul_add(q, *c));
            }
            self.norm.apply(x);
            self.to.set(r, x);
        }
    }
}
