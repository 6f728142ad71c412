//! What is wrong with a file of data, said so that its author can mend it.

use std::borrow::Cow;
use std::fmt;

/// A file of data: lists of words, tables of facts, rules, cues. It comes from inside the program or from a user's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Its name or path, for messages.
    pub name: String,
    /// Its text, UTF-8.
    pub text: Cow<'static, str>,
}

impl DataFile {
    /// A file by name and text.
    pub fn new(name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// The line, from 1, of a byte of its text.
    #[must_use]
    pub fn line_at(&self, byte: usize) -> usize {
        1 + self.text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count()
    }

    /// The line, from 1, on which a table `[name]` begins; 0 where there is none.
    #[must_use]
    pub fn line_of_table(&self, name: &str) -> usize {
        let head = |line: &str| {
            let inside = line.trim_start().strip_prefix('[').and_then(|rest| rest.split(']').next());
            inside.is_some_and(|inside| inside.trim() == name)
        };
        self.text.lines().position(head).map_or(0, |n| n + 1)
    }

    /// What is wrong on a line of it, counted from 1, or with all of it, 0.
    #[must_use]
    pub fn wrong(&self, line: usize, reason: impl Into<String>, remedy: impl Into<String>) -> DataError {
        DataError { file: self.name.clone(), line, reason: reason.into(), remedy: remedy.into() }
    }
}

/// A file's name without folders and endings: what says which table or list a file of data adds to.
#[must_use]
pub fn file_stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.split('.').next().unwrap_or(name)
}

/// A place in a file of data that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// The file's name as it was given.
    pub file: String,
    /// The line, counted from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, reason, remedy } = self;
        let line = if *line == 0 { String::new() } else { format!(":{line}") };
        write!(f, "{file}{line}: {reason}; {remedy}")
    }
}

impl std::error::Error for DataError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_a_file_have_lines() {
        let file = DataFile::new("a.toml", "# [b]\n[a]\nx = 1\n [ b ] # here\n");
        assert_eq!([0, 5, 6, 99].map(|at| file.line_at(at)), [1, 1, 2, 5]);
        assert_eq!(["a", "b", "c"].map(|name| file.line_of_table(name)), [2, 4, 0]);
        assert_eq!(file.wrong(4, "it is odd", "mend it").to_string(), "a.toml:4: it is odd; mend it");
        assert_eq!(file.wrong(0, "it is odd", "mend it").to_string(), "a.toml: it is odd; mend it");
    }
}
