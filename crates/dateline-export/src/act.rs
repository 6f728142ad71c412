//! From reports to rows: a row is somebody, an act, and whom it is done to; and an act is one row, if that is asked for.

use dateline_contract::wire::{Actor, Document, Entity, Event, EventDateFrom, EventName, Line};
use dateline_contract::{Category, Certainty, CodeFrom, Precision, Time};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A report with its records.
#[derive(Clone, Debug)]
pub struct Report<'r> {
    /// Its number in the project file.
    pub number: i64,
    /// What is known of it.
    pub document: &'r Document,
    /// Its text, into which all offsets point.
    pub text: &'r str,
    /// Its records.
    pub lines: &'r [Line],
    /// Its actors by their ids, since every row asks for them.
    actors: Rc<BTreeMap<&'r str, &'r Actor>>,
}

impl<'r> Report<'r> {
    /// A report of its lines, the document's first; `None` where there is none.
    #[must_use]
    pub fn of(number: i64, text: &'r str, lines: &'r [Line]) -> Option<Self> {
        let document = lines.iter().find_map(|l| if let Line::Document(d) = l { Some(d) } else { None })?;
        let actors = lines.iter().filter_map(|l| if let Line::Actor(a) = l { Some((a.id.as_str(), a)) } else { None });
        Some(Self { number, document, text, lines, actors: Rc::new(actors.collect()) })
    }

    /// Its events.
    pub fn events(&self) -> impl Iterator<Item = &'r Event> + use<'r> {
        self.lines.iter().filter_map(|l| if let Line::Event(e) = l { Some(&**e) } else { None })
    }

    /// An actor by its id.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&'r Actor> {
        self.actors.get(id).copied()
    }

    /// Where it can be read: its address, else its name.
    #[must_use]
    pub fn address(&self) -> &'r str {
        self.document.url.as_deref().unwrap_or(&self.document.doc)
    }
}

/// The category of an event, where its codebook has categories.
#[must_use]
pub fn category(e: &Event) -> Option<Category> {
    match e.event.first() {
        Some(EventName::Category(c)) => Some(*c),
        _ => None,
    }
}

/// The name of an event in its codebook.
#[must_use]
pub fn event_name(e: &Event) -> &str {
    match e.event.first() {
        Some(EventName::Category(c)) => c.name(),
        Some(EventName::Cameo(code)) => code,
        None => "",
    }
}

/// Whether an act is told as having happened: not as planned, possible or negated.
#[must_use]
pub fn has_happened(e: &Event) -> bool {
    let sure = matches!(e.status.certainty, Certainty::Asserted | Certainty::Reported);
    e.status.time != Time::Future && sure && !e.status.negated
}

/// How a party is called: its actor's name, else the words here.
#[must_use]
pub fn called(entity: &Entity) -> &str {
    entity.identifier_text.as_deref().unwrap_or(&entity.entity_text)
}

/// How often an act makes a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Once {
    /// As often as it is told.
    Telling,
    /// Once in a report.
    Report,
    /// Once for a pair, category and day, over all reports.
    Day,
}

/// Which rows are wanted.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Who does it: a code, code and sector, a sector, or words of a name. One is enough.
    pub actor: Vec<String>,
    /// To whom, the same.
    pub recipient: Vec<String>,
    /// Only where what they are asked for by is told by their words or their office.
    pub told_only: bool,
}

impl Asked {
    /// Whether a pair is wanted.
    #[must_use]
    pub fn pair(&self, actor: Option<&Entity>, recipient: Option<&Entity>) -> bool {
        self.side(&self.actor, actor) && self.side(&self.recipient, recipient)
    }

    fn side(&self, asked: &[String], entity: Option<&Entity>) -> bool {
        let told = |e: &Entity| !self.told_only || matches!(e.code_from, Some(CodeFrom::Told | CodeFrom::Office));
        asked.is_empty() || entity.is_some_and(|e| told(e) && asked.iter().any(|one| is(e, one)))
    }
}

/// Whether somebody is meant by a code, code and sector, sector, or words of a name.
fn is(entity: &Entity, asked: &str) -> bool {
    let is_code = |text: &str| matches!(text.len(), 2..=4) && text.bytes().all(|b| b.is_ascii_uppercase());
    let code = |c: &str| entity.code.as_deref() == Some(c);
    let sector = |s: &str| entity.sector.iter().any(|x| x.name() == s);
    let words = |text: &str| text.to_ascii_lowercase().contains(&asked.to_ascii_lowercase());
    match asked.split_once('/') {
        Some(("", s)) if is_code(s) => sector(s),
        Some((c, s)) if is_code(c) && is_code(s) => code(c) && sector(s),
        None if is_code(asked) => code(asked),
        _ => entity.identifier_text.as_deref().is_some_and(words) || words(&entity.entity_text),
    }
}

/// How often an act is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passages that tell it.
    pub mentions: usize,
    /// Outlets that do.
    pub sources: usize,
    /// Reports that do.
    pub articles: usize,
}

