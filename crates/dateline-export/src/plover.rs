//! PLOVER as JSON lines: an act a line, with PLOVER's own fields and no others.

use crate::act::{Report, Row, event_name};
use crate::codes::country_name;
use dateline_contract::record::Size;
use dateline_contract::wire::{Entity, EventLoc, Words};
use dateline_contract::{Context, Mode, Sector};
use serde::Serialize;

#[derive(Serialize)]
struct Record<'r> {
    id: &'r str,
    date: Option<&'r str>,
    actor: Vec<Party<'r>>,
    recipient: Vec<Party<'r>>,
    event: [&'r str; 1],
    mode: &'r [Mode],
    context: &'r [Context],
    quad_code: u8,
    event_scale: f64,
    event_text: &'r [Words],
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Place<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<Size>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    text_info: TextInfo<'r>,
    cite_info: CiteInfo<'r>,
}

#[derive(Serialize)]
struct Party<'r> {
    code: Option<&'r str>,
    sector: &'r [Sector],
    entity_text: &'r str,
    identifier_text: Option<&'r str>,
    identifier_id: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<&'r str>,
}

#[derive(Serialize)]
struct Place<'r> {
    extracted_place: &'r str,
    resolved_place: Option<&'r str>,
    geonameid: Option<u64>,
    lat: Option<f64>,
    lon: Option<f64>,
    province: Option<&'r str>,
    country: Option<&'r str>,
    country_code: Option<&'r str>,
}

#[derive(Serialize)]
struct TextInfo<'r> {
    sequence: usize,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_story: Option<&'r str>,
}

#[derive(Serialize)]
struct CiteInfo<'r> {
    citation: &'r str,
    url: Option<&'r str>,
    title: Option<&'r str>,
    language: &'r str,
    publication: Option<&'r str>,
    coder: String,
    codebook: &'static str,
    version: &'r str,
}

fn party<'r>(report: &Report<'r>, e: &'r Entity) -> Party<'r> {
    Party {
        code: e.code.as_deref(),
        sector: &e.sector,
        entity_text: &e.entity_text,
        identifier_text: e.identifier_text.as_deref(),
        identifier_id: e.identifier_id.as_deref(),
        office: report.actor(&e.id).and_then(|a| a.office.as_deref()),
    }
}

fn place(l: &EventLoc) -> Place<'_> {
    Place {
        extracted_place: &l.words.text,
        resolved_place: l.name.as_deref(),
        geonameid: l.geonames_id,
        lat: l.lat,
        lon: l.lon,
        province: l.admin1.as_deref(),
        country: l.country.as_deref().and_then(country_name),
        country_code: l.country.as_deref(),
    }
}

/// The line of an act, its parties as lists; of the rows that an act has, any gives it. `with_text` adds the clause and the
/// report's text.
#[must_use]
pub fn line(r: &Row<'_>, with_text: bool) -> String {
    let (e, d) = (r.event, r.report.document);
    let info = e.text_info;
    let clause = || r.report.text.chars().skip(info.start).take(info.end.saturating_sub(info.start)).collect();
    let record = Record {
        id: &e.id,
        date: r.date(),
        actor: e.actor.iter().map(|a| party(&r.report, a)).collect(),
        recipient: e.recipient.iter().map(|a| party(&r.report, a)).collect(),
        event: [event_name(e)],
        mode: &e.mode,
        context: &e.context,
        quad_code: e.quad_code,
        event_scale: e.event_scale,
        event_text: &e.event_text,
        event_loc: e.event_loc.as_ref().map(place),
        size: e.size,
        text: with_text.then(clause),
        text_info: TextInfo {
            sequence: info.sequence,
            start: info.start,
            end: info.end,
            text_story: with_text.then_some(r.report.text),
        },
        cite_info: CiteInfo {
            citation: &d.doc,
            url: d.url.as_deref(),
            title: d.title.as_deref(),
            language: &d.language,
            publication: d.publisher.as_deref(),
            coder: format!("dateline {}", d.program),
            codebook: e.codebook.name(),
            version: &d.model,
        },
    };
    dateline_contract::wire::json(&record) + "\n"
}
