//! What the language stage knows of a document: flat arrays of words, and views over them.

use crate::acts::Act;
use crate::labels::{NameKind, Rel, Upos, Xpos};
use crate::quotes::{self, Quote};
use crate::roles::span::Sentence;
use crate::roles::{self, Argument};
use crate::segment::Segments;
use crate::tags::{WordTags, feats_name};
use dateline_text::{Document, Span};
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
    /// Its morphological features, by [`Analysis::feats`].
    pub(crate) feats: u16,
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

/// An earlier phrase that a later one takes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Antecedent {
    /// Head of the later phrase.
    pub mention: u32,
    /// Head of the earlier one.
    pub head: u32,
    /// The earlier one is a whole coordination: "Ada and Kofi … they".
    pub all: bool,
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
    /// Arguments of verbs, in order of the verbs; indices into `tokens`. Empty where the model knows no roles.
    pub arguments: Vec<Argument>,
    /// Quotations in order, not overlapping: what lies between quotation marks, the marks among it.
    pub quotes: Vec<Quote>,
    /// Possible acts, in order of their triggers; indices into `tokens`. Empty where the model knows none.
    pub acts: Vec<Act>,
    /// What each phrase takes up, in the order of the phrases' heads; empty before [`crate::refer`].
    pub antecedents: Vec<Antecedent>,
    feats: Arc<[Box<str>]>,
    lemmas: Vec<Box<str>>,
    child_start: Vec<u32>,
    children: Vec<u32>,
}

/// What a model says of a document's words.
pub(crate) struct Read {
    /// One a word; heads count within the sentence.
    pub(crate) tags: Vec<WordTags>,
    /// Arguments of verbs.
    pub(crate) arguments: Vec<Argument>,
    /// Possible acts.
    pub(crate) acts: Vec<Act>,
    /// Of each word the number of its lemma.
    pub(crate) lemma: Vec<u32>,
    /// All lemmas, each once.
    pub(crate) lemmas: Vec<Box<str>>,
    /// The model's sets of features.
    pub(crate) feats: Arc<[Box<str>]>,
}

fn tokens(segments: &Segments, tags: &[WordTags], lemma: &[u32]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(tags.len());
    for range in &segments.sentences {
        for i in range.clone() {
            let (word, t) = (segments.words[i], &tags[i]);
            tokens.push(Token {
                span: word.span,
                joined: word.joined,
                upos: t.upos,
                xpos: t.xpos,
                feats: t.feats,
                head: t.head.map(|h| h + range.start as u32),
                rel: t.rel,
                lemma: lemma[i],
            });
        }
    }
    tokens
}

fn names(tags: &[WordTags]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (i, t) in tags.iter().enumerate() {
        match (t.name, names.last_mut()) {
            (Some((_, false)), Some(open)) if open.tokens.end == i => open.tokens.end += 1,
            (Some((kind, _)), _) => names.push(Name { tokens: i..i + 1, kind }),
            (None, _) => {}
        }
    }
    names
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
    /// Puts together what was read of a document: a lemma a word by its number among `lemmas`, tags with heads within
    /// their sentences.
    pub(crate) fn new(document: Arc<Document>, segments: Segments, read: Read) -> Self {
        let tokens = tokens(&segments, &read.tags, &read.lemma);
        let (child_start, children) = child_index(&tokens);
        Self {
            quotes: quotes::pair(&document.text, &segments, &read.tags),
            document,
            tokens,
            sentences: segments.sentences,
            names: names(&read.tags),
            arguments: read.arguments,
            acts: read.acts,
            antecedents: Vec::new(),
            feats: read.feats,
            lemmas: read.lemmas,
            child_start,
            children,
        }
    }

    /// The same analysis with what its phrases take up, in the order of the phrases' heads.
    #[must_use]
    pub fn with_antecedents(self, antecedents: Vec<Antecedent>) -> Self {
        Self { antecedents, ..self }
    }

    /// Whether a paragraph begins with a word: behind an empty line, or behind a line's end where a sentence begins.
    #[must_use]
    pub fn opens_paragraph(&self, token: usize) -> bool {
        let Some(before) = token.checked_sub(1) else { return true };
        let space = &self.text()[self.tokens[before].span.end()..self.tokens[token].span.start()];
        quotes::parts(space, || self.sentences[self.sentence_of(token)].start == token)
    }

    /// The possible act that a word tells.
    #[must_use]
    pub fn act_at(&self, trigger: usize) -> Option<&Act> {
        let at = self.acts.binary_search_by_key(&(trigger as u32), |a| a.trigger).ok()?;
        Some(&self.acts[at])
    }

    /// The same without the acts that the model has learnt to see: what is left is for rules alone.
    #[must_use]
    pub fn without_acts(self) -> Self {
        Self { acts: Vec::new(), ..self }
    }

    /// What the phrase that a word heads takes up.
    #[must_use]
    pub fn antecedent(&self, head: usize) -> Option<Antecedent> {
        let at = self.antecedents.binary_search_by_key(&(head as u32), |a| a.mention).ok()?;
        Some(self.antecedents[at])
    }

    /// The name that a word is part of.
    #[must_use]
    pub fn name_at(&self, token: usize) -> Option<&Name> {
        let at = self.names.partition_point(|n| n.tokens.end <= token);
        self.names.get(at).filter(|n| n.tokens.contains(&token))
    }

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

    /// A word's morphological features as UD writes them (`Number=Sing|Person=3`); `_` for none.
    #[must_use]
    pub fn feats(&self, token: usize) -> &str {
        feats_name(&self.feats, self.tokens[token].feats)
    }

    /// The arguments of a predicate.
    #[must_use]
    pub fn arguments_of(&self, predicate: usize) -> &[Argument] {
        roles::within(&self.arguments, predicate..predicate + 1)
    }

    /// The words that each argument of a predicate covers, in the order of [`Analysis::arguments_of`].
    #[must_use]
    pub fn argument_spans(&self, predicate: usize) -> Vec<Range<usize>> {
        let sentence = self.sentences[self.sentence_of(predicate)].clone();
        let forms: Vec<&str> = sentence.clone().map(|i| self.form(i)).collect();
        let tags: Vec<WordTags> = sentence.clone().map(|i| self.word_tags(i, sentence.start)).collect();
        let all: Vec<Argument> = self.arguments_of(predicate).iter().map(|a| a.moved(sentence.start, 0)).collect();
        let tree = Sentence::new(&forms, &tags);
        let spans = all.iter().map(|a| tree.argument(a, &all));
        spans.map(|r| r.start + sentence.start..r.end + sentence.start).collect()
    }

    /// A word's tags as the network gave them, but for its name; `start` is where its sentence begins.
    pub(crate) fn word_tags(&self, token: usize, start: usize) -> WordTags {
        let t = &self.tokens[token];
        let head = t.head.map(|h| h - start as u32);
        WordTags { upos: t.upos, xpos: t.xpos, feats: t.feats, head, rel: t.rel, name: None }
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
