//! Questions to a tree that rules ask: who is the doer, what is done, to whom, with which preposition.
//!
//! Trees are those of a parser that errs in one word of six, mostly in attachment. So the questions look a little beyond
//! where a perfect tree would have the answer (a phrase under the object instead of the verb), but never outside the
//! sentence. `arguments` has the doer, the object, the phrases and clauses of a word; what is asked of words one by one
//! stands here.

mod arguments;

use crate::words::Words;
use dateline_language::{Analysis, Rel, Upos, Xpos};
use dateline_text::List;
use std::ops::Range;

/// A report's trees, seen by rules.
#[derive(Clone, Copy, Debug)]
pub struct Syntax<'a> {
    /// The words and trees.
    pub a: &'a Analysis,
    /// The words of English that are asked for.
    pub words: &'a Words,
}

impl<'a> Syntax<'a> {
    /// The view of one report, with the words inside the program.
    #[must_use]
    pub fn new(a: &'a Analysis) -> Self {
        Self { a, words: Words::builtin() }
    }

    /// The same, with words of the user's own.
    #[must_use]
    pub fn with(a: &'a Analysis, words: &'a Words) -> Self {
        Self { a, words }
    }

    /// A word's relation to its head.
    #[must_use]
    pub fn rel(&self, t: usize) -> Rel {
        self.a.tokens[t].rel
    }

    /// A word's universal tag.
    #[must_use]
    pub fn upos(&self, t: usize) -> Upos {
        self.a.tokens[t].upos
    }

    /// A word's Penn tag.
    #[must_use]
    pub fn xpos(&self, t: usize) -> Xpos {
        self.a.tokens[t].xpos
    }

    /// A word's lemma in lower case is compared with `lemma`.
    #[must_use]
    pub fn is_lemma(&self, t: usize, lemma: &str) -> bool {
        self.a.lemma(t).eq_ignore_ascii_case(lemma)
    }

    /// Whether a word, as it is written, is this one, be it large or small; no number past the last word is.
    #[must_use]
    pub fn is(&self, t: usize, form: &str) -> bool {
        t < self.a.tokens.len() && self.a.form(t).eq_ignore_ascii_case(form)
    }

    /// Whether a word, as it is written, is one of these.
    #[must_use]
    pub fn is_any(&self, t: usize, forms: &[&str]) -> bool {
        forms.iter().any(|f| self.is(t, f))
    }

    /// Whether a word's lemma is one of these.
    #[must_use]
    pub fn is_any_lemma(&self, t: usize, lemmas: &[&str]) -> bool {
        t < self.a.tokens.len() && lemmas.iter().any(|w| self.is_lemma(t, w))
    }

    /// Whether a word's lemma is in a list.
    #[must_use]
    pub fn lemma_in(&self, t: usize, list: &List) -> bool {
        t < self.a.tokens.len() && list.has(self.a.lemma(t))
    }

    /// Whether a word, as it is written, is in a list.
    #[must_use]
    pub fn form_in(&self, t: usize, list: &List) -> bool {
        t < self.a.tokens.len() && list.has(self.a.form(t))
    }

    /// Whether a word is a mark rather than a word.
    #[must_use]
    pub fn is_punct(&self, t: usize) -> bool {
        self.upos(t) == Upos::Punct
    }

    /// Whether a word is a verb form (also one that the tagger took for an adjective in -ed or -ing).
    #[must_use]
    pub fn is_verb(&self, t: usize) -> bool {
        matches!(self.upos(t), Upos::Verb | Upos::Aux)
            || matches!(self.xpos(t), Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz)
    }

    /// Whether a word is a noun, name or pronoun: what can head a phrase that stands for somebody.
    #[must_use]
    pub fn is_nominal(&self, t: usize) -> bool {
        matches!(self.upos(t), Upos::Noun | Upos::Propn | Upos::Pron)
    }

