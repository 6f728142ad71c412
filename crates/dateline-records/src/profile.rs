//! The name of an act under a codebook. The coder decides on the act once; a profile only names it.
//!
//! `plover-2.0` is what rules are written in. `plover-0.8` is the draft that the crosswalk and the older gold sets
//! follow; `cameo` puts the CAMEO code into the `event` field. What differs is written in `lexicon/events/CODEBOOK.md`.

/// The `event` of an act with this category, mode and CAMEO code under a codebook; an unknown codebook is `plover-2.0`.
///
/// ```
/// use dateline_records::profile::category_under;
/// assert_eq!(category_under("plover-2.0", "SANCTION", Some("discontinue"), Some("163")), "SANCTION");
/// assert_eq!(category_under("plover-0.8", "SANCTION", Some("discontinue"), Some("163")), "COERCE");
/// assert_eq!(category_under("cameo", "SANCTION", Some("discontinue"), Some("163")), "163");
/// ```
#[must_use]
pub fn category_under(profile: &str, category: &str, _mode: Option<&str>, cameo: Option<&str>) -> String {
    let name = match (profile, cameo) {
        ("cameo", Some(code)) => code,
        ("cameo", None) => root(category),
        ("plover-0.8", Some(code)) => older(category, code),
        _ => category,
    };
    name.to_owned()
}

/// The mode of that act under a codebook: the old draft has none of what it calls by another category.
#[must_use]
pub fn mode_under<'m>(profile: &str, category: &str, mode: Option<&'m str>, cameo: Option<&str>) -> Option<&'m str> {
    match profile {
        "cameo" => None,
        "plover-0.8" if category_under(profile, category, mode, cameo) != category => match cameo {
            Some("116") => Some("disapprove"),
            Some("163") => Some("restrict"),
            Some("0871") => Some("ceasefire"),
            _ => None,
        },
        _ => mode,
    }
}

/// The category in PLOVER 0.8 of a CAMEO code that 2.0 files elsewhere.
fn older<'c>(category: &'c str, cameo: &str) -> &'c str {
    match cameo {
        // Express intent to yield, in any way.
        _ if cameo.starts_with("03") => "AGREE",
        "0813" | "0814" | "0871" => "RETREAT",
        "116" => "ACCUSE",
        "163" => "COERCE",
        _ => category,
    }
}

/// The CAMEO root of a category, where a rule has no finer code.
fn root(category: &str) -> &'static str {
    match category {
        "AGREE" => "03",
        "CONSULT" => "04",
        "SUPPORT" => "05",
        "COOPERATE" => "06",
        "AID" => "07",
        "CONCEDE" | "RETREAT" => "08",
        "REQUEST" => "10",
        "ACCUSE" => "11",
        "REJECT" => "12",
        "THREATEN" => "13",
        "PROTEST" => "14",
        "MOBILIZE" => "15",
        "SANCTION" => "16",
        "COERCE" => "17",
        "ASSAULT" => "18",
        _ => "---",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_draft_names_some_acts_otherwise() {
        for (category, cameo, older) in [
            ("SANCTION", "116", "ACCUSE"),
            ("SANCTION", "163", "COERCE"),
            ("SANCTION", "166", "SANCTION"),
            ("CONCEDE", "0813", "RETREAT"),
            ("CONCEDE", "0871", "RETREAT"),
            ("CONCEDE", "035", "AGREE"),
            ("CONCEDE", "083", "CONCEDE"),
        ] {
            assert_eq!(category_under("plover-0.8", category, None, Some(cameo)), older, "{cameo}");
            assert_eq!(category_under("plover-2.0", category, None, Some(cameo)), category, "{cameo}");
            assert_eq!(category_under("cameo", category, None, Some(cameo)), cameo);
        }
        assert_eq!(category_under("cameo", "AID", None, None), "07");
        assert_eq!(mode_under("plover-0.8", "SANCTION", Some("convict"), Some("116")), Some("disapprove"));
        assert_eq!(mode_under("plover-2.0", "SANCTION", Some("convict"), Some("116")), Some("convict"));
    }
}
