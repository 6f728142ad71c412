//! What commands that read reports have in common: their arguments, the model, order, notes, progress.

use super::Outcome;
use crate::output::tell;
use crate::style;
use crate::usage::usage;
use crate::view::plain;
use anyhow::{Context, bail};
use clap::ValueEnum;
use dateline::language::Model;
use dateline::records::OwnTables;
use dateline::source::{self, Fields, Items, Options};
use dateline::text::DataFile;
use dateline::{Batch, Coder, Done, Events, Level, Note, Noted, RawItem, Refused, Tally};
use indicatif::{ProgressBar, ProgressStyle};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

/// Which model reads.
#[derive(clap::Args, Clone)]
pub(crate) struct ModelArguments {
    /// `accurate`, `fast` (five times as fast to records, less often right) or `auto` (fast reads all, accurate again
    /// what fast finds a record in), all inside the program; or the path of a model file.
    #[arg(long, default_value = "accurate", value_name = "NAME|FILE")]
    pub model: String,
    /// Threads to read with, four a core at the most; 0 takes one a core. The output is the same with any number.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
}

impl ModelArguments {
    /// The coder these arguments ask for.
    pub(crate) fn coder(&self) -> anyhow::Result<Coder> {
        match self.model.as_str() {
            "accurate" => Ok(Coder::default()),
            "fast" => Ok(Coder::fast()),
            "auto" => Ok(Coder::cascade()),
            path => {
                let bytes = std::fs::read(path).map_err(|error| {
                    let names = "`accurate`, `fast`, `auto`";
                    usage(format!("--model {path}: neither {names} nor a file that can be read: {error}"))
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

/// Tables of the user's own.
#[derive(clap::Args, Clone, Default)]
pub(crate) struct TableArguments {
    /// A folder of tables and lists to lay over those of the program: `groups.tsv`, `offices.tsv`, `nouns.tsv`,
    /// `figures.toml`, `cues.toml` … as in lexicon/; or dictionaries of PETRARCH and TABARI, as they are: *.actors.txt,
    /// *.agents.txt. May be given more than once.
    #[arg(long, value_name = "DIR")]
    pub lexicon: Vec<PathBuf>,
    /// A folder of event rules to lay over those of the program, each file called like its category: `accuse.toml`.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// Code events by rules alone, each of which can be read (`dateline codebook`), without what the model has learnt
    /// from coded passages: fewer are found.
    #[arg(long)]
    pub rules_only: bool,
    /// Leave out what is less sure than this, 0 to 1. Of events so sure, about that share is right (models/MODEL.md).
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    pub min_confidence: f64,
    /// Give parties a country only where their own words or an office tell it: not by the phrase behind them, the other
    /// party or the place where the report plays (`code_from` is `context` or `scene`).
    #[arg(long)]
    pub told_only: bool,
}

/// A share of one.
fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|x| (0.0..=1.0).contains(x));
    share.ok_or_else(|| "a number from 0 to 1 is wanted, as 0.7".to_owned())
}

impl TableArguments {
    /// The coder, with these tables where there are any.
    pub(crate) fn over(&self, mut coder: Coder, quiet: bool) -> anyhow::Result<Coder> {
        coder.events = if self.rules_only { Events::Rules } else { Events::Both };
        coder.min_confidence = self.min_confidence;
        coder.told_only = self.told_only;
        if self.lexicon.is_empty() && self.rules.is_empty() {
            return Ok(coder);
        }
        Ok(coder.with_tables(self.tables(quiet)?))
    }

    /// The program's tables with these laid over them; shows what was left out of them.
    pub(crate) fn tables(&self, quiet: bool) -> anyhow::Result<OwnTables> {
        let read = |folders: &[PathBuf], option: &str, endings: &[&str]| -> anyhow::Result<Vec<DataFile>> {
            let mut files = Vec::new();
            for folder in folders {
                let read = data_files(folder, endings);
                files.extend(read.map_err(|e| usage(format!("{option} {}: {e}", folder.display())))?);
            }
            Ok(files)
        };
        let lexicon = read(&self.lexicon, "--lexicon", &["toml", "tsv", "txt"])?;
        let rules = read(&self.rules, "--rules", &["toml", "tsv"])?;
        let own = OwnTables::lay(&lexicon, &rules).map_err(|e| usage(e.to_string()))?;
        show("", own.notes(), quiet, &ProgressBar::hidden());
        Ok(own)
    }
}

/// The files of data in a folder that end so, in order of name.
fn data_files(folder: &std::path::Path, endings: &[&str]) -> std::io::Result<Vec<DataFile>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|p| p.extension().is_some_and(|e| endings.iter().any(|known| e == *known)));
    paths.sort();
    let read = |p: &PathBuf| {
        let name = p.display().to_string();
        // Dictionaries are old, and so are their encodings; what is no UTF-8 in them is noted.
        let text = if OwnTables::is_dictionary(&name) {
            String::from_utf8_lossy(&std::fs::read(p)?).into_owned()
        } else {
            let at = |e: std::io::Error| std::io::Error::new(e.kind(), format!("{name}: {e}"));
            std::fs::read_to_string(p).map_err(at)?
        };
        Ok(DataFile::new(name, text))
    };
    paths.iter().map(read).collect()
}

/// What the input is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(crate) enum From {
    /// As its bytes show, packed or not: any of these.
    #[default]
    Auto,
    /// One report a file.
    Text,
    /// One report a line: `{"id", "text"[, "title", "date", "url", "publisher", "language"]}`.
    Jsonl,
    /// The same objects in an array, over several lines, or in an array inside an object.
    Json,
    /// A table whose first row names its columns; parted by commas, semicolons or strokes.
    Csv,
    /// The same, parted by tabs.
    Tsv,
    /// A page: its report, headline, day, address and outlet.
    Html,
    /// RSS or Atom: one report an entry.
    Feed,
    /// NewsML-G2 or NewsML 1.
    Newsml,
    /// NITF.
    Nitf,
    /// ninjs: NewsML in JSON.
    Ninjs,
    /// A WARC archive of the web: one report a page.
    Warc,
}

impl From {
    fn source(self) -> source::From {
        match self {
            Self::Auto => source::From::Auto,
            Self::Text => source::From::Text,
            Self::Jsonl => source::From::Jsonl,
            Self::Json => source::From::Json,
            Self::Csv => source::From::Csv,
            Self::Tsv => source::From::Tsv,
            Self::Html => source::From::Html,
            Self::Feed => source::From::Feed,
            Self::Newsml => source::From::Newsml,
            Self::Nitf => source::From::Nitf,
            Self::Ninjs => source::From::Ninjs,
            Self::Warc => source::From::Warc,
        }
    }

