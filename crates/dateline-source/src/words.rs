//! Names and words of English that sources are read by: the lists of `lexicon/en/sources.toml`, read once.

use dateline_text::{DataError, DataFile, ListValue, word_lists};
use std::sync::LazyLock;

/// What a field of a table or of JSON holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    Text,
    Title,
    Date,
    Url,
    Publisher,
    Id,
    Language,
}

impl ListValue for Field {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("text", Self::Text),
        ("title", Self::Title),
        ("date", Self::Date),
        ("url", Self::Url),
        ("publisher", Self::Publisher),
        ("id", Self::Id),
        ("language", Self::Language),
    ];
}

impl Field {
    /// The first of its names.
    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }
}

word_lists! {
    /// Words by which sources are read.
    pub(crate) struct Words from "sources" {
        fields: Field,
        site_names,
        page_titles,
        page_dates,
        page_addresses,
        page_languages,
        publication_marks,
        furniture_roles,
        furniture_things,
        furniture_beginnings,
        furniture_names,
        walls,
        calls,
        page_talk,
    }
}

/// The lists of this crate.
pub(crate) fn lists() -> &'static Words {
    static WORDS: LazyLock<Result<Words, DataError>> = LazyLock::new(|| {
        Words::read(&[DataFile::new("lexicon/en/sources.toml", include_str!("../../../lexicon/en/sources.toml"))])
    });
    // What is inside the program is read by its tests.
    WORDS.as_ref().unwrap_or_else(|e| panic!("{e}"))
}

/// A field's name as the list has it: small, without what parts words.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a field of this name holds, and its rank among the names for it: the first is asked first.
pub(crate) fn field(name: &str) -> Option<(Field, usize)> {
    let list = &lists().fields;
    let name = plain(name);
    Some((list.get(&name)?, list.list().position(&name)?))
}
