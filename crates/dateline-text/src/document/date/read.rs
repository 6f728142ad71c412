//! Dates as people, mail programs and databases write them.

use super::super::PartialDate;
use super::super::words::{lists, month};
use crate::List;
use jiff::civil::Date;

/// Why a written date gives no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// In no known form, or no day of the calendar.
    Unreadable,
    /// `10/11/2023`.
    Ambiguous,
    /// A year, perhaps with a month.
    NoDay(i16),
}

/// Reads a whole string as one day. A time after it is passed over.
pub(crate) fn parse(words: &str) -> Result<Date, Fault> {
    let words = words.trim();
    let words = weekday(words).map_or(words, |len| words[len..].trim_start_matches([',', ' ']));
    if words.starts_with(|c: char| c.is_ascii_digit())
        && let Some(found) = compact(words).or_else(|| numeric(words))
    {
        return found;
    }
    let (date, len) = prefix(words).ok_or(Fault::Unreadable)?;
    let rest = &words[len..];
    match date {
        PartialDate { year: Some(year), day: None, .. } => Err(Fault::NoDay(year)),
        PartialDate { year: Some(_), .. } if ends_cleanly(rest) => date.full().ok_or(Fault::Unreadable),
        // As in `Wed Oct 11 08:30:00 UTC 2023`.
        PartialDate { year: None, .. } => {
            let year = rest.split_whitespace().find_map(year_alone).ok_or(Fault::Unreadable)?;
            PartialDate { year: Some(year), ..date }.full().ok_or(Fault::Unreadable)
        }
        _ => Err(Fault::Unreadable),
    }
}

/// Reads a date at the beginning of `words`, and how many bytes it takes: `2023-10-11`, `Oct. 11, 2023`,
/// `11th of October`, `October 2023`. A day that the month does not have is no date.
pub(crate) fn prefix(words: &str) -> Option<(PartialDate, usize)> {
    let (date, rest) = year_first(words).or_else(|| day_first(words)).or_else(|| month_first(words))?;
    let any_leap_year = 2000;
    Date::new(date.year.unwrap_or(any_leap_year), date.month, date.day.unwrap_or(1)).ok()?;
    Some((date, words.len() - rest.len()))
}

/// The length of a weekday at the beginning of `words`, short or in full, with its full stop.
pub(crate) fn weekday(words: &str) -> Option<usize> {
    let (_, rest) = name(words, &lists().weekdays, &lists().short_weekdays)?;
    Some(words.len() - rest.len())
}

/// Whether what follows a date leaves it whole: nothing, a time, or something set off.
fn ends_cleanly(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('T' | 't') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('Z' | 'z') => chars.next().is_none(),
        Some(c) => !c.is_alphanumeric(),
        None => true,
    }
}

/// `20231011`, alone or with a time after it.
fn compact(words: &str) -> Option<Result<Date, Fault>> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 8 | 12 | 14) || !ends_cleanly(&words[digits..]) {
        return None;
    }
    let part = |from: usize, to: usize| words[from..to].parse::<i16>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    Some(Date::new(year, month as i8, day as i8).map_err(|_| Fault::Unreadable))
}

/// `2023-10`, `2023`, and day, month and year in figures where their order is plain: a figure above 12 is the day,
/// and full stops are only used with the day first.
fn numeric(words: &str) -> Option<Result<Date, Fault>> {
    let (first, len, rest) = number(words)?;
    if len == 4 {
        let month = rest.strip_prefix(['-', '/', '.']).and_then(number);
        let no_day = match month {
            None => rest.is_empty(),
            Some((month, digits, rest)) => (1..=12).contains(&month) && digits <= 2 && rest.is_empty(),
        };
        return no_day.then_some(Err(Fault::NoDay(first)));
    }
    let separator = rest.chars().next().filter(|c| matches!(c, '/' | '-' | '.'))?;
    let (second, second_len, rest) = number(&rest[1..])?;
    let (year, year_len, rest) = number(rest.strip_prefix(separator)?)?;
    if len > 2 || second_len > 2 || year_len != 4 || !ends_cleanly(rest) {
        return None;
    }
    let (day, month) = match (first, second) {
        (_, 13..) => (second, first),
        (13.., _) => (first, second),
        _ if first == second || separator == '.' => (first, second),
        _ => return Some(Err(Fault::Ambiguous)),
    };
    Some(Date::new(year, month as i8, day as i8).map_err(|_| Fault::Unreadable))
}

