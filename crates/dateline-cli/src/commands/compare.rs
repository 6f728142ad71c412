//! `dateline compare`.

use super::Outcome;
use super::input::{Dates, From, InputArguments, ModelArguments, TableArguments, read_all, show_notes, show_refused};
use super::pages::{INDEX, Pages};
use crate::output::{Output, complain};
use crate::usage::usage;
use crate::view;
use crate::view::html::index::Entry;
use anyhow::bail;
use clap::ValueEnum;
use dateline::batch::guarded;
use dateline::contract::wire::json;
use dateline::story::{Report, compare, sentence_pairs, tellings, wire};
use dateline::{Batch, Codebook, Coded, Coder, Items, RawItem, Refused};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// Several reports of one story side by side: what all tell, what one alone tells, where they part.
///
/// Quotations that were cut or altered, counts that differ, passages copied word for word, and who lost an attribution.
/// What a report leaves untold it does not contradict, and no verdict on truth is given.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline compare wire.txt daily.txt
  dateline compare reports/ --all | less -R
  dateline compare a.txt b.txt c.txt --format html -o story.html
  dateline compare a.txt b.txt --format json | jq '.points[] | select(.of == \"attribution\")'
  dateline compare a.txt b.txt --format json-ld -o story.jsonld
  dateline compare articles.jsonl --by story > comparisons.jsonl
  dateline compare articles.jsonl --by story --format html -o stories/")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "auto")]
    from: From,
    /// The field of JSON, or the column of a table, that says which story a report belongs to: one comparison a story, with its `group`.
    #[arg(long, value_name = "FIELD")]
    by: Option<String>,
    /// What is printed; `text` on a terminal, else `json`.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Show all points, not the weightiest of each section.
    #[arg(long)]
    all: bool,
    /// Write there instead of to standard output; what stood there is kept until the whole is written. With `--by` and
    /// `--format html` a folder: a page a story and `index.html`, which links them.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    tables: TableArguments,
    #[command(flatten)]
    model: ModelArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading in a terminal.
    Text,
    /// One object a comparison (the records contract, version 2).
    Json,
    /// One page that needs nothing else.
    Html,
    /// JSON-LD in the words of schema.org, one object a comparison: claims, where each appears, and how reports differ.
    JsonLd,
    /// What pairs of sentences are judged by, for training.
    #[value(hide = true)]
    Pairs,
    /// What tellings are judged by, for training.
    #[value(hide = true)]
    Tellings,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let coder = a.tables.over(a.model.coder()?, a.input.quiet)?;
    let format = format(a)?;
    let (items, groups) = grouped(a, &coder)?;
    let mut out = match &a.output {
        Some(folder) if a.by.is_some() && format == Format::Html => Out::Pages(Pages::open(folder, &a.input.files())?),
        to => Out::One(Output::open(to.as_deref(), &a.input.files(), format == Format::Text)?),
    };
    let mut stories = Stories { a, format, open: Vec::new(), compared: 0, fewer: Vec::new(), faults: 0 };
    let batch = Batch::new(&coder).threads(a.model.threads);
    let (mut dates, mut number) = (Dates::default(), 0);
    let work = |item: &RawItem| batch.code_one(item);
    let outcome = read_all(Items::ready(items), &batch, a.input.quiet, work, |result| {
        let group = &groups[number];
        number += 1;
        if let Ok(noted) = result {
            dates.add(noted.value.analysis.document.date.is_some());
            stories.open.push(noted.value);
        }
        if groups.get(number) != Some(group)
            && let Some(shown) = stories.end(group.as_deref())
        {
            out.put(shown)?;
        }
        Ok(())
    })?;
    dates.tell(a.from, a.input.quiet);
    out.finish(stories.compared > 0)?;
    stories.outcome(outcome)
}

/// What is printed; an error where that and the input do not go together.
fn format(a: &Arguments) -> anyhow::Result<Format> {
    let terminal = a.output.is_none() && std::io::stdout().is_terminal();
    let format = a.format.unwrap_or(match &a.output {
        Some(path) if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("html")) => Format::Html,
        Some(path) if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonld")) => Format::JsonLd,
        _ if terminal => Format::Text,
        _ => Format::Json,
    });
    if a.by.is_some() && format == Format::Html && a.output.is_none() {
        return Err(usage("--by with --format html writes a page a story; name a folder for them with -o"));
    }
    if a.by.is_some() && !a.from.has_fields() {
        return Err(usage("--by names a field of JSON or a column of a table, and --from says that the input is none"));
    }
    Ok(format)
}

/// A comparison as it is printed, and as the index of many pages tells of it.
struct Shown {
    text: String,
    entry: Option<Entry>,
}

/// Where comparisons go: all to one place, or a page each to a folder.
enum Out {
    One(Output),
    Pages(Pages),
}

impl Out {
    fn put(&mut self, shown: Shown) -> anyhow::Result<()> {
        match self {
            Self::One(out) => Ok(out.write_all(shown.text.as_bytes())?),
            Self::Pages(pages) => shown.entry.map_or(Ok(()), |entry| pages.put(entry, &shown.text)),
        }
    }

    fn finish(self, keep: bool) -> anyhow::Result<()> {
        match self {
            Self::One(out) => out.finish(keep),
            Self::Pages(pages) if keep => pages.finish(),
            Self::Pages(_) => Ok(()),
        }
    }
}

/// What a source hands over.
type Item = Result<RawItem, Refused>;

/// Items with the group each belongs to, groups together, both in the order of their first report.
type Grouped = (Vec<Item>, Vec<Option<String>>);

