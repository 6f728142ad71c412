//! The record stage: one report's trees in, its records out.

use crate::actors::{Actors, Chain, Kind};
use crate::events::{self, Coded, Rejected};
use crate::statements::{self, DEEPEST, Found};
use crate::syntax::Syntax;
use crate::tables::Tables;
use crate::voices;
use crate::{figures, limit, omissions, relations};
use dateline_contract::{Body, Category, Confidence, Record, Sector};
use dateline_language::Analysis;
use dateline_text::{Note, Noted, Span, stable_id};
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
fn is_deed(s: Syntax<'_>, actors: &Actors, f: &Found) -> bool {
    let Some(t) = f.cue else { return false };
    let why = |c: usize| c > t && ["for", "over", "as"].iter().any(|p| s.marked_by(c, p));
    let object = s.object(t);
    let below = object.into_iter().flat_map(|o| s.a.children(o));
    if s.a.children(t).chain(below).any(why) {
        return false;
    }
    let speaker = f.sources.first().and_then(|h| actors.at(*h)).map(|m| actors.chain(m));
    let armed =
        |c: &&Chain| c.sector.iter().any(|x| matches!(x, Sector::Reb | Sector::Mil | Sector::Uaf | Sector::Cop));
    let civilian = speaker.filter(|c| matches!(c.kind, Kind::Person | Kind::Pronoun)).filter(|c| !armed(c)).is_some();
    let place = object.and_then(|o| actors.at(o)).is_some_and(|m| matches!(m.kind, Kind::Country | Kind::Seat));
    !civilian || place
}

/// Codes a report: actors, events, statements, relations, figures, omissions, in the order of the text within each kind.
#[must_use]
pub fn records(analysis: &Analysis, tables: &Tables<'_>) -> Noted<Vec<Record>> {
    let s = Syntax::with(analysis, tables.words);
    let mut actors = Actors::find(s, tables.lexicon);
    let found = statements::find(s, &mut actors, tables.cues);
    let (coded, _) = events::find(s, tables.lexicon, &actors, &found, tables.rules);
    let mut out = Writer { key: &analysis.document.key, seen: BTreeMap::new(), records: Vec::new() };
    for (id, actor) in actors.records() {
        let evidence = actor.mentions.iter().map(|m| m.span).collect();
        out.records.push(Record {
            id,
            body: Body::Actor(actor),
            evidence,
            rule: "actor".into(),
            confidence: Confidence::SURE,
        });
    }
    // "Rebels attacked the town" is a deed, "critics attacked the plan" is said: one or the other.
    let said = |f: &&Found| f.rule.may_be_blows() && !is_deed(s, &actors, f);
    let words: BTreeSet<usize> = found.iter().filter(said).filter_map(|f| f.cue).collect();
    let coded: Vec<Coded> =
        coded.into_iter().filter(|c| !(c.event.category == Category::Assault && words.contains(&c.at))).collect();
    let deeds: BTreeSet<usize> = coded.iter().filter(|c| DEEDS.contains(&c.event.category)).map(|c| c.at).collect();
    let events = Told::new(coded.into_iter().map(|c| (c.at, out.event(c))).collect());
    let deed = |f: &&Found| f.rule.may_be_blows() && f.cue.is_some_and(|c| deeds.contains(&c));
    for f in found.iter().filter(|f| !deed(f)) {
        out.statement(f, &events);
    }
    for r in relations::find(s, &actors, tables.lexicon) {
        let mut relation = r.relation;
        relation.by = voices::voices(s, &found, r.at);
        out.push(Body::Relation(relation), r.evidence, r.rule, r.confidence);
    }
    for f in figures::find(s, &actors) {
        let mut figure = f.figure;
        figure.by = voices::voices(s, &found, f.at);
        out.push(Body::Figure(figure), f.evidence, f.rule, f.confidence);
    }
    for o in omissions::find(s, &actors, &found) {
        out.push(Body::Omission(o.omission), o.evidence, o.rule.into(), o.confidence);
    }
    out.done(analysis.text(), found.cut, actors.unread())
}

/// Events that rules saw in a report and that were not told, for those who ask why.
#[must_use]
pub fn rejected(analysis: &Analysis, tables: &Tables<'_>) -> Vec<Rejected> {
    let s = Syntax::with(analysis, tables.words);
    let mut actors = Actors::find(s, tables.lexicon);
    let found = statements::find(s, &mut actors, tables.cues);
    events::find(s, tables.lexicon, &actors, &found, tables.rules).1
}

/// The events that are written: their ids in the order of the records, and the way to them from their words.
struct Told {
    ids: Vec<String>,
    /// The word of each and its place among the ids, by the word.
    by_word: Vec<(usize, usize)>,
}

impl Told {
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
    fn push(&mut self, body: Body, evidence: Vec<Span>, rule: String, confidence: f32) -> String {
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

    fn event(&mut self, c: Coded) -> String {
        let evidence = c.event.trigger.clone();
        self.push(Body::Event(c.event), evidence, c.rule, c.confidence)
    }

    fn statement(&mut self, f: &Found, events: &Told) {
        let mut statement = f.statement.clone();
        statement.events = events.within(&f.content);
        let evidence: Vec<Span> = statement.cue.iter().copied().chain(statement.content.iter().copied()).collect();
        self.push(Body::Statement(statement), evidence, f.rule.to_string(), f.confidence);
    }
}