/// A row: an act between two parties, of which either may be missing.
#[derive(Clone, Debug)]
pub struct Row<'r> {
    /// The report.
    pub report: Report<'r>,
    /// The telling that says most.
    pub event: &'r Event,
    /// Who does it.
    pub actor: Option<&'r Entity>,
    /// To whom.
    pub recipient: Option<&'r Entity>,
    /// All tellings in the report.
    pub tellings: Vec<&'r Event>,
    /// What the row is known by: the event's id, with a number where an event has several pairs.
    pub id: String,
    /// The same as a number that a double holds.
    pub number: u64,
    /// How often it is told.
    pub counts: Counts,
    /// Whether no row before is of the same act.
    pub first: bool,
}

impl Row<'_> {
    /// The event's day, or the first day of the week, month or year that is told; where the text tells no time, the report's.
    #[must_use]
    pub fn date(&self) -> Option<&str> {
        let e = self.event;
        let own =
            self.report.document.date.as_deref().filter(|_| e.date_from != EventDateFrom::Text && e.when.is_empty());
        e.date.as_deref().or(own)
    }
}

/// What is known of an act that has a row.
#[derive(Debug, Default)]
struct Known {
    id: String,
    number: u64,
    counts: Counts,
    outlets: BTreeSet<String>,
    last: Option<i64>,
}

type Key = [String; 4];

/// Makes rows, and keeps in mind which acts have one.
#[derive(Debug)]
pub struct Ledger {
    once: Once,
    known: BTreeMap<Key, Known>,
    given: BTreeSet<u64>,
}

impl Ledger {
    /// With nothing in it.
    #[must_use]
    pub fn new(once: Once) -> Self {
        Self { once, known: BTreeMap::new(), given: BTreeSet::new() }
    }

    /// Counts what a report tells, so that rows can say how often an act is told over all reports. Of use before any rows are
    /// made, where an act has one row over all reports.
    pub fn count(&mut self, report: &Report<'_>, wanted: &dyn Fn(&Event) -> bool, asked: &Asked) {
        if self.once != Once::Day {
            return;
        }
        for (event, tellings) in acts(report, wanted, self.once) {
            for (actor, recipient) in pairs(event).into_iter().filter(|(a, r)| asked.pair(*a, *r)) {
                let Some(key) = key(report, event, actor, recipient) else { continue };
                let known = self.known.entry(key).or_default();
                known.counts.mentions += tellings.len();
                if known.last != Some(report.number) {
                    known.last = Some(report.number);
                    known.counts.articles += 1;
                }
                known.outlets.extend(report.document.publisher.clone());
                known.counts.sources = known.outlets.len().max(1);
            }
        }
    }

    /// The rows of a report, in the order of its events.
    pub fn rows<'r>(&mut self, report: &Report<'r>, wanted: &dyn Fn(&Event) -> bool, asked: &Asked) -> Vec<Row<'r>> {
        let mut rows = Vec::new();
        for (event, tellings) in acts(report, wanted, self.once) {
            for (n, (actor, recipient)) in pairs(event).into_iter().enumerate() {
                if !asked.pair(actor, recipient) {
                    continue;
                }
                let own = Counts { mentions: tellings.len(), sources: 1, articles: 1 };
                let key = if self.once == Once::Day { key(report, event, actor, recipient) } else { None };
                let before = key.as_ref().and_then(|k| self.known.get(k)).filter(|k| !k.id.is_empty());
                let first = before.is_none();
                let (id, number) = match before {
                    Some(known) => (known.id.clone(), known.number),
                    None => self.name(report, event, n),
                };
                let mut counts = own;
                if let Some(key) = key {
                    let known = self.known.entry(key).or_default();
                    (known.id, known.number) = (id.clone(), number);
                    if known.counts.articles > 0 {
                        counts = known.counts.clone();
                    }
                }
                let tellings = tellings.clone();
                rows.push(Row { report: report.clone(), event, actor, recipient, tellings, id, number, counts, first });
            }
        }
        rows
    }

    /// An id and a number that no other row has.
    fn name(&mut self, report: &Report<'_>, event: &Event, n: usize) -> (String, u64) {
        let mut id = if n == 0 { event.id.clone() } else { format!("{}.{}", event.id, n + 1) };
        let mut number = number_of(&id);
        if !self.given.insert(number) {
            id = format!("{id}-r{}", report.number);
            number = number_of(&id);
            while !self.given.insert(number) {
                number += 1;
            }
        }
        (id, number)
    }
}

/// A number of 53 bits for an id, as large as a double holds without rounding (FNV-1a).
fn number_of(id: &str) -> u64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    hash >> 11
}

