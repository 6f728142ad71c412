//! Words that say when: the lists of `lexicon/en/times.toml`, and one table of what each word can be in a time.

use dateline_text::document::{WEEKDAYS, month, weekday};
use dateline_text::{DataError, DataFile, List, ListValue, Valued};
use std::collections::HashMap;

dateline_text::word_lists! {
    /// Words that times are told by.
    pub struct TimeLists from "times" {
        numbers: f64,
        ordinals: f64,
        decades: f64,
        vague,
        between_number_and_unit,
        units: Unit,
        unit_plurals: Unit,
        repeated: Unit,
        every,
        seasons: Season,
        season_heads,
        day_parts: DayPart,
        day_part_plurals: DayPart,
        meridiem: Meridiem,
        zones,
        clock,
        shifts: Shift,
        turns: Turn,
        edges: Edge,
        edge_nouns: Edge,
        halves,
        year_ends,
        about: About,
        behind,
        days: f64,
        nights: f64,
        eras: Era,
        no_era_before,
        holidays,
        fiscal,
        small: Small,
        length_before,
        whole_before,
        months_that_are_words,
        goes_on,
        times_per,
        no_name_of_a_day,
        ahead_verbs,
        set_for,
        ahead_before,
        will,
        would,
        told_in_present,
        not_when,
        as_of,
    }
}

/// Enums whose names stand in the lists.
macro_rules! named {
    ($($(#[$about:meta])* $type:ident { $($name:tt = $variant:ident),* $(,)? })*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)] // each is what its name says
        pub enum $type { $($variant),* }

        impl ListValue for $type {
            const NAMES: &'static [(&'static str, Self)] = &[$((stringify!($name), Self::$variant)),*];
        }
    )*};
}

named! {
    /// A unit of time.
    Unit {
        second = Second, minute = Minute, hour = Hour, day = Day, weekend = Weekend, week = Week,
        fortnight = Fortnight, month = Month, quarter = Quarter, year = Year, decade = Decade,
        century = Century, millennium = Millennium,
    }
    /// A season.
    Season { spring = Spring, summer = Summer, autumn = Autumn, winter = Winter }
    /// A part of the day.
    DayPart {
        morning = Morning, noon = Noon, afternoon = Afternoon, evening = Evening, night = Night,
        midnight = Midnight,
    }
    /// A half of the day.
    Meridiem { before = Before, after = After }
    /// Which day, week, year … is meant, and seen from where.
    Shift {
        last = Last, past = Past, this = This, next = Next, coming = Coming, following = Following, previous = Previous,
        that = That, these = These, those = Those, latest = Latest,
    }
    /// What turns a length of time into a point.
    Turn { ago = Ago, earlier = Earlier, later = Later, ahead = Ahead, from = From }
    /// Which part of a time is meant.
    Edge { start = Start, mid = Mid, end = End, earlier = Earlier, later = Later, some = Some }
    /// How near a time is told.
    About { about = About, more = More, less = Less }
    /// A time without a day.
    Era { past = Past, present = Present, future = Future }
    /// What a small word does within a time.
    Small {
        of = Of, the = The, a = A, and = And, or = Or, to = To, in = In, on = On, for = For, over = Over,
        after = After, before = Before, since = Since, during = During, own = Own, old = Old, year = Year,
        time = Time, period = Period,
    }
}

/// What a word can be in a time; most words are nothing.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)] // each is the list of its name
pub struct Facet {
    pub number: Option<u16>,
    pub ordinal: Option<i8>,
    pub decade: Option<i16>,
    pub vague: bool,
    pub filler: bool,
    /// The unit, and whether it is told in the plural.
    pub unit: Option<(Unit, bool)>,
    pub repeated: Option<Unit>,
    pub every: bool,
    pub season: Option<Season>,
    /// The part of the day, and whether it is told in the plural.
    pub part: Option<(DayPart, bool)>,
    pub meridiem: Option<Meridiem>,
    pub zone: bool,
    pub shift: Option<Shift>,
    pub edge: Option<Edge>,
    pub edge_noun: Option<Edge>,
    pub half: bool,
    pub fiscal: bool,
    pub small: Option<Small>,
    /// The month, from 1, and whether it is a short form.
    pub month: Option<(i8, bool)>,
    /// The day of the week, from 1 for Monday, and whether it is told in the plural.
    pub weekday: Option<(i8, bool)>,
    /// A phrase of one of the lists begins so.
    pub phrase: bool,
    /// Without such a word there is no time.
    pub heart: bool,
}

/// The lists, and the table made of them.
#[derive(Clone, Debug)]
pub struct TimeWords {
    /// The lists as they are written.
    pub lists: TimeLists,
    facets: HashMap<String, Facet>,
}

impl TimeWords {
    /// The name of the file, without its ending.
    pub const FILE: &'static str = TimeLists::FILE;

    /// Reads the lists from a file and those laid over it.
    ///
    /// # Errors
    /// A list that is missing, unknown or cannot be read, with its file and line.
    pub fn read(files: &[DataFile]) -> Result<Self, DataError> {
        let lists = TimeLists::read(files)?;
        let facets = table(&lists);
        Ok(Self { lists, facets })
    }

