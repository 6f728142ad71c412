//! The report on a page: its paragraphs, without what stands around and between them.
//!
//! Two steps. What is furniture by its element, role or class is struck out, unless most of the page's prose stands in
//! it. Then the smallest element is taken that holds nearly all the prose that is left, and its blocks are read in
//! order; those that are links, captions, calls to read on or to subscribe, and repetitions are left out.

use super::entity::decode;
use super::tree::{Node, Tag, Tree};
use super::{names, shown};
use crate::words::lists;
use std::collections::HashSet;

/// A paragraph of prose has so many letters outside links, or ends as a sentence does.
const PROSE: usize = 60;
/// So many letters of prose make a report, where the rest is a wall before it.
const LEFT: usize = 200;
/// An element that holds this share of the prose of the one around it holds the report.
const SHARE: f64 = 0.8;
/// And this, where the page's heading stands in it too.
const HEADED: f64 = 0.66;

/// A block of text as it stands on the page.
struct Block {
    node: usize,
    text: String,
    /// Bytes of it that stand in links.
    linked: usize,
    heading: bool,
}

impl Block {
    fn is_prose(&self) -> bool {
        let open = self.text.len() - self.linked.min(self.text.len());
        !self.heading && self.linked * 2 <= self.text.len() && (open >= PROSE || open >= 25 && ends(&self.text))
    }

    /// What it weighs when the report is sought.
    fn weight(&self) -> usize {
        if self.is_prose() { self.text.len() - self.linked } else { 0 }
    }
}

/// Whether words end as a sentence does.
fn ends(words: &str) -> bool {
    let bare = words.trim_end_matches(['”', '"', '’', '\'', ')', ']']);
    // Who wrote and edited it stands in brackets.
    bare.ends_with(['.', '!', '?', '…', ':']) || words.starts_with('(') && words.ends_with(')')
}

/// The paragraphs of the report on a page, the first of them perhaps its own headline; `title` is left out of them. And the
/// day that stands above them.
pub(crate) fn report(tree: &Tree<'_>, title: Option<&str>) -> (Vec<String>, Option<String>) {
    let struck = struck(tree);
    let mut blocks = blocks(tree, &struck);
    let chosen = container(tree, &blocks);
    let is_inside = |b: &Block| b.node >= chosen && b.node < tree.nodes[chosen].end;
    let first = blocks.iter().position(|b| is_inside(b) && b.is_prose()).unwrap_or(blocks.len());
    let day = day(&mut blocks, first, title);
    (clean(blocks.into_iter().filter(is_inside).collect(), title), day)
}

/// The day that stands between headline and the `first` paragraph of the report, or at the head of that, where it is taken off.
fn day(blocks: &mut [Block], first: usize, title: Option<&str>) -> Option<String> {
    let title = title.map(fold);
    let above = blocks[first.saturating_sub(shown::LINES)..first].iter();
    let above: Vec<(bool, &str)> = above
        .flat_map(|b| b.text.split('\n').map(|line| (b.heading || title.as_ref() == Some(&fold(line)), line)))
        .collect();
    let headline = above.iter().rposition(|(headline, _)| *headline).map_or(above.len(), |at| at + 1);
    let mut days = shown::days(above[headline..].iter().map(|(_, line)| *line));
    if let Some(block) = blocks.get_mut(first)
        && let Some((line, rest)) = block.text.split_once('\n')
        && let Some(day) = shown::of_line(line)
    {
        days.push(day);
        block.text = rest.trim_start().to_owned();
    }
    let one = days.first().cloned();
    one.filter(|_| days.windows(2).all(|d| d[0] == d[1]))
}

/// All text below a node as paragraphs: for pieces of markup that are a report and nothing else.
pub(crate) fn all(tree: &Tree<'_>) -> Vec<String> {
    let mut struck = vec![false; tree.nodes.len()];
    for (number, node) in tree.nodes.iter().enumerate() {
        struck[number] = number > 0 && struck[node.parent] || never(node);
    }
    let texts = blocks(tree, &struck).into_iter().map(|b| b.text);
    texts.collect()
}

