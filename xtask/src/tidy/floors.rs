//! Rules about the floors of a crate: a module knows those below it, and none beside or above it.
//!
//! [`FLOORS`] is the one place that says which module stands where; that no circle runs is another rule
//! ([`super::modules`]), this one says which way round.

use super::Finding;
use super::modules::{arrows, module};
use crate::repository::Repository;

/// The modules directly in a crate's `src`, from the ground floor up; those of one floor know nothing of each other.
const FLOORS: &[(&str, &[&[&str]])] = &[
    (
        "crates/dateline-language/src",
        &[
            &["linalg", "labels", "tree", "features"],
            &["container", "tags"],
            &["segment", "lemma", "roles", "encoder", "repair"],
            &["quotes", "acts"],
            &["network", "analysis"],
            &["conllu"],
            &["coref", "eval"],
            &["model"],
            &["reading"],
            &["gold"],
        ],
    ),
    (
        "crates/dateline-source/src",
        &[
            &["fields", "words", "input"],
            &["pack", "charset"],
            &["html"],
            &["xml"],
            &["kind", "feed", "agency", "ninjs"],
            &["record", "petrarch"],
            &["lines"],
            &["table", "values", "whole", "warc"],
            &["zip"],
        ],
    ),
    (
        "crates/dateline-records/src",
        &[
            &["limit", "holders", "words", "cues", "rules"],
            &["tables", "syntax"],
            &["times", "places"],
            &["actors"],
            &["ground", "asides"],
            &["statements"],
            &["scene"],
            &["voices", "counters"],
            &["events", "relations", "figures", "omissions"],
            &["happenings", "homes"],
            &["coding", "dyad"],
            &["proof"],
        ],
    ),
    ("crates/dateline/src", &[&["io"], &["source"], &["coder"], &["batch"], &["ingest"]]),
];

/// The floor of a module, from 0.
fn floor(floors: &[&[&str]], module: &str) -> Option<usize> {
    floors.iter().position(|floor| floor.contains(&module))
}

/// No module imports one of its own floor or of a floor above.
pub(super) fn upward(repository: &Repository) -> Vec<Finding> {
    let all = arrows(repository);
    let mut found = Vec::new();
    for (folder, floors) in FLOORS {
        for (from, targets) in all.get(*folder).into_iter().flatten() {
            for (to, (path, line)) in targets {
                let (Some(own), Some(other)) = (floor(floors, from), floor(floors, to)) else { continue };
                if other >= own {
                    let where_to = if other == own { "on its own floor" } else { "on a floor above it" };
                    let message = format!("in {folder} `{from}` imports `{to}`, {where_to}");
                    let remedy = "move what both need to a floor below both, or hand it over as a value";
                    found.push(Finding::new(path, *line, message, remedy));
                }
            }
        }
    }
    found
}

/// Every module of these crates has a floor.
pub(super) fn without_a_floor(repository: &Repository) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (path, _) in repository.texts(&[".rs"]) {
        let Some((folder, floors)) = FLOORS.iter().find(|(folder, _)| path.starts_with(&format!("{folder}/"))) else {
            continue;
        };
        let Some(name) = module(&path[folder.len() + 1..]).into_iter().next().filter(|name| name != "tests") else {
            continue;
        };
        let message = format!("the module `{name}` of {folder} has no floor");
        if floor(floors, &name).is_none() && !found.iter().any(|f| f.message == message) {
            found.push(Finding::new(path, 0, message, "give it a floor in FLOORS of xtask/src/tidy/floors.rs"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_go_down_alone() {
        let repository = Repository::of(&[
            ("crates/dateline-records/src/words/mod.rs", "use crate::syntax::Syntax;\n"),
            ("crates/dateline-records/src/syntax.rs", ""),
            ("crates/dateline-records/src/events/deep.rs", "\nuse crate::{actors::A, figures::F};\n"),
            ("crates/dateline-records/src/figures.rs", "use crate::words::W;\n"),
            ("crates/dateline-records/src/actors.rs", "#[cfg(test)]\nmod tests {\n    use crate::events::E;\n}\n"),
            ("crates/dateline-story/src/a.rs", "use crate::b::B;\n"),
            ("crates/dateline-story/src/b.rs", ""),
        ]);
        let told: Vec<String> =
            upward(&repository).iter().map(|f| format!("{}:{} {}", f.path, f.line, f.message)).collect();
        let folder = "crates/dateline-records/src";
        let want = [
            format!("{folder}/events/deep.rs:2 in {folder} `events` imports `figures`, on its own floor"),
            format!("{folder}/words/mod.rs:1 in {folder} `words` imports `syntax`, on a floor above it"),
        ];
        assert_eq!(told, want);
    }

    #[test]
    fn a_new_module_needs_a_floor() {
        let repository = Repository::of(&[
            ("crates/dateline-records/src/lib.rs", ""),
            ("crates/dateline-records/src/ground.rs", ""),
            ("crates/dateline-records/src/tests.rs", ""),
            ("crates/dateline-records/src/novel/mod.rs", ""),
            ("crates/dateline-records/src/novel/page.rs", ""),
        ]);
        let found = without_a_floor(&repository);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].message, "the module `novel` of crates/dateline-records/src has no floor");
        assert!(found[0].remedy.contains("FLOORS"));
    }
}
