//! From records to lines.

use super::{
    Actor, By, Dateline, Document, Entity, Event, EventDateFrom, EventLoc, EventName, Figure, Line, Mention, Note,
    Omission, Relation, Report, Statement, Status, TextInfo, TimeExpression, Words,
};
use crate::codebook::{Category, Codebook};
use crate::record::{self, Body, Precision, Record, TimeKind};
use crate::{CONTRACT, Versions};
use dateline_text::{CodePoints, Refused, Span};

/// Writes the records of one document.
#[derive(Debug)]
pub struct Writer<'d> {
    document: &'d dateline_text::Document,
    points: CodePoints<'d>,
    codebook: Codebook,
}

impl<'d> Writer<'d> {
    /// For the records of `document`, its events named by `codebook`.
    #[must_use]
    pub fn new(document: &'d dateline_text::Document, codebook: Codebook) -> Self {
        Self { document, points: CodePoints::new(&document.text), codebook }
    }

    /// A span with its words.
    #[must_use]
    pub fn words(&self, span: Span) -> Words {
        let (start, end) = self.points.of(span);
        Words { start, end, text: span.of(&self.document.text).to_owned() }
    }

    /// A time expression with its value.
    #[must_use]
    pub fn time(&self, span: Span, kind: TimeKind, value: String, modifier: Option<&str>) -> TimeExpression {
        let Words { start, end, text } = self.words(span);
        let modifier = modifier.map(str::to_owned);
        TimeExpression { doc: self.document.id.clone(), start, end, text, kind, value, modifier }
    }

    fn all(&self, spans: &[Span]) -> Vec<Words> {
        spans.iter().map(|s| self.words(*s)).collect()
    }

    /// The `document` record, without its text.
    #[must_use]
    pub fn document(&self, sentences: usize, versions: &Versions) -> Document {
        let d = self.document;
        let dateline = d.dateline.as_ref().map(|l| {
            let (start, end) = self.points.of(l.span);
            Dateline { place: l.place.clone(), agency: l.agency.clone(), start, end }
        });
        Document {
            doc: d.id.clone(),
            title: d.meta.title.clone(),
            date: d.date.map(|x| x.to_string()),
            date_from: d.date_from,
            dateline,
            publisher: d.meta.publisher.clone(),
            url: d.meta.url.clone(),
            language: d.language.to_owned(),
            genre: None,
            chars: self.points.total(),
            sentences,
            contract: CONTRACT,
            program: versions.program.clone(),
            model: versions.model.clone(),
            lexicon: versions.lexicon.clone(),
            text: None,
        }
    }

    /// The document as one of a comparison's reports.
    #[must_use]
    pub fn report(&self) -> Report {
        let d = self.document;
        Report {
            doc: d.id.clone(),
            title: d.meta.title.clone(),
            date: d.date.map(|x| x.to_string()),
            publisher: d.meta.publisher.clone(),
            url: d.meta.url.clone(),
            chars: self.points.total(),
        }
    }

    /// Any record.
    #[must_use]
    pub fn record(&self, r: &Record) -> Line {
        match &r.body {
            Body::Actor(a) => Line::Actor(self.actor(a, r)),
            Body::Event(e) => Line::Event(Box::new(self.event(e, r))),
            Body::Statement(s) => Line::Statement(Box::new(self.statement(s, r))),
            Body::Relation(x) => Line::Relation(Box::new(self.relation(x, r))),
            Body::Figure(f) => Line::Figure(Box::new(self.figure(f, r))),
            Body::Omission(o) => Line::Omission(self.omission(o, r)),
        }
    }

    fn doc(&self) -> String {
        self.document.id.clone()
    }

    fn entity(&self, e: &record::Entity) -> Entity {
        let (start, end) = self.points.of(e.span);
        Entity {
            id: e.id.clone(),
            entity_text: e.span.of(&self.document.text).to_owned(),
            identifier_text: e.name.clone(),
            identifier_id: e.identifier.clone(),
            code: e.code.clone(),
            code_from: e.code_from,
            sector: e.sector.clone(),
            start,
            end,
        }
    }

    fn entities(&self, all: &[record::Entity]) -> Vec<Entity> {
        all.iter().map(|e| self.entity(e)).collect()
    }

    fn by(&self, all: &[record::By]) -> Vec<By> {
        all.iter().map(|b| By { kind: b.kind, who: self.entity(&b.who) }).collect()
    }

    fn actor(&self, a: &record::Actor, r: &Record) -> Actor {
        let mentions = a.mentions.iter().map(|m| Mention { words: self.words(m.span), form: m.form }).collect();
        Actor {
            doc: self.doc(),
            id: r.id.clone(),
            name: a.name.clone(),
            identifier_id: a.identifier.clone(),
            code: a.code.clone(),
            code_from: a.code_from,
            sector: a.sector.clone(),
            office: a.office.clone(),
            members: a.members.clone(),
            mentions,
        }
    }

