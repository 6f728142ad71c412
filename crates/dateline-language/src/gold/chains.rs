//! Documents with gold chains, and every figure of coreference over them.
//!
//! The chains are OntoGUM's: a file a document, a token a line with brackets (see [`crate::coref::score::read_chains`]); the
//! words, sentences and entity types are those of the same documents in UD English GUM. Words and sentences are given,
//! tags, trees and names are the model's.

use crate::conllu::{Sentence, read};
use crate::coref::score::{Scores, Share, Spans, read_chains, score};
use crate::coref::words::{Class, Words};
use crate::coref::{Document, Ranker, View, joined, links};
use crate::model::Model;
use crate::reading::parse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::time::{Duration, Instant};

/// A document: its words as the model reads them, and its gold chains.
#[derive(Clone, Debug)]
pub struct Gold {
    /// Its id in the treebank.
    pub id: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its chains.
    pub chains: Vec<Spans>,
    /// The model's vectors of its words, where they are wanted.
    pub vectors: Vec<f32>,
}

impl Gold {
    /// What coreference looks at.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View { vectors: &self.vectors, ..View::of_rows(&self.sentences) }
    }
}

/// The documents of a treebank that have chains, tagged and parsed by the model, and those that were left out, with why.
///
/// `chains` gives the text of a document's file of chains, if there is one.
///
/// # Errors
/// Where the treebank is no CoNLL-U.
pub fn documents(
    treebank: &str,
    chains: impl Fn(&str) -> Option<String>,
    model: &Model,
) -> Result<(Vec<Gold>, Vec<String>), String> {
    let parsed = parse(&read(treebank).map_err(|e| e.to_string())?, model);
    let (mut all, mut left): (Vec<Gold>, Vec<String>) = Default::default();
    for sentence in read(&parsed).map_err(|e| e.to_string())? {
        if let Some(id) = sentence.comments.iter().find_map(|c| c.strip_prefix("# newdoc id = ")) {
            all.push(Gold { id: id.to_owned(), sentences: Vec::new(), chains: Vec::new(), vectors: Vec::new() });
        }
        let doc = all.last_mut().ok_or("it does not begin with a document (`# newdoc id = …`)")?;
        doc.sentences.push(sentence);
    }
    all.retain_mut(|doc| match add_chains(doc, chains(&doc.id)) {
        Ok(()) => true,
        Err(why) => {
            left.push(format!("{}: {why}", doc.id));
            false
        }
    });
    Ok((all, left))
}

/// Adds a document's gold chains.
fn add_chains(doc: &mut Gold, text: Option<String>) -> Result<(), String> {
    let (forms, chains) = read_chains(&text.ok_or("it has no chains")?)?;
    if !forms.iter().eq(doc.sentences.iter().flat_map(|s| s.words.iter().map(|w| &w.form))) {
        return Err("left out, the words of its chains are not the treebank's".into());
    }
    doc.chains = chains;
    Ok(())
}

/// What is counted over all documents.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// All chains.
    pub all: Scores,
    /// Chains of persons, organisations and places.
    pub named: Scores,
    /// Gold mentions among the spans that are looked at.
    pub oracle: Share,
    /// Third-person pronouns with an antecedent that is none.
    pub pronouns: Share,
    /// Words.
    pub words: usize,
    /// Time taken after parsing.
    pub time: Duration,
}

/// Resolves and scores all documents.
#[must_use]
pub fn tally(documents: &[Gold], words: &Words, ranker: Option<&Ranker>) -> Tally {
    let mut t = Tally::default();
    for gold in documents {
        let view = gold.view();
        let begin = Instant::now();
        let doc = Document::of(&view, words);
        let links = links(&doc, ranker);
        t.time += begin.elapsed();
        t.words += view.words.len();
        let found: BTreeSet<_> = doc.mentions.iter().map(|m| (m.span.start, m.span.end)).collect();
        t.oracle.wanted += gold.chains.iter().map(Vec::len).sum::<usize>() as f64;
        t.oracle.recalled += gold.chains.iter().flatten().filter(|s| found.contains(&(s.start, s.end))).count() as f64;
        t.oracle.found += found.len() as f64;
        let spans = |c: &Vec<usize>| c.iter().map(|m| doc.mentions[*m].span.clone()).collect();
        let chains: Vec<Spans> = joined(&links).iter().map(spans).collect();
        t.all.add(&score(&gold.chains, &chains));
        let types = types(&gold.sentences);
        t.named.add(&score(&of_actors(&gold.chains, &types), &of_actors(&chains, &types)));
        pronouns(gold, words, &doc, &links, &mut t.pronouns);
    }
    t
}

