//! Relations that a noun names: spokesman, member, ally, backer, wing, successor, counterpart, office, ties.

use super::role::{Given, How, Role};
use super::{Noun, Out, Told, is_body};
use crate::actors::{Kind, Mention};
use dateline_contract::{CodeFrom, Entity, MentionForm, RelationKind, Sector};
use dateline_language::{Upos, Xpos};

const OF: &[&str] = &["of"];
const FOR: &[&str] = &["for", "of", "from", "at"];
const TO: &[&str] = &["of", "to"];

impl<'g> Out<'g> {
    /// The rules that begin at a noun.
    pub(super) fn noun(&mut self, t: usize, lemma: &str) {
        match self.look.words().nouns.get(lemma) {
            Some(Noun::Spokesperson) => self.spokesperson(t),
            Some(Noun::Member) => self.member(t),
            Some(Noun::Part) => self.part(t),
            Some(Noun::Ally) => self.ally(t),
            Some(Noun::Backer) => self.backer(t),
            Some(Noun::Unit) => self.unit(t),
            Some(Noun::Successor) => self.successor(t),
            Some(Noun::Predecessor) => self.predecessor(t),
            Some(Noun::Counterpart) => self.counterpart(t),
            Some(Noun::Ties) => self.ties(t, lemma),
            Some(Noun::Support) => self.support(t),
            Some(Noun::Office) => self.office(t),
            None => {}
        }
    }

    /// The role does not hold: "a former member", "no ally".
    fn void(&self, role: &Role) -> bool {
        (role.start..role.noun).any(|i| self.look.form_in(i, &self.look.words().void))
    }

    fn told(&self, kind: RelationKind, rule: &'static str, role: &Role, given: Given) -> Told<'static> {
        // "X, a Kremlin spokesman": with the least to go by.
        let confidence = if given == Given::Apposition && role.how == How::Before { 0.75 } else { 0.85 };
        let last = role.end.max(role.noun + 1) - 1;
        Told { kind, rule, confidence, cue: (role.noun, last.max(role.noun)) }
    }

    /// A person of a name, here or through a chain.
    fn named(&self, m: &Mention) -> bool {
        self.look.g.actors.with_name(m)
    }

    /// "X, a spokesman for Y", "Y spokesman X", "Y's spokesman, X". Unnamed spokesmen are sources, not relations.
    fn spokesperson(&mut self, t: usize) {
        let Some(role) = self.look.role(t, FOR).filter(|r| !self.void(r)) else { return };
        let Some((mut holder, given)) = self.look.holder(&role) else { return };
        holder.retain(|m| self.named(m));
        let told = self.told(RelationKind::SpokespersonOf, "spokesperson/role", &role, given);
        self.add_to(told, &holder, &role.owners);
    }

    /// "X is a member of Y", "Y member X", "X, a Y member". Not "a member of Y's delegation".
    fn member(&mut self, t: usize) {
        let Some(role) = self.look.role(t, OF).filter(|r| !self.void(r)) else { return };
        if self.look.form_in(role.noun + 1, &self.look.words().states) {
            let Some(mut inner) = self.look.role(t + 1, OF) else { return };
            inner.owners = self.look.modifier(role.start..t).into_iter().collect();
            return self.membership("member/role", &inner);
        }
        self.membership("member/role", &role);
    }

    fn membership(&mut self, rule: &'static str, role: &Role) {
        let Some((mut holder, given)) = self.look.holder(role) else { return };
        let told = self.told(RelationKind::MemberOf, rule, role, given);
        let beside = self.beside(role, &holder);
        let together = Told { rule: "member/beside", confidence: 0.6, ..told };
        holder.retain(|m| self.look.known(m));
        self.add_to(told, &holder, &role.owners);
        if given == Given::Clause && !holder.is_empty() {
            self.add_to(together, &beside, &role.owners);
        }
    }

    /// Those told beside a member: "along with A and B", "Alongside A, B and C, X …".
    fn beside(&self, role: &Role, holder: &[&Mention]) -> Vec<&'g Mention> {
        let sentence = self.look.sentence(role.noun);
        let near = role.end..sentence.end.min(role.end + 3);
        let told = |i: &usize| self.look.form_in(*i, &self.look.words().beside);
        let Some(word) = near.chain([sentence.start]).find(told) else { return Vec::new() };
        let at = if self.look.is(word + 1, "with") { word + 2 } else { word + 1 };
        let list = self.look.g.list_at(at);
        list.into_iter().filter(|m| self.look.known(m) && !holder.iter().any(|h| h.actor == m.actor)).collect()
    }

    /// "X is part of Y": a member of a body, or a part of a whole.
    fn part(&mut self, t: usize) {
        let Some(role) = self.look.role(t, OF).filter(|r| r.how == How::Preposition && !self.void(r)) else { return };
        let bodies: Vec<&Mention> = role.owner_heads.iter().filter_map(|h| self.look.g.actors.at(*h)).collect();
        let Some((holder, given)) = self.look.holder(&role) else { return };
        // A country or a person is a member of a body; a unit, a place is a part of it.
        let member = bodies.iter().any(|b| b.kind == Kind::Body || b.kind == Kind::Unknown)
            && holder.iter().any(|h| {
                matches!(self.look.g.actors.chain(h).kind, Kind::Country | Kind::Person | Kind::Seat | Kind::People)
            });
        if member {
            return self.membership("member/part", &role);
        }
        if bodies.iter().any(|b| is_body(b)) {
            let told = self.told(RelationKind::PartOf, "part/part", &role, given);
            self.add_to(told, &holder, &role.owners);
        }
    }

