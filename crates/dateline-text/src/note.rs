//! Warnings that ride along with success.

/// How much a note matters to the reader of the records.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Worth knowing; nothing is missing from the result.
    Info,
    /// Something was changed, cut or guessed.
    Warning,
    /// The item gave no result.
    Error,
}

impl Level {
    /// The word the records use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Why something was refused, skipped, cut or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// How much it matters.
    pub level: Level,
    /// A short stable name for programs, such as `invalid-utf8`.
    pub code: &'static str,
    /// A sentence for people: what happened, where, and what can be done.
    pub message: String,
}

impl Note {
    /// A warning.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, code, message: message.into() }
    }

    /// A remark after which nothing is missing.
    #[must_use]
    pub fn info(code: &'static str, message: impl Into<String>) -> Self {
        Self { level: Level::Info, code, message: message.into() }
    }

    /// The reason an item gave no result.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { level: Level::Error, code, message: message.into() }
    }
}

/// A value and what there is to say about how it was had.
#[derive(Clone, Debug)]
pub struct Noted<T> {
    /// The result.
    pub value: T,
    /// Remarks, in the order they arose.
    pub notes: Vec<Note>,
}

impl<T> Noted<T> {
    /// A value with nothing to say about it.
    pub fn plain(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }
}
