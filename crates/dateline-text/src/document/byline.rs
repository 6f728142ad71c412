//! The day in the lines above a report's body: `Published 12 June 2020`, `By Jane Doe, June 12, 2020`, `June 12, 2020`.
//!
//! Only lines before the dateline, or before the first paragraph of prose, are read: a day in the body is a day the
//! report speaks of. A line that says when it was published goes before one that says when it was changed.

use super::words::lists;
use super::{Dateline, date, lines};
use crate::List;
use jiff::civil::Date;

/// Lines beside blank ones that may stand above the body: headline, second headline, byline, date, kicker.
const ABOVE: usize = 6;
/// A longer line is a paragraph, in bytes.
const LONGEST: usize = 160;

/// What parts a name or place from a day in one line.
const PARTS: &[char] = &['|', '•', '·', '–', '—', '/'];

/// The day that the lines above the body give.
pub(super) fn date(text: &str, dateline: Option<&Dateline>) -> Option<Date> {
    let end = dateline.map_or(text.len(), |d| d.span.start());
    let head = lines::head(text);
    let above = head.iter().filter(|l| l.start < end).map(|l| l.trimmed(text)).filter(|w| !w.is_empty()).take(ABOVE);
    let mut above: Vec<&str> = above.take_while(|words| !is_prose(words)).collect();
    // What stands last is the body, be it ever so short.
    if above.len() == head.iter().filter(|l| !l.trimmed(text).is_empty()).count() {
        above.pop();
    }
    let published = above.iter().find_map(|words| behind(words, &lists().published));
    let inside = || above.iter().filter(|words| behind(words, &lists().changed).is_some()).find_map(|w| further(w));
    let signed = || above.iter().find_map(|words| alone(words).or_else(|| signed(words)));
    let under = || above.iter().skip(1).find_map(|words| ends(words));
    let changed = || above.iter().find_map(|words| behind(words, &lists().changed));
    published.or_else(inside).or_else(signed).or_else(changed).or_else(under)
}

fn is_prose(words: &str) -> bool {
    let parted = words.contains(PARTS);
    words.len() > LONGEST || lines::ends_sentence(words) && words.split_whitespace().count() > 8 && !parted
}

/// A day behind one of these openings: `Published: Wed, 11 Oct 2023 08:30 GMT`.
fn behind(words: &str, openings: &List) -> Option<Date> {
    let opened = |o: &&str| words.get(..o.len()).is_some_and(|w| w.eq_ignore_ascii_case(o));
    let opening = openings.words().filter(opened).max_by_key(|o| o.len())?;
    let rest = words[opening.len()..].trim_start_matches([':', ' ', '\t', ',', '-', '–', '—']);
    let rest = rest.trim_end_matches([')', ']']);
    // "Updated 10:30 AM ET, Fri June 12, 2020": hours and small words may stand before the day.
    let starts = std::iter::once(0).chain(rest.match_indices([' ', ':', ',']).map(|(at, mark)| at + mark.len()));
    let small = |before: &str| before.split([' ', ',', ':']).all(is_no_day);
    starts.take(MOST_BEFORE).take_while(|at| small(&rest[..*at])).find_map(|at| begins(rest[at..].trim_start()))
}

/// How many words may stand between what says that a report came out and the day.
const MOST_BEFORE: usize = 10;

/// A word that may stand before a day: an hour, its half of the day or zone, a preposition.
fn is_no_day(word: &str) -> bool {
    let capitals = word.len() <= 4 && word.chars().all(char::is_uppercase);
    let figures = word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 7;
    let small = lists().before_day.has(word.trim_end_matches('.'));
    word.is_empty() || capitals || figures || small || date::weekday(word).is_some_and(|len| len == word.len())
}

/// The day of publication further on in a line that begins with a change: "Updated June 14; published June 12, 2020".
fn further(words: &str) -> Option<Date> {
    let starts = words.match_indices([' ', ';', '|', '•', '(']).map(|(at, mark)| at + mark.len());
    starts.filter(|at| words.is_char_boundary(*at)).find_map(|at| behind(&words[at..], &lists().published))
}

