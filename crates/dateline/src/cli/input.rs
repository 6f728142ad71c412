//! What commands that read reports have in common: their arguments, the model, order, notes, progress.

use super::{Outcome, style};
use crate::Coder;
use crate::source::{From, Items};
use crate::view::plain;
use anyhow::{Context, bail};
use dateline_language::{Analysis, Model};
use dateline_text::{Level, Note, Noted, RawItem, Refused};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

/// Reports that are read at once; results come out in the order of the input.
const AT_ONCE: usize = 64;
/// No further report joins those that are read at once when they have so many bytes together: it bounds the memory that
/// a folder of very long files takes.
const BYTES_AT_ONCE: usize = 4 << 20;

/// Which model reads.
#[derive(clap::Args, Clone)]
pub(crate) struct ModelArguments {
    /// `accurate`, `fast` (ten times the speed, less often right) or `auto` (fast reads all, accurate again what fast
    /// finds a record in), all inside the program; or the path of a model file.
    #[arg(long, default_value = "accurate", value_name = "NAME|FILE")]
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
            "accurate" => Ok(Coder::default()),
            "fast" => Ok(Coder::fast()),
            "auto" => Ok(Coder::cascade()),
            path => {
                let bytes = std::fs::read(path).with_context(|| {
                    format!("--model {path}: neither `accurate`, `fast`, `auto` nor a file that can be read")
                })?;
                Coder::with_model(&bytes).with_context(|| path.to_owned())
            }
        }
    }

    /// Bytes of the model these arguments ask for.
    pub(crate) fn size(&self) -> anyhow::Result<u64> {
        match self.model.as_str() {
            "accurate" => Ok(Model::accurate_size() as u64),
            "fast" => Ok(Model::fast_size() as u64),
            "auto" => bail!("--model auto is two models, each by itself to be scored: `accurate` and `fast`"),
            path => Ok(std::fs::metadata(path).with_context(|| path.to_owned())?.len()),
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
    let mut items = items;
    loop {
        let batch = batch(&mut items);
        if batch.is_empty() {
            break;
        }
        let attempted = |item: Result<RawItem, Refused>| {
            let name = item.as_ref().map_or_else(|r| r.id.clone(), name_of);
            (name, item.and_then(|item| attempt(&item, &work)))
        };
        let done: Vec<_> = batch.into_par_iter().map(attempted).collect();
        for (name, result) in done {
            match &result {
                Ok(noted) => {
                    read += 1;
                    show(&name, &noted.notes, quiet, &bar);
                }
                Err(r) => {
                    refused += 1;
                    show(&name, &r.notes, quiet, &bar);
                    show(&name, std::slice::from_ref(&r.reason), quiet, &bar);
                }
            }
            bar.inc(1);
            sink(result)?;
        }
    }
    bar.finish_and_clear();
    if read + refused == 0 {
        let note = Note::error("nothing", "there is no report: the folder holds no file, or the input no line");
        show("", &[note], quiet, &bar);
        return Ok(Outcome::NothingRead);
    }
    Ok(Outcome::of(read, refused))
}

/// The next items that are read at once; none at the end.
fn batch(items: &mut Items) -> Vec<Result<RawItem, Refused>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < AT_ONCE && bytes < BYTES_AT_ONCE {
        let Some(item) = items.next() else { break };
        bytes += item.as_ref().map_or(0, |i| i.bytes.len());
        batch.push(item);
    }
    batch
}

/// What an item is called towards people.
fn name_of(item: &RawItem) -> String {
    item.id.clone().unwrap_or_else(|| "standard input".into())
}

/// A panic in one report is a fault of the program, but costs that report alone.
fn attempt<T>(item: &RawItem, work: impl Fn(&RawItem) -> Result<Noted<T>, Refused>) -> Result<Noted<T>, Refused> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(item))).unwrap_or_else(|_| {
        let id = name_of(item);
        let message = "this report met a fault in dateline and was set aside; please report it with the text";
        Err(Refused { id, reason: Note::error("fault", message), notes: Vec::new() })
    })
}

/// Reads an item as far as words, trees and names.
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

/// Shows a refusal outside [`read_all`], in the same form.
pub(crate) fn show_refused(refused: &Refused, quiet: bool) {
    show(&refused.id, &refused.notes, quiet, &ProgressBar::hidden());
    show(&refused.id, std::slice::from_ref(&refused.reason), quiet, &ProgressBar::hidden());
}

/// Shows notes on what is set aside before anything is read.
pub(crate) fn show_notes(notes: &[Note]) {
    show("", notes, false, &ProgressBar::hidden());
}

/// Notes for people, each behind the name of its item. Names and messages may quote what was read: see [`plain`].
#[allow(clippy::print_stderr)]
fn show(name: &str, notes: &[Note], quiet: bool, bar: &ProgressBar) {
    if quiet {
        return;
    }
    for note in notes {
        let style = if note.level == Level::Error { style::ERROR } else { style::WARNING };
        let (on, off) = (style.render(), style.render_reset());
        // The messages of a source name their item already.
        let named = name.is_empty() || note.message.starts_with(name);
        let text = if named { note.message.clone() } else { format!("{name}: {}", note.message) };
        let line = format!("{on}{}[{}]{off}: {}", note.level.name(), note.code, plain(&text));
        bar.suspend(|| anstream::eprintln!("{line}"));
    }
}
