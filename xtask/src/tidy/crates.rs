//! Rules about crates: what each is called and which others it may know.

use super::Finding;
use crate::repository::Repository;

/// Which of the workspace's crates each may depend on. Arrows point one way: text, then source, contract, language and
/// lexicon side by side, records over them, story over what records make, the store over the contract alone, exports over contract and lexicon, the library over all, the program over the library.
const ALLOWED: &[(&str, &[&str])] = &[
    ("dateline-text", &[]),
    ("dateline-source", &["dateline-text"]),
    ("dateline-contract", &["dateline-text"]),
    ("dateline-language", &["dateline-text"]),
    ("dateline-lexicon", &["dateline-text"]),
    ("dateline-records", &["dateline-text", "dateline-contract", "dateline-language", "dateline-lexicon"]),
    ("dateline-store", &["dateline-contract"]),
    ("dateline-export", &["dateline-contract", "dateline-lexicon"]),
    ("dateline-story", &["dateline-text", "dateline-contract", "dateline-language"]),
    (
        "dateline",
        &[
            "dateline-text",
            "dateline-source",
            "dateline-contract",
            "dateline-export",
            "dateline-language",
            "dateline-records",
            "dateline-store",
            "dateline-story",
        ],
    ),
    // Its tests do to it what `cargo xtask faults` does.
    ("dateline-cli", &["dateline", "xtask"]),
    ("xtask", &[]),
];

/// A crate is called like its folder.
pub(super) fn folder_names(repository: &Repository) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, folder, text) in manifests(repository) {
        let (line, name) = package_name(text).unwrap_or((1, ""));
        if name != folder {
            let message = format!("the crate in the folder `{folder}` is called `{name}`");
            found.push(Finding::new(path, line, message, "give folder and crate one name"));
        }
    }
    found
}

/// A crate depends on no crate downstream of it, for its tests neither.
pub(super) fn arrows(repository: &Repository) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, folder, text) in manifests(repository) {
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == folder) else {
            let message = format!("the crate `{folder}` has no row in the table of allowed dependencies");
            found.push(Finding::new(path, 1, message, "add its row to ALLOWED in xtask/src/tidy/crates.rs"));
            continue;
        };
        for (line, dependency) in dependencies(text) {
            let ours = ALLOWED.iter().any(|(name, _)| *name == dependency) || dependency.starts_with("dateline");
            if ours && !allowed.contains(&dependency) {
                let message = format!("`{folder}` must not depend on `{dependency}`");
                let remedy = "move what is needed upstream; a stage knows nothing of what comes after it";
                found.push(Finding::new(path, line, message, remedy));
            }
        }
    }
    found
}

/// Path, folder and text of each crate's manifest.
fn manifests(repository: &Repository) -> impl Iterator<Item = (&str, &str, &str)> {
    repository.texts(&["Cargo.toml"]).filter_map(|(path, text)| {
        let folder = path.strip_suffix("/Cargo.toml")?;
        let folder = folder.strip_prefix("crates/").unwrap_or(folder);
        (folder == "xtask" || path.starts_with("crates/") && !folder.contains('/')).then_some((path, folder, text))
    })
}

/// The lines of a manifest with their numbers and the table each stands in.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut table = "";
    text.lines().enumerate().map(move |(index, line)| {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            table = name;
        }
        (index + 1, table, line)
    })
}

fn package_name(text: &str) -> Option<(usize, &str)> {
    lines(text).filter(|(_, table, _)| *table == "package").find_map(|(number, _, line)| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "name").then(|| (number, value.trim().trim_matches('"')))
    })
}

/// The crates a manifest depends on, in any of its tables of dependencies, by the name of their package.
fn dependencies(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (number, table, line) in lines(text) {
        let last = table.rsplit('.').next().unwrap_or(table);
        let renamed = || {
            let after = line.split_once("package")?.1.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
            after.split('"').next()
        };
        if line.starts_with('[') {
            // `[dependencies.name]`
            if table.contains("dependencies.") {
                found.push((number, last.trim_matches('"')));
            }
        } else if table.ends_with("dependencies") && !line.starts_with('#') {
            let key = line.split(['=', '.']).next().unwrap_or("").trim().trim_matches('"');
            if !key.is_empty() {
                found.push((number, renamed().unwrap_or(key)));
            }
        } else if table.contains("dependencies.")
            && let Some(name) = renamed()
        {
            found.push((number, name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(found: &[Finding]) -> Vec<String> {
        found.iter().map(|f| format!("{}:{} {}", f.path, f.line, f.message)).collect()
    }

    #[test]
    fn a_crate_is_called_like_its_folder() {
        let repository = Repository::of(&[
            ("Cargo.toml", "[workspace]\n"),
            ("crates/dateline-text/Cargo.toml", "[package]\nname = \"dateline-text\"\n"),
            ("crates/dateline-tree/Cargo.toml", "[package]\nedition = \"2024\"\nname = \"tree\"\n"),
        ]);
        let want = ["crates/dateline-tree/Cargo.toml:3 the crate in the folder `dateline-tree` is called `tree`"];
        assert_eq!(messages(&folder_names(&repository)), want);
    }

    #[test]
    fn arrows_point_one_way() {
        let repository = Repository::of(&[
            ("crates/dateline-records/Cargo.toml", "[dependencies]\ndateline-text.workspace = true\nserde = \"1\"\n"),
            ("crates/dateline-text/Cargo.toml", "[dev-dependencies]\ndateline-records = { path = \"..\" }\n"),
            (
                "crates/dateline-language/Cargo.toml",
                "[target.'cfg(unix)'.dependencies]\nx = { package = \"dateline\" }\n",
            ),
            ("xtask/Cargo.toml", "[dependencies]\nanyhow = \"1\"\n[dependencies.dateline]\npath = \"..\"\n"),
        ]);
        let want = [
            "crates/dateline-text/Cargo.toml:2 `dateline-text` must not depend on `dateline-records`",
            "crates/dateline-language/Cargo.toml:2 `dateline-language` must not depend on `dateline`",
            "xtask/Cargo.toml:3 `xtask` must not depend on `dateline`",
        ];
        assert_eq!(messages(&arrows(&repository)), want);
    }

    #[test]
    fn a_new_crate_needs_its_row() {
        let repository = Repository::of(&[("crates/dateline-novel/Cargo.toml", "[package]\n")]);
        assert_eq!(arrows(&repository).len(), 1);
    }
}
