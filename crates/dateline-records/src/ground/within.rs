//! A ground that ends with a sentence: what lies behind it is no word.

use super::Ground;
use dateline_text::List;
use std::ops::{Deref, Range};

/// A sentence of a ground. Its questions to words take any number, and say no to one past the sentence's end.
pub(crate) struct Within<'g> {
    g: &'g Ground<'g>,
    /// The sentence's words.
    pub(crate) sentence: Range<usize>,
}

impl<'g> Within<'g> {
    pub(crate) fn new(g: &'g Ground<'g>, sentence: Range<usize>) -> Self {
        Self { g, sentence }
    }

    /// A word is one of these, without regard to case.
    pub(crate) fn is_any(&self, t: usize, forms: &[&str]) -> bool {
        t < self.sentence.end && self.g.is_any(t, forms)
    }

    /// A word, as it is written, is in a list.
    pub(crate) fn form_in(&self, t: usize, list: &List) -> bool {
        t < self.sentence.end && self.g.form_in(t, list)
    }

    /// A word in small letters; nothing for one past the end.
    pub(crate) fn lower(&self, t: usize) -> String {
        if t < self.sentence.end { self.g.s.a.form(t).to_lowercase() } else { String::new() }
    }
}

impl<'g> Deref for Within<'g> {
    type Target = Ground<'g>;

    fn deref(&self) -> &Ground<'g> {
        self.g
    }
}
