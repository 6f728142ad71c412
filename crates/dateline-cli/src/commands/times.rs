//! `dateline times`.

use super::Outcome;
use super::input::{Dates, From, InputArguments, ModelArguments, TableArguments, read_all};
use super::shown::{Format, ShownArguments};
use crate::style;
use crate::view::{self, plain};
use dateline::contract::Codebook;
use dateline::contract::wire::{self, Writer};
use dateline::language::Analysis;
use dateline::records::times::Times;
use dateline::{Batch, Noted, RawItem, Refused};
use std::fmt::Write as _;
use std::io::Write;

/// The time expressions of reports, with TimeML's types and values, seen from each report's date.
///
/// On a terminal a list for reading; elsewhere one JSON object a line: `{"doc", "start", "end", "text", "type", "value", "mod"}`,
/// offsets in code points.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline times report.txt
  dateline times reports.jsonl | jq -r '[.text, .value] | @tsv'
  echo 'They met last Friday and will meet again in two weeks.' | dateline times --date 2024-05-08")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "auto")]
    from: From,
    #[command(flatten)]
    shown: ShownArguments,
    #[command(flatten)]
    tables: TableArguments,
    #[command(flatten)]
    model: ModelArguments,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let coder = a.tables.over(a.model.coder()?, a.input.quiet)?;
    let batch = Batch::new(&coder).threads(a.model.threads);
    let format = a.shown.format();
    let items = a.input.items(a.from, None, &coder)?;
    let mut out = a.shown.open(&a.input.files())?;
    let width = view::width();
    let work = |item: &RawItem| -> Result<Noted<(String, bool)>, Refused> {
        let Noted { value: (analysis, times), notes } = coder.times(item)?;
        let shown = match format {
            Format::Jsonl => lines(&analysis, &times),
            Format::Table => drawn(&analysis, &times, width),
        };
        Ok(Noted { value: (shown, analysis.document.date.is_some()), notes })
    };
    let mut dates = Dates::default();
    let outcome = read_all(items, &batch, a.input.quiet, work, |result| {
        if let Ok(Noted { value: (shown, dated), .. }) = result {
            dates.add(dated);
            out.write_all(shown.as_bytes())?;
        }
        Ok(())
    })?;
    dates.tell(a.from, a.input.quiet);
    out.finish(outcome != Outcome::NothingRead)?;
    Ok(outcome)
}

/// One object a line.
fn lines(analysis: &Analysis, times: &Times) -> String {
    let writer = Writer::new(&analysis.document, Codebook::Plover20);
    let line = |t: &dateline::records::times::Time| {
        wire::json(&writer.time(t.span, t.kind, t.value.to_string(), t.modifier())) + "\n"
    };
    times.all().iter().map(line).collect()
}

/// The report's name and day, and a line a time: its value, its type, and its words among those around them.
fn drawn(analysis: &Analysis, times: &Times, width: usize) -> String {
    let (strong, dim, name) = (style::STRONG, style::DIM, style::NAME);
    let document = &analysis.document;
    let date = document.date.map_or_else(|| "no date".to_owned(), |d| d.to_string());
    let mut out = format!("{strong}{}{strong:#}  {dim}{date}{dim:#}\n", plain(&document.id));
    for t in times.all() {
        let (before, words, after) = around(analysis, t, width.saturating_sub(34).max(20));
        let kind = t.kind.name().to_lowercase();
        let value = t.value.to_string();
        let _ = writeln!(
            out,
            "  {value:16} {dim}{kind:9}{dim:#} {dim}{before}{dim:#}{name}{words}{name:#}{dim}{after}{dim:#}"
        );
    }
    if times.all().is_empty() {
        let _ = writeln!(out, "  {dim}no time is told{dim:#}");
    }
    out
}

/// The words of a time, and as much of its sentence on both sides as a line holds.
fn around(analysis: &Analysis, t: &dateline::records::times::Time, room: usize) -> (String, String, String) {
    let text = analysis.text();
    let sentence = analysis.span(analysis.sentences[analysis.sentence_of(t.tokens.start)].clone());
    let flat = |from: usize, to: usize| {
        let words: String = text[from..to.max(from)].chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        plain(&words).into_owned()
    };
    let words = flat(t.span.start(), t.span.end());
    let side = room.saturating_sub(words.chars().count()) / 2;
    let before = flat(sentence.start().min(t.span.start()), t.span.start());
    let after = flat(t.span.end(), sentence.end());
    let skipped = before.chars().count().saturating_sub(side);
    let mut left: String = before.chars().skip(skipped).collect();
    if skipped > 0 {
        left.insert(0, '…');
    }
    let mut right: String = after.chars().take(side).collect();
    if right.len() < after.len() {
        right.push('…');
    }
    (left, words, right)
}
