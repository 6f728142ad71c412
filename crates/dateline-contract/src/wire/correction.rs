//! What a person says of an event that was coded.

use super::{Entity, Event, EventName};
use crate::codebook::{Category, Mode};
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// How a person finds an event.
    Verdict {
        /// It is right as it stands.
        Accepted = "accepted",
        /// It is none, or not one of its report.
        Rejected = "rejected",
        /// It is one, but otherwise.
        Changed = "changed",
    }
}

/// A person's word on an event: what is not named in it stays as it was coded, whatever a later version codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The event's id.
    pub id: String,
    /// How it is found.
    pub verdict: Verdict,
    /// What it is instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Its mode instead; an empty list takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Vec<Mode>>,
    /// Who does it instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Vec<Entity>>,
    /// To whom instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Vec<Entity>>,
    /// Whose word it is.
    pub who: String,
    /// When it was given, ISO 8601.
    pub at: String,
}

impl Correction {
    /// Reads one.
    ///
    /// # Errors
    /// Where it is none.
    pub fn parse(json: &str) -> Result<Self, super::WireError> {
        serde_json::from_str(json).map_err(|e| super::WireError::Json(e.to_string()))
    }

    /// Makes the event what the person says it is.
    pub fn apply(&self, e: &mut Event) {
        if let Some(category) = self.category {
            e.event = vec![EventName::Category(category)];
            // The code was that of the other category.
            e.cameo = None;
            e.mode.retain(|m| category.facts().modes.iter().any(|(own, _)| own == m));
        }
        if let Some(mode) = &self.mode {
            e.mode.clone_from(mode);
        }
        if let (true, Some(EventName::Category(c))) = (self.category.is_some() || self.mode.is_some(), e.event.first())
        {
            e.quad_code = c.quad().code();
            e.event_scale = c.score(e.mode.first().copied());
        }
        for (own, side) in [(&self.actor, &mut e.actor), (&self.recipient, &mut e.recipient)] {
            if let Some(parties) = own {
                side.clone_from(parties);
            }
        }
    }
}
