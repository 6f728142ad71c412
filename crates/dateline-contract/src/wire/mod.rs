//! The lines of the contract, version 2: one JSON object a line, offsets in code points, half-open.
//!
//! Each type here is one object as it is written; `docs/records.md` says what its fields mean. A reader ignores fields
//! it does not know, and takes an absent field for null. An `event` line is a valid PLOVER record with fields added.

mod comparison;
mod correction;
mod number;
mod read;
mod story;
mod system;
#[cfg(test)]
mod tests;
mod write;

use crate::codebook::{Codebook, Context, Mode, Sector};
use crate::record::{
    Bound, ByKind, Certainty, CodeFrom, Form, MentionForm, Precision, RelationKind, Size, SourceKind, SpeechAct, Time,
    TimeKind, Trend,
};
pub use comparison::{
    Comparison, Copied, Facet, FigureLabel, FigurePair, Point, PointFacet, PointKind, QuoteLabel, QuotePair, Report,
    Side,
};
pub use correction::{Correction, Verdict};
use dateline_text::{DateFrom, Level};
pub use read::{Reader, WireError};
use serde::{Deserialize, Serialize};
pub use story::{Change, Story, Version};
pub use system::{
    Act, Backer, Conflict, GoBetween, LeftOut, Pair, PairDay, Publisher, Quads, Role, SpreadWarning, System,
    SystemActor,
};
pub use write::{Writer, note, refusal};

/// Any line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
#[allow(missing_docs)] // each variant is the type of its name
pub enum Line {
    Document(Document),
    Note(Note),
    Actor(Actor),
    Event(Box<Event>),
    Statement(Box<Statement>),
    Relation(Box<Relation>),
    Figure(Box<Figure>),
    Omission(Omission),
    Passage(Passage),
    Story(Box<Story>),
}

impl Line {
    /// Reads one line.
    ///
    /// # Errors
    /// Where it is no JSON object of a known kind with that kind's fields.
    pub fn parse(json: &str) -> Result<Self, WireError> {
        serde_json::from_str(json).map_err(|e| WireError::Json(e.to_string()))
    }

    /// As it is written, without a line feed.
    #[must_use]
    pub fn json(&self) -> String {
        json(self)
    }
}

/// A value of the contract as JSON, on one line.
///
/// # Panics
/// Never: the types of the contract have string keys and finite numbers.
#[must_use]
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("the contract's types are written without fail")
}

/// A report that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document {
    /// The input's own id; for a file, its path as given; for standard input, a hash of its text.
    pub doc: String,
    /// Headline, as the source gives it.
    pub title: Option<String>,
    /// The report's day, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Where that was found.
    #[cfg_attr(test, schemars(with = "crate::schema::DateFromWord"))]
    #[serde(with = "read::date_from")]
    pub date_from: DateFrom,
    /// The words at its head that say where and by whom it was filed.
    pub dateline: Option<Dateline>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Language it is read as, BCP 47.
    pub language: String,
    /// Kind of text; null while nothing tells it.
    pub genre: Option<String>,
    /// Length in code points.
    pub chars: usize,
    /// Number of sentences.
    pub sentences: usize,
    /// Version of the contract: 2.
    pub contract: u32,
    /// Version of the program.
    pub program: String,
    /// Name of the model and first digits of its file's SHA-256.
    pub model: String,
    /// First digits of the lexicon's SHA-256.
    pub lexicon: String,
    /// The text that all offsets point into, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The head of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Dateline {
    /// The place as written.
    pub place: Option<String>,
    /// The agency as written, without brackets.
    pub agency: Option<String>,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Why something was refused, skipped, cut or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Note {
    /// The item it is about.
    pub doc: String,
    /// How much it matters: `info`, `warning`, `error`.
    #[cfg_attr(test, schemars(with = "crate::schema::LevelWord"))]
    #[serde(with = "read::level")]
    pub level: Level,
    /// A stable name for programs.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

/// A stretch of the document's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Words {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    #[serde(default)]
    pub text: String,
}

/// A time expression, as `dateline times` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TimeExpression {
    /// Id of its document.
    pub doc: String,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words: with article and hedge, without preposition.
    pub text: String,
    /// TimeML's type.
    #[serde(rename = "type")]
    pub kind: TimeKind,
    /// TimeML's value.
    pub value: String,
    /// TimeML's modifier: `START`, `MID`, `END`, `APPROX`, `MORE_THAN`, `LESS_THAN`; null where it has none.
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
}

/// A party in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Entity {
    /// Id of its `actor` record; empty where there is none.
    pub id: String,
    /// The words here ("He").
    pub entity_text: String,
    /// The actor's name ("Vladimir Putin").
    pub identifier_text: Option<String>,
    /// An outside identifier.
    pub identifier_id: Option<String>,
    /// PLOVER country or organisation.
    pub code: Option<String>,
    /// What the code was taken from; null where there is none.
    pub code_from: Option<CodeFrom>,
    /// PLOVER sectors, primary first.
    pub sector: Vec<Sector>,
    /// First code point of the words here.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// On whose word a record stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct By {
    /// What kind of voice.
    pub kind: ByKind,
    /// Who.
    #[serde(flatten)]
    pub who: Entity,
}

