//! `dateline compare`.

use super::input::{Dates, From, InputArguments, ModelArguments, read_all, show_refused};
use super::{Outcome, usage};
use crate::output::{Output, complain};
use crate::view;
use anyhow::bail;
use clap::ValueEnum;
use dateline::batch::guarded;
use dateline::contract::wire::json;
use dateline::story::{Report, compare, wire};
use dateline::{Batch, Codebook, Coded, Coder, Items, Noted, RawItem, Refused};
use std::collections::BTreeMap;
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
  dateline compare --from jsonl articles.jsonl --by story > comparisons.jsonl")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "text")]
    from: From,
    /// The field of JSON lines that says which story a report belongs to: one comparison a story, with its `group`.
    #[arg(long, value_name = "FIELD", requires_if("jsonl", "from"))]
    by: Option<String>,
    /// What is printed; `text` on a terminal, else `json`.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Show all points, not the weightiest of each section.
    #[arg(long)]
    all: bool,
    /// Write there instead of to standard output; what stood there is kept until the whole is written.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
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
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let coder = a.model.coder()?;
    let terminal = a.output.is_none() && std::io::stdout().is_terminal();
    let format = a.format.unwrap_or(match &a.output {
        Some(path) if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("html")) => Format::Html,
        _ if terminal => Format::Text,
        _ => Format::Json,
    });
    if a.by.is_some() && format == Format::Html {
        return Err(usage(
            "--by gives many comparisons, --format html writes one page; compare one story, or use --format json",
        ));
    }
    if a.by.is_some() && a.from != From::Jsonl {
        return Err(usage("--by names a field of JSON lines: add --from jsonl"));
    }
    let (items, groups) = grouped(a, &coder)?;
    let mut shown = Shown { format, all: a.all, by: a.by.as_deref(), out: Vec::new(), compared: 0 };
    let mut open: Vec<Coded> = Vec::new();
    let mut sink = Output::open(a.output.as_deref(), &a.input.files(), format == Format::Text)?;
    let batch = Batch::new(&coder).threads(a.model.threads);
    let mut dates = Dates::default();
    let mut number = 0;
    let work = |item: &RawItem| -> Result<Noted<Coded>, Refused> {
        let mut coded = coder.code(item)?;
        let notes = std::mem::take(&mut coded.notes);
        Ok(Noted { value: coded, notes })
    };
    let (mut fewer, mut faults) = (Vec::new(), 0);
    let outcome = read_all(Items::ready(items), &batch, a.input.quiet, work, |result| {
        let group = groups[number].clone();
        number += 1;
        open.extend(result.ok().map(|noted| noted.value));
        if let Some(last) = open.last() {
            dates.add(last.analysis.document.date.is_some());
        }
        if groups.get(number) != Some(&group) {
            match guarded(group.as_deref().unwrap_or("the comparison"), || Ok(shown.story(group.as_deref(), &open))) {
                Ok(true) => {}
                Ok(false) => fewer.push((group, open.len())),
                Err(refused) => {
                    show_refused(&refused, a.input.quiet);
                    faults += 1;
                }
            }
            open.clear();
            sink.write_all(&std::mem::take(&mut shown.out))?;
        }
        Ok(())
    })?;
    dates.tell(a.from, a.input.quiet);
    sink.finish(shown.compared > 0)?;
    if shown.compared == 0 && faults == 0 {
        let read = fewer.iter().map(|f| f.1).max().unwrap_or(0);
        let read = match read {
            0 => "no report could be read",
            _ => "only one report could be read",
        };
        bail!("a comparison needs two or more reports: {read}");
    }
    for (group, _) in fewer.iter().filter(|_| !a.input.quiet) {
        complain(&format!("story {}: fewer than two reports could be read", group.as_deref().unwrap_or("-")));
    }
    Ok(match (faults, shown.compared) {
        (0, _) => outcome,
        (_, 0) => Outcome::NothingRead,
        _ => Outcome::SomeRefused,
    })
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
    let names = names.iter().zip(&lists).flat_map(|(name, list)| list.iter().map(move |_| name.clone())).collect();
    Ok((lists.into_iter().flatten().collect(), names))
}

struct Shown<'a> {
    format: Format,
    all: bool,
    by: Option<&'a str>,
    out: Vec<u8>,
    compared: usize,
}

impl Shown<'_> {
    /// Compares and shows the reports of one story; `false` where there are fewer than two.
    fn story(&mut self, group: Option<&str>, coded: &[Coded]) -> bool {
        if coded.len() < 2 {
            return false;
        }
        let reports: Vec<Report<'_>> =
            coded.iter().map(|c| Report { analysis: &c.analysis, records: &c.records }).collect();
        let comparison = compare(&reports);
        match self.format {
            Format::Json => {
                let mut value = wire::comparison(&comparison, &reports, Codebook::Plover20);
                value.group = group.filter(|_| self.by.is_some()).map(str::to_owned);
                self.out.extend((json(&value) + "\n").into_bytes());
            }
            Format::Text => {
                let most = if self.all { usize::MAX } else { view::compare::SHOWN };
                let page = view::compare::draw(&comparison, &reports, group, view::width(), most);
                self.out.extend(page.into_bytes());
            }
            Format::Html => self.out.extend(view::html::page(&comparison, &reports).into_bytes()),
        }
        self.compared += 1;
        true
    }
}
