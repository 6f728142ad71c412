//! Cues that are no verbs: nouns, "according to", "in her view", adverbs, colons.

use super::rule::{How, Rule};
use super::speech::{Draft, Party, Speech};
use crate::cues::{Frame, NounCue};
use dateline_contract::record::SpeechAct;
use dateline_language::{Rel, Upos, Xpos};
use std::ops::Range;

/// How a text is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Prose,
    /// Turns of speakers, each named before a colon.
    Transcript,
}

impl Speech<'_> {
    fn draft(
        &self,
        head: usize,
        cue: Range<usize>,
        content: Vec<Range<usize>>,
        rule: Rule,
        sure: f32,
    ) -> Option<Draft> {
        (!content.is_empty()).then_some(Draft {
            head,
            cue,
            content,
            source: None,
            addressee: None,
            act: SpeechAct::Assert,
            negated: false,
            rule,
            sure,
        })
    }

    /// "the claim that …", "growing fears of …", "his criticism of …".
    pub(super) fn noun(&self, t: usize) -> Option<Draft> {
        let s = self.s;
        if !matches!(s.upos(t), Upos::Noun) || matches!(s.rel(t), Rel::Compound | Rel::Fixed) {
            return None;
        }
        let cue = self.tables.cues.noun(&self.lemma(t))?;
        let region = self.region(t);
        if !region.contains(&t) {
            return None;
        }
        let (content, end, how) = self.noun_content(t, cue, &region)?;
        // "expressed concern about", "voiced support for": a listed verb is part of the cue as one that says nothing is.
        let lends = |v: usize| {
            let cue = self.tables.cues.verb(&self.verb_lemma(v)).and_then(|c| c.sense(&[Frame::Object]));
            self.tables.cues.is_light(&self.lemma(v))
                || cue.is_some_and(|c| c.act != SpeechAct::Deny) && s.rel(t) == Rel::Obj
        };
        let light =
            s.governor(t).filter(|v| matches!(s.rel(t), Rel::Obj | Rel::Obl) && s.a.head(t) == Some(*v) && lends(*v));
        let mut addressee = None;
        let source = self.possessor(t, &region).or_else(|| self.author(t, &region, &content)).or_else(|| {
            let v = light?;
            let group = self.verb_group(v);
            addressee = s.a.child(v, Rel::Iobj).and_then(|i| self.party(i, group.end..t));
            if s.is_passive(v) { self.agent(v) } else { self.speaker(v, &group) }
        });
        let source = source.filter(|p| self.can_speak(p.head) && !content.contains(&p.head));
        let lone = how == How::Clause && cue.lone
            || how == How::Prep && self.tables.cues.is_lone(&self.lemma(t), &s.a.form(end - 1).to_lowercase());
        if source.is_none() && !lone {
            return None;
        }
        let first =
            (self.extent(t).start..t).rev().take_while(|i| s.rel(*i) == Rel::Amod && s.a.head(*i) == Some(t)).last();
        let mut start = first.unwrap_or(t);
        // "has a low opinion of": the verb that lends its doer is part of the cue where nothing comes between.
        let own = self.possessor(t, &region).is_some();
        if let Some(v) = light.filter(|_| source.is_some() && !own) {
            let group = self.verb_group(v);
            let near = (group.end..t).all(|i| s.a.head(i) == Some(t) && matches!(s.rel(i), Rel::Det | Rel::Amod));
            start = if near { group.start } else { start };
        }
        let mut draft = self.draft(t, start..end, vec![content], Rule::Noun(cue.group.clone(), how), 0.75)?;
        draft.act = cue.act;
        draft.negated = s.a.children_by(t, Rel::Det).any(|d| s.is_lemma(d, "no"));
        draft.source = source;
        draft.addressee = addressee;
        Some(draft)
    }

    fn noun_content(&self, t: usize, cue: &NounCue, region: &Range<usize>) -> Option<(Range<usize>, usize, How)> {
        let s = self.s;
        if let Some(found) = self.is_what(t, cue, region) {
            return Some(found);
        }
        if cue.clause {
            let on_verb = s.a.head(t).filter(|_| matches!(s.rel(t), Rel::Obj | Rel::Nsubj)).into_iter();
            let children = s.a.children(t).chain(on_verb.flat_map(|v| s.a.children(v)));
            for c in children.filter(|c| {
                *c > t && matches!(s.rel(*c), Rel::Acl | Rel::Ccomp | Rel::AclRelcl | Rel::Advcl | Rel::Xcomp)
            }) {
                let below = self.extent(c);
                let start = below.start.max(t + 1);
                let near = start <= t + 2 || self.author_reaches(t, start);
                let that = self.is(start, "that") && s.rel(start) == Rel::Mark
                    || cue.act == SpeechAct::Ask && self.is_any(start, &["whether", "if"]);
                let to = s.xpos(start) == Xpos::To;
                if near && (that || to) {
                    let end = below.end.min(region.end).min(self.own_predicate(t, start));
                    let r = self.trim(start..end)?;
                    return Some((self.balance(r, region.clone()), t + 1, How::Clause));
                }
            }
        }
        let at = t + 1;
        let takes = at < region.end && cue.prep.iter().any(|p| self.is(at, p));
        if !takes {
            return None;
        }
        let head = s.a.head(at).filter(|h| *h > at)?;
        let r = self.trim(at + 1..self.extent(head).end.min(region.end))?;
        Some((self.balance(r, region.clone()), at + 1, How::Prep))
    }

    /// "Her main argument is that ports matter".
    fn is_what(&self, t: usize, cue: &NounCue, region: &Range<usize>) -> Option<(Range<usize>, usize, How)> {
        let s = self.s;
        let owned = s.a.child(t, Rel::NmodPoss).is_some();
        let is = t + 2 < region.end && self.is_any(t + 1, &["is", "was"]) && self.is(t + 2, "that");
        if !(cue.clause && owned && is && s.rel(t).is_subject()) {
            return None;
        }
        let r = self.trim(t + 2..region.end)?;
        Some((self.balance(r, region.clone()), t + 1, How::Clause))
    }

    /// Whether nothing but whose it is stands between a noun and its clause: "a warning from the coastguard that …".
    fn author_reaches(&self, t: usize, start: usize) -> bool {
        let by = |c: &usize| {
            matches!(self.s.rel(*c), Rel::Nmod | Rel::Obl | Rel::OblAgent)
                && ["by", "among", "from", "in", "of"].iter().any(|p| self.s.marked_by(*c, p))
        };
        let above = self.s.a.head(t).filter(|h| self.s.is_verb(*h));
        let mut all = self.s.a.children(t).chain(above.into_iter().flat_map(|h| self.s.a.children(h)));
        all.any(|c| by(&c) && self.extent(c).start == t + 1 && self.extent(c).end.min(start) + 1 >= start)
    }

    /// Where the verb begins that a noun is the subject of: "The claim that it is safe **rests** on …".
    fn own_predicate(&self, t: usize, from: usize) -> usize {
        let s = self.s;
        let Some(head) = s.a.head(t).filter(|h| *h > from && s.rel(t).is_subject()) else { return usize::MAX };
        let own = |c: &usize| *c > from && *c < head && matches!(s.rel(*c), Rel::Cop | Rel::Aux | Rel::AuxPass);
        s.a.children(head).find(own).unwrap_or(head)
    }

    /// "is sure that …", "was critical of …", "are ready to …".
    pub(super) fn adjective(&self, t: usize) -> Option<Draft> {
        let s = self.s;
        if !matches!(s.upos(t), Upos::Adj | Upos::Verb) || matches!(s.rel(t), Rel::Amod | Rel::Compound) {
            return None;
        }
        // "made sure that …" sees to it.
        if s.a.head(t).is_some_and(|h| s.rel(t) == Rel::Xcomp && s.is_lemma(h, "make")) {
            return None;
        }
        let cue = self.tables.cues.adjective(&s.a.form(t).to_lowercase())?;
        let region = self.region(t);
        if !region.contains(&t) {
            return None;
        }
        let (content, end, how) = self.noun_content(t, cue, &region).or_else(|| self.bare_clause(t, cue, &region))?;
        let (t, group) = self.predicate(t);
        let source = self.speaker(t, &group)?;
        if !self.can_speak(source.head) || content.contains(&source.head) || self.is(source.head, "it") {
            return None;
        }
        let mut draft =
            self.draft(t, group.start..end, vec![content], Rule::Adjective(cue.group.clone(), how), 0.75)?;
        draft.act = cue.act;
        draft.negated = s.negated(t);
        draft.source = Some(source);
        Some(draft)
    }

    /// "remain doubtful": the verb that an adjective completes, and the words from it to the adjective.
    fn predicate(&self, t: usize) -> (usize, Range<usize>) {
        const STATES: [&str; 10] =
            ["remain", "become", "feel", "seem", "stay", "grow", "sound", "appear", "get", "look"];
        let s = self.s;
        let above =
            s.a.head(t).filter(|h| *h < t && s.rel(t) == Rel::Xcomp && STATES.iter().any(|w| s.is_lemma(*h, w)));
        above.map_or_else(|| (t, self.verb_group(t)), |verb| (verb, self.verb_group(verb).start..t + 1))
    }

    /// "am glad you came": a clause right behind an adjective.
    fn bare_clause(&self, t: usize, cue: &NounCue, region: &Range<usize>) -> Option<(Range<usize>, usize, How)> {
        let s = self.s;
        let clause = s.a.children(t).find(|c| *c > t && s.rel(*c) == Rel::Ccomp && self.extent(*c).start == t + 1)?;
        let r = self.trim(t + 1..self.extent(clause).end.min(region.end))?;
        cue.clause.then(|| (self.balance(r, region.clone()), t + 1, How::Clause))
    }

    /// "Trump's claim", "their fears".
    fn possessor(&self, t: usize, region: &Range<usize>) -> Option<Party> {
        let owner = self.s.a.child(t, Rel::NmodPoss)?;
        self.party(owner, region.start..t)
    }

    /// "a claim by the bank", "fears among farmers", "criticism from the left".
    fn author(&self, t: usize, region: &Range<usize>, content: &Range<usize>) -> Option<Party> {
        let by = |c: &usize| {
            matches!(self.s.rel(*c), Rel::Nmod | Rel::OblAgent | Rel::Obl)
                && ["by", "among", "from"].iter().any(|p| self.s.marked_by(*c, p))
        };
        let author = self.s.a.children(t).filter(|c| *c > t).find(by)?;
        let end = if author < content.start { content.start } else { region.end };
        self.party(author, t + 1..end)
    }

    /// "According to X, …", "…, in the words of X, …".
    pub(super) fn according(&self, t: usize) -> Option<Draft> {
        let s = self.s;
        let region = self.region(t);
        let phrase = self
            .tables
            .cues
            .source_after()
            .iter()
            .find(|p| t + p.len() < region.end && p.iter().enumerate().all(|(i, w)| self.is(t + i, w)))?;
        let (cue, end) = (t..t + phrase.len(), t + phrase.len());
        // What the words introduce hangs on one of them or they on it.
        let head = (end..region.end).find(|h| {
            s.is_nominal(*h)
                && self.extent(*h).start <= end
                && !matches!(s.rel(*h), Rel::Compound | Rel::Flat | Rel::NmodPoss | Rel::NmodDesc)
        })?;
        // "according to the age of the guests" measures.
        if self.tables.cues.is_measure(&self.lemma(head)) {
            return None;
        }
        let source = self.party(head, end..region.end)?;
        let last = source.tokens.end;
        self.around_phrase(cue, last, source, &region, Rule::According)
    }

    /// The content of a phrase that puts its sentence on somebody's word.
    fn around_phrase(
        &self,
        cue: Range<usize>,
        last: usize,
        source: Party,
        region: &Range<usize>,
        rule: Rule,
    ) -> Option<Draft> {
        let s = self.s;
        let start = cue.start.min(source.tokens.start);
        let comma_before = start > region.start && matches!(s.a.form(start - 1), "," | "—" | "–");
        let mut after = last.max(cue.end);
        // "according to X on Monday, …": up to the comma.
        let comma = (after..region.end.min(after + 8)).find(|i| matches!(s.a.form(*i), "," | "—"));
        // "…, and according to the cook …": what follows.
        let joined_on = start > region.start + 1 && s.upos(start - 1) == Upos::Cconj && !s.a.opens_paragraph(start);
        let initial = start <= region.start + 1 || joined_on;
        let mut ranges = Vec::new();
        if initial {
            after = comma.map_or(after, |c| c + 1);
            ranges.push(after..region.end);
        } else {
            let begin = self.left_bound(start, region);
            ranges.push(begin..if comma_before { start - 1 } else { start });
            if comma_before && comma.is_some_and(|c| c == after) && (after..region.end).any(|i| s.is_verb(i)) {
                ranges.push(after + 1..region.end);
            }
        }
        let joined = !s.a.opens_paragraph(start);
        if let Some(q) = start
            .checked_sub(1)
            .filter(|_| joined)
            .and_then(|b| self.quote_before(if comma_before { b } else { start }))
        {
            ranges[0].start = ranges[0].start.min(q.tokens.start);
        }
        let bound = ranges[0].start..region.end;
        let content = self.finish(ranges, &bound);
        let mut draft = self.draft(cue.start, cue, content, rule, 0.9)?;
        draft.source = Some(source);
        Some(draft)
    }

    /// Where the clause that a phrase at its end belongs to begins: at the sentence's beginning, or behind "and", a
    /// semicolon, or another's cue.
    fn left_bound(&self, at: usize, region: &Range<usize>) -> usize {
        let s = self.s;
        let mut start = region.start;
        for t in region.start..at {
            if matches!(s.a.form(t), ";") {
                start = t + 1;
            }
        }
        while start < at && s.upos(start) == Upos::Cconj {
            start += 1;
        }
        start
    }

    /// "In the bishop's view, …", "In a new poll, …".
    pub(super) fn in_view(&self, t: usize) -> Option<Draft> {
        let s = self.s;
        if !self.is(t, "in") {
            return None;
        }
        let head = s.a.head(t).filter(|h| *h > t && *h < t + 10)?;
        let lemma = self.lemma(head);
        let region = self.region(t);
        if self.tables.cues.is_possessed(&lemma) {
            let owner = s.a.child(head, Rel::NmodPoss)?;
            let source = self.party(owner, t + 1..head)?;
            let mut draft = self.around_phrase(t..head + 1, head + 1, source, &region, Rule::InView)?;
            draft.cue = head..head + 1;
            draft.head = head;
            return Some(draft);
        }
        let near = t == region.start || self.is_any(t + 1, &["a", "an", "the"]) && t > region.start + 3;
        if self.tables.cues.is_in_source(&lemma) && near && matches!(s.rel(head), Rel::Obl | Rel::Nmod) {
            let source = self.party(head, t + 1..region.end)?;
            let last = source.tokens.end;
            let mut draft = self.around_phrase(t..t + 1, last, source, &region, Rule::InSource)?;
            draft.sure = 0.7;
            return Some(draft);
        }
        None
    }

    /// "reportedly": the clause is on somebody's word.
    pub(super) fn adverb(&self, t: usize) -> Option<Draft> {
        let s = self.s;
        if s.upos(t) != Upos::Adv || !self.tables.cues.is_adverb(&self.lemma(t)) {
            return None;
        }
        let region = self.region(t);
        let head = s.a.head(t).filter(|h| region.contains(h))?;
        let verb = if s.is_verb(head) || s.a.child(head, Rel::Cop).is_some() {
            head
        } else {
            s.above(head).find(|h| s.is_verb(*h))?
        };
        let below = self.extent(verb);
        let mut start = below.start.max(region.start);
        while start < t && (matches!(s.rel(start), Rel::Cc | Rel::Mark) || self.is_punct(start)) {
            start += 1;
        }
        let content = self.finish(vec![start..t, t + 1..below.end.min(region.end)], &region);
        self.draft(t, t..t + 1, content, Rule::Adverb, 0.7)
    }

    /// The colon behind the name that a paragraph begins with, if it does.
    fn label(&self, sentence: &Range<usize>) -> Option<usize> {
        let s = self.s;
        let start = sentence.start;
        if !s.a.opens_paragraph(start) {
            return None;
        }
        let at = (start..sentence.end.min(start + 8)).find(|t| s.a.form(*t) == ":")?;
        let name = |t: usize| {
            let form = s.a.form(t);
            form.starts_with(char::is_uppercase) || matches!(form, "." | "of" | "the" | "'s" | "’s" | "de" | "al")
        };
        let gap = at + 1 < s.a.tokens.len() && s.a.tokens[at + 1].span.start() > s.a.tokens[at].span.end();
        if at == start || !gap || !(start..at).all(name) {
            return None;
        }
        if self.is_any(start, &["photo", "photos", "video", "watch", "update", "note", "correction", "read", "graphic"])
        {
            return None;
        }
        let caps = (start..at).all(|t| !s.a.form(t).chars().any(char::is_lowercase));
        let able = || (start..at).any(|t| self.actors.at(t).is_some() || s.a.name_at(t).is_some());
        (caps || able()).then_some(at)
    }

    /// How a text is laid out: in a transcript speakers in capitals begin four paragraphs or more.
    pub(super) fn layout(&self) -> Layout {
        let caps = |r: &&Range<usize>| {
            self.label(r).is_some_and(|at| (r.start..at).all(|t| !self.s.a.form(t).chars().any(char::is_lowercase)))
        };
        let fourth = self.s.a.sentences.iter().filter(caps).nth(3);
        fourth.map_or(Layout::Prose, |_| Layout::Transcript)
    }

    /// "PESKOV: …", "Q: …", "Mayor: the bridge is safe".
    pub(super) fn colon(&self, sentence: &Range<usize>, layout: Layout) -> Option<Draft> {
        let s = self.s;
        let start = sentence.start;
        let at = self.label(sentence)?;
        // A transcript's turn runs to the end of its paragraph.
        let from = at + 1;
        let mut end = sentence.end;
        for next in s.a.sentences.iter().skip(s.a.sentence_of(start) + 1) {
            let paragraph = s.a.opens_paragraph(next.start);
            if paragraph
                && !(layout == Layout::Transcript
                    && self.label(next).is_none()
                    && !matches!(s.a.form(next.start), "(" | "[" | "-" | "*" | "_"))
            {
                break;
            }
            end = next.end;
        }
        if from >= end || (from == sentence.end && s.a.opens_paragraph(from)) {
            return None;
        }
        let head = (start..at).find(|t| self.actors.at(*t).is_some()).unwrap_or(at - 1);
        let content = self.finish_one(from..end, &(from..end));
        let mut draft = self.draft(at, at..at + 1, content, Rule::Colon, 0.8)?;
        draft.source = Some(Party { head, tokens: start..at });
        Some(draft)
    }
}
