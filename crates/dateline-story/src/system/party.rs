//! Which node of the system a party of a record is.

use dateline_contract::wire::{Actor, Entity};
use dateline_contract::{MentionForm, Sector};
use std::collections::{BTreeMap, BTreeSet};

/// What the nodes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Countries and organisations: all of a country's parties are one.
    Country,
    /// A country's government, and each other sector of it by itself. A bare country is its government.
    #[default]
    Sector,
    /// Persons and bodies by their names.
    Name,
}

/// A party as a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// What the same party has in every report.
    pub(super) id: String,
    /// What it is called here.
    pub(super) name: Option<String>,
    pub(super) code: Option<String>,
    pub(super) sector: Option<Sector>,
}

/// The parties of one report.
pub(super) struct Parties {
    level: Level,
    /// Names by id of the actors that have a proper one.
    named: BTreeMap<String, String>,
}

/// Codes that stand for kinds of bodies, told apart by their names.
const KINDS: [&str; 4] = ["IGO", "NGO", "MNC", "IMG"];

impl Parties {
    /// From the actors of a report.
    pub(super) fn of(level: Level, actors: &[&Actor]) -> Self {
        let proper = actors.iter().filter(|a| a.mentions.iter().any(|m| m.form == MentionForm::Name));
        Self { level, named: proper.map(|a| (a.id.clone(), a.name.clone())).collect() }
    }

    /// The node of a party; `None` where it has neither a code nor a name of its own, or its code is a kind and nothing
    /// says which.
    pub(super) fn node(&self, e: &Entity) -> Option<Node> {
        let name = self.named.get(&e.id).or(e.identifier_text.as_ref().filter(|_| e.code.is_some()));
        let by_name = || {
            let name = name.map(|n| n.trim()).filter(|n| n.chars().any(char::is_alphabetic))?;
            Some(Node {
                id: folded(name),
                name: Some(name.to_owned()),
                code: e.code.clone(),
                sector: e.sector.first().copied(),
            })
        };
        match e.code.as_deref() {
            None => by_name(),
            Some(code) if KINDS.contains(&code) || self.level == Level::Name => {
                by_name().or_else(|| (!KINDS.contains(&code)).then(|| Self::coded(e, code, self.level)))
            }
            Some(code) => Some(Self::coded(e, code, self.level)),
        }
    }

    fn coded(e: &Entity, code: &str, level: Level) -> Node {
        let other = e.sector.first().copied().filter(|s| level != Level::Country && *s != Sector::Gov);
        let id = other.map_or_else(|| code.to_owned(), |s| format!("{code} {s}"));
        // A country is not called as one of its ministers is.
        let own = e.sector.is_empty() || other.is_some();
        let name = own.then(|| e.identifier_text.clone().unwrap_or_else(|| e.entity_text.clone()));
        Node { id, name, code: Some(code.to_owned()), sector: other }
    }

    /// The nodes of several parties, each once.
    pub(super) fn nodes(&self, all: &[Entity]) -> Vec<Node> {
        let mut seen = BTreeSet::new();
        let nodes = all.iter().filter_map(|e| self.node(e));
        nodes.filter(|n| seen.insert(n.id.clone())).collect()
    }
}

/// A name as it is in every report: its words, each beginning with a capital as it is typed, without article and points.
fn folded(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace()).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let kept: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
    let article = kept.first().is_some_and(|w| crate::words::lists().name_trifles.has(&w.to_lowercase()));
    kept[usize::from(article && kept.len() > 1)..].join(" ")
}

impl Parties {
    /// The node of an actor of the report.
    pub(super) fn actor(&self, a: &Actor) -> Option<Node> {
        let entity = Entity {
            id: a.id.clone(),
            entity_text: a.name.clone(),
            identifier_text: Some(a.name.clone()),
            identifier_id: a.identifier_id.clone(),
            code: a.code.clone(),
            code_from: a.code_from,
            sector: a.sector.clone(),
            start: 0,
            end: 0,
        };
        self.node(&entity)
    }
}
