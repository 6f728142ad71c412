//! Who does it, what is done, to whom, with which preposition, and what clause completes it.

use super::Syntax;
use dateline_language::{Rel, Upos, Xpos};

impl Syntax<'_> {
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

    /// The noun that a relative clause says what is done to: "a priest **whom** militants had threatened", "the envoy Chad
    /// expelled".
    #[must_use]
    pub fn antecedent_object(&self, t: usize) -> Option<usize> {
        let noun = self.a.head(t).filter(|h| self.is_nominal(*h) && *h < t)?;
        let relative = |c: &usize| matches!(self.xpos(*c), Xpos::Wdt | Xpos::Wp | Xpos::Wrb | Xpos::WpS);
        let below = || self.a.children(t).filter(relative);
        let taken = below().all(|c| self.rel(c) == Rel::Obj);
        let own = self.a.children(t).any(|c| self.rel(c) == Rel::Nsubj && !relative(&c));
        // "the man who rebels said …", "the town where …", "the plan they agreed on".
        let other = self.a.children(t).any(|c| {
            matches!(self.rel(c), Rel::Ccomp | Rel::Xcomp | Rel::Iobj | Rel::Case)
                || self.rel(c) == Rel::Obj && !relative(&c)
        });
        let bare = self.a.children_by(t, Rel::Obl).any(|c| self.is_punct(c) || self.upos(c) == Upos::Adp);
        let clause = self.is_verb(t) && self.rel(t) == Rel::AclRelcl && !self.is_passive(t);
        (clause && taken && own && !other && !bare).then_some(noun)
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
        let close = next.checked_sub(t).is_some_and(|n| n <= 3);
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
}
