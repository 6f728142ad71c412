//! Whom a pronoun or a description means: the language stage's antecedents where they lead to an actor, else recency and
//! role in the sentence.

use super::{Chain, Kind, Mention};
use crate::syntax::Syntax;
use dateline_contract::record::MentionForm;
use dateline_language::{Rel, Xpos};
use std::collections::BTreeMap;

/// How many sentences back a pronoun looks.
const REACH: usize = 4;
/// Links followed from phrase to phrase.
const STEPS: usize = 8;
/// What the language stage's antecedent is worth beside [`salience`]: half a sentence.
const LEAD: f64 = 1.0;
/// Words between the heads that two stages see in one name.
const NEAR: usize = 8;

/// Follows the antecedents of the phrase that `head` heads to the first that is a mention of an actor.
fn lead(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, head: usize) -> Option<usize> {
    let mut at = head;
    for _ in 0..STEPS {
        let next = s.a.antecedent(at)?;
        at = next.head as usize;
        // The phrase may be known here by another of its words: the name behind its title.
        let near = || mentions.range(at.saturating_sub(NEAR)..at + NEAR).map(|(_, m)| m);
        let known = mentions.get(&at).or_else(|| near().find(|m| m.core.contains(&at)));
        if let Some(m) = known.filter(|m| m.head < head && m.form != MentionForm::Pronoun) {
            return (!next.all).then_some(m.actor);
        }
    }
    None
}

/// A description that the language stage links to an actor of the same sort: "the envoy".
pub(super) fn description(
    s: Syntax<'_>,
    chains: &[Chain],
    mentions: &BTreeMap<usize, Mention>,
    m: &Mention,
) -> Option<usize> {
    let actor = lead(s, mentions, m.head)?;
    let c = chains.get(actor)?;
    let codes = m.code.is_none() || c.code.is_none() || m.code == c.code;
    let genders = m.gender.is_none() || c.gender.is_none() || m.gender == c.gender;
    let sectors = m.sector.is_empty() || c.sector.is_empty() || m.sector.first() == c.sector.first();
    (c.kind == m.kind && codes && genders && sectors).then_some(actor)
}

/// The actor of a personal pronoun; `None` for the first person, whose actor only its quotation tells.
pub(super) fn pronoun(
    s: Syntax<'_>,
    mentions: &BTreeMap<usize, Mention>,
    chains: &[Chain],
    m: &Mention,
) -> Option<usize> {
    if s.form_in(m.head, &s.words.refer.first_person) {
        return None;
    }
    let it = s.form_in(m.head, &s.words.refer.things);
    let here = s.a.sentence_of(m.head);
    let fits = |c: &Chain| {
        if it {
            return matches!(c.kind, Kind::Country | Kind::Body | Kind::Seat | Kind::Unknown);
        }
        if m.plural {
            return matches!(c.kind, Kind::Persons | Kind::People | Kind::Body);
        }
        matches!(c.kind, Kind::Person | Kind::Unknown) && (c.gender.is_none() || c.gender == m.gender)
    };
    if (it || m.plural)
        && let Some(object) = joined_object(s, m)
    {
        return mentions.get(&object).filter(|o| fits(&chains[o.actor])).map(|o| o.actor);
    }
    let lead = lead(s, mentions, m.head);
    let from = s.a.sentences[here.saturating_sub(REACH)].start;
    let mut best: Option<(f64, usize)> = None;
    for (h, before) in mentions.range(from..m.head) {
        let i = before.actor;
        if !fits(&chains[i]) || is_own_subject(s, *h, m.head) {
            continue;
        }
        let there = s.a.sentence_of(*h);
        let mut score = salience(s, mentions, *h, m.head) - 2.0 * (here - there) as f64;
        score += if lead == Some(i) { LEAD } else { 0.0 };
        // Of two that are as prominent, the one that was told of first.
        if best.is_none_or(|(b, actor)| score > b || score >= b && i < actor) {
            best = Some((score, i));
        }
    }
    best.map(|(_, i)| i)
}

/// "Putin criticized Washington … and accused it": an object is never the subject of its own verb, but for a reflexive, nor
/// of a verb joined to that one.
fn is_own_subject(s: Syntax<'_>, mention: usize, pronoun: usize) -> bool {
    let reflexive = s.form_in(pronoun, &s.words.refer.reflexives);
    if reflexive || !matches!(s.rel(pronoun), Rel::Obj | Rel::Iobj) {
        return false;
    }
    let Some(verb) = s.a.head(pronoun) else { return false };
    let own = s.a.children(verb).find(|c| s.rel(*c).is_subject());
    let subject = own.or_else(|| s.a.children(s.first_conjunct(verb)).find(|c| s.rel(*c).is_subject()));
    // Nor is it whose the subject is: "the country's ministry called it a lie".
    subject.is_some_and(|subject| s.below(subject, s.first_conjunct(mention)))
}

