//! Names of places: found in the words, and set on the map.
//!
//! `find` sees which words name a place, and tells them from persons, bodies and things that bear a place's name;
//! `candidates` what of the gazetteer a name may mean; `link` which place is said to lie in which ("Paris, Texas"); `rank`
//! which of its bearers is meant, by what else the report tells of; `scene` in which country a passage plays.
//!
//! A name that no table has is a place all the same: where the report says in what it lies, it has that country and region.

mod candidates;
mod find;
mod link;
mod rank;
mod scene;
#[cfg(test)]
mod tests;

use crate::syntax::Syntax;
use dateline_lexicon::{Lexicon, PlaceKind};
use std::ops::Range;

pub use scene::{Nearness, Scenery};

/// A name of a place in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Toponym {
    /// Its words, without an article or what says in which larger place it lies.
    pub tokens: Range<usize>,
    /// The place, as far as it is known.
    pub spot: Option<Spot>,
    /// The place of the report in which it is said to lie, by its number: Texas of "Paris, Texas".
    pub within: Option<usize>,
    /// A preposition says that something is there: "in Nairobi", not "Nairobi said".
    pub located: bool,
}

impl Toponym {
    /// A town or a part of one, rather than a country, a region, a sea.
    #[must_use]
    pub fn is_town(&self) -> bool {
        use PlaceKind::{Capital, City, Site};
        self.spot.as_ref().is_some_and(|x| matches!(x.kind, Capital | City | Site))
    }
}

impl Toponym {
    /// How closely it says where something is: 0 where it is not known, 1 a sea or continent, 2 a country, 3 a region, 4 a
    /// county, a town, a part of one.
    #[must_use]
    pub fn exactness(&self) -> u8 {
        match self.spot.as_ref().filter(|x| x.known != Known::Around).map(|x| x.kind) {
            None => 0,
            Some(PlaceKind::Area) => 1,
            Some(PlaceKind::Country) => 2,
            Some(PlaceKind::Region) => 3,
            Some(PlaceKind::County | PlaceKind::Capital | PlaceKind::City | PlaceKind::Site) => 4,
        }
    }
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Its name in the gazetteer; the words of the text where it has none.
    pub name: String,
    /// What sort of place.
    pub kind: PlaceKind,
    /// PLOVER country; none for seas, continents, and where it is not known.
    pub country: Option<String>,
    /// Region of the first level.
    pub admin1: Option<String>,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// GeoNames id.
    pub geonames: Option<u64>,
    /// How it is known.
    pub known: Known,
}

/// How a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is in the gazetteer.
    Exact,
    /// It is not, and the report says in what it lies: country, region and position are those of that.
    Within,
    /// It is not, and nearly all places of the report lie around one, or in one country: they are those of that.
    Around,
}

impl Known {
    /// Its name in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Within => "within",
            Self::Around => "around",
        }
    }
}

/// The places of a report.
#[derive(Debug, Default)]
pub struct Places {
    all: Vec<Toponym>,
    /// Country of the place where the report was filed.
    dateline: Option<String>,
    /// Country that the headline names.
    title: Option<String>,
}

impl Places {
    /// Finds the places of a report.
    #[must_use]
    pub fn find(s: Syntax<'_>, lexicon: &Lexicon) -> Self {
        let mut found = find::find(s, lexicon);
        link::link(s, &mut found.drafts);
        let spots = rank::rank(s, lexicon, &found);
        let all = found.drafts.into_iter().zip(spots);
        let all = all.map(|(d, spot)| Toponym { tokens: d.tokens, spot, within: d.parent, located: d.located });
        Self { all: all.collect(), ..Self::default() }.with_head(s, lexicon)
    }

    /// All, in the order of the text; none overlaps another.
    #[must_use]
    pub fn all(&self) -> &[Toponym] {
        &self.all
    }

    /// The place whose name a word is part of.
    #[must_use]
    pub fn at(&self, t: usize) -> Option<&Toponym> {
        let i = self.all.partition_point(|p| p.tokens.end <= t);
        self.all.get(i).filter(|p| p.tokens.contains(&t))
    }

    /// The words of a place and of the places it is said to lie in: "Paris, Texas".
    #[must_use]
    pub fn whole(&self, place: &Toponym) -> Range<usize> {
        let (mut range, mut at) = (place.tokens.clone(), place.within);
        // A chain of three: town, county, state.
        for _ in 0..3 {
            let Some(outer) = at.map(|i| &self.all[i]) else { break };
            if outer.tokens.start < range.end || outer.tokens.start > range.end + 1 {
                break;
            }
            (range.end, at) = (outer.tokens.end, outer.within);
        }
        range
    }
}
