//! Coreference: which mentions of a document are one.
//!
//! Mentions are noun phrases, names, pronouns and a few verbs, after OntoNotes: identity only, appositions inside their
//! phrase, no chain of one mention. [`chains`] is the way in. A learnt [`Ranker`] picks each mention's antecedent; a
//! model file without one leaves it to the [`sieves`].

pub mod document;
pub mod features;
pub mod mentions;
pub mod ranker;
pub mod score;
pub mod sieves;
pub mod tree;
pub mod view;
pub mod words;

#[cfg(test)]
mod tests;

pub use document::Document;
pub use mentions::Mention;
pub use ranker::Ranker;
pub use view::View;
pub use words::Words;

use crate::analysis::Antecedent;

/// Mentions that are one, in order; two or more.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The mentions.
    pub mentions: Vec<Mention>,
}

/// The chains of a document, in the order of their first mentions.
#[must_use]
pub fn chains(view: &View<'_>, words: &Words, ranker: Option<&Ranker>) -> Vec<Chain> {
    let doc = Document::of(view, words);
    let links = links(&doc, ranker);
    let chain = |all: Vec<usize>| Chain { mentions: all.into_iter().map(|m| doc.mentions[m].clone()).collect() };
    joined(&links).into_iter().map(chain).collect()
}

/// What each phrase of a document takes up, in the order of their heads; phrases that are new are left out.
#[must_use]
pub fn antecedents(view: &View<'_>, words: &Words, ranker: Option<&Ranker>) -> Vec<Antecedent> {
    let doc = Document::of(view, words);
    let links = links(&doc, ranker);
    let one = |(m, link): (usize, &Option<usize>)| {
        let (own, earlier) = (&doc.mentions[m], &doc.mentions[(*link)?]);
        let link = Antecedent { mention: own.head as u32, head: earlier.head as u32, all: earlier.coordinated };
        (!own.coordinated && own.head != earlier.head).then_some(link)
    };
    let mut out: Vec<Antecedent> = links.iter().enumerate().filter_map(one).collect();
    out.sort_by_key(|a| (a.mention, a.head));
    out.dedup_by_key(|a| a.mention);
    out
}

/// For each mention the earlier one it is linked to.
#[must_use]
pub fn links(doc: &Document<'_>, ranker: Option<&Ranker>) -> Vec<Option<usize>> {
    ranker.map_or_else(|| doc.rough.links.clone(), |r| r.links(doc))
}

/// The chains that links make, by the mentions' numbers; mentions without a link on either side are in none.
#[must_use]
pub fn joined(links: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut chain_of: Vec<Option<usize>> = vec![None; links.len()];
    let mut out: Vec<Vec<usize>> = Vec::new();
    for (m, link) in links.iter().enumerate() {
        let Some(first) = *link else { continue };
        let chain = *chain_of[first].get_or_insert_with(|| {
            out.push(vec![first]);
            out.len() - 1
        });
        chain_of[m] = Some(chain);
        out[chain].push(m);
    }
    out.sort_by_key(|c| c[0]);
    out
}
