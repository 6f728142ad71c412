//! The document stage: bytes and what is known of them in, a [`Document`] or a refusal out.

use crate::Note;
use std::sync::Arc;

/// An item as a source handed it over.
#[derive(Clone, Debug, Default)]
pub struct RawItem {
    /// The item's own id: a path as given, a JSONL `id`; `None` for standard input, whose id is a hash of its text.
    pub id: Option<String>,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
    /// What the source said about it.
    pub meta: Meta,
}

/// What a source says of a report beside its text. Nothing here is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Headline.
    pub title: Option<String>,
    /// Date as the source wrote it, `YYYY-MM-DD` or longer.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// A date given by the user for items that carry none (`--date`).
    pub fallback_date: Option<String>,
}

/// A report that can be read: clean text and what is known about it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The item's own id, or a hash of its text.
    pub id: String,
    /// The decoded text, newlines as they came, without a byte-order mark. All spans point into it.
    pub text: Arc<str>,
    /// What the source said.
    pub meta: Meta,
}

/// An item that gives no document, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The item's id.
    pub id: String,
    /// The reason, at [`crate::Level::Error`].
    pub reason: Note,
    /// What was noticed before it was refused.
    pub notes: Vec<Note>,
}
