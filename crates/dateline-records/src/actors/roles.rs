//! Roles that the lexicon does not know, learnt from the report: "The harbour master, Kofi Adjei, … The harbour master".

use super::{Chain, Kind, Mention, code, phrase};
use crate::syntax::Syntax;
use dateline_contract::record::MentionForm;
use dateline_language::{Rel, Upos};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The mention before a comma that a description explains: "Karin Dahl, 54, director of Northern Rail".
pub(super) fn explained(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, m: &Mention) -> Option<usize> {
    if m.form != MentionForm::Nominal || s.rel(m.head) != Rel::Appos || s.conjuncts(m.head).len() > 1 {
        return None;
    }
    let before = mentions.get(&s.a.head(m.head)?)?;
    let alike = match (before.kind, m.kind) {
        (Kind::Person | Kind::Unknown, Kind::Person) | (Kind::Country, Kind::Country) => true,
        (Kind::Body | Kind::Unknown, Kind::Body) => !s.a.children(m.head).any(|c| s.rel(c) == Rel::Cc),
        _ => false,
    };
    let codes = before.code.is_none() || m.code.is_none() || before.code == m.code;
    (alike && codes && before.form == MentionForm::Name).then_some(before.actor)
}

/// Gives persons the mentions that name them by a role of their own, where a name beside it says whose it is.
pub(super) fn learn(s: Syntax<'_>, mentions: &mut BTreeMap<usize, Mention>, chains: &mut [Chain]) {
    let mut roles: HashMap<String, Bearers> = HashMap::new();
    let person = |m: &&Mention| m.form == MentionForm::Name && matches!(m.kind, Kind::Person | Kind::Unknown);
    let persons: Vec<(usize, usize)> = mentions.values().filter(person).map(|m| (m.head, m.actor)).collect();
    for (h, actor) in persons {
        let Some(head) = introduced_by(s, h).filter(|head| !mentions.contains_key(head)) else { continue };
        let first = chains[actor].mentions.first().copied().unwrap_or(0);
        roles.entry(words(s, &phrase::core(s, head))).or_default().all.push((actor, first));
        add(s, mentions, chains, head, actor);
    }
    if roles.is_empty() {
        return;
    }
    roles.values_mut().for_each(Bearers::settle);
    for t in 0..s.a.tokens.len() {
        let definite = || s.a.children(t).any(|c| c < t && s.rel(c) == Rel::Det && s.is_lemma(c, "the"));
        if s.upos(t) != Upos::Noun || mentions.contains_key(&t) || !phrase::heads_phrase(s, t) || !definite() {
            continue;
        }
        let own = words(s, &phrase::core(s, t));
        // Only after it was told who bears it.
        if let Some(actor) = roles.get(&own).and_then(|bearers| bearers.known_before(t)) {
            add(s, mentions, chains, t, actor);
        }
    }
}

/// Those who bear one role, in the order in which they are introduced by it.
#[derive(Default)]
struct Bearers {
    /// Each with the head of its first mention; once [`Bearers::settle`]d, of the first of its own and all after it.
    all: Vec<(usize, usize)>,
}

impl Bearers {
    fn settle(&mut self) {
        for i in (1..self.all.len()).rev() {
            self.all[i - 1].1 = self.all[i - 1].1.min(self.all[i].1);
        }
    }

    /// The last of them that is mentioned before a word.
    fn known_before(&self, t: usize) -> Option<usize> {
        let after = self.all.partition_point(|(_, first)| *first < t);
        Some(self.all[after.checked_sub(1)?].0)
    }
}

/// The noun that a name stands beside: "**The harbour master**, Kofi Adjei".
fn introduced_by(s: Syntax<'_>, name: usize) -> Option<usize> {
    let head = s.a.head(name).filter(|h| *h < name && s.rel(name) == Rel::Appos)?;
    let alone = s.conjuncts(name).len() == 1 && s.conjuncts(head).len() == 1;
    (alone && s.upos(head) == Upos::Noun && phrase::heads_phrase(s, head)).then_some(head)
}

fn words(s: Syntax<'_>, core: &Range<usize>) -> String {
    let content = core.clone().filter(|t| s.rel(*t) != Rel::Det);
    content.map(|t| s.a.lemma(t).to_lowercase()).collect::<Vec<_>>().join(" ")
}

fn add(s: Syntax<'_>, mentions: &mut BTreeMap<usize, Mention>, chains: &mut [Chain], head: usize, actor: usize) {
    let core = phrase::core(s, head);
    let span = phrase::maximal(s, &core, head);
    let blank = code::blank(s, head, core, MentionForm::Nominal, Kind::Person);
    let mention = Mention { span, plural: false, actor, ..blank };
    mentions.insert(head, mention);
    chains[actor].mentions.push(head);
    if chains[actor].kind == Kind::Unknown {
        chains[actor].kind = Kind::Person;
    }
}
