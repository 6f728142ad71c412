//! The words of English that this stage asks for: the lists of `lexicon/en/document.toml`, read once.

use crate::{DataError, DataFile, List};
use std::sync::LazyLock;

crate::word_lists! {
    /// Words by which language, headline, byline, date and dateline are known.
    pub(super) struct Words from "document" {
        language_marks,
        names_of_english,
        no_language,
        no_headline_end,
        published,
        changed,
        before_day,
        months,
        short_months,
        weekdays,
        short_weekdays,
        ordinal_endings,
        dateline_openings,
        no_place,
        no_place_alone,
        no_place_first,
        inside_place_names,
        place_abbreviations,
        agencies,
        words_of_agencies,
        cities,
    }
}

/// The lists of this stage as they are written, for the version of what is inside the program.
pub const LISTS: &str = include_str!("../../../../lexicon/en/document.toml");

/// The months in English, in full and in small letters, from January on.
pub static MONTHS: LazyLock<[&'static str; 12]> = LazyLock::new(|| {
    let months = &lists().months;
    std::array::from_fn(|n| {
        months.pairs().find(|(_, number)| number.parse() == Ok(n + 1)).map(|(month, _)| month).unwrap_or_default()
    })
});

/// The days of the week in English, in full and in small letters, from Monday on.
pub static WEEKDAYS: LazyLock<[&'static str; 7]> = LazyLock::new(|| {
    let mut days = lists().weekdays.words();
    std::array::from_fn(|_| days.next().unwrap_or_default())
});

/// The number, 1 to 12, of a month in full or in a short form without its full stop, in any case.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    let lists = lists();
    lists.months.value(word).or_else(|| lists.short_months.value(word))?.parse().ok()
}

/// The number, 1 for Monday to 7, of a day of the week in full or in a short form without its full stop, in any case.
#[must_use]
pub fn weekday(word: &str) -> Option<i8> {
    let lists = lists();
    let short = |word: &str| {
        let word = lists.short_weekdays.words().nth(lists.short_weekdays.position(word)?)?;
        lists.weekdays.words().position(|day| day.starts_with(word))
    };
    lists.weekdays.position(word).or_else(|| short(word)).map(|n| n as i8 + 1)
}

/// Whether letters are what follows the figure of a day: `11th`, `1st`.
#[must_use]
pub fn is_ordinal_ending(letters: &str) -> bool {
    lists().ordinal_endings.has(letters)
}

/// All names of months and days of the week, in full and short, in small letters.
pub fn calendar_words() -> impl Iterator<Item = &'static str> {
    let l = lists();
    l.months.words().chain(l.short_months.words()).chain(l.weekdays.words()).chain(l.short_weekdays.words())
}

/// Whether a word is a day of the week in full, in any case.
#[must_use]
pub fn is_weekday(word: &str) -> bool {
    lists().weekdays.has(word)
}

/// The lists inside the program.
pub(super) fn lists() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let file = DataFile::new("lexicon/en/document.toml", LISTS);
        read(&file).unwrap_or_else(|e| panic!("{e}"))
    });
    &WORDS
}

/// Reads the lists, and sees that the calendar is whole.
fn read(file: &DataFile) -> Result<Words, DataError> {
    let words = Words::read(std::slice::from_ref(file))?;
    let wrong = |list: &str, reason: String, remedy: &str| DataError {
        file: file.name.clone(),
        line: 0,
        reason: format!("[{list}]: {reason}"),
        remedy: remedy.into(),
    };
    let numbers = |list: &str, months: &List| {
        let number = |(month, number): (&str, &str)| match number.parse::<usize>() {
            Ok(n) if (1..=12).contains(&n) => Ok(n),
            _ => Err(wrong(list, format!("{number:?} of {month:?} is no month's number"), "write 1 to 12")),
        };
        months.pairs().map(number).collect::<Result<Vec<_>, _>>()
    };
    let mut months = numbers("months", &words.months)?;
    numbers("short_months", &words.short_months)?;
    months.sort_unstable();
    if !months.into_iter().eq(1..=12) {
        return Err(wrong("months", "it has not one word for each month".into(), "give each of 1 to 12 one"));
    }
    if words.weekdays.words().len() != 7 {
        return Err(wrong("weekdays", "it has not seven words".into(), "write them from Monday on"));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_in_order() {
        assert_eq!((MONTHS[0], MONTHS[8], MONTHS[11]), ("january", "september", "december"));
        assert_eq!((WEEKDAYS[0], WEEKDAYS[6]), ("monday", "sunday"));
        assert_eq!((month("May"), month("SEPT"), month("dec"), month("Sund")), (Some(5), Some(9), Some(12), None));
        assert!(is_weekday("Friday") && !is_weekday("fri"));
        assert_eq!(
            (weekday("Friday"), weekday("thurs"), weekday("WED"), weekday("may")),
            (Some(5), Some(4), Some(3), None)
        );
    }

    #[test]
    fn a_calendar_with_a_fault_is_refused() {
        for (from, to, want) in [
            (
                "12 = \"december\"",
                "13 = \"december\"",
                "lexicon.toml: [months]: \"13\" of \"december\" is no month's number",
            ),
            ("12 = \"december\"", "11 = \"december\"", "lexicon.toml"),
            ("12 = \"dec\"", "dec = \"dec\"", "[short_months]: \"dec\" of \"dec\" is no month's number; write 1 to 12"),
            ("saturday sunday", "sunday", "[weekdays]: it has not seven words; write them from Monday on"),
            ("10 = \"october\"\n", "", "[months]: it has not one word for each month; give each of 1 to 12 one"),
        ] {
            let text = LISTS.replace(from, to);
            assert_ne!(text, LISTS, "{from}");
            let error = read(&DataFile::new("lexicon.toml", text)).unwrap_err().to_string();
            assert!(error.contains(want), "{from}: {error}");
        }
    }
}
