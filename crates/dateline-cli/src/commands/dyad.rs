//! `dateline dyad`: what one of two marked parties does to the other.

use super::Outcome;
use super::input::{ModelArguments, TableArguments, no_report, read_each};
use super::shown::{Format, ShownArguments};
use crate::usage::usage;
use crate::view::plain;
use crate::{style, view};
use anyhow::Context;
use clap::ValueEnum;
use dateline::contract;
use dateline::records::dyad::Ranked;
use dateline::{Batch, Coder, Note, Noted, RawItem, Refused, Span};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// What the first of two marked parties does to the second: categories, best first.
///
/// Each line of the input is an object: {"id": "a1", "text": "Norway condemned Chad.", "source": [0, 6], "target": [17, 21]},
/// the two parties as code points of the text, half-open, from 0; {"start": 0, "end": 6} is read too. Each line of the
/// output is one: {"id": "a1", "event": ["ACCUSE", …], "scores": [0.93, …]}. All that points to an act between the two
/// counts, and the more the closer it binds them; scores are shares of that and add up to 1, and `--min-confidence` leaves out lower ones. There is no category where
/// nothing in their sentences points to an act. On a terminal a table for reading is printed.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline dyad pairs.jsonl
  dateline dyad pairs.jsonl --top 1 -o answers.jsonl
  dateline dyad pairs.jsonl --model fast --codebook plover-0.8 | jq -r '[.id, .event[0]] | @tsv'
  echo '{\"id\": 1, \"text\": \"Norway condemned Chad.\", \"source\": [0, 6], \"target\": [17, 21]}' | dateline dyad

Exit codes: 0 done; 1 nothing could be read; 2 some lines were refused, each with a note; 64 the command line was wrong.")]
pub(crate) struct Arguments {
    /// File of pairs, one JSON object a line; `-`, or nothing, is standard input.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The codebook that names the categories.
    #[arg(long, value_enum, default_value = "plover-2.0")]
    codebook: Codebook,
    /// The most categories that are told of a pair.
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u8).range(1..))]
    top: u8,
    #[command(flatten)]
    shown: ShownArguments,
    /// Show no notes.
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    tables: TableArguments,
    #[command(flatten)]
    model: ModelArguments,
}

/// Codebooks whose names are categories.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Codebook {
    /// The sixteen categories of PLOVER 2.0.
    #[value(name = "plover-2.0")]
    Plover20,
    /// The earlier draft that older gold sets follow.
    #[value(name = "plover-0.8")]
    Plover08,
}

impl Codebook {
    fn profile(self) -> contract::Codebook {
        match self {
            Self::Plover20 => contract::Codebook::Plover20,
            Self::Plover08 => contract::Codebook::Plover08,
        }
    }
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let coder = a.tables.over(a.model.coder()?, a.quiet)?;
    let batch = Batch::new(&coder).threads(a.model.threads);
    let format = a.shown.format();
    let file = a.file.clone().unwrap_or_else(|| "-".into());
    if a.file.is_none() && io::stdin().is_terminal() {
        return Err(usage("no file was named and standard input is a terminal; name a file of pairs, or pipe them in"));
    }
    let mut lines = Lines::open(&file, coder.limits.max_bytes)?;
    let mut out = a.shown.open(std::slice::from_ref(&file))?;
    let width = view::width();
    let work = |line: &RawItem| -> Result<Noted<String>, Refused> {
        let pair = Pair::read(line)?;
        let mut ranked = pair.ranked(&coder, a.codebook.profile())?;
        ranked.value.truncate(usize::from(a.top));
        let shown = match format {
            Format::Jsonl => pair.line(&ranked.value),
            Format::Table => pair.drawn(&ranked.value, width),
        };
        // Pairs of one text are the rule here.
        let notes = line.notes.iter().filter(|n| n.code != "duplicate-text").cloned().chain(ranked.notes).collect();
        Ok(Noted { value: shown, notes })
    };
    let waiting = lines.waiting;
    let tally = read_each(&mut lines, waiting, &batch, a.quiet, work, |result| {
        if let Ok(noted) = result {
            out.write_all(noted.value.as_bytes())?;
        }
        Ok(())
    })?;
    if tally.read + tally.refused == 0 {
        return Ok(no_report("the input holds no line; a line is {\"id\", \"text\", \"source\", \"target\"}", a.quiet));
    }
    let outcome = Outcome::of(tally.read, tally.refused);
    out.finish(outcome != Outcome::NothingRead)?;
    Ok(outcome)
}

/// The lines of a file, each an item by itself whose bytes are the line.
struct Lines {
    reader: Box<dyn BufRead>,
    /// What the file is called.
    name: String,
    number: usize,
    /// The longest line that is held, in bytes.
    most: u64,
    /// How many lines there are, where that can be known beforehand: for a progress bar.
    waiting: usize,
}