/// `Jane Doe, 12 June 2020`, `(Northline, June 12, 2020)`: names in capital letters with a day behind them, under the
/// headline.
fn ends(words: &str) -> Option<Date> {
    let words = words.trim_matches(['(', ')', '[', ']']);
    let starts = words.match_indices([',', '-', '–', '—']).map(|(at, mark)| at + mark.len());
    let (before, day) = starts.map(|at| words.split_at(at)).find_map(|(before, rest)| {
        let rest = rest.trim();
        let rest = date::weekday(rest).map_or(rest, |len| rest[len..].trim_start_matches([',', ' ']));
        date::parse(rest).ok().map(|day| (before, day))
    })?;
    let named = |w: &str| w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
    let small = |w: &str| lists().no_headline_end.has(w) || lists().before_day.has(w);
    let short = before.split_whitespace().count() <= 8;
    (short && before.split_whitespace().all(|w| named(w) || small(w))).then_some(day)
}

/// A line that is a day, with or without a time after it.
fn alone(words: &str) -> Option<Date> {
    date::parse(words).ok()
}

/// `By Jane Doe, June 12, 2020`, `Jane Doe | 12 June 2020`: the day ends the line, or a part of it that a stroke sets off.
fn signed(words: &str) -> Option<Date> {
    let by = words.get(..3).is_some_and(|b| b.eq_ignore_ascii_case("by "));
    let parts = || words.split(PARTS).map(str::trim);
    if parts().count() > 1
        && let Some(day) = parts().find_map(|part| date::parse(part).ok())
    {
        return Some(day);
    }
    by.then(|| words.match_indices([',', ' ']).find_map(|(at, _)| date::parse(words[at + 1..].trim()).ok())).flatten()
}

/// A whole day at the beginning of words, whatever stands behind it.
fn begins(words: &str) -> Option<Date> {
    let words = date::weekday(words).map_or(words, |len| words[len..].trim_start_matches([',', ' ']));
    let (found, _) = date::prefix(words)?;
    found.full()
}

#[cfg(test)]
mod tests {
    use super::super::{DateFrom, Limits, Meta, RawItem, document};

    fn check(text: &str, name: Option<&str>, want: Option<(&str, DateFrom)>) {
        let meta = Meta { fallback_date: Some("1999-09-09".into()), language: Some("en".into()), ..Meta::default() };
        let item = RawItem { name: name.map(Into::into), bytes: text.as_bytes().to_vec(), meta, ..RawItem::default() };
        let read = document(&item, &Limits::default()).unwrap().value;
        let got = read.date.map(|d| d.to_string()).zip(Some(read.date_from));
        let (want, from) = want.unwrap_or(("1999-09-09", DateFrom::Option));
        assert_eq!(got, Some((want.to_owned(), from)), "{text:?} {name:?}");
    }

    #[test]
    fn lines_above_the_body_give_the_day() {
        let body = "\n\nTwo ministers left the talks early on 3 May 2001, officials said.";
        for head in [
            "Published 12 June 2020",
            "Ferry talks stall\nPublished: June 12, 2020 10:30 GMT",
            "Ferry talks stall\nBy Jane Doe\nFirst published on Friday 12 June 2020",
            "Ferry talks stall\n\nBy Jane Doe, June 12, 2020",
            "Ferry talks stall\nBy Jane Doe 12 June 2020",
            "Ferry talks stall\nJane Doe | 12 June 2020 | Lakeside News",
            "Ferry talks stall\nJune 12, 2020",
            "Friday, 12 June 2020\nFerry talks stall",
            "Ferry talks stall\nUpdated 14 June 2020\nPosted 2020-06-12",
            "Ferry talks stall\nLast updated: 12 June 2020 at 10.30",
            "Date: 2020-06-12\nFerry talks stall",
            "Ferry talks stall\nUpdated 10:30 AM ET, Fri June 12, 2020",
            "Ferry talks stall\nPublished at: 12 June 2020",
            "Ferry talks stall\nUpdated: June 14, 2020; Published: June 12, 2020",
            "Ferry talks stall\nJane Doe, 12 June 2020",
            "Ferry talks stall\nJane Doe in Oslo - June 12, 2020",
            "Ferry talks stall\n(Reuters, 12 June 2020)",
            "Ferry talks stall\nBy JANE DOE | June 12, 2020 at 10:30 a.m.",
            "Ferry talks stall\nCreated: 12 June 2020",
        ] {
            check(&format!("{head}\n\nTwo ministers left."), None, Some(("2020-06-12", DateFrom::Byline)));
            check(&format!("{head}{body}"), None, Some(("2020-06-12", DateFrom::Byline)));
        }
    }

