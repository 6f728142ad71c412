//! Cities, regions and other places, with their countries.

use crate::fold::{PhraseKey, phrase_key};
use crate::table::{Column, Columns, Row, Table, choices, phrase_keys};
use dateline_text::{DataError, DataFile};

choices!(KINDS, kind: PlaceKind {
    "city" => PlaceKind::City,
    "capital" => PlaceKind::Capital,
    "region" => PlaceKind::Region,
    "country" => PlaceKind::Country,
    "county" => PlaceKind::County,
    "area" => PlaceKind::Area,
    "site" => PlaceKind::Site,
    "-" => PlaceKind::City,
} else PlaceKind::City);

pub(crate) const COLUMNS: Columns = &[
    ("name", Column::Name),
    ("aliases", Column::Text),
    ("country", Column::Text),
    ("kind", Column::OneOf(KINDS)),
    ("lat", Column::Number),
    ("lon", Column::Number),
    ("population", Column::Number),
    ("id", Column::Number),
    ("admin1", Column::Text),
    ("caution", Column::OneOf(&["", "caution"])),
    ("source", Column::Name),
];

/// The kinds of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A city.
    City,
    /// The capital of a state.
    Capital,
    /// A first-level division, a territory, a sea or strait.
    Region,
    /// A country or dependency.
    Country,
    /// A county, or a district of the second level.
    County,
    /// A continent, an ocean, mountains: what lies in several countries or has no border.
    Area,
    /// An airport, a base, a square.
    Site,
}

/// A place found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'a> {
    /// The name under which it is filed.
    pub name: &'a str,
    /// The PLOVER code of its country; empty for a place of no one country (`Red Sea`, `Kashmir`).
    pub country: &'a str,
    /// City, capital, region, country …
    pub kind: PlaceKind,
    /// Latitude and longitude in degrees, to two decimals; none where the source has none.
    pub position: Option<(f32, f32)>,
    /// Inhabitants; 0 when unknown.
    pub population: u32,
    /// The GeoNames id; 0 when it has none.
    pub geonameid: u32,
    /// The first-level region it lies in; of a dependency its own code; empty where it is none or not known.
    pub admin1: &'a str,
    /// The name is a common word or a person's name too.
    pub caution: bool,
}

impl Place<'_> {
    /// A region, a capital, a city so large that its name alone means it.
    fn is_large(&self) -> bool {
        match self.kind {
            PlaceKind::Capital | PlaceKind::Region => true,
            PlaceKind::City => self.population >= if self.caution { 1_000_000 } else { 100_000 },
            PlaceKind::Country | PlaceKind::County | PlaceKind::Area | PlaceKind::Site => false,
        }
    }
}

/// The table of places.
#[derive(Debug, Default)]
pub(crate) struct Places(Table);

fn keys(row: &Row<'_>, _: Option<&Row<'_>>, at: u32, entries: &mut Vec<(u64, u32)>) {
    phrase_keys(row.get(0), at, entries);
    phrase_keys(row.get(1), at, entries);
}

impl Places {
    pub(crate) fn parse(files: Vec<DataFile>) -> Result<Places, DataError> {
        Table::parse(files, COLUMNS, keys).map(Places)
    }

    /// The longest match of all, the largest place first.
    pub(crate) fn longest(&self, words: &[&str]) -> Option<(usize, Vec<Place<'_>>)> {
        self.0.longest(words, &[0, 1]).map(Self::sorted)
    }

    /// The longest match among places that a name alone means.
    pub(crate) fn longest_large(&self, words: &[&str]) -> Option<(usize, Vec<Place<'_>>)> {
        let takes = |row: &Row<'_>| place(row).is_large() && is_spelt_out(row, words);
        self.0.longest_of(words, &[0, 1], takes).map(Self::sorted)
    }

    fn sorted<'a>((used, rows): (usize, Vec<Row<'a>>)) -> (usize, Vec<Place<'a>>) {
        let mut places: Vec<Place<'_>> = rows.iter().map(place).collect();
        let order = |p: &Place<'_>| (p.kind != PlaceKind::Capital, std::cmp::Reverse(p.population));
        places.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.country.cmp(b.country)));
        (used, places)
    }
}

/// Letters of the longest short form of a state: "Calif.", "Wash.".
const SHORT: usize = 5;

/// Whether the words begin with the name of a place or a long form of it, rather than with a short form of a state, which
/// is a word of its own too often: "Ms.", "Miss", "Pa", "IN".
fn is_spelt_out(row: &Row<'_>, words: &[&str]) -> bool {
    let letters = |form: &str| form.chars().filter(|c| c.is_alphabetic()).count();
    if letters(row.get(0)) <= SHORT || kind(row.get(3)) != PlaceKind::Region {
        return true;
    }
    let long = row.get(1).split(';').filter(|form| letters(form) > SHORT);
    let forms: Vec<u64> = std::iter::once(row.get(0)).chain(long).map(phrase_key).collect();
    let mut key = PhraseKey::new();
    words.iter().any(|word| key.push(word) && forms.contains(&key.value()))
}

fn place<'a>(row: &Row<'a>) -> Place<'a> {
    let degrees = |column| row.get(column).parse::<f32>().ok();
    Place {
        name: row.get(0),
        country: row.get(2),
        kind: kind(row.get(3)),
        position: degrees(4).zip(degrees(5)),
        population: row.get(6).parse().unwrap_or(0),
        geonameid: row.get(7).parse().unwrap_or(0),
        admin1: row.get(8),
        caution: !row.get(9).is_empty(),
    }
}
