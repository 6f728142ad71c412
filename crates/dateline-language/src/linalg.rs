//! Matrix products and element-wise functions whose result is the same on every machine.
//!
//! Sums run in one fixed order: a product adds along its inner dimension one step after the other, and vector lanes
//! only ever hold *different* outputs. Every step is a fused multiply-add, which IEEE 754 rounds in one way, whether
//! the machine has an instruction for it or not. So wider registers make it faster and never different. The code is
//! plain safe Rust; `pulp` compiles it for the widest instruction set and picks at run time.

use pulp::{Arch, Simd, WithSimd};

/// Columns of an output tile: two AVX registers.
const TILE: usize = 16;
/// Rows of an output tile: with two registers each they leave room for the operands.
const ROWS: usize = 6;

/// A weight matrix `[inputs x outputs]` and bias, packed in panels of sixteen outputs.
#[derive(Debug, Clone)]
pub struct Linear {
    inputs: usize,
    outputs: usize,
    panels: Vec<[f32; TILE]>,
    bias: Vec<[f32; TILE]>,
}

impl Linear {
    /// Packs `weight`, given row by row with one row an *output* (as PyTorch keeps it), and `bias` (or none).
    ///
    /// # Panics
    /// Where the sizes do not agree; the model loader has checked them.
    #[must_use]
    pub fn new(inputs: usize, outputs: usize, weight: &[f32], bias: Option<&[f32]>) -> Self {
        assert_eq!(weight.len(), inputs * outputs, "weight");
        let count = outputs.div_ceil(TILE);
        let mut panels = vec![[0.0; TILE]; count * inputs];
        let mut packed_bias = vec![[0.0; TILE]; count];
        for out in 0..outputs {
            for k in 0..inputs {
                panels[out / TILE * inputs + k][out % TILE] = weight[out * inputs + k];
            }
            packed_bias[out / TILE][out % TILE] = bias.map_or(0.0, |b| b[out]);
        }
        Self { inputs, outputs, panels, bias: packed_bias }
    }

    /// Numbers in.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Numbers out.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// `out = rows · weight + bias`, where `rows` holds `rows.len() / inputs` rows; `out` is resized to fit.
    pub fn apply(&self, rows: &[f32], out: &mut Vec<f32>) {
        let count = rows.len() / self.inputs.max(1);
        out.clear();
        out.resize(count * self.outputs, 0.0);
        Arch::new().dispatch(Product { linear: self, rows, count, out });
    }
}

/// A product as `pulp` wants it: a value whose method it compiles once for each instruction set. (A closure would not
/// do: its shim is a function of its own, compiled without the wide instructions.)
struct Product<'a> {
    linear: &'a Linear,
    rows: &'a [f32],
    count: usize,
    out: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        product(self.linear, self.rows, self.count, self.out);
    }
}

/// Packs `rows` (each of `width`) as the weights of a product: `apply` then gives every row's dot product with them.
#[must_use]
pub fn as_columns(rows: &[f32], width: usize) -> Linear {
    Linear::new(width, rows.len() / width.max(1), rows, None)
}

#[inline(always)]
fn product(linear: &Linear, rows: &[f32], count: usize, out: &mut [f32]) {
    let inputs = linear.inputs;
    let blocks = interleave(rows, inputs, count);
    // Panel by panel: its weights stay in the first-level cache while all rows pass by.
    for (p, panel) in linear.panels.chunks_exact(inputs.max(1)).enumerate() {
        let first = p * TILE;
        let width = TILE.min(linear.outputs - first);
        for (b, block) in blocks.chunks_exact(inputs.max(1)).enumerate() {
            let sum = tile(panel, block, linear.bias[p]);
            for (r, sum) in sum.iter().enumerate().take(count - b * ROWS) {
                let start = (b * ROWS + r) * linear.outputs + first;
                out[start..start + width].copy_from_slice(&sum[..width]);
            }
        }
    }
}

/// Rows in blocks of six, the six numbers of a column side by side; the last block is filled up with zeros.
#[inline(always)]
fn interleave(rows: &[f32], inputs: usize, count: usize) -> Vec<[f32; ROWS]> {
    let mut blocks = vec![[0.0; ROWS]; count.div_ceil(ROWS) * inputs];
    for (r, row) in rows.chunks_exact(inputs.max(1)).enumerate() {
        for (column, x) in blocks[r / ROWS * inputs..][..inputs].iter_mut().zip(row) {
            column[r % ROWS] = *x;
        }
    }
    blocks
}

#[inline(always)]
fn tile(panel: &[[f32; TILE]], block: &[[f32; ROWS]], bias: [f32; TILE]) -> [[f32; TILE]; ROWS] {
    let mut sum = [bias; ROWS];
    for (weights, column) in panel.iter().zip(block) {
        for r in 0..ROWS {
            for lane in 0..TILE {
                sum[r][lane] = column[r].mul_add(weights[lane], sum[r][lane]);
            }
        }
    }
    sum
}

/// `max(0, x)` in place.
pub fn relu(values: &mut [f32]) {
    for v in values {
        *v = v.max(0.0);
    }
}

