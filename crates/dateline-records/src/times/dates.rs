//! Dates of the calendar: in figures, by months and days of the week, years, decades, seasons.

use super::grammar::{Grammar, Meaning, Read, Which, Yearly};
use crate::words::Small;
use dateline_language::{NameKind, Rel, Upos, Xpos};

/// Years that four figures may name.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2150;

impl Grammar<'_> {
    /// A date in figures: `2016-11-07`, `11/7/2016`, `13.5.2015`, `05-Aug-2016`, `2015-3`, `20161016`.
    pub(super) fn numeric(&self, i: usize) -> Read<Meaning> {
        let first = self.p.get(i).filter(|p| p.digits > 0 || p.facet.month.is_some())?;
        if i > 0 && first.glued && self.mark(i - 1, "$£€#.,") {
            return None;
        }
        if first.digits == 8 {
            let n = first.figures? as i64;
            let year = i16::try_from(n / 10_000).ok().filter(|y| (1900..=2100).contains(y))?;
            return day(Some(year), (n / 100 % 100) as i8, (n % 100) as i8).map(|m| (i + 1, m));
        }
        let separator = |at: usize| {
            let mark = self.p.get(at).filter(|p| p.glued).and_then(|p| p.mark)?;
            ("-/.".contains(mark) && self.glued(at + 1)).then_some(mark)
        };
        let mark = separator(i + 1)?;
        let part = |at: usize| -> Option<(i16, usize, bool)> {
            let p = self.p.get(at)?;
            match (p.figures, p.facet.month) {
                (Some(n), _) if (1..=4).contains(&p.digits) => Some((n as i16, p.digits, false)),
                (None, Some((month, _))) => Some((month.into(), 0, true)),
                _ => None,
            }
        };
        let (a, b) = (part(i)?, part(i + 2)?);
        let third = (separator(i + 3) == Some(mark)).then(|| part(i + 4)).flatten();
        if let Some(c) = third {
            let goes_on = separator(i + 5).is_some() && self.p.get(i + 6).is_some_and(|p| p.digits > 0);
            return (!goes_on).then(|| three(a, b, c, mark)).flatten().map(|m| (i + 5, m));
        }
        let month = |n: (i16, usize, bool)| (1..=12).contains(&n.0).then_some(Yearly::Month(n.0 as i8));
        match (a, b) {
            // "2010-11" is the year that runs from the one into the other.
            ((year, 4, _), (n, 2, false)) if n == (year + 1) % 100 => Some((i + 3, Meaning::Year(year))),
            ((year, 4, _), n) | (n, (year, 4, _)) if YEARS.contains(&year) && n.1 < 3 => {
                Some((i + 3, Meaning::Yearly(month(n)?, Which::Year(year))))
            }
            _ => None,
        }
    }

    /// A month that is meant as one at a piece: not "may", not "march", nobody's name; its number and the piece behind.
    fn month(&self, i: usize) -> Read<i8> {
        let piece = self.p.get(i)?;
        let (month, short) = piece.facet.month?;
        let word = self.text(i);
        let figures = |at: usize| self.p.get(at).is_some_and(|p| p.digits > 0 && p.digits < 5);
        let mut end = i + 1;
        if self.mark(end, ".") && self.glued(end) && !word.ends_with('.') && figures(end + 1) {
            end += 1;
        }
        let dated = figures(end)
            || (i > 0 && (figures(i - 1) || self.facet(i - 1).ordinal.is_some() || self.is(i - 1, Small::Of)));
        let named = self.s.upos(piece.token) == Upos::Propn;
        let person = self.s.a.name_at(piece.token).is_some_and(|n| n.kind == NameKind::Per);
        let dated = dated || self.of_year(end).is_some();
        let common = self.words.lists.months_that_are_words.has(word.trim_end_matches('.'));
        let other = !self.capital(i) && matches!(self.s.upos(piece.token), Upos::Aux | Upos::Verb);
        let ok = if short {
            dated || (self.capital(i) && named && word.ends_with('.'))
        } else if common {
            !other && (dated || (self.capital(i) && named))
        } else {
            true
        };
        let is_name = person && !dated || (named && self.s.rel(piece.token) == Rel::Flat && !dated);
        (ok && !is_name).then_some((end, month))
    }

    /// A day of the month at a piece, in figures or words.
    fn day_at(&self, i: usize) -> Read<i8> {
        let piece = self.p.get(i)?;
        if let Some(n) = piece.figures.filter(|_| (1..=2).contains(&piece.digits)) {
            let suffix = self.glued(i + 1) && dateline_text::document::is_ordinal_ending(self.text(i + 1));
            let end = i + 1 + usize::from(suffix);
            let figures = self.glued(end + 1) && self.p.get(end + 1).is_some_and(|p| p.digits > 0);
            let goes_on = self.glued(end) && (self.mark(end, "%") || self.mark(end, ":.") && figures);
            return (!goes_on && (1.0..=31.0).contains(&n)).then_some((end, n as i8));
        }
        let (end, n) =
            self.ordinal(i).or_else(|| self.number(i).map(|(end, n)| (end, i8::try_from(n).unwrap_or(0))))?;
        (1..=31).contains(&n).then_some((end, n))
    }

    /// The second day of "2-5 May", "May 2 to 5", "3 and 4 June": where it ends.
    fn day_range(&self, i: usize) -> Option<usize> {
        let joined = self.mark(i, "-–") || self.is(i, Small::To) || self.is(i, Small::And) || self.is(i, Small::Or);
        let (end, _) = joined.then(|| self.day_at(i + 1)).flatten()?;
        (self.p[i + 1].digits > 0).then_some(end)
    }

    /// A date with a month: "October 11, 2023", "11th of Oct.", "May 2-5", "June 2016", "2016 June".
    pub(super) fn date(&self, i: usize) -> Read<Meaning> {
        if let Some((end, month)) = self.month(i) {
            return Some(self.month_first(end, month));
        }
        let at = if self.is(i, Small::The) { i + 1 } else { i };
        if let Some((mut end, first)) = self.day_at(at) {
            if let Some(last) = self.day_range(end) {
                end = last;
            }
            let of = if self.is(end, Small::Of) || self.mark(end, ".") { end + 1 } else { end };
            let (end, month) = self.month(of)?;
            let (end, which) = self.with_year(end);
            return day_of(month, first, which).map(|m| (end, m));
        }
        let year = self.p.get(i).filter(|p| p.digits == 4).and_then(|p| p.figures)? as i16;
        let (end, month) = self.month(i + 1).filter(|_| YEARS.contains(&year))?;
        self.p
            .get(end)
            .is_none_or(|p| p.digits == 0)
            .then_some((end, Meaning::Yearly(Yearly::Month(month), Which::Year(year))))
    }

    /// What follows a month's name.
    fn month_first(&self, end: usize, month: i8) -> (usize, Meaning) {
        let at = if self.is(end, Small::The) { end + 1 } else { end };
        if let Some((mut last, first)) = self.day_at(at).filter(|_| at == end || self.facet(at).ordinal.is_some()) {
            if let Some(range) = self.day_range(last).filter(|range| self.closes(*range)) {
                last = range;
            }
            let (last, which) = self.with_year(last);
            // "in March two men": a number in words is a day before a year alone.
            let day = self.p[at].figures.is_some()
                || self.facet(last - 1).ordinal.is_some()
                || self.facet(at).ordinal.is_some()
                || which != Which::Bare;
            if day && let Some(meaning) = day_of(month, first, which) {
                return (last, meaning);
            }
        }
        let (end, which) = self.with_year(end);
        (end, Meaning::Yearly(Yearly::Month(month), which))
    }

    /// Nothing that is counted follows: "May 2 and 5 people" is no range.
    fn closes(&self, i: usize) -> bool {
        self.p.get(i).is_none_or(|p| p.mark.is_some() || p.digits == 4 || p.facet.small.is_some())
    }

    fn with_year(&self, i: usize) -> (usize, Which) {
        self.of_year(i).map_or((i, Which::Bare), |(end, year)| (end, Which::Year(year)))
    }

    /// A year behind a date: ", 2023", "of 1990", "in 2020", "nineteen ninety-six", "of 87".
    pub(super) fn of_year(&self, i: usize) -> Read<i16> {
        let at = if self.mark(i, ",") || self.is(i, Small::Of) || self.is(i, Small::In) { i + 1 } else { i };
        let piece = self.p.get(at)?;
        if let Some(n) = piece.figures {
            let year = n as i16;
            let counted = self.facet(at + 1).unit.is_some() || (self.glued(at + 1) && self.mark(at + 1, "%"));
            if piece.digits == 4 && YEARS.contains(&year) && !counted && !self.counts(at) {
                return Some((at + 1, year));
            }
            let short = piece.digits == 2 && (self.is(i, Small::Of) || self.mark(at.wrapping_sub(1), "'’"));
            return short.then(|| (at + 1, if year > 30 { 1900 + year } else { 2000 + year }));
        }
        let thousands = || self.number(at).filter(|(_, n)| (1000..=2150).contains(n)).map(|(end, n)| (end, n as i16));
        self.year_words(at).or_else(thousands)
    }

    /// A year in words: "nineteen ninety-six", "two thousand and five".
    fn year_words(&self, i: usize) -> Read<i16> {
        let century = self.facet(i).number.filter(|n| (16..=20).contains(n))?;
        if let Some((end, rest)) = self.number(i + 1)
            && (10..100).contains(&rest)
        {
            return Some((end, century as i16 * 100 + rest as i16));
        }
        // "nineteen zero one"
        match (self.facet(i + 1).number, self.facet(i + 2).number) {
            (Some(0), Some(n @ 1..=9)) => Some((i + 3, century as i16 * 100 + n as i16)),
            _ => None,
        }
    }

    /// A day of the week: "Friday", "Saturday, April 25", "Tuesday the eleventh", "Mondays".
    pub(super) fn weekday(&self, i: usize) -> Read<Meaning> {
        let (day, plural) = self.facet(i).weekday?;
        let word = self.text(i);
        let full = word.len() > 5;
        let mut end = i + 1;
        if self.mark(end, ".") && self.glued(end) && !full {
            end += 1;
        }
        let comma = end + usize::from(self.mark(end, ","));
        let dated = self
            .date(comma)
            .or_else(|| self.numeric(comma))
            .filter(|(_, m)| matches!(m, Meaning::Yearly(Yearly::Day(..), _)));
        if let Some(dated) = dated.filter(|_| self.capital(i) || full) {
            return Some(dated);
        }
        let named = i > 0 && self.listed(i - 1, &self.words.lists.no_name_of_a_day);
        let token = self.p[i].token;
        let person = self.s.a.name_at(token).is_some_and(|n| n.kind == NameKind::Per && n.tokens.len() > 1);
        if !full || named || person {
            return None;
        }
        if plural {
            return Some((end, Meaning::Repeat(super::value::Repeat::Weekday(day, None))));
        }
        if let Some((part, true)) = self.facet(end).part {
            return Some((end + 1, Meaning::Repeat(super::value::Repeat::Weekday(day, Some(part)))));
        }
        if self.is(end, Small::The)
            && let Some((last, n)) = self
                .day_at(end + 1)
                .filter(|(last, _)| self.facet(end + 2).unit.is_none() && !self.noun_follows(last - 1))
        {
            return Some((last, Meaning::DayOfMonth(n)));
        }
        Some((end, Meaning::Weekday(day, Which::Bare)))
    }

    /// "the summer", "spring 2019", "the winter of 1994".
    pub(super) fn season(&self, i: usize) -> Read<Meaning> {
        let at = if self.is(i, Small::The) { i + 1 } else { i };
        let season = self.facet(at).season?;
        let token = self.p[at].token;
        if let Some((end, year)) = self.of_year(at + 1) {
            return Some((end, Meaning::Yearly(Yearly::Season(season), Which::Year(year))));
        }
        let noun = self.s.is_nominal(token) && !matches!(self.s.rel(token), Rel::Compound | Rel::Amod | Rel::Flat);
        let led = at > i || (i > 0 && (self.is(i - 1, Small::In) || self.facet(i - 1).edge.is_some()));
        let other = self.listed(at + 1, &self.words.lists.season_heads) && !self.is(at + 1, Small::In);
        (noun && led && !other && !self.capital(at))
            .then_some((at + 1, Meaning::Yearly(Yearly::Season(season), Which::Bare)))
    }

    /// "the 1990s", "the '80s", "the nineties".
    pub(super) fn decade(&self, i: usize) -> Read<Meaning> {
        let the = self.is(i, Small::The);
        let mut at = if the { i + 1 } else { i };
        let short = self.mark(at, "'’‘");
        at += usize::from(short);
        let piece = self.p.get(at)?;
        if let Some(decade) = piece
            .facet
            .decade
            .filter(|_| at > i || self.facet(i.wrapping_sub(1)).edge.is_some() || (i > 1 && self.mark(i - 1, "-")))
        {
            return Some((at + 1, Meaning::Decade(1900 + decade)));
        }
        let plural = self.glued(at + 1) && ["s", "'s", "’s"].iter().any(|s| self.text(at + 1).eq_ignore_ascii_case(s));
        let n = piece.figures.filter(|_| plural)? as i16;
        let first = match piece.digits {
            4 if YEARS.contains(&n) && n % 10 == 0 => n,
            2 if n % 10 == 0 && (the || short) => 1900 + n + if n < 20 { 100 } else { 0 },
            _ => return None,
        };
        Some((at + 2, if first % 100 == 0 && first < 1900 { Meaning::Century(first) } else { Meaning::Decade(first) }))
    }

    /// "1990", "the year 2008", "fiscal 1989", "the year two thousand".
    pub(super) fn year(&self, i: usize) -> Read<Meaning> {
        let mut at = if self.is(i, Small::The) { i + 1 } else { i };
        let fiscal = self.facet(at).fiscal;
        at += usize::from(fiscal);
        let told = self.is(at, Small::Year);
        at += usize::from(told);
        if (told || fiscal) && self.is(at, Small::Of) {
            at += 1;
        }
        if at > i && !told && !fiscal {
            return None;
        }
        let piece = self.p.get(at)?;
        if let Some(n) = piece.figures.filter(|_| piece.digits == 4) {
            let year = n as i16;
            let money = at > 0 && (self.mark(at - 1, "$£€#¥") || piece.glued && self.mark(at - 1, ".,:/-"));
            let goes_on = self.glued(at + 1) && (self.mark(at + 1, "%:/") || self.p[at + 1].mark.is_none());
            let next = self.facet(at + 1);
            let counted = next.unit.is_some_and(|(_, plural)| plural) || next.number.is_some();
            let money = money && !(self.mark(at - 1, "-/") && at > 1 && self.before_dash(at - 2));
            if !YEARS.contains(&year) || money || goes_on || counted || (!told && !fiscal && self.counts(at)) {
                return None;
            }
            return Some((at + 1, Meaning::Year(year)));
        }
        if let Some((end, year)) = self.year_words(at) {
            return Some((end, Meaning::Year(year)));
        }
        // "two thousand and twenty" is a year where it is led by what leads to years.
        let led = told || (i > 0 && (self.is(i - 1, Small::In) || self.is(i - 1, Small::Since)));
        let (end, n) = self.number(at).filter(|(_, n)| led && (1000..=2150).contains(n))?;
        self.facet(end).unit.is_none().then_some((end, Meaning::Year(n as i16)))
    }

    /// What a year may follow with a dash between them: another year, a month, "mid".
    fn before_dash(&self, i: usize) -> bool {
        let f = self.facet(i);
        self.p[i].digits == 4
            || f.month.is_some()
            || f.edge.is_some()
            || f.shift.is_some()
            || self.p[i].mark.is_none() && self.p[i].figures.is_none()
    }

    /// Whether four figures count what follows: "2000 people".
    fn counts(&self, i: usize) -> bool {
        let token = self.p[i].token;
        let Some(next) = self.p.get(i + 1).map(|p| p.token).filter(|t| *t < self.s.a.tokens.len()) else {
            return false;
        };
        let led = i > 0 && (self.is(i - 1, Small::In) || self.is(i - 1, Small::Since) || self.is(i - 1, Small::The));
        let plural = |t: usize| self.s.xpos(t) == Xpos::Nns;
        let head = self.s.a.head(token);
        !led && self.s.rel(token) == Rel::Nummod
            && head.is_some_and(|h| plural(h) && h > token)
            && (plural(next) || self.s.upos(next) == Upos::Adj)
    }
}

