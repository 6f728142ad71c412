//! Questions to the trees of a view, answered without trust: a broken tree gives odd phrases, never an endless loop.

use super::view::View;
use crate::labels::{NameKind, Rel, Upos};
use std::ops::Range;

/// Children and extents of every word.
#[derive(Debug)]
pub struct Shape {
    /// The children of all words, one word's after the other's, and where each word's begin.
    children: Vec<usize>,
    first_child: Vec<u32>,
    extent: Vec<(usize, usize)>,
    heads: Vec<Option<usize>>,
    names: Vec<Option<NameKind>>,
}

impl Shape {
    /// Reads the trees of a view; a head outside its sentence is no head.
    #[must_use]
    pub fn of(view: &View<'_>) -> Self {
        let mut extent: Vec<_> = (0..view.words.len()).map(|i| (i, i)).collect();
        let mut heads = vec![None; view.words.len()];
        for range in &view.sentences {
            for i in range.clone() {
                heads[i] = view.words[i].head.filter(|h| range.contains(h) && *h != i);
            }
            widen(range.clone(), &heads, &mut extent);
        }
        let (first_child, children) = below(&heads);
        let mut names = vec![None; view.words.len()];
        for name in &view.names {
            for slot in names.get_mut(name.tokens.clone()).into_iter().flatten() {
                *slot = Some(name.kind);
            }
        }
        Self { children, first_child, extent, heads, names }
    }

    /// A word's dependents, in order.
    #[must_use]
    pub fn children(&self, word: usize) -> &[usize] {
        &self.children[self.first_child[word] as usize..self.first_child[word + 1] as usize]
    }

    /// A word's head, if it is in its sentence.
    #[must_use]
    pub fn head(&self, word: usize) -> Option<usize> {
        self.heads[word]
    }

    /// What the name that a word is in names.
    #[must_use]
    pub fn name(&self, word: usize) -> Option<NameKind> {
        self.names[word]
    }

    /// Whether a nominal is what a clause says of its subject.
    #[must_use]
    pub fn is_predicate(&self, view: &View<'_>, word: usize) -> bool {
        self.children(word).iter().any(|c| view.words[*c].rel == Rel::Cop || view.words[*c].rel.is_subject())
    }

    /// Whether a verb heads a clause that a pronoun could take up.
    #[must_use]
    pub fn is_clause(&self, view: &View<'_>, word: usize) -> bool {
        let w = &view.words[word];
        w.upos == Upos::Verb && (w.rel.is_clausal() || w.rel == Rel::Conj)
    }

    /// The words of the phrase that `head` heads; with its conjuncts, or without.
    ///
    /// What belongs to a clause rather than to its nominal predicate, prepositions and marks at the edges stay outside.
    #[must_use]
    pub fn phrase(&self, view: &View<'_>, head: usize, conjuncts: bool) -> Range<usize> {
        let (mut first, mut last) = (head, head);
        if matches!(view.words[head].upos, Upos::Verb | Upos::Aux) {
            return head..head + 1;
        }
        let predicate = self.is_predicate(view, head);
        for c in self.children(head) {
            if belongs(view.words[*c].rel, *c > head, predicate) || (conjuncts && view.words[*c].rel == Rel::Conj) {
                let (a, b) = self.extent[*c];
                (first, last) = (first.min(a), last.max(b));
            }
        }
        let mark = |i: usize| view.words[i].upos == Upos::Punct;
        while first < head && mark(first) {
            first += 1;
        }
        while last > head && mark(last) && !closes(view, first, last) {
            last -= 1;
        }
        first..last + 1
    }
}

/// Widens the extent of each word of a sentence over those below it, from the leaves up; words in a ring stay as they are
/// but for what hangs on the ring.
fn widen(sentence: Range<usize>, heads: &[Option<usize>], extent: &mut [(usize, usize)]) {
    let start = sentence.start;
    let mut waits = vec![0; sentence.len()];
    sentence.clone().filter_map(|i| heads[i]).for_each(|h| waits[h - start] += 1);
    let mut ready: Vec<usize> = sentence.filter(|i| waits[i - start] == 0).collect();
    while let Some(i) = ready.pop() {
        let Some(up) = heads[i] else { continue };
        extent[up] = (extent[up].0.min(extent[i].0), extent[up].1.max(extent[i].1));
        waits[up - start] -= 1;
        if waits[up - start] == 0 {
            ready.push(up);
        }
    }
}

/// Where each word's children begin, and all children in order.
fn below(heads: &[Option<usize>]) -> (Vec<u32>, Vec<usize>) {
    let mut first = vec![0u32; heads.len() + 1];
    heads.iter().flatten().for_each(|h| first[h + 1] += 1);
    for i in 1..first.len() {
        first[i] += first[i - 1];
    }
    let mut next = first.clone();
    let mut children = vec![0; first[heads.len()] as usize];
    for (i, head) in heads.iter().enumerate() {
        if let Some(h) = head {
            children[next[*h] as usize] = i;
            next[*h] += 1;
        }
    }
    (first, children)
}

/// Whether the mark at `last` closes a bracket or a quotation that opens at or after `first`.
fn closes(view: &View<'_>, first: usize, last: usize) -> bool {
    let opening: &[&str] = match view.words[last].form {
        ")" => &["("],
        "]" => &["["],
        "\"" => &["\""],
        "”" => &["“"],
        _ => return false,
    };
    let count = |forms: &[&str], end: usize| (first..end).filter(|i| forms.contains(&view.words[*i].form)).count();
    if view.words[last].form == "\"" {
        return count(opening, last) % 2 == 1;
    }
    count(opening, last) > count(&[view.words[last].form], last)
}

/// Whether a dependent is inside the mention that its head makes.
fn belongs(rel: Rel, right: bool, predicate: bool) -> bool {
    match rel {
        Rel::Det
        | Rel::DetPredet
        | Rel::Amod
        | Rel::Compound
        | Rel::Flat
        | Rel::Fixed
        | Rel::Nummod
        | Rel::NmodPoss
        | Rel::NmodDesc
        | Rel::Acl
        | Rel::AclRelcl
        | Rel::AdvclRelcl
        | Rel::Goeswith => true,
        Rel::Nmod | Rel::Appos | Rel::NmodUnmarked | Rel::Case => right,
        Rel::Obl => right && !predicate,
        _ => false,
    }
}
