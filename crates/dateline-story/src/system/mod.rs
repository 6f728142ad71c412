//! The system of actors: from the records of many reports, who does what to whom over time, who stands between, who behind.
//!
//! An act is counted twice: by report, as often as it is told, and by happening, once however many reports tell it. Acts of
//! one pair, category and day are taken for one act that several reports tell, as event data are usually freed of
//! repetitions; where one report tells of several, there are as many. It reads lines of the contract, so that what was
//! read long ago serves as well as what is read now.
//!
//! | module | question |
//! |---|---|
//! | `party` | which node is a party? |
//! | `acts` | which acts are counted, and which tellings are one act? |
//! | `roles` | who begins, who is aimed at, who stands between, who behind? |
//! | `warnings` | who warns that a conflict may spread? |

mod acts;
mod party;
mod roles;
#[cfg(test)]
mod tests;
mod warnings;

pub use party::Level;

use crate::cluster::outlet_key;
use acts::{Acts, Key};
use dateline_contract::wire::{self, Document, Line};
use party::{Node, Parties};
use std::collections::BTreeMap;

/// What is counted, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What the nodes are.
    pub level: Level,
    /// Count also what has not happened: what is negated, to come, possible, or long past.
    pub all: bool,
}

/// The records of many reports, as they come.
#[derive(Debug, Default)]
pub struct System {
    options: Options,
    reports: u32,
    /// Ids of reports with their outlets.
    documents: Vec<(String, Option<String>)>,
    /// Outlets by what all ways to write them share: how they are written first, and their reports.
    outlets: BTreeMap<String, (String, usize)>,
    nodes: BTreeMap<String, Named>,
    acts: Acts,
    backing: BTreeMap<(String, String), roles::Backing>,
    warnings: Vec<wire::SpreadWarning>,
    left_out: wire::LeftOut,
}

/// A node with the names it goes by.
#[derive(Debug, Default)]
struct Named {
    code: Option<String>,
    sector: Option<dateline_contract::Sector>,
    names: BTreeMap<String, usize>,
}

impl System {
    /// With nothing read.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// Takes the lines of one report, its document among them.
    pub fn add(&mut self, lines: &[Line]) {
        let Some(document) = lines.iter().find_map(|l| if let Line::Document(d) = l { Some(d) } else { None }) else {
            return;
        };
        let number = self.reports;
        self.reports += 1;
        let outlet = self.outlet(document);
        self.documents.push((document.doc.clone(), outlet));
        let actors: Vec<_> = lines.iter().filter_map(|l| if let Line::Actor(a) = l { Some(a) } else { None }).collect();
        let parties = Parties::of(self.options.level, &actors);
        let mut told: BTreeMap<Key, acts::Told> = BTreeMap::new();
        for line in lines {
            match line {
                Line::Event(event) => self.event(event, document, &parties, &mut told),
                Line::Relation(relation) => self.relation(relation, &parties),
                Line::Statement(statement) => {
                    self.warnings.extend(warnings::of(statement, document, &actors, &parties));
                }
                _ => {}
            }
        }
        self.acts.add(number, told);
    }

    /// The outlet as it is written first.
    fn outlet(&mut self, document: &Document) -> Option<String> {
        let given = document.publisher.as_deref().map(str::trim).filter(|p| !p.is_empty())?;
        let entry = self.outlets.entry(outlet_key(given)).or_insert_with(|| (given.to_owned(), 0));
        entry.1 += 1;
        Some(entry.0.clone())
    }

    fn event(&mut self, e: &wire::Event, document: &Document, parties: &Parties, told: &mut BTreeMap<Key, acts::Told>) {
        if !self.options.all && !acts::has_happened(e) {
            self.left_out.not_happened += 1;
            return;
        }
        let (from, to) = (parties.nodes(&e.actor), parties.nodes(&e.recipient));
        let pairs = acts::pairs(e, &from, &to);
        if pairs.is_empty() {
            self.left_out.without_pair += 1;
            return;
        }
        self.know(&from);
        self.know(&to);
        for (a, b) in pairs {
            told.entry(Key::of(e, document, a.id.clone(), b.id.clone())).or_default().add(e);
        }
    }

