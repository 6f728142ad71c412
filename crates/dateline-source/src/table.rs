//! Tables: one report a row, its columns named by the first row.

use crate::input::{Input, longest};
use crate::record::Record;
use crate::words::{self, Field};
use crate::{Fields, Found, Options, charset, failed, pack, refused};
use csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The rows of one file.
pub(crate) struct Table {
    name: String,
    rows: Reader<Bounded>,
    /// How much more one row may take.
    left: Rc<Cell<u64>>,
    most: u64,
    header: Vec<String>,
    /// Whether lines end in two characters: a row is then said to begin on the line before.
    late: bool,
    separator: u8,
    fields: Fields,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Begins,
    Goes,
    Ended,
}

/// Reads no more for one row than is held at once: a quotation mark that is never closed would take all that follows.
struct Bounded {
    inner: Input,
    left: Rc<Cell<u64>>,
}

impl Read for Bounded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        match self.left.get().checked_sub(n as u64) {
            Some(left) => self.left.set(left),
            None => {
                return Err(pack::trouble(
                    "too-long",
                    "a row longer than is read at once: a quotation mark may be open; the rest of the table is not read",
                ));
            }
        }
        Ok(n)
    }
}

impl Table {
    pub(crate) fn new(name: String, input: Input, separator: u8, options: &Options) -> Self {
        let most = longest(options.max_bytes).max(1 << 17);
        let left = Rc::new(Cell::new(most));
        let head = input.head();
        let late = head.iter().position(|b| *b == b'\n').is_some_and(|at| at > 0 && head[at - 1] == b'\r');
        let reader = Bounded { inner: input, left: left.clone() };
        let rows = ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(reader);
        let fields = options.fields.clone();
        Self { name, rows, left, most, header: Vec::new(), late, separator, fields, state: State::Begins }
    }

    /// The next row and the number of its first line.
    fn row(&mut self) -> Result<Option<(u64, ByteRecord)>, csv::Error> {
        self.left.set(self.most);
        let mut row = ByteRecord::new();
        let there = self.rows.read_byte_record(&mut row)?;
        let line = row.position().map_or(0, csv::Position::line) + u64::from(self.late);
        Ok(there.then_some((line, row)))
    }

    /// Reads the names of the columns; an error where none of them holds texts.
    fn begin(&mut self) -> Option<Found> {
        let (_, row) = match self.row() {
            Ok(row) => row?,
            Err(error) => return Some(Err(self.broken(1, error))),
        };
        self.header = row
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).trim_start_matches('\u{FEFF}').trim().to_owned())
            .collect();
        let text = |name: &String| match &self.fields.text {
            Some(named) => name == named,
            None => words::field(name).is_some_and(|(field, _)| field == Field::Text),
        };
        if self.header.iter().any(text) {
            return None;
        }
        self.state = State::Ended;
        let has: Vec<String> = self.header.iter().take(20).map(|k| format!("{k:?}")).collect();
        let wanted = self.fields.text.as_deref().unwrap_or("text");
        let message = format!(
            "{}:1: the table has no column {wanted:?}; its columns, parted by {:?}, are {}; name the right one with --text COLUMN",
            self.name,
            char::from(self.separator),
            has.join(", ")
        );
        Some(Err(refused(&self.name, "no-text-column", message)))
    }

    fn broken(&mut self, line: u64, error: csv::Error) -> dateline_text::Refused {
        self.state = State::Ended;
        let at = format!("{}:{line}", self.name);
        let why = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) => failed(&at, &error),
            _ => refused(&at, "bad-line", format!("{at}: {why}")),
        }
    }

    fn item(&self, line: u64, row: &ByteRecord) -> Found {
        let at = format!("{}:{line}", self.name);
        let (mut values, mut notes) = (Map::new(), Vec::new());
        let extra = row.iter().skip(self.header.len()).any(|cell| !cell.trim_ascii().is_empty());
        if row.len() < self.header.len() || extra {
            let message = format!(
                "the row has {} cells and the table {} columns; a cell with {:?} or a line break in it stands in quotation marks",
                row.len(),
                self.header.len(),
                char::from(self.separator)
            );
            return Err(Record { at: &at, noun: "row", values }.bad(&message));
        }
        for (name, cell) in self.header.iter().zip(row) {
            let words = charset::decode(&at, cell, Some("utf-8"), &mut notes);
            if !words.trim().is_empty() {
                values.insert(name.clone(), Value::String(words));
            }
        }
        notes.dedup();
        Record { at: &at, noun: "row", values }.item(&self.fields, notes)
    }
}

