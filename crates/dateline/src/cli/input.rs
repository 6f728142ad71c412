//! What commands that read reports have in common: their arguments, the model, order, notes, progress.

use super::{Outcome, style};
use crate::Coder;
use crate::source::{From, Items};
use anyhow::{Context, bail};
use dateline_language::Analysis;
use dateline_text::{Level, Note, Noted, RawItem, Refused};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

/// Reports that are read at once; results come out in the order of the input.
const AT_ONCE: usize = 64;

/// Which model reads.
#[derive(clap::Args, Clone)]
pub(crate) struct ModelArguments {
    /// `fast` or `auto` (the best there is) of those inside the program, or the path of a model file.
    #[arg(long, default_value = "auto", value_name = "NAME|FILE")]
    pub model: String,
    /// Threads to read with; 0 takes one a core. The output is the same with any number.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
}

impl ModelArguments {
    /// The coder these arguments ask for; sets the number of threads as well.
    pub(crate) fn coder(&self) -> anyhow::Result<Coder> {
        // Fails only where a pool stands already: then that one serves.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build_global();
        match self.model.as_str() {
            "auto" | "fast" => Ok(Coder::default()),
            "accurate" => bail!("this build carries no `accurate` model; use --model fast, or --model FILE"),
            path => {
                let bytes = std::fs::read(path)
                    .with_context(|| format!("--model {path}: neither `auto`, `fast` nor a file that can be read"))?;
                Coder::with_model(&bytes).with_context(|| path.to_owned())
            }
        }
    }
}

/// Which reports are read.
#[derive(clap::Args, Clone)]
pub(crate) struct InputArguments {
    /// Files or folders; `-`, or nothing, is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The date of reports that carry none of their own, YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Show no progress and no notes.
    #[arg(long, short)]
    pub quiet: bool,
}

impl InputArguments {
    /// The items, and whether they come from a terminal by mistake.
    pub(crate) fn items(&self, from: From, coder: &Coder) -> anyhow::Result<Items> {
        let standard = [PathBuf::from("-")];
        let files = if self.files.is_empty() { &standard[..] } else { &self.files };
        if self.files.is_empty() && std::io::stdin().is_terminal() {
            bail!("no file was named and standard input is a terminal; name a file, or pipe a report in");
        }
        Ok(Items::new(files, from, coder.limits.max_bytes, self.date.clone()))
    }
}

/// Reads all items in parallel and hands each result to `sink` in the order of the input.
///
/// Notes go to standard error unless `quiet`; refusals are handed over as well, so that a command can record them.
pub(crate) fn read_all<T: Send>(
    items: Items,
    quiet: bool,
    work: impl Fn(&RawItem) -> Result<Noted<T>, Refused> + Sync,
    mut sink: impl FnMut(Result<Noted<T>, Refused>) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let bar = progress(items.waiting(), quiet);
    let (mut read, mut refused) = (0usize, 0usize);
    let mut items = items.peekable();
    while items.peek().is_some() {
        let batch: Vec<_> = items.by_ref().take(AT_ONCE).collect();
        let done: Vec<_> = batch.into_par_iter().map(|item| item.and_then(|item| attempt(&item, &work))).collect();
        for result in done {
            match &result {
                Ok(noted) => {
                    read += 1;
                    show(None, &noted.notes, quiet, &bar);
                }
                Err(r) => {
                    refused += 1;
                    show(Some(&r.id), &r.notes, quiet, &bar);
                    show(Some(&r.id), std::slice::from_ref(&r.reason), quiet, &bar);
                }
            }
            bar.inc(1);
            sink(result)?;
        }
    }
    bar.finish_and_clear();
    Ok(match (read, refused) {
        (_, 0) => Outcome::Done,
        (0, _) => Outcome::NothingRead,
        _ => Outcome::SomeRefused,
    })
}

/// A panic in one report is a fault of the program, but costs that report alone.
fn attempt<T>(item: &RawItem, work: impl Fn(&RawItem) -> Result<Noted<T>, Refused>) -> Result<Noted<T>, Refused> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(item))).unwrap_or_else(|_| {
        let id = item.id.clone().unwrap_or_else(|| "-".into());
        let message = "this report met a fault in dateline and was set aside; please report it with the text";
        Err(Refused { id, reason: Note::error("fault", message), notes: Vec::new() })
    })
}

/// Reads an item as far as words, trees and names; notes name the item.
pub(crate) fn analysed(coder: &Coder, item: &RawItem) -> Result<Noted<Analysis>, Refused> {
    coder.read(item)
}

fn progress(files: usize, quiet: bool) -> ProgressBar {
    if quiet || files < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    let template = "{bar:30} {pos}/{len} reports  {per_sec}  {eta} left";
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

#[allow(clippy::print_stderr)]
fn show(id: Option<&str>, notes: &[Note], quiet: bool, bar: &ProgressBar) {
    if quiet {
        return;
    }
    for note in notes {
        let style = if note.level == Level::Error { style::ERROR } else { style::WARNING };
        let (on, off) = (style.render(), style.render_reset());
        // The messages of a source name their item already.
        let at = id.filter(|id| !note.message.starts_with(id)).map(|id| format!("{id}: ")).unwrap_or_default();
        let line = format!("{on}{}[{}]{off}: {at}{}", note.level.name(), note.code, note.message);
        bar.suspend(|| anstream::eprintln!("{line}"));
    }
}
