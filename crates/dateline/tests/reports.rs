//! Whole reports against what is kept beside them in `tests/reports/`, laid out so that a linguist can read it and see in
//! a diff what a change did: in `*.parse` everything the language stage says of a report, in `*.records` its records.
//!
//! `cargo xtask snapshots` writes them anew.

#[path = "reports/records.rs"]
mod records;

use dateline::Coder;
use dateline::language::Analysis;
use dateline::text::{Noted, RawItem};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

/// Folders of reports. All snapshots stand in the first, so that `examples/` holds what a reader would look for.
const FOLDERS: [&str; 2] = ["tests/reports", "examples"];

/// Lines of a difference that are shown.
const SHOWN: usize = 60;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Whether snapshots are to be written rather than compared.
// A test takes no arguments of its own: a variable is how `cargo xtask snapshots` reaches it.
#[allow(clippy::disallowed_methods)]
fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// A table with its columns aligned, by the width of what the terminal shows.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|s| s.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::from(" ");
        for (c, cell) in row.iter().enumerate() {
            // Numbers to the right, words to the left.
            let space = " ".repeat(widths[c] - cell.width());
            let _ = if c == 0 || c == 5 { write!(line, " {space}{cell}") } else { write!(line, " {cell}{space} ") };
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn rows(a: &Analysis, sentence: &std::ops::Range<usize>) -> Vec<Vec<String>> {
    let name = |i: usize| {
        let found = a.names.iter().find(|n| n.tokens.contains(&i));
        found.map_or(String::new(), |n| format!("{}-{}", if n.tokens.start == i { "B" } else { "I" }, n.kind))
    };
    let number = |i: usize| (i - sentence.start + 1).to_string();
    let row = |i: usize| {
        let t = a.tokens[i];
        let (head, word) = a.head(i).map_or(("0".into(), ""), |h| (number(h), a.form(h)));
        vec![
            number(i),
            format!("{}{}", if t.joined { "~" } else { "" }, a.form(i)),
            a.lemma(i).to_owned(),
            t.upos.to_string(),
            t.xpos.to_string(),
            head,
            word.to_owned(),
            t.rel.to_string(),
            name(i),
        ]
    };
    sentence.clone().map(row).collect()
}

/// The snapshot of a report: what is known of the document, then sentence by sentence a table of its words: number,
/// word (`~` where it goes on in the same token), lemma, UPOS, XPOS, head's number, head, relation, name.
fn snapshot(path: &str, read: &Noted<Analysis>) -> String {
    let (a, text) = (&read.value, read.value.text());
    let document = &a.document;
    let mut out = format!("{path}\n");
    if let Some(headline) = document.headline {
        let _ = writeln!(out, "headline  {}", headline.of(text));
    }
    if let Some(dateline) = &document.dateline {
        let _ = writeln!(out, "dateline  {}", dateline.span.of(text));
    }
    let date = document.date.map_or("none".into(), |d| d.to_string());
    let _ = writeln!(out, "date      {date} (from {:?})", document.date_from);
    for note in &read.notes {
        let _ = writeln!(out, "note      [{}] {}", note.code, note.message);
    }
    for (n, sentence) in a.sentences.iter().enumerate() {
        let words = a.span(sentence.clone()).of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(out, "\n{} | {words}\n\n{}", n + 1, aligned(&rows(a, sentence)));
    }
    out
}

/// What differs, line by line, each run of lines under its sentence; by the longest common subsequence.
fn difference(was: &str, is: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (was.lines().collect(), is.lines().collect());
    let mut common = vec![vec![0u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = if a[i] == b[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut heading, mut out) = (0, 0, "", Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            if a[i].contains(" | ") && !a[i].starts_with(' ') {
                heading = a[i];
            }
            (i, j) = (i + 1, j + 1);
            continue;
        }
        if !heading.is_empty() {
            out.push(format!("  {}", std::mem::take(&mut heading)));
        }
        if j == b.len() || i < a.len() && common[i + 1][j] >= common[i][j + 1] {
            out.push(format!("- {}", a[i]));
            i += 1;
        } else {
            out.push(format!("+ {}", b[j]));
            j += 1;
        }
    }
    let more = out.len().saturating_sub(SHOWN);
    out.truncate(SHOWN);
    if more > 0 {
        out.push(format!("  … and {more} lines more"));
    }
    out.join("\n")
}

fn reports() -> Vec<String> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".txt") {
                found.push(format!("{folder}/{name}"));
            }
        }
    }
    found.sort();
    found
}

