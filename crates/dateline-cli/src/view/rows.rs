//! Answers of a project file: a table for reading, CSV, lines of JSON.

use super::{csv_row, cut, plain};
use crate::style;
use dateline::store::{Rows, Value};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// A column is at least so wide before others are left out.
const LEAST: usize = 6;

/// A table as wide as the terminal: the widest columns give way first, and a cell that does not fit is cut.
pub(crate) fn table(rows: &Rows, width: usize) -> String {
    let cells: Vec<Vec<String>> =
        rows.rows.iter().map(|row| row.iter().map(|v| one_line(&cell(v))).collect()).collect();
    // A column in which nothing stands tells nothing.
    let kept: Vec<usize> = (0..rows.columns.len())
        .filter(|i| rows.rows.is_empty() || cells.iter().any(|row| !row[*i].is_empty()))
        .collect();
    let natural = |i: &usize| cells.iter().map(|row| row[*i].width()).max().unwrap_or(0).max(rows.columns[*i].width());
    let widths = fitted(&kept.iter().map(natural).collect::<Vec<_>>(), width);
    let (strong, dim) = (style::STRONG, style::DIM);
    let line = |texts: Vec<&str>| {
        let padded: Vec<String> = texts.iter().zip(&widths).map(|(text, w)| padded(text, *w)).collect();
        padded.join("  ").trim_end().to_owned()
    };
    let mut out = String::new();
    let _ = writeln!(out, "{strong}{}{strong:#}", line(kept.iter().map(|i| rows.columns[*i].as_str()).collect()));
    for row in &cells {
        let _ = writeln!(out, "{}", line(kept.iter().map(|i| row[*i].as_str()).collect()));
    }
    let _ = writeln!(out, "{dim}{} {}{dim:#}", cells.len(), if cells.len() == 1 { "row" } else { "rows" });
    out
}

/// Widths that fit the line: what is too much is taken from the widest.
fn fitted(natural: &[usize], width: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let room = width.saturating_sub(2 * natural.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max() else { break };
        if *widest <= LEAST {
            break;
        }
        *widest -= 1;
    }
    widths
}

fn padded(text: &str, width: usize) -> String {
    let shown = cut(text, width);
    let missing = width.saturating_sub(shown.width());
    format!("{shown}{}", " ".repeat(missing))
}

fn one_line(text: &str) -> String {
    plain(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// A cell as people read it; numbers between have two places.
fn cell(value: &Value) -> String {
    match value {
        Value::Real(r) if r.fract() != 0.0 => format!("{r:.2}"),
        other => other.text(),
    }
}

/// RFC 4180, the names of the columns first.
pub(crate) fn csv(rows: &Rows) -> String {
    let body = rows.rows.iter().map(|row| csv_row(&row.iter().map(Value::text).collect::<Vec<_>>()));
    std::iter::once(csv_row(&rows.columns)).chain(body).collect()
}

/// An object a row, its fields in the order of the columns.
pub(crate) fn lines(rows: &Rows) -> String {
    let value = |v: &Value| match v {
        Value::Null => serde_json::Value::Null,
        Value::Integer(i) => (*i).into(),
        Value::Real(r) => (*r).into(),
        Value::Text(t) => t.as_str().into(),
    };
    let line = |row: &Vec<Value>| {
        let fields: Vec<String> = rows
            .columns
            .iter()
            .zip(row)
            .map(|(name, v)| format!("{}:{}", serde_json::Value::from(name.as_str()), value(v)))
            .collect();
        format!("{{{}}}\n", fields.join(","))
    };
    rows.rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Rows {
        Rows {
            columns: vec!["month".into(), "words".into(), "none".into()],
            rows: vec![
                vec![
                    Value::Text("2026-03".into()),
                    Value::Text("shelled\nthe old \u{1b}[31m harbour".into()),
                    Value::Null,
                ],
                vec![Value::Integer(7), Value::Real(0.25), Value::Null],
            ],
        }
    }

    #[test]
    fn a_table_fits_its_line_and_steers_no_terminal() {
        let drawn = anstream::adapter::strip_str(&table(&two(), 30)).to_string();
        assert_eq!(drawn.lines().nth(1).unwrap(), "2026-03  shelled the old \u{fffd}[31…");
        assert!(!drawn.contains("none") && drawn.lines().all(|l| l.width() <= 30), "{drawn}");
    }

    #[test]
    fn lines_keep_numbers_and_the_order_of_columns() {
        assert_eq!(lines(&two()).lines().nth(1).unwrap(), r#"{"month":7,"words":0.25,"none":null}"#);
        assert_eq!(csv(&two()).lines().next().unwrap(), "month,words,none");
    }
}
