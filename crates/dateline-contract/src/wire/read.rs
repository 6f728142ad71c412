//! From lines back to records.

use super::{By, Entity, Event, EventDateFrom, EventLoc, EventName, Figure, Line, Statement, Words};
use crate::codebook::Codebook;
use crate::record::{self, Body, Confidence, EventDate, Period, Precision, Record};
use dateline_text::{Date, Span};

/// Why a line gives no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// It is no line of the contract.
    #[error("not a line of the records contract: {0}")]
    Json(String),
    /// Its offsets do not fit the text.
    #[error("{field}: {start}..{end} is no stretch of the text, which has {chars} code points{wrong}")]
    Span {
        /// Which field.
        field: &'static str,
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// Length of the text in code points.
        chars: usize,
        /// What stands there instead, where the words differ.
        wrong: String,
    },
    /// A value that the contract does not have.
    #[error("{field}: {value:?} is not {wanted}")]
    Value {
        /// Which field.
        field: &'static str,
        /// What it holds.
        value: String,
        /// What it should be.
        wanted: &'static str,
    },
}

/// Reads the records of one document, whose text it needs: offsets are code points there and bytes here.
#[derive(Debug)]
pub struct Reader<'t> {
    text: &'t str,
    /// Byte of each code point, and the length last; empty where the text is ASCII, and they are one.
    bytes: Vec<u32>,
}

type Read<T> = Result<T, WireError>;

