//! Clauses and quotations as content: behind the cue, before it, on both sides of it.

use super::content::Content;
use super::rule::How;
use super::speech::{Party, Speech};
use super::verbs::{Uttered, Verb};
use crate::cues::{Frame, VerbCue};
use dateline_contract::record::SpeechAct;
use dateline_language::{Quote, Rel, Upos, Xpos};
use std::ops::Range;

impl Speech<'_> {
    /// What a verb of saying says in a clause or quotation.
    pub(super) fn clause(&self, v: &Verb<'_>) -> Option<Uttered> {
        let inquit = v.inquit(self);
        let listed = v.takes(Frame::Clause);
        let finite = matches!(self.s.xpos(v.t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn)
            || v.group.start < v.t && self.s.xpos(v.t) != Xpos::Vbg;
        let left = self.left(v, &inquit).filter(|_| finite).filter(|(content, _)| {
            let own = v.source.as_ref().map(|p| p.head);
            !content.iter().any(|c| own.is_some_and(|h| c.contains(&h)))
        });
        let left = left.filter(|(content, quoted)| *quoted || self.follows(v, &inquit, content));
        if let Some(said) = self.as_noted(v, &inquit) {
            return Some(said);
        }
        let right = self.right(v, &inquit);
        let beside = right.as_ref().is_some_and(|r| r.how == How::Clause && r.content[0].start <= inquit.end + 1);
        let title = left.as_ref().is_some_and(|(c, _)| self.is_title(c));
        // "…, said Ada Crane, who …": what follows a speaker behind the cue is about the speaker.
        let behind = left.is_some() && v.source.as_ref().is_some_and(|p| p.tokens.start >= v.group.end);
        let right = right.filter(|r| !behind || r.how == How::Quote);
        let left = left.filter(|(c, quoted)| !(*quoted && (title || beside && self.quote_at(c[0].start).is_none())));
        if let Some((mut content, true)) = left {
            // Quoted on the left: what is quoted on the right belongs to it.
            if let Some(said) = right.filter(|r| r.how == How::Quote && r.content[0].start >= inquit.end) {
                content.extend(said.content);
            } else {
                content.extend(self.quoted_on(v, inquit.end));
            }
            return Uttered::new(content, v.group.end, How::Quote).filter(|_| listed || v.source.is_some()).map(
                |mut s| {
                    s.addressee = self.addressee(v, &inquit);
                    s
                },
            );
        }
        if let Some(mut said) = right {
            said.addressee = self
                .addressee(v, &inquit)
                .filter(|a| said.content.iter().all(|c| c.end <= a.tokens.start || c.start >= a.tokens.end));
            return Some(said).filter(|s| listed || s.how == How::Quote || self.is_that(s));
        }
        let (content, _) = left.filter(|_| listed && !v.passive)?;
        let mut said = Uttered::new(content, v.group.end, How::Inquit)?;
        said.addressee = self.addressee(v, &inquit);
        Some(said)
    }

    /// Whether a verb can stand behind what it says without marks: it says no more behind it.
    ///
    /// "When it was over, the chairman held a party", "In the north, farmers see wells as a right" say nothing before.
    fn follows(&self, v: &Verb<'_>, inquit: &Range<usize>, content: &[Range<usize>]) -> bool {
        let s = self.s;
        let addressed = v.takes(Frame::Person) || v.takes(Frame::Wish) || matches!(v.lemma.as_str(), "tell" | "assure");
        let more = |c: usize| {
            let object =
                matches!(s.rel(c), Rel::Obj | Rel::Xcomp) && !addressed && !content.iter().any(|r| r.contains(&c));
            c >= inquit.end && object && !self.is_mark(self.extent(c).start)
        };
        v.cue.is_none_or(VerbCue::follows) && !s.a.children(v.t).any(more)
    }

    /// "As the mayor noted, the bill is empty", "The council, as the Gazette reported, paid twice".
    fn as_noted(&self, v: &Verb<'_>, inquit: &Range<usize>) -> Option<Uttered> {
        let s = self.s;
        let start = inquit.start;
        let own = v.source.as_ref().is_some_and(|p| p.tokens.start == start || p.tokens.end == inquit.end);
        let finite = matches!(s.xpos(v.t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) || v.group.len() > 1;
        if !(own && finite && v.takes(Frame::Clause) && start > v.region.start && self.is(start - 1, "as")) {
            return None;
        }
        let says = |c: usize| c > v.t && matches!(s.rel(c), Rel::Ccomp | Rel::Xcomp | Rel::Obj) && !self.can_speak(c);
        if s.a.children(v.t).any(says) {
            return None;
        }
        let limit = v.region.end.min(inquit.end + 14);
        let comma = (inquit.end..limit).find(|t| matches!(s.a.form(*t), "," | "—"))?;
        let plain = (inquit.end..comma).all(|t| !s.is_verb(t));
        let on_right = (comma + 1..v.region.end).any(|t| s.is_verb(t) || s.upos(t) == Upos::Aux);
        if !(plain && on_right) {
            return None;
        }
        let mut opening = self.opening(v);
        if opening < start - 1 && self.is_any(opening, &["however", "moreover", "still"]) {
            opening += 1;
        }
        let before = opening..(start - 1).max(opening);
        let comma_before = start >= 2 && matches!(s.a.form(start - 2), "," | "—");
        let left = (before.len() > 1 && comma_before).then(|| before.start..before.end - 1);
        if left.is_none() && before.len() > 1 {
            return None;
        }
        let content =
            self.finish(left.into_iter().chain(std::iter::once(comma + 1..v.region.end)).collect(), &v.region);
        Uttered::new(content, v.group.end, How::Inquit)
    }

    /// A quotation behind words of its sentence that is a title or a word held at a distance: "on “Face the State,” he said".
    fn is_title(&self, content: &[Range<usize>]) -> bool {
        let Some(q) = content.last().and_then(|c| self.quote_before(c.end)) else { return false };
        let before = content[0].start < q.tokens.start;
        let capital = |t: usize| {
            let form = self.s.a.form(t);
            self.is_punct(t) || form.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || form.len() <= 3
        };
        before && q.inner().len() < 9 && q.inner().all(capital)
    }

    /// An unlisted verb is a cue with "that" alone.
    fn is_that(&self, said: &Uttered) -> bool {
        self.is(said.content[0].start, "that")
    }

    /// The addressee of a verb of telling.
    fn addressee(&self, v: &Verb<'_>, inquit: &Range<usize>) -> Option<Party> {
        let s = self.s;
        let object = s.a.children(v.t).find(|c| {
            *c >= inquit.end.min(v.group.end)
                && !v.source.as_ref().is_some_and(|p| p.tokens.contains(c))
                && (matches!(s.rel(*c), Rel::Obj | Rel::Iobj) && (v.takes(Frame::Person) || v.takes(Frame::Wish))
                    || s.rel(*c) == Rel::Iobj
                    || self.told_to(v, *c))
        })?;
        self.party(object, v.group.end..v.region.end)
            .filter(|_| matches!(v.lemma.as_str(), "tell" | "inform" | "remind" | "assure") || self.can_speak(object))
    }

    fn told_to(&self, v: &Verb<'_>, c: usize) -> bool {
        let tell = matches!(v.lemma.as_str(), "tell" | "assure" | "remind" | "inform" | "notify" | "brief" | "advise");
        // "promised pensioners that coal would stay cheap"
        let clause = self.s.a.children(v.t).any(|x| x > c && self.s.rel(x) == Rel::Ccomp);
        ((tell || clause && self.can_speak(c)) && matches!(self.s.rel(c), Rel::Obj | Rel::Iobj))
            || (self.s.rel(c) == Rel::Obl && self.s.marked_by(c, "to"))
    }

    /// The clause or quotation behind a verb.
    fn right(&self, v: &Verb<'_>, inquit: &Range<usize>) -> Option<Uttered> {
        if let Some(content) = self.quoted_right(v, inquit) {
            return Uttered::new(content, v.group.end, How::Quote);
        }
        let s = self.s;
        if let Some(said) = self.after_that(v, inquit) {
            return Some(said);
        }
        let clause = self.complement(v, inquit)?;
        let mut content = self.clause_content(v.t, clause, inquit, &v.region);
        if let Some(last) = content.last_mut() {
            last.end = self.end_of_relative(v, last.clone());
        }
        let comma = |t: usize| t < v.region.end && self.is(t, ",");
        if let Some(first) = content
            .first()
            .filter(|c| c.start >= inquit.end && c.start <= inquit.end + 1 && self.quote_at(c.start).is_none())
            && comma(inquit.end)
            && inquit.start > v.region.start + 2
            && (v.region.start..inquit.start).any(|t| s.is_nominal(t))
            && comma(inquit.start - 1)
            && v.takes(Frame::Clause)
            && !self.relative_cue(v)
            && !self.is(first.start, "that")
        {
            // "The question, she said, is not so clear": both sides, also where the parser saw but one.
            let more = self.s.xpos(first.start) != Xpos::Vbg && s.rel(clause) != Rel::Advcl;
            let mut both: Vec<Range<usize>> = std::iter::once(self.opening(v)..inquit.start - 1).collect();
            both.extend(content.iter().filter(|_| more).cloned());
            content = self.finish(both, &v.region);
            return Uttered::new(content, v.group.end, How::Inquit);
        }
        content.retain(|c| !c.is_empty());
        let whole = content.iter().any(|c| c.contains(&clause)) || content.iter().any(|c| c.end > inquit.end);
        if !whole {
            return None;
        }
        let told = content.iter().all(|c| self.quote_at(c.start).is_some_and(|q| q.tokens.end == c.end));
        let how = if told { How::Quote } else { How::Clause };
        let mut said = Uttered::new(content, v.group.end, how)?;
        if s.rel(clause) != Rel::Ccomp {
            said.sure = 0.85;
        }
        Some(said)
    }

    /// "said that …", "told reporters that …": from the word on, whatever the parser hung it on.
    fn after_that(&self, v: &Verb<'_>, inquit: &Range<usize>) -> Option<Uttered> {
        let s = self.s;
        let marks = |t: usize| {
            self.is(t, "that") && !matches!(s.xpos(t), Xpos::Wdt) && (s.rel(t) == Rel::Mark || s.xpos(t) == Xpos::In)
        };
        let limit = v.region.end.min(inquit.end + 14);
        let at = (inquit.end..limit).take_while(|t| *t == inquit.end || !self.closes(v, *t - 1)).find(|t| marks(*t))?;
        let told = at == inquit.end
            || (v.takes(Frame::Clause)
                && (inquit.end..at).all(|t| !s.is_verb(t) && self.tables.cues.noun(&self.lemma(t)).is_none()));
        if !told {
            return None;
        }
        let head = s.a.head(at).filter(|h| *h > at).unwrap_or(at);
        let end = self.right_edge(self.extent(head).end.max(at + 1).min(v.region.end), v.t, &(at..at), &v.region);
        let end = self.end_of_relative(v, at..end);
        Uttered::new(self.finish_one(self.without_aside(at..end, Content::Clause), &v.region), v.group.end, How::Clause)
    }

    /// "The captain, who said that it was safe, drowned": the verb of the clause above is no part of what is said.
    fn end_of_relative(&self, v: &Verb<'_>, r: Range<usize>) -> usize {
        let finite = |t: usize| matches!(self.s.xpos(t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Vbn);
        let back = |t: &usize| self.is(*t, ",") && t + 1 < r.end && finite(t + 1);
        if self.relative_cue(v) { r.clone().find(back).unwrap_or(r.end) } else { r.end }
    }

    /// Whether a word ends what can stand between a verb and its that-clause.
    fn closes(&self, v: &Verb<'_>, t: usize) -> bool {
        matches!(self.s.a.form(t), "," | ";" | ":" | "—") && t + 1 < v.region.end && !self.is(t + 1, "that")
    }

    // long: one question after the other; parted, their order would be lost
    /// The clause below a verb that is its content, also where the parser called it something else.
    fn complement(&self, v: &Verb<'_>, inquit: &Range<usize>) -> Option<usize> {
        let s = self.s;
        let children = || s.a.children(v.t).filter(|c| *c > v.t && v.region.contains(c));
        let marked = |c: usize| {
            let start = self.extent(c).start.max(inquit.end);
            start < c && self.begins_content(start) && !matches!(s.xpos(start), Xpos::Dt)
        };
        let finite = |c: usize| s.a.children(c).any(|x| s.rel(x).is_subject()) || marked(c);
        let direct = |c: usize| {
            let start = self.extent(c).start;
            start <= inquit.end + 1
        };
        // Of two that the parser made of one ("says measles is back"), the first to begin.
        let whole = || {
            // "urged Chad to return, a day after an attack killed 11": parted from an object, it is none.
            let parted = |c: usize| {
                let start = self.extent(c).start;
                let object = children().any(|o| o < start && matches!(s.rel(o), Rel::Obj | Rel::Iobj));
                object && self.is(start - 1, ",") && !self.begins_content(start)
            };
            let finite = |c: &usize| s.rel(*c) == Rel::Ccomp && !parted(*c) && (!s.marked_by(*c, "to") || finite(*c));
            children().filter(finite).min_by_key(|c| self.extent(*c).start)
        };
        let mut found = whole().or_else(|| {
            children().find(|c| match s.rel(*c) {
                Rel::Xcomp => marked(*c) && s.xpos(*c) != Xpos::Vbg,
                Rel::Parataxis | Rel::Dep => direct(*c) && finite(*c) && self.is_clause(*c),
                Rel::Advcl | Rel::Acl => {
                    let start = self.extent(*c).start.max(inquit.end);
                    let asks = v.cue.and_then(|c| c.sense(&[Frame::Clause])).is_some_and(|c| c.act == SpeechAct::Ask)
                        && self.is(start, "if")
                        && start == inquit.end;
                    self.is_any(start, &["that", "whether", "how", "why"]) && start <= inquit.end + 8 || asks
                }
                // A clause with a subject of its own right behind the verb, whatever it is called.
                Rel::Advmod | Rel::Obl | Rel::Obj | Rel::OblUnmarked | Rel::List => {
                    let own = s.a.children(*c).any(|x| s.rel(x).is_subject() && x > v.t);
                    own && self.is_clause(*c) && self.extent(*c).start == inquit.end && v.takes(Frame::Clause)
                }
                _ => false,
            })
        });
        if found.is_none() {
            // "told reporters that …" with the clause hung on the reporters.
            let object = children().find(|c| matches!(s.rel(*c), Rel::Obj | Rel::Iobj | Rel::Obl));
            found = object.and_then(|o| {
                s.a.children(o).find(|c| {
                    matches!(s.rel(*c), Rel::Acl | Rel::Ccomp | Rel::AclRelcl | Rel::Advcl)
                        && s.a.children(*c).any(|m| s.rel(m) == Rel::Mark && self.is(m, "that"))
                        && v.takes(Frame::Clause)
                        && (self.can_speak(o) || s.rel(o) == Rel::Obl)
                        && self.tables.cues.noun(&self.lemma(o)).is_none()
                })
            });
        }
        found.or_else(|| {
            // A clause right behind the verb that the parser hung beside it.
            let above = s.a.head(v.t)?;
            let beside = s.a.children(above).find(|c| {
                *c > v.t
                    && matches!(s.rel(*c), Rel::Ccomp | Rel::Parataxis | Rel::Conj | Rel::Dep | Rel::Advcl)
                    && self.extent(*c).start == inquit.end
            });
            beside.filter(|c| {
                v.takes(Frame::Clause)
                    && self.is_clause(*c)
                    && s.a.children(*c).any(|x| s.rel(x).is_subject() && x > v.t)
            })
        })
    }

    /// Whether a word heads a clause: a verb, or something with a copula.
    fn is_clause(&self, c: usize) -> bool {
        self.s.is_verb(c) || self.s.a.child(c, Rel::Cop).is_some()
    }

    /// A quotation that begins behind a cue: `said: "…"`, `said that "…"`, `told them, "…"`; over its sentences.
    fn quoted_right(&self, v: &Verb<'_>, inquit: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let limit = v.region.end.min(inquit.end + 25);
        let mut at = inquit.end;
        let mut colon = false;
        while at < limit && self.quote_at(at).is_none() {
            let form = self.s.a.form(at);
            colon |= form == ":";
            let passes = matches!(form, "," | ":") || self.passes(v, at);
            if colon && form != ":" {
                return self.after_colon(at, v);
            }
            if !passes {
                return None;
            }
            at += 1;
        }
        if at >= v.region.end && colon {
            return self.next_paragraph(v);
        }
        if at >= limit {
            return None;
        }
        let pause = at > inquit.end && matches!(self.s.a.form(at - 1), "," | ":");
        if !(pause || at == inquit.end) || (self.quote(v.t).is_some()) {
            return None;
        }
        let quote = self.quote_at(at)?;
        let mut end = quote.tokens.end;
        // Mixed: the clause goes on behind the closing mark.
        let opening = quote.inner().start;
        let capital = opening < self.s.a.tokens.len() && self.s.a.form(opening).starts_with(char::is_uppercase);
        if !(pause && capital) && end < v.region.end && !self.is_punct(end) {
            let clause = self
                .s
                .a
                .children(v.t)
                .filter(|c| *c > v.t && self.extent(*c).contains(&at))
                .map(|c| self.extent(c).end)
                .max()?;
            end = end.max(clause.min(v.region.end));
        }
        // Behind a verb that takes no clause only a pause makes it speech: "a memo that says …: “…”".
        if v.cue.is_some() && !v.takes(Frame::Clause) && at > inquit.end + 1 {
            return None;
        }
        if !pause && quote.inner().len() < 2 {
            return None;
        }
        Some(self.finish_one(at..end, &(at..self.s.a.tokens.len())))
    }

    /// Words between a cue and its quotation that do not keep them apart: the addressee, time, place.
    fn passes(&self, v: &Verb<'_>, t: usize) -> bool {
        let mut at = t;
        while let Some(h) = self.s.a.head(at) {
            if h == v.t {
                let rel = self.s.rel(at);
                return at >= v.group.end
                    && matches!(rel, Rel::Obj | Rel::Iobj | Rel::Obl | Rel::OblUnmarked | Rel::Advmod | Rel::Punct);
            }
            at = h;
        }
        false
    }

    fn after_colon(&self, at: usize, v: &Verb<'_>) -> Option<Vec<Range<usize>>> {
        v.takes(Frame::Clause).then_some(())?;
        let content = self.finish_one(at..v.region.end, &v.region);
        (!content.is_empty()).then_some(content)
    }

    /// A cue with a colon that ends its line: what follows is what is said.
    fn next_paragraph(&self, v: &Verb<'_>) -> Option<Vec<Range<usize>>> {
        let start = v.region.end;
        if self.quote(v.t).is_some() || start >= self.s.a.tokens.len() {
            return None;
        }
        let end = match self.quote_at(start) {
            Some(q) => q.tokens.end,
            None => self.sentence(start).end,
        };
        let content = self.finish_one(start..end, &(start..end));
        (!content.is_empty()).then_some(content)
    }

    /// The quotation that goes on behind a cue in its middle: `"…," he said, "…"`.
    fn quoted_on(&self, v: &Verb<'_>, from: usize) -> Vec<Range<usize>> {
        if self.quote(v.t).is_some() {
            return Vec::new();
        }
        let mut at = from;
        while at < v.region.end && self.quote_at(at).is_none() {
            at += 1;
        }
        let paused = at > from && at < v.region.end && matches!(self.s.a.form(at - 1), "," | ":" | "." | "—" | ";");
        let own = (from..at).all(|t| self.is_punct(t) || !self.s.is_verb(t));
        match self.quote_at(at).filter(|_| paused && own) {
            Some(q) => self.finish_one(q.tokens.clone(), &q.tokens),
            None => Vec::new(),
        }
    }

    /// What stands before a cue at the end or in the middle of its sentence, and whether it is quoted.
    fn left(&self, v: &Verb<'_>, inquit: &Range<usize>) -> Option<(Vec<Range<usize>>, bool)> {
        let s = self.s;
        let mut lo = inquit.start;
        if lo > v.region.start
            && self.is_any(lo - 1, &["as"])
            && matches!(s.rel(lo - 1), Rel::Mark | Rel::Advmod | Rel::Case)
        {
            lo -= 1;
        }
        if lo > 0 && lo == v.region.start && self.quote(v.t).is_none() {
            return self.sentence_before(v, lo);
        }
        if lo <= v.region.start + 1 || self.relative_cue(v) {
            return None;
        }
        let comma = matches!(s.a.form(lo - 1), "," | "—" | "–" | "--");
        let end = if comma { lo - 1 } else { lo };
        if let Some(q) = self.quote_before(end).filter(|q| q.tokens.end > q.tokens.start + 3 || comma) {
            let last = v.inquit(self).end >= v.region.end.saturating_sub(1);
            if v.passive || !(comma || last || self.pauses(self.last_inside(q))) {
                return None;
            }
            let before = q.tokens.start.checked_sub(1).filter(|b| v.region.contains(b));
            let capital = s.a.form(q.inner().start).starts_with(char::is_uppercase);
            let alone = before.is_none_or(|b| {
                matches!(s.a.form(b), "," | ":") && capital || self.is_punct(b) && !matches!(s.a.form(b), "," | ")")
            });
            let start = if alone { q.tokens.start } else { self.opening(v) };
            return Some((self.finish_one(start..end, &(start..end)), true));
        }
        let asked = matches!(s.a.form(lo - 1), "?" | "!");
        // "The port, she said, will open": the clause begins before its cue and has its verb behind it.
        let parted = s.rel(v.t) == Rel::Parataxis && s.a.head(v.t).is_some_and(|h| h > v.t && self.has_subject(h, end));
        let finite = |t: usize| s.is_verb(t) || matches!(s.upos(t), Upos::Aux);
        if !(comma || asked) || !(parted || (v.region.start..end).any(finite)) {
            return None;
        }
        self.clause_left(v, inquit, end)
    }

    /// Whether a word has a subject before another.
    fn has_subject(&self, t: usize, before: usize) -> bool {
        self.s.a.children(t).any(|c| c < before && self.s.rel(c).is_subject())
    }

    /// A clause without marks before a cue; on both sides where the cue parts it.
    fn clause_left(&self, v: &Verb<'_>, inquit: &Range<usize>, end: usize) -> Option<(Vec<Range<usize>>, bool)> {
        let s = self.s;
        let own = v.source.as_ref().is_some_and(|p| inquit.start == p.tokens.start || inquit.end == p.tokens.end);
        if !own {
            return None;
        }
        // A phrase that says when or where, or a participle, is no content: "Speaking in Rome, he said …".
        let main = |h: usize| s.a.children(h).any(|x| s.rel(x).is_subject() && x < end) && h < end;
        let above = s.a.head(v.t).filter(|h| {
            matches!(s.rel(v.t), Rel::Parataxis | Rel::Ccomp | Rel::Advcl | Rel::Dep | Rel::Conj)
                && v.region.contains(h)
        });
        let below = s.a.children(v.t).find(|c| {
            *c < end
                && matches!(s.rel(*c), Rel::Ccomp | Rel::Parataxis | Rel::Advcl | Rel::Dep | Rel::Csubj)
                && main(*c)
        });
        let Some(head) = above.filter(|h| s.rel(v.t) != Rel::Conj || *h < end).or(below) else {
            return self.clause_before_name(v, inquit, end);
        };
        if matches!(s.rel(v.t), Rel::Conj) && inquit.start > v.region.start && s.a.child(v.t, Rel::Cc).is_some() {
            return None;
        }
        let subordinate =
            below == Some(head) && s.rel(head) == Rel::Advcl && s.a.children(head).any(|m| s.rel(m) == Rel::Mark);
        let nothing_else = self.rest_is_empty(v, inquit);
        if subordinate && !nothing_else {
            return None;
        }
        let start = self.opening(v);
        let mut ranges: Vec<Range<usize>> = std::iter::once(start..end).collect();
        if head > v.t || !nothing_else {
            ranges.push(self.resumed(inquit.end, self.extent(head).end.min(v.region.end)));
        }
        let content = self.finish(ranges, &v.region);
        (!content.is_empty()).then_some((content, false))
    }

    /// Where a clause goes on behind its cue, up to its end; ", citing an oil official" is about the telling and none of it.
    fn resumed(&self, from: usize, end: usize) -> Range<usize> {
        let on = self.resume(from, end);
        on..if on < end && self.adds_cue(on) { on } else { end }
    }

    /// "Rules are a burden, said Reis.": the words alone, whatever the parser made of them.
    fn clause_before_name(&self, v: &Verb<'_>, inquit: &Range<usize>, end: usize) -> Option<(Vec<Range<usize>>, bool)> {
        let s = self.s;
        let inverted =
            v.source.as_ref().is_some_and(|p| p.tokens.start == v.group.end) && v.group.start == inquit.start;
        let finite = |t: usize| matches!(s.xpos(t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let last = (inquit.end..v.region.end).all(|t| self.is_punct(t));
        let start = self.opening(v);
        let clause = (start..end).any(|t| finite(t) && s.a.head(t) != Some(v.t));
        if !(inverted && last && clause && v.takes(Frame::Clause)) {
            return None;
        }
        let content = self.finish_one(start..end, &v.region);
        (!content.is_empty()).then_some((content, false))
    }

    /// Whether nothing that could be content stands behind a cue.
    fn rest_is_empty(&self, v: &Verb<'_>, inquit: &Range<usize>) -> bool {
        (inquit.end..v.region.end).all(|t| self.is_punct(t) || !self.s.is_verb(t))
    }

    /// Where a sentence's content begins: behind "and", "but" that join it to what came before.
    fn opening(&self, v: &Verb<'_>) -> usize {
        let mut start = v.region.start;
        while start < v.t
            && (self.s.upos(start) == Upos::Cconj || (self.is_punct(start) && self.quote_at(start).is_none()))
        {
            start += 1;
        }
        start
    }

    /// The last word or stop inside a quotation that is no mark of one within it: “He said, ‘Go,’”.
    pub(super) fn last_inside(&self, q: &Quote) -> usize {
        let inner = q.inner();
        inner.clone().rev().find(|t| !self.is_mark(*t)).unwrap_or(inner.end - 1)
    }

    pub(super) fn pauses(&self, t: usize) -> bool {
        matches!(self.s.a.form(t), "," | "?" | "!" | "." | "—" | "..." | "…" | "-" | "--")
    }

    /// "…?" she asked.: the splitter may part a quotation from the cue behind it.
    fn sentence_before(&self, v: &Verb<'_>, lo: usize) -> Option<(Vec<Range<usize>>, bool)> {
        let q = self.quote_before(lo)?;
        if self.s.a.opens_paragraph(lo) || v.passive || !v.takes(Frame::Clause) {
            return None;
        }
        let small = self.s.a.form(lo).starts_with(char::is_lowercase);
        let open = matches!(self.s.a.form(self.last_inside(q)), "," | "?" | "!" | "—" | "...");
        let inquit = v.inquit(self);
        let more = (inquit.end..v.region.end).any(|t| self.quote_at(t).is_some())
            || inquit.end < v.region.end && (self.begins_content(inquit.end) || self.is_any(inquit.end, &[":", "to"]));
        let plain = matches!(self.s.rel(v.t), Rel::Root | Rel::Parataxis) && !more;
        if !(small || (open && plain)) {
            return None;
        }
        Some((self.finish_one(q.tokens.clone(), &q.tokens), true))
    }

    /// A verb in a relative clause or under "and" does not take the sentence before it.
    pub(super) fn relative_cue(&self, v: &Verb<'_>) -> bool {
        v.source.as_ref().is_some_and(|p| matches!(self.s.xpos(p.tokens.start), Xpos::Wp | Xpos::Wdt))
    }
}
