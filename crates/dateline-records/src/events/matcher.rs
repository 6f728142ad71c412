//! Lays a pattern on a tree.

use crate::rules::grammar::{Argument, Class, Filler, Pattern, Role, Slot};
use crate::scene::Scene;
use dateline_language::{Rel, Upos, Xpos};
use std::ops::{Deref, Range};

/// A scene on which patterns are laid.
#[derive(Clone, Copy)]
pub(super) struct Matcher<'s> {
    scene: &'s Scene<'s>,
}

impl<'s> Deref for Matcher<'s> {
    type Target = Scene<'s>;

    fn deref(&self) -> &Scene<'s> {
        self.scene
    }
}

/// An argument as it was bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// The mention with this head.
    Mention(usize),
    /// A country or body named by a modifier: "**US** policy".
    Modifier { tokens: Range<usize>, code: String, name: String },
}

/// What a match bound, and the words it stands on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Match {
    pub(super) actor: Vec<Bound>,
    pub(super) recipient: Vec<Bound>,
    pub(super) addressee: Vec<Bound>,
    pub(super) place: Option<usize>,
    /// Heads of the pattern and of those nested in it.
    pub(super) trigger: Vec<usize>,
    /// Some argument was found only behind its phrase, or is the speaker.
    pub(super) indirect: bool,
}

/// Deeds whose "of" names the one who suffers, not the one who did it: "the killing **of** farmers".
const PATIENT: [&str; 30] = [
    "killing",
    "murder",
    "arrest",
    "detention",
    "execution",
    "abduction",
    "kidnapping",
    "persecution",
    "bombing",
    "shelling",
    "occupation",
    "blockade",
    "siege",
    "torture",
    "imprisonment",
    "jailing",
    "invasion",
    "destruction",
    "treatment",
    "expulsion",
    "assassination",
    "deportation",
    "massacre",
    "annexation",
    "poisoning",
    "repression",
    "harassment",
    "mistreatment",
    "slaughter",
    "displacement",
];

/// Nouns that count others.
const QUANTITIES: [&str; 30] = [
    "thousand",
    "thousands",
    "hundred",
    "hundreds",
    "dozen",
    "dozens",
    "score",
    "scores",
    "ten",
    "tens",
    "million",
    "millions",
    "group",
    "number",
    "majority",
    "most",
    "some",
    "many",
    "several",
    "part",
    "crowd",
    "handful",
    "couple",
    "member",
    "all",
    "one",
    "two",
    "three",
    "half",
    "contingent",
];

impl<'s> Matcher<'s> {
    pub(super) fn new(scene: &'s Scene<'s>) -> Self {
        Self { scene }
    }

    /// Lays `pattern` on the word `t`.
    pub(super) fn lay(self, pattern: &Pattern, t: usize) -> Option<Match> {
        let mut m = Match::default();
        self.fits(pattern, t, &mut m).then_some(m)
    }

    fn fits(self, pattern: &Pattern, t: usize, m: &mut Match) -> bool {
        if !self.is_word(pattern, t) {
            return false;
        }
        m.trigger.push(t);
        // The actor is bound first: what lies behind a phrase must be another.
        let first = pattern.slots.iter().filter(|s| matches!(s.filler, Filler::Bind(Argument::Actor, _)));
        let rest = pattern.slots.iter().filter(|s| !matches!(s.filler, Filler::Bind(Argument::Actor, _)));
        first.chain(rest).all(|slot| {
            let before = m.clone();
            let filled = self.fill(slot, t, m);
            if !filled || slot.negative {
                *m = before;
            }
            if slot.negative { !filled } else { filled || slot.optional }
        })
    }

    fn is_word(self, pattern: &Pattern, t: usize) -> bool {
        let s = self.s;
        let class = match pattern.class {
            None => true,
            Some(Class::Verb) => {
                s.is_verb(t) && s.upos(t) != Upos::Aux && !matches!(s.rel(t), Rel::Amod | Rel::Case | Rel::Compound)
            }
            // A gerund may be the noun that it looks like: "fighting between …".
            // "$2 million" is headed by its sign.
            Some(Class::Noun) => {
                matches!(s.upos(t), Upos::Noun | Upos::Propn | Upos::Sym)
                    || s.xpos(t) == Xpos::Vbg
                    || s.is_mistagged_noun(t)
                    || s.rel(t) == Rel::Obj
            }
            Some(Class::Adjective) => matches!(s.upos(t), Upos::Adj) || (s.rel(t) == Rel::Amod && s.is_verb(t)),
        };
        let word = |w: &String| match w.split_once('_') {
            None => s.is_lemma(t, w) || (s.xpos(t) == Xpos::Vbg && s.a.form(t).eq_ignore_ascii_case(w)),
            Some((lemma, particle)) => {
                let with = |c: usize| {
                    matches!(s.rel(c), Rel::CompoundPrt | Rel::Advmod | Rel::Case) && s.is_lemma(c, particle)
                };
                s.is_lemma(t, lemma) && s.a.children(t).any(with)
            }
        };
        class && (pattern.words[0] == "*" || pattern.words.iter().any(word))
    }

