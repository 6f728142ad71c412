//! Numbers of a figure: whole ones are written as such (`11`, not `11.0`).

use serde::{Deserialize, Deserializer, Serializer};

/// Past this a float has no room for each whole number.
const WHOLE: f64 = 9_007_199_254_740_992.0;

pub(super) fn serialize<S: Serializer>(value: &Option<f64>, s: S) -> Result<S::Ok, S::Error> {
    match value {
        None => s.serialize_none(),
        Some(v) if v.fract() == 0.0 && v.abs() < WHOLE => s.serialize_i64(*v as i64),
        Some(v) => s.serialize_f64(*v),
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<f64>, D::Error> {
    Option::deserialize(d)
}
