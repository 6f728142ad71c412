//! Counts of the same thing in two reports: do they agree, is one rounded, or do they conflict?

use crate::Report;
use crate::digest::Digest;
use crate::features::Lexis;
use dateline_contract::wire::FigureLabel;
use dateline_contract::{Body, Bound, Figure};
use dateline_text::Span;
use std::collections::BTreeMap;

/// Two counts of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct FigurePair {
    /// How they stand.
    pub label: FigureLabel,
    /// Report, record, and its words.
    pub a: (usize, usize, Span),
    /// The same of the other.
    pub b: (usize, usize, Span),
    /// What is counted in.
    pub unit: String,
    /// What is counted.
    pub what: String,
}

struct Told<'r> {
    report: usize,
    record: usize,
    span: Span,
    figure: &'r Figure,
    /// What is counted, and what happened to it.
    counted: Vec<u32>,
    /// The words of its sentence.
    around: Vec<u32>,
}

/// Pairs of counts of one thing over all pairs of reports. A count has one counterpart in each other report, and all
/// that tell the same number of the same thing there.
pub(crate) fn pairs(reports: &[&Report<'_>], digests: &[Digest], lexis: &Lexis) -> Vec<FigurePair> {
    let told: Vec<Told<'_>> =
        reports.iter().enumerate().flat_map(|(r, report)| figures(r, report, &digests[r], lexis)).collect();
    let mut scored = Vec::new();
    for (i, a) in told.iter().enumerate() {
        for (j, b) in told.iter().enumerate().skip(i + 1).filter(|(_, b)| b.report != a.report) {
            if let Some(score) = likeness(a, b, lexis) {
                scored.push((score, i, j));
            }
        }
    }
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    // The best counterpart of each count in each other report.
    let mut best: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (_, i, j) in scored {
        let (a, b) = (&told[i], &told[j]);
        let again = |of: usize, there: usize, now: &Told<'_>| {
            best.get(&(of, there)).is_none_or(|n| told[*n].figure.value == now.figure.value)
        };
        if !again(i, b.report, b) || !again(j, a.report, a) {
            continue;
        }
        best.entry((i, b.report)).or_insert(j);
        best.entry((j, a.report)).or_insert(i);
        out.push(FigurePair {
            label: label(a.figure, b.figure),
            a: (a.report, a.record, a.span),
            b: (b.report, b.record, b.span),
            unit: a.figure.unit.clone(),
            what: what(a.figure),
        });
    }
    out.sort_by_key(|p| (p.a.0, p.a.2, p.b.0, p.b.2));
    out
}

/// What is counted, in words.
fn what(f: &Figure) -> String {
    let (who, what) = (f.who.as_str(), f.what.as_str());
    // "12 lorries": what is counted is all that is told of them.
    let again = what.is_empty() || who.ends_with(what);
    [who, what].into_iter().take(if again { 1 } else { 2 }).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

fn figures<'r>(r: usize, report: &Report<'r>, digest: &Digest, lexis: &Lexis) -> Vec<Told<'r>> {
    let records = report.records.iter().enumerate();
    let figures = records.filter_map(|(n, x)| if let Body::Figure(f) = &x.body { Some((n, x, f)) } else { None });
    let told = figures.filter(|(_, _, f)| f.value.is_some()).map(|(record, x, figure)| {
        let span = x.evidence[0];
        let sentence = digest.sentence_at(span).map_or(span, |s| digest.sentences[s].span);
        let counted = lexis.words(&[&figure.who, &figure.what]);
        Told { report: r, record, span, figure, counted, around: lexis.within(r, digest, &[sentence]) }
    });
    told.collect()
}

/// Of two counts of one thing one is hardly more than so many times the other.
const FAR: f64 = 5.0;
/// The unit of what is counted where it is not said what that is.
const SORTLESS: &str = "count";
/// The unit of those who are counted.
pub(crate) const PEOPLE: &str = "people";

/// Whether a count is of people or things: no money, share or measure.
fn is_sort(f: &Figure) -> bool {
    f.unit == SORTLESS || f.unit == PEOPLE || f.who.ends_with(&f.unit)
}

