//! A page as a tree: nodes in the order of the page, each with where its inside ends. No depth of nesting takes more
//! than its length.

use super::token::{Token, Tokens, attribute};

/// Elements nested deeper are left out, not what stands in them: no page that people read goes so deep.
const DEEPEST: usize = 256;

/// A tag by its number in [`TAGS`]; 0 is any other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tag(u8);

macro_rules! tags {
    ($($name:ident = $text:literal),* $(,)?) => {
        #[allow(dead_code, clippy::upper_case_acronyms)]
        #[repr(u8)]
        enum Number { Other, $($name),* }
        impl Tag {
            #[allow(dead_code)]
            pub(crate) const OTHER: Tag = Tag(0);
            $(#[allow(dead_code)] pub(crate) const $name: Tag = Tag(Number::$name as u8);)*
        }
        const TAGS: &[&str] = &["", $($text),*];
    };
}

tags! {
    A = "a", ADDRESS = "address", ARTICLE = "article", ASIDE = "aside", AUDIO = "audio", B = "b", BASE = "base",
    BLOCKQUOTE = "blockquote", BODY = "body", BR = "br", BUTTON = "button", CANVAS = "canvas", CAPTION = "caption", CENTER = "center",
    COL = "col", DD = "dd", DETAILS = "details", DIALOG = "dialog", DIV = "div", DL = "dl", DT = "dt", EMBED = "embed", EM = "em",
    FIELDSET = "fieldset", FIGCAPTION = "figcaption", FIGURE = "figure", FONT = "font", FOOTER = "footer", FORM = "form",
    H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6", HEAD = "head", HEADER = "header", HR = "hr", HTML = "html",
    I = "i", IFRAME = "iframe", IMG = "img", INPUT = "input", LABEL = "label", LI = "li", LINK = "link", MAIN = "main", MENU = "menu", META = "meta",
    NAV = "nav", NOSCRIPT = "noscript", OBJECT = "object", OL = "ol", OPTION = "option", P = "p", PICTURE = "picture", PRE = "pre",
    SCRIPT = "script", SECTION = "section", SELECT = "select", SOURCE = "source", SPAN = "span", STRONG = "strong", STYLE = "style", SUP = "sup",
    SVG = "svg", TABLE = "table", TBODY = "tbody", TD = "td", TEMPLATE = "template", TEXTAREA = "textarea", TFOOT = "tfoot",
    TH = "th", THEAD = "thead", TIME = "time", TITLE = "title", TR = "tr", TRACK = "track", UL = "ul", VIDEO = "video", WBR = "wbr",
}

impl Tag {
    pub(crate) fn of(name: &str) -> Self {
        let mut small = [0; 12];
        let Some(small) = small.get_mut(..name.len()) else { return Self::OTHER };
        small.copy_from_slice(name.as_bytes());
        small.make_ascii_lowercase();
        let found = TAGS[1..].binary_search_by(|t| t.as_bytes().cmp(small));
        // The list is not quite in order; the few that a search by halves misses are found by looking at all.
        let found = found.ok().or_else(|| TAGS[1..].iter().position(|t| t.as_bytes() == small));
        found.map_or(Self::OTHER, |n| Self(n as u8 + 1))
    }

    /// Elements without an inside.
    fn is_void(self) -> bool {
        [
            Self::BASE,
            Self::BR,
            Self::COL,
            Self::EMBED,
            Self::HR,
            Self::IMG,
            Self::INPUT,
            Self::LINK,
            Self::META,
            Self::SOURCE,
            Self::TRACK,
            Self::WBR,
        ]
        .contains(&self)
    }

    /// Elements that stand by themselves, not in a line.
    pub(crate) fn is_block(self) -> bool {
        [
            Self::ADDRESS,
            Self::ARTICLE,
            Self::ASIDE,
            Self::BLOCKQUOTE,
            Self::BODY,
            Self::CENTER,
            Self::DD,
            Self::DETAILS,
            Self::DIALOG,
            Self::DIV,
            Self::DL,
            Self::DT,
            Self::FIELDSET,
            Self::FIGCAPTION,
            Self::FIGURE,
            Self::FOOTER,
            Self::FORM,
            Self::H1,
            Self::H2,
            Self::H3,
            Self::H4,
            Self::H5,
            Self::H6,
            Self::HEADER,
            Self::HR,
            Self::HTML,
            Self::LI,
            Self::MAIN,
            Self::MENU,
            Self::NAV,
            Self::OL,
            Self::P,
            Self::PRE,
            Self::SECTION,
            Self::TABLE,
            Self::TBODY,
            Self::TD,
            Self::TFOOT,
            Self::TH,
            Self::THEAD,
            Self::TR,
            Self::UL,
            Self::CAPTION,
        ]
        .contains(&self)
    }

    pub(crate) fn is_heading(self) -> bool {
        [Self::H1, Self::H2, Self::H3, Self::H4, Self::H5, Self::H6].contains(&self)
    }

    /// What an opening tag closes, and what it does not reach beyond.
    fn closes(self) -> Option<(&'static [Tag], &'static [Tag])> {
        match self {
            Self::LI => Some((&[Self::LI], &[Self::UL, Self::OL, Self::MENU])),
            Self::DT | Self::DD => Some((&[Self::DT, Self::DD], &[Self::DL])),
            Self::TD | Self::TH => Some((&[Self::TD, Self::TH], &[Self::TR, Self::TABLE])),
            Self::TR => Some((&[Self::TR], &[Self::TABLE])),
            Self::OPTION => Some((&[Self::OPTION], &[Self::SELECT])),
            Self::BODY => Some((&[Self::HEAD], &[Self::HTML])),
            _ => None,
        }
    }
}

/// A node: an element, or text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    /// The element; `None` for text.
    pub(crate) tag: Option<Tag>,
    /// Attributes of an element, or text, references unread.
    pub(crate) words: &'a str,
    /// The node it stands in; itself for the first.
    pub(crate) parent: usize,
    /// The first node behind its inside.
    pub(crate) end: usize,
}

