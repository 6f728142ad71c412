//! Times: what a report says about when, as values.
//!
//! A time is found in four steps, each in a file of its own: `pieces` cuts a sentence, `grammar` (with `dates` and
//! `counted`) reads what stands there, `outlook` asks the tree whether it looks back or ahead, `anchor` knows from which
//! day it is seen. The words are data: `lexicon/en/times.toml`. Values are TimeML's ([`Value`]).
//!
//! Spans are TimeML's too: with article and hedge ("nearly two years ago", "the end of March"), without preposition.

mod anchor;
mod counted;
mod dates;
mod grammar;
mod outlook;
mod pieces;
mod value;

use crate::syntax::Syntax;
use crate::words::{About, Edge, Small};
use anchor::Anchor;
use dateline_contract::{EventDate, TimeKind, TimeTold};
use dateline_language::Analysis;
use dateline_text::{Date, Span};
use grammar::{Grammar, Meaning, Told, Which, Yearly};
use outlook::Outlook;
use pieces::Piece;
use std::ops::Range;
pub use value::{Grain, Hour, Length, Moment, Repeat, Unplaced, Value};

/// A time as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Its words.
    pub span: Span,
    /// The tokens they are of.
    pub tokens: Range<usize>,
    /// The token that hangs on what is outside.
    pub head: usize,
    /// DATE, TIME, DURATION or SET.
    pub kind: TimeKind,
    /// What it means.
    pub value: Value,
    /// Which part of it is meant ("early", "the end of"), or how near it is told.
    pub part: Option<Edge>,
    /// How near it is told.
    pub about: Option<About>,
}

impl Time {
    /// TimeML's word for the part of it that is meant, or how near it is told.
    #[must_use]
    pub fn modifier(&self) -> Option<&'static str> {
        match (self.part, self.about) {
            (Some(Edge::Start), _) => Some("START"),
            (Some(Edge::Mid), _) => Some("MID"),
            (Some(Edge::End), _) => Some("END"),
            (_, Some(About::About)) => Some("APPROX"),
            (_, Some(About::More)) => Some("MORE_THAN"),
            (_, Some(About::Less)) => Some("LESS_THAN"),
            _ => None,
        }
    }

    /// The stretch of the calendar that it names.
    #[must_use]
    pub fn moment(&self) -> Option<&Moment> {
        if let Value::Moment(moment) = &self.value { Some(moment) } else { None }
    }

    /// The day, or the first day of the week, month or year, with how closely it is known.
    #[must_use]
    pub fn date(&self) -> Option<EventDate> {
        let moment = self.moment()?;
        Some(EventDate { date: moment.first, precision: moment.precision()?, in_text: true })
    }
}

/// All times of a report, in order.
#[derive(Clone, Debug, Default)]
pub struct Times {
    all: Vec<Time>,
}

impl Times {
    /// Finds them. Takes time linear in the report's length.
    ///
    /// ```
    /// use dateline_language::{Model, analyse};
    /// use dateline_records::{syntax::Syntax, times::Times};
    /// use dateline_text::{Meta, RawItem, document::{Limits, document}};
    ///
    /// let meta = Meta { date: Some("2024-05-08".into()), ..Meta::default() };
    /// let item = RawItem { meta, ..RawItem::new("Rebels shelled the town on Friday and late last month.") };
    /// let read = analyse(document(&item, &Limits::default()).unwrap().value.into(), Model::fast()).value;
    /// let times = Times::find(Syntax::new(&read));
    /// let told: Vec<_> = times.all().iter().map(|t| (t.span.of(read.text()), t.value.to_string())).collect();
    /// assert_eq!(told, [("Friday", "2024-05-03".into()), ("late last month", "2024-04".into())]);
    /// ```
    #[must_use]
    pub fn find(s: Syntax<'_>) -> Self {
        let a = s.a;
        let mut anchor = Anchor::new(a.document.date);
        let mut all = Vec::new();
        for (number, sentence) in a.sentences.iter().enumerate() {
            let Some(pieces) = pieces::pieces(s, &s.words.times, sentence.clone()) else { continue };
            for (range, told) in read(s, &pieces) {
                let time = time(s, &pieces, &range, &told, (&anchor, number));
                let Some(time) = time else { continue };
                anchor.remember(&told, &time.value, number);
                if let Some(day) = opens_section(a, &pieces, &range, &told, &time) {
                    anchor = Anchor::new(Some(day));
                }
                all.push(time);
            }
        }
        Self { all }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Time] {
        &self.all
    }

