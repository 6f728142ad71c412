//! The rule about `ARCHITECTURE.md`: its code map names what is there, and nothing that is not.

use super::Finding;
use crate::repository::Repository;
use std::collections::BTreeSet;

const MAP: &str = "ARCHITECTURE.md";

/// `ARCHITECTURE.md` names each crate's folder and each folder at the top, those with a leading dot aside, and no
/// crate's folder that is not there. A folder is named as `folder/`, as `crates/folder`, or alone
/// in backticks.
pub(super) fn crates_and_folders(repository: &Repository) -> Vec<Finding> {
    let remedy = "say in its code map what the folder is for";
    let Some(text) = repository.file(MAP).and_then(|f| f.text.as_deref()) else {
        return vec![Finding::new(MAP, 0, "there is no such file", "write it: what stands where, and what is absent")];
    };
    let (mut crates, mut folders) = (BTreeSet::new(), BTreeSet::new());
    for file in &repository.files {
        let parts: Vec<&str> = file.path.split('/').collect();
        if parts.len() > 1 && !parts[0].starts_with('.') {
            folders.insert(parts[0]);
        }
        if parts.len() > 2 && parts[0] == "crates" {
            crates.insert(parts[1]);
        }
    }
    let missing = folders.union(&crates).filter(|folder| !names(text, folder));
    let mut found: Vec<Finding> =
        missing.map(|folder| Finding::new(MAP, 0, format!("the folder `{folder}` is not named"), remedy)).collect();
    for (index, line) in text.lines().enumerate() {
        for (at, _) in line.match_indices("crates/") {
            let rest = &line[at + "crates/".len()..];
            let name = rest.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
            if !name.is_empty() && !crates.contains(name) {
                let message = format!("`crates/{name}` is named and not there");
                found.push(Finding::new(MAP, index + 1, message, "take it out, or add the crate"));
            }
        }
    }
    found
}

/// Whether `text` names the folder, as `folder/`, `crates/folder` or `` `folder` ``, and not as part of a longer name.
fn names(text: &str, folder: &str) -> bool {
    text.match_indices(folder).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + folder.len()..]);
        let whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == '.');
        let ended = !after.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        let quoted = before.ends_with('`') && after.starts_with('`');
        whole && ended && (after.starts_with('/') || before.ends_with("crates/") || quoted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_names_what_is_there() {
        let files = ["crates/dateline/src/lib.rs", "crates/dateline-text/src/lib.rs", "xtask/src/main.rs", ".ci/run"];
        let with = |map: &str| {
            let mut all: Vec<(&str, &str)> = files.iter().map(|path| (*path, "")).collect();
            all.push((MAP, map));
            crates_and_folders(&Repository::of(&all)).into_iter().map(|f| f.message).collect::<Vec<_>>()
        };
        assert!(with("crates/\n  dateline/\n  `dateline-text`\nxtask/ chores").is_empty());
        assert!(with("crates/dateline, crates/dateline-text; xtask/").is_empty());
        assert_eq!(
            with("crates/ dateline-text/ xtask in words"),
            ["the folder `dateline` is not named", "the folder `xtask` is not named"]
        );
        assert_eq!(
            with("crates/dateline/ crates/dateline-text/ crates/dateline-old xtask/"),
            ["`crates/dateline-old` is named and not there"]
        );
        assert_eq!(crates_and_folders(&Repository::of(&[]))[0].message, "there is no such file");
    }
}
