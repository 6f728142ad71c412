//! Where two tellings of one thing part.
//!
//! A difference needs something on both sides that was read for certain: what one report leaves unsaid is no
//! contradiction. The exceptions are those that fact checkers look for first: an attribution or a hedge that is lost, a
//! day or a year that one alone gives, a word that judges.

use crate::Report;
use crate::between::{Figures, Quotes};
use crate::digest::{At, Digest, Says, State};
use crate::features::{Lexis, common};
use crate::party::{Party, agreement, names};
use crate::same::Pair;
use crate::unit::Unit;
use dateline_contract::wire::{Facet, QuoteLabel};
use dateline_contract::{Body, Category, Event, Form, Period};
use dateline_text::{Date, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

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

/// What one report makes of a claim.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    pub(crate) report: usize,
    /// The number of its sentence.
    pub(crate) sentence: usize,
    /// The number of the clause that tells it.
    pub(crate) clause: usize,
    /// The records of the sentence that tell it, as numbers of units.
    pub(crate) units: Vec<usize>,
    /// The unit on whose words the clause stands, where it is a statement.
    pub(crate) said: Option<usize>,
}

/// All that tellings are compared by.
pub(crate) struct Differ<'c> {
    pub(crate) reports: &'c [&'c Report<'c>],
    pub(crate) digests: &'c [Digest],
    pub(crate) units: &'c [Unit],
    pub(crate) lexis: &'c Lexis,
    pub(crate) quotes: &'c Quotes<'c>,
    pub(crate) figures: &'c Figures<'c>,
    /// Records that tell one thing.
    pub(crate) links: &'c BTreeSet<(usize, usize)>,
    /// The units that stand in each sentence.
    pub(crate) inside: &'c BTreeMap<At, Vec<usize>>,
}

