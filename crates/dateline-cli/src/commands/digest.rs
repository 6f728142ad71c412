//! `dateline digest`.

use super::Outcome;
use dateline::store::Project;
use std::io::Write;
use std::path::PathBuf;

/// A hash of all that a project file holds: reports with their records, and what was refused.
///
/// Two files that hold the same have the same, in whatever order and number of runs they were filled, and whether or not a run
/// was cut off between.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline digest news.dateline
  dateline digest a.dateline b.dateline")]
pub(crate) struct Arguments {
    /// Project files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    for file in &a.files {
        writeln!(std::io::stdout(), "{}  {}", Project::read(file)?.digest()?, file.display())?;
    }
    Ok(Outcome::Done)
}