/// A day of a month that has it.
fn day_of(month: i8, first: i8, which: Which) -> Option<Meaning> {
    let year = if let Which::Year(y) = which { y } else { 2000 };
    let last = dateline_text::Date::new(year, month, 1).ok()?.days_in_month();
    (1..=last).contains(&first).then_some(Meaning::Yearly(Yearly::Day(month, first), which))
}

fn day(year: Option<i16>, month: i8, first: i8) -> Option<Meaning> {
    day_of(month, first, year.map_or(Which::Bare, Which::Year))
}

/// Three parts of a date in figures, in the order in which people write them; of each its number, how many figures it has,
/// and whether it is a month by name.
fn three(a: (i16, usize, bool), b: (i16, usize, bool), c: (i16, usize, bool), mark: char) -> Option<Meaning> {
    let all = [a, b, c];
    let small = |n: i16| i8::try_from(n).unwrap_or(0);
    let year = all.iter().position(|p| p.1 == 4);
    if let (Some(year), Some(month)) = (year, all.iter().position(|p| p.2)) {
        let first = (0..3).find(|i| *i != year && *i != month)?;
        return day(Some(all[year].0), small(all[month].0), small(all[first].0));
    }
    let of = match year {
        Some(0) => return day(Some(a.0), small(b.0), small(c.0)),
        Some(2) => c.0,
        None if mark == '/' && all.iter().all(|p| (1..=2).contains(&p.1)) => c.0 + if c.0 > 30 { 1900 } else { 2000 },
        _ => return None,
    };
    let day_first = a.0 > 12 || mark == '.';
    let (month, first) = if day_first { (b.0, a.0) } else { (a.0, b.0) };
    day(Some(of), small(month), small(first))
}
