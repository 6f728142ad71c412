//! What of the gazetteer a name may mean.

use crate::syntax::Syntax;
use dateline_language::NameKind;
use dateline_lexicon::{Ambiguity, CountryKind, Found, Lexicon, Place, PlaceKind};
use std::ops::Range;

/// A place that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate<'l> {
    pub(super) name: &'l str,
    /// Empty for a place of no one country.
    pub(super) country: &'l str,
    pub(super) admin1: &'l str,
    pub(super) kind: PlaceKind,
    pub(super) position: Option<(f64, f64)>,
    pub(super) population: u32,
    /// 0 for none.
    pub(super) geonames: u32,
    /// The name is a common word, or a person's too.
    pub(super) caution: bool,
    /// A country that shares its name with a state of another.
    pub(super) shared: bool,
    /// A part of a country that the table of words has by this name: Gaza is not the province of Mozambique.
    pub(super) filed: bool,
}

impl<'l> Candidate<'l> {
    fn of(p: &Place<'l>) -> Self {
        // Two decimals, as the table has them: 29.55, not 29.549999.
        let degrees = |x: f32| (f64::from(x) * 100.0).round() / 100.0;
        Self {
            name: p.name,
            country: p.country,
            admin1: if p.kind == PlaceKind::Country { "" } else { p.admin1 },
            kind: p.kind,
            position: p.position.map(|(lat, lon)| (degrees(lat), degrees(lon))),
            population: p.population,
            geonames: p.geonameid,
            caution: p.caution,
            shared: false,
            filed: false,
        }
    }

    fn country(name: &'l str, code: &'l str, kind: PlaceKind) -> Self {
        let (position, population, geonames) = (None, 0, 0);
        Self {
            name,
            country: code,
            admin1: "",
            kind,
            position,
            population,
            geonames,
            caution: false,
            shared: false,
            filed: false,
        }
    }

    /// Kilometres to another.
    pub(super) fn distance(&self, other: &Self) -> Option<f64> {
        self.position.zip(other.position).map(|(a, b)| kilometres(a, b))
    }

    /// So well known that its name needs nothing beside it.
    pub(super) fn is_large(&self) -> bool {
        !self.caution && (self.kind != PlaceKind::City || self.population >= 100_000)
    }
}

/// Kilometres between two points, as if the earth were flat between them: good to a few in a hundred up to a thousand. The
/// cosine is Bhaskara's, so that every machine finds the same.
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let middle = f64::midpoint(a.0, b.0);
    let cosine = (32_400.0 - 4.0 * middle * middle) / (32_400.0 + middle * middle);
    let across = (a.1 - b.1).abs();
    let across = cosine * if across > 180.0 { 360.0 - across } else { across };
    let up = a.0 - b.0;
    111.2 * (up * up + across * across).sqrt()
}

