//! Which words name a place.

use super::candidates::{Candidate, Named, named};
use crate::syntax::Syntax;
use dateline_language::{Name, NameKind, Rel, Upos};
use dateline_lexicon::{Lexicon, PlaceKind};
use std::ops::Range;

/// A name of a place and what it may mean.
#[derive(Clone, Debug)]
pub(super) struct Draft<'l> {
    /// Its words.
    pub(super) tokens: Range<usize>,
    /// What it may mean; nothing for a name that no table has.
    pub(super) candidates: Vec<Candidate<'l>>,
    /// The candidates are places that it lies in: Erbil of "Erbil airport".
    pub(super) inside: bool,
    /// The draft that it is said to lie in.
    pub(super) parent: Option<usize>,
    /// See [`super::Toponym::located`].
    pub(super) located: bool,
}

/// What was found in a report.
#[derive(Debug, Default)]
pub(super) struct Drafts<'l> {
    pub(super) drafts: Vec<Draft<'l>>,
    /// Words for peoples and what is theirs, with the country.
    pub(super) peoples: Vec<(usize, &'l str)>,
}

pub(super) fn find<'l>(s: Syntax<'_>, lexicon: &'l Lexicon) -> Drafts<'l> {
    let mut found = Drafts::default();
    for sentence in &s.a.sentences {
        let mut t = sentence.start;
        while t < sentence.end {
            t = step(s, lexicon, t, sentence.end, &mut found);
        }
    }
    found
}

/// Looks at a word and says which is next.
fn step<'l>(s: Syntax<'_>, lexicon: &'l Lexicon, t: usize, end: usize, found: &mut Drafts<'l>) -> usize {
    if !is_upper(s, t) {
        return t + 1;
    }
    let name = s.a.name_at(t).map(|n| Name { tokens: t..up_to_comma(s, n.tokens.clone(), t), kind: n.kind });
    match named(s, lexicon, t, end) {
        Named::People(words, country) => {
            found.peoples.push((t, country));
            t + words
        }
        Named::Body(words) => t + words,
        Named::Place(words, candidates) => {
            // "The Hague" is called so, "the Netherlands" is not.
            let article = usize::from(words > 1 && s.form_in(t, &s.words.places.articles));
            let words = t + article..t + words;
            let candidates = of_told_kind(s, words.clone(), candidates);
            if candidates.is_empty() {
                found.drafts.extend(unknown(s, words.clone()));
                return words.end;
            }
            if opens_report(s, words.clone()) && candidates.iter().any(Candidate::is_large) {
                found.drafts.push(draft(s, words.clone(), candidates, false));
                return words.end;
            }
            place(s, lexicon, words, candidates, name, found)
        }
        Named::Nothing => {
            let Some(name) = name.filter(|n| n.kind == NameKind::Loc) else { return t + 1 };
            // "Northern Elm": the direction is not part of a name that is known without it.
            if name.tokens.len() > 1 && s.form_in(t, &s.words.places.directions) {
                return t + 1;
            }
            let end = name.tokens.end;
            found.drafts.extend(unknown(s, name.tokens));
            end
        }
    }
}

fn is_upper(s: Syntax<'_>, t: usize) -> bool {
    s.a.form(t).chars().next().is_some_and(char::is_uppercase)
}

/// Where a name ends, at the latest before a comma: "Paris, Texas" is two.
fn up_to_comma(s: Syntax<'_>, tokens: Range<usize>, from: usize) -> usize {
    (from..tokens.end).find(|i| s.is_any(*i, &[",", "(", "/"])).unwrap_or(tokens.end).max(from + 1)
}

/// "WASHINGTON Christopher Steele …": where a report was filed, in capitals before its first words.
fn opens_report(s: Syntax<'_>, words: Range<usize>) -> bool {
    let small = |t: usize| s.a.form(t).chars().any(char::is_lowercase);
    s.a.opens_paragraph(words.start)
        && !words.clone().any(small)
        && s.a.span(words.clone()).len() > 3
        && words.end < s.a.tokens.len()
        && small(words.end)
}