    /// Whether what is read so has fields with names.
    pub(crate) fn has_fields(self) -> bool {
        self.source().has_fields()
    }
}

/// Which reports are read.
#[derive(clap::Args, Clone)]
pub(crate) struct InputArguments {
    /// Files or folders; `-`, or nothing, is standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The date of reports that carry none of their own, YYYY-MM-DD. Of JSON and tables also the name of the field or
    /// column that holds each report's date, where it is not one of the usual (`date`, `published`, `pub_date` …); both
    /// may be given.
    #[arg(long, value_name = "DATE|FIELD")]
    pub date: Vec<String>,
    /// Of JSON and tables: the field that holds a report's id, where it is not `id` or `guid`.
    #[arg(long, value_name = "FIELD")]
    pub id: Option<String>,
    /// Of JSON and tables: the field that holds a report's text, where it is not `text`, `body`, `content` ….
    #[arg(long, value_name = "FIELD")]
    pub text: Option<String>,
    /// Of JSON and tables: the field that holds a report's headline, where it is not `title` or `headline`.
    #[arg(long, value_name = "FIELD")]
    pub title: Option<String>,
    /// Show no progress and no notes.
    #[arg(long, short)]
    pub quiet: bool,
}

impl InputArguments {
    /// The files that were named, or standard input.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        if self.files.is_empty() { vec![PathBuf::from("-")] } else { self.files.clone() }
    }

