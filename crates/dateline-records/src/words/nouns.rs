//! What nouns stand for: `lexicon/en/nouns.tsv`, the one table of who is a person, a body, a document.

use dateline_text::{DataError, DataFile};
use std::borrow::Cow;
use std::collections::HashMap;

/// What a noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NounKind {
    /// A person.
    Person,
    /// An organisation, a crowd: many that act as one.
    Body,
    /// Something written or shown; it speaks for whoever issued it.
    Document,
    /// A news agency or outlet.
    Agency,
    /// Anything else that can speak, or that counts people.
    Other,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// What it stands for.
    pub kind: NounKind,
    /// Whether it can be the source of what is said.
    pub speaks: bool,
    /// Whether a number of them is a number of people.
    pub counted: bool,
}

/// The table, by lemma.
#[derive(Clone, Debug, Default)]
pub struct Nouns {
    all: HashMap<String, Noun>,
}

impl Nouns {
    /// Reads files; a row wins over that of the same noun in files before it.
    ///
    /// # Errors
    /// The first row that cannot be read, with its line.
    pub fn read(files: &[DataFile]) -> Result<Self, DataError> {
        let mut out = Self::default();
        for file in files {
            for (n, line) in file.text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
                let (noun, row) = row(line).map_err(|reason| DataError {
                    file: file.name.clone(),
                    line: n + 1,
                    reason,
                    remedy: "write noun, kind (person, body, document, agency, other), speaks and counted (yes or -), \
                             parted by tabs"
                        .into(),
                })?;
                out.all.insert(noun, row);
            }
        }
        Ok(out)
    }

    /// The row of a noun, whatever its case.
    #[must_use]
    pub fn get(&self, lemma: &str) -> Option<Noun> {
        let small = lemma.chars().any(char::is_uppercase);
        let lemma = if small { Cow::Owned(lemma.to_lowercase()) } else { Cow::Borrowed(lemma) };
        self.all.get(lemma.as_ref()).copied()
    }

    /// What a noun stands for.
    #[must_use]
    pub fn kind(&self, lemma: &str) -> Option<NounKind> {
        self.get(lemma).map(|n| n.kind)
    }

    /// Whether a noun can be the source of what is said.
    #[must_use]
    pub fn speaks(&self, lemma: &str) -> bool {
        self.get(lemma).is_some_and(|n| n.speaks)
    }

    /// Whether a number of them is a number of people.
    #[must_use]
    pub fn counted(&self, lemma: &str) -> bool {
        self.get(lemma).is_some_and(|n| n.counted)
    }
}

fn row(line: &str) -> Result<(String, Noun), String> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [noun, kind, speaks, counted] = cells[..] else {
        return Err(format!("it has {} columns", cells.len()));
    };
    let kind = match kind {
        "person" => NounKind::Person,
        "body" => NounKind::Body,
        "document" => NounKind::Document,
        "agency" => NounKind::Agency,
        "other" => NounKind::Other,
        _ => return Err(format!("{kind:?} is no kind")),
    };
    let yes = |cell: &str, column: &str| match cell {
        "yes" => Ok(true),
        "-" => Ok(false),
        _ => Err(format!("{cell:?} is neither yes nor - in {column}")),
    };
    let (speaks, counted) = (yes(speaks, "speaks")?, yes(counted, "counted")?);
    Ok((noun.to_lowercase(), Noun { kind, speaks, counted }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn persons_bodies_and_papers_are_told_apart() {
        let nouns = &Words::builtin().nouns;
        for (noun, kind, speaks, counted) in [
            ("villager", NounKind::Person, true, true),
            ("Witness", NounKind::Person, true, true),
            ("committee", NounKind::Body, true, false),
            ("association", NounKind::Body, false, false),
            ("communique", NounKind::Document, true, false),
            ("newspaper", NounKind::Agency, true, false),
        ] {
            assert_eq!(nouns.get(noun), Some(Noun { kind, speaks, counted }), "{noun}");
        }
        for noun in ["bridge", "earthquake", "treaty", ""] {
            assert_eq!(nouns.get(noun), None, "{noun}");
        }
    }

    #[test]
    fn a_wrong_row_is_named_and_a_later_file_wins() {
        let read = |text: &str| Nouns::read(&[DataFile::new("my/nouns.tsv", text.to_owned())]);
        for (text, want) in [
            ("# head\nclerk\tperson\tyes", "my/nouns.tsv:2: it has 3 columns; write noun, kind"),
            ("clerk\tman\tyes\t-", "my/nouns.tsv:1: \"man\" is no kind"),
            ("clerk\tperson\ttrue\t-", "\"true\" is neither yes nor - in speaks"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(want), "{error}");
        }
        let files = ["oracle\tother\t-\t-\n", "Oracle\tperson\tyes\tyes\n"].map(|t| DataFile::new("n.tsv", t));
        assert!(Nouns::read(&files).unwrap().speaks("oracle"));
    }
}