impl Iterator for Table {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.state == State::Begins {
            self.state = State::Goes;
            if let Some(found) = self.begin() {
                return Some(found);
            }
        }
        if self.state == State::Ended {
            return None;
        }
        let line = self.rows.position().line() + u64::from(self.late);
        match self.row() {
            Ok(row) => row.map(|(line, row)| self.item(line, &row)),
            Err(error) => Some(Err(self.broken(line, error))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &'static str, separator: u8) -> Vec<String> {
        let table = Table::new("a.csv".into(), Input::new(Box::new(table.as_bytes())), separator, &Options::default());
        let told = |found: Found| match found {
            Ok(item) => {
                let RawItem { id, name, bytes, meta, .. } = item.raw;
                let text = String::from_utf8(bytes).unwrap();
                format!(
                    "{} {:?} {:?} {text}",
                    id.or(name).unwrap(),
                    meta.date.unwrap_or_default(),
                    meta.title.unwrap_or_default()
                )
            }
            Err(refused) => format!("{} {}", refused.reason.code, refused.reason.message),
        };
        table.map(told).collect()
    }

    use dateline_text::RawItem;

    #[test]
    fn rows_are_reports() {
        let got = read(
            "\u{feff}id,pub_date,Title,body\r\n7,2023-10-11,Talks stall,\"One, two.\r\n\r\n\"\"Three.\"\"\"\r\n9,,,Four.\r\n",
            b',',
        );
        assert_eq!(got, ["7 \"2023-10-11\" \"Talks stall\" One, two.\r\n\r\n\"Three.\"", "9 \"\" \"\" Four."]);
        assert_eq!(read("date;maintext\n2023-10-11;One, two.\n", b';'), ["a.csv:2 \"2023-10-11\" \"\" One, two."]);
    }

    #[test]
    fn a_bad_row_costs_itself_and_a_table_without_texts_is_told() {
        let got = read("id,text\n1,One, two.\n2,\n3,Three.\n4\n", b',');
        assert_eq!(got.len(), 4);
        assert!(
            got[0].starts_with("bad-line a.csv:2: the row has 3 cells and the table 2 columns; a cell with ','"),
            "{}",
            got[0]
        );
        assert!(
            got[1].starts_with("bad-line a.csv:3: the row has no field \"text\"; its fields are \"id\""),
            "{}",
            got[1]
        );
        assert_eq!(got[2], "3 \"\" \"\" Three.");
        let got = read("when,what\n1,2\n", b',');
        assert_eq!(
            got,
            [
                "no-text-column a.csv:1: the table has no column \"text\"; its columns, parted by ',', are \"when\", \"what\"; \
              name the right one with --text COLUMN"
            ]
        );
    }

    #[test]
    fn a_row_is_said_to_stand_where_it_stands() {
        let table = "id,text\n1,One.\n2,\n3,\"Three\n\nlines.\"\n4,\n5,\"Five\nlines.\"\n6,\n";
        let places = |table: &'static str| -> Vec<String> {
            let told =
                read(table, b',').into_iter().filter_map(|l| l.strip_prefix("bad-line a.csv:").map(str::to_owned));
            told.map(|l| l.split(':').next().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(places(table), ["3", "7", "10"]);
        assert_eq!(places(Box::leak(table.replace('\n', "\r\n").into())), ["3", "7", "10"]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_ends_the_table_and_not_the_memory() {
        let table: &'static str = Box::leak(format!("id,text\n1,One.\n2,\"{}", "x".repeat(40 << 20)).into());
        let got = read(table, b',');
        assert_eq!((got.len(), got[0].as_str()), (2, "1 \"\" \"\" One."));
        assert!(got[1].starts_with("too-long a.csv:3: a row longer than is read at once"), "{}", got[1]);
    }
}
