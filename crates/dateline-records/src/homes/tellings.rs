//! Where a report names countries: by name, adjective, place, or by somebody whose country is known.

use crate::actors::is_country;
use crate::places::Known;
use crate::scene::Scene;
use dateline_language::{NameKind, Rel, Xpos};
use dateline_lexicon::{CountryKind, Lexicon, PlaceKind};
use std::collections::HashMap;

/// By what a country is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via {
    Name,
    Adjective,
    People,
    Seat,
    Region,
    /// A city, state or other place in it.
    Place,
    /// A name of a body that has a place in it.
    Inside,
    /// A person or body whose country is known otherwise.
    Actor,
}

impl Via {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Adjective => "adjective",
            Self::People => "people",
            Self::Seat => "seat",
            Self::Region => "region",
            Self::Place => "place",
            Self::Inside => "inside",
            Self::Actor => "actor",
        }
    }
}

/// One word or name that tells a country.
#[derive(Clone, Debug)]
pub(super) struct Telling<'s> {
    /// The word that heads it.
    pub(super) at: usize,
    pub(super) code: &'s str,
    pub(super) via: Via,
}

/// All tellings of a report.
pub(super) struct Tellings<'s> {
    /// In order of their words.
    pub(super) all: Vec<Telling<'s>>,
    /// Told by the title, each once.
    pub(super) title: Vec<&'s str>,
    /// Told by the dateline, each once.
    pub(super) dateline: Vec<&'s str>,
    /// How often each is told in the text.
    counts: HashMap<&'s str, usize>,
    /// The codes told most, most first.
    pub(super) most: Vec<&'s str>,
}

/// How many of the countries told most stand for the report.
const MOST: usize = 2;

impl<'s> Tellings<'s> {
    pub(super) fn of(scene: &'s Scene<'_>) -> Self {
        let a = scene.s.a;
        let lexicon = scene.tables.lexicon;
        let title = a.document.meta.title.as_deref().map(|t| of_words(lexicon, t)).unwrap_or_default();
        let place = a.document.dateline.as_ref().and_then(|d| d.place.as_deref());
        let mut dateline = place.map(|p| of_words(lexicon, p)).unwrap_or_default();
        if dateline.len() > 1 {
            // "BIRMINGHAM, England": the last is the wider.
            dateline.drain(..dateline.len() - 1);
        }
        let all = of_text(scene);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut order: Vec<&str> = Vec::new();
        for t in &all {
            let count = counts.entry(t.code).or_insert(0);
            *count += 1;
            if *count == 1 {
                order.push(t.code);
            }
        }
        order.sort_by_key(|c| std::cmp::Reverse(counts[c]));
        order.truncate(MOST);
        Self { all, title, dateline, counts, most: order }
    }

    pub(super) fn count(&self, code: &str) -> usize {
        self.counts.get(code).copied().unwrap_or(0)
    }

    /// The first telling at a word or after it.
    pub(super) fn from(&self, t: usize) -> usize {
        self.all.partition_point(|x| x.at < t)
    }

    /// Whether a country is told in a party's words or in what depends on them, in its sentence.
    pub(super) fn is_behind(&self, scene: &Scene<'_>, code: &str, party: &super::Party<'_>) -> bool {
        let words = scene.extent(party.head);
        self.all[self.from(words.start)..].iter().take_while(|x| x.at < words.end).any(|x| x.code == code)
    }

    /// The countries told by some words.
    pub(super) fn within(&self, words: std::ops::Range<usize>) -> impl Iterator<Item = &'s str> + '_ {
        self.all[self.from(words.start)..].iter().take_while(move |x| x.at < words.end).map(|x| x.code)
    }
}

/// A code of one state, rather than of bodies.
pub(super) fn is_state(lexicon: &Lexicon, code: &str) -> bool {
    lexicon.country_info(code).is_some()
}

/// The countries that the words of a title tell, each once.
fn of_words<'l>(lexicon: &'l Lexicon, text: &str) -> Vec<&'l str> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-' || c == '’'))
        .filter(|w| !w.is_empty())
        .collect();
    let shouting = !text.chars().any(char::is_lowercase);
    let (mut out, mut at): (Vec<&str>, usize) = (Vec::new(), 0);
    while at < words.len() {
        let rest = &words[at..];
        let capital = rest[0].chars().next().is_some_and(char::is_uppercase);
        let country = lexicon.country_at(rest).filter(|_| capital).map(|f| (f.words, f.hit.code));
        let coded =
            || (!shouting && rest[0].len() == 3).then(|| lexicon.country_info(rest[0])).flatten().map(|i| (1, i.code));
        let place = || {
            let found = lexicon.place(rest).filter(|f| capital && !f.hit[0].caution)?;
            Some((found.words, found.hit[0].country))
        };
        let Some((used, code)) = country.or_else(coded).or_else(place) else {
            at += 1;
            continue;
        };
        if !code.is_empty() && !out.contains(&code) {
            out.push(code);
        }
        at += used.max(1);
    }
    out
}

