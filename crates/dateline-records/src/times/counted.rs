//! What is counted in units: lengths, points so long ago, the nth quarter, last week.

use super::grammar::{Grammar, Meaning, Read, Which, Yearly};
use super::value::Length;
use crate::words::{Shift, Small, Turn, Unit};

impl Grammar<'_> {
    /// A number in words: "twenty-four", "two thousand and five", "a hundred".
    pub(super) fn number(&self, i: usize) -> Read<u32> {
        let (mut at, mut sum, mut part) = (i, 0u32, 0u32);
        if self.is(at, Small::A) && self.facet(at + 1).number.is_some_and(|n| n >= 12) {
            (at, part) = (at + 1, 1);
        }
        let mut last = None;
        while let Some(n) = self.facet(at).number.map(u32::from) {
            // "nineteen ninety-six" are two numbers.
            let tens = part % 100;
            let fits = n >= 100 || part == 0 || tens == 0 || tens >= 20 && tens % 10 == 0 && n < 10;
            if !fits {
                break;
            }
            match n {
                1000 => (sum, part) = (sum.saturating_add(part.max(1).saturating_mul(1000)), 0),
                100 if part > 0 => part = part.saturating_mul(n),
                12 if (1..20).contains(&part) => part = part.saturating_mul(n),
                _ => part = part.saturating_add(n),
            }
            at += 1;
            last = Some(at);
            let joined = self.mark(at, "-") && self.glued(at) || (self.is(at, Small::And) && n >= 100);
            if joined && self.facet(at + 1).number.is_some_and(|n| n < 100) {
                at += 1;
            }
        }
        last.map(|end| (end, sum + part))
    }

    /// An ordinal: "third", "twenty-first", "9th"; -1 for "last".
    pub(super) fn ordinal(&self, i: usize) -> Read<i8> {
        if let Some(n) = self.facet(i).ordinal {
            return Some((i + 1, n));
        }
        let piece = self.p.get(i)?;
        if let Some(n) = piece.figures.filter(|_| (1..=2).contains(&piece.digits)) {
            let suffix = self.glued(i + 1) && dateline_text::document::is_ordinal_ending(self.text(i + 1));
            return suffix.then_some((i + 2, n as i8));
        }
        let tens = piece.facet.number.filter(|n| matches!(n, 20 | 30))?;
        let at = if self.mark(i + 1, "-") { i + 2 } else { i + 1 };
        let ones = self.facet(at).ordinal.filter(|n| (1..=9).contains(n))?;
        Some((at + 1, tens as i8 + ones))
    }

    /// How many: figures, words, "a", "a few"; `None` inside for a number that is not told.
    pub(super) fn quantity(&self, i: usize) -> Read<Option<f64>> {
        let piece = self.p.get(i)?;
        if let Some(mut n) = piece.figures {
            let mut end = i + 1;
            // "2 1/2"
            let fraction = self.p.get(end).and_then(|p| p.figures).zip(self.p.get(end + 2).and_then(|p| p.figures));
            if let (Some((over, under)), true) = (fraction, self.mark(end + 1, "/")) {
                (n, end) = (n + over / under.max(1.0), end + 3);
            }
            return Some(self.or_more(end, n));
        }
        let vague = |at: usize| self.facet(at).vague.then_some((at + 1, None));
        if self.is(i, Small::A) {
            if let Some(found) = vague(i + 1) {
                return Some(found);
            }
            let couple = self.facet(i + 1).number.filter(|n| *n == 2 || *n == 12);
            if let Some(n) = couple {
                return Some((i + 2 + usize::from(self.is(i + 2, Small::Of)), Some(f64::from(n))));
            }
            if self.facet(i + 1).half {
                return Some((i + 2, Some(0.5)));
            }
            return self.number(i).map(|(end, n)| self.or_more(end, f64::from(n))).or(Some((i + 1, Some(1.0))));
        }
        if piece.facet.half && self.is(i + 1, Small::A) {
            return Some((i + 2, Some(0.5)));
        }
        if let Some((end, n)) = self.number(i) {
            if self.is(end, Small::And) && self.is(end + 1, Small::A) && self.facet(end + 2).half {
                return Some((end + 3, Some(f64::from(n) + 0.5)));
            }
            let end = end + usize::from(n == 2 && self.is(end, Small::Of));
            return Some(self.or_more(end, f64::from(n)));
        }
        vague(i)
    }

    /// "two to three": the first is what is told.
    fn or_more(&self, end: usize, n: f64) -> (usize, Option<f64>) {
        let joined = self.is(end, Small::To) || self.is(end, Small::Or) || self.mark(end, "-–");
        let next = self
            .number(end + 1)
            .map(|(end, _)| end)
            .or_else(|| self.p.get(end + 1).and_then(|p| p.figures).map(|_| end + 2));
        match next.filter(|_| joined) {
            Some(last) => (last, Some(n)),
            None => (end, Some(n)),
        }
    }

    /// A unit behind a number, with what may stand between: "more years", "-year", "trading days".
    fn unit_behind(&self, i: usize) -> Read<(Unit, bool)> {
        let mut at = i;
        if self.mark(at, "-") {
            at += 1;
        }
        for _ in 0..2 {
            if self.facet(at).filler && self.facet(at).unit.is_none() {
                at += 1;
            }
        }
        let unit = self.facet(at).unit?;
        // "a second time"
        let nth = self.facet(at).ordinal.is_some()
            && self
                .p
                .get(at + 1)
                .is_some_and(|p| p.mark.is_none() && p.facet.small.is_none_or(|s| matches!(s, Small::A | Small::The)));
        (!nth).then_some((at + 1, unit))
    }

    /// A length: "five-year", "a year and a half", "two weeks and two days"; the end, the length, and smaller ones added.
    fn length(&self, i: usize) -> Read<Vec<Length>> {
        let (end, first) = self.one_length(i)?;
        let mut all = vec![first];
        Some((self.more_lengths(end, &mut all), all))
    }

    /// A length of one unit.
    fn one_length(&self, i: usize) -> Read<Length> {
        let (after, count) = self.quantity(i)?;
        let (mut end, (unit, plural)) = self.unit_behind(after)?;
        // A quarter of something is no time.
        if unit == Unit::Quarter && (self.is(end, Small::Of) || self.is(i, Small::A)) {
            return None;
        }
        if !plural && count.is_none() && !self.mark(after, "-") {
            return None;
        }
        // "the 1988 quarter"
        if !plural && self.p[after - 1].digits == 4 && !self.mark(after, "-") {
            return None;
        }
        let mut length = Length { count, unit };
        if self.is(end, Small::And) && self.is(end + 1, Small::A) && self.facet(end + 2).half {
            length.count = count.map(|n| n + 0.5);
            end += 3;
        }
        Some((end, length))
    }

    /// Smaller lengths that are added: "and two days"; where they end.
    fn more_lengths(&self, mut end: usize, all: &mut Vec<Length>) -> usize {
        while all.len() < 4 {
            let at = end + usize::from(self.is(end, Small::And) || self.mark(end, ","));
            let more = self.quantity(at).filter(|(_, n)| n.is_some() && self.facet(at).small.is_none());
            let Some((last, count, (unit, _))) = more.and_then(|(a, n)| self.unit_behind(a).map(|(e, u)| (e, n, u)))
            else {
                break;
            };
            if all.iter().any(|l| l.unit == unit) {
                break;
            }
            all.push(Length { count, unit });
            end = last;
        }
        end
    }

    /// A length, or the point that it is turned into: "two years ago", "a day earlier", "in two weeks", "three days from today".
    pub(super) fn counted(&self, i: usize) -> Read<Meaning> {
        if let Some(found) = self.year_ago(i).or_else(|| self.alone(i)) {
            return Some(found);
        }
        let the = self.is(i, Small::The) && self.facet(i + 1).shift.is_none();
        let from = i + usize::from(the);
        let (end, all) = self.length(from)?;
        let whole = all[0];
        // Ages are no times: "a 45-year-old man", "30 years old".
        let old = if self.mark(end, "-") { end + 1 } else { end };
        if self.is(old, Small::Old) {
            return Some((old + 1, Meaning::Nothing));
        }
        if let Some((last, turn)) = self.turn(end) {
            let finest = |by: i64| nested(&all, by, turn);
            match turn {
                Turn::Ago | Turn::Earlier => return Some((last, finest(-1))),
                Turn::Later | Turn::Ahead => return Some((last, finest(1))),
                Turn::From => {
                    if let Some((last, seen)) = self.seen_from(last) {
                        return Some((last, Meaning::From(whole, 1, Box::new(seen))));
                    }
                }
            }
        }
        let by = if self.is(end, Small::After) { 1 } else { -1 };
        if (self.is(end, Small::After) || self.is(end, Small::Before))
            && let Some((last, seen)) = self.seen_from(end + 1)
        {
            return Some((last, Meaning::From(whole, by, Box::new(seen))));
        }
        Some((end, Meaning::Length(whole)))
    }

    /// "today", "tomorrow": what other points are told from.
    fn seen_from(&self, i: usize) -> Read<Meaning> {
        let days = self.words.lists.days.list();
        let (end, phrase) = self.phrase(i, days)?;
        Some((end, Meaning::Days(self.words.lists.days.get(&phrase)? as i64)))
    }

    /// "the year-ago quarter", "year-earlier": the same of the year before.
    fn year_ago(&self, i: usize) -> Read<Meaning> {
        let at = i + usize::from(self.is(i, Small::The));
        let unit = self.facet(at).unit.filter(|(unit, plural)| *unit == Unit::Year && !plural)?.0;
        let turn = self.words.lists.turns.get(self.text(at + 2)).filter(|_| self.mark(at + 1, "-"))?;
        if !matches!(turn, Turn::Ago | Turn::Earlier) {
            return None;
        }
        let mut end = at + 3;
        if self.is(end, Small::Period) || self.facet(end).unit.is_some() {
            end += 1;
        } else if let Some((last, Meaning::Yearly(part, _))) = self.nth(end) {
            return Some((last, Meaning::Yearly(part, Which::YearBy(-1))));
        }
        Some((end, Meaning::Story(Length { count: Some(1.0), unit }, -1)))
    }

    /// Units without a number: "for years", "the day", "the quarter".
    fn alone(&self, i: usize) -> Read<Meaning> {
        let lists = &self.words.lists;
        let before = |list| i > 0 && self.listed(i - 1, list);
        if let Some((unit, true)) = self.facet(i).unit
            && before(&lists.length_before)
            && !self.is(i + 1, Small::Old)
        {
            return Some((i + 1, Meaning::Length(Length { count: None, unit })));
        }
        if !self.is(i, Small::The) {
            return None;
        }
        let at = i + 1 + usize::from(self.facet(i + 1).filler || self.facet(i + 1).fiscal);
        let (unit, _) = self.facet(at).unit.filter(|(_, plural)| !plural)?;
        let beyond = |small, shift| self.is(at + 1, small) && self.facet(at + 2).shift == Some(shift);
        if beyond(Small::After, Shift::Next) || beyond(Small::Before, Shift::Last) {
            let by = if self.is(at + 1, Small::After) { 2 } else { -2 };
            return Some((at + 3, Meaning::Unit(unit, Which::Report(by))));
        }
        let told = self.listed(at + 1, &lists.goes_on) || self.glued(at + 1) && self.mark(at + 1, "-");
        let noun = self.noun_follows(at);
        let meant = match unit {
            Unit::Quarter | Unit::Weekend => !self.is(at + 1, Small::Of),
            Unit::Day | Unit::Week | Unit::Month | Unit::Year => {
                !told && !noun && (before(&lists.whole_before) || at > i + 1)
            }
            _ => false,
        };
        meant.then_some((at + 1, Meaning::Unit(unit, Which::Story(0))))
    }

    /// "last week", "this Friday", "the next two years", "that year", "the same period last year", "this morning".
    pub(super) fn shifted(&self, i: usize) -> Read<Meaning> {
        let the = self.is(i, Small::The);
        let mut at = i + usize::from(the);
        let mut shift = self.shift(at)?;
        at += 1;
        // "this past Sunday", "this coming week"
        if let Some(second) =
            self.facet(at).shift.filter(|s| matches!(s, Shift::Past | Shift::Next | Shift::Coming | Shift::Last))
        {
            shift = second;
            at += 1;
        }
        let fillers = (at..at + 2).take_while(|j| self.facet(*j).filler || self.facet(*j).fiscal).count();
        at += fillers;
        let facet = self.facet(at);
        if let Some((unit, plural)) = facet.unit {
            return self.shifted_unit(at, (shift, the), (unit, plural));
        }
        if let Some((day, false)) = facet.weekday.filter(|_| self.text(at).len() > 5) {
            return Some((at + 1, Meaning::Weekday(day, Self::which(shift, false, Unit::Week))));
        }
        if let Some((month, false)) = facet.month.filter(|_| self.capital(at)) {
            return Some((at + 1, Meaning::Yearly(Yearly::Month(month), Self::which(shift, false, Unit::Year))));
        }
        if let Some(season) = facet.season {
            return Some((at + 1, Meaning::Yearly(Yearly::Season(season), Self::which(shift, false, Unit::Year))));
        }
        if self.is(at, Small::Period) && matches!(shift, Shift::Latest) {
            return Some((at + 1, Meaning::Unit(Unit::Quarter, Which::Story(0))));
        }
        if self.is(at, Small::Period) && matches!(shift, Shift::That) {
            return self
                .shifted(at + 1)
                .or_else(|| self.counted(at + 1))
                .or_else(|| self.year(at + usize::from(self.is(at + 1, Small::Of)) + 1));
        }
        if matches!(shift, Shift::This | Shift::That) {
            return None;
        }
        let (end, length) = self.one_length(at).filter(|_| facet.small.is_none())?;
        Some((end, Meaning::Length(length)))
    }

    fn shifted_unit(&self, at: usize, (shift, the): (Shift, bool), (unit, plural): (Unit, bool)) -> Read<Meaning> {
        let end = at + 1;
        if plural {
            let past = matches!(shift, Shift::Past | Shift::Last | Shift::Next | Shift::Coming) && the;
            return past.then_some((end, Meaning::Length(Length { count: None, unit })));
        }
        let small = matches!(unit, Unit::Second | Unit::Minute | Unit::Hour);
        let moving = matches!(shift, Shift::Past) || (the && matches!(shift, Shift::Last));
        match (shift, unit) {
            (Shift::These | Shift::Those, _) | (Shift::Last, Unit::Day) => None,
            _ if small => (moving || matches!(shift, Shift::Next | Shift::Coming))
                .then_some((end, Meaning::Length(Length { count: Some(1.0), unit }))),
            // "in the past week" are the seven days up to the report's.
            (_, Unit::Day | Unit::Week | Unit::Month) if moving && !self.is(end, Small::Of) => {
                Some((end, Meaning::Length(Length { count: Some(1.0), unit })))
            }
            (Shift::This, Unit::Day) if the => None,
            _ => Some((end, Meaning::Unit(unit, Self::which(shift, the, unit)))),
        }
    }

    /// "Q3", "Q3 2019".
    fn quarter_by_letter(&self, i: usize) -> Read<Meaning> {
        let n = self.p.get(i + 1).filter(|p| p.digits == 1 && p.glued)?.figures? as i8;
        if self.text(i) != "Q" || !(1..=4).contains(&n) {
            return None;
        }
        let year = self.of_year(i + 2);
        let which = year.map_or(Which::Bare, |y| Which::Year(y.1));
        Some((year.map_or(i + 2, |y| y.0), Meaning::Yearly(Yearly::Quarter(n), which)))
    }

    /// "first half of 2019", "the first half": the word for a half, behind an ordinal; `the` stands before that.
    fn half(&self, i: usize, nth: i8, the: bool) -> Read<Meaning> {
        let part = Yearly::Half(if nth == 1 { 1 } else { 2 });
        if !(1..=2).contains(&nth) && nth != -1 {
            return None;
        }
        match self.of_year(i + 1) {
            Some((last, year)) => Some((last, Meaning::Yearly(part, Which::Year(year)))),
            None => (the && !self.is(i + 1, Small::Of)).then_some((i + 1, Meaning::Yearly(part, Which::Bare))),
        }
    }

    /// "the third quarter of 2009", "first half", "the last week of March", "the 20th century", "the first nine months".
    pub(super) fn nth(&self, i: usize) -> Read<Meaning> {
        let at = i + usize::from(self.is(i, Small::The));
        if let Some((end, year)) = self.of_year(at).filter(|_| self.p.get(at).is_some_and(|p| p.digits == 4))
            && let Some((last, Meaning::Yearly(part, Which::Bare))) = self.nth(end)
        {
            return Some((last, Meaning::Yearly(part, Which::Year(year))));
        }
        if let Some(quarter) = self.quarter_by_letter(at) {
            return Some(quarter);
        }
        let (mut end, nth) = self.ordinal(at)?;
        if self.mark(end, "-") {
            end += 1;
        }
        end += usize::from(self.facet(end).fiscal);
        let facet = self.facet(end);
        if facet.half {
            return self.half(end, nth, at > i);
        }
        let Some((unit, plural)) = facet.unit else {
            // "the first nine months"
            let counted = at > i
                && (facet.number.is_some() || facet.vague || self.p.get(end).is_some_and(|p| p.figures.is_some()));
            let (last, all) = counted.then(|| self.length(end)).flatten()?;
            return Some((last, Meaning::Length(all[0])));
        };
        end += 1;
        match unit {
            _ if plural => None,
            Unit::Quarter => {
                let quarter = if nth == -1 { 4 } else { nth };
                let year = self.of_year(end).or_else(|| match self.year(end + usize::from(self.is(end, Small::Of))) {
                    Some((end, Meaning::Year(year))) => Some((end, year)),
                    _ => None,
                });
                let which = year.map_or(Which::Bare, |y| Which::Year(y.1));
                (1..=4)
                    .contains(&quarter)
                    .then(|| (year.map_or(end, |y| y.0), Meaning::Yearly(Yearly::Quarter(quarter), which)))
            }
            Unit::Century => (nth > 0).then(|| (end, Meaning::Century((i16::from(nth) - 1) * 100))),
            Unit::Day | Unit::Week | Unit::Weekend | Unit::Month if self.is(end, Small::Of) => {
                let (last, of) = self.core(end + 1)?;
                let placed = matches!(of, Meaning::Yearly(..) | Meaning::Year(_) | Meaning::Unit(..));
                placed.then(|| (last, Meaning::Nth(nth, unit, Box::new(of))))
            }
            _ => None,
        }
    }
}

/// The point that lengths, the longest first or not, are turned into: all are counted, the finest tells how near.
fn nested(all: &[Length], by: i64, turn: Turn) -> Meaning {
    let point = |length: Length| match turn {
        Turn::Earlier | Turn::Later => Meaning::Story(length, by),
        Turn::Ago | Turn::Ahead | Turn::From => Meaning::Report(length, by),
    };
    let mut sorted: Vec<Length> = all.to_vec();
    sorted.sort_by_key(|l| std::cmp::Reverse(l.unit));
    let mut meaning = point(sorted[0]);
    for length in &sorted[1..] {
        meaning = Meaning::From(*length, by, Box::new(meaning));
    }
    meaning
}
