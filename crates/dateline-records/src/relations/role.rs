//! A noun that says what somebody is to somebody: "X, a **spokesman** for Y", "Y's **ally** X", "Y **member** X".
//!
//! Who is it (the holder) and to whom (the owner) is the same question for all such nouns.

use super::look::Look;
use crate::actors::Mention;
use dateline_contract::record::{Entity, MentionForm};
use dateline_language::{Rel, Upos, Xpos};

/// The words of a role: from its article or owner to the end of what follows it.
pub(super) struct Role {
    pub(super) noun: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// To whom, by possessive, preposition or a name in front; several where they are joined.
    pub(super) owners: Vec<Entity>,
    /// The heads of the owners' mentions, where they have any.
    pub(super) owner_heads: Vec<usize>,
    /// By which of the three.
    pub(super) how: How,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    Possessive,
    Preposition,
    Before,
}

/// How a role was given to its holder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Given {
    /// "Kremlin spokesman Dmitry Peskov".
    Title,
    /// "Dmitry Peskov, a spokesman …", "Putin's spokesman, Dmitry Peskov".
    Apposition,
    /// "Peskov is a spokesman …".
    Clause,
}

impl<'g> Look<'g> {
    /// Reads the role at a noun, with the prepositions that may introduce its owner.
    pub(super) fn role(&self, noun: usize, prepositions: &[&str]) -> Option<Role> {
        let start = self.role_start(noun);
        let mut role =
            Role { noun, start, end: noun + 1, owners: Vec::new(), owner_heads: Vec::new(), how: How::Before };
        let owner = (start..noun)
            .rev()
            .find(|i| matches!(self.s.xpos(*i), Xpos::Pos | Xpos::PrpS) || self.is_any(*i, &["'s", "’s"]));
        let after = self.after_noun(noun, prepositions);
        if let Some(at) = after
            && owner.is_none()
        {
            let list = self.g.list_at(at);
            let known: Vec<&Mention> = list.into_iter().filter(|m| self.known(m)).collect();
            role.how = How::Preposition;
            role.end = known.last().map_or(at, |m| self.after(m));
            role.owners = known.iter().flat_map(|m| self.g.actors.entities(m)).collect();
            role.owner_heads = known.iter().map(|m| m.head).collect();
            return (!role.owners.is_empty()).then_some(role);
        }
        if let Some(i) = owner {
            let own = self.s.xpos(i) == Xpos::PrpS;
            let m = if own { self.g.actors.at(i) } else { self.possessor(i) }?;
            role.how = How::Possessive;
            role.owner_heads.push(m.head);
            if self.known(m) {
                role.owners = self.g.actors.entities(m);
            }
            return Some(role);
        }
        let first = (start..noun).find(|i| !matches!(self.s.upos(*i), Upos::Det | Upos::Adv))?;
        role.owners.extend(self.modifier(first..noun));
        (!role.owners.is_empty()).then_some(role)
    }

