//! What grouping keeps of a report.

use super::terms::{Counts, counts};
use dateline_text::{Date, Document};

/// A report as far as grouping reads it; its text is not asked again.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The document's key, which ids are made from.
    pub key: String,
    /// The document's id.
    pub doc: String,
    /// Its day.
    pub day: Option<Date>,
    /// Its outlet, as the source gives it.
    pub outlet: Option<String>,
    /// The agency that its dateline credits.
    pub agency: Option<String>,
    /// Its address, without what differs between ways to the same page.
    pub url: Option<String>,
    /// Its headline: the source's, or a first line that reads as one.
    pub headline: Option<String>,
    /// The words of headline and text.
    pub terms: Counts,
    /// Those of the headline alone.
    pub headline_terms: Counts,
}

impl Outline {
    /// The outline of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let own = document.headline.map(|span| span.of(&document.text).trim());
        let given = document.meta.title.as_deref().map(str::trim).filter(|t| !t.is_empty());
        let headline = given.or(own);
        Self {
            key: document.key.clone(),
            doc: document.id.clone(),
            day: document.date,
            outlet: document.meta.publisher.clone().filter(|p| !p.trim().is_empty()),
            agency: document.dateline.as_ref().and_then(|d| d.agency.clone()),
            url: document.meta.url.as_deref().and_then(address),
            headline: headline.map(str::to_owned),
            terms: counts(&[given.unwrap_or_default(), &document.text]),
            headline_terms: counts(&[headline.unwrap_or_default()]),
        }
    }
}

/// An address without scheme, `www.`, fragment, closing stroke and what marks where a reader came from; `None` where
/// nothing is left.
fn address(url: &str) -> Option<String> {
    let url = url.trim().split('#').next().unwrap_or_default();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let (host, rest) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let kept: Vec<&str> = query.split('&').filter(|q| !q.is_empty() && !q.starts_with("utm_")).collect();
    let rest = rest.trim_end_matches('/');
    let mark = if kept.is_empty() { "" } else { "?" };
    (!host.is_empty()).then(|| format!("{host}/{rest}{mark}{}", kept.join("&")))
}

/// An outlet's name without case, points and article, so that ways to write it meet.
#[must_use]
pub fn outlet_key(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let words: Vec<String> = words.collect();
    let trifle = |w: &String| crate::words::lists().name_trifles.has(w);
    let kept: Vec<&str> = words.iter().filter(|w| !trifle(w)).map(String::as_str).collect();
    if kept.is_empty() { words.concat() } else { kept.concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_one_page_are_one_address() {
        let want = address("https://www.Daily.example/world/port");
        for way in ["http://daily.example/world/port/", "daily.example/world/port?utm_source=x#top"] {
            assert_eq!(address(way), want, "{way}");
        }
        assert_ne!(address("https://daily.example/world?id=1"), address("https://daily.example/world?id=2"));
        assert_ne!(address("https://daily.example/World"), address("https://daily.example/world"));
        assert_eq!(address(" "), None);
    }

    #[test]
    fn ways_to_write_an_outlet_meet() {
        assert_eq!(outlet_key("The Meridian-Courier"), outlet_key("meridian courier"));
        assert_ne!(outlet_key("Meridian Agency"), outlet_key("Meridian Courier"));
        assert_eq!(outlet_key("The"), "the");
    }
}
