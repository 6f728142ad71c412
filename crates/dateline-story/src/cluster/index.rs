//! The reports that are open, with inverted lists over their words.
//!
//! Reports leave in about the order in which they came, so that lists are cut at their heads. What a search costs is
//! bounded: it begins with the weightiest words and ends when so many places have been looked at.

use super::Member;
use super::terms::{ByTerm, Vector};
use std::collections::VecDeque;

/// Places in lists that one search looks at.
const LOOKED_AT: usize = 20_000;
/// Reports that a search gives.
const NEAREST: usize = 64;

/// A report that is open.
#[derive(Debug)]
pub(super) struct Open {
    /// Its day, counted.
    pub(super) day: Option<i32>,
    /// Its words.
    pub(super) body: Vector,
    /// Those of its headline.
    pub(super) headline: Vector,
    /// The story it is in.
    pub(super) story: u32,
    /// What is given out.
    pub(super) member: Member,
}

/// All reports that are open, by number.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The number of the first.
    first: u32,
    open: VecDeque<Option<Open>>,
    lists: ByTerm<VecDeque<(u32, f32)>>,
    /// What a search adds up, by place; all zero between searches.
    sums: Vec<f32>,
}

impl Index {
    /// Takes a report in; its number.
    pub(super) fn add(&mut self, report: Open) -> u32 {
        let number = self.first + self.open.len() as u32;
        for (term, weight) in &report.body.0 {
            self.lists.entry(*term).or_default().push_back((number, *weight));
        }
        self.open.push_back(Some(report));
        number
    }

    /// How many are open.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.open.iter().flatten().count()
    }

    /// An open report.
    pub(super) fn get(&self, number: u32) -> Option<&Open> {
        self.open.get(number.checked_sub(self.first)? as usize)?.as_ref()
    }

    /// The same, to change it.
    pub(super) fn get_mut(&mut self, number: u32) -> Option<&mut Open> {
        self.open.get_mut(number.checked_sub(self.first)? as usize)?.as_mut()
    }

    /// Takes a report out.
    pub(super) fn remove(&mut self, number: u32) -> Option<Open> {
        let gone = self.open.get_mut(number.checked_sub(self.first)? as usize)?.take()?;
        for (term, _) in &gone.body.0 {
            let Some(list) = self.lists.get_mut(term) else { continue };
            if let Ok(at) = list.binary_search_by_key(&number, |p| p.0) {
                list.remove(at);
            }
            if list.is_empty() {
                self.lists.remove(term);
            }
        }
        while self.open.front().is_some_and(Option::is_none) {
            self.open.pop_front();
            self.first += 1;
        }
        Some(gone)
    }

    /// The open reports that share most with a report, the nearest first, among those that `may` be.
    pub(super) fn nearest(&mut self, body: &Vector, may: impl Fn(u32, &Open) -> bool) -> Vec<u32> {
        self.sums.resize(self.open.len(), 0.0);
        let mut touched: Vec<u32> = Vec::new();
        let mut left = LOOKED_AT;
        for (term, weight) in body.weightiest() {
            let Some(list) = self.lists.get(&term).filter(|l| l.len() <= left) else { continue };
            left -= list.len();
            for (number, other) in list {
                let sum = &mut self.sums[(number - self.first) as usize];
                if *sum == 0.0 {
                    touched.push(*number);
                }
                *sum += weight * other;
            }
        }
        let mut found: Vec<(f32, u32)> = Vec::with_capacity(touched.len());
        for number in touched {
            let sum = std::mem::take(&mut self.sums[(number - self.first) as usize]);
            if self.get(number).is_some_and(|open| may(number, open)) {
                found.push((sum, number));
            }
        }
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if found.len() > NEAREST {
            found.select_nth_unstable_by(NEAREST, order);
            found.truncate(NEAREST);
        }
        found.sort_unstable_by(order);
        found.into_iter().map(|(_, number)| number).collect()
    }
}
