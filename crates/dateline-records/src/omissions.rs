//! Omissions: what somebody did not say, where the report itself remarks on it.
//!
//! "made no reference to X", "did not mention X", "declined to comment on X", "without mentioning X", "stopped short of
//! X", "was silent on X", "gave no details of X", "X was not disclosed", "no mention was made of X". A refusal to speak is
//! a statement as well (act `refuse`); a topic passed over in silence is only an omission.

use crate::ground::Finding;
use crate::scene::Scene;
use crate::voices;
use crate::words::OmissionWords;
use dateline_contract::record::{Entity, Omission};
use dateline_language::{Rel, Upos, Xpos};
use dateline_text::{List, QuoteMark, Span};
use std::ops::{Deref, Range};

/// Finds the omissions of a report.
#[must_use]
pub fn find(scene: &Scene<'_>) -> Vec<Finding<Omission>> {
    let unsaid = Unsaid { scene };
    (0..scene.s.a.tokens.len()).filter_map(|t| unsaid.at(t)).collect()
}

/// Who left something out.
enum Who {
    /// Whose mention this word heads.
    Head(usize),
    /// Nobody is named: who speaks here, be it in another's words.
    Speaker,
    /// Nobody is named: who speaks in the main clause.
    MainSpeaker,
}

/// What was seen: who, what of, from which to which word, by which rule.
struct Seen {
    who: Who,
    of: Range<usize>,
    words: Range<usize>,
    rule: &'static str,
    confidence: f32,
}

/// Whoever is named, else whoever speaks.
fn named(head: Option<usize>) -> Who {
    head.map_or(Who::Speaker, Who::Head)
}

/// A scene as the rules of omissions ask it.
struct Unsaid<'s> {
    scene: &'s Scene<'s>,
}

impl<'s> Deref for Unsaid<'s> {
    type Target = Scene<'s>;

    fn deref(&self) -> &Scene<'s> {
        self.scene
    }
}

impl<'s> Unsaid<'s> {
    fn at(&self, t: usize) -> Option<Finding<Omission>> {
        let s = self.s;
        let seen = match s.upos(t) {
            Upos::Verb | Upos::Aux => self.verb(t),
            Upos::Noun => self.noun(t).or_else(|| self.silent(t)),
            Upos::Adj => self.silent(t),
            _ => None,
        }?;
        let who = match seen.who {
            Who::Head(head) => self.entity(head, || self.trimmed(self.phrase(head))),
            Who::Speaker => self.inner_voice(t)?,
            Who::MainSpeaker => self.outer_voice(t)?,
        };
        let by = voices::voices(self.scene, t);
        // Whoever stands further in than the one who left it out is told of, and tells nothing.
        let other = |id: &str, span: Span| span != who.span && (id.is_empty() || id != who.id);
        let by = by.into_iter().take_while(|b| other(&b.who.id, b.who.span)).collect();
        let of = self.trimmed(seen.of);
        let words = seen.words.start.min(of.start)..self.trimmed(seen.words).end.max(of.end);
        Some(Finding {
            value: Omission { who, of: vec![s.a.span(of)], by },
            at: t,
            evidence: vec![s.a.span(words)],
            rule: seen.rule.to_owned(),
            confidence: seen.confidence,
        })
    }

