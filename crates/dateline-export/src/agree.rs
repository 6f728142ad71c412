//! Our events laid beside another table's, by pair, day and class.
//!
//! Both tables are reduced to what is compared first: one act a pair, day and class. An act is had by the other table where that has
//! one of the same pair within some days: of the same class, of the same kind (quad), or of any.

use crate::act::{Row, event_name};
use crate::codes::{Party, cameo_code, cameo_quad, cameo_root};
use crate::theirs::{Kind, Theirs};
use std::collections::{BTreeMap, BTreeSet};

/// What is compared of a row of ours; `None` where it has no day or no two countries.
#[must_use]
pub fn ours(r: &Row<'_>, kind: Kind) -> Option<Theirs> {
    let country = |e| Party::of(e).country.map(str::to_owned);
    let (class, quad) = match kind {
        Kind::Polecat => (event_name(r.event).to_owned(), r.event.quad_code),
        Kind::Gdelt | Kind::Icews => {
            let code = cameo_code(r.event);
            (cameo_root(&code).to_owned(), cameo_quad(cameo_root(&code)))
        }
    };
    Some(Theirs { day: r.date()?.to_owned(), actor: country(r.actor)?, recipient: country(r.recipient)?, class, quad })
}

/// How many acts of a table the other has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Had {
    /// Acts.
    pub acts: usize,
    /// With one of the same pair and class.
    pub class: usize,
    /// With one of the same pair and kind.
    pub quad: usize,
    /// With one of the same pair.
    pub pair: usize,
}

/// Both ways, for a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Both {
    /// Theirs, and how many of them we have.
    pub theirs: Had,
    /// Ours, and how many of them they have.
    pub ours: Had,
}

/// Acts of a table by pair and day.
type Days<'a> = BTreeMap<(&'a str, &'a str), Vec<(i64, &'a Theirs)>>;

fn by_pair(all: &BTreeSet<Theirs>) -> Days<'_> {
    let mut out = Days::new();
    for act in all {
        out.entry((&act.actor, &act.recipient)).or_default().push((day_number(&act.day), act));
    }
    out.values_mut().for_each(|acts| acts.sort_by_key(|(day, _)| *day));
    out
}

/// Days since the beginning of the calendar, so that days can be counted between.
#[must_use]
pub fn day_number(day: &str) -> i64 {
    let part = |from: usize, to: usize| day.get(from..to).and_then(|t| t.parse::<i64>().ok()).unwrap_or_default();
    let (mut year, mut month, date) = (part(0, 4), part(5, 7), part(8, 10));
    // The year begins in March, so that the leap day is its last.
    if month < 3 {
        year -= 1;
        month += 12;
    }
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * (month - 3) + 2) / 5 + date
}

/// Lays the acts of two tables side by side: by class, how many of each the other has within `window` days.
#[must_use]
pub fn agree(ours: &BTreeSet<Theirs>, theirs: &BTreeSet<Theirs>, window: i64) -> BTreeMap<String, Both> {
    let mut out: BTreeMap<String, Both> = BTreeMap::new();
    let mut count = |all: &BTreeSet<Theirs>, others: &Days<'_>, side: fn(&mut Both) -> &mut Had| {
        for act in all {
            let had = side(out.entry(act.class.clone()).or_default());
            had.acts += 1;
            let Some(acts) = others.get(&(act.actor.as_str(), act.recipient.as_str())) else { continue };
            let day = day_number(&act.day);
            let from = acts.partition_point(|(d, _)| *d < day - window);
            let near = || acts[from..].iter().take_while(|(d, _)| *d <= day + window).map(|(_, a)| a);
            had.pair += usize::from(near().next().is_some());
            had.quad += usize::from(near().any(|a| a.quad == act.quad));
            had.class += usize::from(near().any(|a| a.class == act.class));
        }
    };
    count(theirs, &by_pair(ours), |b| &mut b.theirs);
    count(ours, &by_pair(theirs), |b| &mut b.ours);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(day: &str, pair: [&str; 2], class: &str, quad: u8) -> Theirs {
        let [actor, recipient] = pair.map(str::to_owned);
        Theirs { day: day.to_owned(), actor, recipient, class: class.to_owned(), quad }
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        for (a, b, days) in
            [("2024-02-28", "2024-03-01", 2), ("2023-02-28", "2023-03-01", 1), ("2023-12-31", "2024-01-01", 1)]
        {
            assert_eq!(day_number(b) - day_number(a), days, "{a} {b}");
        }
    }

    #[test]
    fn acts_are_had_within_days_by_pair_kind_and_class() {
        let pair = ["NOR", "SDN"];
        let ours = BTreeSet::from([act("2026-02-03", pair, "ACCUSE", 3), act("2026-02-20", pair, "AID", 2)]);
        let theirs = BTreeSet::from([
            act("2026-02-04", pair, "ACCUSE", 3),
            act("2026-02-04", pair, "REJECT", 3),
            act("2026-02-04", ["SDN", "NOR"], "ACCUSE", 3),
        ]);
        let found = agree(&ours, &theirs, 1);
        assert_eq!(found["ACCUSE"].theirs, Had { acts: 2, class: 1, quad: 1, pair: 1 });
        assert_eq!(found["REJECT"].theirs, Had { acts: 1, class: 0, quad: 1, pair: 1 });
        assert_eq!(found["AID"].ours, Had { acts: 1, ..Had::default() });
        assert_eq!(agree(&ours, &theirs, 0)["ACCUSE"].theirs.class, 0);
    }
}
