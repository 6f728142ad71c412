//! Gold events, in any of three forms, as one kind of value.

use super::{coded, standoff, table};
use crate::commands::eval::text_of;
use crate::usage::usage;
use anyhow::bail;
use dateline::contract::{Category, Mode};
use dateline::text::DataFile;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

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

/// Reads gold files and folders; `split` picks the passages of one.
///
/// # Errors
/// The first that cannot be read: file, line, what is wrong with it and what to do.
pub(super) fn read(paths: &[PathBuf], split: Option<&str>) -> anyhow::Result<Gold> {
    let mut gold = Gold::default();
    for path in paths {
        if path.is_dir() {
            standoff::read(path, &mut gold)?;
            continue;
        }
        let file = DataFile::new(path.display().to_string(), text_of(path)?);
        let first = file.text.trim_start_matches('\u{feff}').trim_start().lines().next().unwrap_or_default();
        let passages = if first.starts_with('{') {
            coded::read(&file, split)?
        } else if first.contains('\t') {
            table::read(&file, split)?
        } else {
            return Err(usage(file.wrong(1, "no gold that can be read", FORMS).to_string()));
        };
        gold.passages.extend(passages);
    }
    unlike(&gold.passages)?;
    if gold.passages.is_empty() {
        let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
        let of = split.map(|s| format!(" of the split {s}; leave --split out, or name another")).unwrap_or_default();
        bail!("{}: there is no passage{of}", names.join(", "));
    }
    Ok(gold)
}

const FORMS: &str = "give JSON lines that begin with {\"id\", \"text\", \"events\"}, a table with tabs and the header \
                     id, text, event, mode, actor, recipient, or a folder of NAME.txt and NAME.ann";

/// Refuses two passages of one id: what was found could not be told apart.
fn unlike(passages: &[Passage]) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    match passages.iter().find(|p| !seen.insert(p.id.as_str())) {
        Some(p) => bail!("two passages have the id {:?}; give each its own", p.id),
        None => Ok(()),
    }
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
