//! Which of the places of one name is meant.
//!
//! A place is the likelier the larger it is, the more the report tells of its country and region, and the nearer it lies to
//! other places of the report. The weights were set by reasoning about newspapers of all countries: a name that the whole
//! world knows keeps its meaning unless the report is plainly about the other's country. First the names with one bearer
//! vote for countries, then all are placed; then those placed vote for regions and neighbourhoods, and all are placed again.

use super::candidates::Candidate;
use super::find::{Draft, Drafts};
use super::{Known, Spot};
use crate::syntax::Syntax;
use dateline_lexicon::{Lexicon, PlaceKind};
use std::collections::BTreeMap;

/// What it weighs that all the report tells of the place's country.
const COUNTRY: f64 = 4.0;
/// What it weighs that all the report tells of countries around it.
const NEIGHBOUR: f64 = 2.0;
/// What it weighs that the report names its region.
const REGION: f64 = 1.5;
/// What it weighs that another place of the report is next to it.
const NEAR: f64 = 1.5;
/// How far that reaches, in kilometres.
const REACH: f64 = 150.0;
/// What it weighs that the table of words has it.
const FILED: f64 = 1.5;
/// What being known to all the world weighs.
const CAPITAL: f64 = 1.0;
/// So many places before and behind are asked for their neighbourhood.
const WINDOW: usize = 12;
/// More mentions of one name tell no more.
const MOST_MENTIONS: u32 = 4;

/// Votes of a report.
#[derive(Default)]
struct Votes<'l> {
    countries: BTreeMap<&'l str, f64>,
    all: f64,
    /// What the neighbours of a country have together.
    neighbours: BTreeMap<String, f64>,
    /// Regions by country and name.
    regions: BTreeMap<(&'l str, &'l str), f64>,
}

impl<'l> Votes<'l> {
    fn country(&mut self, code: &'l str, weight: f64) {
        if !code.is_empty() {
            *self.countries.entry(code).or_default() += weight;
            self.all += weight;
        }
    }

    fn learn_neighbours(&mut self, lexicon: &Lexicon) {
        for (code, weight) in &self.countries {
            for neighbour in lexicon.country_info(code).iter().flat_map(|c| c.neighbours.iter()) {
                *self.neighbours.entry(neighbour.to_owned()).or_default() += weight;
            }
        }
    }

    fn around(&self, code: &str) -> f64 {
        self.neighbours.get(code).map_or(0.0, |v| v / (self.all + 1.0))
    }

    fn share(&self, code: &str) -> f64 {
        // A report of two place names is no poll.
        self.countries.get(code).map_or(0.0, |v| v / (self.all + 1.0))
    }
}

/// The place of each draft.
pub(super) fn rank(s: Syntax<'_>, lexicon: &Lexicon, found: &Drafts<'_>) -> Vec<Option<Spot>> {
    let keys: Vec<String> =
        found.drafts.iter().map(|d| s.a.span(d.tokens.clone()).of(s.a.text()).to_lowercase()).collect();
    let options = options(&found.drafts, &keys);
    let mut votes = first_votes(s, found, &keys, &options);
    votes.learn_neighbours(lexicon);
    let placed = choose(&options, &keys, &votes, &vec![None; options.len()]);
    later_votes(&mut votes, &keys, &placed);
    let placed = choose(&options, &keys, &votes, &placed);
    spots(s, &found.drafts, &placed, &Around::of(&votes, &placed))
}

/// What each draft may mean: what its own words leave open; where another of its name is said to lie somewhere, that.
fn options<'l>(drafts: &[Draft<'l>], keys: &[String]) -> Vec<Vec<Candidate<'l>>> {
    let mut told: BTreeMap<&str, Vec<Candidate<'l>>> = BTreeMap::new();
    for (d, key) in drafts.iter().zip(keys) {
        if d.parent.is_some() && !d.inside {
            told.entry(key).or_insert_with(|| d.candidates.clone());
        }
    }
    let of = |(d, key): (&Draft<'l>, &String)| match told.get(key.as_str()) {
        Some(told) if d.parent.is_none() => told.clone(),
        _ => d.candidates.clone(),
    };
    drafts.iter().zip(keys).map(of).collect()
}

