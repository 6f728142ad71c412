//! Opens, fills and accounts for a project file.

use crate::packed::Packer;
use crate::rows::{Rows, Value};
use crate::{StoreError, migrate};
use dateline_contract::Versions;
use dateline_contract::wire::Line;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The format of the tables; a file of a later one is refused, one of an earlier is brought up to it.
const FORMAT: i64 = 2;
/// "dtln": what SQLite's header says that the file is.
const APPLICATION: i64 = 0x6474_6c6e;
/// How long a question waits for a commit that is being written.
const PATIENCE: Duration = Duration::from_secs(5);
const SCHEMA: &str = include_str!("schema.sql");
const FILL: &str = include_str!("fill.sql");

/// A hash of what makes a report the same as another: text, title, outlet and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Content([u8; 16]);

impl Content {
    /// Of the parts in order; `None` differs from the empty string.
    #[must_use]
    pub fn of(parts: &[Option<&[u8]>]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.map_or(u64::MAX, |p| p.len() as u64).to_le_bytes());
            hash.update(part.unwrap_or_default());
        }
        let mut out = [0; 16];
        out.copy_from_slice(&hash.finalize()[..16]);
        Self(out)
    }
}

/// What a run is made with.
#[derive(Clone, Debug)]
pub struct Run<'r> {
    /// When it began, ISO 8601.
    pub started: &'r str,
    /// Program, model and lexicon.
    pub versions: &'r Versions,
    /// The codebook that names the events.
    pub codebook: &'r str,
    /// What was typed.
    pub options: &'r str,
}

/// A report and what was recorded of it.
#[derive(Clone, Debug)]
pub struct Entry<'r> {
    /// What it is known by.
    pub content: Content,
    /// Its text, into which all offsets point.
    pub text: &'r str,
    /// Its lines, the document's first.
    pub lines: &'r [Line],
}

/// What became of a report that was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is stored with the next commit.
    New,
    /// It was there.
    There,
}

/// How a run went: every item is in one of the last three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items that came in.
    pub items: u64,
    /// Reports stored.
    pub stored: u64,
    /// Reports that the file held before, or that came in twice.
    pub there: u64,
    /// Items refused.
    pub refused: u64,
}

/// An open project file.
#[derive(Debug)]
pub struct Project {
    pub(crate) db: Connection,
    path: PathBuf,
    packer: Packer,
    /// Held while this program writes; taken away at the end.
    writer: Option<(File, PathBuf)>,
}

impl Project {
    /// Opens a file to be written, or makes it.
    ///
    /// # Errors
    /// Where another program writes to it, it is none of ours or of a later format, or the disk refuses.
    pub fn write(path: &Path) -> Result<Self, StoreError> {
        let writer = lock(path)?;
        let db = Connection::open(path).map_err(|e| at(path, e))?;
        let mut project = Self { db, path: path.to_owned(), packer: Packer::new(), writer: Some(writer) };
        project.prepare()?;
        project.learn()?;
        project.batch("BEGIN IMMEDIATE")?;
        Ok(project)
    }

