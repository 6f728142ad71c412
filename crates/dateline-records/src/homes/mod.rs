//! The country in which a party is at home, where neither its words nor an office tell one: "police arrested two men in
//! Nairobi" is told of Kenya's police and of men in Kenya.
//!
//! `tellings` says where the report names countries, `features` what speaks for one of them: how near it is told, by what
//! and in which part of the clause, in title or dateline, of the other party of the act, where the act was done. The weights
//! are learnt from coded passages (`lexicon/en/homes.tsv`, written by `training/homes.py`). A country is given only where
//! it weighs more than giving none.

mod features;
mod tellings;

use crate::actors::{Chain, Kind, Mention};
use crate::events::Act;
use crate::ground::Finding;
use crate::scene::Scene;
use dateline_contract::{Actor, CodeFrom, Entity, Event, MentionForm, Sector};
use dateline_language::linalg::exp;
use dateline_text::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use tellings::Tellings;

/// A party of which no country is known, and what the act that it is in tells.
struct Party<'s> {
    head: usize,
    /// Its words.
    span: Range<usize>,
    mention: Option<&'s Mention>,
    /// The code that a table has for one of several whom its words may mean.
    listed: Option<&'s str>,
    /// `actor`, `recipient`, or `none` where it is in no act.
    side: &'static str,
    category: &'static str,
    /// Countries and sectors of the other side.
    others: Vec<(String, &'static str)>,
    /// Countries of its own side.
    mates: Vec<String>,
    /// Countries where the act was done.
    places: Vec<String>,
}

/// What speaks for each country that a party may be at home in; the first has no code and is for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The words of the party.
    pub span: Span,
    /// Countries with their features.
    pub candidates: Vec<(String, Vec<String>)>,
}

/// The parties of a report's acts of whom no country is known, with all features: what weights are learnt from.
#[must_use]
pub fn shown(scene: &Scene<'_>, acts: &[Finding<Act>]) -> Vec<Shown> {
    let tellings = Tellings::of(scene);
    let mut out = Vec::new();
    for act in acts {
        for (side, e) in parties(&act.value.event) {
            let party = party(scene, &tellings, &act.value.event, side, e);
            if !party.is_open(e) {
                continue;
            }
            let all = features::candidates(scene, &tellings, &party);
            let mut none = Vec::new();
            features::of_none(scene, &party, all.len(), &mut |f| none.push(f.to_owned()));
            let mut candidates = vec![(String::new(), none)];
            for c in &all {
                let mut told = Vec::new();
                features::of(scene, &tellings, &party, c, all.len(), &mut |f| told.push(f.to_owned()));
                candidates.push((c.code.to_owned(), told));
            }
            for body in features::BODIES {
                let mut told = Vec::new();
                features::of_body(scene, &party, body, &mut |f| told.push(f.to_owned()));
                candidates.push((body.to_owned(), told));
            }
            out.push(Shown { span: e.span, candidates });
        }
    }
    out
}

/// The parties of an act.
fn parties(event: &Event) -> impl Iterator<Item = (&'static str, &Entity)> {
    event.actor.iter().map(|e| ("actor", e)).chain(event.recipient.iter().map(|e| ("recipient", e)))
}

impl Party<'_> {
    /// Whether its country is to be found. Of two ("both sides") no one country is.
    fn is_open(&self, e: &Entity) -> bool {
        !self.is_pair() && (e.code.is_none() || self.listed.is_some())
    }

    fn is_pair(&self) -> bool {
        self.mention.is_some_and(|m| m.kind == Kind::Pair)
    }
}

/// The code of a mention that a table has for one of several whom its words may mean.
fn listed(m: &Mention) -> Option<&str> {
    m.code.as_deref().filter(|_| m.unsure)
}

