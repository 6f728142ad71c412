//! Verb cues: what a verb says is said, by the frames of `lexicon/en/cues.toml` and by shape.

use super::content::Content;
use super::rule::{How, Rule};
use super::speech::{Draft, Party, Speech};
use crate::cues::{Frame, Sense, VerbCue};
use dateline_contract::record::SpeechAct;
use dateline_language::{Rel, Upos, Xpos};
use std::ops::Range;

/// A verb that may be a cue, with what was looked up for it.
pub(super) struct Verb<'c> {
    pub(super) t: usize,
    /// Auxiliaries to particle.
    pub(super) group: Range<usize>,
    pub(super) cue: Option<&'c VerbCue>,
    pub(super) lemma: String,
    pub(super) region: Range<usize>,
    pub(super) source: Option<Party>,
    pub(super) passive: bool,
}

impl Verb<'_> {
    pub(super) fn takes(&self, frame: Frame) -> bool {
        self.cue.is_some_and(|c| c.takes(frame))
    }

    /// The cue with a speaker of its own that stands at it.
    pub(super) fn inquit(&self, r: &Speech<'_>) -> Range<usize> {
        let mut out = self.group.clone();
        if let Some(p) = self
            .source
            .as_ref()
            .filter(|p| r.s.a.head(p.head) == Some(self.t) || r.s.a.head(p.tokens.start) == Some(self.t))
        {
            let own = |t: usize| r.s.rel(t) == Rel::Advmod || matches!(r.s.a.form(t), ",");
            if p.tokens.end <= out.start && (p.tokens.end..out.start).all(own) {
                out.start = p.tokens.start;
            } else if p.tokens.start >= out.end {
                out.end = p.tokens.end;
            }
        }
        out
    }
}

/// What a verb was found to say.
pub(super) struct Uttered {
    pub(super) content: Vec<Range<usize>>,
    /// One past the cue's last word, where a preposition belongs to it.
    pub(super) cue_end: usize,
    pub(super) addressee: Option<Party>,
    pub(super) how: How,
    /// Factor on the group's confidence.
    pub(super) sure: f32,
    /// The source is nobody, or the agent: the subject is part of the content, or the addressee.
    pub(super) impersonal: bool,
}

impl Uttered {
    pub(super) fn new(content: Vec<Range<usize>>, cue_end: usize, how: How) -> Option<Self> {
        (!content.is_empty()).then_some(Self { content, cue_end, addressee: None, how, sure: 1.0, impersonal: false })
    }
}

