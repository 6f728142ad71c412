//! Where two tellings of one thing part: form, speaker, attribution, hedge, parties, date, place, status, quotation.
//!
//! A difference needs something on both sides: what one report leaves unsaid is no contradiction. The exceptions are the
//! ones fact checkers look for first: an attribution that is lost, and the year of a relation that one alone gives.

use crate::Report;
use crate::between::Quotes;
use crate::party::{Party, agreement, names};
use crate::unit::{Kind, Unit, is_mutual};
use dateline_contract::wire::{Facet, QuoteLabel};
use dateline_contract::{Body, Certainty, Event, Form, Period, Time};
use dateline_text::Span;

/// One side of a difference: the words that show it, and what they come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) report: usize,
    pub(crate) span: Span,
    /// "quoted", "Dmitry Peskov", "in the report's own voice".
    pub(crate) told: String,
}

/// One difference of two tellings.
pub(crate) type Found = (Facet, [Side; 2]);

/// Two tellings seen side by side.
pub(crate) struct Pair<'c> {
    pub(crate) reports: &'c [&'c Report<'c>],
    pub(crate) quotes: &'c Quotes<'c>,
    pub(crate) a: &'c Unit,
    pub(crate) b: &'c Unit,
    /// How alike their words are.
    pub(crate) likeness: f32,
}

