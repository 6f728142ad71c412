//! Figures: counts, shares, sums and measures that a report tells.
//!
//! A figure is a number with what it counts: `11` `civilians` `killed`. It is read in four steps, each in a file of its
//! own: `number` reads the number itself and its range, `hedge` the words that hedge it, `exclude` leaves out
//! numbers that count nothing (dates, clock times, names, addresses), `counted` finds what is counted and in what unit,
//! `happened` what happened to it.
//!
//! # Values
//!
//! | told | value | low | high | bound |
//! |---|---|---|---|---|
//! | "11" | 11 | | | exact |
//! | "at least 11", "more than 11", "11 or more" | 11 | 11 | | at_least |
//! | "up to 11", "fewer than 11", "no more than 11" | 11 | | 11 | at_most |
//! | "nearly 11", "close to 11" | 11 | | 11 | about |
//! | "about 11", "some 11" | 11 | | | about |
//! | "10 to 15", "between 10 and 15" | | 10 | 15 | between |
//! | "dozens" | | 24 | | at_least |
//! | "scores" | | 40 | | at_least |
//! | "hundreds", "several hundred" | | 200 | | at_least |
//! | "thousands", "tens of thousands", "hundreds of thousands" | | 2000, 20000, 200000 | | at_least |
//! | "millions", "billions" | | two of them | | at_least |
//! | "a rising number of" | | | | none |
//!
//! The low of a vague plural is the least it can mean: two of it. Shares are in percent where told so ("60 percent" is
//! 60, unit `percent`); "a third" is 0.3333 and "two thirds" 0.6667, unit `share`; "one in five" is 0.2.
//!
//! # Units
//!
//! `people` for persons of any sort; `percent`, `percentage point`, `share`; an ISO 4217 code for money (`USD` for a
//! bare dollar sign); the measure's name in the singular (`kilometre`, `year`, `tonne`); else the noun that is counted,
//! in the singular (`vote`, `house`).

mod as_of;
mod counted;
mod exclude;
mod happened;
mod hedge;
mod number;
mod unit;
mod words;

use crate::ground::{Finding, Ground, Within};
use counted::Counted;
use dateline_contract::{Bound, Figure};
use number::Number;

/// Finds the figures that a report tells, in the order of the text. Takes time linear in its length. On whose word each
/// stands (`by`) is left empty: the statements around tell that. The evidence has the number with its unit first, then
/// what is counted and what happened to it.
///
/// ```
/// use dateline_language::{Model, analyse};
/// use dateline_records::{Tables, figures, ground::Ground};
/// use dateline_text::{RawItem, document::{Limits, document}};
///
/// let item = RawItem::new("At least 11 civilians were killed on Monday, officials said.");
/// let read = analyse(document(&item, &Limits::default()).unwrap().value.into(), Model::fast()).value;
/// let found = figures::find(&Ground::new(&read, &Tables::builtin()));
/// let f = &found[0].value;
/// assert_eq!((f.value, f.low, f.what.as_str(), f.who.as_str()), (Some(11.0), Some(11.0), "killed", "civilian"));
/// assert_eq!((f.unit.as_str(), f.modifier.as_deref()), ("people", Some("at least")));
/// ```
#[must_use]
pub fn find(ground: &Ground<'_>) -> Vec<Finding<Figure>> {
    let mut out = Vec::new();
    for sentence in &ground.s.a.sentences {
        let first = out.len();
        let w = Within::new(ground, sentence.clone());
        let mut t = sentence.start;
        while t < sentence.end {
            let Some(numbers) = number::read(&w, t) else {
                out.extend(trend_only(&w, t));
                t += 1;
                continue;
            };
            let end = numbers.last().map_or(t + 1, |n| n.words.end).max(t + 1);
            for (i, n) in numbers.iter().enumerate() {
                let found = figure(&w, n, numbers.len(), i, &out[first..]);
                out.extend(found);
            }
            t = end;
        }
    }
    out
}

/// Makes the figure of a number, unless it counts nothing.
fn figure(w: &Within<'_>, n: &Number, of: usize, nth: usize, before: &[Finding<Figure>]) -> Option<Finding<Figure>> {
    let s = w.s;
    if exclude::counts_nothing(w, n) {
        return None;
    }
    let counted = if of > 1 { counted::tally(w, n) } else { counted::find(w, n, before) };
    let hedge = hedge::read(w, n, &counted.unit);
    if n.bare_one && !counted.harm {
        return None;
    }
    if pair_of(w, n, &counted) {
        return None;
    }
    let (value, low, high, bound) = bounds(n, hedge.as_ref().map(|h| h.bound));
    let number = n.words.start..counted.end.max(n.words.end);
    let mut evidence = vec![s.a.span(number.clone())];
    let who = counted.who_words.clone().filter(|w| w.start >= number.end || w.end <= number.start);
    evidence.extend(who.map(|w| s.a.span(w)));
    evidence.extend(counted.what_word.filter(|w| !n.words.contains(w)).map(|w| s.a.tokens[w].span));
    evidence.dedup();
    let rule = if of > 1 { "tally" } else { sort(n, &counted) };
    let confidence = confidence(n, &counted, nth);
    let figure = Figure {
        what: counted.what,
        who: counted.who,
        value,
        low,
        high,
        unit: counted.unit,
        bound,
        modifier: hedge.map(|h| h.text),
        trend: counted.trend,
        counted_by: Vec::new(),
        as_of: as_of::read(w),
        place: None,
        by: Vec::new(),
    };
    Some(Finding { value: figure, at: n.words.start, evidence, rule: format!("figure/{rule}"), confidence })
}

