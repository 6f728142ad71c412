//! One view of a report for all that find records in it: its trees, who is mentioned where, the tables it is coded
//! with, and what is asked of its words again and again.
//!
//! Whatever finds one kind of record holds a [`Ground`] and asks it; what two kinds ask stands here, once. The questions
//! to the tree alone are those of [`Syntax`], which a ground stands for. `index` has what was looked up for all words,
//! `quoted` quotations and brackets, `beside` phrases by their place in the sentence, `named` whom words name that are
//! no mention; `located` where an act that a word tells takes place; `within` is a ground that ends with a sentence. What is found there is a [`Finding`].

mod beside;
mod finding;
mod index;
mod located;
mod named;
mod quoted;
mod within;

pub use finding::Finding;
pub(crate) use named::plain;
pub(crate) use within::Within;

use crate::actors::{Actors, Kind, Mention};
use crate::places::{Places, Scenery};
use crate::syntax::Syntax;
use crate::tables::Tables;
use crate::times::Times;
use dateline_contract::Entity;
use dateline_language::Analysis;
use index::Index;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::{Deref, Range};

/// A report's trees, actors and tables.
#[derive(Debug)]
pub struct Ground<'a> {
    /// Its trees.
    pub s: Syntax<'a>,
    /// Places and where they are.
    pub places: Places,
    /// Who is mentioned where.
    pub actors: Actors,
    /// What it is coded with.
    pub tables: Tables<'a>,
    /// The times that it tells.
    pub times: Times,
    index: Index,
    /// Heads of mentions by name: the first under each name and under its own words.
    by_name: OnceCell<HashMap<String, usize>>,
}

impl<'a> Ground<'a> {
    /// Finds the actors of a report and lays the ground for all else.
    #[must_use]
    pub fn new(a: &'a Analysis, tables: &Tables<'a>) -> Self {
        let s = Syntax::with(a, tables.words);
        let places = Places::find(s, tables.lexicon);
        let actors = Actors::find(s, tables.lexicon, &places);
        let index = Index::of(a, &actors);
        let times = Times::find(s);
        Self { s, places, actors, tables: *tables, times, index, by_name: OnceCell::new() }
    }

    /// The same ground where "I" and "we" inside what somebody says are those who say it. Where mentions stand and what
    /// they are called stays as it was, so what was looked up for the words does too.
    #[must_use]
    pub(crate) fn with_first_person(self, spoken: &[(Vec<Range<usize>>, usize)]) -> Self {
        Self { actors: self.actors.with_first_person(self.s, spoken), ..self }
    }

    /// The sentence a word is in.
    pub(crate) fn sentence(&self, t: usize) -> Range<usize> {
        self.s.a.sentences[self.index.sentence(t)].clone()
    }

    /// The country in which the passage around a word plays: see [`Places::scene`].
    #[must_use]
    pub fn scene(&self, t: usize) -> Option<Scenery<'_>> {
        self.places.scene(self.s, t)
    }

    /// First and one past the last word below a word, itself among them.
    pub(crate) fn extent(&self, t: usize) -> Range<usize> {
        self.index.extent(t)
    }

    /// The longest mention whose core a word lies in.
    pub(crate) fn outer(&self, t: usize) -> Option<&Mention> {
        self.actors.at(self.index.outer(t)?)
    }

    /// The shortest mention whose core a word lies in.
    pub(crate) fn inner(&self, t: usize) -> Option<&Mention> {
        self.actors.at(self.index.inner(t)?)
    }

    /// The mention that a word heads, or the shortest that it lies in.
    pub(crate) fn mention(&self, head: usize) -> Option<&Mention> {
        self.actors.at(head).or_else(|| self.inner(head))
    }

    /// The sort of actor whose mention a word heads or lies in.
    pub(crate) fn kind(&self, head: usize) -> Option<Kind> {
        self.mention(head).map(|m| self.actors.chain(m).kind)
    }

    /// The actor whose mention a word heads or lies in as an argument; where there is none, the words alone.
    pub(crate) fn entity(&self, head: usize, words: impl FnOnce() -> Range<usize>) -> Entity {
        match self.mention(head) {
            Some(m) => self.actors.entity(m),
            None => Entity::unknown(self.s.a.span(words())),
        }
    }
}

impl<'a> Deref for Ground<'a> {
    type Target = Syntax<'a>;

    fn deref(&self) -> &Syntax<'a> {
        &self.s
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_language::{Model, analyse};
    use dateline_text::RawItem;
    use dateline_text::document::{Limits, document};

    fn with_ground(text: &str, check: impl FnOnce(&Ground<'_>)) {
        let doc = document(&RawItem::new(text), &Limits::default()).unwrap().value;
        let read = analyse(doc.into(), Model::fast()).value;
        check(&Ground::new(&read, &Tables::builtin()));
    }

    #[test]
    fn what_is_looked_up_for_a_word_is_what_is_there() {
        let text = "A spokesman for the Russian Foreign Ministry (a former envoy) said: “Ada Crane, the mayor of Elm, left.”\n\n\
                    Norway's defence minister and the UN agency's head met in Oslo.";
        with_ground(text, |g| {
            for t in 0..g.a.tokens.len() {
                assert_eq!(g.extent(t), g.a.subtree(t));
                assert!(g.sentence(t).contains(&t));
                assert_eq!(g.quote(t), g.a.quotes.iter().find(|q| q.tokens.contains(&t)));
                let lengths = || g.actors.mentions.values().map(|m| &m.core).filter(|c| c.contains(&t)).map(Range::len);
                assert_eq!(g.inner(t).map(|m| m.core.len()), lengths().min());
                assert_eq!(g.outer(t).map(|m| m.core.len()), lengths().max());
            }
            assert!((0..g.a.tokens.len()).any(|t| g.inner(t) != g.outer(t)), "no mention lies in another");
        });
    }

    #[test]
    fn a_region_is_what_stands_in_the_same_marks() {
        with_ground("The mayor (who is ill) said: “The bridge is safe.”", |g| {
            let region = |form: &str| {
                let t = (0..g.a.tokens.len()).find(|t| g.is(*t, form)).unwrap();
                g.a.span(g.region(t)).of(g.a.text()).to_owned()
            };
            assert_eq!((region("ill").as_str(), region("safe").as_str()), ("who is ill", "The bridge is safe."));
            assert!(region("said").starts_with("The mayor"));
        });
    }

    #[test]
    fn phrases_are_found_by_their_place() {
        with_ground("Norway, Chad and Kenya signed a treaty with the “Quartet”.", |g| {
            let shown = |all: Vec<&Mention>| {
                all.into_iter().map(|m| g.a.span(m.core.clone()).of(g.a.text())).collect::<Vec<_>>()
            };
            assert_eq!(shown(g.list_at(0)), ["Norway", "Chad", "Kenya"]);
            let verb = (0..g.a.tokens.len()).find(|t| g.is(*t, "signed")).unwrap();
            assert_eq!(shown(g.phrase_before(verb).into_iter().collect()), ["Kenya"]);
        });
    }
}
