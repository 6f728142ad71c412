//! Parties of several reports as one list: "Tayyip Erdogan" here is "Recep Tayyip Erdogan" there.
//!
//! A person is met by surname and given names that do not contradict each other, a body by its folded name or an outside
//! identifier. Parties that only share a code stay apart, but count as near.

use crate::Report;
use crate::words::lists;
use dateline_contract::Sector;
use dateline_contract::{Actor, Body, By, Entity, MentionForm};
use dateline_language::NameKind;
use std::collections::BTreeMap;

/// A party of a record, as the comparison sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Party {
    /// Number of the party over all reports; `None` where nothing but its words is known.
    pub(crate) number: Option<usize>,
    /// The name to show.
    pub(crate) name: String,
    /// PLOVER code.
    pub(crate) code: Option<String>,
    /// Primary sector.
    pub(crate) sector: Option<Sector>,
    /// Whether it is a person with a name.
    pub(crate) person: bool,
}

/// All parties of all reports.
#[derive(Debug)]
pub(crate) struct Parties {
    /// By report: actor id to party.
    by_id: Vec<BTreeMap<String, Party>>,
}

/// A name's words in small letters, without article, title points and accents.
fn folded(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let words = words.filter(|w| !w.is_empty()).map(|w| {
        let w = w.strip_suffix("'s").or(w.strip_suffix("’s")).unwrap_or(w);
        w.chars().flat_map(char::to_lowercase).map(unaccented).collect::<String>()
    });
    words.filter(|w| !lists().name_trifles.has(w)).collect()
}

/// The plain letter under the accents met most in names.
fn unaccented(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'ç' | 'ć' | 'č' => 'c',
        'ğ' => 'g',
        'ñ' | 'ń' => 'n',
        'ş' | 'š' | 'ś' => 's',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'ř' => 'r',
        other => other,
    }
}

/// Whether two given names can be one person's: equal, or an initial of the other.
fn given_agree(a: &str, b: &str) -> bool {
    a == b || (a.len() == 1 && b.starts_with(a)) || (b.len() == 1 && a.starts_with(b))
}

/// Whether two folded names of persons with one surname can be one person's.
fn names_agree(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let given = &short[..short.len() - 1];
    given.iter().all(|g| long[..long.len() - 1].iter().any(|h| given_agree(g, h)))
}

/// Whether two codes or sectors do not contradict each other.
fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a == b)
}

struct Known {
    words: Vec<String>,
    identifier: Option<String>,
    party: Party,
}

impl Known {
    fn is(&self, actor: &Actor, words: &[String], person: bool) -> bool {
        if self.identifier.is_some() && self.identifier == actor.identifier {
            return true;
        }
        if self.party.person != person || !agree(self.party.code.as_ref(), actor.code.as_ref()) {
            return false;
        }
        if person { self.words.last() == words.last() && names_agree(&self.words, words) } else { self.words == words }
    }
}