/// "the two countries", "both leaders": not a count but those told of before.
fn pair_of(w: &Within<'_>, n: &Number, counted: &Counted) -> bool {
    let definite = n.words.start > 0 && w.form_in(n.words.start - 1, &w.tables.words.figures.definites);
    let pair = |h: usize| w.actors.at(h).is_some_and(|m| m.kind == crate::actors::Kind::Pair);
    definite && n.value == Some(2.0) && counted.head.is_some_and(pair)
}

/// Value, least, most, and what the value is to what was counted.
fn bounds(n: &Number, hedge: Option<crate::words::Hint>) -> (Option<f64>, Option<f64>, Option<f64>, Bound) {
    use crate::words::Hint::{About, Exactly, Least, Most, Nearly};
    let (mut low, mut high) = (n.low, n.high);
    match (hedge, n.value) {
        (Some(Least), Some(v)) => low = low.or(Some(v)),
        (Some(Most | Nearly), Some(v)) => high = high.or(Some(v)),
        (Some(About | Exactly | Least | Most | Nearly) | None, _) => {}
    }
    let bound = match (hedge, n.value, low, high) {
        (_, None, Some(_), Some(_)) => Bound::Between,
        (Some(About | Nearly), ..) => Bound::About,
        // "dozens": two of them at the least.
        (Some(Least), ..) | (Some(Exactly) | None, None, Some(_), None) => Bound::AtLeast,
        (Some(Most), ..) | (_, None, None, Some(_)) => Bound::AtMost,
        (_, Some(_), ..) => Bound::Exact,
        (_, None, None, None) => Bound::None,
    };
    (n.value, low, high, bound)
}

/// What sort of figure it is, by which its rule is called.
fn sort(n: &Number, counted: &Counted) -> &'static str {
    match (n.vague, n.low.is_some() && n.high.is_some()) {
        (true, _) => "vague",
        (_, true) => "range",
        _ if counted.unit == "percent" || counted.unit == "share" => "share",
        _ if unit::is_currency(&counted.unit) => "money",
        _ if counted.measure => "measure",
        _ => "count",
    }
}

fn confidence(n: &Number, counted: &Counted, nth: usize) -> f32 {
    let mut c: f32 = if counted.who.is_empty() && counted.what.is_empty() { 0.5 } else { 0.85 };
    if counted.harm {
        c += 0.05;
    }
    // Small numbers in words are often told in passing ("two ways").
    if n.small_word && !counted.harm {
        c -= 0.2;
    }
    if nth > 0 {
        c -= 0.05;
    }
    c
}

/// "a rising number of civilians": a count without a number.
fn trend_only(w: &Within<'_>, t: usize) -> Option<Finding<Figure>> {
    let (s, end) = (w.s, w.sentence.end);
    if s.xpos(t) != dateline_language::Xpos::Vbg && s.upos(t) != dateline_language::Upos::Adj {
        return None;
    }
    let trend = s.words.figures.trend_adjectives.get(s.a.form(t))?;
    let number = (t + 1..(t + 3).min(end)).find(|i| s.is_lemma(*i, "number"))?;
    let of = number + 1;
    if of + 1 >= end || !s.a.form(of).eq_ignore_ascii_case("of") {
        return None;
    }
    let words = t..number + 1;
    let n = Number::unknown(words.clone());
    let mut counted = counted::of(w, &n, number, of + 1)?;
    counted.trend = Some(trend);
    let figure = Figure {
        what: counted.what,
        who: counted.who,
        value: None,
        low: None,
        high: None,
        unit: counted.unit,
        bound: Bound::None,
        modifier: None,
        trend: Some(trend),
        counted_by: Vec::new(),
        as_of: None,
        place: None,
        by: Vec::new(),
    };
    let mut evidence = vec![s.a.span(words)];
    evidence.extend(counted.who_words.map(|w| s.a.span(w)));
    Some(Finding { value: figure, evidence, at: t, rule: "figure/trend".to_owned(), confidence: 0.8 })
}
