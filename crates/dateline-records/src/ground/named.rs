//! Whom words name that head no phrase of their own.

use super::Ground;
use dateline_contract::{CodeFrom, Entity, MentionForm, Sector};
use dateline_language::{Upos, Xpos};
use dateline_lexicon::CountryKind;
use std::collections::HashMap;
use std::ops::Range;

/// A name without its article.
pub(crate) fn plain(words: &str) -> &str {
    words.trim_start_matches("the ").trim_start_matches("The ")
}

impl Ground<'_> {
    /// The head of the first mention that names somebody so, as the lexicon has it or in these words.
    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        let make = || {
            let mut all = HashMap::new();
            for m in self.actors.mentions.values().filter(|m| m.form == MentionForm::Name) {
                for key in m.name.as_deref().into_iter().chain([plain(m.span.of(self.s.a.text()))]) {
                    all.entry(key.to_owned()).or_insert(m.head);
                }
            }
            all
        };
        self.by_name.get_or_init(make).get(name).copied()
    }

    /// The party that some words before a noun name: "**Kremlin** spokesman", "**Russian** envoy", "**NATO** member".
    pub(crate) fn modifier(&self, words: Range<usize>) -> Option<Entity> {
        let forms: Vec<&str> = words.clone().map(|i| self.s.a.form(i)).collect();
        for (k, _) in forms.iter().enumerate() {
            let here = words.start + k;
            let group = self.tables.lexicon.group(&forms[k..], self.s.a.document.date);
            if let Some(g) = group.filter(|_| forms[k].chars().next().is_some_and(char::is_uppercase)) {
                let hit = g.hit[0];
                return Some(self.entity_of(
                    here..here + g.words,
                    hit.name,
                    Some(hit.code),
                    hit.sectors.iter().collect(),
                ));
            }
            // "New Jersey governor" is not of Jersey.
            if k > 0 && self.s.upos(here - 1) == Upos::Propn {
                continue;
            }
            let Some(c) = self.tables.lexicon.country_at(&forms[k..]) else { continue };
            let whole = k + c.words == forms.len();
            let name = self.tables.lexicon.country_info(c.hit.code).map_or("", |i| i.name);
            if whole || self.s.upos(words.end - 1) == Upos::Adj {
                let seat = c.hit.kind == CountryKind::Seat;
                let name = if seat { self.s.a.span(here..here + c.words).of(self.s.a.text()) } else { name };
                return Some(self.entity_of(
                    here..here + c.words,
                    name,
                    Some(c.hit.code),
                    c.hit.sector.into_iter().collect(),
                ));
            }
            let rest = self.tables.lexicon.agent(&forms[k + c.words..]);
            let Some(agent) = rest.filter(|a| k + c.words + a.words == forms.len()) else { continue };
            let name = self.s.a.span(here..words.end).of(self.s.a.text());
            return Some(self.entity_of(here..words.end, name, Some(c.hit.code), agent.hit.sectors.iter().collect()));
        }
        // A bare role is no name: "Ministry spokesman" leads to a ministry only where the report names one.
        let role = forms.iter().any(|w| self.tables.lexicon.agent(&[w]).is_some());
        let first = words.clone().find(|i| self.s.upos(*i) == Upos::Propn).filter(|_| !role)?;
        let name = self.s.a.span(first..words.end).of(self.s.a.text());
        let last = (first..words.end).all(|i| self.s.upos(i) == Upos::Propn || self.s.xpos(i) == Xpos::Hyph);
        last.then(|| self.entity_of(first..words.end, name, None, Vec::new()))
    }

    /// An entity for words that are no mention of their own; tied to the actor of that name, or of that country.
    fn entity_of(&self, words: Range<usize>, name: &str, code: Option<&str>, sector: Vec<&str>) -> Entity {
        // A region or ocean has a name and no code.
        let code = code.filter(|c| !c.is_empty());
        let same = |n: &str| n.eq_ignore_ascii_case(name) || (code.is_none() && n.ends_with(&format!(" {name}")));
        let found = self.actors.with_last_word(name).find(|i| same(&self.actors.all[*i].name));
        let chain = found.map(|i| &self.actors.all[i]);
        let told = code.is_some();
        let sector: Vec<Sector> = sector.into_iter().filter_map(Sector::parse).collect();
        let (code, code_from) = match (code, chain) {
            (Some(code), _) => (Some(code.to_owned()), Some(CodeFrom::Told)),
            (None, Some(c)) => (c.code.clone(), c.code.is_some().then_some(c.code_from)),
            (None, None) => (None, None),
        };
        Entity {
            id: found.map(|i| self.actors.id(i).to_owned()).unwrap_or_default(),
            span: self.s.a.span(words),
            name: Some(chain.map_or(name, |c| &c.name).to_owned()),
            identifier: None,
            sector: if told { sector } else { chain.map(|c| c.sector.clone()).unwrap_or_default() },
            code,
            code_from,
        }
    }
}
