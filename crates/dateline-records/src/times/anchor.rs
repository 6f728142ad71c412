//! From when a time is seen: the report's day, or the day of the section it stands in, and the time told before it; and
//! with them its value.

use super::grammar::{Meaning, Told, Which, Yearly};
use super::outlook::Outlook;
use super::value::{Grain, Length, Moment, Unplaced, Value, moved};
use crate::words::{Era, Unit};
use dateline_text::Date;

/// How many sentences a time told before stays in mind.
const NEAR: usize = 2;
/// How many days ahead of the report a day without a year may lie although what it dates is told.
const SOON: i32 = 60;

/// What is known when a time is met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    /// The day of the report, or of the section.
    pub(super) report: Option<Date>,
    /// The time told before, and the sentence it stands in.
    story: Option<(Moment, usize)>,
    /// The quarter told before, and its sentence: accounts go on about one.
    quarter: Option<(Moment, usize)>,
}

/// Resolves times, one after the other.
impl Anchor {
    pub(super) fn new(report: Option<Date>) -> Self {
        Self { report, story: None, quarter: None }
    }

    /// Remembers a time that was told.
    pub(super) fn remember(&mut self, told: &Told, value: &Value, sentence: usize) {
        if let Value::Moment(moment) = value
            && !matches!(moment.grain, Grain::Decade | Grain::Century)
        {
            self.story = Some((*moment, sentence));
            // What this year's quarter is compared with is not gone on about.
            if moment.grain == Grain::Quarter && !matches!(told.meaning, Meaning::Report(..) | Meaning::Story(..)) {
                self.quarter = self.story;
            }
        }
    }

    /// What a time means. `outlook` is asked only where it decides.
    pub(super) fn value(&self, told: &Told, sentence: usize, outlook: impl Fn() -> Outlook) -> Option<Value> {
        let near = self.story.filter(|(_, at)| sentence - at <= NEAR).map(|(m, _)| m);
        let here = self.story.filter(|(_, at)| sentence == *at).map(|(m, _)| m);
        let quarter = self.quarter.map(|(m, at)| (m, sentence - at < NEAR));
        let look = Look { report: self.report, story: near, quarter, outlook: &outlook };
        let value = match &told.meaning {
            Meaning::Nothing | Meaning::Unit(Unit::Second | Unit::Minute | Unit::Hour, _) => return None,
            Meaning::Era(era) => Value::Era(*era),
            // "a few days later" of a story: not told when.
            Meaning::Length(length) | Meaning::Story(length @ Length { count: None, .. }, _) => Value::Length(*length),
            Meaning::Repeat(repeat) => Value::Repeat(*repeat),
            Meaning::Hour => {
                let day = here.filter(|m| m.grain == Grain::Day).map(|m| m.first).or(self.report);
                day.map_or(Value::Unplaced(Unplaced::of(Grain::Day)), |d| Value::Moment(Moment::around(d, Grain::Day)))
            }
            Meaning::Report(Length { count: None, .. }, by) => {
                Value::Era(if *by < 0 { Era::Past } else { Era::Future })
            }
            meaning => look.moment(meaning).map_or_else(|| Value::Unplaced(unplaced(meaning)), Value::Moment),
        };
        Some(match value {
            Value::Moment(m) => Value::Moment(Moment { hour: told.hour.or(m.hour), ..m }),
            Value::Unplaced(u) => Value::Unplaced(Unplaced { hour: told.hour, ..u }),
            value => value,
        })
    }
}

/// What decides on one time.
struct Look<'o> {
    report: Option<Date>,
    story: Option<Moment>,
    /// The quarter told before, and whether it was told just now.
    quarter: Option<(Moment, bool)>,
    outlook: &'o dyn Fn() -> Outlook,
}

