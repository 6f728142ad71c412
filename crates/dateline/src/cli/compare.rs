//! `dateline compare`.

use super::Outcome;
use super::input::{InputArguments, ModelArguments, read_all};
use crate::coder::Coded;
use crate::source::{From, Items};
use crate::{Coder, view};
use anyhow::{Context, bail};
use clap::ValueEnum;
use dateline_story::{Report, compare, wire};
use dateline_text::{Noted, RawItem, Refused};
use serde_json::json;
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
    /// Write there instead of to standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    model: ModelArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading in a terminal.
    Text,
    /// One object a comparison (the records contract, version 1).
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
        bail!("--by gives many comparisons, --format html writes one page; compare one story, or use --format json");
    }
    if a.by.is_some() && a.from != From::Jsonl {
        bail!("--by names a field of JSON lines: add --from jsonl");
    }
    let (items, groups) = grouped(a, &coder)?;
    let mut shown = Shown { format, all: a.all, by: a.by.as_deref(), out: Vec::new(), compared: 0 };
    let mut open: Vec<Coded> = Vec::new();
    let mut sink = sink(a, format)?;
    let mut number = 0;
    let work = |item: &RawItem| -> Result<Noted<Coded>, Refused> {
        let mut coded = coder.code(item)?;
        let notes = std::mem::take(&mut coded.notes);
        Ok(Noted { value: coded, notes })
    };
    let mut fewer = Vec::new();
    let outcome = read_all(Items::ready(items), a.input.quiet, work, |result| {
        let group = groups[number].clone();
        number += 1;
        open.extend(result.ok().map(|noted| noted.value));
        if groups.get(number) != Some(&group) {
            if !shown.story(group.as_deref(), &open) {
                fewer.push((group, open.len()));
            }
            open.clear();
            sink.write_all(&std::mem::take(&mut shown.out))?;
        }
        Ok(())
    })?;
    sink.flush()?;
    if shown.compared == 0 {
        let read = fewer.iter().map(|f| f.1).max().unwrap_or(0);
        let read = match read {
            0 => "no report could be read",
            _ => "only one report could be read",
        };
        bail!("a comparison needs two or more reports: {read}");
    }
    for (group, _) in fewer.iter().filter(|_| !a.input.quiet) {
        super::complain(&format!("story {}: fewer than two reports could be read", group.as_deref().unwrap_or("-")));
    }
    Ok(outcome)
}

/// What a source hands over.
type Item = Result<RawItem, Refused>;

/// Items with the group each belongs to, groups together, both in the order of their first report.
type Grouped = (Vec<Item>, Vec<Option<String>>);

/// Reads all items. Their texts are held, so that a story's reports need not stand together in the input.
fn grouped(a: &Arguments, coder: &Coder) -> anyhow::Result<Grouped> {
    let mut items = a.input.items(a.from, coder)?;
    if let Some(field) = &a.by {
        items = items.by(field);
    }
    let mut places: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut names: Vec<Option<String>> = Vec::new();
    let mut lists: Vec<Vec<Result<RawItem, Refused>>> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(mut item) = items.next() {
        let group = items.group().map(str::to_owned);
        // A comparison names its reports by their ids: a second one of the same name gets a number.
        if let Ok(RawItem { id: Some(id), .. }) = &mut item {
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

fn sink(a: &Arguments, format: Format) -> anyhow::Result<Box<dyn Write>> {
    Ok(match &a.output {
        Some(path) => {
            let file = std::fs::File::create(path).with_context(|| path.display().to_string())?;
            // A file is no terminal: colours would stand in it as signs.
            if format == Format::Text { Box::new(anstream::StripStream::new(file)) } else { Box::new(file) }
        }
        None if format == Format::Text => Box::new(anstream::stdout().lock()),
        None => Box::new(std::io::BufWriter::new(std::io::stdout().lock())),
    })
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
        self.compared += 1;
        let reports: Vec<Report<'_>> =
            coded.iter().map(|c| Report { analysis: &c.analysis, records: &c.records }).collect();
        let comparison = compare(&reports);
        match self.format {
            Format::Json => {
                let mut value = wire::comparison(&comparison, &reports, "plover-2.0");
                if let Some(group) = group.filter(|_| self.by.is_some()) {
                    value["group"] = json!(group);
                }
                self.out.extend(format!("{value}\n").into_bytes());
            }
            Format::Text => {
                let most = if self.all { usize::MAX } else { view::compare::SHOWN };
                let page = view::compare::draw(&comparison, &reports, group, view::width(), most);
                self.out.extend(page.into_bytes());
            }
            Format::Html => self.out.extend(view::html::page(&comparison, &reports).into_bytes()),
        }
        true
    }
}
