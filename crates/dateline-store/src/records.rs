//! Reports as they were coded, one after the other: what exports are made of.

use crate::ask::{self, Filter};
use crate::{Project, StoreError, Value};
use dateline_contract::wire::{Line, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// A report with its records, and which of its events a filter lets through.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its number.
    pub report: i64,
    /// Its text, into which all offsets point.
    pub text: String,
    /// Its lines, the document's first.
    pub lines: Vec<Line>,
    /// Ids of the events that are let through.
    pub chosen: BTreeSet<String>,
    /// Of the events that people have checked, how they found them.
    pub checked: BTreeMap<String, Verdict>,
}

/// Numbers of the reports that hold an event which a filter lets through.
///
/// # Errors
/// Where a filter has no meaning or the file cannot be read.
pub fn reports(project: &Project, f: &Filter) -> Result<Vec<i64>, StoreError> {
    let (condition, values) = ask::condition(project, f)?;
    let sql =
        format!("SELECT DISTINCT e.report FROM event e JOIN report r USING (report){condition} ORDER BY e.report");
    let rows = project.rows(&sql, &values)?.rows;
    Ok(rows.iter().filter_map(|row| if let Value::Integer(n) = row[0] { Some(n) } else { None }).collect())
}

/// A report with the events that a filter lets through, told as people have corrected them; `None` where there is no such report.
///
/// # Errors
/// As [`reports`]; also where a record is none of the contract's.
pub fn told(project: &Project, f: &Filter, report: i64) -> Result<Option<Told>, StoreError> {
    let Some((text, lines)) = project.entry(report)? else { return Ok(None) };
    let (mut condition, mut values) = ask::condition(project, f)?;
    condition.push_str(if condition.is_empty() { " WHERE e.report = ?" } else { " AND e.report = ?" });
    values.push(Value::Integer(report));
    let sql = format!("SELECT e.id FROM event e JOIN report r USING (report){condition}");
    let chosen = project.rows(&sql, &values)?.rows.iter().map(|row| row[0].text()).collect();
    let read = |json: &String| Line::parse(json).map_err(|e| StoreError::Record(report, e.to_string()));
    let mut lines = lines.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let standing = project.corrections(report)?;
    for line in &mut lines {
        if let Line::Event(event) = line
            && let Some(correction) = standing.get(&event.id)
        {
            correction.apply(event);
        }
    }
    let checked = standing.into_iter().map(|(id, c)| (id, c.verdict)).collect();
    Ok(Some(Told { report, text, lines, chosen, checked }))
}

/// An event as one of those that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its report.
    pub report: i64,
    /// Its id.
    pub id: String,
    /// Its category.
    pub category: String,
}

/// The events that a filter lets through, report by report.
///
/// # Errors
/// As [`reports`].
pub fn keys(project: &Project, f: &Filter) -> Result<Vec<Key>, StoreError> {
    let (condition, values) = ask::condition(project, f)?;
    let sql = format!(
        "SELECT e.report, e.id, e.category FROM event e JOIN report r USING (report){condition} ORDER BY e.report, e.event"
    );
    let key = |row: &Vec<Value>| match &row[..] {
        [Value::Integer(report), id, category] => {
            Some(Key { report: *report, id: id.text(), category: category.text() })
        }
        _ => None,
    };
    Ok(project.rows(&sql, &values)?.rows.iter().filter_map(key).collect())
}

/// Numbers and names of all reports of the days and outlets that a filter names, with events or without.
///
/// # Errors
/// As [`reports`].
pub fn all(project: &Project, f: &Filter) -> Result<Vec<(i64, String)>, StoreError> {
    let (condition, values) = ask::report_condition(f)?;
    let rows =
        project.rows(&format!("SELECT r.report, r.doc FROM report r{condition} ORDER BY r.report"), &values)?.rows;
    let number = |row: &Vec<Value>| if let Value::Integer(n) = row[0] { Some((n, row[1].text())) } else { None };
    Ok(rows.iter().filter_map(number).collect())
}