    /// What a word can be in a time, whatever its case.
    #[must_use]
    pub fn facet(&self, word: &str) -> Option<&Facet> {
        // Asked of every word of a text: nothing is allocated for an ordinary one.
        let mut small = [0; 24];
        match small.get_mut(..word.len()) {
            Some(small) if word.is_ascii() => {
                small.copy_from_slice(word.as_bytes());
                small.make_ascii_lowercase();
                self.facets.get(str::from_utf8(small).unwrap_or(word))
            }
            _ => self.facets.get(word.to_lowercase().as_str()),
        }
    }
}

/// The table of all words, made of the lists.
fn table(l: &TimeLists) -> HashMap<String, Facet> {
    let mut all: HashMap<String, Facet> = HashMap::new();
    words(&mut all, l);
    calendar(&mut all);
    let mut phrases = |list: &List, heart: bool| {
        for phrase in list.words() {
            let first = phrase.split(' ').next().unwrap_or_default();
            let facet = all.entry(first.to_owned()).or_default();
            facet.phrase = true;
            let last = phrase.rsplit(' ').next().unwrap_or_default();
            all.entry(last.to_owned()).or_default().heart |= heart;
        }
    };
    for list in [l.days.list(), l.nights.list(), l.eras.list(), &l.holidays, &l.year_ends] {
        phrases(list, true);
    }
    for list in [l.about.list(), &l.behind, l.turns.list(), &l.clock] {
        phrases(list, false);
    }
    all
}

/// Lists of single words.
fn words(all: &mut HashMap<String, Facet>, l: &TimeLists) {
    fn valued<T: Copy>(all: &mut HashMap<String, Facet>, list: &Valued<T>, mut set: impl FnMut(&mut Facet, T)) {
        for word in list.list().words() {
            if let Some(value) = list.get(word) {
                set(all.entry(word.to_owned()).or_default(), value);
            }
        }
    }
    fn plain(all: &mut HashMap<String, Facet>, list: &List, mut set: impl FnMut(&mut Facet)) {
        list.words().for_each(|word| set(all.entry(word.to_owned()).or_default()));
    }
    valued(all, &l.numbers, |f, n| {
        // Years in words begin with these.
        (f.number, f.heart) = (Some(n as u16), f.heart || (16.0..=20.0).contains(&n) || n == 1000.0);
    });
    valued(all, &l.ordinals, |f, n| f.ordinal = Some(n as i8));
    valued(all, &l.decades, |f, n| (f.decade, f.heart) = (Some(n as i16), true));
    valued(all, &l.units, |f, u| (f.unit, f.heart) = (Some((u, false)), true));
    valued(all, &l.unit_plurals, |f, u| (f.unit, f.heart) = (Some((u, true)), true));
    valued(all, &l.repeated, |f, u| (f.repeated, f.heart) = (Some(u), true));
    valued(all, &l.seasons, |f, s| (f.season, f.heart) = (Some(s), true));
    valued(all, &l.day_parts, |f, p| (f.part, f.heart) = (Some((p, false)), true));
    valued(all, &l.day_part_plurals, |f, p| (f.part, f.heart) = (Some((p, true)), true));
    valued(all, &l.meridiem, |f, m| f.meridiem = Some(m));
    valued(all, &l.shifts, |f, s| f.shift = Some(s));
    valued(all, &l.edges, |f, e| f.edge = Some(e));
    valued(all, &l.edge_nouns, |f, e| f.edge_noun = Some(e));
    valued(all, &l.small, |f, s| f.small = Some(s));
    plain(all, &l.vague, |f| f.vague = true);
    plain(all, &l.between_number_and_unit, |f| f.filler = true);
    plain(all, &l.every, |f| f.every = true);
    plain(all, &l.zones, |f| f.zone = true);
    plain(all, &l.halves, |f| f.half = true);
    plain(all, &l.fiscal, |f| f.fiscal = true);
}

/// Months and days of the week, which all stages share.
fn calendar(all: &mut HashMap<String, Facet>) {
    for word in dateline_text::document::calendar_words() {
        if let Some(number) = month(word) {
            let short = !dateline_text::document::MONTHS.contains(&word);
            let facet = all.entry(word.to_owned()).or_default();
            (facet.month, facet.heart) = (Some((number, short)), true);
        }
        if let Some(number) = weekday(word) {
            let facet = all.entry(word.to_owned()).or_default();
            (facet.weekday, facet.heart) = (Some((number, false)), true);
        }
    }
    for (n, day) in WEEKDAYS.iter().enumerate() {
        let facet = all.entry(format!("{day}s")).or_default();
        (facet.weekday, facet.heart) = (Some((n as i8 + 1, true)), true);
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Words;

    #[test]
    fn a_word_is_all_that_its_lists_say() {
        let words = &Words::builtin().times;
        let facet = |w: &str| words.facet(w).copied().unwrap_or_default();
        assert_eq!((facet("May").month, facet("sept").month), (Some((5, false)), Some((9, true))));
        assert_eq!((facet("Sundays").weekday, facet("tues").weekday), (Some((7, true)), Some((2, false))));
        let second = facet("Second");
        assert!(second.ordinal == Some(2) && second.unit.is_some() && second.heart);
        assert!(words.facet("village").is_none());
    }
}