/// What never holds words for readers.
fn never(node: &Node<'_>) -> bool {
    const NEVER: [Tag; 15] = [
        Tag::SCRIPT,
        Tag::STYLE,
        Tag::NOSCRIPT,
        Tag::TEMPLATE,
        Tag::SVG,
        Tag::IFRAME,
        Tag::HEAD,
        Tag::SELECT,
        Tag::BUTTON,
        Tag::TEXTAREA,
        Tag::VIDEO,
        Tag::AUDIO,
        Tag::OBJECT,
        Tag::CANVAS,
        Tag::OPTION,
    ];
    node.tag.is_some_and(|t| NEVER.contains(&t))
}

/// Which nodes are struck out, by number.
fn struck(tree: &Tree<'_>) -> Vec<bool> {
    let prose = prose(tree);
    let whole = prose[0].max(1);
    let mut struck = vec![false; tree.nodes.len()];
    let mut article = vec![false; tree.nodes.len()];
    for (number, node) in tree.nodes.iter().enumerate().skip(1) {
        article[number] = article[node.parent] || node.is(Tag::ARTICLE) || node.is(Tag::MAIN);
        struck[number] = struck[node.parent]
            || never(node)
            || furniture(node, article[number])
                && (prose[number] * 2 < whole || names::is_wall(node) && whole - prose[number] >= LEFT);
    }
    struck
}

/// Of each node the bytes of prose in it: text in paragraphs, roughly.
fn prose(tree: &Tree<'_>) -> Vec<usize> {
    let mut prose = vec![0; tree.nodes.len()];
    for (number, node) in tree.nodes.iter().enumerate().rev() {
        if node.tag.is_none() && node.words.len() >= PROSE && !never(&tree.nodes[node.parent]) {
            prose[number] += node.words.trim().len();
        }
        if number > 0 && !never(node) {
            prose[node.parent] += prose[number];
        }
    }
    prose
}

/// Whether an element is furniture: by what it is, what it says it is, or what it is called.
fn furniture(node: &Node<'_>, in_article: bool) -> bool {
    const FURNITURE: [Tag; 8] =
        [Tag::NAV, Tag::FOOTER, Tag::ASIDE, Tag::FORM, Tag::FIGURE, Tag::FIGCAPTION, Tag::MENU, Tag::DIALOG];
    let Some(tag) = node.tag else { return false };
    if FURNITURE.contains(&tag) || tag == Tag::HEADER && !in_article {
        return true;
    }
    if [Tag::BODY, Tag::HTML, Tag::MAIN, Tag::ARTICLE].contains(&tag) {
        return false;
    }
    let thing = node
        .attribute("itemtype")
        .is_some_and(|t| lists().furniture_things.has(t.rsplit('/').next().unwrap_or_default()));
    let hidden = thing
        || node.attribute("hidden").is_some()
        || node.attribute("aria-hidden").is_some_and(|v| v.eq_ignore_ascii_case("true"))
        || node.attribute("style").is_some_and(|s| s.replace(' ', "").contains("display:none"));
    let role = node.attribute("role").is_some_and(|r| lists().furniture_roles.has(r.trim()));
    let called = names::is_furniture(node);
    // What stands in a line is a word of it, whatever it is called.
    hidden || (role || called) && (tag.is_block() || tag == Tag::OTHER)
}

