//! Persons and the offices they held, by full name, other spelling or surname, as of a date.

use jiff::civil::Date;

use crate::Codes;
use crate::date::{Fit, fit};
use crate::fold::{FoldedWords, NameKey};
use crate::names::{Names, Title};
use crate::surname::{self, Matched, cut_titles};
use crate::table::{Column, Columns, Row, Table};
use dateline_text::{DataError, DataFile};
use std::sync::Arc;

const PERSON: usize = 0;
const ALIASES: usize = 1;
const CODE: usize = 2;
const IDENTIFIER: usize = 3;
const OFFICE: usize = 4;
const SECTOR: usize = 5;
const RANK: usize = 6;
const START: usize = 7;
const END: usize = 8;
const KNOWN: usize = 9;

pub(crate) const COLUMNS: Columns = &[
    ("person", Column::Name),
    ("aliases", Column::Text),
    ("code", Column::Code),
    ("identifier", Column::Text),
    ("office", Column::Text),
    ("sector", Column::Text),
    ("rank", Column::OneOf(&["1", "2", "3", "4"])),
    ("start", Column::Date),
    ("end", Column::Date),
    ("known", Column::Date),
    ("source", Column::Name),
];

/// The longest name looked for, in words.
const LONGEST_NAME: usize = 7;

/// One term of office of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder<'a> {
    /// The name under which the person is filed.
    pub person: &'a str,
    /// PLOVER country code, or `IGO`, `NGO`, `IMG`.
    pub code: &'a str,
    /// The body, where the code does not say it: `UNO`, `NATO`, `Hamas`.
    pub identifier: Option<&'a str>,
    /// The sectors, primary first; none for the heads of intergovernmental organisations.
    pub sectors: Codes<'a>,
    /// The office in words; empty when only the sector is known.
    pub office: &'a str,
    /// 1: head of state, government, organisation or movement; 2: foreign, defence or interior minister, spokesperson,
    /// speaker, chief of staff …; 3: other ministers and members of parliament; 4: the rest.
    pub rank: u8,
    /// The first day, `yyyy`, `yyyy-mm` or `yyyy-mm-dd`; empty when unknown.
    pub start: &'a str,
    /// The last day; empty when unknown. It does **not** mean "still in office": see [`Holder::known`].
    pub end: &'a str,
    /// With no end: the last day for which the source vouches.
    pub known: &'a str,
    /// Does the term cover the date asked for, as far as its source knows? Without a date, never.
    pub certain: bool,
    /// By what the person was found.
    pub matched: Matched,
}

/// The table of offices.
#[derive(Debug)]
pub(crate) struct Offices {
    table: Table,
    names: Arc<Names>,
}

/// A value of the index: a row, and in the upper bits by what it was filed.
fn packed(at: u32, matched: Matched) -> u32 {
    at | (matched as u32) << 29
}

fn unpacked(value: u32) -> (u32, Matched) {
    let matched = [Matched::Full, Matched::Short, Matched::Surname][(value >> 29).min(2) as usize];
    (value & 0x1fff_ffff, matched)
}

fn same_person(a: &Row<'_>, b: &Row<'_>) -> bool {
    a.get(PERSON) == b.get(PERSON) && (a.get(CODE) == b.get(CODE) || a.get(CODE) == "-" || b.get(CODE) == "-")
}

/// Files the first row of each run of rows of one person under all names.
fn keys(row: &Row<'_>, before: Option<&Row<'_>>, at: u32, entries: &mut Vec<(u64, u32)>, folded: &mut FoldedWords<'_>) {
    if before.is_some_and(|before| same_person(before, row) && before.get(ALIASES) == row.get(ALIASES)) {
        return;
    }
    let (person, code) = (row.get(PERSON), row.get(CODE));
    let aliases = row.get(ALIASES).split(';').filter(|a| !a.is_empty());
    let first = entries.len();
    for name in std::iter::once(person).chain(aliases) {
        folded.clear();
        // "Putin" may be listed as another name; it is a surname all the same.
        let part = !name.contains(' ') && name != person && person.split([' ', '-']).any(|word| word == name);
        surname::forms(folded.names(), name, code, |words, matched| {
            let matched = if part { Matched::Surname } else { matched };
            let key = folded.key(words);
            match entries[first..].iter_mut().find(|e| e.0 == key) {
                Some(entry) => entry.1 = entry.1.min(packed(at, matched)),
                None => entries.push((key, packed(at, matched))),
            }
        });
    }
}

