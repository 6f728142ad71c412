//! Attention within one sentence, head by head.

use super::rows::fold;
use pulp::{Simd, WithSimd};
use std::ops::Range;

/// Keys, or numbers of a value, side by side.
const LANES: usize = 16;
/// Buffers of one head.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    keys: Vec<[f32; LANES]>,
    values: Vec<[f32; LANES]>,
    scores: Vec<[f32; LANES]>,
}

/// Attention of all rows of one sentence to each other, so many queries at once.
pub(super) struct Attention<'a, const ROWS: usize> {
    pub(super) heads: usize,
    pub(super) width: usize,
    /// Rows of `3 * width`: query, key, value.
    pub(super) qkv: &'a [f32],
    /// Rows of `width`.
    pub(super) out: &'a mut [f32],
    pub(super) buffers: &'a mut Buffers,
}

impl<const ROWS: usize> WithSimd for Attention<'_, ROWS> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (width, size) = (self.width, self.width / self.heads);
        for first in (0..width).step_by(size) {
            one_head::<ROWS>(self.qkv, width, first..first + size, self.buffers, self.out);
        }
    }
}

/// The head whose numbers are `part` of each third of a row.
#[inline(always)]
fn one_head<const ROWS: usize>(qkv: &[f32], width: usize, part: Range<usize>, b: &mut Buffers, out: &mut [f32]) {
    let (count, size) = (out.len() / width, part.len());
    let blocks = count.div_ceil(LANES);
    lay_out(qkv, width, &part, b);
    b.scores.resize(ROWS * blocks, [0.0; LANES]);
    let sharpness = 1.0 / (size as f32).sqrt();
    for start in (0..count).step_by(ROWS) {
        // Past the last query it is repeated, and what it gives is dropped.
        let mut queries: [&[f32]; ROWS] = [&[]; ROWS];
        for (r, query) in queries.iter_mut().enumerate() {
            *query = &qkv[(start + r).min(count - 1) * 3 * width..][part.clone()];
        }
        let mut sums = [[0.0f32; LANES]; ROWS];
        for (k, keys) in b.keys.chunks_exact(size).enumerate() {
            tile(keys, &queries, &mut sums);
            for (r, sums) in sums.iter().enumerate() {
                b.scores[r * blocks + k] = *sums;
            }
        }
        let mut shares = [0.0; ROWS];
        for (share, scores) in shares.iter_mut().zip(b.scores.chunks_exact_mut(blocks)) {
            *share = 1.0 / soften(scores, count, sharpness);
        }
        let mut weights: [&[f32]; ROWS] = [&[]; ROWS];
        for (weights, scores) in weights.iter_mut().zip(b.scores.chunks_exact(blocks)) {
            *weights = scores.as_flattened();
        }
        for (v, values) in b.values.chunks_exact(count).enumerate() {
            let lanes = LANES.min(size - v * LANES);
            tile(values, &weights, &mut sums);
            for r in 0..ROWS.min(count - start) {
                let to = &mut out[(start + r) * width + part.start + v * LANES..][..lanes];
                if let Some(to) = to.first_chunk_mut::<LANES>() {
                    for lane in 0..LANES {
                        to[lane] = sums[r][lane] * shares[r];
                    }
                } else {
                    for (to, sum) in to.iter_mut().zip(&sums[r]) {
                        *to = sum * shares[r];
                    }
                }
            }
        }
    }
}

/// Keys with sixteen of them side by side, values with sixteen of their numbers. What fills up the last ones is left
/// as it was: nothing reads it.
#[inline(always)]
fn lay_out(qkv: &[f32], width: usize, part: &Range<usize>, b: &mut Buffers) {
    let (count, size) = (qkv.len() / (3 * width), part.len());
    b.keys.resize(count.div_ceil(LANES) * size, [0.0; LANES]);
    b.values.resize(size.div_ceil(LANES) * count, [0.0; LANES]);
    for (keys, rows) in b.keys.chunks_exact_mut(size).zip(qkv.chunks(LANES * 3 * width)) {
        for (lane, row) in rows.chunks_exact(3 * width).enumerate() {
            // Four at a time: fewer, and the compiler would scatter them with an instruction slower than plain stores.
            let (fours, rest) = row[width..][part.clone()].as_chunks::<4>();
            let (to, last) = keys.split_at_mut(fours.len() * 4);
            for (to, [a, b, c, d]) in to.as_chunks_mut::<4>().0.iter_mut().zip(fours) {
                (to[0][lane], to[1][lane], to[2][lane], to[3][lane]) = (*a, *b, *c, *d);
            }
            for (to, x) in last.iter_mut().zip(rest) {
                to[lane] = *x;
            }
        }
    }
    for (t, row) in qkv.chunks_exact(3 * width).enumerate() {
        let (whole, rest) = row[2 * width..][part.clone()].as_chunks::<LANES>();
        for (v, numbers) in whole.iter().enumerate() {
            b.values[v * count + t] = *numbers;
        }
        if !rest.is_empty() {
            b.values[whole.len() * count + t][..rest.len()].copy_from_slice(rest);
        }
    }
}

/// Some rows times one panel, each sum along the inner dimension one step after the other.
#[inline(always)]
fn tile<const ROWS: usize>(panel: &[[f32; LANES]], rows: &[&[f32]; ROWS], out: &mut [[f32; LANES]; ROWS]) {
    let mut rows = *rows;
    for row in &mut rows {
        *row = &row[..panel.len()];
    }
    let mut sums = [[0.0f32; LANES]; ROWS];
    for i in 0..panel.len() {
        for r in 0..ROWS {
            for lane in 0..LANES {
                sums[r][lane] = rows[r][i].mul_add(panel[i][lane], sums[r][lane]);
            }
        }
    }
    *out = sums;
}

/// Makes scores weights that are not yet divided by their sum, which comes back.
#[inline(always)]
fn soften(scores: &mut [[f32; LANES]], count: usize, sharpness: f32) -> f32 {
    // What fills up the last block repeats a real score, so that it can neither win nor be missed.
    let fill = scores[0][0];
    scores.as_flattened_mut()[count..].fill(fill);
    let mut most = [fill; LANES];
    for block in scores.iter() {
        for lane in 0..LANES {
            most[lane] = if block[lane] > most[lane] { block[lane] } else { most[lane] };
        }
    }
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            most[i] = if most[i + half] > most[i] { most[i + half] } else { most[i] };
        }
    }
    let most = most[0];
    for block in scores.iter_mut() {
        for score in block {
            *score = crate::linalg::exp((*score - most) * sharpness);
        }
    }
    scores.as_flattened_mut()[count..].fill(0.0);
    let mut sums = [0.0f32; LANES];
    for block in scores.iter() {
        for lane in 0..LANES {
            sums[lane] += block[lane];
        }
    }
    fold(sums)
}
