//! The day that a count was taken on: "as of Friday, 30 people had died".

use crate::ground::Within;
use crate::times::Grain;
use dateline_text::Date;

/// How many times of a sentence are looked at.
const MOST: usize = 8;

/// The day that the sentence counts by, where it tells one.
pub(super) fn read(w: &Within<'_>) -> Option<Date> {
    let list = &w.s.words.times.lists.as_of;
    let led = |start: usize| {
        let first = start.checked_sub(2).filter(|t| *t >= w.sentence.start)?;
        Some(list.has(&format!("{} {}", w.s.a.form(first), w.s.a.form(first + 1))))
    };
    let day = |t: &&crate::times::Time| t.moment().is_some_and(|m| m.grain == Grain::Day);
    let mut told =
        w.times.within(w.sentence.clone()).take(MOST).filter(day).filter(|t| led(t.tokens.start) == Some(true));
    told.next().and_then(|t| t.moment()).map(|m| m.first)
}
