//! Where reports come from: bytes of any kind in, items with what is known of each out.
//!
//! [`open`] looks at the first bytes of an input, sees what it is ([`From::Auto`]; a name decides nothing that bytes
//! show), and yields one item after the other, holding one at a time. What cannot be read becomes a [`Refused`] in its
//! place, with file, line or member, and what can be done; nothing else is lost by it, so that what goes in is what was
//! read and what was refused. Nothing here opens a file or a connection.
//!
//! # Codes
//!
//! | code | level | when |
//! |---|---|---|
//! | `unreadable` | error | the system would not open or read it |
//! | `format` | error | a kind of file that is not read, by its bytes, or by its name where they show nothing |
//! | `damaged` | error | a packed file that breaks off or does not unpack; what came before is read |
//! | `bomb` | error | a packed file that unpacks to absurdly much |
//! | `nested-archive` | error | a packed file inside a packed one |
//! | `bad-line` | error | a line, row or item that is no report: no JSON, a field missing or of another type, too few cells |
//! | `no-fields` | error | fields were named, and the input has none |
//! | `no-text-column` | error | a table of which no column is known to hold the text |
//! | `too-long` | error | a line, row or item longer than is held at once |
//! | `no-group` | error | an item without the field that groups |
//! | `no-report` | error | a page, entry or item without paragraphs of prose: a list of links, a picture, an event to come |
//! | `http-status` | error | a record of an archive of the web in which the server gave no page |
//! | `cut` | warning | a page so long that it was read up to a limit |
//! | `charset` | info | bytes that are declared to be UTF-8, or by nothing, and were read as Windows-1252 |
//! | `mojibake` | info | characters that were UTF-8 read as Windows-1252 (`â€™`) were put right |
//! | `markup-read` | info | a field's text was markup, and was read as a page is |
//! | `summary` | info | a feed holds a summary of the report alone |
//! | `date-updated` | info | a feed gives the day of the last change alone |
//! | `lone-surrogate` | warning | an escape of half a pair of surrogates became U+FFFD |
//! | `invalid-utf8` | warning | bytes that are no UTF-8 became U+FFFD |

mod agency;
mod charset;
mod feed;
mod fields;
mod html;
mod input;
mod kind;
mod lines;
mod ninjs;
mod pack;
mod petrarch;
mod record;
mod table;
mod values;
mod warc;
mod whole;
mod words;
mod xml;
mod zip;

use dateline_text::{Note, RawItem, Refused};
pub use fields::Fields;
use input::Input;
use kind::Kind;
use std::io::Read;

/// How the input is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum From {
    /// As its bytes show.
    #[default]
    Auto,
    /// One report a file.
    Text,
    /// One report a line: `{"id", "text"[, "title", "date", "url", "publisher", "language"]}`.
    Jsonl,
    /// Such objects in an array, or over several lines, or in an array inside an object.
    Json,
    /// A table whose first row names its columns, the cells parted by commas, semicolons or strokes.
    Csv,
    /// The same with tabs.
    Tsv,
    /// A page.
    Html,
    /// RSS or Atom, one report an entry.
    Feed,
    /// NewsML-G2 or NewsML 1.
    Newsml,
    /// NITF.
    Nitf,
    /// ninjs.
    Ninjs,
    /// An archive of the web.
    Warc,
}

impl From {
    /// Whether what it reads has fields with names.
    #[must_use]
    pub fn has_fields(self) -> bool {
        matches!(self, Self::Auto | Self::Jsonl | Self::Json | Self::Csv | Self::Tsv | Self::Ninjs)
    }
}

/// What to read, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// How the input is laid out.
    pub from: From,
    /// The names of the fields of a JSON object or the columns of a table.
    pub fields: Fields,
    /// The longest item that is read whole, in bytes.
    pub max_bytes: usize,
    /// The date of reports that carry none of their own, as `Meta::fallback_date`.
    pub fallback_date: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { from: From::Auto, fields: Fields::default(), max_bytes: 4 << 20, fallback_date: None }
    }
}

/// An item, and the group it belongs to where items are grouped.
#[derive(Debug, Default)]
pub struct Item {
    /// The item.
    pub raw: RawItem,
    /// The value of the field [`Fields::group`].
    pub group: Option<String>,
}

