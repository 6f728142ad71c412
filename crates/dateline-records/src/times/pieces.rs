//! A sentence in pieces: words, figures and marks, whatever way it was cut into tokens ("third-quarter", "2016-aug-1",
//! "Dec31" are several), each with what it can be in a time.

use crate::syntax::Syntax;
use crate::words::{Facet, TimeWords};
use std::ops::Range;

/// A word, a number in figures, or a mark.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Where it stands, in bytes.
    pub(super) bytes: Range<usize>,
    /// The token it is of.
    pub(super) token: usize,
    /// What it can be.
    pub(super) facet: Facet,
    /// Its number, of figures.
    pub(super) figures: Option<f64>,
    /// How many figures it has; 0 for words, and for figures with commas or a point among them.
    pub(super) digits: usize,
    /// Nothing stands between it and the piece before.
    pub(super) glued: bool,
    /// It is a mark.
    pub(super) mark: Option<char>,
}

/// The pieces of a sentence; `None` where no word of it can be the heart of a time.
pub(super) fn pieces(s: Syntax<'_>, words: &TimeWords, sentence: Range<usize>) -> Option<Vec<Piece>> {
    let a = s.a;
    let plain = |form: &str| form.bytes().all(|b| b.is_ascii_alphabetic());
    let heart = |t: usize| {
        let form = a.form(t);
        form.bytes().any(|b| b.is_ascii_digit() || b == b'-')
            || words.facet(bare(form)).is_some_and(|f| f.heart)
            || !plain(form) && form.contains(|c: char| c.is_numeric())
    };
    if !sentence.clone().any(heart) {
        return None;
    }
    let mut out: Vec<Piece> = Vec::with_capacity(sentence.len());
    let mut end = 0;
    for t in sentence {
        let (form, start) = (a.form(t), a.tokens[t].span.start());
        if form.bytes().any(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/')) && form.len() > 1 {
            for part in cut(form) {
                out.push(piece(words, form, part, (t, start), end));
                end = out.last().map_or(end, |p| p.bytes.end);
            }
        } else {
            out.push(piece(words, form, 0..form.len(), (t, start), end));
            end = start + form.len();
        }
    }
    Some(out)
}

/// A word without the full stops of an abbreviation: "Sept.".
fn bare(form: &str) -> &str {
    if form.len() > 1 { form.trim_end_matches('.') } else { form }
}

fn piece(words: &TimeWords, form: &str, part: Range<usize>, (token, start): (usize, usize), end: usize) -> Piece {
    let word = &form[part.clone()];
    let bytes = start + part.start..start + part.end;
    let glued = bytes.start == end;
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let all = digits == word.len();
    let figures = word.starts_with(|c: char| c.is_ascii_digit()).then(|| word.replace(',', "").parse().ok()).flatten();
    let mut facet = words.facet(bare(word)).copied().unwrap_or_default();
    if word.len() > 2 && word.contains('.') && facet.meridiem.is_none() {
        // "p.m."
        let letters: String = word.chars().filter(|c| *c != '.').collect();
        facet.meridiem = words.facet(&letters).and_then(|f| f.meridiem);
    }
    let mark = word.chars().next().filter(|c| !c.is_alphanumeric() && word.chars().count() == 1);
    Piece { bytes, token, facet, figures, digits: if all { digits } else { 0 }, glued, mark }
}

/// The parts of a token: runs of figures with commas and points among them, runs of letters, single marks.
fn cut(form: &str) -> Vec<Range<usize>> {
    let bytes = form.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let first = at;
        if digit(at) {
            while digit(at) {
                at += 1;
            }
            let run = |from: usize| (from..bytes.len()).take_while(|i| digit(*i)).count();
            while bytes.get(at) == Some(&b',') && run(at + 1) == 3 {
                at += 4;
            }
            // "2.5" but not "13.5.2015".
            // Nor "5.2015" of it.
            let whole = if first > 0 && bytes[first - 1] == b'.' { 0 } else { at - first };
            let decimals = run(at + 1);
            if bytes.get(at) == Some(&b'.') && decimals > 0 && whole > 0 && bytes.get(at + 1 + decimals) != Some(&b'.')
            {
                at += 1 + decimals;
            }
        } else {
            let letter = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '.');
            let c = form[at..].chars().next().unwrap_or(' ');
            if c.is_alphabetic() {
                at += form[at..].chars().take_while(|c| letter(*c)).map(char::len_utf8).sum::<usize>();
            } else {
                at += c.len_utf8();
            }
        }
        out.push(first..at);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn tokens_are_cut_at_figures_and_marks() {
        let parts = |form: &str| cut(form).into_iter().map(|r| form[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(parts("third-quarter"), ["third", "-", "quarter"]);
        assert_eq!(parts("Dec31"), ["Dec", "31"]);
        assert_eq!(parts("2016-aug-1"), ["2016", "-", "aug", "-", "1"]);
        assert_eq!(parts("13.5.2015"), ["13", ".", "5", ".", "2015"]);
        assert_eq!((parts("2.5"), parts("1,500")), (vec!["2.5".to_owned()], vec!["1,500".to_owned()]));
        assert_eq!(parts("1990s"), ["1990", "s"]);
    }
}
