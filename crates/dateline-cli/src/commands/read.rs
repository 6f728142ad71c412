//! `dateline read`.

use super::Outcome;
use super::input::{Dates, From, InputArguments, ModelArguments, TableArguments, read_all};
use super::shown::{Shape, ShownArguments};
use crate::view;
use clap::ValueEnum;
use dateline::contract::wire;
use dateline::contract::{self, wire::Line};
use dateline::export::{Asked, Ledger, Once, Report, Row, cell, table};
use dateline::{Batch, Noted, RawItem, Refused};
use std::io::Write;
use std::sync::Arc;

/// Who did what to whom, who said so, on whose word: the records of reports.
///
/// On a terminal a table for reading; elsewhere one JSON object a line (the records contract, version 2: `dateline
/// schema`, docs/records.md).
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline read report.txt
  dateline read reports/ --format jsonl -o records.jsonl
  dateline read articles.jsonl.gz | jq 'select(.kind == \"event\")'
  dateline read articles.csv archive.zip          what each file is, its bytes show
  dateline read reports/ -o events.csv            a row a pair of an event, as `dateline export csv` has them
  dateline read saved-page.html feed.rss          pages and feeds: the reports in them
  dateline read CC-NEWS-20240505.warc.gz --quiet -o records.jsonl
  dateline read dump.csv --id key --text story --date day
  dateline read --from tsv table --text words
  cat report.txt | dateline read --date 2024-03-12")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "auto")]
    from: From,
    /// The codebook that names the events.
    #[arg(long, value_enum, default_value = "plover-2.0")]
    codebook: Codebook,
    /// Put each report's text into its document record.
    #[arg(long)]
    with_text: bool,
    #[command(flatten)]
    shown: ShownArguments<Format>,
    #[command(flatten)]
    tables: TableArguments,
    #[command(flatten)]
    model: ModelArguments,
}

/// The forms of the records.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object a line.
    Jsonl,
    /// For reading.
    Table,
    /// Events, a row a pair: what `dateline export csv` writes.
    Csv,
}

impl Shape for Format {
    const TABLE: Self = Self::Table;
    const LINES: Self = Self::Jsonl;

    fn of_ending(ending: &str) -> Option<Self> {
        (ending == "csv").then_some(Self::Csv)
    }
}

/// The profile that names what was coded; the coder decides on the act once.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Codebook {
    /// The sixteen categories of PLOVER 2.0.
    #[value(name = "plover-2.0")]
    Plover20,
    /// The earlier draft that older gold sets follow.
    #[value(name = "plover-0.8")]
    Plover08,
    /// CAMEO codes in the `event` field.
    #[value(name = "cameo")]
    Cameo,
}

impl Codebook {
    pub(crate) fn profile(self) -> contract::Codebook {
        match self {
            Self::Plover20 => contract::Codebook::Plover20,
            Self::Plover08 => contract::Codebook::Plover08,
            Self::Cameo => contract::Codebook::Cameo,
        }
    }
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let coder = a.tables.over(a.model.coder()?, a.input.quiet)?;
    let batch = Batch::new(&coder).threads(a.model.threads);
    let format = a.shown.format();
    let items = a.input.items(a.from, None, &coder)?;
    let mut out = a.shown.open(&a.input.files())?;
    let width = view::width();
    let work = |item: &RawItem| -> Result<Noted<(Shown, bool)>, Refused> {
        let coded = coder.code(item)?;
        let text = || coded.analysis.document.text.clone();
        let shown = match format {
            Format::Jsonl => Shown::Text(lines(&coded.lines(a.codebook.profile(), a.with_text))),
            Format::Table => Shown::Text(view::records::draw(&coded.analysis, &coded.records, width)),
            Format::Csv => Shown::Rows(text(), coded.lines(a.codebook.profile(), false)),
        };
        Ok(Noted { value: (shown, coded.analysis.document.date.is_some()), notes: coded.notes })
    };
    let mut table = (format == Format::Csv).then(|| Table::new(a.with_text));
    if let Some(table) = &table {
        out.write_all(table.head().as_bytes())?;
    }
    let mut dates = Dates::default();
    let outcome = read_all(items, &batch, a.input.quiet, work, |result| {
        match result {
            Ok(Noted { value: (shown, dated), .. }) => {
                dates.add(dated);
                match (shown, &mut table) {
                    (Shown::Rows(text, lines), Some(table)) => out.write_all(table.rows(&text, &lines).as_bytes())?,
                    (Shown::Rows(..), None) => {}
                    (Shown::Text(text), _) => out.write_all(text.as_bytes())?,
                }
            }
            Err(refused) if format == Format::Jsonl => out.write_all(lines(&wire::refusal(&refused)).as_bytes())?,
            Err(_) => {}
        }
        Ok(())
    })?;
    dates.tell(a.from, a.input.quiet);
    out.finish(outcome != Outcome::NothingRead)?;
    Ok(outcome)
}

/// What is printed of a report.
enum Shown {
    Text(String),
    /// Its text and lines, of which rows are made in the order of the reports.
    Rows(Arc<str>, Vec<Line>),
}

/// The table of events, report by report.
struct Table {
    ledger: Ledger,
    reports: i64,
    with_text: bool,
}

impl Table {
    fn new(with_text: bool) -> Self {
        Self { ledger: Ledger::new(Once::Report), reports: 0, with_text }
    }

    fn head(&self) -> String {
        format!("{}{}\r\n", table::COLUMNS, if self.with_text { ",text" } else { "" })
    }

    fn rows(&mut self, text: &str, lines: &[Line]) -> String {
        self.reports += 1;
        let Some(report) = Report::of(self.reports, text, lines) else { return String::new() };
        let rows = self.ledger.rows(&report, &|_| true, &Asked::default());
        let line = |r: &Row<'_>| {
            let mut cells = table::row(r, None);
            cells.extend(self.with_text.then(|| text.to_owned()));
            cell::csv(&cells)
        };
        rows.iter().map(line).collect()
    }
}

/// One object a line.
fn lines(values: &[Line]) -> String {
    values.iter().map(|v| v.json() + "\n").collect()
}
