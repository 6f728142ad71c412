//! Words that hedge a number: "at least", "up to", "about".

use super::number::Number;
use crate::syntax::Syntax;

/// What a hedge says of the number; [`dateline_contract::Bound`] is what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// It is the least.
    Least,
    /// It is the most.
    Most,
    /// It is near, and not more.
    Nearly,
    /// It is near.
    About,
    /// It is exact, which is worth keeping where another report hedges.
    Exactly,
}

/// A hedge as told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hedge {
    pub(super) bound: Hint,
    pub(super) text: String,
}

/// Hedges before a number, the longer ones first.
const BEFORE: [(&str, Hint); 52] = [
    ("no fewer than", Hint::Least),
    ("no less than", Hint::Least),
    ("not less than", Hint::Least),
    ("not fewer than", Hint::Least),
    ("a minimum of", Hint::Least),
    ("well over", Hint::Least),
    ("just over", Hint::Least),
    ("in excess of", Hint::Least),
    ("upwards of", Hint::Least),
    ("upward of", Hint::Least),
    ("much more than", Hint::Least),
    ("far more than", Hint::Least),
    ("more than", Hint::Least),
    ("greater than", Hint::Least),
    ("larger than", Hint::Least),
    ("higher than", Hint::Least),
    ("at least", Hint::Least),
    ("over", Hint::Least),
    ("above", Hint::Least),
    ("exceeding", Hint::Least),
    ("no more than", Hint::Most),
    ("not more than", Hint::Most),
    ("as many as", Hint::Most),
    ("as much as", Hint::Most),
    ("as high as", Hint::Most),
    ("a maximum of", Hint::Most),
    ("at most", Hint::Most),
    ("up to", Hint::Most),
    ("fewer than", Hint::Most),
    ("less than", Hint::Most),
    ("lower than", Hint::Most),
    ("just under", Hint::Most),
    ("just shy of", Hint::Nearly),
    ("close to", Hint::Nearly),
    ("under", Hint::Most),
    ("below", Hint::Most),
    ("nearly", Hint::Nearly),
    ("almost", Hint::Nearly),
    ("in the region of", Hint::About),
    ("an estimated", Hint::About),
    ("the estimated", Hint::About),
    ("estimated", Hint::About),
    ("approximately", Hint::About),
    ("roughly", Hint::About),
    ("around", Hint::About),
    ("about", Hint::About),
    ("some", Hint::About),
    ("circa", Hint::About),
    ("approaching", Hint::Nearly),
    ("reportedly", Hint::About),
    ("exactly", Hint::Exactly),
    ("precisely", Hint::Exactly),
];

/// Hedges after a number.
const AFTER: [(&str, Hint); 7] = [
    ("or more", Hint::Least),
    ("or so", Hint::About),
    ("- odd", Hint::About),
    ("- plus", Hint::Least),
    ("plus", Hint::Least),
    ("+", Hint::Least),
    ("or fewer", Hint::Most),
];

/// Reads the hedge around a number.
pub(super) fn read(s: Syntax<'_>, n: &Number, unit: &str) -> Option<Hedge> {
    let hedge = find(s, n)?;
    // "raised over 16 years": a time that something takes, not more than it.
    let time = matches!(unit, "second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century");
    (!(time && hedge.text == "over")).then_some(hedge)
}

fn find(s: Syntax<'_>, n: &Number) -> Option<Hedge> {
    let sentence = s.a.sentences[s.a.sentence_of(n.words.start)].clone();
    let mut at = n.words.start;
    // "between 10 and 15", "of up to 11", "about the same 11".
    while at > sentence.start
        && ["between", "a", "an", "another", "additional"].iter().any(|w| s.a.form(at - 1).eq_ignore_ascii_case(w))
    {
        at -= 1;
    }
    for end in [n.words.start, at] {
        if let Some(h) = before(s, sentence.start, end) {
            return Some(h);
        }
    }
    AFTER.iter().find_map(|(words, bound)| {
        let length = words.split(' ').count();
        let fits = n.words.end + length <= sentence.end
            && words.split(' ').enumerate().all(|(i, w)| s.a.form(n.words.end + i).eq_ignore_ascii_case(w));
        fits.then(|| Hedge { bound: *bound, text: words.replace("- ", "") })
    })
}

fn before(s: Syntax<'_>, start: usize, end: usize) -> Option<Hedge> {
    BEFORE.iter().find_map(|(words, bound)| {
        let length = words.split(' ').count();
        let from = end.checked_sub(length).filter(|f| *f >= start)?;
        let fits = words.split(' ').enumerate().all(|(i, w)| s.a.form(from + i).eq_ignore_ascii_case(w));
        fits.then(|| Hedge { bound: *bound, text: (*words).to_owned() })
    })
}
