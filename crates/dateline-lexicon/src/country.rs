//! Words for countries, and phrases for several of them.

use crate::Codes;
use crate::fold::phrase_key;
use crate::table::{Column, Columns, Row, Table, choices, phrase_keys};
use dateline_text::{DataError, DataFile};

choices!(KINDS, kind: CountryKind {
    "country" => CountryKind::Country,
    "people" => CountryKind::People,
    "adjective" => CountryKind::Adjective,
    "seat" => CountryKind::Seat,
    "region" => CountryKind::Region,
    "-" => CountryKind::Country,
} else CountryKind::Country);

choices!(AMBIGUITIES, ambiguity: Option<Ambiguity> {
    "" => None,
    "name" => Some(Ambiguity::Name),
    "state" => Some(Ambiguity::State),
    "place" => Some(Ambiguity::Place),
    "word" => Some(Ambiguity::Word),
    "language" => Some(Ambiguity::Language),
    "people" => Some(Ambiguity::People),
    "two" => Some(Ambiguity::Two),
    "body" => Some(Ambiguity::Body),
    "disputed" => Some(Ambiguity::Disputed),
} else None);

pub(crate) const WORD_COLUMNS: Columns = &[
    ("phrase", Column::Name),
    ("kind", Column::OneOf(KINDS)),
    ("codes", Column::Codes),
    ("ambiguous", Column::OneOf(AMBIGUITIES)),
    ("sector", Column::Text),
    ("source", Column::Name),
];

pub(crate) const COLUMNS: Columns = &[
    ("code", Column::Code),
    ("iso2", Column::Text),
    ("name", Column::Name),
    ("state", Column::Code),
    ("capital", Column::Text),
    ("region", Column::Text),
    ("neighbours", Column::Text),
    ("source", Column::Name),
];

pub(crate) const REGION_COLUMNS: Columns = &[
    ("phrase", Column::Name),
    ("kind", Column::OneOf(&["noun", "adjective", "-"])),
    ("codes", Column::Codes),
    ("source", Column::Name),
];

/// What kind of word a country was named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountryKind {
    /// The name: `Russia`, `the United States`, `U.S.`.
    Country,
    /// Its people: `Russians`, `Swedes`, `Frenchman`.
    People,
    /// The adjective, which may be a noun too: `Russian`, `Iranian`.
    Adjective,
    /// The capital, or a house, used for the government: `Moscow`, `the Kremlin`, `Downing Street`.
    Seat,
    /// A part or a dependency: `Chechnya`, `Scotland`, `Gaza`, `Greenland`.
    Region,
}

/// What else the word may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ambiguity {
    /// A person's name: `Jordan`, `Chad`, `Paris`.
    Name,
    /// A state of a federation: `Georgia`.
    State,
    /// A place rather than a government: `Dubai`, `Jerusalem`, `The Hague`; or another place of the name.
    Place,
    /// A common word: `Male`, `Beehive`, `States`.
    Word,
    /// The language: `English`, `French`.
    Language,
    /// A people that lives in more than this state: `Serbs`, `Tajik`, `Indian`.
    People,
    /// Another country: `Congo`, `Korean`, `Dominican`.
    Two,
    /// The international body that sits there: `Brussels`, `Vienna`.
    Body,
    /// A territory whose state is disputed: `Crimea`, `Kosovo`, `Kashmir`.
    Disputed,
}

/// A country found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountryHit<'a> {
    /// The PLOVER code; the likeliest, where the word stands for several. A dependency has the code of its state.
    pub code: &'a str,
    /// All codes the word stands for, the likeliest first.
    pub codes: Codes<'a>,
    /// What kind of word it was.
    pub kind: CountryKind,
    /// What else it may mean; the words around must decide.
    pub ambiguous: Option<Ambiguity>,
    /// The sector that the word brings: `GOV` for a seat, `LEG` for a seat of parliament, `PRE` for a partially
    /// recognised entity.
    pub sector: Option<&'a str>,
    /// The row was laid over others: see [`crate::Lexicon::parse`].
    pub laid: bool,
}

