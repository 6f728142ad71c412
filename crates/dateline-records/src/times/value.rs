//! What a time expression means, as values; written as TimeML writes them (ISO 8601 with its additions).

use crate::words::{DayPart, Era, Season, Unit};
use dateline_contract::Precision;
use dateline_text::Date;
use jiff::Span;
use std::fmt::{self, Display, Formatter};

/// How long a stretch of the calendar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is what its name says
pub enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Season(Season),
    Year,
    Decade,
    Century,
}

impl Grain {
    /// Grains from the shortest up.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Day => 0,
            Self::Weekend => 1,
            Self::Week => 2,
            Self::Month => 3,
            Self::Quarter | Self::Season(_) => 4,
            Self::Half => 5,
            Self::Year => 6,
            Self::Decade => 7,
            Self::Century => 8,
        }
    }

    /// The grain of a unit; of hours and less it is the day they are in.
    pub(super) fn of(unit: Unit) -> Self {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::Day,
            Unit::Weekend => Self::Weekend,
            Unit::Week | Unit::Fortnight => Self::Week,
            Unit::Month => Self::Month,
            Unit::Quarter => Self::Quarter,
            Unit::Year => Self::Year,
            Unit::Decade => Self::Decade,
            Unit::Century | Unit::Millennium => Self::Century,
        }
    }
}

/// When within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hour {
    /// A part of it.
    Part(DayPart),
    /// By the clock: hour, and minute where it is told.
    At(i8, Option<i8>),
}

impl Display for Hour {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Part(part) => f.write_str(match part {
                DayPart::Morning => "TMO",
                DayPart::Noon => "T12:00",
                DayPart::Afternoon => "TAF",
                DayPart::Evening => "TEV",
                DayPart::Night => "TNI",
                DayPart::Midnight => "T24:00",
            }),
            Self::At(hour, minute) => write!(f, "T{hour:02}:{:02}", minute.unwrap_or(0)),
        }
    }
}

/// A stretch of the calendar by its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its first day.
    pub first: Date,
    /// How long it is.
    pub grain: Grain,
    /// When within the day, where that is told.
    pub hour: Option<Hour>,
}

impl Moment {
    /// The stretch of a grain that a day lies in.
    pub(super) fn around(day: Date, grain: Grain) -> Self {
        let month = |m: i8| Date::new(day.year(), m, 1).unwrap_or(day);
        let year = |of: i16| Date::new(of, 1, 1).unwrap_or(day);
        let since_monday = i64::from(day.weekday().to_monday_zero_offset());
        let first = match grain {
            Grain::Day => day,
            Grain::Week => moved(day, Unit::Day, -since_monday),
            Grain::Weekend => moved(day, Unit::Day, 5 - since_monday),
            Grain::Month => month(day.month()),
            Grain::Quarter => month((day.month() - 1) / 3 * 3 + 1),
            Grain::Half => month(if day.month() > 6 { 7 } else { 1 }),
            Grain::Season(season) => month(first_month(season)),
            Grain::Year => year(day.year()),
            Grain::Decade => year(day.year().div_euclid(10) * 10),
            Grain::Century => year(day.year().div_euclid(100) * 100),
        };
        Self { first, grain, hour: None }
    }

    /// The same stretch so many of its own lengths later; a season a year later.
    pub(super) fn moved(self, by: i64) -> Self {
        let first = match self.grain {
            Grain::Day => moved(self.first, Unit::Day, by),
            Grain::Weekend | Grain::Week => moved(self.first, Unit::Week, by),
            Grain::Month => moved(self.first, Unit::Month, by),
            Grain::Quarter => moved(self.first, Unit::Quarter, by),
            Grain::Half => moved(self.first, Unit::Month, 6 * by),
            Grain::Year | Grain::Season(_) => moved(self.first, Unit::Year, by),
            Grain::Decade => moved(self.first, Unit::Year, 10 * by),
            Grain::Century => moved(self.first, Unit::Year, 100 * by),
        };
        Self { first, ..self }
    }

    /// The first day behind it.
    pub(super) fn end(self) -> Date {
        match self.grain {
            Grain::Season(_) => moved(self.first, Unit::Quarter, 1),
            Grain::Weekend => moved(self.first, Unit::Day, 2),
            _ => self.moved(1).first,
        }
    }

    /// How closely it tells a day; `None` where not even the year is known.
    #[must_use]
    pub fn precision(&self) -> Option<Precision> {
        Some(match self.grain {
            Grain::Day => Precision::Day,
            Grain::Weekend | Grain::Week => Precision::Week,
            Grain::Month => Precision::Month,
            Grain::Quarter | Grain::Half | Grain::Season(_) | Grain::Year => Precision::Year,
            Grain::Decade | Grain::Century => return None,
        })
    }
}

