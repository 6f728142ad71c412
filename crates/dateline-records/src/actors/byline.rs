//! The lines above a report that say who wrote it: whom they name does nothing in it.

use crate::syntax::Syntax;
use std::ops::Range;

/// Sentences at a report's head among which such lines are looked for.
const HEAD: usize = 8;
/// The longest such line, in words.
const LONGEST: usize = 20;

/// The words of such lines: "By Ada Crane and Ben Hale, Oslo".
pub(super) fn lines(s: Syntax<'_>) -> Vec<Range<usize>> {
    let head = s.a.sentences.iter().take(HEAD);
    head.filter(|r| is_byline(s, r)).cloned().collect()
}

fn is_byline(s: Syntax<'_>, words: &Range<usize>) -> bool {
    let lists = &s.words.refer;
    let begins = || match words.start.checked_sub(1) {
        Some(before) => {
            s.a.text()[s.a.tokens[before].span.end()..s.a.tokens[words.start].span.start()].contains(['\n', '\r'])
        }
        None => true,
    };
    let signed = s.form_in(words.start, &lists.signing)
        || s.form_in(words.start, &lists.before_signing) && s.form_in(words.start + 1, &lists.signing);
    let rest = words.start + 2..words.end;
    let plain = || !rest.clone().any(|t| s.is_verb(t)) && s.a.form(words.end - 1) != ".";
    signed && words.len() > 1 && words.len() <= LONGEST && begins() && plain()
}
