//! The leaf of the workspace: spans, offsets, notes, identifiers and the [`Document`].
//!
//! Everything downstream speaks of a report's text in [`Span`]s: byte ranges that were checked against the text when
//! they were made. Code points, which the records are written in, exist only where a record is written
//! ([`CodePoints`]). Nothing here reads a file, a clock or the environment.

mod data;
pub mod document;
mod id;
mod lists;
mod map;
mod note;
mod offsets;
mod quotation;
mod span;

pub use data::{DataError, DataFile, file_stem};
pub use document::{Date, DateFrom, Dateline, Document, Limits, Meta, PartialDate, RawItem, Refused};
pub use id::stable_id;
pub use lists::{FromList, List, ListValue, Lists, Valued};
pub use map::TextMap;
pub use note::{Level, Note, Noted};
pub use offsets::CodePoints;
pub use quotation::QuoteMark;
pub use span::Span;