/// How surely two counts are of one thing; `None` where they are not.
fn likeness(a: &Told<'_>, b: &Told<'_>, lexis: &Lexis) -> Option<f32> {
    let sortless = |f: &Figure| f.unit == SORTLESS;
    let either = || sortless(a.figure) && is_sort(b.figure) || sortless(b.figure) && is_sort(a.figure);
    if a.figure.unit != b.figure.unit && !either() {
        return None;
    }
    let (who, around) = (lexis.likeness(&a.counted, &b.counted), lexis.likeness(&a.around, &b.around));
    let equal = a.figure.value == b.figure.value;
    let far = match (a.figure.value, b.figure.value) {
        (Some(x), Some(y)) if x.abs() > 0.0 && y.abs() > 0.0 => (x / y).abs().max((y / x).abs()) > FAR,
        _ => true,
    };
    let score = 0.5 * who + 0.5 * around + if equal { 0.25 } else { 0.0 } - if far { 0.2 } else { 0.0 };
    let same_thing = !a.counted.is_empty() && a.counted == b.counted;
    let least = if equal {
        0.3
    } else if same_thing {
        0.35
    } else {
        0.42
    };
    (score >= least).then_some(score)
}

/// Least and most that a count allows.
fn range(f: &Figure) -> (f64, f64) {
    let value = f.value.unwrap_or_default();
    match f.bound {
        Bound::AtLeast => (f.low.unwrap_or(value), f64::INFINITY),
        Bound::AtMost => (0.0, f.high.unwrap_or(value)),
        Bound::About => (value * 0.9, f.high.unwrap_or(value * 1.1)),
        Bound::Exact | Bound::Between | Bound::None => (f.low.unwrap_or(value), f.high.unwrap_or(value)),
    }
}

fn label(a: &Figure, b: &Figure) -> FigureLabel {
    let (x, y) = (a.value.unwrap_or_default(), b.value.unwrap_or_default());
    if (x - y).abs() <= f64::EPSILON * x.abs().max(1.0) {
        return FigureLabel::Agree;
    }
    let ((a0, a1), (b0, b1)) = (range(a), range(b));
    if a0 <= b1 && b0 <= a1 && (x / y).max(y / x) <= 2.0 {
        return FigureLabel::Rounded;
    }
    if is_rounded(x, y) || is_rounded(y, x) { FigureLabel::Rounded } else { FigureLabel::Conflict }
}

/// Whether `short` is `long` with fewer digits, rounded or cut.
fn is_rounded(short: f64, long: f64) -> bool {
    if !short.is_normal() || !long.is_normal() || short.signum() != long.signum() {
        return false;
    }
    let mut step = magnitude(long.abs());
    // The step of the last digit of the shorter number.
    while step > 1e-6 && ((short / step).round() * step - short).abs() > step * 1e-9 {
        step /= 10.0;
    }
    let digits = if magnitude(short.abs()) > step * 5.0 { 2 } else { 1 };
    let near = (long - short).abs() <= step * 0.5 || (long / step).trunc() == (short / step).round();
    near && (digits >= 2 || (long - short).abs() <= long.abs() * 0.1) && step >= 1e-6
}

/// The power of ten of the first digit of a number above 0.
fn magnitude(x: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= x {
        power *= 10.0;
    }
    while power > x {
        power /= 10.0;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure((value, bound): (f64, Bound)) -> Figure {
        Figure {
            what: "killed".into(),
            who: "civilians".into(),
            value: Some(value),
            low: (bound == Bound::AtLeast).then_some(value),
            high: (bound == Bound::AtMost).then_some(value),
            unit: "people".into(),
            bound,
            modifier: None,
            trend: None,
            counted_by: Vec::new(),
            as_of: None,
            place: None,
            by: Vec::new(),
        }
    }

    #[test]
    fn rounding_is_no_conflict_and_bounds_are_bounds() {
        use Bound::{About, AtLeast, AtMost, Exact};
        let check = |x: (f64, Bound), y: (f64, Bound), want| {
            let (a, b) = (figure(x), figure(y));
            assert_eq!((label(&a, &b), label(&b, &a)), (want, want), "{x:?} {y:?}");
        };
        check((11.0, Exact), (11.0, AtLeast), FigureLabel::Agree);
        check((11.0, AtLeast), (14.0, Exact), FigureLabel::Rounded);
        check((11.0, Exact), (14.0, Exact), FigureLabel::Conflict);
        check((14.0, AtLeast), (11.0, Exact), FigureLabel::Conflict);
        check((20.0, AtMost), (25.0, Exact), FigureLabel::Conflict);
        check((20.0, AtMost), (17.0, Exact), FigureLabel::Rounded);
        check((30.0, AtMost), (25.0, AtLeast), FigureLabel::Rounded);
        check((20.0, AtMost), (25.0, AtLeast), FigureLabel::Conflict);
        check((300.0, About), (285.0, Exact), FigureLabel::Rounded);
        check((1_375_000_000.0, Exact), (1_400_000_000.0, Exact), FigureLabel::Rounded);
        check((5_700_000_000.0, Exact), (3_600_000_000.0, Exact), FigureLabel::Conflict);
    }
}