    /// The items; an error where they would come from a terminal by mistake.
    pub(crate) fn items(&self, from: From, group: Option<&str>, coder: &Coder) -> anyhow::Result<Items<'static>> {
        let (fields, fallback_date) = self.fields(from, group)?;
        if self.files.is_empty() && std::io::stdin().is_terminal() {
            return Err(usage("no file was named and standard input is a terminal; name a file, or pipe a report in"));
        }
        let options = Options { from: from.source(), fields, max_bytes: coder.limits.max_bytes, fallback_date };
        Ok(Items::new(&self.files(), options))
    }

    /// The names of a line's fields, and the date of reports without one.
    fn fields(&self, from: From, group: Option<&str>) -> anyhow::Result<(Fields, Option<String>)> {
        let named = [("--id", &self.id), ("--text", &self.text), ("--title", &self.title)];
        if let Some((option, _)) = named.iter().find(|(_, name)| name.is_some() && !from.has_fields()) {
            return Err(usage(format!(
                "{option} names a field of JSON or a column of a table, and --from says that the input is none: leave one of them out"
            )));
        }
        let mut fields = Fields { group: group.map(str::to_owned), ..Fields::default() };
        for (field, name) in
            [(&mut fields.id, &self.id), (&mut fields.text, &self.text), (&mut fields.title, &self.title)]
        {
            if let Some(name) = name {
                *field = Some(name.clone());
            }
        }
        let mut fallback = None;
        for word in &self.date {
            if dateline::text::document::day(word).is_some() {
                fallback = Some(word.clone());
            } else if from.has_fields() && !word.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
                fields.date = Some(word.clone());
            } else {
                return Err(usage(format!("--date {word}: no day between 1800 and 2100; write it as YYYY-MM-DD")));
            }
        }
        Ok((fields, fallback))
    }
}

/// Reads all items in parallel and hands each result to `sink` in the order of the input.
///
/// Notes go to standard error unless `quiet`; refusals are handed over as well, so that a command can record them.
pub(crate) fn read_all<T: Send>(
    items: Items<'_>,
    batch: &Batch<'_>,
    quiet: bool,
    work: impl Fn(&RawItem) -> Result<Noted<T>, Refused> + Sync,
    mut sink: impl FnMut(Result<Noted<T>, Refused>) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    read_all_grouped(items, batch, quiet, work, |result, _| sink(result))
}

/// The same, each with the value of the field that groups.
pub(crate) fn read_all_grouped<T: Send>(
    mut items: Items<'_>,
    batch: &Batch<'_>,
    quiet: bool,
    work: impl Fn(&RawItem) -> Result<Noted<T>, Refused> + Sync,
    mut sink: impl FnMut(Result<Noted<T>, Refused>, Option<String>) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let waiting = items.waiting();
    let mut reasons: BTreeMap<&'static str, usize> = BTreeMap::new();
    let groups: RefCell<VecDeque<Option<String>>> = RefCell::default();
    let mut feed = std::iter::from_fn(|| {
        let item = items.next()?;
        groups.borrow_mut().push_back(items.group().map(str::to_owned));
        Some(item)
    });
    let tally = read_each(&mut feed, waiting, batch, quiet, work, |result| {
        if let Err(refused) = &result {
            *reasons.entry(refused.reason.code).or_default() += 1;
        }
        let group = groups.borrow_mut().pop_front().flatten();
        sink(result, group)
    })?;
    for (name, note) in items.notes() {
        show(&name, &[note], quiet, &ProgressBar::hidden());
    }
    let all = tally.read + tally.refused;
    if tally.refused > 0 && all > 1 {
        let reasons: Vec<String> = reasons.iter().map(|(code, n)| format!("{n} {code}")).collect();
        let message = format!("{all} items: {} read, {} refused ({})", tally.read, tally.refused, reasons.join(", "));
        show("", &[Note::warning("accounting", message)], quiet, &ProgressBar::hidden());
    }
    if all == 0 {
        return Ok(no_report("there is no report: the folder holds no file, or the input no line", quiet));
    }
    Ok(Outcome::of(tally.read, tally.refused))
}

