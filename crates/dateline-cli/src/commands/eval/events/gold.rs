//! Gold events as values, whatever form they had.

use dateline::contract::{Category, Mode};
use std::collections::{BTreeMap, BTreeSet};

/// Code points of a text, half-open.
pub(super) type Place = (usize, usize);

/// Whether an act is told as done; as gold writes it.
pub(super) const STATES: [&str; 5] = ["", "neg", "fut", "hyp", "hist"];

/// An event as it is scored, of the gold or of ours.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) category: Category,
    pub(super) mode: Option<Mode>,
    /// Where the word that tells it stands; `None` where the gold does not say.
    pub(super) trigger: Option<Place>,
    pub(super) actor: Vec<Place>,
    pub(super) recipient: Vec<Place>,
    pub(super) place: Vec<Place>,
    pub(super) when: Vec<Place>,
    /// One of [`STATES`].
    pub(super) status: &'static str,
    /// Codes of actor and recipient: countries and organisations.
    pub(super) codes: [BTreeSet<String>; 2],
}

impl Told {
    /// An event of which nothing but its category is told.
    pub(super) fn new(category: Category) -> Self {
        Self {
            category,
            mode: None,
            trigger: None,
            actor: Vec::new(),
            recipient: Vec::new(),
            place: Vec::new(),
            when: Vec::new(),
            status: "",
            codes: Default::default(),
        }
    }
}

/// What a gold says of its events beside category and parties: the rest is not scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    pub(super) modes: bool,
    pub(super) codes: bool,
    pub(super) status: bool,
    /// Coded by the guide by which two people's agreement is known.
    pub(super) by_guide: bool,
}

/// A text and its events.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Passage {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) date: Option<String>,
    pub(super) title: Option<String>,
    pub(super) events: Vec<Told>,
    pub(super) scope: Scope,
}

/// Everything that was read of some gold.
#[derive(Debug, Default)]
pub(super) struct Gold {
    pub(super) passages: Vec<Passage>,
    /// Types of events that are no category, and how many events of each are passed over.
    pub(super) others: BTreeMap<String, usize>,
}

/// The category of a name, in capitals or small letters; or what is wrong, and what to do.
pub(super) fn category(name: &str) -> Result<Category, (String, String)> {
    Category::parse(&name.to_uppercase()).ok_or_else(|| {
        let names: Vec<&str> = Category::ALL.iter().map(|c| c.name()).collect();
        (format!("{name:?} is no category of PLOVER"), format!("write one of {}", names.join(", ")))
    })
}

/// The mode of a name, which must be one of the category's; or what is wrong, and what to do.
pub(super) fn mode(category: Category, name: &str) -> Result<Mode, (String, String)> {
    category.mode(&name.to_lowercase()).ok_or_else(|| {
        let names: Vec<&str> = category.facts().modes.iter().map(|(m, _)| m.name()).collect();
        let remedy = match names[..] {
            [] => format!("leave it empty: {category} has no modes"),
            _ => format!("leave it empty, or write one of {}", names.join(", ")),
        };
        (format!("{name:?} is no mode of {category}"), remedy)
    })
}

/// The status of a name; or what is wrong, and what to do.
pub(super) fn status(name: &str) -> Result<&'static str, (String, String)> {
    let name = if name == "done" { "" } else { name };
    let wrong = || {
        let remedy = "leave it empty where it was done, or write neg, fut, hyp or hist".to_owned();
        (format!("{name:?} is no status"), remedy)
    };
    STATES.into_iter().find(|s| *s == name).ok_or_else(wrong)
}