    fn unit(&mut self, t: usize) {
        let Some(role) = self.look.role(t, OF).filter(|r| !self.void(r)) else { return };
        let Some((mut holder, given)) = self.look.holder(&role) else { return };
        holder.retain(|m| !matches!(m.kind, Kind::Person | Kind::Persons | Kind::People));
        let told = self.told(RelationKind::PartOf, "part/unit", &role, given);
        self.add_to(told, &holder, &role.owners);
    }

    /// "X's ally Y", "X, an ally of Y", "X and Y are allies".
    fn ally(&mut self, t: usize) {
        let role = self.look.role(t, TO);
        if let Some(role) = role.filter(|r| !self.void(r)) {
            if let Some((holder, given)) = self.look.holder(&role) {
                let told = self.told(RelationKind::TiesWith, "ties/ally", &role, given);
                self.add_to(told, &holder, &role.owners);
            }
            return;
        }
        let start = self.look.role_start(t);
        let bare = Role { noun: t, start, end: t + 1, owners: Vec::new(), owner_heads: Vec::new(), how: How::Before };
        if self.void(&bare) {
            return;
        }
        if let Some((both, Given::Clause)) = self.look.holder(&bare)
            && let [a, b] = both[..]
        {
            let told = Told { kind: RelationKind::TiesWith, rule: "ties/allies", confidence: 0.75, cue: (t, t) };
            self.add(told, &[a], &[b]);
        }
    }

    fn backer(&mut self, t: usize) {
        let Some(role) = self.look.role(t, TO).filter(|r| !self.void(r)) else { return };
        let Some((mut holder, given)) = self.look.holder(&role) else { return };
        // "a Trump supporter": a person who votes, not a power that backs.
        holder.retain(|m| is_body(m) || self.look.form_in(t, &self.look.words().backing_persons));
        let told = self.told(RelationKind::Backs, "backs/backer", &role, given);
        self.add_to(told, &holder, &role.owners);
    }

    /// "X's successor, Y", "Y, the successor to X".
    fn successor(&mut self, t: usize) {
        let Some((role, given, holder)) = self.in_line(t) else { return };
        let told = self.told(RelationKind::SuccessorOf, "successor/role", &role, given);
        self.add_entities(told, &holder, &role.owners);
    }

    /// "X's predecessor, Y": the other way round.
    fn predecessor(&mut self, t: usize) {
        let Some((role, given, holder)) = self.in_line(t) else { return };
        let told = self.told(RelationKind::SuccessorOf, "successor/predecessor", &role, given);
        self.add_entities(told, &role.owners, &holder);
    }

    /// The role of one who comes before or after another, how it was given, and who has it.
    fn in_line(&self, t: usize) -> Option<(Role, Given, Vec<Entity>)> {
        let role = self.look.role(t, TO)?;
        let (holder, given) = self.look.holder(&role)?;
        let told = holder.iter().filter(|m| m.kind != Kind::Pronoun || self.named(m));
        let holder = told.flat_map(|m| self.ends(m)).collect();
        Some((role, given, holder))
    }

    /// "his Iranian counterpart, X", "his counterpart from Y".
    fn counterpart(&mut self, t: usize) {
        if matches!(self.look.s.xpos(t), Xpos::Nns | Xpos::Nnps) {
            return;
        }
        let Some(role) = self.look.role(t, &["of"]).filter(|r| r.how != How::Before) else { return };
        let named = self.look.holder(&role).filter(|h| h.1 != Given::Clause).map(|h| h.0);
        let other: Vec<&Mention> = match named {
            Some(h) => h,
            None => self.look.g.actors.at(t).filter(|m| m.code.is_some() || m.name.is_some()).into_iter().collect(),
        };
        let Some(from) = other.first().copied().or_else(|| self.look.g.actors.at(t)) else { return };
        let whose = role
            .owner_heads
            .first()
            .and_then(|h| self.look.g.actors.at(*h))
            .filter(|m| self.look.known(m) && m.actor != from.actor);
        // Where the possessive leads nowhere, he who acts in the clause is meant.
        let doer = || self.look.s.clause_doer(t).and_then(|d| self.look.g.actors.at(d)).filter(|m| self.look.known(m));
        let Some(to) = whose.or_else(doer).filter(|m| m.actor != from.actor && m.head < t) else { return };
        let confidence = if from.name.is_some() { 0.85 } else { 0.6 };
        let told = Told { kind: RelationKind::CounterpartOf, rule: "counterpart/role", confidence, cue: (t, t) };
        if !self.look.known(from) {
            // "his counterpart from Iran": the country is his, wherever the parser hung it.
            let country = self
                .look
                .g
                .phrase_at(t + 2)
                .filter(|m| self.look.is_any(t + 1, &["from", "in"]) && m.kind == Kind::Country);
            let Some(code) = country.and_then(|m| m.code.clone()) else { return };
            let entity = Entity {
                code: Some(code),
                sector: vec![Sector::Gov],
                code_from: Some(CodeFrom::Told),
                ..self.look.g.actors.entity(from)
            };
            let to = self.ends(to);
            return self.add_entities(told, &[entity], &to);
        }
        self.add(told, &[from], &[to]);
    }

