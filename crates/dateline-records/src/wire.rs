//! The public contract, version 1: one JSON object a line, offsets in code points, half-open.
//!
//! A reader ignores fields it does not know. An `event` line is a valid PLOVER record with fields added.

use crate::profile;
use crate::record::{Body, By, Entity, Event, Figure, Omission, Record, Relation, Statement};
use dateline_language::Analysis;
use dateline_text::{CodePoints, Document, Note, Refused, Span};
use serde_json::{Value, json};

/// Writes the records of one document.
#[derive(Debug)]
pub struct Writer<'d> {
    document: &'d Document,
    points: CodePoints<'d>,
    codebook: &'d str,
}

impl<'d> Writer<'d> {
    /// For the records of `document`, coded under the codebook named.
    #[must_use]
    pub fn new(document: &'d Document, codebook: &'d str) -> Self {
        Self { document, points: CodePoints::new(&document.text), codebook }
    }

    /// A span with its words.
    #[must_use]
    pub fn span(&self, span: Span) -> Value {
        let (start, end) = self.points.of(span);
        json!({"start": start, "end": end, "text": span.of(&self.document.text)})
    }

    fn spans(&self, spans: &[Span]) -> Vec<Value> {
        spans.iter().map(|s| self.span(*s)).collect()
    }

    /// The `document` record; `text` is added with `with_text`.
    #[must_use]
    pub fn document(&self, sentences: usize, with_text: bool) -> Value {
        let d = self.document;
        let dateline = d.dateline.as_ref().map(|l| {
            let (start, end) = self.points.of(l.span);
            json!({"place": l.place, "agency": l.agency, "start": start, "end": end})
        });
        let mut value = json!({
            "kind": "document", "doc": d.id, "title": d.meta.title, "date": d.date.map(|x| x.to_string()),
            "date_from": d.date_from.name(), "dateline": dateline, "publisher": d.meta.publisher, "url": d.meta.url,
            "language": d.language, "genre": Value::Null, "chars": self.points.total(), "sentences": sentences,
        });
        if with_text {
            value["text"] = json!(&*d.text);
        }
        value
    }

    /// Any record.
    #[must_use]
    pub fn record(&self, r: &Record) -> Value {
        let mut value = match &r.body {
            Body::Actor(a) => json!({
                "name": a.name, "identifier_id": a.identifier, "code": a.code, "sector": a.sector, "office": a.office,
                "members": a.members,
                "mentions": a.mentions.iter().map(|m| {
                    let mut v = self.span(m.span);
                    v["form"] = json!(m.form.name());
                    v
                }).collect::<Vec<_>>(),
            }),
            Body::Event(e) => self.event(e),
            Body::Statement(s) => self.statement(s),
            Body::Relation(x) => self.relation(x, r),
            Body::Figure(f) => self.figure(f, r),
            Body::Omission(o) => self.omission(o, r),
        };
        value["kind"] = json!(r.kind());
        value["doc"] = json!(self.document.id);
        value["id"] = json!(r.id);
        if !matches!(r.body, Body::Actor(_)) {
            value["rule"] = json!(r.rule);
            value["confidence"] = json!(f64::from((r.confidence * 100.0).round()) / 100.0);
        }
        value
    }

    fn entity(&self, e: &Entity) -> Value {
        let (start, end) = self.points.of(e.span);
        json!({"id": e.id, "entity_text": e.span.of(&self.document.text), "identifier_text": e.name,
            "identifier_id": e.identifier, "code": e.code, "sector": e.sector, "start": start, "end": end})
    }

    fn entities(&self, all: &[Entity]) -> Vec<Value> {
        all.iter().map(|e| self.entity(e)).collect()
    }

    fn by(&self, all: &[By]) -> Vec<Value> {
        all.iter()
            .map(|b| {
                let (start, end) = self.points.of(b.who.span);
                json!({"id": b.who.id, "entity_text": b.who.span.of(&self.document.text), "identifier_text": b.who.name,
                    "kind": b.kind.name(), "start": start, "end": end})
            })
            .collect()
    }

