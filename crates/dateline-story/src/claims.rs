//! Claims: sentences of several reports that tell the same thing, one a report.
//!
//! A sentence may stand in several claims: one here may say what two say there. A claim grows from the surest pair down;
//! a further report joins where its sentence fits with those that are there.

use crate::digest::At;
use crate::party::speakers_part;
use crate::same::Pair;
use crate::unit::{Kind, Unit};
use dateline_language::linalg::ln;
use std::collections::BTreeMap;

/// Surely the same: what is shown as a difference. Set, as the two below, on eight stories that were read by hand.
pub(crate) const SURE: f32 = 2.5;
/// The same where records of the two sentences tell one thing too.
pub(crate) const SURE_OF_RECORDS: f32 = 1.75;
/// More likely the same than not: what several tell.
pub(crate) const BALANCED: f32 = 1.15;
/// So likely told by another report that it is not shown as told by one alone ([`crate::alone`]), where there is one other.
const ALONE: f32 = 1.4;
/// How much less where there are more: among several the best fits better by chance.
const ALONE_AMONG: f32 = 1.08;
/// What a pair that was not looked at counts.
const UNSEEN: f32 = -4.0;
/// A report joins where its sentence fits so well with the others on the whole.
const JOINS: f32 = 0.0;

/// From what score on a telling is not shown as told by one alone, where there are `others` reports.
pub(crate) fn alone(others: usize) -> f32 {
    ALONE - ALONE_AMONG * ln(others.max(1) as f32)
}

/// Sentences that tell the same thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claim {
    /// One a report, in the order of the reports.
    pub(crate) members: Vec<At>,
    /// The pairs that made it, by their numbers, the surest first.
    pub(crate) links: Vec<usize>,
}

/// The claims that the pairs make which `joins` allows.
pub(crate) fn claims(pairs: &[Pair], joins: impl Fn(&Pair) -> bool) -> Vec<Claim> {
    let score: BTreeMap<(At, At), f32> = pairs.iter().map(|p| ((p.a, p.b), p.score)).collect();
    let of = |a: At, b: At| score.get(&(a.min(b), a.max(b))).copied().unwrap_or(UNSEEN);
    let mut order: Vec<usize> = (0..pairs.len()).filter(|n| pairs[*n].score >= BALANCED && joins(&pairs[*n])).collect();
    order.sort_by(|x, y| pairs[*y].score.total_cmp(&pairs[*x].score).then(x.cmp(y)));
    let mut all: Vec<Claim> = Vec::new();
    let mut homes: BTreeMap<At, Vec<usize>> = BTreeMap::new();
    for n in order {
        let (a, b) = (pairs[n].a, pairs[n].b);
        let home = |at: At| homes.get(&at).cloned().unwrap_or_default();
        if let Some(both) = home(a).into_iter().find(|c| all[*c].members.contains(&b)) {
            all[both].links.push(n);
            continue;
        }
        let fits = |c: usize, new: At| {
            let members = &all[c].members;
            members.iter().all(|m| m.0 != new.0)
                && members.iter().map(|m| of(*m, new)).sum::<f32>() >= JOINS * members.len() as f32
        };
        let joined = home(a).into_iter().find(|c| fits(*c, b)).map(|c| (c, b));
        let joined = joined.or_else(|| home(b).into_iter().find(|c| fits(*c, a)).map(|c| (c, a)));
        if let Some((claim, new)) = joined {
            all[claim].members.push(new);
            all[claim].links.push(n);
            homes.entry(new).or_default().push(claim);
        } else {
            homes.entry(a).or_default().push(all.len());
            homes.entry(b).or_default().push(all.len());
            all.push(Claim { members: vec![a, b], links: vec![n] });
        }
    }
    all.iter_mut().for_each(|c| c.members.sort_unstable());
    all
}

/// Whether two sentences are like words or acts of two people: each is said by persons who are known, none of them there
/// and here. Where it is surely the same thing that is told, that is a difference of speakers instead.
pub(crate) fn is_another(pair: &Pair, units: &[Unit], inside: &BTreeMap<At, Vec<usize>>) -> bool {
    let said = |at: At| {
        let own = inside.get(&at).map_or(&[][..], Vec::as_slice);
        own.iter().map(|u| &units[*u]).find(|u| u.kind == Kind::Statement && u.named && !u.speakers.is_empty())
    };
    let (Some(x), Some(y)) = (said(pair.a), said(pair.b)) else { return false };
    let persons = |u: &Unit| u.speakers.iter().all(|p| p.person && p.number.is_some());
    let none = |u: &Unit, v: &Unit| u.speakers.iter().all(|p| v.speakers.iter().all(|q| p.number != q.number));
    pair.score < SURE && persons(x) && persons(y) && none(x, y) && speakers_part(&x.speakers, &y.speakers)
}
