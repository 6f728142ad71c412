//! What people see: text for the terminal, width-aware.

pub(crate) mod bottom;
pub(crate) mod compare;
pub(crate) mod html;
pub(crate) mod linked;
pub(crate) mod records;
pub(crate) mod rows;
pub(crate) mod stories;
pub(crate) mod system;
pub(crate) mod tree;

use unicode_width::UnicodeWidthChar;

/// Columns of the terminal, or 100 where there is none; never fewer than 40.
#[must_use]
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(w, _)| usize::from(w.0)).max(40)
}

/// How a report is called: `A` to `Z`, then `R27`.
pub(crate) fn letter(report: usize) -> String {
    u8::try_from(report)
        .ok()
        .filter(|n| *n < 26)
        .map_or(format!("R{}", report + 1), |n| char::from(b'A' + n).to_string())
}

/// At most `most` characters, cut at the end of a word.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head))
}

/// `text` without what could steer the reader's terminal: a report must not be able to move the cursor, recolour the
/// screen or turn the direction of the lines around it. Marks that only shape the letters beside them stay.
#[must_use]
pub(crate) fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(steers) {
        text.chars().map(|c| if steers(c) { '\u{FFFD}' } else { c }).collect::<String>().into()
    } else {
        text.into()
    }
}

/// As much of a line as fits, with a mark where it was cut.
#[must_use]
pub(crate) fn cut(text: &str, room: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            while out.chars().filter_map(UnicodeWidthChar::width).sum::<usize>() + 1 > room && out.pop().is_some() {}
            out.push('…');
            return out;
        }
        out.push(c);
    }
    out
}

/// A row of a table as RFC 4180 has it. What a spreadsheet would take for a formula begins with an apostrophe.
#[must_use]
pub(crate) fn csv_row(cells: &[String]) -> String {
    let cell = |text: &String| {
        let number = text.parse::<f64>().is_ok();
        match text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number {
            true => format!("'{text}"),
            false => text.clone(),
        }
    };
    let mut row = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // What is written to memory is written without fail.
    let _ = row.write_record(cells.iter().map(cell));
    row.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Control characters, and the overrides and isolates of bidirectional text.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{csv_row, cut, plain};

    #[test]
    fn a_line_is_cut_where_it_ends() {
        assert_eq!(cut("harbour accord", 14), "harbour accord");
        assert_eq!(cut("harbour accord", 8), "harbour…");
        assert_eq!(cut("習近平習近平", 5), "習近…");
    }

    #[test]
    fn a_cell_holds_anything_and_is_no_formula() {
        let row = |cells: &[&str]| csv_row(&cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>());
        assert_eq!(row(&["a", "b, \"c\"", "", "=1+1", "-2", "-a"]), "a,\"b, \"\"c\"\"\",,'=1+1,-2,'-a\r\n");
    }

    #[test]
    fn what_steers_a_terminal_is_taken_out() {
        assert_eq!(plain("a\u{1b}[31mb\u{9b}2J\u{202e}c\u{7}"), "a\u{fffd}[31mb\u{fffd}2J\u{fffd}c\u{fffd}");
        assert_eq!(plain("né 👩\u{200d}🚀 שלום"), "né 👩\u{200d}🚀 שלום");
    }
}