/// `2023-10-11`, `2023/10/11`, `2023.10.11`.
fn year_first(words: &str) -> Option<(PartialDate, &str)> {
    let (year, len, rest) = number(words)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, month_len, rest) = number(&rest[1..])?;
    let (day, day_len, rest) = number(rest.strip_prefix(separator)?)?;
    let figures = len == 4 && month_len <= 2 && day_len <= 2;
    figures.then_some((PartialDate { year: Some(year), month: month as i8, day: Some(day as i8) }, rest))
}

/// `11 October 2023`, `11th of Oct.`, `11-Oct-2023`.
fn day_first(words: &str) -> Option<(PartialDate, &str)> {
    let (day, len, rest) = number(words)?;
    if len > 2 {
        return None;
    }
    let rest = spaces(ordinal(rest));
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let (month, rest) = named_month(rest.strip_prefix('-').unwrap_or(rest))?;
    let date = PartialDate { year: None, month, day: Some(day as i8) };
    Some(with_year(date, rest))
}

/// `October 11, 2023`, `Oct. 11`, `October 2023`.
fn month_first(words: &str) -> Option<(PartialDate, &str)> {
    let (month, rest) = named_month(words)?;
    let after = spaces(rest);
    let after = after.strip_prefix(',').map_or(after, spaces);
    let (figure, len, tail) = number(after)?;
    match len {
        1 | 2 => {
            let tail = ordinal(tail);
            // `Oct 11:30` and `May 3.5` are no days.
            let goes_on = tail.starts_with([':', '.', '%']) && tail[1..].starts_with(|c: char| c.is_ascii_digit());
            if goes_on || tail.starts_with(|c: char| c.is_alphanumeric() || c == '%') {
                return None;
            }
            Some(with_year(PartialDate { year: None, month, day: Some(figure as i8) }, tail))
        }
        4 if ends_cleanly(tail) => Some((PartialDate { year: Some(figure), month, day: None }, tail)),
        _ => None,
    }
}

/// Adds the year where one follows: `, 2023`, ` 2023`, `-2023`.
fn with_year(date: PartialDate, rest: &str) -> (PartialDate, &str) {
    let after = spaces(rest);
    let after = after.strip_prefix([',', '-', '.']).map_or(after, spaces);
    match number(after) {
        Some((year, 4, tail)) if after.len() < rest.len() && ends_cleanly(tail) => {
            (PartialDate { year: Some(year), ..date }, tail)
        }
        _ => (date, rest),
    }
}

/// A word that is a year of four figures.
fn year_alone(word: &str) -> Option<i16> {
    number(word).filter(|(_, len, rest)| *len == 4 && rest.is_empty()).map(|(year, ..)| year)
}

/// A figure of at most four digits, their count, and what follows.
fn number(words: &str) -> Option<(i16, usize, &str)> {
    let digits = words.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let figure = words[..digits].parse().ok().filter(|_| digits <= 4)?;
    Some((figure, digits, &words[digits..]))
}

/// A month by its name or a short form, with its full stop.
fn named_month(words: &str) -> Option<(i8, &str)> {
    let (name, rest) = name(words, &lists().months, &lists().short_months)?;
    Some((month(name)?, rest))
}

/// The capitalised word at the beginning of `words` if it is one of `names`, in full or in a short form, and what follows
/// it; a full stop belongs to a short form.
fn name<'w>(words: &'w str, names: &List, short: &List) -> Option<(&'w str, &'w str)> {
    let len = words.bytes().take(10).take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = words.split_at(len);
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    if names.has(word) {
        return Some((word, rest));
    }
    short.has(word).then(|| (word, rest.strip_prefix('.').unwrap_or(rest)))
}

/// Passes over `st`, `nd`, `rd`, `th` after a day.
fn ordinal(words: &str) -> &str {
    let suffix = words.get(..2).filter(|end| lists().ordinal_endings.has(end));
    match suffix.and_then(|s| words.strip_prefix(s)) {
        Some(rest) if !rest.starts_with(char::is_alphanumeric) => rest,
        _ => words,
    }
}

fn spaces(words: &str) -> &str {
    words.trim_start_matches([' ', '\u{A0}', '\u{202F}'])
}