/// The blocks of text of a page, without what is struck out.
fn blocks(tree: &Tree<'_>, struck: &[bool]) -> Vec<Block> {
    let mut all = Gather { blocks: Vec::new(), text: String::new(), linked: 0, at: None };
    // Elements that are open, each with where it ends: a block ends where one of them does.
    let mut open: Vec<(usize, Tag)> = Vec::new();
    let mut links = 0usize;
    let mut number = 1;
    while number < tree.nodes.len() {
        while let Some((end, tag)) = open.last().copied() {
            if end > number {
                break;
            }
            open.pop();
            if tag == Tag::A {
                links -= 1;
            } else {
                all.end(tree);
            }
        }
        let node = &tree.nodes[number];
        if struck[number] {
            // Furniture between two words parts them.
            if node.tag.is_some_and(Tag::is_block) {
                all.end(tree);
            }
            number = node.end.max(number + 1);
            continue;
        }
        match node.tag {
            None => all.add(number, node.words, links > 0),
            Some(Tag::BR) => all.line(),
            Some(Tag::A) => {
                links += 1;
                open.push((node.end, Tag::A));
            }
            Some(tag) if tag.is_block() => {
                all.end(tree);
                open.push((node.end, tag));
            }
            Some(_) => {}
        }
        number += 1;
    }
    all.end(tree);
    all.blocks
}

struct Gather {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    at: Option<usize>,
}

impl Gather {
    fn add(&mut self, node: usize, words: &str, linked: bool) {
        let words = decode(words);
        let before = self.text.len();
        for word in words.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            self.text.push_str(bare);
            if bare.len() < word.len() && !self.text.ends_with([' ', '\n']) && !self.text.is_empty() {
                self.text.push(' ');
            }
        }
        if self.text.len() > before {
            self.at.get_or_insert(node);
            if linked {
                self.linked += self.text.len() - before;
            }
        }
    }

    /// A line break; two of them part paragraphs.
    fn line(&mut self) {
        let bare = self.text.trim_end_matches(' ').len();
        self.text.truncate(bare);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn end(&mut self, tree: &Tree<'_>) {
        let (text, linked, at) = (std::mem::take(&mut self.text), std::mem::take(&mut self.linked), self.at.take());
        let Some(node) = at else { return };
        let (mut heading, mut up) = (false, tree.nodes[node].parent);
        loop {
            let there = &tree.nodes[up];
            heading |= there.tag.is_some_and(Tag::is_heading);
            if up == 0 || there.tag.is_some_and(Tag::is_block) {
                break;
            }
            up = there.parent;
        }
        for text in text.split("\n\n") {
            let text = text.trim();
            if text.chars().any(char::is_alphanumeric) {
                let linked = linked.min(text.len());
                self.blocks.push(Block { node, text: text.to_owned(), linked, heading });
            }
        }
    }
}

/// The smallest element that holds nearly all the prose.
fn container(tree: &Tree<'_>, blocks: &[Block]) -> usize {
    let mut weight = vec![0usize; tree.nodes.len()];
    for block in blocks {
        weight[block.node] += block.weight();
    }
    for number in (1..tree.nodes.len()).rev() {
        weight[tree.nodes[number].parent] += weight[number];
    }
    if let Some(article) = hinted(tree, &weight) {
        return article;
    }
    let heading = only(tree, Tag::H1);
    let mut chosen = 0;
    loop {
        let share = |child: usize| {
            let headed = heading.is_some_and(|h| child < h && h < tree.nodes[child].end);
            (weight[chosen] as f64 * if headed { HEADED } else { SHARE }) as usize
        };
        let mut child = chosen + 1;
        let mut found = None;
        while child < tree.nodes[chosen].end {
            if weight[child] > share(child) && weight[child] > 0 {
                found = Some(child);
                break;
            }
            child = tree.nodes[child].end.max(child + 1);
        }
        // A paragraph by itself is no container of one.
        let holds = |n: &usize| {
            tree.nodes[*n].tag.is_some_and(|t| t != Tag::P && t.is_block() || t == Tag::OTHER || t == Tag::SPAN)
        };
        match found.filter(holds) {
            Some(child) => chosen = child,
            None => return with_heading(tree, &weight, chosen),
        }
    }
}

