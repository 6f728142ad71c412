//! The beginning of a line as places, dates and agencies.

use super::super::PartialDate;
use super::super::date;
use super::super::words::lists;
use super::{agency, city};
use std::ops::Range;

/// What was read, in byte offsets into the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) place: Option<Place>,
    pub(super) agency: Option<Agency>,
    pub(super) date: Option<PartialDate>,
    /// The word `date` stands before them.
    pub(super) keyword: bool,
    /// A weekday stands among them.
    pub(super) weekday: bool,
    /// All of it is in brackets: `[Nairobi, 12 June]`.
    pub(super) bracketed: bool,
    pub(super) closed_by: End,
    /// The end, after what closes it.
    pub(super) end: usize,
}

/// What closes the parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// An em or en dash, or two hyphens.
    Dash,
    /// A hyphen between spaces, or the underscore of old tickers.
    Hyphen,
    Colon,
    /// A full stop.
    Stop,
    /// The line's end.
    Line,
    /// Nothing: the text goes on.
    #[default]
    Bare,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) range: Range<usize>,
    /// The first name is written in capitals throughout.
    pub(super) capitals: bool,
    /// One of the names is a city that stands alone in datelines.
    pub(super) known: bool,
    /// A second name follows after a comma.
    pub(super) region: bool,
    /// Words of the first name.
    pub(super) words: usize,
    /// The first name is one word that looks pronounceable, rather than the initials of an organisation.
    pub(super) spoken: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Agency {
    pub(super) range: Range<usize>,
    pub(super) known: bool,
    pub(super) bracketed: bool,
}

/// No dateline has more parts.
const MOST_PARTS: usize = 8;
/// The longest content of brackets, in bytes.
const BRACKETS: usize = 60;
/// The longest place, in bytes.
const PLACE: usize = 60;

/// Reads the beginning of a line; `None` where it has none of the parts, or is a known rubric.
pub(super) fn parts(line: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut at = keyword(line);
    parts.keyword = at > 0;
    for _ in 0..MOST_PARTS {
        at = skip_joints(line, at, &parts);
        let Some(next) = part(line, at, &mut parts) else { break };
        at = next;
    }
    if parts.place.is_none() && parts.agency.is_none() && parts.date.is_none() {
        return None;
    }
    if parts.place.as_ref().is_some_and(|place| is_rubric(&line[place.range.clone()], place.capitals)) {
        return None;
    }
    let at = line[..at].trim_end_matches([' ', '\t', '\u{A0}', ',', '|']).len();
    (parts.closed_by, parts.end) = close(line, at);
    Some(parts)
}

/// Passes over the word `date` or `dateline` that some feeds put first.
fn keyword(line: &str) -> usize {
    for word in lists().dateline_openings.words() {
        let rest = line.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word)).map(|_| &line[word.len()..]);
        if let Some(rest) = rest {
            let tail = rest.trim_start_matches([':', ' ']);
            if tail.len() < rest.len() && (date::prefix(tail).is_some() || tail.starts_with(char::is_uppercase)) {
                return line.len() - tail.len();
            }
        }
    }
    0
}

/// Passes over spaces, commas and bars between parts, and a full stop that another part follows.
fn skip_joints(line: &str, at: usize, parts: &Parts) -> usize {
    let skip = |at: usize| line.len() - line[at..].trim_start_matches([' ', '\t', '\u{A0}', ',', '|']).len();
    let next = skip(at);
    match line[next..].strip_prefix('.') {
        Some(_) if parts.place.is_some() => {
            let beyond = skip(next + 1);
            let rest = &line[beyond..];
            let follows = date::prefix(rest).is_some() && parts.date.is_none() || signed(rest).is_some();
            if follows { beyond } else { next }
        }
        None if parts.place.is_some() && parts.date.is_none() => behind_dash(line, next).map_or(next, skip),
        _ => next,
    }
}

/// The other side of a dash between a place and the day: `OSLO – Friday, June 12, 2020 –`.
fn behind_dash(line: &str, at: usize) -> Option<usize> {
    let rest = line[at..].strip_prefix(['-', '–', '—'])?.trim_start();
    let day = date::weekday(rest).map_or(rest, |len| rest[len..].trim_start_matches([',', ' ']));
    date::prefix(day).is_some_and(|(day, _)| day.day.is_some()).then_some(line.len() - rest.len())
}

