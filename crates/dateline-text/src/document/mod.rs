//! The document stage: bytes and what is known of them in, a [`Document`] or a refusal out.
//!
//! [`document`] decodes, then asks four questions of the text: is it English, does it open with a dateline, of what
//! day is it, is its first line a headline. Each answer is either shown by the text or its metadata, or withheld:
//! nothing is taken from a clock, and metadata is never filled in by guessing.
//!
//! # Codes
//!
//! Every note and every refusal of this stage has one of these codes; programs may rely on them.
//!
//! | code | level | when |
//! |---|---|---|
//! | `utf16` | info | the item was UTF-16 with a byte-order mark and was decoded as such |
//! | `invalid-utf8` | warning | bytes that are no UTF-8 became U+FFFD; the note has their count and the first one's offset |
//! | `invalid-utf16` | warning | unpaired surrogates, or an odd last byte, became U+FFFD |
//! | `mojibake` | warning | three or more characters are what is left of UTF-8 that was read as Windows-1252 ("presidentâ€™s") and are read as they stand |
//! | `control-characters` | warning | ten or more control characters beside tabs and newlines were kept |
//! | `cut` | warning | the text is longer than [`Limits::max_bytes`] and was read up to there |
//! | `bad-date` | warning | a date in the metadata or the user's fallback date cannot be read as one day |
//! | `implausible-date` | warning | a date lies before 1800 or after 2100 and was ignored |
//! | `markup` | warning | three or more tags stand in the text and are read as words |
//! | `language-mismatch` | warning | metadata and body disagree on the language; the item was read all the same |
//! | `empty` | error | the item holds no visible character |
//! | `binary` | error | the item is not text: a known file format, or mostly control and undecodable characters |
//! | `markup` | error | the item is a page of markup, a mail, subtitles or the like, and no plain text |
//! | `not-english` | error | the body is in another language, or too short to tell and marked as another |

mod byline;
mod city;
mod date;
mod dateline;
mod decode;
mod headline;
mod language;
mod lines;
mod markup;
#[cfg(test)]
mod tests;
mod words;

use crate::{Note, Noted, Span, TextMap, stable_id};
pub use jiff::civil::Date;
use std::borrow::Cow;
use std::sync::Arc;
pub use words::{LISTS, MONTHS, WEEKDAYS, calendar_words, is_ordinal_ending, is_weekday, month, weekday};

/// An item as a source handed it over.
#[derive(Clone, Debug, Default)]
pub struct RawItem {
    /// The id that the input itself gives (a JSONL `id`); `None` where it gives none.
    pub id: Option<String>,
    /// What the item is called where it was found: a file's path as given. It names the document where there is no id,
    /// but no record depends on it, since a file can be moved.
    pub name: Option<String>,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
    /// What the source said about it.
    pub meta: Meta,
    /// What the source noticed while it was read.
    pub notes: Vec<Note>,
}

impl RawItem {
    /// An item of which nothing but its bytes is known.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), ..Self::default() }
    }
}

/// What a source says of a report beside its text. Nothing here is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Headline.
    pub title: Option<String>,
    /// Date as the source wrote it: ISO 8601, RFC 2822, or in English words (`October 11, 2023`).
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

/// How much of an item is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest text that is read whole, in bytes of UTF-8 after decoding; a longer one is cut with a note.
    /// 4 MiB (4,194,304) unless set otherwise, some 700,000 words, which bounds what one item takes; never more than 2³² − 1, the reach of a [`Span`].
    pub max_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 4 << 20 }
    }
}

/// Where a document's date was found; the order of the variants is the order in which they are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateFrom {
    /// [`Meta::date`].
    Metadata,
    /// The dateline, its year taken from elsewhere where it names none.
    Dateline,
    /// A line above the body that says by whom or when it was published.
    Byline,
    /// The path of [`Meta::url`].
    Url,
    /// The item's name: a file called `2023-10-11-talks.txt`.
    Name,
    /// [`Meta::fallback_date`].
    Option,
    /// Nowhere: the document has no date.
    #[default]
    None,
}

impl DateFrom {
    /// The word the records use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Dateline => "dateline",
            Self::Byline => "byline",
            Self::Url => "url",
            Self::Name => "name",
            Self::Option => "option",
            Self::None => "none",
        }
    }
}

/// A date as far as a dateline gives it: `Oct 11, 2023`, `Oct 11` or `October 2023`. It exists in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The year, of the common era.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: i8,
    /// The day of the month, from 1.
    pub day: Option<i8>,
}

impl PartialDate {
    /// The day it names, if it names one.
    #[must_use]
    pub fn full(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day?).ok()
    }
}