impl<'a> Node<'a> {
    pub(crate) fn is(&self, tag: Tag) -> bool {
        self.tag == Some(tag)
    }

    /// An attribute of an element.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.tag?;
        attribute(self.words, name)
    }
}

/// A page.
pub(crate) struct Tree<'a> {
    pub(crate) nodes: Vec<Node<'a>>,
    /// What stands in `<script type="application/ld+json">`.
    pub(crate) facts: Vec<&'a str>,
    /// What stands in `<title>`.
    pub(crate) title: Option<&'a str>,
}

impl<'a> Tree<'a> {
    pub(crate) fn read(page: &'a str) -> Self {
        let root = Node { tag: Some(Tag::OTHER), words: "", parent: 0, end: 0 };
        let mut build = Build { tree: Self { nodes: vec![root], facts: Vec::new(), title: None }, open: vec![0] };
        let mut raw = (Tag::OTHER, "");
        for token in Tokens::new(page) {
            match token {
                Token::Open { name, attributes } => {
                    let tag = Tag::of(name);
                    raw = (tag, attributes);
                    build.open(tag, attributes);
                }
                Token::Close(name) => build.close(Tag::of(name)),
                Token::Text(words) => build.text(words),
                Token::Raw(words) => match raw {
                    (Tag::SCRIPT, attributes)
                        if attribute(attributes, "type")
                            .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")) =>
                    {
                        build.tree.facts.push(words);
                    }
                    (Tag::TITLE, _) => {
                        build.tree.title.get_or_insert(words);
                    }
                    _ => {}
                },
            }
        }
        let end = build.tree.nodes.len();
        build.open.iter().for_each(|n| build.tree.nodes[*n].end = end);
        build.tree
    }

    /// The nodes inside another, in order.
    pub(crate) fn inside(&self, node: usize) -> std::ops::Range<usize> {
        node + 1..self.nodes[node].end
    }
}

struct Build<'a> {
    tree: Tree<'a>,
    open: Vec<usize>,
}

impl<'a> Build<'a> {
    fn tag(&self, place: usize) -> Tag {
        self.tree.nodes[self.open[place]].tag.unwrap_or(Tag::OTHER)
    }

    /// Closes all that is open from a place on.
    fn cut(&mut self, place: usize) {
        let end = self.tree.nodes.len();
        for node in self.open.drain(place.max(1)..) {
            self.tree.nodes[node].end = end;
        }
    }

    fn push(&mut self, tag: Option<Tag>, words: &'a str) -> usize {
        let (number, parent) = (self.tree.nodes.len(), self.open.last().copied().unwrap_or(0));
        self.tree.nodes.push(Node { tag, words, parent, end: number + 1 });
        number
    }

    fn text(&mut self, words: &'a str) {
        self.push(None, words);
    }

    fn open(&mut self, tag: Tag, attributes: &'a str) {
        if let Some((closed, barrier)) = tag.closes() {
            for place in (1..self.open.len()).rev() {
                let there = self.tag(place);
                if closed.contains(&there) {
                    self.cut(place);
                    break;
                }
                if barrier.contains(&there) {
                    break;
                }
            }
        }
        if tag.is_block()
            && let Some(place) = (1..self.open.len())
                .rev()
                .take_while(|p| !self.tag(*p).is_block() || self.tag(*p) == Tag::P)
                .find(|p| self.tag(*p) == Tag::P)
        {
            self.cut(place);
        }
        let number = self.push(Some(tag), attributes);
        if !tag.is_void() && self.open.len() < DEEPEST {
            self.open.push(number);
        }
    }

    fn close(&mut self, tag: Tag) {
        if tag == Tag::OTHER {
            // Elements that are not known are of no account; their ends would close others of their kind.
            if self.open.len() > 1 && self.tag(self.open.len() - 1) == tag {
                self.cut(self.open.len() - 1);
            }
            return;
        }
        for place in (1..self.open.len()).rev() {
            let there = self.tag(place);
            if there == tag {
                self.cut(place);
                return;
            }
            // The end of something in a line ends no block; that of a block ends no cell of a table around it.
            if there.is_block() && !tag.is_block()
                || [Tag::TD, Tag::TH, Tag::TABLE].contains(&there) && ![Tag::TABLE, Tag::TR, Tag::TBODY].contains(&tag)
            {
                return;
            }
        }
    }
}
