//! Gold in dateline's own form: a passage a line, with its events and what is known of their parties.
//!
//! `{"id", "text", "date", "context", "split", "events": [{"event", "mode", "trigger": [s, e], "actor": [[s, e]],
//! "recipient": [[s, e]], "place": [[s, e]], "when": [s, e] | null, "status"}], "parties": [{"span", "code", "sector"}]}`; of these
//! `id`, `text`, `events` and of an event `event` must be there. Offsets are code points of `text`.

use super::gold::{Passage, Place, Scope, Told, category, mode, status};
use dateline::text::{DataError, DataFile};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const FORM: &str = "write {\"id\": \"a\", \"text\": \"…\", \"events\": [{\"event\": \"ACCUSE\", \"mode\": null, \
                    \"trigger\": [7, 16], \"actor\": [[0, 6]], \"recipient\": [[17, 21]], \"place\": [], \"when\": null, \
                    \"status\": \"\"}], \"parties\": [{\"span\": [0, 6], \"code\": [\"NOR\"], \"sector\": []}]}";

/// The passages of a file.
///
/// # Errors
/// The first line that cannot be read, what is wrong with it and what to do.
pub(super) fn read(file: &DataFile, split: Option<&str>) -> Result<Vec<Passage>, DataError> {
    let mut out = Vec::new();
    for (number, line) in (1..).zip(file.text.trim_start_matches('\u{feff}').lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let wrong = |(reason, remedy): Wrong| file.wrong(number, reason, remedy);
        let object: Map<String, Value> =
            serde_json::from_str(line).map_err(|e| wrong((format!("no JSON object: {e}"), FORM.into())))?;
        if split.is_none_or(|s| object.get("split").and_then(Value::as_str) == Some(s)) {
            out.push(passage(&object).map_err(wrong)?);
        }
    }
    Ok(out)
}

/// What is wrong, and what to do.
type Wrong = (String, String);

fn passage(object: &Map<String, Value>) -> Result<Passage, Wrong> {
    let word = |name: &str| object.get(name).and_then(Value::as_str).filter(|w| !w.is_empty()).map(str::to_owned);
    let lacks = |name: &str| (format!("there is no {name:?}"), FORM.to_owned());
    let text = word("text").ok_or_else(|| lacks("text"))?;
    let length = text.chars().count();
    let events = object.get("events").and_then(Value::as_array).ok_or_else(|| lacks("events"))?;
    let codes = match object.get("parties") {
        None | Some(Value::Null) => None,
        Some(parties) => Some(codes(parties, length)?),
    };
    let mut told = Vec::new();
    for (n, event) in (1..).zip(events) {
        let of = |(reason, remedy): Wrong| (format!("event {n}: {reason}"), remedy);
        let mut e = read_event(event, length).map_err(of)?;
        if let Some(codes) = &codes {
            let known = |all: &[Place]| all.iter().filter_map(|p| codes.get(p)).flatten().cloned().collect();
            e.codes = [known(&e.actor), known(&e.recipient)];
        }
        told.push(e);
    }
    Ok(Passage {
        id: word("id").ok_or_else(|| lacks("id"))?,
        text,
        date: word("date"),
        title: word("context"),
        events: told,
        scope: Scope { modes: true, codes: codes.is_some(), status: true, by_guide: codes.is_some() },
    })
}

fn read_event(value: &Value, length: usize) -> Result<Told, Wrong> {
    let name =
        value.get("event").and_then(Value::as_str).ok_or_else(|| ("no \"event\"".to_owned(), FORM.to_owned()))?;
    let mut told = Told::new(category(name)?);
    let word = |name: &str| value.get(name).and_then(Value::as_str).filter(|w| !w.is_empty());
    told.mode = word("mode").map(|m| mode(told.category, m)).transpose()?;
    told.status = status(word("status").unwrap_or_default())?;
    let one = |name: &str| match value.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(place) => read_place(name, place, length).map(Some),
    };
    let many = |name: &str| match value.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(places)) => places.iter().map(|p| read_place(name, p, length)).collect(),
        Some(other) => Err(no_place(name, other)),
    };
    told.trigger = one("trigger")?;
    told.when = one("when")?.into_iter().collect();
    (told.actor, told.recipient, told.place) = (many("actor")?, many("recipient")?, many("place")?);
    Ok(told)
}

/// The codes of parties, by their places.
fn codes(parties: &Value, length: usize) -> Result<BTreeMap<Place, Vec<String>>, Wrong> {
    let mut out = BTreeMap::new();
    let no_list = || (format!("\"parties\" is no list: {parties}"), FORM.to_owned());
    for party in parties.as_array().ok_or_else(no_list)? {
        let span = read_place("span", party.get("span").unwrap_or(&Value::Null), length)?;
        let codes: Vec<String> = match party.get("code") {
            Some(Value::Array(codes)) => codes.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Some(Value::String(code)) => vec![code.clone()],
            _ => Vec::new(),
        };
        out.insert(span, codes);
    }
    Ok(out)
}

fn no_place(name: &str, value: &Value) -> Wrong {
    (
        format!("{name:?} is {value}"),
        "write code points of the text as in [7, 16], parties and places as in [[7, 16]]".into(),
    )
}

fn read_place(name: &str, value: &Value, length: usize) -> Result<Place, Wrong> {
    let numbers: Option<Vec<u64>> = value.as_array().and_then(|all| all.iter().map(Value::as_u64).collect());
    let (start, end) = match numbers.as_deref() {
        Some([start, end]) => (*start as usize, *end as usize),
        _ => return Err(no_place(name, value)),
    };
    if start < end && end <= length {
        return Ok((start, end));
    }
    let reason = format!("{name:?} is {value}, and the text has {length} code points");
    Err((reason, "let the end lie behind the start and within the text, counted in code points, not bytes".into()))
}
