//! Whether what one report tells is told by another after all.
//!
//! What is told of a record is decided on its sentence: how surely the best sentence of the others tells the same, how
//! well the best record of the others fits, and whether most of its words stand in no other report: a clause told by one
//! alone may stand beside one that all tell. An act of one kind between the same two parties is told, however it is worded. The weights were fitted to stories written for this project
//! (`training/claims.py`). What one leaves out is told elsewhere only where another report says that it is left out.

use crate::align::Link;
use crate::digest::At;
use crate::features::Lexis;
use crate::linear::Linear;
use crate::party::{Party, lists_agree};
use crate::same::Pair;
use crate::unit::{Kind, Unit, is_mutual, overlap};
use dateline_contract::Category;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Numbers that a telling is judged by.
pub(crate) const NUMBERS: usize = 3;

/// The score of a sentence that was paired with none.
const UNPAIRED: f32 = -5.0;
/// A pair that is surer than this is sure enough.
const SUREST: f32 = 6.0;

/// So well must the parties of two acts agree.
const SAME_PARTIES: f32 = 0.75;
/// So many parties that the same speaker speaks of are the same matter.
const SAME_MATTER: usize = 2;
/// Share of a telling's words, by weight, that may stand in no other report before it counts.
const OWN: f32 = 0.6;

/// What each telling is judged by, and the score: the logarithm of the odds that another report tells it.
pub(crate) fn elsewhere(
    units: &[Unit],
    lexis: &Lexis,
    inside: &BTreeMap<At, Vec<usize>>,
    pairs: &[Pair],
    links: &[Link],
) -> Vec<([f32; NUMBERS], f32)> {
    let mut numbers = vec![[UNPAIRED, 0.0, 0.0]; units.len()];
    let mut best: BTreeMap<At, f32> = BTreeMap::new();
    for p in pairs {
        for at in [p.a, p.b] {
            let own = best.entry(at).or_insert(p.score);
            *own = own.max(p.score);
        }
    }
    for (at, own) in inside {
        let score = best.get(at).copied().unwrap_or(UNPAIRED);
        own.iter().for_each(|u| numbers[*u][0] = numbers[*u][0].max(score.min(SUREST)));
    }
    for l in links {
        for u in [l.a, l.b] {
            numbers[u][1] = numbers[u][1].max(l.score);
        }
    }
    for (n, u) in numbers.iter_mut().zip(units) {
        let own: Vec<u32> = u.features.iter().copied().filter(|f| lexis.only_in(*f) == Some(u.report)).collect();
        n[2] = (lexis.weight(&own) / lexis.weight(&u.features).max(f32::MIN_POSITIVE) - OWN).max(0.0);
    }
    let mut done = done_elsewhere(units);
    done_said(units, inside, &mut done);
    let said = said_elsewhere(units, lexis);
    let unsaid = |n: &[f32; NUMBERS], u: &Unit| u.kind == Kind::Omission && n[1] <= 0.0;
    let score = |(u, n): (usize, [f32; NUMBERS])| match units[u] {
        ref unit if unsaid(&n, unit) => (n, UNPAIRED),
        _ if done[u] || said[u] => (n, SUREST),
        _ => (n, weights().score(&n)),
    };
    numbers.into_iter().enumerate().map(score).collect()
}

/// Whether another report tells an act of the same category between the same two parties, in whatever words, or one done in
/// the same way by nobody else: drones that struck a depot here and a harbour there are not told by one alone.
fn done_elsewhere(units: &[Unit]) -> Vec<bool> {
    let mut out = vec![false; units.len()];
    let mut acts: BTreeMap<Category, Vec<usize>> = BTreeMap::new();
    for (n, u) in units.iter().enumerate() {
        if let Some(category) = u.category {
            acts.entry(category).or_default().push(n);
        }
    }
    for (category, list) in acts {
        for (i, a) in list.iter().enumerate() {
            for b in &list[i + 1..] {
                let (u, v) = (&units[*a], &units[*b]);
                let told = u.report != v.report && !(out[*a] && out[*b]);
                if told && (same_act(category, u, v) || (category == Category::Assault && same_way(u, v))) {
                    (out[*a], out[*b]) = (true, true);
                }
            }
        }
    }
    out
}

/// Marks statements that say little more than an act of their sentence which another report tells.
fn done_said(units: &[Unit], inside: &BTreeMap<At, Vec<usize>>, done: &mut [bool]) {
    let acts = done.to_vec();
    for own in inside.values() {
        for u in own.iter().filter(|u| units[**u].kind == Kind::Statement) {
            let size: usize = units[*u].content.iter().map(|c| c.len()).sum();
            let said = |v: &usize| units[*u].content.iter().map(|c| overlap(*c, units[*v].extent)).sum::<usize>();
            done[*u] |= own.iter().any(|v| acts[*v] && said(v) * 2 >= size);
        }
    }
}

/// Whether two acts are of the same parties.
fn same_act(category: Category, u: &Unit, v: &Unit) -> bool {
    let same = |x: &[Party], y: &[Party]| !x.is_empty() && !y.is_empty() && lists_agree(x, y) >= SAME_PARTIES;
    // What is denied is often told by "this" or "the charge".
    let unnamed = category == Category::Reject && u.recipient.is_empty() && v.recipient.is_empty();
    let straight = || same(&u.actor, &v.actor) && (unnamed || same(&u.recipient, &v.recipient));
    let turned = || is_mutual(category) && same(&u.actor, &v.recipient) && same(&u.recipient, &v.actor);
    straight() || turned()
}

/// Whether two acts of violence are done in the same way, by the same or by nobody who is named.
fn same_way(u: &Unit, v: &Unit) -> bool {
    let doers = || u.actor.is_empty() || v.actor.is_empty() || lists_agree(&u.actor, &v.actor) >= SAME_PARTIES;
    u.mode.is_some() && u.mode == v.mode && doers()
}

/// Whether the same speaker says something of the same two parties, or more, in another report.
fn said_elsewhere(units: &[Unit], lexis: &Lexis) -> Vec<bool> {
    let mut out = vec![false; units.len()];
    let mut speakers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, u) in units.iter().enumerate() {
        // Those who are one over all reports have one number.
        u.speakers.iter().filter_map(|p| p.number).for_each(|p| speakers.entry(p).or_default().push(n));
    }
    for list in speakers.values() {
        for (i, a) in list.iter().enumerate() {
            for b in &list[i + 1..] {
                let (u, v) = (&units[*a], &units[*b]);
                if u.report == v.report || (out[*a] && out[*b]) {
                    continue;
                }
                if lexis.shared_parties(&u.features, &v.features, &u.speakers) >= SAME_MATTER {
                    (out[*a], out[*b]) = (true, true);
                }
            }
        }
    }
    out
}

/// The weights inside the program.
fn weights() -> &'static Linear {
    static WEIGHTS: LazyLock<Linear> =
        LazyLock::new(|| Linear::read(include_str!("../../../models/alone.tsv"), NUMBERS).expect("a line a number"));
    &WEIGHTS
}