impl<'t> Reader<'t> {
    /// For the records of a document with this text; linear in its length.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()
        };
        Self { text, bytes }
    }

    /// The record of a line; `None` for a line that is none (a document, a note, a passage, a story).
    ///
    /// # Errors
    /// Where a span does not fit the text, or a value is none of the contract's.
    pub fn record(&self, line: &Line) -> Read<Option<Record>> {
        let (id, body, evidence, rule, confidence) = match line {
            Line::Document(_) | Line::Note(_) | Line::Passage(_) | Line::Story(_) => return Ok(None),
            Line::Actor(a) => (&a.id, self.actor(a)?, None, "actor", 1.0),
            Line::Event(e) => (&e.id, self.event(e)?, None, e.rule.as_str(), e.confidence),
            Line::Statement(s) => (&s.id, self.statement(s)?, None, s.rule.as_str(), s.confidence),
            Line::Relation(x) => (&x.id, self.relation(x)?, Some(&x.evidence), x.rule.as_str(), x.confidence),
            Line::Figure(f) => (&f.id, self.figure(f)?, Some(&f.evidence), f.rule.as_str(), f.confidence),
            Line::Omission(o) => (&o.id, self.omission(o)?, Some(&o.evidence), o.rule.as_str(), o.confidence),
        };
        let evidence = match (evidence, body.evidence()) {
            (Some(words), _) => self.all("evidence", words)?,
            (None, own) => own.unwrap_or_default(),
        };
        let confidence = Confidence::new(confidence as f32);
        Ok(Some(Record { id: id.clone(), body, evidence, rule: rule.to_owned(), confidence }))
    }

    fn byte(&self, point: usize) -> Option<usize> {
        if self.bytes.is_empty() {
            return (point <= self.text.len()).then_some(point);
        }
        self.bytes.get(point).map(|b| *b as usize)
    }

    fn span(&self, field: &'static str, start: usize, end: usize) -> Read<Span> {
        let bytes = self.byte(start).zip(self.byte(end));
        bytes.and_then(|(s, e)| Span::new(self.text, s, e)).ok_or_else(|| WireError::Span {
            field,
            start,
            end,
            chars: self.bytes.len().checked_sub(1).unwrap_or(self.text.len()),
            wrong: String::new(),
        })
    }

    fn words(&self, field: &'static str, w: &Words) -> Read<Span> {
        self.told(field, w.start, w.end, &w.text)
    }

    /// A span whose words the line has too: where they differ, the line is of another text.
    fn told(&self, field: &'static str, start: usize, end: usize, words: &str) -> Read<Span> {
        let span = self.span(field, start, end)?;
        if words.is_empty() || span.of(self.text) == words {
            return Ok(span);
        }
        let wrong = format!("; it holds {:?} there, not {words:?}", span.of(self.text));
        Err(WireError::Span { field, start, end, chars: self.text.chars().count(), wrong })
    }

    fn all(&self, field: &'static str, words: &[Words]) -> Read<Vec<Span>> {
        words.iter().map(|w| self.words(field, w)).collect()
    }

    fn entity(&self, field: &'static str, e: &Entity) -> Read<record::Entity> {
        Ok(record::Entity {
            id: e.id.clone(),
            span: self.told(field, e.start, e.end, &e.entity_text)?,
            name: e.identifier_text.clone(),
            identifier: e.identifier_id.clone(),
            code: e.code.clone(),
            code_from: e.code_from,
            sector: e.sector.clone(),
        })
    }

    fn entities(&self, field: &'static str, all: &[Entity]) -> Read<Vec<record::Entity>> {
        all.iter().map(|e| self.entity(field, e)).collect()
    }

    fn by(&self, field: &'static str, all: &[By]) -> Read<Vec<record::By>> {
        all.iter().map(|b| Ok(record::By { who: self.entity(field, &b.who)?, kind: b.kind })).collect()
    }

    fn actor(&self, a: &super::Actor) -> Read<Body> {
        let mention =
            |m: &super::Mention| Ok(record::Mention { span: self.words("mentions", &m.words)?, form: m.form });
        Ok(Body::Actor(record::Actor {
            name: a.name.clone(),
            identifier: a.identifier_id.clone(),
            code: a.code.clone(),
            code_from: a.code_from,
            sector: a.sector.clone(),
            office: a.office.clone(),
            members: a.members.clone(),
            mentions: a.mentions.iter().map(mention).collect::<Read<_>>()?,
        }))
    }

    fn event(&self, e: &Event) -> Read<Body> {
        if e.codebook != Codebook::Plover20 {
            let wanted = "plover-2.0, under which alone an act is written whole";
            return Err(WireError::Value { field: "codebook", value: e.codebook.name().to_owned(), wanted });
        }
        let [EventName::Category(category)] = e.event[..] else {
            let value = super::json(&e.event);
            return Err(WireError::Value { field: "event", value, wanted: "a list of one PLOVER category" });
        };
        Ok(Body::Event(record::Event {
            category,
            mode: e.mode.first().copied(),
            context: e.context.clone(),
            cameo: e.cameo.clone(),
            actor: self.entities("actor", &e.actor)?,
            recipient: self.entities("recipient", &e.recipient)?,
            addressee: self.entities("addressee", &e.addressee)?,
            trigger: self.all("event_text", &e.event_text)?,
            when: self.all("when", &e.when)?,
            place: e.event_loc.as_ref().map(|p| self.place(p)).transpose()?,
            size: e.size,
            by: self.by("by", &e.by)?,
            denied_by: self.by("denied_by", &e.denied_by)?,
            status: record::Status { negated: e.status.negated, time: e.status.time, certainty: e.status.certainty },
            date: event_date(e)?,
            clause: self.span("text_info", e.text_info.start, e.text_info.end)?,
            sequence: e.text_info.sequence,
            happening: e.happening.clone(),
        }))
    }

    fn place(&self, p: &EventLoc) -> Read<record::Place> {
        Ok(record::Place {
            span: self.words("event_loc", &p.words)?,
            name: p.name.clone(),
            country: p.country.clone(),
            admin1: p.admin1.clone(),
            coordinates: p.lat.zip(p.lon),
            geonames: p.geonames_id,
        })
    }

    fn statement(&self, s: &Statement) -> Read<Body> {
        Ok(Body::Statement(record::Statement {
            form: s.form,
            source: self.entities("source", &s.source)?,
            source_kind: s.source_kind,
            cue: s.cue.as_ref().map(|c| self.words("cue", c)).transpose()?,
            content: self.all("content", &s.content)?,
            addressee: self.entities("addressee", &s.addressee)?,
            by: self.by("by", &s.by)?,
            act: s.speech_act,
            negated: s.negated,
            events: s.events.clone(),
        }))
    }

    fn relation(&self, x: &super::Relation) -> Read<Body> {
        Ok(Body::Relation(record::Relation {
            kind: x.relation,
            from: self.entity("from", &x.from)?,
            to: self.entity("to", &x.to)?,
            since: period("since", x.since.as_deref())?,
            until: period("until", x.until.as_deref())?,
            by: self.by("by", &x.by)?,
        }))
    }

    fn figure(&self, f: &Figure) -> Read<Body> {
        Ok(Body::Figure(record::Figure {
            what: f.what.clone(),
            who: f.who.clone(),
            value: f.value,
            low: f.low,
            high: f.high,
            unit: f.unit.clone(),
            bound: f.bound,
            modifier: f.modifier.clone(),
            trend: f.trend,
            counted_by: self.by("counted_by", &f.counted_by)?,
            as_of: f.as_of.as_deref().map(|d| date("as_of", d)).transpose()?,
            place: f.place.as_ref().map(|p| self.words("place", p)).transpose()?,
            by: self.by("by", &f.by)?,
        }))
    }

    fn omission(&self, o: &super::Omission) -> Read<Body> {
        Ok(Body::Omission(record::Omission {
            who: self.entity("who", &o.who)?,
            of: self.all("of", &o.of)?,
            by: self.by("by", &o.by)?,
        }))
    }
}