    /// The verb is in the passive: "was hit", "the town hit by shells".
    #[must_use]
    pub fn is_passive(&self, t: usize) -> bool {
        let has = |rel| self.a.child(t, rel).is_some();
        has(Rel::AuxPass)
            || has(Rel::NsubjPass)
            || (self.xpos(t) == Xpos::Vbn && matches!(self.rel(t), Rel::Acl | Rel::Amod))
            || (has(Rel::OblAgent) && !has(Rel::Obj))
    }

    /// The words that mark a phrase or clause: `case` and `mark` children, lower-cased lemmas.
    pub fn markers(&self, t: usize) -> impl Iterator<Item = usize> + '_ {
        self.a.children(t).filter(|c| matches!(self.rel(*c), Rel::Case | Rel::Mark))
    }

    /// Whether a phrase or clause is introduced by this preposition or subordinator.
    #[must_use]
    pub fn marked_by(&self, t: usize, word: &str) -> bool {
        self.markers(t).any(|m| {
            let whole = std::iter::once(m).chain(self.a.children_by(m, Rel::Fixed));
            let words: Vec<String> = whole.map(|w| self.a.form(w).to_lowercase()).collect();
            words.join("_") == word || (words.len() == 1 && self.is_lemma(m, word))
        })
    }

    /// The word and all that are joined to it by "and", "or", commas.
    #[must_use]
    pub fn conjuncts(&self, t: usize) -> Vec<usize> {
        let mut out = vec![t];
        let mut i = 0;
        while i < out.len() {
            out.extend(self.a.children_by(out[i], Rel::Conj));
            i += 1;
        }
        out
    }

    /// The first of the words it is joined to.
    #[must_use]
    pub fn first_conjunct(&self, mut t: usize) -> usize {
        while self.rel(t) == Rel::Conj {
            match self.a.head(t) {
                Some(h) => t = h,
                None => break,
            }
        }
        t
    }

    /// Whether `t` is `top` or hangs somewhere below it.
    #[must_use]
    pub fn below(&self, top: usize, mut t: usize) -> bool {
        loop {
            if t == top {
                return true;
            }
            match self.a.head(t) {
                Some(h) => t = h,
                None => return false,
            }
        }
    }

    /// The heads above a word, nearest first.
    pub fn above(&self, t: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.a.head(t), |t| self.a.head(*t))
    }

    /// The verb group around a verb: auxiliaries, negation and particles that touch it.
    #[must_use]
    pub fn verb_group(&self, t: usize) -> Range<usize> {
        let (mut first, mut last) = (t, t);
        let joins = |c: usize| {
            matches!(self.rel(c), Rel::Aux | Rel::AuxPass | Rel::CompoundPrt | Rel::Cop)
                || (self.rel(c) == Rel::Advmod && (c < t) && self.upos(c) != Upos::Punct)
        };
        for c in self.a.children(t).filter(|c| joins(*c)) {
            first = first.min(c);
            if c == last + 1 {
                last = c;
            }
        }
        // Only what is contiguous: an auxiliary before a subject stays out.
        let contiguous = (first..t).all(|i| joins(i) && self.a.head(i) == Some(t));
        if contiguous { first..last + 1 } else { t..last + 1 }
    }

    /// "not", "never", "no longer" at the verb, or "no" at its object or subject.
    #[must_use]
    pub fn negated(&self, t: usize) -> bool {
        let no = |c: usize| {
            matches!(self.a.lemma(c).to_lowercase().as_str(), "not" | "never" | "no" | "n't" | "neither" | "without")
        };
        let direct =
            self.a.children(t).any(|c| matches!(self.rel(c), Rel::Advmod | Rel::Det | Rel::Cc | Rel::Mark) && no(c));
        let longer = self.a.children(t).any(|c| self.is_lemma(c, "longer") && self.a.children(c).any(no));
        let arguments = [self.a.child(t, Rel::Obj), self.a.child(t, Rel::Nsubj), self.a.child(t, Rel::NsubjPass)];
        let denied = arguments.into_iter().flatten().any(|x| self.a.child(x, Rel::Det).is_some_and(no));
        direct || longer || denied
    }
}