fn party<'s>(
    scene: &'s Scene<'_>,
    tellings: &Tellings<'_>,
    event: &Event,
    side: &'static str,
    e: &Entity,
) -> Party<'s> {
    let words = words_of(scene, e.span);
    let mention = scene.actors.mentions.range(words.clone()).map(|(_, m)| m).find(|m| m.span == e.span);
    let head = mention.map_or_else(|| head_of(scene, &words), |m| m.head);
    let (own, other) =
        if side == "actor" { (&event.actor, &event.recipient) } else { (&event.recipient, &event.actor) };
    let coded = |all: &[Entity]| {
        let of = |e: &Entity| Some((e.code.clone()?, e.sector.first().map_or("none", |s| s.name())));
        all.iter().filter_map(of).collect::<Vec<_>>()
    };
    let place = event.place.as_ref();
    let mut places: Vec<String> = place.and_then(|p| p.country.clone()).into_iter().collect();
    if let Some(p) = place.filter(|_| places.is_empty()) {
        places.extend(tellings.within(words_of(scene, p.span)).map(str::to_owned));
    }
    Party {
        head,
        span: words,
        mention,
        listed: mention.and_then(listed),
        side,
        category: event.category.name(),
        others: coded(other),
        mates: coded(own).into_iter().map(|(code, _)| code).collect(),
        places,
    }
}

/// The words that a span covers.
fn words_of(scene: &Scene<'_>, span: Span) -> Range<usize> {
    let tokens = &scene.s.a.tokens;
    let first = tokens.partition_point(|t| t.span.end() <= span.start());
    let end = tokens.partition_point(|t| t.span.start() < span.end());
    first..end.max(first)
}

/// The word of a phrase whose head lies outside.
fn head_of(scene: &Scene<'_>, words: &Range<usize>) -> usize {
    let outside = |t: &usize| scene.s.a.head(*t).is_none_or(|h| !words.contains(&h));
    let last = words.end.saturating_sub(1).min(scene.s.a.tokens.len().saturating_sub(1));
    words.clone().find(outside).unwrap_or(last)
}

/// How likely a country must be to be given. Of passages whose documents the weights were not learnt from, four in five of
/// those given so are right; without a threshold three in four.
const LEAST: f32 = 0.5;
/// The same for a person with a name, whom a wrong country harms, and for "I" and "we", whose country is that of whoever
/// speaks and not of what is spoken of.
const LEAST_OF_NAMED: f32 = 0.7;
/// Mentions that are asked for one actor's home.
const ASKED: usize = 8;
/// What a mention after the first counts beside it: somebody is introduced with what shows where they belong, and named again
/// beside anybody.
const AGAIN: f32 = 0.3;

/// The homes of a report's actors that have no country of their own, by their ids.
#[derive(Debug, Default)]
pub struct Homes {
    by_id: HashMap<String, Home>,
}

impl Homes {
    /// Gives a party the country it is at home in, if it has none of its own or only one that was not sure.
    pub fn give(&self, e: &mut Entity) {
        let Some(home) = self.by_id.get(&e.id) else { return };
        if e.code.is_none() || e.code.as_deref() == home.instead.as_deref() {
            (e.code, e.code_from) = home.code.clone().map_or((None, None), |(code, from)| (Some(code), Some(from)));
            let state = |code: &String| !features::BODIES.contains(&code.as_str());
            if home.governs && e.code.as_ref().is_some_and(state) && e.sector.is_empty() {
                e.sector.push(Sector::Gov);
            }
        }
    }

    /// The same for an actor.
    pub fn give_actor(&self, id: &str, actor: &mut Actor) {
        let Some(home) = self.by_id.get(id) else { return };
        if actor.code.is_none() || actor.code.as_deref() == home.instead.as_deref() {
            (actor.code, actor.code_from) =
                home.code.clone().map_or((None, None), |(code, from)| (Some(code), Some(from)));
        }
    }
}

/// What was found for one actor.
#[derive(Debug)]
struct Home {
    code: Option<(String, CodeFrom)>,
    /// The code of a table that it takes the place of.
    instead: Option<String>,
    /// It leads or speaks for a state, which nothing told before: "leaders met in Oslo".
    governs: bool,
}

