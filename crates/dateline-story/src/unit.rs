//! What is aligned: a report's tellings, each one or more records that stand on the same words.
//!
//! A verbal act and the statement it introduces are one telling ("Putin criticised Washington for …" is ACCUSE and a
//! statement); so are a statement and the one event that fills it. A sentence of which no record was made is a telling
//! of its own, a *passage*: what all reports say must not be lost because no codebook has a category for it.

use crate::Report;
use crate::digest::Digest;
use crate::features::{Features, Lexis};
use crate::party::{Parties, Party};
use crate::quote::is_double_mark;
use crate::words::lists;
use dateline_contract::{Body, Event, Form, Omission, Record, Relation, SourceKind, Statement};
use dateline_contract::{Category, Mode};
use dateline_language::Upos;
use dateline_text::Span;

/// What a telling is made of, its leading record first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Statement,
    Event,
    Omission,
    Relation,
    Passage,
}

/// A telling.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) report: usize,
    /// Numbers of its records, the leading one first; empty for a passage.
    pub(crate) records: Vec<usize>,
    pub(crate) kind: Kind,
    /// The words compared.
    pub(crate) content: Vec<Span>,
    /// All its words, from cue to content.
    pub(crate) extent: Span,
    pub(crate) features: Features,
    /// Who says it; empty for the report's own voice, or where nobody is named.
    pub(crate) speakers: Vec<Party>,
    /// On whose word it is told.
    pub(crate) by: Vec<Party>,
    /// Whether `speakers` are named, as opposed to "officials"; of a passage, whether it surely is the report's own voice.
    pub(crate) named: bool,
    pub(crate) category: Option<Category>,
    /// How it is done.
    pub(crate) mode: Option<Mode>,
    pub(crate) actor: Vec<Party>,
    pub(crate) recipient: Vec<Party>,
    /// Whether it is one sentence of a long statement rather than all of its records' words.
    pub(crate) piece: bool,
    /// Where in the report it stands, 0 to 1.
    pub(crate) position: f32,
}

impl Unit {
    /// Its leading record of one kind.
    pub(crate) fn event<'r>(&self, report: &Report<'r>) -> Option<&'r Event> {
        self.records.iter().find_map(|r| if let Body::Event(e) = &report.records[*r].body { Some(e) } else { None })
    }

    pub(crate) fn statement<'r>(&self, report: &Report<'r>) -> Option<&'r Statement> {
        self.records.iter().find_map(|r| match &report.records[*r].body {
            Body::Statement(s) => Some(s),
            _ => None,
        })
    }

    /// Its relations.
    pub(crate) fn relations<'r>(&self, report: &Report<'r>) -> Vec<&'r Relation> {
        let bodies = self.records.iter().map(|r| &report.records[*r].body);
        bodies.filter_map(|b| if let Body::Relation(x) = b { Some(x) } else { None }).collect()
    }

    pub(crate) fn form(&self, report: &Report<'_>) -> Option<Form> {
        self.statement(report).map(|s| s.form)
    }
}

/// The categories whose act is done by speaking: their actor is a speaker.
pub(crate) fn is_verbal(category: Category) -> bool {
    use Category::{Accuse, Agree, Concede, Reject, Request, Support, Threaten};
    matches!(category, Accuse | Request | Reject | Threaten | Support | Agree | Concede)
}

/// The categories whose parties may stand in either order.
pub(crate) fn is_mutual(category: Category) -> bool {
    matches!(category, Category::Consult | Category::Agree | Category::Cooperate | Category::Assault)
}

/// Makes the tellings of one report.
pub(crate) struct Units<'c> {
    pub(crate) report: usize,
    pub(crate) of: &'c Report<'c>,
    pub(crate) digest: &'c Digest,
    pub(crate) parties: &'c Parties,
    pub(crate) lexis: &'c Lexis,
}

