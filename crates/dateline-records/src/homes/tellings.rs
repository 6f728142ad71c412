//! Where a report names countries: by name, adjective, place, or by somebody whose country is known.

use crate::actors::is_country;
use crate::scene::Scene;
use dateline_language::{NameKind, Rel, Upos, Xpos};
use dateline_lexicon::{CountryKind, Lexicon};
use std::collections::{HashMap, HashSet};

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
        let title = a.document.meta.title.as_deref().map(|t| of_words(lexicon, t, None)).unwrap_or_default();
        let place = a.document.dateline.as_ref().and_then(|d| d.place.as_deref());
        let mut dateline = place.map(|p| of_words(lexicon, p, None)).unwrap_or_default();
        if dateline.len() > 1 {
            // "BIRMINGHAM, England": the last is the wider.
            dateline.drain(..dateline.len() - 1);
        }
        let mut all = of_text(scene);
        let sure: HashSet<&str> =
            all.iter().filter(|(t, _)| t.via != Via::Place).map(|(t, _)| t.code).chain(title.iter().copied()).collect();
        for (telling, others) in &mut all {
            if let Some(code) = others.iter().find(|c| sure.contains(**c)) {
                telling.code = code;
            }
        }
        let all: Vec<Telling<'s>> = all.into_iter().map(|(t, _)| t).collect();
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

/// The countries that the words of a title tell, each once; for a place of several countries the first that is `sure`.
fn of_words<'l>(lexicon: &'l Lexicon, text: &str, sure: Option<&HashSet<&str>>) -> Vec<&'l str> {
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
            let known = |p: &&dateline_lexicon::Place<'_>| sure.is_some_and(|s| s.contains(p.country));
            let hit = found.hit.iter().find(known).unwrap_or(&found.hit[0]);
            Some((found.words, hit.country))
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

/// The tellings of the text, each with the other countries that a place of the name lies in.
fn of_text<'s>(scene: &'s Scene<'_>) -> Vec<(Telling<'s>, Vec<&'s str>)> {
    let a = scene.s.a;
    let mut out: Vec<(Telling<'s>, Vec<&'s str>)> = Vec::new();
    let body = a.document.dateline.as_ref().map_or(0, |d| d.span.end());
    for sentence in &a.sentences {
        let forms: Vec<&str> = sentence.clone().map(|t| a.form(t)).collect();
        let in_body = |t: &usize| a.tokens[*t].span.start() >= body;
        let mut t = sentence.clone().find(in_body).unwrap_or(sentence.end);
        while t < sentence.end {
            let used = match at(scene, t, &forms[t - sentence.start..]) {
                Some((telling, others, used)) => {
                    out.push((telling, others));
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

fn at<'s>(scene: &'s Scene<'_>, t: usize, rest: &[&str]) -> Option<(Telling<'s>, Vec<&'s str>, usize)> {
    let s = scene.s;
    if !rest[0].chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    let lexicon = scene.tables.lexicon;
    let named = s.a.name_at(t);
    if let Some(found) = lexicon.country_at(rest).filter(|c| is_country(s, t..t + c.words, &c.hit)) {
        let via = match found.hit.kind {
            CountryKind::Country => Via::Name,
            CountryKind::People => Via::People,
            CountryKind::Adjective => Via::Adjective,
            CountryKind::Seat => Via::Seat,
            CountryKind::Region => Via::Region,
        };
        if is_state(lexicon, found.hit.code) {
            return Some((Telling { at: t + found.words - 1, code: found.hit.code, via }, Vec::new(), found.words));
        }
    }
    let found = lexicon.place(rest)?;
    let via = match named.map(|n| n.kind) {
        Some(NameKind::Loc) => Via::Place,
        Some(NameKind::Org) if !found.hit[0].caution => Via::Inside,
        None if !found.hit[0].caution && s.upos(t) == Upos::Propn && s.rel(t) != Rel::Flat => Via::Place,
        _ => return None,
    };
    let hit = found.hit.iter().find(|h| !h.country.is_empty())?;
    let others = found.hit.iter().map(|h| h.country).filter(|c| !c.is_empty()).collect();
    Some((Telling { at: t + found.words - 1, code: hit.country, via }, others, found.words))
}

/// Adds the countries of persons and bodies in whose words none is told.
fn of_actors<'s>(scene: &'s Scene<'_>, out: &mut Vec<(Telling<'s>, Vec<&'s str>)>) {
    let told = out.len();
    for m in scene.actors.mentions.values() {
        let Some(code) = m.code.as_deref().filter(|c| is_state(scene.tables.lexicon, c)) else { continue };
        if m.span.start() < scene.s.a.document.dateline.as_ref().map_or(0, |d| d.span.end()) {
            continue;
        }
        let first = out[..told].partition_point(|x| x.0.at < m.core.start);
        if out[..told].get(first).is_none_or(|x| x.0.at >= m.core.end) {
            out.push((Telling { at: m.head, code, via: Via::Actor }, Vec::new()));
        }
    }
    out.sort_by_key(|x| x.0.at);
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
