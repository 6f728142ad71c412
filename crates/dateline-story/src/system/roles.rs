//! Who begins and who is aimed at; and of each pair in conflict, who talks to both sides and who stands behind one.

use super::acts::Acts;
use dateline_contract::Category;
use dateline_contract::wire::{self, Backer, Conflict, GoBetween, Pair, Quads, Role, SystemActor};
use std::collections::{BTreeMap, BTreeSet};

/// Acts of conflict from which a pair is in conflict; one of deeds is enough.
const FEWEST_WORDS: usize = 2;
/// Acts of conflict from which it is said of somebody that they begin, or are aimed at.
const FEWEST_ACTS: usize = 3;
/// Pairs in conflict that are told.
const CONFLICTS: usize = 50;

/// Backing that reports tell as such.
#[derive(Debug, Default)]
pub(super) struct Backing {
    told: usize,
    by: BTreeSet<String>,
}

impl Backing {
    pub(super) fn add(&mut self, r: &wire::Relation) {
        self.told += 1;
        self.by.extend(r.by.iter().map(|b| b.who.identifier_text.clone().unwrap_or_else(|| b.who.entity_text.clone())));
    }
}

/// Who does twice as much in conflict as is done to them begins; the other way round they are aimed at.
pub(super) fn role(a: &SystemActor) -> Option<Role> {
    let (out, into) = (a.initiated.conflict(), a.received.conflict());
    match (out, into) {
        _ if out.max(into) < FEWEST_ACTS => None,
        _ if out >= 2 * into => Some(Role::Initiator),
        _ if into >= 2 * out => Some(Role::Target),
        _ => Some(Role::Both),
    }
}

/// What one does to another.
#[derive(Clone, Copy, Debug, Default)]
struct Tie {
    cooperation: usize,
    support: usize,
    conflict: usize,
    deeds: usize,
}

/// What everybody does to everybody, both ways round.
#[derive(Debug, Default)]
struct Ties<'a> {
    to: BTreeMap<&'a str, BTreeMap<&'a str, Tie>>,
    from: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Ties<'a> {
    fn of(acts: &'a Acts) -> Self {
        let mut all = Self::default();
        for (key, n) in acts.all() {
            let tie = all.to.entry(&key.from).or_default().entry(&key.to).or_default();
            match key.quad {
                1 | 2 => tie.cooperation += n,
                quad => {
                    tie.conflict += n;
                    tie.deeds += if quad == 4 { n } else { 0 };
                }
            }
            if key.quad == 2 || key.event == Category::Support.name() {
                tie.support += n;
            }
            all.from.entry(&key.to).or_default().insert(&key.from);
        }
        all
    }

    fn get(&self, from: &str, to: &str) -> Tie {
        self.to.get(from).and_then(|t| t.get(to)).copied().unwrap_or_default()
    }

    /// All who have to do with somebody.
    fn neighbours(&self, of: &str) -> BTreeSet<&'a str> {
        let out = self.to.get(of).into_iter().flat_map(|t| t.keys().copied());
        out.chain(self.from.get(of).into_iter().flatten().copied()).collect()
    }

    /// Whether two do anything by force to each other.
    fn fight(&self, a: &str, b: &str) -> bool {
        self.get(a, b).deeds + self.get(b, a).deeds > 0
    }

    /// Friendly acts between two, the side that has more; none where they fight.
    fn friendly(&self, a: &str, b: &str) -> usize {
        if self.fight(a, b) { 0 } else { self.get(a, b).cooperation.max(self.get(b, a).cooperation) }
    }
}

/// Pairs in conflict, the hardest first.
pub(super) fn conflicts(pairs: &[Pair], acts: &Acts, backing: &BTreeMap<(String, String), Backing>) -> Vec<Conflict> {
    let mut sums: BTreeMap<(&str, &str), (Quads, Quads)> = BTreeMap::new();
    for pair in pairs.iter().filter(|p| p.from != p.to) {
        let (a, b) = if pair.from < pair.to { (&pair.from, &pair.to) } else { (&pair.to, &pair.from) };
        let sum = sums.entry((a, b)).or_default();
        sum.0.add(&pair.reports());
        sum.1.add(&pair.happenings());
    }
    let hard = |q: &Quads| q.material_conflict > 0 || q.verbal_conflict >= FEWEST_WORDS;
    let mut hardest: Vec<_> = sums.into_iter().filter(|(_, s)| hard(&s.1)).collect();
    hardest.sort_by_key(|(pair, s)| (std::cmp::Reverse(2 * s.1.material_conflict + s.1.verbal_conflict), *pair));
    hardest.truncate(CONFLICTS);
    let ties = Ties::of(acts);
    let conflict = |((a, b), (reports, happenings)): ((&str, &str), (Quads, Quads))| {
        let go_betweens = go_betweens(&ties, a, b);
        let backers = [(a, b), (b, a)].map(|(side, other)| backers(&ties, backing, side, other, &go_betweens)).concat();
        Conflict { a: a.to_owned(), b: b.to_owned(), reports, happenings, go_betweens, backers }
    };
    hardest.into_iter().map(conflict).collect()
}

/// Those who have friendly words or deeds with both sides, and fight neither.
fn go_betweens(ties: &Ties<'_>, a: &str, b: &str) -> Vec<GoBetween> {
    let mut all = Vec::new();
    for c in ties.neighbours(a).intersection(&ties.neighbours(b)).filter(|c| **c != a && **c != b) {
        let (with_a, with_b) = (ties.friendly(c, a), ties.friendly(c, b));
        if with_a > 0 && with_b > 0 {
            all.push(GoBetween { actor: (*c).to_owned(), with_a, with_b });
        }
    }
    all.sort_by_cached_key(|g| (std::cmp::Reverse(g.with_a.min(g.with_b)), g.actor.clone()));
    all
}

/// Those who are said to back one side, or support or aid it, fight it nowhere and turn against the other.
fn backers(
    ties: &Ties<'_>,
    backing: &BTreeMap<(String, String), Backing>,
    side: &str,
    other: &str,
    between: &[GoBetween],
) -> Vec<Backer> {
    let said = backing.keys().filter(|(_, to)| to == side).map(|(from, _)| from.as_str());
    let all: BTreeSet<&str> = said.chain(ties.neighbours(side)).filter(|c| *c != side && *c != other).collect();
    let mut out = Vec::new();
    for c in all {
        let told = backing.get(&(c.to_owned(), side.to_owned()));
        let acts = ties.get(c, side).support;
        let turns = ties.get(c, other).conflict > 0 && !ties.fight(c, side) && !between.iter().any(|g| g.actor == c);
        if told.is_some() || (acts > 0 && turns) {
            let by = told.map(|t| t.by.iter().cloned().collect()).unwrap_or_default();
            out.push(Backer { actor: c.to_owned(), of: side.to_owned(), said: told.map_or(0, |t| t.told), acts, by });
        }
    }
    out.sort_by_cached_key(|x| (std::cmp::Reverse(x.said + x.acts), x.actor.clone()));
    out
}
