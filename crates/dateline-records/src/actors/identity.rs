//! Which of those who held an office a name means: nobody, unless what the report says of the name agrees.
//!
//! A full name is a person's unless the words around it speak against it: another role, another gender, another country. A
//! surname alone is borne by many more than held an office: it needs an office, a country or a full name in the report
//! that says the same, and nothing that says otherwise.

use super::phrase;
use super::titles::{honorific, is_head, is_second};
use crate::syntax::Syntax;
use crate::words::NounKind;
use dateline_contract::Sector;
use dateline_language::{Rel, Upos};
use dateline_lexicon::{Agent, AgentNumber, AgentRole, Gender, Holder, Lexicon, Matched};
use jiff::civil::Date;
use std::collections::HashSet;
use std::ops::Range;

/// What the words around a name say of its bearer.
pub(super) struct Signs<'l> {
    /// Roles told before and behind the name.
    roles: Vec<Agent<'l>>,
    /// A noun for a person that is no role the tables know: "sister", "coach".
    private: bool,
    /// "Mr", "Ms" stands before it.
    honorific: Option<Option<Gender>>,
    /// Countries told before it.
    countries: Vec<&'l str>,
}

impl<'l> Signs<'l> {
    /// The signs around a name: `phrase` are the words of its phrase, `head` their head, `name` the words that may name
    /// somebody, titles before them included.
    pub(super) fn of(
        s: Syntax<'_>,
        lexicon: &'l Lexicon,
        phrase: &Range<usize>,
        head: usize,
        name: &Range<usize>,
    ) -> Self {
        let mut signs = Self { roles: Vec::new(), private: false, honorific: None, countries: Vec::new() };
        let forms: Vec<&str> = name.clone().map(|t| s.a.form(t)).collect();
        let first = name.start + lexicon.titles(&forms);
        signs.look(s, lexicon, phrase.start..first);
        if let Some(other) = phrase::apposition(s, head) {
            signs.look(s, lexicon, phrase::core(s, other));
        }
        signs.honorific = first.checked_sub(1).filter(|t| phrase.contains(t)).and_then(|t| honorific(s.a.form(t)));
        // "His sister Kim": the name stands beside the noun.
        if let Some(beside) = s.a.head(head).filter(|_| s.rel(head) == Rel::Appos && name.contains(&head)) {
            signs.look(s, lexicon, phrase::core(s, beside));
        }
        signs
    }

    fn look(&mut self, s: Syntax<'_>, lexicon: &'l Lexicon, words: Range<usize>) {
        let mut at = words.start;
        while at < words.end {
            let rest: Vec<&str> = (at..words.end).map(|t| s.a.form(t)).collect();
            if let Some(found) = lexicon.agent(&rest) {
                self.roles.push(found.hit);
                at += found.words;
                continue;
            }
            if let Some(found) = lexicon.country_at(&rest) {
                self.countries.push(found.hit.code);
                at += found.words;
                continue;
            }
            let noun = matches!(s.upos(at), Upos::Noun | Upos::Propn);
            self.private |= noun && s.words.nouns.kind(s.a.lemma(at)) == Some(NounKind::Person);
            at += 1;
        }
    }

    /// The signs in a name that stands alone: the titles before it.
    pub(super) fn of_words(lexicon: &'l Lexicon, words: &[&str]) -> Self {
        let mut signs = Self { roles: Vec::new(), private: false, honorific: None, countries: Vec::new() };
        let first = lexicon.titles(words);
        let mut at = 0;
        while at < first {
            let found = lexicon.agent(&words[at..first]);
            signs.roles.extend(found.as_ref().map(|f| f.hit));
            signs.honorific = honorific(words[at]);
            at += found.map_or(1, |f| f.words);
        }
        signs
    }

    /// What speaks against a holder.
    fn against(&self, lexicon: &Lexicon, h: &Holder<'_>) -> Option<&'static str> {
        let gender = h.person.split(' ').find_map(|w| lexicon.gender(w));
        let other_gender = self.honorific.flatten().zip(gender).is_some_and(|(told, own)| told != own);
        let state = |c: &str| lexicon.country_info(c).is_some();
        let other_country =
            state(h.code) && self.countries.iter().any(|c| state(c)) && !self.countries.contains(&h.code);
        let person = |a: &&Agent<'_>| matches!(a.number, AgentNumber::Person) && a.role == AgentRole::Own;
        let other_role = self.roles.iter().filter(person).any(|a| !a.sectors.is_empty() && !shares(a, h));
        let surname = h.matched != Matched::Full;
        let reasons = [
            (other_gender, "the form of address tells another gender"),
            (other_country, "the words before the name tell another country"),
            (other_role, "the words beside the name tell another role"),
            (surname && self.private && !self.title(h), "the words beside the name tell a private person"),
        ];
        reasons.into_iter().find(|(holds, _)| *holds).map(|(_, why)| why)
    }

    /// Whether a role told with the name is the holder's office.
    fn title(&self, h: &Holder<'_>) -> bool {
        let office = h.office.to_lowercase();
        self.roles.iter().any(|a| {
            let same = office.ends_with(a.phrase) && (office.len() == a.phrase.len() || !is_second(&office));
            shares(a, h) && (same || office.is_empty() || h.rank == 1 && is_head(a.phrase))
        })
    }
}

fn shares(a: &Agent<'_>, h: &Holder<'_>) -> bool {
    // Who sits in parliament, governs or governed is one class for a title.
    let political =
        |code: &str| matches!(Sector::parse(code), Some(Sector::Gov | Sector::Leg | Sector::Eli | Sector::Pty));
    a.sectors.iter().any(|x| h.sectors.contains(x))
        || a.sectors.iter().any(political) && h.sectors.iter().any(political)
}

/// What a report tells beside the name.
#[derive(Debug, Default)]
pub(super) struct Told<'a> {
    /// Its date.
    pub(super) date: Option<Date>,
    /// Countries that its words and title tell.
    pub(super) countries: HashSet<&'a str>,
    /// Persons of the lexicon whom it names in full.
    pub(super) persons: HashSet<&'a str>,
}

