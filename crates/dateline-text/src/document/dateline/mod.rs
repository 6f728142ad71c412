//! The dateline a report opens with: `MOSCOW, Oct 11 (Reuters) - `, `KYIV, Ukraine (AP) — `, `Moscow: `.
//!
//! [`parts`] reads the beginning of a line as places, dates and agencies up to a dash, colon or the like; that alone
//! is a generous grammar. Whether what it read is a dateline is then decided by [`convinces`], which asks the more of
//! a candidate the less it shows: an agency known by name needs hardly anything else, a city with a colon must be a
//! well-known one at the head of a whole paragraph. A dateline missed costs a place and perhaps a date; one seen where
//! there is none takes words away from the first sentence, so doubt decides against it.

mod agency;
mod parts;
#[cfg(test)]
mod tests;

use super::{Dateline, city, lines};
use crate::Span;
use parts::{End, Parts, Place, parts};

/// Lines beside blank ones that may come before a dateline: headline, second headline, byline, kicker.
const LINES_BEFORE: usize = 5;
/// A line longer than this is a paragraph and no headline, in bytes.
const HEADLINE: usize = 200;
/// A paragraph of so many bytes need not end in a full stop to count as prose.
const PROSE: usize = 120;

/// Finds the dateline at the head of a text.
pub(super) fn find(text: &str) -> Option<Dateline> {
    let head = lines::head(text);
    for line in head.iter().filter(|line| !line.trimmed(text).is_empty()).take(LINES_BEFORE + 1) {
        let words = line.trimmed(text);
        let start = line.start + (text[line.start..line.end].len() - text[line.start..line.end].trim_start().len());
        let found = parts(&text[start..line.end]);
        if let Some(parts) = found.filter(|parts| convinces(parts, &text[start..])) {
            return make(text, start, &parts);
        }
        if words.len() > HEADLINE || lines::ends_sentence(words) {
            return None;
        }
    }
    None
}

/// The dateline of parts whose offsets count from `start`.
fn make(text: &str, start: usize, parts: &Parts) -> Option<Dateline> {
    let words = |range: &std::ops::Range<usize>| text.get(start + range.start..start + range.end).map(str::to_owned);
    Some(Dateline {
        place: parts.place.as_ref().and_then(|place| words(&place.range)),
        agency: parts.agency.as_ref().and_then(|agency| words(&agency.range)),
        date: parts.date,
        span: Span::new(text, start, start + parts.end)?,
    })
}

/// Whether the parts, read at the beginning of `rest`, make a dateline.
fn convinces(parts: &Parts, rest: &str) -> bool {
    let Some(after) = rest.get(parts.end..) else { return false };
    let opens = opens_sentence(after);
    let place = parts.place.as_ref();
    let firm = place.is_some_and(|place| place.capitals || place.known);
    let stroke = matches!(parts.closed_by, End::Dash | End::Hyphen);
    let full_date = parts.date.is_some_and(|date| date.full().is_some());
    let with_day = parts.date.is_some_and(|date| date.day.is_some());

    if let Some(agency) = &parts.agency {
        return match (place, parts.closed_by) {
            _ if !agency.known => firm && stroke && opens,
            (Some(_), End::Dash | End::Hyphen) => firm || opens,
            (Some(_), End::Colon | End::Stop | End::Bare) => opens,
            (_, End::Line) => place.is_some() || parts.date.is_some(),
            (None, End::Dash | End::Hyphen) => agency.bracketed || parts.date.is_some() || opens,
            (None, End::Bare | End::Stop) => agency.bracketed && opens,
            (None, End::Colon) => parts.date.is_some() && opens,
        };
    }
    match (place, parts.closed_by) {
        (None, _) => full_date && stroke && opens,
        (Some(_), _) if parts.bracketed && with_day => opens,
        (Some(_), End::Dash | End::Hyphen) if with_day => opens,
        (Some(place), End::Dash | End::Hyphen) if parts.date.is_some() || parts.weekday => {
            opens && (place.known || place.capitals)
        }
        (Some(place), End::Colon) if with_day => {
            opens && (firm || full_date && (parts.keyword || place.range.start == 0))
        }
        (Some(_), End::Stop) if with_day => opens && firm,
        (Some(place), End::Line) => with_day && (place.known || place.capitals && place.words == 1),
        (Some(place), _) => opens && place_alone(parts, place, rest, after),
    }
}

/// Whether a place with neither agency nor date makes a dateline.
fn place_alone(parts: &Parts, place: &Place, rest: &str, after: &str) -> bool {
    if !heads_prose(rest) {
        return false;
    }
    match parts.closed_by {
        End::Bare => parts.bracketed && place.known,
        End::Colon => place.known && !parts.bracketed,
        End::Dash | End::Hyphen if place.capitals => {
            // Capitals alone may as well be an organisation or a rubric: the names of places are short and spoken.
            place.known || place.region || place.words <= 3 && place.spoken
        }
        End::Dash | End::Hyphen => place.known && !has_second_dash(after),
        End::Stop | End::Line => false,
    }
}

/// Whether the words after a dateline begin a sentence.
fn opens_sentence(after: &str) -> bool {
    match after.trim_start().chars().next() {
        Some(c) if c.is_alphabetic() => !c.is_lowercase(),
        Some(c) => c.is_ascii_digit() || lines::may_open(c) || matches!(c, '$' | '€' | '£' | '[' | '¥'),
        None => false,
    }
}

/// Whether the paragraph at the beginning of `rest` is prose rather than a headline.
fn heads_prose(rest: &str) -> bool {
    let rest = &rest[..lines::floor(rest, 4096)];
    let blank = |at: usize| {
        let next = rest[at..].trim_start_matches(lines::is_newline);
        let gap = &rest[at..rest.len() - next.len()];
        gap.matches('\n').count().max(gap.matches('\r').count()) > 1
    };
    let end = rest.match_indices(lines::is_newline).map(|(at, _)| at).find(|at| blank(*at)).unwrap_or(rest.len());
    let paragraph = &rest[..end];
    let last = rest[end..].trim().is_empty();
    last || paragraph.len() >= PROSE || lines::ends_sentence(paragraph)
}

/// Whether another dash follows in the sentence: then the first one opened a parenthesis.
fn has_second_dash(after: &str) -> bool {
    let head = &after[..lines::floor(after, 400)];
    let sentence = head.find(". ").map_or(head, |at| &head[..at]);
    ["—", "–", " - ", "--"].iter().any(|dash| sentence.contains(dash))
}
