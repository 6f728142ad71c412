//! The reports that promises are shown on: made by dice, or the texts of a folder.

use crate::dice::Dice;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// A report.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub(super) id: String,
    pub(super) date: String,
    pub(super) title: String,
    pub(super) text: String,
}

const PLACES: [&str; 8] = ["France", "Ghana", "Chad", "Mali", "Kenya", "Brazil", "Norway", "Poland"];

/// Reports of two or three sentences; persons and small places in them are invented.
pub(super) fn made(count: usize, dice: &mut Dice) -> Vec<Report> {
    let one = |i: usize, dice: &mut Dice| {
        let sentences = 2 + dice.roll(2);
        let text = (0..sentences).map(|_| sentence(dice)).collect::<Vec<_>>().join(" ");
        let date = format!("2024-{:02}-{:02}", 1 + dice.roll(12), 1 + dice.roll(28));
        Report { id: format!("r{i}"), date, title: format!("Report {i} from {}", dice.name(3)), text }
    };
    (0..count).map(|i| one(i, dice)).collect()
}

/// The same, one sentence each: what is soon coded.
pub(super) fn short(count: usize, dice: &mut Dice) -> Vec<Report> {
    let mut reports = made(count, dice);
    for report in &mut reports {
        let end = report.text.find(['.', '”']).map_or(report.text.len(), |at| report.text.ceil_char_boundary(at + 1));
        report.text.truncate(end);
    }
    reports
}

fn sentence(dice: &mut Dice) -> String {
    let (here, there, town) = (dice.pick(&PLACES), dice.pick(&PLACES), dice.name(3));
    let (who, number) = (format!("{} {}", dice.name(2), dice.name(3)), 2 + dice.roll(900));
    match dice.roll(5) {
        0 => format!("{here} accused {there} on Monday of shelling {town}."),
        1 => format!("“We will not sign it before the troops have left {town},” {who} told reporters."),
        2 => format!("At least {number} people were killed near {town} when rebels attacked a convoy, the army said."),
        3 => format!("The foreign minister of {here} met {who} in {town} for talks."),
        _ => format!("{here} expelled {number} diplomats of {there}, the government said."),
    }
}

/// The paragraphs of a folder's reports (`*.jsonl`, `*.jsonl.xz`, lines with a `text`), so many of them, drawn by dice: a
/// report each, with its document's day.
pub(super) fn drawn(folder: &Path, count: usize, dice: &mut Dice) -> Result<Vec<Report>> {
    let mut names: Vec<_> = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<std::io::Result<_>>()?;
    names.sort();
    let mut all = Vec::new();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = if name.ends_with(".jsonl.xz") {
            let unpacked = Command::new("xz").arg("-dc").arg(&path).output().context("xz, which unpacks the texts")?;
            String::from_utf8(unpacked.stdout)?
        } else if name.ends_with(".jsonl") {
            std::fs::read_to_string(&path)?
        } else {
            continue;
        };
        for line in text.lines() {
            let value: serde_json::Value = serde_json::from_str(line)?;
            let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
            let date = Some(field("date")).filter(|d| d.len() == 10).unwrap_or_else(|| "2024-05-06".into());
            for paragraph in field("text").split("\n\n") {
                // What an extractor takes for no prose is no test of accounting.
                if (120..320).contains(&paragraph.len()) && paragraph.ends_with('.') && !paragraph.contains('\n') {
                    let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
                    all.push((date.clone(), field("title"), words));
                }
            }
        }
    }
    dice.shuffle(&mut all);
    // A text twice is a duplicate in formats that carry no title, and none in others.
    let mut seen = std::collections::HashSet::new();
    all.retain(|(.., text)| seen.insert(text.clone()));
    all.truncate(count);
    let report =
        |(i, (date, title, text)): (usize, (String, String, String))| Report { id: format!("r{i}"), date, title, text };
    Ok(all.into_iter().enumerate().map(report).collect())
}
