//! A tiny made-up encoder, on every kernel that this machine has.

#![allow(clippy::single_range_in_vec_init, reason = "a batch of one sentence is meant")]

use super::kernel::Weights;
use super::rows::{LEVELS, Quantised};
use super::{Encoder, Kernel, Scratch};
use crate::container::{Container, ModelError, write};
use std::ops::Range;

type Tensor = (&'static str, &'static str, Vec<usize>, Vec<u8>);

const WIDTH: usize = 32;
const INNER: usize = 72;
const POSITIONS: usize = 512;
const PIECES: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nb\n##c\n##d\nword\n.";

/// Made-up numbers, always the same.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }

    fn floats(&mut self, count: usize, size: f32) -> Vec<f32> {
        (0..count).map(|_| ((self.next() % 2001) as f32 / 1000.0 - 1.0) * size).collect()
    }
}

fn floats(name: &str, values: &[f32]) -> Tensor {
    (name.to_owned().leak(), "f32", vec![values.len()], values.iter().flat_map(|f| f.to_le_bytes()).collect())
}

fn tensors() -> Vec<Tensor> {
    let mut noise = Noise(0x9E37_79B9_7F4A_7C15);
    let mut out = vec![("pieces", "text", vec![PIECES.len()], PIECES.into())];
    let mut bytes = |out: &mut Vec<Tensor>, name: &str, rows: usize, width: usize, scale: f32| {
        out.push((name.to_owned().leak(), "i8", vec![rows, width], noise.bytes(rows * width)));
        let scales: Vec<f32> = noise.floats(rows, scale).iter().map(|s| s.abs() + 1e-4).collect();
        out.push(floats(&format!("{name}.scale"), &scales));
        if let Some(name) = name.strip_suffix(".weight") {
            out.push(floats(&format!("{name}.bias"), &noise.floats(rows, 0.2)));
        }
    };
    bytes(&mut out, "encoder.piece", PIECES.lines().count(), WIDTH, 0.01);
    bytes(&mut out, "encoder.position", POSITIONS, WIDTH, 0.01);
    bytes(&mut out, "encoder.case", crate::features::CASES, WIDTH, 0.01);
    bytes(&mut out, "encoder.listed", super::LISTS, WIDTH, 0.01);
    for i in 0..2 {
        for (part, rows, width) in
            [("qkv", 3 * WIDTH, WIDTH), ("out", WIDTH, WIDTH), ("up", INNER, WIDTH), ("down", WIDTH, INNER)]
        {
            bytes(&mut out, &format!("encoder.{i}.{part}.weight"), rows, width, 0.005);
        }
    }
    for name in ["norm", "0.norm1", "0.norm2", "1.norm1", "1.norm2"] {
        let mut noise = Noise(name.len() as u64 + 7);
        let near: Vec<f32> = noise.floats(WIDTH, 0.3).iter().map(|w| 1.0 + w).collect();
        out.push(floats(&format!("encoder.{name}.weight"), &near));
        out.push(floats(&format!("encoder.{name}.bias"), &noise.floats(WIDTH, 0.3)));
    }
    out.push(floats("encoder.mix", &[0.4, 0.6]));
    out.push(floats("encoder.heads", &[2.0]));
    out
}

fn read(tensors: &[Tensor], kernel: Kernel) -> Result<Option<Encoder>, ModelError> {
    Encoder::read_for(&Container::parse(write(&[], tensors)).unwrap(), kernel)
}

fn encoder(kernel: Kernel) -> Encoder {
    read(&tensors(), kernel).unwrap().unwrap()
}

fn encode(encoder: &Encoder, forms: &[&str], sentences: &[Range<usize>]) -> Vec<u32> {
    let mut out = Vec::new();
    let listed: Vec<u8> = forms.iter().map(|f| f.bytes().next().unwrap_or(0) % 64).collect();
    encoder.encode(forms, &listed, sentences, &mut Scratch::default(), &mut out);
    assert_eq!(out.len(), forms.len() * encoder.width());
    assert!(out.iter().all(|x| x.is_finite()));
    out.iter().map(|x| x.to_bits()).collect()
}

/// Words of all kinds, among them some that are not words.
fn forms(count: usize) -> Vec<&'static str> {
    let kinds = ["a", "bcd", "word.", "", "\u{0}\t", "acccc", "東京", "a.b", "\u{301}", "zzz"];
    (0..count).map(|i| kinds[(i * i + i / 3) % kinds.len()]).collect()
}

