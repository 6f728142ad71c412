//! Numbers in digits and words, with what belongs to them: currency sign, multiplier, range.

use crate::syntax::Syntax;
use crate::words::FigureWords;
use dateline_language::{Upos, Xpos};
use dateline_text::List;
use std::ops::Range;

/// A number as told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// Its words: currency sign, digits, multiplier, range; the measure that touches it is added by `counted`.
    pub(super) words: Range<usize>,
    /// `None` for a range or a vague plural.
    pub(super) value: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    /// "dozens", "hundreds".
    pub(super) vague: bool,
    /// "one" alone, which is a figure only where it counts victims.
    pub(super) bare_one: bool,
    /// "two" to "ten" in words.
    pub(super) small_word: bool,
    /// A part of a whole: "a third", "half".
    pub(super) share: bool,
    /// The unit that stands before or is glued to it: a currency, "percent".
    pub(super) unit: Option<String>,
    /// Digits alone, without comma or point, as a year has.
    pub(super) plain_digits: bool,
}

impl Number {
    /// A count of which no number is told.
    pub(super) fn unknown(words: Range<usize>) -> Self {
        Self {
            words,
            value: None,
            low: None,
            high: None,
            vague: true,
            bare_one: false,
            small_word: false,
            share: false,
            unit: None,
            plain_digits: false,
        }
    }

    fn of(words: Range<usize>, value: f64) -> Self {
        Self { value: Some(value), vague: false, ..Self::unknown(words) }
    }
}

/// Digits with separators: `1,400`, `1.5`, `45`.
fn digits(form: &str) -> Option<f64> {
    let first = form.as_bytes().first()?;
    let point = form.starts_with('.') && form.len() > 1;
    if !(first.is_ascii_digit() || point) {
        return None;
    }
    if !form.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
        return None;
    }
    let groups: Vec<&str> = form.split(',').collect();
    let grouped = groups.len() == 1
        || groups[1..].iter().all(|g| g.split('.').next().is_some_and(|w| w.len() == 3 || w.len() == 2));
    let value = form.trim_end_matches(['.', ',']).replace(',', "");
    if grouped { value.parse().ok() } else { None }
}

/// `45km`, `1.5m`, `20bn` where the tokeniser kept them whole.
fn glued(form: &str) -> Option<(f64, &str)> {
    let split = form.find(|c: char| c.is_alphabetic())?;
    let (number, rest) = form.split_at(split);
    digits(number).map(|v| (v, rest))
}

struct Reader<'a> {
    s: Syntax<'a>,
    end: usize,
}

