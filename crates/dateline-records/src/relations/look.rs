//! What stands beside what: phrases found by their place in the sentence, with the tree as a second witness.
//!
//! A relation is mostly told in a few words side by side ("a spokesman for the ministry", "Iran-backed"), and the parser
//! errs more often in such small attachments than the order of words does. So the questions here go along the words
//! first and ask the tree only where the words leave a choice.

use crate::actors::{Actors, Kind, Mention};
use crate::syntax::Syntax;
use crate::words::RelationWords;
use dateline_contract::{CodeFrom, Entity, MentionForm, Sector};
use dateline_language::{Upos, Xpos};
use dateline_lexicon::{CountryKind, Lexicon};
use dateline_text::{List, QuoteMark};
use std::ops::Range;

/// A report seen by the rules of relations.
pub(super) struct Look<'a> {
    pub(super) s: Syntax<'a>,
    pub(super) actors: &'a Actors,
    pub(super) lexicon: &'a Lexicon,
    /// For each word, the head of the longest mention whose core it is in.
    outer: Vec<Option<u32>>,
    /// For each word, the head of the shortest.
    inner: Vec<Option<u32>>,
}

impl<'a> Look<'a> {
    pub(super) fn new(s: Syntax<'a>, actors: &'a Actors, lexicon: &'a Lexicon) -> Self {
        let words = s.a.tokens.len();
        let (mut outer, mut inner) = (vec![None; words], vec![None; words]);
        let length = |h: Option<u32>| h.and_then(|h| actors.at(h as usize)).map(|m| m.core.len());
        for (h, m) in &actors.mentions {
            for t in m.core.clone().filter(|t| *t < words) {
                if length(outer[t]).is_none_or(|n| m.core.len() > n) {
                    outer[t] = Some(*h as u32);
                }
                if length(inner[t]).is_none_or(|n| m.core.len() < n) {
                    inner[t] = Some(*h as u32);
                }
            }
        }
        Self { s, actors, lexicon, outer, inner }
    }