    #[test]
    fn a_day_that_the_report_speaks_of_is_not_its_own() {
        for text in [
            "Ferry talks stall\n\nTwo ministers left the talks early on 12 June 2020, officials said.",
            "Two ministers left on 12 June 2020.",
            "Ferry that sank on 12 June 2020 found\n\nTwo ministers left the talks early, officials said.",
            "Ferry talks stall\nWhat the crew told of the storm, 12 June 2020\n\nTwo ministers left the talks early, officials said.",
            "Updated rules for ferries of 12 June 2020\n\nTwo ministers left the talks early, officials said.",
            "Published accounts differ\n\nTwo ministers left the talks early, officials said.",
            "June 12, 2020",
        ] {
            check(text, None, None);
        }
    }

    #[test]
    fn a_file_s_name_gives_the_day_and_its_folder_does_not() {
        let text = "Two ministers left the talks early, officials said.";
        let name = |n, day| check(text, Some(n), Some((day, DateFrom::Name)));
        name("news/2020-06-12-ferry.txt", "2020-06-12");
        name("ferry_20200612.txt", "2020-06-12");
        name("C:\\news\\ferry 2020.06.12.txt", "2020-06-12");
        name("ferry-12-Jun-2020.txt", "2020-06-12");
        name("ferry_June_12_2020.txt", "2020-06-12");
        name("202006121030_ferry.txt", "2020-06-12");
        check(text, Some("backup-2020-06-12/ferry.txt"), None);
        check(text, Some("ferry-12.txt"), None);
        let dated = "OSLO, May 4, 2021 (Northline) — Two ministers left the talks early.";
        check(dated, Some("2020-06-12.txt"), Some(("2021-05-04", DateFrom::Dateline)));
        let yearless = "OSLO, May 4 (Northline) — Two ministers left the talks early.";
        check(yearless, Some("2020-06-12.txt"), Some(("2020-05-04", DateFrom::Dateline)));
    }

    #[test]
    fn ids_of_records_come_from_id_address_or_text_and_never_from_a_path() {
        let key = |id: Option<&str>, url: Option<&str>, name: &str, text: &str| {
            let meta = Meta { url: url.map(Into::into), ..Meta::default() };
            let item = RawItem {
                id: id.map(Into::into),
                name: Some(name.into()),
                bytes: text.into(),
                meta,
                notes: Vec::new(),
            };
            document(&item, &Limits::default()).unwrap().value.key
        };
        let (text, other) = ("Two ministers left the talks early.", "Two ministers stayed at the talks.");
        assert_eq!(key(None, None, "w.txt", text), key(None, None, "copy/./w.txt", text));
        assert_ne!(key(None, None, "w.txt", text), key(None, None, "w.txt", other));
        assert_eq!(key(Some("7"), None, "w.txt", text), key(Some("7"), Some("https://a.example"), "v.txt", other));
        assert_eq!(
            key(None, Some("https://a.example/1"), "w", text),
            key(None, Some("https://a.example/1"), "v", other)
        );
        assert_ne!(key(Some("7"), None, "w", text), key(Some("8"), None, "w", text));
    }
}