impl Reader<'_> {
    fn lower(&self, t: usize) -> String {
        if t < self.end { self.s.a.form(t).to_lowercase() } else { String::new() }
    }

    fn is(&self, t: usize, words: &[&str]) -> bool {
        t < self.end && words.iter().any(|w| self.s.a.form(t).eq_ignore_ascii_case(w))
    }

    fn is_in(&self, t: usize, list: &List) -> bool {
        t < self.end && self.s.form_in(t, list)
    }

    fn words(&self) -> &FigureWords {
        &self.s.words.figures
    }

    /// "zero" to "nineteen".
    fn unit_word(&self, word: &str) -> Option<f64> {
        self.words().cardinals.get(word).filter(|v| *v < 20.0)
    }

    /// "twenty", "thirty" …
    fn ten_word(&self, word: &str) -> Option<f64> {
        self.words().cardinals.get(word).filter(|v| *v >= 20.0)
    }

    /// What a number may be multiplied by, spelt out or short.
    fn scale(&self, word: &str) -> Option<f64> {
        self.words().scales.get(word)
    }

    fn touches(&self, t: usize) -> bool {
        t > 0 && t < self.end && self.s.a.tokens[t - 1].span.end() == self.s.a.tokens[t].span.start()
    }

    fn is_dash(&self, t: usize) -> bool {
        self.is(t, &["-", "–", "—", "‑"])
    }

    /// "twenty", "twenty-five", "seven", digits: what a scale may follow.
    fn simple(&self, t: usize) -> Option<(f64, usize)> {
        if t >= self.end {
            return None;
        }
        let form = self.s.a.form(t);
        if let Some(v) = digits(form) {
            return Some((v, t + 1));
        }
        let word = form.to_lowercase();
        if let Some(v) = self.unit_word(&word) {
            return Some((v, t + 1));
        }
        let v = self.ten_word(&word)?;
        let next = if self.is_dash(t + 1) { t + 2 } else { t + 1 };
        match self.unit_word(&self.lower(next)).filter(|u| *u >= 1.0 && *u < 10.0) {
            Some(u) => Some((v + u, next + 1)),
            None => Some((v, t + 1)),
        }
    }

    fn scale_at(&self, t: usize, value: f64) -> Option<f64> {
        let word = self.lower(t);
        let short = word.len() <= 3;
        // "5 m" is metres, "5m" with a currency sign is millions: short scales only where they touch and are no measure.
        let money = value > 0.0 && t >= 2 && is_sign(self.s, t.saturating_sub(2));
        match word.as_str() {
            "m" | "b" | "k" if !(self.touches(t) && money) && word != "k" => None,
            _ if short && !self.touches(t) && !money => None,
            _ => self.scale(&word),
        }
    }

    /// A whole number: "two hundred and fifty thousand", "1.5 million", "half a million", "a dozen".
    fn whole(&self, t: usize) -> Option<(f64, usize)> {
        if self.is(t, &["half"]) && self.is(t + 1, &["a", "an"]) {
            let v = self.scale(&self.lower(t + 2))?;
            return Some((v / 2.0, t + 3));
        }
        let article = self.is(t, &["a"]);
        let (mut value, mut at) = if article {
            let v = self.scale(&self.lower(t + 1)).filter(|_| self.lower(t + 1).len() > 3)?;
            (v, t + 2)
        } else if let Some(v) = self.scale(&self.lower(t)).filter(|_| self.lower(t).len() > 3 && t > 0) {
            (v, t + 1)
        } else {
            self.simple(t)?
        };
        // "one and a half million", "two and a half years".
        if self.is(at, &["and"]) && self.is(at + 1, &["a"]) && self.is(at + 2, &["half"]) {
            value += 0.5;
            at += 3;
        }
        let mut total = 0.0;
        loop {
            if self.is_dash(at) && self.scale_at(at + 1, value).is_some() {
                at += 1;
            }
            if let Some(v) = self.scale_at(at, value) {
                value *= v;
                at += 1;
                if v >= 1e3 {
                    total += value;
                    value = 0.0;
                }
                if self.is(at, &["and"]) && self.is(at + 1, &["a"]) && self.is(at + 2, &["half"]) {
                    total += v / 2.0;
                    at += 3;
                }
                continue;
            }
            // What may go on after "hundred" or "thousand": "and fifty", "fifty".
            let words = at > t
                && self.scale(&self.lower(at - 1)).is_some_and(|v| (100.0..1e6).contains(&v))
                && digits(self.s.a.form(t)).is_none();
            let next = if self.is(at, &["and"]) { at + 1 } else { at };
            match self.simple(next).filter(|_| words) {
                Some((v, end)) if digits(self.s.a.form(next)).is_none() => {
                    value += v;
                    at = end;
                }
                _ => break,
            }
        }
        Some((total + value, at))
    }

    /// "hundreds", "tens of thousands", "several hundred", "a few dozen".
    fn vague(&self, t: usize) -> Option<Number> {
        let several = self.is(t, &["several", "many"]) || (self.is(t, &["few"]));
        if several {
            let v = self.scale(&self.lower(t + 1)).filter(|_| self.lower(t + 1).len() > 4)?;
            return Some(Number { low: Some(2.0 * v), ..Number::unknown(t..t + 2) });
        }
        let (mut low, mut at) = (self.words().vague_plurals.get(&self.lower(t))?, t + 1);
        let number = matches!(self.s.xpos(t), Xpos::Nns | Xpos::Cd | Xpos::Nnps) && !self.is(t, &["scores"])
            || self.is(at, &["of", "more"]);
        while self.is(at, &["of"]) {
            let Some(v) = self.words().vague_plurals.get(&self.lower(at + 1)) else { break };
            low *= v / 2.0;
            at += 2;
        }
        // "tens" and "scores" alone are other words.
        let alone = self.is(t, &["tens", "scores"]) && at == t + 1 && !self.is(at, &["of"]);
        (number && !alone).then(|| Number { low: Some(low), ..Number::unknown(t..at) })
    }

    /// "a third", "two-thirds", "half of", "three quarters", "one in five".
    fn share(&self, t: usize) -> Option<Number> {
        let made =
            |end: usize, v: f64| Some(Number { share: true, unit: Some("share".to_owned()), ..Number::of(t..end, v) });
        if self.is(t, &["half"]) {
            let whole = self.is_in(t + 1, &self.words().wholes);
            return if whole { made(t + 1, 0.5) } else { None };
        }
        // "an hour and a half"
        let added = self.is(t, &["a"])
            && t > 0
            && self.s.a.form(t - 1).eq_ignore_ascii_case("and")
            && self.is(t + 1, &["half"]);
        if added {
            return None;
        }
        let (top, mut at) = if self.is(t, &["a"]) { (1.0, t + 1) } else { self.simple(t)? };
        if self.is(at, &["in", "out"]) && top <= 10.0 {
            let of = if self.is(at, &["out"]) && self.is(at + 1, &["of"]) { at + 2 } else { at + 1 };
            let (below, end) = self.simple(of).filter(|b| b.0 > top && b.0 <= 1000.0 && self.is(at, &["in"]))?;
            let year = below > 1000.0 || self.s.upos(t) == Upos::Pron;
            return if year { None } else { made(end, top / below) };
        }
        if self.is_dash(at) {
            at += 1;
        }
        let below = self.words().fractions.get(&self.lower(at))?;
        // "a quarter" of a year, "a third" attempt: a share only of something.
        let of = self.is_in(at + 1, &self.words().after_fractions) || top > 1.0 || self.is_dash(at - 1);
        let plural = top > 1.0 && !self.lower(at).ends_with('s');
        if !of || plural || self.is(at, &["half", "halves"]) && top > 1.0 {
            return None;
        }
        made(at + 1, (top / below * 1e4).round() / 1e4)
    }
}

