//! Chains by rule, for a model that has learnt none: the passes of Lee et al. (2013), the safest links first.

use super::document::{Document, Match, agree, genders};
use super::mentions::{Kind, Mention, Role};
use super::view::View;
use super::words::{Class, Definite, Gender, Pronoun, Words};
use crate::labels::Rel;

/// Sentences back that a noun phrase is looked for.
const NOUN_REACH: usize = 12;

impl<'v> Document<'v> {
    /// Finds the mentions of a view, compares what can be compared once, and links what the sieves link.
    #[must_use]
    pub fn of(view: &'v View<'v>, words: &Words) -> Self {
        let mut out = Self::unlinked(view, words);
        let found = links(&out);
        out.link(found);
        out
    }
}

/// For each mention the earlier one it is linked to.
#[must_use]
pub fn links(doc: &Document<'_>) -> Vec<Option<usize>> {
    let mut chains = Chains::of(doc);
    let mut out = vec![None; doc.mentions.len()];
    for pass in [exact, name, noun, pronoun] {
        for (m, link) in out.iter_mut().enumerate().filter(|(_, link)| link.is_none()) {
            *link = pass(doc, &chains, m);
            if let Some(a) = *link {
                chains.join(m, a);
            }
        }
    }
    out
}

/// Chains while they grow, and the genders in them.
struct Chains {
    parent: Vec<usize>,
    gender: Vec<Gender>,
}

impl Chains {
    fn of(doc: &Document<'_>) -> Self {
        Self { parent: (0..doc.mentions.len()).collect(), gender: doc.mentions.iter().map(|m| m.gender).collect() }
    }

    fn root(&self, mut m: usize) -> usize {
        while self.parent[m] != m {
            m = self.parent[m];
        }
        m
    }

    fn gender(&self, m: usize) -> Gender {
        self.gender[self.root(m)]
    }

    fn join(&mut self, m: usize, a: usize) {
        let (m, a) = (self.root(m), self.root(a));
        let told = |g: Gender| matches!(g, Gender::Male | Gender::Female);
        if self.gender[a] == Gender::Unknown || (told(self.gender[m]) && !told(self.gender[a])) {
            self.gender[a] = self.gender[m];
        }
        self.parent[m] = a;
    }
}

/// Names and definite phrases that read the same.
fn exact(doc: &Document<'_>, _: &Chains, m: usize) -> Option<usize> {
    let mention = &doc.mentions[m];
    let repeatable = match mention.kind {
        Kind::Name => true,
        Kind::Nominal => !matches!(mention.definite, Definite::A | Definite::Quantified),
        _ => false,
    };
    if !repeatable {
        return None;
    }
    doc.candidates(m).into_iter().find(|a| named(doc, *a) && doc.compare(m, *a) == Match::Exact)
}

fn named(doc: &Document<'_>, a: usize) -> bool {
    let a = &doc.mentions[a];
    matches!(a.kind, Kind::Name | Kind::Nominal) && !matches!(a.role, Role::Apposition | Role::Predicate)
}

/// A shorter name of one known by a longer one.
fn name(doc: &Document<'_>, chains: &Chains, m: usize) -> Option<usize> {
    let mention = &doc.mentions[m];
    if mention.kind != Kind::Name || mention.coordinated {
        return None;
    }
    doc.candidates(m).into_iter().find(|a| {
        let other = &doc.mentions[*a];
        let same = match doc.compare(m, *a) {
            Match::Shorter | Match::Initials => true,
            Match::Within => mention.name == other.name && other.kind == Kind::Name && mention.span.len() == 1,
            _ => false,
        };
        same && named(doc, *a) && !other.coordinated && genders(mention.gender, chains.gender(*a))
    })
}

/// A definite noun phrase that says no more than an earlier one.
fn noun(doc: &Document<'_>, _: &Chains, m: usize) -> Option<usize> {
    let mention = &doc.mentions[m];
    let definite = matches!(mention.definite, Definite::The | Definite::Demonstrative);
    if mention.kind != Kind::Nominal || !definite || mention.coordinated {
        return None;
    }
    doc.candidates(m).into_iter().find(|a| {
        let other = &doc.mentions[*a];
        mention.sentence - other.sentence <= NOUN_REACH
            && doc.compare(m, *a) == Match::Shorter
            && other.number == mention.number
            && named(doc, *a)
    })
}

fn pronoun(doc: &Document<'_>, chains: &Chains, m: usize) -> Option<usize> {
    let mention = &doc.mentions[m];
    let p = mention.pronoun()?;
    if p.person < 3 {
        return speaker(doc, m, p);
    }
    let personal = matches!(p.class, Class::Personal | Class::Possessive | Class::Reflexive);
    if !personal || doc.view.words[mention.head].rel == Rel::Expl {
        return None;
    }
    let fits = |a: &&usize| {
        let other = &doc.mentions[**a];
        other.kind != Kind::Verb
            && other.pronoun().is_none_or(|q| q.person == 3 && q.class != Class::Near && q.class != Class::Far)
            && agree(mention, other)
            && genders(mention.gender, chains.gender(**a))
            && (!matches!(p.gender, Gender::Male | Gender::Female) || likely_person(other))
            && !clash(doc, m, **a)
    };
    // Sentence by sentence backwards; in each subjects first, then from left to right.
    let all = doc.candidates(m);
    let order = |a: &&usize| {
        let other = &doc.mentions[**a];
        let subject = matches!(other.role, Role::Subject | Role::PassiveSubject);
        (mention.sentence - other.sentence, !subject, other.span.start, other.span.len())
    };
    all.iter().filter(fits).min_by_key(order).copied()
}

/// Whether a mention may be a single person: no thing, place or group, and no common noun of unknown meaning.
fn likely_person(a: &Mention) -> bool {
    match a.kind {
        Kind::Nominal => matches!(a.gender, Gender::Male | Gender::Female | Gender::Person),
        Kind::Name => !matches!(a.gender, Gender::Place | Gender::Group | Gender::Thing),
        _ => true,
    }
}

/// `I`, `we` and `you` go on from the last of their kind in the same voice.
fn speaker(doc: &Document<'_>, m: usize, p: Pronoun) -> Option<usize> {
    let mention = &doc.mentions[m];
    doc.candidates(m).into_iter().find(|a| {
        let other = &doc.mentions[*a];
        other.pronoun().is_some_and(|q| q.person == p.person && q.number == p.number) && other.quote == mention.quote
    })
}

/// Whether two mentions are arguments of one verb, so that only a reflexive could make them one.
fn clash(doc: &Document<'_>, m: usize, a: usize) -> bool {
    let reflexive = doc.mentions[m].pronoun().is_some_and(|p| p.class != Class::Personal);
    let governor = doc.keys[m].governor;
    !reflexive && governor.is_some() && governor == doc.keys[a].governor
}