impl Look<'_> {
    fn moment(&self, meaning: &Meaning) -> Option<Moment> {
        let day = |d: Date| Moment::around(d, Grain::Day);
        match meaning {
            Meaning::Year(year) => Some(Moment::around(Date::new(*year, 1, 1).ok()?, Grain::Year)),
            Meaning::Decade(year) => Some(Moment::around(Date::new(*year, 1, 1).ok()?, Grain::Decade)),
            Meaning::Century(year) => Some(Moment::around(Date::new((*year).max(1), 1, 1).ok()?, Grain::Century)),
            Meaning::Days(by) => Some(day(moved(self.report?, Unit::Day, *by))),
            Meaning::Unit(unit, which) => self.unit(Grain::of(*unit), *which),
            Meaning::Yearly(part, which) => self.yearly(*part, *which),
            Meaning::Weekday(n, which) => Some(day(self.weekday(*n, *which)?)),
            Meaning::DayOfMonth(n) => {
                let near = self.story.filter(|m| m.grain == Grain::Month).map(|m| m.first).or(self.report)?;
                Some(day(Date::new(near.year(), near.month(), *n).ok()?))
            }
            Meaning::Report(length, by) => {
                self.year_before(*length, *by).or_else(|| point(Moment::around(self.report?, Grain::Day), *length, *by))
            }
            Meaning::Story(length, by) => {
                let from = self.story.or_else(|| self.report.map(day))?;
                // "a year earlier" is the same stretch of the year before.
                let same = length.unit == Unit::Year && length.count == Some(1.0);
                if same && matches!(from.grain, Grain::Half | Grain::Month) {
                    return Some(Moment { first: moved(from.first, Unit::Year, *by), ..from });
                }
                if let Some(quarter) = self.year_before(*length, *by) {
                    return Some(quarter);
                }
                point(from, *length, *by)
            }
            Meaning::From(length, by, of) => {
                let from = self.moment(of)?;
                let moment = point(from, *length, *by)?;
                // Seen from a day, what so many weeks away is, is a day.
                Some(match **of {
                    Meaning::Days(0) if length.unit != Unit::Day => moment,
                    _ => day(self.exact(from_day(self, of)?, *length, *by)),
                })
            }
            Meaning::Nth(n, unit, of) => nth(*n, *unit, self.moment(of)?),
            Meaning::Era(_) | Meaning::Length(_) | Meaning::Repeat(_) | Meaning::Hour | Meaning::Nothing => None,
        }
    }

    /// The quarter of the year before that accounts compare theirs with: "a year ago", "a year earlier".
    fn year_before(&self, length: Length, by: i64) -> Option<Moment> {
        let (quarter, _) = self.quarter.filter(|(_, now)| *now)?;
        let year = length.unit == Unit::Year && length.count == Some(1.0) && by == -1;
        year.then(|| Moment { first: moved(quarter.first, Unit::Year, -1), ..quarter })
    }

    /// The day so long before or after a day.
    fn exact(&self, day: Date, length: Length, by: i64) -> Date {
        moved(day, length.unit, by.saturating_mul(length.count.unwrap_or(0.0).round() as i64))
    }

    fn unit(&self, grain: Grain, which: Which) -> Option<Moment> {
        let report = self.report.map(|r| Moment::around(r, grain));
        // What was told as a month tells no day.
        let finer = |m: &Moment| m.grain.rank() <= grain.rank();
        let story = self.story.filter(finer).map(|m| Moment::around(m.first, grain));
        match which {
            Which::Report(0) | Which::Story(0) if grain == Grain::Weekend => report.map(|m| self.weekend(m)),
            Which::Report(by) => report.map(|m| m.moved(by)),
            Which::Coming => report.map(|m| m.moved(1)),
            Which::Story(0) if grain == Grain::Quarter => self.quarter.map(|(m, _)| m).or(report.map(|m| m.moved(-1))),
            Which::Story(0) => story.or(report),
            Which::Story(by) if self.story.is_none_or(|m| finer(&m)) => story.or(report).map(|m| m.moved(by)),
            Which::Story(_) => None,
            _ => report,
        }
    }

    /// The weekend of the report's week; on Monday to Friday, of what has been, the one before.
    fn weekend(&self, of_week: Moment) -> Moment {
        let begun = self.report.is_some_and(|r| r >= of_week.first);
        let back = !begun && (self.outlook)() != Outlook::Future;
        of_week.moved(if back { -1 } else { 0 })
    }

    /// A month, day, quarter, season of a year.
    fn yearly(&self, part: Yearly, which: Which) -> Option<Moment> {
        let of = |year: i16| within(part, year);
        let report = match which {
            Which::Year(year) => return of(year),
            _ => self.report?,
        };
        match which {
            Which::YearBy(by) => of(report.year().saturating_add(by as i16)),
            // "this March"; "last June" is the one before the report, "next June" the one behind it.
            Which::Report(0) => of(report.year()),
            Which::Report(by) if by < 0 => self.around(part, report, |m| !covers(m, report) && m.first < report, true),
            Which::Report(_) | Which::Coming => self.around(part, report, |m| m.first > report, false),
            Which::Story(by) => {
                let from = self.story.map_or(report, |m| m.first);
                if by < 0 {
                    self.around(part, from, |m| m.first < from, true)
                } else {
                    self.around(part, from, |m| m.first > from, false)
                }
            }
            _ => self.bare(part, report),
        }
    }

    /// One that does not say of which year: the last one of what has been, the next of what is to come; in a story of
    /// long ago, the one behind what was told before.
    fn bare(&self, part: Yearly, report: Date) -> Option<Moment> {
        let outlook = (self.outlook)();
        let dated = matches!(part, Yearly::Month(_) | Yearly::Day(..));
        let told = |m: &Moment| matches!(m.grain, Grain::Day | Grain::Month);
        let long_ago =
            self.story.filter(|m| dated && told(m) && m.first.year() < report.year() - 1 && outlook != Outlook::Future);
        if let Some(story) = long_ago {
            return self.around(part, story.first, |m| m.first >= story.first, false);
        }
        let off = |m: &Moment| report.since(m.first).map_or(i32::MAX, |s| s.get_days());
        let nearest = (-1..=1).filter_map(|by| within(part, report.year() + by)).min_by_key(|m| off(m).abs());
        match (outlook, part) {
            // A day a little ahead of the report is more often told so by a verb misread than it is of the year before,
            // and accounts to come are those of the quarter that has just ended.
            (Outlook::Past, Yearly::Day(..)) if nearest.is_some_and(|m| (-SOON..0).contains(&off(&m))) => nearest,
            (Outlook::Open, Yearly::Day(..) | Yearly::Month(_))
            | (Outlook::Open | Outlook::Future, Yearly::Quarter(_)) => nearest,
            (Outlook::Future, _) => self.around(part, report, |m| m.first >= report || covers(m, report), false),
            (Outlook::Past | Outlook::Open, _) => self.around(part, report, |m| m.first <= report, true),
        }
    }

    /// The nearest of a part of the years around a day that fits; the latest or the earliest.
    fn around(&self, part: Yearly, day: Date, fits: impl Fn(Moment) -> bool, latest: bool) -> Option<Moment> {
        // 29 February comes every fourth year, or eighth.
        let mut all = (-8..=8).filter_map(|by| within(part, day.year() + by)).filter(|m| fits(*m));
        if latest { all.next_back() } else { all.next() }
    }

    fn weekday(&self, n: i8, which: Which) -> Option<Date> {
        let report = self.report?;
        let today = report.weekday().to_monday_one_offset();
        let back = i64::from((today - n).rem_euclid(7));
        let by = |days: i64| Some(moved(report, Unit::Day, days));
        match which {
            Which::WeekBy(weeks) => by(weeks * 7 + i64::from(n - today)),
            Which::Report(0) if (self.outlook)() == Outlook::Past => by(-back),
            Which::Report(0) => by((7 - back) % 7),
            Which::Report(w) if w < 0 => by(if back == 0 { -7 } else { -back }),
            Which::Coming => by(7 - back),
            // "next Friday" is that of the week to come.
            Which::Report(_) => by(7 + i64::from(n - today)),
            Which::Story(w) => {
                let from = self.story.map_or(report, |m| m.first);
                let gap = i64::from((from.weekday().to_monday_one_offset() - n).rem_euclid(7));
                let days = match w {
                    0 => -gap,
                    w if w < 0 => {
                        if gap == 0 {
                            -7
                        } else {
                            -gap
                        }
                    }
                    _ => 7 - gap,
                };
                Some(moved(from, Unit::Day, days))
            }
            _ if (self.outlook)() == Outlook::Future => by((7 - back) % 7),
            _ => by(-back),
        }
    }
}

