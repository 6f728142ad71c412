//! ICEWS: 20 columns parted by tabs, their names first.

use crate::act::{Row, called};
use crate::codes::{Party, cameo, cameo_code, icews_country, icews_sector};
use crate::polecat::Where;
use crate::table::number;
use dateline_contract::wire::Entity;

/// Names of the columns, parted by tabs.
pub const COLUMNS: &str = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude";

fn party(e: Option<&Entity>) -> [String; 3] {
    let sectors = e.into_iter().flat_map(|e| e.sector.iter().map(|s| icews_sector(*s))).filter(|s| !s.is_empty());
    [
        e.map(|e| called(e).to_owned()).unwrap_or_default(),
        sectors.collect::<Vec<_>>().join(","),
        Party::of(e).country.map(icews_country).unwrap_or_default().to_owned(),
    ]
}

/// The cells of a row.
#[must_use]
pub fn row(r: &Row<'_>) -> Vec<String> {
    let (e, d) = (r.event, r.report.document);
    let loc = e.event_loc.as_ref();
    let place = Where::of(loc);
    let code = &*cameo_code(e);
    let about = cameo(code);
    let mut cells = vec![r.number.to_string(), r.date().unwrap_or_default().to_owned()];
    cells.extend(party(r.actor));
    cells.extend([about.name, code, about.icews].map(str::to_owned));
    cells.extend(party(r.recipient));
    cells.extend([
        r.report.number.to_string(),
        (e.text_info.sequence + 1).to_string(),
        d.publisher.clone().unwrap_or_default(),
        place.city.to_owned(),
        String::new(),
        place.province.to_owned(),
        icews_country(place.country).to_owned(),
        number(loc.and_then(|l| l.lat)),
        number(loc.and_then(|l| l.lon)),
    ]);
    cells
}
