//! Numbers in digits and words, with what belongs to them: currency sign, multiplier, range.

use super::words::is_month;
use crate::ground::Within;
use crate::syntax::Syntax;
use dateline_language::{Upos, Xpos};
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

/// The part of a whole that one sign writes: `½`.
fn part(sign: char) -> Option<f64> {
    const PARTS: [(char, f64, f64); 15] = [
        ('½', 1.0, 2.0),
        ('⅓', 1.0, 3.0),
        ('⅔', 2.0, 3.0),
        ('¼', 1.0, 4.0),
        ('¾', 3.0, 4.0),
        ('⅕', 1.0, 5.0),
        ('⅖', 2.0, 5.0),
        ('⅗', 3.0, 5.0),
        ('⅘', 4.0, 5.0),
        ('⅙', 1.0, 6.0),
        ('⅚', 5.0, 6.0),
        ('⅛', 1.0, 8.0),
        ('⅜', 3.0, 8.0),
        ('⅝', 5.0, 8.0),
        ('⅞', 7.0, 8.0),
    ];
    let (_, top, below) = PARTS.iter().find(|p| p.0 == sign)?;
    Some((top / below * 1e4).round() / 1e4)
}

/// Digits with separators: `1,400`, `1.5`, `45`, `2½`.
fn digits(form: &str) -> Option<f64> {
    if let Some((last, more)) = form.chars().next_back().and_then(|c| Some((c, part(c)?))) {
        let whole = &form[..form.len() - last.len_utf8()];
        let plain = whole.bytes().all(|b| b.is_ascii_digit());
        return if whole.is_empty() { Some(more) } else { plain.then(|| digits(whole)).flatten().map(|v| v + more) };
    }
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

/// "zero" to "nineteen".
fn unit_word(w: &Within<'_>, word: &str) -> Option<f64> {
    w.tables.words.figures.cardinals.get(word).filter(|v| *v < 20.0)
}

/// "twenty", "thirty" …
fn ten_word(w: &Within<'_>, word: &str) -> Option<f64> {
    w.tables.words.figures.cardinals.get(word).filter(|v| *v >= 20.0)
}

/// What a number may be multiplied by, spelt out or short.
fn scale(w: &Within<'_>, word: &str) -> Option<f64> {
    w.tables.words.figures.scales.get(word)
}

fn touches(w: &Within<'_>, t: usize) -> bool {
    t > 0 && t < w.sentence.end && w.s.a.tokens[t - 1].span.end() == w.s.a.tokens[t].span.start()
}

fn is_dash(w: &Within<'_>, t: usize) -> bool {
    w.is_any(t, &["-", "–", "—", "‑"])
}

/// "12 000", "1 250 000": groups of three digits with a space between, as the United Nations and much of the world write
/// them. "On May 12 200 villagers" has two numbers.
fn grouped(w: &Within<'_>, t: usize) -> Option<(f64, usize)> {
    let plain = |i: usize| w.s.a.form(i).bytes().all(|b| b.is_ascii_digit());
    let first = w.s.a.form(t);
    let number = |i: usize| i >= w.sentence.start && plain(i);
    if !plain(t) || first.len() > 3 || first.starts_with('0') || t.checked_sub(1).is_some_and(number) {
        return None;
    }
    let blank = |i: usize| {
        let between = w.s.a.text().get(w.s.a.tokens[i - 1].span.end()..w.s.a.tokens[i].span.start());
        matches!(between, Some(" " | "\u{a0}" | "\u{202f}" | "\u{2009}"))
    };
    let mut end = t + 1;
    let mut value: f64 = first.parse().ok()?;
    while end < w.sentence.end && w.s.a.form(end).len() == 3 && plain(end) && blank(end) {
        value = value * 1000.0 + w.s.a.form(end).parse::<f64>().ok()?;
        end += 1;
    }
    let day = t > w.sentence.start && is_month(w.s, t - 1) && end > t + 1 && w.s.a.form(t + 1) != "000";
    (end > t + 1 && !day).then_some((value, end))
}

/// "twenty", "twenty-five", "seven", digits: what a scale may follow.
fn simple(w: &Within<'_>, t: usize) -> Option<(f64, usize)> {
    if t >= w.sentence.end {
        return None;
    }
    let form = w.s.a.form(t);
    if let Some(groups) = grouped(w, t) {
        return Some(groups);
    }
    if let Some(v) = digits(form) {
        return Some((v, t + 1));
    }
    let word = form.to_lowercase();
    if let Some(v) = unit_word(w, &word) {
        return Some((v, t + 1));
    }
    let v = ten_word(w, &word)?;
    let next = if is_dash(w, t + 1) { t + 2 } else { t + 1 };
    match unit_word(w, &w.lower(next)).filter(|u| *u >= 1.0 && *u < 10.0) {
        Some(u) => Some((v + u, next + 1)),
        None => Some((v, t + 1)),
    }
}

fn scale_at(w: &Within<'_>, t: usize, value: f64) -> Option<f64> {
    let word = w.lower(t);
    let short = word.len() <= 3;
    // "5 m" is metres, "5m" with a currency sign is millions: short scales only where they touch and are no measure.
    let money = value > 0.0 && t >= 2 && is_sign(w.s, t.saturating_sub(2));
    match word.as_str() {
        "m" | "b" | "k" if !(touches(w, t) && money) && word != "k" => None,
        _ if short && !touches(w, t) && !money => None,
        _ => scale(w, &word),
    }
}

/// A whole number: "two hundred and fifty thousand", "1.5 million", "half a million", "a dozen".
fn whole(w: &Within<'_>, t: usize) -> Option<(f64, usize)> {
    if w.is_any(t, &["half"]) && w.is_any(t + 1, &["a", "an"]) {
        let v = scale(w, &w.lower(t + 2))?;
        return Some((v / 2.0, t + 3));
    }
    let article = w.is_any(t, &["a"]);
    let (mut value, mut at) = if article {
        let v = scale(w, &w.lower(t + 1)).filter(|_| w.lower(t + 1).len() > 3)?;
        (v, t + 2)
    } else if let Some(v) = scale(w, &w.lower(t)).filter(|_| w.lower(t).len() > 3 && t > 0) {
        (v, t + 1)
    } else {
        simple(w, t)?
    };
    // "one and a half million", "two and a half years".
    if w.is_any(at, &["and"]) && w.is_any(at + 1, &["a"]) && w.is_any(at + 2, &["half"]) {
        value += 0.5;
        at += 3;
    }
    let mut total = 0.0;
    loop {
        if is_dash(w, at) && scale_at(w, at + 1, value).is_some() {
            at += 1;
        }
        if let Some(v) = scale_at(w, at, value) {
            value *= v;
            at += 1;
            if v >= 1e3 {
                total += value;
                value = 0.0;
            }
            if w.is_any(at, &["and"]) && w.is_any(at + 1, &["a"]) && w.is_any(at + 2, &["half"]) {
                total += v / 2.0;
                at += 3;
            }
            continue;
        }
        // What may go on after "hundred" or "thousand": "and fifty", "fifty".
        let words = at > t
            && scale(w, &w.lower(at - 1)).is_some_and(|v| (100.0..1e6).contains(&v))
            && digits(w.s.a.form(t)).is_none();
        let next = if w.is_any(at, &["and"]) { at + 1 } else { at };
        match simple(w, next).filter(|_| words) {
            Some((v, end)) if digits(w.s.a.form(next)).is_none() => {
                value += v;
                at = end;
            }
            _ => break,
        }
    }
    Some((total + value, at))
}

/// "hundreds", "tens of thousands", "several hundred", "a few dozen".
fn vague(w: &Within<'_>, t: usize) -> Option<Number> {
    let several = w.is_any(t, &["several", "many"]) || (w.is_any(t, &["few"]));
    if several {
        let v = scale(w, &w.lower(t + 1)).filter(|_| w.lower(t + 1).len() > 4)?;
        return Some(Number { low: Some(2.0 * v), ..Number::unknown(t..t + 2) });
    }
    let (mut low, mut at) = (w.tables.words.figures.vague_plurals.get(&w.lower(t))?, t + 1);
    let number = matches!(w.s.xpos(t), Xpos::Nns | Xpos::Cd | Xpos::Nnps) && !w.is_any(t, &["scores"])
        || w.is_any(at, &["of", "more"]);
    while w.is_any(at, &["of"]) {
        let Some(v) = w.tables.words.figures.vague_plurals.get(&w.lower(at + 1)) else { break };
        low *= v / 2.0;
        at += 2;
    }
    // "tens" and "scores" alone are other words.
    let alone = w.is_any(t, &["tens", "scores"]) && at == t + 1 && !w.is_any(at, &["of"]);
    (number && !alone).then(|| Number { low: Some(low), ..Number::unknown(t..at) })
}

/// "a third", "two-thirds", "half of", "three quarters", "one in five".
fn share(w: &Within<'_>, t: usize) -> Option<Number> {
    let made =
        |end: usize, v: f64| Some(Number { share: true, unit: Some("share".to_owned()), ..Number::of(t..end, v) });
    let sign = (t < w.sentence.end).then(|| w.s.a.form(t)).filter(|f| f.chars().count() == 1);
    if let Some(v) =
        sign.and_then(|f| part(f.chars().next()?)).filter(|_| w.form_in(t + 1, &w.tables.words.figures.wholes))
    {
        return made(t + 1, v);
    }
    if w.is_any(t, &["half"]) {
        let whole = w.form_in(t + 1, &w.tables.words.figures.wholes);
        return if whole { made(t + 1, 0.5) } else { None };
    }
    // "an hour and a half"
    let added =
        w.is_any(t, &["a"]) && t > 0 && w.s.a.form(t - 1).eq_ignore_ascii_case("and") && w.is_any(t + 1, &["half"]);
    if added {
        return None;
    }
    let (top, mut at) = if w.is_any(t, &["a"]) { (1.0, t + 1) } else { simple(w, t)? };
    if w.is_any(at, &["in", "out"]) && top <= 10.0 {
        let of = if w.is_any(at, &["out"]) && w.is_any(at + 1, &["of"]) { at + 2 } else { at + 1 };
        let (below, end) = simple(w, of).filter(|b| b.0 > top && b.0 <= 1000.0 && w.is_any(at, &["in"]))?;
        let year = below > 1000.0 || w.s.upos(t) == Upos::Pron;
        return if year { None } else { made(end, top / below) };
    }
    if is_dash(w, at) {
        at += 1;
    }
    let below = w.tables.words.figures.fractions.get(&w.lower(at))?;
    // "a quarter" of a year, "a third" attempt: a share only of something.
    let of = w.form_in(at + 1, &w.tables.words.figures.after_fractions) || top > 1.0 || is_dash(w, at - 1);
    let plural = top > 1.0 && !w.lower(at).ends_with('s');
    if !of || plural || w.is_any(at, &["half", "halves"]) && top > 1.0 {
        return None;
    }
    made(at + 1, (top / below * 1e4).round() / 1e4)
}

/// Reads the numbers that begin at a word: one, or two for a tally of votes ("96-3").
pub(super) fn read(w: &Within<'_>, t: usize) -> Option<Vec<Number>> {
    if !may_begin(w.s, t) {
        return None;
    }
    let (s, end) = (w.s, w.sentence.end);
    if let Some(n) = share(w, t).or_else(|| vague(w, t)) {
        return Some(vec![n]);
    }
    let signs = &s.words.figures.currency_signs;
    let sign = signs.value(s.a.form(t)).filter(|_| t + 1 < end);
    let start = if sign.is_some() { t + 1 } else { t };
    let first = if let Some((v, rest)) = sign.is_none().then(|| glued(s.a.form(t))).flatten() {
        let lists = &s.words.figures;
        // "2Day" is a name.
        let small = !rest.contains(char::is_uppercase);
        let factor = scale(w, rest).filter(|_| small && lists.glued_scales.has(rest));
        let unit = lists.measures.value(rest).filter(|_| small && factor.is_none());
        factor.or(unit.map(|_| 1.0))?;
        Number { unit: unit.map(str::to_owned), ..Number::of(t..t + 1, v * factor.unwrap_or(1.0)) }
    } else {
        let (value, at) = whole(w, start)?;
        let plain = at == start + 1 && s.a.form(start).bytes().all(|b| b.is_ascii_digit());
        Number { plain_digits: plain && sign.is_none(), ..Number::of(t..at, value) }
    };
    let mut first = Number { unit: sign.map(str::to_owned).or(first.unit), ..first };
    let word = s.a.form(t).to_lowercase();
    first.bare_one = word == "one" && first.words.len() == 1;
    first.small_word = first.words.len() == 1 && unit_word(w, &word).is_some_and(|v| v <= 10.0);
    Some(range(w, first))
}

/// Whether a word is a currency sign or a code that stands before a sum.
fn is_sign(s: Syntax<'_>, t: usize) -> bool {
    s.form_in(t, &s.words.figures.currency_signs)
}

/// Whether a word can begin a number at all: a quick look before the reading.
fn may_begin(s: Syntax<'_>, t: usize) -> bool {
    let form = s.a.form(t);
    if form.starts_with(|c: char| c.is_ascii_digit() || part(c).is_some()) {
        return true;
    }
    if is_sign(s, t) && !matches!(s.xpos(t), Xpos::Comma | Xpos::Stop) {
        return true;
    }
    let words = &s.words.figures;
    words.number_openers.has(form) || words.cardinals.has(form) || words.vague_plurals.has(form)
}

/// Goes on to the other end of a range: "10 to 15", "between 10 and 15", "10-15", "2.5-3 million"; or of a tally.
fn range(w: &Within<'_>, first: Number) -> Vec<Number> {
    let at = first.words.end;
    let before = first.words.start.checked_sub(1);
    let dash = is_dash(w, at) && touches(w, at);
    let between = w.is_any(at, &["and"]) && before.is_some_and(|b| w.is_any(b, &["between"]));
    let to = w.is_any(at, &["to"]) && !before.is_some_and(|b| w.is_any(b, &["from"]) && changing(w, first.words.start));
    let or = w.is_any(at, &["or"]) && first.words.len() == 1;
    if !(dash || between || to || or) {
        return vec![first];
    }
    let signs = &w.s.words.figures.currency_signs;
    let sign = (at + 1 < w.sentence.end).then(|| signs.value(w.s.a.form(at + 1))).flatten();
    let start = if sign.is_some() { at + 2 } else { at + 1 };
    let Some((second, end)) = whole(w, start).filter(|_| !w.is_any(start, &["a"]) && !first.share) else {
        return vec![first];
    };
    let Some(value) = first.value else { return vec![first] };
    // "2.5-3 million": the multiplier serves both.
    let factor = match end.checked_sub(1).map(|e| w.lower(e)).and_then(|word| scale(w, &word)) {
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
fn changing(w: &Within<'_>, t: usize) -> bool {
    (w.sentence.start.max(t.saturating_sub(7))..t).any(|i| super::words::trend_of(w.s, i).is_some())
}