/// What was found for one actor, or for the words of one party.
#[derive(Default)]
struct Found<'s> {
    asked: usize,
    /// How much the mentions that were asked count together.
    counted: f32,
    /// It is a person who is named, or one who speaks.
    named: bool,
    /// Countries by how likely they are, summed over mentions.
    likely: BTreeMap<&'s str, f32>,
    /// Countries told in its own phrase.
    behind: BTreeSet<&'s str>,
    /// The code that a table has for it.
    listed: Option<&'s str>,
}

impl Found<'_> {
    fn decide(&self) -> Option<(String, CodeFrom)> {
        let least = if self.named { LEAST_OF_NAMED } else { LEAST };
        let mut best: Option<(&str, f32)> = None;
        for (code, likely) in &self.likely {
            if *likely > best.map_or(0.0, |b| b.1) {
                best = Some((code, *likely));
            }
        }
        let (code, _) = best.filter(|b| b.1 >= least * self.counted)?;
        let own = self.listed == Some(code) || features::BODIES.contains(&code);
        let from = if own {
            CodeFrom::Told
        } else if self.behind.contains(code) {
            CodeFrom::Context
        } else {
            CodeFrom::Scene
        };
        Some((code.to_owned(), from))
    }
}

/// Gives the parties of acts that have no country of their own the one they are at home in, and says that of all actors.
pub fn settle(scene: &Scene<'_>, acts: &mut [Finding<Act>]) -> Homes {
    let tellings = Tellings::of(scene);
    let mut by_actor: BTreeMap<usize, Found<'_>> = BTreeMap::new();
    let mut by_words: BTreeMap<(usize, usize), Found<'_>> = BTreeMap::new();
    for act in acts.iter() {
        for (side, e) in parties(&act.value.event) {
            let party = party(scene, &tellings, &act.value.event, side, e);
            if !party.is_open(e) {
                continue;
            }
            let found = match party.mention {
                Some(m) => by_actor.entry(m.actor).or_default(),
                None => by_words.entry((e.span.start(), e.span.end())).or_default(),
            };
            ask(scene, &tellings, &party, found);
        }
    }
    for (i, chain) in scene.actors.all.iter().enumerate().filter(|(_, c)| is_somebody(c)) {
        let first = chain.mentions.first().and_then(|h| scene.actors.at(*h));
        let open = |m: &&Mention| m.code.is_none() || m.unsure;
        if let Some(m) = first.filter(open).filter(|_| !by_actor.contains_key(&i)) {
            ask(scene, &tellings, &alone(m), by_actor.entry(i).or_default());
        }
    }
    let homes_of_two = acts.iter().map(|a| two_of_act(scene, &tellings, &a.value.event)).collect::<Vec<_>>();
    let home = |(i, f): (&usize, &Found<'_>)| {
        let c = &scene.actors.all[*i];
        let governs = matches!(c.kind, Kind::Person | Kind::Persons) && c.sector.is_empty() && c.office.is_some();
        Home { code: f.decide(), instead: f.listed.map(str::to_owned), governs }
    };
    let homes = by_actor.iter().map(|x| (scene.actors.id(*x.0).to_owned(), home(x)));
    let homes = Homes { by_id: homes.collect() };
    for e in acts.iter_mut().flat_map(|a| a.value.event.actor.iter_mut().chain(&mut a.value.event.recipient)) {
        homes.give(e);
        let found = by_words.get(&(e.span.start(), e.span.end())).filter(|_| e.code.is_none());
        if let Some((code, from)) = found.and_then(Found::decide) {
            (e.code, e.code_from) = (Some(code), Some(from));
        }
    }
    for e in acts.iter_mut().flat_map(|a| a.value.event.actor.iter_mut().chain(&mut a.value.event.recipient)) {
        if e.sector.is_empty() && are_nationals(scene, e) {
            e.sector.push(Sector::Cvl);
        }
    }
    for (act, two) in acts.iter_mut().zip(homes_of_two) {
        give_two(&mut act.value.event, two);
    }
    homes
}

