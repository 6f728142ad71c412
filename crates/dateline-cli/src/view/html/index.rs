//! The page that links the pages of many stories.

use super::{STYLE, escaped, source};
use crate::view::compare::{day, headline, published};
use dateline::contract::wire::PointKind;
use dateline::story::{Comparison, Report};
use std::fmt::Write;

/// What the index tells of a story.
pub(crate) struct Entry {
    /// The story's name in the input.
    pub(crate) group: String,
    headline: Option<String>,
    days: String,
    reports: usize,
    differences: usize,
}

impl Entry {
    /// What is told of a comparison; the headline is that of the first report that has one.
    pub(crate) fn new(group: &str, c: &Comparison, reports: &[Report<'_>]) -> Self {
        let order = published(reports);
        let dated: Vec<&Report<'_>> =
            order.iter().map(|r| &reports[*r]).filter(|r| r.analysis.document.date.is_some()).collect();
        let days = match dated[..] {
            [] => "undated".to_owned(),
            [first, .., last] if day(first) != day(last) => format!("{} to {}", day(first), day(last)),
            [first, ..] => day(first),
        };
        Self {
            group: group.to_owned(),
            headline: order.iter().find_map(|r| headline(&reports[*r])),
            days,
            reports: reports.len(),
            differences: c.points.iter().filter(|p| p.kind == PointKind::Differs).count(),
        }
    }
}

/// The page that links `entries`, each by the name of its file.
#[must_use]
pub(crate) fn index(entries: &[(String, Entry)]) -> String {
    let n = entries.len();
    let title = format!("{n} {}", if n == 1 { "story" } else { "stories" });
    let mut out = String::new();
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body class=\"index\">\n<header>\n<h1>{title}</h1>\n<p class=\"dim\">Reports of each side by side.</p>\n</header>\n\
         <main>\n<div class=\"grid\" tabindex=\"0\" role=\"region\" aria-label=\"Stories\"><table><thead><tr>\
         <th scope=\"col\">Story</th><th scope=\"col\">Days</th><th scope=\"col\">Reports</th>\
         <th scope=\"col\">Differences</th></tr></thead><tbody>\n",
        source(STYLE)
    );
    for (file, entry) in entries {
        let (headline, group) = (entry.headline.as_ref(), escaped(&entry.group));
        let name = headline.map_or(group.clone(), |h| escaped(h));
        let name = if name.trim().is_empty() { "story" } else { &name };
        let beside = if headline.is_some() { format!(" <small class=\"dim\">{group}</small>") } else { String::new() };
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><a href=\"{file}\">{name}</a>{beside}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
            entry.days, entry.reports, entry.differences
        );
    }
    out.push_str("</tbody></table></div>\n</main>\n</body>\n</html>\n");
    out
}
