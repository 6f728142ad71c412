//! Gold events and ours held against each other.
//!
//! Within a passage each gold event takes at most one event of its category, the one that shares most of trigger, actor
//! and recipient with it; one that shares nothing is none.

use super::gold::{Passage, Place, STATES, Told};
use dateline::contract::Category;
use dateline::language::eval::Counts;
use std::collections::BTreeMap;

/// An event of ours.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ours {
    pub(super) told: Told,
    pub(super) rule: String,
    /// 0 to 1.
    pub(super) confidence: f64,
}

/// Bands of confidence, each a tenth wide.
pub(super) const BANDS: usize = 10;

/// Events of one band of confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Band {
    pub(super) right: usize,
    pub(super) told: usize,
    /// The sum of what they say of themselves.
    pub(super) said: f64,
}

/// Right among those that are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) right: usize,
    pub(super) told: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.told += 1;
    }
}

/// What is known after some passages.
#[derive(Debug, Default)]
pub(super) struct Scores {
    pub(super) passages: usize,
    pub(super) category: Counts,
    pub(super) mode: Counts,
    pub(super) parties: Counts,
    pub(super) codes: Counts,
    /// Of events whose category was found and whose gold tells it.
    pub(super) status: Share,
    pub(super) place: Share,
    pub(super) when: Share,
    /// Passages without an event; right where none was found.
    pub(super) empty: Share,
    /// Of rightly found events, by the places of [`STATES`].
    pub(super) states: [Counts; STATES.len()],
    pub(super) categories: BTreeMap<Category, Counts>,
    pub(super) bands: [Band; BANDS],
    pub(super) rules: BTreeMap<String, Share>,
}

/// An event that one side alone has: of the gold, or of ours with its place among those of the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Missed(usize),
    Beyond(usize),
}

impl Scores {
    /// Adds a passage; what is wrong with ours, the missed first.
    pub(super) fn add(&mut self, passage: &Passage, ours: &[Ours]) -> Vec<Fault> {
        self.passages += 1;
        if passage.events.is_empty() {
            self.empty.add(ours.is_empty());
        }
        let scope = passage.scope;
        let asked = [true, scope.modes, true, scope.codes];
        let all = [&mut self.category, &mut self.mode, &mut self.parties, &mut self.codes];
        for (counts, _) in all.into_iter().zip(asked).filter(|(_, asked)| *asked) {
            counts.found += ours.len();
            counts.wanted += passage.events.len();
        }
        ours.iter().for_each(|m| self.categories.entry(m.told.category).or_default().found += 1);
        let mut left: Vec<usize> = (0..ours.len()).collect();
        let mut faults = Vec::new();
        for (i, gold) in passage.events.iter().enumerate() {
            self.categories.entry(gold.category).or_default().wanted += 1;
            let Some(at) = best(gold, ours, &left) else {
                faults.push(Fault::Missed(i));
                continue;
            };
            self.pair(passage, gold, &ours[left.remove(at)].told);
        }
        for (j, m) in ours.iter().enumerate() {
            let right = !left.contains(&j);
            let band = &mut self.bands[band(m.confidence)];
            band.right += usize::from(right);
            band.told += 1;
            band.said += m.confidence;
            self.rules.entry(m.rule.clone()).or_default().add(right);
        }
        faults.extend(left.into_iter().map(Fault::Beyond));
        faults
    }

    /// Adds an event whose category was found.
    fn pair(&mut self, passage: &Passage, gold: &Told, ours: &Told) {
        let scope = passage.scope;
        self.category.right += 1;
        self.categories.entry(gold.category).or_default().right += 1;
        self.mode.right += usize::from(scope.modes && gold.mode == ours.mode);
        self.parties.right += usize::from(parties(gold, ours));
        self.codes.right += usize::from(scope.codes && gold.codes == ours.codes);
        if !gold.place.is_empty() {
            self.place.add(side(&gold.place, &ours.place));
        }
        if !gold.when.is_empty() {
            self.when.add(side(&gold.when, &ours.when));
        }
        if scope.status {
            let at = |status: &str| STATES.iter().position(|s| *s == status).unwrap_or_default();
            let same = gold.status == ours.status;
            self.status.add(same);
            self.states[at(ours.status)].found += 1;
            self.states[at(gold.status)].wanted += 1;
            self.states[at(gold.status)].right += usize::from(same);
        }
    }

    /// How far what events say of themselves is from how often they are right, weighed by how many say so: the expected
    /// calibration error, 0 to 1.
    pub(super) fn calibration_error(&self) -> f64 {
        let all: usize = self.bands.iter().map(|b| b.told).sum();
        let off = |b: &Band| (b.right as f64 - b.said).abs();
        self.bands.iter().map(off).sum::<f64>() / (all.max(1) as f64)
    }
}

/// The band of a confidence.
fn band(confidence: f64) -> usize {
    // Confidences are hundredths: whole numbers keep 0.3 out of the band below.
    let hundredths = (confidence * 100.0).round() as usize;
    (hundredths * BANDS / 100).min(BANDS - 1)
}

