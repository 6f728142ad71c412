//! The story stage: the records of several reports in, a [`Comparison`] out.
//!
//! [`compare`] aligns what the reports tell, and says what all tell, what one alone tells, and where they part; how
//! quotations and counts recur; what was copied. It gives no verdict: what a report leaves untold it does not
//! contradict. It does no IO, and the order in which reports are handed in changes no point.
//!
//! | module | question |
//! |---|---|
//! | `party` | who is who over all reports? |
//! | `features` | what do two passages share, and what is that worth? |
//! | `unit` | what is told: records that stand on the same words, or a sentence without any |
//! | [`digest`] | what is kept of a report for comparing it? |
//! | [`same`], `claims` | which sentences tell the same thing? |
//! | `align`, `between` | which relations and omissions are one? |
//! | [`cluster`] | which of many reports are of one story? |
//! | [`system`] | who does what to whom, over many reports? |
//! | `differ`, `voice`, `measure` | where do they part, on whose word is it told, how many and when? |
//! | `alone` | what does one alone tell? |
//! | `point`, `weigh`, `tell` | what to say first, and how |
//! | [`quote`], [`figure`], [`copied`] | quotations, counts, copied passages |
//! | [`wire`] | the public contract |

mod align;
mod alone;
mod between;
mod claims;
pub mod cluster;
mod comparison;
pub mod copied;
mod differ;
pub mod digest;
mod features;
pub mod figure;
mod linear;
mod measure;
mod party;
mod plain;
mod point;
pub mod quote;
pub mod same;
pub mod stem;
pub mod system;
mod tell;
#[cfg(test)]
mod tests;
mod unit;
mod voice;
mod weigh;
pub mod wire;
mod words;

pub use comparison::{Comparison, Difference, Passage, Place, Point, Told};
pub use copied::Copied;
use dateline_contract::{Record, TimeTold};
use dateline_language::Analysis;
use dateline_text::Span;
use digest::Digest;
pub use figure::FigurePair;
pub use quote::QuotePair;
use std::collections::{BTreeMap, BTreeSet};

/// A report read, and what was recorded of it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Its words and trees.
    pub analysis: &'a Analysis,
    /// Its records.
    pub records: &'a [Record],
    /// The times that it tells, in order.
    pub times: &'a [TimeTold],
}

/// Compares two or more reports of one story.
///
/// Work is done in an order of the reports that depends on them alone, so that handing them in otherwise changes no point.
#[must_use]
pub fn compare(reports: &[Report<'_>]) -> Comparison {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|r| {
        let d = &reports[*r].analysis.document;
        (d.date.is_none(), d.date, d.id.clone(), d.text.clone())
    });
    let sorted: Vec<&Report<'_>> = order.iter().map(|r| &reports[*r]).collect();
    let mut comparison = compare_in_order(&sorted);
    comparison.renumber(&order);
    comparison
}

