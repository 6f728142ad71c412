//! Words that hedge a number: "at least", "up to", "about".

use super::number::Number;
use crate::syntax::Syntax;

/// What a hedge says of the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// It is the least.
    Least,
    /// It is the most.
    Most,
    /// It is near.
    About,
    /// It is exact, which is worth keeping where another report hedges.
    Exactly,
}

/// A hedge as told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hedge {
    pub(super) bound: Bound,
    pub(super) text: String,
}

/// Hedges before a number, the longer ones first.
const BEFORE: [(&str, Bound); 52] = [
    ("no fewer than", Bound::Least),
    ("no less than", Bound::Least),
    ("not less than", Bound::Least),
    ("not fewer than", Bound::Least),
    ("a minimum of", Bound::Least),
    ("well over", Bound::Least),
    ("just over", Bound::Least),
    ("in excess of", Bound::Least),
    ("upwards of", Bound::Least),
    ("upward of", Bound::Least),
    ("much more than", Bound::Least),
    ("far more than", Bound::Least),
    ("more than", Bound::Least),
    ("greater than", Bound::Least),
    ("larger than", Bound::Least),
    ("higher than", Bound::Least),
    ("at least", Bound::Least),
    ("over", Bound::Least),
    ("above", Bound::Least),
    ("exceeding", Bound::Least),
    ("no more than", Bound::Most),
    ("not more than", Bound::Most),
    ("as many as", Bound::Most),
    ("as much as", Bound::Most),
    ("as high as", Bound::Most),
    ("a maximum of", Bound::Most),
    ("at most", Bound::Most),
    ("up to", Bound::Most),
    ("fewer than", Bound::Most),
    ("less than", Bound::Most),
    ("lower than", Bound::Most),
    ("just under", Bound::Most),
    ("just shy of", Bound::Most),
    ("close to", Bound::Most),
    ("under", Bound::Most),
    ("below", Bound::Most),
    ("nearly", Bound::Most),
    ("almost", Bound::Most),
    ("in the region of", Bound::About),
    ("an estimated", Bound::About),
    ("the estimated", Bound::About),
    ("estimated", Bound::About),
    ("approximately", Bound::About),
    ("roughly", Bound::About),
    ("around", Bound::About),
    ("about", Bound::About),
    ("some", Bound::About),
    ("circa", Bound::About),
    ("approaching", Bound::Most),
    ("reportedly", Bound::About),
    ("exactly", Bound::Exactly),
    ("precisely", Bound::Exactly),
];

/// Hedges after a number.
const AFTER: [(&str, Bound); 7] = [
    ("or more", Bound::Least),
    ("or so", Bound::About),
    ("- odd", Bound::About),
    ("- plus", Bound::Least),
    ("plus", Bound::Least),
    ("+", Bound::Least),
    ("or fewer", Bound::Most),
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
