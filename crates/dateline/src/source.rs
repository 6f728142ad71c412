//! Where reports come from: files, folders, standard input, JSON lines.
//!
//! An [`Items`] yields one item after the other and holds one at a time. What cannot be read becomes a [`Refused`] in
//! its place; nothing else is lost by it.

use dateline_text::{Meta, Note, RawItem, Refused};
use serde::Deserialize;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// How the input is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum From {
    /// One report a file.
    #[default]
    Text,
    /// One report a line: `{"id", "text"[, "title", "date", "url", "publisher", "language"]}`.
    Jsonl,
}

/// Endings of files that hold no plain text of a report, and what to do about each.
const OTHER_FORMATS: [(&[&str], &str); 4] = [
    (&["jsonl", "ndjson"], "read it with --from jsonl"),
    (&["html", "htm", "xhtml", "xml", "rss", "atom"], "markup is not read yet: save the report's text as a .txt file"),
    (&["gz", "xz", "zip", "zst", "bz2", "warc", "tar"], "archives are not read yet: unpack it first"),
    (
        &["pdf", "doc", "docx", "odt", "csv", "tsv", "json", "parquet", "toml", "yaml", "yml"],
        "only plain text and --from jsonl are read yet: save the report's text as a .txt file",
    ),
];

/// The byte-order mark that some programs put before the first line.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Items one after the other.
pub struct Items {
    waiting: VecDeque<Waiting>,
    lines: Option<(String, Box<dyn BufRead>, usize)>,
    from: From,
    max_bytes: usize,
    fallback_date: Option<String>,
    by: Option<String>,
    group: Option<String>,
}

enum Waiting {
    Standard,
    /// An item that was read before.
    Ready(Result<RawItem, Refused>),
    /// A file, and whether it was named by the user rather than found in a folder.
    File(PathBuf, bool),
    Refused(Refused),
}

/// One line of `--from jsonl`.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    title: Option<String>,
    date: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
    /// Fields beyond the contract's, one of which may be asked for with [`Items::by`].
    #[serde(flatten)]
    more: std::collections::BTreeMap<String, serde_json::Value>,
}

impl Line {
    /// The value of a field, whether the contract knows it or not.
    fn field(&self, name: &str) -> Option<String> {
        let known = match name {
            "title" => self.title.clone(),
            "date" => self.date.clone(),
            "url" => self.url.clone(),
            "publisher" => self.publisher.clone(),
            "language" => self.language.clone(),
            _ => None,
        };
        known.or_else(|| match self.more.get(name)? {
            serde_json::Value::String(s) => Some(s.clone()),
            serde_json::Value::Null => None,
            other => Some(other.to_string()),
        })
    }
}

impl Items {
    /// Items of these paths, in order; a folder stands for the files under it in order of name, `-` for standard input.
    #[must_use]
    pub fn new(paths: &[PathBuf], from: From, max_bytes: usize, fallback_date: Option<String>) -> Self {
        let mut waiting = VecDeque::new();
        for path in paths {
            if path.as_os_str() == "-" {
                waiting.push_back(Waiting::Standard);
            } else if path.is_dir() {
                folder(path, &mut waiting);
            } else {
                waiting.push_back(Waiting::File(path.clone(), true));
            }
        }
        Self { waiting, lines: None, from, max_bytes, fallback_date, by: None, group: None }
    }

    /// Items that were read before, in order.
    #[must_use]
    pub fn ready(items: Vec<Result<RawItem, Refused>>) -> Self {
        let mut all = Self::new(&[], From::Text, usize::MAX, None);
        all.waiting = items.into_iter().map(Waiting::Ready).collect();
        all
    }

    /// Asks for a field of each line that says which group it belongs to; a line without it is refused.
    #[must_use]
    pub fn by(mut self, field: &str) -> Self {
        self.by = Some(field.to_owned());
        self
    }

