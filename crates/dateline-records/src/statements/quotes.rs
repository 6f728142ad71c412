//! Quotation marks: which open, which close, and what lies between.
//!
//! Marks are paired within a paragraph. A quotation that a paragraph break leaves open is closed there, and goes on
//! where the next paragraph opens with a mark, as printers have it. Nothing unbalanced makes the reading give up.

use crate::syntax::Syntax;
use dateline_language::Xpos;
use std::ops::Range;

/// A quotation; its range holds the marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// First mark to one past the last.
    pub(super) tokens: Range<usize>,
    /// Whether it ends with a mark of its own.
    pub(super) closed: bool,
    /// Whether it goes on from the quotation before, over a paragraph break.
    pub(super) goes_on: bool,
}

impl Quote {
    /// The words without the marks.
    pub(super) fn inner(&self) -> Range<usize> {
        self.tokens.start + 1..self.tokens.end - usize::from(self.closed)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Open,
    Close,
    Either,
}

fn mark(form: &str) -> Option<Mark> {
    Some(match form {
        "“" | "``" | "„" | "«" => Mark::Open,
        "”" | "»" => Mark::Close,
        "\"" | "''" | "’’" => Mark::Either,
        _ => return None,
    })
}

/// Whether a paragraph ends before a word: an empty line, or a line's end where a sentence ends as well.
pub(super) fn breaks(s: Syntax<'_>, t: usize) -> bool {
    if t == 0 {
        return true;
    }
    let gap = &s.a.text()[s.a.tokens[t - 1].span.end()..s.a.tokens[t].span.start()];
    match gap.matches('\n').count() {
        0 => false,
        1 => s.a.sentences[s.a.sentence_of(t)].start == t,
        _ => true,
    }
}

/// Whether a mark of either kind opens here, by the spaces around it.
fn opens(s: Syntax<'_>, t: usize) -> bool {
    let (text, span) = (s.a.text(), s.a.tokens[t].span);
    let before = text[..span.start()].chars().next_back();
    let after = text[span.end()..].chars().next();
    let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'));
    match (free(before), free(after)) {
        (true, false) => true,
        (false, true) => false,
        _ => s.xpos(t) == Xpos::Open,
    }
}

/// A mark with space before it and none behind can only open.
fn clearly_opens(s: Syntax<'_>, t: usize) -> bool {
    let (text, span) = (s.a.text(), s.a.tokens[t].span);
    let before = text[..span.start()].chars().next_back().is_none_or(char::is_whitespace);
    before && text[span.end()..].chars().next().is_some_and(char::is_alphanumeric)
}

/// All quotations, in order.
pub(super) fn pair(s: Syntax<'_>) -> Vec<Quote> {
    let mut all: Vec<Quote> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for t in 0..s.a.tokens.len() {
        let form = s.a.form(t);
        let found = mark(form);
        let mut goes_on = false;
        if let Some((start, before)) = open.filter(|_| breaks(s, t)) {
            all.push(Quote { tokens: start..t, closed: false, goes_on: before });
            open = None;
            goes_on = found.is_some_and(|m| m == Mark::Open || (m == Mark::Either && opens(s, t)));
        }
        let opening = match found {
            None => continue,
            Some(Mark::Open) => true,
            Some(Mark::Close) => false,
            Some(Mark::Either) => opens(s, t) && (open.is_none() || clearly_opens(s, t)),
        };
        match (open, opening) {
            (None, true) => open = Some((t, goes_on)),
            (Some((start, before)), false) => {
                all.push(Quote { tokens: start..t + 1, closed: true, goes_on: before });
                open = None;
            }
            // A second opening mark of one kind: the first was never closed. Of curly marks it is one inside the other.
            (Some((start, before)), true) if found == Some(Mark::Either) => {
                all.push(Quote { tokens: start..t, closed: false, goes_on: before });
                open = Some((t, false));
            }
            (Some(_), true) | (None, false) => {}
        }
    }
    if let Some((start, before)) = open {
        all.push(Quote { tokens: start..s.a.tokens.len(), closed: false, goes_on: before });
    }
    all
}
