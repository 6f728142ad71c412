//! brat's standoff format: a text and its annotations, offsets in code points.
//!
//! An event has the category for its label and `Actor`, `Recipient` and `By` for its roles. Its note (`#1 Record E1 …`) has the
//! record's id, by which corrections find it; the note of a party its name and code.

use crate::act::{Report, Row, event_name};
use crate::cell::{one_line, quiet};
use crate::mark::{Part, Points, coded, parties, trigger};
use dateline_contract::{Category, Mode};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The label of somebody's words.
pub const PARTY: &str = "Party";

/// The text, as the annotations count it: what would steer a screen or break a reader's lines is a space.
#[must_use]
pub fn text(report: &Report<'_>) -> String {
    quiet(report.text)
}

/// The annotations of the rows of a report.
#[must_use]
pub fn annotations(report: &Report<'_>, rows: &[Row<'_>]) -> String {
    let points = Points::new(report.text);
    let mut out = String::new();
    let (mut marks, mut notes, mut attributes) = (0, 0, 0);
    let mut parties_marked: BTreeMap<(usize, usize, String), usize> = BTreeMap::new();
    let mut mark = |out: &mut String, label: &str, places: &[(usize, usize)]| {
        marks += 1;
        let places = points.on_lines(places);
        let offsets: Vec<String> = places.iter().map(|(s, e)| format!("{s} {e}")).collect();
        let words: Vec<String> = places.iter().map(|(s, e)| one_line(points.words(*s, *e))).collect();
        let _ = writeln!(out, "T{marks}\t{label} {}\t{}", offsets.join(";"), words.join(" "));
        marks
    };
    let mut note = |out: &mut String, of: String, words: &str| {
        notes += 1;
        let _ = writeln!(out, "#{notes}\t{of}\t{}", one_line(words));
    };
    for (n, row) in (1..).zip(rows) {
        let e = row.event;
        let name = event_name(e);
        let trigger = mark(&mut out, name, &trigger(e));
        let mut line = format!("E{n}\t{name}:T{trigger}");
        let mut counts: BTreeMap<Part, usize> = BTreeMap::new();
        for (part, party) in parties(e) {
            // Words for two countries are marked once for each.
            let own = *parties_marked.entry((party.start, party.end, coded(party))).or_insert_with(|| {
                let own = mark(&mut out, PARTY, &[(party.start, party.end)]);
                let name = party.identifier_text.as_deref().unwrap_or_default();
                let told = format!("{} [{}]", name, coded(party));
                note(&mut out, format!("AnnotatorNotes T{own}"), told.trim());
                own
            });
            let count = counts.entry(part).or_default();
            *count += 1;
            let number = if *count > 1 { count.to_string() } else { String::new() };
            let _ = write!(line, " {}{number}:T{own}", part.name());
        }
        let _ = writeln!(out, "{line}");
        if let Some(mode) = e.mode.first() {
            attributes += 1;
            let _ = writeln!(out, "A{attributes}\tMode E{n} {mode}");
        }
        note(&mut out, format!("Record E{n}"), &e.id);
    }
    out
}

/// `annotation.conf`, which tells brat what labels there are.
#[must_use]
pub fn configuration() -> String {
    let roles = "Actor*:<ENTITY>, Recipient*:<ENTITY>, By*:<ENTITY>";
    let events: String = Category::ALL.iter().map(|c| format!("{c}\t{roles}\n")).collect();
    let modes: Vec<&str> = Mode::ALL.iter().map(|m| m.name()).collect();
    format!(
        "[entities]\n{PARTY}\n\n[events]\n{events}\n[relations]\n\n[attributes]\nMode\tArg:<EVENT>, Value:{}\n",
        modes.join("|")
    )
}
