//! `dateline system`.

use super::Outcome;
use super::input::{Dates, From, InputArguments, ModelArguments, TableArguments, read_all, show_notes};
use super::shown::{Shape, ShownArguments};
use crate::usage::usage;
use crate::view;
use anyhow::Context;
use clap::ValueEnum;
use dateline::contract::Codebook;
use dateline::contract::wire::Line;
use dateline::story::system::{Level, Options, System};
use dateline::{Batch, Note, Noted, RawItem, Refused};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

/// The system of actors over many reports: who does what to whom by day, who begins, who stands between, who behind.
///
/// Reads reports, or with --records the lines that `dateline read --format jsonl` wrote. Acts are counted twice: by report, as
/// often as they are told, and by happening, once for a pair, category and day however many reports tell them. A pair is
/// who does it and to whom; talks count for each with each. What is negated, to come, possible or long past is left out
/// unless --all is given. A go-between has friendly words or deeds with both sides of a pair in conflict and fights neither; a
/// backer is said to back one side, or aids it and turns against the other.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline system news/                                       the table of pairs, conflicts and warnings
  dateline read news/ --format jsonl -o records.jsonl         read once, ask often:
  dateline system --records records.jsonl --actor Sudan       the days of one actor
  dateline system --records records.jsonl -o system.svg       a network and a timeline
  dateline system --records records.jsonl -o system.gexf      for Gephi; .graphml for NetworkX, igraph, Cytoscape
  dateline system --records records.jsonl --format csv        a row a pair and day

Exit codes: 0 done; 1 nothing could be read; 2 some inputs were refused, each with a note; 64 the command line was wrong.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "auto")]
    from: From,
    /// The input are lines of records, as `dateline read --format jsonl` writes them.
    #[arg(long)]
    records: bool,
    /// What the nodes are.
    #[arg(long, value_enum, default_value = "sector")]
    nodes: Nodes,
    /// Count also what is negated, to come, possible or long past.
    #[arg(long)]
    all: bool,
    /// Tell the acts of one actor in the order of their days: a node (`SDN`, `SDN REB`) or what it is called; of a person or body
    /// with --nodes name.
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
    #[command(flatten)]
    shown: ShownArguments<Format>,
    #[command(flatten)]
    tables: TableArguments,
    #[command(flatten)]
    model: ModelArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Nodes {
    /// Countries and organisations.
    Country,
    /// A country's government, and each other sector of it.
    Sector,
    /// Persons and bodies by name.
    Name,
}

