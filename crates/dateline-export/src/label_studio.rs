//! Label Studio: a task a report, what was coded as its prediction. Offsets are code points, as Label Studio counts.

use crate::act::{Report, Row, event_name};
use crate::mark::{Part, Points, coded, parties, trigger};
use dateline_contract::Category;
use serde::Serialize;
use std::collections::BTreeMap;

/// What stands before the tasks.
pub const HEAD: &str = "[\n";
/// What stands between two.
pub const BETWEEN: &str = ",\n";
/// What stands behind them.
pub const FOOT: &str = "\n]\n";

#[derive(Serialize)]
struct Task<'r> {
    data: Data<'r>,
    predictions: [Prediction<'r>; 1],
}

#[derive(Serialize)]
struct Data<'r> {
    text: String,
    report: i64,
    doc: &'r str,
    title: &'r str,
    date: &'r str,
    publisher: &'r str,
    url: &'r str,
    /// Ids of the events that were drawn or chosen, so that one a person deletes is known.
    events: Vec<&'r str>,
}

#[derive(Serialize)]
struct Prediction<'r> {
    model_version: String,
    score: f64,
    result: Vec<Region<'r>>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Region<'r> {
    Labels { id: String, from_name: &'static str, to_name: &'static str, value: Value<'r>, score: f64, meta: Meta },
    Relation { from_id: String, to_id: String, direction: &'static str, labels: [&'static str; 1] },
}

#[derive(Serialize)]
struct Value<'r> {
    start: usize,
    end: usize,
    text: &'r str,
    labels: [&'r str; 1],
}

#[derive(Serialize)]
struct Meta {
    text: Vec<String>,
}

/// The task of a report.
#[must_use]
pub fn task(report: &Report<'_>, rows: &[Row<'_>]) -> String {
    let points = Points::new(report.text);
    let d = report.document;
    let mut result = Vec::new();
    let mut relations = Vec::new();
    let mut marked: BTreeMap<(usize, usize, String), String> = BTreeMap::new();
    let label = |id: String, (start, end): (usize, usize), label, score, meta: Vec<String>| Region::Labels {
        id,
        from_name: "label",
        to_name: "text",
        value: Value { start, end, text: points.words(start, end), labels: [label] },
        score,
        meta: Meta { text: meta },
    };
    for row in rows {
        let e = row.event;
        // A region is one stretch: of a verb in parts it is the first.
        let words = trigger(e);
        let mode = e.mode.first().map(|m| format!("mode {m}"));
        result.push(label(e.id.clone(), words[0], event_name(e), e.confidence, mode.into_iter().collect()));
        for (part, party) in parties(e) {
            let place = (party.start, party.end);
            let id = marked.entry((party.start, party.end, coded(party))).or_insert_with(|| {
                let id = format!("p{}-{}", party.start, coded(party));
                let meta = party.identifier_text.iter().cloned().chain([coded(party)]).filter(|t| !t.is_empty());
                result.push(label(id.clone(), place, PARTY, e.confidence, meta.collect()));
                id
            });
            let (from_id, to_id) = (e.id.clone(), id.clone());
            relations.push(Region::Relation { from_id, to_id, direction: "right", labels: [part.name()] });
        }
    }
    result.extend(relations);
    let least = rows.iter().map(|r| r.event.confidence).fold(1.0, f64::min);
    let task = Task {
        data: Data {
            text: crate::cell::quiet(report.text),
            report: report.number,
            doc: &d.doc,
            title: d.title.as_deref().unwrap_or_default(),
            date: d.date.as_deref().unwrap_or_default(),
            publisher: d.publisher.as_deref().unwrap_or_default(),
            url: d.url.as_deref().unwrap_or_default(),
            events: rows.iter().map(|r| r.event.id.as_str()).collect(),
        },
        predictions: [Prediction {
            model_version: format!("dateline {} {}", d.program, d.model),
            score: least,
            result,
        }],
    };
    dateline_contract::wire::json(&task)
}

/// The label of somebody's words.
pub const PARTY: &str = "Party";

/// The labelling interface that shows the tasks.
#[must_use]
pub fn interface() -> String {
    let labels: String = Category::ALL.iter().map(|c| format!("    <Label value=\"{c}\"/>\n")).collect();
    let relations: String = Part::ALL.iter().map(|p| format!("    <Relation value=\"{}\"/>\n", p.name())).collect();
    format!(
        "<View>\n  <Header value=\"$title\"/>\n  <Labels name=\"label\" toName=\"text\">\n{labels}    <Label value=\"{PARTY}\" \
         background=\"#888\"/>\n  </Labels>\n  <Relations>\n{relations}  </Relations>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n"
    )
}
