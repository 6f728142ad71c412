//! What an element's class and id say that it is.

use super::tree::Node;
use crate::words::lists;

/// The classes and the id of an element, parted by spaces.
fn names<'n>(node: &'n Node<'n>) -> impl Iterator<Item = &'n str> {
    ["class", "id"].into_iter().filter_map(|a| node.attribute(a))
}

/// Whether an element is a wall of questions about cookies, which may be longer than the report behind it.
pub(super) fn is_wall(node: &Node<'_>) -> bool {
    names(node).any(|names| {
        names.split_ascii_whitespace().take(16).any(|name| parts(name).iter().any(|p| lists().walls.has(p)))
    })
}

/// Whether an element's class or id names furniture: any of its words, or two of them together.
pub(super) fn is_furniture(node: &Node<'_>) -> bool {
    let modal = node.attribute("aria-modal").is_some_and(|v| v.eq_ignore_ascii_case("true"));
    modal || names(node).any(is_furniture_name)
}

fn is_furniture_name(names: &str) -> bool {
    names.split_ascii_whitespace().take(16).any(|name| {
        let parts: Vec<String> = parts(name);
        let list = &lists().furniture_names;
        let begins = |p: &String| lists().furniture_beginnings.words().any(|b| p.starts_with(b));
        parts.iter().any(|p| list.has(p) || begins(p))
            || parts.windows(2).any(|w| list.has(&format!("{}-{}", w[0], w[1])))
    })
}

/// The words of a name: `relatedStories`, `related-stories`, `related_stories`.
fn parts(name: &str) -> Vec<String> {
    let (mut parts, mut word, mut small) = (Vec::new(), String::new(), false);
    for c in name.chars().take(64) {
        let parted = !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && small;
        if parted && !word.is_empty() {
            parts.push(std::mem::take(&mut word));
        }
        small = c.is_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
    }
    if !word.is_empty() {
        parts.push(word);
    }
    parts
}
