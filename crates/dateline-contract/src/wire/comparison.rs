//! The comparison of several reports: one JSON object.

use super::{Line, Words};
use crate::words::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What kind of point.
    PointKind {
        /// Told alike.
        Shared = "shared",
        /// Told by more than one, but not alike.
        Differs = "differs",
        /// Told by one alone.
        Only = "only",
        /// Near, but another's act or words: never a contradiction.
        Related = "related",
    }

    /// In what two tellings differ.
    Facet {
        /// Another value is counted.
        Figure = "figure",
        /// Other people say it.
        Speaker = "speaker",
        /// Somebody's word here, nobody's or another's there.
        Attribution = "attribution",
        /// Quoted with other words.
        Quote = "quote",
        /// Others act.
        Actor = "actor",
        /// It is done to others.
        Recipient = "recipient",
        /// It is said to others.
        Addressee = "addressee",
        /// Done here, to come or not done there.
        Status = "status",
        /// Told for certain here, not there.
        Hedge = "hedge",
        /// Placed in time differently, or by one alone.
        Date = "date",
        /// Placed elsewhere.
        Place = "place",
        /// Quoted here, retold there.
        Form = "form",
        /// A later report tells a later state of it.
        Update = "update",
        /// Not both can be so.
        Contradiction = "contradiction",
        /// Told with words that judge here, without them there.
        Wording = "wording",
        /// Told more closely here than there.
        Detail = "detail",
    }

    /// How two tellings of one quotation stand to each other.
    QuoteLabel {
        /// The same words, but for case, marks, abbreviations and spacing.
        Identical = "identical",
        /// One is inside the other, or both overlap at their edges.
        Trimmed = "trimmed",
        /// Words differ, are dropped, added or spliced.
        Altered = "altered",
    }

    /// How two counts of one thing stand to each other.
    FigureLabel {
        /// Equal.
        Agree = "agree",
        /// Compatible through rounding, or through "more than", "at least", "up to".
        Rounded = "rounded",
        /// Not both can be right.
        Conflict = "conflict",
    }
}

/// Several reports of one story, laid side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Comparison {
    /// Which story, where the input was grouped by a field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The reports, in the order they were given in.
    pub documents: Vec<Report>,
    /// All their records, then the passages that points stand on.
    pub records: Vec<Line>,
    /// What to say, the weightiest first.
    pub points: Vec<Point>,
    /// Quotations that recur.
    pub quotes: Vec<QuotePair>,
    /// Counts that recur.
    pub figures: Vec<FigurePair>,
    /// Passages copied word for word.
    pub copied: Vec<Copied>,
}

/// One of the reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the document record
pub struct Report {
    pub doc: String,
    pub title: Option<String>,
    pub date: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub chars: usize,
}

/// Something a reader of several reports would want to be told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Point {
    /// What kind.
    pub kind: PointKind,
    /// In what the tellings differ, where they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Facet>,
    /// A sentence for people.
    pub what: String,
    /// Ids of the records it stands on, by report.
    #[serde(rename = "in")]
    pub inside: BTreeMap<String, Vec<String>>,
    /// The words that show it, by report.
    pub spans: BTreeMap<String, Vec<Words>>,
    /// What a difference comes to, by report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<BTreeMap<String, String>>,
    /// All in which two reports differ here, the weightiest first: `of` is the first of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Vec<PointFacet>>,
    /// How many textually independent reports tell it, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub independent: Option<usize>,
    /// How much it matters.
    pub weight: f64,
}

/// One of the ways in which two tellings differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PointFacet {
    /// Which.
    pub of: Facet,
    /// The words that show it, by report.
    pub spans: BTreeMap<String, Vec<Words>>,
    /// What it comes to, by report.
    pub told: BTreeMap<String, String>,
}

/// Words of one of several reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Side {
    /// The report.
    pub doc: String,
    /// Its words.
    #[serde(flatten)]
    pub words: Words,
}

/// Two tellings of one quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // two sides
pub struct QuotePair {
    pub label: QuoteLabel,
    pub a: Side,
    pub b: Side,
}

/// Two counts of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // two sides, in one unit, of one thing
pub struct FigurePair {
    pub label: FigureLabel,
    pub a: Side,
    pub b: Side,
    pub unit: String,
    pub what: String,
}

/// A passage copied word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // two sides
pub struct Copied {
    pub from: Side,
    pub to: Side,
    /// Its length.
    pub words: usize,
}
