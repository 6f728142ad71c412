//! A report out of named fields: an object of JSON, a row of a table.

use crate::words::{self, Field};
use crate::{Fields, Found, Item, html, ninjs, refused};
use dateline_text::{Meta, Note, RawItem, Refused};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

/// Named values, and where they stand.
pub(crate) struct Record<'a> {
    /// File and place: `a.jsonl:17`.
    pub(crate) at: &'a str,
    /// What stands there: a line, an item, a row.
    pub(crate) noun: &'static str,
    pub(crate) values: Map<String, Value>,
}

impl Record<'_> {
    /// The report, and its group where reports are grouped. An item of ninjs has its fields elsewhere.
    pub(crate) fn item(&self, fields: &Fields, notes: Vec<Note>) -> Found {
        match ninjs::record(&self.values) {
            None => self.report(fields, notes),
            Some(Ok(values)) => Record { values, ..*self }.report(fields, notes),
            Some(Err(message)) => Err(refused(self.at, "no-report", format!("{}: {message}", self.at))),
        }
    }

    fn report(&self, fields: &Fields, mut notes: Vec<Note>) -> Found {
        let text = self.string(self.name(&fields.text, Field::Text))?;
        let text = text.ok_or_else(|| self.lacks(fields.text.as_deref().unwrap_or("text"), "--text"))?;
        let text = self.without_markup(text, &mut notes);
        let meta = Meta {
            title: self.said(self.name(&fields.title, Field::Title))?,
            date: self.date(self.name(&fields.date, Field::Date))?,
            url: self.said(self.name(&None, Field::Url))?,
            publisher: self.said(self.name(&None, Field::Publisher))?,
            language: self.said(self.name(&None, Field::Language))?,
            fallback_date: None,
        };
        let id = match self.name(&fields.id, Field::Id).and_then(|name| self.values.get(name)) {
            None | Some(Value::Null) => None,
            Some(Value::String(id)) => Some(id.clone()),
            Some(other) => Some(other.to_string()),
        };
        if id.is_none()
            && let Some(named) = &fields.id
        {
            return Err(self.lacks(named, "--id"));
        }
        let name = meta.url.clone().or_else(|| Some(self.at.to_owned()));
        let group = fields.group.as_ref().map(|g| self.group(g)).transpose()?;
        Ok(Item { raw: RawItem { id, name, bytes: text.into_bytes(), meta, notes }, group })
    }

    /// A text without the markup in it, which is no words of it.
    fn without_markup(&self, text: String, notes: &mut Vec<Note>) -> String {
        if !html::is_markup(&text) {
            return text;
        }
        notes.push(Note::info("markup-read", format!("{}: the text is markup, and was read as a page is", self.at)));
        html::text(&text)
    }

    /// The field that holds something: the one that was named, else the first of the usual names that is there.
    fn name<'s>(&'s self, named: &'s Option<String>, what: Field) -> Option<&'s str> {
        if let Some(named) = named {
            return Some(named);
        }
        let filled = |value: &Value| match value {
            Value::Null => false,
            Value::String(words) => !words.trim().is_empty(),
            _ => true,
        };
        let known = self.values.iter().filter_map(|(name, value)| {
            let (field, rank) = words::field(name)?;
            // What another name holds may be of any type; what the first is called by is a fault where it is no string.
            let fits = value.is_string() || value.is_number() || name == what.name();
            (field == what && fits).then_some((!filled(value), rank, name.as_str()))
        });
        known.min().map(|(.., name)| name)
    }

    pub(crate) fn bad(&self, message: &str) -> Refused {
        refused(self.at, "bad-line", format!("{}: {message}", self.at))
    }

    fn lacks(&self, field: &str, option: &str) -> Refused {
        let has: Vec<String> = self.values.keys().take(12).map(|k| format!("{k:?}")).collect();
        let has = if has.is_empty() { "none".to_owned() } else { has.join(", ") };
        let noun = self.noun;
        self.bad(&format!(
            "the {noun} has no field {field:?}; its fields are {has}; name the right one with {option} FIELD"
        ))
    }

    fn string(&self, field: Option<&str>) -> Result<Option<String>, Refused> {
        let Some(field) = field else { return Ok(None) };
        match self.values.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(s)) => Ok(Some(s.clone())),
            Some(other) => Err(self.bad(&format!("the field {field:?} is {}, not a string", kind(other)))),
        }
    }

    /// What a field says; one that is blank says nothing, as an empty cell of a table does.
    fn said(&self, field: Option<&str>) -> Result<Option<String>, Refused> {
        Ok(self.string(field)?.filter(|words| !words.trim().is_empty()))
    }

    /// A date as written; a number is a day (`20231011`) or a time since 1970 in UTC, in seconds or milliseconds.
    fn date(&self, field: Option<&str>) -> Result<Option<String>, Refused> {
        match field.and_then(|f| self.values.get(f)) {
            Some(Value::Number(n)) => Ok(Some(n.as_f64().and_then(day_of_number).unwrap_or_else(|| n.to_string()))),
            Some(Value::String(s)) => {
                let epoch = (s.len() >= 9 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten();
                Ok(Some(epoch.and_then(day_of_number).unwrap_or_else(|| s.clone())))
            }
            _ => self.string(field),
        }
    }

    fn group(&self, field: &str) -> Result<String, Refused> {
        match self.values.get(field) {
            Some(Value::String(s)) => Ok(s.clone()),
            None | Some(Value::Null) => {
                let message = format!("{}: the {} has no field {field:?} to group it by", self.at, self.noun);
                Err(refused(self.at, "no-group", message))
            }
            Some(other) => Ok(other.to_string()),
        }
    }
}

/// What a value is called.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The day of a number: written as one, or as seconds or milliseconds since 1970.
fn day_of_number(n: f64) -> Option<String> {
    if n.fract() == 0.0 && (18_000_101.0..=21_001_231.0).contains(&n) {
        let n = n as i64;
        return Some(format!("{:04}-{:02}-{:02}", n / 10_000, n / 100 % 100, n % 100));
    }
    // Milliseconds of any year after 1973 have twelve figures or more, seconds up to the year 5138 eleven at the most.
    let seconds = if n.abs() >= 1e11 { n / 1000.0 } else { n };
    let time = (n.abs() >= 1e8).then(|| Timestamp::from_second(seconds as i64).ok()).flatten()?;
    Some(time.to_zoned(TimeZone::UTC).date().to_string())
}