/// Which of ours that are left is the gold's event: its place among these.
fn best(gold: &Told, ours: &[Ours], left: &[usize]) -> Option<usize> {
    let score = |m: &Told| {
        let same_word = gold.trigger.zip(m.trigger).is_some_and(|(a, b)| meet(a, b));
        4 * usize::from(same_word)
            + 2 * usize::from(side(&gold.actor, &m.actor))
            + usize::from(side(&gold.recipient, &m.recipient))
    };
    let alike = left.iter().enumerate().filter(|(_, j)| ours[**j].told.category == gold.category);
    let scored = alike.map(|(at, j)| (at, score(&ours[*j].told)));
    // Of equals the first.
    let most = scored.reduce(|a, b| if b.1 > a.1 { b } else { a });
    most.filter(|(_, score)| *score > 0).map(|(at, _)| at)
}

fn meet(a: Place, b: Place) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Whether two sides share words; two without any are alike.
fn side(a: &[Place], b: &[Place]) -> bool {
    (a.is_empty() && b.is_empty()) || a.iter().any(|x| b.iter().any(|y| meet(*x, *y)))
}

/// Whether both parties are found; where an act has no recipient, its sides may stand either way.
fn parties(gold: &Told, ours: &Told) -> bool {
    if side(&gold.actor, &ours.actor) && side(&gold.recipient, &ours.recipient) {
        return true;
    }
    let all = |t: &Told| [t.actor.as_slice(), t.recipient.as_slice()].concat();
    let (g, m) = (all(gold), all(ours));
    let mutual = gold.recipient.is_empty() || ours.recipient.is_empty();
    mutual && g.len() == m.len() && g.len() > 1 && g.iter().all(|x| m.iter().any(|y| meet(*x, *y)))
}

/// The 95% interval of a share after Wilson; 0 to 1 where there is nothing to judge by.
pub(super) fn wilson(right: usize, of: usize) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (of as f64, right as f64 / of as f64);
    let z2 = Z * Z;
    let middle = p + z2 / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let whole = 1.0 + z2 / n;
    (((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::super::gold::Scope;
    use super::*;

    fn told(category: Category, trigger: Place, actor: &[Place], recipient: &[Place]) -> Told {
        let trigger = Some(trigger);
        Told { trigger, actor: actor.to_vec(), recipient: recipient.to_vec(), ..Told::new(category) }
    }

    fn ours(told: Told, confidence: f64) -> Ours {
        Ours { told, rule: "accuse/criticize".into(), confidence }
    }

    fn passage(events: Vec<Told>) -> Passage {
        let scope = Scope { modes: true, codes: true, status: true, by_guide: true };
        Passage { id: "a".into(), text: String::new(), date: None, title: None, events, scope }
    }

    #[test]
    fn an_event_serves_once_and_the_nearest_first() {
        let gold = vec![
            told(Category::Accuse, (10, 15), &[(0, 4)], &[(20, 24)]),
            told(Category::Accuse, (30, 35), &[], &[(40, 44)]),
            told(Category::Aid, (50, 55), &[], &[]),
        ];
        let found = [
            ours(told(Category::Accuse, (30, 35), &[(0, 4)], &[(40, 44)]), 0.3),
            ours(told(Category::Accuse, (10, 15), &[(0, 4)], &[(20, 24)]), 0.95),
            ours(told(Category::Assault, (50, 55), &[], &[]), 1.0),
        ];
        let mut scores = Scores::default();
        let faults = scores.add(&passage(gold), &found);
        assert_eq!(faults, [Fault::Missed(2), Fault::Beyond(2)]);
        assert_eq!((scores.category.right, scores.category.found, scores.category.wanted), (2, 3, 3));
        assert_eq!(scores.parties.right, 1, "the second one's actor is too much");
        let bands = [3, 9].map(|b| (scores.bands[b].right, scores.bands[b].told));
        assert_eq!(bands, [(1, 1), (1, 2)]);
        assert!((scores.calibration_error() - (0.7 + 0.95) / 3.0).abs() < 1e-9);
        assert_eq!(scores.rules["accuse/criticize"], Share { right: 2, told: 3 });
        scores.add(&passage(Vec::new()), &[]);
        assert_eq!(scores.empty, Share { right: 1, told: 1 });
    }

    #[test]
    fn sides_of_a_mutual_act_stand_either_way() {
        let gold = told(Category::Consult, (5, 8), &[(0, 4), (9, 13)], &[]);
        let mine = told(Category::Consult, (5, 8), &[(0, 4)], &[(9, 13)]);
        assert!(parties(&gold, &mine) && parties(&mine, &gold));
        assert!(!parties(&gold, &told(Category::Consult, (5, 8), &[(20, 24)], &[(0, 4)])));
    }

    #[test]
    fn an_interval_is_wide_where_little_is_known() {
        let near = |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 5e-4 && (b - d).abs() < 5e-4;
        assert!(near(wilson(8, 10), (0.490, 0.943)), "{:?}", wilson(8, 10));
        assert!(near(wilson(0, 0), (0.0, 1.0)));
        assert!(near(wilson(5, 5), (0.566, 1.0)), "{:?}", wilson(5, 5));
    }
}
