//! Whom a name means by itself, why, and who else bears it: what is said at the command line.

use super::identity::{self, Signs, Told};
use dateline_lexicon::{Holder, Lexicon};
use jiff::civil::Date;

/// One that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The name in the table.
    pub name: String,
    /// `person`, `body`, `country`, `role`.
    pub kind: &'static str,
    /// PLOVER code; none for a role.
    pub code: Option<String>,
    /// Sectors, primary first.
    pub sector: Vec<String>,
    /// A person's office.
    pub office: Option<String>,
    /// First and last day, as far as they are known.
    pub term: (String, String),
    /// With no last day: up to when the source vouches for it.
    pub known: Option<String>,
    /// Why it is meant, or is not.
    pub why: &'static str,
}

/// Whom a name means, and who else bears it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// What is taken: the first, where several are.
    pub taken: Vec<Reading>,
    /// What is not.
    pub rejected: Vec<Reading>,
}

/// Whom a name means that stands alone in a report of a day, with no word around it that tells more.
#[must_use]
pub fn who(lexicon: &Lexicon, name: &str, date: Option<Date>) -> Who {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut out = Who::default();
    let country = lexicon.country(name).map(|c| Reading {
        name: lexicon.country_info(c.code).map_or(name, |i| i.name).to_owned(),
        sector: c.sector.map(str::to_owned).into_iter().collect(),
        ..blank("country", Some(c.code), "a word for this country")
    });
    out.taken.extend(country);
    bodies(lexicon, &words, date, &mut out);
    persons(lexicon, &words, date, &mut out);
    let role = lexicon.agent(&words).filter(|a| a.words == words.len()).map(|a| Reading {
        name: a.hit.phrase.to_owned(),
        sector: a.hit.sectors.iter().map(str::to_owned).collect(),
        ..blank("role", None, "a role; whose it is the words around tell")
    });
    out.taken.extend(role);
    out
}

fn blank(kind: &'static str, code: Option<&str>, why: &'static str) -> Reading {
    Reading {
        name: String::new(),
        kind,
        code: code.map(str::to_owned),
        sector: Vec::new(),
        office: None,
        term: (String::new(), String::new()),
        known: None,
        why,
    }
}

fn bodies(lexicon: &Lexicon, words: &[&str], date: Option<Date>, out: &mut Who) {
    let found = lexicon.group(words, date).filter(|f| f.words == words.len());
    for (i, g) in found.into_iter().flat_map(|f| f.hit).enumerate() {
        let there = date.is_none() || g.certain;
        let why = match (i, there, g.caution) {
            (0, true, false) => "the name of this body",
            (0, true, true) => {
                "a name that is a common word or others\u{2019} too: taken where the report tells the country"
            }
            (0, false, _) => "the only body of this name, though not known to be there on that day",
            _ => "another body of this name goes before it",
        };
        let reading = Reading {
            name: g.name.to_owned(),
            sector: g.sectors.iter().map(str::to_owned).collect(),
            term: (g.start.to_owned(), g.end.to_owned()),
            ..blank("body", Some(g.code), why)
        };
        if i == 0 { out.taken.push(reading) } else { out.rejected.push(reading) }
    }
}

fn persons(lexicon: &Lexicon, words: &[&str], date: Option<Date>, out: &mut Who) {
    let told = Told { date, ..Told::default() };
    let signs = Signs::of_words(lexicon, words);
    let whole =
        |date| lexicon.person(words, date).filter(|f| f.words == words.len()).map(|f| f.hit).unwrap_or_default();
    let here: Vec<Holder<'_>> = whole(date);
    let chosen = identity::choose(lexicon, &told, &signs, words, &here);
    for h in &here {
        match identity::verdict(lexicon, &told, &signs, words, &here, h) {
            Ok(why) if chosen.as_ref() == Some(h) => out.taken.push(person(h, why)),
            Ok(_) => out.rejected.push(person(h, "another term or bearer goes before it")),
            Err(why) => out.rejected.push(person(h, why)),
        }
    }
    let other = |h: &Holder<'_>| !here.iter().any(|o| (o.person, o.office, o.start) == (h.person, h.office, h.start));
    let all = if date.is_some() { whole(None) } else { Vec::new() };
    out.rejected.extend(all.iter().filter(|h| other(h)).map(|h| person(h, "not in office on that day")));
}

fn person(h: &Holder<'_>, why: &'static str) -> Reading {
    Reading {
        name: h.person.to_owned(),
        sector: h.sectors.iter().map(str::to_owned).collect(),
        office: Some(h.office.to_owned()).filter(|o| !o.is_empty()),
        term: (h.start.to_owned(), h.end.to_owned()),
        known: Some(h.known.to_owned()).filter(|k| h.end.is_empty() && !k.is_empty()),
        ..blank("person", Some(h.code), why)
    }
}
