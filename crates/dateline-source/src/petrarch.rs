//! Sentences as PETRARCH is given them: `<Sentence date="20080801" id="…" source="afp"><Text>…</Text></Sentence>`. Their trees,
//! where they have some, are not read.

use crate::agency::{day, none, place};
use crate::xml::Xml;
use crate::{Found, Item};
use dateline_text::{Meta, RawItem};

/// A report a sentence.
pub(crate) fn items(name: &str, xml: &Xml<'_>) -> Vec<Found> {
    xml.below(0, "Sentence").enumerate().map(|(n, node)| item(xml, node, &place(name, n))).collect()
}

fn item(xml: &Xml<'_>, node: usize, at: &str) -> Found {
    let Some(text) = xml.child(node, "Text").and_then(|n| xml.words(n)) else {
        return Err(none(at, "it has no <Text>"));
    };
    let date = xml.attribute(node, "date").map(|d| day(&d));
    let meta = Meta { date, publisher: xml.attribute(node, "source"), ..Meta::default() };
    let (id, name) = (xml.attribute(node, "id"), Some(at.to_owned()));
    Ok(Item { raw: RawItem { id, name, bytes: text.into_bytes(), meta, notes: Vec::new() }, group: None })
}