    fn fill(self, slot: &Slot, t: usize, m: &mut Match) -> bool {
        slot.roles.iter().any(|role| {
            if *role == Role::Speaker {
                return self.speaker(slot, t, m);
            }
            if *role == Role::Mod
                && let Filler::Bind(argument, _) = slot.filler
            {
                return self.modifier(t).is_some_and(|found| bind(m, argument, vec![found]));
            }
            self.places(role, t).into_iter().any(|c| self.take(slot, c, m))
        })
    }

    /// Words that stand in a role to `t`.
    fn places(self, role: &Role, t: usize) -> Vec<usize> {
        let s = self.s;
        match role {
            Role::Subj => s.doer(t).into_iter().collect(),
            Role::Obj => s.object(t).into_iter().collect(),
            Role::Comp => s.complements(t),
            Role::Aim => s.complements(t).into_iter().filter(|c| s.marked_by(*c, "to")).collect(),
            Role::Poss => s.a.children_by(t, Rel::NmodPoss).collect(),
            Role::Mod => {
                s.a.children(t)
                    .filter(|c| *c < t && matches!(s.rel(*c), Rel::Amod | Rel::Compound | Rel::NmodDesc))
                    .collect()
            }
            Role::Doer => s.clause_doer(t).into_iter().collect(),
            Role::Speaker => Vec::new(),
            // "gave **Chad** a loan" is "gave a loan to Chad".
            Role::Prep(word) if word == "to" => {
                s.with_preposition(t, word).into_iter().chain(s.a.children_by(t, Rel::Iobj)).collect()
            }
            Role::Prep(word) => s.with_preposition(t, word),
        }
    }

    /// "with **visiting** Prime Minister X": a participle before its noun that was parsed as a clause over it.
    fn through_participle(self, c: usize) -> usize {
        let s = self.s;
        let bare = s.xpos(c) == Xpos::Vbg && !s.a.children(c).any(|x| s.rel(x).is_subject());
        let object = s.a.child(c, Rel::Obj).filter(|o| bare && s.a.subtree(*o).start == c + 1);
        object.unwrap_or(c)
    }

    /// "**thousands** of Kenyans", "a group of lawmakers": a quantity that is no mention stands for what it counts.
    fn through_quantity(self, c: usize) -> usize {
        let s = self.s;
        if self.bound(c).is_some() || !QUANTITIES.iter().any(|q| s.is_lemma(c, q)) {
            return c;
        }
        s.with_preposition(c, "of").into_iter().next().map_or(c, |p| self.through_quantity(p))
    }

    fn take(self, slot: &Slot, c: usize, m: &mut Match) -> bool {
        let c =
            if matches!(slot.filler, Filler::Bind(..)) { self.through_quantity(self.through_participle(c)) } else { c };
        match &slot.filler {
            Filler::Any => true,
            Filler::Nested(pattern) => {
                let before = m.clone();
                // "a ceasefire and talks": any of the joined words will do.
                let counted = self.through_quantity(c);
                self.s.conjuncts(c).into_iter().chain((counted != c).then_some(counted)).any(|c| {
                    let fits = self.fits(pattern, c, m);
                    if !fits {
                        *m = before.clone();
                    }
                    fits
                })
            }
            Filler::Bind(Argument::Place, _) => {
                m.place = Some(c);
                true
            }
            Filler::Bind(argument, deep) => {
                let plain: Vec<Bound> = self.s.conjuncts(c).into_iter().filter_map(|c| self.bound(c)).collect();
                let plain: Vec<Bound> =
                    plain.into_iter().filter(|b| !self.is_actor(m, b) || *argument == Argument::Actor).collect();
                if !plain.is_empty() {
                    return bind(m, *argument, plain);
                }
                if !deep {
                    return false;
                }
                let found = self.behind(c, m, 0);
                m.indirect |= !found.is_empty();
                !found.is_empty() && bind(m, *argument, found)
            }
        }
    }

    /// The mention that a word heads, if it stands for somebody who can act.
    fn bound(self, c: usize) -> Option<Bound> {
        self.actors.at(c).map(|_| Bound::Mention(c))
    }

