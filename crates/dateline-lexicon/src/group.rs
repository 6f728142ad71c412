//! Organisations, blocs, armed groups, parties, agencies and media.

use jiff::civil::Date;

use crate::Codes;
use crate::date::{Fit, fit};
use crate::table::{Column, Columns, Row, Table, phrase_keys};
use dateline_text::{DataError, DataFile};

pub(crate) const COLUMNS: Columns = &[
    ("name", Column::Name),
    ("aliases", Column::Text),
    ("code", Column::Code),
    ("identifier", Column::Text),
    ("sector", Column::Text),
    ("members", Column::Text),
    ("start", Column::Date),
    ("end", Column::Date),
    ("caution", Column::OneOf(&["", "caution"])),
    ("source", Column::Name),
];

/// A body found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// The name under which it is filed.
    pub name: &'a str,
    /// The PLOVER code: a country, or `IGO`, `NGO`, `MNC`, `IMG`.
    pub code: &'a str,
    /// For the codes of no country: which one. PLOVER's `UNO` and `EUR` for bodies of the UN and the EU; else the name.
    pub identifier: &'a str,
    /// The sectors, primary first. None for the general bodies of intergovernmental organisations.
    pub sectors: Codes<'a>,
    /// The members: countries, `UNO`, `EUR`, or names of bodies.
    pub members: Codes<'a>,
    /// Since when; empty when unknown.
    pub start: &'a str,
    /// Until when; empty when it lasts or is unknown.
    pub end: &'a str,
    /// Did it exist at the date asked for? Without a date, never.
    pub certain: bool,
    /// The name, or one of its other names, is a common word or a short acronym of many meanings.
    pub caution: bool,
    /// The row was laid over others: see [`crate::Lexicon::parse`].
    pub laid: bool,
}

/// The table of bodies.
#[derive(Debug, Default)]
pub(crate) struct Groups(Table);

fn keys(row: &Row<'_>, _: Option<&Row<'_>>, at: u32, entries: &mut Vec<(u64, u32)>) {
    phrase_keys(row.get(0), at, entries);
    phrase_keys(row.get(1), at, entries);
}

impl Groups {
    pub(crate) fn parse(files: Vec<DataFile>) -> Result<Groups, DataError> {
        Table::parse(files, COLUMNS, keys).map(Groups)
    }

    /// The longest match; where several bodies share the words, those that existed at the date, else all. A row laid
    /// over others is one on its dates alone, and is then the only one.
    pub(crate) fn longest(&self, words: &[&str], date: Option<Date>) -> Option<(usize, Vec<Group<'_>>)> {
        let holds = |row: &Row<'_>| date.is_none_or(|date| fit(row.get(6), row.get(7), "", date) == Fit::Within);
        let (used, rows) = self.0.longest_of(words, &[0, 1], |row| !row.laid() || holds(row))?;
        let mut groups: Vec<Group<'_>> = rows.iter().map(|row| group(row, date)).collect();
        if groups.iter().any(|g| g.laid) {
            groups.retain(|g| g.laid);
        }
        if groups.iter().any(|g| g.certain) {
            groups.retain(|g| g.certain);
        }
        groups.sort_by(|a, b| b.end.is_empty().cmp(&a.end.is_empty()).then_with(|| a.name.cmp(b.name)));
        groups.dedup_by(|b, a| a.name == b.name && a.code == b.code && a.sectors == b.sectors);
        Some((used, groups))
    }
}

fn group<'a>(row: &Row<'a>, date: Option<Date>) -> Group<'a> {
    let country = !matches!(row.get(2), "IGO" | "NGO" | "MNC" | "IMG" | "ISM");
    let identifier = match (row.get(3), country) {
        ("", false) => row.get(0),
        (given, _) => given,
    };
    Group {
        name: row.get(0),
        code: row.get(2),
        identifier,
        sectors: Codes::new(row.get(4)),
        members: Codes::new(row.get(5)),
        start: row.get(6),
        end: row.get(7),
        certain: date.is_some_and(|date| fit(row.get(6), row.get(7), "", date) == Fit::Within),
        caution: !row.get(8).is_empty(),
        laid: row.laid(),
    }
}