impl Offices {
    pub(crate) fn parse(files: Vec<DataFile>, names: &Arc<Names>) -> Result<Offices, DataError> {
        let mut folded = FoldedWords::new(names);
        let keys =
            |row: &Row<'_>, before: Option<&Row<'_>>, at, entries: &mut _| keys(row, before, at, entries, &mut folded);
        Ok(Offices { table: Table::parse(files, COLUMNS, keys)?, names: Arc::clone(names) })
    }

    /// How many of the first words are titles.
    pub(crate) fn titles(&self, words: &[&str]) -> usize {
        cut_titles(&self.names, words)
    }

    /// The terms filed under a key that fit the date, best first.
    fn filed(&self, key: u64, date: Option<Date>) -> Vec<Holder<'_>> {
        let mut found = Vec::new();
        let mut hidden: Vec<&str> = Vec::new();
        for value in self.table.values(key) {
            let (first, matched) = unpacked(value);
            let head = self.table.row(first);
            if hidden.contains(&head.get(PERSON)) {
                continue;
            }
            for at in first..self.table.len() {
                let row = self.table.row(at);
                if at != first && !same_person(&row, &head) {
                    break;
                }
                if row.get(CODE) == "-" {
                    hidden.push(row.get(PERSON));
                } else {
                    found.extend(holder(&row, date, matched));
                }
            }
        }
        found.sort_by(|a, b| {
            let order = |h: &Holder<'_>| (!h.certain, h.matched, h.rank);
            order(a).cmp(&order(b)).then_with(|| b.start.cmp(a.start)).then_with(|| a.person.cmp(b.person))
        });
        found
    }

    pub(crate) fn holders(&self, name: &str, date: Option<Date>) -> Vec<Holder<'_>> {
        let words: Vec<&str> = name.split_whitespace().collect();
        self.longest(&words, date)
            .filter(|&(used, _)| used == words.len())
            .map(|(_, holders)| holders)
            .unwrap_or_default()
    }

    /// The longest run of words from the first on that is a name, with or without titles before it.
    pub(crate) fn longest(&self, words: &[&str], date: Option<Date>) -> Option<(usize, Vec<Holder<'_>>)> {
        let plain = self.longest_name(words, date);
        let titles = cut_titles(&self.names, words);
        // "King Hussein" is not Saddam Hussein.
        let royal = words[..titles].iter().any(|w| matches!(self.names.title(w), Some(Title::Regnal | Title::Noble)));
        let mut titled = (titles > 0).then(|| self.longest_name(&words[titles..], date)).flatten();
        if let Some((_, holders)) = titled.as_mut().filter(|_| royal) {
            holders.retain(|h| h.matched != Matched::Surname);
        }
        titled = titled.filter(|(_, holders)| !holders.is_empty());
        match (plain, titled) {
            (Some(plain), Some(titled)) if plain.0 < titled.0 + titles => Some((titled.0 + titles, titled.1)),
            (None, Some(titled)) => Some((titled.0 + titles, titled.1)),
            (plain, _) => plain,
        }
    }

    fn longest_name(&self, words: &[&str], date: Option<Date>) -> Option<(usize, Vec<Holder<'_>>)> {
        let first = words.first()?;
        if !first.contains(char::is_uppercase) && !self.names.is_particle(first) {
            return None;
        }
        let mut key = NameKey::new(&self.names);
        let mut best = None;
        for (at, word) in words.iter().take(LONGEST_NAME).enumerate() {
            let capital = words[..=at].iter().any(|w| w.contains(char::is_uppercase));
            if !key.push(word) || !capital || (at == 0 && self.names.is_no_surname(word)) {
                continue;
            }
            let found = self.filed(key.value(), date);
            if !found.is_empty() {
                best = Some((at + 1, found));
            }
        }
        best
    }
}

/// The row as a holder, if its term fits the date.
fn holder<'a>(row: &Row<'a>, date: Option<Date>, matched: Matched) -> Option<Holder<'a>> {
    let span = date.map(|date| fit(row.get(START), row.get(END), row.get(KNOWN), date));
    let identifier = Some(row.get(IDENTIFIER)).filter(|i| !i.is_empty());
    (span != Some(Fit::Outside)).then(|| Holder {
        person: row.get(PERSON),
        code: row.get(CODE),
        identifier,
        sectors: Codes::new(row.get(SECTOR)),
        office: row.get(OFFICE),
        rank: row.get(RANK).parse().unwrap_or(4),
        start: row.get(START),
        end: row.get(END),
        known: row.get(KNOWN),
        certain: span == Some(Fit::Within),
        matched,
    })
}
