//! Questions to a project file: `dateline events`, `statements`, `figures`, `quote`, `search`, `show`, `sql`.

use super::Outcome;
use super::filters::{Days, Wanted};
use super::shown::{Shape, ShownArguments};
use crate::usage::usage;
use crate::view::{self, rows};
use clap::ValueEnum;
use dateline::store::ask::{self, By, Columns, Filter};
use dateline::store::{Project, Rows, StoreError, Value};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The forms of an answer.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading.
    Table,
    /// One object a row.
    Jsonl,
    /// RFC 4180, names of columns first.
    Csv,
}

impl Shape for Format {
    const TABLE: Self = Self::Table;
    const LINES: Self = Self::Jsonl;

    fn of_ending(ending: &str) -> Option<Self> {
        (ending == "csv").then_some(Self::Csv)
    }
}

/// Which reports, and how many rows.
#[derive(clap::Args)]
struct Among {
    #[command(flatten)]
    days: Days,
    /// Rows at the most.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Among {
    fn filter(&self) -> Filter {
        Filter { limit: self.limit, ..self.days.filter() }
    }
}

/// Events of a project file, the earliest first; or how many acts, parted by what `--count-by` names.
///
/// An act that a report tells twice counts once. What is negated, planned or only supposed is left out unless `--with-unreal`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline events news.dateline --actor RUS --recipient USA
  dateline events news.dateline --actor RUS/GOV --event ACCUSE --since 2023-10 --said-by Peskov
  dateline events news.dateline --actor ISR --recipient PSE --count-by month,quad --format csv > pair.csv
  dateline events news.dateline --country SDN --event ASSAULT --min-confidence 0.8 --format jsonl | jq .words")]
