//! The name of an act under a codebook. The coder decides on the act once; a profile only names it.
//!
//! What differs between them is written in `lexicon/en/events/CODEBOOK.md`.

use super::{Category, Mode};
use crate::words::words;

words! {
    /// The codebook that names what was coded.
    Codebook {
        /// The sixteen categories that rules are written in.
        Plover20 = "plover-2.0",
        /// The earlier draft that the crosswalk from CAMEO and the older gold sets follow.
        Plover08 = "plover-0.8",
        /// CAMEO codes in the `event` field.
        Cameo = "cameo",
    }
}

impl Codebook {
    /// What it calls an act with this category and CAMEO code.
    ///
    /// ```
    /// use dateline_contract::{Category, Codebook};
    /// assert_eq!(Codebook::Plover20.event(Category::Sanction, Some("163")), "SANCTION");
    /// assert_eq!(Codebook::Plover08.event(Category::Sanction, Some("163")), "COERCE");
    /// assert_eq!(Codebook::Cameo.event(Category::Sanction, Some("163")), "163");
    /// ```
    #[must_use]
    pub fn event(self, category: Category, cameo: Option<&str>) -> &str {
        match (self, cameo) {
            (Self::Cameo, Some(code)) => code,
            (Self::Cameo, None) => root(category),
            (Self::Plover08, Some(code)) => older(category, code).name(),
            _ => category.name(),
        }
    }

    /// The mode it gives that act: the old draft has none of what it calls by another category.
    #[must_use]
    pub fn mode(self, category: Category, mode: Option<Mode>, cameo: Option<&str>) -> Option<Mode> {
        match self {
            Self::Cameo => None,
            Self::Plover08 if cameo.is_some_and(|c| older(category, c) != category) => match cameo {
                Some("116") => Some(Mode::Disapprove),
                Some("163") => Some(Mode::Restrict),
                Some("0871") => Some(Mode::Ceasefire),
                _ => None,
            },
            _ => mode,
        }
    }
}

/// The category in PLOVER 0.8 of a CAMEO code that 2.0 files elsewhere.
fn older(category: Category, cameo: &str) -> Category {
    match cameo {
        // Express intent to yield, in any way.
        _ if cameo.starts_with("03") => Category::Agree,
        "0813" | "0814" | "0871" => Category::Retreat,
        "116" => Category::Accuse,
        "163" => Category::Coerce,
        _ => category,
    }
}

/// The CAMEO root of a category, where a rule has no finer code.
fn root(category: Category) -> &'static str {
    match category {
        Category::Agree => "03",
        Category::Consult => "04",
        Category::Support => "05",
        Category::Cooperate => "06",
        Category::Aid => "07",
        Category::Concede | Category::Retreat => "08",
        Category::Request => "10",
        Category::Accuse => "11",
        Category::Reject => "12",
        Category::Threaten => "13",
        Category::Protest => "14",
        Category::Mobilize => "15",
        Category::Sanction => "16",
        Category::Coerce => "17",
        Category::Assault => "18",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Category::{Accuse, Agree, Aid, Coerce, Concede, Retreat, Sanction};

    #[test]
    fn the_older_draft_names_some_acts_otherwise() {
        for (category, cameo, older) in [
            (Sanction, "116", Accuse),
            (Sanction, "163", Coerce),
            (Sanction, "166", Sanction),
            (Concede, "0813", Retreat),
            (Concede, "0871", Retreat),
            (Concede, "035", Agree),
            (Concede, "083", Concede),
        ] {
            assert_eq!(Codebook::Plover08.event(category, Some(cameo)), older.name(), "{cameo}");
            assert_eq!(Codebook::Plover20.event(category, Some(cameo)), category.name(), "{cameo}");
            assert_eq!(Codebook::Cameo.event(category, Some(cameo)), cameo);
        }
        assert_eq!(Codebook::Cameo.event(Aid, None), "07");
        let convict = Some(Mode::Convict);
        assert_eq!(Codebook::Plover08.mode(Sanction, convict, Some("116")), Some(Mode::Disapprove));
        assert_eq!(Codebook::Plover20.mode(Sanction, convict, Some("116")), convict);
    }
}