/// Share of what two sentences share that stands between quotation marks in the one that quotes it.
const QUOTED: f32 = 0.4;
/// How much less of it does in the one that quotes less, or nothing.
const LESS_QUOTED: f32 = 0.25;
/// Share from which on all of it is quoted, and up to which none is.
const WHOLE: f32 = 0.9;
const RETOLD: f32 = 0.15;
/// Share of the words of the shorter of two clauses that both have, for them to tell one act.
const SAME_ACT: f32 = 0.75;
/// How a quotation in part is told of.
const PARTLY: &str = "partly quoted";
impl Differ<'_> {
    /// All differences, the weightiest first.
    pub(crate) fn differences(&self, a: &Telling, b: &Telling, pair: &Pair) -> Vec<Found> {
        let mut out = Vec::new();
        let quotes = self.quote(a, b);
        let quoted = !quotes.is_empty();
        let shared = common(&self.features(a), &self.features(b));
        let form = self.form(a, b, &shared);
        out.extend(form.or_else(|| self.recorded_form(a, b, &shared).filter(|_| !quoted)));
        out.extend(self.voice(a, b, &shared, quoted, pair.score));
        out.extend(quotes.into_iter().next().flatten());
        out.extend(self.figure(a, b));
        // What differs in an utterance that both quote is its words.
        if !quoted {
            out.extend(self.hedge(a, b));
            out.extend(self.when(a, b, pair.score));
            out.extend(self.state(a, b));
            out.extend(self.wording(a, b));
            out.extend(self.parties(a, b));
        }
        out.sort_by(|x: &Found, y: &Found| worth(y.0).total_cmp(&worth(x.0)).then(x.0.cmp(&y.0)));
        out.dedup_by_key(|f| f.0);
        out
    }

    /// Whether records of two tellings tell one thing.
    pub(crate) fn linked(&self, a: &Telling, b: &Telling) -> bool {
        let all = |t: &Telling| t.said.into_iter().chain(t.units.iter().copied()).collect::<Vec<_>>();
        let (x, y) = (all(a), all(b));
        x.iter().any(|u| y.iter().any(|v| self.links.contains(&(*u.min(v), *u.max(v)))))
    }

    pub(crate) fn text(&self, t: &Telling) -> &str {
        self.reports[t.report].analysis.text()
    }

    pub(crate) fn span(&self, t: &Telling) -> Span {
        self.digests[t.report].sentences[t.sentence].span
    }

    pub(crate) fn clause(&self, t: &Telling) -> Span {
        self.digests[t.report].clauses[t.clause].span
    }

    pub(crate) fn date(&self, t: &Telling) -> Option<Date> {
        self.reports[t.report].analysis.document.date
    }

    /// Quotations of one utterance in both: `Some` where words were cut or altered, `None` where they are the same.
    fn quote(&self, a: &Telling, b: &Telling) -> Vec<Option<Found>> {
        let mut sides: Vec<(QuoteLabel, Span, Span)> = self.quote_pairs(a, b).collect();
        // What was altered says more than what was cut, and that more than what is the same.
        sides.sort_by_key(|(label, x, _)| (std::cmp::Reverse(*label), *x));
        let found = sides.into_iter().map(|(label, x, y)| {
            let told = |t: &Telling, s: Span| s.of(self.text(t)).to_owned();
            (label != QuoteLabel::Identical).then(|| (Facet::Quote, self.sides((a, x, told(a, x)), (b, y, told(b, y)))))
        });
        found.collect()
    }

    /// How quotations that stand in both recur.
    pub(crate) fn quote_labels(&self, a: &Telling, b: &Telling) -> Vec<QuoteLabel> {
        self.quote_pairs(a, b).map(|q| q.0).collect()
    }

    /// Quotations that stand in both, with their words in each.
    fn quote_pairs(&self, a: &Telling, b: &Telling) -> impl Iterator<Item = (QuoteLabel, Span, Span)> {
        let (s, t) = (self.span(a), self.span(b));
        self.quotes.get(a.report, b.report).iter().filter_map(move |q| {
            let (x, y) = if q.a.0 == a.report { (q.a.1, q.b.1) } else { (q.b.1, q.a.1) };
            (x.overlaps(s) && y.overlaps(t)).then_some((q.label, x, y))
        })
    }

    pub(crate) fn sides(&self, a: (&Telling, Span, String), b: (&Telling, Span, String)) -> [Side; 2] {
        [Side { report: a.0.report, span: a.1, told: a.2 }, Side { report: b.0.report, span: b.1, told: b.2 }]
    }

    /// How much of what both share stands between quotation marks in the first.
    fn quoted(&self, t: &Telling, shared: &[u32]) -> f32 {
        let digest = &self.digests[t.report];
        let (mut inside, mut all) = (0.0, 0.0);
        for w in digest.sentences[t.sentence].words.clone() {
            if let Some(f) = self.lexis.word(t.report, w).filter(|f| shared.binary_search(f).is_ok()) {
                all += self.lexis.weight_of(f);
                inside += if digest.words[w].quoted { self.lexis.weight_of(f) } else { 0.0 };
            }
        }
        if all > 0.0 { inside / all } else { 0.0 }
    }

    pub(crate) fn features(&self, t: &Telling) -> Vec<u32> {
        let digest = &self.digests[t.report];
        self.lexis.of_words(t.report, digest.sentences[t.sentence].words.clone())
    }

    /// How much of it is quoted.
    fn form(&self, a: &Telling, b: &Telling, shared: &[u32]) -> Option<Found> {
        let (x, y) = (self.quoted(a, shared), self.quoted(b, shared));
        let told = |q: f32| match q {
            q if q >= WHOLE => "quoted",
            q if q > RETOLD => PARTLY,
            _ => "paraphrased",
        };
        let parted = x.max(y) >= QUOTED && (x - y).abs() >= LESS_QUOTED && told(x) != told(y);
        let side = |t, q| (t, self.clause(t), told(q).to_owned());
        parted.then(|| (Facet::Form, self.sides(side(a, x), side(b, y))))
    }

    /// What two records that tell one thing part in, where the sentences alone are not sure: one is a quotation.
    pub(crate) fn of_records(&self, a: &Telling, b: &Telling) -> Vec<Found> {
        if !self.quote(a, b).is_empty() {
            return Vec::new();
        }
        let shared = common(&self.features(a), &self.features(b));
        let found = self.recorded_form(a, b, &shared);
        found.filter(|f| f.1.iter().all(|s| s.told != PARTLY)).into_iter().collect()
    }

    /// Two statements that tell one thing: the records say how each is told.
    fn recorded_form(&self, a: &Telling, b: &Telling, shared: &[u32]) -> Option<Found> {
        let form = |t: &Telling| t.said.and_then(|u| self.units[u].form(self.reports[t.report]));
        let (x, y) = (form(a)?, form(b)?);
        let told = |f: Form| match f {
            Form::Direct => "quoted",
            Form::Mixed => PARTLY,
            Form::Indirect => "paraphrased",
        };
        let retold = [(a, x), (b, y)].iter().any(|(t, f)| *f == Form::Indirect && !self.is_quoted(t));
        let said = || self.retells(a, shared) && self.retells(b, shared) && self.linked(a, b);
        (x != y && retold && said()).then(|| {
            (Facet::Form, self.sides((a, self.clause(a), told(x).into()), (b, self.clause(b), told(y).into())))
        })
    }

    /// Whether a word of its sentence stands between quotation marks.
    pub(crate) fn is_quoted(&self, t: &Telling) -> bool {
        let digest = &self.digests[t.report];
        digest.words[digest.sentences[t.sentence].words.clone()].iter().any(|w| w.quoted)
    }

    /// The words of the clause that tells it.
    fn words(&self, t: &Telling) -> Range<usize> {
        let words = &self.digests[t.report].clauses[t.clause].words;
        words.first().map_or(0..0, |f| *f as usize..words[words.len() - 1] as usize + 1)
    }

    /// The first word of a clause, or of the whole sentence, that has a mark.
    fn marked(&self, t: &Telling, within: Range<usize>, is: impl Fn(Says) -> bool) -> Option<(Span, Says)> {
        let digest = &self.digests[t.report];
        let mark = digest.marks_within(within).iter().find(|m| is(m.says))?;
        Some((digest.words[mark.word as usize].span, mark.says))
    }

    pub(crate) fn sentence_words(&self, t: &Telling) -> Range<usize> {
        self.digests[t.report].sentences[t.sentence].words.clone()
    }

    /// A word of one that the other lacks.
    fn one_has(&self, a: &Telling, b: &Telling, is: Says, of: Facet, lacks: &str) -> Option<Found> {
        let near = |t: &Telling| self.marked(t, self.words(t), |s| s == is);
        let far = |t: &Telling| self.marked(t, self.sentence_words(t), |s| s == is);
        let word = |t: &Telling, s: Span| (s, s.of(self.text(t)).to_owned());
        let none = |t: &Telling| (self.clause(t), lacks.to_owned());
        let (x, y) = match (near(a), near(b)) {
            (Some((s, _)), None) if far(b).is_none() => (word(a, s), none(b)),
            (None, Some((s, _))) if far(a).is_none() => (none(a), word(b, s)),
            _ => return None,
        };
        Some((of, self.sides((a, x.0, x.1), (b, y.0, y.1))))
    }

    /// A word that makes one act, or one number, less certain in one alone.
    fn hedge(&self, a: &Telling, b: &Telling) -> Option<Found> {
        let found = self.one_has(a, b, Says::Unsure, Facet::Hedge, "told for certain")?;
        let after = |t: &Telling, side: &Side| {
            let digest = &self.digests[t.report];
            let next = digest.words.get(digest.within(side.span).end)?;
            let word = digest.within(next.span).start;
            self.lexis.word(t.report, word).filter(|_| next.key.as_ref().is_some_and(|k| k.number))
        };
        let number = after(a, &found.1[0]).filter(|f| self.features(b).contains(f));
        let number = number.or_else(|| after(b, &found.1[1]).filter(|f| self.features(a).contains(f)));
        (number.is_some() || self.one_act(a, b)).then_some(found)
    }

    fn wording(&self, a: &Telling, b: &Telling) -> Option<Found> {
        self.one_has(a, b, Says::Judged, Facet::Wording, "in plainer words")
    }

    /// The words that name what is done in a clause.
    fn acts(&self, t: &Telling) -> Vec<u32> {
        let clause = &self.digests[t.report].clauses[t.clause];
        clause.acts.iter().filter_map(|w| self.lexis.word(t.report, *w as usize)).collect()
    }

    /// Whether both clauses name one act by the same word.
    pub(crate) fn one_act(&self, a: &Telling, b: &Telling) -> bool {
        let (p, q) = (self.acts(a), self.acts(b));
        p.iter().any(|f| q.contains(f))
    }

    /// Done here, planned or not so there: of the same act, of which both tell nearly the same.
    fn state(&self, a: &Telling, b: &Telling) -> Option<Found> {
        let (x, y) = (&self.digests[a.report].clauses[a.clause], &self.digests[b.report].clauses[b.clause]);
        let words =
            |t: &Telling, c: &crate::digest::Clause| self.lexis.of_words(t.report, c.words.iter().map(|w| *w as usize));
        let (p, q) = (words(a, x), words(b, y));
        let shared = common(&p, &q);
        let alike = self.lexis.weight(&shared) >= SAME_ACT * self.lexis.weight(&p).min(self.lexis.weight(&q));
        let read = x.state != y.state && ![x.state, y.state].contains(&State::Open);
        let told = |s: State| match s {
            State::Done => "told as so",
            State::Planned => "still to come",
            State::Negated => "told as not so",
            State::Open => "left open",
        };
        // The same act, and done to the same: two words besides its own.
        (read && alike && shared.len() >= 3 && self.one_act(a, b))
            .then(|| (Facet::Status, self.sides((a, x.span, told(x.state).into()), (b, y.span, told(y.state).into()))))
    }

    /// Others fight each other: of two acts of violence between two sides that are told by the same word.
    fn parties(&self, a: &Telling, b: &Telling) -> Option<Found> {
        let events = |t: &Telling| {
            let units = t.units.iter().map(|u| &self.units[*u]);
            let all = units.filter_map(|u| Some((u, u.event(self.reports[u.report])?)));
            all.filter(|(u, e)| e.category == Category::Assault && bodies(&[&u.actor[..], &u.recipient[..]].concat()))
                .collect::<Vec<_>>()
        };
        let word = |t: &Telling, e: &Event| self.lexis.within(t.report, &self.digests[t.report], &e.trigger);
        let (x, y) = (events(a), events(b));
        let mut pairs = x.iter().flat_map(|p| y.iter().map(move |q| (p, q)));
        let both = |(u, e): &(&Unit, &Event)| {
            let spans = e.actor.iter().chain(&e.recipient).map(|x| x.span);
            ([&u.actor[..], &u.recipient[..]].concat(), spans.reduce(Span::cover).unwrap_or(e.clause))
        };
        pairs.find_map(|(p, q)| {
            let ((l, s), (m, t)) = (both(p), both(q));
            let same = !common(&word(a, p.1), &word(b, q.1)).is_empty();
            (same && others(&l, &m)).then(|| (Facet::Actor, self.sides((a, s, names(&l)), (b, t, names(&m)))))
        })
    }
}

