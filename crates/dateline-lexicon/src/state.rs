//! What other projects call states: numbers and names for tables that are laid beside theirs. No record depends on it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a state is in other projects' tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateCodes {
    /// Its number in the Correlates of War project's system of states.
    pub cow: Option<u16>,
    /// Gleditsch and Ward's number.
    pub gw: Option<u16>,
    /// FIPS 10-4, two letters, as GDELT has it.
    pub fips: Option<&'static str>,
    /// Its name in ICEWS, where that is another than ours.
    pub icews: Option<&'static str>,
}

static STATES: LazyLock<BTreeMap<&'static str, StateCodes>> = LazyLock::new(|| {
    let table = include_str!("../../../lexicon/actors/state_codes.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut cells = line.split('\t');
        let code = cells.next()?;
        let mut cell = || cells.next().filter(|c| !c.is_empty());
        let (cow, gw) = (cell(), cell());
        let number = |c: Option<&str>| c.and_then(|c| c.parse().ok());
        Some((code, StateCodes { cow: number(cow), gw: number(gw), fips: cell(), icews: cell() }))
    })
    .collect()
});

/// What the state of a PLOVER code is elsewhere; nothing where the code is no state's.
///
/// ```
/// use dateline_lexicon::state_codes;
/// let yemen = state_codes("YEM");
/// assert_eq!((yemen.cow, yemen.gw, yemen.fips), (Some(679), Some(678), Some("YM")));
/// assert_eq!(state_codes("IGO").cow, None);
/// ```
#[must_use]
pub fn state_codes(code: &str) -> StateCodes {
    STATES.get(code).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    #[test]
    fn every_row_is_of_a_country_and_no_two_states_of_today_share_a_code() {
        let gone = ["CSK", "DDR", "RVN", "SCG", "SUN", "YUG"];
        let (mut cow, mut gw, mut fips) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (code, state) in &*STATES {
            assert!(Lexicon::builtin().country_info(code).is_some(), "{code}");
            if gone.contains(code) {
                continue;
            }
            assert!(state.cow.is_none_or(|n| cow.insert(n, code).is_none()), "{code}");
            assert!(state.gw.is_none_or(|n| gw.insert(n, code).is_none()), "{code}");
            assert!(state.fips.is_none_or(|f| fips.insert(f, code).is_none()), "{code}");
        }
        assert_eq!((cow.len(), gw.len()), (195, 195));
    }
}
