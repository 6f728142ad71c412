//! Who is named in full in a report, by surname: "Ingrid Solheim … Ms Solheim".

use super::identity::Told;
use crate::syntax::Syntax;
use dateline_language::{Name, NameKind};
use dateline_lexicon::{Lexicon, Matched};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// The persons' names of more than one word in a report, by their last word.
pub(super) struct FullNames<'a> {
    lexicon: &'a Lexicon,
    /// What it tells beside the names; its date is that for which offices are looked up.
    pub(super) told: Told<'a>,
    by_surname: HashMap<&'a str, Bearers<'a>>,
    /// The first words of those names: "Ada" of "Ada Crane".
    given: HashSet<&'a str>,
}

/// Those who bear one surname.
#[derive(Default)]
struct Bearers<'a> {
    names: usize,
    /// In how many of the names each person of the lexicon was found.
    persons: HashMap<&'a str, usize>,
}

impl<'a> FullNames<'a> {
    pub(super) fn of(s: Syntax<'a>, lexicon: &'a Lexicon) -> Self {
        let date = s.a.document.date;
        let mut by_surname: HashMap<&str, Bearers<'_>> = HashMap::new();
        let (mut named, mut given) = (HashSet::new(), HashSet::new());
        for n in s.a.names.iter().filter(|n| is_full(n)) {
            let bearers = by_surname.entry(s.a.form(n.tokens.end - 1)).or_default();
            bearers.names += 1;
            given.insert(s.a.form(n.tokens.start));
            for person in persons(s, lexicon, date, n) {
                *bearers.persons.entry(person).or_insert(0) += 1;
                named.insert(person);
            }
        }
        let told = Told { date, countries: countries(s, lexicon), persons: named };
        Self { lexicon, told, by_surname, given }
    }

    /// Whether a word alone is the first name of somebody whom the report names in full, and not a `person` of the lexicon.
    pub(super) fn is_given(&self, word: &str, person: &str) -> bool {
        self.given.contains(word) && !self.told.persons.contains(person)
    }

    /// Whether a word is the last of a full name in the report.
    pub(super) fn is_surname(&self, word: &str) -> bool {
        self.by_surname.contains_key(word)
    }

    /// Whether the report names somebody else in full who bears the surname `at`, and nowhere in full the `person`.
    pub(super) fn another(&self, s: Syntax<'_>, at: usize, person: &str) -> bool {
        let surname = s.a.form(at);
        let Some(bearers) = self.by_surname.get(surname) else { return false };
        // The name that the surname stands in itself introduces nobody.
        let own = s.a.name_at(at).filter(|n| is_full(n) && s.a.form(n.tokens.end - 1) == surname);
        let own_person = own.is_some_and(|n| persons(s, self.lexicon, self.told.date, n).contains(&person));
        let (names, named) = (bearers.names, bearers.persons.get(person).copied().unwrap_or(0));
        names > usize::from(own.is_some()) && named == usize::from(own_person)
    }
}

/// The countries that words of a report and its title tell.
fn countries<'a>(s: Syntax<'a>, lexicon: &'a Lexicon) -> HashSet<&'a str> {
    let mut out = HashSet::new();
    for sentence in &s.a.sentences {
        let forms: Vec<&str> = sentence.clone().map(|t| s.a.form(t)).collect();
        for at in (0..forms.len()).filter(|i| forms[*i].chars().next().is_some_and(char::is_uppercase)) {
            out.extend(lexicon.country_at(&forms[at..]).map(|f| f.hit.code));
        }
    }
    let title: Vec<&str> = s.a.document.meta.title.as_deref().unwrap_or_default().split_whitespace().collect();
    out.extend((0..title.len()).filter_map(|at| lexicon.country_at(&title[at..])).map(|f| f.hit.code));
    out
}

fn is_full(n: &Name) -> bool {
    n.kind == NameKind::Per && n.tokens.len() > 1
}

/// Whom the lexicon knows by a full name, each once.
fn persons<'a>(s: Syntax<'_>, lexicon: &'a Lexicon, date: Option<Date>, n: &Name) -> Vec<&'a str> {
    let words: Vec<&str> = n.tokens.clone().map(|i| s.a.form(i)).collect();
    let found = lexicon.person(&words, date).filter(|f| f.words == words.len()).map(|f| f.hit).unwrap_or_default();
    let mut all: Vec<&str> = found.iter().filter(|h| h.matched != Matched::Surname).map(|h| h.person).collect();
    all.sort_unstable();
    all.dedup();
    all
}