/// "stopped a ferry and held **it**": the object of the verb before, which an object of a joined verb takes up. A word, be it
/// an actor's or not.
fn joined_object(s: Syntax<'_>, m: &Mention) -> Option<usize> {
    let verb = s.a.head(m.head).filter(|v| s.rel(m.head) == Rel::Obj && s.rel(*v) == Rel::Conj)?;
    let own = s.a.children(verb).any(|c| s.rel(c).is_subject());
    let before = s.a.head(verb).filter(|v| !own && s.is_verb(*v))?;
    let object = s.a.children(before).find(|c| s.rel(*c) == Rel::Obj && *c < verb)?;
    let several = s.xpos(object) == Xpos::Nns || s.conjuncts(object).len() > 1;
    let noun = matches!(s.xpos(object), Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps);
    (noun && several == m.plural).then_some(object)
}

/// Somebody told of by a pronoun or a description alone whom a report names only afterwards: "“I will appeal,” she said.¶
/// Ada Crane, 52, a banker, is accused …". The name must be the subject of the first sentence of the next paragraph or, of a
/// description, of the next sentence, and carry what news says of a person it names first: the age, or who it is.
pub(super) fn named_later(
    s: Syntax<'_>,
    mentions: &BTreeMap<usize, Mention>,
    chains: &[Chain],
    m: &Mention,
) -> Option<usize> {
    if !matches!(m.kind, Kind::Person | Kind::Unknown) || m.plural || !s.rel(m.head).is_subject() {
        return None;
    }
    let here = s.a.sentence_of(m.head);
    let sentence = &s.a.sentences[here];
    let comma = (m.head + 1..sentence.end.min(m.head + NEAR)).find(|t| s.a.form(*t) == ",")?;
    let years: Option<u32> = s.a.tokens.get(comma + 1).and_then(|_| s.a.form(comma + 1).parse().ok());
    let age = years.is_some_and(|y| y < 120) && comma + 2 < sentence.end && s.a.form(comma + 2) == ",";
    let told = s.a.children(m.head).any(|c| c > comma && s.rel(c) == Rel::Appos);
    if !(age || told) {
        return None;
    }
    let first = m.core.start == sentence.start;
    let before = here.checked_sub(1).map(|i| s.a.sentences[i].clone()).filter(|_| first)?;
    // The one person told of in the sentence before, its subject.
    let mut told = mentions.range(before).filter(|(_, b)| {
        let chain = &chains[b.actor];
        let person = matches!(chain.kind, Kind::Person | Kind::Pronoun | Kind::Unknown) && !b.plural;
        person && !s.form_in(b.head, &s.words.refer.first_person) && !s.form_in(b.head, &s.words.refer.things)
    });
    let (head, who) = told.find(|(h, _)| s.rel(**h).is_subject())?;
    let chain = &chains[who.actor];
    let alone = told.all(|(_, b)| b.actor == who.actor);
    let unnamed = chain.mentions.iter().all(|h| mentions.get(h).is_some_and(|x| x.form != MentionForm::Name));
    let fits = match who.form {
        MentionForm::Pronoun => chain.kind == Kind::Pronoun && s.a.opens_paragraph(sentence.start),
        _ => age && chain.kind == Kind::Person && is_described(s, *head),
    };
    let genders = m.gender.is_none() || chain.gender.is_none() || m.gender == chain.gender;
    (alone && unnamed && fits && genders).then_some(who.actor)
}

/// "the Lagos senator", "a former minister", "the bank's chairman".
fn is_described(s: Syntax<'_>, head: usize) -> bool {
    let lists = &s.words.refer;
    let article = |d: usize| s.form_in(d, &lists.definite) || s.form_in(d, &lists.indefinite);
    s.a.child(head, Rel::Det).is_some_and(article) || s.a.child(head, Rel::NmodPoss).is_some()
}

/// How prominent a mention is for a pronoun that follows it.
fn salience(s: Syntax<'_>, mentions: &BTreeMap<usize, Mention>, mention: usize, pronoun: usize) -> f64 {
    let m = &mentions[&mention];
    let rel = s.rel(s.first_conjunct(mention));
    let mut score: f64 = match rel {
        Rel::Nsubj | Rel::NsubjPass => 2.0,
        Rel::NmodPoss => -0.5,
        Rel::Nmod => -0.3,
        Rel::Appos | Rel::Flat => 0.4,
        _ => 0.2,
    };
    // The subject of the sentence before a subject of the clause below.
    let verb = s.a.head(mention);
    if matches!(rel, Rel::Nsubj | Rel::NsubjPass) && verb.is_some_and(|v| s.a.head(v).is_none()) {
        score += 0.5;
    }
    if m.form == MentionForm::Pronoun {
        score += 0.2;
    }
    // A possessive inside a phrase does not mean the phrase it is in.
    if m.core.contains(&pronoun)
        || s.below(mention, pronoun) && s.xpos(pronoun) == Xpos::PrpS && s.a.head(pronoun) == Some(mention)
    {
        score -= 5.0;
    }
    score
}
