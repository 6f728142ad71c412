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