pub(crate) struct EventArguments {
    /// The project file.
    file: PathBuf,
    #[command(flatten)]
    wanted: Wanted,
    /// How many acts, parted by these: year, month, day, event, mode, quad, actor, recipient, outlet, country.
    #[arg(long, value_name = "KEYS", value_delimiter = ',', value_parser = by)]
    count_by: Vec<By>,
    /// Rows at the most.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

fn by(text: &str) -> Result<By, String> {
    let known = By::ALL.map(By::name);
    By::ALL.into_iter().find(|b| b.name() == text).ok_or_else(|| format!("one of {} is wanted", known.join(", ")))
}

pub(crate) fn events(a: &EventArguments) -> anyhow::Result<Outcome> {
    let filter = Filter { limit: a.limit, ..a.wanted.filter() };
    let project = Project::read(&a.file)?;
    let found = match &a.count_by[..] {
        [] if a.shown.format() == Format::Table => ask::events(&project, &filter, Columns::Few),
        [] => ask::events(&project, &filter, Columns::All),
        keys => ask::count(&project, &filter, keys),
    };
    print(&a.file, &a.shown, found)
}

/// What was said in a project file, by whom, in which words.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline statements news.dateline --said-by Peskov --since 2023-10
  dateline statements news.dateline --said-by RUS/GOV --words ceasefire --format csv -o said.csv")]
pub(crate) struct StatementArguments {
    /// The project file.
    file: PathBuf,
    /// Who said it: a code, code and sector, a sector, or words of a name. May be given more than once.
    #[arg(long, value_name = "WHO")]
    said_by: Vec<String>,
    /// Words, one after the other, that stand in it.
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,
    #[command(flatten)]
    among: Among,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

pub(crate) fn statements(a: &StatementArguments) -> anyhow::Result<Outcome> {
    let filter = Filter { said_by: a.said_by.clone(), ..a.among.filter() };
    print(&a.file, &a.shown, ask::statements(&Project::read(&a.file)?, &filter, a.words.as_deref()))
}

/// Figures of a project file: how many of what, bounds as they were told.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline figures news.dateline --words killed --since 2026-03
  dateline figures news.dateline --format csv > figures.csv")]
pub(crate) struct FigureArguments {
    /// The project file.
    file: PathBuf,
    /// Words that stand in what is counted.
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,
    #[command(flatten)]
    among: Among,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

pub(crate) fn figures(a: &FigureArguments) -> anyhow::Result<Outcome> {
    print(&a.file, &a.shown, ask::figures(&Project::read(&a.file)?, &a.among.filter(), a.words.as_deref()))
}

/// Who said these words: what was said in a project file that holds them one after the other, the earliest first.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline quote news.dateline 'we will not yield'")]
pub(crate) struct QuoteArguments {
    /// The project file.
    file: PathBuf,
    /// The words; case, accents and marks do not matter.
    words: String,
    #[command(flatten)]
    among: Among,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

pub(crate) fn quote(a: &QuoteArguments) -> anyhow::Result<Outcome> {
    print(&a.file, &a.shown, ask::statements(&Project::read(&a.file)?, &a.among.filter(), Some(&a.words)))
}

/// Reports of a project file that hold all of some words, the best first, with the passage around them.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline search news.dateline harbour drones
  dateline search news.dateline '\"cease-fire talks\" Norway' --since 2026-03")]
pub(crate) struct SearchArguments {
    /// The project file.
    file: PathBuf,
    /// The words; those in quotation marks one after the other.
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    among: Among,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

pub(crate) fn search(a: &SearchArguments) -> anyhow::Result<Outcome> {
    print(&a.file, &a.shown, ask::search(&Project::read(&a.file)?, &a.among.filter(), &a.words.join(" ")))
}

/// A report of a project file with its records: its text and what was found in it, or with `--format jsonl` its records as
/// `dateline read` writes them.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline show news.dateline 17
  dateline show news.dateline 17 --format jsonl | jq -c 'select(.kind == \"event\")'")]
pub(crate) struct ShowArguments {
    /// The project file.
    file: PathBuf,
    /// The report's number, which every answer has in its column `report`.
    report: i64,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

pub(crate) fn show(a: &ShowArguments) -> anyhow::Result<Outcome> {
    let project = Project::read(&a.file)?;
    let Some((text, lines)) = project.entry(a.report)? else {
        let last = project.rows("SELECT count(*), max(report) FROM report", &[])?;
        let [n, last] = [0, 1].map(|i| last.rows[0][i].text());
        return Err(usage(format!(
            "{}: there is no report {}; it holds {n}, the last is {last}",
            a.file.display(),
            a.report
        )));
    };
    let mut out = a.shown.open(std::slice::from_ref(&a.file))?;
    match a.shown.format() {
        Format::Jsonl => lines.iter().try_for_each(|l| writeln!(out, "{l}"))?,
        format => {
            let mut all = Vec::new();
            for (view, columns) in OF_REPORT {
                let sql = format!("SELECT {columns} FROM {view} WHERE report = ?");
                all.push(project.rows(&sql, &[Value::Integer(a.report)])?);
            }
            if format == Format::Csv {
                out.write_all(rows::csv(&all[0]).as_bytes())?;
            } else {
                writeln!(out, "{}\n", text.lines().map(view::plain).collect::<Vec<_>>().join("\n"))?;
                for found in all.iter().filter(|r| !r.rows.is_empty()) {
                    writeln!(out, "{}", rows::table(found, view::width()))?;
                }
            }
        }
    }
    out.finish(true)?;
    Ok(Outcome::Done)
}

/// What `show` tells of a report: views and their columns.
const OF_REPORT: [(&str, &str); 3] = [
    (
        "events",
        "date, category AS event, mode, actor_words AS who, actor, recipient_words AS whom, recipient, words, by_words AS said_by, place, confidence",
    ),
    ("statements", "speaker_words AS speaker, code, form, cue, content, confidence"),
    ("figures", "value, low, high, unit, what, who, words, confidence"),
];

/// A question in SQL to a project file, which it cannot change. docs/project.md describes tables and views.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline sql news.dateline 'SELECT actor, recipient, count(*) AS n FROM dyads GROUP BY 1, 2 ORDER BY n DESC LIMIT 10'
  dateline sql news.dateline 'SELECT name FROM sqlite_schema'")]
pub(crate) struct SqlArguments {
    /// The project file.
    file: PathBuf,
    /// The question.
    question: String,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

pub(crate) fn sql(a: &SqlArguments) -> anyhow::Result<Outcome> {
    print(&a.file, &a.shown, Project::read(&a.file)?.rows(&a.question, &[]))
}

/// Prints an answer; an empty one is an answer too.
pub(super) fn print(
    file: &Path,
    shown: &ShownArguments<Format>,
    found: Result<Rows, StoreError>,
) -> anyhow::Result<Outcome> {
    let found = found.map_err(|e| match e {
        StoreError::Filter(_) | StoreError::NoQuestion => usage(e.to_string()),
        e => e.into(),
    })?;
    let mut out = shown.open(&[file.to_owned()])?;
    let text = match shown.format() {
        Format::Table => rows::table(&found, view::width()),
        Format::Jsonl => rows::lines(&found),
        Format::Csv => rows::csv(&found),
    };
    out.write_all(text.as_bytes())?;
    out.finish(true)?;
    Ok(Outcome::Done)
}