#[test]
fn every_kernel_gives_the_same_bytes() {
    let forms = forms(301);
    let sentences = [0..1, 1..1, 1..40, 40..59, 59..300, 300..301];
    let plain = encode(&encoder(Kernel::Scalar), &forms, &sentences);
    assert!(plain.iter().any(|x| *x != 0));
    for kernel in Kernel::ALL {
        assert_eq!(encode(&encoder(kernel), &forms, &sentences), plain, "{kernel:?}");
    }
}

#[test]
fn a_sentence_does_not_depend_on_its_neighbours() {
    let e = encoder(Kernel::best());
    let forms = forms(200);
    let sentences = [0..30, 30..31, 31..90, 90..200];
    let together = encode(&e, &forms, &sentences);
    let mut alone: Vec<u32> = Vec::new();
    for r in sentences {
        alone.extend(encode(&e, &forms[r.clone()], &[0..r.len()]));
    }
    assert_eq!(together, alone);
    // Nor on what the buffers held before.
    let (mut s, mut out) = (Scratch::default(), Vec::new());
    for r in [0..200, 0..3, 17..60] {
        let listed: Vec<u8> = forms[r.clone()].iter().map(|f| f.bytes().next().unwrap_or(0) % 64).collect();
        e.encode(&forms[r.clone()], &listed, &[0..r.len()], &mut s, &mut out);
        let bits: Vec<u32> = out.iter().map(|x| x.to_bits()).collect();
        assert_eq!(bits, encode(&e, &forms[r.clone()], &[0..r.len()]));
    }
}

#[test]
fn nothing_long_or_empty_is_refused() {
    let e = encoder(Kernel::best());
    assert!(encode(&e, &[], &[]).is_empty());
    assert_eq!(encode(&e, &["a", "b"], &[]), [0; 2 * WIDTH]);
    // Three thousand pieces, then one word of more pieces than there are positions.
    encode(&e, &forms(1700), &[0..1700]);
    let long = ".".repeat(3000);
    let got = encode(&e, &["a", &long, "b"], &[0..3]);
    let cut = ".".repeat(POSITIONS - 2);
    assert_eq!(got, encode(&e, &["a", &cut, "b"], &[0..3]));
}

#[test]
fn windows_are_about_equal() {
    let e = encoder(Kernel::Scalar);
    let mut s = Scratch::default();
    let forms = vec!["a"; 1100];
    s.kinds = vec![0; 1100];
    e.cut(&forms, &(0..1100), &mut s);
    let mut first = 0;
    while first < 1100 {
        first = e.window(&mut s, first);
    }
    let sizes: Vec<usize> = s.batch.windows.iter().map(Range::len).collect();
    assert_eq!(sizes, [369, 369, 368]);
}

