//! Words that hedge a number: "at least", "up to", "about".

use super::number::Number;
use crate::ground::Within;
use crate::syntax::Syntax;
use crate::words::Hint;
use dateline_text::Valued;
use std::ops::Range;

/// A hedge as told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hedge {
    pub(super) bound: Hint,
    pub(super) text: String,
}

/// Reads the hedge around a number.
pub(super) fn read(w: &Within<'_>, n: &Number, unit: &str) -> Option<Hedge> {
    let hedge = find(w, n)?;
    // "raised over 16 years": a time that something takes, not more than it.
    let time = w.tables.words.figures.times.has(unit);
    (!(time && hedge.text == "over")).then_some(hedge)
}

fn find(w: &Within<'_>, n: &Number) -> Option<Hedge> {
    let (s, sentence) = (w.s, &w.sentence);
    let mut at = n.words.start;
    // "between 10 and 15", "of up to 11", "about the same 11".
    while at > sentence.start && s.form_in(at - 1, &s.words.figures.between_hedge_and_number) {
        at -= 1;
    }
    let before = |end: usize| {
        phrase(s, &s.words.figures.hedges_before, |length| {
            end.checked_sub(length).filter(|from| *from >= sentence.start).map(|from| from..end)
        })
    };
    let found = before(n.words.start).or_else(|| before(at)).map(|(_, hedge)| hedge);
    found.or_else(|| after(w, n.words.end).map(|(_, hedge)| hedge))
}

/// The hedge that begins at a word, and the word after it: "or more", "-odd".
pub(super) fn after(w: &Within<'_>, at: usize) -> Option<(usize, Hedge)> {
    let (to, hedge) = phrase(w.s, &w.tables.words.figures.hedges_after, |length| {
        (at + length <= w.sentence.end).then_some(at..at + length)
    })?;
    Some((to, Hedge { text: hedge.text.replace("- ", ""), ..hedge }))
}

/// The longest phrase of a list that stands in the place given for its number of words: "no more than", not "more than".
fn phrase(s: Syntax<'_>, list: &Valued<Hint>, place: impl Fn(usize) -> Option<Range<usize>>) -> Option<(usize, Hedge)> {
    (1..=list.list().longest()).rev().filter_map(place).find_map(|words| {
        let text = words.clone().map(|t| s.a.form(t)).collect::<Vec<_>>().join(" ").to_lowercase();
        list.get(&text).map(|bound| (words.end, Hedge { bound, text }))
    })
}
