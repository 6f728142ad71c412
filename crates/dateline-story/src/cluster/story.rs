//! What there is to tell of a story: who told it first, how many of its reports stand on their own, what was copied and
//! what was changed.

use super::copies::{length, traced};
use super::outline::outlet_key;
use super::versions::{Change, changes};
use super::{Member, Settings};
use crate::copied::Copied;
use dateline_text::{Date, stable_id};
use std::collections::BTreeMap;

/// Reports of one story whose passages are compared, the earliest.
const COMPARED: usize = 1000;

/// Reports of one event.
#[derive(Clone, Debug)]
pub struct Story {
    /// Made of the key of its first report.
    pub id: String,
    /// Its reports, by day and in the order they came.
    pub members: Vec<Member>,
    /// Passages that an earlier report had, each with who had it first; reports by number.
    pub copied: Vec<Copied>,
    /// Texts of one address, one after the other.
    pub versions: Vec<Version>,
    /// How many reports are left where copies, credits to one agency and one outlet's own are counted once.
    pub independent: usize,
}

/// Two texts of one address, one after the other.
#[derive(Clone, Debug)]
pub struct Version {
    /// The number of the earlier report.
    pub from: usize,
    /// That of the later.
    pub to: usize,
    /// What was changed between them.
    pub changes: Vec<Change>,
}

impl Story {
    /// The story that some reports tell, in the order they were placed.
    pub(super) fn of(mut members: Vec<Member>) -> Self {
        // They were closed in about that order; what came late, or has no day, was not.
        members.sort_by_key(|m| m.place);
        let texts: Vec<&str> = members.iter().take(COMPARED).map(|m| &*m.text).collect();
        let versions = versions(&members);
        let mut copied = traced(&texts);
        let versioned = |c: &Copied| same_address(&members[c.from.0], &members[c.to.0]);
        copied.retain(|c| !versioned(c));
        let independent = independent(&members, &copied);
        let first = members.first().map(|m| m.outline.key.clone()).unwrap_or_default();
        Self { id: stable_id(["story", &first]), members, copied, versions, independent }
    }

    /// The headline of the first report that has one, else the first words of the first.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        let headline = self.members.iter().find_map(|m| m.outline.headline.clone());
        headline.or_else(|| {
            let words: Vec<&str> = self.members.first()?.text.split_whitespace().take(13).collect();
            let cut = if words.len() > 12 { "…" } else { "" };
            Some(words[..words.len().min(12)].join(" ") + cut)
        })
    }

    /// The days of the first and the last report that have one.
    #[must_use]
    pub fn span(&self) -> Option<(Date, Date)> {
        let days = || self.members.iter().filter_map(|m| m.outline.day);
        Some((days().min()?, days().max()?))
    }

    /// Outlets, each as it is written first.
    #[must_use]
    pub fn outlets(&self) -> Vec<&str> {
        let mut seen: BTreeMap<String, ()> = BTreeMap::new();
        let all = self.members.iter().filter_map(|m| m.outline.outlet.as_deref());
        all.filter(|o| seen.insert(outlet_key(o), ()).is_none()).collect()
    }

    /// Words that a report has from others.
    #[must_use]
    pub fn words_copied(&self, report: usize) -> usize {
        self.copied.iter().filter(|c| c.to.0 == report).map(|c| c.words).sum()
    }
}

impl Settings {
    /// The most days that two reports of one story may lie apart where no option says otherwise.
    pub const WINDOW: u16 = 3;
}

fn same_address(a: &Member, b: &Member) -> bool {
    a.outline.url.is_some() && a.outline.url == b.outline.url
}

/// Pairs of texts of one address that are not the same.
fn versions(members: &[Member]) -> Vec<Version> {
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (to, member) in members.iter().enumerate() {
        let Some(url) = member.outline.url.as_deref() else { continue };
        let Some(from) = last.insert(url, to) else { continue };
        let changes = changes(&members[from].text, &member.text);
        if !changes.is_empty() {
            out.push(Version { from, to, changes });
        }
    }
    out
}

/// How many reports are left where those that hang together are counted once.
fn independent(members: &[Member], copied: &[Copied]) -> usize {
    let mut own: Vec<usize> = (0..members.len()).collect();
    fn root(own: &mut [usize], mut n: usize) -> usize {
        while own[n] != n {
            own[n] = own[own[n]];
            n = own[n];
        }
        n
    }
    let mut join = |a: usize, b: usize| {
        let (a, b) = (root(&mut own, a), root(&mut own, b));
        own[a.max(b)] = a.min(b);
    };
    let mut first: BTreeMap<(u8, String), usize> = BTreeMap::new();
    for (n, m) in members.iter().enumerate() {
        let outlet = m.outline.outlet.as_deref().map(|o| (0, outlet_key(o)));
        // A report that an agency files is that agency's, and so are all that credit it.
        let agency = m.outline.agency.as_deref().map(|a| (0, outlet_key(a)));
        let url = m.outline.url.clone().map(|u| (1, u));
        for key in [outlet, agency, url].into_iter().flatten() {
            join(*first.entry(key).or_insert(n), n);
        }
    }
    let mut from: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for c in copied {
        *from.entry(c.to.0).or_default().entry(c.from.0).or_default() += c.words;
    }
    for (to, by) in from {
        let all: usize = by.values().sum();
        if all * 2 >= length(&members[to].text)
            && let Some((holder, _)) = by.iter().max_by_key(|(holder, words)| (**words, usize::MAX - **holder))
        {
            join(*holder, to);
        }
    }
    (0..members.len()).filter(|n| root(&mut own, *n) == *n).count()
}
