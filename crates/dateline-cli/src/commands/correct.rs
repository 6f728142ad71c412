//! `dateline correct`.

use super::Outcome;
use super::ingest::now;
use crate::output::tell;
use crate::usage::usage;
use dateline::contract::wire::{Correction, Line};
use dateline::export::corrected::{self, Sheet, Task};
use dateline::export::{Report, brat};
use dateline::store::{Project, Taken};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Takes back what a person has corrected in brat or Label Studio, into the project file from which it was exported.
///
/// An event that stands as it was handed out is accepted, one that is gone is rejected, and one whose label, mode, actor or recipient is
/// another is changed. The user's word is kept beside what was coded, with who and when; `events`, counts and exports tell it, and mark
/// it under `checked`. Corrections belong to the report's content and the event's id, so that coding anew leaves them standing; those of
/// another project file of the same reports are carried over. What a person adds has no record, and is counted but not taken.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline export brat news.dateline --event ASSAULT -o check/
  dateline correct news.dateline check/ --by 'Ada Holm'
  dateline correct news.dateline project-12-at-2026-03-04.json     an export of Label Studio (JSON)
  dateline correct new.dateline old.dateline                      the corrections of another file

Exit codes: 0 done; 2 some files were refused, each with a note; 64 the command line was wrong.")]
pub(crate) struct Arguments {
    /// The project file.
    file: PathBuf,
    /// Folders of brat, exports of Label Studio, project files.
    #[arg(required = true)]
    from: Vec<PathBuf>,
    /// Whose word it is. Label Studio tells it itself.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// What came of all.
#[derive(Default)]
struct Sum {
    taken: Taken,
    added: usize,
    refused: usize,
}

impl Sum {
    fn add(&mut self, t: Taken) {
        let own = &mut self.taken;
        own.accepted += t.accepted;
        own.rejected += t.rejected;
        own.changed += t.changed;
        own.there += t.there;
        own.unknown += t.unknown;
    }

    fn refuse(&mut self, what: &str) {
        self.refused += 1;
        tell(&format!("error: {what} [not-taken]"));
    }
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    drop(Project::read(&a.file)?);
    let mut project = Project::write(&a.file)?;
    let mut sum = Sum::default();
    for from in &a.from {
        let name = from.display().to_string();
        if from.is_dir() {
            folder(a, &mut project, from, &mut sum)?;
        } else if is_project(from) {
            carry(&mut project, from, &mut sum)?;
        } else {
            let json = std::fs::read_to_string(from).map_err(|e| usage(format!("{name}: {e}")))?;
            let tasks = Task::all(&json).map_err(|e| {
                usage(format!(
                    "{name}: this is no folder of brat, no project file and no JSON export of Label Studio ({e})"
                ))
            })?;
            studio(a, &mut project, &name, &tasks, &mut sum)?;
        }
    }
    project.close()?;
    let t = sum.taken;
    writeln!(
        std::io::stdout(),
        "{}: {} accepted, {} changed, {} rejected, {} known before; not taken: {} added by hand, {} of events that are not there",
        a.file.display(),
        t.accepted,
        t.changed,
        t.rejected,
        t.there,
        sum.added,
        t.unknown
    )?;
    Ok(if sum.refused > 0 { Outcome::SomeRefused } else { Outcome::Done })
}

fn is_project(path: &Path) -> bool {
    Project::read(path).is_ok()
}

/// Takes what a person says of a report.
fn take(
    project: &mut Project,
    (name, number): (&str, i64),
    text: &str,
    sheet: &Sheet,
    (who, at): (&str, &str),
    sum: &mut Sum,
) -> anyhow::Result<()> {
    let Some((own, lines)) = project.entry(number)? else {
        sum.refuse(&format!("{name}: the project has no report {number}"));
        return Ok(());
    };
    let lines = lines.iter().map(|l| Line::parse(l)).collect::<Result<Vec<_>, _>>()?;
    let Some(report) = Report::of(number, &own, &lines) else { return Ok(()) };
    if brat::text(&report) != text {
        sum.refuse(&format!("{name}: its text is not that of report {number}; offsets would point elsewhere"));
        return Ok(());
    }
    let (corrections, wrong) = corrected::corrections(&report, sheet, who, at);
    for why in wrong {
        sum.refuse(&format!("{name}: {why}"));
    }
    sum.added += sheet.added.len();
    sum.add(project.correct(number, &corrections)?);
    Ok(())
}

/// A report as it came back in a folder of brat: name, number, text, what is marked; or why it cannot be read.
pub(super) type FromBrat = Result<(String, i64, String, Sheet), String>;

/// Reads a folder of brat: the texts that `reports.tsv` names.
pub(super) fn brat_folder(folder: &Path) -> anyhow::Result<Vec<FromBrat>> {
    let table = folder.join("reports.tsv");
    let listed = std::fs::read_to_string(&table).map_err(|e| {
        usage(format!("{}: {e}; it stands beside the annotations that `dateline` writes for brat", table.display()))
    })?;
    let one = |row: &str| -> Option<FromBrat> {
        let cells: Vec<&str> = row.split('\t').collect();
        let [file, number, .., ids] = cells[..] else { return None };
        let number = number.parse().ok()?;
        let read = |ending: &str| {
            let path = folder.join(format!("{file}.{ending}"));
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
        };
        let name = format!("{}/{file}.ann", folder.display());
        let sheet = |marks: String| -> Result<Sheet, String> {
            let mut sheet = corrected::brat(&marks).map_err(|e| format!("{name}: {e}"))?;
            sheet.listed = ids.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
            Ok(sheet)
        };
        let all = read("txt").and_then(|text| Ok((text, sheet(read("ann")?)?)));
        Some(all.map(|(text, sheet)| (name.clone(), number, text, sheet)))
    };
    Ok(listed.lines().skip(1).filter_map(one).collect())
}

/// A folder of brat.
fn folder(a: &Arguments, project: &mut Project, folder: &Path, sum: &mut Sum) -> anyhow::Result<()> {
    let who = a.by.clone().unwrap_or_else(|| "brat".to_owned());
    for back in brat_folder(folder)? {
        match back {
            Ok((name, number, text, sheet)) => take(project, (&name, number), &text, &sheet, (&who, &now()), sum)?,
            Err(e) => sum.refuse(&e),
        }
    }
    Ok(())
}

/// An export of Label Studio.
fn studio(a: &Arguments, project: &mut Project, name: &str, tasks: &[Task], sum: &mut Sum) -> anyhow::Result<()> {
    for task in tasks {
        // What nobody has looked at says nothing.
        let Some(annotation) = task.last() else { continue };
        let who = a.by.clone().or_else(|| annotation.who()).unwrap_or_else(|| "Label Studio".to_owned());
        let at = annotation.updated_at.clone().unwrap_or_else(now);
        let sheet = task.sheet(annotation);
        take(project, (name, task.data.report), &task.data.text, &sheet, (&who, &at), sum)?;
    }
    Ok(())
}

/// The corrections of another project file, by the content of the reports.
fn carry(project: &mut Project, from: &Path, sum: &mut Sum) -> anyhow::Result<()> {
    let mut by_report: BTreeMap<i64, Vec<Correction>> = BTreeMap::new();
    for (content, correction) in Project::read(from)?.all_corrections()? {
        match project.report_of(&content)? {
            Some(report) => by_report.entry(report).or_default().push(correction),
            None => sum.taken.unknown += 1,
        }
    }
    for (report, corrections) in by_report {
        sum.add(project.correct(report, &corrections)?);
    }
    Ok(())
}
