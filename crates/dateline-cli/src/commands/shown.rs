//! What a command prints, and where to: lines for programs, a table for people.

use crate::output::Output;
use clap::ValueEnum;
use std::io::IsTerminal;
use std::path::PathBuf;

/// How the result is printed, and where to.
#[derive(clap::Args)]
pub(crate) struct ShownArguments<F: Shape = Format> {
    /// What is printed; `table` on a terminal, else `jsonl`.
    #[arg(long, value_enum)]
    format: Option<F>,
    /// Write there instead of to standard output; what stood there is kept until the whole is written.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The forms that a command's result has.
pub(crate) trait Shape: ValueEnum + Clone + Copy + PartialEq + Send + Sync + 'static {
    /// For reading in a terminal; coloured.
    const TABLE: Self;
    /// For programs.
    const LINES: Self;

    /// The form that a file's ending asks for.
    fn of_ending(_ending: &str) -> Option<Self> {
        None
    }
}

/// The forms that a result has.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One object a line.
    Jsonl,
    /// For reading.
    Table,
}

impl Shape for Format {
    const TABLE: Self = Self::Table;
    const LINES: Self = Self::Jsonl;
}

impl<F: Shape> ShownArguments<F> {
    /// The form that was asked for, else the one that suits where it goes.
    pub(crate) fn format(&self) -> F {
        let ending = self.output.as_ref().and_then(|path| path.extension()?.to_str().map(str::to_lowercase));
        let terminal = self.output.is_none() && std::io::stdout().is_terminal();
        let suits = ending.and_then(|e| F::of_ending(&e)).unwrap_or(if terminal { F::TABLE } else { F::LINES });
        self.format.unwrap_or(suits)
    }

    /// Opens what is written to, none of the `inputs`.
    ///
    /// # Errors
    /// As [`Output::open`].
    pub(crate) fn open(&self, inputs: &[PathBuf]) -> anyhow::Result<Output> {
        Output::open(self.output.as_deref(), inputs, self.format() == F::TABLE)
    }
}
