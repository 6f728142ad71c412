//! English belongs into `lexicon/en/`, where a linguist finds it: how many words of it stand in Rust may only fall.
//!
//! Counted are literals that are plain English words, in small letters or with a capital, outside tests, messages and
//! the program's own output. It is a rough count, the same each time. `xtask/english.tsv` has what each file holds;
//! `cargo xtask english` writes it anew, and a change to it shows in the difference.

use super::Finding;
use crate::repository::Repository;
use std::fmt::Write;

/// Where the counts are kept.
pub(crate) const TABLE: &str = "xtask/english.tsv";
/// A file without a row may hold so many: a message's word or two is no list.
const FREE: usize = 8;

/// Lines that hold messages, names of formats and the like.
const MESSAGES: [&str; 16] = [
    "panic", "assert", "expect", "format", "println", "eprintln", "write", "error", "note", "doc", "help", "about",
    "bail", "anyhow", "Note::", "Err(",
];

/// No file holds more English than its row in the table says; a row that says more than the file holds is lowered.
pub(super) fn ratchet(repository: &Repository) -> Vec<Finding> {
    let rows: Vec<(&str, usize)> = repository.file(TABLE).and_then(|f| f.text.as_deref()).map(rows).unwrap_or_default();
    let mut found = Vec::new();
    for (path, count) in counts(repository) {
        let row = rows.iter().find(|(p, _)| *p == path).map(|(_, n)| *n);
        let most = row.unwrap_or(FREE);
        if count > most {
            let message = format!("{count} English words in Rust, more than the {most} that {TABLE} allows");
            found.push(Finding::new(path, 0, message, "move them into a list of `lexicon/en/`"));
        } else if row.is_some_and(|n| count < n) {
            let message = format!("{count} English words in Rust, fewer than {TABLE} says");
            found.push(Finding::new(path, 0, message, "lower its row: cargo xtask english"));
        }
    }
    found
}

/// The table as it should be.
pub(crate) fn table(repository: &Repository) -> String {
    let mut out = String::from("# English words in Rust, by file; may only fall. Written by `cargo xtask english`.\n");
    let mut total = 0;
    for (path, count) in counts(repository) {
        total += count;
        if count > FREE {
            let _ = writeln!(out, "{path}\t{count}");
        }
    }
    let _ = writeln!(out, "# all: {total}");
    out
}

fn rows(table: &str) -> Vec<(&str, usize)> {
    let rows = table.lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|l| l.split_once('\t')).filter_map(|(path, n)| Some((path, n.parse().ok()?))).collect()
}

/// Files of the crates below the program that hold any, with how many.
fn counts(repository: &Repository) -> Vec<(&str, usize)> {
    let counted = repository.texts(&[".rs"]).filter(|(path, _)| {
        let folders = ["/tests", "/examples", "dateline-cli"];
        path.starts_with("crates/") && !folders.iter().any(|f| path.contains(f)) && !path.ends_with("/tests.rs")
    });
    counted.map(|(path, text)| (path, count(text))).filter(|(_, n)| *n > 0).collect()
}

/// English words among the literals of a source.
fn count(text: &str) -> usize {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let lines = code.lines().filter(|l| !l.trim_start().starts_with("//") && !MESSAGES.iter().any(|m| l.contains(m)));
    lines.map(|line| line.split('"').skip(1).step_by(2).filter(|literal| is_english(literal)).count()).sum()
}

/// `kill`, `no fewer`, `Monday`: one or two words in small letters, or one with a capital.
fn is_english(literal: &str) -> bool {
    let small = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase());
    let mut words = literal.split([' ', '-']);
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    if words.next().is_some() {
        return false;
    }
    let capital = first.len() > 2 && first.as_bytes()[0].is_ascii_uppercase() && small(&first[1..]);
    (first.len() > 1 && small(first) && second.is_none_or(small)) || (capital && second.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_and_messages_are_not() {
        let check = |code: &str, want| assert_eq!(count(code), want, "{code}");
        check("const A: [&str; 3] = [\"kill\", \"no fewer\", \"Monday\"];", 3);
        check("x == \"GOV\" || x == \"a\" || x == \"rose to three\" || x == \"a_b\"", 0);
        check("bail!(\"kill\"); // \"kill\"\n// \"kill\"\nf(\"kill\")\n#[cfg(test)]\nmod tests { \"kill\" }", 1);
    }

    #[test]
    fn a_file_may_only_lose_words() {
        let check = |code: &str, table: &str, want: &str| {
            let repository = Repository::of(&[("crates/a/src/x.rs", code), (TABLE, table)]);
            let got: Vec<String> = ratchet(&repository).into_iter().map(|f| f.message).collect();
            assert!(if want.is_empty() { got.is_empty() } else { got.len() == 1 && got[0].contains(want) }, "{got:?}");
        };
        let ten = "\"one\", \"two\", \"three\", \"four\", \"five\", \"six\", \"seven\", \"eight\", \"nine\", \"ten\"";
        check(ten, "crates/a/src/x.rs\t10\n", "");
        check(ten, "crates/a/src/x.rs\t9\n", "10 English words in Rust, more than the 9");
        check(ten, "crates/a/src/x.rs\t11\n", "fewer than");
        check(ten, "", "more than the 8");
        check("\"one\"", "", "");
    }
}
