//! A folder of pages, one a story, and the page that links them.

use crate::output::Output;
use crate::usage::usage;
use crate::view::html::index::{Entry, index};
use anyhow::Context;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file that links all others.
pub(crate) const INDEX: &str = "index.html";
/// Longest name of a page, in letters.
const LETTERS: usize = 60;

/// The pages written so far.
pub(crate) struct Pages {
    folder: PathBuf,
    inputs: Vec<PathBuf>,
    /// Names that are taken, without their ending.
    names: BTreeSet<String>,
    entries: Vec<(String, Entry)>,
}

impl Pages {
    /// Begins pages in `folder`, which is made if it is not there; what else lies in it stays.
    ///
    /// # Errors
    /// Where `folder` is a file or is named like a page, or where it cannot be made.
    pub(crate) fn open(folder: &Path, inputs: &[PathBuf]) -> anyhow::Result<Self> {
        let shown = folder.display();
        let page = folder.extension().is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"));
        if folder.is_file() || (page && !folder.is_dir()) {
            return Err(usage(format!(
                "--by with --format html writes many pages, and -o {shown} is a file; name a folder"
            )));
        }
        std::fs::create_dir_all(folder).with_context(|| format!("-o {shown}"))?;
        let names = BTreeSet::from(["index".to_owned()]);
        Ok(Self { folder: folder.to_owned(), inputs: inputs.to_vec(), names, entries: Vec::new() })
    }

    /// Writes a story's page, whole or not at all.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(crate) fn put(&mut self, entry: Entry, page: &str) -> anyhow::Result<()> {
        let name = self.name(&entry.group) + ".html";
        self.write(&name, page)?;
        self.entries.push((name, entry));
        Ok(())
    }

    /// Writes the index.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        self.write(INDEX, &index(&self.entries))
    }

    fn write(&self, name: &str, page: &str) -> anyhow::Result<()> {
        let mut out = Output::open(Some(&self.folder.join(name)), &self.inputs, false)?;
        out.write_all(page.as_bytes())?;
        out.finish(true)
    }

    /// A name of its own for a story: its letters and digits, small, so that it is one everywhere and leads nowhere else.
    fn name(&mut self, group: &str) -> String {
        let plain: String =
            group.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
        let words = plain.split_whitespace().collect::<Vec<_>>().join("-");
        let short = words.get(..LETTERS).unwrap_or(&words).trim_end_matches('-');
        let base = if short.is_empty() { "story" } else { short };
        let mut name = base.to_owned();
        let mut number = 1;
        while !self.names.insert(name.clone()) {
            number += 1;
            name = format!("{base}-{number}");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_story_has_a_file_of_its_own_in_the_folder() {
        let mut pages = Pages {
            folder: PathBuf::new(),
            inputs: Vec::new(),
            names: BTreeSet::from(["index".to_owned()]),
            entries: Vec::new(),
        };
        let long = "word ".repeat(40);
        let names = ["Karsa/Storm", "karsa storm", "../../etc", "Index", "", "平和", "karsa-storm-2", &long]
            .map(|g| pages.name(g));
        let want = ["karsa-storm", "karsa-storm-2", "etc", "index-2", "story", "story-2", "karsa-storm-2-2"];
        assert_eq!(names[..7], want);
        assert!(names[7].len() <= LETTERS && !names[7].ends_with('-'));
    }
}
