//! Phoenix: 26 columns parted by tabs, without their names.

use crate::act::{Report, Row};
use crate::codes::{Party, cameo, cameo_code, cameo_quad, cameo_root, cameo_sector, country_name};
use crate::polecat::Where;
use crate::table::number;
use dateline_contract::wire::Entity;

/// Names of the columns, parted by tabs; the format does not write them.
pub const COLUMNS: &str = "EventID\tDate\tYear\tMonth\tDay\tSourceActorFull\tSourceActorEntity\tSourceActorRole\tSourceActorAttribute\tTargetActorFull\tTargetActorEntity\tTargetActorRole\tTargetActorAttribute\tEventCode\tEventRootCode\tQuadClass\tGoldsteinScore\tIssues\tActionLat\tActionLong\tLocationName\tGeoCountryName\tGeoStateName\tSentenceID\tURLs\tNewsSources";

/// A party by CAMEO's letters: head (a country, or what kind of body), first role, the others.
pub(crate) fn letters(e: Option<&Entity>) -> (String, String, Vec<&'static str>) {
    let p = Party::of(e);
    let head = p.country.or(p.body).unwrap_or_default().to_owned();
    let mut roles: Vec<&str> = Vec::new();
    for role in e.into_iter().flat_map(|e| e.sector.iter().map(|s| cameo_sector(*s))) {
        if !role.is_empty() && !roles.contains(&role) {
            roles.push(role);
        }
    }
    (head.clone() + &roles.concat(), head, roles)
}

fn party(e: Option<&Entity>) -> [String; 4] {
    let (full, head, roles) = letters(e);
    [full, head, roles.first().copied().unwrap_or_default().to_owned(), roles.get(1..).unwrap_or_default().join(";")]
}

/// Year, month and day of a date, each empty where there is none.
pub(crate) fn parts(date: Option<&str>) -> [String; 4] {
    let date = date.filter(|d| d.len() == 10).unwrap_or_default();
    let part = |from: usize, to: usize| date.get(from..to).unwrap_or_default().to_owned();
    [date.replace('-', ""), part(0, 4), part(5, 7), part(8, 10)]
}

fn sentence(report: &Report<'_>, sequence: usize) -> String {
    format!("{}_{}", report.number, sequence + 1)
}

/// The cells of a row.
#[must_use]
pub fn row(r: &Row<'_>) -> Vec<String> {
    let e = r.event;
    let loc = e.event_loc.as_ref();
    let place = Where::of(loc);
    let code = &*cameo_code(e);
    let root = cameo_root(code);
    // Phoenix has a class of its own for what is only said.
    let quad = if root == "01" { 0 } else { cameo_quad(root) };
    let mut cells = vec![r.number.to_string()];
    cells.extend(parts(r.date()));
    cells.extend(party(r.actor));
    cells.extend(party(r.recipient));
    cells.extend([code, root].map(str::to_owned));
    cells.extend([quad.to_string(), cameo(code).gdelt.to_owned(), String::new()]);
    cells.extend([
        number(loc.and_then(|l| l.lat)),
        number(loc.and_then(|l| l.lon)),
        place.name.to_owned(),
        country_name(place.country).unwrap_or_default().to_owned(),
        place.province.to_owned(),
    ]);
    let sentences: Vec<String> = r.tellings.iter().map(|t| sentence(&r.report, t.text_info.sequence)).collect();
    cells.extend([
        sentences.join(";"),
        r.report.address().to_owned(),
        r.report.document.publisher.clone().unwrap_or_default(),
    ]);
    cells
}
