//! What the words of a phrase are in the tables: persons, groups, countries, roles.

use super::full::FullNames;
use super::identity::{self, Signs};
use super::titles;
use crate::syntax::Syntax;
use dateline_language::{NameKind, Rel, Upos, Xpos};
use dateline_lexicon::{Agent, Ambiguity, CountryHit, CountryKind, Group, Holder, Lexicon, Matched};
use std::ops::Range;

/// What was found in the words of a phrase, with the words it takes.
#[derive(Default)]
pub(super) struct LookedUp<'l> {
    pub(super) countries: Vec<(Range<usize>, CountryHit<'l>)>,
    pub(super) agents: Vec<(Range<usize>, Agent<'l>)>,
    pub(super) group: Option<(Range<usize>, Group<'l>)>,
    pub(super) person: Option<(Range<usize>, Holder<'l>)>,
    pub(super) region: Option<Vec<String>>,
}

/// Looks the words of a range up, from left to right, the longest match first.
pub(super) fn look_up<'l>(
    s: Syntax<'_>,
    lexicon: &'l Lexicon,
    full: &FullNames<'_>,
    range: Range<usize>,
    head: usize,
) -> LookedUp<'l> {
    let words: Vec<&str> = range.clone().map(|i| s.a.form(i)).collect();
    let mut found = LookedUp::default();
    let mut at = 0;
    while at < words.len() {
        let here = range.start + at;
        let rest = &words[at..];
        let person = persons(s, lexicon, full, &range, head, here);
        let group = lexicon.group(rest, full.told.date).filter(|g| allowed(s, here..here + g.words, &g.hit[0], head));
        let country = lexicon.country_at(rest).filter(|c| is_country(s, here..here + c.words, &c.hit));
        // "Iran-backed", "US-made": who stands behind it, not whose it is.
        let backer = |n: usize| rest.get(n) == Some(&"-") && here + n < head && s.is_verb(here + n + 1);
        let country = country.filter(|c| !backer(c.words));
        let agent = lexicon.agent(rest).filter(|f| s.upos(here + f.words - 1) != Upos::Verb);
        let candidates = Candidates { person, group, country, agent };
        let most = candidates.longest(false);
        let longer = |words: usize| words > candidates.longest(true);
        if let Some(region) = lexicon.region(rest).filter(|x| x.hit.adjective && longer(x.words)) {
            found.region = Some(region.hit.codes.iter().map(ToOwned::to_owned).collect());
            at += region.words;
            continue;
        }
        if most > 0 {
            candidates.take(s, here..here + most, &mut found);
        }
        at += most.max(1);
    }
    found
}

/// What the words from one on may be.
struct Candidates<'l> {
    person: Option<(usize, Holder<'l>)>,
    group: Option<dateline_lexicon::Found<Vec<Group<'l>>>>,
    country: Option<dateline_lexicon::Found<CountryHit<'l>>>,
    agent: Option<dateline_lexicon::Found<Agent<'l>>>,
}

impl<'l> Candidates<'l> {
    /// The words of the longest, roles aside where a name is asked for.
    fn longest(&self, name: bool) -> usize {
        let agent = self.agent.as_ref().filter(|_| !name).map(|x| x.words);
        let lengths = [
            self.person.as_ref().map(|x| x.0),
            self.group.as_ref().map(|x| x.words),
            self.country.as_ref().map(|x| x.words),
            agent,
        ];
        lengths.into_iter().flatten().max().unwrap_or(0)
    }

    /// Takes up what these words are, the longest: a person, a group, a country, a role; of a user's row and ours of the
    /// same words the user's.
    fn take(self, s: Syntax<'_>, range: Range<usize>, found: &mut LookedUp<'l>) {
        let most = range.len();
        let mut group = self.group.filter(|x| x.words == most);
        let mut country = self.country.filter(|x| x.words == most);
        let mut agent = self.agent.filter(|x| x.words == most);
        // A capital or country whose name is somebody's surname too is the place.
        let bare = |h: &Holder<'_>| h.matched == Matched::Surname;
        let mut person = self.person.filter(|x| x.0 == most && !(bare(&x.1) && country.is_some()));
        let laid = [
            group.as_ref().is_some_and(|x| x.hit[0].laid),
            country.as_ref().is_some_and(|x| x.hit.laid),
            agent.as_ref().is_some_and(|x| x.hit.laid),
        ];
        if laid.contains(&true) {
            person = None;
            group = group.filter(|_| laid[0]);
            country = country.filter(|_| laid[1]);
            agent = agent.filter(|_| laid[2]);
        }
        if let Some((_, holder)) = person {
            found.person.get_or_insert((range, holder));
        } else if let Some(group) = group {
            match as_person(s, &range, &group.hit[0]) {
                Some(holder) => drop(found.person.get_or_insert((range, holder))),
                None => drop(found.group.get_or_insert((range, group.hit[0]))),
            }
        } else if let Some(country) = country {
            found.countries.push((range, country.hit));
        } else if let Some(agent) = agent {
            found.agents.push((range, agent.hit));
        }
    }
}

/// A holder whose name begins here, unless a longer unknown name does, or what is told of the name speaks against it.
fn persons<'l>(
    s: Syntax<'_>,
    lexicon: &'l Lexicon,
    full: &FullNames<'_>,
    phrase: &Range<usize>,
    head: usize,
    at: usize,
) -> Option<(usize, Holder<'l>)> {
    let words: Vec<&str> = (at..phrase.end).map(|t| s.a.form(t)).collect();
    let capital = words[0].chars().next().is_some_and(char::is_uppercase);
    let no_name = matches!(s.upos(at), Upos::Adj | Upos::Det | Upos::Pron | Upos::Adp);
    if !capital || no_name || at > 0 && s.a.tokens[at].rel == Rel::Flat && s.upos(at - 1) == Upos::Propn {
        return None;
    }
    let found = lexicon.person(&words, full.told.date)?;
    let name = at..at + found.words;
    let signs = Signs::of(s, lexicon, phrase, head, &name);
    let holder = identity::choose(lexicon, &full.told, &signs, &words[..found.words], &found.hit)?;
    let surname = holder.matched == Matched::Surname || found.words == 1;
    let tagged = s.a.name_at(name.end - 1);
    let as_person = tagged.is_some_and(|n| n.kind == NameKind::Per);
    let inside = tagged.is_some_and(|n| n.tokens.end > name.end || n.tokens.start < at && surname);
    let inside = inside || tagged.is_some_and(|n| n.tokens.len() > found.words && n.kind != NameKind::Per);
    // What follows in the text, which may lie outside the phrase as it was parsed.
    let next = name.end < s.a.tokens.len() && s.a.form(name.end).chars().next().is_some_and(char::is_uppercase);
    let unsure = surname && !(as_person || (holder.rank <= 2 && tagged.is_none()));
    // "Last Friday", "May 8" are days.
    let number = name.end < s.a.tokens.len() && s.upos(name.end) == Upos::Num;
    let day = surname
        && titles::is_calendar(s, name.end - 1)
        && (!as_person || number || found.words == 1 && name.start > phrase.start);
    let other = surname && full.another(s, name.end - 1, holder.person);
    let letters = s.a.form(name.end - 1);
    let initials = surname && letters.chars().count() > 1 && !letters.chars().any(char::is_lowercase);
    let first_name = found.words == 1 && full.is_given(letters, holder.person);
    // "Parts of the hull": a common noun that begins a sentence.
    let common = surname && !as_person && s.upos(name.end - 1) != Upos::Propn;
    let against = [first_name, common, inside, surname && next, unsure, other, initials, day];
    (!against.contains(&true)).then_some((found.words, holder))
}

