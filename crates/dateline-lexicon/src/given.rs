//! Given names and the gender they usually tell.

use crate::fold::{name_key, phrase_key};
use crate::table::{Column, Columns, Row, Table};
use crate::{LexiconError, LexiconFile};

pub(crate) const COLUMNS: Columns =
    &[("name", Column::Name), ("gender", Column::OneOf(&["m", "f", "u", "-"])), ("source", Column::Name)];

/// The gender a word tells of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

impl Gender {
    pub(crate) fn read(text: &str) -> Option<Gender> {
        match text {
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            _ => None,
        }
    }
}

/// The table of given names.
#[derive(Debug, Default)]
pub(crate) struct GivenNames(Table);

fn keys(row: &Row<'_>, _: Option<&Row<'_>>, at: u32, entries: &mut Vec<(u64, u32)>) {
    entries.push((phrase_key(row.get(0)), at));
    entries.push((name_key(&[row.get(0)]), at));
}

impl GivenNames {
    pub(crate) fn parse(files: Vec<LexiconFile>) -> Result<GivenNames, LexiconError> {
        Table::parse(files, COLUMNS, keys).map(GivenNames)
    }

    /// By the name as written, else by its folded spelling; none where the spellings disagree.
    pub(crate) fn gender(&self, given: &str) -> Option<Gender> {
        let told = |key: u64| self.0.values(key).map(|at| self.0.row(at).get(1));
        if let Some(exact) = told(phrase_key(given)).next() {
            return Gender::read(exact);
        }
        let mut all = told(name_key(&[given]));
        let first = all.next()?;
        if all.all(|other| other == first) { Gender::read(first) } else { None }
    }
}
