//! The record stage: one report's trees in, its records out.

use crate::actors::{Actors, Chain, Kind};
use crate::asides::Asides;
use crate::events::{self, Act, Rejected};
use crate::ground::{Finding, Ground};
use crate::homes::{self, Homes};
use crate::scene::Scene;
use crate::statements::{DEEPEST, Said};
use crate::tables::Tables;
use crate::{counters, figures, happenings, limit, omissions, relations, voices};
use dateline_contract::{Body, Category, Confidence, Figure, Record, Relation, Sector, Statement};
use dateline_language::Analysis;
use dateline_text::{Note, Noted, stable_id};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Events that are done with more than words.
const DEEDS: [Category; 7] = [
    Category::Assault,
    Category::Coerce,
    Category::Sanction,
    Category::Protest,
    Category::Mobilize,
    Category::Retreat,
    Category::Aid,
];

/// Whether a verb that can mean blame means blows: no reason is given, and those who do it are no single civilian, or
/// what it is done to is a place.
fn is_deed(g: &Ground<'_>, f: &Finding<Said>) -> bool {
    let (s, actors, t) = (g.s, &g.actors, f.at);
    let why = |c: usize| c > t && ["for", "over", "as"].iter().any(|p| s.marked_by(c, p));
    let object = s.object(t);
    let below = object.into_iter().flat_map(|o| s.a.children(o));
    if s.a.children(t).chain(below).any(why) {
        return false;
    }
    let speaker = f.value.sources.first().and_then(|h| actors.at(*h)).map(|m| actors.chain(m));
    let armed =
        |c: &&Chain| c.sector.iter().any(|x| matches!(x, Sector::Reb | Sector::Mil | Sector::Uaf | Sector::Cop));
    let civilian = speaker.filter(|c| matches!(c.kind, Kind::Person | Kind::Pronoun)).filter(|c| !armed(c)).is_some();
    let place = object.and_then(|o| actors.at(o)).is_some_and(|m| matches!(m.kind, Kind::Country | Kind::Seat));
    !civilian || place
}

/// Codes a report: actors, events, statements, relations, figures, omissions, in the order of the text within each kind.
#[must_use]
pub fn records(analysis: &Analysis, tables: &Tables<'_>) -> Noted<Vec<Record>> {
    coded(analysis, tables, true)
}

/// The same where nobody takes a country from the scene: what rules bind by themselves.
pub(crate) fn without_homes(analysis: &Analysis, tables: &Tables<'_>) -> Vec<Record> {
    coded(analysis, tables, false).value
}

fn coded(analysis: &Analysis, tables: &Tables<'_>, with_homes: bool) -> Noted<Vec<Record>> {
    let scene = Scene::new(analysis, tables);
    let mut out = Writer { key: &analysis.document.key, seen: BTreeMap::new(), records: Vec::new() };
    let asides = Asides::of(scene.s);
    let here = |t: usize| !asides.holds(scene.s, t);
    let (mut acts, mut said) = told_apart(&scene, events::find(&scene));
    acts.retain(|f| here(f.at));
    said.retain(|f| here(f.at));
    let homes = if with_homes { homes::settle(&scene, &mut acts) } else { Homes::default() };
    out.actors(&scene.actors);
    let mut counts = figures::find(&scene);
    counts.retain(|f| here(f.at));
    happenings::measure(scene.s, &mut acts, &counts);
    let firsts = happenings::firsts(scene.s, &acts);
    let events =
        EventIds::new(acts.into_iter().map(|f| (f.at, out.push(f.map(|act| Body::Event(act.event))))).collect());
    out.share(&events.ids, &firsts);
    for f in said {
        let with_events = |s: &Said| Statement { events: events.within(&s.content), ..s.statement.clone() };
        out.push(f.as_ref().map(|said| Body::Statement(with_events(said))));
    }
    for f in relations::find(&scene).into_iter().filter(|f| here(f.at)) {
        let by = voices::voices(&scene, f.at);
        out.push(f.map(|relation| Body::Relation(Relation { by, ..relation })));
    }
    for f in counts {
        let by = voices::voices(&scene, f.at);
        let counted_by = counters::counters(&scene, &f);
        let place = scene.located_by(&f.evidence).map(|p| analysis.span(p.tokens.clone()));
        out.push(f.map(|figure| Body::Figure(Figure { by, counted_by, place, ..figure })));
    }
    for f in omissions::find(&scene).into_iter().filter(|f| here(f.at)) {
        out.push(f.map(Body::Omission));
    }
    out.settle(&homes);
    let mut done = out.done(analysis.text(), scene.statements.cut, scene.actors.unread());
    done.notes.extend(asides.note());
    done
}

/// Events that rules saw in a report and that were not told, for those who ask why.
#[must_use]
pub fn rejected(analysis: &Analysis, tables: &Tables<'_>) -> Vec<Rejected> {
    events::judge(&Scene::new(analysis, tables)).rejected
}

