//! The project file: what was coded of a collection of reports, in one SQLite file that any SQLite program opens.
//!
//! [`Project`] writes and reads it; [`ask`] puts questions to it; [`records`] hands out
//! reports with their records; `corrections` keeps what people say of them. The tables and views are those of `schema.sql`, which
//! docs/project.md describes; `fill.sql` says which field of a record goes into which column.
//!
//! Reports go in by transactions: what [`Project::commit`] has acknowledged is on the disk, and a run that is cut off leaves
//! what was committed and nothing half. A report is the same as one before where its text, title, outlet and day are; it is
//! stored once. One program writes at a time; any number read.

pub mod ask;
mod corrections;
mod migrate;
mod packed;
mod project;
pub mod records;
mod rows;

pub use corrections::Taken;
pub use project::{Added, Content, Counts, Entry, Project, Run};
pub use rows::{Rows, Value};

/// Why a project file cannot be used, or a question not be answered.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{0}: there is no project file; `dateline ingest … --into {0}` makes one")]
    Missing(String),
    /// The file is something else.
    #[error("{0}: this is no project file of dateline")]
    Foreign(String),
    /// The file was made by a later program.
    #[error("{0}: this project file has format {1}, and this program reads formats up to {2}: use a newer dateline")]
    Newer(String, i64, i64),
    /// Another program writes to the file.
    #[error("{0}: another dateline is writing to this project file; wait for it to end")]
    Busy(String),
    /// A question that changes something.
    #[error("only questions are answered (SELECT, WITH, EXPLAIN, VALUES); nothing was changed")]
    NoQuestion,
    /// What a filter says has no meaning.
    #[error("{0}")]
    Filter(String),
    /// A record of a report is not what this program writes.
    #[error("report {0} holds a record that cannot be read: {1}")]
    Record(i64, String),
    /// The file system failed.
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
    /// SQLite failed.
    #[error("{0}: {1}")]
    Sqlite(String, rusqlite::Error),
}
