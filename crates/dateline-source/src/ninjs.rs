//! ninjs, in which agencies send news as JSON: an item as the fields of a record.

use crate::html;
use crate::words::plain;
use serde_json::{Map, Value};

/// Fields by which an item of ninjs is known beside its `uri`, as [`plain`] writes them: they are in small letters up to
/// version 2, in mixed ones since.
const MARKS: [&str; 8] =
    ["versioncreated", "firstcreated", "headlines", "bodies", "bodytext", "bodyhtml", "descriptions", "eventdetails"];

/// The field of a name.
fn get<'v>(item: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    item.iter().find(|(n, _)| plain(n) == name).map(|(_, value)| value)
}

/// An item of ninjs as a record with the usual names; `Err` says what it is where it is no text. `None` for other JSON.
pub(crate) fn record(item: &Map<String, Value>) -> Option<Result<Map<String, Value>, String>> {
    if !item.contains_key("uri") || item.keys().filter(|k| MARKS.contains(&plain(k).as_str())).take(2).count() < 2 {
        return None;
    }
    let words =
        |name: &str| get(item, name).and_then(Value::as_str).filter(|w| !w.trim().is_empty()).map(str::to_owned);
    let kind = words("type").unwrap_or_else(|| "text".into());
    if kind != "text" && kind != "composite" {
        return Some(Err(format!("it is an item of the type {kind:?}, which holds no text of a report")));
    }
    let Some(text) = body(item) else { return Some(Err("it holds no text of a report".into())) };
    let date = ["contentcreated", "firstcreated", "embargoed", "versioncreated"].iter().find_map(|n| words(n));
    let title =
        words("headline").or_else(|| value(get(item, "headlines")?, &["main", "headline"])).or_else(|| words("title"));
    let outlet = words("provider").or_else(|| {
        get(item, "infosources")?.as_array()?.iter().find_map(|s| s.get("name")?.as_str().map(str::to_owned))
    });
    let mut record = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            record.insert(name.into(), Value::String(value));
        }
    };
    put("id", words("guid").or_else(|| words("uri")));
    put("title", title.map(|t| if html::is_markup(&t) { html::text(&t) } else { t }));
    put("date", date);
    put("publisher", outlet);
    put("language", words("language"));
    put("text", Some(text));
    for (name, value) in item {
        // What a user names keeps its name.
        record.entry(name.as_str()).or_insert_with(|| value.clone());
    }
    Some(Ok(record))
}

fn body(item: &Map<String, Value>) -> Option<String> {
    let text = |text: &str| if html::is_markup(text) { html::text(text) } else { text.trim().to_owned() };
    let known = ["bodytext", "bodyhtml", "bodyxhtml"].iter().find_map(|n| get(item, n)?.as_str().map(text));
    let known = known.or_else(|| value(get(item, "bodies")?, &["main", "body"]).map(|b| text(&b)));
    known.filter(|t| !t.is_empty())
}

/// The value of the first part of a role, else of the first that has one.
fn value(parts: &Value, roles: &[&str]) -> Option<String> {
    let parts = parts.as_array()?;
    let words = |p: &Value| p.get("value").and_then(Value::as_str).filter(|w| !w.trim().is_empty()).map(str::to_owned);
    let fits = |p: &&Value| p.get("role").and_then(Value::as_str).is_some_and(|r| roles.contains(&r));
    parts.iter().filter(fits).find_map(words).or_else(|| parts.iter().find_map(words))
}
