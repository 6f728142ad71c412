//! Where two tellings part in what is counted and in when it was.

use crate::differ::{Differ, Found, Telling};
use crate::features::common;
use crate::figure::PEOPLE;
use dateline_contract::wire::{Facet, FigureLabel};
use dateline_contract::{Body, Bound, Figure, TimeKind, TimeTold};
use dateline_text::Span;

/// So sure must a pair be for two days to be of one act.
const SURE_OF_THE_ACT: f32 = 2.0;

impl Differ<'_> {
    /// Counts of one thing that are not the same, or counts that each has alone.
    pub(crate) fn figure(&self, a: &Telling, b: &Telling) -> Vec<Found> {
        let (s, t) = (self.span(a), self.span(b));
        let mut out = Vec::new();
        for f in self.figures.get(a.report, b.report) {
            let (x, y) = if f.a.0 == a.report { (f.a, f.b) } else { (f.b, f.a) };
            if !x.2.overlaps(s) || !y.2.overlaps(t) {
                continue;
            }
            let record = |r: usize, n: usize| match &self.reports[r].records[n].body {
                Body::Figure(f) => Some(f),
                _ => None,
            };
            let (Some(p), Some(q)) = (record(x.0, x.1), record(y.0, y.1)) else { continue };
            let exact = |f: &Figure| matches!(f.bound, Bound::Exact | Bound::None);
            if f.label == FigureLabel::Agree && exact(p) == exact(q) {
                continue;
            }
            let (s, t) = (self.counted(a, p, x.2), self.counted(b, q, y.2));
            let sides = self.sides((a, s, s.of(self.text(a)).to_owned()), (b, t, t.of(self.text(b)).to_owned()));
            // The same number, but one alone says how far it holds.
            let of = if f.label == FigureLabel::Agree { Facet::Hedge } else { Facet::Figure };
            out.push((of, sides.clone()));
            // People counted again, and more of them: the later state.
            let grown = match self.date(a).zip(self.date(b)).map(|(d, e)| d.cmp(&e)) {
                Some(std::cmp::Ordering::Less) => p.value < q.value,
                Some(std::cmp::Ordering::Greater) => p.value > q.value,
                _ => false,
            };
            if f.label == FigureLabel::Conflict && grown && p.unit == PEOPLE && q.unit == PEOPLE {
                out.push((Facet::Update, sides));
            }
        }
        if out.is_empty() && self.quote_labels(a, b).is_empty() {
            out.extend(self.lone_counts(a, b));
        }
        out
    }

    /// A count in each that the other lacks, of the same sort of thing.
    fn lone_counts(&self, a: &Telling, b: &Telling) -> Option<Found> {
        let (all, others) = (self.counted_in(a), self.counted_in(b));
        let (p, q) = (lone(&all, &others), lone(&others, &all));
        let counted = |f: &Figure| self.lexis.words(&[&f.who, &f.what]);
        let same = |f: &Figure, g: &Figure| f.unit == g.unit && !common(&counted(f), &counted(g)).is_empty();
        let mut pairs = p.iter().flat_map(|x| q.iter().map(move |y| (x, y)));
        let ((s, f), (t, g)) = pairs.find(|((_, f), (_, g))| same(f, g))?;
        let (s, t) = (self.counted(a, f, *s), self.counted(b, g, *t));
        Some((Facet::Figure, self.sides((a, s, s.of(self.text(a)).to_owned()), (b, t, t.of(self.text(b)).to_owned()))))
    }

    /// The counts of a sentence that have a number.
    fn counted_in(&self, t: &Telling) -> Vec<(Span, &Figure)> {
        let whole = self.span(t);
        let figures = self.reports[t.report].records.iter().filter_map(|r| match &r.body {
            Body::Figure(f) if f.value.is_some() && whole.contains(r.evidence[0]) => Some((r.evidence[0], f)),
            _ => None,
        });
        figures.collect()
    }

    /// A count with the words before it that say how far it holds ("at least").
    fn counted(&self, t: &Telling, f: &Figure, span: Span) -> Span {
        let text = self.text(t);
        let before = || {
            let words = f.modifier.as_deref()?;
            let from = text[..span.start()].rfind(words)?;
            let near = text[from + words.len()..span.start()].trim().is_empty();
            Span::new(text, from, span.end()).filter(|_| near)
        };
        before().unwrap_or(span)
    }

    /// Another day for one act.
    pub(crate) fn when(&self, a: &Telling, b: &Telling, sure: f32) -> Option<Found> {
        let (p, q) = (self.day_of(a)?, self.day_of(b)?);
        let words = |t: &Telling, time: &TimeTold| time.span.of(self.text(t)).to_owned();
        let (x, y) = (words(a, p), words(b, q));
        // "Tuesday" here and there is one day, whatever days the reports are of.
        let apart = p.value[..DAY] != q.value[..DAY] && !x.eq_ignore_ascii_case(&y);
        (apart && sure >= SURE_OF_THE_ACT && self.one_act(a, b))
            .then(|| (Facet::Date, self.sides((a, p.span, x), (b, q.span, y))))
    }

    /// The day that the clause names, where it is one alone.
    fn day_of(&self, t: &Telling) -> Option<&TimeTold> {
        let (span, times) = (self.clause(t), self.reports[t.report].times);
        let first = times.partition_point(|x| x.span.end() <= span.start());
        let inside = times[first..].iter().take_while(|x| x.span.start() < span.end());
        let own = |x: &&TimeTold| {
            let word = self.digests[t.report].within(x.span).next();
            word.is_some_and(|w| self.digests[t.report].words[w].clause as usize == t.clause)
        };
        let mut days =
            inside.filter(own).filter(|x| matches!(x.kind, TimeKind::Date | TimeKind::Time) && is_day(&x.value));
        days.next().filter(|_| days.next().is_none())
    }
}

/// Of some counts those whose number is none of the others'.
fn lone<'f>(own: &[(Span, &'f Figure)], other: &[(Span, &Figure)]) -> Vec<(Span, &'f Figure)> {
    own.iter().copied().filter(|(_, f)| other.iter().all(|(_, g)| f.value != g.value)).collect()
}

/// The letters of a day ("2024-05-03").
const DAY: usize = 10;

/// Whether a value names a day, or a time of a day.
fn is_day(value: &str) -> bool {
    value.len() >= DAY
        && value.is_ascii()
        && value[..DAY].bytes().enumerate().all(|(n, c)| match n {
            4 | 7 => c == b'-',
            _ => c.is_ascii_digit(),
        })
}