/// Counts the third-person pronouns (personal, possessive, reflexive) whose gold chain has an earlier mention that is
/// no pronoun; one is right where it has a link, and the mention linked to, which is the nearest before it in its
/// chain or one the model preferred, is of the same gold chain.
fn pronouns(gold: &Gold, words: &Words, doc: &Document<'_>, links: &[Option<usize>], share: &mut Share) {
    let place: HashMap<_, _> = doc.mentions.iter().enumerate().map(|(i, m)| ((m.span.start, m.span.end), i)).collect();
    let is_pronoun = |s: &Range<usize>| s.len() == 1 && words.pronouns.contains_key(&*doc.view.lower(s.start));
    for chain in &gold.chains {
        let first = chain.iter().filter(|s| !is_pronoun(s)).map(|s| s.start).min().unwrap_or(usize::MAX);
        let counted = |s: &&Range<usize>| {
            let p = words.pronouns.get(&*doc.view.lower(s.start)).copied();
            s.start > first
                && is_pronoun(s)
                && p.is_some_and(|p| {
                    p.person == 3 && matches!(p.class, Class::Personal | Class::Possessive | Class::Reflexive)
                })
        };
        for span in chain.iter().filter(counted) {
            share.wanted += 1.0;
            let link = place.get(&(span.start, span.end)).and_then(|m| links[*m]);
            share.recalled += f64::from(u8::from(link.is_some_and(|a| chain.contains(&doc.mentions[a].span))));
        }
    }
}

/// Entity types by span, of the treebank's `Entity=`: `(7-person-…` opens, `7)` closes, `(7-person-…)` does both.
fn types(sentences: &[Sentence]) -> HashMap<(usize, usize), String> {
    let (mut out, mut open): (_, Vec<(String, String, usize)>) = (HashMap::new(), Vec::new());
    for (at, row) in sentences.iter().flat_map(|s| &s.words).enumerate() {
        let Some(mut rest) = row.misc.split('|').find_map(|m| m.strip_prefix("Entity=")) else { continue };
        while !rest.is_empty() {
            let opens = rest.starts_with('(');
            rest = rest.strip_prefix('(').unwrap_or(rest);
            let end = rest.find(['(', ')']).unwrap_or(rest.len());
            let mut parts = rest[..end].split('-');
            let id = parts.next().unwrap_or_default().to_owned();
            if opens {
                open.push((id.clone(), parts.next().unwrap_or_default().to_owned(), at));
            }
            rest = &rest[end..];
            if let Some(after) = rest.strip_prefix(')') {
                rest = after;
                if let Some(i) = open.iter().rposition(|o| o.0 == id) {
                    let (_, kind, start) = open.remove(i);
                    out.insert((start, at + 1), kind);
                }
            }
        }
    }
    out
}

/// The chains that are of persons, organisations or places, on either side by the treebank's types: at least half of
/// the mentions whose span has a type have one of these three. A chain none of whose spans has a type is left out.
fn of_actors(chains: &[Spans], types: &HashMap<(usize, usize), String>) -> Vec<Spans> {
    let keep = |chain: &&Spans| {
        let known: Vec<&String> = chain.iter().filter_map(|s| types.get(&(s.start, s.end))).collect();
        let actors = known.iter().filter(|k| matches!(k.as_str(), "person" | "organization" | "place")).count();
        actors > 0 && 2 * actors >= known.len()
    };
    chains.iter().filter(keep).cloned().collect()
}