/// "The city of Turkey" is no country, "the state of Washington" no city, "Georgia Governor" no country's.
fn of_told_kind<'l>(s: Syntax<'_>, words: Range<usize>, candidates: Vec<Candidate<'l>>) -> Vec<Candidate<'l>> {
    if words.end < s.a.tokens.len() && s.form_in(words.end, &s.words.places.of_regions) {
        let regions: Vec<Candidate<'l>> = candidates.iter().copied().filter(|c| c.kind == PlaceKind::Region).collect();
        return if regions.is_empty() { candidates } else { regions };
    }
    let t = words.start;
    let Some(noun) = t
        .checked_sub(2)
        .filter(|n| s.form_in(t - 1, &s.words.places.belonging) && s.form_in(*n, &s.words.places.of_kind))
    else {
        return candidates;
    };
    let lists = &s.words.places;
    let fits = |c: &Candidate<'_>| match c.kind {
        PlaceKind::City | PlaceKind::Capital => s.form_in(noun, &lists.towns),
        PlaceKind::Region => s.form_in(noun, &lists.regions),
        _ => false,
    };
    let told: Vec<Candidate<'l>> = candidates.iter().copied().filter(fits).collect();
    if !told.is_empty() {
        return told;
    }
    // "The capital city of Turkey" is in the country.
    let of_land = noun > 0 && s.form_in(noun - 1, &lists.of_kind);
    let town = s.form_in(noun, &lists.towns) && !of_land;
    candidates.into_iter().filter(|c| !(town && c.kind == PlaceKind::Country)).collect()
}

/// A name that no table has.
fn unknown<'l>(s: Syntax<'_>, tokens: Range<usize>) -> Option<Draft<'l>> {
    let start = tokens.start + usize::from(tokens.len() > 1 && s.form_in(tokens.start, &s.words.places.articles));
    let text = s.a.span(start..tokens.end).of(s.a.text());
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let one = tokens.end == start + 1;
    // "GTA", "the Republic", "A417": letters alone, a common noun, a number.
    let acronym = one && !text.chars().any(char::is_lowercase) && letters <= 5;
    let common = one && s.form_in(start, &s.words.places.common);
    let name = letters > 2 && is_upper(s, start) && !acronym && !common;
    name.then(|| draft(s, start..tokens.end, Vec::new(), false))
}

fn draft<'l>(s: Syntax<'_>, tokens: Range<usize>, candidates: Vec<Candidate<'l>>, inside: bool) -> Draft<'l> {
    let located = is_located(s, tokens.start);
    Draft { tokens, candidates, inside, parent: None, located }
}

/// Takes up words that a table has as a place, if they name one here; says which word is next.
fn place<'l>(
    s: Syntax<'_>,
    lexicon: &'l Lexicon,
    words: Range<usize>,
    mut candidates: Vec<Candidate<'l>>,
    name: Option<Name>,
    found: &mut Drafts<'l>,
) -> usize {
    let located = is_located(s, words.start);
    let Some(name) = name else {
        let sure = |c: &Candidate<'_>| c.is_large() || (located && !c.caution);
        candidates.retain(sure);
        if !candidates.is_empty() && is_proper(s, words.clone()) && !is_glued(s, words.clone()) {
            found.drafts.push(draft(s, words.clone(), candidates, false));
        }
        return words.end;
    };
    // "West Virginia authorities": small letters are no part of a name.
    let longer = (words.end..name.tokens.end).any(|t| is_upper(s, t));
    if words.len() == 1 && s.form_in(words.start, &s.words.places.common) && !longer {
        return words.end;
    }
    match name.kind {
        NameKind::Per if longer || !located || !candidates.iter().any(Candidate::is_large) => {
            name.tokens.end.max(words.end)
        }
        NameKind::Org if longer => name.tokens.end,
        NameKind::Loc if longer => {
            let end = name.tokens.end;
            // "Maiduguri Borno State": two names without a comma.
            if let Named::Place(rest, _) = named(s, lexicon, words.end, end)
                && words.end + rest == end
                && !(words.end..end).all(|t| s.form_in(t, &s.words.places.kinds))
            {
                found.drafts.push(draft(s, words.clone(), candidates, false));
                return words.end;
            }
            found.drafts.extend(longer_name(s, words, name.tokens, candidates));
            end
        }
        _ => {
            found.drafts.push(draft(s, words.clone(), candidates, false));
            words.end
        }
    }
}

