//! What a page says of itself: headline, day, address, outlet, language. Nothing here is guessed.

use super::entity::decode;
use super::tree::{Node, Tag, Tree};
use crate::words::lists;
use dateline_text::List;
use serde_json::Value;

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) title: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) language: Option<String>,
    /// The report's text, where the page holds it for machines.
    pub(crate) body: Option<String>,
}

/// The facts of a page, the best source of each first.
pub(crate) fn about(tree: &Tree<'_>) -> About {
    let facts = Facts::read(tree);
    let meta = |names: &List| meta(tree, names);
    let publisher = meta(&lists().site_names).or_else(|| facts.publisher.clone());
    let heading = only_heading(tree, Tag::H1);
    let title =
        facts.title.clone().or_else(|| meta(&lists().page_titles)).map(|t| without_site(&t, publisher.as_deref()));
    let in_head = tree.title.map(plain).filter(|t| !t.is_empty()).map(|t| without_site(&t, publisher.as_deref()));
    // Metadata may hold a headline made for searching; where it has the site's name alone, the page's own counts.
    let title = title.filter(|t| Some(t) != publisher.as_ref());
    let title = match (title, heading) {
        // What stands behind the page's own heading is the site's.
        (Some(title), Some(heading)) if heading.len() > 10 && title.starts_with(&heading) => Some(heading),
        (title, heading) => title.or(heading).or_else(|| {
            // And what stands before it, where the page has none of the first order.
            let heading = only_heading(tree, Tag::H2).filter(|h| h.len() > 10);
            heading.filter(|h| in_head.as_ref().is_some_and(|t| t.ends_with(h))).or(in_head)
        }),
    };
    let date = facts.date.clone().or_else(|| meta(&lists().page_dates)).or_else(|| time(tree));
    let url = canonical(tree).or_else(|| meta(&lists().page_addresses)).or_else(|| facts.url.clone());
    let language = language(tree).or_else(|| meta(&lists().page_languages)).or_else(|| facts.language.clone());
    About {
        title,
        date,
        url: url.filter(|u| u.contains("://")),
        publisher,
        language: language.map(|l| l.replace('_', "-")),
        body: facts.body,
    }
}

/// Words of markup as words: references read, white space as single spaces.
pub(crate) fn plain(words: &str) -> String {
    decode(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A headline without the name of the site behind it.
fn without_site(title: &str, site: Option<&str>) -> String {
    for stroke in [" | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » "] {
        if let Some((before, behind)) = title.rsplit_once(stroke) {
            let named = site.is_some_and(|s| behind.trim().eq_ignore_ascii_case(s.trim()));
            if (named || matches!(stroke, " | " | " :: " | " » " | " • ") && behind.len() <= 40) && before.len() > 10
            {
                return before.trim().to_owned();
            }
        }
    }
    title.trim().to_owned()
}

/// The first of these names that a `<meta>` gives a value, in the order of the names.
fn meta(tree: &Tree<'_>, names: &List) -> Option<String> {
    let value = |node: &Node<'_>| {
        let rank = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .filter_map(|a| names.position(node.attribute(a)?.trim()))
            .min()?;
        if node.attribute("itemprop").is_some() && of_another_thing(tree, node) {
            return None;
        }
        let value = plain(node.attribute("content")?);
        (!value.is_empty()).then_some((rank, value))
    };
    let all = tree.nodes.iter().filter(|n| n.is(Tag::META)).filter_map(value);
    all.min_by_key(|(rank, _)| *rank).map(|(_, value)| value)
}

/// Whether a property is one of a picture, a film, a comment on the page, not of the report.
fn of_another_thing(tree: &Tree<'_>, node: &Node<'_>) -> bool {
    let mut up = node.parent;
    loop {
        if let Some(kind) = tree.nodes[up].attribute("itemtype") {
            return lists().furniture_things.has(kind.rsplit('/').next().unwrap_or_default());
        }
        if up == 0 {
            return false;
        }
        up = tree.nodes[up].parent;
    }
}

/// The text in a node.
pub(crate) fn text(tree: &Tree<'_>, node: usize) -> String {
    let parts = tree.inside(node).filter(|n| tree.nodes[*n].tag.is_none());
    plain(&parts.map(|n| tree.nodes[n].words).collect::<String>())
}

/// The page's heading, where it has one of an order alone.
fn only_heading(tree: &Tree<'_>, order: Tag) -> Option<String> {
    let mut all = (0..tree.nodes.len()).filter(|n| tree.nodes[*n].is(order));
    let heading = text(tree, all.next()?);
    (all.next().is_none() && !heading.is_empty()).then_some(heading)
}

fn canonical(tree: &Tree<'_>) -> Option<String> {
    let link = tree
        .nodes
        .iter()
        .find(|n| n.is(Tag::LINK) && n.attribute("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")))?;
    let address = plain(link.attribute("href")?);
    address.contains("://").then_some(address)
}