/// The words at the head of a report that say where, when and by which agency it was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The place as written (`KYIV, Ukraine`, `LONDON/PARIS`).
    pub place: Option<String>,
    /// The agency as written, without its brackets (`Reuters`).
    pub agency: Option<String>,
    /// The date as far as given.
    pub date: Option<PartialDate>,
    /// All of it, with the dash or colon that closes it and without the space after that.
    pub span: Span,
}

/// A report that can be read: clean text and what is known about it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The item's own id, else its name, else a hash of its text.
    pub id: String,
    /// What ids of records are made from: a hash of the item's own id, else of its address, else of its text, and never
    /// of a path. Two files of one text have one key.
    pub key: String,
    /// The decoded text, newlines as they came, without a byte-order mark. All spans point into it.
    pub text: Arc<str>,
    /// What the source said.
    pub meta: Meta,
    /// From the text back to the item's bytes.
    pub map: TextMap,
    /// The dateline the body opens with.
    pub dateline: Option<Dateline>,
    /// A first line that reads as a headline, without its newline. It is not taken over into `meta.title`.
    pub headline: Option<Span>,
    /// The day of the report.
    pub date: Option<Date>,
    /// Where `date` was found.
    pub date_from: DateFrom,
    /// The language it is read as, a BCP 47 tag; `en` is all there is so far.
    pub language: &'static str,
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

/// Makes a document of an item: decodes it, and finds its language, dateline, date and headline.
///
/// Takes time linear in the item's length and never panics. All that was changed, cut or ignored is noted.
///
/// # Errors
/// [`Refused`] with code `empty`, `binary`, `markup` or `not-english`, and the notes taken until then.
pub fn document(item: &RawItem, limits: &Limits) -> Result<Noted<Document>, Refused> {
    let mut notes = item.notes.clone();
    let decoded = match decode::decode(&item.bytes, limits, &mut notes) {
        Ok(decoded) => decoded,
        Err(reason) => return Err(Refused { id: id_of_bytes(item, limits), reason, notes }),
    };
    let id = called(item).unwrap_or_else(|| stable_id([&*decoded.text]));
    decode::mojibake(&decoded.text, &mut notes);
    if let Err(reason) = markup::look(&decoded.text, &mut notes) {
        return Err(Refused { id, reason, notes });
    }
    if let Err(reason) = language::admit(&decoded.text, item.meta.language.as_deref(), &mut notes) {
        return Err(Refused { id, reason, notes });
    }
    let dateline = dateline::find(&decoded.text);
    let headline = headline::find(&decoded.text, dateline.as_ref());
    let byline = byline::date(&decoded.text, dateline.as_ref());
    let around = date::Around { meta: &item.meta, dateline: dateline.as_ref(), byline, name: item.name.as_deref() };
    let (date, date_from) = date::settle(&around, &mut notes);
    let document = Document {
        id,
        key: key(item, &decoded.text),
        text: into_shared(decoded.text),
        meta: item.meta.clone(),
        map: decoded.map,
        dateline,
        headline,
        date,
        date_from,
        language: "en",
    };
    Ok(Noted { value: document, notes })
}

/// Reads a day written in any form that is read in metadata; `None` for anything else, and for days before 1800 or
/// after 2100.
#[must_use]
pub fn day(words: &str) -> Option<Date> {
    date::plausible(words)
}

/// What the source calls an item, by its id or else its name, unless that is blank.
fn called(item: &RawItem) -> Option<String> {
    [&item.id, &item.name].into_iter().flatten().find(|called| !called.trim().is_empty()).cloned()
}

/// What ids of records are made from.
fn key(item: &RawItem, text: &str) -> String {
    let given = |field: &Option<String>| field.clone().filter(|value| !value.trim().is_empty());
    match (given(&item.id), given(&item.meta.url)) {
        (Some(id), _) => stable_id(["id", &id]),
        (None, Some(url)) => stable_id(["url", &url]),
        (None, None) => stable_id(["text", text]),
    }
}

/// The id of an item that has no text to hash.
fn id_of_bytes(item: &RawItem, limits: &Limits) -> String {
    called(item).unwrap_or_else(|| {
        let read = &item.bytes[..item.bytes.len().min(limits.max_bytes)];
        stable_id([&*String::from_utf8_lossy(read)])
    })
}

/// Shares a text with one copy at most.
fn into_shared(text: Cow<'_, str>) -> Arc<str> {
    match text {
        Cow::Borrowed(text) => text.into(),
        Cow::Owned(text) => text.into(),
    }
}

/// A foreign string, short and on one line, for a message.
fn shown(words: &str) -> String {
    let mut short: String = words.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if words.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}
