//! `dateline read`.

use super::Outcome;
use super::input::{InputArguments, ModelArguments, read_all};
use crate::source::From;
use crate::view;
use clap::ValueEnum;
use dateline_records::wire;
use dateline_text::{Noted, RawItem, Refused};
use serde_json::Value;
use std::io::{IsTerminal, Write};

/// Who did what to whom, who said so, on whose word: the records of reports.
///
/// On a terminal a table for reading; elsewhere one JSON object a line (the records contract, version 1).
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline read report.txt
  dateline read reports/ --format jsonl > records.jsonl
  dateline read --from jsonl articles.jsonl | jq 'select(.kind == \"event\")'
  cat report.txt | dateline read --date 2024-03-12")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "text")]
    from: From,
    /// What is printed; `table` on a terminal, else `jsonl`.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The codebook that names the events.
    #[arg(long, value_enum, default_value = "plover-2.0")]
    codebook: Codebook,
    /// Put each report's text into its document record.
    #[arg(long)]
    with_text: bool,
    #[command(flatten)]
    model: ModelArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The records contract.
    Jsonl,
    /// For reading.
    Table,
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
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plover20 => "plover-2.0",
            Self::Plover08 => "plover-0.8",
            Self::Cameo => "cameo",
        }
    }
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let coder = a.model.coder()?;
    let terminal = std::io::stdout().is_terminal();
    let format = a.format.unwrap_or(if terminal { Format::Table } else { Format::Jsonl });
    let mut out: Box<dyn Write> = match format {
        Format::Table => Box::new(anstream::stdout().lock()),
        Format::Jsonl => Box::new(std::io::BufWriter::new(std::io::stdout().lock())),
    };
    let width = view::width();
    let work = |item: &RawItem| -> Result<Noted<String>, Refused> {
        let coded = coder.code(item)?;
        let shown = match format {
            Format::Jsonl => {
                let all = wire::document(&coded.analysis, &coded.notes, &coded.records, a.codebook.name(), a.with_text);
                lines(&all)
            }
            Format::Table => view::records::draw(&coded.analysis, &coded.records, width),
        };
        Ok(Noted { value: shown, notes: coded.notes })
    };
    let outcome = read_all(a.input.items(a.from, &coder)?, a.input.quiet, work, |result| {
        match result {
            Ok(noted) => out.write_all(noted.value.as_bytes())?,
            Err(refused) if format == Format::Jsonl => out.write_all(lines(&wire::refusal(&refused)).as_bytes())?,
            Err(_) => {}
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(outcome)
}

/// One object a line.
pub(crate) fn lines(values: &[Value]) -> String {
    values.iter().map(|v| format!("{v}\n")).collect()
}