/// What the words from one on name.
pub(super) enum Named<'l> {
    /// A place that may be one of these, in so many words.
    Place(usize, Vec<Candidate<'l>>),
    /// A people or what is theirs, in so many words, with the country.
    People(usize, &'l str),
    /// A body with a place in its name, in so many words.
    Body(usize),
    /// Nothing that is known.
    Nothing,
}

/// Words of a name are looked up so far.
const LONGEST: usize = 8;

/// Looks up what the words from `t` on name, up to `end`.
pub(super) fn named<'l>(s: Syntax<'_>, lexicon: &'l Lexicon, t: usize, end: usize) -> Named<'l> {
    let mut rest: Vec<&str> = (t..end.min(t + LONGEST)).map(|i| s.a.form(i)).collect();
    let owner = |i: usize| s.form_in(t + i, &s.words.places.owner);
    // "Peru's" is not Perus; "Cox's Bazar" and "St. John's" have their mark in the table.
    let marked = |p: &Place<'_>| p.name.contains(['\'', '’']);
    let swallows = |found: &Found<Vec<Place<'_>>>| owner(found.words - 1) && !found.hit.iter().any(marked);
    if lexicon.toponym(&rest).as_ref().is_some_and(swallows) {
        let cut = (1..rest.len()).find(|i| owner(*i));
        rest.truncate(cut.unwrap_or(rest.len()));
    }
    let country = lexicon.country_at(&rest);
    let places = lexicon.toponym(&rest);
    let words = country.as_ref().map_or(0, |c| c.words).max(places.as_ref().map_or(0, |p| p.words));
    if words == 0 {
        let area = lexicon.region(&rest).filter(|r| !r.hit.adjective);
        return area.map_or(Named::Nothing, |r| Named::Body(r.words));
    }
    if lexicon.group(&rest, s.a.document.date).is_some_and(|g| g.words > words) {
        let group = lexicon.group(&rest, s.a.document.date);
        return Named::Body(group.map_or(words, |g| g.words));
    }
    let mut found = Vec::new();
    if let Some(hit) = country.as_ref().filter(|c| c.words == words).map(|c| c.hit) {
        match hit.kind {
            CountryKind::Adjective | CountryKind::People => return Named::People(words, hit.code),
            CountryKind::Country => {
                let shared = hit.ambiguous == Some(Ambiguity::State);
                found.extend(hit.codes.iter().map(|code| Candidate { shared, ..nation(lexicon, code) }));
            }
            CountryKind::Region | CountryKind::Seat => {}
        }
        let known = places.as_ref().is_some_and(|p| p.words == words);
        if hit.kind == CountryKind::Region && !known {
            let name = lexicon.country_info(hit.code).map_or("", |c| c.name);
            found.push(Candidate::country(name, hit.code, PlaceKind::Region));
        }
    }
    let parts = country.as_ref().filter(|c| c.words == words && c.hit.kind == CountryKind::Region).map(|c| c.hit.codes);
    for p in places.filter(|p| p.words == words).map(|p| p.hit).unwrap_or_default() {
        let twice = p.kind == PlaceKind::Country && found.iter().any(|f| f.country == p.country);
        if !twice && is_written_so(s, t..t + words, &p) {
            let filed = parts.is_some_and(|codes| codes.contains(p.country));
            found.push(Candidate { filed, ..Candidate::of(&p) });
        }
    }
    if found.is_empty() { Named::Nothing } else { Named::Place(words, found) }
}

/// A country by its code.
fn nation<'l>(lexicon: &'l Lexicon, code: &'l str) -> Candidate<'l> {
    let Some(info) = lexicon.country_info(code) else { return Candidate::country(code, code, PlaceKind::Country) };
    let words: Vec<&str> = info.name.split(' ').collect();
    let own = |p: &&Place<'_>| {
        p.kind == PlaceKind::Country && (p.admin1 == code || (p.admin1.is_empty() && p.country == code))
    };
    let row = lexicon.toponym(&words).filter(|f| f.words == words.len());
    let row = row.as_ref().and_then(|f| f.hit.iter().find(own));
    row.map_or_else(|| Candidate::country(info.name, info.code, PlaceKind::Country), Candidate::of)
}

/// Whether a place's name is written so: "Ky." and "NSW" are states where they stand behind a town or are tagged as places;
/// "WA" is no Wa, and "Alta." no Alta.
fn is_written_so(s: Syntax<'_>, words: Range<usize>, p: &Place<'_>) -> bool {
    let text = s.a.span(words.clone()).of(s.a.text());
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>();
    let (mine, full) = (letters(text), letters(p.name));
    let state = p.kind == PlaceKind::Region && matches!(p.country, "USA" | "CAN" | "AUS");
    if state && mine.len() <= 5 && mine.len() < full.len() {
        return stands_for_state(s, words, text);
    }
    let capitals = !text.chars().any(char::is_lowercase);
    !(words.len() == 1
        && ((text.ends_with('.') && !p.name.contains('.')) || (capitals && text.len() <= 3 && mine == full)))
}

fn stands_for_state(s: Syntax<'_>, words: Range<usize>, text: &str) -> bool {
    let capitals = !text.chars().any(char::is_lowercase);
    let stopped = text.contains('.');
    let behind = words.start >= 2
        && s.is_any(words.start - 1, &[",", "("])
        && s.a.form(words.start - 2).chars().next().is_some_and(char::is_uppercase);
    let tagged =
        s.a.name_at(words.start)
            .is_some_and(|n| n.kind == NameKind::Loc && (n.tokens == words || n.tokens.end == words.end));
    (behind && (stopped || capitals || tagged)) || (tagged && (stopped || (capitals && text.len() == 3)))
}