/// Names with one bearer, or one that outweighs all others, and words for peoples.
fn first_votes<'l>(s: Syntax<'_>, found: &Drafts<'l>, keys: &[String], options: &[Vec<Candidate<'l>>]) -> Votes<'l> {
    let mut votes = Votes::default();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let body = s.a.document.dateline.as_ref().map_or(0, |d| d.span.end());
    for (i, (d, options)) in found.drafts.iter().zip(options).enumerate() {
        let times = seen.entry(&keys[i]).or_default();
        *times += 1;
        let Some(first) = options.first().filter(|_| *times <= MOST_MENTIONS) else { continue };
        let alone = options.iter().all(|c| c.country == first.country);
        let large = options.iter().max_by(|a, b| weight(a).total_cmp(&weight(b)));
        let outweighs =
            |c: &&Candidate<'_>| options.iter().all(|o| o.country == c.country || weight(o) + 1.5 < weight(c));
        let dateline = s.a.tokens[d.tokens.start].span.end() <= body;
        let of_kind = if first.kind == PlaceKind::Country { 1.0 } else { 0.7 };
        if alone {
            votes.country(first.country, of_kind + if dateline { 2.0 } else { 0.0 });
        } else if let Some(large) = large.filter(outweighs) {
            votes.country(large.country, 0.5 + if dateline { 1.0 } else { 0.0 });
        }
    }
    let mut peoples: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, country) in &found.peoples {
        let times = peoples.entry(country).or_default();
        *times += 1;
        if *times <= MOST_MENTIONS {
            votes.country(country, 0.5);
        }
    }
    votes
}

/// What the placed ones say of regions.
fn later_votes<'l>(votes: &mut Votes<'l>, keys: &[String], placed: &[Option<Candidate<'l>>]) {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for (key, c) in keys.iter().zip(placed).filter_map(|(k, c)| Some((k, (*c)?))) {
        let times = seen.entry(key).or_default();
        *times += 1;
        let region = if c.kind == PlaceKind::Region { c.name } else { c.admin1 };
        if *times == 1 && !region.is_empty() {
            *votes.regions.entry((c.country, region)).or_default() += 1.0;
        }
    }
}

/// What a place weighs by itself: about the logarithm of how many know it.
fn weight(c: &Candidate<'_>) -> f64 {
    match c.kind {
        PlaceKind::Country if c.shared => 7.0,
        PlaceKind::Country => 9.0,
        PlaceKind::Area => 7.5,
        PlaceKind::Region => 6.0,
        PlaceKind::County => 4.8,
        PlaceKind::Site => 5.0,
        PlaceKind::Capital => people(c) + CAPITAL,
        PlaceKind::City => people(c),
    }
}

/// The decimal logarithm of a number of people, between powers of two along a line.
fn people(c: &Candidate<'_>) -> f64 {
    let people = c.population.max(10_000);
    let power = people.ilog2();
    let rest = f64::from(people) / f64::from(1u32 << power) - 1.0;
    (f64::from(power) + rest) * std::f64::consts::LOG10_2
}

fn choose<'l>(
    options: &[Vec<Candidate<'l>>],
    keys: &[String],
    votes: &Votes<'l>,
    placed: &[Option<Candidate<'l>>],
) -> Vec<Option<Candidate<'l>>> {
    let mut chosen: BTreeMap<&str, Candidate<'l>> = BTreeMap::new();
    let mut out = Vec::with_capacity(options.len());
    for (i, options) in options.iter().enumerate() {
        let known = chosen.get(keys[i].as_str()).filter(|c| options.contains(c)).copied();
        let best = known.or_else(|| {
            let first = i.saturating_sub(WINDOW);
            let others = keys[first..].iter().zip(&placed[first..]).take(2 * WINDOW);
            let others: Vec<Candidate<'_>> =
                others.filter(|(k, _)| **k != keys[i]).filter_map(|(_, c)| *c).filter(is_local).collect();
            let scored = options.iter().filter(|c| is_backed(c, votes)).map(|c| (score(c, votes, &others), *c));
            // Of several as likely the first, which is the larger.
            scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, c)| c)
        });
        if let Some(best) = best {
            chosen.entry(&keys[i]).or_insert(best);
        }
        out.push(best);
    }
    out
}

fn is_local(c: &Candidate<'_>) -> bool {
    !matches!(c.kind, PlaceKind::Country | PlaceKind::Area)
}

/// Counties of one name are many, and not all are in the table: one is believed where the report tells of its state.
fn is_backed(c: &Candidate<'_>, votes: &Votes<'_>) -> bool {
    c.kind != PlaceKind::County || c.country != "USA" || votes.regions.contains_key(&(c.country, c.admin1))
}

fn score(c: &Candidate<'_>, votes: &Votes<'_>, others: &[Candidate<'_>]) -> f64 {
    let region = if c.kind == PlaceKind::Region { c.name } else { c.admin1 };
    let told = votes.regions.get(&(c.country, region)).map_or(0.0, |v| v.min(2.0) / 2.0);
    let nearest = others.iter().filter_map(|o| c.distance(o)).min_by(f64::total_cmp);
    let near = if is_local(c) { nearest.map_or(0.0, |d| 1.0 / (1.0 + (d / REACH) * (d / REACH))) } else { 0.0 };
    let filed = if c.filed { FILED } else { 0.0 };
    weight(c)
        + filed
        + COUNTRY * votes.share(c.country)
        + NEIGHBOUR * votes.around(c.country)
        + REGION * told
        + NEAR * near
}

/// Where nearly all of a report plays.
struct Around<'l> {
    /// The country of most of what it names.
    country: Option<&'l str>,
    /// The place around which most of its towns lie.
    town: Option<Candidate<'l>>,
}

