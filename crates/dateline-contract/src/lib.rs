//! The public contract: what dateline records, and the lines in which it is written and read.
//!
//! [`codebook`] has the names a record may use, as enums, and PLOVER's facts about them; [`record`] the records as the
//! stages pass them on, spans in bytes of a document's text; [`wire`] the same as JSON, offsets in Unicode code points,
//! typed both ways: [`wire::Writer`] makes lines of records, [`wire::Reader`] records of lines. `docs/records.md` says
//! it in words; `docs/records.schema.json` is made from these types.
//!
//! Nothing here knows how a record is found. A fact that is told as a value (a bound, a date, a form) is a value here,
//! so that nobody downstream reads its words a second time.

mod words;

pub mod codebook;
pub mod record;
#[cfg(test)]
mod schema;
pub mod wire;

pub use codebook::{Category, Codebook, Context, Mode, Quad, Sector};
pub use record::{
    Actor, Body, Bound, By, ByKind, Certainty, CodeFrom, Confidence, Entity, Event, EventDate, Figure, Form, Mention,
    MentionForm, Omission, Period, Place, Precision, Record, Relation, RelationKind, Size, SourceKind, SpeechAct,
    Statement, Status, Time, TimeKind, TimeTold, Trend,
};

/// The version of the contract that this crate writes and reads: it changes when a field changes its meaning.
pub const CONTRACT: u32 = 2;

/// What a document was coded with; each is part of its record, so that a line says how it can be had again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// The program's.
    pub program: String,
    /// The model's name and the first digits of its file's SHA-256.
    pub model: String,
    /// The first digits of the lexicon's SHA-256.
    pub lexicon: String,
}