/// The day that a meaning of [`Meaning::From`] is counted from.
fn from_day(look: &Look<'_>, of: &Meaning) -> Option<Date> {
    match of {
        Meaning::From(length, by, of) => Some(look.exact(from_day(look, of)?, *length, *by)),
        Meaning::Report(length, by) => Some(look.exact(look.report?, *length, *by)),
        Meaning::Story(length, by) => Some(look.exact(look.story.map(|m| m.first).or(look.report)?, *length, *by)),
        of => look.moment(of).map(|m| m.first),
    }
}

fn covers(m: Moment, day: Date) -> bool {
    m.first <= day && day < m.end()
}

/// A part of a year.
fn within(part: Yearly, year: i16) -> Option<Moment> {
    let at = |month: i8, day: i8, grain| Some(Moment::around(Date::new(year, month, day).ok()?, grain));
    match part {
        Yearly::Month(month) => at(month, 1, Grain::Month),
        Yearly::Day(month, day) => at(month, day, Grain::Day),
        Yearly::Quarter(n) => at(3 * n - 2, 1, Grain::Quarter),
        Yearly::Half(n) => at(if n == 1 { 1 } else { 7 }, 1, Grain::Half),
        Yearly::Season(season) => at(6, 1, Grain::Season(season)),
    }
}

