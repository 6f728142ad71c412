//! JSON lines: one report a line, each line by itself.

use crate::input::{Input, longest};
use crate::record::{Record, kind};
use crate::{Fields, Found, Options, charset, failed, refused};
use dateline_text::{Note, Refused};
use serde_json::{Map, Value};
use std::io::{BufRead, BufReader, Read};

/// The lines of one file.
pub(crate) struct Lines {
    name: String,
    reader: BufReader<Input>,
    number: usize,
    most: u64,
    fields: Fields,
    ended: bool,
}

impl Lines {
    pub(crate) fn new(name: String, input: Input, options: &Options) -> Self {
        let most = longest(options.max_bytes);
        Self { name, reader: BufReader::new(input), number: 0, most, fields: options.fields.clone(), ended: false }
    }
}

impl Iterator for Lines {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.ended {
            self.number += 1;
            let at = format!("{}:{}", self.name, self.number);
            let mut bytes = Vec::new();
            match self.reader.by_ref().take(self.most).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(failed(&at, &error)));
                }
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(n) if n as u64 == self.most && !bytes.ends_with(b"\n") => {
                    let skipped = skip_line(&mut self.reader);
                    let length = self.most.saturating_add(skipped);
                    let message =
                        format!("{at}: a line of {length} bytes is more than is read at once; it was skipped");
                    return Some(Err(refused(&at, "too-long", message)));
                }
                Ok(_) => return Some(line(&at, &bytes, &self.fields)),
            }
        }
        None
    }
}

/// The report of one line.
fn line(at: &str, bytes: &[u8], fields: &Fields) -> Found {
    let mut notes = Vec::new();
    let values = object(at, "line", bytes, &mut notes)?;
    Record { at, noun: "line", values }.item(fields, notes)
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

/// JSON as an object. What is no UTF-8, and half a pair of surrogates, costs a character and not the report.
pub(crate) fn object(
    at: &str,
    noun: &'static str,
    bytes: &[u8],
    notes: &mut Vec<Note>,
) -> Result<Map<String, Value>, Refused> {
    let mut text = charset::decode(at, bytes, Some("utf-8"), notes);
    if let Some((mended, count)) = mend_surrogates(&text) {
        let message = format!("{at}: {count} lone surrogate escape(s) became U+FFFD");
        notes.push(Note::warning("lone-surrogate", message));
        text = mended;
    }
    let bad = |message: &str| Record { at, noun, values: Map::new() }.bad(message);
    let value: Value = serde_json::from_str(&text).map_err(|e| {
        let why = e.to_string();
        let why = why.split(" at line ").next().unwrap_or(&why);
        let place = if e.line() > 1 { format!("line {} of it", e.line()) } else { format!("column {}", e.column()) };
        bad(&format!("not JSON: {why} at {place}; a {noun} is {{\"id\": …, \"text\": …}}"))
    })?;
    match value {
        Value::Object(map) => Ok(map),
        other => Err(bad(&format!("{} is no report; a {noun} is {{\"id\": …, \"text\": …}}", kind(&other)))),
    }
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
    use dateline_text::RawItem;

    fn read(line: &str, fields: &Fields) -> Result<(RawItem, Option<String>), Refused> {
        super::line("a.jsonl:7", line.as_bytes(), fields).map(|item| (item.raw, item.group))
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
            id: Some("guid".into()),
            text: Some("body".into()),
            title: Some("head".into()),
            date: Some("when".into()),
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
    fn fields_are_known_by_their_usual_names() {
        let line = r#"{"GUID":7,"body":"","Main Text":"words","headline":"Head","date_publish":"2023-10-11","date_download":"2024-01-01","link":"https://a.example/1","authors":["A"],"source":{"name":"no"},"outlet":"Lakeside News"}"#;
        let (item, _) = read(line, &Fields::default()).unwrap();
        assert_eq!((item.id.as_deref(), item.bytes.as_slice()), (Some("7"), b"words".as_slice()));
        let meta = item.meta;
        assert_eq!((meta.title.as_deref(), meta.date.as_deref()), (Some("Head"), Some("2023-10-11")));
        assert_eq!(
            (meta.url.as_deref(), meta.publisher.as_deref()),
            (Some("https://a.example/1"), Some("Lakeside News"))
        );
        let (item, _) = read(r#"{"content":"two","text":"one"}"#, &Fields::default()).unwrap();
        assert_eq!(item.bytes, b"one");
    }

    #[test]
    fn a_report_without_an_id_is_named_by_its_address_or_its_place() {
        let name = |line: &str| read(line, &Fields::default()).unwrap().0;
        let item = name(r#"{"text":"t","url":"https://a.example/1"}"#);
        assert_eq!((item.id, item.name.as_deref()), (None, Some("https://a.example/1")));
        assert_eq!(name(r#"{"text":"t"}"#).name.as_deref(), Some("a.jsonl:7"));
    }
}
