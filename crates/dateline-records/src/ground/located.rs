//! Where something takes place, by the words around what tells it.

use super::Ground;
use crate::places::{Known, Toponym};
use dateline_contract::Place;
use dateline_language::{Rel, Role};
use dateline_text::Span;
use std::ops::Range;

/// How deep a phrase is looked into: "a market on the outskirts of Elm".
const DEEPEST: usize = 3;

impl Ground<'_> {
    /// The place of an act that a word tells: named in a phrase of place at the word, at its object, or at the verb of which
    /// it is subject or object, or to which its own is joined. Never whoever it is done to, nor a place told of elsewhere.
    pub(crate) fn located(&self, t: usize) -> Option<&Toponym> {
        let s = self.s;
        let own = self.at_word(t).or_else(|| self.by_role(t));
        own.or_else(|| s.object(t).and_then(|o| self.at_word(o))).or_else(|| self.of_noun(t)).or_else(|| {
            let above = s.a.head(t)?;
            let joined = s.rel(t) == Rel::Conj && s.is_verb(above);
            let whole = matches!(s.rel(t), Rel::Xcomp | Rel::Conj) && joined || s.rel(t) == Rel::Xcomp;
            let part = matches!(s.rel(t), Rel::Nsubj | Rel::NsubjPass | Rel::Obj) && !s.is_verb(t);
            (whole || part).then(|| self.at_word(above).or_else(|| self.by_role(above))).flatten()
        })
    }

    /// The place of an act done to somebody: also in a phrase of place that hangs from what it was done to, or with: "fired at
    /// a column of troops near Elm". The nearest in the tree, and none in another clause.
    pub(crate) fn located_around(&self, t: usize) -> Option<&Toponym> {
        let s = self.s;
        let mut level = vec![t];
        for _ in 0..DEEPEST {
            let nominal = |c: &usize| {
                matches!(s.rel(*c), Rel::Obj | Rel::Obl | Rel::Nmod | Rel::NsubjPass | Rel::Appos | Rel::Conj)
                    && !s.is_verb(*c)
            };
            level = level.iter().flat_map(|x| s.a.children(*x)).filter(nominal).collect();
            if let Some(p) = level.iter().find_map(|x| self.at_word(*x)) {
                return Some(p);
            }
        }
        None
    }

    /// A place named in a phrase of place that hangs from a word.
    fn at_word(&self, t: usize) -> Option<&Toponym> {
        let phrases = self.s.a.children(t).filter(|c| {
            matches!(
                self.s.rel(*c),
                Rel::Obl | Rel::OblUnmarked | Rel::Nmod | Rel::NmodUnmarked | Rel::Advmod | Rel::Dep
            )
        });
        phrases.filter(|c| self.is_whereabouts(*c)).find_map(|c| self.place_in(c))
    }

    /// What PropBank's roles have as the place of a verb.
    fn by_role(&self, t: usize) -> Option<&Toponym> {
        let s = self.s;
        let places = s.a.arguments_of(t).iter().filter(|x| x.role == Role::Loc).map(|x| x.head as usize);
        places.filter(|h| self.is_whereabouts(*h)).find_map(|h| self.place_in(h))
    }

    /// "Nairobi protests", "Kabul's bombing": the place before a noun that tells an act.
    fn of_noun(&self, t: usize) -> Option<&Toponym> {
        let s = self.s;
        let before = s.a.children(t).filter(|c| *c < t && s.rel(*c) == Rel::Compound);
        before.filter_map(|c| self.places.at(c)).find(|p| p.is_town())
    }

    /// Whether a phrase says where: "in Nairobi", "near the border with Chad", "south of Elm".
    pub(crate) fn is_whereabouts(&self, c: usize) -> bool {
        let (s, lists) = (self.s, &self.s.words.places);
        let towards = |c: usize| s.form_in(c, &lists.toward);
        s.markers(c).any(|m| s.form_in(m, &lists.acted_in))
            || towards(c)
            || s.a.children(c).any(|x| x < c && towards(x))
    }

    /// The place that a phrase names: its head, or what stands behind in it.
    pub(crate) fn place_in(&self, h: usize) -> Option<&Toponym> {
        self.place_below(h, 0)
    }

    fn place_below(&self, h: usize, depth: usize) -> Option<&Toponym> {
        let (s, lists) = (self.s, &self.s.words.places);
        if let Some(p) = self.places.at(h) {
            return Some(p);
        }
        if depth > DEEPEST {
            return None;
        }
        let of = |c: usize| s.markers(c).any(|m| s.form_in(m, &lists.belonging));
        let deeper = |c: &usize| match s.rel(*c) {
            Rel::Nmod | Rel::Obl => self.is_whereabouts(*c) || of(*c),
            Rel::Appos | Rel::NmodUnmarked | Rel::Flat => *c > h,
            Rel::Compound | Rel::NmodPoss => *c < h,
            _ => false,
        };
        s.a.children(h).filter(deeper).find_map(|c| self.place_below(c, depth + 1))
    }

    /// The place in which something was counted or happened, by the words that show it, the last of them first.
    pub(crate) fn located_by(&self, evidence: &[Span]) -> Option<&Toponym> {
        let heads = evidence.iter().rev().filter_map(|e| self.head_of(&self.words_of(*e)));
        heads.filter_map(|h| self.located(h)).next()
    }

    /// The words of a span.
    pub(crate) fn words_of(&self, span: Span) -> Range<usize> {
        let tokens = &self.s.a.tokens;
        let first = tokens.partition_point(|t| t.span.end() <= span.start());
        let end = tokens.partition_point(|t| t.span.start() < span.end());
        first..end.max(first)
    }

    /// The head of some words: the first whose own head lies outside.
    pub(crate) fn head_of(&self, words: &Range<usize>) -> Option<usize> {
        words.clone().find(|t| self.s.a.head(*t).is_none_or(|h| !words.contains(&h)))
    }

    /// The first place among some words.
    pub(crate) fn place_among(&self, words: Range<usize>) -> Option<&Toponym> {
        words.into_iter().find_map(|t| self.places.at(t))
    }

    /// A place as records have it. What was only inferred from the rest of the report is left out.
    pub(crate) fn place_of(&self, p: &Toponym) -> Place {
        let spot = p.spot.as_ref().filter(|x| x.known != Known::Around);
        let exact = spot.filter(|x| x.known == Known::Exact);
        Place {
            span: self.s.a.span(p.tokens.clone()),
            name: exact.map(|x| x.name.clone()),
            country: spot.and_then(|x| x.country.clone()),
            admin1: spot.and_then(|x| x.admin1.clone()),
            coordinates: exact.and_then(|x| x.position),
            geonames: exact.and_then(|x| x.geonames),
        }
    }
}