/// `e^x` for finite `x`, by range reduction and a polynomial (Cephes' `expf`); relative error below 2⁻²².
///
/// Not the platform's `exp`, whose last bit differs between C libraries.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    const MAGIC: f32 = 12_582_912.0; // 1.5 * 2^23: adding it rounds to an integer and leaves that in the low bits
    let x = x.clamp(-87.0, 87.0);
    let shifted = x.mul_add(std::f32::consts::LOG2_E, MAGIC);
    let n = shifted - MAGIC;
    let r = n.mul_add(-0.693_359_4, x);
    let r = n.mul_add(2.121_944_4e-4, r);
    let mut p = 1.987_569_1e-4_f32;
    p = p.mul_add(r, 1.398_2e-3);
    p = p.mul_add(r, 8.333_452e-3);
    p = p.mul_add(r, 4.166_579_6e-2);
    p = p.mul_add(r, 0.166_666_65);
    p = p.mul_add(r, 0.5);
    let p = (p * r).mul_add(r, r) + 1.0;
    p * f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23))
}

/// The natural logarithm of `x` above 0, to the last bit of a float: by range reduction and the series of the inverse
/// hyperbolic tangent, in double precision.
///
/// Not the platform's, as with [`exp`].
#[must_use]
pub fn ln(x: f32) -> f32 {
    let bits = f64::from(x).to_bits();
    let (mut exponent, mut mantissa) =
        ((bits >> 52) as f64 - 1023.0, f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000));
    if mantissa > std::f64::consts::SQRT_2 {
        (exponent, mantissa) = (exponent + 1.0, mantissa / 2.0);
    }
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let series = (1..=8).rev().fold(0.0f64, |sum, n| (sum * s).mul_add(s, 1.0 / f64::from(2 * n - 1)));
    exponent.mul_add(std::f64::consts::LN_2, 2.0 * s * series) as f32
}

/// The logistic function.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The hyperbolic tangent.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    (2.0 * sigmoid(2.0 * x)) - 1.0
}

/// Channels of a recurrence that are carried together.
pub const LANES: usize = 16;

/// One recurrent layer over one sentence, in place: gates, the scans in both directions, the highway.
///
/// `x` holds the sentence's rows of `width`, `gates` its rows of `3 * width`: candidate, forget gate, output gate. The
/// lower half of the channels runs left to right, the upper half right to left.
pub fn recur(x: &mut [f32], gates: &[f32], width: usize) {
    Arch::new().dispatch(Recurrence { x, gates, width });
}

struct Recurrence<'a> {
    x: &'a mut [f32],
    gates: &'a [f32],
    width: usize,
}

impl WithSimd for Recurrence<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (width, count) = (self.width, self.x.len() / self.width.max(1));
        for first in (0..width).step_by(LANES) {
            let mut state = [0.0f32; LANES];
            for step in 0..count {
                let t = if first < width / 2 { step } else { count - 1 - step };
                let z = &self.gates[t * 3 * width + first..][..LANES];
                let f = &self.gates[(t * 3 + 1) * width + first..][..LANES];
                let r = &self.gates[(t * 3 + 2) * width + first..][..LANES];
                let x = &mut self.x[t * width + first..][..LANES];
                for i in 0..LANES {
                    let forget = sigmoid(f[i]);
                    state[i] = forget.mul_add(state[i], (1.0 - forget) * z[i]);
                    let keep = sigmoid(r[i]);
                    x[i] = keep.mul_add(tanh(state[i]), (1.0 - keep) * x[i]);
                }
            }
        }
    }
}

/// `sum += row * scale` over bytes of a table.
pub fn add_scaled(sum: &mut [f32], row: &[i8], scale: f32) {
    Arch::new().dispatch(AddScaled { sum, row, scale });
}

struct AddScaled<'a> {
    sum: &'a mut [f32],
    row: &'a [i8],
    scale: f32,
}

impl WithSimd for AddScaled<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (x, b) in self.sum.iter_mut().zip(self.row) {
            *x = f32::from(*b).mul_add(self.scale, *x);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_the_textbook_sum_to_the_last_bit() {
        let (inputs, outputs, count) = (37, 41, 11);
        let noise = |n: usize| (0..n).map(|i| ((i * 2_654_435_761) % 1000) as f32 / 500.0 - 1.0).collect::<Vec<_>>();
        let (weight, bias, rows) = (noise(inputs * outputs), noise(outputs), noise(inputs * count));
        let mut out = Vec::new();
        Linear::new(inputs, outputs, &weight, Some(&bias)).apply(&rows, &mut out);
        for r in 0..count {
            for o in 0..outputs {
                let want = (0..inputs).fold(bias[o], |s, k| rows[r * inputs + k].mul_add(weight[o * inputs + k], s));
                assert_eq!(out[r * outputs + o].to_bits(), want.to_bits());
            }
        }
    }

    #[test]
    fn the_curves_are_right() {
        for i in -400..=400 {
            let x = i as f32 / 20.0;
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6, "sigmoid {x}");
            assert!((tanh(x) - x.tanh()).abs() < 1e-6, "tanh {x}");
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-6, "exp {x}");
            let y = x.exp();
            assert!((ln(y) - x).abs() <= 2e-6 * x.abs().max(1.0), "ln {y}");
        }
        assert_eq!(sigmoid(1e30), 1.0);
        assert!(sigmoid(-1e30) < 1e-30);
    }
}