    fn event(&self, e: &Event) -> Value {
        let (start, end) = self.points.of(e.clause);
        let facts = crate::plover::category(&e.category);
        let score =
            e.mode.as_deref().and_then(|m| crate::plover::mode_score(&e.category, m)).or(facts.map(|f| f.score));
        let (date, from, precision) = match &e.date {
            Some((date, in_text)) => (Some(date), if *in_text { "text" } else { "document" }, "day"),
            None => (None, "none", "none"),
        };
        json!({
            "date": date, "date_from": from, "date_precision": precision,
            "event": [profile::category_under(self.codebook, &e.category, e.mode.as_deref(), e.cameo.as_deref())],
            "mode": profile::mode_under(self.codebook, &e.category, e.mode.as_deref(), e.cameo.as_deref()).iter().collect::<Vec<_>>(),
            "context": e.context, "cameo": e.cameo,
            "quad_code": facts.map(|f| f.quad), "event_scale": score,
            "actor": self.entities(&e.actor), "recipient": self.entities(&e.recipient),
            "addressee": self.entities(&e.addressee), "event_text": self.spans(&e.trigger),
            "event_loc": e.place.map(|p| self.span(p)), "size": Value::Null, "by": self.by(&e.by),
            "denied_by": self.by(&e.denied_by),
            "status": {"negated": e.status.negated, "time": e.status.time.name(), "certainty": e.status.certainty.name()},
            "happening": e.happening, "codebook": self.codebook,
            "text_info": {"sequence": e.sequence, "start": start, "end": end},
        })
    }

    fn statement(&self, s: &Statement) -> Value {
        json!({
            "form": s.form.name(), "source": self.entities(&s.source), "source_kind": s.source_kind.name(),
            "cue": s.cue.map(|c| self.span(c)), "content": self.spans(&s.content),
            "addressee": self.entities(&s.addressee), "by": self.by(&s.by), "speech_act": s.act.name(),
            "negated": s.negated, "events": s.events,
        })
    }

    fn relation(&self, x: &Relation, r: &Record) -> Value {
        json!({"relation": x.kind.name(), "from": self.entity(&x.from), "to": self.entity(&x.to), "since": x.since,
            "until": x.until, "evidence": self.spans(&r.evidence), "by": self.by(&x.by)})
    }

    fn figure(&self, f: &Figure, r: &Record) -> Value {
        json!({"what": f.what, "who": f.who, "value": f.value, "low": f.low, "high": f.high, "unit": f.unit,
            "modifier": f.modifier, "trend": f.trend, "counted_by": [], "as_of": Value::Null, "place": Value::Null,
            "evidence": self.spans(&r.evidence), "by": self.by(&f.by)})
    }

    fn omission(&self, o: &Omission, r: &Record) -> Value {
        let (start, end) = self.points.of(o.who.span);
        json!({"who": {"id": o.who.id, "entity_text": o.who.span.of(&self.document.text), "identifier_text": o.who.name,
            "start": start, "end": end}, "of": self.spans(&o.of), "evidence": self.spans(&r.evidence), "by": self.by(&o.by)})
    }
}

/// A note about a document.
#[must_use]
pub fn note(doc: &str, note: &Note) -> Value {
    json!({"kind": "note", "doc": doc, "level": note.level.name(), "code": note.code, "message": note.message})
}

/// The notes of an item that was refused, the reason last.
#[must_use]
pub fn refusal(refused: &Refused) -> Vec<Value> {
    refused.notes.iter().chain([&refused.reason]).map(|n| note(&refused.id, n)).collect()
}

/// Everything about a document, in the order of the contract: document, notes, records.
#[must_use]
pub fn document(
    analysis: &Analysis,
    notes: &[Note],
    records: &[Record],
    codebook: &str,
    with_text: bool,
) -> Vec<Value> {
    let writer = Writer::new(&analysis.document, codebook);
    let mut out = vec![writer.document(analysis.sentences.len(), with_text)];
    out.extend(notes.iter().map(|n| note(&analysis.document.id, n)));
    out.extend(records.iter().map(|r| writer.record(r)));
    out
}
