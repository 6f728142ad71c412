//! Products of bytes, and the choice of instructions for them.
//!
//! An activation is an unsigned number of seven bits, a weight a signed one of eight; their sums are whole numbers in
//! 32 bits and the same on every path, so that [`Kernel`] decides how long a product takes and never what it gives.
//! Seven bits and not eight because of AVX2: its byte products are summed in 16 bits, where eight bits saturate often
//! and seven nearly never. The weights that still could are cut down when they are packed, and what was cut is added
//! afterwards ([`Fix`]); so that path is exact as well.

#![allow(unsafe_code, reason = "AVX-512 VNNI has no safe door; every block says why it is sound")]

use super::rows::{self, BLOCK, Fill, LEVELS, Quantised};
use pulp::{Simd, WithSimd};

/// Outputs that are packed side by side.
pub(super) const LANES: usize = 16;
/// More inputs than this and a sum might leave 32 bits.
pub(super) const MOST_INPUTS: usize = 32_768;

/// The instructions that the encoder uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kernel {
    /// Plain Rust, for any machine.
    Scalar,
    /// AVX2 and FMA.
    Avx2,
    /// AVX-512 with its byte products.
    Vnni,
}

impl Kernel {
    /// All, from slow to fast.
    pub const ALL: [Self; 3] = [Self::Scalar, Self::Avx2, Self::Vnni];

    /// The fastest that this machine has.
    #[must_use]
    pub fn best() -> Self {
        Self::Vnni.or_below()
    }

    /// This one where the machine has it, otherwise the best below.
    #[must_use]
    pub fn or_below(self) -> Self {
        let found = Self::ALL.into_iter().rev().find(|k| *k <= self && k.is_here());
        found.unwrap_or(Self::Scalar)
    }

    /// The kernel of that name: `scalar`, `avx2`, `vnni`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| name.eq_ignore_ascii_case(k.name()))
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Avx2 => "avx2",
            Self::Vnni => "vnni",
        }
    }

    /// The best, or what the variable `DATELINE_KERNEL` names, which is read once.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "every kernel gives the same bytes: no result shows what is chosen")]
    pub fn chosen() -> Self {
        static CHOSEN: std::sync::OnceLock<Kernel> = std::sync::OnceLock::new();
        *CHOSEN.get_or_init(|| {
            let named = std::env::var("DATELINE_KERNEL").ok().and_then(|name| Self::named(&name));
            named.map_or_else(Self::best, Self::or_below)
        })
    }

    #[cfg(target_arch = "x86_64")]
    fn is_here(self) -> bool {
        match self {
            Self::Scalar => true,
            Self::Avx2 => pulp::x86::V3::try_new().is_some(),
            Self::Vnni => {
                Self::Avx2.is_here()
                    && is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vnni")
            }
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn is_here(self) -> bool {
        self == Self::Scalar
    }

    /// Runs plain loops, compiled for this kernel's registers.
    pub(super) fn run<W: WithSimd>(self, work: W) -> W::Output {
        #[cfg(target_arch = "x86_64")]
        match (self, pulp::x86::V3::try_new()) {
            // SAFETY: a `Kernel::Vnni` reaches this only through `or_below`, which has asked the processor for it.
            (Self::Vnni, _) if self.is_here() => unsafe { x86::wide(work) },
            (Self::Avx2 | Self::Vnni, Some(simd)) => Simd::vectorize(simd, work),
            _ => pulp::Scalar.vectorize(work),
        }
        #[cfg(not(target_arch = "x86_64"))]
        pulp::Arch::new().dispatch(work)
    }

    /// Rounds `rows`, each of `width` numbers, into `to`.
    pub(super) fn round(self, rows: &[f32], width: usize, to: &mut Quantised) {
        to.resize(rows.len() / width, width);
        self.run(Fill { rows, to });
    }
}

/// What turns the sums of sixteen outputs into numbers.
#[derive(Clone, Debug)]
struct Columns {
    sum: [i32; LANES],
    scale: [f32; LANES],
    bias: [f32; LANES],
}

/// Sixteen outputs by four inputs, an output's four side by side; one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([[i8; 32]; 2]);

/// What was cut off a weight, to be added after the product.
#[derive(Clone, Copy, Debug)]
struct Fix {
    lane: usize,
    input: usize,
    weight: i32,
}

/// The weights in the order in which a kernel reads them.
#[derive(Clone, Debug)]
enum Packed {
    /// Output by output.
    Scalar(Vec<i8>),
    /// Panels of sixteen outputs, and each panel's fixes.
    Avx2(Vec<Line>, Vec<Vec<Fix>>),
    /// Panels of sixty-four outputs, four lines a step.
    Vnni(Vec<Line>),
}

/// A weight matrix, packed for one kernel.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    inputs: usize,
    outputs: usize,
    columns: Vec<Columns>,
    packed: Packed,
}