/// Reads the numbers that begin at a word: one, or two for a tally of votes ("96-3").
pub(super) fn read(s: Syntax<'_>, t: usize, end: usize) -> Option<Vec<Number>> {
    if !may_begin(s, t) {
        return None;
    }
    let r = Reader { s, end };
    if let Some(n) = r.share(t).or_else(|| r.vague(t)) {
        return Some(vec![n]);
    }
    let signs = &s.words.figures.currency_signs;
    let sign = signs.value(s.a.form(t)).filter(|_| t + 1 < end);
    let start = if sign.is_some() { t + 1 } else { t };
    let first = if let Some((v, rest)) = sign.is_none().then(|| glued(s.a.form(t))).flatten() {
        let lists = &s.words.figures;
        // "2Day" is a name.
        let small = !rest.contains(char::is_uppercase);
        let factor = r.scale(rest).filter(|_| small && lists.glued_scales.has(rest));
        let unit = lists.measures.value(rest).filter(|_| small && factor.is_none());
        factor.or(unit.map(|_| 1.0))?;
        Number { unit: unit.map(str::to_owned), ..Number::of(t..t + 1, v * factor.unwrap_or(1.0)) }
    } else {
        let (value, at) = r.whole(start)?;
        let plain = at == start + 1 && s.a.form(start).bytes().all(|b| b.is_ascii_digit());
        Number { plain_digits: plain && sign.is_none(), ..Number::of(t..at, value) }
    };
    let mut first = Number { unit: sign.map(str::to_owned).or(first.unit), ..first };
    let word = s.a.form(t).to_lowercase();
    first.bare_one = word == "one" && first.words.len() == 1;
    first.small_word = first.words.len() == 1 && r.unit_word(&word).is_some_and(|v| v <= 10.0);
    Some(range(&r, first))
}

/// Whether a word is a currency sign or a code that stands before a sum.
fn is_sign(s: Syntax<'_>, t: usize) -> bool {
    s.form_in(t, &s.words.figures.currency_signs)
}

/// Whether a word can begin a number at all: a quick look before the reading.
fn may_begin(s: Syntax<'_>, t: usize) -> bool {
    let form = s.a.form(t);
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    if is_sign(s, t) && !matches!(s.xpos(t), Xpos::Comma | Xpos::Stop) {
        return true;
    }
    let words = &s.words.figures;
    words.number_openers.has(form) || words.cardinals.has(form) || words.vague_plurals.has(form)
}

/// Goes on to the other end of a range: "10 to 15", "between 10 and 15", "10-15", "2.5-3 million"; or of a tally.
fn range(r: &Reader<'_>, first: Number) -> Vec<Number> {
    let at = first.words.end;
    let before = first.words.start.checked_sub(1);
    let dash = r.is_dash(at) && r.touches(at);
    let between = r.is(at, &["and"]) && before.is_some_and(|b| r.is(b, &["between"]));
    let to = r.is(at, &["to"]) && !before.is_some_and(|b| r.is(b, &["from"]) && changing(r.s, first.words.start));
    let or = r.is(at, &["or"]) && first.words.len() == 1;
    if !(dash || between || to || or) {
        return vec![first];
    }
    let signs = &r.s.words.figures.currency_signs;
    let sign = (at + 1 < r.end).then(|| signs.value(r.s.a.form(at + 1))).flatten();
    let start = if sign.is_some() { at + 2 } else { at + 1 };
    let Some((second, end)) = r.whole(start).filter(|_| !r.is(start, &["a"]) && !first.share) else {
        return vec![first];
    };
    let Some(value) = first.value else { return vec![first] };
    // "2.5-3 million": the multiplier serves both.
    let factor = match end.checked_sub(1).map(|e| r.lower(e)).and_then(|w| r.scale(&w)) {
        Some(f)
            if first.words.len() == 1 + usize::from(first.unit.is_some())
                && value < second
                && value < 1000.0
                && end > start + 1 =>
        {
            f
        }
        _ => 1.0,
    };
    let low = value * factor;
    let words = first.words.start..end;
    if low < second {
        // A tally has the higher number first; "to" between rising numbers is a range.
        let unit = first.unit.or(sign.map(str::to_owned));
        return vec![Number { value: None, low: Some(low), high: Some(second), words, unit, vague: false, ..first }];
    }
    let tally = (dash || (to && value < 1000.0)) && first.plain_digits && second < 1000.0 && first.unit.is_none();
    if tally {
        let second = Number { plain_digits: true, ..Number::of(start..end, second) };
        return vec![first, second];
    }
    vec![first]
}

/// Whether a verb of rising or falling governs: "rose from 10 to 15" tells two figures, not a range.
pub(super) fn changing(s: Syntax<'_>, t: usize) -> bool {
    let start = s.a.sentences[s.a.sentence_of(t)].start;
    (start.max(t.saturating_sub(7))..t).any(|i| super::words::trend_of(s, i).is_some())
}