/// "Two Israelis" are persons; "the Israelis" may be the nation.
fn are_nationals(scene: &Scene<'_>, e: &Entity) -> bool {
    let words = words_of(scene, e.span);
    let mention = scene.actors.mentions.range(words).map(|(_, m)| m).find(|m| m.span == e.span);
    let the = |m: &Mention| scene.s.a.children(m.head).any(|c| scene.s.is_lemma(c, "the"));
    mention.is_some_and(|m| m.kind == Kind::People && m.plural && !the(m))
}

/// For each party of an act that is two without anybody told ("both sides"), the two countries that are told around it.
fn two_of_act(scene: &Scene<'_>, tellings: &Tellings<'_>, event: &Event) -> Vec<(Span, [String; 2])> {
    let mut out = Vec::new();
    for (side, e) in parties(event).filter(|(_, e)| e.code.is_none()) {
        let party = party(scene, tellings, event, side, e);
        if !party.is_pair() {
            continue;
        }
        if let [one, other] = &features::candidates(scene, tellings, &party)[..] {
            out.push((e.span, [one.code.to_owned(), other.code.to_owned()]));
        }
    }
    out
}

/// Puts two parties in the place of one.
fn give_two(event: &mut Event, two: Vec<(Span, [String; 2])>) {
    for (span, codes) in two {
        for side in [&mut event.actor, &mut event.recipient] {
            let Some(at) = side.iter().position(|e| e.span == span && e.code.is_none()) else { continue };
            let one = side.remove(at);
            for code in codes.iter().rev() {
                let (code, code_from) = (Some(code.clone()), Some(CodeFrom::Scene));
                side.insert(at, Entity { code, code_from, ..one.clone() });
            }
        }
    }
}

/// Whether an actor without a country is somebody who must have one: a person or body with a role.
fn is_somebody(c: &Chain) -> bool {
    !c.sector.is_empty() && matches!(c.kind, Kind::Person | Kind::Persons | Kind::Body)
}

/// A party that is in no act.
fn alone(m: &Mention) -> Party<'_> {
    Party {
        head: m.head,
        span: m.core.clone(),
        mention: Some(m),
        listed: listed(m),
        side: "none",
        category: "none",
        others: Vec::new(),
        mates: Vec::new(),
        places: Vec::new(),
    }
}

/// Adds what speaks for each country that a party may be at home in.
fn ask<'s>(scene: &'s Scene<'_>, tellings: &Tellings<'s>, party: &Party<'s>, found: &mut Found<'s>) {
    if found.asked >= ASKED {
        return;
    }
    let counts = if found.asked == 0 { 1.0 } else { AGAIN };
    found.asked += 1;
    found.counted += counts;
    found.named |= party.mention.is_some_and(|m| {
        m.kind == Kind::Person && m.form == MentionForm::Name
            || scene.s.form_in(m.head, &scene.s.words.refer.first_person)
    });
    found.listed = found.listed.or(party.listed);
    let weights = &scene.s.words.homes;
    let all = features::candidates(scene, tellings, party);
    let mut none = 0.0;
    features::of_none(scene, party, all.len(), &mut |f| none += weights.of(f));
    let mut each: Vec<(&str, f64)> = Vec::with_capacity(all.len() + features::BODIES.len());
    for c in &all {
        let mut weight = 0.0;
        features::of(scene, tellings, party, c, all.len(), &mut |f| weight += weights.of(f));
        each.push((c.code, weight - none));
        if tellings.is_behind(scene, c.code, party) {
            found.behind.insert(c.code);
        }
    }
    for body in features::BODIES {
        let mut weight = 0.0;
        features::of_body(scene, party, body, &mut |f| weight += weights.of(f));
        each.push((body, weight - none));
    }
    let each: Vec<(&str, f32)> = each.into_iter().map(|(code, w)| (code, exp(w as f32))).collect();
    let total = 1.0 + each.iter().map(|(_, e)| e).sum::<f32>();
    for (code, e) in each {
        *found.likely.entry(code).or_insert(0.0) += counts * e / total;
    }
}