/// The share that most are.
const MOST: f64 = 0.6;
/// So many different towns are tried as the middle.
const MIDDLES: usize = 24;

impl<'l> Around<'l> {
    fn of(votes: &Votes<'l>, placed: &[Option<Candidate<'l>>]) -> Self {
        let mut counts = votes.countries.clone();
        for c in placed.iter().flatten().filter(|c| !c.country.is_empty()) {
            *counts.entry(c.country).or_default() += 1.0;
        }
        let all: f64 = counts.values().sum();
        let (country, most) =
            counts.iter().fold(("", 0.0), |best, (code, v)| if *v > best.1 { (*code, *v) } else { best });
        let country = (most >= 1.5 && most / all >= MOST).then_some(country);
        let small = |c: &Candidate<'l>| {
            matches!(c.kind, PlaceKind::City | PlaceKind::Capital | PlaceKind::County | PlaceKind::Site)
        };
        let towns: Vec<Candidate<'l>> = placed.iter().flatten().copied().filter(small).collect();
        let mut middles: Vec<Candidate<'l>> = Vec::new();
        for c in &towns {
            if middles.len() < MIDDLES && !middles.contains(c) {
                middles.push(*c);
            }
        }
        let around =
            |m: &Candidate<'l>| towns.iter().filter(|c| c.distance(m).is_some_and(|d| d <= REACH / 2.0)).count();
        let best =
            middles.iter().map(|m| (around(m), *m)).reduce(|best, next| if next.0 > best.0 { next } else { best });
        let town = best.filter(|(n, _)| *n >= 2 && *n as f64 >= MOST * towns.len() as f64).map(|(_, m)| m);
        Self { country, town: town.filter(|t| country.is_none_or(|c| c == t.country)) }
    }

    fn spot(&self, words: &str) -> Option<Spot> {
        match (self.town, self.country) {
            (Some(town), _) => Some(inexact(words, &town, Known::Around)),
            (None, Some(country)) => {
                let (admin1, position, geonames) = (None, None, None);
                let (name, country) = (plain(words), filled(country));
                Some(Spot { name, kind: PlaceKind::Site, country, admin1, position, geonames, known: Known::Around })
            }
            (None, None) => None,
        }
    }
}

/// What is told of each place: its own row; for a name that no table has, what it is said to lie in, else what the report
/// plays around.
fn spots(
    s: Syntax<'_>,
    drafts: &[Draft<'_>],
    placed: &[Option<Candidate<'_>>],
    around: &Around<'_>,
) -> Vec<Option<Spot>> {
    // By name, for mentions of it that do not say again where it is.
    let mut told: BTreeMap<String, Spot> = BTreeMap::new();
    let words = |i: usize| s.a.span(drafts[i].tokens.clone()).of(s.a.text());
    for (i, (d, own)) in drafts.iter().zip(placed).enumerate() {
        if let (None, Some(outer)) = (own, d.parent.and_then(|p| placed[p])) {
            told.entry(words(i).to_lowercase()).or_insert_with(|| inexact(words(i), &outer, Known::Within));
        }
    }
    let spot = |(i, d): (usize, &Draft<'_>)| match placed[i] {
        Some(c) if d.inside => Some(inexact(words(i), &c, Known::Within)),
        Some(c) => Some(exact(&c)),
        None => told.get(&words(i).to_lowercase()).cloned().or_else(|| around.spot(words(i))),
    };
    drafts.iter().enumerate().map(spot).collect()
}

/// Words on one line.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn exact(c: &Candidate<'_>) -> Spot {
    Spot {
        name: c.name.to_owned(),
        kind: c.kind,
        country: filled(c.country),
        admin1: filled(c.admin1),
        position: c.position,
        geonames: (c.geonames != 0).then_some(u64::from(c.geonames)),
        known: Known::Exact,
    }
}

fn inexact(words: &str, outer: &Candidate<'_>, known: Known) -> Spot {
    let region = if outer.kind == PlaceKind::Region { outer.name } else { outer.admin1 };
    Spot {
        name: plain(words),
        kind: PlaceKind::Site,
        country: filled(outer.country),
        admin1: filled(region),
        position: outer.position.filter(|_| outer.kind != PlaceKind::Country),
        geonames: None,
        known,
    }
}
