//! Rules about modules: imports run one way, so that a module can be read without those that stand on it.
//!
//! In each folder of a crate the modules side by side (a file, or a folder with all in it) are looked at: an arrow runs
//! from one to another where a `use` in it, or a path in its code, names the other. Arrows that come back to where they
//! began are a circle. A `mod.rs` stands over its folder and is no module beside those in it; tests are not looked at.

use super::Finding;
use crate::repository::Repository;
use crate::scrub::scrub;
use std::collections::{BTreeMap, BTreeSet};

/// Arrows between the modules of one folder: from, to, and where the first of each stands.
pub(super) type Arrows = BTreeMap<String, BTreeMap<String, (String, usize)>>;

/// No modules side by side import each other in a circle.
pub(super) fn circles(repository: &Repository) -> Vec<Finding> {
    arrows(repository).iter().flat_map(|(folder, arrows)| found(folder, arrows)).collect()
}

/// The arrows between modules side by side, by folder.
pub(super) fn arrows(repository: &Repository) -> BTreeMap<String, Arrows> {
    let mut folders: BTreeMap<String, Arrows> = BTreeMap::new();
    for (path, text) in repository.texts(&[".rs"]) {
        let Some((crate_folder, inside)) = path.split_once("/src/") else { continue };
        if !crate_folder.starts_with("crates/") && crate_folder != "xtask" {
            continue;
        }
        let own = module(inside);
        for (line, target) in imports(text, &own) {
            add(&mut folders, crate_folder, (path, line), &own, &target, &modules(repository, crate_folder));
        }
    }
    folders
}

fn found(folder: &str, arrows: &Arrows) -> Vec<Finding> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut out = Vec::new();
    for from in arrows.keys() {
        if seen.contains(from.as_str()) {
            continue;
        }
        if let Some(circle) = circle(arrows, from) {
            seen.extend(circle.iter().copied());
            let shown: Vec<String> = circle
                .iter()
                .zip(circle.iter().cycle().skip(1))
                .map(|(a, b)| {
                    let (path, line) = &arrows[*a][*b];
                    format!("{a} → {b} ({path}:{line})")
                })
                .collect();
            let message = format!("in {folder} modules import each other in a circle: {}", shown.join(", "));
            let (path, line) = &arrows[circle[0]][circle[1 % circle.len()]];
            out.push(Finding::new(path, *line, message, "move what both need below both, or hand it over as a value"));
        }
    }
    out
}

/// The shortest way from a module back to it.
fn circle<'a>(arrows: &'a Arrows, start: &'a str) -> Option<Vec<&'a str>> {
    let mut came: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(at) = open.pop_front() {
        for next in arrows.get(at).into_iter().flat_map(BTreeMap::keys) {
            if next == start {
                let mut way = vec![at];
                while let Some(before) = came.get(way[way.len() - 1]) {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if !came.contains_key(next.as_str()) {
                came.insert(next, at);
                open.push_back(next);
            }
        }
    }
    None
}

/// The path of modules of a file below `src`: `a/b.rs` and `a/b/mod.rs` are `a`, `b`.
pub(super) fn module(inside: &str) -> Vec<String> {
    let stem = inside.strip_suffix(".rs").unwrap_or(inside);
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if matches!(stem, "lib" | "main" | "mod") {
        return Vec::new();
    }
    stem.split('/').map(str::to_owned).collect()
}

/// All modules of a crate.
fn modules(repository: &Repository, crate_folder: &str) -> BTreeSet<Vec<String>> {
    let prefix = format!("{crate_folder}/src/");
    repository.texts(&[".rs"]).filter_map(|(path, _)| path.strip_prefix(&prefix).map(module)).collect()
}

/// Notes an arrow in the folder in which the two ways part.
fn add(
    folders: &mut BTreeMap<String, Arrows>,
    crate_folder: &str,
    place: (&str, usize),
    own: &[String],
    target: &[String],
    known: &BTreeSet<Vec<String>>,
) {
    // What follows the module is an item in it.
    let Some(length) = (0..=target.len()).rev().find(|n| known.contains(&target[..*n])) else { return };
    let target = &target[..length];
    let shared = own.iter().zip(target).take_while(|(a, b)| a == b).count();
    let (Some(from), Some(to)) = (own.get(shared), target.get(shared)) else { return };
    let folder = [&[crate_folder.to_owned(), "src".to_owned()], &own[..shared]].concat().join("/");
    let arrows = folders.entry(folder).or_default().entry(from.clone()).or_default();
    arrows.entry(to.clone()).or_insert((place.0.to_owned(), place.1));
}

/// The modules that a file names, with the line: `crate::a::b`, `super::c`, also in braces.
fn imports(text: &str, own: &[String]) -> Vec<(usize, Vec<String>)> {
    let code = scrub(text);
    let code = code.split("#[cfg(test)]\nmod ").next().unwrap_or(&code);
    let mut out = Vec::new();
    for (root, base) in [("crate::", 0), ("super::", 1)] {
        let mut at = 0;
        while let Some(found) = code[at..].find(root).map(|f| at + f) {
            at = found + root.len();
            let before = code[..found].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '$')) {
                continue;
            }
            let mut start: Vec<String> =
                if base == 0 { Vec::new() } else { own[..own.len().saturating_sub(1)].to_vec() };
            let mut rest = &code[at..];
            while let Some(further) = rest.strip_prefix("super::") {
                start.pop();
                rest = further;
            }
            let line = code[..found].matches('\n').count() + 1;
            out.extend(paths(rest).into_iter().map(|path| (line, [start.clone(), path].concat())));
        }
    }
    out
}