    /// Them as values of the contract.
    #[must_use]
    pub fn told(&self) -> Vec<TimeTold> {
        self.all.iter().map(|t| TimeTold { span: t.span, kind: t.kind, value: t.value.to_string() }).collect()
    }

    /// The time that a token is of.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<&Time> {
        let i = self.all.partition_point(|t| t.tokens.end <= token);
        self.all.get(i).filter(|t| t.tokens.contains(&token))
    }

    /// Those that begin within some tokens.
    pub fn within(&self, tokens: Range<usize>) -> impl DoubleEndedIterator<Item = &Time> {
        let first = self.all.partition_point(|t| t.tokens.start < tokens.start);
        let last = self.all.partition_point(|t| t.tokens.start < tokens.end);
        self.all[first.min(last)..last].iter()
    }
}

/// The times of a sentence by their pieces, each with the year that a range gives its first end.
fn read(s: Syntax<'_>, pieces: &[Piece]) -> Vec<(Range<usize>, Told)> {
    let g = Grammar { s, words: &s.words.times, p: pieces };
    let mut out: Vec<(Range<usize>, Told)> = Vec::new();
    let mut i = 0;
    while i < pieces.len() {
        let Some((end, told)) = g.time(i) else {
            i += 1;
            continue;
        };
        let end = end.max(i + 1);
        if let Some((before, first)) = out.last_mut() {
            let joined = before.end + 1 == i
                && (g.mark(before.end, "-–")
                    || [Small::And, Small::Or, Small::To].into_iter().any(|w| g.is(before.end, w)));
            if joined
                && let (
                    Meaning::Yearly(part @ (Yearly::Day(..) | Yearly::Month(_)), Which::Bare),
                    Meaning::Yearly(_, which @ Which::Year(_)),
                ) = (&first.meaning, &told.meaning)
            {
                first.meaning = Meaning::Yearly(*part, *which);
            }
        }
        out.push((i..end, told));
        i = end;
    }
    out.retain(|(_, told)| told.meaning != Meaning::Nothing);
    out
}

/// The time of some pieces; `None` where it means nothing.
fn time(
    s: Syntax<'_>,
    pieces: &[Piece],
    range: &Range<usize>,
    told: &Told,
    (anchor, sentence): (&Anchor, usize),
) -> Option<Time> {
    let (first, last) = (&pieces[range.start], &pieces[range.end - 1]);
    let tokens = first.token..last.token + 1;
    let outside = |t: &usize| s.a.head(*t).is_none_or(|h| !tokens.contains(&h));
    let head = tokens.clone().find(outside).unwrap_or(tokens.start);
    let outlook = || outlook::of(s, head);
    let ahead = ahead(pieces, range, told).filter(|_| outlook() == Outlook::Future);
    let value = anchor.value(ahead.as_ref().unwrap_or(told), sentence, outlook)?;
    let kind = match value {
        Value::Length(_) => TimeKind::Duration,
        Value::Repeat(_) => TimeKind::Set,
        _ if told.hour.is_some() => TimeKind::Time,
        _ => TimeKind::Date,
    };
    let span = Span::new(s.a.text(), first.bytes.start, last.bytes.end)?;
    Some(Time { span, tokens, head, kind, value, part: told.edge, about: told.about })
}

/// "in two weeks" as the point that it is where what it dates is to come.
fn ahead(pieces: &[Piece], range: &Range<usize>, told: &Told) -> Option<Told> {
    let Meaning::Length(length) = told.meaning else { return None };
    let led = pieces[range.start.checked_sub(1)?].facet.small == Some(Small::In);
    (led && length.count.is_some()).then(|| Told { meaning: Meaning::Report(length, 1), ..told.clone() })
}

/// A whole date that opens a paragraph and is set off from it is the day of what follows: "March 3 — In Oslo …".
fn opens_section(a: &Analysis, pieces: &[Piece], range: &Range<usize>, told: &Told, time: &Time) -> Option<Date> {
    let whole = matches!(told.meaning, Meaning::Yearly(Yearly::Day(..), _)) && a.opens_paragraph(time.tokens.start);
    let set_off = match pieces.get(range.end) {
        Some(piece) => piece.mark.is_some_and(|m| ":—–-".contains(m)),
        None => range.start == 0,
    };
    let body = a.document.dateline.as_ref().map_or(0, |d| d.span.end());
    let moment = time.moment().filter(|_| whole && set_off && time.span.start() >= body)?;
    Some(moment.first)
}
