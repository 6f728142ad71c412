//! The lines of a dictionary: names, their synonyms, codes, perhaps with dates, and substitution sets.

use super::remarks::{Remark, Remarks};
use dateline_text::{DataError, DataFile};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A code and the days on which it holds; with no days at all it holds whenever no other does.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) line: usize,
    /// As written, in capitals, with the agents' `~`.
    pub(super) code: String,
    /// The first and the last day; none for a code without dates.
    pub(super) days: Option<(Option<Date>, Option<Date>)>,
}

/// One actor or role.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) line: usize,
    /// As written: the name, then its synonyms.
    pub(super) names: Vec<String>,
    /// The plurals in braces; an empty text for `{}`, no plural.
    pub(super) plural: Option<String>,
    pub(super) readings: Vec<Reading>,
}

/// What a dictionary holds.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) entries: Vec<Entry>,
    /// The words for which a mark `!PERSON!` stands.
    pub(super) sets: BTreeMap<String, Vec<String>>,
}

/// Reads the lines of a dictionary.
///
/// # Errors
/// A bracket that never closes, a synonym or code that belongs to no name, a code that is none, a comment without end.
pub(super) fn read(file: &DataFile, remarks: &mut Remarks) -> Result<Sheet, DataError> {
    let mut sheet = Sheet::default();
    // The line on which a comment `<!-- … -->` began.
    let mut comment = None;
    for (at, line) in file.text.lines().enumerate() {
        let number = at + 1;
        if comment.is_some() || line.trim_start().starts_with("<!") {
            comment = if line.contains("-->") { None } else { comment.or(Some(number)) };
            continue;
        }
        let text = line.split(['#', ';']).next().unwrap_or_default();
        if text.contains(['\u{fffd}', '\u{1a}']) {
            remarks.add(Remark::Bytes, number, "");
        }
        take(&mut sheet, number, text, remarks).map_err(|(reason, remedy)| file.wrong(number, reason, remedy))?;
    }
    match comment {
        None => Ok(sheet),
        Some(line) => Err(file.wrong(line, "the comment `<!--` never ends", "end it with `-->`")),
    }
}

type Fault = (String, &'static str);

/// Takes up one line without its comment.
fn take(sheet: &mut Sheet, line: usize, text: &str, remarks: &mut Remarks) -> Result<(), Fault> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(());
    }
    if let Some((mark, words)) = trimmed.split_once('=').filter(|(mark, _)| mark.trim().ends_with('!')) {
        let words = words.split(',').map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect();
        sheet.sets.insert(mark.trim().trim_matches('!').to_uppercase(), words);
        return Ok(());
    }
    let (name, rest) = trimmed.split_at(trimmed.find(['[', '{']).unwrap_or(trimmed.len()));
    if let Some(synonyms) = name.strip_prefix('+') {
        let entry = sheet.entries.last_mut();
        let entry =
            entry.ok_or_else(|| (format!("the synonym `{name}` has no name above it"), "write the name first"))?;
        entry.names.extend(synonyms.split(" +").map(|s| s.trim().to_owned()));
    } else if !name.is_empty() {
        sheet.entries.push(Entry { line, names: vec![name.trim().to_owned()], plural: None, readings: Vec::new() });
    }
    let Some(entry) = sheet.entries.last_mut() else {
        return Err((format!("the code `{trimmed}` has no name above it"), "write `NAME_ [CODE]`"));
    };
    brackets(entry, line, rest, remarks)
}

/// Takes up what stands in brackets and braces; what stands outside them is read over.
fn brackets(entry: &mut Entry, line: usize, text: &str, remarks: &mut Remarks) -> Result<(), Fault> {
    let mut rest = text;
    while let Some(open) = rest.find(['[', '{']) {
        let brace = rest[open..].starts_with('{');
        let inside = &rest[open + 1..];
        // A code that a brace closes is a slip of the key, seen in dictionaries in use.
        let close = if brace { inside.find('}') } else { inside.find([']', '}']) };
        let Some(close) = close else {
            let reason = format!("`{}` opens and never closes", &rest[open..]);
            return Err((reason, "write `[CODE]`, and a plural as `{PLURAL}`"));
        };
        let text = inside[..close].trim();
        if brace {
            entry.plural = Some(text.to_owned());
        } else {
            entry.readings.extend(reading(line, text, remarks)?);
        }
        rest = &inside[close + 1..];
    }
    Ok(())
}

/// A code and its days: `USAGOV`, `USAGOV >010120`, `USAGOV 810120-890120`.
fn reading(line: usize, text: &str, remarks: &mut Remarks) -> Result<Option<Reading>, Fault> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>')).unwrap_or(text.len());
    let (code, dates) = text.split_at(end);
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '~' | '/' | '-' | '+');
    if code.is_empty() || !code.chars().all(letters) || dates.contains(|c: char| c.is_alphabetic()) {
        return Err((
            format!("`[{text}]` is no code"),
            "write letters, three a part, and dates behind them: [USAGOV >010120]",
        ));
    }
    let dates: String = dates.chars().filter(|c| !c.is_whitespace()).collect();
    let days = match dates.as_str() {
        "" => None,
        dates => match days(dates) {
            Some(days) => Some(days),
            None => {
                remarks.add(Remark::Date, line, text);
                return Ok(None);
            }
        },
    };
    Ok(Some(Reading { line, code: code.to_ascii_uppercase(), days }))
}

/// The first and last day of `>010120`, `<010120`, `810120-890120`; the days of the first two are outside.
fn days(text: &str) -> Option<(Option<Date>, Option<Date>)> {
    if let Some(after) = text.strip_prefix('>') {
        return Some((Some(day(after)?.checked_add(1.day()).ok()?), None));
    }
    if let Some(before) = text.strip_prefix('<') {
        return Some((None, Some(day(before)?.checked_sub(1.day()).ok()?)));
    }
    let (from, to) = text.split_once('-')?;
    let (from, to) = (day(from)?, day(to)?);
    (from <= to).then_some((Some(from), Some(to)))
}

/// A day as `yymmdd` or `yyyymmdd`; years of two digits up to 30 are of this century. A day past the end of its month is
/// its last.
fn day(text: &str) -> Option<Date> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let cut = text.len().checked_sub(4).filter(|cut| matches!(cut, 2 | 4))?;
    let year = match number(0, cut)? {
        short @ 0..=30 if cut == 2 => 2000 + short,
        short if cut == 2 => 1900 + short,
        year => year,
    };
    let (month, day) = (i8::try_from(number(cut, cut + 2)?).ok()?, i8::try_from(number(cut + 2, cut + 4)?).ok()?);
    let first = Date::new(year, month.max(1), 1).ok()?;
    (day <= 31).then(|| Date::new(year, month.max(1), day.clamp(1, first.days_in_month())).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_petrarch_reads_them() {
        assert_eq!(days(">991231"), Some((Some(date(2000, 1, 1)), None)));
        assert_eq!(days("<970101"), Some((None, Some(date(1996, 12, 31)))));
        assert_eq!(days("970101-20061231"), Some((Some(date(1997, 1, 1)), Some(date(2006, 12, 31)))));
        assert_eq!(days("010131-010231").unwrap().1, Some(date(2001, 2, 28)));
        for none in ["991231", ">9912311", "980101-970101", "970101", ">971301"] {
            assert_eq!(days(none), None, "{none}");
        }
    }
}
