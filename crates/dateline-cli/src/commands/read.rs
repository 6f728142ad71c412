//! `dateline read`.

use super::Outcome;
use super::input::{Dates, From, InputArguments, ModelArguments, TableArguments, read_all};
use super::shown::{Format, ShownArguments};
use crate::view;
use clap::ValueEnum;
use dateline::contract::wire;
use dateline::contract::{self, wire::Line};
use dateline::{Batch, Noted, RawItem, Refused};
use std::io::Write;

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
    shown: ShownArguments,
    #[command(flatten)]
    tables: TableArguments,
    #[command(flatten)]
    model: ModelArguments,
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
    let work = |item: &RawItem| -> Result<Noted<(String, bool)>, Refused> {
        let coded = coder.code(item)?;
        let shown = match format {
            Format::Jsonl => lines(&coded.lines(a.codebook.profile(), a.with_text)),
            Format::Table => view::records::draw(&coded.analysis, &coded.records, width),
        };
        Ok(Noted { value: (shown, coded.analysis.document.date.is_some()), notes: coded.notes })
    };
    let mut dates = Dates::default();
    let outcome = read_all(items, &batch, a.input.quiet, work, |result| {
        match result {
            Ok(Noted { value: (shown, dated), .. }) => {
                dates.add(dated);
                out.write_all(shown.as_bytes())?;
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

/// One object a line.
fn lines(values: &[Line]) -> String {
    values.iter().map(|v| v.json() + "\n").collect()
}