fn language(tree: &Tree<'_>) -> Option<String> {
    let tag = tree.nodes.iter().find(|n| n.is(Tag::HTML) && n.attribute("lang").is_some())?.attribute("lang")?;
    Some(plain(tag)).filter(|t| !t.is_empty())
}

/// The day that `<time>` gives as that of publication, or where all there are give one day.
fn time(tree: &Tree<'_>) -> Option<String> {
    let marked = |n: &&Node<'_>| {
        n.attribute("pubdate").is_some()
            || ["itemprop", "class"]
                .iter()
                .filter_map(|a| n.attribute(a))
                .any(|v| v.split([' ', '-', '_']).any(|w| lists().publication_marks.has(w)))
    };
    let day =
        |n: &Node<'_>| n.attribute("datetime").or_else(|| n.attribute("content")).map(plain).filter(|d| d.len() >= 8);
    let published = tree
        .nodes
        .iter()
        .filter(|n| n.tag.is_some())
        .filter(|n| n.is(Tag::TIME) || n.attribute("itemprop").is_some() && !of_another_thing(tree, n));
    if let Some(day) = published.filter(marked).find_map(day) {
        return Some(day);
    }
    let mut days = tree.nodes.iter().filter(|n| n.is(Tag::TIME)).filter_map(day);
    let first = days.next()?;
    let same = |d: String| d.get(..10).is_some_and(|d| first.starts_with(d));
    days.all(same).then_some(first)
}

/// What `<script type="application/ld+json">` says.
#[derive(Default)]
struct Facts {
    title: Option<String>,
    date: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    language: Option<String>,
    body: Option<String>,
}

impl Facts {
    fn read(tree: &Tree<'_>) -> Self {
        let values: Vec<Value> =
            tree.facts.iter().filter_map(|f| serde_json::from_str(f.trim().trim_end_matches(';')).ok()).collect();
        let mut things = Vec::new();
        values.iter().for_each(|v| gather(v, &mut things));
        let kind =
            |t: &&Value| kinds(t).iter().any(|k| k.ends_with("Article") || k.ends_with("Posting") || *k == "Report");
        // A page beside an article is a WebPage; alone it stands for one.
        let Some(thing) = things
            .iter()
            .copied()
            .find(kind)
            .or_else(|| things.iter().copied().find(|t| kinds(t).contains(&"WebPage")))
        else {
            return Self::default();
        };
        let words = |name: &str| thing.get(name).and_then(Value::as_str).map(plain).filter(|w| !w.is_empty());
        let article = kind(&thing);
        let named = |v: &Value| {
            let v = v.as_array().and_then(|a| a.first()).unwrap_or(v);
            v.get("name").or(Some(v)).and_then(Value::as_str).map(plain)
        };
        Self {
            title: if article { words("headline").or_else(|| words("name")) } else { None },
            date: words("datePublished").or_else(|| words("dateCreated")),
            publisher: thing.get("publisher").and_then(named),
            url: words("url"),
            language: words("inLanguage"),
            body: thing.get("articleBody").and_then(Value::as_str).filter(|_| article).map(|b| decode(b).into_owned()),
        }
    }
}

fn kinds(thing: &Value) -> Vec<&str> {
    match thing.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// All things of a graph, in order.
fn gather<'v>(value: &'v Value, things: &mut Vec<&'v Value>) {
    match value {
        Value::Array(all) => all.iter().take(1000).for_each(|v| gather(v, things)),
        Value::Object(map) => {
            things.push(value);
            for inner in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = map.get(inner) {
                    gather(inner, things);
                }
            }
        }
        _ => {}
    }
}
