//! The comparison as the public contract writes it: one JSON object, offsets in code points.
//!
//! Beside what the contract obliges, each point has its `weight`, a difference has `told` (what it comes to in each
//! report), and `records` holds, after the records themselves, a `passage` for each sentence that a point stands on and
//! that is no record: none was made of it, or it is part of a long statement (`of`).

use crate::{Comparison, Passage, Place, Point, Report};
use dateline_contract::wire::Writer;
use dateline_text::{Span, stable_id};
use serde_json::{Map, Value, json};

/// The object for `comparison` of `reports`; record lines are coded under `codebook`.
#[must_use]
pub fn comparison(comparison: &Comparison, reports: &[Report<'_>], codebook: &str) -> Value {
    let wire = Wire { reports, writers: reports.iter().map(|r| Writer::new(&r.analysis.document, codebook)).collect() };
    let mut records: Vec<Value> = Vec::new();
    for (report, writer) in reports.iter().zip(&wire.writers) {
        records.extend(report.records.iter().map(|r| writer.record(r)));
    }
    let mut passages: Vec<Passage> = comparison.points.iter().flat_map(|p| p.passages.iter().copied()).collect();
    passages.sort();
    passages.dedup();
    records.extend(passages.iter().map(|p| wire.passage(*p)));
    json!({
        "documents": reports.iter().zip(&wire.writers).map(|(r, w)| {
            let mut d = w.document(r.analysis.sentences.len(), false);
            if let Some(fields) = d.as_object_mut() {
                fields.retain(|k, _| matches!(k.as_str(), "doc" | "title" | "date" | "publisher" | "url" | "chars"));
            }
            d
        }).collect::<Vec<_>>(),
        "records": records,
        "points": comparison.points.iter().map(|p| wire.point(p)).collect::<Vec<_>>(),
        "quotes": comparison.quotes.iter().map(|q| json!({
            "label": q.label.name(), "a": wire.side(q.a.0, q.a.1), "b": wire.side(q.b.0, q.b.1)
        })).collect::<Vec<_>>(),
        "figures": comparison.figures.iter().map(|f| json!({
            "label": f.label.name(), "a": wire.side(f.a.0, f.a.2), "b": wire.side(f.b.0, f.b.2),
            "unit": f.unit, "what": f.what
        })).collect::<Vec<_>>(),
        "copied": comparison.copied.iter().map(|c| json!({
            "from": wire.side(c.from.0, c.from.1), "to": wire.side(c.to.0, c.to.1), "words": c.words
        })).collect::<Vec<_>>(),
    })
}

struct Wire<'r> {
    reports: &'r [Report<'r>],
    writers: Vec<Writer<'r>>,
}

impl Wire<'_> {
    fn doc(&self, report: usize) -> &str {
        &self.reports[report].analysis.document.id
    }

    fn side(&self, report: usize, span: Span) -> Value {
        let mut value = self.writers[report].span(span);
        value["doc"] = json!(self.doc(report));
        value
    }

    fn passage_id(&self, place: Place) -> String {
        let words = place.span.of(self.reports[place.report].analysis.text());
        stable_id([self.doc(place.report), "passage", &place.span.start().to_string(), words])
    }

    fn passage(&self, p: Passage) -> Value {
        let place = p.place;
        let of = p.of.map(|r| &self.reports[place.report].records[r].id);
        json!({"kind": "passage", "doc": self.doc(place.report), "id": self.passage_id(place),
            "of": of,
            "evidence": [self.writers[place.report].span(place.span)]})
    }

    fn point(&self, p: &Point) -> Value {
        let (mut inside, mut spans, mut told) = (Map::new(), Map::new(), Map::new());
        let mut add = |report: usize, id: String| {
            let list = inside.entry(self.doc(report)).or_insert_with(|| json!([]));
            if let Some(list) = list.as_array_mut() {
                list.push(json!(id));
            }
        };
        for (report, record) in &p.records {
            add(*report, self.reports[*report].records[*record].id.clone());
        }
        for place in &p.passages {
            add(place.place.report, self.passage_id(place.place));
        }
        for place in &p.spans {
            let list = spans.entry(self.doc(place.report)).or_insert_with(|| json!([]));
            if let Some(list) = list.as_array_mut() {
                list.push(self.writers[place.report].span(place.span));
            }
        }
        for t in &p.told {
            told.insert(self.doc(t.report).to_owned(), json!(t.words));
        }
        let mut value = json!({"kind": p.kind.name(), "what": p.what, "in": inside, "spans": spans,
            "weight": f64::from((p.weight * 1000.0).round()) / 1000.0});
        if let Some(of) = p.of {
            value["of"] = json!(of.name());
            value["told"] = Value::Object(told);
        }
        if p.independent > 0 {
            value["independent"] = json!(p.independent);
        }
        value
    }
}
