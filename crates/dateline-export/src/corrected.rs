//! Annotations that come back from a person, and what they say of the events that were handed out.
//!
//! brat and Label Studio are read into the same [`Sheet`]: each event by its record's id, with its label and the words that are marked
//! as its parties. Laid beside the report's events it gives corrections: what stands as it was is accepted, what is gone rejected, what
//! differs changed.

use crate::act::{Report, event_name};
use crate::brat::PARTY;
use crate::mark::{Part, Points, coded};
use dateline_contract::wire::{Correction, Entity, Event, Verdict};
use dateline_contract::{Category, Mode, Sector};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Words that are marked as a party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Name and code, as they stand in a note: `Sudan [SDN/GOV]`.
    pub note: String,
}

/// An event as it came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Its category.
    pub label: String,
    /// Its mode, where the tool has one.
    pub mode: Option<String>,
    /// Its parties.
    pub parties: Vec<(Part, Party)>,
}

/// What came back of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Events by their records' ids.
    pub events: BTreeMap<String, Marked>,
    /// Ids of the events that were handed out, where the tool keeps them.
    pub listed: BTreeSet<String>,
    /// Labels of the events that the person has added.
    pub added: Vec<String>,
    /// The tool keeps modes.
    pub modes: bool,
}

/// Reads brat's annotations of a report. What was handed out stands in the table beside them.
///
/// # Errors
/// The line that is none of brat's, and why.
pub fn brat(annotations: &str) -> Result<Sheet, String> {
    let mut marks: BTreeMap<&str, Party> = BTreeMap::new();
    let mut events: Vec<(&str, &str)> = Vec::new();
    let (mut modes, mut ids): (BTreeMap<&str, &str>, BTreeMap<&str, &str>) = Default::default();
    for (number, line) in (1..).zip(annotations.lines()) {
        let wrong = |what: &str| format!("line {number}: {what}: `{}`", line.chars().take(60).collect::<String>());
        let mut cells = line.splitn(3, '\t');
        let (id, middle, last) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default(), cells.next());
        match id.chars().next() {
            Some('T') => {
                let offsets = middle.split_once(' ').map(|(_, o)| o).ok_or_else(|| wrong("a mark without offsets"))?;
                let mut numbers = offsets.split([' ', ';']).map(str::parse::<usize>);
                let start = numbers.next().and_then(Result::ok);
                let end = numbers.next_back().and_then(Result::ok);
                let (Some(start), Some(end)) = (start, end) else { return Err(wrong("offsets that are no numbers")) };
                marks.insert(id, Party { start, end, note: String::new() });
            }
            Some('E') => events.push((id, middle)),
            Some('A' | 'M') => {
                if let ["Mode", event, mode] = middle.split(' ').collect::<Vec<_>>()[..] {
                    modes.insert(event, mode);
                }
            }
            Some('#') => match middle.split_once(' ') {
                Some(("Record", event)) => drop(ids.insert(event, last.unwrap_or_default().trim())),
                Some(("AnnotatorNotes", mark)) => {
                    if let Some(party) = marks.get_mut(mark) {
                        last.unwrap_or_default().trim().clone_into(&mut party.note);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    let mut sheet = Sheet { modes: true, ..Sheet::default() };
    for (id, told) in events {
        let mut parts = told.split_whitespace();
        let label = parts.next().and_then(|p| p.split_once(':')).map_or("", |(label, _)| label);
        let parties = parts.filter_map(|p| {
            let (role, mark) = p.split_once(':')?;
            Some((Part::parse(role)?, marks.get(mark)?.clone()))
        });
        let mode = modes.get(id).map(|m| (*m).to_owned());
        let marked = Marked { label: label.to_owned(), mode, parties: parties.collect() };
        match ids.get(id) {
            Some(record) => drop(sheet.events.insert((*record).to_owned(), marked)),
            None => sheet.added.push(marked.label),
        }
    }
    Ok(sheet)
}

/// A task as Label Studio exports it.
#[derive(Clone, Debug, Deserialize)]
pub struct Task {
    /// What was handed out.
    pub data: Data,
    /// What people made of it; the last that is not cancelled counts.
    #[serde(default)]
    pub annotations: Vec<Annotation>,
}

/// What was handed out.
#[derive(Clone, Debug, Deserialize)]
pub struct Data {
    /// The report's text.
    pub text: String,
    /// The report's number.
    pub report: i64,
    /// Ids of the events.
    #[serde(default)]
    pub events: Vec<String>,
}

/// What a person made of a task.
#[derive(Clone, Debug, Deserialize)]
pub struct Annotation {
    result: Vec<Region>,
    /// A number, or an account with its address.
    #[serde(default)]
    pub completed_by: serde_json::Value,
    /// When it was last changed.
    #[serde(default)]
    pub updated_at: Option<String>,
    #[serde(default)]
    was_cancelled: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct Region {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    value: Value,
    #[serde(default)]
    meta: Meta,
    #[serde(default)]
    from_id: String,
    #[serde(default)]
    to_id: String,
    #[serde(default)]
    labels: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Value {
    #[serde(default)]
    start: usize,
    #[serde(default)]
    end: usize,
    #[serde(default)]
    labels: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Meta {
    #[serde(default)]
    text: Vec<String>,
}

impl Annotation {
    /// Who made it, where that is told.
    #[must_use]
    pub fn who(&self) -> Option<String> {
        let by = &self.completed_by;
        by["email"].as_str().map(str::to_owned).or_else(|| by.as_i64().map(|n| format!("Label Studio user {n}")))
    }
}

impl Task {
    /// Reads an export: a list of tasks.
    ///
    /// # Errors
    /// Where it is none.
    pub fn all(json: &str) -> Result<Vec<Self>, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    /// What a person made of it last.
    #[must_use]
    pub fn last(&self) -> Option<&Annotation> {
        self.annotations.iter().rfind(|a| !a.was_cancelled)
    }

    /// What came back.
    #[must_use]
    pub fn sheet(&self, annotation: &Annotation) -> Sheet {
        let listed: BTreeSet<String> = self.data.events.iter().cloned().collect();
        let mut sheet = Sheet { listed, ..Sheet::default() };
        let mut parties: BTreeMap<&str, Party> = BTreeMap::new();
        for r in annotation.result.iter().filter(|r| r.kind == "labels") {
            let label = r.value.labels.first().cloned().unwrap_or_default();
            if label == PARTY {
                let note = match &r.meta.text[..] {
                    [name, code, ..] => format!("{name} [{code}]"),
                    [one] if one.contains('[') => one.clone(),
                    [one] => format!("[{one}]"),
                    [] => String::new(),
                };
                parties.insert(&r.id, Party { start: r.value.start, end: r.value.end, note });
            } else if sheet.listed.contains(&r.id) {
                sheet.events.insert(r.id.clone(), Marked { label, mode: None, parties: Vec::new() });
            } else {
                sheet.added.push(label);
            }
        }
        for r in annotation.result.iter().filter(|r| r.kind == "relation") {
            let part = r.labels.first().and_then(|l| Part::parse(l));
            if let (Some(part), Some(party), Some(event)) =
                (part, parties.get(r.to_id.as_str()), sheet.events.get_mut(&r.from_id))
            {
                event.parties.push((part, party.clone()));
            }
        }
        sheet
    }
}

/// What the person says of the events of a report, and why something of it is not taken.
#[must_use]
pub fn corrections(report: &Report<'_>, sheet: &Sheet, who: &str, at: &str) -> (Vec<Correction>, Vec<String>) {
    let points = Points::new(report.text);
    let (mut out, mut wrong) = (Vec::new(), Vec::new());
    for e in report.events() {
        let mut c = Correction {
            id: e.id.clone(),
            verdict: Verdict::Accepted,
            category: None,
            mode: None,
            actor: None,
            recipient: None,
            who: who.to_owned(),
            at: at.to_owned(),
        };
        let Some(marked) = sheet.events.get(&e.id) else {
            if sheet.listed.contains(&e.id) {
                c.verdict = Verdict::Rejected;
                out.push(c);
            }
            continue;
        };
        if let Some((_, p)) = marked.parties.iter().find(|(_, p)| p.start >= p.end || p.end > points.len()) {
            wrong.push(format!("{} to {} is no stretch of the text", p.start, p.end));
            continue;
        }
        if marked.label != event_name(e) {
            match Category::parse(&marked.label) {
                Some(category) => c.category = Some(category),
                None => {
                    wrong.push(format!("{:?} is no category", marked.label));
                    continue;
                }
            }
        }
        let mode: Vec<Mode> = marked.mode.iter().filter_map(|m| Mode::parse(m)).collect();
        if sheet.modes && mode != e.mode {
            c.mode = Some(mode);
        }
        c.actor = side(report, &points, &e.actor, marked, Part::Actor);
        c.recipient = side(report, &points, &e.recipient, marked, Part::Recipient);
        if c.category.is_some() || c.mode.is_some() || c.actor.is_some() || c.recipient.is_some() {
            c.verdict = Verdict::Changed;
        }
        out.push(c);
    }
    (out, wrong)
}

/// A side of an event as the person has it; `None` where it is as it was.
fn side(report: &Report<'_>, points: &Points<'_>, was: &[Entity], marked: &Marked, part: Part) -> Option<Vec<Entity>> {
    let now: BTreeSet<&Party> = marked.parties.iter().filter(|(p, _)| *p == part).map(|(_, party)| party).collect();
    let same = |e: &Entity, p: &Party| {
        let code = p.note.rsplit_once('[').and_then(|(_, c)| c.strip_suffix(']'));
        e.start == p.start && e.end == p.end && code.is_none_or(|c| c.trim() == coded(e))
    };
    let kept = |p: &&Party| was.iter().find(|e| same(e, p)).cloned();
    let unchanged = now.iter().all(|p| kept(p).is_some()) && was.iter().all(|e| now.iter().any(|p| same(e, p)));
    (!unchanged).then(|| now.iter().map(|p| kept(p).unwrap_or_else(|| entity(report, points, p))).collect())
}

/// Words that a person has marked, as a party: what the note says, else what is known of the actor who is mentioned there.
fn entity(report: &Report<'_>, points: &Points<'_>, p: &Party) -> Entity {
    let known = report.lines.iter().find_map(|l| match l {
        dateline_contract::wire::Line::Actor(a)
            if a.mentions.iter().any(|m| m.words.start == p.start && m.words.end == p.end) =>
        {
            Some(a)
        }
        _ => None,
    });
    let other = |e: &Event| {
        let all = e.actor.iter().chain(&e.recipient).chain(&e.addressee);
        all.chain(e.by.iter().map(|b| &b.who)).find(|x| x.start == p.start && x.end == p.end).cloned()
    };
    let mut out = report.events().find_map(other).unwrap_or_else(|| Entity {
        id: known.map(|a| a.id.clone()).unwrap_or_default(),
        entity_text: points.words(p.start, p.end).to_owned(),
        identifier_text: known.map(|a| a.name.clone()),
        identifier_id: known.and_then(|a| a.identifier_id.clone()),
        code: known.and_then(|a| a.code.clone()),
        code_from: known.and_then(|a| a.code_from),
        sector: known.map(|a| a.sector.clone()).unwrap_or_default(),
        start: p.start,
        end: p.end,
    });
    if let Some((name, code)) = p.note.rsplit_once('[').and_then(|(n, c)| Some((n.trim(), c.strip_suffix(']')?))) {
        if code.trim() != coded(&out) {
            let mut parts = code.trim().split('/');
            out.code = parts.next().filter(|c| !matches!(*c, "" | "-" | "?")).map(str::to_owned);
            out.code_from = out.code.as_ref().map(|_| dateline_contract::CodeFrom::Told);
            out.sector = parts.filter_map(Sector::parse).collect();
        }
        if !name.is_empty() {
            out.identifier_text = Some(name.to_owned());
        }
    }
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::act::{Ledger, Once};
    use dateline_contract::wire::Line;

    pub(crate) const TEXT: &str = "🚢 Norway accused Sudan of shelling.";

    pub(crate) fn lines() -> Vec<Line> {
        let entity = |text: &str, code: &str, start: usize| {
            format!(
                r#"{{"id":"{code}","entity_text":"{text}","code":"{code}","code_from":"told","sector":[],"start":{start},"end":{}}}"#,
                start + text.len()
            )
        };
        let event = format!(
            r#"{{"kind":"event","doc":"a","id":"e1","date":null,"date_from":"none","date_precision":"none","event":["ACCUSE"],"mode":[],
            "context":[],"cameo":null,"quad_code":3,"event_scale":-3.0,"actor":[{}],"recipient":[{}],"addressee":[],
            "event_text":[{{"start":9,"end":16,"text":"accused"}}],"when":[],"event_loc":null,"size":null,"by":[],"denied_by":[],
            "status":{{"negated":false,"time":"past","certainty":"asserted"}},"happening":null,"confidence":0.9,"rule":"r",
            "codebook":"plover-2.0","text_info":{{"sequence":0,"start":2,"end":34}}}}"#,
            entity("Norway", "NOR", 2),
            entity("Sudan", "SDN", 17)
        );
        let document = r#"{"kind":"document","doc":"a","title":null,"date":null,"date_from":"none","dateline":null,"publisher":null,
            "url":null,"language":"en","genre":null,"chars":35,"sentences":1,"contract":2,"program":"","model":"","lexicon":""}"#;
        [document, &event].map(|l| Line::parse(l).unwrap()).to_vec()
    }

    fn said(annotations: &str) -> (Vec<Correction>, Vec<String>) {
        let lines = lines();
        let report = Report::of(1, TEXT, &lines).unwrap();
        let mut sheet = brat(annotations).unwrap_or_default();
        sheet.listed.insert("e1".to_owned());
        corrections(&report, &sheet, "Ada", "2026-03-04")
    }

    fn written() -> (String, String) {
        let lines = lines();
        let report = Report::of(1, TEXT, &lines).unwrap();
        let rows = Ledger::new(Once::Telling).rows(&report, &|_| true, &crate::Asked::default());
        (crate::brat::annotations(&report, &rows), crate::label_studio::task(&report, &rows))
    }

    #[test]
    fn what_is_written_and_read_back_is_accepted() {
        let (marks, _) = written();
        let (all, wrong) = said(&marks);
        assert_eq!((all.len(), all[0].verdict, wrong.len()), (1, Verdict::Accepted, 0), "{marks}");
        assert_eq!(said("").0[0].verdict, Verdict::Rejected);
        let (all, _) = said(&marks.replace("[SDN]", "[SDN/REB]"));
        assert_eq!(all[0].recipient.as_ref().map(|r| coded(&r[0])), Some("SDN/REB".to_owned()));
        assert!(all[0].actor.is_none() && all[0].category.is_none());
        let (_, wrong) = said(&marks.replace("Party 17 22", "Party 17 99"));
        assert_eq!(wrong, ["17 to 99 is no stretch of the text"]);
    }

    #[test]
    fn whatever_comes_back_is_read_or_refused() {
        let (marks, task) = written();
        let export = format!("[{}]", task.replace("\"predictions\"", "\"annotations\""));
        let mut seed = 7_u64;
        let mut lot = |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % n.max(1)
        };
        for n in 0..4000 {
            let text = if n % 2 == 0 { &marks } else { &export };
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=lot(4) {
                let at = lot(bytes.len());
                match lot(3) {
                    0 => bytes[at] = b"0 9\tTE#:;[]{}\"\n"[lot(15)],
                    1 if bytes.len() > 1 => drop(bytes.remove(at)),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            let odd = String::from_utf8_lossy(&bytes);
            if n % 2 == 0 {
                said(&odd);
            } else if let Ok(tasks) = Task::all(&odd) {
                let lines = lines();
                let report = Report::of(1, TEXT, &lines).unwrap();
                for (task, last) in tasks.iter().filter_map(|t| Some((t, t.last()?))) {
                    let _ = corrections(&report, &task.sheet(last), "Ada", "2026-03-04");
                }
            }
        }
    }
}
