//! Markup cut into tags and text, in one pass, whatever its faults.

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<name attributes>`.
    Open { name: &'a str, attributes: &'a str },
    /// `</name>`.
    Close(&'a str),
    /// What stands between tags, references unread.
    Text(&'a str),
    /// What stands in an element whose inside is no markup: `<script>`, `<style>`, `<title>`; in XML, in `<![CDATA[…]]>`.
    Raw(&'a str),
}

/// Elements whose inside is no markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// The pieces of a page.
pub(crate) struct Tokens<'a> {
    rest: &'a str,
    raw: Option<&'a str>,
    /// Whether it is XML: no element has an inside of its own kind, and `<![CDATA[…]]>` is text.
    xml: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(page: &'a str) -> Self {
        Self { rest: page, raw: None, xml: false }
    }

    /// The same for XML.
    pub(crate) fn xml(document: &'a str) -> Self {
        Self { rest: document, raw: None, xml: true }
    }

    /// Bytes that are left.
    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// What stands before `</name`; all that is left where that does not come.
    fn inside(&mut self, name: &str) -> &'a str {
        let bytes = self.rest.as_bytes();
        let closes = |at: &usize| {
            let tag = &bytes[*at..];
            tag.get(2..2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
                && !tag.get(2 + name.len()).is_some_and(u8::is_ascii_alphanumeric)
        };
        let end = self.rest.match_indices("</").map(|(at, _)| at).find(closes);
        self.take(end.unwrap_or(bytes.len()))
    }

    /// A comment, a document type, a processing instruction: passed over.
    fn skip(&mut self) {
        let end = if self.rest.starts_with("<!--") {
            // `<!-->` and `<!--->` are whole.
            let body = &self.rest[4..];
            if body.starts_with('>') || body.starts_with("->") {
                self.rest.find('>').map(|e| e + 1)
            } else {
                body.find("-->").map(|e| e + 7)
            }
        } else if self.rest.starts_with("<![CDATA[") {
            self.rest.find("]]>").map(|e| e + 3)
        } else {
            self.rest.find('>').map(|e| e + 1)
        };
        let end = end.unwrap_or(self.rest.len());
        self.take(end);
    }
}

/// Where a tag ends, behind its `>`; quoted attributes may hold one.
fn tag_end(tag: &str) -> usize {
    let (mut quote, mut value) = (None, false);
    for (at, b) in tag.bytes().enumerate() {
        match (quote, b) {
            (Some(q), _) if b == q => quote = None,
            (None, b'"' | b'\'') if value => (quote, value) = (Some(b), false),
            (None, b'>') => return at + 1,
            (None, b) if !b.is_ascii_whitespace() => value = b == b'=',
            _ => {}
        }
    }
    tag.len()
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(Token::Raw(self.inside(name)));
        }
        loop {
            let bytes = self.rest.as_bytes();
            match bytes {
                [] => return None,
                [b'<', b'!', b'[', ..] if self.xml && self.rest.starts_with("<![CDATA[") => {
                    let whole = self.rest.find("]]>");
                    let inside = self.take(whole.unwrap_or(bytes.len()));
                    self.rest = self.rest.strip_prefix("]]>").unwrap_or(self.rest);
                    return Some(Token::Raw(&inside["<![CDATA[".len()..]));
                }
                [b'<', b'!' | b'?', ..] => self.skip(),
                [b'<', b'/', b, ..] if b.is_ascii_alphabetic() => {
                    let end = tag_end(self.rest);
                    let tag = self.take(end);
                    return Some(Token::Close(name(&tag[2..])));
                }
                [b'<', b, ..] if b.is_ascii_alphabetic() => {
                    let end = tag_end(self.rest);
                    let tag = self.take(end);
                    let name = name(&tag[1..]);
                    let attributes = tag[1 + name.len()..].trim_end_matches('>');
                    self.raw = RAW.iter().filter(|_| !self.xml).any(|r| name.eq_ignore_ascii_case(r)).then_some(name);
                    return Some(Token::Open { name, attributes });
                }
                [b'<', b'/', ..] => self.skip(),
                _ => {
                    let begins = |at: &usize| {
                        bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'))
                    };
                    let end = self.rest.match_indices('<').map(|(at, _)| at).find(|at| *at > 0 && begins(at));
                    return Some(Token::Text(self.take(end.unwrap_or(bytes.len()))));
                }
            }
        }
    }
}

fn name(tag: &str) -> &str {
    let end =
        tag.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_' | '.'))).unwrap_or(tag.len());
    &tag[..end]
}

/// The value of an attribute, references unread; empty for one without a value.
pub(crate) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    all_attributes(attributes).find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
}

fn all_attributes(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/' || c == '=');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        rest = after.trim_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else { return Some((name, "")) };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inside = &value[1..];
                let end = inside.find(quote).unwrap_or(inside.len());
                (&inside[..end], inside.get(end + 1..).unwrap_or_default())
            }
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}
