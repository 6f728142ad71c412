//! The system of actors: for reading, as rows, as a picture, as networks for other programs.

pub(crate) mod csv;
pub(crate) mod graph;
pub(crate) mod svg;
pub(crate) mod table;

use dateline::contract::wire::{Quads, System};
use std::collections::BTreeMap;

/// What two have to do with each other, in both directions.
#[derive(Clone, Copy, Debug, Default)]
struct Tie {
    cooperation: usize,
    conflict: usize,
}

/// The ties of pairs, by their ids in order.
fn ties(system: &System) -> BTreeMap<(&str, &str), Tie> {
    let mut all: BTreeMap<(&str, &str), Tie> = BTreeMap::new();
    for pair in system.pairs.iter().filter(|p| p.from != p.to) {
        let (a, b) = if pair.from < pair.to { (&pair.from, &pair.to) } else { (&pair.to, &pair.from) };
        let sum = pair.happenings();
        let tie = all.entry((a, b)).or_default();
        tie.conflict += sum.conflict();
        tie.cooperation += sum.sum() - sum.conflict();
    }
    all
}

/// Counts by day, of all pairs, by happening.
fn days(system: &System) -> BTreeMap<&str, Quads> {
    let mut all: BTreeMap<&str, Quads> = BTreeMap::new();
    for day in system.pairs.iter().flat_map(|p| &p.days) {
        if let Some(name) = &day.day {
            all.entry(name).or_default().add(&day.happenings);
        }
    }
    all
}

/// Text as it may stand in XML.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            // XML 1.0 has no place for them, not even escaped.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::xml;

    #[test]
    fn what_means_something_in_xml_is_escaped_and_what_it_has_no_place_for_is_left_out() {
        assert_eq!(xml("a<b>&\"c'\u{1}\u{ffff}\nd"), "a&lt;b&gt;&amp;&quot;c&#39; d");
    }
}
