//! The comparison as a value: what [`crate::compare`] gives, spans in bytes of each report's text.

use crate::copied::Copied;
use crate::figure::FigurePair;
use crate::quote::QuotePair;
use dateline_contract::wire::{Facet, PointKind};
use dateline_text::Span;

/// A place in one of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the report, as handed in.
    pub report: usize,
    /// Where.
    pub span: Span,
}

/// A sentence that a point stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Where.
    pub place: Place,
    /// Number of the statement it is part of.
    pub of: Option<usize>,
}

/// What a difference comes to in one report: "quoted", "Dmitry Peskov".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Number of the report.
    pub report: usize,
    /// In words.
    pub words: String,
}

/// One of the ways in which two reports differ at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub of: Facet,
    /// The words that show it.
    pub spans: Vec<Place>,
    /// What it comes to.
    pub told: Vec<Told>,
}

/// Something a reader of several reports would want to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// What kind.
    pub kind: PointKind,
    /// In what the tellings differ, for [`PointKind::Differs`].
    pub of: Option<Facet>,
    /// A sentence for people.
    pub what: String,
    /// Report and number of each record it stands on. At most eight, or one a report where more reports tell it.
    pub records: Vec<(usize, usize)>,
    /// Sentences it stands on that are no record: none was made of them, or they are part of a long statement.
    pub passages: Vec<Passage>,
    /// The words that show it, in order of report and text; of a difference, those that differ.
    pub spans: Vec<Place>,
    /// The whole tellings, from cue to content, in order of report and text.
    pub tellings: Vec<Place>,
    /// What a difference comes to, report by report.
    pub told: Vec<Told>,
    /// All in which the two reports differ, the weightiest first; empty but for [`PointKind::Differs`].
    pub facets: Vec<Difference>,
    /// The number of the claim that it is about: points of one claim are told together.
    pub claim: usize,
    /// How many textually independent reports tell it; 0 where that was not asked.
    pub independent: usize,
    /// How much it matters; points come in falling order.
    pub weight: f32,
}

impl Point {
    /// Numbers of the reports it speaks of, in order.
    #[must_use]
    pub fn reports(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.tellings.iter().map(|p| p.report).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Several reports of one story, laid side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// What to say, the weightiest first.
    pub points: Vec<Point>,
    /// Quotations that recur.
    pub quotes: Vec<QuotePair>,
    /// Counts that recur.
    pub figures: Vec<FigurePair>,
    /// Passages copied word for word.
    pub copied: Vec<Copied>,
}