/// Somebody or some body, under all its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the record of its name
pub struct Actor {
    pub doc: String,
    pub id: String,
    pub name: String,
    pub identifier_id: Option<String>,
    pub code: Option<String>,
    #[serde(default)]
    pub code_from: Option<CodeFrom>,
    pub sector: Vec<Sector>,
    pub office: Option<String>,
    pub members: Vec<String>,
    pub mentions: Vec<Mention>,
}

/// A place where an actor is mentioned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Mention {
    /// Its words, the maximal phrase.
    #[serde(flatten)]
    pub words: Words,
    /// How it names the actor.
    pub form: MentionForm,
}

/// The name of an act: a PLOVER category, or a CAMEO code under that codebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum EventName {
    /// Under a PLOVER codebook.
    Category(crate::Category),
    /// Under CAMEO.
    Cameo(String),
}

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the record of its name
pub struct Event {
    pub doc: String,
    pub id: String,
    /// The day, or the first day of the week, month or year.
    pub date: Option<String>,
    pub date_from: EventDateFrom,
    pub date_precision: Precision,
    /// One name.
    pub event: Vec<EventName>,
    /// One mode at most.
    pub mode: Vec<Mode>,
    pub context: Vec<Context>,
    pub cameo: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    #[cfg_attr(test, schemars(range(min = 1, max = 4)))]
    pub quad_code: u8,
    /// From −10 (conflict) to 10 (cooperation).
    pub event_scale: f64,
    pub actor: Vec<Entity>,
    pub recipient: Vec<Entity>,
    pub addressee: Vec<Entity>,
    pub event_text: Vec<Words>,
    /// The words that tell when.
    pub when: Vec<Words>,
    pub event_loc: Option<EventLoc>,
    pub size: Option<Size>,
    pub by: Vec<By>,
    pub denied_by: Vec<By>,
    pub status: Status,
    pub happening: Option<String>,
    pub confidence: f64,
    pub rule: String,
    pub codebook: Codebook,
    /// The clause.
    pub text_info: TextInfo,
}

/// Where an event's date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EventDateFrom {
    /// The text tells it.
    Text,
    /// It is the report's day.
    Document,
    /// There is none.
    None,
}

/// A place that was resolved as far as it could be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the record of its name
pub struct EventLoc {
    #[serde(flatten)]
    pub words: Words,
    pub name: Option<String>,
    pub country: Option<String>,
    pub admin1: Option<String>,
    /// Degrees.
    pub lat: Option<f64>,
    /// Degrees.
    pub lon: Option<f64>,
    pub geonames_id: Option<u64>,
}

/// The status of an act, not of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the record of its name
pub struct Status {
    pub negated: bool,
    pub time: Time,
    pub certainty: Certainty,
}

/// The clause of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TextInfo {
    /// Number of its sentence, from 0.
    pub sequence: usize,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Who said what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the record of its name
pub struct Statement {
    pub doc: String,
    pub id: String,
    pub form: Form,
    pub source: Vec<Entity>,
    pub source_kind: SourceKind,
    pub cue: Option<Words>,
    pub content: Vec<Words>,
    pub addressee: Vec<Entity>,
    pub by: Vec<By>,
    pub speech_act: SpeechAct,
    pub negated: bool,
    /// Ids of the events told in it.
    pub events: Vec<String>,
    pub confidence: f64,
    pub rule: String,
}

/// How two parties stand to each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the record of its name
pub struct Relation {
    pub doc: String,
    pub id: String,
    pub relation: RelationKind,
    pub from: Entity,
    pub to: Entity,
    /// `YYYY` or `YYYY-MM`.
    pub since: Option<String>,
    /// `YYYY` or `YYYY-MM`.
    pub until: Option<String>,
    pub evidence: Vec<Words>,
    pub by: Vec<By>,
    pub confidence: f64,
    pub rule: String,
}

/// A count that is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the record of its name
pub struct Figure {
    pub doc: String,
    pub id: String,
    pub what: String,
    pub who: String,
    #[serde(with = "number", default)]
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub value: Option<f64>,
    #[serde(with = "number", default)]
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub low: Option<f64>,
    #[serde(with = "number", default)]
    #[cfg_attr(test, schemars(with = "Option<f64>"))]
    pub high: Option<f64>,
    pub unit: String,
    pub bound: Bound,
    pub modifier: Option<String>,
    pub trend: Option<Trend>,
    pub counted_by: Vec<By>,
    /// `YYYY-MM-DD`.
    pub as_of: Option<String>,
    pub place: Option<Words>,
    pub evidence: Vec<Words>,
    pub by: Vec<By>,
    pub confidence: f64,
    pub rule: String,
}

/// What somebody did not say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the record of its name
pub struct Omission {
    pub doc: String,
    pub id: String,
    pub who: Entity,
    pub of: Vec<Words>,
    pub evidence: Vec<Words>,
    pub by: Vec<By>,
    pub confidence: f64,
    pub rule: String,
}

/// A sentence that a comparison's point stands on and that is no record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Passage {
    /// The report.
    pub doc: String,
    /// Stable, like a record's.
    pub id: String,
    /// Id of the statement it is part of.
    pub of: Option<String>,
    /// The sentence.
    pub evidence: Vec<Words>,
}
