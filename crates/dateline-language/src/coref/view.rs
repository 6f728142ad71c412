//! What coreference looks at: words with tags, trees and names, from an [`Analysis`] or from CoNLL-U.

use crate::analysis::{Analysis, Name};
use crate::conllu::Sentence;
use crate::labels::{NameKind, Rel, Upos, Xpos};
use std::ops::Range;

/// A word.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// As it stands in the text.
    pub form: &'a str,
    /// Its lemma.
    pub lemma: &'a str,
    /// Universal tag.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Index of its head in the document.
    pub head: Option<usize>,
    /// Relation to the head.
    pub rel: Rel,
}

/// A document, borrowed.
#[derive(Clone, Debug, Default)]
pub struct View<'a> {
    /// All words in order.
    pub words: Vec<Word<'a>>,
    /// Ranges over `words`, in order, covering all.
    pub sentences: Vec<Range<usize>>,
    /// The paragraph each sentence is in, counted from 0.
    pub paragraphs: Vec<usize>,
    /// Names in order, not overlapping.
    pub names: Vec<Name>,
    /// A vector for each word, one after the other; empty where there are none.
    pub vectors: &'a [f32],
}

impl<'a> View<'a> {
    /// Looks at an analysis. A blank line between two sentences begins a paragraph.
    #[must_use]
    pub fn of(analysis: &'a Analysis) -> Self {
        let word = |(i, t): (usize, &crate::analysis::Token)| Word {
            form: analysis.form(i),
            lemma: analysis.lemma(i),
            upos: t.upos,
            xpos: t.xpos,
            head: t.head.map(|h| h as usize),
            rel: t.rel,
        };
        let (mut paragraphs, mut now, mut end) = (Vec::new(), 0, 0);
        for range in &analysis.sentences {
            if let (Some(first), Some(last)) = (analysis.tokens.get(range.start), analysis.tokens[range.clone()].last())
            {
                let between = &analysis.text()[end..first.span.start().max(end)];
                now += usize::from(end > 0 && between.matches('\n').count() > 1);
                end = last.span.end();
            }
            paragraphs.push(now);
        }
        Self {
            words: analysis.tokens.iter().enumerate().map(word).collect(),
            sentences: analysis.sentences.clone(),
            paragraphs,
            names: analysis.names.clone(),
            vectors: &[],
        }
    }

    /// Looks at sentences of one document in CoNLL-U, as [`crate::reading::parse`] writes them.
    ///
    /// An unknown label becomes the one that says least.
    #[must_use]
    pub fn of_rows(sentences: &'a [Sentence]) -> Self {
        let mut out = Self::default();
        for (number, sentence) in sentences.iter().enumerate() {
            let first = out.words.len();
            for row in &sentence.words {
                name_tag(&row.misc, out.words.len(), &mut out.names);
                out.words.push(Word {
                    form: &row.form,
                    lemma: &row.lemma,
                    upos: Upos::parse(&row.upos).unwrap_or(Upos::X),
                    xpos: Xpos::parse(&row.xpos).unwrap_or(Xpos::Xx),
                    head: row.head.and_then(|h| h.checked_sub(1)).map(|h| first + h),
                    rel: Rel::parse(&row.rel).unwrap_or(Rel::Dep),
                });
            }
            let opens = sentence.comments.iter().any(|c| c.starts_with("# newpar"));
            let before = out.paragraphs.last().copied().unwrap_or(0);
            out.paragraphs.push(before + usize::from(opens && number > 0));
            out.sentences.push(first..out.words.len());
        }
        out
    }

    /// Numbers in a word's vector; 0 where there are none.
    #[must_use]
    pub fn vector_width(&self) -> usize {
        self.vectors.len().checked_div(self.words.len()).unwrap_or(0)
    }

    /// A word's form in lower case.
    #[must_use]
    pub fn lower(&self, word: usize) -> String {
        self.words[word].form.to_lowercase()
    }
}

/// Takes a word's `NER=` in: `B-` begins a name, `I-` goes on.
fn name_tag(misc: &str, at: usize, names: &mut Vec<Name>) {
    let Some(tag) = misc.split('|').find_map(|m| m.strip_prefix("NER=")) else { return };
    let Some((kind, goes_on)) = tag.split_once('-').and_then(|(b, k)| Some((NameKind::parse(k)?, b == "I"))) else {
        return;
    };
    match names.last_mut() {
        Some(open) if goes_on && open.tokens.end == at => open.tokens.end = at + 1,
        _ => names.push(Name { tokens: at..at + 1, kind }),
    }
}
