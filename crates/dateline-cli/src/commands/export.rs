//! `dateline export`.

use super::Outcome;
use super::filters::Wanted;
use crate::output::{Output, tell};
use crate::usage::usage;
use crate::view::system::graph;
use anyhow::Context;
use clap::ValueEnum;
use dateline::contract::wire::{Event, Line};
use dateline::export::{
    Ledger, Once, Report, Row, brat, cell, gdelt, icews, label_studio, phoenix, plover, polecat, table, web,
};
use dateline::store::records::{self, Told};
use dateline::store::{Project, StoreError};
use dateline::story::system::{Options, System};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Events of a project file in the formats of other tools.
///
/// Tables have a row a pair (an act of two parties by one against two is four rows, talks of three are six), and an act that a
/// report tells more than once is one row: `--once telling` has each telling, `--once day` one row a pair, category and day over all
/// reports. What is negated, planned or only supposed is left out; formats that can say so have it with `--with-unreal`.
///
/// Cells are one line each, and what a spreadsheet would take for a formula begins with an apostrophe. docs/exports.md says of every
/// column where it comes from, and which are empty and why.
#[derive(clap::Args)]
#[command(after_help = "Formats:
  csv             a row a pair, with every field: ISO, Correlates of War and Gleditsch-Ward codes, words, places, status
  plover          PLOVER, one JSON object a line
  polecat         POLECAT, 40 columns, tab-separated with a header
  icews           ICEWS, 20 columns, tab-separated with a header
  phoenix         Phoenix, 26 columns, tab-separated, no header
  gdelt-events    GDELT 2.0 events, 61 columns, tab-separated, no header
  gdelt-mentions  GDELT 2.0 mentions, 16 columns, tab-separated, no header
  web-annotation  W3C Web Annotation, JSON-LD
  brat            a folder of .txt and .ann, with annotation.conf
  label-studio    tasks with predictions, and beside them the labelling interface (.xml)
  gexf, graphml   the network of actors, for Gephi, NetworkX, igraph

Examples:
  dateline export csv news.dateline -o events.csv
  dateline export polecat news.dateline --actor RUS --recipient UKR --since 2023 -o pair.tsv
  dateline export gdelt-events news.dateline --once day --min-confidence 0.8 -o 2023.export.csv
  dateline export plover news.dateline --with-text | jq .event
  dateline export brat news.dateline --event ASSAULT -o check/
  dateline export label-studio news.dateline -o tasks.json
  dateline export gexf news.dateline --nodes country -o actors.gexf")]
pub(crate) struct Arguments {
    /// The format.
    #[arg(value_enum)]
    to: To,
    /// The project file.
    file: PathBuf,
    /// Write there instead of to standard output; what stood there is kept until the whole is written. For brat a folder.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How often an act makes a row; `report`, and for annotations `telling`, where nothing is said.
    #[arg(long, value_enum)]
    once: Option<Often>,
    /// Each report's text as well (csv, plover).
    #[arg(long)]
    with_text: bool,
    /// What the nodes of a network are.
    #[arg(long, value_enum, default_value = "sector")]
    nodes: super::system::Nodes,
    #[command(flatten)]
    wanted: Wanted,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    Csv,
    Plover,
    Polecat,
    Icews,
    Phoenix,
    GdeltEvents,
    GdeltMentions,
    WebAnnotation,
    Brat,
    LabelStudio,
    Gexf,
    Graphml,
}

impl To {
    /// The words of reports are marked, so that every telling counts.
    fn marks(self) -> bool {
        matches!(self, Self::WebAnnotation | Self::Brat | Self::LabelStudio)
    }

    /// One row an event, its parties as lists.
    fn lists(self) -> bool {
        self.marks() || self == Self::Plover
    }

