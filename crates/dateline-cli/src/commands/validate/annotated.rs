//! What a coder made of a sample in brat or Label Studio, as the sheet that it comes to.

use super::super::correct::brat_folder;
use super::sheet::{Item, Key, NO, NONE, Question, Sheet, YES, categories};
use crate::usage::usage;
use dateline::contract::wire::{Correction, Line, Verdict};
use dateline::export::corrected::{self, Task};
use dateline::export::{Report, act, brat};
use dateline::store::Project;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads a folder of brat or an export of Label Studio; what was handed out, the project tells. `whole` says that whole reports were read,
/// so that what the coder added was missed.
pub(super) fn read(path: &Path, project: &Project, whole: bool) -> anyhow::Result<Sheet> {
    let name = path.display().to_string();
    let mut sheet = Sheet { name: name.clone(), drawn: "handed out as annotations".to_owned(), items: BTreeMap::new() };
    if path.is_dir() {
        for back in brat_folder(path)? {
            let (file, number, text, marks) = back.map_err(usage)?;
            add(&mut sheet, project, (&file, number), &text, &marks, whole)?;
        }
        return Ok(sheet);
    }
    let json = std::fs::read_to_string(path).map_err(|e| usage(format!("{name}: {e}")))?;
    let tasks = Task::all(&json).map_err(|e| usage(format!("{name}: no JSON export of Label Studio ({e})")))?;
    for task in tasks {
        if let Some(annotation) = task.last() {
            let marks = task.sheet(annotation);
            add(&mut sheet, project, (&name, task.data.report), &task.data.text, &marks, whole)?;
        }
    }
    Ok(sheet)
}

fn add(
    sheet: &mut Sheet,
    project: &Project,
    (name, number): (&str, i64),
    text: &str,
    marks: &corrected::Sheet,
    whole: bool,
) -> anyhow::Result<()> {
    let Some((own, lines)) = project.entry(number)? else {
        return Err(usage(format!("{name}: the project has no report {number}")));
    };
    let lines = lines.iter().map(|l| Line::parse(l)).collect::<Result<Vec<_>, _>>()?;
    let Some(report) = Report::of(number, &own, &lines).filter(|r| brat::text(r) == text) else {
        return Err(usage(format!("{name}: its text is not that of report {number} of the project")));
    };
    let (corrections, wrong) = corrected::corrections(&report, marks, "", "");
    if let Some(why) = wrong.first() {
        return Err(usage(format!("{name}: {why}")));
    }
    let said: BTreeMap<&str, &Correction> = corrections.iter().map(|c| (c.id.as_str(), c)).collect();
    for event in report.events().filter(|e| marks.listed.contains(&e.id)) {
        let Some(c) = said.get(event.id.as_str()) else { continue };
        let right = c.verdict != Verdict::Rejected && c.category.is_none();
        let word = |yes: bool| Some(if yes { YES } else { NO }.to_owned());
        let side = |unchanged: bool| if c.verdict == Verdict::Rejected { None } else { word(unchanged) };
        let item = Item {
            item: format!("{number}/{}", event.id),
            is_report: false,
            event: act::event_name(event).to_owned(),
            passage: event.event_text.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" … "),
            stratum: "all".to_owned(),
            size: 1,
            should_be: c.category.map(|c| c.to_string()).unwrap_or_default(),
            answers: [word(right), side(c.actor.is_none()), side(c.recipient.is_none()), None],
        };
        sheet.items.insert(key(number, &event.id), item);
    }
    if whole {
        let added = if marks.added.is_empty() { NONE.to_owned() } else { marks.added.join(" ") };
        let missed =
            categories(&added).map_err(|()| usage(format!("{name}: {added:?}: one of these is no category")))?;
        let mut answers: [Option<String>; 4] = Default::default();
        answers[Question::Missed as usize] = missed;
        let item = Item {
            item: number.to_string(),
            is_report: true,
            event: String::new(),
            passage: report.document.title.clone().unwrap_or_default(),
            stratum: "all".to_owned(),
            size: 1,
            should_be: String::new(),
            answers,
        };
        sheet.items.insert(key(number, ""), item);
    }
    Ok(())
}

fn key(report: i64, id: &str) -> Key {
    (report.to_string(), id.to_owned())
}
