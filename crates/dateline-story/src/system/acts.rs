//! Acts, and which tellings are one.

use super::party::Node;
use dateline_contract::wire::{self, Document, Event, EventDateFrom, EventName, Pair, PairDay, Quads};
use dateline_contract::{Category, Certainty, Precision, Time};
use std::collections::{BTreeMap, BTreeSet};

/// What tellings of one act share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) day: Option<String>,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) event: String,
    pub(super) quad: u8,
}

impl Key {
    pub(super) fn of(e: &Event, document: &Document, from: String, to: String) -> Self {
        let told = e.date.clone().filter(|_| e.date_precision == Precision::Day);
        let own = document.date.clone().filter(|_| e.date_from != EventDateFrom::Text && e.when.is_empty());
        let event = match e.event.first() {
            Some(EventName::Category(category)) => category.to_string(),
            Some(EventName::Cameo(code)) => code.clone(),
            None => String::new(),
        };
        Self { day: told.or(own), from, to, event, quad: e.quad_code }
    }
}

/// What one report tells of an act.
#[derive(Debug, Default)]
pub(super) struct Told {
    happenings: BTreeSet<String>,
    scale: f64,
    tellings: usize,
    mode: Option<String>,
    words: Vec<String>,
}

impl Told {
    pub(super) fn add(&mut self, e: &Event) {
        self.happenings.insert(e.happening.clone().unwrap_or_else(|| e.id.clone()));
        self.scale += e.event_scale;
        self.tellings += 1;
        self.mode = self.mode.take().or_else(|| e.mode.first().map(ToString::to_string));
        self.words.extend(e.event_text.iter().map(|w| w.text.clone()).filter(|w| !w.is_empty()));
    }
}

/// Acts of one key, over all reports.
#[derive(Debug, Default)]
struct Sum {
    /// By report: how many acts it tells.
    reports: BTreeMap<u32, u32>,
    scale: f64,
    tellings: usize,
    mode: Option<String>,
    words: BTreeMap<String, usize>,
}

impl Sum {
    /// Acts as often as they are told.
    fn by_report(&self) -> usize {
        self.reports.values().sum::<u32>() as usize
    }

    /// Acts, each once: as many as the report has that tells of most.
    fn by_happening(&self) -> usize {
        self.reports.values().max().copied().unwrap_or_default() as usize
    }
}

/// What is counted of a pair's day.
#[derive(Debug, Default)]
struct Day {
    reports: Quads,
    happenings: Quads,
    scale: f64,
    tellings: usize,
}

impl Day {
    fn told(self, day: Option<&str>) -> PairDay {
        let scale = (self.scale / self.tellings as f64 * 100.0).round() / 100.0;
        PairDay { day: day.map(str::to_owned), reports: self.reports, happenings: self.happenings, scale }
    }
}

/// All acts.
#[derive(Debug, Default)]
pub(super) struct Acts(BTreeMap<Key, Sum>);

impl Acts {
    /// Takes what a report tells.
    pub(super) fn add(&mut self, report: u32, told: BTreeMap<Key, Told>) {
        for (key, told) in told {
            let sum = self.0.entry(key).or_default();
            sum.reports.insert(report, told.happenings.len() as u32);
            sum.scale += told.scale;
            sum.tellings += told.tellings;
            sum.mode = sum.mode.take().or(told.mode);
            for word in told.words {
                *sum.words.entry(word).or_default() += 1;
            }
        }
    }

    /// Counts by pair and day, the pair with most first.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let mut all: BTreeMap<(&str, &str), BTreeMap<Option<&str>, Day>> = BTreeMap::new();
        for (key, sum) in &self.0 {
            let day = all.entry((&key.from, &key.to)).or_default().entry(key.day.as_deref()).or_default();
            day.reports.count(key.quad, sum.by_report());
            day.happenings.count(key.quad, sum.by_happening());
            day.scale += sum.scale;
            day.tellings += sum.tellings;
        }
        let mut pairs = Vec::new();
        for ((from, to), days) in all {
            let days = days.into_iter().map(|(day, sum)| sum.told(day)).collect();
            pairs.push(Pair { from: from.to_owned(), to: to.to_owned(), days });
        }
        pairs.sort_by_cached_key(|p| (std::cmp::Reverse(p.happenings().sum()), p.from.clone(), p.to.clone()));
        pairs
    }

    /// All acts with how often they have happened.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Key, usize)> {
        self.0.iter().map(|(key, sum)| (key, sum.by_happening()))
    }

    /// The acts in which one of some nodes has part.
    pub(super) fn of(&self, own: &BTreeSet<String>, documents: &[(String, Option<String>)]) -> Vec<wire::Act> {
        let part = self.0.iter().filter(|(key, _)| own.contains(&key.from) || own.contains(&key.to));
        let act = |(key, sum): (&Key, &Sum)| {
            let told = || sum.reports.keys().map(|n| &documents[*n as usize]);
            let publishers: BTreeSet<&String> = told().filter_map(|d| d.1.as_ref()).collect();
            wire::Act {
                day: key.day.clone(),
                from: key.from.clone(),
                to: key.to.clone(),
                event: key.event.clone(),
                mode: sum.mode.clone(),
                quad_code: key.quad,
                happenings: sum.by_happening(),
                reports: told().map(|d| d.0.clone()).collect(),
                publishers: publishers.into_iter().cloned().collect(),
                words: most(&sum.words),
            }
        };
        part.map(act).collect()
    }
}

/// What is counted most; of equals the first.
pub(super) fn most(counts: &BTreeMap<String, usize>) -> Option<String> {
    let best = counts.iter().max_by_key(|(word, n)| (**n, std::cmp::Reverse(*word)));
    best.map(|(word, _)| word.clone())
}

/// Whether an act is told as having happened now: not as to come, possible, negated or of another age.
pub(super) fn has_happened(e: &Event) -> bool {
    let now = matches!(e.status.time, Time::Past | Time::Present);
    let sure = matches!(e.status.certainty, Certainty::Asserted | Certainty::Reported);
    now && sure && !e.status.negated
}

/// Pairs of who does it and to whom. What several do together each does with each.
pub(super) fn pairs<'n>(e: &Event, from: &'n [Node], to: &'n [Node]) -> Vec<(&'n Node, &'n Node)> {
    let to = match to {
        [] if e.recipient.is_empty() && is_mutual(e) => from,
        to => to,
    };
    let all = from.iter().flat_map(|a| to.iter().map(move |b| (a, b)));
    // What names several on both sides is not told of anybody as against himself.
    all.filter(|(a, b)| a.id != b.id || (from.len() == 1 && to.len() == 1 && !e.recipient.is_empty())).collect()
}

/// Whether what several do is done with each other. Of fights this cannot be told: those named may stand on one side.
fn is_mutual(e: &Event) -> bool {
    let together = [Category::Consult, Category::Agree, Category::Cooperate];
    matches!(e.event.first(), Some(EventName::Category(c)) if together.contains(c))
}