    /// It can say that an act is negated, planned or supposed; or a person looks at the words themselves.
    fn says_status(self) -> bool {
        self.marks() || matches!(self, Self::Csv | Self::Gexf | Self::Graphml)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Often {
    /// As often as it is told.
    Telling,
    /// Once in a report.
    Report,
    /// Once for a pair, category and day, over all reports.
    Day,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let name = a.to.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default();
    if a.with_text && !matches!(a.to, To::Csv | To::Plover) && !a.to.marks() {
        return Err(usage(format!("{name} has no place for a report's text; csv and plover have")));
    }
    if a.wanted.unreal() && !a.to.says_status() {
        return Err(usage(format!(
            "{name} cannot say that an act is negated, planned or supposed: with --with-unreal it would tell it as done; csv can"
        )));
    }
    let project = Project::read(&a.file)?;
    let mut reports = Reports { project: &project, a, numbers: Vec::new() };
    reports.numbers = records::reports(&project, &a.wanted.filter()).map_err(meant)?;
    let counted = match a.to {
        To::Brat => folder(&reports)?,
        To::Gexf | To::Graphml => network(&reports)?,
        _ => file(&reports)?,
    };
    tell(&format!("{}: {counted} of {} reports", a.file.display(), reports.numbers.len()));
    Ok(Outcome::Done)
}

/// A filter without a meaning is an error of the command line.
pub(super) fn meant(e: StoreError) -> anyhow::Error {
    match e {
        StoreError::Filter(_) => usage(e.to_string()),
        e => e.into(),
    }
}

/// The reports that are exported.
struct Reports<'p> {
    project: &'p Project,
    a: &'p Arguments,
    numbers: Vec<i64>,
}

impl Reports<'_> {
    fn each(&self, mut take: impl FnMut(&Report<'_>, &Told) -> anyhow::Result<()>) -> anyhow::Result<()> {
        let filter = self.a.wanted.filter();
        for number in &self.numbers {
            let Some(told) = records::told(self.project, &filter, *number)? else { continue };
            if let Some(report) = Report::of(told.report, &told.text, &told.lines) {
                take(&report, &told)?;
            }
        }
        Ok(())
    }

    fn ledger(&self) -> Ledger {
        let often = self.a.once.unwrap_or(if self.a.to.marks() { Often::Telling } else { Often::Report });
        Ledger::new(match often {
            Often::Telling => Once::Telling,
            Often::Report => Once::Report,
            Often::Day => Once::Day,
        })
    }

    /// The rows of each report; of a format that has parties as lists one an event.
    fn rows(
        &self,
        ledger: &mut Ledger,
        mut take: impl FnMut(&Report<'_>, &[Row<'_>], &Told) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let asked = self.a.wanted.asked();
        self.each(|report, told| {
            let wanted = |e: &Event| told.chosen.contains(&e.id);
            let mut rows = ledger.rows(report, &wanted, &asked);
            if self.a.to.lists() {
                rows.dedup_by(|later, kept| later.event.id == kept.event.id);
            }
            take(report, &rows, told)
        })
    }
}

/// What stands before, between and behind the pieces of a file.
fn frame(a: &Arguments) -> [String; 3] {
    let head = |columns: &str| [cell::tsv(&columns.split('\t').collect::<Vec<_>>()), String::new(), String::new()];
    let own = [web::HEAD, web::BETWEEN, web::FOOT].map(str::to_owned);
    let text = if a.with_text { ",text" } else { "" };
    match a.to {
        To::Csv => [format!("{}{text}\r\n", table::COLUMNS), String::new(), String::new()],
        To::Polecat => head(polecat::COLUMNS),
        To::Icews => head(icews::COLUMNS),
        To::WebAnnotation => own,
        To::LabelStudio => [label_studio::HEAD, label_studio::BETWEEN, label_studio::FOOT].map(str::to_owned),
        _ => Default::default(),
    }
}

/// A row as lines of a table.
fn lines(a: &Arguments, r: &Row<'_>, told: &Told) -> Vec<String> {
    match a.to {
        // Passages are told wherever the act stands that they tell.
        To::GdeltMentions => gdelt::mentions(r).iter().map(|cells| cell::tsv(cells)).collect(),
        _ if !r.first => Vec::new(),
        To::Csv => {
            let mut cells = table::row(r, told.checked.get(&r.event.id).map(|v| v.name()));
            cells.extend(a.with_text.then(|| r.report.text.to_owned()));
            vec![cell::csv(&cells)]
        }
        To::Plover => vec![plover::line(r, a.with_text)],
        To::Polecat => vec![cell::tsv(&polecat::row(r))],
        To::Icews => vec![cell::tsv(&icews::row(r))],
        To::Phoenix => vec![cell::tsv(&phoenix::row(r))],
        To::GdeltEvents => vec![cell::tsv(&gdelt::event(r))],
        To::WebAnnotation | To::Brat | To::LabelStudio | To::Gexf | To::Graphml => Vec::new(),
    }
}

