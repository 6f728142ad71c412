//! The comparison as the public contract writes it: one JSON object, offsets in code points.
//!
//! `records` holds, after the records themselves, a `passage` for each sentence that a point stands on and that is no
//! record: none was made of it, or it is part of a long statement (`of`).

use crate::{Comparison, Difference, Passage, Place, Point, Report};
use dateline_contract::Codebook;
use dateline_contract::wire::{self, Line, Side, Writer};
use dateline_text::{Span, stable_id};
use std::collections::BTreeMap;

/// The object for `comparison` of `reports`; events are named by `codebook`.
#[must_use]
pub fn comparison(comparison: &Comparison, reports: &[Report<'_>], codebook: Codebook) -> wire::Comparison {
    let wire = Wire { reports, writers: reports.iter().map(|r| Writer::new(&r.analysis.document, codebook)).collect() };
    let mut records: Vec<Line> = Vec::new();
    for (report, writer) in reports.iter().zip(&wire.writers) {
        records.extend(report.records.iter().map(|r| writer.record(r)));
    }
    let mut passages: Vec<Passage> = comparison.points.iter().flat_map(|p| p.passages.iter().copied()).collect();
    passages.sort();
    passages.dedup();
    records.extend(passages.iter().map(|p| Line::Passage(wire.passage(*p))));
    wire::Comparison {
        group: None,
        documents: wire.writers.iter().map(Writer::report).collect(),
        records,
        points: comparison.points.iter().map(|p| wire.point(p)).collect(),
        quotes: comparison.quotes.iter().map(|q| wire.quotes(q)).collect(),
        figures: comparison.figures.iter().map(|f| wire.figures(f)).collect(),
        copied: comparison.copied.iter().map(|c| wire.copied(c)).collect(),
    }
}

struct Wire<'r> {
    reports: &'r [Report<'r>],
    writers: Vec<Writer<'r>>,
}

impl Wire<'_> {
    fn doc(&self, report: usize) -> String {
        self.reports[report].analysis.document.id.clone()
    }

    fn side(&self, report: usize, span: Span) -> Side {
        Side { doc: self.doc(report), words: self.writers[report].words(span) }
    }

    fn quotes(&self, q: &crate::QuotePair) -> wire::QuotePair {
        wire::QuotePair { label: q.label, a: self.side(q.a.0, q.a.1), b: self.side(q.b.0, q.b.1) }
    }

    fn figures(&self, f: &crate::FigurePair) -> wire::FigurePair {
        wire::FigurePair {
            label: f.label,
            a: self.side(f.a.0, f.a.2),
            b: self.side(f.b.0, f.b.2),
            unit: f.unit.clone(),
            what: f.what.clone(),
        }
    }

    fn copied(&self, c: &crate::Copied) -> wire::Copied {
        wire::Copied { from: self.side(c.from.0, c.from.1), to: self.side(c.to.0, c.to.1), words: c.words }
    }

    fn passage_id(&self, place: Place) -> String {
        let document = &self.reports[place.report].analysis.document;
        let words = place.span.of(&document.text);
        stable_id([document.key.as_str(), "passage", &place.span.start().to_string(), words])
    }

    fn passage(&self, p: Passage) -> wire::Passage {
        let place = p.place;
        wire::Passage {
            doc: self.doc(place.report),
            id: self.passage_id(place),
            of: p.of.map(|r| self.reports[place.report].records[r].id.clone()),
            evidence: vec![self.writers[place.report].words(place.span)],
        }
    }

    fn facet(&self, f: &Difference) -> wire::PointFacet {
        let mut spans = BTreeMap::<_, Vec<_>>::new();
        for place in &f.spans {
            spans.entry(self.doc(place.report)).or_default().push(self.writers[place.report].words(place.span));
        }
        let told = f.told.iter().map(|t| (self.doc(t.report), t.words.clone())).collect();
        wire::PointFacet { of: f.of, spans, told }
    }

    fn point(&self, p: &Point) -> wire::Point {
        let (mut inside, mut spans) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        let records = p.records.iter().map(|(r, record)| (*r, self.reports[*r].records[*record].id.clone()));
        let passages = p.passages.iter().map(|s| (s.place.report, self.passage_id(s.place)));
        for (report, id) in records.chain(passages) {
            inside.entry(self.doc(report)).or_default().push(id);
        }
        for place in &p.spans {
            spans.entry(self.doc(place.report)).or_default().push(self.writers[place.report].words(place.span));
        }
        let told = p.told.iter().map(|t| (self.doc(t.report), t.words.clone())).collect();
        wire::Point {
            kind: p.kind,
            of: p.of,
            what: p.what.clone(),
            inside,
            spans,
            told: p.of.map(|_| told),
            facets: p.of.map(|_| p.facets.iter().map(|f| self.facet(f)).collect()),
            independent: (p.independent > 0).then_some(p.independent),
            weight: f64::from((p.weight * 1000.0).round()) / 1000.0,
        }
    }
}
