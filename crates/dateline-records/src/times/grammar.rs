//! The grammar of times over the pieces of a sentence: what stands at a piece, how far it reaches, and what it means,
//! seen from a day that is not known yet. `calendar` reads dates, `counted` what is counted in units; here they are put
//! together: hedges, parts ("early", "the end of"), hours, and what follows.

use super::pieces::Piece;
use super::value::{Hour, Length, Repeat};
use crate::syntax::Syntax;
use crate::words::{About, DayPart, Edge, Era, Facet, Meridiem, Season, Shift, Small, TimeWords, Turn, Unit};
use dateline_language::{Rel, Upos, Xpos};
use dateline_text::List;

/// Which of those that come again: "last", "next", the year told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// None is named: the outlook of the sentence tells.
    Bare,
    /// The one before, the one that is, the one to come, seen from the report.
    Report(i64),
    /// The next one to come: "this coming Sunday".
    Coming,
    /// The same seen from the time told before.
    Story(i64),
    /// Of this year.
    Year(i16),
    /// Of the year so many years from the report's.
    YearBy(i64),
    /// A day of the week so many weeks from the report's.
    WeekBy(i64),
}

/// A part of the year that comes every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yearly {
    Month(i8),
    Day(i8, i8),
    Quarter(i8),
    Half(i8),
    Season(Season),
}

/// What a time means, before it is known from when it is seen.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A month, day, quarter … of a year.
    Yearly(Yearly, Which),
    /// A day of the week.
    Weekday(i8, Which),
    /// A day of the month that is told before, or of the report's: "Tuesday the eleventh".
    DayOfMonth(i8),
    /// A unit seen from the report or the story.
    Unit(Unit, Which),
    Year(i16),
    /// By its first year.
    Decade(i16),
    Century(i16),
    /// So many days from the report.
    Days(i64),
    /// So many units from another time; none is what was told before.
    From(Length, i64, Box<Meaning>),
    /// A point so long before or after what was told before.
    Story(Length, i64),
    /// A point so long before or after the report.
    Report(Length, i64),
    /// The nth unit of another time; -1 is the last.
    Nth(i8, Unit, Box<Meaning>),
    Era(Era),
    Length(Length),
    Repeat(Repeat),
    /// An hour of a day told elsewhere.
    Hour,
    /// No time, but nothing of it is read again.
    Nothing,
}

/// A time as it is told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    /// What it means.
    pub(super) meaning: Meaning,
    /// When within the day.
    pub(super) hour: Option<Hour>,
    /// Which part of it is meant.
    pub(super) edge: Option<Edge>,
    /// How near it is told.
    pub(super) about: Option<About>,
}

impl From<Meaning> for Told {
    fn from(meaning: Meaning) -> Self {
        Self { meaning, hour: None, edge: None, about: None }
    }
}

/// The end of what was read, and what it means.
pub(super) type Read<T> = Option<(usize, T)>;

/// Reads times off pieces.
pub(super) struct Grammar<'g> {
    pub(super) s: Syntax<'g>,
    pub(super) words: &'g TimeWords,
    pub(super) p: &'g [Piece],
}

impl<'g> Grammar<'g> {
    pub(super) fn facet(&self, i: usize) -> Facet {
        self.p.get(i).map(|p| p.facet).unwrap_or_default()
    }

    pub(super) fn is(&self, i: usize, small: Small) -> bool {
        self.facet(i).small == Some(small)
    }

    pub(super) fn mark(&self, i: usize, marks: &str) -> bool {
        self.p.get(i).and_then(|p| p.mark).is_some_and(|m| marks.contains(m))
    }

    pub(super) fn glued(&self, i: usize) -> bool {
        self.p.get(i).is_some_and(|p| p.glued)
    }