/// What a relation that is told twice parts in: who says it, and since when it holds.
pub(crate) fn of_relations(reports: &[&Report<'_>], a: &Unit, b: &Unit) -> Vec<Found> {
    let mut out = Vec::new();
    let side = |u: &Unit, told: String| Side { report: u.report, span: u.extent, told };
    if a.by.is_empty() != b.by.is_empty() {
        let told = |u: &Unit| if u.by.is_empty() { "told in the report's own voice".to_owned() } else { names(&u.by) };
        out.push((Facet::Attribution, [side(a, told(a)), side(b, told(b))]));
    }
    let record = |u: &Unit| u.records.first().map(|r| &reports[u.report].records[*r].body);
    if let (Some(Body::Relation(x)), Some(Body::Relation(y))) = (record(a), record(b))
        && (x.since, x.until) != (y.since, y.until)
    {
        let told = |since: Option<Period>, until: Option<Period>| match (since, until) {
            (Some(s), Some(u)) => format!("{s} to {u}"),
            (Some(s), None) => format!("since {s}"),
            (None, Some(u)) => format!("until {u}"),
            (None, None) => "no year is given".to_owned(),
        };
        out.push((Facet::Date, [side(a, told(x.since, x.until)), side(b, told(y.since, y.until))]));
    }
    out
}

/// What a difference is worth to a reader.
pub(crate) fn worth(of: Facet) -> f32 {
    match of {
        Facet::Contradiction => 1.35,
        Facet::Figure => 1.3,
        Facet::Update => 1.25,
        Facet::Speaker => 1.22,
        Facet::Attribution => 1.2,
        Facet::Quote => 1.16,
        Facet::Status => 1.15,
        Facet::Actor => 1.14,
        Facet::Hedge | Facet::Recipient => 1.1,
        Facet::Form => 1.0,
        Facet::Addressee | Facet::Date | Facet::Place => 0.95,
        Facet::Wording => 0.9,
        Facet::Detail => 0.8,
    }
}

/// Whether there are two parties or more, all of them coded.
fn bodies(all: &[Party]) -> bool {
    all.len() >= 2 && all.iter().all(|p| p.code.is_some())
}

/// Whether each list has a coded party that the other has not. Where one list is merely shorter, somebody is left out
/// there, which is no contradiction.
fn others(x: &[Party], y: &[Party]) -> bool {
    let coded = |list: &[Party]| list.iter().filter(|p| p.code.is_some()).cloned().collect::<Vec<_>>();
    let (x, y) = (coded(x), coded(y));
    let missing = |x: &[Party], y: &[Party]| x.iter().any(|p| y.iter().all(|q| agreement(p, q) < 0.7));
    !x.is_empty() && !y.is_empty() && missing(&x, &y) && missing(&y, &x)
}
