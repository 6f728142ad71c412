//! Acts: what political actors do to each other, learnt from coded passages.
//!
//! A word can be the trigger of an act of a category (PLOVER's names, see `training/acts.py`); for a trigger every word
//! of its sentence can head an argument. Both are scored from the network's vectors, the argument also by where the word
//! stands in the tree as seen from the trigger. All acts that are at all likely are given with their
//! probabilities; the record stage binds them and chooses. `training/act_head.py` is the twin.

mod network;
mod path;

pub(crate) use network::{ActNetwork, Batch, Scratch};

use std::ops::Range;
use std::sync::Arc;

/// Whether an act is told as done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Done, or said where it is an act of words.
    Done,
    /// It did not happen.
    Negated,
    /// Announced or expected.
    Future,
    /// If, may, would.
    Hypothetical,
    /// Background of long ago.
    Historical,
}

impl State {
    /// The state that a model file's label names.
    fn parse(label: &str) -> Option<Self> {
        Some(match label {
            "done" => Self::Done,
            "neg" => Self::Negated,
            "fut" => Self::Future,
            "hyp" => Self::Hypothetical,
            "hist" => Self::Historical,
            _ => return None,
        })
    }
}

/// What a word heads for an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Who does it.
    Actor,
    /// To whom.
    Recipient,
    /// Where.
    Place,
    /// When.
    When,
}

impl Part {
    fn parse(label: &str) -> Option<Self> {
        Some(match label {
            "actor" => Self::Actor,
            "recipient" => Self::Recipient,
            "place" => Self::Place,
            "when" => Self::When,
            _ => return None,
        })
    }
}

/// An argument of an act.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActArgument {
    /// The word that heads it.
    pub head: u32,
    /// What it is to the act.
    pub part: Part,
    /// How likely that is, 0 to 1, as the network says it.
    pub sure: f32,
}

/// A possible act.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The word that tells it.
    pub trigger: u32,
    /// How likely the word tells any act, 0 to 1, as the network says it.
    pub sure: f32,
    /// How often the network is right when it is so sure.
    pub right: f32,
    /// Whether that is enough for an act to be told.
    pub told: bool,
    /// The likeliest categories and how likely each is, the likeliest first; three at most. Names are PLOVER's.
    pub categories: Vec<(Arc<str>, f32)>,
    /// The likeliest mode of the first category, as PLOVER names it, and how likely it is among those of the category and
    /// none; `None` where the category has no modes.
    pub mode: Option<(Arc<str>, f32)>,
    /// The states and how likely each is.
    pub states: Vec<(State, f32)>,
    /// Words that head arguments, in order, each with the part that is likeliest for it.
    pub arguments: Vec<ActArgument>,
}

impl Act {
    /// How likely a state is, 0 to 1.
    #[must_use]
    pub fn state(&self, state: State) -> f32 {
        self.states.iter().find(|(s, _)| *s == state).map_or(0.0, |(_, p)| *p)
    }

    /// How likely the word tells an act of a category, 0 to 1; 0 where that is none of the likeliest.
    #[must_use]
    pub fn category(&self, name: &str) -> f32 {
        self.categories.iter().find(|(c, _)| **c == *name).map_or(0.0, |(_, p)| *p)
    }

    /// The same where words are counted from `to` that were counted from `from`.
    #[must_use]
    pub(crate) fn moved(&self, from: usize, to: usize) -> Self {
        let word = |w: u32| (w as usize - from + to) as u32;
        let mut out = self.clone();
        out.trigger = word(out.trigger);
        out.arguments.iter_mut().for_each(|a| a.head = word(a.head));
        out
    }
}

/// How sure the acts of a model have to be, and what its probabilities mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ActLevels {
    /// An act is told where it is at least so sure.
    act: f32,
    /// An argument belongs to it where it is at least so sure.
    argument: f32,
    /// Points of a rising line from how sure the network is to how often it is right.
    calibration: Vec<(f32, f32)>,
}

impl ActLevels {
    /// How often the network is right when it is so sure of an act.
    fn right(&self, sure: f32) -> f32 {
        let after = self.calibration.partition_point(|(said, _)| *said < sure);
        match (after.checked_sub(1).map(|i| self.calibration[i]), self.calibration.get(after)) {
            (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (sure - x0) / (x1 - x0).max(1e-6),
            (Some((_, y)), None) => y,
            // Below the first point: in proportion.
            (None, Some((x, y))) => y * sure / x.max(1e-6),
            (None, None) => sure,
        }
    }
}

/// The acts whose triggers are among these words; `all` is in order of the triggers.
pub(crate) fn within(all: &[Act], words: Range<usize>) -> &[Act] {
    let before = |end: usize| all.partition_point(|a| (a.trigger as usize) < end);
    &all[before(words.start)..before(words.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_means_how_often_it_is_right() {
        let levels = ActLevels { calibration: vec![(0.4, 0.2), (0.8, 0.6), (1.0, 0.9)], ..ActLevels::default() };
        let near = |a: f32, b: f32| assert!((a - b).abs() < 1e-5, "{a} {b}");
        near(levels.right(0.2), 0.1);
        near(levels.right(0.6), 0.4);
        near(levels.right(0.9), 0.75);
        near(levels.right(1.0), 0.9);
        near(ActLevels::default().right(0.3), 0.3);
    }
}
