//! What a command prints, and where to: lines for programs, a table for people.

use crate::output::Output;
use clap::ValueEnum;
use std::io::IsTerminal;
use std::path::PathBuf;

/// How the result is printed, and where to.
#[derive(clap::Args)]
pub(crate) struct ShownArguments {
    /// What is printed; `table` on a terminal, else `jsonl`.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write there instead of to standard output; what stood there is kept until the whole is written.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The forms that a result has.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One object a line.
    Jsonl,
    /// For reading.
    Table,
}

impl ShownArguments {
    /// The form that was asked for, else the one that suits where it goes.
    pub(crate) fn format(&self) -> Format {
        let terminal = self.output.is_none() && std::io::stdout().is_terminal();
        self.format.unwrap_or(if terminal { Format::Table } else { Format::Jsonl })
    }

    /// Opens what is written to, none of the `inputs`.
    ///
    /// # Errors
    /// As [`Output::open`].
    pub(crate) fn open(&self, inputs: &[PathBuf]) -> anyhow::Result<Output> {
        Output::open(self.output.as_deref(), inputs, self.format() == Format::Table)
    }
}