/// Writes one file; says how much.
fn file(reports: &Reports<'_>) -> anyhow::Result<String> {
    let a = reports.a;
    let inputs = [a.file.clone()];
    let mut out = Output::open(a.output.as_deref(), &inputs, false)?;
    let [head, between, foot] = frame(a);
    let mut ledger = reports.ledger();
    let asked = a.wanted.asked();
    if a.once == Some(Often::Day) && a.to == To::GdeltEvents {
        reports.each(|report, told| {
            ledger.count(report, &|e: &Event| told.chosen.contains(&e.id), &asked);
            Ok(())
        })?;
    }
    out.write_all(head.as_bytes())?;
    let mut written = 0;
    reports.rows(&mut ledger, |report, rows, told| {
        let pieces = match a.to {
            To::WebAnnotation => web::annotations(report, rows),
            To::LabelStudio if rows.is_empty() => Vec::new(),
            To::LabelStudio => vec![label_studio::task(report, rows)],
            _ => rows.iter().flat_map(|r| lines(a, r, told)).collect(),
        };
        for piece in pieces {
            if written > 0 {
                out.write_all(between.as_bytes())?;
            }
            written += 1;
            out.write_all(piece.as_bytes())?;
        }
        Ok(())
    })?;
    out.write_all(foot.as_bytes())?;
    out.finish(true)?;
    if let (To::LabelStudio, Some(path)) = (a.to, &a.output) {
        let beside = path.with_extension("xml");
        let mut out = Output::open(Some(&beside), &inputs, false)?;
        out.write_all(label_studio::interface().as_bytes())?;
        out.finish(true)?;
    }
    let what = match a.to {
        To::WebAnnotation => "annotations",
        To::LabelStudio => "tasks",
        _ => "rows",
    };
    Ok(format!("{written} {what}"))
}

/// Writes a folder for brat; says how much.
fn folder(reports: &Reports<'_>) -> anyhow::Result<String> {
    let Some(folder) = &reports.a.output else {
        return Err(usage("brat is a folder of files: say where with -o FOLDER"));
    };
    write_brat(folder, |put| {
        let mut ledger = reports.ledger();
        let mut events = 0;
        reports.rows(&mut ledger, |report, rows, _| {
            events += rows.len();
            if rows.is_empty() { Ok(()) } else { put(report, rows) }
        })?;
        Ok(format!("{events} events"))
    })
}

/// Makes a folder for brat of what is put into it: texts, annotations, the table of reports, the labels.
pub(super) fn write_brat<T>(
    folder: &Path,
    fill: impl FnOnce(&mut dyn FnMut(&Report<'_>, &[Row<'_>]) -> anyhow::Result<()>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let failed = || folder.display().to_string();
    std::fs::create_dir_all(folder).with_context(failed)?;
    if std::fs::read_dir(folder).with_context(failed)?.next().is_some() {
        return Err(usage(format!("{}: the folder is not empty; annotations are never written over", failed())));
    }
    let put = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).with_context(|| format!("{}/{name}", failed()))
    };
    let mut table = cell::tsv(&["file", "report", "doc", "date", "publisher", "title", "events"]);
    let filled = fill(&mut |report, rows| {
        let (d, name) = (report.document, format!("{:06}", report.number));
        put(&format!("{name}.txt"), &brat::text(report))?;
        put(&format!("{name}.ann"), &brat::annotations(report, rows))?;
        let told = [&d.date, &d.publisher, &d.title].map(|t| t.as_deref().unwrap_or_default());
        // By what was handed out it is known, when it comes back, what was taken away.
        let ids: Vec<&str> = rows.iter().map(|r| r.event.id.as_str()).collect();
        table += &cell::tsv(&[&name, &report.number.to_string(), &d.doc, told[0], told[1], told[2], &ids.join(" ")]);
        Ok(())
    })?;
    put("annotation.conf", &brat::configuration())?;
    put("reports.tsv", &table)?;
    Ok(filled)
}

/// Writes the network of actors; says how much.
fn network(reports: &Reports<'_>) -> anyhow::Result<String> {
    let a = reports.a;
    let mut system = System::new(Options { level: a.nodes.level(), all: a.wanted.unreal() });
    reports.each(|_, told| {
        let kept = |l: &&Line| !matches!(l, Line::Event(e) if !told.chosen.contains(&e.id));
        system.add(&told.lines.iter().filter(kept).cloned().collect::<Vec<_>>());
        Ok(())
    })?;
    let picture = system.picture(None);
    let drawn = if a.to == To::Gexf { graph::gexf(&picture) } else { graph::graphml(&picture) };
    let mut out = Output::open(a.output.as_deref(), std::slice::from_ref(&a.file), false)?;
    out.write_all(drawn.as_bytes())?;
    out.finish(true)?;
    Ok(format!("{} actors, {} pairs", picture.actors.len(), picture.pairs.len()))
}