    fn is_actor(self, m: &Match, b: &Bound) -> bool {
        let chain = |b: &Bound| match b {
            Bound::Mention(h) => self.actors.at(*h).map(|m| m.actor),
            Bound::Modifier { .. } => None,
        };
        let mine = chain(b);
        mine.is_some() && m.actor.iter().any(|a| chain(a) == mine)
    }

    /// The actor behind a phrase that is none itself: whose it is, who did it, which country's it is.
    ///
    /// What an act is aimed at does not stand behind it: "the attack **on** Israel" is not Israel's.
    fn behind(self, c: usize, m: &Match, depth: usize) -> Vec<Bound> {
        let s = self.s;
        if depth > 4 {
            return Vec::new();
        }
        let own: Vec<Bound> =
            s.a.children_by(c, Rel::NmodPoss).filter_map(|p| self.bound(p)).filter(|b| !self.is_actor(m, b)).collect();
        if !own.is_empty() {
            return own;
        }
        for word in ["by", "of", "to", "between", "for"] {
            if word == "of" && PATIENT.iter().any(|n| s.is_lemma(c, n)) {
                continue;
            }
            for p in s.with_preposition(c, word) {
                let here: Vec<Bound> =
                    s.conjuncts(p).into_iter().filter_map(|c| self.bound(c)).filter(|b| !self.is_actor(m, b)).collect();
                if !here.is_empty() && word != "to" && word != "for" {
                    return here;
                }
                let deeper = self.behind(p, m, depth + 1);
                if !deeper.is_empty() {
                    return deeper;
                }
            }
            if word == "of"
                && let Some(found) = self.modifier(c)
            {
                return vec![found];
            }
        }
        s.complements(c)
            .into_iter()
            .chain(s.object(c).filter(|_| s.is_verb(c)))
            .find_map(|x| {
                let found: Vec<Bound> = self.bound(x).into_iter().filter(|b| !self.is_actor(m, b)).collect();
                let found = if found.is_empty() { self.behind(x, m, depth + 1) } else { found };
                (!found.is_empty()).then_some(found)
            })
            .unwrap_or_default()
    }

    /// A country or body in front of a noun: "US policy", "Israeli air strikes". Not the maker of a thing: "Iran-made".
    fn modifier(self, t: usize) -> Option<Bound> {
        let s = self.s;
        let direct =
            |c: &usize| *c < t && matches!(s.rel(*c), Rel::Amod | Rel::Compound | Rel::NmodDesc | Rel::NmodPoss);
        let first = s.a.children(t).filter(direct).map(|c| s.a.subtree(c).start).min()?;
        let words: Vec<&str> = (first..t).map(|i| s.a.form(i)).collect();
        for at in 0..words.len() {
            let here = first + at;
            let made = |n: usize| s.a.tokens.get(here + n).is_some() && s.a.form(here + n) == "-" && here + n + 1 < t;
            if let Some(hit) = self.tables.lexicon.country_at(&words[at..]).filter(|h| !made(h.words)) {
                let name = self.tables.lexicon.country_info(hit.hit.code).map_or(hit.hit.code, |c| c.name).to_owned();
                return Some(Bound::Modifier { tokens: here..here + hit.words, code: hit.hit.code.to_owned(), name });
            }
        }
        None
    }

    /// The speaker of the innermost statement around the word that has a known speaker: in "I think many will agree that
    /// this is a failure" it is not the many who call it one.
    fn speaker(self, slot: &Slot, t: usize, m: &mut Match) -> bool {
        let Filler::Bind(argument, _) = slot.filler else { return false };
        let heads = |i: &usize| self.statements[*i].value.sources.clone();
        let coded = |h: &usize| self.actors.at(*h).is_some_and(|x| self.actors.chain(x).code.is_some());
        let around = self.statements.around(t);
        let known = around.iter().rev().map(heads).find(|all| all.iter().any(coded));
        let Some(sources) = known.or_else(|| around.last().map(heads)) else { return false };
        let bound: Vec<Bound> = sources.into_iter().filter_map(|h| self.bound(h)).collect();
        m.indirect = true;
        !bound.is_empty() && bind(m, argument, bound)
    }
}

fn bind(m: &mut Match, argument: Argument, found: Vec<Bound>) -> bool {
    let place = match argument {
        Argument::Actor => &mut m.actor,
        Argument::Recipient => &mut m.recipient,
        Argument::Addressee => &mut m.addressee,
        Argument::Place => return false,
    };
    for b in found {
        if !place.contains(&b) {
            place.push(b);
        }
    }
    true
}
