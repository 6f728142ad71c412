//! The lines of records in every format that a project file ever had, and the way from an earlier one to today's.
//!
//! | format | what changed |
//! |---|---|
//! | 1 | a table `record` of lines, a row each |
//! | 2 | the lines of a report packed together in `lines`, with `dictionary`; `record` is a view of them |

use crate::packed::Packer;
use rusqlite::{Connection, OptionalExtension, params};

/// How long a page of the file is: packed lines fill large ones better.
const PAGE: &str = "PRAGMA page_size = 16384;";

/// Keeps the lines of a report.
pub(crate) fn keep<'a>(
    db: &Connection,
    packer: &Packer,
    report: i64,
    text: &str,
    lines: impl Iterator<Item = &'a str>,
) -> rusqlite::Result<()> {
    let packed = packer.pack(text, lines);
    let (bytes, packed) = packed.map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    db.prepare_cached("INSERT INTO lines VALUES (?, ?, ?)")?.execute(params![report, bytes, packed]).map(|_| ())
}

/// The lines of a report, in a file of any format.
pub(crate) fn lines(db: &Connection, packer: &Packer, report: i64, text: &str) -> rusqlite::Result<Vec<String>> {
    if db.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))? < 2 {
        let mut query = db.prepare_cached("SELECT json FROM record WHERE report = ? ORDER BY place")?;
        return query.query_map([report], |row| row.get(0))?.collect();
    }
    let mut query = db.prepare_cached("SELECT bytes, packed FROM lines WHERE report = ?")?;
    let found: Option<(i64, Vec<u8>)> = query.query_row([report], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    let Some((bytes, packed)) = found else { return Ok(Vec::new()) };
    let damaged = || rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Blob, DAMAGED.into());
    let whole = packer.unpack(text, &packed, bytes).ok_or_else(damaged)?;
    Ok(whole.lines().map(str::to_owned).collect())
}

const DAMAGED: &str = "the records of a report do not unpack: the file is damaged";

/// Makes the tables of a new file.
pub(crate) fn begin(db: &Connection, schema: &str, application: i64, format: i64) -> rusqlite::Result<()> {
    db.execute_batch(PAGE)?;
    whole(db, || {
        db.execute_batch(schema)?;
        db.execute("INSERT INTO dictionary VALUES (?)", [Packer::new().dictionary()])?;
        db.execute_batch(&format!("PRAGMA application_id = {application}; PRAGMA user_version = {format};"))
    })
}

/// Brings a file of an earlier format up to today's: whole, or not at all.
pub(crate) fn up(db: &Connection, schema: &str, format: i64) -> rusqlite::Result<()> {
    if format < 2 {
        whole(db, || second(db, schema))?;
        // Without it the room that was won stays in the file, to be filled by what comes: on a full disk it must.
        let _ = db.execute_batch(&format!("PRAGMA journal_mode = DELETE; {PAGE} VACUUM"));
    }
    Ok(())
}

/// From format 1 to 2.
fn second(db: &Connection, schema: &str) -> rusqlite::Result<()> {
    let packer = Packer::new();
    let tables = [statement(schema, "CREATE TABLE dictionary"), statement(schema, "CREATE TABLE lines")].concat();
    db.execute_batch(&format!("ALTER TABLE record RENAME TO record_1; {tables}"))?;
    db.execute("INSERT INTO dictionary VALUES (?)", [packer.dictionary()])?;
    let mut reports = db.prepare("SELECT report, text FROM report ORDER BY report")?;
    let mut reports = reports.query([])?;
    while let Some(row) = reports.next()? {
        let (report, text) = (row.get::<_, i64>(0)?, row.get_ref(1)?.as_str()?);
        let mut query = db.prepare_cached("SELECT json FROM record_1 WHERE report = ? ORDER BY place")?;
        let lines: Vec<String> = query.query_map([report], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        keep(db, &packer, report, text, lines.iter().map(String::as_str))?;
    }
    let view = statement(schema, "CREATE VIEW record ");
    db.execute_batch(&format!("DROP TABLE record_1; {view} PRAGMA user_version = 2;"))
}

/// A transaction: all of it, or nothing.
fn whole(db: &Connection, work: impl FnOnce() -> rusqlite::Result<()>) -> rusqlite::Result<()> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    let done = work().and_then(|()| db.execute_batch("COMMIT"));
    if done.is_err() {
        let _ = db.execute_batch("ROLLBACK");
    }
    done
}

/// A statement of the schema, by its beginning.
fn statement<'s>(schema: &'s str, beginning: &str) -> &'s str {
    let from = schema.find(beginning).unwrap_or(schema.len());
    schema[from..].find(";\n").map_or("", |to| &schema[from..=from + to])
}