/// The acts of a report, each as the telling that says most, with all its tellings.
fn acts<'r>(report: &Report<'r>, wanted: &dyn Fn(&Event) -> bool, once: Once) -> Vec<(&'r Event, Vec<&'r Event>)> {
    let events = report.events().filter(|e| wanted(e));
    if once == Once::Telling {
        return events.map(|e| (e, vec![e])).collect();
    }
    let mut order: Vec<&str> = Vec::new();
    let mut by_act: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in events {
        let act = event.happening.as_deref().unwrap_or(&event.id);
        let tellings = by_act.entry(act).or_default();
        if tellings.is_empty() {
            order.push(act);
        }
        tellings.push(event);
    }
    let best = |tellings: Vec<&'r Event>| {
        let known = |e: &Event| {
            let coded = e.actor.iter().chain(&e.recipient).filter(|p| p.code.is_some()).count();
            (!e.actor.is_empty(), !e.recipient.is_empty(), coded.min(2), e.event_loc.is_some())
        };
        let mut best = tellings[0];
        for e in &tellings[1..] {
            let more = known(e).cmp(&known(best)).then(e.confidence.total_cmp(&best.confidence));
            if more == std::cmp::Ordering::Greater {
                best = e;
            }
        }
        (best, tellings)
    };
    order.into_iter().filter_map(|act| by_act.remove(act)).map(best).collect()
}

/// Who does it and to whom: each with each. What several do together (meet, agree, cooperate), each does with each other.
fn pairs(e: &Event) -> Vec<(Option<&Entity>, Option<&Entity>)> {
    let together = [Category::Consult, Category::Agree, Category::Cooperate];
    let mutual = e.recipient.is_empty() && e.actor.len() > 1 && category(e).is_some_and(|c| together.contains(&c));
    let to = if mutual { &e.actor } else { &e.recipient };
    // Who is named twice on a side is one.
    let side = |all: &'_ [Entity]| -> Vec<Option<usize>> {
        let mut seen = BTreeSet::new();
        let who = |x: &Entity| (x.code.clone(), x.id.clone(), if x.id.is_empty() { x.start } else { 0 });
        let once: Vec<Option<usize>> = (0..all.len()).filter(|n| seen.insert(who(&all[*n]))).map(Some).collect();
        if once.is_empty() { vec![None] } else { once }
    };
    let mut out = Vec::new();
    for a in side(&e.actor) {
        for b in side(to) {
            let (actor, recipient) = (a.map(|n| &e.actor[n]), b.map(|n| &to[n]));
            let itself = actor.zip(recipient).is_some_and(|(x, y)| same(x, y));
            if !itself || (e.actor.len() == 1 && to.len() == 1) {
                out.push((actor, recipient));
            }
        }
    }
    if out.is_empty() {
        // All are one: the act is told all the same.
        out.push((e.actor.first(), e.recipient.first()));
    }
    out
}

/// Whether two parties are one. Words for two countries ("both nations") are two parties at one place.
fn same(x: &Entity, y: &Entity) -> bool {
    let named = !x.id.is_empty() || !y.id.is_empty();
    x.code == y.code && if named { x.id == y.id } else { x.start == y.start }
}

/// What tellings of one act share over reports; `None` where the day is not known.
fn key(report: &Report<'_>, e: &Event, actor: Option<&Entity>, recipient: Option<&Entity>) -> Option<Key> {
    let told = e.date.clone().filter(|_| e.date_precision == Precision::Day);
    let own = report.document.date.clone().filter(|_| e.date_from != EventDateFrom::Text && e.when.is_empty());
    let party = |p: Option<&Entity>| match p {
        Some(Entity { code: Some(code), sector, .. }) => {
            format!("{code}/{}", sector.first().map_or("GOV", |s| s.name()))
        }
        Some(other) => called(other).to_lowercase(),
        None => String::new(),
    };
    Some([told.or(own)?, party(actor), party(recipient), event_name(e).to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrected::tests::{TEXT, lines};

    /// The rows of an event that is changed so.
    fn rows(change: impl Fn(&mut Event)) -> Vec<String> {
        let mut lines = lines();
        if let Line::Event(e) = &mut lines[1] {
            change(e);
        }
        let report = Report::of(1, TEXT, &lines).unwrap();
        let code = |e: Option<&Entity>| e.and_then(|e| e.code.clone()).unwrap_or_default();
        let rows = Ledger::new(Once::Report).rows(&report, &|_| true, &Asked::default());
        rows.iter().map(|r| format!("{}>{}", code(r.actor), code(r.recipient))).collect()
    }

    #[test]
    fn no_event_is_without_a_row() {
        assert_eq!(rows(|_| {}), ["NOR>SDN"]);
        assert_eq!(rows(|e| e.recipient.clear()), ["NOR>"]);
        let together = |e: &mut Event| e.event = vec![EventName::Category(Category::Consult)];
        assert_eq!(rows(|e| (together(e), e.actor.append(&mut e.recipient)).0), ["NOR>SDN", "SDN>NOR"]);
        // Somebody who is told twice, with himself.
        let twice = |e: &mut Event| {
            together(e);
            e.recipient.clear();
            e.actor.push(e.actor[0].clone());
        };
        assert_eq!(rows(twice), ["NOR>"]);
        assert_eq!(rows(|e| e.actor.push(e.actor[0].clone())), ["NOR>SDN"]);
        // "Both nations": one place, two countries.
        let both = |e: &mut Event| {
            twice(e);
            e.actor[1].code = Some("EGY".to_owned());
        };
        assert_eq!(rows(both), ["NOR>EGY", "EGY>NOR"]);
        assert_eq!(rows(|e| (e.actor.clear(), e.recipient.clear()).0), [">"]);
    }
}