    /// The value of the field asked for in the line that came last.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// Files that are still to be opened: for a progress bar.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    fn open(&mut self, next: Waiting) -> Option<Result<RawItem, Refused>> {
        let (id, reader): (_, Box<dyn Read>) = match next {
            Waiting::Refused(refused) => return Some(Err(refused)),
            Waiting::Ready(item) => return Some(item),
            Waiting::Standard => (None, Box::new(io::stdin())),
            Waiting::File(path, named) => {
                let id = path.display().to_string();
                if let Some(remedy) = other_format(&path).filter(|_| self.from == From::Text) {
                    let kind = if named { "its name says that it is no plain text" } else { "not a plain text file" };
                    return Some(Err(refused(id.clone(), "format", format!("{id}: {kind}; {remedy}"))));
                }
                match File::open(&path) {
                    Ok(file) => (Some(id), Box::new(file)),
                    Err(error) => return Some(Err(refused(id.clone(), "unreadable", format!("{id}: {error}")))),
                }
            }
        };
        if self.from == From::Jsonl {
            self.lines = Some((id.unwrap_or_else(|| "-".into()), Box::new(BufReader::new(reader)), 0));
            return None;
        }
        let mut bytes = Vec::new();
        // One byte past the limit shows the document stage that there was more.
        if let Err(error) = reader.take(self.max_bytes as u64 + 1).read_to_end(&mut bytes) {
            let name = id.unwrap_or_else(|| "standard input".into());
            return Some(Err(refused(name.clone(), "unreadable", format!("{name}: {error}"))));
        }
        let meta = Meta { fallback_date: self.fallback_date.clone(), ..Meta::default() };
        Some(Ok(RawItem { id, bytes, meta }))
    }

    /// The next line of the JSONL file in hand; `None` at its end.
    fn line(&mut self) -> Option<Result<RawItem, Refused>> {
        loop {
            let (name, reader, number) = self.lines.as_mut()?;
            *number += 1;
            let mut bytes = Vec::new();
            // Escapes can make a line six times longer than its text.
            let most = (self.max_bytes as u64).saturating_mul(6) + 4096;
            let at = format!("{name}:{number}");
            match reader.by_ref().take(most).read_until(b'\n', &mut bytes) {
                Ok(0) => {
                    self.lines = None;
                    return None;
                }
                Err(error) => {
                    self.lines = None;
                    return Some(Err(refused(at.clone(), "unreadable", format!("{at}: {error}"))));
                }
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(n) if n as u64 == most && !bytes.ends_with(b"\n") => {
                    let skipped = skip_line(reader);
                    let message = format!(
                        "{at}: a line of {} bytes is more than is read at once; it was skipped",
                        most + skipped
                    );
                    return Some(Err(refused(at, "too-long", message)));
                }
                Ok(_) => {
                    let line = bytes.strip_prefix(BOM).unwrap_or(&bytes);
                    return Some(self.item(&at, line));
                }
            }
        }
    }
}

impl Items {
    fn item(&mut self, at: &str, bytes: &[u8]) -> Result<RawItem, Refused> {
        let line: Line = serde_json::from_slice(bytes).map_err(|error| {
            let message = format!("{at}: not a report: {error}; a line is {{\"id\": …, \"text\": …}}");
            refused(at.to_owned(), "bad-line", message)
        })?;
        if let Some(field) = &self.by {
            self.group = line.field(field);
            if self.group.is_none() {
                let message = format!("{at}: the line has no field {field:?} to group it by");
                return Err(refused(at.to_owned(), "no-group", message));
            }
        }
        let id = match line.id {
            serde_json::Value::String(s) => s,
            other => other.to_string(),
        };
        let meta = Meta {
            title: line.title,
            date: line.date,
            url: line.url,
            publisher: line.publisher,
            language: line.language,
            fallback_date: self.fallback_date.clone(),
        };
        Ok(RawItem { id: Some(id), bytes: line.text.into_bytes(), meta })
    }
}

/// Reads on to the end of the line without keeping it; returns how much that was.
fn skip_line(reader: &mut dyn BufRead) -> u64 {
    let mut skipped = 0;
    loop {
        let Ok(buffer) = reader.fill_buf() else { return skipped };
        let end = buffer.iter().position(|b| *b == b'\n');
        let n = end.map_or(buffer.len(), |e| e + 1);
        reader.consume(n);
        skipped += n as u64;
        if end.is_some() || n == 0 {
            return skipped;
        }
    }
}

fn refused(id: String, code: &'static str, message: String) -> Refused {
    Refused { id, reason: Note::error(code, message), notes: Vec::new() }
}

fn other_format(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    OTHER_FORMATS.iter().find(|(endings, _)| endings.contains(&ending.as_str())).map(|(_, remedy)| *remedy)
}

fn folder(path: &Path, waiting: &mut VecDeque<Waiting>) {
    let hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
    // A linked report is a report; walkdir reports a link to nowhere, or in a circle, as an error.
    let walk = walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|e| !hidden(e)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => waiting.push_back(Waiting::File(entry.into_path(), false)),
            Ok(_) => {}
            Err(error) => {
                let id = error.path().unwrap_or(path).display().to_string();
                waiting.push_back(Waiting::Refused(refused(id, "unreadable", error.to_string())));
            }
        }
    }
}

impl Iterator for Items {
    type Item = Result<RawItem, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.line() {
                return Some(item);
            }
            let next = self.waiting.pop_front()?;
            if let Some(item) = self.open(next) {
                return Some(item);
            }
        }
    }
}