fn event_date(e: &Event) -> Read<Option<EventDate>> {
    let Some(day) = &e.date else { return Ok(None) };
    if e.date_from == EventDateFrom::None || e.date_precision == Precision::None {
        return Err(WireError::Value { field: "date", value: day.clone(), wanted: "null, as its precision says" });
    }
    let in_text = e.date_from == EventDateFrom::Text;
    Ok(Some(EventDate { date: date("date", day)?, precision: e.date_precision, in_text }))
}

fn date(field: &'static str, day: &str) -> Read<Date> {
    day.parse().map_err(|_| WireError::Value { field, value: day.to_owned(), wanted: "a day, YYYY-MM-DD" })
}

fn period(field: &'static str, text: Option<&str>) -> Read<Option<Period>> {
    let wanted = "a year or a month, YYYY or YYYY-MM";
    let read = |t: &str| Period::parse(t).ok_or_else(|| WireError::Value { field, value: t.to_owned(), wanted });
    text.map(read).transpose()
}

/// `Level` and `DateFrom` belong to a crate that knows no JSON: their words are written and read here.
macro_rules! named {
    ($($name:ident: $type:ty = [$($word:literal => $value:expr),* $(,)?])*) => {$(
        pub(super) mod $name {
            use serde::{Deserialize, Deserializer, Serializer, de::Error};

            pub(in crate::wire) fn serialize<S: Serializer>(value: &$type, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(value.name())
            }

            pub(in crate::wire) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<$type, D::Error> {
                match std::borrow::Cow::<str>::deserialize(d)?.as_ref() {
                    $($word => Ok($value),)*
                    other => Err(D::Error::unknown_variant(other, &[$($word),*])),
                }
            }
        }
    )*};
}

named! {
    level: dateline_text::Level = [
        "info" => dateline_text::Level::Info,
        "warning" => dateline_text::Level::Warning,
        "error" => dateline_text::Level::Error,
    ]
    date_from: dateline_text::DateFrom = [
        "metadata" => dateline_text::DateFrom::Metadata,
        "dateline" => dateline_text::DateFrom::Dateline,
        "byline" => dateline_text::DateFrom::Byline,
        "url" => dateline_text::DateFrom::Url,
        "name" => dateline_text::DateFrom::Name,
        "option" => dateline_text::DateFrom::Option,
        "none" => dateline_text::DateFrom::None,
    ]
}
