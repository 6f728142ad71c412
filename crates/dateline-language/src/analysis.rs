//! What the language stage knows of a document: flat arrays of words, and views over them.

use crate::labels::{NameKind, Rel, Upos, Xpos};
use crate::model::Model;
use crate::network::{Scratch, WordTags};
use crate::repair::repair;
use crate::segment::{self, Segments};
use dateline_text::{Document, Noted, Span};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A word of the document; its index in [`Analysis::tokens`] is its identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Whether it continues the multiword token of the word before (`n't`, `'s`).
    pub joined: bool,
    /// Universal tag.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Index of its head; `None` for the root of its sentence.
    pub head: Option<u32>,
    /// Relation to the head.
    pub rel: Rel,
    /// Its lemma, by [`Analysis::lemma`].
    lemma: u32,
}

/// A name and what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
}

/// A document read: words, sentences, trees, names. There is no lexicon in it and no meaning beyond these.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The document; all spans point into its text.
    pub document: Arc<Document>,
    /// All words in order.
    pub tokens: Vec<Token>,
    /// Ranges over `tokens`, in order, covering all.
    pub sentences: Vec<Range<usize>>,
    /// Names in order, not overlapping.
    pub names: Vec<Name>,
    lemmas: Vec<Box<str>>,
    child_start: Vec<u32>,
    children: Vec<u32>,
}

/// Reads a document: words, sentences, tags, lemmas, trees, names.
///
/// Never fails: any text has an analysis, if only an empty one. Notes say what was cut.
#[must_use]
pub fn analyse(document: Arc<Document>, model: &Model) -> Noted<Analysis> {
    let mut segments = segment::segment(&document.text, model.splitter());
    // What stands before the body is no part of its first sentence.
    for end in [document.headline, document.dateline.as_ref().map(|d| d.span)].into_iter().flatten().map(Span::end) {
        break_at(&mut segments, end);
    }
    let forms: Vec<&str> = segments.words.iter().map(|w| w.span.of(&document.text)).collect();
    let tags = read_sentences(&forms, &segments.sentences, model);
    let mut lemmas = Lemmas::default();
    let lemma: Vec<u32> = forms.iter().zip(&tags).map(|(f, t)| lemmas.of(f, t.xpos, model)).collect();
    drop(forms);
    Noted::plain(assemble(document, segments, &tags, &lemma, lemmas.all))
}

/// Ends a sentence at byte `at`, where one runs over it.
fn break_at(segments: &mut Segments, at: usize) {
    let word = segments.words.partition_point(|w| w.span.start() < at);
    if let Some(i) = segments.sentences.iter().position(|s| s.start < word && word < s.end) {
        let tail = word..segments.sentences[i].end;
        segments.sentences[i].end = word;
        segments.sentences.insert(i + 1, tail);
    }
}

/// Words in a batch: enough to fill the product kernels, few enough that a batch stays in the second-level cache.
const BATCH: usize = 192;

/// Tags and trees of sentences that lie one after the other in `forms`; what is said of a sentence depends on it alone.
#[must_use]
pub fn read_sentences(forms: &[&str], sentences: &[Range<usize>], model: &Model) -> Vec<WordTags> {
    let mut scratch = Scratch::default();
    let mut out = Vec::with_capacity(forms.len());
    let mut first = 0;
    while first < sentences.len() {
        let start = sentences[first].start;
        let mut last = first + 1;
        while last < sentences.len() && sentences[last].end - start <= BATCH {
            last += 1;
        }
        let local: Vec<_> = sentences[first..last].iter().map(|r| r.start - start..r.end - start).collect();
        let end = sentences[last - 1].end;
        let mut tags = model.network().read_batch(&forms[start..end], &local, &mut scratch);
        for r in local {
            let first = start + r.start;
            repair(&mut tags[r], |i| forms[first + i] == ",");
        }
        out.append(&mut tags);
        first = last;
    }
    out
}

/// Lemmas of a document, each text once.
#[derive(Default)]
struct Lemmas {
    all: Vec<Box<str>>,
    index: HashMap<Box<str>, u32>,
    buffer: String,
}