fn allowed(s: Syntax<'_>, range: Range<usize>, group: &Group<'_>, head: usize) -> bool {
    let proper = range.clone().any(|i| s.upos(i) == Upos::Propn || s.a.name_at(i).is_some());
    let quoted = range.start > 0 && s.xpos(range.start - 1) == Xpos::Open;
    let capital = s.a.form(range.end - 1).chars().next().is_some_and(char::is_uppercase);
    // One word of a user's own is no part of a longer name of a person.
    let inside = |n: &dateline_language::Name| n.kind == NameKind::Per && n.tokens.len() > range.len();
    if group.laid && range.len() == 1 && s.a.name_at(range.start).is_some_and(inside) {
        return false;
    }
    // "The Holocaust Memorial", "Green Dawn party": a common word inside a longer name is a part of that name.
    let beside =
        |t: Option<usize>| t.is_some_and(|t| s.upos(t) == Upos::Propn && s.a.sentence_of(t) == s.a.sentence_of(head));
    let longer =
        s.a.name_at(range.end - 1).is_some_and(|n| n.tokens.end > range.end || n.tokens.start + 1 < range.start)
            || beside(Some(range.end).filter(|t| *t < s.a.tokens.len()))
                && s.a.name_at(range.end).is_none_or(|n| n.kind == NameKind::Org);
    if group.caution && longer {
        return false;
    }
    capital && (proper || quoted) && !(group.caution && !range.contains(&head) && !proper)
}

/// A user's row does not say whether its name is a person's: the tagger does.
fn as_person<'l>(s: Syntax<'_>, range: &Range<usize>, group: &Group<'l>) -> Option<Holder<'l>> {
    let named = s.a.name_at(range.start).filter(|n| n.kind == NameKind::Per && n.tokens.end >= range.end);
    (group.laid && named.is_some()).then_some(Holder {
        person: group.name,
        code: group.code,
        identifier: (!group.identifier.is_empty()).then_some(group.identifier),
        sectors: group.sectors,
        office: "",
        rank: 1,
        start: group.start,
        end: group.end,
        known: group.end,
        certain: group.certain,
        matched: Matched::Full,
    })
}

/// Whether words in the table of countries mean a country here.
pub(crate) fn is_country(s: Syntax<'_>, range: Range<usize>, hit: &CountryHit<'_>) -> bool {
    let named = s.a.name_at(range.start);
    match hit.ambiguous {
        // "Jordan said", "Chad Smith": a person's name where the tagger says so.
        // And "Jordan Hartwell" is none, nor is the Jordan Valley all of it, where the tagger takes it for a place.
        Some(Ambiguity::Name) => named.is_none_or(|n| n.kind == NameKind::Org || n.tokens.len() == range.len()),
        Some(Ambiguity::Word) => named.is_some_and(|n| n.kind == NameKind::Loc),
        Some(Ambiguity::Language) => hit.kind == CountryKind::Adjective,
        _ => named.is_none_or(|n| n.kind != NameKind::Per || n.tokens.end == range.end),
    }
}
