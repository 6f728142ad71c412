//! Partial dates as the tables write them: `2012`, `2012-05`, `2012-05-07`, or nothing.
//!
//! A span of office is compared as numbers `yyyymmdd`. A start with no month or day begins the year or month, an end
//! with none closes it.

use jiff::civil::Date;

/// How long after the last day its source vouches for an office with no end still counts, as an uncertain match.
const OPEN_YEARS: u32 = 6;

/// How a date stands to a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Within the span, as far as its source knows.
    Within,
    /// After the last day the source vouches for, with no end known.
    Open,
    /// Outside.
    Outside,
}

/// Is this an empty, `yyyy`, `yyyy-mm` or `yyyy-mm-dd` text?
pub(crate) fn well_formed(text: &str) -> bool {
    let digits = |from: usize, to: usize| text.as_bytes()[from..to].iter().all(u8::is_ascii_digit);
    let dash = |at: usize| text.as_bytes()[at] == b'-';
    match text.len() {
        0 => true,
        4 => digits(0, 4),
        7 => digits(0, 4) && dash(4) && digits(5, 7),
        10 => digits(0, 4) && dash(4) && digits(5, 7) && dash(7) && digits(8, 10),
        _ => false,
    }
}

/// `yyyymmdd`, with `fill` for what is missing: 0 for a start, 99 for an end.
fn number(text: &str, fill: u32) -> u32 {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|t| t.parse().ok()).unwrap_or(fill);
    part(0, 4) * 10_000 + part(5, 7) * 100 + part(8, 10)
}

/// Where `date` lies in the span from `start` to `end`, or, with no end, in the span vouched for until `known`.
///
/// An empty start is open; an empty end with an empty `known` lasts.
pub(crate) fn fit(start: &str, end: &str, known: &str, date: Date) -> Fit {
    let day = date.year().unsigned_abs() as u32 * 10_000 + date.month() as u32 * 100 + date.day() as u32;
    if !start.is_empty() && day < number(start, 0) {
        return Fit::Outside;
    }
    let (last, grace) = match (end, known) {
        ("", "") => return Fit::Within,
        ("", known) => (number(known, 99), OPEN_YEARS * 10_000),
        (end, _) => (number(end, 99), 0),
    };
    match day {
        _ if day <= last => Fit::Within,
        _ if day <= last + grace => Fit::Open,
        _ => Fit::Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn spans() {
        assert_eq!(fit("2012", "2012", "", date(2012, 12, 31)), Fit::Within);
        assert_eq!(fit("2012-05", "", "2022-06", date(2022, 6, 30)), Fit::Within);
        assert_eq!(fit("2012-05", "", "2022-06", date(2024, 1, 1)), Fit::Open);
        assert_eq!(fit("2012-05", "", "2022-06", date(2030, 1, 1)), Fit::Outside);
        assert_eq!(fit("2012-05-07", "", "", date(2012, 5, 6)), Fit::Outside);
        assert_eq!(fit("2012", "2013-02-01", "", date(2013, 2, 2)), Fit::Outside);
    }

    #[test]
    fn shapes() {
        for good in ["", "1999", "1999-12", "1999-12-31"] {
            assert!(well_formed(good), "{good}");
        }
        for bad in ["99", "1999-1", "1999/12", "1999-12-3", "199x", "1999-12-31x"] {
            assert!(!well_formed(bad), "{bad}");
        }
    }
}
