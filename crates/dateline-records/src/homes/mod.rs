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
use dateline_contract::{CodeFrom, Entity, Event};
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
        for (side, e) in unknown(&act.value.event) {
            let party = party(scene, &tellings, &act.value.event, side, e);
            let all = features::candidates(scene, &tellings, &party);
            let mut none = Vec::new();
            features::of_none(scene, &party, all.len(), &mut |f| none.push(f.to_owned()));
            let mut candidates = vec![(String::new(), none)];
            for c in &all {
                let mut told = Vec::new();
                features::of(scene, &tellings, &party, c, all.len(), &mut |f| told.push(f.to_owned()));
                candidates.push((c.code.to_owned(), told));
            }
            out.push(Shown { span: e.span, candidates });
        }
    }
    out
}

/// The parties of an act without a code.
fn unknown(event: &Event) -> impl Iterator<Item = (&'static str, &Entity)> {
    let actor = event.actor.iter().map(|e| ("actor", e));
    actor.chain(event.recipient.iter().map(|e| ("recipient", e))).filter(|(_, e)| e.code.is_none())
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

/// A country must weigh more than none by this much.
const MARGIN: f64 = 0.0;
/// Mentions in acts that are asked for one actor's home.
const ASKED: usize = 8;

/// The homes of a report's actors that have no country of their own, by their ids.
#[derive(Debug, Default)]
pub struct Homes {
    by_id: HashMap<String, (String, CodeFrom)>,
}

impl Homes {
    /// Gives a party the country it is at home in, if it has none of its own.
    pub fn give(&self, e: &mut Entity) {
        if e.code.is_some() {
            return;
        }
        if let Some((code, from)) = self.by_id.get(&e.id) {
            (e.code, e.code_from) = (Some(code.clone()), Some(*from));
        }
    }

    /// The country of an actor and what it was taken from.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<(&str, CodeFrom)> {
        self.by_id.get(id).map(|(code, from)| (code.as_str(), *from))
    }
}

/// What was found for one actor, or for the words of one party.
#[derive(Default)]
struct Found<'s> {
    asked: usize,
    /// Countries by what they weigh more than none, summed over mentions.
    weights: BTreeMap<&'s str, f64>,
    /// Countries told in its own phrase.
    behind: BTreeSet<&'s str>,
}

impl Found<'_> {
    fn decide(&self) -> Option<(String, CodeFrom)> {
        let mut best: Option<(&str, f64)> = None;
        for (code, weight) in &self.weights {
            if *weight > best.map_or(MARGIN, |b| b.1) {
                best = Some((code, *weight));
            }
        }
        let code = best?.0;
        let from = if self.behind.contains(code) { CodeFrom::Context } else { CodeFrom::Scene };
        Some((code.to_owned(), from))
    }
}

/// Gives the parties of acts that have no country of their own the one they are at home in, and says that of all actors.
pub fn settle(scene: &Scene<'_>, acts: &mut [Finding<Act>]) -> Homes {
    let tellings = Tellings::of(scene);
    let mut by_actor: BTreeMap<usize, Found<'_>> = BTreeMap::new();
    let mut by_words: BTreeMap<(usize, usize), Found<'_>> = BTreeMap::new();
    for act in acts.iter() {
        for (side, e) in unknown(&act.value.event) {
            let party = party(scene, &tellings, &act.value.event, side, e);
            let found = match party.mention {
                Some(m) => by_actor.entry(m.actor).or_default(),
                None => by_words.entry((e.span.start(), e.span.end())).or_default(),
            };
            ask(scene, &tellings, &party, found);
        }
    }
    for (i, chain) in scene.actors.all.iter().enumerate().filter(|(_, c)| is_somebody(c)) {
        let first = chain.mentions.first().and_then(|h| scene.actors.at(*h));
        if let Some(m) = first.filter(|_| !by_actor.contains_key(&i)) {
            ask(scene, &tellings, &alone(m), by_actor.entry(i).or_default());
        }
    }
    let homes = by_actor.iter().filter_map(|(i, f)| Some((scene.actors.id(*i).to_owned(), f.decide()?)));
    let homes = Homes { by_id: homes.collect() };
    for e in acts.iter_mut().flat_map(|a| a.value.event.actor.iter_mut().chain(&mut a.value.event.recipient)) {
        homes.give(e);
        let found = by_words.get(&(e.span.start(), e.span.end())).filter(|_| e.code.is_none());
        if let Some((code, from)) = found.and_then(Found::decide) {
            (e.code, e.code_from) = (Some(code), Some(from));
        }
    }
    homes
}

/// Whether an actor without a country is somebody who must have one: a person or body with a role.
fn is_somebody(c: &Chain) -> bool {
    c.code.is_none() && !c.sector.is_empty() && matches!(c.kind, Kind::Person | Kind::Persons | Kind::Body)
}

/// A party that is in no act.
fn alone(m: &Mention) -> Party<'_> {
    Party {
        head: m.head,
        span: m.core.clone(),
        mention: Some(m),
        side: "none",
        category: "none",
        others: Vec::new(),
        mates: Vec::new(),
        places: Vec::new(),
    }
}

/// Adds what speaks for each country that a party may be at home in.
fn ask<'s>(scene: &Scene<'_>, tellings: &Tellings<'s>, party: &Party<'_>, found: &mut Found<'s>) {
    if found.asked >= ASKED {
        return;
    }
    found.asked += 1;
    let weights = &scene.s.words.homes;
    let all = features::candidates(scene, tellings, party);
    let mut none = 0.0;
    features::of_none(scene, party, all.len(), &mut |f| none += weights.of(f));
    for c in &all {
        let mut weight = 0.0;
        features::of(scene, tellings, party, c, all.len(), &mut |f| weight += weights.of(f));
        *found.weights.entry(c.code).or_insert(0.0) += weight - none;
        if tellings.is_behind(scene, c.code, party) {
            found.behind.insert(c.code);
        }
    }
}
