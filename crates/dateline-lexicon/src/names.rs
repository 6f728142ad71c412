//! Words in and around the names of persons: `lexicon/en/names.toml`.

use dateline_text::{DataError, DataFile, List, ListValue, word_lists};

/// The file inside the program.
const BUILTIN: (&str, &str) = ("lexicon/en/names.toml", include_str!("../../../lexicon/en/names.toml"));

word_lists! {
    /// Words in and around the names of persons.
    pub(crate) struct NameWords from "names" {
        titles: Title,
        particles,
        suffixes,
        no_surnames,
        spellings,
        name_order: NameOrder,
    }
}

/// What follows a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    /// The name of a sovereign, who has no surname in use.
    Regnal,
    /// A given name, as a rule.
    Noble,
    /// Any name.
    Plain,
}

impl ListValue for Title {
    const NAMES: &'static [(&'static str, Self)] =
        &[("regnal", Self::Regnal), ("noble", Self::Noble), ("plain", Self::Plain)];
}

/// How the names of a country are made, where not of a given name and then one surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameOrder {
    /// The surname comes first.
    FamilyFirst,
    /// It comes first, or last behind a foreign given name.
    FamilyFirstOrLast,
    /// A given name is what a person is called by, as often as not.
    Given,
    /// Two surnames, the father's first.
    TwoSurnames,
}

impl ListValue for NameOrder {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("family_first", Self::FamilyFirst),
        ("family_first_or_last", Self::FamilyFirstOrLast),
        ("given", Self::Given),
        ("two_surnames", Self::TwoSurnames),
    ];
}

/// The words about names, as look-ups need them.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) words: NameWords,
    /// The first letters of the spellings: nearly every name is done with by its first.
    spelt_with: [bool; 256],
}

impl Names {
    /// The file inside the program.
    pub(crate) fn builtin_file() -> DataFile {
        DataFile::new(BUILTIN.0, BUILTIN.1)
    }

    /// The words inside the program, with those of files laid over them.
    pub(crate) fn read(files: Vec<DataFile>) -> Result<Names, DataError> {
        let ours = Names::builtin_file();
        let over = files.into_iter().filter(|f| *f != ours).collect::<Vec<_>>();
        let words = NameWords::read(&[vec![ours], over].concat())?;
        let mut spelt_with = [false; 256];
        words.spellings.words().filter_map(|w| w.bytes().next()).for_each(|b| spelt_with[usize::from(b)] = true);
        Ok(Names { words, spelt_with })
    }

    /// The spelling that stands for this one, both plain.
    pub(crate) fn spelling(&self, plain: &[u8]) -> Option<&str> {
        if !self.spelt_with[usize::from(*plain.first()?)] {
            return None;
        }
        self.words.spellings.value(std::str::from_utf8(plain).ok()?)
    }

    /// What follows a title, with or without its full stop; none for a word that is no title.
    pub(crate) fn title(&self, word: &str) -> Option<Title> {
        self.words.titles.get(without_stop(word))
    }

    /// May a name begin with this word in small letters?
    pub(crate) fn is_particle(&self, word: &str) -> bool {
        self.has(&self.words.particles, word.split(['-', '‑']).next().unwrap_or(word))
    }

    /// Is this word, with or without a full stop, in a list?
    pub(crate) fn has(&self, list: &List, word: &str) -> bool {
        list.has(without_stop(word))
    }

    /// Does a word alone name nobody?
    pub(crate) fn is_no_surname(&self, word: &str) -> bool {
        word.chars().filter(|c| c.is_alphanumeric()).count() < 2 || self.words.no_surnames.has(word)
    }
}

fn without_stop(word: &str) -> &str {
    word.strip_suffix('.').unwrap_or(word)
}
