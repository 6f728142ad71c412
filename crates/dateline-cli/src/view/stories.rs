//! Stories for reading, and as a table for other programs.

use super::{cut, plain};
use crate::style;
use dateline::story::cluster::Story;
use std::fmt::Write as _;

/// A story's line.
pub(crate) struct Row {
    group: Option<String>,
    reports: usize,
    outlets: usize,
    independent: usize,
    days: String,
    title: String,
    copies: usize,
    versions: usize,
}

impl Row {
    pub(crate) fn of(story: &Story, group: Option<&str>) -> Self {
        let days = story.span().map_or_else(String::new, |(first, last)| match first == last {
            true => first.to_string(),
            false if first.first_of_month() == last.first_of_month() => format!("{first} – {:02}", last.day()),
            false => format!("{first} – {:02}-{:02}", last.month(), last.day()),
        });
        let copied: std::collections::BTreeSet<usize> = story.copied.iter().map(|c| c.to.0).collect();
        Self {
            group: group.map(str::to_owned),
            reports: story.members.len(),
            outlets: story.outlets().len(),
            independent: story.independent,
            days,
            title: story.title().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
            copies: copied.len(),
            versions: story.versions.len(),
        }
    }
}

/// A table of stories, the largest first.
pub(crate) fn draw(mut rows: Vec<Row>, width: usize) -> String {
    rows.sort_by(|a, b| (&a.group, std::cmp::Reverse(a.reports)).cmp(&(&b.group, std::cmp::Reverse(b.reports))));
    let (strong, dim) = (style::STRONG, style::DIM);
    let mut out = String::new();
    let days = rows.iter().map(|r| r.days.chars().count()).max().unwrap_or(0).max(4);
    let mut group = None;
    let _ = writeln!(out, "{dim}reports outlets alone  {:days$}  story{dim:#}", "days");
    for row in &rows {
        if row.group.is_some() && group != row.group.as_ref() {
            group = row.group.as_ref();
            let _ = writeln!(out, "{strong}{}{strong:#}", plain(row.group.as_deref().unwrap_or_default()));
        }
        let mut more = Vec::new();
        if row.copies > 0 {
            more.push(format!("{} with copied passages", row.copies));
        }
        if row.versions > 0 {
            more.push(format!("{} changed since", row.versions));
        }
        let more = if more.is_empty() { String::new() } else { format!("  ({})", more.join(", ")) };
        let room = width.saturating_sub(24 + days + more.chars().count()).max(24);
        let title = cut(&plain(&row.title), room);
        let (reports, outlets, alone) = (row.reports, row.outlets, row.independent);
        let _ = writeln!(
            out,
            "{reports:7} {outlets:7} {alone:5}  {:days$}  {strong}{title}{strong:#}{dim}{more}{dim:#}",
            row.days
        );
    }
    let reports: usize = rows.iter().map(|r| r.reports).sum();
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let all = format!("{}, {}", count(rows.len(), "story", "stories"), count(reports, "report", "reports"));
    let alone = "`alone` counts those that neither copy another nor share its agency or outlet";
    let _ = writeln!(out, "{dim}{all}; {alone}{dim:#}");
    out
}

/// The names of the columns of [`csv()`].
pub(crate) const CSV_HEAD: &str =
    "group,story,story_title,independent,doc,date,publisher,url,title,copied_words,copied_from,version_of\r\n";

/// A row a report.
pub(crate) fn csv(story: &Story, group: Option<&str>) -> String {
    let mut out = String::new();
    let doc = |n: usize| story.members[n].outline.doc.as_str();
    for (n, member) in story.members.iter().enumerate() {
        let d = &member.outline;
        let mut from: Vec<&str> = story.copied.iter().filter(|c| c.to.0 == n).map(|c| doc(c.from.0)).collect();
        from.sort_unstable();
        from.dedup();
        let version = story.versions.iter().find(|v| v.to == n).map(|v| doc(v.from));
        let cells = [
            group.unwrap_or_default().to_owned(),
            story.id.clone(),
            story.title().unwrap_or_default(),
            story.independent.to_string(),
            d.doc.clone(),
            d.day.map(|day| day.to_string()).unwrap_or_default(),
            d.outlet.clone().unwrap_or_default(),
            d.url.clone().unwrap_or_default(),
            d.headline.clone().unwrap_or_default(),
            story.words_copied(n).to_string(),
            from.join(" "),
            version.unwrap_or_default().to_owned(),
        ];
        out.push_str(&super::csv_row(&cells));
    }
    out
}