    /// The phrase whose possessive mark stands at a word.
    pub(super) fn possessor(&self, mark: usize) -> Option<&'g Mention> {
        let t = mark.checked_sub(1)?;
        let direct =
            self.g.actors.at(self.s.a.head(mark).unwrap_or(t)).filter(|m| m.core.end == mark || m.core.end == mark + 1);
        direct.or_else(|| self.g.inner(t).filter(|m| m.core.end <= mark + 1))
    }

    fn after_noun(&self, noun: usize, prepositions: &[&str]) -> Option<usize> {
        let end = self.sentence(noun).end;
        (noun + 2 < end && self.is_any(noun + 1, prepositions)).then_some(noun + 2)
    }

    /// Where the phrase of a noun begins: at its article, at its owner, or at the first word that describes it.
    pub(super) fn role_start(&self, noun: usize) -> usize {
        let first = self.sentence(noun).start;
        let mut at = noun;
        while at > first {
            let t = at - 1;
            let joins = matches!(self.s.upos(t), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Det)
                || matches!(self.s.xpos(t), Xpos::Pos | Xpos::PrpS | Xpos::Hyph)
                || (matches!(self.s.xpos(t), Xpos::Vbn | Xpos::Vbg) && self.s.rel(t) == Rel::Amod)
                || (self.s.upos(t) == Upos::Adv && at < noun && self.s.upos(at) == Upos::Adj);
            if !joins {
                break;
            }
            at = t;
            if matches!(self.s.xpos(t), Xpos::Dt | Xpos::PrpS) {
                break;
            }
        }
        at
    }

    /// Who has the role, and how that was said.
    pub(super) fn holder(&self, role: &Role) -> Option<(Vec<&'g Mention>, Given)> {
        if let Some(title) = self.titled(role) {
            return Some((title, Given::Title));
        }
        if let Some(m) = self.named_after(role).or_else(|| self.named_before(role)) {
            return Some((vec![m], Given::Apposition));
        }
        let (verb, passive) = self.told_by(role)?;
        if !self.stands(verb) {
            return None;
        }
        let subject =
            if passive { self.s.object(verb).map(|o| self.g.joined(o)).unwrap_or_default() } else { Vec::new() };
        let mut subject = if subject.is_empty() { self.subject_of_clause(role, verb) } else { subject };
        subject.retain(|m| self.known(m) && m.head < role.start);
        (!subject.is_empty()).then_some((subject, Given::Clause))
    }

    fn subject_of_clause(&self, role: &Role, verb: usize) -> Vec<&'g Mention> {
        let own = self.s.a.children(role.noun).find(|c| self.s.rel(*c).is_subject() && *c < role.noun);
        match own.filter(|c| self.g.actors.at(*c).is_some()) {
            Some(c) => self.g.joined(c),
            None => self.g.subject(verb),
        }
    }

    /// "Kremlin spokesman **Dmitry Peskov**", "NATO members **Turkey and Greece**".
    fn titled(&self, role: &Role) -> Option<Vec<&'g Mention>> {
        let next = role.noun + 1;
        if role.how == How::Preposition || next >= self.sentence(role.noun).end || self.is_break(next) {
            return None;
        }
        let named =
            |m: &&Mention| m.form == MentionForm::Name && m.head >= next && m.kind != crate::actors::Kind::People;
        let own = self.g.outer(role.noun).filter(named);
        if let Some(m) = own.or_else(|| self.g.phrase_at(next).filter(named).filter(|m| m.core.start <= next)) {
            let list = self.g.list_at(next);
            let plural = matches!(self.s.xpos(role.noun), Xpos::Nns | Xpos::Nnps);
            return Some(if plural && list.len() > 1 { list } else { vec![m] });
        }
        None
    }

    /// "Putin's spokesman, **Dmitry Peskov**,".
    fn named_after(&self, role: &Role) -> Option<&'g Mention> {
        let sentence = self.sentence(role.noun);
        let comma = (role.end..sentence.end).take(1).find(|i| self.is_break(*i))?;
        let definite = role.how == How::Possessive || (role.start..role.noun).any(|i| self.is(i, "the"));
        if !definite || comma + 1 >= sentence.end {
            return None;
        }
        let m = self.g.phrase_at(comma + 1).filter(|m| m.form == MentionForm::Name && m.core.start <= comma + 2)?;
        let told = self.s.rel(m.head) == Rel::Appos && self.s.a.head(m.head) == Some(role.noun);
        (told || self.is_break(self.after(m)) || self.form_in(self.after(m), &self.words().behind_named)).then_some(m)
    }

    /// "**Dmitry Peskov**, a spokesman for Putin,".
    fn named_before(&self, role: &Role) -> Option<&'g Mention> {
        let first = self.sentence(role.noun).start;
        if role.start <= first + 1 || !self.is_break(role.start - 1) {
            return None;
        }
        let m = self.g.phrase_before(role.start - 1).filter(|m| self.known(m) && m.form != MentionForm::Pronoun)?;
        let told = self.s.rel(role.noun) == Rel::Appos && self.s.below(m.head, role.noun);
        let set_apart = self.is_break(role.end) || self.form_in(role.end, &self.words().behind_role);
        (told || set_apart).then_some(m)
    }

    /// The verb that gives somebody the role: "is", "became", "was appointed", "serves as".
    fn told_by(&self, role: &Role) -> Option<(usize, bool)> {
        let words = self.words();
        let first = self.sentence(role.noun).start;
        let mut at = role.start;
        let mut as_word = false;
        for _ in 0..4 {
            at = at.checked_sub(1).filter(|x| *x >= first)?;
            if self.form_in(at, &words.denying) {
                return None;
            } else if self.is(at, "as") {
                as_word = true;
            } else if self.lemma_in(at, &words.becoming) && (self.s.is_verb(at) || self.s.upos(at) == Upos::Aux) {
                return Some((at, false));
            } else if self.lemma_in(at, &words.appointing) && self.s.is_verb(at) {
                let passive = !self.is_any_lemma(at, &["serve"]);
                let be = (first..at).rev().take(3).any(|i| self.is_any_lemma(i, &["be", "get"]));
                return ((passive && be) || (!passive && as_word)).then_some((at, passive));
            } else if !(self.s.upos(at) == Upos::Adv || self.form_in(at, &words.between_verb_and_role) && at > first) {
                return None;
            }
        }
        None
    }
}
