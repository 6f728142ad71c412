//! A sheet that a coder has filled.

use crate::usage::usage;
use anyhow::Context;
use dateline::contract::Category;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) const YES: &str = "yes";
pub(super) const NO: &str = "no";
pub(super) const NONE: &str = "none";

/// What an item is known by: its report and its event, which is empty where the report itself is meant.
pub(super) type Key = (String, String);

/// What a coder answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Event,
    Actor,
    Recipient,
    Missed,
}

impl Question {
    pub(super) const ALL: [Self; 4] = [Self::Event, Self::Actor, Self::Recipient, Self::Missed];

    /// The column in which the answer stands.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Event => "right",
            Self::Actor => "actor_right",
            Self::Recipient => "recipient_right",
            Self::Missed => "missed",
        }
    }
}

/// A row.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) item: String,
    pub(super) is_report: bool,
    pub(super) event: String,
    pub(super) passage: String,
    pub(super) stratum: String,
    pub(super) size: usize,
    pub(super) should_be: String,
    pub(super) answers: [Option<String>; 4],
}

impl Item {
    pub(super) fn answer(&self, question: Question) -> Option<String> {
        self.answers[question as usize].clone()
    }

    /// The category that the coder gives it: ours where it is right, else the one he names, else none.
    pub(super) fn label(&self) -> Option<String> {
        let right = self.answer(Question::Event)?;
        Some(match (right.as_str(), self.should_be.as_str()) {
            (YES, _) => self.event.clone(),
            (_, "") => NONE.to_owned(),
            (_, named) => named.to_owned(),
        })
    }
}

/// A coder's sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// How the sample was drawn.
    pub(super) drawn: String,
    pub(super) items: BTreeMap<Key, Item>,
}

/// An answer, in any of the ways in which people write it; nothing where there is none.
fn yes_or_no(text: &str) -> Result<Option<String>, ()> {
    match text.trim().to_lowercase().as_str() {
        "" => Ok(None),
        "y" | "yes" | "1" | "true" | "right" | "x" => Ok(Some(YES.to_owned())),
        "n" | "no" | "0" | "false" | "wrong" => Ok(Some(NO.to_owned())),
        _ => Err(()),
    }
}

/// Categories in order, so that two lists can be compared.
pub(super) fn categories(text: &str) -> Result<Option<String>, ()> {
    let mut all = Vec::new();
    for word in text.split([' ', ',', ';']).filter(|w| !w.is_empty()) {
        if word.eq_ignore_ascii_case(NONE) || word == "0" {
            continue;
        }
        all.push(Category::parse(&word.to_uppercase()).ok_or(())?.name());
    }
    all.sort_unstable();
    Ok(match (text.trim().is_empty(), all.is_empty()) {
        (true, _) => None,
        (_, true) => Some(NONE.to_owned()),
        _ => Some(all.join(" ")),
    })
}

impl Sheet {
    /// Reads a sheet; a comma, a semicolon or a tab between cells, as spreadsheets write them.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|e| usage(format!("{name}: {e}")))?;
        let text = text.trim_start_matches('\u{feff}');
        let head = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|d| head.bytes().filter(|b| b == d).count());
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).flexible(true).from_reader(text.as_bytes());
        let columns = reader.headers().with_context(|| name.clone())?.clone();
        let at = |column: &str| {
            columns.iter().position(|c| c.trim() == column).ok_or_else(|| {
                usage(format!(
                    "{name}: there is no column `{column}`; `dateline sample` writes the sheets that are read here"
                ))
            })
        };
        let asked =
            ["report", "id", "item", "kind", "event", "passage", "stratum", "stratum_size", "should_be", "drawn"];
        let asked = asked.into_iter().map(at).collect::<anyhow::Result<Vec<_>>>()?;
        let answers = Question::ALL.into_iter().map(|q| at(q.name())).collect::<anyhow::Result<Vec<_>>>()?;
        let mut sheet = Self { name: name.clone(), drawn: String::new(), items: BTreeMap::new() };
        for (number, row) in (2..).zip(reader.records()) {
            let row = row.with_context(|| name.clone())?;
            let cell = |n: usize| row.get(asked[n]).unwrap_or_default().trim().to_owned();
            if cell(0).is_empty() {
                continue;
            }
            let mut own: [Option<String>; 4] = Default::default();
            for (n, column) in answers.iter().enumerate() {
                let text = row.get(*column).unwrap_or_default();
                let missed = n == Question::Missed as usize;
                let read = if missed { categories(text) } else { yes_or_no(text) };
                let wanted = if missed { "categories, as ACCUSE AID, or `none`" } else { "y or n" };
                let column = Question::ALL[n].name();
                own[n] = read
                    .map_err(|()| usage(format!("{name}, row {number}, column {column}: {text:?} is not {wanted}")))?;
            }
            let named = categories(&cell(8))
                .map_err(|()| usage(format!("{name}, row {number}, column should_be: {:?} is no category", cell(8))))?;
            sheet.drawn = cell(9);
            let item = Item {
                item: cell(2),
                is_report: cell(3) == "report",
                event: cell(4),
                passage: cell(5),
                stratum: cell(6),
                size: cell(7).parse().unwrap_or(1),
                should_be: named.unwrap_or_default(),
                answers: own,
            };
            if sheet.items.insert((cell(0), cell(1)), item).is_some() {
                return Err(usage(format!("{name}, row {number}: this item stands in the sheet twice")));
            }
        }
        Ok(sheet)
    }

    pub(super) fn ids(&self) -> super::Ids<'_> {
        self.items.keys().collect()
    }

    /// Events that were judged.
    pub(super) fn judged(&self) -> usize {
        self.items.values().filter(|i| i.answer(Question::Event).is_some()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_people_write_them() {
        for (text, want) in
            [(" Y", Ok(Some(YES.to_owned()))), ("0", Ok(Some(NO.to_owned()))), ("", Ok(None)), ("perhaps", Err(()))]
        {
            assert_eq!(yes_or_no(text), want, "{text}");
        }
        for (text, want) in [
            ("aid, ACCUSE", Ok(Some("ACCUSE AID".to_owned()))),
            ("None", Ok(Some(NONE.to_owned()))),
            ("", Ok(None)),
            ("war", Err(())),
        ] {
            assert_eq!(categories(text), want, "{text}");
        }
    }
}
