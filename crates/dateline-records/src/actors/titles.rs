//! What the words before a name are: forms of address, the titles of those at the top; and which names are days.

use crate::syntax::Syntax;
use dateline_lexicon::Gender;
use dateline_text::document::{MONTHS, WEEKDAYS};

/// Titles that mean the one at the top.
const HEADS: [&str; 12] = [
    "leader",
    "president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "head of state",
    "head of government",
    "premier",
    "emir",
    "strongman",
    "ruler",
];

/// Whether an office is that of the one at the top.
pub(super) fn is_head(office: &str) -> bool {
    let office = office.to_lowercase();
    HEADS.iter().any(|h| office.contains(h)) && !is_second(&office)
}

/// Whether an office is that of somebody who stands in for its holder, or speaks for him.
pub(super) fn is_second(office: &str) -> bool {
    ["vice", "deputy", "spokes"].iter().any(|w| office.contains(w))
}

/// Whether a word is a form of address, and the gender it tells.
pub(super) fn honorific(word: &str) -> Option<Option<Gender>> {
    match word.trim_end_matches('.') {
        "Mr" | "Sir" | "Lord" | "Sheikh" => Some(Some(Gender::Male)),
        "Ms" | "Mrs" | "Miss" | "Lady" | "Dame" => Some(Some(Gender::Female)),
        "Dr" | "Prof" | "Professor" => Some(None),
        _ => None,
    }
}

/// Whether a word is the name of a weekday or month.
pub(super) fn is_calendar(s: Syntax<'_>, t: usize) -> bool {
    let word = s.a.lemma(t).to_lowercase();
    WEEKDAYS.contains(&word.as_str()) || MONTHS.contains(&word.as_str())
}
