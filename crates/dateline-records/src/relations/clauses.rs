//! Relations that a verb or participle names: backed, joined, includes, succeeded, borders.

use super::{Out, Told, Verb, is_body};
use crate::actors::{Kind, Mention};
use dateline_contract::record::{Entity, MentionForm, RelationKind};
use dateline_language::{Rel, Upos, Xpos};

impl Out<'_> {
    /// The rules that begin at a verb or participle.
    pub(super) fn clause(&mut self, t: usize, lemma: &str) {
        let words = self.look.words();
        if self.look.s.a.form(t).ends_with("ed") && self.look.form_in(t, &words.backed) && self.backed(t) {
            return;
        }
        match words.verbs.get(lemma) {
            Some(Verb::Back) => self.backs(t),
            Some(Verb::Provide) => self.provides(t),
            Some(Verb::Join) => self.joins(t),
            Some(Verb::Include) => self.includes(t, t + 1),
            Some(Verb::Consist) if self.look.is(t + 1, "of") => self.includes(t, t + 2),
            Some(Verb::Belong) if self.look.is(t + 1, "to") => self.belongs(t),
            Some(Verb::Succeed) => self.succeeds(t),
            Some(Verb::TakeOver) if self.look.is(t + 1, "over") && self.look.is(t + 2, "from") => {
                self.takes_over(t);
            }
            Some(Verb::Border) => self.borders(t),
            _ => {}
        }
    }

    /// "Iran-backed Hamas", "Y, backed by X", "Y is backed by X". Says whether the participle was one of these.
    fn backed(&mut self, t: usize) -> bool {
        let look = self.look;
        if t >= 2 && look.s.xpos(t - 1) == Xpos::Hyph || t >= 1 && look.is_any(t - 1, &["-", "‑"]) {
            self.hyphenated(t);
            return true;
        }
        if !look.is(t + 1, "by") || t + 2 >= look.sentence(t).end {
            return false;
        }
        let powers: Vec<&Mention> =
            look.list_at(t + 2).into_iter().filter(|m| m.kind != Kind::Persons || m.name.is_some()).collect();
        let told = Told { kind: RelationKind::Backs, rule: "backs/by", confidence: 0.8, cue: (t, t + 1) };
        let start = look.sentence(t).start;
        let mut at = t;
        while at > start && matches!(look.s.upos(at - 1), Upos::Aux | Upos::Adv) {
            at -= 1;
        }
        let group: Vec<String> = (at..t).map(|i| look.s.a.form(i).to_lowercase()).collect();
        let has = |w: &str| group.iter().any(|g| g == w);
        // "was backed" tells of one time; "is", "has long been", or no auxiliary at all, of a state.
        let state = has("is")
            || has("are")
            || (has("been") && !has("had"))
            || !group.iter().any(|g| look.words().no_state.has(g));
        if !state || !look.stands(t) {
            return true;
        }
        let auxiliary = has("is") || has("are") || has("been");
        let backed: Vec<&Mention> = if auxiliary {
            look.s
                .object(t)
                .filter(|o| *o < t)
                .map(|o| look.joined(o))
                .filter(|l| !l.is_empty())
                .unwrap_or_else(|| look.subject_before(at))
        } else {
            let before = if at > start && look.is(at - 1, ",") { at - 1 } else { at };
            look.phrase_before(before).into_iter().collect()
        };
        let backed: Vec<&Mention> = backed.into_iter().filter(|m| m.kind != Kind::People).collect();
        self.add(told, &powers, &backed);
        true
    }

    /// "Iran-backed Hamas militants": what stands before the hyphen backs what stands behind.
    fn hyphenated(&mut self, t: usize) {
        let look = self.look;
        let first = look.sentence(t).start;
        let hyphen = t - 1;
        if hyphen <= first || t + 1 >= look.sentence(t).end {
            return;
        }
        // A name in several words before the hyphen: "European Union-backed".
        let from = (first.max(hyphen.saturating_sub(4))..hyphen)
            .filter(|i| (*i..hyphen).all(|k| look.s.upos(k) == Upos::Propn || look.s.upos(k) == Upos::Adj))
            .find_map(|i| {
                look.modifier(i..hyphen)
                    .filter(|e| e.code.is_some() && e.span.end() == look.s.a.tokens[hyphen - 1].span.end())
            });
        let Some(from) = from else { return };
        let to = look.outer(t + 1).filter(|m| m.head > t).or_else(|| look.phrase_at(t + 1));
        let Some(to) = to.filter(|m| look.known(m) && m.form != MentionForm::Pronoun) else { return };
        // The code of "Iran-backed rebels" may have come from the backer's own name.
        let own = to.name.is_some() || look.actors.chain(to).mentions.len() > 1 || to.code != from.code;
        if own && !(to.name.is_none() && to.code == from.code) {
            let to: Vec<Entity> = self.ends(to);
            let told = Told { kind: RelationKind::Backs, rule: "backs/hyphen", confidence: 0.9, cue: (t - 2, t) };
            self.add_entities(told, &[from], &to);
        }
    }

    /// "X arms and finances Y": the present alone; "X backed Y" tells of one time.
    fn backs(&mut self, t: usize) {
        let look = self.look;
        let form = look.s.a.form(t);
        let present = matches!(look.s.xpos(t), Xpos::Vbz | Xpos::Vbp);
        let has = t > 0
            && (look.is_any_lemma(t - 1, &["have"])
                || (t > 1 && look.is(t - 1, "long") && look.is_any_lemma(t - 2, &["have"])));
        // "Iran arms Hezbollah" may be read as a noun: then both neighbours must be powers.
        let noun = look.s.xpos(t) == Xpos::Nns && form.ends_with('s') && !look.is(t, "supplies");
        if !(present || has || noun) || !look.stands(t) {
            return;
        }
        let mut object = look.list_at(t + 1);
        let mut cue_end = t;
        if object.is_empty() && look.is(t + 1, "and") && t + 3 < look.sentence(t).end {
            let back = |lemma: &str| look.words().verbs.get(lemma) == Some(Verb::Back);
            let also = look.s.a.lemma(t + 2);
            if back(also) || also.strip_suffix('s').is_some_and(back) {
                object = look.list_at(t + 3);
                cue_end = t + 2;
            }
        }
        object.retain(|m| look.known(m) && (m.name.is_some() || m.kind != Kind::Persons));
        let told = Told {
            kind: RelationKind::Backs,
            rule: "backs/verb",
            confidence: if noun { 0.6 } else { 0.75 },
            cue: (t, cue_end),
        };
        if noun {
            if t > look.sentence(t).start && object.iter().all(|m| is_body(m)) {
                let before = look
                    .modifier(look.role_start(t)..t)
                    .filter(|e| e.code.is_some() && e.span.end() == look.s.a.tokens[t - 1].span.end());
                let to: Vec<Entity> = object.iter().flat_map(|m| self.ends(m)).collect();
                self.add_entities(told, &before.into_iter().collect::<Vec<_>>(), &to);
            }
            return;
        }
        let subject: Vec<&Mention> = look.subject(t).into_iter().filter(|m| self.power(m)).collect();
        self.add(told, &subject, &object);
    }

    /// A country, body or government, rather than a voter.
    fn power(&self, m: &Mention) -> bool {
        is_body(m) || matches!(self.look.actors.chain(m).kind, Kind::Country | Kind::Body | Kind::Seat)
    }

    /// "X provides weapons to Y".
    fn provides(&mut self, t: usize) {
        let look = self.look;
        if !matches!(look.s.xpos(t), Xpos::Vbz | Xpos::Vbp) || !look.stands(t) {
            return;
        }
        let help = &look.words().help;
        let end = look.sentence(t).end.min(t + 9);
        let Some(what) = (t + 1..end).find(|i| look.lemma_in(*i, help)) else { return };
        let Some(to) = (what + 1..end).find(|i| look.is_any(*i, &["to", "for"])) else { return };
        let near = (what + 1..to)
            .all(|i| look.lemma_in(i, help) || look.is_any(i, &["and", ","]) || look.s.upos(i) == Upos::Noun);
        let object: Vec<&Mention> = look.list_at(to + 1).into_iter().filter(|m| look.known(m)).collect();
        let subject: Vec<&Mention> = look.subject(t).into_iter().filter(|m| self.power(m)).collect();
        if near {
            let told = Told { kind: RelationKind::Backs, rule: "backs/provides", confidence: 0.7, cue: (t, to) };
            self.add(told, &subject, &object);
        }
    }

    /// "X joined the EU in 2004". Not "joined Y in condemning …", "will join".
    fn joins(&mut self, t: usize) {
        let look = self.look;
        let past = matches!(look.s.xpos(t), Xpos::Vbd | Xpos::Vbn) && !look.s.is_passive(t);
        if !past || !look.stands(t) {
            return;
        }
        let body = look.list_at(t + 1);
        let Some(first) = body.first().filter(|m| m.kind == Kind::Body && m.name.is_some()) else { return };
        // "joined several other Republicans" joins persons.
        if look.s.xpos(first.head) == Xpos::Nnps && first.core.clone().any(|i| look.form_in(i, &look.words().company)) {
            return;
        }
        let next = look.after(first);
        let company = look.is(next, "in") && next + 1 < look.sentence(t).end && look.s.xpos(next + 1) == Xpos::Vbg;
        if company || look.s.a.child(first.head, Rel::Compound).is_some_and(|c| look.s.rel(c) == Rel::Conj) {
            return;
        }
        let told = Told { kind: RelationKind::MemberOf, rule: "member/join", confidence: 0.75, cue: (t, t) };
        let (subject, body) = (look.subject(t), body.clone());
        self.add(told, &subject, &body);
    }

    /// "Y, which includes A and B".
    fn includes(&mut self, t: usize, at: usize) {
        let look = self.look;
        let present = matches!(look.s.xpos(t), Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
        if !present || !look.stands(t) {
            return;
        }
        let members: Vec<&Mention> =
            look.list_at(at).into_iter().filter(|m| m.form == MentionForm::Name && look.known(m)).collect();
        let body: Vec<&Mention> =
            look.subject(t).into_iter().filter(|m| look.actors.chain(m).kind == Kind::Body).collect();
        let told = Told { kind: RelationKind::MemberOf, rule: "member/includes", confidence: 0.75, cue: (t, t) };
        self.add(told, &members, &body);
    }

    fn belongs(&mut self, t: usize) {
        let look = self.look;
        if !matches!(look.s.xpos(t), Xpos::Vbz | Xpos::Vbp | Xpos::Vbd) || !look.stands(t) {
            return;
        }
        let body: Vec<&Mention> = look.list_at(t + 2).into_iter().filter(|m| m.kind == Kind::Body).collect();
        let subject = look.subject(t);
        let told = Told { kind: RelationKind::MemberOf, rule: "member/belong", confidence: 0.75, cue: (t, t + 1) };
        self.add(told, &subject, &body);
    }

    /// "X succeeded Y as Z", "Y was replaced by X". Persons only: what replaces a law is no successor.
    fn succeeds(&mut self, t: usize) {
        let look = self.look;
        let future = t > 0 && look.is(t - 1, "will");
        let told = matches!(look.s.xpos(t), Xpos::Vbd | Xpos::Vbn | Xpos::Vbz | Xpos::Vbp);
        if !(future || (told && look.stands(t))) {
            return;
        }
        let person = |m: &&Mention| {
            matches!(look.actors.chain(m).kind, Kind::Person) || (m.kind == Kind::Unknown && m.name.is_some())
        };
        let (from, to): (Vec<&Mention>, Vec<&Mention>) = if look.is(t + 1, "by") {
            let by = look.list_at(t + 2);
            let whom = look.s.object(t).filter(|o| *o < t).map(|o| look.joined(o)).unwrap_or_default();
            (by, whom)
        } else {
            (look.subject(t), look.phrase_at(t + 1).into_iter().collect())
        };
        let from: Vec<&Mention> = from.into_iter().filter(person).collect();
        let to: Vec<&Mention> = to.into_iter().filter(person).collect();
        if let ([f], [w]) = (&from[..], &to[..]) {
            let (f, w) = (*f, *w);
            let told = Told { kind: RelationKind::SuccessorOf, rule: "successor/verb", confidence: 0.75, cue: (t, t) };
            self.add(told, &[f], &[w]);
        }
    }

    fn takes_over(&mut self, t: usize) {
        let look = self.look;
        if !look.stands(t) {
            return;
        }
        let person = |m: &&Mention| look.actors.chain(m).kind == Kind::Person;
        let to: Vec<&Mention> = look.phrase_at(t + 3).into_iter().filter(person).collect();
        let from: Vec<&Mention> = look.subject(t).into_iter().filter(person).collect();
        let told =
            Told { kind: RelationKind::SuccessorOf, rule: "successor/takes-over", confidence: 0.7, cue: (t, t + 2) };
        self.add(told, &from, &to);
    }

    /// "X borders Y" (and "bordering" under its subject).
    fn borders(&mut self, t: usize) {
        let look = self.look;
        if !matches!(look.s.xpos(t), Xpos::Vbz | Xpos::Vbp) || !look.stands(t) {
            return;
        }
        let country = |m: &&Mention| look.actors.chain(m).kind == Kind::Country;
        let to: Vec<&Mention> = look.list_at(t + 1).into_iter().filter(country).collect();
        let from: Vec<&Mention> = look.subject(t).into_iter().filter(country).collect();
        let told = Told { kind: RelationKind::TiesWith, rule: "ties/borders", confidence: 0.75, cue: (t, t) };
        self.add(told, &from, &to);
    }
}