/// The tellings of the text.
fn of_text<'s>(scene: &'s Scene<'_>) -> Vec<Telling<'s>> {
    let a = scene.s.a;
    let mut out: Vec<Telling<'s>> = Vec::new();
    let body = a.document.dateline.as_ref().map_or(0, |d| d.span.end());
    for sentence in &a.sentences {
        let forms: Vec<&str> = sentence.clone().map(|t| a.form(t)).collect();
        let in_body = |t: &usize| a.tokens[*t].span.start() >= body;
        let mut t = sentence.clone().find(in_body).unwrap_or(sentence.end);
        while t < sentence.end {
            let used = match at(scene, t, &forms[t - sentence.start..]) {
                Some((telling, used)) => {
                    out.push(telling);
                    used
                }
                None => 1,
            };
            t += used.max(1);
        }
    }
    of_actors(scene, &mut out);
    out
}

/// The telling that begins with a word, and how many words it takes.
fn at<'s>(scene: &'s Scene<'_>, t: usize, rest: &[&str]) -> Option<(Telling<'s>, usize)> {
    let s = scene.s;
    if !rest[0].chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    let lexicon = scene.tables.lexicon;
    let place = scene.places.at(t);
    let word = lexicon.country_at(rest).filter(|c| is_country(s, t..t + c.words, &c.hit));
    let word = word.filter(|w| place.is_none_or(|p| p.tokens.len() <= w.words));
    if let Some(spot) = place.and_then(|p| p.spot.as_ref()) {
        let place = place?;
        if spot.known == Known::Around {
            return None;
        }
        let via = match word.as_ref().map(|w| w.hit.kind) {
            Some(CountryKind::Seat) if spot.kind == PlaceKind::Capital => Via::Seat,
            Some(CountryKind::Region) => Via::Region,
            _ if spot.kind == PlaceKind::Country => Via::Name,
            _ => Via::Place,
        };
        let code = spot.country.as_deref().filter(|c| is_state(lexicon, c))?;
        return Some((Telling { at: place.tokens.end - 1, code, via }, place.tokens.end - t));
    }
    if let Some(found) = word {
        let via = match found.hit.kind {
            CountryKind::Country => Via::Name,
            CountryKind::People => Via::People,
            CountryKind::Adjective => Via::Adjective,
            CountryKind::Seat => Via::Seat,
            CountryKind::Region => Via::Region,
        };
        let telling = Telling { at: t + found.words - 1, code: found.hit.code, via };
        return is_state(lexicon, found.hit.code).then_some((telling, found.words));
    }
    // A body that has a place in its name.
    let found = lexicon.place(rest).filter(|f| !f.hit[0].caution)?;
    let inside = s.a.name_at(t).is_some_and(|n| n.kind == NameKind::Org);
    let code = found.hit.iter().map(|h| h.country).find(|c| !c.is_empty()).filter(|_| inside)?;
    Some((Telling { at: t + found.words - 1, code, via: Via::Inside }, found.words))
}

/// Adds the countries of persons and bodies in whose words none is told.
fn of_actors<'s>(scene: &'s Scene<'_>, out: &mut Vec<Telling<'s>>) {
    let told = out.len();
    for m in scene.actors.mentions.values() {
        let Some(code) = m.code.as_deref().filter(|c| is_state(scene.tables.lexicon, c)) else { continue };
        if m.span.start() < scene.s.a.document.dateline.as_ref().map_or(0, |d| d.span.end()) {
            continue;
        }
        let first = out[..told].partition_point(|x| x.at < m.core.start);
        if out[..told].get(first).is_none_or(|x| x.at >= m.core.end) {
            out.push(Telling { at: m.head, code, via: Via::Actor });
        }
    }
    out.sort_by_key(|x| x.at);
}

/// Where a telling stands: the word that introduces it, or its part in the clause.
pub(super) fn role<'s>(scene: &'s Scene<'_>, t: usize) -> &'s str {
    let s = scene.s;
    if t + 1 < s.a.tokens.len() && s.xpos(t + 1) == Xpos::Hyph {
        return "hyphen";
    }
    match s.rel(t) {
        Rel::Amod | Rel::Compound | Rel::NmodDesc => "modifier",
        Rel::NmodPoss => "owner",
        Rel::Nsubj => "subject",
        Rel::NsubjPass => "passive",
        Rel::Obj => "object",
        Rel::Flat | Rel::Appos => "name",
        _ => s.markers(s.first_conjunct(t)).next().map_or("other", |m| s.a.form(m)),
    }
}