impl Weights {
    /// Packs `weight`, one row an output, with a scale and a bias a row. The caller has checked all sizes.
    pub(super) fn new(kernel: Kernel, inputs: usize, weight: &[u8], scale: &[f32], bias: &[f32]) -> Self {
        let outputs = scale.len();
        // Whole panels of the widest kernel, so that none has to look where the outputs end before it stores.
        let panels = outputs.div_ceil(LANES).next_multiple_of(x86::PANELS);
        let mut columns = vec![Columns { sum: [0; LANES], scale: [0.0; LANES], bias: [0.0; LANES] }; panels];
        let stride = inputs.next_multiple_of(BLOCK);
        let mut plain = vec![0i8; panels * LANES * stride];
        for (o, row) in weight.chunks_exact(inputs).enumerate() {
            let c = &mut columns[o / LANES];
            for (to, byte) in plain[o * stride..].iter_mut().zip(row) {
                *to = byte.cast_signed();
                c.sum[o % LANES] += i32::from(*to);
            }
            (c.scale[o % LANES], c.bias[o % LANES]) = (scale[o], bias[o]);
        }
        let packed = match kernel.or_below() {
            Kernel::Scalar => Packed::Scalar(plain),
            Kernel::Avx2 => {
                let fixes = plain.chunks_exact_mut(LANES * stride).map(|panel| cut(panel, stride)).collect();
                Packed::Avx2(pack(&plain, stride, 1), fixes)
            }
            Kernel::Vnni => Packed::Vnni(pack(&plain, stride, x86::PANELS)),
        };
        Self { inputs, outputs, columns, packed }
    }

    /// Numbers out.
    pub(super) fn outputs(&self) -> usize {
        self.outputs
    }

    /// `out = rows · weight + bias`, through the activation where `gelu` says so.
    pub(super) fn apply(&self, rows: &Quantised, gelu: bool, out: &mut Vec<f32>) {
        assert_eq!(rows.width(), self.inputs, "a product of sizes that do not agree");
        out.resize(rows.count() * self.outputs, 0.0);
        if gelu {
            self.fill::<true>(rows, out);
        } else {
            self.fill::<false>(rows, out);
        }
    }

    fn fill<const GELU: bool>(&self, rows: &Quantised, out: &mut [f32]) {
        match &self.packed {
            Packed::Scalar(weights) => Kernel::Scalar.run(Plain::<GELU> { linear: self, weights, rows, out }),
            #[cfg(target_arch = "x86_64")]
            Packed::Avx2(lines, fixes) => x86::avx2::<GELU>(self, lines, fixes, rows, out),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: weights are packed so only where `or_below` has found the instructions on this machine.
            Packed::Vnni(lines) => unsafe { x86::vnni::<GELU>(self, lines, rows, out) },
            #[cfg(not(target_arch = "x86_64"))]
            _ => {}
        }
    }

    /// Puts a row's numbers, some panels from `panel` on, where they belong.
    #[inline(always)]
    fn store(&self, panel: usize, row: usize, values: &[f32], out: &mut [f32]) {
        let first = panel * LANES;
        let row = &mut out[row * self.outputs..][..self.outputs];
        if let Some(to) = row.get_mut(first..first + values.len()) {
            to.copy_from_slice(values);
        } else if let Some(to) = row.get_mut(first..) {
            to.copy_from_slice(&values[..to.len()]);
        }
    }
}

/// One sum as a number; the vector kernels write out the same steps.
#[inline(always)]
fn finish(sum: i32, lane: usize, c: &Columns, (scale, zero): (f32, i32)) -> f32 {
    let whole = sum.wrapping_sub(zero.wrapping_mul(c.sum[lane]));
    (whole as f32 * scale).mul_add(c.scale[lane], c.bias[lane])
}

