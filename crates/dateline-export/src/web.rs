//! W3C Web Annotation (JSON-LD): an annotation an event and an annotation each of its parties, by the words and by code points.

use crate::act::{Report, Row, event_name};
use crate::mark::{Part, Points, coded, parties, trigger};
use serde::Serialize;

/// What stands before the annotations of a page.
pub const HEAD: &str = "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:dateline:annotations\",\"type\":\"AnnotationPage\",\"items\":[\n";
/// What stands between two.
pub const BETWEEN: &str = ",\n";
/// What stands behind them.
pub const FOOT: &str = "\n]}\n";

/// Code points that a quotation has before and after it.
const AROUND: usize = 32;

#[derive(Serialize)]
struct Annotation<'r> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Body>,
    target: Vec<Target<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    generator: Option<Generator>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Body {
    TextualBody { purpose: &'static str, value: String },
    SpecificResource { purpose: &'static str, source: String },
}

#[derive(Serialize)]
struct Generator {
    #[serde(rename = "type")]
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
struct Target<'r> {
    source: String,
    selector: [Selector<'r>; 2],
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'r> {
    TextQuoteSelector { exact: &'r str, prefix: &'r str, suffix: &'r str },
    TextPositionSelector { start: usize, end: usize },
}

/// The address of a report: its own, else a name made of its id.
fn source(report: &Report<'_>) -> String {
    let d = report.document;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    let escaped = |c: char| match plain(c) {
        true => c.to_string(),
        false => c.to_string().bytes().map(|b| format!("%{b:02X}")).collect(),
    };
    d.url.clone().unwrap_or_else(|| format!("urn:dateline:report:{}", d.doc.chars().map(escaped).collect::<String>()))
}

/// The annotations of the rows of a report, each a JSON object.
#[must_use]
pub fn annotations(report: &Report<'_>, rows: &[Row<'_>]) -> Vec<String> {
    let points = Points::new(report.text);
    let source = source(report);
    let target = |start: usize, end: usize| Target {
        source: source.clone(),
        selector: [
            Selector::TextQuoteSelector {
                exact: points.words(start, end),
                prefix: points.words(start.saturating_sub(AROUND), start),
                suffix: points.words(end, end + AROUND),
            },
            Selector::TextPositionSelector { start, end },
        ],
    };
    let tag = |value: String| Body::TextualBody { purpose: "tagging", value };
    let mut out = Vec::new();
    let d = report.document;
    for row in rows {
        let e = row.event;
        let id = format!("urn:dateline:event:{}", row.id);
        let mode = e.mode.first().map(|m| format!("/{m}")).unwrap_or_default();
        out.push(Annotation {
            id: id.clone(),
            kind: "Annotation",
            motivation: "classifying",
            body: vec![tag(format!("{}{mode}", event_name(e)))],
            target: trigger(e).into_iter().map(|(s, t)| target(s, t)).collect(),
            generator: Some(Generator { kind: "Software", name: format!("dateline {} {}", d.program, d.model) }),
        });
        for (n, (part, party)) in parties(e).enumerate() {
            let role = match part {
                Part::Actor => "actor",
                Part::Recipient => "recipient",
                Part::By => "by",
            };
            let mut body =
                vec![Body::SpecificResource { purpose: "linking", source: id.clone() }, tag(role.to_owned())];
            let identified = party.identifier_text.iter().cloned().chain([coded(party)]).filter(|t| !t.is_empty());
            body.extend(identified.map(|value| Body::TextualBody { purpose: "identifying", value }));
            out.push(Annotation {
                id: format!("{id}:{}", n + 1),
                kind: "Annotation",
                motivation: "linking",
                body,
                target: vec![target(party.start, party.end)],
                generator: None,
            });
        }
    }
    out.iter().map(dateline_contract::wire::json).collect()
}
