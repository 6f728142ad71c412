//! Given names and the gender they usually tell.

use crate::fold::{name_key, phrase_key};
use crate::names::Names;
use crate::table::{Column, Columns, Row, Table};
use dateline_text::{DataError, DataFile};
use std::sync::Arc;

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
#[derive(Debug)]
pub(crate) struct GivenNames {
    table: Table,
    names: Arc<Names>,
}

impl GivenNames {
    pub(crate) fn parse(files: Vec<DataFile>, names: &Arc<Names>) -> Result<GivenNames, DataError> {
        let keys = |row: &Row<'_>, _: Option<&Row<'_>>, at: u32, entries: &mut Vec<(u64, u32)>| {
            entries.push((phrase_key(row.get(0)), at));
            entries.push((name_key(names, &[row.get(0)]), at));
        };
        Ok(GivenNames { table: Table::parse(files, COLUMNS, keys)?, names: Arc::clone(names) })
    }

    /// By the name as written, else by its folded spelling; none where the spellings disagree.
    pub(crate) fn gender(&self, given: &str) -> Option<Gender> {
        let told = |key: u64| self.table.values(key).map(|at| self.table.row(at).get(1));
        if let Some(exact) = told(phrase_key(given)).next() {
            return Gender::read(exact);
        }
        let mut all = told(name_key(&self.names, &[given]));
        let first = all.next()?;
        if all.all(|other| other == first) { Gender::read(first) } else { None }
    }
}