impl Lines {
    fn open(path: &Path, max_bytes: usize) -> anyhow::Result<Self> {
        // Escapes can make a line six times longer than its text.
        let most = (max_bytes as u64).saturating_mul(6).saturating_add(4096);
        if path.as_os_str() == "-" {
            let reader = Box::new(BufReader::new(io::stdin()));
            return Ok(Self { reader, name: "standard input".into(), number: 0, most, waiting: 0 });
        }
        let name = path.display().to_string();
        let (file, waiting) =
            open(path).with_context(|| format!("{name}: name a file of pairs, one JSON object a line"))?;
        Ok(Self { reader: Box::new(BufReader::new(file)), name, number: 0, most, waiting })
    }

    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.reader.by_ref().take(self.most).read_until(b'\n', &mut bytes)?;
        Ok(bytes)
    }
}

/// A file, and how many lines it has, where reading it takes nothing out of it.
fn open(path: &Path) -> io::Result<(File, usize)> {
    let mut file = File::open(path)?;
    let kind = file.metadata()?;
    if kind.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    let mut lines = 0;
    if kind.is_file() {
        let mut reader = BufReader::new(&file);
        loop {
            let held = reader.fill_buf()?;
            if held.is_empty() {
                break;
            }
            lines += held.iter().filter(|b| **b == b'\n').count();
            let read = held.len();
            reader.consume(read);
        }
        file.rewind()?;
    }
    Ok((file, lines))
}

impl Iterator for Lines {
    type Item = Result<RawItem, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.number += 1;
            let at = format!("{}:{}", self.name, self.number);
            let bytes = match self.line() {
                Ok(bytes) if bytes.is_empty() => return None,
                Ok(bytes) => bytes,
                Err(error) => {
                    // Nothing can be had behind it.
                    self.reader = Box::new(io::empty());
                    return Some(Err(refused(&at, "unreadable", error.to_string())));
                }
            };
            if bytes.len() as u64 == self.most && !bytes.ends_with(b"\n") {
                self.reader = Box::new(io::empty());
                let message =
                    format!("the line is longer than {} bytes, and what follows is not read; part it", self.most);
                return Some(Err(refused(&at, "too-long", message)));
            }
            if !bytes.trim_ascii().is_empty() {
                return Some(Ok(RawItem { name: Some(at), ..RawItem::new(bytes) }));
            }
        }
    }
}

fn refused(at: &str, code: &'static str, message: impl Into<String>) -> Refused {
    let reason = Note::error(code, format!("{at}: {}", message.into()));
    Refused { id: at.to_owned(), reason, notes: Vec::new() }
}

/// A text in which two parties are marked.
struct Pair {
    /// The id as it came, a string or a number.
    id: Value,
    text: String,
    source: Span,
    target: Span,
    at: String,
}

impl Pair {
    /// Reads a line.
    fn read(line: &RawItem) -> Result<Self, Refused> {
        let at = line.name.clone().unwrap_or_default();
        let wrong = |message: String| refused(&at, "bad-line", message);
        let bytes = line.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line.bytes);
        let expected = "expected {\"id\": \"a1\", \"text\": \"…\", \"source\": [0, 6], \"target\": [17, 21]}";
        let object: Map<String, Value> =
            serde_json::from_slice(bytes).map_err(|e| wrong(format!("no JSON object ({e}); {expected}")))?;
        let Some(text) = object.get("text").and_then(Value::as_str) else {
            return Err(wrong(format!("no \"text\"; {expected}")));
        };
        // A mark of the byte order is a code point of the text, but none of what is read.
        let (text, before) = text.strip_prefix('\u{feff}').map_or((text, 0), |rest| (rest, 1));
        let id = match object.get("id") {
            Some(id @ (Value::String(_) | Value::Number(_))) => id.clone(),
            Some(_) => return Err(wrong("\"id\" is neither a string nor a number; write it as one".into())),
            None => json!(at),
        };
        let party = |name: &str| span(text, before, object.get(name)).map_err(|e| wrong(format!("\"{name}\": {e}")));
        Ok(Self { id, source: party("source")?, target: party("target")?, text: text.to_owned(), at: at.clone() })
    }

    fn ranked(&self, coder: &Coder, codebook: contract::Codebook) -> Result<Noted<Vec<Ranked>>, Refused> {
        let id = self.id.as_str().map_or_else(|| self.id.to_string(), str::to_owned);
        let item = RawItem { id: Some(id), name: Some(self.at.clone()), ..RawItem::new(self.text.as_str()) };
        coder.dyad(&item, codebook, self.source, self.target)
    }

    /// One JSON object, and the line's end.
    fn line(&self, ranked: &[Ranked]) -> String {
        let names: Vec<&str> = ranked.iter().map(|r| r.category.name()).collect();
        let scores: Vec<f64> = ranked.iter().map(|r| thousandths(r.share)).collect();
        format!("{{\"id\":{},\"event\":{},\"scores\":{}}}\n", self.id, json!(names), json!(scores))
    }

    /// The two, and a line a category.
    fn drawn(&self, ranked: &[Ranked], width: usize) -> String {
        let id = self.id.as_str().map_or_else(|| self.id.to_string(), str::to_owned);
        let words = |span: Span| {
            let words = span.of(&self.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let most = (width / 3).max(12);
            let cut: String = words.chars().take(most).collect();
            plain(&if cut.len() < words.len() { cut + "…" } else { cut }).into_owned()
        };
        let (strong, dim) = (style::STRONG, style::DIM);
        let (source, target) = (words(self.source), words(self.target));
        let mut out = format!("{strong}{}{strong:#}  {source} {dim}→{dim:#} {target}\n", plain(&id));
        for r in ranked {
            let bar = "▪".repeat((20.0 * r.share).ceil() as usize);
            let _ = writeln!(out, "  {:10} {:.2}  {dim}{bar}{dim:#}", r.category.name(), r.share);
        }
        if ranked.is_empty() {
            let _ = writeln!(out, "  {dim}nothing in their sentences points to an act{dim:#}");
        }
        out
    }
}