impl Nodes {
    pub(super) fn level(self) -> Level {
        match self {
            Self::Country => Level::Country,
            Self::Sector => Level::Sector,
            Self::Name => Level::Name,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object (the records contract, version 2).
    Json,
    /// For reading in a terminal.
    Table,
    /// A row a pair and day; with --actor a row an act.
    Csv,
    /// A picture: the network of actors and the days.
    Svg,
    /// A network for Gephi.
    Gexf,
    /// A network for NetworkX, igraph, Cytoscape, yEd.
    Graphml,
}

impl Shape for Format {
    const TABLE: Self = Self::Table;
    const LINES: Self = Self::Json;

    fn of_ending(ending: &str) -> Option<Self> {
        Self::from_str(ending, true).ok().filter(|f| *f != Self::Table)
    }
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let mut system = System::new(Options { level: a.nodes.level(), all: a.all });
    let mut out = a.shown.open(&a.input.files())?;
    let outcome = if a.records { records(a, &mut system)? } else { reports(a, &mut system)? };
    let picture = system.picture(a.actor.as_deref());
    if let (Some(name), Some([])) = (&a.actor, picture.acts.as_deref())
        && outcome != Outcome::NothingRead
        && !a.input.quiet
    {
        let message = format!(
            "no act of {name} was found; without --actor all are listed, and --nodes name has persons and bodies by name"
        );
        show_notes("", &[Note::warning("no-actor", message)]);
    }
    let shown = match a.shown.format() {
        Format::Json => dateline::contract::wire::json(&picture) + "\n",
        Format::Table => view::system::table::draw(&picture, view::width()),
        Format::Csv => view::system::csv::rows(&picture),
        Format::Svg => view::system::svg::picture(&picture),
        Format::Gexf => view::system::graph::gexf(&picture),
        Format::Graphml => view::system::graph::graphml(&picture),
    };
    out.write_all(shown.as_bytes())?;
    out.finish(outcome != Outcome::NothingRead)?;
    Ok(outcome)
}

/// Reads and codes reports.
fn reports(a: &Arguments, system: &mut System) -> anyhow::Result<Outcome> {
    let coder = a.tables.over(a.model.coder()?, a.input.quiet)?;
    let batch = Batch::new(&coder).threads(a.model.threads);
    let items = a.input.items(a.from, None, &coder)?;
    let mut dates = Dates::default();
    let work = |item: &RawItem| -> Result<Noted<(Vec<Line>, bool)>, Refused> {
        let coded = batch.code_one(item)?;
        let dated = coded.value.analysis.document.date.is_some();
        Ok(Noted { value: (coded.value.lines(Codebook::Plover20, false), dated), notes: coded.notes })
    };
    let outcome = read_all(items, &batch, a.input.quiet, work, |result| {
        if let Ok(Noted { value: (lines, dated), .. }) = result {
            dates.add(dated);
            system.add(&lines);
        }
        Ok(())
    })?;
    dates.tell(a.from, a.input.quiet);
    Ok(outcome)
}

/// Reads lines of records.
fn records(a: &Arguments, system: &mut System) -> anyhow::Result<Outcome> {
    let mut tally = Tally::default();
    for path in a.input.files() {
        if path == Path::new("-") {
            tally.file("standard input", BufReader::new(std::io::stdin()), system)?;
        } else {
            let name = path.display().to_string();
            let file = File::open(&path).map_err(|e| usage(format!("{name}: {e}")))?;
            tally.file(&name, BufReader::new(file), system)?;
        }
    }
    if !a.input.quiet {
        let refused = tally.refused.iter().map(|message| Note::error("bad-line", message.clone()));
        show_notes("", &refused.collect::<Vec<_>>());
        if tally.more > 0 {
            let message = format!("{} more lines that are no records were passed over", tally.more);
            show_notes("", &[Note::error("bad-line", message)]);
        }
        if tally.documents == 0 {
            let message = "there is no report among the lines; `dateline read --format jsonl` writes them";
            show_notes("", &[Note::error("nothing", message)]);
        }
    }
    Ok(match (tally.documents, tally.refused.len()) {
        (0, _) => Outcome::NothingRead,
        (read, refused) => Outcome::of(read, refused),
    })
}

/// Lines that are shown by themselves where they are no records.
const SHOWN: usize = 5;

/// How the reading of lines goes.
#[derive(Default)]
struct Tally {
    documents: usize,
    refused: Vec<String>,
    more: usize,
}

impl Tally {
    /// Reads the lines of a file, report by report.
    fn file(&mut self, name: &str, file: impl BufRead, system: &mut System) -> anyhow::Result<()> {
        let mut report: Vec<Line> = Vec::new();
        for (number, line) in file.lines().enumerate() {
            let line = line.with_context(|| name.to_owned())?;
            if line.trim().is_empty() {
                continue;
            }
            match Line::parse(&line) {
                Ok(line) => {
                    if matches!(line, Line::Document(_)) {
                        system.add(&report);
                        report.clear();
                        self.documents += 1;
                    }
                    report.push(line);
                }
                Err(_) if self.refused.len() == SHOWN => self.more += 1,
                Err(error) => self.refused.push(format!("{name}:{}: {error}", number + 1)),
            }
        }
        system.add(&report);
        Ok(())
    }
}
