//! Dates in the path of an address, or in the name of a file.

use super::super::words::month;
use super::{PLAUSIBLE, read};
use jiff::civil::Date;

/// What the path says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// A whole day.
    pub(super) date: Option<Date>,
    /// A year alone, in a folder of its own.
    pub(super) year: Option<i16>,
}

/// Eight figures in a row are more often an article's number than a day of before the web.
const FIRST_COMPACT: i16 = 1990;

/// Looks for `/2023/10/11/`, `/2023/oct/11/`, then `2023-10-11` and `20231011` in the path, the first of each.
pub(super) fn find(url: &str) -> Found {
    let path = path(url);
    let folders: Vec<&str> = path.split('/').filter(|folder| !folder.is_empty()).collect();
    let in_folders = folders.windows(3).find_map(|f| day(f[0], f[1], f[2]));
    let date = in_folders.or_else(|| folders.iter().find_map(|folder| in_name(folder)));
    // The last folder is the article itself, whose name may well be a year.
    let parents = folders.split_last().map_or(&folders[..], |(_, parents)| parents);
    Found { date, year: parents.iter().find_map(|folder| year(folder)) }
}

/// A day in the name of a file, folders aside: where a collection lies is no day of a report.
pub(super) fn in_file_name(path: &str) -> Option<Date> {
    let name = path.rsplit(['/', '\\']).next()?;
    in_name(name).or_else(|| in_words(name))
}

/// A day in words in a file's name: `ferry-12-Jun-2020.txt`.
fn in_words(name: &str) -> Option<Date> {
    let words = name.replace(['-', '_', '.'], " ");
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    starts
        .filter_map(|at| read::prefix(&words[at..]))
        .find_map(|(day, _)| day.full())
        .filter(|d| PLAUSIBLE.contains(&d.year()))
}

/// The part after the host and before query and fragment.
fn path(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.find('/').map_or("", |at| &after_scheme[at..])
}

fn year(folder: &str) -> Option<i16> {
    let figures = folder.len() == 4 && folder.bytes().all(|b| b.is_ascii_digit());
    figures.then(|| folder.parse().ok())?.filter(|year| PLAUSIBLE.contains(year))
}

/// A day of three folders; the month may be a name.
fn day(of_year: &str, of_month: &str, of_day: &str) -> Option<Date> {
    let year = year(of_year)?;
    let figure = |folder: &str| {
        let plain = folder.len() <= 2 && folder.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| folder.parse::<i8>().ok())?
    };
    let month = figure(of_month).or_else(|| month(of_month))?;
    Date::new(year, month, figure(of_day)?).ok()
}

/// A day in a folder's name: figures set off by what is no figure.
fn in_name(name: &str) -> Option<Date> {
    let mut from = 0;
    while let Some(at) = name[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let len = name[at..].bytes().take_while(u8::is_ascii_digit).count();
        let run = &name[at..];
        let found = match len {
            4 => separated(run),
            8 | 12 | 14 => read::parse(&run[..8]).ok().filter(|day| day.year() >= FIRST_COMPACT),
            _ => None,
        };
        if let Some(day) = found.filter(|day| PLAUSIBLE.contains(&day.year())) {
            return Some(day);
        }
        from = at + len;
    }
    None
}

/// `2023-10-11` or `2023_10_11` at the beginning of `run`.
fn separated(run: &str) -> Option<Date> {
    let bytes = run.as_bytes();
    let separator = *bytes.get(4)?;
    let shape = matches!(separator, b'-' | b'_' | b'.')
        && bytes.get(7) == Some(&separator)
        && !bytes.get(10).is_some_and(u8::is_ascii_digit);
    let part = |range: std::ops::Range<usize>| {
        run.get(range).filter(|s| s.bytes().all(|b| b.is_ascii_digit())).and_then(|s| s.parse::<i16>().ok())
    };
    if !shape {
        return None;
    }
    Date::new(part(0..4)?, part(5..7)? as i8, part(8..10)? as i8).ok()
}