impl Lemmas {
    fn of(&mut self, form: &str, tag: Xpos, model: &Model) -> u32 {
        model.lemmatiser().lemma(form, tag, &mut self.buffer);
        if let Some(found) = self.index.get(self.buffer.as_str()) {
            return *found;
        }
        let new = self.all.len() as u32;
        self.all.push(self.buffer.as_str().into());
        self.index.insert(self.buffer.as_str().into(), new);
        new
    }
}

fn assemble(
    doc: Arc<Document>,
    segments: Segments,
    tags: &[WordTags],
    lemma: &[u32],
    lemmas: Vec<Box<str>>,
) -> Analysis {
    let mut tokens = Vec::with_capacity(tags.len());
    for range in &segments.sentences {
        for i in range.clone() {
            let (word, t) = (segments.words[i], &tags[i]);
            tokens.push(Token {
                span: word.span,
                joined: word.joined,
                upos: t.upos,
                xpos: t.xpos,
                head: t.head.map(|h| h + range.start as u32),
                rel: t.rel,
                lemma: lemma[i],
            });
        }
    }
    let mut names: Vec<Name> = Vec::new();
    for (i, t) in tags.iter().enumerate() {
        match (t.name, names.last_mut()) {
            (Some((_, false)), Some(open)) if open.tokens.end == i => open.tokens.end += 1,
            (Some((kind, _)), _) => names.push(Name { tokens: i..i + 1, kind }),
            (None, _) => {}
        }
    }
    let (child_start, children) = child_index(&tokens);
    Analysis { document: doc, tokens, sentences: segments.sentences, names, lemmas, child_start, children }
}

/// Children of every token in order, as one array and where each token's begin in it.
fn child_index(tokens: &[Token]) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0u32; tokens.len() + 1];
    for head in tokens.iter().filter_map(|t| t.head) {
        start[head as usize + 1] += 1;
    }
    for i in 1..start.len() {
        start[i] += start[i - 1];
    }
    let mut next = start.clone();
    let mut children = vec![0; tokens.iter().filter(|t| t.head.is_some()).count()];
    for (i, t) in tokens.iter().enumerate() {
        if let Some(h) = t.head {
            children[next[h as usize] as usize] = i as u32;
            next[h as usize] += 1;
        }
    }
    (start, children)
}

impl Analysis {
    /// The document's text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.document.text
    }

    /// A word as it stands in the text.
    #[must_use]
    pub fn form(&self, token: usize) -> &str {
        self.tokens[token].span.of(&self.document.text)
    }

    /// A word's lemma.
    #[must_use]
    pub fn lemma(&self, token: usize) -> &str {
        &self.lemmas[self.tokens[token].lemma as usize]
    }

    /// A word's head, `None` for a root.
    #[must_use]
    pub fn head(&self, token: usize) -> Option<usize> {
        self.tokens[token].head.map(|h| h as usize)
    }

    /// A word's dependents, in order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.child_start[token] as usize..self.child_start[token + 1] as usize;
        self.children[range].iter().map(|c| *c as usize)
    }

    /// The dependents that stand in one relation.
    pub fn children_by(&self, token: usize, rel: Rel) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(token).filter(move |c| self.tokens[*c].rel == rel)
    }

    /// The first dependent in a relation.
    #[must_use]
    pub fn child(&self, token: usize, rel: Rel) -> Option<usize> {
        self.children_by(token, rel).next()
    }

    /// First and one past the last word below `token`, itself among them. The words between need not all be below it.
    #[must_use]
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let (mut first, mut last) = (token, token);
        let mut open = vec![token];
        while let Some(t) = open.pop() {
            (first, last) = (first.min(t), last.max(t));
            open.extend(self.children(t));
        }
        first..last + 1
    }

    /// The index of the sentence a word is in.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= token)
    }

    /// The span from the first to the last of some words.
    #[must_use]
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.tokens[tokens.start].span.cover(self.tokens[tokens.end.max(tokens.start + 1) - 1].span)
    }
}
