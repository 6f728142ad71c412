//! `cargo xtask tidy`: the rules of the repository that a machine can check.
//!
//! A rule is a function from the files to findings, with a test beside it. A finding says where, what, and how to mend
//! it. What needs judgement is left to people.

mod crates;
pub(crate) mod english;
mod files;
mod floors;
mod map;
mod modules;
mod source;

use crate::repository::Repository;
use crate::suite;
use anyhow::{Result, bail};
use std::fmt;

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    /// From 1; 0 where the file as a whole is meant.
    line: usize,
    message: String,
    remedy: &'static str,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>, remedy: &'static str) -> Finding {
        Finding { path: path.to_owned(), line, message: message.into(), remedy }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n    remedy: {}", self.path, self.line.max(1), self.message, self.remedy)
    }
}

type Rule = fn(&Repository) -> Vec<Finding>;

const RULES: &[Rule] = &[
    crates::folder_names,
    crates::arrows,
    source::file_lengths,
    source::function_lengths,
    source::impl_sizes,
    source::unfinished,
    files::machine_paths,
    files::model_sizes,
    files::cases,
    files::citation,
    map::crates_and_folders,
    modules::circles,
    floors::upward,
    floors::without_a_floor,
    english::ratchet,
];

/// Checks every rule and prints what it finds; `Err` where it finds anything.
pub(crate) fn run(repository: &Repository) -> Result<()> {
    let findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(repository)).collect();
    for finding in &findings {
        println!("{finding}");
    }
    let files = repository.files.len();
    if !findings.is_empty() {
        bail!("{} in {files} files: see above", plural(findings.len(), "breach", "breaches"));
    }
    let cases: usize =
        files::suite_files(repository).filter_map(|(_, text)| suite::parse(text).ok()).map(|c| c.len()).sum();
    println!("tidy: {} rules hold in {files} files; {cases} cases are well formed", RULES.len());
    Ok(())
}

fn plural(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_where_what_and_how_to_mend_it() {
        let finding = Finding::new("a/b.rs", 7, "too long", "part it");
        assert_eq!(finding.to_string(), "a/b.rs:7: too long\n    remedy: part it");
        assert_eq!(Finding::new("a", 0, "b", "c").to_string(), "a:1: b\n    remedy: c");
    }

    #[test]
    fn findings_fail_the_run() {
        let message = run(&Repository::of(&[("crates/a/Cargo.toml", "[package]\nname = \"b\"\n")])).unwrap_err();
        assert!(message.to_string().contains("in 1 files"), "{message}");
    }
}