/// Reads all items. Their texts are held, so that a story's reports need not stand together in the input.
fn grouped(a: &Arguments, coder: &Coder) -> anyhow::Result<Grouped> {
    let mut items = a.input.items(a.from, a.by.as_deref(), coder)?;
    let mut places: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut names: Vec<Option<String>> = Vec::new();
    let mut lists: Vec<Vec<Result<RawItem, Refused>>> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(mut item) = items.next() {
        let group = items.group().map(str::to_owned);
        // A comparison names its reports by their ids: a second one of the same name gets a number.
        if let Ok(RawItem { id: Some(id), .. } | RawItem { name: Some(id), .. }) = &mut item {
            let times = seen.entry(id.clone()).and_modify(|n| *n += 1).or_insert(1);
            if *times > 1 {
                *id = format!("{id} ({times})");
            }
        }
        let place = *places.entry(group.clone()).or_insert(lists.len());
        if place == lists.len() {
            names.push(group);
            lists.push(Vec::new());
        }
        lists[place].push(item);
    }
    for (name, note) in items.notes().into_iter().filter(|_| !a.input.quiet) {
        show_notes(&name, &[note]);
    }
    let names = names.iter().zip(&lists).flat_map(|(name, list)| list.iter().map(move |_| name.clone())).collect();
    Ok((lists.into_iter().flatten().collect(), names))
}

/// The stories of a run, one after the other.
struct Stories<'a> {
    a: &'a Arguments,
    format: Format,
    /// The reports of the story at hand that could be read.
    open: Vec<Coded>,
    compared: usize,
    /// Stories of fewer than two reports, with how many there were.
    fewer: Vec<(Option<String>, usize)>,
    /// Stories that met a fault of ours.
    faults: usize,
}

impl Stories<'_> {
    /// Compares the reports of the story at hand, and ends it; nothing where there are fewer than two.
    fn end(&mut self, group: Option<&str>) -> Option<Shown> {
        let open = std::mem::take(&mut self.open);
        if open.len() < 2 {
            self.fewer.push((group.map(str::to_owned), open.len()));
            return None;
        }
        match guarded(group.unwrap_or("the comparison"), || Ok(self.shown(group, &open))) {
            Ok(shown) => {
                self.compared += 1;
                Some(shown)
            }
            Err(refused) => {
                show_refused(&refused, self.a.input.quiet);
                self.faults += 1;
                None
            }
        }
    }

    fn shown(&self, group: Option<&str>, coded: &[Coded]) -> Shown {
        let reports: Vec<Report<'_>> =
            coded.iter().map(|c| Report { analysis: &c.analysis, records: &c.records, times: &c.times }).collect();
        match self.format {
            Format::Pairs => return Shown { text: pairs(&reports), entry: None },
            Format::Tellings => return Shown { text: told(&reports), entry: None },
            _ => {}
        }
        let comparison = compare(&reports);
        let group = group.filter(|_| self.a.by.is_some());
        let text = match self.format {
            Format::Json => {
                let mut value = wire::comparison(&comparison, &reports, Codebook::Plover20);
                value.group = group.map(str::to_owned);
                json(&value) + "\n"
            }
            Format::Text => {
                let most = if self.a.all { usize::MAX } else { view::compare::SHOWN };
                view::compare::draw(&comparison, &reports, group, view::width(), most)
            }
            Format::Html => view::html::page(&comparison, &reports, group.map(|_| INDEX)),
            Format::JsonLd => view::linked::graph(&comparison, &reports, group),
            Format::Pairs | Format::Tellings => String::new(),
        };
        let entry = group.filter(|_| self.format == Format::Html);
        Shown { text, entry: entry.map(|group| Entry::new(group, &comparison, &reports)) }
    }

    /// How the run ended, where reading ended with `outcome`.
    fn outcome(self, outcome: Outcome) -> anyhow::Result<Outcome> {
        if self.compared == 0 && self.faults == 0 {
            let read = match self.fewer.iter().map(|f| f.1).max().unwrap_or(0) {
                0 => "no report could be read",
                _ => "only one report could be read",
            };
            bail!("a comparison needs two or more reports: {read}");
        }
        for (group, _) in self.fewer.iter().filter(|_| !self.a.input.quiet) {
            complain(&format!("story {}: fewer than two reports could be read", group.as_deref().unwrap_or("-")));
        }
        Ok(match (self.faults, self.compared) {
            (0, _) => outcome,
            (_, 0) => Outcome::NothingRead,
            _ => Outcome::SomeRefused,
        })
    }
}

/// A line a pair of sentences: their reports and places in code points, then what they are judged by.
fn pairs(reports: &[Report<'_>]) -> String {
    let mut out = String::new();
    for (pair, a, b) in sentence_pairs(reports) {
        for ((report, _), span) in [(pair.a, a), (pair.b, b)] {
            let document = &reports[report].analysis.document;
            let points = |to: usize| document.text[..to].chars().count();
            let _ = write!(out, "{}\t{}\t{}\t", document.id, points(span.start()), points(span.end()));
        }
        let _ = write!(out, "{}", pair.score);
        for n in pair.numbers {
            let _ = write!(out, "\t{n}");
        }
        out.push('\n');
    }
    out
}

/// A line a telling: its report, its places in code points (`start-end`, parted by commas), what it is judged by.
fn told(reports: &[Report<'_>]) -> String {
    let mut out = String::new();
    for (place, content, numbers) in tellings(reports) {
        let document = &reports[place.report].analysis.document;
        let points = |to: usize| document.text[..to].chars().count();
        let spans: Vec<String> = content.iter().map(|s| format!("{}-{}", points(s.start()), points(s.end()))).collect();
        let _ = write!(out, "{}\t{}", document.id, spans.join(","));
        for n in numbers {
            let _ = write!(out, "\t{n}");
        }
        out.push('\n');
    }
    out
}
