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
//! | `align`, `between` | which tellings are one? |
//! | `differ` | where do they part? |
//! | `point`, `tell` | what to say first, and how |
//! | [`cluster`] | which of many reports are of one story? |
//! | [`system`] | who does what to whom, over many reports? |
//! | [`quote`], [`figure`], [`copied`] | quotations, counts, copied passages |
//! | [`wire`] | the public contract |

mod align;
mod between;
pub mod cluster;
mod comparison;
pub mod copied;
mod differ;
mod features;
pub mod figure;
mod party;
mod plain;
mod point;
pub mod quote;
pub mod stem;
pub mod system;
mod tell;
#[cfg(test)]
mod tests;
mod unit;
pub mod wire;
mod words;

pub use comparison::{Comparison, Passage, Place, Point, Told};
pub use copied::Copied;
use dateline_contract::Record;
use dateline_language::Analysis;
pub use figure::FigurePair;
pub use quote::QuotePair;

/// A report read, and what was recorded of it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Its words and trees.
    pub analysis: &'a Analysis,
    /// Its records.
    pub records: &'a [Record],
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

fn compare_in_order(reports: &[&Report<'_>]) -> Comparison {
    let texts: Vec<&str> = reports.iter().map(|r| r.analysis.text()).collect();
    let parties = party::Parties::of(reports);
    let lexis = features::Lexis::of(reports, &parties);
    let quotes = quote::pairs(&texts);
    let figures = figure::pairs(reports, &lexis);
    let copied = copied::passages(&texts);
    let (quoted, taken) = (between::Quotes::quotes(&quotes), between::Copies::copies(&copied));
    let mut units = Vec::new();
    for (report, of) in reports.iter().enumerate() {
        units.extend(unit::Units { report, of, parties: &parties, lexis: &lexis }.all());
    }
    let aligner = align::Aligner { reports, units: &units, lexis: &lexis, parties: &parties, quotes: &quoted };
    let alignment = aligner.run();
    let pointer = point::Pointer {
        reports,
        units: &units,
        lexis: &lexis,
        quotes: &quoted,
        figures: &figures,
        copied: &taken,
        teller: tell::Teller { reports, parties: &parties },
    };
    let points = pointer.points(&alignment);
    Comparison { points, quotes, figures, copied }
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
