//! Our own table of events, as CSV: a row a pair, names of columns first.

use crate::act::{Row, called, event_name};
use crate::codes::{Party, cameo_code};
use dateline_contract::wire::Entity;

/// Names of the columns, parted by commas.
pub const COLUMNS: &str = "id,date,date_from,date_precision,event,mode,context,cameo,quad,scale,actor,actor_sector,actor_name,\
actor_words,actor_cow,actor_gw,actor_from,recipient,recipient_sector,recipient_name,recipient_words,recipient_cow,recipient_gw,\
recipient_from,words,sentence,said_by,said_by_code,denied_by,place,country,region,lat,lon,geonames_id,dead,injured,arrested,\
negated,time,certainty,confidence,rule,act,mentions,report,doc,title,publisher,reported,url,checked";

pub(crate) fn number<N: ToString>(n: Option<N>) -> String {
    n.map(|n| n.to_string()).unwrap_or_default()
}

fn party(e: Option<&Entity>) -> [String; 7] {
    let p = Party::of(e);
    let text = |f: &dyn Fn(&Entity) -> Option<String>| e.and_then(f).unwrap_or_default();
    [
        text(&|e| e.code.clone()),
        text(&|e| Some(e.sector.iter().map(|s| s.name()).collect::<Vec<_>>().join("/"))),
        text(&|e| e.identifier_text.clone()),
        text(&|e| Some(e.entity_text.clone())),
        number(p.state.cow),
        number(p.state.gw),
        text(&|e| e.code_from.map(|f| f.name().to_owned())),
    ]
}

/// The cells of a row; `checked` is what a person said of it.
#[must_use]
pub fn row(r: &Row<'_>, checked: Option<&str>) -> Vec<String> {
    let (e, d) = (r.event, r.report.document);
    let loc = e.event_loc.as_ref();
    let joined = |all: Vec<&str>| all.join("; ");
    let from = match e.date_from {
        dateline_contract::wire::EventDateFrom::Text => "text",
        dateline_contract::wire::EventDateFrom::Document => "document",
        dateline_contract::wire::EventDateFrom::None => "none",
    };
    let mut cells = vec![
        r.id.clone(),
        r.date().unwrap_or_default().to_owned(),
        from.to_owned(),
        e.date_precision.to_string(),
        event_name(e).to_owned(),
        number(e.mode.first()),
        joined(e.context.iter().map(|c| c.name()).collect()),
        cameo_code(e),
        e.quad_code.to_string(),
        e.event_scale.to_string(),
    ];
    cells.extend(party(r.actor));
    cells.extend(party(r.recipient));
    cells.extend([
        e.event_text.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" … "),
        (e.text_info.sequence + 1).to_string(),
        joined(e.by.iter().map(|b| called(&b.who)).collect()),
        joined(e.by.iter().filter_map(|b| b.who.code.as_deref()).collect()),
        joined(e.denied_by.iter().map(|b| called(&b.who)).collect()),
        loc.map(|l| l.name.clone().unwrap_or_else(|| l.words.text.clone())).unwrap_or_default(),
        number(loc.and_then(|l| l.country.clone())),
        number(loc.and_then(|l| l.admin1.clone())),
        number(loc.and_then(|l| l.lat)),
        number(loc.and_then(|l| l.lon)),
        number(loc.and_then(|l| l.geonames_id)),
        number(e.size.and_then(|s| s.dead)),
        number(e.size.and_then(|s| s.injured)),
        number(e.size.and_then(|s| s.arrested)),
        u8::from(e.status.negated).to_string(),
        e.status.time.to_string(),
        e.status.certainty.to_string(),
        e.confidence.to_string(),
        e.rule.clone(),
        e.happening.clone().unwrap_or_else(|| e.id.clone()),
        r.counts.mentions.to_string(),
        r.report.number.to_string(),
        d.doc.clone(),
        d.title.clone().unwrap_or_default(),
        d.publisher.clone().unwrap_or_default(),
        d.date.clone().unwrap_or_default(),
        d.url.clone().unwrap_or_default(),
        checked.unwrap_or_default().to_owned(),
    ]);
    cells
}
