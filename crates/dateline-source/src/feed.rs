//! Feeds: RSS of every version and Atom, one report an entry.

use crate::html;
use crate::xml::Xml;
use crate::{Found, Item, refused};
use dateline_text::{Meta, Note, RawItem};

/// The reports of a feed.
pub(crate) fn items(name: &str, xml: &Xml<'_>) -> Vec<Found> {
    let channel = xml.below(0, "channel").next().or_else(|| xml.child(0, "feed")).unwrap_or(0);
    let outlet = xml.child(channel, "title").and_then(|n| xml.words(n));
    let root = xml.child(0, "feed").or_else(|| xml.child(0, "rss")).unwrap_or(0);
    let language =
        xml.child(channel, "language").and_then(|n| xml.words(n)).or_else(|| xml.attribute(root, "xml:lang"));
    let entries = xml.below(0, "item").chain(xml.below(0, "entry"));
    let read = |(number, entry): (usize, usize)| {
        let at = format!("{name}#{}", number + 1);
        Entry { xml, entry, at }.item(outlet.clone(), language.clone())
    };
    entries.enumerate().map(read).collect()
}

struct Entry<'a, 'x> {
    xml: &'a Xml<'x>,
    entry: usize,
    at: String,
}

impl Entry<'_, '_> {
    /// The words of the first of these elements that has any.
    fn words(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|n| self.xml.all(self.entry, n).find_map(|node| self.xml.words(node)))
    }

    fn address(&self) -> Option<String> {
        let links = || self.xml.all(self.entry, "link");
        let whole = |link: usize| match self.xml.attribute(link, "rel").as_deref() {
            None | Some("alternate") => self.xml.attribute(link, "href").or_else(|| self.xml.words(link)),
            _ => None,
        };
        links().find_map(whole).or_else(|| {
            let guid = self.xml.child(self.entry, "guid")?;
            self.xml
                .words(guid)
                .filter(|g| g.contains("://") && self.xml.attribute(guid, "isPermaLink").as_deref() != Some("false"))
        })
    }

    /// The text: all of it where the feed has that, else what it has.
    fn text(&self) -> Option<(String, bool)> {
        let markup = |node: usize| match self.xml.attribute(node, "type").as_deref() {
            Some("xhtml") => html::text(self.xml.source(node)),
            Some("text" | "text/plain") => self.xml.text(node).trim().to_owned(),
            _ => html::text(&self.xml.text(node)),
        };
        let first = |names: &[&str]| {
            let all = names.iter().flat_map(|n| self.xml.all(self.entry, n));
            all.map(markup).find(|text| !text.is_empty())
        };
        let whole = first(&["content:encoded", "content"]).map(|text| (text, true));
        whole.or_else(|| first(&["description", "summary", "subtitle"]).map(|text| (text, false)))
    }

    fn item(&self, outlet: Option<String>, language: Option<String>) -> Found {
        let at = &self.at;
        let Some((text, whole)) = self.text() else {
            let message = format!(
                "{at}: the entry holds no text, only what it is called; fetch the page it leads to, and pass that"
            );
            return Err(refused(at, "no-report", message));
        };
        let mut notes = Vec::new();
        let mut date = self.words(&["pubDate", "dc:date", "published", "dcterms:issued", "issued", "created"]);
        let changed = if date.is_none() { self.words(&["updated", "modified"]) } else { None };
        // Each entry of a feed is so: one note says both.
        let (day, summary) = (
            format!("{at}: the feed gives the day of the last change alone, which was taken for the report's"),
            format!("{at}: the feed holds a summary of the report, which was read"),
        );
        match (whole, &changed) {
            (true, None) => {}
            (true, Some(_)) => notes.push(Note::info("date-updated", day)),
            (false, None) => notes.push(Note::info("summary", summary)),
            (false, Some(_)) => notes.push(Note::info("summary", format!("{summary}; {day}"))),
        }
        date = date.or(changed);
        let title = self.words(&["title"]).map(|t| html::text(&t)).filter(|t| !t.is_empty());
        let url = self.address().filter(|u| u.contains("://"));
        let publisher = self.words(&["dc:publisher", "source"]).or(outlet);
        let meta = Meta { title, date, url: url.clone(), publisher, language, fallback_date: None };
        let id = self.words(&["guid", "id"]).filter(|id| Some(id) != url.as_ref());
        let name = url.or_else(|| Some(at.clone()));
        Ok(Item { raw: RawItem { id, name, bytes: text.into_bytes(), meta, notes }, group: None })
    }
}