impl Pair<'_> {
    /// All differences, in a fixed order.
    pub(crate) fn differences(&self) -> Vec<Found> {
        let mut out = Vec::new();
        out.extend(self.voice());
        out.extend(self.form());
        out.extend(self.quote());
        out.extend(self.events());
        out.extend(self.dates());
        out.sort_by_key(|f: &Found| f.0);
        out.dedup_by_key(|f| f.0);
        out
    }

    fn report(&self, unit: &Unit) -> &Report<'_> {
        self.reports[unit.report]
    }

    fn text(&self, unit: &Unit) -> &str {
        self.report(unit).analysis.text()
    }

    fn sides(&self, a: (Span, String), b: (Span, String)) -> [Side; 2] {
        [Side { report: self.a.report, span: a.0, told: a.1 }, Side { report: self.b.report, span: b.0, told: b.1 }]
    }

    /// Who says it, and on whose word it is told.
    fn voice(&self) -> Option<Found> {
        let (a, b) = (self.a, self.b);
        // A passage was not understood: that it names nobody is a finding only where nobody can be speaking, and where
        // the words are much alike.
        let silent = |u: &Unit| u.kind == Kind::Passage && !(u.named && self.likeness >= 0.5);
        if silent(a) || silent(b) {
            return None;
        }
        let side = |u: &Unit| (self.voice_span(u), self.voice_words(u));
        let parts = match (a.speakers.is_empty() || !a.named, b.speakers.is_empty() || !b.named) {
            (true, true) => return None,
            (false, false) => self.speakers_part(),
            _ => Some(Facet::Attribution),
        };
        let chain = || self.via(a).is_empty() != self.via(b).is_empty();
        let of = parts.or_else(|| chain().then_some(Facet::Attribution))?;
        Some((of, self.sides(side(a), side(b))))
    }

    /// On whose word it is told beside those who say it.
    fn via(&self, unit: &Unit) -> Vec<Party> {
        unit.by.iter().filter(|b| unit.speakers.iter().all(|s| !same(s, b))).cloned().collect()
    }

    /// Whether somebody speaks on one side alone, or another than there. Whoever hands on what is said counts as there:
    /// "we intend" in Hale's mouth is Hale's word.
    fn speakers_part(&self) -> Option<Facet> {
        let heard = |u: &Unit| [&u.speakers[..], &u.by[..]].concat();
        let missing = |x: &Unit, y: &Unit| x.speakers.iter().any(|p| heard(y).iter().all(|q| !same(p, q)));
        let (one, other) = (missing(self.a, self.b), missing(self.b, self.a));
        let chained = !self.via(self.a).is_empty() || !self.via(self.b).is_empty();
        match (one, other) {
            (false, false) => None,
            // All speakers of one side are heard on the other: somebody is lost, or only handed on.
            (true, false) | (false, true) if chained && self.a.speakers.len() == self.b.speakers.len() => {
                Some(Facet::Attribution)
            }
            _ => Some(Facet::Speaker),
        }
    }

    fn voice_span(&self, unit: &Unit) -> Span {
        let report = self.report(unit);
        let source = unit.statement(report).and_then(|s| s.source.first().map(|e| e.span).or(s.cue));
        let by = unit.event(report).and_then(|e| e.by.first().map(|b| b.who.span));
        source.or(by).unwrap_or(unit.extent)
    }

    fn voice_words(&self, unit: &Unit) -> String {
        let who = names(&unit.speakers);
        let via = self.via(unit);
        match (who.is_empty(), via.is_empty()) {
            (false, true) => who,
            (false, false) => format!("{who}, by way of {}", names(&via)),
            (true, false) => names(&via),
            (true, true) if unit.kind == Kind::Statement => "nobody is named".to_owned(),
            (true, true) => "told in the report's own voice".to_owned(),
        }
    }

    fn form(&self) -> Option<Found> {
        let (a, b) = (self.a.statement(self.report(self.a))?, self.b.statement(self.report(self.b))?);
        let side = |u: &Unit, form: Form| {
            let told = match form {
                Form::Direct => "quoted",
                Form::Mixed => "partly quoted",
                Form::Indirect => "paraphrased",
            };
            (crate::unit::cover(&u.content).unwrap_or(u.extent), told.to_owned())
        };
        (a.form != b.form).then(|| (Facet::Form, self.sides(side(self.a, a.form), side(self.b, b.form))))
    }

    fn quote(&self) -> Option<Found> {
        let inside = |u: &Unit, q: (usize, Span)| u.report == q.0 && u.extent.overlaps(q.1);
        let altered = self.quotes.get(self.a.report, self.b.report).iter().filter(|q| q.label == QuoteLabel::Altered);
        let mut pairs = altered.filter_map(|q| match () {
            () if inside(self.a, q.a) && inside(self.b, q.b) => Some((q.a.1, q.b.1)),
            () if inside(self.a, q.b) && inside(self.b, q.a) => Some((q.b.1, q.a.1)),
            () => None,
        });
        let (x, y) = pairs.next()?;
        let words = |u: &Unit, s: Span| (s, s.of(self.text(u)).to_owned());
        Some((Facet::Quote, self.sides(words(self.a, x), words(self.b, y))))
    }

    /// What two events of one category differ in.
    fn events(&self) -> Vec<Found> {
        let mut out = Vec::new();
        let (Some(e), Some(f)) = (self.a.event(self.report(self.a)), self.b.event(self.report(self.b))) else {
            return out;
        };
        if e.category != f.category {
            return out;
        }
        out.extend(self.parties(e, f));
        if e.status.negated != f.status.negated {
            let told = |n: bool| if n { "said not to be so" } else { "said to be so" }.to_owned();
            out.push((Facet::Status, self.clauses(e, f, told(e.status.negated), told(f.status.negated))));
        } else if (e.status.time == Time::Future) != (f.status.time == Time::Future) {
            let told = |t: Time| if t == Time::Future { "still to come" } else { "done" }.to_owned();
            out.push((Facet::Status, self.clauses(e, f, told(e.status.time), told(f.status.time))));
        }
        let sure = |c: Certainty| matches!(c, Certainty::Possible | Certainty::Hypothetical);
        let (x, y) = (e.status.certainty, f.status.certainty);
        if sure(x) != sure(y) {
            let told = |c: Certainty| if sure(c) { "possible" } else { "told as a fact" }.to_owned();
            out.push((Facet::Hedge, self.clauses(e, f, told(x), told(y))));
        }
        if let (Some(x), Some(y)) = (&e.place, &f.place)
            && self.likeness >= 0.5
        {
            let (x, y) = (x.span, y.span);
            let (s, t) = (x.of(self.text(self.a)), y.of(self.text(self.b)));
            if !has_word_of(s, t) {
                out.push((Facet::Place, self.sides((x, s.to_owned()), (y, t.to_owned()))));
            }
        }
        out
    }

    fn clauses(&self, e: &Event, f: &Event, a: String, b: String) -> [Side; 2] {
        let at = |e: &Event| e.trigger.first().copied().unwrap_or(e.clause);
        self.sides((at(e), a), (at(f), b))
    }

    fn parties(&self, e: &Event, f: &Event) -> Vec<Found> {
        let (a, b) = (self.a, self.b);
        let all = |actor: &[Party], recipient: &[Party]| [actor, recipient].concat();
        let span = |list: &[dateline_contract::Entity], e: &Event| {
            list.iter().map(|x| x.span).reduce(Span::cover).unwrap_or(e.clause)
        };
        let mut out = Vec::new();
        if is_mutual(e.category) {
            let (x, y) = (all(&a.actor, &a.recipient), all(&b.actor, &b.recipient));
            if others(&x, &y) {
                let everybody = |e: &Event| [&e.actor[..], &e.recipient[..]].concat();
                let sides = self.sides((span(&everybody(e), e), names(&x)), (span(&everybody(f), f), names(&y)));
                out.push((Facet::Actor, sides));
            }
            return out;
        }
        if others(&a.actor, &b.actor) {
            let sides = self.sides((span(&e.actor, e), names(&a.actor)), (span(&f.actor, f), names(&b.actor)));
            out.push((Facet::Actor, sides));
        }
        if others(&a.recipient, &b.recipient) {
            let sides =
                self.sides((span(&e.recipient, e), names(&a.recipient)), (span(&f.recipient, f), names(&b.recipient)));
            out.push((Facet::Recipient, sides));
        }
        out
    }

    fn dates(&self) -> Option<Found> {
        let record = |u: &Unit| u.records.first().map(|r| &self.report(u).records[*r].body);
        let at = |u: &Unit| u.extent;
        match (record(self.a)?, record(self.b)?) {
            (Body::Relation(x), Body::Relation(y)) if (x.since, x.until) != (y.since, y.until) => {
                let told = |since: Option<Period>, until: Option<Period>| match (since, until) {
                    (Some(s), Some(u)) => format!("{s} to {u}"),
                    (Some(s), None) => format!("since {s}"),
                    (None, Some(u)) => format!("until {u}"),
                    (None, None) => "no year is given".to_owned(),
                };
                let sides = self.sides((at(self.a), told(x.since, x.until)), (at(self.b), told(y.since, y.until)));
                Some((Facet::Date, sides))
            }
            (Body::Event(e), Body::Event(f)) => {
                let text = |e: &Event| e.date.filter(|d| d.in_text).map(|d| d.date.to_string());
                let (x, y) = text(e).zip(text(f)).filter(|(x, y)| x != y)?;
                Some((Facet::Date, self.clauses(e, f, x, y)))
            }
            _ => None,
        }
    }
}

/// Whether two parties are shown as one: the same, or a government and its seat. A person is never a body.
fn same(p: &Party, q: &Party) -> bool {
    let agreed = agreement(p, q);
    agreed >= 0.95 || (agreed >= 0.7 && p.person == q.person && !p.person)
}

/// Whether each list has a coded party that the other has not. Where one list is merely shorter, somebody is left out
/// there, which is no contradiction.
fn others(x: &[Party], y: &[Party]) -> bool {
    let coded = |list: &[Party]| list.iter().filter(|p| p.code.is_some()).cloned().collect::<Vec<_>>();
    let (x, y) = (coded(x), coded(y));
    let missing = |x: &[Party], y: &[Party]| x.iter().any(|p| y.iter().all(|q| agreement(p, q) < 0.7));
    !x.is_empty() && !y.is_empty() && missing(&x, &y) && missing(&y, &x)
}

fn has_word_of(a: &str, b: &str) -> bool {
    let words = |s: &str| s.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    let b = words(b);
    words(a).iter().any(|w| w.chars().count() > 2 && b.contains(w))
}
