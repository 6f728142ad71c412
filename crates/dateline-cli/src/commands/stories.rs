//! `dateline stories`.

use super::Outcome;
use super::input::{From, InputArguments, read_all_grouped, show_notes};
use super::shown::{Shape, ShownArguments};
use crate::output::Output;
use crate::usage::usage;
use crate::view;
use clap::ValueEnum;
use dateline::contract::wire;
use dateline::story::cluster::{Clusterer, Outline, Settings, Story};
use dateline::text::document::document;
use dateline::{Batch, Coder, Note, Noted, RawItem, Refused};
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::sync::Arc;

/// Many reports grouped into stories: the reports that tell one event.
///
/// Each story comes with its reports in order, its outlets, the passages that one has from another word for word and who
/// had them first, how many reports stand on their own, and what was changed between two texts of one address. Reports may
/// come in any order, with or without dates; one without a date stands where it came. No model is needed: some thousand
/// reports a second are grouped on one core, and a story is printed when no report can join it any longer, so that memory
/// does not grow with their number.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline stories articles.jsonl                      the stories, the largest with their headlines first
  dateline stories news/ --format jsonl > stories.jsonl
  dateline stories articles.jsonl --window 7           reports of one story lie up to a week apart
  dateline stories articles.csv --by language --format csv -o stories.csv
  dateline stories articles.jsonl --format jsonl | jq -c 'select(.versions != []) | .versions'

Exit codes: 0 done; 1 nothing could be read; 2 some inputs were refused, each with a note; 64 the command line was wrong.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "auto")]
    from: From,
    /// The field of JSON, or the column of a table, within whose values reports are grouped: no story has reports of two.
    #[arg(long, value_name = "FIELD")]
    by: Option<String>,
    /// Days that two reports of one story may lie apart.
    #[arg(long, value_name = "DAYS", default_value_t = Settings::WINDOW)]
    window: u16,
    /// Reports that are held back until those that should have come before them are there.
    #[arg(long, value_name = "REPORTS", default_value_t = Settings::default().held)]
    hold: usize,
    /// Reports that are open at the most. Of reports without a date this is the window: no story has two that lie further
    /// apart.
    #[arg(long, value_name = "REPORTS", default_value_t = Settings::default().open, value_parser = at_least_one)]
    open: usize,
    /// Leave out stories of fewer reports than this.
    #[arg(long, value_name = "REPORTS", default_value_t = 1)]
    least: usize,
    /// Threads to read with, four a core at the most; 0 takes one a core. The output is the same with any number.
    #[arg(long, default_value_t = 0, value_name = "N")]
    threads: usize,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "a number from 1 is wanted".to_owned())
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One story a line (the records contract, version 2).
    Jsonl,
    /// For reading: the largest stories first.
    Table,
    /// One report a row, with its story.
    Csv,
}

impl Shape for Format {
    const TABLE: Self = Self::Table;
    const LINES: Self = Self::Jsonl;

    fn of_ending(ending: &str) -> Option<Self> {
        (ending == "csv").then_some(Self::Csv)
    }
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    if a.by.is_some() && !a.from.has_fields() {
        return Err(usage("--by names a field of JSON or a column of a table, and --from says that the input is none"));
    }
    let coder = Coder::default();
    let batch = Batch::new(&coder).threads(a.threads);
    let items = a.input.items(a.from, a.by.as_deref(), &coder)?;
    let out = a.shown.open(&a.input.files())?;
    let settings = Settings { window: a.window, held: a.hold, open: a.open };
    let mut run = Run { a, settings, out, groups: BTreeMap::new(), names: HashMap::new(), table: Vec::new(), told: 0 };
    if a.shown.format() == Format::Csv {
        run.out.write_all(view::stories::CSV_HEAD.as_bytes())?;
    }
    let work = |item: &RawItem| -> Result<Noted<(Outline, Arc<str>)>, Refused> {
        let read = document(item, &coder.limits)?;
        Ok(Noted { value: (Outline::of(&read.value), read.value.text), notes: read.notes })
    };
    let outcome = read_all_grouped(items, &batch, a.input.quiet, work, |result, group| match result {
        Ok(Noted { value: (outline, text), .. }) => run.add(group.as_deref(), outline, text),
        Err(refused) => run.refuse(&refused),
    })?;
    run.end(outcome)
}

/// A run over all reports.
struct Run<'a> {
    a: &'a Arguments,
    settings: Settings,
    out: Output,
    groups: BTreeMap<Option<String>, Clusterer>,
    /// How often an id has come.
    names: HashMap<String, usize>,
    /// Stories that wait to be drawn together.
    table: Vec<view::stories::Row>,
    told: usize,
}

impl Run<'_> {
    fn add(&mut self, group: Option<&str>, mut outline: Outline, text: Arc<str>) -> anyhow::Result<()> {
        // A story names its reports by their ids: a second one of the same name gets a number.
        let times = self.names.entry(outline.doc.clone()).and_modify(|n| *n += 1).or_insert(1);
        if *times > 1 {
            outline.doc = format!("{} ({times})", outline.doc);
        }
        let settings = self.settings;
        let clusterer = self.groups.entry(group.map(str::to_owned)).or_insert_with(|| Clusterer::new(settings));
        let told = clusterer.add(outline, text);
        told.iter().try_for_each(|story| self.tell(story, group))
    }

    fn refuse(&mut self, refused: &Refused) -> anyhow::Result<()> {
        if self.a.shown.format() == Format::Jsonl {
            for note in wire::refusal(refused) {
                self.out.write_all((note.json() + "\n").as_bytes())?;
            }
        }
        Ok(())
    }

    fn tell(&mut self, story: &Story, group: Option<&str>) -> anyhow::Result<()> {
        if story.members.len() < self.a.least {
            return Ok(());
        }
        self.told += 1;
        match self.a.shown.format() {
            Format::Jsonl => self.out.write_all((story.line(group).json() + "\n").as_bytes())?,
            Format::Csv => self.out.write_all(view::stories::csv(story, group).as_bytes())?,
            Format::Table => self.table.push(view::stories::Row::of(story, group)),
        }
        Ok(())
    }

    fn end(mut self, outcome: Outcome) -> anyhow::Result<Outcome> {
        let (mut late, mut crowded) = (0, 0);
        for (group, mut clusterer) in std::mem::take(&mut self.groups) {
            let told = clusterer.finish();
            told.iter().try_for_each(|story| self.tell(story, group.as_deref()))?;
            late += clusterer.late();
            crowded += clusterer.crowded();
        }
        if self.a.shown.format() == Format::Table {
            let drawn = view::stories::draw(std::mem::take(&mut self.table), view::width());
            self.out.write_all(drawn.as_bytes())?;
        }
        self.remark(late, crowded);
        self.out.finish(outcome != Outcome::NothingRead)?;
        Ok(outcome)
    }

    /// Says what the user should know of how it went.
    fn remark(&self, late: usize, crowded: usize) {
        if self.a.input.quiet {
            return;
        }
        if late > 0 {
            let message = format!(
                "{late} reports came more than {} days late and {} others, so that they may lack their story; hold more back with --hold",
                self.settings.window, self.settings.held
            );
            show_notes("", &[Note::warning("late", message)]);
        }
        if crowded > 0 {
            let message = format!(
                "{crowded} reports were closed before {} days had passed, since more than {} were open; keep more open with --open",
                u32::from(self.settings.window) * 2,
                self.settings.open
            );
            show_notes("", &[Note::warning("crowded", message)]);
        }
    }
}