    pub(super) fn text(&self, i: usize) -> &'g str {
        self.p.get(i).map_or("", |p| &self.s.a.text()[p.bytes.clone()])
    }

    pub(super) fn capital(&self, i: usize) -> bool {
        self.text(i).starts_with(char::is_uppercase)
    }

    pub(super) fn listed(&self, i: usize, list: &List) -> bool {
        i < self.p.len() && list.has(self.text(i))
    }

    /// The longest phrase of a list that begins at a piece: its end and its words in small letters.
    pub(super) fn phrase(&self, i: usize, list: &List) -> Read<String> {
        let mut best = None;
        let mut said = String::new();
        for j in i..(i + list.longest() + 2).min(self.p.len()) {
            if j > i && !(self.p[j].glued && (self.mark(j, "-") || self.mark(j - 1, "-"))) {
                said.push(' ');
            }
            said.push_str(self.text(j));
            if list.has(&said) {
                best = Some((j + 1, said.to_lowercase()));
            }
        }
        best
    }

    /// The time that begins at a piece.
    pub(super) fn time(&self, i: usize) -> Read<Told> {
        let lists = &self.words.lists;
        let (from, about) = match self.facet(i).phrase.then(|| self.phrase(i, lists.about.list())).flatten() {
            Some((end, phrase)) => (end, lists.about.get(&phrase)),
            None => (i, None),
        };
        let (end, told) = self.parted(from)?;
        // "Over the weekend" tells no more than the weekend.
        let counted =
            matches!(told.meaning, Meaning::Length(_) | Meaning::Report(..) | Meaning::Story(..) | Meaning::From(..));
        let one_word = from == i + 1;
        let definite = self.is(from, Small::The) || self.facet(from).shift.is_some();
        if about.is_some_and(|a| a != About::About) && (!counted || one_word && definite) {
            return None;
        }
        let end = match self.facet(end).phrase.then(|| self.phrase(end, &lists.behind)).flatten() {
            Some((behind, _)) => behind,
            None => end,
        };
        Some((end, Told { about, ..told }))
    }

    /// A time, or a part of it: "early next year", "the end of March", "the second half of 2019", "later in the day".
    fn parted(&self, i: usize) -> Read<Told> {
        let whole = self.timed(i);
        let after_the = if self.is(i, Small::The) { i + 1 } else { i };
        let part =
            self.edge_adjective(after_the).or_else(|| self.edge_noun(after_the)).or_else(|| self.half_of(after_the));
        match (whole, part) {
            (Some(w), Some(p)) if w.0 >= p.0 => Some(w),
            (_, Some(p)) => Some(p),
            (w, None) => w,
        }
    }

    fn edge_adjective(&self, i: usize) -> Read<Told> {
        let edge = self.facet(i).edge?;
        let mut at = i + 1;
        if self.mark(at, "-") {
            at += 1;
        }
        if matches!(edge, Edge::Earlier | Edge::Later) && self.is(at, Small::In) {
            let unit =
                self.is(at + 1, Small::The).then(|| self.facet(at + 2).unit).flatten().filter(|(_, plural)| !plural)?;
            let meaning = Meaning::Unit(unit.0, Which::Story(0));
            return Some((at + 3, Told { edge: Some(edge), ..meaning.into() }));
        }
        if let Some((part, false)) = self.facet(at).part {
            return Some(
                (at + 1, Told { edge: Some(edge), hour: Some(Hour::Part(part)), ..Meaning::Hour.into() }).map_day(self),
            );
        }
        let (end, told) = self.timed(at)?;
        if matches!(told.meaning, Meaning::Length(_) | Meaning::Nothing | Meaning::Repeat(_) | Meaning::Era(_)) {
            return None;
        }
        Some((end, Told { edge: Some(edge), ..told }))
    }

    /// "the end of the month", "the beginning of 2019".
    fn edge_noun(&self, i: usize) -> Read<Told> {
        let edge = self.facet(i).edge_noun?;
        if !self.is(i + 1, Small::Of) {
            return None;
        }
        let (end, told) = self.timed(i + 2).or_else(|| {
            let unit =
                self.is(i + 2, Small::The).then(|| self.facet(i + 3).unit).flatten().filter(|(_, plural)| !plural)?;
            Some((i + 4, Meaning::Unit(unit.0, Which::Story(0)).into()))
        })?;
        let placed =
            !matches!(told.meaning, Meaning::Length(_) | Meaning::Nothing | Meaning::Repeat(_) | Meaning::Era(_));
        placed.then_some((end, Told { edge: Some(edge), ..told }))
    }

    /// "the second half of March", "the last half of the '80s"; of a year it is a value of its own.
    fn half_of(&self, i: usize) -> Read<Told> {
        let (half, nth) = self.ordinal(i)?;
        if !self.facet(half).half || !self.is(half + 1, Small::Of) {
            return None;
        }
        let (end, told) = self.timed(half + 2)?;
        let edge = Some(if nth == 1 { Edge::Start } else { Edge::End });
        let halved = |which| Meaning::Yearly(Yearly::Half(if nth == 1 { 1 } else { 2 }), which);
        let meaning = match told.meaning {
            Meaning::Year(year) => return Some((end, halved(Which::Year(year)).into())),
            Meaning::Unit(Unit::Year, Which::Report(by)) => return Some((end, halved(Which::YearBy(by)).into())),
            Meaning::Length(_) | Meaning::Nothing | Meaning::Repeat(_) | Meaning::Era(_) => return None,
            meaning => meaning,
        };
        Some((end, Told { edge, ..Told::from(meaning) }))
    }

    /// A time with an hour before or behind it: "10 p.m. Wednesday", "yesterday morning", "noon Thursday".
    pub(super) fn timed(&self, i: usize) -> Read<Told> {
        let whole = self.core(i).map(|(end, meaning)| self.with_part(end, meaning));
        let with_hour = self.hour(i).map(|(end, hour)| {
            let day = if self.mark(end, ",") { end + 1 } else { end };
            match self.core(day).filter(|(_, m)| is_day(m)) {
                Some((last, meaning)) => (last, Told { hour: Some(hour), ..meaning.into() }),
                None => (end, Told { hour: Some(hour), ..Meaning::Hour.into() }),
            }
        });
        let mut best: Read<Told> = None;
        for found in [self.part_of_day(i), with_hour, whole].into_iter().flatten() {
            if best.as_ref().is_none_or(|b| b.0 < found.0) {
                best = Some(found);
            }
        }
        best
    }

    /// A day with the part of it that follows: "yesterday morning", "Monday late evening".
    fn with_part(&self, end: usize, meaning: Meaning) -> (usize, Told) {
        let told = Told::from(meaning);
        let early = usize::from(self.facet(end).edge.is_some());
        match self.facet(end + early).part {
            Some((part, false)) if is_day(&told.meaning) => {
                (end + early + 1, Told { hour: Some(Hour::Part(part)), ..told })
            }
            _ => (end, told),
        }
    }

    /// "last night", "tonight", "this morning", "the next evening", "the morning".
    fn part_of_day(&self, i: usize) -> Read<Told> {
        let lists = &self.words.lists;
        let told = |meaning: Meaning, part| Told { hour: Some(Hour::Part(part)), ..meaning.into() };
        if let Some((end, phrase)) = self.facet(i).phrase.then(|| self.phrase(i, lists.nights.list())).flatten() {
            return Some((end, told(Meaning::Days(lists.nights.get(&phrase)? as i64), DayPart::Night)));
        }
        let the = self.is(i, Small::The);
        let mut at = i + usize::from(the);
        let shift = self.shift(at);
        at += usize::from(shift.is_some());
        let (part, _) = self.facet(at).part.filter(|(_, plural)| !plural)?;
        let meaning = match shift {
            Some(Shift::Last | Shift::Past) => Meaning::Days(-1),
            Some(Shift::This) => Meaning::Days(0),
            Some(Shift::These | Shift::Those | Shift::Latest) => return None,
            Some(shift) => Meaning::Unit(Unit::Day, Self::which(shift, true, Unit::Day)),
            None if the && !self.noun_follows(at) => Meaning::Hour,
            None => return None,
        };
        // "the night of 3 October"
        if self.is(at + 1, Small::Of)
            && let Some((end, day)) = self.core(at + 2).filter(|(_, m)| is_day(m))
        {
            return Some((end, told(day, part)));
        }
        Some((at + 1, told(meaning, part)))
    }

    /// A word such as "last" or "that" where it stands before a noun, and is no conjunction, preposition or verb.
    pub(super) fn shift(&self, i: usize) -> Option<Shift> {
        let shift = self.facet(i).shift?;
        let token = self.p[i].token;
        let other = matches!(self.s.xpos(token), Xpos::In | Xpos::Vb | Xpos::Vbd | Xpos::Vbp | Xpos::Vbn | Xpos::Wdt);
        (!other && self.s.rel(token) != Rel::Mark).then_some(shift)
    }

    /// Whether a noun stands right behind a piece, which the piece then only describes.
    pub(super) fn noun_follows(&self, i: usize) -> bool {
        self.p
            .get(i + 1)
            .is_some_and(|p| p.mark.is_none() && self.s.upos(p.token) == Upos::Noun && p.facet.small.is_none())
    }

    /// What a time is without hours and hedges: the longest of all that it can be.
    pub(super) fn core(&self, i: usize) -> Read<Meaning> {
        if i >= self.p.len() {
            return None;
        }
        let mut best: Read<Meaning> = None;
        let mut take = |found: Read<Meaning>| {
            if let Some(found) = found
                && best.as_ref().is_none_or(|b| b.0 < found.0)
            {
                best = Some(found);
            }
        };
        take(self.whole_phrase(i));
        take(self.numeric(i));
        take(self.date(i));
        take(self.weekday(i));
        take(self.shifted(i));
        take(self.nth(i));
        take(self.season(i));
        take(self.decade(i));
        take(self.year(i));
        take(self.repeated(i));
        take(self.counted(i));
        let (end, meaning) = best?;
        Some(self.completed(end, meaning))
    }

    /// What may follow a time and tell more of it: "June last year", "Tuesday of last week", "this year's third quarter".
    fn completed(&self, end: usize, meaning: Meaning) -> (usize, Meaning) {
        let of = if self.is(end, Small::Of) { end + 1 } else { end };
        match meaning {
            Meaning::Yearly(part, Which::Bare) => {
                let in_year = |m: &Meaning| match m {
                    Meaning::Unit(Unit::Year, Which::Report(by)) => Some(Which::YearBy(*by)),
                    Meaning::Year(year) => Some(Which::Year(*year)),
                    _ => None,
                };
                let year = self.shifted(of).or_else(|| if of > end { self.year(of) } else { None });
                if let Some((last, Some(which))) = year.map(|(last, m)| (last, in_year(&m))) {
                    return (last, Meaning::Yearly(part, which));
                }
            }
            // "this coming Sunday, March 8"
            Meaning::Weekday(..) if self.mark(end, ",") && self.date(end + 1).is_some_and(|(_, m)| is_day(&m)) => {
                if let Some(date) = self.date(end + 1) {
                    return date;
                }
            }
            Meaning::Weekday(day, Which::Bare) => {
                if let Some((last, Meaning::Unit(Unit::Week, Which::Report(by)))) = self.shifted(of) {
                    return (last, Meaning::Weekday(day, Which::WeekBy(by)));
                }
            }
            Meaning::Unit(Unit::Year, Which::Report(by)) if self.is(end, Small::Own) => {
                if let Some((last, Meaning::Yearly(part, Which::Bare))) = self.nth(end + 1) {
                    return (last, Meaning::Yearly(part, Which::YearBy(by)));
                }
            }
            _ => {}
        }
        (end, meaning)
    }

    /// Days, eras, holidays and the end of the year, by whole phrases.
    fn whole_phrase(&self, i: usize) -> Read<Meaning> {
        if !self.facet(i).phrase {
            return None;
        }
        let lists = &self.words.lists;
        if let Some((end, phrase)) = self.phrase(i, lists.days.list()) {
            return lists.days.get(&phrase).map(|by| (end, Meaning::Days(by as i64)));
        }
        if let Some((end, phrase)) =
            self.phrase(i, &lists.holidays).filter(|(end, _)| self.capital(i) || self.of_year(*end).is_some())
        {
            let (month, day) = lists.holidays.value(&phrase)?.split_once('-')?;
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            let (end, which) = self.of_year(end).map_or((end, Which::Bare), |(end, y)| (end, Which::Year(y)));
            return Some((end, Meaning::Yearly(Yearly::Day(month, day), which)));
        }
        if let Some((end, _)) = self.phrase(i, &lists.year_ends) {
            return Some((end, Meaning::Unit(Unit::Year, Which::Story(0))));
        }
        if let Some((end, phrase)) = self.phrase(i, lists.nights.list()) {
            return lists.nights.get(&phrase).map(|by| (end, Meaning::Days(by as i64)));
        }
        let (end, phrase) = self.phrase(i, lists.eras.list())?;
        let next = self.facet(end);
        let counts = next.unit.is_some() || next.number.is_some() || self.listed(end, &lists.no_era_before);
        let adverb = !(self.listed(end, &lists.no_era_before)
            || (phrase.contains(' ') && counts)
            || self.p.get(end).is_some_and(|p| p.figures.is_some() && phrase.contains(' ')));
        adverb.then_some(())?;
        Some((end, Meaning::Era(lists.eras.get(&phrase)?)))
    }

    /// An hour by the clock, or a part of the day that names one: "10 p.m.", "16:00 UTC", "noon".
    fn hour(&self, i: usize) -> Read<Hour> {
        let piece = self.p.get(i)?;
        if let Some((part @ (DayPart::Noon | DayPart::Midnight), false)) = piece.facet.part {
            return Some((i + 1, Hour::Part(part)));
        }
        let told = piece.figures.filter(|n| (0.0..=24.0).contains(n)).or(piece
            .facet
            .number
            .filter(|n| *n < 13)
            .map(f64::from))?;
        let (mut end, mut minute) = (i + 1, None);
        let apart = (self.mark(end, ":") && self.glued(end) && self.glued(end + 1))
            || (self.mark(end, ".") && self.facet(end + 2).meridiem.is_some());
        if told.fract() > 0.0 {
            // "10.30 p.m."
            minute = Some((told.fract() * 100.0).round() as i8);
        } else if apart && self.p.get(end + 1).is_some_and(|p| p.digits == 2) {
            minute = self.p[end + 1].figures.filter(|m| *m < 60.0).map(|m| m as i8);
            minute?;
            end += 2;
        }
        let mut hour = told.trunc() as i8;
        let clock = self.phrase(end, &self.words.lists.clock);
        match (self.facet(end).meridiem, &clock) {
            (Some(half), _) => {
                end += 1;
                if self.mark(end, ".") && self.glued(end) && end + 1 < self.p.len() {
                    end += 1;
                }
                hour = hour % 12 + if half == Meridiem::After { 12 } else { 0 };
            }
            (None, Some((after, _))) => end = *after,
            (None, None) if minute.is_some() && piece.digits > 0 && apart => {}
            // "16 UTC" is seldom an hour.
            (None, None) => return None,
        }
        if self.facet(end).zone {
            end += 1 + usize::from(self.is(end + 1, Small::Time));
        }
        Some((end, Hour::At(hour, minute)))
    }

    /// What comes again and again: "weekly", "every Friday", "twice a week".
    fn repeated(&self, i: usize) -> Read<Meaning> {
        let facet = self.facet(i);
        let once = |unit| Repeat::Every(Length { count: Some(1.0), unit });
        if let Some(unit) = facet.repeated {
            return Some((i + 1, Meaning::Repeat(once(unit))));
        }
        if facet.every {
            let next = self.facet(i + 1);
            let repeat = match (next.unit, next.weekday, next.month, next.season, next.part) {
                (Some((unit, false)), ..) => once(unit),
                (_, Some((day, _)), ..) => {
                    let part = self.facet(i + 2).part.map(|(part, _)| part);
                    return Some((i + 2 + usize::from(part.is_some()), Meaning::Repeat(Repeat::Weekday(day, part))));
                }
                (_, _, Some((month, _)), ..) => Repeat::Month(month),
                (_, _, _, Some(season), _) => Repeat::Season(season),
                (_, _, _, _, Some((part, _))) => Repeat::Part(part),
                _ => {
                    let (end, count) = self.quantity(i + 1)?;
                    let unit = self.facet(end).unit?.0;
                    return Some((end + 1, Meaning::Repeat(Repeat::Every(Length { count, unit }))));
                }
            };
            return Some((i + 2, Meaning::Repeat(repeat)));
        }
        // "$3 a year", "four flights a week", "twice a week"
        let unit = self.facet(i + 1).unit.filter(|(_, plural)| !plural && self.is(i, Small::A))?.0;
        let before = self.p.get(i.checked_sub(1)?)?;
        let counted = matches!(self.s.upos(before.token), Upos::Num | Upos::Sym)
            || matches!(self.s.xpos(before.token), Xpos::Nns)
            || before.mark == Some('%')
            || self.listed(i - 1, &self.words.lists.times_per);
        let next = self.facet(i + 2);
        let ends = next.phrase && self.phrase(i + 2, self.words.lists.turns.list()).is_some();
        (counted && !ends && !self.mark(i + 2, "-")).then(|| (i + 2, Meaning::Repeat(once(unit))))
    }

    /// What turns a length into a point: "ago", "earlier", "from now"; its end and sort.
    pub(super) fn turn(&self, i: usize) -> Read<Turn> {
        let (end, phrase) = self.facet(i).phrase.then(|| self.phrase(i, self.words.lists.turns.list())).flatten()?;
        let turn = self.words.lists.turns.get(&phrase)?;
        // "two days after the vote", "a year before it fell": these are bounds of something else.
        let bare = self.p.get(end).is_none_or(|p| p.mark.is_some_and(|m| ",.;:)”\"–—".contains(m)));
        let bound = self.is(i, Small::After) || self.is(i, Small::Before);
        (!bound || bare).then_some((end, turn))
    }

    /// Which one a word such as "last" points to; `the` stands before it.
    pub(super) fn which(shift: Shift, the: bool, unit: Unit) -> Which {
        let small = matches!(unit, Unit::Day | Unit::Hour | Unit::Minute);
        match shift {
            Shift::Last | Shift::Past => Which::Report(-1),
            Shift::This | Shift::These | Shift::Those => Which::Report(0),
            Shift::Next if the && small => Which::Story(1),
            Shift::Next => Which::Report(1),
            Shift::Coming => Which::Coming,
            Shift::Following => Which::Story(1),
            Shift::Previous => Which::Story(-1),
            Shift::That => Which::Story(0),
            Shift::Latest => Which::Report(if small { 0 } else { -1 }),
        }
    }
}

/// A helper of [`Grammar::edge_adjective`]: "late afternoon Thursday" has its day behind it.
trait WithDay {
    fn map_day(self, g: &Grammar<'_>) -> Self;
}

impl WithDay for (usize, Told) {
    fn map_day(self, g: &Grammar<'_>) -> Self {
        match g.core(self.0).filter(|(_, m)| is_day(m)) {
            Some((end, meaning)) => (end, Told { meaning, ..self.1 }),
            None => self,
        }
    }
}

/// Whether a meaning is a single day.
pub(super) fn is_day(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Days(_)
            | Meaning::Weekday(..)
            | Meaning::DayOfMonth(_)
            | Meaning::Yearly(Yearly::Day(..), _)
            | Meaning::Unit(Unit::Day, _)
    )
}
