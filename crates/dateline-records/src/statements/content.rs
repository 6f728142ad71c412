//! Where what is said begins and ends.
//!
//! PolNeAR's boundaries: a leading "that" or "to" and quotation marks are in, the addressee and the sentence's full stop
//! are out; content may lie on both sides of its cue, and a quotation runs on over sentences.

use super::speech::Speech;
use crate::cues::Frame;
use dateline_language::{Rel, Upos, Xpos};
use dateline_text::QuoteMark;
use std::ops::Range;

/// What sort of words a content is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A noun with what belongs to it.
    Phrase,
    Clause,
}

impl Speech<'_> {
    /// Without punctuation at its ends that is not its own.
    pub(super) fn trim(&self, mut r: Range<usize>) -> Option<Range<usize>> {
        while !r.is_empty() {
            let first = r.start;
            let opens = self.quote_at(first).is_some()
                || self.opens_singly(first)
                || matches!(self.s.a.form(first), "(" | "[" | "$" | "...");
            if !self.is_punct(first) || opens {
                break;
            }
            r.start += 1;
        }
        while !r.is_empty() {
            let last = r.end - 1;
            let form = self.s.a.form(last);
            let quoted =
                self.quote(last).is_some_and(|q| q.tokens.start >= r.start && (q.tokens.end <= r.end || !q.closed));
            let own = match QuoteMark::of(form) {
                Some(mark) if !mark.is_double() => (r.start..last).any(|t| self.opens_singly(t)),
                Some(_) => quoted,
                None => matches!(form, "?" | "!" | ")" | "]" | "..." | "…" | "%"),
            };
            // A full stop is the sentence's, also where a quotation is left open.
            if !self.is_punct(last) || own {
                break;
            }
            r.end -= 1;
        }
        (!r.is_empty()).then_some(r)
    }

    /// Whether a word is a single mark that words marked off can begin with.
    fn opens_singly(&self, t: usize) -> bool {
        QuoteMark::of(self.s.a.form(t)).is_some_and(|m| !m.is_double() && m.may_open())
    }

    /// Takes quotations whole: what opens inside is closed inside, and a mark that touches is taken in.
    pub(super) fn balance(&self, mut r: Range<usize>, bound: Range<usize>) -> Range<usize> {
        if r.start > bound.start
            && let Some(q) = self.quote_at(r.start - 1)
            && (q.tokens.end <= r.end + 1 || q.tokens.contains(&(r.end - 1)))
        {
            r.start -= 1;
        }
        // A pause before the closing mark: "…," and "….".
        for _ in 0..2 {
            if let Some(q) = r.end.checked_sub(1).and_then(|l| self.quote(l))
                && q.tokens.start >= r.start
                && q.tokens.end > r.end
            {
                r.end = q.tokens.end;
            }
        }
        r
    }

    /// Whether a word begins a subordinate clause of content: that, whether, how …
    pub(super) fn begins_content(&self, t: usize) -> bool {
        self.is_any(t, &["that", "whether", "how", "why", "what", "who", "if", "where", "which", "whom"])
    }

    /// The content that a clause below a cue makes: from its marker to its end, on one or both sides of the cue.
    ///
    /// `inquit` is the cue with its speaker, which a clause may lie around.
    pub(super) fn clause_content(
        &self,
        verb: usize,
        clause: usize,
        inquit: &Range<usize>,
        region: &Range<usize>,
    ) -> Vec<Range<usize>> {
        let below = self.extent(clause);
        let (start, end) = (below.start.max(region.start), below.end.min(region.end));
        if start < inquit.start && end > inquit.end && clause > inquit.start {
            let resume = self.resume(inquit.end, end);
            return self.finish(vec![start..inquit.start, resume..end], region);
        }
        if end <= inquit.start {
            return self.finish_one(start..inquit.start, region);
        }
        let mut from = start.max(inquit.end);
        // "told reporters in Geneva that": what stands between verb and marker is no content.
        if from > inquit.end && self.begins_content(from - 1) && self.s.rel(from - 1) != Rel::Nsubj {
            from -= 1;
        }
        // "said if it rains, they stay": a condition that the parser hung on the cue.
        let condition = self.is_any(
            inquit.end,
            &[
                "if", "when", "while", "because", "although", "though", "unless", "once", "since", "after", "before",
                "until",
            ],
        );
        if from > inquit.end
            && condition
            && self.s.a.children(verb).any(|c| self.extent(c).start == inquit.end && self.s.rel(c) == Rel::Advcl)
        {
            from = inquit.end;
        }
        // "says rain from the west helps": a subject that the parser took for the verb's object.
        let tells = self
            .tables
            .cues
            .verb(&self.lemma(verb))
            .is_some_and(|c| c.takes(Frame::Person) || self.is_any(verb, &["assured", "assures", "convinced"]));
        if from > inquit.end && !tells && !self.is_punct(inquit.end) && self.s.rel(clause) == Rel::Ccomp {
            let first = self.s.a.children(verb).find(|c| *c >= inquit.end && self.extent(*c).start == inquit.end);
            if first.is_some_and(|c| {
                matches!(self.s.rel(c), Rel::Obj | Rel::Iobj | Rel::Nsubj | Rel::Xcomp | Rel::Csubj)
                    && self.extent(c).end >= from
            }) {
                from = inquit.end;
            }
        }
        let end = self.right_edge(end, verb, inquit, region);
        self.finish_one(self.without_aside(from..end.max(from), Content::Clause), region)
    }

    /// Where a clause goes on behind a cue in its middle: behind the next comma or at the next quotation.
    pub(super) fn resume(&self, from: usize, end: usize) -> usize {
        for t in from..end.min(from + 24) {
            if self.quote_at(t).is_some() {
                return t;
            }
            if matches!(self.s.a.form(t), "," | ":" | "—" | "–" | "--") {
                return t + 1;
            }
        }
        from
    }

    /// The end of a clause on the right, over what the parser hung beside it though it stands inside.
    pub(super) fn right_edge(&self, end: usize, verb: usize, inquit: &Range<usize>, region: &Range<usize>) -> usize {
        let mut at = end;
        while at < region.end {
            // A word belongs to the clause where it hangs on one in it.
            let mut top = at;
            let beside = loop {
                match self.s.a.head(top) {
                    Some(h) if h >= inquit.end && h < end => break false,
                    Some(h) if region.contains(&h) && h != verb => top = h,
                    _ => break true,
                }
            };
            if !beside {
                at += 1;
                continue;
            }
            match self.goes_on(at, top, verb, region) {
                Some(to) if to > at => at = to,
                _ => break,
            }
        }
        at
    }

    /// Where a clause goes on though what follows hangs on the cue or above: with no pause before it, a reason or
    /// condition, or a verb that is no second cue.
    fn goes_on(&self, at: usize, top: usize, verb: usize, region: &Range<usize>) -> Option<usize> {
        let s = self.s;
        // What a colon brings explains what is said.
        if self.is(at, ":") && at + 2 < region.end {
            return Some(region.end);
        }
        // ", and that …": a second that-clause.
        if self.is(at, ",") && at + 2 < region.end && s.upos(at + 1) == Upos::Cconj && self.is(at + 2, "that") {
            return Some(self.extent(s.a.head(at + 2)?).end.min(region.end));
        }
        if self.is_punct(at) && self.quote_at(at).is_none()
            || self.is_punct(at.checked_sub(1)?) && !self.is_mark(at - 1)
        {
            return None;
        }
        let below = self.extent(top);
        let above = below.contains(&verb);
        let to = if above { region.end } else { below.end.min(region.end) };
        if matches!(s.upos(at), Upos::Cconj) {
            return self.joins_content(top, verb).then_some(to);
        }
        // When, where and how it was said hangs on the cue; all else that follows without a pause goes on with the clause.
        let own = s.a.head(top) == Some(verb);
        let when = self.is_any(at, &["as", "when", "while", "after", "before", "during", "amid", "by", "despite"]);
        let told = self.is_any(at, &["in", "on", "at", "to", "via", "through", "late", "earlier"]) && s.is_nominal(top);
        let time = matches!(s.rel(top), Rel::OblUnmarked | Rel::Advmod | Rel::Punct);
        if own && (when || told || time) {
            return None;
        }
        // Up to where the cue's own further parts begin.
        let stop =
            s.a.children(verb)
                .filter(|c| self.extent(*c).start > at && matches!(s.rel(*c), Rel::Advcl | Rel::Conj) && s.is_verb(*c));
        Some(stop.map(|c| self.extent(c).start).min().unwrap_or(to).min(to))
    }

    /// "said it had looked at the site but chose another": a verb joined to the cue that is no cue itself, in another
    /// tense than the cue or with a subject of its own.
    fn joins_content(&self, top: usize, verb: usize) -> bool {
        let s = self.s;
        if s.rel(top) != Rel::Conj || !s.is_verb(top) || self.tables.cues.verb(&self.verb_lemma(top)).is_some() {
            return false;
        }
        s.xpos(top) != s.xpos(verb) || s.a.children(top).any(|c| s.rel(c).is_subject())
    }

    /// One range, balanced and trimmed.
    pub(super) fn finish_one(&self, r: Range<usize>, region: &Range<usize>) -> Vec<Range<usize>> {
        self.finish(std::iter::once(r).collect(), region)
    }

    /// Balanced, trimmed, in order, empty ranges dropped.
    pub(super) fn finish(&self, ranges: Vec<Range<usize>>, region: &Range<usize>) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        for r in ranges {
            if r.start >= r.end {
                continue;
            }
            let Some(r) = self.trim(r) else { continue };
            let r = self.balance(r, region.clone());
            match out.last_mut() {
                Some(last) if last.end >= r.start => last.end = last.end.max(r.end),
                _ => out.push(r),
            }
        }
        out
    }

    /// An infinitive's content: from its "to".
    pub(super) fn infinitive(&self, clause: usize, after: usize, region: &Range<usize>) -> Option<Range<usize>> {
        let below = self.extent(clause);
        let to = (below.start.max(after)..=clause).find(|i| self.s.xpos(*i) == Xpos::To)?;
        // "vowed not to leave"
        let to = if to > after && self.is_any(to - 1, &["not", "never"]) { to - 1 } else { to };
        let r = self.trim(self.without_adding(to..below.end.min(region.end)))?;
        Some(self.balance(r, region.clone()))
    }

    /// A noun phrase as content, with the phrases behind it that complete it though the parser hung them on the verb.
    pub(super) fn object_content(
        &self,
        verb: usize,
        object: usize,
        after: usize,
        region: &Range<usize>,
    ) -> Option<Range<usize>> {
        let below = self.extent(object);
        let start = below.start.max(after);
        let mut end = below.end.min(region.end);
        for c in self.s.a.children(verb).filter(|c| *c > object) {
            let b = self.extent(c);
            if b.end <= end {
                continue;
            }
            let comma = (end..b.start).any(|i| self.is_punct(i) && !self.is_mark(i));
            if comma || b.start < end {
                break;
            }
            // "accused them of hiding losses in the north": what follows the completion belongs to it, but not a day.
            let further =
                end > below.end && matches!(self.s.rel(c), Rel::Obl | Rel::Nmod | Rel::Advmod) && b.start == end;
            let doing = self.s.xpos(c) == Xpos::Vbg && b.start == end && self.s.rel(c) == Rel::Advcl;
            if self.completes(c) || further || doing {
                end = b.end.min(region.end);
            }
        }
        let r = self.trim(self.without_aside(start..end, Content::Phrase))?;
        let r = self.without_time(object.min(r.end - 1), r);
        Some(self.balance(r, region.clone()))
    }

    /// Without what a reporter adds at the end: ", who was elected in May", ", as he left", ", adding that …".
    pub(super) fn without_aside(&self, r: Range<usize>, content: Content) -> Range<usize> {
        let s = self.s;
        let noun = content == Content::Phrase;
        for t in r.start + 1..r.end.saturating_sub(1) {
            if self.quote(t).is_some_and(|q| q.tokens.start >= r.start && q.tokens.end <= r.end) {
                continue;
            }
            let comma = self.is(t, ",");
            let relative = comma && self.is_any(t + 1, &["who", "which", "whose", "whom", "where"]);
            let adding = noun && comma && self.adds_cue(t + 1);
            let when = noun
                && self.is_any(t, &["as", "when", "while", "after", "before", "because"])
                && matches!(s.rel(t), Rel::Mark | Rel::Advmod)
                && s.a.head(t).is_some_and(|h| h > t && matches!(s.rel(h), Rel::Advcl | Rel::AdvclRelcl));
            let appositive = noun && comma && self.apposes(t + 1, r.end);
            let to_end = |t: usize| {
                let clause = s.a.head(t).filter(|h| {
                    matches!(s.rel(*h), Rel::AclRelcl | Rel::Acl | Rel::Advcl | Rel::AdvclRelcl | Rel::Ccomp)
                });
                clause.is_some_and(|c| self.extent(c).end + 1 >= r.end)
            };
            if (relative && (noun || to_end(t + 1))) || adding || when || appositive {
                return r.start..t;
            }
        }
        r
    }

    /// A participle that is a further cue: "recalling", "citing".
    pub(super) fn adds_cue(&self, t: usize) -> bool {
        self.s.xpos(t) == Xpos::Vbg && self.tables.cues.verb(&self.verb_lemma(t)).is_some()
    }

    /// Without ", recalling that …": a further cue behind a comma.
    fn without_adding(&self, r: Range<usize>) -> Range<usize> {
        let adds = |t: &usize| {
            let verb = t + 1;
            self.is(*t, ",")
                && verb < r.end
                && self.adds_cue(verb)
                && self.quote(*t).is_none_or(|q| q.tokens.start < r.start || q.tokens.end > r.end)
        };
        let end = r.clone().skip(1).find(|t| adds(t) || self.is_time_after(*t, r.end)).unwrap_or(r.end);
        r.start..end
    }

    /// ", a day after the attack": when it was said, not what.
    fn is_time_after(&self, comma: usize, end: usize) -> bool {
        const SPANS: [&str; 7] = ["minute", "hour", "day", "week", "month", "year", "night"];
        let at = (comma + 2..end.min(comma + 5)).find(|t| self.is_any(*t, &["after", "before"]));
        self.is(comma, ",") && at.is_some_and(|t| SPANS.iter().any(|w| self.s.is_lemma(t - 1, w)))
    }

    /// Whether an apposition to a name begins at a word and runs to the end.
    fn apposes(&self, t: usize, end: usize) -> bool {
        let s = self.s;
        let head = (t..end).find(|h| s.rel(*h) == Rel::Appos && self.extent(*h).start <= t);
        head.is_some_and(|h| self.extent(h).end >= end && s.a.head(h).is_some_and(|n| s.upos(n) == Upos::Propn))
    }

    /// Whether a phrase behind an object belongs to what is said, rather than to when and where it was said.
    fn completes(&self, c: usize) -> bool {
        const PREPOSITIONS: [&str; 13] = [
            "for", "of", "as", "over", "about", "from", "against", "to", "toward", "towards", "with", "without", "than",
        ];
        match self.s.rel(c) {
            Rel::Xcomp | Rel::Ccomp | Rel::Obj => true,
            Rel::Obl | Rel::Advcl | Rel::Acl | Rel::Nmod | Rel::Advmod => {
                PREPOSITIONS.iter().any(|p| self.s.marked_by(c, p))
                    || self.s.xpos(c) == Xpos::Vb && self.s.marked_by(c, "to")
            }
            _ => false,
        }
    }
}
