//! JSON lines: one report a line, each line by itself.

use super::refused;
use dateline_text::{Meta, Note, RawItem, Refused};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// The byte-order mark that some programs put before the first line.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The names of the fields of a line. An absent `id` is no fault: the report is then named by its address, or by where
/// it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// The report's own id.
    pub id: String,
    /// Its text; the only field that a line must have.
    pub text: String,
    /// Its headline.
    pub title: String,
    /// Its day: in any usual form, or as a number: `20231011`, or seconds or milliseconds since 1970.
    pub date: String,
    /// The field that says which group a line belongs to, where lines are grouped: then each must have it.
    pub group: Option<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let name = |n: &str| n.to_owned();
        Self { id: name("id"), text: name("text"), title: name("title"), date: name("date"), group: None }
    }
}

/// The lines of one file.
pub(super) struct Lines {
    name: String,
    reader: Box<dyn BufRead>,
    number: usize,
    most: u64,
    ended: bool,
}

/// A line that is not blank.
pub(super) struct Line {
    /// File and number: `a.jsonl:17`.
    at: String,
    bytes: Vec<u8>,
}

impl Lines {
    pub(super) fn new(name: String, reader: Box<dyn BufRead>, max_bytes: usize) -> Self {
        // Escapes can make a line six times longer than its text.
        let most = (max_bytes as u64).saturating_mul(6).saturating_add(4096);
        Self { name, reader, number: 0, most, ended: false }
    }

    /// What the beginning of a file says of all of it: JSON, but not one object a line.
    fn other_layout(&self, line: &[u8]) -> Option<Refused> {
        let name = &self.name;
        let start = line.strip_prefix(BOM).unwrap_or(line).trim_ascii();
        let (code, what, remedy) = match start {
            [b'[', ..] => ("json-array", "a JSON array", "jq -c '.[]'"),
            [b'{'] => ("json-spread", "a JSON object over several lines", "jq -c ."),
            _ => return None,
        };
        let message = format!("{name}:{}: {what}; one object a line is read: {remedy} {name} > {name}l", self.number);
        Some(refused(name, code, message))
    }

    pub(super) fn next(&mut self) -> Option<Result<Line, Refused>> {
        while !self.ended {
            self.number += 1;
            let at = format!("{}:{}", self.name, self.number);
            let mut bytes = Vec::new();
            match self.reader.by_ref().take(self.most).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(refused(&at, "unreadable", format!("{at}: {error}"))));
                }
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) if self.other_layout(&bytes).is_some() => {
                    self.ended = true;
                    return self.other_layout(&bytes).map(Err);
                }
                Ok(n) if n as u64 == self.most && !bytes.ends_with(b"\n") => {
                    let skipped = skip_line(&mut *self.reader);
                    let length = self.most.saturating_add(skipped);
                    let message =
                        format!("{at}: a line of {length} bytes is more than is read at once; it was skipped");
                    return Some(Err(refused(&at, "too-long", message)));
                }
                Ok(_) => return Some(Ok(Line { at, bytes })),
            }
        }
        None
    }
}

/// Reads on to the end of the line without keeping it; returns how much that was.
fn skip_line(reader: &mut dyn BufRead) -> u64 {
    let mut skipped = 0;
    loop {
        let Ok(buffer) = reader.fill_buf() else { return skipped };
        let end = buffer.iter().position(|b| *b == b'\n');
        let n = end.map_or(buffer.len(), |e| e + 1);
        reader.consume(n);
        skipped += n as u64;
        if end.is_some() || n == 0 {
            return skipped;
        }
    }
}

impl Line {
    /// The report of the line, and its group where lines are grouped.
    pub(super) fn item(&self, fields: &Fields) -> Result<(RawItem, Option<String>), Refused> {
        let mut notes = Vec::new();
        let line = self.object(&mut notes)?;
        let text = self.string(&line, &fields.text)?.ok_or_else(|| self.lacks(&line, &fields.text, "--text"))?;
        let meta = Meta {
            title: self.string(&line, &fields.title)?,
            date: self.date(&line, &fields.date)?,
            url: self.string(&line, "url")?,
            publisher: self.string(&line, "publisher")?,
            language: self.string(&line, "language")?,
            fallback_date: None,
        };
        let id = match line.get(&fields.id) {
            None | Some(Value::Null) => None,
            Some(Value::String(id)) => Some(id.clone()),
            Some(other) => Some(other.to_string()),
        };
        if id.is_none() && fields.id != "id" {
            return Err(self.lacks(&line, &fields.id, "--id"));
        }
        let name = meta.url.clone().or_else(|| Some(self.at.clone()));
        let group = fields.group.as_ref().map(|g| self.group(&line, g)).transpose()?;
        Ok((RawItem { id, name, bytes: text.into_bytes(), meta, notes }, group))
    }