    fn event(&self, e: &record::Event, r: &Record) -> Event {
        let (start, end) = self.points.of(e.clause);
        let cameo = e.cameo.as_deref();
        let name = self.codebook.event(e.category, cameo);
        let event = match self.codebook {
            Codebook::Cameo => EventName::Cameo(name.to_owned()),
            _ => EventName::Category(Category::parse(name).unwrap_or(e.category)),
        };
        let date_from = match e.date {
            Some(d) if d.in_text => EventDateFrom::Text,
            Some(_) => EventDateFrom::Document,
            None => EventDateFrom::None,
        };
        Event {
            doc: self.doc(),
            id: r.id.clone(),
            date: e.date.map(|d| d.date.to_string()),
            date_from,
            date_precision: e.date.map_or(Precision::None, |d| d.precision),
            event: vec![event],
            mode: self.codebook.mode(e.category, e.mode, cameo).into_iter().collect(),
            context: e.context.clone(),
            cameo: e.cameo.clone(),
            quad_code: e.category.quad().code(),
            event_scale: e.category.score(e.mode),
            actor: self.entities(&e.actor),
            recipient: self.entities(&e.recipient),
            addressee: self.entities(&e.addressee),
            event_text: self.all(&e.trigger),
            when: self.all(&e.when),
            event_loc: e.place.as_ref().map(|p| self.place(p)),
            size: e.size,
            by: self.by(&e.by),
            denied_by: self.by(&e.denied_by),
            status: Status { negated: e.status.negated, time: e.status.time, certainty: e.status.certainty },
            happening: e.happening.clone(),
            confidence: r.confidence.value(),
            rule: r.rule.clone(),
            codebook: self.codebook,
            text_info: TextInfo { sequence: e.sequence, start, end },
        }
    }

    fn place(&self, p: &record::Place) -> EventLoc {
        EventLoc {
            words: self.words(p.span),
            name: p.name.clone(),
            country: p.country.clone(),
            admin1: p.admin1.clone(),
            lat: p.coordinates.map(|c| c.0),
            lon: p.coordinates.map(|c| c.1),
            geonames_id: p.geonames,
        }
    }

    fn statement(&self, s: &record::Statement, r: &Record) -> Statement {
        Statement {
            doc: self.doc(),
            id: r.id.clone(),
            form: s.form,
            source: self.entities(&s.source),
            source_kind: s.source_kind,
            cue: s.cue.map(|c| self.words(c)),
            content: self.all(&s.content),
            addressee: self.entities(&s.addressee),
            by: self.by(&s.by),
            speech_act: s.act,
            negated: s.negated,
            events: s.events.clone(),
            confidence: r.confidence.value(),
            rule: r.rule.clone(),
        }
    }

    fn relation(&self, x: &record::Relation, r: &Record) -> Relation {
        Relation {
            doc: self.doc(),
            id: r.id.clone(),
            relation: x.kind,
            from: self.entity(&x.from),
            to: self.entity(&x.to),
            since: x.since.map(|p| p.to_string()),
            until: x.until.map(|p| p.to_string()),
            evidence: self.all(&r.evidence),
            by: self.by(&x.by),
            confidence: r.confidence.value(),
            rule: r.rule.clone(),
        }
    }

    fn figure(&self, f: &record::Figure, r: &Record) -> Figure {
        Figure {
            doc: self.doc(),
            id: r.id.clone(),
            what: f.what.clone(),
            who: f.who.clone(),
            value: f.value,
            low: f.low,
            high: f.high,
            unit: f.unit.clone(),
            bound: f.bound,
            modifier: f.modifier.clone(),
            trend: f.trend,
            counted_by: self.by(&f.counted_by),
            as_of: f.as_of.map(|d| d.to_string()),
            place: f.place.map(|p| self.words(p)),
            evidence: self.all(&r.evidence),
            by: self.by(&f.by),
            confidence: r.confidence.value(),
            rule: r.rule.clone(),
        }
    }

    fn omission(&self, o: &record::Omission, r: &Record) -> Omission {
        Omission {
            doc: self.doc(),
            id: r.id.clone(),
            who: self.entity(&o.who),
            of: self.all(&o.of),
            evidence: self.all(&r.evidence),
            by: self.by(&o.by),
            confidence: r.confidence.value(),
            rule: r.rule.clone(),
        }
    }
}

/// A note about a document.
#[must_use]
pub fn note(doc: &str, note: &dateline_text::Note) -> Line {
    Line::Note(Note {
        doc: doc.to_owned(),
        level: note.level,
        code: note.code.to_owned(),
        message: note.message.clone(),
    })
}

/// The notes of an item that was refused, the reason last.
#[must_use]
pub fn refusal(refused: &Refused) -> Vec<Line> {
    refused.notes.iter().chain([&refused.reason]).map(|n| note(&refused.id, n)).collect()
}