/// An item, or why there is none in its place.
pub type Found = Result<Item, Refused>;

/// The items of one input.
pub type Opened = Box<dyn Iterator<Item = Found>>;

/// The items of one input; `name` is what it is called towards people, and `None` for standard input.
#[must_use]
pub fn open(name: Option<&str>, reader: Box<dyn Read>, options: &Options) -> Opened {
    let fallback = options.fallback_date.clone();
    let grouped = options.fields.group.is_some();
    Box::new(open_layer(name, reader, options, Layer::Outer).map(move |found| {
        let mut item = found?;
        item.raw.meta.fallback_date.clone_from(&fallback);
        if grouped && item.group.is_none() {
            let name = item.raw.name.unwrap_or_else(|| STANDARD.into());
            let message = format!("{name}: it has no fields to group it by");
            return Err(refused(&name, "no-group", message));
        }
        Ok(item)
    }))
}

/// What an input without a name is called.
const STANDARD: &str = "standard input";

/// Whether an input came as it is, or out of a packed file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    Outer,
    Inner,
}

fn open_layer(name: Option<&str>, reader: Box<dyn Read>, options: &Options, layer: Layer) -> Opened {
    let input = Input::new(reader);
    let called = name.unwrap_or(STANDARD).to_owned();
    // Lines of standard input have always been called `-:17`.
    let short = name.unwrap_or("-").to_owned();
    let refuse = |code, message| -> Opened { Box::new(std::iter::once(Err(refused(&called, code, message)))) };
    match kind::see(&input, name, options) {
        Kind::Packed(how) if layer == Layer::Inner => {
            let message =
                format!("{called}: {} inside a packed file is not opened; unpack the outer one first", how.name());
            refuse("nested-archive", message)
        }
        Kind::Packed(how) => open_layer(name, pack::unpacked(input, how), options, Layer::Inner),
        Kind::Zip if layer == Layer::Inner => {
            let message = format!("{called}: a zip inside a packed file is not opened; unpack the outer one first");
            refuse("nested-archive", message)
        }
        Kind::Zip => Box::new(zip::Zip::new(short, input, options.clone())),
        Kind::Other(what, remedy) => refuse("format", format!("{called}: {what}; {remedy}")),
        Kind::Text if options.from == From::Auto && options.fields.all().next().is_some() => {
            let named = options.fields.all().collect::<Vec<_>>().join(", ");
            let message = format!(
                "{called}: fields were named ({named}), and this looks like text without any; say with --from what it is"
            );
            refuse("no-fields", message)
        }
        Kind::Text => Box::new(std::iter::once(text(name, input, options))),
        Kind::Html => Box::new(std::iter::once(html::open(name, &called, input, options))),
        Kind::Xml(root) => whole::open(name, &called, input, root, options),
        Kind::Warc => Box::new(warc::Warc::new(short, input, options)),
        Kind::Jsonl => Box::new(lines::Lines::new(short, input, options)),
        Kind::Json => Box::new(values::Values::new(short, input, options)),
        Kind::Table(separator) => Box::new(table::Table::new(short, input, separator, options)),
    }
}

/// A whole input as one text.
fn text(name: Option<&str>, input: Input, options: &Options) -> Found {
    let mut bytes = Vec::new();
    // One byte past the limit shows the document stage that there was more.
    if let Err(error) = input.take((options.max_bytes as u64).saturating_add(1)).read_to_end(&mut bytes) {
        return Err(failed(name.unwrap_or(STANDARD), &error));
    }
    let mut notes = Vec::new();
    if let Some(text) = charset::corrected(name.unwrap_or(STANDARD), &bytes, &mut notes) {
        bytes = text.into_bytes();
    }
    Ok(Item { raw: RawItem { name: name.map(str::to_owned), bytes, notes, ..RawItem::default() }, group: None })
}

fn refused(name: &str, code: &'static str, message: String) -> Refused {
    Refused { id: name.to_owned(), reason: Note::error(code, message), notes: Vec::new() }
}

/// What an error while reading costs.
fn failed(at: &str, error: &std::io::Error) -> Refused {
    refused(at, pack::code(error), format!("{at}: {error}"))
}
