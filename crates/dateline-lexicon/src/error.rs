//! What is wrong with a lexicon file, said so that its author can mend it.

use std::fmt;

/// A line of a lexicon file that cannot be read.
///
/// ```
/// use dateline_lexicon::{LexiconFile, Lexicon};
/// let bad = LexiconFile::new("my/regions.tsv", "Levant\tnoun\tISR;Jordan\tmine\n");
/// let error = Lexicon::parse([bad]).unwrap_err();
/// assert_eq!(error.line, 1);
/// assert!(error.to_string().starts_with("my/regions.tsv:1: column `codes`"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError {
    /// The file's name as it was given.
    pub file: String,
    /// The line, counted from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, reason, remedy } = self;
        if *line == 0 {
            write!(f, "{file}: {reason}; {remedy}")
        } else {
            write!(f, "{file}:{line}: {reason}; {remedy}")
        }
    }
}

impl std::error::Error for LexiconError {}
