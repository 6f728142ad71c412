//! In what something is counted: money, people.

use crate::syntax::Syntax;
use dateline_language::Xpos;

/// The unit of persons of any sort.
pub(super) const PEOPLE: &str = "people";

/// Whether a unit is money.
pub(super) fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase())
}

/// The money named from a word on: its code and the word after it.
pub(super) fn money(s: Syntax<'_>, at: usize, end: usize) -> Option<(String, usize)> {
    if at >= end {
        return None;
    }
    let words = &s.words.figures;
    let form = s.a.form(at).to_lowercase();
    // "45 pounds of explosives" weigh; "won" and "real" are other words too.
    let weight = s.a.form(at + 1 - usize::from(at + 1 >= end)).eq_ignore_ascii_case("of");
    let large = at > 0 && words.scales.get(s.a.form(at - 1)).is_some_and(|v| v >= 1e6);
    if form.starts_with("pound") && (weight || !large) {
        return Some(("pound".to_owned(), at + 1));
    }
    if words.tagged_currency_nouns.has(&form) && !matches!(s.xpos(at), Xpos::Nns | Xpos::Nn) {
        return None;
    }
    let named = |t: usize| by_number(s.a.lemma(t), |w| words.currency_nouns.value(w));
    let code = |code: &str, end: usize| Some((code.to_owned(), end));
    if let Some(c) = named(at) {
        return code(c, at + 1);
    }
    if let Some((c, end)) = foreign(s, at, end) {
        return code(c, end);
    }
    if let Some(c) = (at + 1 < end && s.xpos(at) == Xpos::Jj).then(|| named(at + 1)).flatten() {
        return code(c, at + 2);
    }
    let sign = words.currency_signs.value(s.a.form(at)).filter(|_| is_currency(s.a.form(at)));
    sign.and_then(|c| code(c, at + 1))
}

/// "Canadian dollars", "New Zealand dollars": money with whose it is before it.
fn foreign<'a>(s: Syntax<'a>, at: usize, end: usize) -> Option<(&'a str, usize)> {
    (at + 1..end.min(at + 3)).rev().find_map(|last| {
        let whose: Vec<&str> = (at..last).map(|t| s.a.form(t)).collect();
        let phrase = format!("{} {}", whose.join(" "), s.a.lemma(last));
        by_number(&phrase, |w| s.words.figures.foreign_currencies.value(w)).map(|code| (code, last + 1))
    })
}

/// Whether a noun stands for persons, so that what is counted by it is people.
pub(super) fn is_person(s: Syntax<'_>, noun: usize) -> bool {
    by_number(s.a.lemma(noun), |w| s.words.nouns.counted(w).then_some(())).is_some()
}

/// Asks for a word, then for it without the s of a plural that the lemmatiser left.
fn by_number<T>(word: &str, ask: impl Fn(&str) -> Option<T>) -> Option<T> {
    ask(word).or_else(|| ask(word.strip_suffix(['s', 'S'])?))
}
