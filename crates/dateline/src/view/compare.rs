//! A comparison as a person reads it in a terminal.
use dateline_story::{Comparison, Report};
/// Points of a section that are shown unless all are asked for.
pub const SHOWN: usize = 12;
/// Draws a comparison.
#[must_use]
pub fn draw(_c: &Comparison, _r: &[Report<'_>], _g: Option<&str>, _width: usize, _most: usize) -> String { String::new() }
