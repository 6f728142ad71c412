//! XML as feeds and agencies write it, read leniently: no document type is followed, nothing outside is fetched, no
//! entity but those of HTML is known, and no depth of nesting takes more than its length.

use crate::html::{Token, Tokens, attribute, decode};

/// Elements nested deeper are left out, not what stands in them.
const DEEPEST: usize = 256;

/// What a document of XML is, by its first element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Root {
    Feed,
    Agency,
    Sentences,
}

/// First elements, without prefixes, and what they begin.
const ROOTS: &[(&str, Root)] = &[
    ("rss", Root::Feed),
    ("RDF", Root::Feed),
    ("feed", Root::Feed),
    ("nitf", Root::Agency),
    ("contentSet", Root::Agency),
    ("newsItem", Root::Agency),
    ("newsMessage", Root::Agency),
    ("packageItem", Root::Agency),
    ("conceptItem", Root::Agency),
    ("planningItem", Root::Agency),
    ("NewsML", Root::Agency),
    ("Sentences", Root::Sentences),
    ("Sentence", Root::Sentences),
];

impl Root {
    /// What an element of this name begins.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let local = name.rsplit(':').next().unwrap_or(name);
        ROOTS.iter().find(|(known, _)| *known == local).map(|(_, root)| *root)
    }
}

/// What a node is.
#[derive(Clone, Copy)]
enum Kind<'a> {
    Element {
        name: &'a str,
        attributes: &'a str,
    },
    Text(&'a str),
    /// What stands in `<![CDATA[…]]>`.
    Verbatim(&'a str),
}

struct Node<'a> {
    kind: Kind<'a>,
    /// The first node behind its inside.
    end: usize,
    /// Where its inside begins and ends in the source.
    from: usize,
    to: usize,
}

/// A document.
pub(crate) struct Xml<'a> {
    source: &'a str,
    nodes: Vec<Node<'a>>,
}

/// A name without the prefix of its namespace.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

impl<'a> Xml<'a> {
    pub(crate) fn read(source: &'a str) -> Self {
        let root = Node { kind: Kind::Element { name: "", attributes: "" }, end: 0, from: 0, to: source.len() };
        let mut xml = Self { source, nodes: vec![root] };
        let mut open = vec![0];
        let mut tokens = Tokens::xml(source);
        while let Some(token) = tokens.next() {
            let (end, at) = (xml.nodes.len(), source.len() - tokens.left());
            match token {
                Token::Open { name, attributes } => {
                    let kind = Kind::Element { name, attributes };
                    xml.nodes.push(Node { kind, end: end + 1, from: at, to: at });
                    if !attributes.ends_with('/') && open.len() < DEEPEST {
                        open.push(end);
                    }
                }
                Token::Close(name) => {
                    let named =
                        |n: &usize| matches!(xml.nodes[*n].kind, Kind::Element { name: open, .. } if open == name);
                    if let Some(place) = open.iter().rposition(named).filter(|p| *p > 0) {
                        let before = source[..at].rfind("</").unwrap_or(at);
                        for node in open.drain(place..) {
                            (xml.nodes[node].end, xml.nodes[node].to) = (end, before);
                        }
                    }
                }
                Token::Text(words) => xml.nodes.push(Node { kind: Kind::Text(words), end: end + 1, from: at, to: at }),
                Token::Raw(words) => {
                    xml.nodes.push(Node { kind: Kind::Verbatim(words), end: end + 1, from: at, to: at });
                }
            }
        }
        let end = xml.nodes.len();
        for node in open {
            (xml.nodes[node].end, xml.nodes[node].to) = (end, source.len());
        }
        xml
    }

    /// Elements directly in another, in order.
    fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = node + 1;
        std::iter::from_fn(move || {
            (at < self.nodes[node].end).then(|| {
                let this = at;
                at = self.nodes[at].end.max(at + 1);
                this
            })
        })
    }

    fn is(&self, node: usize, wanted: &str) -> bool {
        match self.nodes[node].kind {
            Kind::Element { name, .. } if wanted.contains(':') => name == wanted,
            Kind::Element { name, .. } => local(name) == wanted,
            _ => false,
        }
    }

    /// The elements directly in another that are called so; a name with a prefix is meant with it.
    pub(crate) fn all<'s>(&'s self, node: usize, name: &'s str) -> impl Iterator<Item = usize> + 's {
        self.children(node).filter(move |n| self.is(*n, name))
    }

    /// The first of those.
    pub(crate) fn child(&self, node: usize, name: &str) -> Option<usize> {
        self.all(node, name).next()
    }

    /// All elements anywhere in another that are called so.
    pub(crate) fn below<'s>(&'s self, node: usize, name: &'s str) -> impl Iterator<Item = usize> + 's {
        (node + 1..self.nodes[node].end).filter(move |n| self.is(*n, name))
    }

    /// An attribute of an element, references read.
    pub(crate) fn attribute(&self, node: usize, name: &str) -> Option<String> {
        let Kind::Element { attributes, .. } = self.nodes[node].kind else { return None };
        let value = decode(attribute(attributes, name)?).trim().to_owned();
        (!value.is_empty()).then_some(value)
    }

    /// All text in an element, as it stands.
    pub(crate) fn text(&self, node: usize) -> String {
        let inside = self.nodes[node + 1..self.nodes[node].end].iter();
        inside.fold(String::new(), |mut text, n| {
            match n.kind {
                Kind::Text(words) => text.push_str(&decode(words)),
                Kind::Verbatim(words) => text.push_str(words),
                Kind::Element { .. } => {}
            }
            text
        })
    }

    /// The text in an element on one line; `None` where there is none.
    pub(crate) fn words(&self, node: usize) -> Option<String> {
        let words = self.text(node).split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// What stands in the source between the tags of an element.
    pub(crate) fn source(&self, node: usize) -> &'a str {
        self.source.get(self.nodes[node].from..self.nodes[node].to).unwrap_or_default()
    }

    /// The first node behind the inside of one.
    pub(crate) fn end(&self, node: usize) -> usize {
        self.nodes[node].end
    }

    /// Whether an element holds other elements.
    pub(crate) fn has_elements(&self, node: usize) -> bool {
        self.nodes[node + 1..self.nodes[node].end].iter().any(|n| matches!(n.kind, Kind::Element { .. }))
    }
}