/// The holder that a name means, of those that a table has for it.
pub(super) fn choose<'l>(
    lexicon: &'l Lexicon,
    told: &Told<'_>,
    signs: &Signs<'l>,
    words: &[&str],
    holders: &[Holder<'l>],
) -> Option<Holder<'l>> {
    let fits = |h: &&Holder<'l>| verdict(lexicon, told, signs, words, holders, h).is_ok();
    // Of several rows of one who holds like offices in several states, that of the state that is told.
    let state = |h: &&Holder<'l>| signs.countries.contains(&h.code) || told.countries.contains(h.code);
    let first = holders.iter().find(fits)?;
    let same = |h: &&Holder<'l>| h.person == first.person && h.certain == first.certain && h.matched == first.matched;
    Some(*holders.iter().filter(same).find(|h| state(h) && fits(h)).unwrap_or(first))
}

/// Whether a name means a holder, and why.
pub(super) fn verdict(
    lexicon: &Lexicon,
    told: &Told<'_>,
    signs: &Signs<'_>,
    words: &[&str],
    holders: &[Holder<'_>],
    h: &Holder<'_>,
) -> Result<&'static str, &'static str> {
    if let Some(why) = signs.against(lexicon, h) {
        return Err(why);
    }
    let title = signs.title(h);
    let country = signs.countries.contains(&h.code) || told.countries.contains(h.code);
    let named = told.persons.contains(h.person);
    if h.matched != Matched::Surname {
        return match h.matched {
            Matched::Short if title || country || named => Ok("a part of the full name, and office or country agree"),
            Matched::Short => Err("a part of the full name alone: no office or country told agrees"),
            _ if h.certain => Ok("the full name, in office on that day"),
            _ if told.date.is_none() => Ok("the full name, without a date"),
            _ if title || country || h.rank == 1 => {
                Ok("the full name; whether still in office on that day is not known")
            }
            _ => Err("whether still in office on that day is not known, and no office or country told agrees"),
        };
    }
    if named {
        return Ok("the surname of one whom the report names in full");
    }
    if told.date.is_none() {
        let alone = holders.iter().all(|o| o.person == h.person);
        return match (title && country, alone && (title || country || h.rank == 1)) {
            (true, _) => Ok("the surname, with office and country"),
            (_, true) => Ok("the surname, which no other holder of an office bears"),
            _ => Err("the surname alone, without a date: others bear it"),
        };
    }
    let only_title = || holders.iter().filter(|o| o.certain && signs.title(o)).all(|o| o.person == h.person);
    match () {
        () if title && (country || h.rank == 1 || h.certain && h.rank <= 2 && only_title()) => {
            Ok("the surname with the office")
        }
        () if country && h.certain && h.rank <= 2 => Ok("the surname where the country is told"),
        () if signs.honorific.is_some() => Err("the surname behind a form of address: that may be anybody"),
        () if h.certain && h.rank == 1 && only(lexicon, told.date, words, h) => {
            Ok("the surname of the only one at the head of a country or body")
        }
        () if h.rank == 1 => {
            Err("the surname alone: others at the head of a country have borne it, or the term is not known")
        }
        () => Err("the surname alone: it takes the office, or the country and a high office"),
    }
}

/// Whether no other country had somebody of the highest rank by this surname before the report.
fn only(lexicon: &Lexicon, date: Option<Date>, words: &[&str], h: &Holder<'_>) -> bool {
    let year = date.map_or(i16::MAX, Date::year);
    let before = |o: &Holder<'_>| o.start.get(..4).and_then(|y| y.parse::<i16>().ok()).is_none_or(|y| y <= year);
    // The first of two surnames is a weaker claim: Barack Obama before Francisco Pascual Obama Asue.
    let last =
        |o: &Holder<'_>| o.person.rsplit(' ').next().zip(words.last()).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
    let weaker = |o: &Holder<'_>| last(h) && !last(o);
    let all = lexicon.person(words, None).map(|f| f.hit).unwrap_or_default();
    all.iter().filter(|o| o.rank == 1 && before(o) && !weaker(o)).all(|o| o.code == h.code)
}