    /// Takes note of nodes and of what they are called.
    fn know(&mut self, nodes: &[Node]) {
        for node in nodes {
            let known = self.nodes.entry(node.id.clone()).or_default();
            known.code = known.code.take().or_else(|| node.code.clone());
            known.sector = known.sector.or(node.sector);
            if let Some(name) = &node.name {
                *known.names.entry(name.clone()).or_default() += 1;
            }
        }
    }

    fn relation(&mut self, r: &wire::Relation, parties: &Parties) {
        if r.relation != dateline_contract::RelationKind::Backs {
            return;
        }
        let (Some(from), Some(to)) = (parties.node(&r.from), parties.node(&r.to)) else { return };
        self.backing.entry((from.id.clone(), to.id.clone())).or_default().add(r);
        self.know(&[from, to]);
    }

    /// The whole of it. `of` asks for the acts of one node, by its id or one of its names.
    #[must_use]
    pub fn picture(&self, of: Option<&str>) -> wire::System {
        let pairs = self.acts.pairs();
        let conflicts = roles::conflicts(&pairs, &self.acts, &self.backing);
        let mut publishers: Vec<wire::Publisher> = self
            .outlets
            .values()
            .map(|(name, reports)| wire::Publisher { name: name.clone(), reports: *reports })
            .collect();
        publishers.sort_by(|a, b| b.reports.cmp(&a.reports).then(a.name.cmp(&b.name)));
        let days = || pairs.iter().flat_map(|p| &p.days).filter_map(|d| d.day.clone());
        wire::System {
            reports: self.reports as usize,
            publishers,
            first: days().min(),
            last: days().max(),
            actors: self.actors(&pairs),
            conflicts,
            warnings: self.warnings.clone(),
            acts: of.map(|name| self.timeline(name)),
            pairs,
            left_out: self.left_out.clone(),
        }
    }

    fn actors(&self, pairs: &[wire::Pair]) -> Vec<wire::SystemActor> {
        let mut all: BTreeMap<&str, wire::SystemActor> = BTreeMap::new();
        for (id, named) in &self.nodes {
            let actor = wire::SystemActor {
                id: id.clone(),
                name: acts::most(&named.names),
                code: named.code.clone(),
                sector: named.sector,
                initiated: wire::Quads::default(),
                received: wire::Quads::default(),
                role: None,
            };
            all.insert(id, actor);
        }
        for pair in pairs {
            let sum = pair.happenings();
            if let Some(a) = all.get_mut(pair.from.as_str()) {
                a.initiated.add(&sum);
            }
            if let Some(b) = all.get_mut(pair.to.as_str()) {
                b.received.add(&sum);
            }
        }
        let mut all: Vec<wire::SystemActor> = all.into_values().collect();
        all.retain(|a| a.initiated.sum() + a.received.sum() > 0);
        all.iter_mut().for_each(|a| a.role = roles::role(a));
        all.sort_by(|a, b| {
            let weight = |x: &wire::SystemActor| x.initiated.sum() + x.received.sum();
            weight(b).cmp(&weight(a)).then_with(|| a.id.cmp(&b.id))
        });
        all
    }

    /// The acts that one node does or meets with, in the order of their days.
    fn timeline(&self, name: &str) -> Vec<wire::Act> {
        let wanted = name.to_lowercase();
        let is = |id: &str, named: &Named| {
            id.to_lowercase() == wanted || named.names.keys().any(|n| n.to_lowercase() == wanted)
        };
        let own = self.nodes.iter().filter(|(id, named)| is(id, named)).map(|(id, _)| id.clone());
        self.acts.of(&own.collect(), &self.documents)
    }
}