/// The activation, over enough numbers that the compiler makes full use of the registers.
#[inline(always)]
fn activate<const GELU: bool>(values: &mut [f32]) {
    if GELU {
        for value in values {
            *value = rows::gelu(*value);
        }
    }
}

/// Lays sixteen outputs by four inputs into a line, `side` lines of neighbouring outputs for each step.
fn pack(plain: &[i8], stride: usize, side: usize) -> Vec<Line> {
    let mut out = Vec::with_capacity(plain.len() / 64);
    for panel in plain.chunks_exact(side * LANES * stride) {
        for step in 0..stride / 4 {
            for rows in panel.chunks_exact(LANES * stride) {
                let mut line = Line([[0; 32]; 2]);
                for (o, row) in rows.chunks_exact(stride).enumerate() {
                    line.0[o / 8][o % 8 * 4..][..4].copy_from_slice(&row[step * 4..][..4]);
                }
                out.push(line);
            }
        }
    }
    out
}

/// Cuts a panel's weights so that no sum of four products leaves 16 bits; what was cut comes back.
fn cut(panel: &mut [i8], stride: usize) -> Vec<Fix> {
    // Those whose products meet in one 16-bit lane.
    const MEET: [[usize; 4]; 2] = [[0, 1, 4, 5], [2, 3, 6, 7]];
    let most = i32::from(i16::MAX) / i32::from(LEVELS);
    let mut fixes = Vec::new();
    for (lane, row) in panel.chunks_exact_mut(stride).enumerate() {
        for (b, block) in row.chunks_exact_mut(BLOCK).enumerate() {
            for (meet, sign) in MEET.into_iter().flat_map(|m| [(m, 1), (m, -1)]) {
                let mut room = most;
                for i in meet {
                    let weight = i32::from(block[i]);
                    let kept = (weight * sign).min(room);
                    if kept < 0 {
                        continue;
                    }
                    room -= kept;
                    if kept * sign != weight {
                        fixes.push(Fix { lane, input: b * BLOCK + i, weight: weight - kept * sign });
                        block[i] = (kept * sign) as i8;
                    }
                }
            }
        }
    }
    fixes
}

/// The textbook product.
struct Plain<'a, const GELU: bool> {
    linear: &'a Weights,
    weights: &'a [i8],
    rows: &'a Quantised,
    out: &'a mut [f32],
}