/// The only element of a kind.
fn only(tree: &Tree<'_>, tag: Tag) -> Option<usize> {
    let mut all = (0..tree.nodes.len()).filter(|n| tree.nodes[*n].is(tag));
    all.next().filter(|_| all.next().is_none())
}

/// The element around one that has the page's heading too, where little else stands in it: a report may go on behind
/// what parts it.
fn with_heading(tree: &Tree<'_>, weight: &[usize], chosen: usize) -> usize {
    let headings: Vec<usize> = (0..tree.nodes.len()).filter(|n| tree.nodes[*n].is(Tag::H1)).collect();
    let has = |n: usize| {
        let next = headings.partition_point(|h| *h <= n);
        headings.get(next).is_some_and(|h| *h < tree.nodes[n].end)
    };
    let mut up = chosen;
    while up > 0 && !has(up) {
        up = tree.nodes[up].parent;
    }
    if up > 0 && weight[up] * 100 <= weight[chosen] * 135 { up } else { chosen }
}

/// The element that says it holds the report, where a good part of the prose stands in it.
fn hinted(tree: &Tree<'_>, weight: &[usize]) -> Option<usize> {
    let body = |n: &Node<'_>| {
        n.attribute("itemprop")
            .is_some_and(|v| v.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case("articleBody")))
    };
    let main = |n: &Node<'_>| n.is(Tag::MAIN) || n.attribute("role").is_some_and(|v| v.eq_ignore_ascii_case("main"));
    let heaviest = |is: &dyn Fn(&Node<'_>) -> bool, share: usize| {
        let all = (1..tree.nodes.len()).filter(|n| tree.nodes[*n].tag.is_some() && is(&tree.nodes[*n]));
        all.filter(|n| weight[*n] * 100 >= weight[0] * share && weight[*n] > 0)
            .max_by_key(|n| (weight[*n], usize::MAX - n))
    };
    heaviest(&|n| n.is(Tag::ARTICLE), 30).or_else(|| heaviest(&body, 30)).or_else(|| heaviest(&main, 30))
}

/// The blocks that are the report.
fn clean(blocks: Vec<Block>, title: Option<&str>) -> Vec<String> {
    let title = title.map(fold);
    let mut seen: HashSet<String> = HashSet::new();
    let mut kept: Vec<Block> = Vec::new();
    for block in blocks {
        let folded = fold(&block.text);
        let short = block.text.len() < 200;
        let links = block.linked * 5 > block.text.len() * 3;
        if links && short || title.as_ref() == Some(&folded) || is_call(&block.text) {
            continue;
        }
        if folded.len() > 20 && !seen.insert(folded) {
            continue;
        }
        // What is neither a sentence nor long is a label, a caption, a day, a name.
        if !block.heading && !block.is_prose() && !ends(&block.text) && !block.text.ends_with([',', ';']) {
            continue;
        }
        kept.push(block);
    }
    let first = kept.iter().position(Block::is_prose).unwrap_or(0);
    let last = kept.iter().rposition(|b| b.is_prose() || ends(&b.text)).map_or(kept.len(), |l| l + 1);
    let kept: Vec<Block> = kept.into_iter().take(last).skip(first).collect();
    // A heading with no text behind it before the next one, or at the end, heads nothing.
    let heads = |n: usize| kept.get(n + 1).is_some_and(|next| !next.heading);
    let keep: Vec<bool> = (0..kept.len()).map(|n| !kept[n].heading || heads(n)).collect();
    kept.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(b, _)| b.text).collect()
}

/// Words as they are compared: letters and figures alone.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a block calls on readers to do something, or speaks of the page: short, and with an opening that says so.
fn is_call(text: &str) -> bool {
    if text.len() > 300 {
        return false;
    }
    let small = text.to_lowercase().replace('’', "'");
    let bare = small.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let opens = |o: &str| bare.strip_prefix(o).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    text.len() <= 160 && lists().calls.words().any(opens) || lists().page_talk.words().any(|w| small.contains(w))
}