/// Reads one part into `parts` and says where it ends.
fn part(line: &str, at: usize, parts: &mut Parts) -> Option<usize> {
    let rest = &line[at..];
    if let Some((inner, len)) = brackets(rest) {
        return in_brackets(line, at + inner.start..at + inner.end, parts).then_some(at + len);
    }
    if parts.agency.is_none() {
        if let Some(name) = signed(rest) {
            parts.agency = Some(Agency { range: at + 1..at + 1 + name, known: true, bracketed: true });
            return Some(at + name + 2);
        }
        let set_off = at == 0 || line[..at].trim_end().ends_with([',', '.', '|']);
        if let Some(len) = agency::at_start(rest).filter(|_| set_off) {
            parts.agency = Some(Agency { range: at..at + len, known: true, bracketed: false });
            return Some(at + len);
        }
    }
    if parts.date.is_none()
        && let Some((date, len)) = date::prefix(rest)
    {
        parts.date = Some(date);
        return Some(at + len);
    }
    if !parts.weekday && parts.date.is_none() {
        let day = date::weekday(rest).filter(|len| {
            let next = rest[*len..].trim_start_matches([',', ' ']);
            date::prefix(next).is_some() || (at > 0 && next.starts_with(['-', '—', '–', '(']))
        });
        if let Some(len) = day {
            parts.weekday = true;
            return Some(at + len);
        }
    }
    if parts.place.is_none() && parts.agency.is_none() {
        let place = place(line, at)?;
        let end = place.range.end;
        parts.place = Some(place);
        return Some(end);
    }
    None
}

/// The inside of brackets that open `rest`, and their whole length.
fn brackets(rest: &str) -> Option<(Range<usize>, usize)> {
    let close = match rest.chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let end = rest.char_indices().take_while(|(at, _)| *at <= BRACKETS).find(|(_, c)| *c == close)?.0;
    Some((1..end, end + 1))
}

/// Takes the inside of brackets for a date, an agency, a place with its date, or (after a place) a region.
fn in_brackets(line: &str, inner: Range<usize>, parts: &mut Parts) -> bool {
    let words = &line[inner.clone()];
    let set_agency = |parts: &mut Parts, known: bool| {
        let range = trimmed(line, inner.clone());
        parts.agency = Some(Agency { range, known, bracketed: true });
        true
    };
    if parts.agency.is_none() && agency::is_known(words) {
        return set_agency(parts, true);
    }
    if parts.date.is_none() {
        let start = words.len() - words.trim_start().len();
        if let Some((date, _)) = date::prefix(&words[start..]).filter(|(_, len)| words[start + len..].trim().is_empty())
        {
            parts.date = Some(date);
            return true;
        }
    }
    if let Some(place) = &parts.place {
        // `Paris (France)`: a region. Anything else in brackets is an aside, and this no dateline.
        if parts.agency.is_none() && agency::is_likely(words) && !words.contains("R-") && !words.contains("D-") {
            return set_agency(parts, false);
        }
        return place.known && words.starts_with(char::is_uppercase);
    }
    let Some(date) = parts.date else { return parts.agency.is_none() && whole(line, inner, parts) };
    // `February 21, 2015 (JUBA)`: a place, but for the unknown agencies that stand there as often.
    let city = |p: &Place| p.known || p.capitals && p.spoken && p.range.len() > 3;
    let mut inside = Parts::default();
    let found = parts.agency.is_none() && whole(line, inner, &mut inside) && inside.place.as_ref().is_some_and(city);
    if found {
        *parts = Parts { date: Some(date), weekday: parts.weekday, ..inside };
    }
    found
}

/// Reads the inside of brackets as place, date and weekday that fill it.
fn whole(line: &str, inner: Range<usize>, parts: &mut Parts) -> bool {
    let line = &line[..inner.end];
    let mut read = Parts { bracketed: true, ..Parts::default() };
    let mut at = inner.start;
    for _ in 0..MOST_PARTS {
        at = skip_joints(line, at, &read);
        if at >= line.len() || line[at..].starts_with(['(', '[']) {
            break;
        }
        match part(line, at, &mut read) {
            Some(next) => at = next,
            None => return false,
        }
    }
    let filled = at >= line.len() && read.place.is_some();
    if filled {
        *parts = read;
    }
    filled
}

/// The agency between slashes at the beginning of `rest`, as TASS signs, and the length of its name.
fn signed(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('/')?;
    let head = &inner[..super::lines::floor(inner, 40)];
    let end = head.find('/')?;
    agency::is_known(&head[..end]).then_some(end)
}

