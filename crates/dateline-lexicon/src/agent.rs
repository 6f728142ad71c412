//! Role nouns: what a person or body is, by the word for it.

use crate::table::{Column, Columns, Row, Table, choices, phrase_keys};
use crate::{Codes, Gender};
use dateline_text::{DataError, DataFile};

choices!(ROLES, role: AgentRole {
    "" => AgentRole::Own,
    "inherits" => AgentRole::Inherits,
    "counterpart" => AgentRole::Counterpart,
    "mediates" => AgentRole::Mediates,
    "former" => AgentRole::Former,
    "country" => AgentRole::Country,
    "body" => AgentRole::Body,
    "none" => AgentRole::None,
    "-" => AgentRole::Own,
} else AgentRole::Own);

// Of one; several are told by the plural.
choices!(NUMBERS, number: AgentNumber {
    "person" => AgentNumber::Person,
    "body" => AgentNumber::Body,
    "thing" => AgentNumber::Thing,
} else AgentNumber::Body);

pub(crate) const COLUMNS: Columns = &[
    ("phrase", Column::Name),
    ("plural", Column::Text),
    ("sector", Column::Text),
    ("number", Column::OneOf(NUMBERS)),
    ("gender", Column::OneOf(&["", "m", "f"])),
    ("role", Column::OneOf(ROLES)),
    ("source", Column::Name),
];

/// One person, several, or a body or thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgentNumber {
    /// One person: `soldier`.
    Person,
    /// Several persons: `soldiers`.
    Persons,
    /// A body: `army`, `parliaments`.
    Body,
    /// A thing that acts for its users: `warship`.
    Thing,
}

/// How a role takes its code or sector from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgentRole {
    /// The sector is the word's own.
    Own,
    /// The sector is that of the body the person belongs to or speaks for (`spokesman`, `leader`, `member`); a sector
    /// given is what holds where that body is unknown.
    Inherits,
    /// The role of another, held for another party: `his Iranian counterpart`.
    Counterpart,
    /// Stands between parties: `mediator`.
    Mediates,
    /// Held office once: `former president`.
    Former,
    /// A word for a country or its capital: `nation`, `neighbour`.
    Country,
    /// Belongs to an international body: `UN envoy`.
    Body,
    /// No actor by itself: `expert`, `observer`.
    None,
}

/// A role noun found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agent<'a> {
    /// The singular under which it is filed.
    pub phrase: &'a str,
    /// The sectors, primary first.
    pub sectors: Codes<'a>,
    /// One, several, a body or a thing.
    pub number: AgentNumber,
    /// The gender the word itself tells: `spokeswoman`, `king`.
    pub gender: Option<Gender>,
    /// How the role takes its code or sector from elsewhere.
    pub role: AgentRole,
    /// The row was laid over others: see [`crate::Lexicon::parse`].
    pub laid: bool,
}

/// The table of role nouns.
#[derive(Debug, Default)]
pub(crate) struct Agents(Table);

fn keys(row: &Row<'_>, _: Option<&Row<'_>>, at: u32, entries: &mut Vec<(u64, u32)>) {
    phrase_keys(row.get(0), at, entries);
    if row.get(1) != row.get(0) {
        phrase_keys(row.get(1), at, entries);
    }
}

impl Agents {
    pub(crate) fn parse(files: Vec<DataFile>) -> Result<Agents, DataError> {
        Table::parse(files, COLUMNS, keys).map(Agents)
    }

    pub(crate) fn longest(&self, words: &[&str]) -> Option<(usize, Agent<'_>)> {
        let (used, rows) = self.0.longest(words, &[0, 1])?;
        let text = words[..used].join(" ");
        // A word may be the plural of one row and the singular of another (`troops`): the singular row is the fuller.
        let key = crate::fold::phrase_key(&text);
        let exact = rows.iter().find(|row| crate::fold::phrase_key(row.get(0)) == key);
        let row = exact.or_else(|| rows.first())?;
        Some((used, agent(row, crate::fold::phrase_key(row.get(1)) == key)))
    }
}

fn agent<'a>(row: &Row<'a>, plural: bool) -> Agent<'a> {
    Agent {
        phrase: row.get(0),
        sectors: Codes::new(row.get(2)),
        number: match number(row.get(3)) {
            AgentNumber::Person if plural => AgentNumber::Persons,
            number => number,
        },
        gender: Gender::read(row.get(4)),
        role: role(row.get(5)),
        laid: row.laid(),
    }
}