impl Speech<'_> {
    /// The statement that a verb is the cue of, if it is one.
    pub(super) fn verb(&self, t: usize) -> Option<Draft> {
        let v = self.as_verb(t)?;
        let said = if v.passive { self.passive(&v) } else { self.active(&v) }?;
        let source = if said.impersonal { self.agent(t) } else { v.source.clone() };
        let fit = source.as_ref().is_some_and(|p| self.can_speak(p.head));
        let sense = v.cue.and_then(|c| self.sense(c, &v, &said));
        let any = sense.is_some_and(|c| c.any_source) && self.nominal_source(source.as_ref());
        let told = v.cue.is_some() && matches!(said.how, How::Clause | How::Quote | How::Inquit);
        let weak = source.is_some() && said.how != How::Quote && !self.nominal_source(source.as_ref());
        if !said.impersonal && !fit && (weak || !(told || any && source.is_some())) {
            return None;
        }
        let (group, act, sure, blows) = match sense {
            Some(c) => (c.group.as_str(), c.act, c.sure, c.blows),
            None => ("open", SpeechAct::Assert, 0.6, false),
        };
        let mut cue = self.cue_start(t, &v.group)..said.cue_end.max(v.group.end);
        // A colon that brings in what is said is part of the cue.
        if cue.end < v.region.end && self.is(cue.end, ":") && said.content.iter().any(|c| c.start == cue.end + 1) {
            cue.end += 1;
        }
        // Who is urged belongs to what is urged, and is told all the same.
        let wished = said.how == How::Wish;
        let clear = |p: &Party| !said.content.iter().any(|r| r.contains(&p.head)) && !cue.contains(&p.head);
        Some(Draft {
            head: t,
            source: source.filter(clear),
            addressee: said.addressee.filter(|p| wished || clear(p)),
            content: said.content,
            cue,
            act,
            negated: self.s.negated(t) || self.nobody(v.source.as_ref()),
            rule: Rule::Verb { group: group.to_owned(), how: said.how, blows },
            sure: sure * said.sure,
        })
    }

    /// "Nobody told the guards", "No minister said so".
    fn nobody(&self, source: Option<&Party>) -> bool {
        source.is_some_and(|p| {
            self.is_any(p.head, &["nobody", "none"])
                || self.s.a.children(p.head).any(|c| c < p.head && self.s.rel(c) == Rel::Det && self.is(c, "no"))
        })
    }

    /// The sense of a verb in which it was found to say something.
    fn sense<'c>(&self, cue: &'c VerbCue, v: &Verb<'_>, said: &Uttered) -> Option<&'c Sense> {
        let frames: &[Frame] = match said.how {
            How::Clause | How::Quote | How::Inquit => &[Frame::Clause],
            How::Person => &[Frame::Person],
            How::Wish => &[Frame::Wish],
            How::Infinitive => &[Frame::Infinitive],
            How::Gerund => &[Frame::Gerund],
            How::Seem => &[Frame::Seem, Frame::Clause, Frame::Small, Frame::Wish],
            How::Prep => &[],
            How::Object | How::Passive => &[Frame::Object, Frame::Small],
        };
        let preposition = || {
            let all = [said.cue_end.checked_sub(1), said.content.first().map(|c| c.start)];
            all.into_iter().flatten().filter(|t| *t > v.t).find_map(|t| cue.sense_with(self.s.a.form(t)))
        };
        cue.sense(frames).or_else(preposition).or_else(|| cue.first())
    }

    fn nominal_source(&self, source: Option<&Party>) -> bool {
        source.is_none_or(|p| !self.is_any(p.head, &["it", "this", "that", "which", "there"]))
    }

    /// A word as a verb, unless it is an auxiliary or part of a phrase.
    fn as_verb(&self, t: usize) -> Option<Verb<'_>> {
        let s = self.s;
        let part = matches!(
            s.rel(t),
            Rel::Aux
                | Rel::AuxPass
                | Rel::Cop
                | Rel::Amod
                | Rel::Compound
                | Rel::Case
                | Rel::Mark
                | Rel::Fixed
                | Rel::Flat
                | Rel::Det
                | Rel::NmodDesc
        );
        if part || !s.is_verb(t) || s.is_lemma(t, "be") || self.in_title(t) {
            return None;
        }
        let lemma = self.verb_lemma(t);
        let mut region = self.region(t);
        if !region.contains(&t) {
            return None;
        }
        region.end = region.end.min(self.main_clause(t));
        let mut group = self.verb_group(t);
        let mut cue = self.tables.cues.verb(&lemma);
        if let Some((with, words)) = self.with_particle(t, &lemma, region.end) {
            cue = Some(with);
            group.end = t + 1 + words;
        }
        if cue.is_none() && !self.tables.cues.is_open(&lemma) {
            return None;
        }
        let passive = self.is_passive(t, &group);
        let source = if passive { self.agent(t) } else { self.speaker(t, &group) };
        Some(Verb { t, group, cue, lemma, region, source, passive })
    }

    /// A verb in the title of a book or film: “He Said No”.
    fn in_title(&self, t: usize) -> bool {
        let capital = |i: usize| {
            let form = self.s.a.form(i);
            self.is_punct(i) || form.starts_with(char::is_uppercase) || form.len() <= 3
        };
        let Some(q) = self.quote(t).filter(|q| q.closed && q.inner().len() < 9 && q.inner().start < t) else {
            return false;
        };
        self.s.a.form(t).starts_with(char::is_uppercase) && q.inner().all(capital)
    }

    /// "When he said that …, she left": where the clause that follows a subordinate one begins.
    fn main_clause(&self, t: usize) -> usize {
        let s = self.s;
        let whens = ["when", "as", "after", "while", "before", "although", "though", "because", "if", "since"];
        let marked =
            s.a.children(t).any(|c| c < t && matches!(s.rel(c), Rel::Mark | Rel::Advmod) && self.is_any(c, &whens));
        let above = s.a.head(t).filter(|h| marked && *h > t && s.rel(t) == Rel::Advcl);
        let subject = above.and_then(|h| s.a.children(h).find(|c| *c > t && s.rel(*c).is_subject()));
        subject.map(|x| self.extent(x).start).filter(|x| *x > t + 1).unwrap_or(usize::MAX)
    }

    /// "point out", "make it clear": the verb with up to two words behind it.
    fn with_particle(&self, t: usize, lemma: &str, end: usize) -> Option<(&VerbCue, usize)> {
        let next = |i: usize| (t + i < end).then(|| self.s.a.form(t + i).to_lowercase());
        let first = next(1).filter(|w| self.tables.cues.is_particle(w))?;
        let second = next(2).and_then(|w| self.tables.cues.verb(&format!("{lemma}_{first}_{w}")));
        second.map(|c| (c, 2)).or_else(|| self.tables.cues.verb(&format!("{lemma}_{first}")).map(|c| (c, 1)))
    }

    /// "was told", "asked about it, she said", "a man accused of spying"; never a finite verb that has its own subject.
    fn is_passive(&self, t: usize, group: &Range<usize>) -> bool {
        let s = self.s;
        let child = |rel| s.a.child(t, rel).is_some();
        if child(Rel::AuxPass) || (child(Rel::NsubjPass) && s.xpos(t) == Xpos::Vbn) {
            return true;
        }
        // "When asked whether …, she said": also where the tagger saw a past tense.
        let asked = self.tables.cues.verb(&self.verb_lemma(t)).is_some_and(|c| c.takes(Frame::Person))
            && s.rel(t) == Rel::Advcl
            && s.xpos(t) == Xpos::Vbd;
        let bare =
            (s.xpos(t) == Xpos::Vbn || asked) && group.start == t && !s.a.children(t).any(|c| s.rel(c).is_subject());
        let quoted = t.checked_sub(1).is_some_and(|b| self.is_mark(b));
        if bare && !quoted && s.rel(t) == Rel::Acl && !child(Rel::Obj) {
            return true;
        }
        let agent = child(Rel::OblAgent) && matches!(s.rel(t), Rel::Ccomp | Rel::Parataxis | Rel::Dep);
        bare && !quoted && (s.rel(t) == Rel::Advcl || agent) && !child(Rel::Obj)
    }

    fn active(&self, v: &Verb<'_>) -> Option<Uttered> {
        if let Some(said) = self.clause(v) {
            return Some(said);
        }
        v.cue?;
        if v.takes(Frame::Person)
            && let Some(said) = self.person(v)
        {
            return Some(said);
        }
        if v.takes(Frame::Wish) {
            // "wants voters to know": who is to do it belongs to what is wanted.
            if let Some(said) = self.person(v) {
                let end = said.content[0].end;
                let content = self.finish_one(v.group.end..end, &v.region);
                let addressee = said.addressee.filter(|_| !self.wants(v));
                return Uttered::new(content, v.group.end, How::Wish).map(|said| Uttered { addressee, ..said });
            }
        }
        if let Some(said) = self.controlled(v) {
            return Some(said);
        }
        if let Some(said) = self.prepositional(v) {
            return Some(said);
        }
        if (v.takes(Frame::Object) || v.takes(Frame::Small))
            && let Some(said) = self.object(v)
        {
            return Some(said);
        }
        v.takes(Frame::Seem).then(|| self.seeming(v)).flatten()
    }

    /// "wants them to leave" is not said to them.
    fn wants(&self, v: &Verb<'_>) -> bool {
        v.cue.and_then(|c| c.sense(&[Frame::Wish])).is_none_or(|sense| sense.group != "urge")
    }

    /// "vowed to fight", "denied taking bribes".
    fn controlled(&self, v: &Verb<'_>) -> Option<Uttered> {
        let s = self.s;
        let near = |c: &usize| {
            matches!(s.rel(*c), Rel::Xcomp | Rel::Ccomp | Rel::Advcl | Rel::Obj | Rel::Csubj)
                && *c > v.t
                && self.extent(*c).start.max(v.group.end) <= v.group.end + usize::from(!self.is_punct(v.group.end))
        };
        for c in s.a.children(v.t).filter(near) {
            if v.takes(Frame::Infinitive)
                && let Some(content) = self.infinitive(c, v.group.end, &v.region)
            {
                return Uttered::new(vec![content], v.group.end, How::Infinitive);
            }
            if v.takes(Frame::Gerund) && s.xpos(c) == Xpos::Vbg && s.rel(c) != Rel::Advcl {
                let below = self.extent(c);
                let content = self.trim(below.start.max(v.group.end)..below.end.min(v.region.end))?;
                return Uttered::new(vec![self.balance(content, v.region.clone())], v.group.end, How::Gerund);
            }
        }
        None
    }

    /// "urged both sides to stop": who is to do it is the addressee.
    fn person(&self, v: &Verb<'_>) -> Option<Uttered> {
        let s = self.s;
        let object = s.a.children(v.t).find(|c| {
            *c >= v.group.end
                && (matches!(s.rel(*c), Rel::Obj | Rel::Iobj) || (v.group.end > v.t + 1 && s.rel(*c) == Rel::Obl))
        });
        let clauses = |of: usize| {
            s.a.children(of)
                .filter(|c| *c > v.t && matches!(s.rel(*c), Rel::Xcomp | Rel::Advcl | Rel::Acl | Rel::Ccomp | Rel::Dep))
        };
        if let Some(o) = object {
            let clause =
                clauses(v.t).chain(clauses(o)).find(|c| *c > o && s.marked_by(*c, "to") && self.extent(*c).end > o);
            let content = self.infinitive(clause?, o + 1, &v.region)?;
            let mut said = Uttered::new(vec![content.clone()], v.group.end, How::Person)?;
            said.addressee = self.party(o, v.group.end..content.start);
            return Some(said);
        }
        // The parser may take the addressee for the subject of what it is to do.
        let clause = clauses(v.t).find(|c| s.marked_by(*c, "to") && s.a.children(*c).any(|x| s.rel(x).is_subject()))?;
        let subject = s.a.children(clause).find(|x| s.rel(*x).is_subject() && *x > v.t)?;
        let content = self.infinitive(clause, subject + 1, &v.region)?;
        let mut said = Uttered::new(vec![content.clone()], v.group.end, How::Person)?;
        said.addressee = self.party(subject, v.group.end..content.start);
        Some(said)
    }

    /// "warned of a war", "called for a truce": the preposition is part of the cue.
    fn prepositional(&self, v: &Verb<'_>) -> Option<Uttered> {
        let s = self.s;
        let takes = |p: usize| v.cue.is_some_and(|c| c.sense_with(self.s.a.form(p)).is_some());
        let at = v.group.end;
        if at < v.region.end && takes(at) && matches!(s.upos(at), Upos::Adp | Upos::Sconj | Upos::Part | Upos::Adv) {
            let below = match s.a.head(at) {
                Some(h) if h > at => self.extent(h),
                _ => s.a.children(v.t).find(|c| *c > at).map(|c| self.extent(c))?,
            };
            let end = self.completed(v, below.end);
            let content = self.object_extent(v, at + 1..end)?;
            return Uttered::new(vec![content], at + 1, How::Prep);
        }
        // "spoke to reporters about the plan": the phrase as it stands.
        let phrase =
            s.a.children(v.t)
                .filter(|c| *c > v.t && matches!(s.rel(*c), Rel::Obl | Rel::Advcl))
                .find(|c| ["about", "of", "against"].iter().any(|p| s.marked_by(*c, p)) && s.markers(*c).any(takes))?;
        let below = self.extent(phrase);
        let content = self.trim(below.start..below.end.min(v.region.end))?;
        Uttered::new(vec![self.balance(content, v.region.clone())], v.group.end, How::Prep)
    }

    /// Where a phrase ends that a to-clause or "as" completes: "called for **the mayor to resign**".
    fn completed(&self, v: &Verb<'_>, end: usize) -> usize {
        let s = self.s;
        let completes = |c: &usize| {
            self.extent(*c).start == end
                && (s.marked_by(*c, "to") && s.is_verb(*c) || self.is(end, "as") && s.rel(*c) != Rel::Advmod)
        };
        s.a.children(v.t).find(completes).map_or(end, |c| self.extent(c).end)
    }

    fn object_extent(&self, v: &Verb<'_>, r: Range<usize>) -> Option<Range<usize>> {
        let r = self.trim(self.without_aside(r.start..r.end.min(v.region.end), Content::Phrase))?;
        Some(self.balance(r, v.region.clone()))
    }

    /// "stressed the need", "called the plan a disaster", "accused them of lying".
    fn object(&self, v: &Verb<'_>) -> Option<Uttered> {
        let s = self.s;
        let object = s.a.children(v.t).find(|c| {
            *c > v.t
                && (s.rel(*c) == Rel::Obj
                    || (s.rel(*c) == Rel::Iobj && s.a.child(v.t, Rel::Obj).is_none())
                    || (s.rel(*c) == Rel::Ccomp && s.a.children(*c).any(|x| s.rel(x).is_subject() && x > v.t)))
        });
        // Whatever stands right behind a verb that takes an object is one, unless it begins a clause of time or place.
        let taken = || {
            s.a.children(v.t).find(|c| {
                *c > v.t
                    && v.takes(Frame::Object)
                    && self.extent(*c).start == v.group.end
                    && !self.is_punct(*c)
                    && (matches!(s.rel(*c), Rel::Ccomp | Rel::Dep | Rel::Parataxis)
                        || s.rel(*c) == Rel::Xcomp && s.is_nominal(*c))
            })
        };
        let Some(o) = object.or_else(taken) else { return self.fronted(v) };
        // "denied the boxer a visit": withheld, not said.
        let withheld = v.cue.and_then(VerbCue::first).is_some_and(|c| c.act == SpeechAct::Deny);
        if withheld && s.rel(o) == Rel::Obj && s.a.child(v.t, Rel::Iobj).is_some() {
            return None;
        }
        let content = self.object_content(v.t, o, v.group.end, &v.region)?;
        // "stated the crew were late": a clause whose subject was taken for an object.
        let next = content.end;
        let finite = next < v.region.end && matches!(s.xpos(next), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        if v.takes(Frame::Clause) && finite && !self.relative_cue(v) {
            let end = self.right_edge(next, v.t, &v.group, &v.region);
            let clause = self.finish_one(self.without_aside(content.start..end, Content::Clause), &v.region);
            return Uttered::new(clause, v.group.end, How::Clause);
        }
        let described = content.end > self.extent(o).end
            || s.rel(o) == Rel::Ccomp
            || s.a.children(v.t).any(|c| c > v.t && s.rel(c) == Rel::Xcomp)
            || self.holds_description(o, content.end);
        if !v.takes(Frame::Object) && !described {
            return None;
        }
        Uttered::new(vec![content], v.group.end, How::Object)
    }

    /// "called the plan a disaster" with the disaster hung on the plan.
    fn holds_description(&self, o: usize, end: usize) -> bool {
        let s = self.s;
        let linked = |t: &usize| matches!(s.rel(*t), Rel::Case | Rel::Mark | Rel::Cc) || self.is(*t, ",");
        let rest = (o + 1..end).take_while(|t| !linked(t));
        rest.into_iter().any(|t| matches!(s.upos(t), Upos::Det | Upos::Adj) || self.quote_at(t).is_some())
    }

    /// "what he called a disaster": the relative pronoun and what is said of it.
    fn fronted(&self, v: &Verb<'_>) -> Option<Uttered> {
        let s = self.s;
        let pronoun = s.a.children(v.t).find(|c| {
            *c < v.t
                && matches!(s.rel(*c), Rel::Obj | Rel::Dep | Rel::Nsubj)
                && matches!(s.xpos(*c), Xpos::Wp | Xpos::Wdt)
                && v.source.as_ref().is_some_and(|p| p.tokens.start != *c)
        });
        let Some(pronoun) = pronoun else {
            let subject = v.source.as_ref().map(|p| p.tokens.start).filter(|t| *t < v.t)?;
            return self.gapped(v, subject);
        };
        if self.is(pronoun, "that") {
            return self.gapped(v, pronoun);
        }
        let rest = s.a.children(v.t).filter(|c| *c > v.t && !self.is_punct(*c)).map(|c| self.extent(c).end).max();
        let mut ranges: Vec<Range<usize>> = std::iter::once(pronoun..pronoun + 1).collect();
        ranges.extend(rest.map(|end| v.group.end..end.min(v.region.end)));
        Uttered::new(self.finish(ranges, &v.region), v.group.end, How::Object)
    }

    /// "the tax senators proposed", "a rule that he opposed": the noun before is what is said.
    fn gapped(&self, v: &Verb<'_>, clause: usize) -> Option<Uttered> {
        let s = self.s;
        let noun = s.a.head(v.t).filter(|n| s.rel(v.t) == Rel::AclRelcl && *n < clause && s.is_nominal(*n))?;
        let own = self.extent(noun).start.max(self.region(v.t).start)..clause;
        if !v.takes(Frame::Object) || self.can_speak(noun) && s.upos(noun) != Upos::Noun || self.is_punct(clause - 1) {
            return None;
        }
        let content = self.party(noun, own)?.tokens;
        let said = Uttered::new(vec![content], v.group.end, How::Object)?;
        Some(Uttered { sure: 0.8, ..said })
    }

    /// "The talks seem to have failed", "It is expected to rain": the subject belongs to what is said.
    fn seeming(&self, v: &Verb<'_>) -> Option<Uttered> {
        let s = self.s;
        let complement = s.a.children(v.t).find(|c| {
            let when = self.begins_content(self.extent(*c).start)
                || self.is_any(self.extent(*c).start, &["when", "as", "after", "while", "before"]);
            *c > v.t
                && matches!(s.rel(*c), Rel::Xcomp | Rel::Ccomp | Rel::Advcl)
                && self.extent(*c).start <= v.group.end
                && (!when || s.rel(*c) == Rel::Xcomp)
        })?;
        let subject = s.a.children(v.t).filter(|c| *c < v.t).rfind(|c| s.rel(*c).is_subject());
        let below = self.extent(complement);
        let mut ranges = Vec::new();
        if let Some(subject) = subject
            && s.rel(subject) != Rel::Expl
        {
            ranges.push(self.party(subject, v.region.start..v.group.start)?.tokens);
        }
        ranges.push(v.group.end..below.end.min(v.region.end));
        let mut said = Uttered::new(self.finish(ranges, &v.region), v.group.end, How::Seem)?;
        said.impersonal = true;
        Some(said)
    }

    fn passive(&self, v: &Verb<'_>) -> Option<Uttered> {
        v.cue?;
        let s = self.s;
        let subject =
            s.a.children(v.t).filter(|c| *c < v.t).rfind(|c| s.rel(*c).is_subject() || s.rel(*c) == Rel::Expl);
        let told = v.takes(Frame::Person) || v.takes(Frame::Wish) && !self.wants(v);
        let empty = subject.is_none_or(|x| self.is(x, "it"));
        let mut said = None;
        if empty || told {
            said = self.clause(v);
        }
        if said.is_none() && told {
            said = self.controlled_by(v).or_else(|| self.prepositional(v));
        }
        if let Some(mut said) = said {
            said.impersonal = true;
            said.addressee =
                subject.filter(|_| told && !empty).and_then(|x| self.party(x, v.region.start..v.group.start));
            return Some(said);
        }
        if let Some(said) =
            self.seeming(v).filter(|_| v.takes(Frame::Clause) || v.takes(Frame::Small) || v.takes(Frame::Wish))
        {
            return Some(said);
        }
        self.of_subject(v, subject)
    }

    /// "was asked to leave".
    fn controlled_by(&self, v: &Verb<'_>) -> Option<Uttered> {
        let after = self.agent(v.t).map_or(v.group.end, |a| a.tokens.end);
        let clause = self
            .s
            .a
            .children(v.t)
            .find(|c| *c > v.t && self.s.marked_by(*c, "to") && self.extent(*c).start <= after)?;
        Uttered::new(vec![self.infinitive(clause, v.group.end, &v.region)?], v.group.end, How::Person)
    }

    /// "The plan was criticized by X for its cost", "a man accused of spying": subject, and what is said of it.
    fn of_subject(&self, v: &Verb<'_>, subject: Option<usize>) -> Option<Uttered> {
        let s = self.s;
        if !(v.takes(Frame::Object) || v.takes(Frame::Small)) {
            return None;
        }
        let rest =
            s.a.children(v.t)
                .filter(|c| *c > v.t)
                .find(|c| ["of", "for", "as", "over"].iter().any(|p| s.marked_by(*c, p)) || s.rel(*c) == Rel::Xcomp);
        if v.source.is_none() && rest.is_none() {
            return None;
        }
        let first = match subject {
            Some(x) if matches!(s.xpos(x), Xpos::Wdt | Xpos::Wp) => x..x + 1,
            Some(x) => self.party(x, v.region.start..v.group.start)?.tokens,
            None => {
                let noun = s.a.head(v.t).filter(|h| matches!(s.rel(v.t), Rel::Acl) && *h < v.t && s.is_nominal(*h))?;
                self.party(noun, v.region.start..v.group.start)?.tokens
            }
        };
        let mut ranges = vec![first];
        if let Some(rest) = rest {
            let below = self.extent(rest);
            ranges.push(below.start.max(v.group.end)..below.end.min(v.region.end));
        }
        let mut said = Uttered::new(self.finish(ranges, &v.region), v.group.end, How::Passive)?;
        said.impersonal = true;
        Some(said)
    }
}
