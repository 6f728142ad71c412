//! The first lines of a text, by every kind of newline.

use crate::QuoteMark;

/// How much of a text can hold headline, byline and dateline, in bytes after leading white space.
const HEAD: usize = 4096;

/// A line without its newline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Line {
    /// Its words, white space at both ends left out.
    pub(super) fn trimmed(self, text: &str) -> &str {
        text[self.start..self.end].trim()
    }
}

/// The last character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The lines of a text's head, blank ones included, without the blank ones before all text. A line that the head cuts
/// off is given as far as the head goes.
pub(super) fn head(text: &str) -> Vec<Line> {
    let begin = text.len() - text.trim_start().len();
    let stop = floor(text, begin.saturating_add(HEAD));
    let mut lines = Vec::new();
    let mut start = begin;
    let mut chars = text[begin..stop].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_newline(c) {
            lines.push(Line { start, end: begin + at });
            start = begin + at + c.len_utf8();
            if c == '\r' && chars.next_if(|(_, next)| *next == '\n').is_some() {
                start += 1;
            }
        }
    }
    if start < stop {
        lines.push(Line { start, end: stop });
    }
    lines
}

/// Whether a character ends a line.
pub(super) fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a quotation can begin with a character.
pub(super) fn may_open(c: char) -> bool {
    QuoteMark::of_char(c).is_some_and(QuoteMark::may_open)
}

/// Whether a character closes a quotation or a bracket.
pub(super) fn closes(c: char) -> bool {
    matches!(c, ')' | ']') || QuoteMark::of_char(c).is_some_and(QuoteMark::may_close)
}

/// Whether words end as a sentence does, closing quotes and brackets aside.
pub(super) fn ends_sentence(words: &str) -> bool {
    words.trim_end().trim_end_matches(closes).ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_newline_counts_once() {
        let text = "\r\n one\r\n\r\ntwo\nthree\u{2029}four";
        let words: Vec<&str> = head(text).into_iter().map(|line| line.trimmed(text)).collect();
        assert_eq!(words, ["one", "", "two", "three", "four"]);
    }
}
