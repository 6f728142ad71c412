//! `dateline ingest`.

use super::Outcome;
use super::input::{From, InputArguments, ModelArguments, TableArguments, no_report, show_coded, show_notes};
use super::read::Codebook;
use super::stop::Stop;
use crate::output::complain;
use clap::ValueEnum;
use dateline::store::{Counts, Project, Run};
use dateline::{Batch, Done};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::Duration;

/// Codes reports into a project file, which can be asked (`dateline events`, `search`, `quote` …), resumed, and opened with any
/// SQLite program.
///
/// A report that the file holds is not coded again, so that the same line goes on where it was cut off, and adds what is new
/// tomorrow. Two reports are one where text, title, outlet and day are the same. Every item is accounted for: stored, there
/// before, or refused with its reason, which the table `refused` keeps.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline ingest articles/ --into news.dateline
  dateline ingest dump.jsonl.gz more.csv --into news.dateline --model fast
  dateline events news.dateline --actor RUS --recipient USA --count-by month
  sqlite3 news.dateline 'SELECT * FROM events LIMIT 5'

Exit codes: 0 done; 1 nothing could be read; 2 some inputs were refused, each with a note; 64 the command line was wrong;
130, 143 stopped at the keyboard or by the system: what was in work is stored, and the same line goes on.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// The project file; it is made where there is none.
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// What the input is.
    #[arg(long, value_enum, default_value = "auto")]
    from: From,
    /// The codebook that names the events.
    #[arg(long, value_enum, default_value = "plover-2.0")]
    codebook: Codebook,
    #[command(flatten)]
    tables: TableArguments,
    #[command(flatten)]
    model: ModelArguments,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let coder = a.tables.over(a.model.coder()?, a.input.quiet)?;
    let batch = Batch::new(&coder).threads(a.model.threads);
    let mut items = a.input.items(a.from, None, &coder)?;
    let mut project = Project::write(&a.into)?;
    let codebook = a.codebook.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default();
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let run = Run { started: &now(), versions: &coder.versions(), codebook: &codebook, options: &typed.join(" ") };
    let bar = bar(a.input.quiet);
    let mut reasons: BTreeMap<&'static str, u64> = BTreeMap::new();
    let stop = Stop::listen();
    let coming = items.by_ref().take_while(|_| stop.signal().is_none());
    let counts =
        dateline::ingest(&mut project, &batch, &run, a.codebook.profile(), coming, |done: Done<()>, counts| {
            if let Err(refused) = &done.result {
                *reasons.entry(refused.reason.code).or_default() += 1;
            }
            show_coded(&done, a.input.quiet, &bar);
            bar.set_position(counts.stored + counts.refused);
            bar.set_message(format!(
                "{} stored, {} there before, {} refused",
                counts.stored, counts.there, counts.refused
            ));
        })?;
    bar.finish_and_clear();
    if !a.input.quiet {
        for (name, note) in items.notes() {
            show_notes(&name, &[note]);
        }
    }
    if counts.items == 0 && stop.signal().is_none() {
        return Ok(no_report("there is no report: the folder holds no file, or the input no line", a.input.quiet));
    }
    writeln!(std::io::stdout(), "{}", account(a, counts, &reasons))?;
    if stop.signal().is_some() {
        if !a.input.quiet {
            complain("stopped before the end; the same line goes on from here");
        }
        return Ok(Outcome::Stopped(stop.code()));
    }
    Ok(match counts {
        Counts { refused: 0, .. } => Outcome::Done,
        Counts { stored: 0, there: 0, .. } => Outcome::NothingRead,
        Counts { .. } => Outcome::SomeRefused,
    })
}

/// When the run begins, which its manifest says and no record depends on.
#[allow(clippy::disallowed_methods, reason = "the manifest of a run says when it was")]
pub(super) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// In = stored + there + refused, in words.
fn account(a: &Arguments, c: Counts, reasons: &BTreeMap<&'static str, u64>) -> String {
    let mut out = format!(
        "{}: {} items = {} stored + {} there before + {} refused",
        a.into.display(),
        c.items,
        c.stored,
        c.there,
        c.refused
    );
    if !reasons.is_empty() {
        let reasons: Vec<String> = reasons.iter().map(|(code, n)| format!("{n} {code}")).collect();
        out.push_str(&format!(" ({})", reasons.join(", ")));
    }
    out
}

/// How far it is; how many are to come, a stream does not tell.
fn bar(quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{elapsed_precise}  {msg}  {per_sec}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
