//! What other projects call what is recorded here: CAMEO's codes and scores, sectors, names of countries.

use dateline_contract::wire::{Entity, Event, EventName};
use dateline_contract::{Codebook, Sector};
use dateline_lexicon::{Lexicon, StateCodes, state_codes};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A code of CAMEO.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cameo {
    pub(crate) name: &'static str,
    /// Its score as ICEWS and as GDELT have it.
    pub(crate) icews: &'static str,
    pub(crate) gdelt: &'static str,
}

fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 4]> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

static CAMEO: LazyLock<BTreeMap<&'static str, Cameo>> = LazyLock::new(|| {
    let row = |[code, name, icews, gdelt]: [&'static str; 4]| (code, Cameo { name, icews, gdelt });
    rows(include_str!("../../../lexicon/cameo.tsv")).map(row).collect()
});

static SECTORS: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let row = |[sector, cameo, icews, _]: [&'static str; 4]| (sector, (cameo, icews));
    rows(include_str!("../../../lexicon/sectors.tsv")).map(row).collect()
});

/// The CAMEO code of an event: its rule's, else its category's; of a category as a whole three digits (`050`), as tables have it.
pub(crate) fn cameo_code(e: &Event) -> String {
    let code = match e.event.first() {
        Some(EventName::Category(c)) => Codebook::Cameo.event(*c, e.cameo.as_deref()),
        Some(EventName::Cameo(code)) => code,
        None => "",
    };
    if code.len() == 2 { format!("{code}0") } else { code.to_owned() }
}

/// What CAMEO says of a code; a score that a table lacks is that of the code above it.
pub(crate) fn cameo(code: &str) -> Cameo {
    let of = |code: &str| CAMEO.get(code).copied().unwrap_or_default();
    let mut found = of(code);
    for length in (2..code.len()).rev() {
        let above = of(code.get(..length).unwrap_or_default());
        found.icews = if found.icews.is_empty() { above.icews } else { found.icews };
        found.gdelt = if found.gdelt.is_empty() { above.gdelt } else { found.gdelt };
    }
    found
}

/// The first two digits of a CAMEO code.
pub(crate) fn cameo_root(code: &str) -> &str {
    code.get(..2).unwrap_or(code)
}

/// The kind of a CAMEO root as GDELT and Phoenix class it: 1 and 2 verbal and material cooperation, 3 and 4 conflict.
pub(crate) fn cameo_quad(root: &str) -> u8 {
    match root {
        "01" | "02" | "03" | "04" | "05" => 1,
        "06" | "07" | "08" => 2,
        "09" | "10" | "11" | "12" | "13" => 3,
        _ => 4,
    }
}

/// What CAMEO calls a code.
#[must_use]
pub fn cameo_name(code: &str) -> &'static str {
    cameo(code).name
}

/// CAMEO's letters of a sector.
pub(crate) fn cameo_sector(sector: Sector) -> &'static str {
    SECTORS.get(sector.name()).map_or("", |s| s.0)
}

/// ICEWS's words for a sector.
pub(crate) fn icews_sector(sector: Sector) -> &'static str {
    SECTORS.get(sector.name()).map_or("", |s| s.1)
}

/// The name of a country by its code.
#[must_use]
pub fn country_name(code: &str) -> Option<&'static str> {
    Lexicon::builtin().country_info(code).map(|c| c.name)
}

/// The name of a country as ICEWS writes it.
pub(crate) fn icews_country(code: &str) -> &'static str {
    state_codes(code).icews.or_else(|| country_name(code)).unwrap_or_default()
}

/// The code of a country that a table names, by its name in ICEWS or any of ours.
#[must_use]
pub fn country_code(name: &str) -> Option<&'static str> {
    let lexicon = Lexicon::builtin();
    let icews = || lexicon.countries().find(|c| state_codes(c.code).icews == Some(name)).map(|c| c.code);
    icews().or_else(|| lexicon.country(name).map(|hit| hit.code))
}

/// What a party is by its code.
pub(crate) struct Party<'r> {
    /// The country, where the code is one's.
    pub(crate) country: Option<&'r str>,
    /// IGO, NGO, MNC, IMG, where it is that.
    pub(crate) body: Option<&'r str>,
    /// What its country is elsewhere.
    pub(crate) state: StateCodes,
}

impl<'r> Party<'r> {
    pub(crate) fn of(entity: Option<&'r Entity>) -> Self {
        let code = entity.and_then(|e| e.code.as_deref());
        let country = code.filter(|c| Lexicon::builtin().country_info(c).is_some());
        let body = code.filter(|_| country.is_none());
        Self { country, body, state: country.map(state_codes).unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_contract::Category;

    #[test]
    fn every_sector_and_every_root_is_known() {
        for sector in Sector::ALL {
            assert!(SECTORS.contains_key(sector.name()), "{sector}");
        }
        for category in Category::ALL {
            let root = Codebook::Cameo.event(*category, None);
            assert!(!cameo(root).name.is_empty(), "{category}");
        }
    }

    #[test]
    fn a_score_that_is_missing_is_that_of_the_code_above() {
        assert_eq!((cameo("0313").icews, cameo("0313").gdelt), ("5.2", cameo("031").gdelt));
        assert_eq!((cameo("163").icews == cameo("163").gdelt, cameo("195").name.is_empty()), (false, false));
        assert_eq!((country_code("Russian Federation"), country_code("Sudan")), (Some("RUS"), Some("SDN")));
    }
}
