//! Quotation marks: which open, which close, and what lies between.
//!
//! Marks are paired within a paragraph. A quotation that a paragraph break leaves open is closed there, and goes on
//! where the next paragraph opens with a mark, as printers have it. Nothing unbalanced makes the reading give up.

use crate::labels::Xpos;
use crate::segment::Segments;
use crate::tags::WordTags;
use dateline_text::{QuoteMark, Span};
use std::ops::Range;

/// A quotation; its range holds the marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// First mark to one past the last, as indices of words.
    pub tokens: Range<usize>,
    /// Whether it ends with a mark of its own.
    pub closed: bool,
    /// Whether it goes on from the quotation before, over a paragraph break.
    pub goes_on: bool,
}

impl Quote {
    /// The words without the marks.
    #[must_use]
    pub fn inner(&self) -> Range<usize> {
        self.tokens.start + 1..self.tokens.end - usize::from(self.closed)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Open,
    Close,
    Either,
}

/// The words of a text with what tells what a mark among them does.
struct Words<'a> {
    text: &'a str,
    segments: &'a Segments,
    tags: &'a [WordTags],
}

/// All quotations of a text, in order.
pub(crate) fn pair(text: &str, segments: &Segments, tags: &[WordTags]) -> Vec<Quote> {
    let words = Words { text, segments, tags };
    let mut all: Vec<Quote> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let (single, nested) = (words.quotes_singly(), words.nested());
    for (t, inner) in nested.into_iter().enumerate() {
        let found = words.mark(t, single).filter(|_| !inner);
        let mut goes_on = false;
        if let Some((start, before)) = open.filter(|_| words.opens_paragraph(t)) {
            all.push(Quote { tokens: start..t, closed: false, goes_on: before });
            open = None;
            goes_on = found.is_some_and(|m| m == Mark::Open || (m == Mark::Either && words.opens(t)));
        }
        let opening = match found {
            None => continue,
            Some(Mark::Open) => true,
            // ”Slips of the keyboard” open with a closing mark.
            Some(Mark::Close) => open.is_none() && words.opens_paragraph(t) && words.clearly_opens(t),
            Some(Mark::Either) => words.opens(t) && (open.is_none() || words.clearly_opens(t)),
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
        all.push(Quote { tokens: start..tags.len(), closed: false, goes_on: before });
    }
    all
}

/// Whether the space between two words ends a paragraph: an empty line, or a line's end where a sentence ends as well.
pub(crate) fn parts(space: &str, sentence_begins: impl FnOnce() -> bool) -> bool {
    match space.matches('\n').count() {
        0 => false,
        1 => sentence_begins(),
        _ => true,
    }
}

impl Words<'_> {
    fn span(&self, t: usize) -> Span {
        self.segments.words[t].span
    }

    fn quote_mark(&self, t: usize) -> Option<QuoteMark> {
        QuoteMark::of(self.span(t).of(self.text))
    }

    /// What a mark does by its form. Single marks quote only where a report has no double ones, as British desks print.
    fn mark(&self, t: usize, single: bool) -> Option<Mark> {
        match self.quote_mark(t)? {
            QuoteMark::Opening => Some(Mark::Open),
            QuoteMark::Closing => Some(Mark::Close),
            QuoteMark::Either => Some(Mark::Either),
            QuoteMark::SingleOpening => single.then_some(Mark::Open),
            // An apostrophe stands behind a letter; a closing mark behind a pause, or where words were marked off.
            QuoteMark::SingleClosing | QuoteMark::SingleEither => {
                (single && self.tags[t].xpos != Xpos::Pos).then_some(Mark::Either)
            }
        }
    }

    /// Whether a report quotes with single marks: it has no double ones, and one that clearly opens.
    fn quotes_singly(&self) -> bool {
        let all = 0..self.tags.len();
        let opens =
            |t: usize| self.quote_mark(t).is_some_and(|m| !m.is_double() && m.may_open()) && self.clearly_opens(t);
        !all.clone().any(|t| self.quote_mark(t).is_some_and(QuoteMark::is_double)) && all.into_iter().any(opens)
    }

    /// For each curly mark whether it stands inside a quotation of the same marks: “The plan is a “gift” to us,” he said.
    ///
    /// Told only where a paragraph opens as many as it closes: else a mark was lost, and the next closes what is open.
    fn nested(&self) -> Vec<bool> {
        let mut out = vec![false; self.tags.len()];
        let mut start = 0;
        while start < out.len() {
            let end = (start + 1..out.len()).find(|t| self.opens_paragraph(*t)).unwrap_or(out.len());
            let mut depth = 0i32;
            let mut inner = Vec::new();
            let mut sound = true;
            for t in start..end {
                match self.span(t).of(self.text) {
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

    fn opens_paragraph(&self, t: usize) -> bool {
        let Some(before) = t.checked_sub(1) else { return true };
        let sentences = &self.segments.sentences;
        parts(&self.text[self.span(before).end()..self.span(t).start()], || {
            sentences[sentences.partition_point(|s| s.end <= t)].start == t
        })
    }

    /// The characters right before and right behind a word.
    fn around(&self, t: usize) -> (Option<char>, Option<char>) {
        let span = self.span(t);
        (self.text[..span.start()].chars().next_back(), self.text[span.end()..].chars().next())
    }

    /// Whether a mark of either kind opens here, by the spaces around it.
    fn opens(&self, t: usize) -> bool {
        let (before, after) = self.around(t);
        let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'));
        match (free(before), free(after)) {
            (true, false) => true,
            (false, true) => false,
            _ => self.tags[t].xpos == Xpos::Open,
        }
    }

    /// A mark with space before it and none behind can only open.
    fn clearly_opens(&self, t: usize) -> bool {
        let (before, after) = self.around(t);
        before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_alphanumeric)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Model, analyse};
    use dateline_text::document::{Limits, document};
    use dateline_text::{RawItem, Span};
    use std::sync::Arc;

    /// The quotations of a text; `…` behind one that is left open, `…` before one that goes on.
    fn quoted(text: &str) -> Vec<String> {
        let doc = document(&RawItem::new(text), &Limits::default()).unwrap().value;
        let a = analyse(Arc::new(doc), Model::fast()).value;
        let shown = |q: &super::Quote| {
            let span: Span = a.span(q.tokens.clone());
            let (before, after) = (if q.goes_on { "…" } else { "" }, if q.closed { "" } else { "…" });
            format!("{before}{}{after}", span.of(a.text()))
        };
        a.quotes.iter().map(shown).collect()
    }

    #[test]
    fn marks_of_every_desk_are_paired() {
        assert_eq!(quoted("“It is over,” she said. \"We go home.\""), ["“It is over,”", "\"We go home.\""]);
        assert_eq!(quoted("She said: «It is over.» He left."), ["«It is over.»"]);
        assert_eq!(quoted("She called the plan ``a gift'' to all."), ["``a gift''"]);
        assert_eq!(quoted("He kept an umbrella and went home."), [""; 0]);
    }

    #[test]
    fn single_marks_quote_where_there_are_no_others() {
        assert_eq!(quoted("‘It is the town’s well,’ she said."), ["‘It is the town’s well,’"]);
        assert_eq!(quoted("“The ‘gift’ was none,” she said."), ["“The ‘gift’ was none,”"]);
    }

    #[test]
    fn a_quotation_inside_another_does_not_end_it() {
        let text = "“She said: “We stay.” And we did,” he told us.";
        assert_eq!(quoted(text), ["“She said: “We stay.” And we did,”"]);
    }

    #[test]
    fn a_paragraph_ends_what_was_left_open_and_the_next_may_go_on() {
        let text = "“The well is dry.\n\n“So is the next one,” the farmer said.\n\nIt rained in May.";
        assert_eq!(quoted(text), ["“The well is dry.…", "…“So is the next one,”"]);
        assert_eq!(quoted("He said: “The well is dry.\n\nIt rained in May."), ["“The well is dry.…"]);
    }
}