    fn bad(&self, message: &str) -> Refused {
        refused(&self.at, "bad-line", format!("{}: {message}", self.at))
    }

    /// The line as an object. What is no UTF-8, and half a pair of surrogates, costs a character and not the report.
    fn object(&self, notes: &mut Vec<Note>) -> Result<Map<String, Value>, Refused> {
        let bytes = self.bytes.strip_prefix(BOM).unwrap_or(&self.bytes);
        let mut text = String::from_utf8_lossy(bytes);
        if let std::borrow::Cow::Owned(_) = text {
            let message = format!("{}: bytes that are no UTF-8 became U+FFFD", self.at);
            notes.push(Note::warning("invalid-utf8", message));
        }
        if let Some((mended, count)) = mend_surrogates(&text) {
            let message = format!("{}: {count} lone surrogate escape(s) became U+FFFD", self.at);
            notes.push(Note::warning("lone-surrogate", message));
            text = mended.into();
        }
        let value: Value = serde_json::from_str(&text).map_err(|e| {
            let why = e.to_string();
            let why = why.split(" at line ").next().unwrap_or(&why);
            self.bad(&format!("not JSON: {why} at column {}; a line is {{\"id\": …, \"text\": …}}", e.column()))
        })?;
        match value {
            Value::Object(map) => Ok(map),
            other => Err(self.bad(&format!("{} is no report; a line is {{\"id\": …, \"text\": …}}", kind(&other)))),
        }
    }

    fn lacks(&self, line: &Map<String, Value>, field: &str, option: &str) -> Refused {
        let has: Vec<String> = line.keys().take(12).map(|k| format!("{k:?}")).collect();
        let has = if has.is_empty() { "none".to_owned() } else { has.join(", ") };
        self.bad(&format!(
            "the line has no field {field:?}; its fields are {has}; name the right one with {option} FIELD"
        ))
    }

    fn string(&self, line: &Map<String, Value>, field: &str) -> Result<Option<String>, Refused> {
        match line.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(s)) => Ok(Some(s.clone())),
            Some(other) => Err(self.bad(&format!("the field {field:?} is {}, not a string", kind(other)))),
        }
    }

    /// A date as written; a number is a day (`20231011`) or a time since 1970 in UTC, in seconds or milliseconds.
    fn date(&self, line: &Map<String, Value>, field: &str) -> Result<Option<String>, Refused> {
        match line.get(field) {
            Some(Value::Number(n)) => Ok(Some(n.as_f64().and_then(day_of_number).unwrap_or_else(|| n.to_string()))),
            Some(Value::String(s)) => {
                let epoch = (s.len() >= 9 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten();
                Ok(Some(epoch.and_then(day_of_number).unwrap_or_else(|| s.clone())))
            }
            _ => self.string(line, field),
        }
    }

    fn group(&self, line: &Map<String, Value>, field: &str) -> Result<String, Refused> {
        match line.get(field) {
            Some(Value::String(s)) => Ok(s.clone()),
            None | Some(Value::Null) => {
                let message = format!("{}: the line has no field {field:?} to group it by", self.at);
                Err(refused(&self.at, "no-group", message))
            }
            Some(other) => Ok(other.to_string()),
        }
    }
}

fn kind(value: &Value) -> &'static str {
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

