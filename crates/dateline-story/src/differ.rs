//! Where two tellings of one thing part.
//!
//! A difference needs something on both sides that was read for certain: what one report leaves unsaid is no
//! contradiction. The exceptions are those that fact checkers look for first: an attribution or a hedge that is lost, a
//! day or a year that one alone gives, a word that judges.

use crate::Report;
use crate::between::{Figures, Quotes};
use crate::digest::{Day, Digest, Says, State};
use crate::features::{Lexis, common};
use crate::party::{Party, agreement, names, speakers_part};
use crate::unit::{Unit, is_mutual};
use dateline_contract::wire::{Facet, FigureLabel, QuoteLabel};
use dateline_contract::{Body, Bound, Event, Figure, Form, Period};
use dateline_text::{Date, Span};
use std::collections::BTreeSet;
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
}

/// On whose word a telling stands.
enum Voice {
    /// Somebody's who is named.
    Of(Vec<Party>),
    /// Somebody's who is not.
    Nobody,
    /// The report's own.
    Own,
    /// That was not read for certain.
    Unclear,
}

/// Share of what two sentences share that must stand between quotation marks for one to quote it.
const QUOTED: f32 = 0.6;

impl Differ<'_> {
    /// All differences, the weightiest first.
    pub(crate) fn differences(&self, a: &Telling, b: &Telling) -> Vec<Found> {
        let mut out = Vec::new();
        let quotes = self.quote(a, b);
        if quotes.is_empty() {
            out.extend(self.form(a, b));
        }
        out.extend(self.voice(a, b, !quotes.is_empty()));
        out.extend(quotes.into_iter().next().flatten());
        out.extend(self.hedge(a, b));
        out.extend(self.figure(a, b));
        out.extend(self.day(a, b));
        out.extend(self.state(a, b));
        out.extend(self.wording(a, b));
        out.extend(self.parties(a, b));
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

    fn text(&self, t: &Telling) -> &str {
        self.reports[t.report].analysis.text()
    }

    fn span(&self, t: &Telling) -> Span {
        self.digests[t.report].sentences[t.sentence].span
    }

    fn clause(&self, t: &Telling) -> Span {
        self.digests[t.report].clauses[t.clause].span
    }

    fn date(&self, t: &Telling) -> Option<Date> {
        self.reports[t.report].analysis.document.date
    }

    /// Quotations of one utterance in both: `Some` where words were cut or altered, `None` where they are the same.
    fn quote(&self, a: &Telling, b: &Telling) -> Vec<Option<Found>> {
        let (s, t) = (self.span(a), self.span(b));
        let sides = self.quotes.get(a.report, b.report).iter().filter_map(|q| {
            let (x, y) = if q.a.0 == a.report { (q.a.1, q.b.1) } else { (q.b.1, q.a.1) };
            (x.overlaps(s) && y.overlaps(t)).then_some((q.label, x, y))
        });
        let mut sides: Vec<(QuoteLabel, Span, Span)> = sides.collect();
        // What was altered says more than what was cut, and that more than what is the same.
        sides.sort_by_key(|(label, x, _)| (std::cmp::Reverse(*label), *x));
        let found = sides.into_iter().map(|(label, x, y)| {
            let told = |t: &Telling, s: Span| s.of(self.text(t)).to_owned();
            (label != QuoteLabel::Identical).then(|| (Facet::Quote, self.sides((a, x, told(a, x)), (b, y, told(b, y)))))
        });
        found.collect()
    }

    fn sides(&self, a: (&Telling, Span, String), b: (&Telling, Span, String)) -> [Side; 2] {
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

    fn features(&self, t: &Telling) -> Vec<u32> {
        let digest = &self.digests[t.report];
        self.lexis.of_words(t.report, digest.sentences[t.sentence].words.clone())
    }

    fn form(&self, a: &Telling, b: &Telling) -> Option<Found> {
        let shared = common(&self.features(a), &self.features(b));
        let (x, y) = (self.quoted(a, &shared), self.quoted(b, &shared));
        // What is retold has no quotation of its own: else it may be quoted in other words.
        if (x >= QUOTED && !self.is_quoted(b)) || (y >= QUOTED && !self.is_quoted(a)) {
            let told = |q: f32| if q >= QUOTED { "quoted" } else { "paraphrased" }.to_owned();
            return Some((Facet::Form, self.sides((a, self.clause(a), told(x)), (b, self.clause(b), told(y)))));
        }
        self.recorded_form(a, b)
    }

    /// What two records that tell one thing part in, where the sentences alone are not sure: one is a quotation.
    pub(crate) fn of_records(&self, a: &Telling, b: &Telling) -> Vec<Found> {
        if self.quote(a, b).is_empty() { self.recorded_form(a, b).into_iter().collect() } else { Vec::new() }
    }

    /// Two statements that tell one thing: the records say how each is told.
    fn recorded_form(&self, a: &Telling, b: &Telling) -> Option<Found> {
        let form = |t: &Telling| t.said.and_then(|u| self.units[u].form(self.reports[t.report]));
        let (x, y) = (form(a)?, form(b)?);
        let told = |f: Form| match f {
            Form::Direct => "quoted",
            Form::Mixed => "partly quoted",
            Form::Indirect => "paraphrased",
        };
        let linked = a.said.zip(b.said).is_some_and(|(u, v)| self.links.contains(&(u.min(v), u.max(v))));
        let retold = [(a, x), (b, y)].iter().any(|(t, f)| *f == Form::Indirect && !self.is_quoted(t));
        (x != y && linked && retold).then(|| {
            (Facet::Form, self.sides((a, self.clause(a), told(x).into()), (b, self.clause(b), told(y).into())))
        })
    }

    /// On whose word a telling stands. Who is not named in the sentence itself was not read for certain.
    fn voice_of(&self, t: &Telling) -> Voice {
        let digest = &self.digests[t.report];
        let sentence = &digest.sentences[t.sentence];
        let here = |spans: &[Span]| !spans.is_empty() && spans.iter().all(|s| sentence.span.contains(*s));
        if let Some(u) = t.said.map(|u| &self.units[u]) {
            let source = u.statement(self.reports[u.report]).map_or(&[][..], |s| &s.source);
            let spans: Vec<Span> = source.iter().map(|e| e.span).collect();
            return match u.speakers.is_empty() {
                true if u.extent.end() <= sentence.span.end() => Voice::Nobody,
                false if here(&spans) => Voice::Of(u.speakers.clone()),
                _ => Voice::Unclear,
            };
        }
        let event =
            |u: &Unit| u.event(self.reports[u.report]).map(|e| e.by.iter().map(|b| b.who.span).collect::<Vec<_>>());
        let told = t.units.iter().map(|u| &self.units[*u]).find(|u| !u.by.is_empty());
        match told {
            Some(u) if event(u).is_some_and(|spans| here(&spans)) => Voice::Of(u.by.clone()),
            None if !sentence.speech && !self.is_quoted(t) => Voice::Own,
            _ => Voice::Unclear,
        }
    }

    /// Whether a word of its sentence stands between quotation marks.
    fn is_quoted(&self, t: &Telling) -> bool {
        let digest = &self.digests[t.report];
        digest.words[digest.sentences[t.sentence].words.clone()].iter().any(|w| w.quoted)
    }

    /// Who says it, and on whose word it is told.
    fn voice(&self, a: &Telling, b: &Telling, quoted: bool) -> Option<Found> {
        let (x, y) = (self.voice_of(a), self.voice_of(b));
        let of = match (&x, &y) {
            (Voice::Unclear, _) | (_, Voice::Unclear) => return None,
            (Voice::Of(_), Voice::Own | Voice::Nobody) | (Voice::Own | Voice::Nobody, Voice::Of(_)) if !quoted => {
                Facet::Attribution
            }
            // Other words by another are another statement: who speaks differs where they are quoted alike, or where one
            // of several is lost.
            (Voice::Of(x), Voice::Of(y)) if speakers_part(x, y) && (quoted || x.len() != y.len()) => Facet::Speaker,
            _ => return None,
        };
        let side = |t: &Telling, v: &Voice| {
            let span = t.said.map(|u| &self.units[u]).and_then(|u| {
                let s = u.statement(self.reports[u.report])?;
                s.source.first().map(|e| e.span).or(s.cue)
            });
            let told = match v {
                Voice::Of(who) => names(who),
                Voice::Nobody => "nobody is named".to_owned(),
                Voice::Own | Voice::Unclear => "told in the report's own voice".to_owned(),
            };
            (span.unwrap_or_else(|| self.clause(t)), told)
        };
        let ((s, p), (t, q)) = (side(a, &x), side(b, &y));
        Some((of, self.sides((a, s, p), (b, t, q))))
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

    fn sentence_words(&self, t: &Telling) -> Range<usize> {
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

    fn figure(&self, a: &Telling, b: &Telling) -> Vec<Found> {
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
            let sides =
                self.sides((a, x.2, x.2.of(self.text(a)).to_owned()), (b, y.2, y.2.of(self.text(b)).to_owned()));
            out.push((Facet::Figure, sides.clone()));
            // A toll that has grown since is the later state; on one day both cannot be right.
            let later = self.date(a).zip(self.date(b)).map(|(d, e)| d.cmp(&e));
            match (f.label, later) {
                (FigureLabel::Conflict, Some(std::cmp::Ordering::Equal)) => out.push((Facet::Contradiction, sides)),
                (FigureLabel::Conflict, Some(_)) => out.push((Facet::Update, sides)),
                _ => {}
            }
        }
        out
    }

    /// The day that a clause names.
    fn day_of(&self, t: &Telling) -> Option<(Span, Day)> {
        let found = self.marked(t, self.words(t), |s| matches!(s, Says::Day(_)));
        found.and_then(|(span, says)| if let Says::Day(day) = says { Some((span, day)) } else { None })
    }

    fn day(&self, a: &Telling, b: &Telling) -> Option<Found> {
        let told = |t: &Telling, s: Span| s.of(self.text(t)).to_owned();
        let none = |t: &Telling| self.marked(t, self.sentence_words(t), |s| matches!(s, Says::Day(_))).is_none();
        match (self.day_of(a), self.day_of(b)) {
            (Some((s, x)), Some((t, y))) if x != y => {
                let (x, y) = (resolved(x, self.date(a))?, resolved(y, self.date(b))?);
                (x != y).then(|| (Facet::Date, self.sides((a, s, told(a, s)), (b, t, told(b, t)))))
            }
            (Some((s, _)), None) if none(b) && self.one_act(a, b) => {
                Some((Facet::Date, self.sides((a, s, told(a, s)), (b, self.clause(b), "no day is given".into()))))
            }
            (None, Some((t, _))) if none(a) && self.one_act(a, b) => {
                Some((Facet::Date, self.sides((a, self.clause(a), "no day is given".into()), (b, t, told(b, t)))))
            }
            _ => None,
        }
    }

    /// The words that name what is done in a clause.
    fn acts(&self, t: &Telling) -> Vec<u32> {
        let clause = &self.digests[t.report].clauses[t.clause];
        clause.acts.iter().filter_map(|w| self.lexis.word(t.report, *w as usize)).collect()
    }

    /// Whether both clauses name one act by the same word.
    fn one_act(&self, a: &Telling, b: &Telling) -> bool {
        let (p, q) = (self.acts(a), self.acts(b));
        p.iter().any(|f| q.contains(f))
    }

    /// Done here, planned or not so there: of the same act.
    fn state(&self, a: &Telling, b: &Telling) -> Vec<Found> {
        let (x, y) = (&self.digests[a.report].clauses[a.clause], &self.digests[b.report].clauses[b.clause]);
        let words =
            |t: &Telling, c: &crate::digest::Clause| self.lexis.of_words(t.report, c.words.iter().map(|w| *w as usize));
        // The same act, and done to the same: two words besides its own.
        let shared = common(&words(a, x), &words(b, y)).len();
        if x.state == y.state || !self.one_act(a, b) || shared < 3 {
            return Vec::new();
        }
        let told = |s: State| match s {
            State::Done => "told as so",
            State::Planned => "still to come",
            State::Negated => "told as not so",
        };
        let sides = self.sides((a, x.span, told(x.state).into()), (b, y.span, told(y.state).into()));
        let mut out = vec![(Facet::Status, sides.clone())];
        let (first, then) = match self.date(a).zip(self.date(b)).map(|(d, e)| d.cmp(&e)) {
            Some(std::cmp::Ordering::Less) => (x.state, y.state),
            Some(std::cmp::Ordering::Greater) => (y.state, x.state),
            _ => return out,
        };
        if first == State::Planned && then == State::Done {
            out.push((Facet::Update, sides));
        }
        out
    }

    /// Others act, or it is done to others: of two events of one category that are told by the same word.
    fn parties(&self, a: &Telling, b: &Telling) -> Vec<Found> {
        let events = |t: &Telling| {
            let units = t.units.iter().map(|u| &self.units[*u]);
            units.filter_map(|u| Some((u, u.event(self.reports[u.report])?))).collect::<Vec<_>>()
        };
        let word = |t: &Telling, e: &Event| self.lexis.within(t.report, &self.digests[t.report], &e.trigger);
        let (x, y) = (events(a), events(b));
        let pairs = x.iter().flat_map(|p| y.iter().map(move |q| (p, q)));
        let same = |(p, q): &(&(&Unit, &Event), &(&Unit, &Event))| {
            p.1.category == q.1.category && !common(&word(a, p.1), &word(b, q.1)).is_empty()
        };
        let mut out = Vec::new();
        for ((u, e), (v, f)) in pairs.filter(same) {
            let span = |list: &[dateline_contract::Entity], e: &Event| {
                list.iter().map(|x| x.span).reduce(Span::cover).unwrap_or(e.clause)
            };
            if is_mutual(e.category) {
                let all = |u: &Unit| [&u.actor[..], &u.recipient[..]].concat();
                let everybody = |e: &Event| [&e.actor[..], &e.recipient[..]].concat();
                if others(&all(u), &all(v)) {
                    let (s, t) = (span(&everybody(e), e), span(&everybody(f), f));
                    out.push((Facet::Actor, self.sides((a, s, names(&all(u))), (b, t, names(&all(v))))));
                }
                continue;
            }
            for (of, (p, q), (l, m)) in [
                (Facet::Actor, (&u.actor, &v.actor), (&e.actor, &f.actor)),
                (Facet::Recipient, (&u.recipient, &v.recipient), (&e.recipient, &f.recipient)),
            ] {
                if others(p, q) {
                    out.push((of, self.sides((a, span(l, e), names(p)), (b, span(m, f), names(q)))));
                }
            }
        }
        out
    }
}

/// The day that a name means, seen from a report of some date; a day of the week is the last one before.
fn resolved(day: Day, of: Option<Date>) -> Option<Date> {
    let mut at = of?;
    let back = match day {
        Day::Calendar(month, day) => {
            return Date::new(at.year(), i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
        }
        Day::From(days) => -days,
        Day::Week(n) => (at.weekday().to_monday_zero_offset() - i8::try_from(n).ok()?).rem_euclid(7),
    };
    for _ in 0..back.unsigned_abs() {
        at = if back > 0 { at.yesterday() } else { at.tomorrow() }.ok()?;
    }
    Some(at)
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

/// Whether each list has a coded party that the other has not. Where one list is merely shorter, somebody is left out
/// there, which is no contradiction.
fn others(x: &[Party], y: &[Party]) -> bool {
    let coded = |list: &[Party]| list.iter().filter(|p| p.code.is_some()).cloned().collect::<Vec<_>>();
    let (x, y) = (coded(x), coded(y));
    let missing = |x: &[Party], y: &[Party]| x.iter().any(|p| y.iter().all(|q| agreement(p, q) < 0.7));
    !x.is_empty() && !y.is_empty() && missing(&x, &y) && missing(&y, &x)
}
