//! Reports of one event, found among many.

use super::{Copied, Side};
use serde::{Deserialize, Serialize};

/// Reports that tell one story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Story {
    /// Stable while its first report is the same.
    pub id: String,
    /// Which group of the input it is in, where that was grouped by a field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The headline of the first report that has one, else its first words.
    pub title: Option<String>,
    /// Ids of its reports, by day and in the order they came.
    pub documents: Vec<String>,
    /// The day of the first report.
    pub first: Option<String>,
    /// That of the last.
    pub last: Option<String>,
    /// Outlets, each as it is written first.
    pub publishers: Vec<String>,
    /// How many reports are left where copies, credits to one agency and what one outlet publishes count once.
    pub independent: usize,
    /// Passages that an earlier report had word for word, each with the one that had it first.
    pub copied: Vec<Copied>,
    /// Texts that stood at one address, one after the other, where they are not the same.
    pub versions: Vec<Version>,
}

/// Two texts of one address, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Version {
    /// The address, without what differs between ways to it.
    pub url: String,
    /// Id of the earlier report.
    pub from: String,
    /// That of the later.
    pub to: String,
    /// What was changed, in order.
    pub changes: Vec<Change>,
}

/// Words that stand in place of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Change {
    /// The words before; null where words were added.
    pub from: Option<Side>,
    /// The words after; null where words were dropped.
    pub to: Option<Side>,
}
