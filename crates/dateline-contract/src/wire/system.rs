//! The system of actors that the records of many reports make: one JSON object.

use super::Words;
use crate::codebook::Sector;
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What somebody mostly does where there is conflict.
    Role {
        /// Does at least twice as much as is done to them.
        Initiator = "initiator",
        /// The other way round.
        Target = "target",
        /// Neither: as much is done as is met with.
        Both = "both",
    }
}

/// Counts by quad class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // the four classes
pub struct Quads {
    pub verbal_cooperation: usize,
    pub material_cooperation: usize,
    pub verbal_conflict: usize,
    pub material_conflict: usize,
}

impl Quads {
    /// Counts some of a class.
    pub fn count(&mut self, quad: u8, n: usize) {
        match quad {
            1 => self.verbal_cooperation += n,
            2 => self.material_cooperation += n,
            3 => self.verbal_conflict += n,
            _ => self.material_conflict += n,
        }
    }

    /// Adds others.
    pub fn add(&mut self, other: &Self) {
        for (n, quad) in other.array().into_iter().zip(1..) {
            self.count(quad, n);
        }
    }

    /// The four, in order of their codes.
    #[must_use]
    pub fn array(&self) -> [usize; 4] {
        [self.verbal_cooperation, self.material_cooperation, self.verbal_conflict, self.material_conflict]
    }

    /// All of them.
    #[must_use]
    pub fn sum(&self) -> usize {
        self.array().iter().sum()
    }

    /// Those of conflict.
    #[must_use]
    pub fn conflict(&self) -> usize {
        self.verbal_conflict + self.material_conflict
    }
}

/// Who does what to whom, over many reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct System {
    /// How many reports it is made of.
    pub reports: usize,
    /// Their outlets, ways to write one taken together; the one with most reports first.
    pub publishers: Vec<Publisher>,
    /// The first day of an act.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// Who has part in acts, those with most first.
    pub actors: Vec<SystemActor>,
    /// Who does something to whom, by day; those with most first.
    pub pairs: Vec<Pair>,
    /// Pairs in conflict, the hardest first.
    pub conflicts: Vec<Conflict>,
    /// Warnings that a conflict may spread, in the order of the reports.
    pub warnings: Vec<SpreadWarning>,
    /// The acts of one actor, in the order of their days, where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acts: Option<Vec<Act>>,
    /// Events that are not counted.
    pub left_out: LeftOut,
}

/// An outlet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Publisher {
    /// As it is written first.
    pub name: String,
    /// Its reports.
    pub reports: usize,
}

/// A node of the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SystemActor {
    /// `NOR`, `SDN REB`, or a name: what pairs name it by.
    pub id: String,
    /// What it is mostly called.
    pub name: Option<String>,
    /// PLOVER country or organisation.
    pub code: Option<String>,
    /// PLOVER sector; null for a government, a country and where there is none.
    pub sector: Option<Sector>,
    /// What it does, by happening.
    pub initiated: Quads,
    /// What is done to it, by happening.
    pub received: Quads,
    /// What it mostly does where there is conflict; null where there is little.
    pub role: Option<Role>,
}

/// What one does to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // ids of actors
pub struct Pair {
    pub from: String,
    pub to: String,
    /// In order; acts of no known day first.
    pub days: Vec<PairDay>,
}

impl Pair {
    /// Counts by report over all days.
    #[must_use]
    pub fn reports(&self) -> Quads {
        let mut all = Quads::default();
        self.days.iter().for_each(|d| all.add(&d.reports));
        all
    }

    /// Counts by happening over all days.
    #[must_use]
    pub fn happenings(&self) -> Quads {
        let mut all = Quads::default();
        self.days.iter().for_each(|d| all.add(&d.happenings));
        all
    }
}

/// A day of a pair.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PairDay {
    /// Null where the day is not known.
    pub day: Option<String>,
    /// Acts as often as they are told.
    pub reports: Quads,
    /// Acts, each once.
    pub happenings: Quads,
    /// The mean of PLOVER's scale over all tellings.
    pub scale: f64,
}

/// Two in conflict, and those around them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // ids of actors; counts both ways
pub struct Conflict {
    pub a: String,
    pub b: String,
    pub reports: Quads,
    pub happenings: Quads,
    /// Those who have friendly words or deeds with both and fight neither.
    pub go_betweens: Vec<GoBetween>,
    /// Those who stand behind one side.
    pub backers: Vec<Backer>,
}

/// Somebody between two in conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoBetween {
    /// Who.
    pub actor: String,
    /// Friendly acts with the first.
    pub with_a: usize,
    /// Friendly acts with the second.
    pub with_b: usize,
}

/// Somebody behind one of two in conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Backer {
    /// Who.
    pub actor: String,
    /// Which side.
    pub of: String,
    /// How often reports say that they back it.
    pub said: usize,
    /// Acts of aid and support.
    pub acts: usize,
    /// On whose word it is said.
    pub by: Vec<String>,
}

/// A statement that warns that a conflict may spread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SpreadWarning {
    /// The report.
    pub doc: String,
    /// Id of the statement.
    pub statement: String,
    /// The report's day.
    pub day: Option<String>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// Who warns.
    pub speakers: Vec<String>,
    /// On whose word, outermost first.
    pub by: Vec<String>,
    /// The warning.
    pub words: Vec<Words>,
    /// Actors that it names.
    pub about: Vec<String>,
}

/// Acts of one pair, category and day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as the event record
pub struct Act {
    pub day: Option<String>,
    pub from: String,
    pub to: String,
    pub event: String,
    pub mode: Option<String>,
    pub quad_code: u8,
    /// How many they are.
    pub happenings: usize,
    /// The reports that tell of them.
    pub reports: Vec<String>,
    /// Their outlets.
    pub publishers: Vec<String>,
    /// The words most used for it.
    pub words: Option<String>,
}

/// Events that are not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// Negated, to come, possible, or of another age.
    pub not_happened: usize,
    /// Those of which one party is not told, or has neither code nor name.
    pub without_pair: usize,
}
