//! What agencies send as XML: NITF, NewsML-G2 and NewsML 1.

use crate::html;
use crate::xml::Xml;
use crate::{Found, Item, refused};
use dateline_text::{Meta, Note, RawItem, Refused};

/// The reports of a document whose root is one of these kinds.
pub(crate) fn items(name: &str, xml: &Xml<'_>) -> Vec<Found> {
    let news: Vec<usize> =
        ["newsItem", "packageItem", "conceptItem", "planningItem", "catalogItem", "knowledgeItem", "NewsItem"]
            .iter()
            .flat_map(|kind| xml.below(0, kind))
            .collect();
    if news.is_empty() {
        return xml.below(0, "nitf").enumerate().map(|(n, node)| Nitf { xml, node }.item(&place(name, n))).collect();
    }
    let mut news = news;
    news.sort_unstable();
    news.into_iter().enumerate().map(|(n, node)| item(xml, node, &place(name, n))).collect()
}

pub(crate) fn place(name: &str, number: usize) -> String {
    format!("{name}#{}", number + 1)
}

pub(crate) fn none(at: &str, what: &str) -> Refused {
    refused(at, "no-report", format!("{at}: {what}; it holds no text of a report"))
}

/// A day as agencies write it, `20231011T170000Z`, as others do; any other as it stands.
pub(crate) fn day(written: &str) -> String {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    match written.get(..8) {
        Some(day) if digits == 8 => format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]),
        _ => written.to_owned(),
    }
}

/// An item of NewsML.
fn item(xml: &Xml<'_>, node: usize, at: &str) -> Found {
    let words = |name: &str| xml.below(node, name).find_map(|n| xml.words(n));
    let class = xml.below(node, "itemClass").find_map(|n| xml.attribute(n, "qcode"));
    if let Some(class) = class.filter(|c| !c.ends_with(":text") && !c.ends_with(":composite")) {
        return Err(none(at, &format!("it is an item of the class {class}")));
    }
    let inner = xml.below(node, "nitf").next().map(|nitf| Nitf { xml, node: nitf });
    let text = match &inner {
        Some(nitf) => nitf.text(),
        None => content(xml, node),
    };
    let Some(text) = text.filter(|t| !t.trim().is_empty()) else { return Err(none(at, "its content is no text")) };
    let about = inner.map(|nitf| nitf.about()).unwrap_or_default();
    let id = xml.attribute(node, "guid").or_else(|| words("NewsItemId"));
    let dates = ["contentCreated", "firstCreated", "FirstCreated", "versionCreated", "ThisRevisionCreated"];
    let publisher = ["provider", "infoSource", "Provider"].iter().find_map(|name| {
        let who = xml.below(node, name).next()?;
        xml.child(who, "name").and_then(|n| xml.words(n)).or_else(|| xml.attribute(who, "literal"))
    });
    let language =
        xml.below(node, "language").find_map(|n| xml.attribute(n, "tag")).or_else(|| xml.attribute(node, "xml:lang"));
    let meta = Meta {
        title: words("headline").or_else(|| words("HeadLine")).or(about.title),
        date: dates.iter().find_map(|d| words(d)).map(|d| day(&d)).or(about.date),
        url: None,
        publisher: publisher.or(about.publisher),
        language,
        fallback_date: None,
    };
    Ok(Item {
        raw: RawItem { id, name: Some(at.to_owned()), bytes: text.into_bytes(), meta, notes: Vec::new() },
        group: None,
    })
}

/// What an item of NewsML holds in line, as text.
fn content(xml: &Xml<'_>, node: usize) -> Option<String> {
    let inline = |name: &'static str| xml.below(node, name);
    for part in inline("inlineXML").chain(inline("DataContent")).chain(inline("inlineData")) {
        let text = if xml.has_elements(part) { html::text(xml.source(part)) } else { plain(&xml.text(part)) };
        if !text.trim().is_empty() {
            return Some(text);
        }
    }
    None
}

/// Text, or markup as text.
fn plain(text: &str) -> String {
    if html::is_markup(text) { html::text(text) } else { text.trim().to_owned() }
}

/// A document of NITF.
struct Nitf<'a, 'x> {
    xml: &'a Xml<'x>,
    node: usize,
}

impl Nitf<'_, '_> {
    fn words(&self, name: &str) -> Option<String> {
        self.xml.below(self.node, name).find_map(|n| self.xml.words(n))
    }

    fn attribute(&self, element: &str, name: &str) -> Option<String> {
        self.xml.below(self.node, element).find_map(|n| self.xml.attribute(n, name))
    }

    fn about(&self) -> Meta {
        let dates =
            [("date.issue", "norm"), ("date.release", "norm"), ("story.date", "norm"), ("pubdata", "date.publication")];
        Meta {
            title: self.words("hl1").or_else(|| self.words("hedline")).or_else(|| self.words("title")),
            date: dates
                .iter()
                .find_map(|(e, a)| self.attribute(e, a))
                .map(|d| day(&d))
                .or_else(|| self.words("story.date")),
            publisher: self.attribute("pubdata", "name").or_else(|| self.words("distributor")),
            ..Meta::default()
        }
    }

    /// Its paragraphs and headings between, without pictures, captions and tables.
    fn text(&self) -> Option<String> {
        let content = self.xml.below(self.node, "body.content").next().or_else(|| self.xml.child(self.node, "body"))?;
        let outside = ["media", "table", "note", "footnote", "body.head", "body.end"];
        let within = |names: &[&'static str], out| {
            let all: Vec<(usize, bool)> =
                names.iter().flat_map(|n| self.xml.below(content, n)).map(|node| (node, out)).collect();
            all
        };
        let mut parts = within(&outside, true);
        parts.extend(within(&["p", "hl2", "li", "pre"], false));
        parts.sort_unstable();
        let mut end = 0;
        // What stands in a part that was read or left out already, a paragraph in an item of a list, goes with that.
        let kept = parts.into_iter().filter(|(node, out)| {
            let first = *node >= end;
            if first {
                end = self.xml.end(*node);
            }
            first && !out
        });
        let kept = kept.map(|(node, _)| node);
        let text = kept.filter_map(|b| self.xml.words(b)).collect::<Vec<_>>().join("\n\n");
        if text.is_empty() { self.xml.words(content) } else { Some(text) }
    }

    fn item(&self, at: &str) -> Found {
        let Some(text) = self.text().filter(|t| !t.is_empty()) else { return Err(none(at, "its body is empty")) };
        let id = self.attribute("doc-id", "id-string");
        let language = self.xml.attribute(self.node, "xml:lang");
        let meta = Meta { language, ..self.about() };
        let notes: Vec<Note> = Vec::new();
        Ok(Item { raw: RawItem { id, name: Some(at.to_owned()), bytes: text.into_bytes(), meta, notes }, group: None })
    }
}
