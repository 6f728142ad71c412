//! What stands beside what: phrases found by their place in the sentence, with the tree as a second witness.
//!
//! Much is told in a few words side by side ("a spokesman for the ministry", "Iran-backed"), and the parser errs more
//! often in such small attachments than the order of words does. So the questions here go along the words first and ask
//! the tree only where the words leave a choice.

use super::Ground;
use crate::actors::{Kind, Mention};
use dateline_contract::MentionForm;
use dateline_language::{Rel, Upos, Xpos};

impl Ground<'_> {
    /// Whether a word is a comma, dash or bracket: what sets a phrase apart.
    pub(crate) fn is_break(&self, t: usize) -> bool {
        t >= self.s.a.tokens.len()
            || matches!(self.s.xpos(t), Xpos::Comma | Xpos::Stop | Xpos::Colon | Xpos::Lrb | Xpos::Rrb)
            || self.is_any(t, &["–", "—", "--", ",", "(", ")", ";", "."])
    }

    /// Whether a mention stands for somebody who is named or coded, here or elsewhere in its chain.
    pub(crate) fn known(&self, m: &Mention) -> bool {
        if m.kind == Kind::Pair {
            return !m.stands_for.is_empty();
        }
        let chain = self.actors.chain(m);
        m.code.is_some() || chain.code.is_some() || self.actors.with_name(m)
    }

    /// The phrase that begins at a word, articles and quotation marks before it left out. `None` where what begins there
    /// stands for nobody, or is only the owner or a modifier of something ("for Iran's nuclear programme").
    pub(crate) fn phrase_at(&self, mut t: usize) -> Option<&Mention> {
        let end = self.sentence(t.min(self.s.a.tokens.len().checked_sub(1)?)).end;
        let first = t;
        while t < end && (self.is_quote(t) || self.form_in(t, &self.s.words.relations.before_phrase)) {
            t += 1;
        }
        if t >= end {
            return None;
        }
        let starts = |m: &&Mention| m.core.start >= first.saturating_sub(1) && m.core.start <= t;
        // Adjectives in front that the parser hung elsewhere ("rival Norway").
        let mut at = t;
        while at < end && self.outer(at).filter(starts).is_none() && self.s.upos(at) == Upos::Adj && at < t + 3 {
            at += 1;
        }
        let begins = |m: &&Mention| m.core.start >= first.saturating_sub(1) && m.core.start <= at;
        let m = self.outer(at).filter(begins).or_else(|| self.inner(at).filter(begins))?;
        self.whole(m).then_some(m)
    }

    /// Nothing follows that makes the phrase a part of a longer one.
    fn whole(&self, m: &Mention) -> bool {
        let next = m.core.end;
        if next >= self.sentence(m.head).end || m.core.contains(&next) {
            return true;
        }
        let owner = self.s.xpos(next) == Xpos::Pos || (self.s.xpos(next) == Xpos::Hyph);
        let noun = matches!(self.s.upos(next), Upos::Noun | Upos::Propn) && m.form != MentionForm::Pronoun;
        let own = self.s.xpos(m.head) == Xpos::PrpS;
        let glued = noun && self.s.a.head(m.head) == Some(next);
        !(owner || glued || own)
    }

    /// The phrases joined from a word on: "A", "A and B", "A, B and C". A list ends before "including".
    pub(crate) fn list_at(&self, t: usize) -> Vec<&Mention> {
        let Some(first) = self.phrase_at(t) else { return Vec::new() };
        let mut all = vec![first];
        let mut sure = 1;
        loop {
            let mut at = self.after(all[all.len() - 1]);
            let mut closed = false;
            if self.is(at, ",") {
                at += 1;
            }
            if self.is_any(at, &["and", "or", "&"]) {
                closed = true;
                at += 1;
            } else if at == self.after(all[all.len() - 1]) {
                break;
            }
            if at >= self.s.a.tokens.len() || at >= self.sentence(first.head).end {
                break;
            }
            let Some(next) = self.phrase_at(at) else { break };
            // "with Israel, and Russia said": what acts in a clause of its own is not joined.
            let then = self.after(next);
            let acts = then < self.s.a.tokens.len() && self.s.is_verb(then) && self.s.xpos(then) != Xpos::Vbg;
            if acts && closed && self.s.rel(next.head) != Rel::Conj {
                break;
            }
            all.push(next);
            if closed {
                sure = all.len();
                break;
            }
        }
        all.truncate(sure);
        all
    }

    /// The word after a phrase, its closing quotation mark included.
    pub(crate) fn after(&self, m: &Mention) -> usize {
        let mut end = m.core.end;
        while end < self.s.a.tokens.len() && self.is_quote(end) && self.s.xpos(end) != Xpos::Open {
            end += 1;
        }
        end
    }

    /// The phrase that ends just before a word, a comma between them or not.
    pub(crate) fn phrase_before(&self, t: usize) -> Option<&Mention> {
        let start = self.sentence(t).start;
        let mut at = t;
        while at > start && self.is_quote(at - 1) {
            at -= 1;
        }
        let m = self.outer(at.checked_sub(1).filter(|x| *x >= start)?)?;
        (m.core.end == at || m.head + 1 == at).then_some(m)
    }

    /// The phrases joined up to a word: "A and **B** |".
    pub(crate) fn list_before(&self, t: usize) -> Vec<&Mention> {
        let Some(last) = self.phrase_before(t) else { return Vec::new() };
        let mut all = vec![last];
        let before = last.core.start;
        if before > self.sentence(t).start && self.is_any(before - 1, &["and", "or", "&"]) {
            all.extend(self.phrase_before(before - 1));
        }
        all.reverse();
        all
    }

    /// Who acts at a verb: by the tree, else whoever stands before it.
    pub(crate) fn subject(&self, verb: usize) -> Vec<&Mention> {
        let start = self.sentence(verb).start;
        if let Some(doer) = self.s.doer(verb).filter(|d| *d >= start && *d < verb) {
            return self.joined(doer);
        }
        let mut at = verb;
        while at > start && (self.s.upos(at - 1) == Upos::Aux || self.s.upos(at - 1) == Upos::Adv) {
            at -= 1;
        }
        self.subject_before(at)
    }

    /// A phrase and those joined to it, by the tree and by the words.
    pub(crate) fn joined(&self, head: usize) -> Vec<&Mention> {
        let mut all: Vec<&Mention> = self.s.conjuncts(head).into_iter().filter_map(|h| self.actors.at(h)).collect();
        if all.len() < 2
            && let Some(m) = self.actors.at(head)
        {
            let listed = self.list_at(m.core.start);
            if listed.len() > 1 && listed[0].head == head {
                all = listed;
            }
        }
        all
    }

    /// Whoever stands before a verb group, a remark between commas or a relative pronoun between them.
    pub(crate) fn subject_before(&self, mut at: usize) -> Vec<&Mention> {
        let start = self.sentence(at).start;
        let relative = |t: usize| matches!(self.s.xpos(t), Xpos::Wdt | Xpos::Wp) || self.is_any(t, &["which", "who"]);
        if at > start && relative(at - 1) {
            at -= 1;
            if at > start && self.is(at - 1, ",") {
                at -= 1;
            }
            return self.phrase_before(at).into_iter().collect();
        }
        if at > start && self.is(at - 1, ",") {
            // "Norway, meanwhile, keeps …"
            let opening = (start..at - 1).rev().take(14).find(|i| self.is(*i, ","));
            let Some(opening) = opening else { return Vec::new() };
            at = opening;
        }
        self.list_before(at)
    }
}