/// The month in which a season begins; winter is counted to the year that it begins.
fn first_month(season: Season) -> i8 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    }
}

/// A day so many units later; past the ends of the calendar the day itself.
pub(super) fn moved(day: Date, unit: Unit, by: i64) -> Date {
    let span = Span::new();
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Ok(span),
        Unit::Day => span.try_days(by),
        Unit::Weekend | Unit::Week => span.try_weeks(by),
        Unit::Fortnight => span.try_weeks(by.saturating_mul(2)),
        Unit::Month => span.try_months(by),
        Unit::Quarter => span.try_months(by.saturating_mul(3)),
        Unit::Year => span.try_years(by),
        Unit::Decade => span.try_years(by.saturating_mul(10)),
        Unit::Century => span.try_years(by.saturating_mul(100)),
        Unit::Millennium => span.try_years(by.saturating_mul(1000)),
    };
    span.ok().and_then(|s| day.checked_add(s).ok()).filter(|d| d.year() > 0).unwrap_or(day)
}

impl Display for Moment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let day = self.first;
        let (year, month) = (day.year(), day.month());
        let iso = day.iso_week_date();
        match self.grain {
            Grain::Day => write!(f, "{year:04}-{month:02}-{:02}", day.day()),
            Grain::Week => write!(f, "{:04}-W{:02}", iso.year(), iso.week()),
            Grain::Weekend => write!(f, "{:04}-W{:02}-WE", iso.year(), iso.week()),
            Grain::Month => write!(f, "{year:04}-{month:02}"),
            Grain::Quarter => write!(f, "{year:04}-Q{}", (month - 1) / 3 + 1),
            Grain::Half => write!(f, "{year:04}-H{}", if month > 6 { 2 } else { 1 }),
            Grain::Season(season) => write!(f, "{year:04}-{}", short(season)),
            Grain::Year => write!(f, "{year:04}"),
            Grain::Decade => write!(f, "{:03}", year.div_euclid(10)),
            Grain::Century => write!(f, "{:02}", year.div_euclid(100)),
        }?;
        self.hour.map_or(Ok(()), |hour| hour.fmt(f))
    }
}

fn short(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// A stretch of the calendar of which only parts are known, since the report has no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// How long it is.
    pub grain: Grain,
    /// Its month, from 1.
    pub month: Option<i8>,
    /// Its day of the month.
    pub day: Option<i8>,
    /// Its day of the week, 1 for Monday.
    pub weekday: Option<i8>,
    /// When within the day.
    pub hour: Option<Hour>,
}

impl Unplaced {
    pub(super) fn of(grain: Grain) -> Self {
        Self { grain, month: None, day: None, weekday: None, hour: None }
    }
}

impl Display for Unplaced {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let month = self.month.unwrap_or(1);
        match (self.grain, self.month, self.day, self.weekday) {
            (_, _, _, Some(n)) => write!(f, "XXXX-WXX-{n}"),
            (_, Some(m), Some(d), _) => write!(f, "XXXX-{m:02}-{d:02}"),
            (Grain::Month, Some(m), ..) => write!(f, "XXXX-{m:02}"),
            (Grain::Quarter, ..) => write!(f, "XXXX-Q{}", (month - 1) / 3 + 1),
            (Grain::Half, ..) => write!(f, "XXXX-H{}", if month > 6 { 2 } else { 1 }),
            (Grain::Season(season), ..) => write!(f, "XXXX-{}", short(season)),
            (Grain::Day, ..) => f.write_str("XXXX-XX-XX"),
            (Grain::Week, ..) => f.write_str("XXXX-WXX"),
            (Grain::Weekend, ..) => f.write_str("XXXX-WXX-WE"),
            (Grain::Month, ..) => f.write_str("XXXX-XX"),
            (Grain::Year, ..) => f.write_str("XXXX"),
            (Grain::Decade, ..) => f.write_str("XXX"),
            (Grain::Century, ..) => f.write_str("XX"),
        }?;
        self.hour.map_or(Ok(()), |hour| hour.fmt(f))
    }
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    /// How many; `None` where that is not told.
    pub count: Option<f64>,
    /// Of what.
    pub unit: Unit,
}

