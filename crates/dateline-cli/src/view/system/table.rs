//! The system for reading in a terminal.

use crate::style;
use crate::view::plain;
use dateline::contract::wire::{Act, Quads, System};
use std::fmt::Write as _;

/// Lines of each part that are shown.
const SHOWN: usize = 25;

/// Pairs, conflicts and those around them, warnings; or the acts of one actor.
pub(crate) fn draw(system: &System, width: usize) -> String {
    let (strong, dim) = (style::STRONG, style::DIM);
    let mut out = String::new();
    let days = match (&system.first, &system.last) {
        (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
        (Some(first), _) => format!(", {first}"),
        _ => String::new(),
    };
    let outlets = match system.publishers.len() {
        0 => String::new(),
        1 => " of one outlet".to_owned(),
        n => format!(" of {n} outlets"),
    };
    let _ = writeln!(out, "{strong}{} reports{strong:#}{outlets}{days}", system.reports);
    match &system.acts {
        Some(acts) => timeline(&mut out, acts, width),
        None => {
            pairs(&mut out, system);
            actors(&mut out, system);
            conflicts(&mut out, system);
            warnings(&mut out, system, width);
        }
    }
    let left = &system.left_out;
    if left.not_happened + left.without_pair > 0 {
        let (not, without) = (left.not_happened, left.without_pair);
        let _ = writeln!(
            out,
            "\n{dim}not counted: {not} events that are negated, to come, possible or long past; {without} of which one party is not told{dim:#}"
        );
    }
    out
}

fn heading(out: &mut String, words: &str, about: &str) {
    let (strong, dim) = (style::STRONG, style::DIM);
    let _ = writeln!(out, "\n{strong}{words}{strong:#}  {dim}{about}{dim:#}");
}

/// What is left out of a part.
fn more(out: &mut String, all: usize) {
    if all > SHOWN {
        let (dim, n) = (style::DIM, all - SHOWN);
        let _ = writeln!(out, "  {dim}… and {n} more; --format json or csv has all{dim:#}");
    }
}

fn counts(happenings: &Quads, reports: &Quads) -> String {
    let cell = |(h, r): (usize, usize)| if h == r { format!("{h:7}") } else { format!("{:>7}", format!("{h}/{r}")) };
    happenings.array().into_iter().zip(reports.array()).map(cell).collect::<Vec<_>>().join(" ")
}

fn pairs(out: &mut String, system: &System) {
    heading(out, "Who to whom", "by happening; where it differs also by report, behind the stroke");
    let name = |id: &str| plain(id).into_owned();
    let shown = || system.pairs.iter().take(SHOWN);
    let wide =
        shown().map(|p| name(&p.from).chars().count() + name(&p.to).chars().count() + 3).max().unwrap_or(0).max(6);
    let dim = style::DIM;
    let _ = writeln!(out, "  {dim}{:wide$} {:>7} {:>7} {:>7} {:>7}   days{dim:#}", "", "talk", "aid", "words", "force");
    for pair in shown() {
        let label = format!("{} → {}", name(&pair.from), name(&pair.to));
        let days = pair.days.iter().filter(|d| d.day.is_some()).count();
        let _ = writeln!(out, "  {label:wide$} {}   {days}", counts(&pair.happenings(), &pair.reports()));
    }
    more(out, system.pairs.len());
}

fn actors(out: &mut String, system: &System) {
    let with: Vec<_> = system.actors.iter().filter(|a| a.role.is_some()).collect();
    if with.is_empty() {
        return;
    }
    heading(out, "In conflict", "who begins, and who is aimed at");
    for a in with.iter().take(SHOWN) {
        let role = a.role.map_or("", |r| r.name());
        let (did, met) = (a.initiated.conflict(), a.received.conflict());
        let _ = writeln!(out, "  {:24} {role:10} did {did}, met with {met}", plain(&a.id));
    }
    more(out, with.len());
}

fn conflicts(out: &mut String, system: &System) {
    if system.conflicts.is_empty() {
        return;
    }
    heading(out, "Pairs in conflict", "with those who have to do with both, and those behind one");
    for c in system.conflicts.iter().take(SHOWN) {
        let (words, force) = (c.happenings.verbal_conflict, c.happenings.material_conflict);
        let _ = writeln!(out, "  {} – {}  {force} by force, {words} in words", plain(&c.a), plain(&c.b));
        if !c.go_betweens.is_empty() {
            let all: Vec<_> =
                c.go_betweens.iter().take(6).map(|g| format!("{} ({}, {})", g.actor, g.with_a, g.with_b)).collect();
            let _ = writeln!(out, "      between them: {}", plain(&all.join(", ")));
        }
        for b in c.backers.iter().take(6) {
            let mut told = Vec::new();
            if b.said > 0 {
                let by = if b.by.is_empty() { String::new() } else { format!(" by {}", b.by.join(", ")) };
                told.push(format!("said {}×{by}", b.said));
            }
            if b.acts > 0 {
                told.push(format!("{}× aid or support", b.acts));
            }
            let _ = writeln!(
                out,
                "      behind {}: {}",
                plain(&b.of),
                plain(&format!("{} ({})", b.actor, told.join("; ")))
            );
        }
    }
    more(out, system.conflicts.len());
}

fn warnings(out: &mut String, system: &System, width: usize) {
    if system.warnings.is_empty() {
        return;
    }
    heading(out, "Warnings that it may spread", "with who utters them");
    for w in system.warnings.iter().take(SHOWN) {
        let who = if w.speakers.is_empty() { "nobody named".to_owned() } else { w.speakers.join(", ") };
        let by = if w.by.is_empty() { String::new() } else { format!(", by way of {}", w.by.join(", ")) };
        let words: Vec<&str> = w.words.iter().flat_map(|c| c.text.split_whitespace()).collect();
        let line = format!("  {}  {who}{by}: {}", w.day.as_deref().unwrap_or("undated"), words.join(" "));
        let _ = writeln!(out, "{}", plain(&crate::view::cut(&line, width)));
    }
    more(out, system.warnings.len());
}

fn timeline(out: &mut String, acts: &[Act], width: usize) {
    let dim = style::DIM;
    for act in acts {
        let day = act.day.as_deref().unwrap_or("undated   ");
        let mode = act.mode.as_ref().map_or_else(String::new, |m| format!("/{m}"));
        let words = act.words.as_ref().map_or_else(String::new, |w| format!(" “{w}”"));
        let line = format!("  {day}  {} → {}  {}{mode}{words}", act.from, act.to, act.event);
        let told = match (act.reports.len(), act.publishers.is_empty()) {
            (1, true) => "1 report".to_owned(),
            (n, true) => format!("{n} reports"),
            (1, false) => act.publishers.join(", "),
            (n, false) => format!("{n} reports: {}", act.publishers.join(", ")),
        };
        let line = crate::view::cut(&plain(&line), width);
        let room = width.saturating_sub(line.chars().count() + 2);
        let _ = writeln!(out, "{line}  {dim}{}{dim:#}", crate::view::cut(&plain(&told), room.max(12)));
    }
}
