//! How figures are shown: columns for the terminal, tables for a page, lines for a program.

use clap::ValueEnum;
use dateline::language::Model;
use dateline::language::eval::Counts;
use serde_json::{Value, json};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Columns for the terminal.
    Table,
    /// Tables for a page.
    Markdown,
    /// One object a figure, one a line.
    Jsonl,
}

/// Rows under heads.
pub(super) struct Table {
    heads: Vec<String>,
    /// Columns that hold words, at the left; those after them hold numbers.
    names: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table whose first `names` columns hold words.
    pub(super) fn new(names: usize, heads: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { heads: heads.into_iter().map(Into::into).collect(), names, rows: Vec::new() }
    }

    pub(super) fn push(&mut self, row: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(row.into_iter().map(Into::into).collect());
    }

    /// For the terminal; each column is as wide as its widest cell.
    pub(super) fn text(&self) -> String {
        let mut widths = vec![0; self.heads.len()];
        for row in self.lines() {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.width().max(*width);
            }
        }
        let mut out = String::new();
        for row in self.lines() {
            let mut line = String::new();
            for (i, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let (pad, gap) = (" ".repeat(width - cell.width()), if i == 0 { "" } else { "  " });
                let cell = if i < self.names { format!("{cell}{pad}") } else { format!("{pad}{cell}") };
                line = line + gap + &cell;
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
        out
    }

    /// For a page; nothing where there is no row.
    pub(super) fn markdown(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let row = |cells: &Vec<String>| {
            let cell = |c: &String| if c.is_empty() { " |".to_owned() } else { format!(" {c} |") };
            format!("|{}\n", cells.iter().map(cell).collect::<String>())
        };
        let numbers = self.heads.len().saturating_sub(self.names);
        let rule = format!("|{}{}\n", "---|".repeat(self.names), "---:|".repeat(numbers));
        row(&self.heads) + &rule + &self.rows.iter().map(row).collect::<String>()
    }

    fn lines(&self) -> impl Iterator<Item = &Vec<String>> {
        std::iter::once(&self.heads).chain(&self.rows)
    }
}

/// What the model's file says of itself, and its size: what every result begins with.
#[derive(Default)]
pub(super) struct About(Vec<(String, String)>);

impl About {
    pub(super) fn new(model: &Model, bytes: u64) -> Self {
        let mut about = model.meta().to_vec();
        about.push(("size".into(), format!("{bytes} bytes")));
        Self(about)
    }

    pub(super) fn shown(&self, format: Format) -> String {
        match format {
            Format::Table => self.0.iter().map(|(key, value)| format!("{key:10} {value}\n")).collect(),
            Format::Markdown => {
                let mut table = Table::new(2, ["model", ""]);
                self.0.iter().for_each(|(key, value)| table.push([key, value]));
                table.markdown()
            }
            Format::Jsonl => format!("{}\n", json!({ "model": self.json() })),
        }
    }

    /// One object.
    pub(super) fn json(&self) -> Value {
        self.0.iter().map(|(key, value)| (key.clone(), Value::from(value.clone()))).collect()
    }
}

/// Precision, recall and F1.
pub(super) fn shares(counts: Counts) -> [f64; 3] {
    [counts.precision(), counts.recall(), counts.f1()]
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.2}", 100.0 * share)
}

/// Puts what a figure follows from beside it.
pub(super) fn add_counts(value: &mut Value, counts: Counts) {
    for (key, count) in [("right", counts.right), ("found", counts.found), ("wanted", counts.wanted)] {
        value[key] = count.into();
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn one_table_is_shown_in_two_ways() {
        let mut table = Table::new(1, ["figure", "F1"]);
        table.push(["B³", "7.25"]);
        table.push(["words", ""]);
        assert_eq!(table.text(), "figure    F1\nB³      7.25\nwords\n");
        assert_eq!(table.markdown(), "| figure | F1 |\n|---|---:|\n| B³ | 7.25 |\n| words | |\n");
        assert_eq!(Table::new(1, ["figure"]).markdown(), "");
    }
}