    fn words(&self) -> &'s OmissionWords {
        &self.scene.tables.words.omissions
    }

    fn trimmed(&self, mut r: Range<usize>) -> Range<usize> {
        let loose = |t: usize, own: fn(QuoteMark) -> bool, bracket: &str| {
            let form = self.s.a.form(t);
            let mark = QuoteMark::of(form).is_some_and(|m| m.is_double() && own(m));
            self.s.upos(t) == Upos::Punct && !mark && form != bracket
        };
        while r.len() > 1 && loose(r.end - 1, QuoteMark::may_close, ")") {
            r.end -= 1;
        }
        while r.len() > 1 && loose(r.start, QuoteMark::may_open, "(") {
            r.start += 1;
        }
        r
    }

    /// What a phrase or clause below a word covers, up to the next comma that parts a further clause off.
    fn phrase(&self, head: usize) -> Range<usize> {
        let s = self.s;
        let whole = self.extent(head);
        let further =
            s.a.children(head)
                .filter(|c| *c > head && matches!(s.rel(*c), Rel::AclRelcl | Rel::Advcl | Rel::Parataxis));
        let cut = further.map(|c| self.extent(c).start).filter(|c| *c > head && s.upos(*c) == Upos::Punct).min();
        let skip = s
            .a
            .children(head)
            .filter(|c| *c < head && (s.rel(*c) == Rel::Case || s.rel(*c) == Rel::Mark && s.xpos(head) == Xpos::Vbg))
            .map(|c| c + 1)
            .max();
        skip.unwrap_or(whole.start).min(head)..cut.unwrap_or(whole.end).max(head + 1)
    }

    /// The phrase with one of these prepositions that belongs to a word.
    fn topic(&self, t: usize, prepositions: &List) -> Option<usize> {
        prepositions.words().filter_map(|p| self.with(t, p)).min()
    }

    /// The phrase with one preposition that belongs to a word.
    fn with(&self, t: usize, preposition: &str) -> Option<usize> {
        self.s.with_preposition(t, preposition).into_iter().filter(|c| *c > t).min()
    }

    fn verb(&self, t: usize) -> Option<Seen> {
        let (s, w) = (self.s, self.words());
        if s.is_passive(t) {
            return self.kept_back(t);
        }
        let without = s.marked_by(t, "without");
        if self.lemma_in(t, &w.refusing) {
            return self.refused(t);
        }
        if self.lemma_in(t, &w.stopping) && s.a.children(t).any(|c| c == t + 1 && s.is_lemma(c, "short")) {
            let of = self.with(t, "of").or_else(|| self.with(t + 1, "of"))?;
            return self.seen(t, self.phrase(of), "omission/short-of", 0.85);
        }
        let failed = s.rel(t) == Rel::Xcomp && s.a.head(t).is_some_and(|h| self.lemma_in(h, &w.failing));
        if self.lemma_in(t, &w.telling) && (s.negated(t) || without || failed) {
            let object = s.a.children(t).find(|c| *c > t && s.rel(*c) == Rel::Obj);
            let clause = s.a.children(t).find(|c| *c > t && matches!(s.rel(*c), Rel::Ccomp));
            let of = object.or(clause).or_else(|| self.topic(t, &w.topic_of_verbs))?;
            let verb = if failed { s.a.head(t)? } else { t };
            let mut seen = self.seen(verb, self.phrase(of), "omission/not-told", 0.85)?;
            seen.words.end = seen.words.end.max(t + 1);
            return Some(seen);
        }
        None
    }

    fn seen(&self, t: usize, of: Range<usize>, rule: &'static str, confidence: f32) -> Option<Seen> {
        let group = self.s.verb_group(t);
        let marks = self.s.a.children(t).filter(|c| *c < t && self.s.is_lemma(*c, "without")).min();
        let first = marks.unwrap_or(group.start).min(group.start);
        Some(Seen { who: named(self.doer(t)), words: first..of.end, of, rule, confidence })
    }

    fn doer(&self, t: usize) -> Option<usize> {
        let doer = self.s.doer(t)?;
        let stands = self.actors.at(doer).is_some()
            || matches!(self.s.upos(doer), Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num);
        (stands && self.s.rel(doer) != Rel::Expl).then_some(doer)
    }

    /// "declined to comment on the plan", "refused to say whether …".
    fn refused(&self, t: usize) -> Option<Seen> {
        let s = self.s;
        let what = s.a.children(t).find(|c| *c > t && s.xpos(*c) == Xpos::Vb)?;
        if !self.lemma_in(what, &self.words().refused) {
            return None;
        }
        let object = s.a.children(what).find(|c| *c > what && matches!(s.rel(*c), Rel::Obj | Rel::Ccomp));
        let of = object.or_else(|| self.topic(what, &self.words().topic_of_refusals))?;
        self.seen(t, self.phrase(of), "omission/refused", 0.85)
    }

    /// "the costs were not outlined", "no mention was made of the treaty".
    fn kept_back(&self, t: usize) -> Option<Seen> {
        let (s, w) = (self.s, self.words());
        let subject = s.a.children(t).find(|c| *c < t && s.rel(*c).is_subject())?;
        if !s.negated(t) {
            return None;
        }
        if self.lemma_in(t, &w.making) && self.lemma_in(subject, &w.unmade) {
            let of = self.topic(subject, &w.topic_of_nouns).or_else(|| self.topic(t, &w.topic_of_nouns));
            let of = of.map_or_else(|| self.phrase(subject), |o| self.phrase(o));
            let first = self.extent(subject).start;
            let last = of.end.max(t + 1);
            return Some(Seen {
                who: named(self.agent(t)),
                of,
                words: first..last,
                rule: "omission/none-made",
                confidence: 0.8,
            });
        }
        if !self.lemma_in(t, &w.kept_back) {
            return None;
        }
        let of = self.phrase(subject);
        Some(Seen {
            who: self.agent(t).map_or(Who::MainSpeaker, Who::Head),
            words: of.start..t + 1,
            of,
            rule: "omission/kept-back",
            confidence: 0.75,
        })
    }

    fn agent(&self, t: usize) -> Option<usize> {
        self.s.doer(t)
    }

    /// "made no mention of the treaty", "gave no details", "There was no mention of it in the speech".
    fn noun(&self, t: usize) -> Option<Seen> {
        let (s, w) = (self.s, self.words());
        if !self.lemma_in(t, &w.unmade) {
            return None;
        }
        let no = s.a.children_by(t, Rel::Det).any(|d| s.is_lemma(d, "no"));
        let any = s.a.children_by(t, Rel::Det).any(|d| s.is_lemma(d, "any")) || s.a.child(t, Rel::Det).is_none();
        let verb = s.a.head(t).filter(|_| s.rel(t) == Rel::Obj);
        let topic = self.topic(t, &w.topic_of_nouns).into_iter().chain(self.with(t, "for")).min();
        if let Some(v) = verb {
            let denied = no || (any && s.negated(v)) || s.marked_by(v, "without");
            if !(denied && self.lemma_in(v, &w.making)) {
                return None;
            }
            let of = topic.or_else(|| self.topic(v, &w.topic_of_nouns)).filter(|o| *o > t);
            let of = of.map_or_else(|| self.extent(t).start.max(v + 1)..t + 1, |o| self.phrase(o));
            return self.seen(v, of, "omission/no-mention", 0.9);
        }
        // "There was no mention of X in Y."
        let exists = s.a.children(t).any(|c| s.rel(c) == Rel::Expl)
            || s.a.head(t).is_some_and(|h| s.a.child(h, Rel::Expl).is_some());
        let place = self.topic(t, &w.places).or_else(|| self.topic(topic?, &w.places));
        if no && exists && self.lemma_in(t, &w.there_was_none) {
            let of = topic?;
            let mut range = self.phrase(of);
            if let Some(p) = place.filter(|p| *p > of) {
                range.end = range.end.min(self.extent(p).start.max(of + 1));
            }
            let first = s.a.children_by(t, Rel::Det).min().unwrap_or(t);
            return Some(Seen {
                who: named(place),
                words: first..range.end,
                of: range,
                rule: "omission/no-mention",
                confidence: 0.8,
            });
        }
        None
    }

    /// "was silent on the arrests", "kept mum about", "her silence on".
    fn silent(&self, t: usize) -> Option<Seen> {
        let s = self.s;
        if !self.lemma_in(t, &self.words().silent) {
            return None;
        }
        let of = self.topic(t, &self.words().topic_of_silence)?;
        let verb = s.a.head(t).filter(|h| s.is_verb(*h) && s.rel(t) != Rel::Nsubj);
        let owner = s.a.child(t, Rel::NmodPoss);
        let who = owner.or_else(|| self.doer(t)).or_else(|| self.doer(verb?))?;
        let first = verb.filter(|v| *v < t).unwrap_or(t);
        let of = self.phrase(of);
        Some(Seen { who: Who::Head(who), words: first..of.end, of, rule: "omission/silent", confidence: 0.8 })
    }

    /// The speaker of the innermost statement that an omission stands in, or of the nearest one before it in its sentence.
    fn inner_voice(&self, t: usize) -> Option<Entity> {
        let mut around = self.statements.around(t).into_iter().rev();
        let holding = around.find_map(|i| self.statements[i].value.statement.source.first());
        holding.or_else(|| self.voices_before(t).next_back()).cloned()
    }

    /// The speaker of the outermost statement around, or of the first in the sentence, its main clause.
    ///
    /// What "was not outlined" was not outlined by the one whose words are reported, not by one told of in them.
    fn outer_voice(&self, t: usize) -> Option<Entity> {
        let mut around = self.statements.around(t).into_iter();
        let holding = around.find_map(|i| self.statements[i].value.statement.source.first());
        holding.or_else(|| self.voices_before(t).next()).cloned()
    }

    /// The speakers of the statements with their cues before a word in its sentence.
    fn voices_before(&self, t: usize) -> impl DoubleEndedIterator<Item = &Entity> {
        let here = self.statements.cued_in(self.sentence(t).start..t);
        here.filter_map(|f| f.value.statement.source.first())
    }
}
