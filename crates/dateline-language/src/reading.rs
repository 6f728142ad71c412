//! From a text to what is known of it, by a model: the language stage.

use crate::acts::{self, Act};
use crate::analysis::{Analysis, Antecedent, Read};
use crate::conllu::{Sentence, misc, role_tags, write_word};
use crate::coref::{self, View};
use crate::labels::Xpos;
use crate::model::Model;
use crate::network::Scratch;
use crate::repair::repair;
use crate::roles::{self, Argument, Predicates};
use crate::segment::{self, Segments};
use crate::tags::{WordTags, feats_name};
use dateline_text::{Document, Noted, Span};
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

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
    let mut segments = model.segmenter().segment(&document.text);
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
    let feats = Arc::clone(model.network().feats());
    let Reading { words: tags, arguments, acts } = reading;
    Analysis::new(document, segments, Read { tags, arguments, acts, lemma, lemmas: lemmas.all, feats })
}

/// The same analysis with which phrases mean what an earlier one meant. A step of its own, as trees can be had without it.
#[must_use]
pub fn refer(analysis: Analysis, model: &Model) -> Analysis {
    let found = antecedents(&analysis, model);
    analysis.with_antecedents(found)
}

/// Which phrases mean what an earlier one meant, in the order of the later ones' heads.
#[must_use]
pub fn antecedents(analysis: &Analysis, model: &Model) -> Vec<Antecedent> {
    coref::antecedents(&View::of(analysis), model.words(), model.ranker())
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
    /// Possible acts, in order of their triggers; words are counted over all sentences.
    pub acts: Vec<Act>,
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
        self.acts.retain(|a| inside(a.trigger, sentences).is_none());
        self.acts.extend(better.acts.iter().filter_map(|a| {
            let i = inside(a.trigger, local)?;
            Some(a.moved(local[i].start, sentences[i].start))
        }));
        self.acts.sort_by_key(|a| a.trigger);
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
    let mut out = Reading { words: Vec::with_capacity(forms.len()), ..Reading::default() };
    for (sentence, number) in sentences.iter().zip(numbers) {
        let from = local[number].clone();
        out.words.extend_from_slice(&read.words[from.clone()]);
        let own = roles::within(&read.arguments, from.clone());
        out.arguments.extend(own.iter().map(|a| a.moved(from.start, sentence.start)));
        let own = acts::within(&read.acts, from.clone());
        out.acts.extend(own.iter().map(|a| a.moved(from.start, sentence.start)));
    }
    out
}

/// [`read_sentences`], each sentence by itself, be it the same as another or not.
fn read_each(forms: &[&str], sentences: &[Range<usize>], model: &Model, predicates: Predicates<'_>) -> Reading {
    let (mut scratch, network) = (Scratch::default(), model.network());
    let mut out = Reading { words: Vec::with_capacity(forms.len()), ..Reading::default() };
    for (words, local) in batches(sentences) {
        let forms = &forms[words.clone()];
        let mut tags = network.read_batch(forms, &local, &mut scratch);
        for r in &local {
            let own = &forms[r.clone()];
            repair(&mut tags[r.clone()], |i| own.get(i).copied().unwrap_or_default());
        }
        let arguments = network.roles(&tags, &local, predicates.within(words.clone()), &mut scratch);
        let acts = network.acts(forms, &tags, &arguments, &local, &mut scratch);
        out.acts.extend(acts.iter().map(|a| a.moved(0, words.start)));
        out.arguments.extend(arguments.into_iter().map(|a| a.moved(0, words.start)));
        out.words.append(&mut tags);
    }
    out
}

/// Sentences that are read together: their words, and the sentences as ranges over those.
fn batches(sentences: &[Range<usize>]) -> impl Iterator<Item = (Range<usize>, Vec<Range<usize>>)> {
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

/// Fills in tags, lemmas and trees of sentences whose words are given; words, comments and ranges stay as they are.
#[must_use]
pub fn parse(sentences: &[Sentence], model: &Model) -> String {
    let forms: Vec<&str> = sentences.iter().flat_map(|s| s.words.iter().map(|w| w.form.as_str())).collect();
    let ranges = segment::ranges(sentences.iter().map(|s| s.words.len()));
    let reading = read_sentences(&forms, &ranges, model, Predicates::Verbs);
    let feats = model.network().feats();
    let (mut out, mut lemma) = (String::new(), String::new());
    for (sentence, range) in sentences.iter().zip(ranges) {
        let roles = role_tags(&reading.arguments, &range);
        for comment in &sentence.comments {
            out.push_str(comment);
            out.push('\n');
        }
        for (i, (word, t)) in sentence.words.iter().zip(&reading.words[range]).enumerate() {
            if let Some((r, form, misc)) = sentence.ranges.iter().find(|(r, ..)| r.start == i) {
                let _ = writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", r.start + 1, r.end);
            }
            model.lemmatiser().lemma(&word.form, t.xpos, &mut lemma);
            let misc = misc(&word.misc, t.name, &roles[i]);
            write_word(&mut out, i, &word.form, &lemma, t, [feats_name(feats, t.feats), &misc]);
        }
        out.push('\n');
    }
    out
}

/// The vectors of sentences that lie one after the other in `forms`, as [`View::vectors`] wants them.
#[must_use]
pub fn vectors(forms: &[&str], sentences: &[Range<usize>], model: &Model) -> Vec<f32> {
    let (mut scratch, network) = (Scratch::default(), model.network());
    let mut out = Vec::with_capacity(forms.len() * network.width());
    for (words, local) in batches(sentences) {
        network.read_batch(&forms[words], &local, &mut scratch);
        out.extend_from_slice(network.vectors(&scratch));
    }
    out
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
            assert_eq!((once.words, once.arguments, once.acts), (each.words, each.arguments, each.acts));
        }
    }
}