    pub(super) fn outer(&self, t: usize) -> Option<&'a Mention> {
        self.outer.get(t).copied().flatten().and_then(|h| self.actors.at(h as usize))
    }

    pub(super) fn inner(&self, t: usize) -> Option<&'a Mention> {
        self.inner.get(t).copied().flatten().and_then(|h| self.actors.at(h as usize))
    }

    /// The sentence a word is in.
    pub(super) fn sentence(&self, t: usize) -> Range<usize> {
        self.s.a.sentences[self.s.a.sentence_of(t)].clone()
    }

    /// A word is one of these, without regard to case.
    pub(super) fn is(&self, t: usize, words: &[&str]) -> bool {
        t < self.s.a.tokens.len() && words.iter().any(|w| self.s.a.form(t).eq_ignore_ascii_case(w))
    }

    /// The words about relations.
    pub(super) fn words(&self) -> &'a RelationWords {
        &self.s.words.relations
    }

    /// A word, as it stands, is in a list.
    pub(super) fn form_in(&self, t: usize, list: &List) -> bool {
        t < self.s.a.tokens.len() && list.has(self.s.a.form(t))
    }

    /// A word's lemma is in a list.
    pub(super) fn lemma_in(&self, t: usize, list: &List) -> bool {
        t < self.s.a.tokens.len() && list.has(self.s.a.lemma(t))
    }

    /// A word's lemma is one of these.
    pub(super) fn lemma(&self, t: usize, lemmas: &[&str]) -> bool {
        t < self.s.a.tokens.len() && lemmas.iter().any(|w| self.s.is_lemma(t, w))
    }

    /// Whether a word is a comma, dash or bracket: what sets a phrase apart.
    pub(super) fn is_break(&self, t: usize) -> bool {
        t >= self.s.a.tokens.len()
            || matches!(self.s.xpos(t), Xpos::Comma | Xpos::Stop | Xpos::Colon | Xpos::Lrb | Xpos::Rrb)
            || self.is(t, &["–", "—", "--", ",", "(", ")", ";", "."])
    }

    pub(super) fn is_quote(&self, t: usize) -> bool {
        t < self.s.a.tokens.len()
            && (matches!(self.s.xpos(t), Xpos::Open | Xpos::Close)
                || QuoteMark::of(self.s.a.form(t)).is_some_and(|m| m.is_double() || m == QuoteMark::SingleOpening))
    }

    /// Whether a mention stands for somebody who is named or coded, here or elsewhere in its chain.
    pub(super) fn known(&self, m: &Mention) -> bool {
        if m.kind == Kind::Pair {
            return !m.stands_for.is_empty();
        }
        let chain = self.actors.chain(m);
        m.code.is_some() || chain.code.is_some() || self.actors.with_name(m)
    }

    /// The phrase that begins at a word, articles and quotation marks before it left out. `None` where what begins there
    /// stands for nobody, or is only the owner or a modifier of something ("for Iran's nuclear programme").
    pub(super) fn phrase_at(&self, mut t: usize) -> Option<&'a Mention> {
        let end = self.sentence(t.min(self.s.a.tokens.len().checked_sub(1)?)).end;
        let first = t;
        while t < end && (self.is_quote(t) || self.form_in(t, &self.words().before_phrase)) {
            t += 1;
        }
        if t >= end {
            return None;
        }
        let starts = |m: &&Mention| m.core.start >= first.saturating_sub(1) && m.core.start <= t;
        // Adjectives in front that the parser hung elsewhere ("rival Norway").
        let mut at = t;
        while at < end && self.outer(at).filter(starts).is_none() && self.s.upos(at) == Upos::Adj && at < t + 3 {
            at += 1;
        }
        let begins = |m: &&Mention| m.core.start >= first.saturating_sub(1) && m.core.start <= at;
        let m = self.outer(at).filter(begins).or_else(|| self.inner(at).filter(begins))?;
        self.whole(m).then_some(m)
    }

    /// Nothing follows that makes the phrase a part of a longer one.
    fn whole(&self, m: &Mention) -> bool {
        let next = m.core.end;
        if next >= self.sentence(m.head).end || m.core.contains(&next) {
            return true;
        }
        let owner = self.s.xpos(next) == Xpos::Pos || (self.s.xpos(next) == Xpos::Hyph);
        let noun = matches!(self.s.upos(next), Upos::Noun | Upos::Propn) && m.form != MentionForm::Pronoun;
        let own = self.s.xpos(m.head) == Xpos::PrpS;
        let glued = noun && self.s.a.head(m.head) == Some(next);
        !(owner || glued || own)
    }

    /// The phrases joined from a word on: "A", "A and B", "A, B and C". A list ends before "including".
    pub(super) fn list_at(&self, t: usize) -> Vec<&'a Mention> {
        let Some(first) = self.phrase_at(t) else { return Vec::new() };
        let mut all = vec![first];
        let mut sure = 1;
        loop {
            let mut at = self.after(all[all.len() - 1]);
            let mut closed = false;
            if self.is(at, &[","]) {
                at += 1;
            }
            if self.is(at, &["and", "or", "&"]) {
                closed = true;
                at += 1;
            } else if at == self.after(all[all.len() - 1]) {
                break;
            }
            if at >= self.s.a.tokens.len() || at >= self.sentence(first.head).end {
                break;
            }
            let Some(next) = self.phrase_at(at) else { break };
            // "with Israel, and Russia said": what acts in a clause of its own is not joined.
            let then = self.after(next);
            let acts = then < self.s.a.tokens.len() && self.s.is_verb(then) && self.s.xpos(then) != Xpos::Vbg;
            if acts && closed && self.s.rel(next.head) != dateline_language::Rel::Conj {
                break;
            }
            all.push(next);
            if closed {
                sure = all.len();
                break;
            }
        }
        all.truncate(sure);
        all
    }

    /// The word after a phrase, its closing quotation mark included.
    pub(super) fn after(&self, m: &Mention) -> usize {
        let mut end = m.core.end;
        while end < self.s.a.tokens.len() && self.is_quote(end) && self.s.xpos(end) != Xpos::Open {
            end += 1;
        }
        end
    }

    /// The phrase that ends just before a word, a comma between them or not.
    pub(super) fn phrase_before(&self, t: usize) -> Option<&'a Mention> {
        let start = self.sentence(t).start;
        let mut at = t;
        while at > start && self.is_quote(at - 1) {
            at -= 1;
        }
        let m = self.outer(at.checked_sub(1).filter(|x| *x >= start)?)?;
        (m.core.end == at || m.head + 1 == at).then_some(m)
    }

    /// The phrases joined up to a word: "A and **B** |".
    pub(super) fn list_before(&self, t: usize) -> Vec<&'a Mention> {
        let Some(last) = self.phrase_before(t) else { return Vec::new() };
        let mut all = vec![last];
        let before = last.core.start;
        if before > self.sentence(t).start && self.is(before - 1, &["and", "or", "&"]) {
            all.extend(self.phrase_before(before - 1));
        }
        all.reverse();
        all
    }

    /// Who acts at a verb: by the tree, else whoever stands before it.
    pub(super) fn subject(&self, verb: usize) -> Vec<&'a Mention> {
        let start = self.sentence(verb).start;
        if let Some(doer) = self.s.doer(verb).filter(|d| *d >= start && *d < verb) {
            return self.joined(doer);
        }
        let mut at = verb;
        while at > start && (self.s.upos(at - 1) == Upos::Aux || self.s.upos(at - 1) == Upos::Adv) {
            at -= 1;
        }
        self.subject_before(at)
    }

    /// A phrase and those joined to it, by the tree and by the words.
    pub(super) fn joined(&self, head: usize) -> Vec<&'a Mention> {
        let mut all: Vec<&Mention> = self.s.conjuncts(head).into_iter().filter_map(|h| self.actors.at(h)).collect();
        if all.len() < 2
            && let Some(m) = self.actors.at(head)
        {
            let listed = self.list_at(m.core.start);
            if listed.len() > 1 && listed[0].head == head {
                all = listed;
            }
        }
        all
    }

    /// Whoever stands before a verb group, a remark between commas or a relative pronoun between them.
    pub(super) fn subject_before(&self, mut at: usize) -> Vec<&'a Mention> {
        let start = self.sentence(at).start;
        let relative = |t: usize| matches!(self.s.xpos(t), Xpos::Wdt | Xpos::Wp) || self.is(t, &["which", "who"]);
        if at > start && relative(at - 1) {
            at -= 1;
            if at > start && self.is(at - 1, &[","]) {
                at -= 1;
            }
            return self.phrase_before(at).into_iter().collect();
        }
        if at > start && self.is(at - 1, &[","]) {
            // "Norway, meanwhile, keeps …"
            let opening = (start..at - 1).rev().take(14).find(|i| self.is(*i, &[","]));
            let Some(opening) = opening else { return Vec::new() };
            at = opening;
        }
        self.list_before(at)
    }

    /// Whether what a verb or a form of "be" says stands as a fact: not denied, wished, feared or to come.
    pub(super) fn stands(&self, verb: usize) -> bool {
        let start = self.sentence(verb).start;
        if self.s.negated(verb) {
            return false;
        }
        for i in (start.max(verb.saturating_sub(5))..verb).rev() {
            if self.form_in(i, &self.words().unsettled) {
                let longer = self.is(i, &["no"]) && !self.is(i + 1, &["longer"]) && i + 1 < verb;
                return longer && self.s.upos(i + 1) == Upos::Noun;
            }
            let inside = matches!(self.s.upos(i), Upos::Aux | Upos::Adv | Upos::Part);
            if !inside {
                break;
            }
        }
        true
    }

    /// The party that some words before a noun name: "**Kremlin** spokesman", "**Russian** envoy", "**NATO** member".
    pub(super) fn modifier(&self, words: Range<usize>) -> Option<Entity> {
        let forms: Vec<&str> = words.clone().map(|i| self.s.a.form(i)).collect();
        for (k, _) in forms.iter().enumerate() {
            let here = words.start + k;
            let group = self.lexicon.group(&forms[k..], self.s.a.document.date);
            if let Some(g) = group.filter(|_| forms[k].chars().next().is_some_and(char::is_uppercase)) {
                let hit = g.hit[0];
                return Some(self.entity(here..here + g.words, hit.name, Some(hit.code), hit.sectors.iter().collect()));
            }
            // "New Jersey governor" is not of Jersey.
            if k > 0 && self.s.upos(here - 1) == Upos::Propn {
                continue;
            }
            let Some(c) = self.lexicon.country_at(&forms[k..]) else { continue };
            let whole = k + c.words == forms.len();
            let name = self.lexicon.country_info(c.hit.code).map_or("", |i| i.name);
            if whole || self.s.upos(words.end - 1) == Upos::Adj {
                let seat = c.hit.kind == CountryKind::Seat;
                let name = if seat { self.s.a.span(here..here + c.words).of(self.s.a.text()) } else { name };
                return Some(self.entity(
                    here..here + c.words,
                    name,
                    Some(c.hit.code),
                    c.hit.sector.into_iter().collect(),
                ));
            }
            let rest = self.lexicon.agent(&forms[k + c.words..]);
            let Some(agent) = rest.filter(|a| k + c.words + a.words == forms.len()) else { continue };
            let name = self.s.a.span(here..words.end).of(self.s.a.text());
            return Some(self.entity(here..words.end, name, Some(c.hit.code), agent.hit.sectors.iter().collect()));
        }
        // A bare role is no name: "Ministry spokesman" leads to a ministry only where the report names one.
        let role = forms.iter().any(|w| self.lexicon.agent(&[w]).is_some());
        let first = words.clone().find(|i| self.s.upos(*i) == Upos::Propn).filter(|_| !role)?;
        let name = self.s.a.span(first..words.end).of(self.s.a.text());
        let last = (first..words.end).all(|i| self.s.upos(i) == Upos::Propn || self.s.xpos(i) == Xpos::Hyph);
        last.then(|| self.entity(first..words.end, name, None, Vec::new()))
    }

    /// An entity for words that are no mention of their own; tied to the actor of that name, or of that country.
    fn entity(&self, words: Range<usize>, name: &str, code: Option<&str>, sector: Vec<&str>) -> Entity {
        let same = |n: &str| n.eq_ignore_ascii_case(name) || (code.is_none() && n.ends_with(&format!(" {name}")));
        let found = self.actors.with_last_word(name).find(|i| same(&self.actors.all[*i].name));
        let chain = found.map(|i| &self.actors.all[i]);
        let told = code.is_some();
        let sector: Vec<Sector> = sector.into_iter().filter_map(Sector::parse).collect();
        let (code, code_from) = match (code, chain) {
            (Some(code), _) => (Some(code.to_owned()), Some(CodeFrom::Told)),
            (None, Some(c)) => (c.code.clone(), c.code.is_some().then_some(c.code_from)),
            (None, None) => (None, None),
        };
        Entity {
            id: found.map(|i| self.actors.id(i).to_owned()).unwrap_or_default(),
            span: self.s.a.span(words),
            name: Some(chain.map_or(name, |c| &c.name).to_owned()),
            identifier: None,
            sector: if told { sector } else { chain.map(|c| c.sector.clone()).unwrap_or_default() },
            code,
            code_from,
        }
    }
}
