//! The day of a report, from what is written about it and never from a clock.
//!
//! Asked in turn: the metadata, the dateline, the lines above the body ("Published 12 June 2020"), the address, the
//! file's name, the date the user gave for items without one. A dateline that names day and month alone takes the year that brings it nearest to what the others say; where they say
//! nothing, there is no date. Times and zones are not weighed: the day is the one that was written.

mod read;
mod url;

pub(super) use read::{Fault, parse, prefix, weekday};

use super::{DateFrom, Dateline, Meta, PartialDate, shown};
use crate::Note;
use jiff::civil::Date;

/// Years in which a news report may have been written.
const PLAUSIBLE: std::ops::RangeInclusive<i16> = 1800..=2100;

/// What is known of the year when a dateline names none.
#[derive(Clone, Copy)]
enum Hint {
    Year(i16),
    Near(Date),
}

/// A day written as such, if a report may be of it.
pub(super) fn plausible(words: &str) -> Option<Date> {
    parse(words).ok().filter(|day| PLAUSIBLE.contains(&day.year()))
}

/// Where a report's day may stand.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) meta: &'a Meta,
    pub(super) dateline: Option<&'a Dateline>,
    pub(super) byline: Option<Date>,
    /// A file's path.
    pub(super) name: Option<&'a str>,
}

/// The document's date, and notes on every date that was found and could not be used.
pub(super) fn settle(around: &Around<'_>, notes: &mut Vec<Note>) -> (Option<Date>, DateFrom) {
    let Around { meta, dateline, byline, name } = *around;
    let mut hints = Vec::new();
    if let Some(date) = written(meta.date.as_deref(), "The metadata date", &mut hints, notes) {
        return (Some(date), DateFrom::Metadata);
    }
    let in_url = meta.url.as_deref().map(url::find).unwrap_or_default();
    let in_name = name.and_then(url::in_file_name);
    hints.extend([byline, in_url.date, in_name].into_iter().flatten().map(Hint::Near));
    hints.extend(in_url.year.map(Hint::Year));
    let option = written(meta.fallback_date.as_deref(), "The date given by option", &mut hints, notes);
    hints.extend(option.map(Hint::Near));

    let in_dateline = dateline.and_then(|dateline| dateline.date).and_then(|date| complete(date, &hints, notes));
    let all = [
        (in_dateline, DateFrom::Dateline),
        (byline, DateFrom::Byline),
        (in_url.date, DateFrom::Url),
        (in_name, DateFrom::Name),
        (option, DateFrom::Option),
    ];
    all.into_iter().find(|(date, _)| date.is_some()).unwrap_or((None, DateFrom::None))
}

/// Reads a date that somebody wrote down as such; says so where it cannot be read.
fn written(date: Option<&str>, whose: &str, hints: &mut Vec<Hint>, notes: &mut Vec<Note>) -> Option<Date> {
    let date = date.map(str::trim).filter(|date| !date.is_empty())?;
    let fault = match parse(date) {
        Ok(day) if PLAUSIBLE.contains(&day.year()) => return Some(day),
        Ok(day) => {
            notes.push(implausible(whose, date, day.year()));
            return None;
        }
        Err(fault) => fault,
    };
    let why = match fault {
        Fault::Unreadable => "is in no form that is known here",
        Fault::Ambiguous => "may put either the day or the month first",
        Fault::NoDay(year) => {
            hints.extend(PLAUSIBLE.contains(&year).then_some(Hint::Year(year)));
            "names no day"
        }
    };
    notes.push(Note::warning(
        "bad-date",
        format!("{whose} “{}” {why} and was ignored. Write it as YYYY-MM-DD.", shown(date)),
    ));
    None
}

fn implausible(whose: &str, date: &str, year: i16) -> Note {
    let (first, last) = (PLAUSIBLE.start(), PLAUSIBLE.end());
    Note::warning(
        "implausible-date",
        format!(
            "{whose} “{}” is of the year {year}, not between {first} and {last}, and was ignored. Correct it at the \
             source, or give a date by option.",
            shown(date)
        ),
    )
}

/// Makes a day of a dateline's date, its year taken from the first hint that yields one.
fn complete(date: PartialDate, hints: &[Hint], notes: &mut Vec<Note>) -> Option<Date> {
    if let Some(year) = date.year {
        if !PLAUSIBLE.contains(&year) {
            notes.push(implausible("The date in the dateline", &format!("{year}-{:02}", date.month), year));
            return None;
        }
        return date.full();
    }
    let day = date.day?;
    hints.iter().find_map(|hint| match *hint {
        Hint::Year(year) => Date::new(year, date.month, day).ok(),
        Hint::Near(near) => nearest(date.month, day, near),
    })
}

/// The given day of the year that lies nearest to `near`: late December is last year's, seen from early January.
fn nearest(month: i8, day: i8, near: Date) -> Option<Date> {
    let years = [near.year() - 1, near.year(), near.year() + 1];
    let dates = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
    dates.min_by_key(|date| near.since(*date).map_or(i32::MAX, |span| span.get_days().abs()))
}

#[cfg(test)]
mod tests;