/// A name that goes on behind what a table has: "Donetsk Oblast", "Erbil airport", "Lake Elm Road".
fn longer_name<'l>(
    s: Syntax<'_>,
    words: Range<usize>,
    name: Range<usize>,
    candidates: Vec<Candidate<'l>>,
) -> Option<Draft<'l>> {
    let lists = &s.words.places;
    let behind = || words.end..name.end;
    if behind().all(|t| s.form_in(t, &lists.kinds)) {
        let county = behind().any(|t| s.form_in(t, &lists.counties));
        let tokens = words.start..behind().take_while(|t| is_upper(s, *t)).last().map_or(words.end, |t| t + 1);
        let candidates = if county { Vec::new() } else { candidates };
        return Some(draft(s, tokens, candidates, false));
    }
    if behind().any(|t| s.form_in(t, &lists.sites)) {
        return Some(draft(s, name, candidates, true));
    }
    unknown(s, name)
}

/// Whether a preposition before a name says that something is there: "in Nairobi", "across northern Syria".
fn is_located(s: Syntax<'_>, t: usize) -> bool {
    let lists = &s.words.places;
    let before = |t: usize| t.checked_sub(1).filter(|b| s.a.sentence_of(*b) == s.a.sentence_of(t));
    let mut at = before(t);
    for _ in 0..4 {
        let Some(b) = at else { return false };
        if s.form_in(b, &lists.located) {
            return true;
        }
        // "in the city of Aleppo", "south of Elm"
        let of = s.form_in(b, &lists.belonging)
            && b > 0
            && (s.form_in(b - 1, &lists.of_kind) || s.form_in(b - 1, &lists.toward));
        let steps = of || s.form_in(b, &lists.of_kind) || s.form_in(b, &lists.directions) || s.rel(b) == Rel::Det;
        if s.form_in(b, &lists.toward) && of_follows(s, b) {
            return true;
        }
        if !steps && s.upos(b) != Upos::Adj {
            return false;
        }
        at = before(b);
    }
    false
}

fn of_follows(s: Syntax<'_>, t: usize) -> bool {
    t + 1 < s.a.tokens.len() && s.form_in(t + 1, &s.words.places.belonging)
}

fn is_proper(s: Syntax<'_>, words: Range<usize>) -> bool {
    words.clone().any(|t| s.upos(t) == Upos::Propn)
}

/// Whether a name goes on before or behind some words, as far as the letters tell: "Denzel Jordan", "Jordan Peak".
fn is_glued(s: Syntax<'_>, words: Range<usize>) -> bool {
    let same = |t: usize| s.a.sentence_of(t) == s.a.sentence_of(words.start);
    let part = |t: usize| same(t) && is_upper(s, t) && s.upos(t) == Upos::Propn;
    let before =
        words.start.checked_sub(1).is_some_and(|t| part(t) && s.a.name_at(t).is_none_or(|n| n.kind != NameKind::Loc));
    let behind = words.end < s.a.tokens.len() && part(words.end) && !s.form_in(words.end, &s.words.places.kinds);
    before || behind
}

impl Draft<'_> {
    /// Whether it may be a place in which others lie.
    pub(super) fn can_contain(&self) -> bool {
        let large = |c: &Candidate<'_>| matches!(c.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::County);
        self.candidates.iter().any(large)
    }
}
