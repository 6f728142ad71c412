//! What the language stage knows of a document: flat arrays of words, and views over them.

use crate::coref::{self, Antecedent, View};
use crate::labels::{NameKind, Rel, Upos, Xpos};
use crate::model::Model;
use crate::network::{Scratch, WordTags, feats_name};
use crate::repair::repair;
use crate::roles::span::Sentence;
use crate::roles::{self, Argument, Predicates};
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
    /// What each phrase takes up, in the order of the phrases' heads; empty before [`Analysis::refer`].
    pub antecedents: Vec<Antecedent>,
    feats: Arc<[Box<str>]>,
    lemmas: Vec<Box<str>>,
    child_start: Vec<u32>,
    children: Vec<u32>,
}

/// Reads a document: words, sentences, tags, lemmas, trees, names.
///
/// Never fails: any text has an analysis, if only an empty one. Notes say what was cut.
#[must_use]
pub fn analyse(document: Arc<Document>, model: &Model) -> Noted<Analysis> {
    let segments = segments(&document, model);
    let reading = read_sentences(&segments.forms(&document.text), &segments.sentences, model, Predicates::Verbs);
    Noted::plain(assemble(document, segments, reading, model))
}

/// Reads a document with one model, and the sentences that `again` marks (one mark a sentence) with a better one.
///
/// Words and sentences are those of the first model; what is said of a sentence depends on it and its mark alone.
#[must_use]
pub fn analyse_twice(
    document: Arc<Document>,
    first: &Model,
    second: &Model,
    again: impl FnOnce(&Analysis) -> Vec<bool>,
) -> Noted<Analysis> {
    let segments = segments(&document, first);
    let text = Arc::clone(&document);
    let forms = segments.forms(&text.text);
    let mut reading = read_sentences(&forms, &segments.sentences, first, Predicates::Verbs);
    let marks = again(&assemble(Arc::clone(&document), segments.clone(), reading.clone(), first));
    let chosen: Vec<Range<usize>> =
        segments.sentences.iter().zip(marks).filter(|(_, marked)| *marked).map(|(s, _)| s.clone()).collect();
    if !chosen.is_empty() {
        let words: Vec<&str> = chosen.iter().flat_map(|s| &forms[s.clone()]).copied().collect();
        let local = segment::ranges(chosen.iter().map(Range::len));
        let better = read_sentences(&words, &local, second, Predicates::Verbs);
        let feats = same_feats(first, second);
        reading.replace(&chosen, &local, better, &feats);
    }
    Noted::plain(assemble(document, segments, reading, first))
}

/// For each set of features of the second model, the same set's number in the first.
fn same_feats(first: &Model, second: &Model) -> Vec<u16> {
    let (to, from) = (first.network().feats(), second.network().feats());
    from.iter().map(|f| to.iter().position(|t| t == f).map_or(u16::MAX, |i| i as u16)).collect()
}

fn segments(document: &Document, model: &Model) -> Segments {
    let mut segments = segment::segment(&document.text, model.splitter());
    // What stands before the body is no part of its first sentence.
    for end in [document.headline, document.dateline.as_ref().map(|d| d.span)].into_iter().flatten().map(Span::end) {
        break_at(&mut segments, end);
    }
    segments
}

fn assemble(document: Arc<Document>, segments: Segments, reading: Reading, model: &Model) -> Analysis {
    let mut lemmas = Lemmas::default();
    let forms = segments.forms(&document.text);
    let lemma: Vec<u32> = forms.iter().zip(&reading.words).map(|(f, t)| lemmas.of(f, t.xpos, model)).collect();
    drop(forms);
    let tokens = tokens(&segments, &reading.words, &lemma);
    let (child_start, children) = child_index(&tokens);
    Analysis {
        document,
        tokens,
        sentences: segments.sentences,
        names: names(&reading.words),
        arguments: reading.arguments,
        antecedents: Vec::new(),
        feats: Arc::clone(model.network().feats()),
        lemmas: lemmas.all,
        child_start,
        children,
    }
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

/// What the network says of some sentences.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// One a word; heads count within the sentence.
    pub words: Vec<WordTags>,
    /// Arguments of the predicates, in order of the predicates; words are counted over all sentences.
    pub arguments: Vec<Argument>,
}

