//! Cells of tables that every reader reads alike, and that do nothing where a spreadsheet opens them.
//!
//! A cell is one line: line breaks, tabs, other control characters and marks that turn the direction of a line become spaces.
//! One that begins as a formula does (`=`, `+`, `-`, `@`) and is no number has an apostrophe before it. In a table parted by
//! tabs a straight double quotation mark becomes a single one: some readers take a cell that begins with it for a quoted one,
//! others do not, and so both read the same.

/// A line of a table parted by tabs.
#[must_use]
pub fn tsv<C: AsRef<str>>(cells: &[C]) -> String {
    let cells: Vec<String> = cells.iter().map(|c| safe(c.as_ref()).replace('"', "'")).collect();
    cells.join("\t") + "\n"
}

/// A line of a table as RFC 4180 has it.
#[must_use]
pub fn csv<C: AsRef<str>>(cells: &[C]) -> String {
    let cell = |text: &C| {
        let text = safe(text.as_ref());
        if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}

/// Words on one line that steer nothing and are no formula.
#[must_use]
pub fn safe(text: &str) -> String {
    let line = one_line(text);
    let trimmed = line.trim();
    match is_formula(trimmed) {
        true => format!("'{trimmed}"),
        false => trimmed.to_owned(),
    }
}

/// The same characters but for those that break or steer a line, each of which becomes a space: places in it stay.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

/// The same characters but for those that steer; line feeds and tabs stay, and so do all places in it.
#[must_use]
pub fn quiet(text: &str) -> String {
    text.chars().map(|c| if steers(c) && !matches!(c, '\n' | '\t') { ' ' } else { c }).collect()
}

fn is_formula(cell: &str) -> bool {
    let number = || cell.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) && cell.parse::<f64>().is_ok();
    cell.starts_with(['=', '+', '-', '@']) && !number()
}

fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_by_strict_readers_of_either_kind() {
        let cells = ["a\tb", "\"Bread\" and\nroses", "=1+1", "-2.5", "-a", "@x", "a\u{1b}[31m", "", "1e5"];
        let want = ["a b", "'Bread' and roses", "'=1+1", "-2.5", "'-a", "'@x", "a [31m", "", "1e5"];
        for quoting in [true, false] {
            let mut reader = csv::ReaderBuilder::new();
            let line = tsv(&cells);
            let mut reader = reader.delimiter(b'\t').quoting(quoting).has_headers(false).from_reader(line.as_bytes());
            let read = reader.records().next().unwrap().unwrap();
            assert_eq!(read.iter().collect::<Vec<_>>(), want);
        }
        let line = super::csv(&cells);
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).from_reader(line.as_bytes());
        let read = reader.records().next().unwrap().unwrap();
        assert_eq!((&read[1], &read[2], &read[6]), ("\"Bread\" and roses", "'=1+1", "a [31m"));
    }
}
