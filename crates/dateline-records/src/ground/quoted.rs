//! Quotations and brackets around words.

use super::Ground;
use dateline_language::{Quote, Xpos};
use dateline_text::QuoteMark;
use std::ops::Range;

impl Ground<'_> {
    /// The quotation a word lies in, its marks among it.
    pub(crate) fn quote(&self, t: usize) -> Option<&Quote> {
        self.index.quote(t).map(|i| &self.s.a.quotes[i])
    }

    /// The quotation that ends right before a word.
    pub(crate) fn quote_before(&self, t: usize) -> Option<&Quote> {
        self.quote(t.checked_sub(1)?).filter(|q| q.closed && q.tokens.end == t)
    }

    /// The quotation that begins at a word.
    pub(crate) fn quote_at(&self, t: usize) -> Option<&Quote> {
        self.quote(t).filter(|q| q.tokens.start == t)
    }

    /// Whether two words are both in one quotation or both in none.
    pub(crate) fn same_quote(&self, a: usize, b: usize) -> bool {
        self.index.quote(a) == self.index.quote(b)
    }

    /// Where what belongs to a word can stand: its sentence, and inside a quotation or brackets only what is in them.
    pub(crate) fn region(&self, t: usize) -> Range<usize> {
        let sentence = self.sentence(t);
        let region = match self.quote(t) {
            Some(q) => sentence.start.max(q.inner().start)..sentence.end.min(q.inner().end),
            None => sentence,
        };
        match self.index.brackets(t) {
            None => region,
            Some(inside) => region.start.max(inside.start)..region.end.min(inside.end),
        }
    }

    /// Whether a word is a quotation mark, and one that stands as a mark and not as an apostrophe in a word.
    pub(crate) fn is_mark(&self, t: usize) -> bool {
        QuoteMark::of(self.s.a.form(t)).is_some() && self.is_punct(t)
    }

    /// Whether a word begins or ends a quotation: by its form, where that is never an apostrophe, or by its tag.
    pub(crate) fn is_quote(&self, t: usize) -> bool {
        let by_form = |m: QuoteMark| m.is_double() || m == QuoteMark::SingleOpening;
        t < self.s.a.tokens.len()
            && (matches!(self.s.xpos(t), Xpos::Open | Xpos::Close)
                || QuoteMark::of(self.s.a.form(t)).is_some_and(by_form))
    }
}