impl Display for Length {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (lead, letter, each) = match self.unit {
            Unit::Second => ("PT", "S", 1.0),
            Unit::Minute => ("PT", "M", 1.0),
            Unit::Hour => ("PT", "H", 1.0),
            Unit::Day => ("P", "D", 1.0),
            Unit::Weekend => ("P", "WE", 1.0),
            Unit::Week => ("P", "W", 1.0),
            Unit::Fortnight => ("P", "W", 2.0),
            Unit::Month => ("P", "M", 1.0),
            Unit::Quarter => ("P", "Q", 1.0),
            Unit::Year => ("P", "Y", 1.0),
            Unit::Decade => ("P", "Y", 10.0),
            Unit::Century => ("P", "Y", 100.0),
            Unit::Millennium => ("P", "Y", 1000.0),
        };
        let Some(count) = self.count else {
            let letter = match self.unit {
                Unit::Decade => "DE",
                Unit::Century => "CE",
                Unit::Millennium => "ML",
                _ => letter,
            };
            return write!(f, "{lead}X{letter}");
        };
        let count = count * each;
        let whole = count.trunc();
        match self.unit {
            Unit::Year | Unit::Minute | Unit::Hour | Unit::Day if count.fract() == 0.5 => {
                let rest = match self.unit {
                    Unit::Year => "6M",
                    Unit::Day => "T12H",
                    Unit::Hour => "30M",
                    _ => "30S",
                };
                f.write_str(lead)?;
                if whole > 0.0 {
                    write!(f, "{whole}{letter}")?;
                }
                f.write_str(rest)
            }
            _ => write!(f, "{lead}{count}{letter}"),
        }
    }
}

/// Something that comes again and again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Repeat {
    /// Once in every such length.
    Every(Length),
    /// On a day of the week, 1 for Monday; a part of it.
    Weekday(i8, Option<DayPart>),
    /// In a month.
    Month(i8),
    /// In a season.
    Season(Season),
    /// In a part of the day.
    Part(DayPart),
}

impl Display for Repeat {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(length) => length.fmt(f),
            Self::Weekday(n, None) => write!(f, "XXXX-WXX-{n}"),
            Self::Weekday(n, Some(part)) => write!(f, "XXXX-WXX-{n}{}", Hour::Part(*part)),
            Self::Month(n) => write!(f, "XXXX-{n:02}"),
            Self::Season(season) => write!(f, "XXXX-{}", short(*season)),
            Self::Part(part) => write!(f, "XXXX-XX-XX{}", Hour::Part(*part)),
        }
    }
}

/// What a time expression means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A stretch of the calendar.
    Moment(Moment),
    /// One of which only parts are known.
    Unplaced(Unplaced),
    /// Past, present or future.
    Era(Era),
    /// A length.
    Length(Length),
    /// What comes again and again.
    Repeat(Repeat),
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moment(moment) => moment.fmt(f),
            Self::Unplaced(unplaced) => unplaced.fmt(f),
            Self::Era(Era::Past) => f.write_str("PAST_REF"),
            Self::Era(Era::Present) => f.write_str("PRESENT_REF"),
            Self::Era(Era::Future) => f.write_str("FUTURE_REF"),
            Self::Length(length) => length.fmt(f),
            Self::Repeat(repeat) => repeat.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_timeml_writes_them() {
        let day = Date::new(2024, 5, 8).unwrap();
        let at = |grain, by| Moment::around(day, grain).moved(by).to_string();
        assert_eq!(
            (at(Grain::Day, -9), at(Grain::Week, -1), at(Grain::Weekend, 0)),
            ("2024-04-29".into(), "2024-W18".into(), "2024-W19-WE".into())
        );
        assert_eq!(
            (at(Grain::Month, -5), at(Grain::Quarter, -2), at(Grain::Half, 1)),
            ("2023-12".into(), "2023-Q4".into(), "2024-H2".into())
        );
        assert_eq!(
            (at(Grain::Season(Season::Summer), -1), at(Grain::Decade, -1), at(Grain::Century, -1)),
            ("2023-SU".into(), "201".into(), "19".into())
        );
        let length = |count, unit| Length { count, unit }.to_string();
        assert_eq!((length(Some(2.5), Unit::Year), length(Some(3.0), Unit::Decade)), ("P2Y6M".into(), "P30Y".into()));
        assert_eq!((length(None, Unit::Minute), length(Some(1.5), Unit::Hour)), ("PTXM".into(), "PT1H30M".into()));
        let night = Moment { hour: Some(Hour::Part(DayPart::Night)), ..Moment::around(day, Grain::Day) };
        assert_eq!(night.to_string(), "2024-05-08TNI");
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_fault() {
        let day = Date::new(9999, 12, 31).unwrap();
        assert_eq!(moved(day, Unit::Millennium, i64::MAX), day);
        assert_eq!(moved(Date::new(1, 1, 1).unwrap(), Unit::Year, -5).year(), 1);
    }
}
