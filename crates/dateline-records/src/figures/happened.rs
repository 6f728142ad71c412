//! What happened to what is counted: "11 civilians **were killed**", "the **toll** rose to 11".

use super::counted::{Counted, Finder};
use super::unit::{self, PEOPLE};
use super::words::{participle, trend_of};
use crate::actors::Kind;
use crate::ground::Finding;
use dateline_contract::Figure;
use dateline_language::{Rel, Upos, Xpos};

/// What somebody suffers who is beaten to death.
const DEATH: &str = "die";

impl<'g> Finder<'g> {
    /// What a word says that happened to victims.
    pub(super) fn harm(&self, t: usize) -> Option<&'g str> {
        self.lists().harm.value(self.s.a.lemma(t))
    }

    /// What a verb says that happened to victims; with "dead" or "to death" behind it, that they died of it.
    fn suffered(&self, t: usize) -> Option<&'g str> {
        let deadly = || {
            let rest = t + 1..self.sentence.end.min(t + 9);
            let near = rest.take_while(|i| !self.s.is_verb(*i) && !self.is_any(*i, &[",", ";"]));
            near.into_iter().any(|i| {
                let both = format!("{} {}", self.lower(i), self.lower(i + 1));
                i == t + 1 && self.form_in(i, &self.lists().to_death) || self.lists().to_death.has(&both)
            })
        };
        let dead = self.s.lemma_in(t, &self.lists().deadly_verbs) && deadly();
        if dead { self.lists().harm.value(DEATH) } else { self.harm(t) }
    }

    /// "40 villages were burned and 3,000 cattle **stolen**": a participle behind the counted whose auxiliary is that of
    /// the passive before.
    fn gapped(&self, c: &mut Counted, before: &[Finding<Figure>]) -> bool {
        let after = c.head.map_or(c.end, |h| h + 1);
        let verb = (after..self.sentence.end.min(after + 3)).find(|t| self.s.upos(*t) != Upos::Adv);
        let Some(verb) = verb.filter(|t| matches!(self.s.xpos(*t), Xpos::Vbn | Xpos::Vbd)) else { return false };
        let first = self.s.first_conjunct(verb);
        let gap =
            first < self.n.words.start && self.s.is_passive(first) && self.s.a.child(verb, Rel::AuxPass).is_none();
        let object = self.s.a.child(verb, Rel::Obj).is_some();
        if first == verb || !gap || object || c.measure {
            return false;
        }
        c.what = self.suffered(verb).map_or_else(|| participle(self.s, verb), str::to_owned);
        c.harm = self.suffered(verb).is_some();
        c.what_word = Some(verb);
        self.as_before(c, before);
        if c.harm && c.who.is_empty() {
            c.who = PEOPLE.to_owned();
            c.unit = PEOPLE.to_owned();
        }
        true
    }

    /// Whom a bare number counts, or "others": those counted before it.
    fn as_before(&self, c: &mut Counted, before: &[Finding<Figure>]) {
        let others = c.head.is_some_and(|h| self.s.lemma_in(h, &self.lists().others));
        let Some(last) = before.last().map(|f| &f.value).filter(|_| c.who.is_empty() || others) else { return };
        if last.unit == PEOPLE {
            c.who.clone_from(&last.who);
            c.unit = PEOPLE.to_owned();
        }
    }

    /// What happened: the counted noun itself, the words around, the tree.
    pub(super) fn event(&self, c: &mut Counted, before: &[Finding<Figure>]) {
        if let Some(word) = c.head.and_then(|h| self.harm(h)) {
            return self.victims_noun(c, word);
        }
        if self.toll(c) || self.gapped(c, before) || self.beside(c, before) {
            return;
        }
        // "a 10 percent cut", "a $1.4 billion package": what is so large is what it is about.
        let joined = self.is_any(c.end, &["of"]) || self.form_in(c.end, &self.lists().between_measure_and_noun);
        if let Some(h) = c.head.filter(|h| c.measure && c.unit != "share" && *h >= c.end && !joined) {
            c.what = self.noun_lemma(h);
            c.what_word = Some(h);
            return;
        }
        // "hundreds of people fled", "a third of the town was destroyed": the number's word may be the argument.
        let word = self.number_word();
        let top = c.head.unwrap_or(word);
        let Some((top, verb)) = self.verb(top, c).map(|v| (top, v)).or_else(|| self.verb(word, c).map(|v| (word, v)))
        else {
            return self.nearest_harm(c);
        };
        self.told_by(c, top, verb);
    }

    /// What the verb says of the counted, or of what it is the value of.
    pub(super) fn told_by(&self, c: &mut Counted, top: usize, verb: usize) {
        let lists = self.lists();
        // "cut $7 million", "raised $5 million" do it; "rose $5" only moves.
        let does = self.s.lemma_in(verb, &lists.causing_verbs);
        // A passive by its subject: "rose by 12 percent" has no agent.
        let passive = self.s.a.child(verb, Rel::NsubjPass).is_some() || self.s.a.child(verb, Rel::AuxPass).is_some();
        let moves = trend_of(self.s, verb).is_some() && !does && !passive;
        if let Some(word) = self.suffered(verb).filter(|_| !c.measure || c.unit == "percent") {
            c.what = word.to_owned();
            c.what_word = Some(verb);
            c.harm = true;
            return;
        }
        let predicate = verb == top || self.s.a.child(verb, Rel::Cop).is_some();
        if (predicate || moves || self.s.lemma_in(verb, &lists.value_verbs)) && (c.measure || c.head.is_none()) {
            let subject = self.s.a.children(verb).find(|x| self.s.rel(*x).is_subject() && *x < self.n.words.start);
            // "the number of deaths rises to 11"
            let number = subject.filter(|x| self.s.lemma_in(*x, &lists.quantity_nouns));
            let counted = number.and_then(|x| self.s.a.children_by(x, Rel::Nmod).find(|d| self.s.marked_by(*d, "of")));
            if let Some((d, word)) = counted.and_then(|d| self.harm(d).map(|w| (d, w))) {
                c.what = word.to_owned();
                c.what_word = Some(d);
                c.harm = true;
                c.who = PEOPLE.to_owned();
                return;
            }
            let subject = counted.or(subject);
            if let Some(toll) = subject.filter(|x| !c.measure && self.s.lemma_in(*x, &self.lists().tolls)) {
                return self.of_toll(c, toll);
            }
            if let Some(x) = subject.filter(|x| matches!(self.s.upos(*x), Upos::Noun | Upos::Propn)) {
                c.what = self.noun_lemma(x);
                c.what_word = Some(x);
                return;
            }
        }
        let adjective = self.s.upos(verb) == Upos::Adj;
        if !self.s.lemma_in(verb, &lists.light_verbs) && (self.s.upos(verb) == Upos::Verb || adjective) && !moves {
            c.what = participle(self.s, verb);
            c.what_word = Some(verb);
        }
    }

    /// "11 deaths", "22 casualties among civilians".
    pub(super) fn victims_noun(&self, c: &mut Counted, word: &str) {
        let head = c.head.unwrap_or_default();
        c.what = word.to_owned();
        c.what_word = Some(head);
        c.harm = true;
        let among = (head + 1..(head + 3).min(self.sentence.end)).find(|t| self.is_any(*t, &["among", "of"]));
        let others = among.and_then(|t| self.phrase(t + 1));
        let modifier =
            c.who_words.clone().and_then(|w| w.into_iter().find(|t| *t < head && unit::is_person(self.s, *t)));
        match (modifier, others) {
            (Some(t), _) => c.who = self.noun_lemma(t),
            (None, Some(words)) if unit::is_person(self.s, words.end - 1) => self.set_noun(c, words),
            _ => c.who = PEOPLE.to_owned(),
        }
        c.unit = PEOPLE.to_owned();
    }

    /// "the death toll rose to 11", "a toll of 11".
    pub(super) fn toll(&self, c: &mut Counted) -> bool {
        if c.measure || c.head.is_some_and(|h| !unit::is_person(self.s, h)) {
            return false;
        }
        let from = self.sentence.start.max(self.n.words.start.saturating_sub(9));
        let Some(toll) = (from..self.n.words.start).rev().find(|t| self.form_in(*t, &self.lists().tolls)) else {
            return false;
        };
        let between = (toll + 1..self.n.words.start).all(|t| {
            !matches!(self.s.upos(t), Upos::Noun | Upos::Propn) && !self.is_any(t, &[";", ","])
                || self.s.upos(t) == Upos::Adv
        });
        if !between {
            return false;
        }
        self.of_toll(c, toll);
        true
    }

    /// What a toll counts: the dead, or those whom it is called by.
    fn of_toll(&self, c: &mut Counted, toll: usize) {
        let injury = toll > 0 && self.is_any(toll - 1, &["injury", "casualty"]);
        c.what = if injury { "casualties" } else { "killed" }.to_owned();
        c.what_word = Some(toll);
        c.harm = true;
        if c.who.is_empty() {
            c.who = PEOPLE.to_owned();
        }
        c.unit = PEOPLE.to_owned();
    }

    /// "11 dead", "30 wounded", "killing 11", "and 30 more injured": the word beside the number says it.
    pub(super) fn beside(&self, c: &mut Counted, before: &[Finding<Figure>]) -> bool {
        if c.measure && c.unit != "percent" {
            return false;
        }
        let mut after = c.head.map_or(c.end, |h| h + 1);
        while self.form_in(after, &self.lists().between_count_and_harm) {
            after += 1;
        }
        let participle = |t: usize| {
            t < self.sentence.end
                && (self.s.upos(t) == Upos::Adj
                    || matches!(self.s.xpos(t), Xpos::Vbn | Xpos::Vbd | Xpos::Jj | Xpos::Nn))
        };
        let person = c.head.is_none_or(|h| self.person(h));
        let behind = Some(after).filter(|t| participle(*t) && person).and_then(|t| self.harm(t).map(|w| (t, w)));
        // "killed 11 people": the hedge may stand between.
        let front = (self.sentence.start.max(self.n.words.start.saturating_sub(5))..self.n.words.start)
            .rev()
            .find(|t| {
                self.s.is_verb(*t) || matches!(self.s.upos(*t), Upos::Punct | Upos::Cconj | Upos::Noun | Upos::Propn)
            })
            .filter(|t| self.s.is_verb(*t) && !self.s.is_passive(*t) && person)
            .and_then(|t| self.suffered(t).map(|w| (t, w)));
        let kill = |w: &str| !matches!(w, "killed") || behind.is_none();
        let Some((t, word)) = front.filter(|f| kill(f.1)).or(behind).or(front) else { return false };
        c.what = word.to_owned();
        c.what_word = Some(t);
        c.harm = true;
        self.as_before(c, before);
        if c.who.is_empty() {
            c.who = PEOPLE.to_owned();
            c.unit = if c.unit.is_empty() { PEOPLE.to_owned() } else { c.unit.clone() };
        }
        true
    }

    pub(super) fn person(&self, head: usize) -> bool {
        let actor = self.actors.at(head).is_some_and(|m| matches!(m.kind, Kind::Person | Kind::Persons | Kind::People));
        unit::is_person(self.s, head) || actor || self.s.lemma_in(head, &self.lists().others)
    }

    /// The word of the number that the tree hangs elsewhere.
    pub(super) fn number_word(&self) -> usize {
        let inside = |t: usize| self.s.a.head(t).is_some_and(|h| self.n.words.contains(&h));
        self.n.words.clone().find(|t| !inside(*t)).unwrap_or(self.n.words.start)
    }

    /// The verb that the counted noun is subject or object of; the noun itself where it is a predicate.
    pub(super) fn verb(&self, top: usize, c: &Counted) -> Option<usize> {
        if let Some(passive) = c.head.and_then(|h| self.passive_behind(h)) {
            return Some(passive);
        }
        let mut top = self.s.first_conjunct(top);
        // A unit between number and verb: "rose by 5 percent".
        if c.measure && c.head.is_none() && c.end > self.n.words.end {
            top = self.s.a.head(self.number_word()).filter(|h| (self.n.words.end..c.end).contains(h)).unwrap_or(top);
        }
        if self.s.a.child(top, Rel::Cop).is_some() {
            return Some(top);
        }
        let acl = self
            .s
            .a
            .children(top)
            .find(|x| *x > top && matches!(self.s.rel(*x), Rel::Acl) && self.s.xpos(*x) == Xpos::Vbn);
        if let Some(a) = acl {
            return Some(a);
        }
        let head = self.s.a.head(top)?;
        let rel = self.s.rel(top);
        // "two senators assailed the plan": who does something is counted as who he is.
        let does = rel == Rel::Nsubj
            && c.head.is_some()
            && self.s.a.children(head).any(|x| matches!(self.s.rel(x), Rel::Obj | Rel::Ccomp | Rel::Xcomp))
            && !self.s.lemma_in(head, &self.lists().telling_verbs);
        let argument = matches!(rel, Rel::Obj | Rel::Nsubj | Rel::NsubjPass) && !does
            || matches!(rel, Rel::OblUnmarked | Rel::Obl | Rel::OblAgent | Rel::NmodUnmarked)
                && c.head.is_none()
                && !self.time(c);
        // The tagger takes some past tenses for adjectives: what has a subject and an object is a verb.
        let taken =
            self.s.upos(head) == Upos::Adj && self.s.a.child(head, Rel::Nsubj).is_some() && self.s.rel(top) == Rel::Obj;
        (argument && (self.s.is_verb(head) || taken)).then_some(head)
    }

    /// "50 ships **were sunk**": what stands right behind the noun needs no tree.
    pub(super) fn passive_behind(&self, head: usize) -> Option<usize> {
        let verb = (head + 1..(head + 5).min(self.sentence.end))
            .find(|t| !matches!(self.s.upos(*t), Upos::Aux | Upos::Adv))?;
        let be = (head + 1..verb).any(|t| self.s.is_lemma(t, "be"));
        (be && self.s.xpos(verb) == Xpos::Vbn).then_some(verb)
    }

    /// A length of time, which tells when rather than how much.
    pub(super) fn time(&self, c: &Counted) -> bool {
        self.lists().times.has(&c.unit)
    }

    /// Where the tree says nothing: a passive or participle that follows the noun.
    pub(super) fn nearest_harm(&self, c: &mut Counted) {
        let Some(head) = c.head.filter(|h| self.person(*h)) else { return };
        let follows = (head + 1..(head + 4).min(self.sentence.end))
            .take_while(|t| !matches!(self.s.upos(*t), Upos::Punct | Upos::Noun | Upos::Propn));
        if let Some((t, word)) = follows.into_iter().find_map(|t| self.harm(t).map(|w| (t, w))) {
            c.what = word.to_owned();
            c.what_word = Some(t);
            c.harm = true;
        }
    }
}
