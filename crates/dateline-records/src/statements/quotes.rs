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

/// What a mark does by its form. Single marks quote only where a report has no double ones, as British desks print.
fn mark(s: Syntax<'_>, t: usize, single: bool) -> Option<Mark> {
    Some(match s.a.form(t) {
        "“" | "``" | "„" | "«" => Mark::Open,
        "”" | "»" => Mark::Close,
        "\"" | "''" | "’’" => Mark::Either,
        "‘" if single => Mark::Open,
        // An apostrophe stands behind a letter; a closing mark behind a pause, or where words were marked off.
        "’" | "'" if single && s.xpos(t) != Xpos::Pos => Mark::Either,
        _ => return None,
    })
}

/// Whether a report quotes with single marks: it has no double ones, and one that clearly opens.
fn quotes_singly(s: Syntax<'_>) -> bool {
    let double = |t: usize| matches!(s.a.form(t), "“" | "”" | "\"" | "``" | "''" | "«" | "»");
    let opens = |t: usize| matches!(s.a.form(t), "‘" | "'") && clearly_opens(s, t);
    let all = 0..s.a.tokens.len();
    !all.clone().any(double) && all.into_iter().any(opens)
}

/// For each curly mark whether it stands inside a quotation of the same marks: “The plan is a “gift” to us,” he said.
///
/// Told only where a paragraph opens as many as it closes: else a mark was lost, and the next closes what is open.
fn nested(s: Syntax<'_>) -> Vec<bool> {
    let mut out = vec![false; s.a.tokens.len()];
    let mut start = 0;
    while start < out.len() {
        let end = (start + 1..out.len()).find(|t| breaks(s, *t)).unwrap_or(out.len());
        let mut depth = 0i32;
        let mut inner = Vec::new();
        let mut sound = true;
        for t in start..end {
            match s.a.form(t) {
                "“" => {
                    depth += 1;
                    inner.extend((depth > 1).then_some(t));
                }
                "”" => {
                    inner.extend((depth > 1).then_some(t));
                    depth -= 1;
                    sound &= depth >= 0;
                }
                _ => {}
            }
        }
        if sound && depth == 0 {
            inner.into_iter().for_each(|t| out[t] = true);
        }
        start = end;
    }
    out
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
    let (single, nested) = (quotes_singly(s), nested(s));
    for (t, inner) in nested.into_iter().enumerate() {
        let found = mark(s, t, single).filter(|_| !inner);
        let mut goes_on = false;
        if let Some((start, before)) = open.filter(|_| breaks(s, t)) {
            all.push(Quote { tokens: start..t, closed: false, goes_on: before });
            open = None;
            goes_on = found.is_some_and(|m| m == Mark::Open || (m == Mark::Either && opens(s, t)));
        }
        let opening = match found {
            None => continue,
            Some(Mark::Open) => true,
            // ”Slips of the keyboard” open with a closing mark.
            Some(Mark::Close) => open.is_none() && breaks(s, t) && clearly_opens(s, t),
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
