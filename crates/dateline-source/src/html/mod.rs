//! Pages: the report, and what the page says of itself.

mod article;
mod entity;
mod names;
mod page;
mod shown;
mod token;
mod tree;

use crate::input::Input;
use crate::{Found, Item, Options, charset, failed, refused};
use dateline_text::{Meta, Note, RawItem};
pub(crate) use entity::decode;
use std::io::Read;
pub(crate) use token::{Token, Tokens, attribute};
use tree::Tree;

/// Markup may be so many times as long as the text in it.
const MARKUP: u64 = 4;

/// The report of a whole input that is one page.
pub(crate) fn open(name: Option<&str>, called: &str, input: Input, options: &Options) -> Found {
    let most = (options.max_bytes as u64).saturating_mul(MARKUP);
    let mut bytes = Vec::new();
    if let Err(error) = input.take(most.saturating_add(1)).read_to_end(&mut bytes) {
        return Err(failed(called, &error));
    }
    let mut notes = Vec::new();
    if bytes.len() as u64 > most {
        bytes.truncate(most as usize);
        notes.push(Note::warning("cut", format!("{called}: a page of more than {most} bytes was read up to there")));
    }
    read(name, called, &bytes, None, notes)
}

/// The report of a page, whose encoding may have been said outside of it.
pub(crate) fn read(
    name: Option<&str>,
    called: &str,
    bytes: &[u8],
    charset: Option<&str>,
    mut notes: Vec<Note>,
) -> Found {
    let inside = charset::declared(bytes);
    let page = charset::decode(called, bytes, charset.or(inside.as_deref()), &mut notes);
    let tree = Tree::read(&page);
    let about = page::about(&tree);
    let (mut paragraphs, day) = article::report(&tree, about.title.as_deref());
    if paragraphs.is_empty()
        && let Some(body) = &about.body
    {
        // A page that a script makes may hold its report for machines alone.
        let lines = body.lines().map(str::trim).filter(|l| !l.is_empty());
        paragraphs = lines.map(str::to_owned).collect();
    }
    if paragraphs.is_empty() {
        let message = format!(
            "{called}: no report was found on the page: nothing in it reads as paragraphs of prose; it may be a list of \
             reports, or made by a script. Save the report's text, and pass that"
        );
        return Err(refused(called, "no-report", message));
    }
    let meta = Meta {
        title: about.title,
        date: about.date.or(day),
        url: about.url,
        publisher: about.publisher,
        language: about.language,
        fallback_date: None,
    };
    let bytes = paragraphs.join("\n\n").into_bytes();
    Ok(Item { raw: RawItem { id: None, name: name.map(str::to_owned), bytes, meta, notes }, group: None })
}

/// A piece of markup as text, its paragraphs parted by blank lines.
pub(crate) fn text(markup: &str) -> String {
    article::all(&Tree::read(markup)).join("\n\n")
}

/// Whether this is the name of an element of HTML.
pub(crate) fn is_tag(name: &str) -> bool {
    tree::Tag::of(name) != tree::Tag::OTHER
}

/// Whether a text that should be plain has markup in it: two tags as pages have them, or one that opens it.
pub(crate) fn is_markup(text: &str) -> bool {
    const TAGS: [&str; 24] = [
        "p",
        "br",
        "div",
        "span",
        "a",
        "b",
        "i",
        "em",
        "strong",
        "u",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "img",
        "figure",
        "blockquote",
        "table",
        "html",
        "body",
        "article",
    ];
    if !text.contains('<') {
        return false;
    }
    let known = |token: &Token<'_>| match token {
        Token::Open { name, .. } | Token::Close(name) => TAGS.iter().any(|t| name.eq_ignore_ascii_case(t)),
        _ => false,
    };
    let opens = Tokens::new(text.trim_start()).next().is_some_and(|t| known(&t));
    opens || Tokens::new(text).filter(known).take(2).count() == 2
}
