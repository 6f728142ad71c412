//! Raw text to words and sentences, after the tokenisation of Universal Dependencies for English.

mod gaps;
mod special;
mod splitter;
mod vocabulary;
mod words;

pub use splitter::{LONGEST_SENTENCE, Splitter};
pub use vocabulary::{SegmentWords, Vocabulary};

#[cfg(test)]
mod tests;

use dateline_text::Span;
use std::ops::Range;

/// A syntactic word of the text.
///
/// English multiword tokens (`don't`, `Putin's`, `cannot`) always fall apart into pieces of themselves, so a word is a
/// span; `joined` says that it belongs to the same orthographic token as the word before it (`n't`, `'s`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Whether it continues the multiword token of the word before.
    pub joined: bool,
}

/// Words of a text and how they fall into sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    /// All words, in order, not overlapping.
    pub words: Vec<Word>,
    /// Ranges over `words`, in order, covering them all; none is empty.
    pub sentences: Vec<Range<usize>>,
}

impl Segments {
    /// The words as they stand in the text.
    #[must_use]
    pub fn forms<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.words.iter().map(|w| w.span.of(text)).collect()
    }
}

/// What cuts a text: rules over lists of words, and weights that say where sentences end.
#[derive(Clone, Debug)]
pub struct Segmenter {
    known: Vocabulary,
    splitter: Splitter,
}

impl Segmenter {
    /// A segmenter of these two parts, which are learnt with each other.
    #[must_use]
    pub fn new(known: Vocabulary, splitter: Splitter) -> Self {
        Self { known, splitter }
    }

    /// The lists that its rules look up.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.known
    }

    /// Words and sentences of a text.
    #[must_use]
    pub fn segment(&self, text: &str) -> Segments {
        let words = self.words(text);
        let sentences = splitter::sentences(text, &words, self);
        Segments { words, sentences }
    }

    /// All words of a text, in order; together they cover every character that is not white space, each once.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<Word> {
        words::words(text, &self.known)
    }
}

/// Ranges of these lengths, one after the other.
#[must_use]
pub fn ranges(lengths: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut at = 0;
    let next = |length| {
        at += length;
        at - length..at
    };
    lengths.into_iter().map(next).collect()
}