impl Units<'_> {
    /// All tellings, in the order of the text.
    pub(crate) fn all(&self) -> Vec<Unit> {
        let mut taken = vec![false; self.of.records.len()];
        let mut out = Vec::new();
        // Those on the report's own word first: they may hold the others.
        let mut order: Vec<usize> = (0..self.of.records.len()).collect();
        order.sort_by_key(|n| if let Body::Statement(s) = &self.of.records[*n].body { s.by.len() } else { 0 });
        for n in order {
            let record = &self.of.records[n];
            if let Body::Statement(s) = &record.body
                && !taken[n]
            {
                taken[n] = true;
                let more = [self.inner(s, n, &taken), self.events_of(s, &taken)].concat();
                // Another report may tell one sentence of a long speech: each is a telling then.
                for r in &more {
                    taken[*r] = true;
                }
                let pieces = self.pieces(n, s);
                if pieces.len() < 2 {
                    out.push(self.statement(n, s, record, &more));
                } else {
                    out.extend(pieces);
                }
            }
        }
        for (n, record) in self.of.records.iter().enumerate() {
            match &record.body {
                _ if taken[n] => {}
                Body::Event(e) => out.push(self.event(n, e)),
                Body::Relation(x) => {
                    let alike = self.alike(x, n, &taken);
                    for r in &alike {
                        taken[*r] = true;
                    }
                    out.push(self.relations(x, alike));
                }
                Body::Omission(o) => out.push(self.omission(n, o, record)),
                _ => {}
            }
        }
        self.passages(&mut out);
        out.retain(|u| !u.features.is_empty());
        out.sort_by_key(|u| (u.extent.start(), u.extent.end(), u.kind, u.records.first().copied()));
        out
    }

    /// The events that are one telling with a statement: its own verbal act, or the one that fills its content.
    fn events_of(&self, s: &Statement, taken: &[bool]) -> Vec<usize> {
        let whole = cover(&s.content);
        let events = self.of.records.iter().enumerate().filter(|(n, _)| !taken[*n]);
        let own = events.filter_map(|(n, r)| if let Body::Event(e) = &r.body { Some((n, e)) } else { None });
        let own = own.filter(|(_, e)| {
            let says = s.cue.is_some_and(|cue| e.trigger.iter().any(|t| t.overlaps(cue)));
            says || whole.is_some_and(|w| mostly(w, e.clause) && !e.trigger.iter().any(|t| !w.overlaps(*t)))
        });
        own.map(|(n, _)| n).take(3).collect()
    }

    /// Statements within another that say most of it again ("we intend to …" in "But we intend to …").
    fn inner(&self, s: &Statement, own: usize, taken: &[bool]) -> Vec<usize> {
        let Some(whole) = cover(&s.content) else { return Vec::new() };
        let others = self.of.records.iter().enumerate().filter(|(n, _)| *n != own && !taken[*n]);
        let inner = others.filter(|(_, r)| match &r.body {
            Body::Statement(t) => {
                t.by.len() > s.by.len() && cover(&t.content).is_some_and(|c| whole.contains(c) && mostly(c, whole))
            }
            _ => false,
        });
        inner.map(|(n, _)| n).take(2).collect()
    }

    /// Relations of one kind to one party in one sentence, the one at `own` among them.
    fn alike(&self, x: &Relation, own: usize, taken: &[bool]) -> Vec<usize> {
        let a = self.of.analysis;
        let sentence = |s: Span| {
            let token = a.tokens.partition_point(|t| t.span.end() <= s.start()).min(a.tokens.len().saturating_sub(1));
            a.sentence_of(token)
        };
        let at = sentence(x.from.span);
        let records = self.of.records.iter().enumerate().filter(|(n, _)| !taken[*n]);
        let same = records.filter(|(n, r)| match &r.body {
            Body::Relation(y) => {
                *n == own
                    || (x.kind == y.kind
                        && x.to.span.overlaps(y.to.span)
                        && x.by == y.by
                        && sentence(y.from.span) == at)
            }
            _ => false,
        });
        same.map(|(n, _)| n).collect()
    }

    fn relations(&self, x: &Relation, records: Vec<usize>) -> Unit {
        let evidence: Vec<Span> = records.iter().flat_map(|r| self.of.records[*r].evidence.clone()).collect();
        let mut unit = self.blank(Kind::Relation, records, evidence);
        unit.by = self.parties.by(self.report, self.of.analysis.text(), &x.by);
        unit.speakers.clone_from(&unit.by);
        let ends = unit.relations(self.of).into_iter().flat_map(|x| [x.from.span, x.to.span]);
        let words: Vec<Span> = ends.chain(unit.content.iter().copied()).collect();
        unit.features = self.lexis.within(self.report, self.digest, &words);
        unit
    }

    fn omission(&self, n: usize, o: &Omission, record: &Record) -> Unit {
        let spans: Vec<Span> = o.of.iter().chain(&record.evidence).copied().collect();
        let mut unit = self.blank(Kind::Omission, vec![n], spans);
        unit.by = self.parties.by(self.report, self.of.analysis.text(), &o.by);
        unit.speakers.clone_from(&unit.by);
        unit
    }

    fn blank(&self, kind: Kind, records: Vec<usize>, content: Vec<Span>) -> Unit {
        let extent = cover(&content).unwrap_or_else(|| self.of.records[records[0]].evidence[0]);
        let features = self.lexis.within(self.report, self.digest, &content);
        Unit {
            report: self.report,
            records,
            kind,
            content,
            extent,
            features,
            speakers: Vec::new(),
            by: Vec::new(),
            named: true,
            category: None,
            mode: None,
            actor: Vec::new(),
            recipient: Vec::new(),
            piece: false,
            position: extent.start() as f32 / self.of.analysis.text().len().max(1) as f32,
        }
    }

    fn statement(&self, n: usize, s: &Statement, record: &Record, events: &[usize]) -> Unit {
        let text = self.of.analysis.text();
        let content = if s.content.is_empty() { record.evidence.clone() } else { s.content.clone() };
        let mut unit = self.blank(Kind::Statement, [&[n], events].concat(), content);
        if let Some(cue) = s.cue {
            unit.extent = unit.extent.cover(cue);
        }
        unit.speakers = self.parties.entities(self.report, text, &s.source);
        unit.named = s.source_kind == SourceKind::Named || unit.speakers.iter().any(|p| p.person);
        unit.by = self.parties.by(self.report, text, &s.by);
        if let Some(e) = unit.event(self.of) {
            self.parties_of(&mut unit, e);
            // What is blamed on whom is part of what is said: "criticised Washington for …".
            let whom: Vec<Span> = e.recipient.iter().map(|r| r.span).chain(e.trigger.iter().copied()).collect();
            unit.features.extend(self.lexis.within(self.report, self.digest, &whom));
            unit.features.sort_unstable();
            unit.features.dedup();
        }
        unit
    }

    /// The sentences of a long statement as tellings of their own; none where it is short.
    fn pieces(&self, n: usize, s: &Statement) -> Vec<Unit> {
        if s.content.iter().map(|c| c.len()).sum::<usize>() <= LONG {
            return Vec::new();
        }
        let a = self.of.analysis;
        let text = a.text();
        let sentences = a.sentences.iter().filter(|r| !r.is_empty()).map(|r| a.span(r.clone()));
        let parts = sentences.flat_map(|sentence| {
            s.content.iter().filter_map(move |c| {
                Span::new(text, c.start().max(sentence.start()), c.end().min(sentence.end())).filter(|p| !p.is_empty())
            })
        });
        let units = parts.map(|part| {
            let mut unit = self.blank(Kind::Statement, vec![n], vec![part]);
            unit.speakers = self.parties.entities(self.report, text, &s.source);
            unit.named = s.source_kind == SourceKind::Named || unit.speakers.iter().any(|p| p.person);
            unit.by = self.parties.by(self.report, text, &s.by);
            unit.piece = true;
            unit
        });
        units.filter(|u| u.features.len() >= 2).collect()
    }

    fn parties_of(&self, unit: &mut Unit, e: &Event) {
        let text = self.of.analysis.text();
        unit.category = Some(e.category);
        unit.mode = e.mode;
        unit.actor = self.parties.entities(self.report, text, &e.actor);
        unit.recipient = self.parties.entities(self.report, text, &e.recipient);
    }

    fn event(&self, n: usize, e: &Event) -> Unit {
        let mut unit = self.blank(Kind::Event, vec![n], vec![e.clause]);
        let arguments: Vec<Span> = [e.clause]
            .into_iter()
            .chain(e.actor.iter().chain(&e.recipient).map(|p| p.span))
            .chain(e.trigger.clone())
            .collect();
        unit.features = self.lexis.within(self.report, self.digest, &arguments);
        self.parties_of(&mut unit, e);
        unit.by = self.parties.by(self.report, self.of.analysis.text(), &e.by);
        unit.speakers = if unit.by.is_empty() && is_verbal(e.category) { unit.actor.clone() } else { unit.by.clone() };
        unit
    }

    /// Adds a passage for each sentence of which the tellings so far cover little.
    fn passages(&self, out: &mut Vec<Unit>) {
        let a = self.of.analysis;
        let mut extents: Vec<Span> = out.iter().filter(|u| u.kind != Kind::Relation).map(|u| u.extent).collect();
        extents.sort();
        for range in a.sentences.iter().filter(|r| !r.is_empty()) {
            let sentence = a.span(range.clone());
            if a.document.dateline.as_ref().is_some_and(|d| d.span.contains(sentence)) {
                continue;
            }
            let (mut covered, mut end) = (0, sentence.start());
            for e in extents.iter().filter(|e| e.overlaps(sentence)) {
                let (from, to) = (e.start().max(end), e.end().min(sentence.end()));
                covered += to.saturating_sub(from);
                end = end.max(to);
            }
            // A byline or a title says nothing of its own.
            let tells = range.clone().any(|t| matches!(a.tokens[t].upos, Upos::Verb | Upos::Aux));
            let head = a.document.headline.is_some_and(|h| h.contains(sentence));
            let unit = self.passage(range.clone());
            if tells && !head && covered * 5 < sentence.len() * 2 && unit.features.len() >= 3 {
                out.push(unit);
            }
        }
    }

    fn passage(&self, range: std::ops::Range<usize>) -> Unit {
        let a = self.of.analysis;
        let sentence = a.span(range.clone());
        // Where somebody may be speaking unheard, it is not known on whose word the sentence stands.
        let speech = range.into_iter().any(|t| lists().speech.has(a.lemma(t)));
        let own_voice = !speech && !sentence.of(a.text()).contains(is_double_mark);
        let features = self.lexis.within(self.report, self.digest, &[sentence]);
        Unit {
            report: self.report,
            records: Vec::new(),
            kind: Kind::Passage,
            content: vec![sentence],
            extent: sentence,
            features,
            speakers: Vec::new(),
            by: Vec::new(),
            named: own_voice,
            category: None,
            mode: None,
            actor: Vec::new(),
            recipient: Vec::new(),
            piece: false,
            position: sentence.start() as f32 / self.of.analysis.text().len().max(1) as f32,
        }
    }
}

/// A statement with more bytes of content than this is compared sentence by sentence.
const LONG: usize = 280;

/// Whether a unit is a statement that says a clause: most of the clause stands in its content.
pub(crate) fn says(unit: &Unit, clause: Span) -> bool {
    let inside: usize = unit.content.iter().map(|c| overlap(*c, clause)).sum();
    unit.kind == Kind::Statement && inside * 2 >= clause.len()
}

/// Bytes that two spans share.
pub(crate) fn overlap(a: Span, b: Span) -> usize {
    a.end().min(b.end()).saturating_sub(a.start().max(b.start()))
}

/// From the first to the last of some spans.
pub(crate) fn cover(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::cover)
}

/// Whether two spans are mostly the same.
fn mostly(a: Span, b: Span) -> bool {
    let common = a.end().min(b.end()).saturating_sub(a.start().max(b.start()));
    common * 5 >= a.cover(b).len() * 3
}
