//! GDELT 2.0: events of 61 and mentions of 16 columns, parted by tabs, without their names.

use crate::act::{Row, called};
use crate::codes::{Party, cameo, cameo_code, cameo_quad, cameo_root, country_name};
use crate::phoenix::{letters, parts};
use crate::polecat::Where;
use crate::table::number;
use dateline_contract::wire::Entity;
use dateline_lexicon::state_codes;

/// Names of the columns of events, parted by tabs; the format does not write them.
pub const EVENT_COLUMNS: &str = "GLOBALEVENTID\tSQLDATE\tMonthYear\tYear\tFractionDate\tActor1Code\tActor1Name\tActor1CountryCode\tActor1KnownGroupCode\tActor1EthnicCode\tActor1Religion1Code\tActor1Religion2Code\tActor1Type1Code\tActor1Type2Code\tActor1Type3Code\tActor2Code\tActor2Name\tActor2CountryCode\tActor2KnownGroupCode\tActor2EthnicCode\tActor2Religion1Code\tActor2Religion2Code\tActor2Type1Code\tActor2Type2Code\tActor2Type3Code\tIsRootEvent\tEventCode\tEventBaseCode\tEventRootCode\tQuadClass\tGoldsteinScale\tNumMentions\tNumSources\tNumArticles\tAvgTone\tActor1Geo_Type\tActor1Geo_FullName\tActor1Geo_CountryCode\tActor1Geo_ADM1Code\tActor1Geo_ADM2Code\tActor1Geo_Lat\tActor1Geo_Long\tActor1Geo_FeatureID\tActor2Geo_Type\tActor2Geo_FullName\tActor2Geo_CountryCode\tActor2Geo_ADM1Code\tActor2Geo_ADM2Code\tActor2Geo_Lat\tActor2Geo_Long\tActor2Geo_FeatureID\tActionGeo_Type\tActionGeo_FullName\tActionGeo_CountryCode\tActionGeo_ADM1Code\tActionGeo_ADM2Code\tActionGeo_Lat\tActionGeo_Long\tActionGeo_FeatureID\tDATEADDED\tSOURCEURL";

/// Names of the columns of mentions, parted by tabs; the format does not write them.
pub const MENTION_COLUMNS: &str = "GLOBALEVENTID\tEventTimeDate\tMentionTimeDate\tMentionType\tMentionSourceName\tMentionIdentifier\tSentenceID\tActor1CharOffset\tActor2CharOffset\tActionCharOffset\tInRawText\tConfidence\tMentionDocLen\tMentionDocTone\tMentionDocTranslationInfo\tExtras";

fn party(e: Option<&Entity>) -> [String; 10] {
    let p = Party::of(e);
    let (mut full, _, roles) = letters(e);
    let name = match (e, p.country) {
        // A country that is meant as a whole has its own name.
        (Some(e), Some(code)) if e.sector.is_empty() => country_name(code).unwrap_or_else(|| called(e)),
        (Some(e), _) => called(e),
        (None, _) => "",
    };
    let known = p
        .body
        .and_then(|_| e?.identifier_text.as_deref())
        .filter(|t| t.len() == 3 && t.bytes().all(|b| b.is_ascii_uppercase()));
    full.push_str(known.unwrap_or_default());
    let mut types: Vec<&str> = p.body.into_iter().chain(roles).collect();
    types.resize(3, "");
    [
        full,
        name.to_uppercase(),
        p.country.unwrap_or_default().to_owned(),
        known.unwrap_or_default().to_owned(),
        String::new(),
        String::new(),
        String::new(),
        types[0].to_owned(),
        types[1].to_owned(),
        types[2].to_owned(),
    ]
}

/// `2026.1315`: thirty days a month, as GDELT reckons.
fn fraction(date: Option<&str>) -> String {
    let [_, year, month, day] = parts(date);
    let share = month.parse::<f64>().ok().zip(day.parse::<f64>().ok()).map(|(m, d)| ((m - 1.0) * 30.0 + d) / 365.0);
    share.map(|s| format!("{year}{}", format!("{s:.4}").trim_start_matches('0'))).unwrap_or_default()
}

