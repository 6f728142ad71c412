//! The day that a page shows above its report.

use crate::words::{self, lists};

/// A line that is a day and perhaps a time is no longer.
const LINE: usize = 60;
/// Between headline and report stand so many lines at the most: who wrote it, where, when.
pub(super) const LINES: usize = 6;

/// The days in the lines between headline and report. A day elsewhere may be that of the visit.
pub(super) fn days<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<String> {
    let lines = lines.filter(|line| line.len() <= LINE * 2);
    lines.flat_map(|line| line.split(['|', '•', '·'])).filter_map(of_line).collect()
}

/// The day of a line that is one: behind a word that says that it is that of publication, or behind nothing.
pub(super) fn of_line(line: &str) -> Option<String> {
    let line = line.trim();
    if line.len() > LINE {
        return None;
    }
    let day = |words: &str| {
        let words: Vec<&str> = words.split_whitespace().collect();
        // A time and its zone may stand behind it.
        (0..=words.len().min(3)).find_map(|cut| dateline_text::document::day(&words[..words.len() - cut].join(" ")))
    };
    let marked = || {
        let (mark, rest) = line.split_once([':', ' '])?;
        lists().publication_marks.has(&words::plain(mark)).then(|| day(rest.trim_start_matches([':', ' ']))).flatten()
    };
    day(line).or_else(marked).map(|d| d.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_day_or_it_is_not() {
        for (line, want) in [
            ("Monday, May 17, 2004", Some("2004-05-17")),
            ("Published: 12 May 2024", Some("2024-05-12")),
            ("Published 12 May 2024 18:30 GMT", Some("2024-05-12")),
            ("2024-07-10 18:02 KST", Some("2024-07-10")),
            ("Updated: 12 May 2024", None),
            ("By Ada Crane", None),
            ("12 men were arrested in May.", None),
        ] {
            assert_eq!(of_line(line).as_deref(), want, "{line}");
        }
    }
}