/// `rows · weight`, by hand.
fn product(kernel: Kernel, inputs: usize, outputs: usize, weight: &[u8], rows: &Quantised, gelu: bool) -> Vec<u32> {
    let mut noise = Noise(5);
    let (scale, bias) = (noise.floats(outputs, 0.01), noise.floats(outputs, 1.0));
    let mut out = Vec::new();
    Weights::new(kernel, inputs, weight, &scale, &bias).apply(rows, gelu, &mut out);
    assert_eq!(out.len(), rows.count() * outputs);
    out.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn products_are_exact_at_all_sizes_and_extremes() {
    let mut noise = Noise(99);
    for (inputs, outputs, count) in [(1, 1, 1), (7, 3, 2), (8, 16, 4), (33, 65, 13), (72, 130, 6), (384, 17, 5)] {
        let noisy = noise.bytes(inputs * outputs);
        let extreme = |seed: u64, of: [u8; 3]| {
            let mut noise = Noise(seed);
            (0..inputs * outputs).map(|_| of[noise.next() as usize % 3]).collect::<Vec<_>>()
        };
        let all = |byte: i8| vec![byte.cast_unsigned(); inputs * outputs];
        for weight in [noisy, extreme(3, [127, 128, 0]), extreme(4, [127, 127, 128]), all(127), all(-128)] {
            for rows in [noise.floats(inputs * count, 1.0), vec![1.0; inputs * count], vec![0.0; inputs * count]] {
                let mut bytes = Quantised::default();
                Kernel::best().round(&rows, inputs, &mut bytes);
                for gelu in [false, true] {
                    let plain = product(Kernel::Scalar, inputs, outputs, &weight, &bytes, gelu);
                    for kernel in Kernel::ALL {
                        let got = product(kernel, inputs, outputs, &weight, &bytes, gelu);
                        assert_eq!(got, plain, "{kernel:?} {inputs} {outputs} {count}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_product_is_near_the_true_one() {
    let (inputs, outputs, count) = (100, 20, 3);
    let mut noise = Noise(1);
    let (weight, rows) = (noise.bytes(inputs * outputs), noise.floats(inputs * count, 2.0));
    let mut bytes = Quantised::default();
    Kernel::Scalar.round(&rows, inputs, &mut bytes);
    let mut out = Vec::new();
    let linear = Weights::new(Kernel::Scalar, inputs, &weight, &[0.01; 20], &[0.5; 20]);
    linear.apply(&bytes, false, &mut out);
    for r in 0..count {
        for o in 0..outputs {
            let weights = weight[o * inputs..].iter().map(|w| f32::from(w.cast_signed()) * 0.01);
            let want = 0.5 + rows[r * inputs..][..inputs].iter().zip(weights).map(|(x, w)| x * w).sum::<f32>();
            assert!((out[r * outputs + o] - want).abs() < 0.3, "{} {want}", out[r * outputs + o]);
        }
    }
}

#[test]
fn rows_become_bytes_between_their_ends() {
    let mut bytes = Quantised::default();
    let rows = [-1.0, 0.0, 1.0, 3.0, f32::MAX, f32::MIN, 0.0, 1.0, 0.0, 0.0, 0.0, 1e-35, 5.0, 6.0, 7.0, 8.0];
    for kernel in Kernel::ALL {
        kernel.round(&rows, 4, &mut bytes);
        let row = |r: usize| &bytes.row(r)[0][..4];
        assert_eq!(row(0)[3] - row(0)[0], LEVELS);
        assert_eq!(i32::from(row(0)[1]), bytes.scale(0).1);
        assert_eq!((row(1), row(2)), (&[0; 4][..], &[0; 4][..]), "neither endless nor too small to tell");
        assert_eq!((row(3)[3], bytes.scale(3).1), (LEVELS, 0));
    }
}

#[test]
fn a_model_that_does_not_fit_is_refused() {
    let good = tensors();
    assert!(read(&good[..1], Kernel::Scalar).unwrap().is_none());
    for i in 0..good.len() {
        let name = good[i].0;
        let mut without = good.clone();
        without.remove(i);
        match read(&without, Kernel::Scalar) {
            Ok(None) => assert_eq!(name, "encoder.piece"),
            found => assert!(matches!(found, Err(ModelError::Misfit(_))), "without {name}"),
        }
        let mut shorter = good.clone();
        let tensor = &mut shorter[i];
        let (kept, each) = if tensor.1 == "f32" { (tensor.3.len() - 4, 4) } else { (tensor.3.len() / 2, 1) };
        tensor.3.truncate(kept);
        tensor.2 = vec![kept / each];
        assert!(read(&shorter, Kernel::Scalar).is_err(), "{name} cut short");
    }
    for (name, values) in
        [("encoder.heads", 3.0f32), ("encoder.heads", 0.0), ("encoder.heads", -1.0), ("encoder.heads", 1e30)]
    {
        let mut wrong = good.clone();
        *wrong.iter_mut().find(|t| t.0 == name).unwrap() = floats(name, &[values]);
        assert!(read(&wrong, Kernel::Scalar).is_err(), "{name} {values}");
    }
    for pieces in ["", "[PAD]\nx\n[CLS]\n[SEP]\na\nb\n##c\n##d\nword\n."] {
        let mut wrong = good.clone();
        wrong[0] = ("pieces", "text", vec![pieces.len()], pieces.into());
        assert!(read(&wrong, Kernel::Scalar).is_err(), "{pieces:?}");
    }
}

#[test]
fn absurd_weights_do_no_harm() {
    for size in [1e38f32, 1e-38, 0.0] {
        let mut absurd = tensors();
        for t in absurd.iter_mut().filter(|t| t.0.ends_with(".scale") || t.0.ends_with(".bias")) {
            *t = floats(t.0, &vec![size; t.2[0]]);
        }
        let e = read(&absurd, Kernel::best()).unwrap().unwrap();
        let mut out = Vec::new();
        e.encode(&["a", "b"], &[0, 0], &[0..1, 1..2], &mut Scratch::default(), &mut out);
        assert_eq!(out.len(), 2 * WIDTH);
    }
}

#[test]
fn a_kernel_is_found_by_its_name() {
    for kernel in Kernel::ALL {
        assert_eq!(Kernel::named(kernel.name()), Some(kernel));
        assert!(kernel.or_below() <= kernel);
    }
    assert_eq!(Kernel::named("sse9"), None);
    assert_eq!(Kernel::Scalar.or_below(), Kernel::Scalar);
}