/// The eight columns of a place; without one, its type is 0.
fn geo(r: &Row<'_>) -> [String; 8] {
    let loc = r.event.event_loc.as_ref();
    let place = Where::of(loc);
    let country = country_name(place.country).unwrap_or_default();
    let fips = state_codes(place.country).fips.unwrap_or_default();
    let mut names = vec![place.name];
    names.extend([place.province, country].into_iter().filter(|n| !n.is_empty() && *n != place.name));
    let kind = match (place.name, place.country) {
        ("", _) | (_, "") => 0,
        (name, _) if name == country => 1,
        (name, "USA") if name == place.province => 2,
        (_, "USA") => 3,
        (name, _) if name == place.province => 5,
        _ => 4,
    };
    [
        kind.to_string(),
        names.join(", "),
        fips.to_owned(),
        if kind == 1 { fips.to_owned() } else { String::new() },
        String::new(),
        number(loc.and_then(|l| l.lat)),
        number(loc.and_then(|l| l.lon)),
        String::new(),
    ]
}

/// The cells of an event.
#[must_use]
pub fn event(r: &Row<'_>) -> Vec<String> {
    let e = r.event;
    let [day, year, month, _] = parts(r.date());
    let code = &*cameo_code(e);
    let (root, base) = (cameo_root(code), code.get(..3).unwrap_or(code));
    let [added, ..] = parts(r.report.document.date.as_deref());
    let mut cells = vec![r.number.to_string(), day, format!("{year}{month}"), year, fraction(r.date())];
    cells.extend(party(r.actor));
    cells.extend(party(r.recipient));
    cells.extend([u8::from(e.text_info.sequence == 0).to_string()]);
    cells.extend([code, base, root].map(str::to_owned));
    cells.extend([cameo_quad(root).to_string(), cameo(code).gdelt.to_owned()]);
    cells.extend([r.counts.mentions, r.counts.sources, r.counts.articles].map(|n| n.to_string()));
    cells.push(String::new());
    // Where somebody is when he acts is not told.
    let nowhere = || (0..8).map(|n| if n == 0 { "0".to_owned() } else { String::new() });
    cells.extend(nowhere().chain(nowhere()));
    cells.extend(geo(r));
    cells.extend([if added.is_empty() { added } else { added + "000000" }, r.report.address().to_owned()]);
    cells
}

/// The cells of each passage that tells an event.
#[must_use]
pub fn mentions(r: &Row<'_>) -> Vec<Vec<String>> {
    let d = r.report.document;
    let time = |date: Option<&str>| {
        let [day, ..] = parts(date);
        if day.is_empty() { day } else { day + "000000" }
    };
    // Positions are those of the telling's own words.
    let at = |all: &[Entity], e: Option<&Entity>| {
        let own = all.iter().find(|x| e.is_some_and(|e| x.start == e.start || (!x.id.is_empty() && x.id == e.id)));
        own.map_or("-1".to_owned(), |x| x.start.to_string())
    };
    let mention = |t: &&dateline_contract::wire::Event| {
        vec![
            r.number.to_string(),
            time(r.date()),
            time(d.date.as_deref()),
            // 1: a page of the web, 2: known by a citation alone.
            if d.url.is_some() { "1" } else { "2" }.to_owned(),
            d.publisher.clone().unwrap_or_default(),
            r.report.address().to_owned(),
            (t.text_info.sequence + 1).to_string(),
            at(&t.actor, r.actor),
            at(if t.recipient.is_empty() { &t.actor } else { &t.recipient }, r.recipient),
            t.event_text.first().map_or("-1".to_owned(), |w| w.start.to_string()),
            "1".to_owned(),
            (t.confidence * 100.0).round().to_string(),
            d.chars.to_string(),
            String::new(),
            String::new(),
            String::new(),
        ]
    };
    r.tellings.iter().map(mention).collect()
}
