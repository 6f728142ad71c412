//! What a CAMEO code is in PLOVER: a country or a kind of international body, and sectors.

use super::Words;
use super::remarks::{Remark, Remarks};
use crate::country::Countries;

/// What a code says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nobody: `[---]`.
    Nobody,
    /// A role that is no country's: `[MUS]`.
    Role(Vec<String>),
    /// A country or a body.
    Actor {
        code: String,
        /// Which international body, where the code does not say it.
        identifier: String,
        sectors: Vec<String>,
        /// A country without a role.
        bare: bool,
    },
}

/// What codes are read by.
pub(super) struct Codes<'a> {
    pub(super) words: &'a Words,
    pub(super) countries: &'a Countries,
}

impl<'a> Codes<'a> {
    pub(super) fn new(words: &'a Words, countries: &'a Countries) -> Self {
        Self { words, countries }
    }

    /// What an actor's code says; none for one that no table can hold.
    pub(super) fn actor(&self, text: &str, line: usize, remarks: &mut Remarks) -> Option<Meaning> {
        if text.trim_matches(['-', '+']).is_empty() {
            return Some(Meaning::Nobody);
        }
        let mut several = text.split('/');
        let first = several.next().unwrap_or_default();
        if several.next().is_some() {
            remarks.add(Remark::Several, line, text);
        }
        let parts = parts(first);
        let (head, tail) = parts.split_first()?;
        let words = self.words;
        if let Some(kind) = words.heads.value(head) {
            return Some(self.body(kind, tail, line, remarks));
        }
        if words.bodies.has(head) {
            return Some(self.body("IGO", &parts, line, remarks));
        }
        let written = words.countries.value(head).unwrap_or(head);
        let state = self.countries.info(written).map(|c| c.state);
        if state.is_none() && (words.roles.has(head) || words.weak.has(head)) {
            return Some(Meaning::Role(self.sectors(&parts, line, remarks)));
        }
        let code = state.unwrap_or(written);
        if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            remarks.add(Remark::Code, line, text);
            return None;
        }
        let (sectors, identifier) = (self.sectors(tail, line, remarks), String::new());
        let bare = sectors.is_empty() && tail.iter().all(|part| !words.bodies.has(part));
        Some(Meaning::Actor { code: code.to_owned(), identifier, sectors, bare })
    }

    /// An international body, or what belongs to a region.
    fn body(&self, kind: &str, tail: &[&str], line: usize, remarks: &mut Remarks) -> Meaning {
        let words = self.words;
        let mut sectors = self.sectors(tail, line, remarks);
        let armed = sectors.iter().any(|s| matches!(s.as_str(), "REB" | "CRM" | "UAF"));
        let code = match kind {
            "IGO" | "NGO" | "MNC" | "IMG" => kind,
            _ if armed => "IMG",
            _ => "IGO",
        };
        if let Some(sector) = words.implied.value(code) {
            sectors = vec![sector.to_owned()];
        }
        let identifier = tail.iter().find_map(|part| words.bodies.value(part)).filter(|_| code == "IGO");
        let identifier = identifier.unwrap_or_default().to_owned();
        Meaning::Actor { code: code.to_owned(), identifier, sectors, bare: false }
    }

    /// The sectors that letters stand for; those of what somebody works for only where there are no others.
    pub(super) fn sectors(&self, parts: &[&str], line: usize, remarks: &mut Remarks) -> Vec<String> {
        let words = self.words;
        let (mut sectors, mut weak) = (Vec::new(), Vec::new());
        for part in parts {
            let add = |to: &mut Vec<String>, sector: &str| {
                if !to.iter().any(|s| s == sector) {
                    to.push(sector.to_owned());
                }
            };
            match (words.roles.value(part), words.weak.value(part)) {
                (Some(sector), _) => add(&mut sectors, sector),
                (None, Some(sector)) => add(&mut weak, sector),
                // Another country, a region, a body: PLOVER has no place for a second.
                _ if self.countries.info(words.countries.value(part).unwrap_or(part)).is_some() => {}
                _ if words.heads.has(part) || words.bodies.has(part) => {}
                _ => remarks.add(Remark::Letters, line, part),
            }
        }
        if sectors.is_empty() { weak } else { sectors }
    }
}

/// The parts of a code, three letters each.
pub(super) fn parts(code: &str) -> Vec<&str> {
    (0..code.len()).step_by(3).map(|at| &code[at..code.len().min(at + 3)]).collect()
}