/// The point so long before or after another: as near as the unit tells it.
fn point(from: Moment, length: Length, by: i64) -> Option<Moment> {
    let count = length.count?;
    let by = by.saturating_mul(count.round() as i64);
    let first = moved(from.first, length.unit, by);
    let finer = match from.grain {
        Grain::Day => Grain::of(length.unit),
        grain => grain,
    };
    Some(Moment::around(first, finer))
}

/// The nth week, day or month of a stretch; -1 is the last.
fn nth(n: i8, unit: Unit, of: Moment) -> Option<Moment> {
    let grain = Grain::of(unit);
    if n == -1 {
        let end = moved(of.end(), Unit::Day, -1);
        return Some(Moment::around(end, grain));
    }
    let by = i64::from(n) - 1;
    (n > 0).then(|| Moment::around(of.first, grain).moved(by))
}

/// What is known of a time in a report without a date.
fn unplaced(meaning: &Meaning) -> Unplaced {
    let of = Unplaced::of;
    match meaning {
        Meaning::Yearly(Yearly::Month(m), _) => Unplaced { month: Some(*m), ..of(Grain::Month) },
        Meaning::Yearly(Yearly::Day(m, d), _) => Unplaced { month: Some(*m), day: Some(*d), ..of(Grain::Day) },
        Meaning::Yearly(Yearly::Quarter(n), _) => Unplaced { month: Some(3 * n - 2), ..of(Grain::Quarter) },
        Meaning::Yearly(Yearly::Half(n), _) => Unplaced { month: Some(6 * n - 5), ..of(Grain::Half) },
        Meaning::Yearly(Yearly::Season(season), _) => of(Grain::Season(*season)),
        Meaning::Weekday(n, _) => Unplaced { weekday: Some(*n), ..of(Grain::Day) },
        Meaning::DayOfMonth(d) => Unplaced { day: Some(*d), ..of(Grain::Day) },
        Meaning::Unit(unit, _) | Meaning::Nth(_, unit, _) => of(Grain::of(*unit)),
        Meaning::Report(length, _) | Meaning::Story(length, _) | Meaning::From(length, ..) => {
            of(Grain::of(length.unit))
        }
        Meaning::Decade(_) => of(Grain::Decade),
        Meaning::Century(_) => of(Grain::Century),
        Meaning::Year(_) => of(Grain::Year),
        _ => of(Grain::Day),
    }
}