    /// Opens a file to be asked. It may be written to meanwhile.
    ///
    /// # Errors
    /// Where there is none, or it is none of ours.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.display().to_string()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|e| at(path, e))?;
        db.busy_timeout(PATIENCE).map_err(|e| at(path, e))?;
        let mut project = Self { db, path: path.to_owned(), packer: Packer::new(), writer: None };
        project.recognise()?;
        project.learn()?;
        Ok(project)
    }

    fn prepare(&self) -> Result<(), StoreError> {
        let empty = self.number("SELECT count(*) FROM sqlite_schema")? == 0;
        let format = if empty { FORMAT } else { self.recognise()? };
        if empty {
            migrate::begin(&self.db, SCHEMA, APPLICATION, FORMAT).map_err(|e| self.failed(e))?;
        }
        migrate::up(&self.db, SCHEMA, format).map_err(|e| self.failed(e))?;
        self.batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
    }

    /// Learns to unpack what the file holds.
    fn learn(&mut self) -> Result<(), StoreError> {
        self.packer = Packer::of(&self.db).map_err(|e| self.failed(e))?;
        self.packer.teach(&self.db).map_err(|e| self.failed(e))
    }

    /// Its format, if it is a project file that this program reads.
    fn recognise(&self) -> Result<i64, StoreError> {
        let foreign = |_| StoreError::Foreign(self.name());
        if self.number("PRAGMA application_id").map_err(foreign)? != APPLICATION {
            return Err(StoreError::Foreign(self.name()));
        }
        match self.number("PRAGMA user_version")? {
            format if format > FORMAT => Err(StoreError::Newer(self.name(), format, FORMAT)),
            format => Ok(format),
        }
    }

    /// Begins a run; its number.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn begin(&mut self, run: &Run<'_>) -> Result<i64, StoreError> {
        let v = run.versions;
        let sql = "INSERT INTO run (started, program, model, lexicon, contract, codebook, options) VALUES (?, ?, ?, ?, ?, ?, ?)";
        let contract = dateline_contract::CONTRACT;
        let values = params![run.started, v.program, v.model, v.lexicon, contract, run.codebook, run.options];
        self.db.execute(sql, values).map_err(|e| self.failed(e))?;
        Ok(self.db.last_insert_rowid())
    }

    /// Whether a report is stored.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn has(&self, content: Content) -> Result<bool, StoreError> {
        let mut query = self.db.prepare_cached("SELECT 1 FROM report WHERE content = ?").map_err(|e| self.failed(e))?;
        query.exists([&content.0[..]]).map_err(|e| self.failed(e))
    }

    /// Stores a report with all its records, if it is not there.
    ///
    /// # Errors
    /// Where the disk refuses; then nothing of it is stored.
    pub fn add(&mut self, run: i64, entry: &Entry<'_>) -> Result<Added, StoreError> {
        if self.has(entry.content)? {
            return Ok(Added::There);
        }
        self.batch("SAVEPOINT entry")?;
        let done = self.insert(run, entry);
        match done {
            Ok(()) => self.batch("RELEASE entry")?,
            Err(_) => self.batch("ROLLBACK TO entry; RELEASE entry")?,
        }
        done.map(|()| Added::New).map_err(|e| self.failed(e))
    }

    fn insert(&self, run: i64, entry: &Entry<'_>) -> rusqlite::Result<()> {
        let Some(head) = entry.lines.iter().find(|l| matches!(l, Line::Document(_))) else { return Ok(()) };
        let sql = "INSERT INTO report (content, run, doc, url, title, date, date_from, publisher, language, genre, place,
                       sentences, text)
                   SELECT ?1, ?2, j->>'$.doc', j->>'$.url', j->>'$.title', j->>'$.date', j->>'$.date_from', j->>'$.publisher',
                       j->>'$.language', j->>'$.genre', j->>'$.dateline.place', j->>'$.sentences', ?3
                   FROM (SELECT ?4 AS j)";
        self.db.prepare_cached(sql)?.execute(params![&entry.content.0[..], run, entry.text, head.json()])?;
        let report = self.db.last_insert_rowid();
        // What an earlier run could not read is read now.
        let doc = "DELETE FROM refused WHERE item = (SELECT doc FROM report WHERE report = ?)";
        self.db.prepare_cached(doc)?.execute([report])?;
        self.db
            .prepare_cached(
                "INSERT INTO report_words (rowid, title, text) SELECT report, title, text FROM report WHERE report = ?",
            )?
            .execute([report])?;
        let lines: Vec<String> = entry.lines.iter().map(Line::json).collect();
        migrate::keep(&self.db, &self.packer, report, entry.text, lines.iter().map(String::as_str))?;
        for (line, json) in entry.lines.iter().zip(&lines) {
            match line {
                Line::Event(_) => {
                    self.fill("event", report, json)?;
                    let event = self.db.last_insert_rowid();
                    self.fill("party", event, json)?;
                }
                Line::Statement(_) => {
                    self.fill("statement", report, json)?;
                    let words = "INSERT INTO said_words (rowid, content) SELECT statement, content FROM statement WHERE statement = ?";
                    let statement = self.db.last_insert_rowid();
                    self.db.prepare_cached(words)?.execute([statement])?;
                }
                Line::Figure(_) => self.fill("figure", report, json)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Runs the statement of `fill.sql` that stands under a comment of this name.
    pub(crate) fn fill(&self, name: &str, of: i64, json: &str) -> rusqlite::Result<()> {
        let heading = format!("-- {name}\n");
        let sql = FILL.split_once(&heading).and_then(|(_, rest)| rest.split_once(';')).map_or("", |(sql, _)| sql);
        self.db.prepare_cached(sql)?.execute(params![of, json]).map(|_| ())
    }

    /// Notes that an item was not read.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn refuse(&mut self, run: i64, item: &str, code: &str, message: &str) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO refused (item, code, message, run) VALUES (?, ?, ?, ?)";
        self.db.execute(sql, params![item, code, message, run]).map(|_| ()).map_err(|e| self.failed(e))
    }

    /// Writes all since the last commit to the disk.
    ///
    /// # Errors
    /// Where the disk refuses; what was committed before stays.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        self.batch("COMMIT; BEGIN IMMEDIATE")
    }

    /// Notes how a run went, and commits; nothing is added after it.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn end(&mut self, run: i64, c: Counts) -> Result<(), StoreError> {
        let sql = "UPDATE run SET items = ?, stored = ?, there = ?, refused = ? WHERE run = ?";
        let numbers = [c.items, c.stored, c.there, c.refused].map(|n| n as i64);
        self.db
            .execute(sql, params![numbers[0], numbers[1], numbers[2], numbers[3], run])
            .map_err(|e| self.failed(e))?;
        self.batch("COMMIT; PRAGMA optimize")?;
        // A file that is at rest is one file. Where somebody reads meanwhile, its log stays beside it.
        let _ = self.batch("PRAGMA journal_mode = DELETE");
        Ok(())
    }

    /// A hash of all reports with their records and of what was refused, whatever the order and number of runs: two files
    /// that hold the same have the same.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn digest(&self) -> Result<String, StoreError> {
        let failed = |e| self.failed(e);
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        let mut query =
            self.db.prepare("SELECT report, hex(content), doc, text FROM report ORDER BY content").map_err(failed)?;
        let mut rows = query.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let of = |column| row.get::<_, String>(column).map_err(failed);
            let text = of(3)?;
            [of(1)?, of(2)?].iter().for_each(|part| add(part));
            add(&text);
            let report = row.get(0).map_err(failed)?;
            let lines = migrate::lines(&self.db, &self.packer, report, &text).map_err(failed)?;
            lines.iter().for_each(|line| add(line));
        }
        let mut query = self.db.prepare("SELECT item, code FROM refused ORDER BY item, code").map_err(failed)?;
        let mut rows = query.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            for column in 0..2 {
                add(&row.get::<_, String>(column).map_err(failed)?);
            }
        }
        Ok(hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect())
    }

    /// Puts a question in SQL; what would change something is refused.
    ///
    /// # Errors
    /// Where SQLite does not understand it, or it is no question.
    pub fn rows(&self, sql: &str, values: &[Value]) -> Result<Rows, StoreError> {
        let failed = |e| self.failed(e);
        let mut query = self.db.prepare(sql).map_err(failed)?;
        if !query.readonly() {
            return Err(StoreError::NoQuestion);
        }
        let columns: Vec<String> = query.column_names().map(str::to_owned).collect();
        let width = columns.len();
        let values = values.iter().map(|v| match v {
            Value::Null => rusqlite::types::Value::Null,
            Value::Integer(i) => (*i).into(),
            Value::Real(r) => (*r).into(),
            Value::Text(t) => t.clone().into(),
        });
        let mut found = query.query(rusqlite::params_from_iter(values)).map_err(failed)?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(failed)? {
            let cells = (0..width).map(|i| row.get_ref(i).map(Value::of)).collect::<Result<_, _>>();
            rows.push(cells.map_err(failed)?);
        }
        Ok(Rows { columns, rows })
    }

    /// The text of a report and its records' lines, by its number.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn entry(&self, report: i64) -> Result<Option<(String, Vec<String>)>, StoreError> {
        let failed = |e| self.failed(e);
        let text: Option<String> = self
            .db
            .query_row("SELECT text FROM report WHERE report = ?", [report], |row| row.get(0))
            .optional()
            .map_err(failed)?;
        let Some(text) = text else { return Ok(None) };
        let lines = migrate::lines(&self.db, &self.packer, report, &text).map_err(failed)?;
        Ok(Some((text, lines)))
    }

    fn number(&self, sql: &str) -> Result<i64, StoreError> {
        self.db.query_row(sql, [], |row| row.get(0)).map_err(|e| self.failed(e))
    }

    pub(crate) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.db.execute_batch(sql).map_err(|e| self.failed(e))
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }

    pub(crate) fn failed(&self, e: rusqlite::Error) -> StoreError {
        at(&self.path, e)
    }
}

fn at(path: &Path, e: rusqlite::Error) -> StoreError {
    match e.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => StoreError::Foreign(path.display().to_string()),
        Some(rusqlite::ErrorCode::DatabaseBusy) => StoreError::Busy(path.display().to_string()),
        _ => StoreError::Sqlite(path.display().to_string(), e),
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        if let Some((_, beside)) = &self.writer {
            // An empty file that is left would do no harm.
            let _ = std::fs::remove_file(beside);
        }
    }
}

/// Takes the one writer's place: a lock on a file beside, which the system lets go of however the program ends.
fn lock(path: &Path) -> Result<(File, PathBuf), StoreError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    let beside = PathBuf::from(beside);
    let name = beside.display().to_string();
    let failed = |e| StoreError::Io(name.clone(), e);
    let file = File::options().create(true).truncate(false).write(true).open(&beside).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok((file, beside)),
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy(path.display().to_string())),
        Err(TryLockError::Error(e)) => Err(failed(e)),
    }
}
