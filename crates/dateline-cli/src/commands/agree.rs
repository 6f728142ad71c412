//! `dateline agree`.

use super::Outcome;
use super::ask::{Format, print};
use super::export::meant;
use super::filters::Wanted;
use super::shown::ShownArguments;
use crate::output::tell;
use crate::usage::usage;
use anyhow::Context;
use dateline::contract::wire::Event;
use dateline::export::agree::{Both, Had, agree, day_number, ours};
use dateline::export::theirs::{Kind, Passed, Table, Theirs};
use dateline::export::{Ledger, Once, Report, cameo_name};
use dateline::store::records;
use dateline::store::{Project, Rows, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

/// Lays the events of a project file beside a table of GDELT events, ICEWS or POLECAT, by pair of countries, day and class.
///
/// Both are reduced to one act a pair, day and class first. A class is a category of POLECAT; of a CAMEO table the first two digits of the code, which
/// ours have too. An act is had by the other table where that has one of the same pair (in the same direction) within the window: of the same
/// class, of the same quad, or any. Left out, and counted in a note: rows without two countries, CAMEO 01 (a mere statement is no event
/// here), and days on which the project has no report. It says how two tables agree, not which is right.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline agree news.dateline 20231011.export.CSV
  dateline agree news.dateline ngecEvents.2023.txt --window 3 --actor RUS --min-confidence 0.7
  dateline agree news.dateline events.2015.tab --format csv -o agreement.csv")]
pub(crate) struct Arguments {
    /// The project file.
    file: PathBuf,
    /// Their table, tab-separated, as it is published; which one it is, its first line shows.
    table: PathBuf,
    /// Days by which two tables may differ.
    #[arg(long, value_name = "DAYS", default_value_t = 1)]
    window: u16,
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let project = Project::read(&a.file)?;
    let (first, last) = days(&project)?;
    let window = i64::from(a.window);
    let days = day_number(&first) - window..=day_number(&last) + window;
    let within = |t: &Theirs| days.contains(&day_number(&t.day));
    let (kind, theirs, passed, outside) = read(a, within)?;
    let mut mine = acts(a, &project, kind)?;
    mine.retain(within);
    tell(&format!(
        "{}: {} acts from {first} to {last}; left out: {} rows without two countries, {} statements (CAMEO 01), {} without a day or malformed, \
         {outside} rows on other days; {}: {} acts with two countries and a day",
        a.table.display(),
        theirs.len(),
        passed.get(&Passed::NoPair).unwrap_or(&0),
        passed.get(&Passed::Statement).unwrap_or(&0),
        passed.get(&Passed::Malformed).unwrap_or(&0),
        a.file.display(),
        mine.len(),
    ));
    let found = agree(&mine, &theirs, window);
    print(&a.file, &a.shown, Ok(rows(kind, &found)))
}

/// The first and the last day of the project's reports.
fn days(project: &Project) -> anyhow::Result<(String, String)> {
    let found = project.rows("SELECT min(date), max(date) FROM report", &[])?;
    match &found.rows[0][..] {
        [Value::Text(first), Value::Text(last)] => Ok((first.clone(), last.clone())),
        _ => Err(usage("no report of the project has a day, and without one nothing can be laid beside it")),
    }
}

type Read = (Kind, BTreeSet<Theirs>, BTreeMap<Passed, usize>, usize);

/// Their table, a row at a time: acts of the days that are compared, why rows are passed over, how many are of other days.
fn read(a: &Arguments, within: impl Fn(&Theirs) -> bool) -> anyhow::Result<Read> {
    let name = a.table.display().to_string();
    let file = File::open(&a.table).map_err(|e| usage(format!("{name}: {e}")))?;
    let mut lines = BufReader::new(file).split(b'\n');
    let mut line = || -> anyhow::Result<Option<String>> {
        let line = lines.next().transpose().with_context(|| name.clone())?;
        Ok(line.map(|l| String::from_utf8_lossy(&l).into_owned()))
    };
    let first = line()?.unwrap_or_default();
    let Some(table) = Table::of(&first) else {
        return Err(usage(format!(
            "{name}: this is no table of GDELT events (61 or 58 columns), ICEWS or POLECAT (tab-separated, with their column names)"
        )));
    };
    let (mut theirs, mut passed, mut outside) = (BTreeSet::new(), BTreeMap::new(), 0);
    let mut next = if table.header { line()? } else { Some(first) };
    while let Some(row) = next {
        if !row.trim().is_empty() {
            match table.read(&row) {
                Ok(act) if within(&act) => drop(theirs.insert(act)),
                Ok(_) => outside += 1,
                Err(why) => *passed.entry(why).or_default() += 1,
            }
        }
        next = line()?;
    }
    Ok((table.kind, theirs, passed, outside))
}

/// Ours.
fn acts(a: &Arguments, project: &Project, kind: Kind) -> anyhow::Result<BTreeSet<Theirs>> {
    let (filter, asked) = (a.wanted.filter(), a.wanted.asked());
    let mut ledger = Ledger::new(Once::Report);
    let mut mine = BTreeSet::new();
    for number in records::reports(project, &filter).map_err(meant)? {
        let Some(told) = records::told(project, &filter, number)? else { continue };
        let Some(report) = Report::of(number, &told.text, &told.lines) else { continue };
        let rows = ledger.rows(&report, &|e: &Event| told.chosen.contains(&e.id), &asked);
        mine.extend(rows.iter().filter_map(|r| ours(r, kind)));
    }
    Ok(mine)
}

const COLUMNS: [&str; 10] = [
    "class",
    "about",
    "theirs",
    "we_have_class",
    "we_have_quad",
    "we_have_pair",
    "ours",
    "they_have_class",
    "they_have_quad",
    "they_have_pair",
];

/// A row a class, and one of all.
fn rows(kind: Kind, found: &BTreeMap<String, Both>) -> Rows {
    let number = |n: usize| Value::Integer(n as i64);
    let row = |class: &str, b: &Both| {
        let about = if kind == Kind::Polecat { "" } else { cameo_name(class) };
        let mut cells = vec![Value::Text(class.to_owned()), Value::Text(about.to_owned())];
        let side = |h: Had| [h.acts, h.class, h.quad, h.pair].map(number);
        cells.extend(side(b.theirs).into_iter().chain(side(b.ours)));
        cells
    };
    let mut all = Both::default();
    for b in found.values() {
        for (sum, had) in [(&mut all.theirs, b.theirs), (&mut all.ours, b.ours)] {
            sum.acts += had.acts;
            sum.class += had.class;
            sum.quad += had.quad;
            sum.pair += had.pair;
        }
    }
    let rows = found.iter().map(|(class, b)| row(class, b)).chain([row("all", &all)]).collect();
    Rows { columns: COLUMNS.map(str::to_owned).to_vec(), rows }
}
