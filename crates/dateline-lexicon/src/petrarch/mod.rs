//! Dictionaries of actors and agents as PETRARCH and TABARI read them, taken as rows of our own tables.
//!
//! A file `*.actors.txt` names actors, `*.agents.txt` roles. [`lines`] reads what is written, [`code`] says what CAMEO's
//! codes are in PLOVER by the lists of `lexicon/actors/petrarch.toml`, [`rows`] writes rows of `groups.tsv`,
//! `country_words.tsv` and `agents.tsv`, which are then laid over ours like a user's own.
//!
//! A line that breaks the format is an error. What PETRARCH reads over, and what cannot be said here, is left out, and a
//! note says so with its lines ([`Remarks`]).

mod code;
mod lines;
mod remarks;
mod rows;

use crate::country::Countries;
use code::Codes;
use dateline_text::{DataError, DataFile, Note, word_lists};
use remarks::Remarks;

/// The name of the file of lists, without its folder.
pub(crate) const LISTS: &str = "petrarch.toml";
const BUILTIN: (&str, &str) =
    ("lexicon/actors/petrarch.toml", include_str!("../../../../lexicon/actors/petrarch.toml"));

word_lists! {
    /// What CAMEO's codes are in PLOVER, and words for reading dictionaries.
    pub(crate) struct Words from "petrarch" {
        roles,
        weak,
        heads,
        implied,
        bodies,
        countries,
        body_words,
        person_endings,
        plurals,
        small,
    }
}

/// What a dictionary names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Actors,
    Agents,
}

impl Kind {
    fn of(name: &str) -> Option<Kind> {
        let name = name.to_ascii_lowercase();
        match () {
            () if name.ends_with(".actors.txt") => Some(Kind::Actors),
            () if name.ends_with(".agents.txt") => Some(Kind::Agents),
            () => None,
        }
    }
}

/// Is a file of this name a dictionary?
pub(crate) fn is_dictionary(name: &str) -> bool {
    Kind::of(name).is_some()
}

/// Rows made of dictionaries, by the table they go to.
#[derive(Debug, Default)]
pub(crate) struct Made {
    pub(crate) groups: Vec<DataFile>,
    pub(crate) country_words: Vec<DataFile>,
    pub(crate) agents: Vec<DataFile>,
    /// What was left out.
    pub(crate) notes: Vec<Note>,
}

/// The file of lists inside the program.
pub(crate) fn builtin_file() -> DataFile {
    DataFile::new(BUILTIN.0, BUILTIN.1)
}

/// Reads dictionaries; `lists` are laid over the file of lists inside the program.
///
/// # Errors
/// The first line that breaks the format.
pub(crate) fn read(files: &[DataFile], lists: Vec<DataFile>, countries: &Countries) -> Result<Made, DataError> {
    let ours = builtin_file();
    let over = lists.into_iter().filter(|f| *f != ours).collect::<Vec<_>>();
    let words = Words::read(&[vec![ours], over].concat())?;
    let codes = Codes::new(&words, countries);
    let mut made = Made::default();
    for file in files {
        let mut remarks = Remarks::default();
        match Kind::of(&file.name) {
            Some(Kind::Actors) => {
                rows::actors(file, &lines::read(file, &mut remarks)?, &codes, &mut remarks, &mut made);
            }
            Some(Kind::Agents) => {
                rows::agents(file, &lines::read(file, &mut remarks)?, &codes, &mut remarks, &mut made)?;
            }
            None => {}
        }
        made.notes.extend(remarks.notes(&file.name));
    }
    Ok(made)
}