impl Parties {
    /// Aligns the actors of all reports, which stand in a canonical order.
    pub(crate) fn of(reports: &[&Report<'_>]) -> Self {
        let mut known: Vec<Known> = Vec::new();
        let mut by_id = Vec::new();
        // Fuller names first, so that "Erdogan" finds whoever has a given name.
        let mut order: Vec<(usize, &str, &Actor, bool, Vec<String>)> = Vec::new();
        for (r, report) in reports.iter().enumerate() {
            by_id.push(BTreeMap::new());
            for record in report.records {
                if let Body::Actor(actor) = &record.body {
                    let person = is_person(report, actor);
                    order.push((r, &record.id, actor, person, attested(report, actor, person)));
                }
            }
        }
        order.sort_by_key(|(_, _, a, _, words)| (std::cmp::Reverse(words.len()), a.name.clone()));
        let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (r, id, actor, person, words) in order {
            let Some(key) = words.last().cloned() else { continue };
            let holders = named.entry(key).or_default();
            let found = holders.iter().copied().find(|k| known[*k].is(actor, &words, person));
            let number = found.unwrap_or(known.len());
            let party = Party {
                number: Some(number),
                // The fullest name that any report gives.
                name: found.map_or_else(|| actor.name.clone(), |k| known[k].party.name.clone()),
                code: actor.code.clone(),
                sector: actor.sector.first().copied(),
                person,
            };
            if found.is_none() {
                holders.push(number);
                known.push(Known { words, identifier: actor.identifier.clone(), party: party.clone() });
            }
            by_id[r].insert(id.to_owned(), party);
        }
        Self { by_id }
    }

    /// The party of an actor's id.
    pub(crate) fn actor(&self, report: usize, id: &str) -> Option<&Party> {
        self.by_id[report].get(id)
    }

    /// The party an entity stands for.
    pub(crate) fn entity(&self, report: usize, text: &str, e: &Entity) -> Party {
        let words = e.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        match self.actor(report, &e.id) {
            Some(p) => Party {
                code: e.code.clone().or(p.code.clone()),
                sector: e.sector.first().copied().or(p.sector),
                ..p.clone()
            },
            None => Party {
                number: None,
                name: e.name.clone().unwrap_or(words),
                code: e.code.clone(),
                sector: e.sector.first().copied(),
                person: false,
            },
        }
    }

    /// All parties of a list.
    pub(crate) fn entities(&self, report: usize, text: &str, all: &[Entity]) -> Vec<Party> {
        all.iter().map(|e| self.entity(report, text, e)).collect()
    }

    /// All parties on whose word something stands.
    pub(crate) fn by(&self, report: usize, text: &str, all: &[By]) -> Vec<Party> {
        all.iter().map(|b| self.entity(report, text, &b.who)).collect()
    }
}

/// The folded words of an actor's name that the report itself has. A lexicon completes "Hale" with a given name: that
/// must not make two of one, or one of two.
fn attested(report: &Report<'_>, actor: &Actor, person: bool) -> Vec<String> {
    let words = folded(&actor.name);
    if !person {
        return words;
    }
    let text = report.analysis.text();
    let names = actor.mentions.iter().filter(|m| m.form == MentionForm::Name);
    let own: Vec<String> = names.flat_map(|m| folded(m.span.of(text))).collect();
    let last = words.len().saturating_sub(1);
    words.into_iter().enumerate().filter(|(n, w)| *n == last || own.contains(w)).map(|(_, w)| w).collect()
}

/// Whether an actor is a person: the language stage names its last word as one.
fn is_person(report: &Report<'_>, actor: &Actor) -> bool {
    let a = report.analysis;
    let last = actor.name.split_whitespace().last().unwrap_or_default();
    let mut votes = 0i32;
    for name in &a.names {
        if a.form(name.tokens.end - 1) == last {
            votes += if name.kind == NameKind::Per { 1 } else { -1 };
        }
    }
    votes > 0 || (votes == 0 && actor.office.is_some())
}

/// How well two parties agree: 1 is the same, 0.5 says nothing, 0 is another.
pub(crate) fn agreement(a: &Party, b: &Party) -> f32 {
    if a.number.is_some() && a.number == b.number {
        return 1.0;
    }
    if agree(a.code.as_ref(), b.code.as_ref()) && (a.name == b.name || folded(&a.name) == folded(&b.name)) {
        return 1.0;
    }
    match (&a.code, &b.code) {
        (Some(x), Some(y)) if x != y => 0.0,
        (Some(_), Some(_)) if a.person && b.person => 0.1,
        (Some(_), Some(_)) => match (a.sector, b.sector) {
            (x, y) if x == y => 0.8,
            (None | Some(Sector::Gov), None | Some(Sector::Gov)) => 0.8,
            _ => 0.5,
        },
        _ if a.person && b.person => 0.0,
        _ => 0.4,
    }
}

/// How well two lists agree: each party's best, averaged; 0.5 where one is empty.
pub(crate) fn lists_agree(a: &[Party], b: &[Party]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.5;
    }
    let side = |x: &[Party], y: &[Party]| {
        x.iter().map(|p| y.iter().map(|q| agreement(p, q)).fold(0.0, f32::max)).sum::<f32>() / x.len() as f32
    };
    (side(a, b) + side(b, a)) / 2.0
}

/// Whether other people speak, or one of them is lost: all of them persons who are known.
pub(crate) fn speakers_part(x: &[Party], y: &[Party]) -> bool {
    let missing = |x: &[Party], y: &[Party]| x.iter().any(|p| y.iter().all(|q| !same(p, q)));
    let persons = |x: &[Party]| !x.is_empty() && x.iter().all(|p| p.person && p.number.is_some());
    persons(x) && persons(y) && (missing(x, y) || missing(y, x))
}

/// Whether two parties are shown as one: the same, or a government and its seat. A person is never a body.
fn same(p: &Party, q: &Party) -> bool {
    let agreed = agreement(p, q);
    // "Mike" and "Michael" of one surname are not told apart here.
    let surname = |p: &Party| p.name.split_whitespace().last().map(str::to_lowercase);
    agreed >= 0.95
        || (agreed >= 0.7 && p.person == q.person && !p.person)
        || (p.person && q.person && surname(p) == surname(q))
}

/// Names in a row: "Putin and Erdogan".
pub(crate) fn names(all: &[Party]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for p in all {
        if !names.contains(&p.name.as_str()) {
            names.push(&p.name);
        }
    }
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str, code: Option<&str>, sector: Option<Sector>, person: bool) -> Party {
        Party { number: None, name: name.into(), code: code.map(Into::into), sector, person }
    }

    #[test]
    fn given_names_must_not_contradict() {
        let check = |a: &str, b: &str| names_agree(&folded(a), &folded(b));
        assert!(check("Tayyip Erdogan", "Recep Tayyip Erdoğan"));
        assert!(check("Erdogan", "Recep Tayyip Erdogan") && check("J. Hale", "John Hale"));
        assert!(!check("Bilal Erdogan", "Recep Tayyip Erdogan"));
    }

    #[test]
    fn a_government_is_near_its_country_and_far_from_another() {
        let (washington, us) =
            (party("Washington", Some("USA"), Some(Sector::Gov), false), party("US", Some("USA"), None, false));
        let army = party("Israeli military", Some("ISR"), Some(Sector::Mil), false);
        let israel = party("Israel", Some("ISR"), None, false);
        assert!(agreement(&washington, &us) > 0.7);
        assert!(agreement(&army, &israel) <= 0.5);
        assert!(agreement(&us, &israel) < 0.1);
        assert!(agreement(&party("the Kremlin", None, None, false), &party("Kremlin", None, None, false)) > 0.9);
    }
}