/// The paths that begin here: one, or those of a list in braces.
fn paths(code: &str) -> Vec<Vec<String>> {
    let word = code.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let rest = &code[word.len()..];
    if let Some(list) = rest.strip_prefix('{').filter(|_| word.is_empty()) {
        return parts(list).into_iter().flat_map(|part| paths(part.trim_start())).collect();
    }
    if word.is_empty() {
        return vec![Vec::new()];
    }
    match rest.strip_prefix("::") {
        Some(further) => paths(further).into_iter().map(|p| [vec![word.clone()], p].concat()).collect(),
        None => vec![vec![word]],
    }
}

/// The parts of a list up to its closing brace, at commas of its own.
fn parts(list: &str) -> Vec<&str> {
    let (mut out, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                out.push(&list[start..at]);
                return out;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)], want: &[&str]) {
        let got: Vec<String> = circles(&Repository::of(files)).into_iter().map(|f| f.message).collect();
        assert_eq!(got.len(), want.len(), "{got:?}");
        for (message, words) in got.iter().zip(want) {
            assert!(message.contains(words), "{message}");
        }
    }

    #[test]
    fn a_circle_is_named_with_its_arrows() {
        check(
            &[
                ("crates/a/src/one.rs", "use crate::two::{Thing, other};\n"),
                ("crates/a/src/two.rs", "fn f() { crate::three::g() }\n"),
                ("crates/a/src/three/mod.rs", "mod deep;\n"),
                ("crates/a/src/three/deep.rs", "use super::super::one;\n"),
            ],
            &["one → two (crates/a/src/one.rs:1), two → three (crates/a/src/two.rs:1), three → one"],
        );
    }

    #[test]
    fn siblings_in_a_folder_are_looked_at_and_their_mod_is_none_of_them() {
        check(
            &[
                ("crates/a/src/f/mod.rs", "mod x;\nmod y;\nuse x::X;\n"),
                ("crates/a/src/f/x.rs", "use super::{y::Y, Shared};\n"),
                ("crates/a/src/f/y.rs", "\nuse crate::f::x::X;\n"),
            ],
            &["in crates/a/src/f modules import each other in a circle: x → y"],
        );
    }

    #[test]
    fn arrows_one_way_tests_and_words_in_comments_are_no_circle() {
        check(
            &[
                ("crates/a/src/one.rs", "use crate::two::Thing;\n"),
                (
                    "crates/a/src/two.rs",
                    "// crate::one\nconst S: &str = \"crate::one\";\n#[cfg(test)]\nmod tests {\n    use crate::one::f;\n}\n",
                ),
                ("crates/b/src/two.rs", "use crate::one::f;\n"),
                ("crates/b/src/one.rs", "use other_crate::two;\n"),
            ],
            &[],
        );
    }
}
