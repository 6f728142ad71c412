//! Who speaks: the doer of a cue, whatever the tree makes of it.

use super::speech::{Party, Speech};
use crate::actors::Kind;
use crate::cues::Frame;
use crate::words::NounKind;
use dateline_contract::{ByKind, Sector};
use dateline_language::{NameKind, Rel, Upos, Xpos};
use std::ops::Range;

impl Speech<'_> {
    /// The words of a verb cue: auxiliaries, negation and adverbs that touch the verb, and its particle.
    pub(super) fn verb_group(&self, t: usize) -> Range<usize> {
        let s = self.s;
        let region = self.region(t);
        let mut first = t;
        while first > region.start {
            let c = first - 1;
            let own = s.a.head(c) == Some(t) || s.a.head(c).is_some_and(|h| (first..t).contains(&h));
            let auxiliary = matches!(s.rel(c), Rel::Aux | Rel::AuxPass | Rel::Cop) || s.xpos(c) == Xpos::To;
            let adverb = s.rel(c) == Rel::Advmod
                && matches!(s.upos(c), Upos::Adv | Upos::Part)
                && !matches!(s.xpos(c), Xpos::Wrb)
                && !self.is_any(c, &["so"]);
            if !(own && (auxiliary || adverb)) {
                break;
            }
            first = c;
        }
        // "Earlier said": an adverb that begins the sentence belongs to the sentence.
        let start = if first == region.start && s.rel(first) == Rel::Advmod { (first + 1).min(t) } else { first };
        // "said quietly": an adverb of manner right behind it.
        let manner = t + 1 < region.end
            && s.rel(t + 1) == Rel::Advmod
            && s.a.head(t + 1) == Some(t)
            && s.upos(t + 1) == Upos::Adv
            && s.a.form(t + 1).ends_with("ly")
            && s.a.subtree(t + 1).len() == 1;
        start..t + 1 + usize::from(manner)
    }

    /// The speaker of a verb in the active: its subject, also behind it, or that of what it hangs on.
    // long: one question after the other, each short; parted, their order would be lost
    pub(super) fn speaker(&self, t: usize, group: &Range<usize>) -> Option<Party> {
        let s = self.s;
        let region = self.region(t);
        let subjects = |c: &usize| {
            matches!(s.rel(*c), Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter)
                && region.contains(c)
                && self.same_quote(*c, t)
        };
        if let Some(own) = s.a.children(t).filter(|c| *c < t).rfind(subjects) {
            return self.subject_party(t, own, self.behind_quotation(own, region.start)..group.start);
        }
        // A finite verb that the parser hung on its subject: "Farmers opposed it".
        let finite = matches!(s.xpos(t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let below_noun = s.a.head(t).filter(|h| s.rel(t) == Rel::Acl && *h < t && s.is_nominal(*h) && finite);
        if let Some(noun) = below_noun
            .filter(|h| !s.a.children(t).any(|c| c < t && s.rel(c).is_subject()) && self.core_end(*h) >= group.start)
        {
            return self.party(noun, region.start..group.start);
        }
        if let Some(inverted) = self.inverted(t, group, &region) {
            return Some(inverted);
        }
        // A name right before the verb that the parser took for something else.
        let before = group.start.checked_sub(1).filter(|b| region.contains(b) && s.a.head(*b) == Some(t));
        let name = |b: &usize| {
            s.a.form(*b).starts_with(char::is_uppercase)
                && matches!(s.upos(*b), Upos::Adj | Upos::Propn | Upos::Noun | Upos::X)
        };
        if let Some(name) = before.filter(name) {
            return self.party(name, region.start..group.start);
        }
        // A name right behind a verb that a pause precedes, whatever the parser made of it.
        let pause = group.start > region.start && {
            let b = group.start - 1;
            self.is_mark(b) && self.quote(b).is_some_and(|q| q.tokens.end == group.start) || self.is(b, ",")
        };
        let said = matches!(s.xpos(t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbn)
            && self.tables.cues.verb(&self.verb_lemma(t)).is_some_and(|c| c.takes(Frame::Clause));
        let quoted = group.start > 0 && self.quote_before(group.start).is_some();
        let named =
            group.end < region.end && (s.upos(group.end) == Upos::Propn || quoted && s.upos(group.end) == Upos::Det);
        if pause && said && named && t + 1 == group.end && self.is_past_content(t, &region) {
            return self.name_at(group.end, region.end);
        }
        // "Tass quoted the governor as saying": the governor.
        let quoting = s.a.head(t).filter(|h| s.is_lemma(*h, "quote") || s.is_lemma(*h, "cite"));
        if let Some(object) = quoting.filter(|_| s.marked_by(t, "as")).and_then(|h| s.object(h)).filter(|o| *o < t) {
            return self.party(object, region.start..group.start);
        }
        // "issued a statement saying": who issued it.
        if let Some((verb, group)) = self.issuing(t) {
            return self.speaker(verb, &group);
        }
        // In an infinitive or joined verb: whoever does what stands above.
        let doer = s.doer(t)?;
        if doer > t && s.a.head(doer) == Some(t) {
            return None;
        }
        // "was the sharpest critic there, mocking …": who does it is the subject of the predicate.
        let predicate = s.a.child(doer, Rel::Cop).is_some();
        let doer = s.a.children(doer).find(|c| predicate && s.rel(*c).is_subject()).unwrap_or(doer);
        if !self.sentence(t).contains(&doer) {
            return None;
        }
        self.relative_above(t, doer).or_else(|| {
            let bounds = if doer < t {
                self.sentence(t).start..self.verb_after(doer).min(t)
            } else {
                t + 1..self.sentence(t).end
            };
            self.party(doer, bounds)
        })
    }

    /// The verb of "issued a statement saying", "sent a letter accusing", for its participle; and its group.
    pub(super) fn issuing(&self, t: usize) -> Option<(usize, Range<usize>)> {
        const ISSUES: [&str; 12] = [
            "issue",
            "release",
            "send",
            "publish",
            "run",
            "hold",
            "post",
            "air",
            "circulate",
            "write",
            "make",
            "carry",
        ];
        let s = self.s;
        let what = s.a.head(t).filter(|n| *n < t && matches!(s.rel(t), Rel::Acl | Rel::Advcl))?;
        if s.xpos(t) != Xpos::Vbg {
            return None;
        }
        let what = if s.is_verb(what) { s.object(what).filter(|o| *o < t)? } else { what };
        let written = self.is_document(what) || s.is_lemma(what, "sign");
        let verb = s.a.head(what).filter(|v| written && *v < what && s.rel(what) == Rel::Obj)?;
        ISSUES.iter().any(|w| s.is_lemma(verb, w)).then(|| (verb, self.verb_group(verb)))
    }

    /// Where a cue begins whose verb completes another: "went on to say", "tried to persuade", "issued a statement saying".
    pub(super) fn cue_start(&self, t: usize, group: &Range<usize>) -> usize {
        const MATRIX: [&str; 17] = [
            "try", "continue", "seem", "appear", "need", "struggle", "start", "begin", "tend", "attempt", "fail",
            "keep", "avoid", "manage", "go", "come", "stop",
        ];
        let s = self.s;
        if let Some((verb, issued)) = self.issuing(t) {
            let plain = |i: usize| !self.is_punct(i) && (s.below(verb, i) || s.below(t, i));
            return if (issued.end..group.start).all(plain) { issued.start } else { group.start };
        }
        let above = s.a.head(t).filter(|h| {
            *h < t
                && matches!(s.rel(t), Rel::Xcomp | Rel::Advcl | Rel::Ccomp)
                && MATRIX.iter().any(|m| s.is_lemma(*h, m))
        });
        let Some(above) = above else { return group.start };
        let own = s.a.children(t).any(|c| s.rel(c).is_subject());
        let matrix = self.verb_group(above);
        let joined = (matrix.end..group.start).all(|i| s.upos(i) == Upos::Adv || s.rel(i) == Rel::CompoundPrt);
        let fits = matches!(s.xpos(t), Xpos::Vbg) || s.xpos(group.start) == Xpos::To || s.marked_by(t, "to");
        if !own && joined && fits && s.is_verb(above) { matrix.start } else { group.start }
    }

    /// Whether a clause with a verb of its own stands before a word.
    fn is_past_content(&self, t: usize, region: &Range<usize>) -> bool {
        (region.start..t).any(|i| self.s.is_verb(i))
    }

    /// Where a subject's words can begin: behind a quotation with a pause, which the parser may have hung on it.
    fn behind_quotation(&self, own: usize, start: usize) -> usize {
        let begin = self.extent(own).start.max(start);
        let closes = |t: &usize| {
            self.quote(*t)
                .is_some_and(|q| q.closed && q.tokens.end == *t + 1 && self.pauses(*t - 1) && q.inner().len() > 2)
        };
        (begin..own).rev().find(closes).map_or(start, |t| t + 1)
    }

    /// One past the last word of a noun with its modifiers and what joins it without a verb.
    fn core_end(&self, noun: usize) -> usize {
        let own = self.s.a.children(noun).filter(|c| *c > noun && !self.s.rel(*c).is_clausal());
        own.map(|c| self.extent(c).end).max().unwrap_or(noun + 1)
    }

    /// Where the verb group of a subject's own verb begins, which its phrase cannot pass.
    fn verb_after(&self, subject: usize) -> usize {
        match self.s.a.head(subject) {
            Some(v) if v > subject && self.s.rel(subject).is_subject() => self.verb_group(v).start.max(subject + 1),
            _ => usize::MAX,
        }
    }

    fn subject_party(&self, t: usize, own: usize, bounds: Range<usize>) -> Option<Party> {
        let s = self.s;
        if matches!(s.xpos(own), Xpos::Wp | Xpos::Wdt) {
            let noun = s.above(t).find(|h| s.is_nominal(*h));
            let relative = std::iter::once(t).chain(s.above(t)).find(|v| matches!(s.rel(*v), Rel::AclRelcl | Rel::Acl));
            let noun = relative.and_then(|v| s.a.head(v)).or(noun).filter(|n| *n < own);
            return Some(Party { head: noun.unwrap_or(own), tokens: own..own + 1 });
        }
        self.party(own, bounds)
    }

    /// "the minister who came and said": the relative pronoun is the source, the noun whom it stands for.
    fn relative_above(&self, t: usize, doer: usize) -> Option<Party> {
        let s = self.s;
        let clause = std::iter::once(t).chain(s.above(t)).find(|v| s.a.head(*v) == Some(doer))?;
        if !matches!(s.rel(clause), Rel::AclRelcl | Rel::Acl) {
            return None;
        }
        let pronoun =
            s.a.children(clause).find(|c| s.rel(*c).is_subject() && matches!(s.xpos(*c), Xpos::Wp | Xpos::Wdt))?;
        Some(Party { head: doer, tokens: pronoun..pronoun + 1 })
    }

    /// "said Ada Crane, a spokeswoman": nominals right behind the verb, whatever the parser took them for.
    fn inverted(&self, t: usize, group: &Range<usize>, region: &Range<usize>) -> Option<Party> {
        let s = self.s;
        let finite = !matches!(s.xpos(t), Xpos::Vbg | Xpos::Vb);
        let after_quote = finite && group.start > region.start && {
            let before = group.start - 1;
            self.is_mark(before) || matches!(s.a.form(before), "," | "?" | "!")
        };
        if !finite {
            return None;
        }
        let mut tokens: Option<(usize, Range<usize>)> = None;
        let mut joint = group.end;
        for c in s.a.children(t).filter(|c| *c > t) {
            let nominal = s.is_nominal(c) || (s.upos(c) == Upos::Det && s.rel(c).is_subject());
            let below = self.extent(c);
            let part = below.start <= joint && below.end > joint && nominal;
            let subject = s.rel(c).is_subject();
            let whole = matches!(
                s.rel(c),
                Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Xcomp | Rel::Iobj | Rel::OblUnmarked | Rel::Flat
            );
            if !part || !whole || s.a.child(c, Rel::Case).is_some() || !(subject || after_quote) {
                break;
            }
            let time = s.rel(c) == Rel::OblUnmarked && tokens.is_some();
            if time || (tokens.is_some() && s.upos(c) != Upos::Propn) {
                break;
            }
            joint = below.end;
            let head = tokens.as_ref().map_or(c, |x| x.0);
            tokens = Some((head, group.end..below.end.min(region.end)));
        }
        let (head, tokens) = tokens?;
        let party = self.party_over(head, tokens);
        after_quote
            .then_some(party)
            .or_else(|| s.rel(head).is_subject().then(|| self.party(head, group.end..region.end)).flatten())
    }

    fn party_over(&self, head: usize, mut tokens: Range<usize>) -> Party {
        while tokens.end > head + 1
            && self.is_punct(tokens.end - 1)
            && !matches!(self.s.a.form(tokens.end - 1), ")" | "]")
        {
            tokens.end -= 1;
        }
        Party { head, tokens }
    }

    /// The agent of a passive: "by …".
    pub(super) fn agent(&self, t: usize) -> Option<Party> {
        let s = self.s;
        let by = |c: &usize| {
            s.is_nominal(*c) && (s.rel(*c) == Rel::OblAgent || (s.rel(*c) == Rel::Obl && s.marked_by(*c, "by")))
        };
        // "told by Friday", "informed by letter": when and how.
        const MEANS: [&str; 10] =
            ["letter", "phone", "telephone", "email", "e-mail", "mail", "post", "text", "noon", "midnight"];
        let who = |c: &usize| !self.is_day(*c) && !MEANS.iter().any(|m| s.is_lemma(*c, m));
        let agent = s.a.children(t).filter(by).find(who)?;
        self.party(agent, t + 1..self.region(t).end)
    }
}

/// What kind of voice a speaker is, by the head of its phrase: the one place where that is told.
pub(super) fn voice(r: &Speech<'_>, head: usize) -> ByKind {
    let lemma = r.lemma(head);
    let press = || r.mention(head).is_some_and(|m| r.actors.chain(m).sector.first() == Some(&Sector::Jrn));
    let noun = r.s.words.nouns.kind(&lemma);
    match noun {
        Some(NounKind::Agency) => return ByKind::Agency,
        Some(NounKind::Document) => return ByKind::Document,
        _ => {}
    }
    let named = r.s.a.name_at(head).map(|n| n.kind);
    match (r.kind(head), named) {
        (Some(Kind::Person | Kind::Persons | Kind::Pronoun), _) | (None, Some(NameKind::Per)) => ByKind::Person,
        _ if press() => ByKind::Agency,
        (None | Some(Kind::Unknown), None) if noun != Some(NounKind::Body) && r.s.upos(head) != Upos::Propn => {
            ByKind::Person
        }
        _ => ByKind::Body,
    }
}
