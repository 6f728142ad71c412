//! Countries of mentions that a place's name brought in, put right by where that place is.
//!
//! A table of words has one country for "Tripoli"; which Tripoli the report means, [`Places`] knows.

use super::{Kind, Mention};
use crate::places::{Known, Places, Toponym};
use crate::syntax::Syntax;
use dateline_lexicon::{Lexicon, PlaceKind};
use std::collections::BTreeMap;

/// Puts right the code of each mention that has it from a place's name: "Birmingham, Alabama", "Georgia Governor Ada Crane"
/// in a report from Atlanta, "New Mexico", "Latin America".
pub(super) fn place(s: Syntax<'_>, lexicon: &Lexicon, places: &Places, mentions: &mut BTreeMap<usize, Mention>) {
    let mut lands = Vec::new();
    for m in mentions.values_mut() {
        let Some(p) = m.core.clone().find_map(|t| places.at(t)).or_else(|| of_kind(s, places, m)) else { continue };
        let Some(spot) = p.spot.as_ref().filter(|x| x.known != Known::Around) else { continue };
        let words: Vec<&str> = p.tokens.clone().map(|t| s.a.form(t)).collect();
        let heads = p.tokens.contains(&m.head);
        let by_name = m.code.as_deref().is_some_and(|code| is_of_name(lexicon, &words, code));
        let named = heads || !m.core.contains(&p.tokens.start);
        let bare = named && m.code.is_none() && m.kind == Kind::Country && m.members.is_empty();
        // Another place of a capital's name is no government.
        let region = matches!(spot.kind, PlaceKind::Region | PlaceKind::County);
        let no_seat = heads && m.kind == Kind::Seat && region && by_name;
        if (spot.country == m.code && !no_seat) || !(by_name || bare) {
            continue;
        }
        // "Latin America" is where, not who.
        if heads && spot.country.is_none() && spot.known == Known::Exact {
            lands.push(m.head);
            continue;
        }
        m.code.clone_from(&spot.country);
        if heads && matches!(m.kind, Kind::Seat | Kind::Country) {
            m.kind = Kind::Country;
            m.sector.clear();
            m.name = Some(words.join(" "));
        }
    }
    for head in lands {
        mentions.remove(&head);
    }
}

/// The place of "the state of Georgia".
fn of_kind<'p>(s: Syntax<'_>, places: &'p Places, m: &Mention) -> Option<&'p Toponym> {
    let lists = &s.words.places;
    let of = |c: &usize| s.markers(*c).any(|x| s.form_in(x, &lists.belonging));
    s.a.children(m.head).filter(|_| s.form_in(m.head, &lists.of_kind)).filter(of).find_map(|c| places.at(c))
}

/// Whether some words of a name, or a place called by all of them, are of a country.
fn is_of_name(lexicon: &Lexicon, words: &[&str], code: &str) -> bool {
    let country = |i: usize| lexicon.country_at(&words[i..]).is_some_and(|c| c.hit.code == code);
    (0..words.len()).any(country) || lexicon.place(words).is_some_and(|f| f.hit.iter().any(|p| p.country == code))
}