impl<const GELU: bool> WithSimd for Plain<'_, GELU> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let stride = self.linear.inputs.next_multiple_of(BLOCK);
        for (p, panel) in self.weights.chunks_exact(LANES * stride).enumerate() {
            for r in 0..self.rows.count() {
                let row = self.rows.row(r).as_flattened();
                let mut values = [0.0f32; LANES];
                for (lane, (value, weights)) in values.iter_mut().zip(panel.chunks_exact(stride)).enumerate() {
                    let product = |(a, w): (&u8, &i8)| i32::from(*a) * i32::from(*w);
                    let sum = row.iter().zip(weights).map(product).fold(0, i32::wrapping_add);
                    *value = finish(sum, lane, &self.linear.columns[p], self.rows.scale(r));
                }
                activate::<GELU>(&mut values);
                self.linear.store(p, r, &values, self.out);
            }
        }
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod x86 {
    pub(super) const PANELS: usize = 4;
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{BLOCK, Columns, Fix, LANES, Line, Quantised, Weights, activate};
    use pulp::x86::V3;
    use pulp::{Simd, WithSimd, cast};
    use std::arch::x86_64::{
        __m256i, __m512, __m512i, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_loadu_si512,
        _mm512_mul_ps, _mm512_mullo_epi32, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_si512, _mm512_sub_epi32,
    };

    /// Panels of sixteen outputs that the widest kernel takes at once.
    pub(super) const PANELS: usize = 4;
    /// Rows it takes at once: with four registers each they leave room for the operands.
    const ROWS: usize = 6;
    /// Rows of the AVX2 kernel, with two registers each.
    const FEW: usize = 4;

    /// Runs plain loops compiled for AVX-512.
    #[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    pub(super) fn wide<W: WithSimd>(work: W) -> W::Output {
        work.with_simd(pulp::Scalar)
    }

    /// The rows of a tile; past the last one it is repeated, and its sums are dropped.
    #[inline(always)]
    fn rows_at<const N: usize>(rows: &Quantised, first: usize) -> [&[[u8; 4]]; N] {
        let mut out: [&[[u8; 4]]; N] = [&[]; N];
        for (r, to) in out.iter_mut().enumerate() {
            *to = rows.row((first + r).min(rows.count() - 1)).as_flattened().as_chunks::<4>().0;
        }
        out
    }

    /// Their scales and zeros.
    #[inline(always)]
    fn scales_at<const N: usize>(rows: &Quantised, first: usize) -> [(f32, i32); N] {
        let mut out = [(0.0, 0); N];
        for (r, to) in out.iter_mut().enumerate() {
            *to = rows.scale((first + r).min(rows.count() - 1));
        }
        out
    }

    #[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    pub(super) fn vnni<const GELU: bool>(w: &Weights, lines: &[Line], rows: &Quantised, out: &mut [f32]) {
        let (panels, _) = lines.as_chunks::<PANELS>();
        let (columns, _) = w.columns.as_chunks::<PANELS>();
        let mut values = [[0.0; LANES * PANELS]; ROWS];
        let steps = w.inputs.next_multiple_of(BLOCK) / 4;
        for (p, panel) in panels.chunks_exact(steps.max(1)).enumerate() {
            let mut first = 0;
            while first < rows.count() {
                let scales = scales_at(rows, first);
                vnni_tile(panel, &rows_at(rows, first), &scales, &columns[p], &mut values);
                activate::<GELU>(values.as_flattened_mut());
                for (r, values) in values.iter().enumerate().take(rows.count() - first) {
                    w.store(p * PANELS, first + r, values, out);
                }
                first += ROWS;
            }
        }
    }

    // No closures in here: they, and what calls them, would be functions of their own, compiled without the wide
    // instructions.
    #[inline]
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn vnni_tile(
        panel: &[[Line; PANELS]],
        rows: &[&[[u8; 4]]; ROWS],
        scales: &[(f32, i32); ROWS],
        columns: &[Columns; PANELS],
        out: &mut [[f32; LANES * PANELS]; ROWS],
    ) {
        let n = panel.len();
        let [a, b, c, d, e, f] = *rows;
        let (a, b, c, d, e, f) = (&a[..n], &b[..n], &c[..n], &d[..n], &e[..n], &f[..n]);
        let mut sums = [[_mm512_setzero_si512(); PANELS]; ROWS];
        for i in 0..n {
            let mut weights = [_mm512_setzero_si512(); PANELS];
            for p in 0..PANELS {
                // SAFETY: a line is 64 bytes that may be read, and the load asks for no alignment.
                weights[p] = unsafe { _mm512_loadu_si512(std::ptr::from_ref(&panel[i][p]).cast()) };
            }
            let column = [a[i], b[i], c[i], d[i], e[i], f[i]];
            for r in 0..ROWS {
                let four = _mm512_set1_epi32(i32::from_le_bytes(column[r]));
                for p in 0..PANELS {
                    sums[r][p] = _mm512_dpbusd_epi32(sums[r][p], four, weights[p]);
                }
            }
        }
        for (p, c) in columns.iter().enumerate() {
            // SAFETY: each is sixteen numbers of 32 bits, 64 bytes of which any are a value.
            let (sum, scale, bias) = unsafe {
                (
                    std::mem::transmute::<[i32; LANES], __m512i>(c.sum),
                    std::mem::transmute::<[f32; LANES], __m512>(c.scale),
                    std::mem::transmute::<[f32; LANES], __m512>(c.bias),
                )
            };
            for r in 0..ROWS {
                let zeros = _mm512_mullo_epi32(_mm512_set1_epi32(scales[r].1), sum);
                let whole = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[r][p], zeros));
                let value = _mm512_fmadd_ps(_mm512_mul_ps(whole, _mm512_set1_ps(scales[r].0)), scale, bias);
                // SAFETY: as above.
                let value = unsafe { std::mem::transmute::<__m512, [f32; LANES]>(value) };
                out[r][p * LANES..][..LANES].copy_from_slice(&value);
            }
        }
    }

    pub(super) fn avx2<const GELU: bool>(
        linear: &Weights,
        lines: &[Line],
        fixes: &[Vec<Fix>],
        rows: &Quantised,
        out: &mut [f32],
    ) {
        // Weights are packed so only where the instructions were found.
        if let Some(simd) = V3::try_new() {
            Simd::vectorize(simd, Avx2::<GELU> { simd, linear, lines, fixes, rows, out });
        }
    }

    struct Avx2<'a, const GELU: bool> {
        simd: V3,
        linear: &'a Weights,
        lines: &'a [Line],
        fixes: &'a [Vec<Fix>],
        rows: &'a Quantised,
        out: &'a mut [f32],
    }

    impl<const GELU: bool> WithSimd for Avx2<'_, GELU> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, _: S) {
            let steps = self.linear.inputs.next_multiple_of(BLOCK) / 4;
            for (p, panel) in self.lines.chunks_exact(steps.max(1)).enumerate() {
                for first in (0..self.rows.count()).step_by(FEW) {
                    let rows = rows_at::<FEW>(self.rows, first);
                    let scales = scales_at(self.rows, first);
                    let mut sums = [[0; LANES]; FEW];
                    avx2_tile(self.simd, panel, &rows, &mut sums);
                    for fix in &self.fixes[p] {
                        for r in 0..FEW {
                            let a = i32::from(rows[r][fix.input / 4][fix.input % 4]);
                            sums[r][fix.lane] = sums[r][fix.lane].wrapping_add(a * fix.weight);
                        }
                    }
                    let mut values = [[0.0; LANES]; FEW];
                    avx2_finish(self.simd, &sums, &scales, &self.linear.columns[p], &mut values);
                    activate::<GELU>(values.as_flattened_mut());
                    for (r, values) in values.iter().enumerate().take(self.rows.count() - first) {
                        self.linear.store(p, first + r, values, self.out);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn avx2_finish(
        simd: V3,
        sums: &[[i32; LANES]; FEW],
        scales: &[(f32, i32); FEW],
        c: &Columns,
        out: &mut [[f32; LANES]; FEW],
    ) {
        let (avx, avx2) = (simd.avx, simd.avx2);
        let [sum, scale, bias]: [[__m256i; 2]; 3] = [cast(c.sum), cast(c.scale), cast(c.bias)];
        for r in 0..FEW {
            let whole: [__m256i; 2] = cast(sums[r]);
            let mut values = [avx._mm256_setzero_ps(); 2];
            for half in 0..2 {
                let zeros = avx2._mm256_mullo_epi32(avx._mm256_set1_epi32(scales[r].1), sum[half]);
                let whole = avx._mm256_cvtepi32_ps(avx2._mm256_sub_epi32(whole[half], zeros));
                let scaled = avx._mm256_mul_ps(whole, avx._mm256_set1_ps(scales[r].0));
                values[half] = simd.fma._mm256_fmadd_ps(scaled, cast(scale[half]), cast(bias[half]));
            }
            out[r] = cast(values);
        }
    }

    #[inline(always)]
    fn avx2_tile(simd: V3, panel: &[Line], rows: &[&[[u8; 4]]; FEW], out: &mut [[i32; LANES]; FEW]) {
        let (avx, avx2) = (simd.avx, simd.avx2);
        let (steps, _) = panel.as_chunks::<2>();
        let n = steps.len();
        let [a, b, c, d] = *rows;
        let (a, b) = (&a.as_chunks::<2>().0[..n], &b.as_chunks::<2>().0[..n]);
        let (c, d) = (&c.as_chunks::<2>().0[..n], &d.as_chunks::<2>().0[..n]);
        let ones = avx._mm256_set1_epi16(1);
        let mut sums = [[avx._mm256_setzero_si256(); 2]; FEW];
        for i in 0..n {
            let [early, late] = &steps[i];
            let column = [&a[i], &b[i], &c[i], &d[i]];
            for r in 0..FEW {
                let a = avx._mm256_set1_epi32(i32::from_le_bytes(column[r][0]));
                let b = avx._mm256_set1_epi32(i32::from_le_bytes(column[r][1]));
                for (half, sum) in sums[r].iter_mut().enumerate() {
                    let early = avx2._mm256_maddubs_epi16(a, cast(early.0[half]));
                    let late = avx2._mm256_maddubs_epi16(b, cast(late.0[half]));
                    let four = avx2._mm256_madd_epi16(avx2._mm256_add_epi16(early, late), ones);
                    *sum = avx2._mm256_add_epi32(*sum, four);
                }
            }
        }
        for r in 0..FEW {
            out[r] = cast(sums[r]);
        }
    }
}
