//! On whose word two tellings of one thing stand: an attribution that is lost or added.
//!
//! Another speaker is no difference that is read surely enough: the same person goes by a name here and an office there.
//!
//! Only what the sentence itself says is taken: its speaker is named in it, and most of what both sentences share is
//! what was said.

use crate::differ::{Differ, Found, Side, Telling};
use crate::party::{Party, names};
use crate::unit::{Kind, Unit};
use crate::words::lists;
use dateline_contract::wire::Facet;
use dateline_contract::{Body, SpeechAct};
use dateline_text::Span;

/// Share of what both tell that is what was said.
const SAID: f32 = 0.6;
/// The same where it is asked who says it.
const SAID_BY: f32 = 0.7;
/// So sure must a pair be for it to be told that nobody is named in one.
const SURE_OF_NOBODY: f32 = 3.5;
/// Share from which on it is not the report's own.
const SAID_IN_PART: f32 = 0.2;
/// Share of a speaker's name in the other telling from which on the speaker is part of what is told.
const NAMED: f32 = 0.5;

/// On whose word a telling stands.
enum Voice {
    /// Somebody's who is named there.
    Of(Vec<Party>, Vec<Span>),
    /// Somebody's who is not; the words that say so.
    Nobody(Option<Span>),
    /// The report's own.
    Own,
    /// That was not read for certain.
    Unclear,
}

impl Differ<'_> {
    /// An attribution that one of two tellings lacks; `shared` is what both sentences share.
    pub(crate) fn voice(&self, a: &Telling, b: &Telling, shared: &[u32], quoted: bool, sure: f32) -> Option<Found> {
        let (x, y) = (self.voice_of(a, shared), self.voice_of(b, shared));
        let lost = |v: &Voice| matches!(v, Voice::Own) || (matches!(v, Voice::Nobody(_)) && sure >= SURE_OF_NOBODY);
        let of = match (&x, &y) {
            (Voice::Of(_, s), v) if !quoted && lost(v) && !self.names(b, a, s) => Facet::Attribution,
            (v, Voice::Of(_, s)) if !quoted && lost(v) && !self.names(a, b, s) => Facet::Attribution,
            _ => return None,
        };
        Some((of, [self.told(a, &x), self.told(b, &y)]))
    }

    fn told(&self, t: &Telling, voice: &Voice) -> Side {
        let (span, told) = match voice {
            Voice::Of(who, spans) => (spans.first().copied(), names(who)),
            Voice::Nobody(cue) => (*cue, "nobody is named".to_owned()),
            Voice::Own | Voice::Unclear => (None, "told in the report's own voice".to_owned()),
        };
        Side { report: t.report, span: span.unwrap_or_else(|| self.clause(t)), told }
    }

    /// Whether a telling has the speakers of another in it: they are part of what is told.
    fn names(&self, t: &Telling, of: &Telling, speakers: &[Span]) -> bool {
        let digest = &self.digests[of.report];
        let own = self.features(t);
        speakers.iter().any(|s| {
            let features = self.lexis.within(of.report, digest, &[*s]);
            self.lexis.shared(&features, &own).1 >= NAMED * self.lexis.weight(&features).max(f32::MIN_POSITIVE)
        })
    }

    /// On whose word a telling stands.
    fn voice_of(&self, t: &Telling, shared: &[u32]) -> Voice {
        let sentence = &self.digests[t.report].sentences[t.sentence];
        let units = self.inside.get(&(t.report, t.sentence)).map_or(&[][..], Vec::as_slice);
        // A pronoun may stand for somebody else than it was taken for.
        let named = |s: &Span| sentence.span.contains(*s) && !lists().pronouns.has(s.of(self.text(t)));
        let here = |spans: &[Span]| !spans.is_empty() && spans.iter().all(named);
        let said = units.iter().map(|u| &self.units[*u]).filter(|u| u.kind == Kind::Statement);
        let said: Vec<(f32, &Unit)> = said.map(|u| (self.share(t, shared, &u.content), u)).collect();
        let least = said.iter().filter(|(share, _)| *share >= SAID_BY);
        let size = |u: &Unit| u.content.iter().map(|c| c.len()).sum::<usize>();
        if let Some((_, u)) = least.min_by_key(|(_, u)| (size(u), u.extent)) {
            let Some(s) = u.statement(self.reports[u.report]) else { return Voice::Unclear };
            let spans: Vec<Span> = s.source.iter().map(|e| e.span).collect();
            return match spans.is_empty() {
                true if u.extent.end() <= sentence.span.end() => Voice::Nobody(s.cue),
                // Who demands or promises does so: that is told of the speaker.
                false if here(&spans) && matches!(s.act, SpeechAct::Assert | SpeechAct::Deny | SpeechAct::Warn) => {
                    Voice::Of(u.speakers.clone(), spans)
                }
                _ => Voice::Unclear,
            };
        }
        if said.iter().any(|(share, _)| *share >= SAID_IN_PART) {
            return Voice::Unclear;
        }
        let told = t.units.iter().map(|u| &self.units[*u]).find(|u| !u.by.is_empty());
        match told {
            Some(u) => match self.by(u) {
                spans if here(&spans) => Voice::Of(u.by.clone(), spans),
                _ => Voice::Unclear,
            },
            // A headline names nobody for want of room.
            None if !sentence.headline && !sentence.speech && !self.is_quoted(t) => Voice::Own,
            None => Voice::Unclear,
        }
    }

    /// Whether most of what both sentences share is what somebody says in one.
    pub(crate) fn retells(&self, t: &Telling, shared: &[u32]) -> bool {
        let units = self.inside.get(&(t.report, t.sentence)).map_or(&[][..], Vec::as_slice);
        let said = units.iter().map(|u| &self.units[*u]).filter(|u| u.kind == Kind::Statement);
        let words: Vec<Span> = said.flat_map(|u| u.content.iter().copied()).collect();
        self.share(t, shared, &words) >= SAID
    }

    /// The words that name those on whose word a unit stands.
    fn by(&self, u: &Unit) -> Vec<Span> {
        let body = u.records.first().map(|r| &self.reports[u.report].records[*r].body);
        let by = match body {
            Some(Body::Event(e)) => &e.by[..],
            Some(Body::Relation(r)) => &r.by[..],
            _ => &[],
        };
        by.iter().map(|b| b.who.span).collect()
    }

    /// How much of what both sentences share stands in some spans of one.
    fn share(&self, t: &Telling, shared: &[u32], spans: &[Span]) -> f32 {
        let digest = &self.digests[t.report];
        let own = self.lexis.within(t.report, digest, spans);
        self.lexis.shared(&own, shared).1 / self.lexis.weight(shared).max(f32::MIN_POSITIVE)
    }
}
