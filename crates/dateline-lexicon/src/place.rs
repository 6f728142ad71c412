//! Cities, regions and other places, with their countries.

use crate::table::{Column, Columns, Row, Table, choices, phrase_keys};
use dateline_text::{DataError, DataFile};

choices!(KINDS, kind: PlaceKind {
    "city" => PlaceKind::City,
    "capital" => PlaceKind::Capital,
    "region" => PlaceKind::Region,
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
}

/// A place found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'a> {
    /// The name under which it is filed.
    pub name: &'a str,
    /// The PLOVER code of its country; empty for a place of no one country (`Red Sea`, `Kashmir`).
    pub country: &'a str,
    /// City, capital or region.
    pub kind: PlaceKind,
    /// Latitude and longitude in degrees, to two decimals; none where the source has none.
    pub position: Option<(f32, f32)>,
    /// Inhabitants; 0 when unknown.
    pub population: u32,
    /// The GeoNames id; 0 when it has none.
    pub geonameid: u32,
    /// The name is a common word or a person's name too.
    pub caution: bool,
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

    /// The longest match, the largest place first.
    pub(crate) fn longest(&self, words: &[&str]) -> Option<(usize, Vec<Place<'_>>)> {
        let (used, rows) = self.0.longest(words, &[0, 1])?;
        let mut places: Vec<Place<'_>> = rows.iter().map(place).collect();
        let order = |p: &Place<'_>| (p.kind != PlaceKind::Capital, std::cmp::Reverse(p.population));
        places.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.country.cmp(b.country)));
        Some((used, places))
    }
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
        caution: !row.get(8).is_empty(),
    }
}
