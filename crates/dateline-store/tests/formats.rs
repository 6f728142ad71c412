//! A project file of every format that ever was opens, and comes up to today's with nothing lost.

use dateline_store::{Project, StoreError};
use rusqlite::Connection;
use std::path::PathBuf;

fn place(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    path
}

/// A file of format 1, and the lines of its reports.
fn first(name: &str) -> (PathBuf, Vec<Vec<String>>) {
    let path = place(name);
    let db = Connection::open(&path).unwrap();
    db.execute_batch(include_str!("format-1.sql")).unwrap();
    let mut lines = vec![Vec::new(); 2];
    let mut query = db.prepare("SELECT report, json FROM record ORDER BY report, place").unwrap();
    let mut rows = query.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        lines[row.get::<_, u32>(0).unwrap() as usize - 1].push(row.get(1).unwrap());
    }
    assert_eq!(lines.iter().map(Vec::len).collect::<Vec<_>>(), [9, 8]);
    drop(rows);
    drop(query);
    (path, lines)
}

fn held(project: &Project) -> Vec<Vec<String>> {
    (1..=2).map(|report| project.entry(report).unwrap().unwrap().1).collect()
}

fn number(project: &Project, sql: &str) -> String {
    project.rows(sql, &[]).unwrap().rows[0][0].text()
}

#[test]
fn a_file_of_format_1_is_read_as_it_is() {
    let (path, lines) = first("read.dateline");
    let project = Project::read(&path).unwrap();
    assert_eq!(held(&project), lines);
    assert_eq!(number(&project, "SELECT count(*) FROM record WHERE kind = 'event'"), "4");
}

#[test]
fn a_file_of_format_1_comes_up_with_nothing_lost() {
    let (path, lines) = first("up.dateline");
    let before = Project::read(&path).unwrap().digest().unwrap();
    drop(Project::write(&path).unwrap());
    let project = Project::read(&path).unwrap();
    assert_eq!(held(&project), lines);
    assert_eq!(project.digest().unwrap(), before);
    for (sql, want) in [
        ("PRAGMA user_version", "2"),
        ("PRAGMA integrity_check", "ok"),
        ("SELECT count(*) FROM record WHERE kind = 'event'", "4"),
        ("SELECT json FROM record WHERE report = 2 AND place = 7", lines[1][7].as_str()),
        ("SELECT count(*) FROM events WHERE actor = 'NOR'", "2"),
        ("SELECT count(*) FROM said_words WHERE said_words MATCH 'away'", "1"),
        ("SELECT count(*) FROM report_words WHERE report_words MATCH 'Suakin'", "1"),
        ("SELECT count(*) FROM sqlite_schema WHERE name = 'record_1'", "0"),
    ] {
        assert_eq!(number(&project, sql), want, "{sql}");
    }
    drop(project);
    // It is written on, and stays what it is.
    drop(Project::write(&path).unwrap());
    assert_eq!(Project::read(&path).unwrap().digest().unwrap(), before);
}

#[test]
fn a_file_whose_records_do_not_unpack_says_so() {
    let (path, _) = first("damaged.dateline");
    drop(Project::write(&path).unwrap());
    Connection::open(&path).unwrap().execute("UPDATE lines SET bytes = bytes + 1 WHERE report = 1", []).unwrap();
    let project = Project::read(&path).unwrap();
    let error = project.entry(1).unwrap_err().to_string();
    assert!(error.contains("do not unpack"), "{error}");
    assert!(project.entry(2).is_ok() && project.digest().is_err());
}

#[test]
fn a_later_format_is_refused_by_name() {
    let (path, _) = first("later.dateline");
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 77").unwrap();
    for opened in [Project::read(&path), Project::write(&path)] {
        assert!(matches!(opened, Err(StoreError::Newer(_, 77, _))));
    }
}
