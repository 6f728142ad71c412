//! Questions to a tree that rules ask: who is the doer, what is done, to whom, with which preposition.
//!
//! Trees are those of a parser that errs in one word of six, mostly in attachment. So the questions look a little beyond
//! where a perfect tree would have the answer (a phrase under the object instead of the verb), but never outside the
//! sentence.

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

    /// The subject that stands at the verb itself, active or passive.
    fn own_subject(&self, t: usize) -> Option<usize> {
        let own = self.a.children(t).find(|c| self.rel(*c).is_subject() && !self.is_relative(*c));
        // "President Xi **meets** …": a name right before its verb that was taken for somebody spoken to.
        let called = |c: &usize| self.rel(*c) == Rel::Vocative && *c < t && self.a.subtree(*c).end == t;
        own.or_else(|| self.a.children(t).find(called))
    }

    /// A relative pronoun, which stands for the noun before it.
    fn is_relative(&self, t: usize) -> bool {
        matches!(self.xpos(t), Xpos::Wdt | Xpos::Wp) && self.in_relative(t)
    }

    fn in_relative(&self, t: usize) -> bool {
        self.a.head(t).is_some_and(|h| matches!(self.rel(h), Rel::AclRelcl | Rel::Acl))
    }

    /// Who does it: the subject of an active verb, the agent of a passive one; through joined verbs ("accused … and
    /// blamed"), infinitives ("pledged to escalate"), gerunds and relative clauses.
    #[must_use]
    pub fn doer(&self, t: usize) -> Option<usize> {
        if self.is_passive(t) {
            return self.agent(t);
        }
        self.shared_subject(t, 0)
    }

    /// The agent of a passive: "by …".
    fn agent(&self, t: usize) -> Option<usize> {
        let by = |c: &usize| self.rel(*c) == Rel::OblAgent || (self.rel(*c) == Rel::Obl && self.marked_by(*c, "by"));
        self.a.children(t).find(|c| by(c) && self.is_nominal(*c))
    }

    fn shared_subject(&self, t: usize, depth: usize) -> Option<usize> {
        if let Some(own) = self.own_subject(t) {
            return Some(own);
        }
        if depth > 6 {
            return None;
        }
        let head = self.a.head(t)?;
        match self.rel(t) {
            // "Putin criticized … and accused …": a joined verb without a subject has that of the first.
            Rel::Conj if self.is_verb(head) || self.own_subject(head).is_some() => {
                if self.is_passive(head) {
                    self.a.child(head, Rel::NsubjPass).or_else(|| self.shared_subject(head, depth + 1))
                } else {
                    self.shared_subject(head, depth + 1)
                }
            }
            Rel::AclRelcl | Rel::Acl if !self.is_verb(head) => self.relative_subject(t, head),
            // "urged the army to withdraw": the object of the verb above acts below.
            Rel::Xcomp | Rel::Ccomp | Rel::Advcl if self.controls_object(head, t) => self.object(head),
            Rel::Xcomp | Rel::Advcl | Rel::Parataxis | Rel::Dep if self.is_verb(head) => {
                if self.is_passive(head) {
                    self.a.child(head, Rel::NsubjPass)
                } else {
                    self.shared_subject(head, depth + 1)
                }
            }
            _ => None,
        }
    }

    /// Who acts in a clause below a noun: the noun for "the man who said", the doer of the verb for "a plan to leave".
    fn relative_subject(&self, t: usize, head: usize) -> Option<usize> {
        let relative = self.a.children(t).any(|c| self.rel(c).is_subject() && self.is_relative(c));
        let participle = self.xpos(t) == Xpos::Vbg;
        if relative || (participle && self.rel(t) == Rel::Acl) {
            return Some(head);
        }
        self.a.child(head, Rel::NmodPoss).or_else(|| self.governor(head).and_then(|v| self.shared_subject(v, 3)))
    }

    /// Verbs whose object does what their complement says.
    fn controls_object(&self, head: usize, t: usize) -> bool {
        const VERBS: [&str; 24] = [
            "urge",
            "ask",
            "tell",
            "order",
            "force",
            "allow",
            "call",
            "press",
            "push",
            "invite",
            "help",
            "accuse",
            "blame",
            "criticize",
            "criticise",
            "condemn",
            "warn",
            "advise",
            "persuade",
            "encourage",
            "compel",
            "beg",
            "implore",
            "want",
        ];
        let lemma = self.a.lemma(head).to_lowercase();
        let criticism = matches!(self.rel(t), Rel::Advcl) && !(self.marked_by(t, "of") || self.marked_by(t, "for"));
        VERBS.contains(&lemma.as_str()) && !criticism && self.object(head).is_some_and(|o| o < t)
    }

    /// What it is done to: the object of an active verb, the subject of a passive one.
    #[must_use]
    pub fn object(&self, t: usize) -> Option<usize> {
        if self.is_passive(t) {
            if let Some(s) = self.a.children(t).find(|c| matches!(self.rel(*c), Rel::NsubjPass | Rel::Nsubj)) {
                return if self.is_relative(s) { self.a.head(t) } else { Some(s) };
            }
            return match (self.rel(t), self.a.head(t)) {
                (Rel::Acl | Rel::Amod | Rel::AclRelcl, Some(h)) => Some(h),
                (Rel::Conj, Some(h)) if self.is_verb(h) => {
                    if self.is_passive(h) {
                        self.object(h)
                    } else {
                        self.shared_subject(h, 0)
                    }
                }
                (Rel::Xcomp, Some(h)) => self.shared_subject(h, 0),
                _ => None,
            };
        }
        let own = self.own_object(t).or_else(|| self.a.children(t).find(|c| self.is_mistagged_noun(*c)));
        own.or_else(|| self.shared_object(t)).or_else(|| self.a.child(t, Rel::Iobj))
    }

    /// The object that stands at the verb itself, through three errors of the parser: "opened fraud **investigations**" (two
    /// objects side by side are one phrase), "called off a **strike**" (a phrase without a preposition that was taken for
    /// one with), "arrested more than 100 **men**" (the quantity taken for the object).
    fn own_object(&self, t: usize) -> Option<usize> {
        let first = self.a.child(t, Rel::Obj);
        // "kidnapped up to 16 men"
        let up_to = |m: usize| m > 0 && self.is_lemma(m, "to") && self.is_lemma(m - 1, "up");
        let bare = |c: &usize| self.rel(*c) == Rel::Obl && *c > t && self.is_nominal(*c) && self.markers(*c).all(up_to);
        let more = first.is_some_and(|o| ["more", "less", "fewer"].iter().any(|w| self.is_lemma(o, w)));
        if first.is_none() || more {
            return self.a.children(t).find(bare).or(first);
        }
        let next = first
            .map(|o| o + 1)
            .filter(|n| self.a.tokens.get(*n).is_some_and(|x| x.rel == Rel::Obj && x.upos == Upos::Noun));
        next.filter(|n| self.a.head(*n) == Some(t)).or(first)
    }

    /// "directed **blame** towards": a noun that the tagger took for a bare verb, right behind its verb.
    #[must_use]
    pub fn is_mistagged_noun(&self, t: usize) -> bool {
        let close = self.a.head(t).is_some_and(|h| h < t && t - h <= 2 && self.is_verb(h));
        self.rel(t) == Rel::Xcomp
            && matches!(self.xpos(t), Xpos::Vb | Xpos::Vbp)
            && close
            && self.markers(t).next().is_none()
    }

    /// "shelled and looted the town": the object of the last joined verb is that of all.
    fn shared_object(&self, t: usize) -> Option<usize> {
        let next = self.a.children_by(t, Rel::Conj).find(|c| self.is_verb(*c) && self.own_subject(*c).is_none())?;
        let close = next - t <= 3;
        self.a.child(next, Rel::Obj).filter(|_| close)
    }

    /// Phrases with this preposition that belong to the word; for a verb also those that the parser hung on its object,
    /// for a noun also those that it hung on the verb.
    #[must_use]
    pub fn with_preposition(&self, t: usize, word: &str) -> Vec<usize> {
        let fits = |c: &usize| {
            matches!(
                self.rel(*c),
                Rel::Obl | Rel::Nmod | Rel::Advcl | Rel::Acl | Rel::OblAgent | Rel::Xcomp | Rel::Ccomp | Rel::Dep
            ) && self.marked_by(*c, word)
        };
        let mut out: Vec<usize> = self.a.children(t).filter(fits).collect();
        if !self.is_verb(t) && matches!(word, "on" | "against" | "to" | "with" | "by") {
            // "the attack by fighters on the port", "the expulsion of envoys by Oslo": the second phrase is often hung on
            // the first.
            for inner in
                self.a.children_by(t, Rel::Nmod).filter(|c| self.marked_by(*c, "by") || self.marked_by(*c, "of"))
            {
                out.extend(self.a.children(inner).filter(fits));
            }
        }
        if self.is_verb(t) {
            for below in [self.a.child(t, Rel::Obj), self.a.child(t, Rel::Xcomp)].into_iter().flatten() {
                out.extend(self.a.children(below).filter(fits));
                // "some of its troops **from** Syria"
                let parts = self.a.children(below).filter(|c| self.rel(*c) == Rel::Nmod && self.marked_by(*c, "of"));
                out.extend(parts.flat_map(|c| self.a.children(c)).filter(fits));
            }
        } else if let Some(head) = self.a.head(t)
            && self.is_verb(head)
            && !self.rel(t).is_subject()
        {
            out.extend(self.a.children(head).filter(|c| *c > t && fits(c)));
        }
        out
    }

    /// Clauses that complete the word: "that …", "to …", gerunds.
    #[must_use]
    pub fn complements(&self, t: usize) -> Vec<usize> {
        let clausal = |c: &usize| matches!(self.rel(*c), Rel::Ccomp | Rel::Xcomp | Rel::Acl | Rel::Csubj);
        let mut out: Vec<usize> = self.a.children(t).filter(clausal).collect();
        let infinitive = |c: &usize| {
            matches!(self.rel(*c), Rel::Xcomp | Rel::Advcl | Rel::Acl | Rel::Ccomp) && self.xpos(*c) == Xpos::Vb
        };
        // "keep making efforts": a gerund right after its verb completes it, whatever the parser calls that.
        let gerund = |c: &usize| {
            let beside = *c > t && (t + 1..*c).all(|i| self.a.tokens[i].upos == Upos::Adv);
            beside && self.rel(*c) == Rel::Advcl && self.xpos(*c) == Xpos::Vbg && self.a.child(*c, Rel::Mark).is_none()
        };
        if self.is_verb(t) {
            out.extend(self.a.children(t).filter(|c| self.rel(*c) == Rel::Advcl && (infinitive(c) || gerund(c))));
            if let Some(o) = self.a.child(t, Rel::Obj) {
                out.extend(self.a.children(o).filter(infinitive));
            }
        } else if let Some(head) = self.a.head(t)
            && self.is_verb(head)
            && self.rel(t) == Rel::Obj
        {
            out.extend(self.a.children(head).filter(|c| *c > t && infinitive(c)));
        }
        out.dedup();
        out
    }

    /// The verb that a phrase belongs to, through nouns that it hangs on.
    #[must_use]
    pub fn governor(&self, t: usize) -> Option<usize> {
        let mut at = t;
        for _ in 0..8 {
            let rel = self.rel(at);
            let head = self.a.head(at)?;
            let phrase = matches!(
                rel,
                Rel::Obj
                    | Rel::Obl
                    | Rel::Nmod
                    | Rel::Iobj
                    | Rel::OblAgent
                    | Rel::Conj
                    | Rel::Compound
                    | Rel::NmodPoss
                    | Rel::Appos
                    | Rel::OblUnmarked
                    | Rel::Dep
                    | Rel::NsubjPass
                    | Rel::Nsubj
            );
            if !phrase {
                return None;
            }
            if self.is_verb(head) || self.own_subject(head).is_some() {
                return Some(head);
            }
            at = head;
        }
        None
    }

    /// Who acts in the clause that a noun stands in: "In a call with Y, **X** said …", "**X** held talks with Y".
    #[must_use]
    pub fn clause_doer(&self, t: usize) -> Option<usize> {
        let verb = self.governor(t)?;
        let doer = self.doer(verb)?;
        (!self.below(doer, t)).then_some(doer)
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