/// A score as it is written, in thousandths.
fn thousandths(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}

/// `[0, 6]` or `{"start": 0, "end": 6}`, code points of a text before which so many more stood, as bytes.
fn span(text: &str, before: u64, value: Option<&Value>) -> Result<Span, String> {
    let expected = "expected code points of the text as in [0, 6]";
    let value = value.ok_or_else(|| format!("it is absent; {expected}"))?;
    let ends = match value {
        Value::Array(ends) => ends.first().zip(ends.get(1)).filter(|_| ends.len() == 2),
        Value::Object(ends) => ends.get("start").zip(ends.get("end")),
        _ => None,
    };
    let ends = ends.and_then(|(start, end)| Some((start.as_u64()?, end.as_u64()?)));
    let (start, end) = ends.ok_or_else(|| format!("{value} is no span; {expected}"))?;
    if start >= end {
        return Err(format!("{value} is empty: the end must lie behind the start; {expected}"));
    }
    let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let ends: Vec<usize> = {
        let wanted = [start.saturating_sub(before) as usize, end.saturating_sub(before) as usize];
        let found = bytes.enumerate().filter(|(n, _)| wanted.contains(n)).map(|(_, at)| at);
        found.collect()
    };
    let span = match ends[..] {
        [start, end] => Span::new(text, start, end),
        _ => None,
    };
    let length = text.chars().count() as u64 + before;
    span.ok_or_else(|| {
        format!("{value} ends past the text, which has {length} code points; count code points, not bytes")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Pair, String> {
        let line = RawItem { name: Some("pairs.jsonl:3".into()), ..RawItem::new(line) };
        Pair::read(&line).map_err(|refused| refused.reason.message)
    }

    #[test]
    fn a_pair_is_read_in_both_ways_of_writing_spans() {
        let lines = [
            r#"{"id": "a", "text": "né Oslo met Chad.", "source": [3, 7], "target": [12, 16]}"#,
            "{\"id\": 7, \"text\": \"\u{feff}né Oslo met Chad.\", \"source\": {\"start\": 4, \"end\": 8}, \"target\": [13, 17]}",
        ];
        for (line, id) in lines.iter().zip([json!("a"), json!(7)]) {
            let pair = read(line).unwrap();
            assert_eq!((pair.source.of(&pair.text), pair.target.of(&pair.text)), ("Oslo", "Chad"));
            assert_eq!(pair.id, id);
        }
    }

    #[test]
    fn a_wrong_line_is_named_with_a_remedy() {
        for (line, words) in [
            ("[]", "no JSON object"),
            (r#"{"id": "a"}"#, "no \"text\"; expected {"),
            (r#"{"id": [], "text": "Oslo"}"#, "\"id\" is neither"),
            (r#"{"text": "Oslo", "target": [0, 4]}"#, "\"source\": it is absent; expected code points"),
            (r#"{"text": "Oslo", "source": "Oslo"}"#, "is no span; expected"),
            (r#"{"text": "Oslo", "source": [2, 2]}"#, "[2,2] is empty"),
            (r#"{"text": "Oslo", "source": [2, 5]}"#, "ends past the text, which has 4 code points"),
        ] {
            let error = read(line).map(|_| ()).unwrap_err();
            assert!(error.starts_with("pairs.jsonl:3: ") && error.contains(words), "{line}: {error}");
        }
    }
}