impl Reading {
    /// Puts what another model says of some sentences in the place of what stands here.
    fn replace(&mut self, sentences: &[Range<usize>], local: &[Range<usize>], better: Reading, feats: &[u16]) {
        for (to, from) in sentences.iter().zip(local) {
            self.words[to.clone()].copy_from_slice(&better.words[from.clone()]);
            for word in &mut self.words[to.clone()] {
                word.feats = feats.get(usize::from(word.feats)).copied().unwrap_or(u16::MAX);
            }
        }
        let inside = |word: u32, all: &[Range<usize>]| {
            let i = all.partition_point(|s| s.end <= word as usize);
            all.get(i).filter(|s| s.contains(&(word as usize))).map(|_| i)
        };
        self.arguments.retain(|a| inside(a.predicate, sentences).is_none());
        self.arguments.extend(better.arguments.into_iter().filter_map(|a| {
            let i = inside(a.predicate, local)?;
            Some(a.moved(local[i].start, sentences[i].start))
        }));
        // Stable: a predicate's own arguments keep their order.
        self.arguments.sort_by_key(|a| a.predicate);
    }
}

/// Tags, trees and roles of sentences that lie one after the other in `forms`; what is said of a sentence depends on it
/// alone, so that one which stands there again and again is read once. `predicates` says whose arguments are wanted, its marks counted over all sentences.
#[must_use]
pub fn read_sentences(
    forms: &[&str],
    sentences: &[Range<usize>],
    model: &Model,
    predicates: Predicates<'_>,
) -> Reading {
    // Marks may differ where words do not.
    if matches!(predicates, Predicates::Given(_)) {
        return read_each(forms, sentences, model, predicates);
    }
    let (mut first, mut number): (Vec<Range<usize>>, HashMap<&[&str], usize>) = Default::default();
    let mut number_of = |s: &Range<usize>| {
        *number.entry(&forms[s.clone()]).or_insert_with(|| {
            first.push(s.clone());
            first.len() - 1
        })
    };
    let numbers: Vec<usize> = sentences.iter().map(&mut number_of).collect();
    if first.len() == sentences.len() {
        return read_each(forms, sentences, model, predicates);
    }
    let words: Vec<&str> = first.iter().flat_map(|s| &forms[s.clone()]).copied().collect();
    let local = segment::ranges(first.iter().map(Range::len));
    let read = read_each(&words, &local, model, predicates);
    let mut out = Reading { words: Vec::with_capacity(forms.len()), arguments: Vec::new() };
    for (sentence, number) in sentences.iter().zip(numbers) {
        let from = local[number].clone();
        out.words.extend_from_slice(&read.words[from.clone()]);
        let own = roles::within(&read.arguments, from.clone());
        out.arguments.extend(own.iter().map(|a| a.moved(from.start, sentence.start)));
    }
    out
}

/// [`read_sentences`], each sentence by itself, be it the same as another or not.
fn read_each(forms: &[&str], sentences: &[Range<usize>], model: &Model, predicates: Predicates<'_>) -> Reading {
    let (mut scratch, network) = (Scratch::default(), model.network());
    let mut out = Reading { words: Vec::with_capacity(forms.len()), arguments: Vec::new() };
    for (words, local) in batches(sentences) {
        let forms = &forms[words.clone()];
        let mut tags = network.read_batch(forms, &local, &mut scratch);
        for r in &local {
            let own = &forms[r.clone()];
            repair(&mut tags[r.clone()], |i| own.get(i).copied().unwrap_or_default());
        }
        let arguments = network.roles(&tags, &local, predicates.within(words.clone()), &mut scratch);
        out.arguments.extend(arguments.into_iter().map(|a| a.moved(0, words.start)));
        out.words.append(&mut tags);
    }
    out
}

/// Sentences that are read together: their words, and the sentences as ranges over those.
pub(crate) fn batches(sentences: &[Range<usize>]) -> impl Iterator<Item = (Range<usize>, Vec<Range<usize>>)> {
    let mut rest = sentences;
    std::iter::from_fn(move || {
        let start = rest.first()?.start;
        let count = rest.iter().take_while(|s| s.end - start <= BATCH).count().max(1);
        let (batch, after) = rest.split_at(count);
        rest = after;
        let local = batch.iter().map(|r| r.start - start..r.end - start).collect();
        Some((start..batch[count - 1].end, local))
    })
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
    /// Finds which phrases mean what an earlier one meant. A step of its own, as trees can be had without it.
    pub fn refer(&mut self, model: &Model) {
        self.antecedents = coref::antecedents(&View::of(self), model.ranker());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_recurs_is_read_as_each_is_by_itself() {
        let text = "The army said that rebels shelled the town . He left . He left . Ada Crane met rebels in Elm . \
                    He left . The army said that rebels shelled the town .";
        let forms: Vec<&str> = text.split_whitespace().collect();
        let lengths = forms.split_inclusive(|f| *f == ".").map(<[&str]>::len);
        let sentences = segment::ranges(lengths);
        for model in [Model::fast(), Model::accurate()] {
            let once = read_sentences(&forms, &sentences, model, Predicates::Verbs);
            let each = read_each(&forms, &sentences, model, Predicates::Verbs);
            assert_eq!((once.words, once.arguments), (each.words, each.arguments));
        }
    }
}
