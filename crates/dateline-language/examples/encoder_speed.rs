//! How fast the sentence encoder is, and where its time goes.
//!
//! `encoder_speed MODEL [KERNEL [TEXT]]`: the model is a model file with an encoder, the kernel `scalar`, `avx2` or `vnni`
//! (the best, unless given), the text one sentence a line, words apart by blanks. Without a text, sentences are made up.
//! Prints the best of some rounds for every batch.

#![allow(clippy::print_stdout, reason = "a program for measuring")]

use dateline_language::container::Container;
use dateline_language::encoder::{Encoder, Kernel, Part, Scratch};
use std::ops::Range;
use std::time::{Duration, Instant};

/// Words of a batch.
const BATCH: usize = 190;
const ROUNDS: usize = 60;
const MADE_UP: &str = "\
the ministers of Kyrgyzstan and Uzbekistan met in Samarqand on Tuesday and agreed to resume talks about the disputed border .
police said that three demonstrators were wounded when protesters hurled stones at the embassy in Ouagadougou , the capital .
Brig. Gen. Mwesigwa told reporters that peacekeepers would not withdraw from North Kivu until 12 March , Radio Okapi reported .
“ we will never renegotiate under threat , ” spokeswoman Zhakiyanova said after an extraordinary cabinet meeting in Astana .
rebels loyal to Abdurrahmanov shelled Debaltseve overnight , killing at least 14 civilians , a U.N. spokesman said .
";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let path = arguments.get(1).expect("usage: encoder_speed MODEL [KERNEL [TEXT]]");
    let file = Container::parse(std::fs::read(path).expect("the model")).expect("a model file");
    let kernel = arguments.get(2).map_or(Kernel::best(), |k| Kernel::named(k).expect("scalar, avx2 or vnni"));
    let encoder = Encoder::read_for(&file, kernel).expect("a sound model").expect("a model with an encoder");
    let text = arguments.get(3).map_or_else(|| MADE_UP.repeat(8), |p| std::fs::read_to_string(p).expect("the text"));
    let batches = batches(&text);
    let words: usize = batches.iter().map(|b| b.0.len()).sum();
    let mut pieces = Vec::new();
    batches.iter().flat_map(|b| &b.0).for_each(|form| encoder.pieces_of(form, &mut pieces));
    let (all, parts) = batches.iter().map(|b| best(&encoder, b)).fold((Duration::ZERO, [Duration::ZERO; 4]), add);
    println!("{} {words} words, {:.2} pieces a word", encoder.kernel().name(), pieces.len() as f64 / words as f64);
    println!("{:.0} words/s", words as f64 / all.as_secs_f64());
    let [found, products, attention, rows] = parts.map(|part| 100.0 * part.as_secs_f64() / all.as_secs_f64());
    println!(
        "pieces {found:.1} %, products and gelu {products:.1} %, attention {attention:.1} %, norm and rounding {rows:.1} %"
    );
}

/// The time of a batch, and of its parts.
type Times = (Duration, [Duration; 4]);

fn add(a: Times, b: Times) -> Times {
    (a.0 + b.0, std::array::from_fn(|i| a.1[i] + b.1[i]))
}

/// The best of some rounds over one batch: short enough to fall between what else the machine does.
fn best(encoder: &Encoder, batch: &(Vec<&str>, Vec<Range<usize>>)) -> Times {
    (0..ROUNDS).map(|_| once(encoder, batch)).min_by_key(|(all, _)| *all).expect("a round")
}

/// Words and the sentences over them, some hundred words together.
fn batches(text: &str) -> Vec<(Vec<&str>, Vec<Range<usize>>)> {
    let mut out = vec![(Vec::new(), Vec::new())];
    for line in text.lines() {
        if out.last().is_some_and(|(forms, _)| forms.len() >= BATCH) {
            out.push((Vec::new(), Vec::new()));
        }
        let (forms, sentences) = out.last_mut().expect("a batch");
        let start = forms.len();
        forms.extend(line.split_whitespace());
        sentences.push(start..forms.len());
    }
    out
}

fn once(encoder: &Encoder, (forms, sentences): &(Vec<&str>, Vec<Range<usize>>)) -> Times {
    thread_local! {
        static BUFFERS: std::cell::RefCell<(Scratch, Vec<f32>)> = std::cell::RefCell::default();
    }
    BUFFERS.with_borrow_mut(|(scratch, out)| {
        let mut parts = [Duration::ZERO; 4];
        let start = Instant::now();
        let mut last = start;
        encoder.encode_watched(forms, &vec![0; forms.len()], sentences, scratch, out, &mut |part| {
            let now = Instant::now();
            let index = match part {
                Part::Pieces => 0,
                Part::Products => 1,
                Part::Attention => 2,
                Part::Rows => 3,
            };
            parts[index] += now - last;
            last = now;
        });
        (start.elapsed(), parts)
    })
}