/// A phrase for several countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionHit<'a> {
    /// The countries, sorted by code unless the table says otherwise.
    pub codes: Codes<'a>,
    /// An adjective (`West Asian`) rather than a noun (`the Middle East`).
    pub adjective: bool,
}

/// What is known of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountryInfo<'a> {
    /// ISO 3166-1 alpha-3, or PLOVER's `KOS`.
    pub code: &'a str,
    /// The usual name.
    pub name: &'a str,
    /// The PLOVER code: that of the controlling state for a dependency (`GRL` → `DNK`), else the code itself.
    pub state: &'a str,
    /// The capital; empty where there is none.
    pub capital: &'a str,
    /// `Western Asia / Asia`.
    pub region: &'a str,
    /// The neighbours by land.
    pub neighbours: Codes<'a>,
}

/// The three tables about countries.
#[derive(Debug, Default)]
pub(crate) struct Countries {
    words: Table,
    regions: Table,
    facts: Table,
}

fn keys(row: &Row<'_>, _: Option<&Row<'_>>, at: u32, entries: &mut Vec<(u64, u32)>) {
    phrase_keys(row.get(0), at, entries);
}

impl Countries {
    pub(crate) fn parse(
        facts: Vec<DataFile>,
        words: Vec<DataFile>,
        regions: Vec<DataFile>,
    ) -> Result<Countries, DataError> {
        let facts = Table::parse(facts, COLUMNS, keys)?;
        let words = Table::parse(words, WORD_COLUMNS, keys)?;
        let regions = Table::parse(regions, REGION_COLUMNS, keys)?;
        Ok(Countries { words, regions, facts })
    }

    pub(crate) fn longest(&self, words: &[&str]) -> Option<(usize, CountryHit<'_>)> {
        let (used, rows) = self.words.longest(words, &[0])?;
        Some((used, hit(rows.first()?)))
    }

    /// Kind, codes, ambiguity and sector of a whole phrase, as the table writes them.
    pub(crate) fn filed(&self, phrase: &str) -> Option<[&str; 4]> {
        let words: Vec<&str> = phrase.split(' ').collect();
        let (used, rows) = self.words.longest(&words, &[0])?;
        let row = rows.first().filter(|_| used == words.len())?;
        Some([row.get(1), row.get(2), row.get(3), row.get(4)])
    }

    pub(crate) fn region(&self, words: &[&str]) -> Option<(usize, RegionHit<'_>)> {
        let (used, rows) = self.regions.longest(words, &[0])?;
        let row = rows.first()?;
        Some((used, RegionHit { codes: Codes::new(row.get(2)), adjective: row.get(1) == "adjective" }))
    }

    pub(crate) fn info(&self, code: &str) -> Option<CountryInfo<'_>> {
        let found = self.facts.values(phrase_key(code)).map(|at| self.facts.row(at)).find(|row| row.get(0) == code);
        found.map(|row| info(&row))
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = CountryInfo<'_>> + '_ {
        (0..self.facts.len()).map(|at| info(&self.facts.row(at)))
    }
}

fn info<'a>(row: &Row<'a>) -> CountryInfo<'a> {
    CountryInfo {
        code: row.get(0),
        name: row.get(2),
        state: row.get(3),
        capital: row.get(4),
        region: row.get(5),
        neighbours: Codes::new(row.get(6)),
    }
}

fn hit<'a>(row: &Row<'a>) -> CountryHit<'a> {
    let codes = Codes::new(row.get(2));
    CountryHit {
        code: codes.first().unwrap_or_default(),
        codes,
        kind: kind(row.get(1)),
        ambiguous: ambiguity(row.get(3)),
        sector: Some(row.get(4)).filter(|s| !s.is_empty()),
        laid: row.laid(),
    }
}

/// The words of a phrase without a possessive ending.
pub(crate) fn without_possessive(phrase: &str) -> &str {
    let phrase = phrase.trim();
    let bare = phrase.strip_suffix("'s").or_else(|| phrase.strip_suffix("’s"));
    bare.or_else(|| phrase.strip_suffix("s'").map(|p| &phrase[..=p.len()])).unwrap_or(phrase)
}
