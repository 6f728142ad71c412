//! A comparison as one page.
use dateline_story::{Comparison, Report};
/// The page.
#[must_use]
pub fn page(_c: &Comparison, _r: &[Report<'_>]) -> String { String::new() }