/// Acts and statements without those that the other explains better: "rebels attacked the town" is a deed, "critics
/// attacked the plan" is said; one or the other.
fn told_apart<'s>(scene: &'s Scene<'_>, acts: Vec<Finding<Act>>) -> (Vec<Finding<Act>>, Vec<&'s Finding<Said>>) {
    let blows = || scene.statements.iter().filter(|f| f.value.may_be_blows);
    let words: BTreeSet<usize> = blows().filter(|f| !is_deed(scene, f)).map(|f| f.at).collect();
    let only_said = |f: &Finding<Act>| f.value.event.category == Category::Assault && words.contains(&f.at);
    let acts: Vec<Finding<Act>> = acts.into_iter().filter(|f| !only_said(f)).collect();
    let deeds: BTreeSet<usize> =
        acts.iter().filter(|f| DEEDS.contains(&f.value.event.category)).map(|f| f.at).collect();
    let said = scene.statements.iter().filter(|f| !(f.value.may_be_blows && deeds.contains(&f.at))).collect();
    (acts, said)
}

/// The events that are written: their ids in the order of the records, and the way to them from their words.
struct EventIds {
    ids: Vec<String>,
    /// The word of each and its place among the ids, by the word.
    by_word: Vec<(usize, usize)>,
}

impl EventIds {
    fn new(events: Vec<(usize, String)>) -> Self {
        let mut by_word: Vec<(usize, usize)> = events.iter().enumerate().map(|(i, (at, _))| (*at, i)).collect();
        by_word.sort_unstable();
        Self { ids: events.into_iter().map(|(_, id)| id).collect(), by_word }
    }

    /// The ids of those whose words stand in one of some ranges, in the order of the records.
    fn within(&self, ranges: &[Range<usize>]) -> Vec<String> {
        let inside = ranges.iter().flat_map(|r| {
            let first = self.by_word.partition_point(|(at, _)| *at < r.start);
            self.by_word[first..].iter().take_while(|(at, _)| *at < r.end).map(|(_, i)| *i)
        });
        inside.collect::<BTreeSet<usize>>().into_iter().map(|i| self.ids[i].clone()).collect()
    }
}

struct Writer<'d> {
    key: &'d str,
    seen: BTreeMap<(String, usize, usize), usize>,
    records: Vec<Record>,
}

impl Writer<'_> {
    /// The actors, which are found by no rule and have ids of their own.
    fn actors(&mut self, actors: &Actors) {
        for (id, actor) in actors.records() {
            let evidence = actor.mentions.iter().map(|m| m.span).collect();
            let body = Body::Actor(actor);
            self.records.push(Record { id, body, evidence, rule: "actor".into(), confidence: Confidence::SURE });
        }
    }

    /// Writes a record; its id.
    fn push(&mut self, found: Finding<Body>) -> String {
        let Finding { value: body, evidence, rule, confidence, .. } = found;
        let confidence = Confidence::new(confidence);
        let mut record = Record { id: String::new(), body, evidence, rule, confidence };
        let first = record.evidence.first().map_or((0, 0), |e| (e.start(), e.end()));
        let ordinal = self.seen.entry((record.kind().to_owned(), first.0, first.1)).or_insert(0);
        let spans: Vec<String> = record.evidence.iter().map(|e| format!("{}-{}", e.start(), e.end())).collect();
        record.id = stable_id([self.key, record.kind(), &spans.join(","), &ordinal.to_string()]);
        *ordinal += 1;
        let id = record.id.clone();
        self.records.push(record);
        id
    }

    /// Gives actors and parties without a country the one they are at home in.
    fn settle(&mut self, homes: &Homes) {
        for r in &mut self.records {
            if let Body::Actor(a) = &mut r.body {
                homes.give_actor(&r.id, a);
            }
            r.body.entities_mut().into_iter().for_each(|e| homes.give(e));
        }
    }

    /// Marks the events that tell one act: each has the id of the first of them, `firsts` its place among `ids`.
    fn share(&mut self, ids: &[String], firsts: &[usize]) {
        let shared: BTreeMap<&str, &str> = firsts
            .iter()
            .enumerate()
            .filter(|(i, first)| i != *first)
            .flat_map(|(i, first)| {
                [(ids[i].as_str(), ids[*first].as_str()), (ids[*first].as_str(), ids[*first].as_str())]
            })
            .collect();
        for r in &mut self.records {
            if let (Body::Event(e), Some(first)) = (&mut r.body, shared.get(r.id.as_str())) {
                e.happening = Some((*first).to_owned());
            }
        }
    }

    /// All that was written, and what was left out.
    fn done(self, text: &str, nested: usize, unread: Option<usize>) -> Noted<Vec<Record>> {
        let mut notes = Vec::new();
        if nested > 0 {
            let message = format!("{nested} statements stand in more than {DEEPEST} others each and were left out");
            notes.push(Note::warning("nesting-cut", message));
        }
        let mut records = self.records;
        notes.extend(limit::limit(&mut records, text, unread));
        Noted { value: records, notes }
    }
}
