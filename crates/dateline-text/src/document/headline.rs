//! A first line that is a headline, so that no sentence is read across its end.

use super::words::lists;
use super::{Dateline, date, lines};
use crate::Span;

/// The longest headline, in bytes and in words.
const LONGEST: (usize, usize) = (200, 30);
/// A line so long, before another of about that length, is one of a paragraph broken at the margin; in characters.
const MARGIN: std::ops::RangeInclusive<usize> = 45..=100;

/// Finds a headline: the first line, with text after it, short, without a final stop, beginning like a title or
/// sentence, and neither the dateline, a byline nor a date.
pub(super) fn find(text: &str, dateline: Option<&Dateline>) -> Option<Span> {
    let head = lines::head(text);
    let line = *head.first()?;
    let words = line.trimmed(text);
    let mut below = head.iter().skip(1).map(|line| line.trimmed(text));
    let next = below.next()?;
    let set_off = next.is_empty();
    let next = if set_off { below.find(|words| !words.is_empty())? } else { next };
    let start = line.start + (text[line.start..line.end].len() - text[line.start..line.end].trim_start().len());
    if dateline.is_some_and(|dateline| dateline.span.start() < line.end) || !looks_like_one(words) {
        return None;
    }
    // Text taken from pages often has a blank line between any two lines: that alone sets nothing off.
    if next.starts_with(char::is_lowercase) || !set_off && is_margin(words) && is_margin(next) {
        return None;
    }
    Span::new(text, start, start + words.len())
}

/// Whether a line, taken by itself, may be a headline.
fn looks_like_one(words: &str) -> bool {
    let (bytes, most) = LONGEST;
    let count = words.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    if words.len() > bytes || !(2..=most).contains(&count) {
        return false;
    }
    let opens = |c: char| lines::may_open(c) || matches!(c, '(' | '[' | '$' | '€' | '£');
    let opening = words.trim_start_matches(opens);
    let begins = opening.starts_with(|c: char| c.is_ascii_digit() || c.is_alphabetic() && !c.is_lowercase());
    begins && !ends_like_prose(words) && !is_byline(words) && !is_date(words)
}

/// Whether a line ends in a stop that headlines do without. Question and exclamation marks they have.
fn ends_like_prose(words: &str) -> bool {
    let words = words.trim_end_matches(lines::closes);
    let last = words.rsplit(char::is_whitespace).next().unwrap_or(words);
    let breaks_off = lists().no_headline_end.has(last) || words.ends_with([',', ';', ':', '…', '-', '—', '–']);
    // `Talks stall with U.S.` ends in a short form; in a long line that is a sentence's end as well.
    let initials = |part: &str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
    let short_form = last.matches('.').count() > 1 && last.split('.').all(initials);
    breaks_off || words.ends_with('.') && !(short_form && words.split_whitespace().count() <= 12)
}

/// `By Jane Doe`, `By JANE DOE, Lakeside News`.
fn is_byline(words: &str) -> bool {
    let name = words.strip_prefix("By ").or_else(|| words.strip_prefix("BY "));
    name.is_some_and(|name| {
        name.split_whitespace().take(2).all(|word| word.starts_with(char::is_uppercase))
            && name.split_whitespace().count() <= 8
    })
}

fn is_date(words: &str) -> bool {
    date::parse(words).is_ok()
}

fn is_margin(words: &str) -> bool {
    MARGIN.contains(&words.chars().count()) && !lines::ends_sentence(words)
}

#[cfg(test)]
mod tests {
    use super::super::dateline;
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let found = find(text, dateline::find(text).as_ref());
        assert_eq!(found.map(|span| span.of(text)), expect, "{text:?}");
    }

    #[test]
    fn a_first_line_set_off_is_a_headline() {
        check("Ferry Talks Stall in Oslo\n\nTwo ministers left early.", Some("Ferry Talks Stall in Oslo"));
        check("\r\n Ferry talks stall \r\nTwo ministers left early.\r\n", Some("Ferry talks stall"));
        check("FERRY TALKS STALL\n\nOSLO (AP) — Two ministers left.", Some("FERRY TALKS STALL"));
        check("Will the ferry sail?\nTwo ministers doubt it.", Some("Will the ferry sail?"));
        check("Ferry talks stall with U.S.\n\nTwo ministers left.", Some("Ferry talks stall with U.S."));
        check("“We will not pay,” says minister\n\nTwo left.", Some("“We will not pay,” says minister"));
        check("12 dead in ferry fire\n\nTwo are missing.", Some("12 dead in ferry fire"));
        check("Élysée denies ferry plan 🚢\n\nTwo left.", Some("Élysée denies ferry plan 🚢"));
    }

    #[test]
    fn a_first_line_of_prose_is_none() {
        for text in [
            "Two ministers left early.\n\nThe ferry did not sail.",
            "Two ministers left the talks\nearly on Monday.",
            "The ministry of transport said on Monday that it would no longer\nOslo's ferries, which had been running \
             at a loss since the\nspring, support with public money.",
            "Ferry talks stall",
            "Ferry talks stall\n",
            "Ferry talks stall\n \n",
            "Ferry",
            "",
            "\n",
            "By Jane Doe\n\nTwo ministers left early.",
            "11 October 2023\n\nTwo ministers left early.",
            "The minister said that all of the\n\nFerries would sail.",
            "It sails to Washington (a.example).\n\nTwo left.",
            "The minister said that all\n\nferries would sail.",
            "OSLO (AP) — Two ministers left\n\nThe ferry did not sail.",
            "Here is the list:\n\nTwo ministers left.",
            "ferry talks stall\n\nTwo ministers left.",
            "Oslo\n\nTwo ministers left.",
        ] {
            check(text, None);
        }
    }
}
