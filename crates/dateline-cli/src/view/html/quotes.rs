//! Utterances that several reports quote: one card each, however many reports and sentences it is quoted in.

use dateline::contract::wire::{Facet, QuoteLabel};
use dateline::story::{Point, QuotePair, Report};
use dateline::text::Span;

/// One utterance and how it is quoted.
pub(super) struct Utterance {
    /// What is said of the pair that differs most.
    pub(super) label: QuoteLabel,
    /// Its words in each report, in the order of the reports given.
    pub(super) places: Vec<(usize, Span)>,
}

impl Utterance {
    /// Whether a point stands on its words, in every report that the point speaks of.
    pub(super) fn is_of(&self, point: &Point) -> bool {
        let meets = |report: usize, span: Span| self.places.iter().any(|p| p.0 == report && meet(p.1, span));
        let reports = point.reports();
        reports.iter().all(|r| point.tellings.iter().any(|t| t.report == *r && meets(t.report, t.span)))
    }
}

/// Whether the points of a block differ in quoted words alone.
pub(super) fn quoted_alone(block: &[&Point]) -> bool {
    block.iter().all(|p| !p.facets.is_empty() && p.facets.iter().all(|f| f.of == Facet::Quote))
}

/// Pairs that have words in common, or words right after one another, are one utterance; the most altered come first.
pub(super) fn utterances(quotes: &[QuotePair], reports: &[Report<'_>], order: &[usize]) -> Vec<Utterance> {
    let mut all: Vec<Utterance> = Vec::new();
    for q in quotes {
        let mut joined = Utterance { label: q.label, places: Vec::new() };
        add(&mut joined.places, q.a, reports);
        add(&mut joined.places, q.b, reports);
        let near = |u: &Utterance| {
            [q.a, q.b]
                .iter()
                .all(|s| u.places.iter().any(|p| p.0 == s.0 && touch(p.1, s.1, reports[p.0].analysis.text())))
        };
        let common = |u: &Utterance| u.places.iter().any(|p| [q.a, q.b].iter().any(|s| p.0 == s.0 && meet(p.1, s.1)));
        let (own, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|u| common(u) || near(u));
        all = rest;
        for other in own {
            joined.label = joined.label.max(other.label);
            other.places.into_iter().for_each(|p| add(&mut joined.places, p, reports));
        }
        all.push(joined);
    }
    let rank = |r: usize| order.iter().position(|o| *o == r);
    all.iter_mut().for_each(|u| u.places.sort_by_key(|p| (rank(p.0), p.1.start())));
    all.sort_by_key(|u| (std::cmp::Reverse(u.label), u.places.first().map(|p| (rank(p.0), p.1.start()))));
    all
}

/// Adds a place, as one with those of its report that it meets or follows.
fn add(places: &mut Vec<(usize, Span)>, place: (usize, Span), reports: &[Report<'_>]) {
    let text = reports[place.0].analysis.text();
    let mut whole = place.1;
    places.retain(|p| {
        let same = p.0 == place.0 && touch(p.1, whole, text);
        if same {
            whole = whole.cover(p.1);
        }
        !same
    });
    places.push((place.0, whole));
}

fn meet(a: Span, b: Span) -> bool {
    a.start() < b.end() && b.start() < a.end()
}

/// Whether two spans meet, or no word and no quotation mark stands between them.
fn touch(a: Span, b: Span, text: &str) -> bool {
    let (first, last) = if a.start() <= b.start() { (a, b) } else { (b, a) };
    let between = text.get(first.end()..last.start());
    meet(a, b)
        || between.is_some_and(|t| !t.contains(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '”' | '\n')))
}