    /// An office, where a clause says who holds it.
    fn office(&mut self, t: usize) {
        // "is heading to Mexico" is no head of Mexico.
        if self.look.s.is_verb(t) {
            return;
        }
        let Some(role) = self.look.role(t, &["of", "to"]).filter(|r| !self.void(r)) else { return };
        let Some((mut holder, Given::Clause)) = self.look.holder(&role) else { return };
        holder.retain(|m| {
            matches!(self.look.g.actors.chain(m).kind, Kind::Person | Kind::Unknown | Kind::Pronoun) && self.named(m)
        });
        let told = self.told(RelationKind::OfficeOf, "office/clause", &role, Given::Clause);
        self.add_to(told, &holder, &role.owners);
    }

    /// "has close ties with Y", "shares common ground with Y", "its relations with Y".
    fn ties(&mut self, t: usize, lemma: &str) {
        let look = self.look;
        if lemma == "ground" && !look.is(t.saturating_sub(1), "common") {
            return;
        }
        let Some(at) = look.tie_partner(t, lemma) else { return };
        let others = look.list_at(at);
        let start = look.role_start(t);
        if others.is_empty() || (start..t).any(|i| look.form_in(i, &look.words().void) || look.is(i, "any")) {
            return;
        }
        let cue = (start, t);
        if let Some(mark) = (start..t).find(|i| matches!(look.s.xpos(*i), Xpos::Pos | Xpos::PrpS)) {
            let whose = if look.s.xpos(mark) == Xpos::PrpS { look.actors.at(mark) } else { look.possessor(mark) };
            let changing = &look.words().changing_ties;
            let changed = look.s.governor(t).is_some_and(|v| look.lemma_in(v, changing));
            let before = start > look.sentence(t).start && look.lemma_in(start - 1, changing);
            if let Some(owner) = whose.filter(|_| !changed && !before && lemma != "border") {
                self.add(
                    Told { kind: RelationKind::TiesWith, rule: "ties/possessive", confidence: 0.6, cue },
                    &[owner],
                    &others,
                );
            }
            return;
        }
        let Some(verb) = look.tie_verb(start) else { return };
        if !look.stands(verb) {
            return;
        }
        let subject = look.subject(verb);
        let told = Told { kind: RelationKind::TiesWith, rule: "ties/has", confidence: 0.85, cue: (verb, t) };
        self.add(told, &subject, &others);
    }

    /// "X's support for Y", where nothing says that it is only promised.
    fn support(&mut self, t: usize) {
        let look = self.look;
        if look.s.upos(t) != Upos::Noun || !look.is_any(t + 1, &["for", "of"]) {
            return;
        }
        let Some(role) = look.role(t, &[]).filter(|r| r.how == How::Possessive) else { return };
        let Some(owner) = role.owner_heads.first().and_then(|h| look.actors.at(*h)) else { return };
        let governor = look.s.governor(t);
        let promising = &look.words().promising;
        let promised = governor.is_some_and(|v| look.lemma_in(v, promising))
            || role.start > 0 && look.lemma_in(role.start - 1, promising);
        let others: Vec<&Mention> =
            look.list_at(t + 2).into_iter().filter(|m| m.form != MentionForm::Pronoun || look.known(m)).collect();
        let powers = is_body(owner) || matches!(look.actors.chain(owner).kind, Kind::Country | Kind::Body | Kind::Seat);
        if !promised && powers && !self.void(&role) {
            let told = Told { kind: RelationKind::Backs, rule: "backs/support", confidence: 0.65, cue: (t, t) };
            self.add(told, &[owner], &others);
        }
    }
}

impl super::look::Look<'_> {
    /// Where the other party to ties begins: after "with", for some words also after "to", a topic between or not.
    fn tie_partner(&self, t: usize, lemma: &str) -> Option<usize> {
        let to = self.words().ties_to.has(lemma);
        let end = self.sentence(t).end;
        if t + 2 >= end {
            return None;
        }
        if self.is(t + 1, "with") || (to && self.is(t + 1, "to")) {
            return Some(t + 2);
        }
        None
    }

    /// The verb that has the ties: "**has** historical ties", "**shares** commonalities".
    fn tie_verb(&self, start: usize) -> Option<usize> {
        let first = self.sentence(start.min(self.s.a.tokens.len() - 1)).start;
        let mut at = start;
        for _ in 0..3 {
            at = at.checked_sub(1).filter(|x| *x >= first)?;
            if self.lemma_in(at, &self.words().having_ties) {
                return Some(at);
            }
            if self.s.upos(at) != Upos::Adv {
                break;
            }
        }
        None
    }
}
