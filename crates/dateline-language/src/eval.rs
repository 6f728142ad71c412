//! Scores of the language stage against gold CoNLL-U and gold names.
//!
//! Follows the CoNLL 2018 shared task (Zeman et al. 2018): words align by their characters, a multiword token stands
//! for its words, relation subtypes are dropped, and each figure is an F1 over aligned words.

use crate::conllu::Sentence;
use std::collections::{BTreeMap, BTreeSet};

/// Right, found and wanted, from which precision, recall and F1 follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and wanted.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// Wanted.
    pub wanted: usize,
}

impl Counts {
    /// Right over found; 0 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    /// Right over wanted; 0 where nothing was wanted.
    #[must_use]
    pub fn recall(self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
}

/// The scores of one file, in the order they are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// Name of the figure and its counts.
    pub rows: Vec<(&'static str, Counts)>,
}

impl Scores {
    /// The counts of one figure.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Counts> {
        self.rows.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
    }
}

/// Where a word stands: the characters of its orthographic token, and which word of that token it is.
type Place = ((usize, usize), usize);

struct Gold {
    head: Option<Place>,
    rel: String,
    upos: String,
    xpos: String,
    lemma: String,
}

/// Words by place, and the sentences' bounds, over the characters that are no space.
fn flatten(sentences: &[Sentence]) -> (BTreeMap<Place, Gold>, BTreeSet<(usize, usize)>) {
    let (mut words, mut bounds, mut at) = (BTreeMap::new(), BTreeSet::new(), 0);
    let length = |form: &str| form.chars().filter(|c| !c.is_whitespace()).count();
    for sentence in sentences {
        let start = at;
        let mut places: Vec<Place> = Vec::new();
        for (i, word) in sentence.words.iter().enumerate() {
            let range = sentence.ranges.iter().find(|(r, ..)| r.contains(&i));
            let place = match range {
                Some((r, ..)) if r.start < i => (places[i - 1].0, i - r.start),
                _ => {
                    let n = length(range.map_or(&word.form, |(_, form, _)| form));
                    at += n;
                    ((at - n, at), 0)
                }
            };
            places.push(place);
        }
        bounds.insert((start, at));
        for (word, place) in sentence.words.iter().zip(&places) {
            let head = word.head.and_then(|h| h.checked_sub(1)).map(|h| places[h]);
            let rel = word.rel.split(':').next().unwrap_or_default().to_owned();
            let (upos, xpos) = (word.upos.clone(), word.xpos.clone());
            words.insert(*place, Gold { head, rel, upos, xpos, lemma: word.lemma.to_lowercase() });
        }
    }
    (words, bounds)
}

/// Compares two files over the same text: words, sentences, UPOS, XPOS, lemma, UAS, LAS.
#[must_use]
pub fn conllu(gold: &[Sentence], got: &[Sentence]) -> Scores {
    let ((g, g_bounds), (m, m_bounds)) = (flatten(gold), flatten(got));
    let count = |same: fn(&Gold, &Gold) -> bool| Counts {
        right: g.iter().filter(|(place, a)| m.get(place).is_some_and(|b| same(a, b))).count(),
        found: m.len(),
        wanted: g.len(),
    };
    let both = g_bounds.intersection(&m_bounds).count();
    Scores {
        rows: vec![
            ("words", count(|_, _| true)),
            ("sentences", Counts { right: both, found: m_bounds.len(), wanted: g_bounds.len() }),
            ("UPOS", count(|a, b| a.upos == b.upos)),
            ("XPOS", count(|a, b| a.xpos == b.xpos)),
            ("lemma", count(|a, b| a.lemma == b.lemma)),
            ("UAS", count(|a, b| a.head == b.head)),
            ("LAS", count(|a, b| a.head == b.head && a.rel == b.rel)),
        ],
    }
}

/// A sentence's forms and its gold names.
pub type NamedSentence = (Vec<String>, BTreeSet<(usize, usize, String)>);

/// Names of a file in `iob2` (columns: number, form, tag): for each sentence its forms and `(start, end, type)`.
///
/// Types other than PER, LOC and ORG are left out, as the models know none.
#[must_use]
pub fn read_names(text: &str) -> Vec<NamedSentence> {
    let mut out = Vec::new();
    let (mut forms, mut tags): (Vec<String>, Vec<String>) = Default::default();
    for line in text.lines().chain([""]) {
        let columns: Vec<&str> = line.split('\t').collect();
        if line.starts_with('#') {
            continue;
        }
        if columns.len() >= 3 {
            forms.push(columns[1].to_owned());
            tags.push(columns[2].to_owned());
        } else if !forms.is_empty() {
            out.push((std::mem::take(&mut forms), spans(&std::mem::take(&mut tags))));
        }
    }
    out
}

/// Spans of BIO tags; a stray `I-` opens a span.
#[must_use]
pub fn spans(tags: &[String]) -> BTreeSet<(usize, usize, String)> {
    let mut out = BTreeSet::new();
    let mut open: Option<(usize, &str)> = None;
    for (i, tag) in tags.iter().map(String::as_str).chain(["O"]).enumerate() {
        let kind = tag.get(2..).filter(|k| matches!(*k, "PER" | "LOC" | "ORG"));
        if let Some((start, was)) = open
            && (kind != Some(was) || tag.starts_with("B-"))
        {
            out.insert((start, i, was.to_owned()));
            open = None;
        }
        if let (None, Some(kind)) = (open, kind) {
            open = Some((i, kind));
        }
    }
    out
}

/// Micro F1 over exact span and type, sentence by sentence.
#[must_use]
pub fn names(gold: &[BTreeSet<(usize, usize, String)>], got: &[BTreeSet<(usize, usize, String)>]) -> Counts {
    let size = |s: &[BTreeSet<_>]| s.iter().map(BTreeSet::len).sum();
    let right = gold.iter().zip(got).map(|(a, b)| a.intersection(b).count()).sum();
    Counts { right, found: size(got), wanted: size(gold) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::read;

    fn file(rows: &[&str]) -> Vec<Sentence> {
        read(&rows.iter().map(|r| r.replace(' ', "\t") + "\n").collect::<String>()).unwrap()
    }

    #[test]
    fn words_align_by_their_characters() {
        let gold = file(&["1 ab ab NOUN NN _ 0 root _ _", "2 c c VERB VB _ 1 obj:x _ _"]);
        let same = file(&["1 ab AB NOUN NN _ 0 root _ _", "2 c c VERB VB _ 1 obj _ _"]);
        let s = conllu(&gold, &same);
        assert!(s.rows.iter().all(|(_, c)| c.f1() == 1.0), "{s:?}");
        let split = file(&["1 a a NOUN NN _ 0 root _ _", "2 b b NOUN NN _ 1 obj _ _", "3 c c VERB VB _ 1 obj _ _"]);
        let s = conllu(&gold, &split);
        assert_eq!(s.get("words"), Some(Counts { right: 1, found: 3, wanted: 2 }));
        assert_eq!(s.get("LAS").unwrap().right, 0, "its head is no gold word");
    }

    #[test]
    fn names_are_right_by_span_and_type() {
        let tags = |t: &str| vec![spans(&t.split(' ').map(ToOwned::to_owned).collect::<Vec<_>>())];
        let c = names(&tags("B-PER I-PER O B-LOC B-LOC"), &tags("B-PER I-PER O B-ORG B-LOC"));
        assert_eq!(c, Counts { right: 2, found: 3, wanted: 3 });
        assert_eq!(tags("B-OTH O"), tags("O O"));
    }
}