/// What is kept of a report, by the ending of its file.
fn kept(report: &str, ending: &str) -> PathBuf {
    let name = Path::new(report).file_stem().unwrap().to_string_lossy().into_owned();
    root().join(FOLDERS[0]).join(format!("{name}.{ending}"))
}

/// The records of a report, laid under its sentences.
fn records_of(path: &str, coder: &Coder, item: &RawItem) -> String {
    let coded = coder.code(item).unwrap_or_else(|r| panic!("{path}: {}", r.reason.message));
    let (a, text) = (&coded.analysis, coded.analysis.text());
    let lines = coded.lines(dateline::Codebook::Plover20, false);
    let lines: Vec<serde_json::Value> = lines.iter().map(|l| serde_json::to_value(l).unwrap()).collect();
    let sentence = |s: &std::ops::Range<usize>| {
        let span = a.span(s.clone());
        let words = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        records::Sentence { start: text[..span.start()].chars().count() as u64, words }
    };
    let sentences: Vec<_> = a.sentences.iter().map(sentence).collect();
    records::snapshot(path, a.document.headline.map(|h| h.of(text)), &lines, &sentences)
}

/// Compares what `draw` makes of every report with what is kept, or keeps it where snapshots are to be written.
fn compare(ending: &str, draw: impl Fn(&str, &Coder, &RawItem) -> String) {
    let coder = Coder::default();
    let mut changed = Vec::new();
    for path in reports() {
        let is = draw(&path, &coder, &RawItem::new(std::fs::read(root().join(&path)).unwrap()));
        let file = kept(&path, ending);
        let was = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        if update() {
            std::fs::write(file, &is).unwrap();
        } else if was != is {
            changed.push(format!("{path}\n{}", difference(&was, &is)));
        }
    }
    let help = "where this is what you meant, `cargo xtask snapshots` writes it down";
    assert!(changed.is_empty(), "{} reports read otherwise; {help}\n\n{}", changed.len(), changed.join("\n\n"));
}

#[test]
fn reports_read_as_they_did() {
    compare("parse", |path, coder, item| {
        snapshot(path, &coder.read(item).unwrap_or_else(|r| panic!("{path}: {}", r.reason.message)))
    });
}

#[test]
fn reports_are_coded_as_they_were() {
    compare("records", records_of);
}

#[test]
fn every_snapshot_has_its_report() {
    for ending in ["parse", "records"] {
        let mut kept_files: Vec<PathBuf> = reports().iter().map(|r| kept(r, ending)).collect();
        kept_files.sort();
        let all = std::fs::read_dir(root().join(FOLDERS[0])).unwrap().map(|e| e.unwrap().path());
        let mut found: Vec<PathBuf> = all.filter(|p| p.extension().is_some_and(|e| e == ending)).collect();
        found.sort();
        assert!(update() || found == kept_files, "have {found:?}, want {kept_files:?}");
    }
}

#[test]
fn a_difference_shows_the_sentence_and_both_sides() {
    let was = "x\n\n1 | A b.\n\n 1 A\n 2 b\n\n2 | C.\n\n 1 C\n";
    let is = "x\n\n1 | A b.\n\n 1 A\n 2 c\n\n2 | C.\n\n 1 C\n";
    assert_eq!(difference(was, is), "  1 | A b.\n-  2 b\n+  2 c");
}