/// A range without the spaces at its ends.
fn trimmed(line: &str, range: Range<usize>) -> Range<usize> {
    let words = &line[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

/// One or more names: `KYIV, Ukraine`, `LONDON/PARIS`, `ST. PETERSBURG, Russia`.
fn place(line: &str, at: usize) -> Option<Place> {
    let mut first: Option<Place> = None;
    let mut end = at;
    let mut start = at;
    for _ in 0..3 {
        let Some((len, words)) = name(&line[start..]) else { break };
        end = start + len;
        let written = &line[start..end];
        let known = city::is_known(written.trim_end_matches('.'));
        match &mut first {
            None => {
                let letters = written.chars().filter(|c| c.is_alphabetic()).count();
                let capitals = letters >= 2 && !written.chars().any(char::is_lowercase);
                first =
                    Some(Place { range: at..end, capitals, known, region: false, words, spoken: is_spoken(written) });
            }
            Some(place) => {
                place.known |= known;
                place.region |= line[..start].trim_end().ends_with(',');
            }
        }
        let rest = &line[end..];
        let joint =
            rest.len() - rest.trim_start_matches(' ').trim_start_matches([',', '/']).trim_start_matches(' ').len();
        let next = &rest[joint..];
        let joined = rest[..joint].contains([',', '/']);
        let other = date::prefix(next).is_some() || agency::at_start(next).is_some() || signed(rest).is_some();
        if !joined || other || date::weekday(next).is_some() || end - at > PLACE {
            break;
        }
        start = end + joint;
    }
    let mut place = first?;
    place.range = at..end;
    (end - at <= PLACE).then_some(place)
}

/// Whether capitals look like a name rather than initials: TURKANA, not CHOGM.
fn is_spoken(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 5 && name.chars().filter(|c| !c.is_ascii() || "AEIOUY".contains(*c)).count() >= 2
}

/// One name at the beginning of `rest`: capitalised words, small ones such as `de` between them. Its length in bytes
/// and in words.
fn name(rest: &str) -> Option<(usize, usize)> {
    let (mut end, mut words) = (0, 0);
    let mut at = 0;
    while words < 6 {
        let len = word(&rest[at..]);
        let written = &rest[at..at + len];
        let large = written.starts_with(char::is_uppercase);
        let small = words > 0 && lists().inside_place_names.has(written);
        if len == 0 || !(large || small) || (words > 0 && date::prefix(&rest[at..]).is_some()) {
            break;
        }
        words += 1;
        if large {
            end = at + len;
        }
        match rest[at + len..].strip_prefix(' ') {
            Some(_) => at += len + 1,
            None => break,
        }
    }
    (end > 0).then_some((end, words))
}

/// The length of the word at the beginning of `rest`: letters with the marks, hyphens and apostrophes inside it, and
/// the full stops of `D.C.`, `St.` and `Calif.`.
fn word(rest: &str) -> usize {
    let mut len = 0;
    for (at, c) in rest.char_indices() {
        let tail = &rest[at + c.len_utf8()..];
        let goes_on = tail.starts_with(char::is_alphabetic);
        let inside = match c {
            '-' | '\'' | '’' | 'ʻ' => at > 0 && goes_on,
            '.' => at > 0 && (goes_on || is_abbreviation(&rest[..at], tail)),
            '\u{300}'..='\u{36F}' => at > 0,
            _ => c.is_alphabetic(),
        };
        if !inside {
            break;
        }
        len = at + c.len_utf8();
    }
    len
}

/// Whether the full stop between `before` and `after` belongs to a short form.
fn is_abbreviation(before: &str, after: &str) -> bool {
    let saint = lists().place_abbreviations.has(before);
    let next = after.trim_start();
    saint || before.contains('.') || next.starts_with(['(', ',', '-', '—', '–', ':'])
}

/// Whether a name is a rubric, or the beginning of a sentence (`On September 30 – …`), rather than a place. In capitals
/// a preposition may be part of the place: `ON THE FRONT LINE`.
fn is_rubric(name: &str, capitals: bool) -> bool {
    let name = name.to_lowercase();
    if !capitals && name.split(' ').next().is_some_and(|first| lists().no_place_first.has(first)) {
        return true;
    }
    lists().no_place_alone.has(&name)
        || agency::is_known(&name.to_uppercase())
        || name.split([' ', '-', '\'', '’', ',', '/']).any(|word| lists().no_place.has(word.trim_end_matches('.')))
}

/// What stands at `at`, and where the parts end with it.
fn close(line: &str, at: usize) -> (End, usize) {
    let rest = &line[at..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\t', '\u{A0}', '\u{2009}']).len();
    let next = &rest[gap..];
    let beyond = |len: usize| at + gap + len;
    // Writers mix their strokes: `—`, `--`, `–-`.
    let strokes = next.len() - next.trim_start_matches(['—', '–', '―', '-']).len();
    if next.starts_with(['—', '–', '―']) || next.starts_with("--") {
        return (End::Dash, beyond(strokes));
    }
    let spaced = |len: usize| next[len..].chars().next().is_none_or(char::is_whitespace);
    if next.starts_with(['-', '_', '−']) {
        let len = next.chars().next().map_or(1, char::len_utf8);
        let set_off = (gap > 0 || line[..at].ends_with([')', ']'])) && spaced(len);
        return if set_off { (End::Hyphen, beyond(len)) } else { (End::Bare, at) };
    }
    if next.is_empty() {
        return (End::Line, at);
    }
    match next.chars().next() {
        Some(':') if spaced(1) && gap == 0 => (End::Colon, beyond(1)),
        // A full stop and a dash together, as in `Oct. 11. - `, are a dash.
        Some('.') if spaced(1) && gap == 0 => {
            let (end, to) = close(line, at + 1);
            if matches!(end, End::Dash | End::Hyphen) { (end, to) } else { (End::Stop, at + 1) }
        }
        _ => (End::Bare, at),
    }
}