/// The pairs of sentences that are compared, with what they are judged by: what a score is learnt from.
#[must_use]
pub fn sentence_pairs(reports: &[Report<'_>]) -> Vec<(same::Pair, Span, Span)> {
    let reports: Vec<&Report<'_>> = reports.iter().collect();
    let desk = Desk::of(&reports);
    let quoted = between::Quotes::quotes(&desk.quotes);
    let pairs = desk.matched(&reports, &quoted).0;
    let span = |(r, s): (usize, usize)| desk.digests[r].sentences[s].span;
    pairs.into_iter().map(|p| (span(p.a), span(p.b), p)).map(|(a, b, p)| (p, a, b)).collect()
}

/// The report, extent and content of each telling, and what it is judged by where it is asked whether another report
/// tells it: what that score is learnt from.
#[must_use]
pub fn tellings(reports: &[Report<'_>]) -> Vec<(Place, Vec<Span>, Vec<f32>)> {
    let reports: Vec<&Report<'_>> = reports.iter().collect();
    let desk = Desk::of(&reports);
    let quoted = between::Quotes::quotes(&desk.quotes);
    let (pairs, aligned) = desk.matched(&reports, &quoted);
    let all = desk.units.iter().zip(alone::elsewhere(&desk.units, &desk.lexis, &desk.inside, &pairs, &aligned.links));
    all.map(|(u, (n, _))| (Place { report: u.report, span: u.extent }, u.content.clone(), n.to_vec())).collect()
}

/// All that is laid out before pairs are looked at.
struct Desk {
    parties: party::Parties,
    digests: Vec<Digest>,
    lexis: features::Lexis,
    quotes: Vec<QuotePair>,
    units: Vec<unit::Unit>,
    /// The units that stand in each sentence.
    inside: BTreeMap<digest::At, Vec<usize>>,
}

impl Desk {
    fn of(reports: &[&Report<'_>]) -> Self {
        let texts: Vec<&str> = reports.iter().map(|r| r.analysis.text()).collect();
        let parties = party::Parties::of(reports);
        let digests: Vec<Digest> = reports.iter().map(|r| Digest::of(r.analysis)).collect();
        let lexis = features::Lexis::of(reports, &digests, &parties);
        let mut units = Vec::new();
        for (report, of) in reports.iter().enumerate() {
            units.extend(unit::Units { report, of, digest: &digests[report], parties: &parties, lexis: &lexis }.all());
        }
        let inside = point::inside(&digests, &units);
        Self { parties, lexis, quotes: quote::pairs(&texts), units, inside, digests }
    }

    /// Pairs of sentences, and what the records come to.
    fn matched(&self, reports: &[&Report<'_>], quotes: &between::Quotes<'_>) -> (Vec<same::Pair>, align::Alignment) {
        let (units, lexis, parties) = (&self.units, &self.lexis, &self.parties);
        let aligned = align::Aligner { reports, units, lexis, parties, quotes }.run();
        let mut records = BTreeMap::new();
        for link in &aligned.links {
            let at = |u: usize| {
                let unit = &units[u];
                self.digests[unit.report].sentence_at(unit.content[0]).map(|s| (unit.report, s))
            };
            if let Some((a, b)) = at(link.a).zip(at(link.b)) {
                // Links come best first.
                records.entry((a.min(b), a.max(b))).or_insert(link.score);
            }
        }
        (same::Matcher { digests: &self.digests, lexis, quotes, records }.pairs(), aligned)
    }
}

fn compare_in_order(reports: &[&Report<'_>]) -> Comparison {
    let texts: Vec<&str> = reports.iter().map(|r| r.analysis.text()).collect();
    let desk = Desk::of(reports);
    let figures = figure::pairs(reports, &desk.digests, &desk.lexis);
    let copied = copied::passages(&texts);
    let (quoted, counted) = (between::Quotes::quotes(&desk.quotes), between::Figures::figures(&figures));
    let (pairs, aligned) = desk.matched(reports, &quoted);
    let claims = claims::claims(&pairs, |p| !claims::is_another(p, &desk.units, &desk.inside));
    let (digests, units, lexis) = (&desk.digests[..], &desk.units[..], &desk.lexis);
    let links: BTreeSet<(usize, usize)> = aligned.links.iter().map(|l| (l.a.min(l.b), l.a.max(l.b))).collect();
    let differ = differ::Differ {
        reports,
        digests,
        units,
        lexis,
        quotes: &quoted,
        figures: &counted,
        links: &links,
        inside: &desk.inside,
    };
    let elsewhere = alone::elsewhere(units, lexis, &desk.inside, &pairs, &aligned.links);
    let pointer = point::Pointer {
        reports,
        digests,
        units,
        lexis,
        figures: &figures,
        copied: &between::Copies::copies(&copied),
        pairs: &pairs,
        differ: &differ,
        teller: tell::Teller { reports, parties: &desk.parties },
        inside: &desk.inside,
        elsewhere: elsewhere.into_iter().map(|t| t.1).collect(),
    };
    let points = pointer.points(&claims, &aligned.clusters);
    Comparison { points, quotes: desk.quotes, figures, copied }
}

impl Comparison {
    /// Numbers reports as they were handed in; `order` holds, for each place, the number it was handed in with.
    fn renumber(&mut self, order: &[usize]) {
        for p in &mut self.points {
            p.records.iter_mut().for_each(|r| r.0 = order[r.0]);
            p.passages.iter_mut().for_each(|s| s.place.report = order[s.place.report]);
            p.spans.iter_mut().for_each(|s| s.report = order[s.report]);
            p.tellings.iter_mut().for_each(|s| s.report = order[s.report]);
            p.told.iter_mut().for_each(|t| t.report = order[t.report]);
            p.records.sort_unstable();
            p.passages.sort();
            p.spans.sort();
            p.tellings.sort();
            p.told.sort_by_key(|t| t.report);
            for f in &mut p.facets {
                f.spans.iter_mut().for_each(|s| s.report = order[s.report]);
                f.told.iter_mut().for_each(|t| t.report = order[t.report]);
                f.spans.sort();
                f.told.sort_by_key(|t| t.report);
            }
        }
        for q in &mut self.quotes {
            (q.a.0, q.b.0) = (order[q.a.0], order[q.b.0]);
            if q.b.0 < q.a.0 {
                std::mem::swap(&mut q.a, &mut q.b);
            }
        }
        for f in &mut self.figures {
            (f.a.0, f.b.0) = (order[f.a.0], order[f.b.0]);
            if f.b.0 < f.a.0 {
                std::mem::swap(&mut f.a, &mut f.b);
            }
        }
        for c in &mut self.copied {
            (c.from.0, c.to.0) = (order[c.from.0], order[c.to.0]);
        }
        self.quotes.sort_by_key(|q| (q.a.0, q.a.1, q.b.0, q.b.1));
        self.figures.sort_by_key(|f| (f.a.0, f.a.2, f.b.0, f.b.2));
        self.copied.sort_by_key(|c| (c.from, c.to));
    }
}