/// A copy in which escapes of half a surrogate pair are those of U+FFFD, and how many there were; `None` where all pair.
fn mend_surrogates(json: &str) -> Option<(String, usize)> {
    let bytes = json.as_bytes();
    let unit = |at: usize| {
        let digits =
            json.get(at + 2..at + 6).filter(|_| bytes.get(at) == Some(&b'\\') && bytes.get(at + 1) == Some(&b'u'))?;
        u16::from_str_radix(digits, 16).ok()
    };
    let (mut out, mut count, mut kept, mut at) = (String::new(), 0, 0, 0);
    while let Some(found) = json[at..].find('\\').map(|f| at + f) {
        at = found;
        match unit(at) {
            Some(0xD800..=0xDBFF) if unit(at + 6).is_some_and(|low| (0xDC00..=0xDFFF).contains(&low)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                out.push_str(&json[kept..at]);
                out.push_str("\\ufffd");
                (at, count) = (at + 6, count + 1);
                kept = at;
            }
            Some(_) => at += 6,
            // Another escape: what follows the backslash is no beginning of one.
            None => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    out.push_str(&json[kept..]);
    (count > 0).then_some((out, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, fields: &Fields) -> Result<(RawItem, Option<String>), Refused> {
        Line { at: "a.jsonl:7".into(), bytes: line.as_bytes().to_vec() }.item(fields)
    }

    #[test]
    fn dates_are_read_in_the_forms_that_databases_have() {
        for (written, want) in [
            ("20231011", "2023-10-11"),
            ("1697013000", "2023-10-11"),
            ("1697013000000", "2023-10-11"),
            ("1697013000.25", "2023-10-11"),
            ("\"1697013000\"", "2023-10-11"),
            ("\"1697013000000\"", "2023-10-11"),
            ("\"2023-10-11T08:30:00Z\"", "2023-10-11T08:30:00Z"),
            ("2023", "2023"),
        ] {
            let line = format!("{{\"text\":\"t\",\"date\":{written}}}");
            let (item, _) = read(&line, &Fields::default()).unwrap();
            assert_eq!(item.meta.date.as_deref(), Some(want), "{written}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_line_field_and_remedy() {
        for (line, want) in [
            (
                "{\"id\":1}",
                "a.jsonl:7: the line has no field \"text\"; its fields are \"id\"; name the right one with --text",
            ),
            ("{}", "its fields are none"),
            ("{\"text\":7}", "a.jsonl:7: the field \"text\" is a number, not a string"),
            ("{\"text\":\"t\",\"title\":[]}", "the field \"title\" is a list, not a string"),
            ("{\"text\":\"t\" \"id\"}", "a.jsonl:7: not JSON: expected `,` or `}` at column 13"),
            ("7", "a.jsonl:7: a number is no report"),
        ] {
            let refused = read(line, &Fields::default()).unwrap_err();
            assert!(refused.reason.message.contains(want), "{line}: {}", refused.reason.message);
        }
    }

    #[test]
    fn half_a_pair_of_surrogates_costs_a_character() {
        let text = |escaped: &str| {
            let (item, _) = read(&format!("{{\"text\":\"{escaped}\"}}"), &Fields::default()).unwrap();
            let codes: Vec<&str> = item.notes.iter().map(|n| n.code).collect();
            (String::from_utf8(item.bytes).unwrap(), codes.join(","))
        };
        let noted = |t: &str| (t.to_owned(), "lone-surrogate".to_owned());
        let plain = |t: &str| (t.to_owned(), String::new());
        assert_eq!(text(r"a\ud83db"), noted("a\u{fffd}b"));
        assert_eq!(text(r"\udc00\ud83d"), noted("\u{fffd}\u{fffd}"));
        assert_eq!(text(r"\ud83d\ud83d\ude80"), noted("\u{fffd}🚀"));
        assert_eq!(text(r"\uD83D\uDE80 \u00e9"), plain("🚀 é"));
        assert_eq!(text(r"\\ud83d"), plain(r"\ud83d"));
        assert_eq!(text(r"é\n\\"), plain("é\n\\"));
    }

    #[test]
    fn fields_may_have_other_names() {
        let fields = Fields {
            id: "guid".into(),
            text: "body".into(),
            title: "head".into(),
            date: "when".into(),
            group: Some("story".into()),
        };
        let line = r#"{"guid":7,"body":"text","head":"Head","when":20231011,"story":3,"id":"no","text":"no"}"#;
        let (item, group) = read(line, &fields).unwrap();
        assert_eq!((item.id.as_deref(), item.bytes.as_slice()), (Some("7"), b"text".as_slice()));
        assert_eq!((item.meta.title.as_deref(), item.meta.date.as_deref()), (Some("Head"), Some("2023-10-11")));
        assert_eq!(group.as_deref(), Some("3"));
        let refused = read(r#"{"body":"text","guid":1}"#, &fields).unwrap_err();
        assert_eq!(refused.reason.code, "no-group");
        let refused = read(r#"{"body":"text","story":1}"#, &fields).unwrap_err();
        assert!(refused.reason.message.contains("no field \"guid\""), "{}", refused.reason.message);
    }

    #[test]
    fn a_report_without_an_id_is_named_by_its_address_or_its_place() {
        let name = |line: &str| read(line, &Fields::default()).unwrap().0;
        let item = name(r#"{"text":"t","url":"https://a.example/1"}"#);
        assert_eq!((item.id, item.name.as_deref()), (None, Some("https://a.example/1")));
        assert_eq!(name(r#"{"text":"t"}"#).name.as_deref(), Some("a.jsonl:7"));
    }
}
