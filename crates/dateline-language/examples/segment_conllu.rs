//! Raw text on standard input to CoNLL-U on standard output, words and sentences only: what `score_conllu.py` measures
//! the segmentation by.
//!
//! `segment_conllu WEIGHTS [ROUNDS] < text`: the weights are what `training/segment.py --raw` writes, 65,536 bytes and two
//! little-endian `f32`, scale and bias; the lists of words are those of the `fast` model. With rounds, the text is read that many times and the speed reported instead.

#![allow(clippy::print_stdout, reason = "a program for measuring")]

use dateline_language::Model;
use dateline_language::segment::{Segmenter, Segments, Splitter, Word};
use std::fmt::Write;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let path = arguments.get(1).expect("usage: segment_conllu WEIGHTS [ROUNDS] < text");
    let splitter = load(&std::fs::read(path).expect("weights")).expect("weights of another length");
    let segmenter = Segmenter::new(Model::fast().segmenter().vocabulary().clone(), splitter);
    let text = std::io::read_to_string(std::io::stdin()).expect("text in UTF-8");
    if let Some(rounds) = arguments.get(2) {
        return measure(&text, &segmenter, rounds.parse().expect("a number of rounds"));
    }
    print!("{}", conllu(&text, &segmenter.segment(&text)));
}

fn load(bytes: &[u8]) -> Option<Splitter> {
    let (weights, rest) = bytes.split_at_checked(Splitter::LENGTH)?;
    let weights: Vec<i8> = weights.iter().map(|&b| b.cast_signed()).collect();
    let (scale, bias) = (rest.first_chunk()?, rest.last_chunk()?);
    Splitter::new(&weights, f32::from_le_bytes(*scale), f32::from_le_bytes(*bias))
}

fn measure(text: &str, segmenter: &Segmenter, rounds: u32) {
    let (mut count, mut found) = (0, 0);
    let begin = Instant::now();
    for _ in 0..rounds {
        count += segmenter.words(text).len();
    }
    let tokenising = begin.elapsed().as_secs_f64();
    let begin = Instant::now();
    for _ in 0..rounds {
        found += segmenter.segment(text).sentences.len();
    }
    let both = begin.elapsed().as_secs_f64();
    let rate = |seconds: f64| count as f64 / seconds / 1e6;
    println!("{count} words, {found} sentences: words {:.2} M/s, both {:.2} M/s", rate(tokenising), rate(both));
}

fn conllu(text: &str, segments: &Segments) -> String {
    let mut out = String::new();
    for range in &segments.sentences {
        let words = &segments.words[range.clone()];
        let mut from = 0;
        while from < words.len() {
            let to = (from + 1..words.len()).find(|&i| !words[i].joined).unwrap_or(words.len());
            token(&mut out, text, words, from, to);
            from = to;
        }
        out.push('\n');
    }
    out
}

/// Words `from..to` of a sentence, which are one orthographic token; each hangs on the word before.
fn token(out: &mut String, text: &str, words: &[Word], from: usize, to: usize) {
    if to - from > 1 {
        let form = &text[words[from].span.start()..words[to - 1].span.end()];
        let _ = writeln!(out, "{}-{to}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_", from + 1);
    }
    for (i, word) in (from..).zip(&words[from..to]) {
        let _ = writeln!(out, "{}\t{}\t_\t_\t_\t_\t{i}\t_\t_\t_", i + 1, word.span.of(text));
    }
}