/// The same for items from anywhere, of which `waiting` are known to come; how many were read and refused.
pub(crate) fn read_each<T: Send>(
    items: &mut dyn Iterator<Item = Result<RawItem, Refused>>,
    waiting: usize,
    batch: &Batch<'_>,
    quiet: bool,
    work: impl Fn(&RawItem) -> Result<Noted<T>, Refused> + Sync,
    mut sink: impl FnMut(Result<Noted<T>, Refused>) -> anyhow::Result<()>,
) -> anyhow::Result<Tally> {
    let mut bar = progress(waiting, quiet);
    let tally = batch.run(items, work, |done| {
        show_coded(&done, quiet, &bar);
        bar.inc(1);
        if bar.position() == MANY && bar.is_hidden() {
            bar = counter(quiet);
            bar.set_position(MANY);
        }
        sink(done.result)
    })?;
    bar.finish_and_clear();
    Ok(tally)
}

/// Says that there was nothing to read.
pub(crate) fn no_report(message: &str, quiet: bool) -> Outcome {
    show("", &[Note::error("nothing", message)], quiet, &ProgressBar::hidden());
    Outcome::NothingRead
}

/// Counts reports with and without a date: where none has one, the user should know before relying on the records.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Dates {
    read: usize,
    dated: usize,
}

impl Dates {
    pub(crate) fn add(&mut self, dated: bool) {
        self.read += 1;
        self.dated += usize::from(dated);
    }

    /// Says so where no report has a date.
    pub(crate) fn tell(self, from: From, quiet: bool) {
        if self.read == 0 || self.dated > 0 {
            return;
        }
        let remedy = match from {
            From::Jsonl | From::Json | From::Csv | From::Tsv => {
                "name the field that holds it with --date FIELD, or give one with --date YYYY-MM-DD"
            }
            _ => "give one with --date YYYY-MM-DD",
        };
        let which = if self.read == 1 { "the report has" } else { "none of the reports has" };
        let message = format!("{which} a date, so that no record has one, and no office is looked up by it; {remedy}");
        let message = if self.read == 1 { message.replace("has a date", "has no date") } else { message };
        show("", &[Note::warning("undated", message)], quiet, &ProgressBar::hidden());
    }
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

/// Reports of one file after which they are counted before the user's eyes.
const MANY: u64 = 256;

/// Counts reports whose number is not known before.
fn counter(quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    let template = "{pos} reports  {per_sec}";
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// Shows a refusal outside [`read_all`], in the same form.
pub(crate) fn show_refused(refused: &Refused, quiet: bool) {
    show(&refused.id, &refused.notes, quiet, &ProgressBar::hidden());
    show(&refused.id, std::slice::from_ref(&refused.reason), quiet, &ProgressBar::hidden());
}

/// Shows what there is to say about an item that was worked on, above a bar.
pub(crate) fn show_coded<T>(done: &Done<T>, quiet: bool, bar: &ProgressBar) {
    match &done.result {
        Ok(noted) => show(&done.name, &noted.notes, quiet, bar),
        Err(refused) => {
            show(&done.name, &refused.notes, quiet, bar);
            show(&done.name, std::slice::from_ref(&refused.reason), quiet, bar);
        }
    }
}

/// Shows notes on what is set aside before anything is read, behind the name of what they are about.
pub(crate) fn show_notes(name: &str, notes: &[Note]) {
    show(name, notes, false, &ProgressBar::hidden());
}

/// Notes for people, each behind the name of its item. Names and messages may quote what was read: see [`plain`].
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
        bar.suspend(|| tell(&line));
    }
}
