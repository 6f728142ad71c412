//! By which rule a statement was found: the group of its cue, and how its content hangs on it.

use std::fmt;

/// How the content of a statement hangs on its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is a frame of `lexicon/en/cues.toml`, or what its name says
pub(super) enum How {
    Clause,
    Quote,
    /// A verb behind or in its content: "It is over, **he said**".
    Inquit,
    Object,
    Infinitive,
    Gerund,
    Person,
    Wish,
    Prep,
    Seem,
    Passive,
}

impl How {
    fn name(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Quote => "quote",
            Self::Inquit => "inquit",
            Self::Object => "object",
            Self::Infinitive => "infinitive",
            Self::Gerund => "gerund",
            Self::Person => "person",
            Self::Wish => "wish",
            Self::Prep => "prep",
            Self::Seem => "seem",
            Self::Passive => "passive",
        }
    }
}

/// The rule of a statement. It is written as its name, by which nothing else is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A verb of this group. `blows` says that it may mean blows as well as words ("attacked").
    Verb {
        /// The group of the cue.
        group: String,
        /// How the content hangs on it.
        how: How,
        /// Whether it may mean blows as well as words.
        blows: bool,
    },
    /// A noun of this group.
    Noun(String, How),
    /// An adjective of this group.
    Adjective(String, How),
    /// "according to".
    According,
    /// "in his view".
    InView,
    /// "in the words of".
    InSource,
    /// "reportedly".
    Adverb,
    /// "NAME: …".
    Colon,
    /// A quotation with a name behind its dash.
    Signature,
}

impl Rule {
    /// How the content hangs on a verb; `None` where the cue is no verb.
    #[must_use]
    pub(super) fn of_verb(&self) -> Option<How> {
        if let Self::Verb { how, .. } = self { Some(*how) } else { None }
    }

    /// Whether it is what somebody is said to have done with words, and may have been done with blows: "attacked the
    /// plan", "attacked the town".
    #[must_use]
    pub(super) fn may_be_blows(&self) -> bool {
        matches!(self, Self::Verb { how: How::Object | How::Passive, blows: true, .. })
    }

    /// Whether the content is the object of a verb, or what a noun tells.
    pub(super) fn is_nominal(&self) -> bool {
        matches!(self, Self::Noun(..) | Self::Verb { how: How::Object, .. })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verb { group, how, .. } => write!(f, "{group}/{}", how.name()),
            Self::Noun(group, how) => write!(f, "{group}/noun-{}", how.name()),
            Self::Adjective(group, how) => write!(f, "{group}/adjective-{}", how.name()),
            Self::According => f.write_str("according"),
            Self::InView => f.write_str("in-view"),
            Self::InSource => f.write_str("in-source"),
            Self::Adverb => f.write_str("adverb"),
            Self::Colon => f.write_str("colon"),
            Self::Signature => f.write_str("signature"),
        }
    }
}
