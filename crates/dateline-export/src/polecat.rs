//! POLECAT: 40 columns parted by tabs, their names first.

use crate::act::{Row, called, event_name};
use crate::codes::{Party, country_name};
use crate::table::number;
use dateline_contract::wire::{Entity, EventLoc};

/// Names of the columns, parted by tabs.
pub const COLUMNS: &str = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion";

/// A quad class in POLECAT's words.
const QUADS: [&str; 4] = ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

/// What a place is in tables that part town and region: its name and the town's, where it is one.
pub(crate) struct Where<'r> {
    pub(crate) name: &'r str,
    pub(crate) city: &'r str,
    pub(crate) province: &'r str,
    pub(crate) country: &'r str,
}

impl<'r> Where<'r> {
    pub(crate) fn of(loc: Option<&'r EventLoc>) -> Self {
        let Some(loc) = loc else { return Self { name: "", city: "", province: "", country: "" } };
        let name = loc.name.as_deref().unwrap_or(&loc.words.text);
        let province = loc.admin1.as_deref().unwrap_or_default();
        let country = loc.country.as_deref().unwrap_or_default();
        let whole = name == province || country_name(country) == Some(name);
        Self { name, city: if whole { "" } else { name }, province, country }
    }
}

fn party(r: &Row<'_>, e: Option<&Entity>) -> [String; 8] {
    let p = Party::of(e);
    let body = p.body.into_iter().map(str::to_owned);
    let sectors = body.chain(e.into_iter().flat_map(|e| e.sector.iter().map(ToString::to_string)));
    let sectors: Vec<String> = sectors.collect();
    [
        e.map(|e| called(e).to_owned()).unwrap_or_default(),
        p.country.unwrap_or_default().to_owned(),
        number(p.state.cow),
        sectors.first().cloned().unwrap_or_default(),
        sectors.join(";"),
        e.and_then(|e| r.report.actor(&e.id)?.office.clone()).unwrap_or_default(),
        e.map(|e| e.entity_text.clone()).unwrap_or_default(),
        e.and_then(|e| e.identifier_id.clone()).unwrap_or_default(),
    ]
}

/// The cells of a row.
#[must_use]
pub fn row(r: &Row<'_>) -> Vec<String> {
    let (e, d) = (r.event, r.report.document);
    let loc = e.event_loc.as_ref();
    let place = Where::of(loc);
    let quad = QUADS.get(usize::from(e.quad_code).wrapping_sub(1)).copied().unwrap_or_default();
    let mut cells = vec![
        r.id.clone(),
        r.date().unwrap_or_default().to_owned(),
        event_name(e).to_owned(),
        number(e.mode.first()),
        e.event_scale.to_string(),
        quad.to_owned(),
        e.context.iter().map(|c| c.name()).collect::<Vec<_>>().join(";"),
    ];
    cells.extend(party(r, r.actor));
    cells.extend(party(r, r.recipient));
    cells.extend([place.name, place.city, "", place.province, place.country].map(str::to_owned));
    cells.extend([
        number(loc.and_then(|l| l.lat)),
        number(loc.and_then(|l| l.lon)),
        number(loc.and_then(|l| l.geonames_id)),
        loc.map(|l| l.words.text.clone()).unwrap_or_default(),
        String::new(),
        d.publisher.clone().unwrap_or_default(),
        d.date.clone().unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
        d.language.clone(),
        format!("dateline {} {}", d.program, d.model),
    ]);
    cells
}
