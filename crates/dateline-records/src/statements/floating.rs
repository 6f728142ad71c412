//! Quotations whose cue the tree does not show: read off the order of the words.
//!
//! `"…," Ada Crane, the mayor of Elm, wrote`: between the closing mark and a verb of saying stands the speaker, whatever
//! the parser hung the words on; `"…," said Crane`: the speaker follows.

use super::rule::{How, Rule};
use super::speech::{Draft, Party, Speech};
use crate::actors::Kind;
use crate::cues::{Frame, Sense};
use crate::words::NounKind;
use dateline_language::{Rel, Upos, Xpos};
use std::ops::Range;

/// How far behind a quotation its verb may stand.
const REACH: usize = 25;

impl Speech<'_> {
    /// For each quotation, whether its first word lies in the content of a cue outside it.
    pub(super) fn told_quotations(&self, drafts: &[Draft]) -> Vec<bool> {
        let mut told = vec![false; self.s.a.quotes.len()];
        for d in drafts {
            for c in &d.content {
                let first = self.s.a.quotes.partition_point(|q| q.inner().start < c.start);
                for (i, q) in
                    self.s.a.quotes.iter().enumerate().skip(first).take_while(|(_, q)| q.inner().start < c.end)
                {
                    told[i] |= !q.tokens.contains(&d.head);
                }
            }
        }
        told
    }

    /// Statements for quotations that no draft from outside covers; `told` learns of them.
    pub(super) fn floating(&self, drafts: &[Draft], told: &mut [bool]) -> Vec<Draft> {
        let mut out = Vec::new();
        for (q, told) in self.s.a.quotes.iter().zip(told) {
            let loose = q.closed && q.inner().len() > 3 && !*told;
            let found = || {
                let close = self.signed(&q.tokens).or_else(|| self.behind(&q.tokens, drafts));
                close.or_else(|| self.introduced(&q.tokens)).or_else(|| self.after_deed(&q.tokens, drafts))
            };
            let Some(draft) = loose.then(found).flatten() else { continue };
            *told = true;
            out.push(draft);
        }
        out
    }

    /// `“The road is gone.” — Ada Crane, farmer`: a dash and a name, to the end of the paragraph.
    fn signed(&self, quote: &Range<usize>) -> Option<Draft> {
        let s = self.s;
        let (dash, n) = (quote.end, s.a.tokens.len());
        if dash + 1 >= n || !matches!(s.a.form(dash), "―" | "—" | "–" | "--" | "-") {
            return None;
        }
        let end =
            (dash + 2..n.min(dash + REACH)).find(|t| s.a.opens_paragraph(*t)).or((n < dash + REACH).then_some(n))?;
        let capital = s.a.form(dash + 1).starts_with(char::is_uppercase);
        let plain = (dash + 1..end).all(|t| !s.is_verb(t) && self.quote(t).is_none());
        let source = (capital && plain).then(|| self.name_at(dash + 1, end)).flatten()?;
        // "— Foreign Minister Ada Crane" is signed, "— Late night" is not.
        let named =
            s.upos(dash + 1) == Upos::Propn || self.mention(source.head).is_some_and(|m| self.actors.by_name(m));
        let source = named.then_some(source)?;
        let content = self.finish_one(quote.clone(), quote);
        let said = self.tables.cues.verb("say")?.sense(&[Frame::Clause])?;
        let mut draft = self.made(dash, dash..dash + 1, content, source, said)?;
        draft.rule = Rule::Signature;
        draft.negated = false;
        Some(draft)
    }

    /// `And from Ada Crane:` and what she says, here or in the next line.
    fn introduced(&self, quote: &Range<usize>) -> Option<Draft> {
        let s = self.s;
        let colon = quote.start.checked_sub(1).filter(|c| self.is(*c, ":"))?;
        let start = self.sentence(colon).start;
        let lists = &s.words.statements;
        let from = (start.max(colon.saturating_sub(REACH))..colon).rev().find(|t| s.form_in(*t, &lists.introducing))?;
        let plain = |t: usize| !s.is_verb(t) || s.lemma_in(t, &lists.bringing);
        if !((start..from).all(plain) && (from + 1..colon).all(|t| !s.is_verb(t))) {
            return None;
        }
        let source = self.phrase_of(from + 1..colon).filter(|p| self.is_person(p.head))?;
        let content = self.finish_one(quote.clone(), quote);
        let said = self.tables.cues.verb("say")?.sense(&[Frame::Clause])?;
        let mut draft = self.made(colon, colon..colon + 1, content, source, said)?;
        draft.rule = Rule::Colon;
        draft.negated = false;
        Some(draft)
    }

    /// `The minister turned to the reporters. "There will be no deal."`: sentences in marks that follow, in one paragraph, on
    /// what one person says or does to be heard, and that nobody behind them claims.
    fn after_deed(&self, quote: &Range<usize>, drafts: &[Draft]) -> Option<Draft> {
        let s = self.s;
        let before = self.sentence(quote.start.checked_sub(1)?);
        let whole = self.sentence(quote.start).start == quote.start
            && (quote.end >= s.a.tokens.len() || self.sentence(quote.end).start == quote.end)
            && self.pauses(quote.end - 2);
        if !whole || s.a.opens_paragraph(quote.start) || self.quote(before.start).is_some() {
            return None;
        }
        let root = before.clone().find(|t| s.rel(*t) == Rel::Root)?;
        let from = drafts.partition_point(|d| d.cue.start < before.start);
        let told = drafts[from..].iter().take_while(|d| d.cue.start < before.end).find(|d| d.head == root);
        let gesture = s.lemma_in(root, &s.words.statements.gestures);
        // Of whoever is named what she does may be anything: "Ada Crane has run the clinic for ten years."
        // What she goes on to say is part of what she says there.
        let silent = before.clone().all(|t| self.quote(t).is_none());
        let named = |head: usize| silent && self.mention(head).is_some_and(|m| self.actors.with_name(m));
        let source = match told {
            // A quotation that goes on behind its cue is the same statement.
            Some(d) if !gesture && d.content.iter().any(|c| c.start < d.cue.start) => return None,
            Some(d) if d.source.as_ref().is_some_and(|p| named(p.head)) => d.source.clone()?,
            Some(d) if gesture || d.rule.of_verb() == Some(How::Clause) => d.source.clone()?,
            None => {
                let passive = || s.a.child(root, Rel::NsubjPass);
                let subject = s.doer(root).or_else(passive).filter(|d| before.start <= *d && *d < root)?;
                if !(gesture || named(subject)) {
                    return None;
                }
                self.phrase_of(self.extent(subject))?
            }
            _ => return None,
        };
        if !self.is_person(source.head) {
            return None;
        }
        let content = self.finish_one(quote.clone(), quote);
        let said = self.tables.cues.verb("say")?.sense(&[Frame::Clause])?;
        let mut draft = self.made(root, root..root + 1, content, source, said)?;
        draft.sure *= 0.8;
        draft.negated = false;
        Some(draft)
    }

    /// Whether a word heads the phrase for one person.
    fn is_person(&self, head: usize) -> bool {
        let noun = || self.s.words.nouns.kind(self.s.a.lemma(head)) == Some(NounKind::Person);
        self.mention(head).map_or_else(noun, |m| {
            matches!(self.actors.chain(m).kind, Kind::Person | Kind::Unknown | Kind::Pronoun) && !m.plural
        })
    }

    fn behind(&self, quote: &Range<usize>, drafts: &[Draft]) -> Option<Draft> {
        let s = self.s;
        let from = quote.end;
        if from >= s.a.tokens.len() || !self.pauses(from - 2) && !self.is_mark(from - 2) {
            return None;
        }
        let sentence = self.sentence(from);
        let end = sentence.end.min(from + REACH);
        let verb = (from..end).find(|t| s.is_verb(*t) && !matches!(s.xpos(*t), Xpos::Vbg | Xpos::Vb))?;
        if self.quote(verb).is_some() || self.is_cue(drafts, verb) {
            return None;
        }
        let cue = self.tables.cues.verb(&self.verb_lemma(verb))?.sense(&[Frame::Clause])?;
        let group = self.verb_group(verb);
        let before = from..group.start.max(from);
        let plain = before.clone().all(|t| self.quote(t).is_none() && !matches!(s.a.form(t), ";" | ":"));
        if !plain {
            return None;
        }
        let source = if before.is_empty() { self.name_at(group.end, sentence.end) } else { self.phrase_of(before) }?;
        let content = self.finish_one(quote.clone(), quote);
        self.made(verb, group, content, source, cue)
    }

    /// Whether a word heads a draft's cue; drafts are in the order of their cues.
    fn is_cue(&self, drafts: &[Draft], t: usize) -> bool {
        let from = drafts.partition_point(|d| d.cue.start + REACH < t);
        drafts[from..].iter().take_while(|d| d.cue.start <= t).any(|d| d.head == t)
    }

    fn made(
        &self,
        head: usize,
        cue: Range<usize>,
        content: Vec<Range<usize>>,
        source: Party,
        by: &Sense,
    ) -> Option<Draft> {
        (!content.is_empty()).then(|| Draft {
            head,
            cue,
            content,
            source: Some(source),
            addressee: None,
            act: by.act,
            negated: self.s.negated(head),
            rule: Rule::Verb { group: by.group.clone(), how: How::Quote, blows: by.blows },
            sure: by.sure * 0.9,
        })
    }

    /// Words that are a phrase that can speak, by what is in them.
    fn phrase_of(&self, mut r: Range<usize>) -> Option<Party> {
        while !r.is_empty() && self.is_punct(r.start) {
            r.start += 1;
        }
        while !r.is_empty() && self.is_punct(r.end - 1) && !matches!(self.s.a.form(r.end - 1), ")" | "]") {
            r.end -= 1;
        }
        if r.is_empty() || matches!(self.s.upos(r.start), Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Adv) {
            return None;
        }
        let mention = self.actors.mentions.range(r.clone()).map(|(_, m)| m).find(|m| m.core.start <= r.start + 1);
        let head = mention.map(|m| m.head).or_else(|| r.clone().rev().find(|t| self.s.is_nominal(*t)))?;
        self.can_speak(head).then_some(Party { head, tokens: r })
    }

    /// The name that begins at a word: up to a pause, a preposition or a verb.
    pub(super) fn name_at(&self, at: usize, end: usize) -> Option<Party> {
        let s = self.s;
        let stops =
            |t: &usize| self.is_punct(*t) || s.is_verb(*t) || matches!(s.upos(*t), Upos::Adp | Upos::Adv | Upos::Sconj);
        let stop = (at..end).find(stops).unwrap_or(end);
        self.phrase_of(at..stop)
    }
}
