//! What an input is, seen from its first bytes.

use crate::html::{self, Token, Tokens};
use crate::input::Input;
use crate::pack::Packing;
use crate::words::{self, Field};
use crate::xml::Root;
use crate::{Fields, From, Options, charset};
use std::path::Path;

/// The byte-order mark that some programs put first.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A kind of input.
pub(crate) enum Kind {
    Text,
    Jsonl,
    Json,
    /// A table, by what parts its cells.
    Table(u8),
    Html,
    Xml(Root),
    Warc,
    Packed(Packing),
    Zip,
    /// What is not read: what it is, and what to do about it.
    Other(String, &'static str),
}

/// Endings of files whose bytes may look like prose and are none, and what to do about each.
const ENDINGS: &[(&[&str], &str)] = &[
    (&["conllu", "conll"], "words and trees that are given are read by `dateline parse --from conllu`"),
    (&["ann", "a1", "a2"], "it holds marks on another file's text, which is the one to read"),
    (
        &[
            "srt", "vtt", "eml", "msg", "mbox", "rtf", "tex", "ps", "pdf", "doc", "docx", "odt", "toml", "yaml", "yml",
            "parquet",
        ],
        "save the report's own text as a .txt file",
    ),
];

/// First bytes of packed files that are not opened.
const CLOSED: &[(&[u8], &str)] = &[
    (b"\xFD7zXZ\0", "an xz file"),
    (b"BZh", "a bzip2 file"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
];

/// How much of a page is looked at to find its first element, in bytes.
const MARKUP: usize = 16 << 10;

/// What an input is.
pub(crate) fn see(input: &Input, name: Option<&str>, options: &Options) -> Kind {
    let head = input.head();
    if let Some(packing) = Packing::of(head) {
        return Kind::Packed(packing);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if let Some((_, what)) = CLOSED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Kind::Other((*what).to_owned(), "it is not unpacked here: unpack it first");
    }
    if head.get(257..262) == Some(b"ustar") {
        return Kind::Other("a tar archive".into(), "it is not unpacked here: unpack it first");
    }
    let start = head.strip_prefix(BOM).unwrap_or(head);
    match options.from {
        From::Text => Kind::Text,
        From::Jsonl if one_object(start, input.whole()) => Kind::Jsonl,
        From::Jsonl => layout(start, input.whole()).unwrap_or(Kind::Jsonl),
        From::Json => Kind::Json,
        From::Csv => Kind::Table(separator(start, &options.fields).unwrap_or(b',')),
        From::Tsv => Kind::Table(b'\t'),
        From::Html => Kind::Html,
        From::Feed => Kind::Xml(Root::Feed),
        From::Newsml | From::Nitf => Kind::Xml(Root::Agency),
        From::Ninjs => layout(start, input.whole()).unwrap_or(Kind::Json),
        From::Warc => Kind::Warc,
        From::Auto => by_bytes(start, input.whole(), options).unwrap_or_else(|| by_ending(name)),
    }
}

/// What the bytes themselves show.
fn by_bytes(start: &[u8], whole: bool, options: &Options) -> Option<Kind> {
    if start.starts_with(b"WARC/") {
        return Some(Kind::Warc);
    }
    if let Some(kind) = layout(start, whole).or_else(|| markup(start)) {
        return Some(kind);
    }
    separator(start, &options.fields).map(Kind::Table)
}

/// Markup by its first element.
fn markup(start: &[u8]) -> Option<Kind> {
    let head = &start[..start.len().min(MARKUP)];
    let text = charset::decode("", head, None, &mut Vec::new());
    let text = text.trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let said = |token: &Token<'_>| !matches!(token, Token::Text(words) if words.trim().is_empty());
    match Tokens::new(text).find(said) {
        Some(Token::Open { name, .. }) => match Root::of(name) {
            Some(root) => Some(Kind::Xml(root)),
            None if html::is_tag(name) => Some(Kind::Html),
            None if text.starts_with("<?xml") || text.contains(&format!("</{name}>")) => {
                let what = format!("XML whose first element is <{name}>");
                Some(Kind::Other(
                    what,
                    "pages, feeds, NewsML, NITF and PETRARCH's sentences are read: save the report's text as a .txt file",
                ))
            }
            None => None,
        },
        // A comment or a document type longer than what is looked at.
        None => Some(Kind::Html),
        Some(_) => None,
    }
}

/// JSON by its layout: an array, objects over several lines, an object a line.
fn layout(start: &[u8], whole: bool) -> Option<Kind> {
    let start = start.trim_ascii_start();
    match *start {
        [b'[', ref rest @ ..] => {
            let next = rest.trim_ascii_start();
            // `[Reuters] Talks began` is text.
            matches!(next, [b'{' | b']', ..]).then_some(Kind::Json)
        }
        [b'{', ref rest @ ..] if matches!(rest.trim_ascii_start(), [b'"' | b'}', ..]) => {
            let end = start.iter().position(|b| *b == b'\n');
            let line = &start[..end.unwrap_or(start.len())];
            let cut = end.is_none() && !whole;
            let next = end.and_then(|e| start[e..].trim_ascii_start().first().copied());
            Some(match next {
                // One object alone may hold others.
                None if !cut && closed(line) => Kind::Json,
                // A line that is damaged is still one, where the next begins as a line does.
                Some(b'{') => Kind::Jsonl,
                _ if cut || closed(line) => Kind::Jsonl,
                _ => Kind::Json,
            })
        }
        _ => None,
    }
}

/// Whether an input is one object on one line.
fn one_object(start: &[u8], whole: bool) -> bool {
    let start = start.trim_ascii();
    whole && start.starts_with(b"{") && !start.contains(&b'\n')
}

/// Whether all brackets that a line opens are closed at its end.
fn closed(line: &[u8]) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0i64, false, false);
    for b in line {
        match b {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// What parts the cells of a table, where the first line names a column that holds texts.
fn separator(start: &[u8], fields: &Fields) -> Option<u8> {
    let line = start.split(|b| *b == b'\n').next()?;
    let line = std::str::from_utf8(line).ok()?.trim();
    let text = |cell: &str| match &fields.text {
        Some(named) => cell == named,
        None => words::field(cell).is_some_and(|(field, _)| field == Field::Text),
    };
    [b'\t', b',', b';', b'|'].into_iter().find(|separator| {
        let cells: Vec<&str> = line.split(char::from(*separator)).map(|c| c.trim().trim_matches('"')).collect();
        cells.len() > 1 && cells.iter().all(|c| c.len() <= 64 && !c.ends_with('.')) && cells.iter().any(|c| text(c))
    })
}

/// What a name says where the bytes say nothing.
fn by_ending(name: Option<&str>) -> Kind {
    let ending = name.and_then(|n| Path::new(n).extension()?.to_str().map(str::to_ascii_lowercase)).unwrap_or_default();
    match ending.as_str() {
        "jsonl" | "ndjson" => Kind::Jsonl,
        "json" => Kind::Json,
        "html" | "htm" | "xhtml" => Kind::Html,
        "csv" => Kind::Table(b','),
        "tsv" | "tab" => Kind::Table(b'\t'),
        ending => match ENDINGS.iter().find(|(endings, _)| endings.contains(&ending)) {
            Some((_, remedy)) => Kind::Other("its name says that it is no plain text".into(), remedy),
            None => Kind::Text,
        },
    }
}
