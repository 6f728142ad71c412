//! JSON in any other layout than a line each: an array of objects, objects over several lines, an object around them.
//!
//! The bytes are cut into objects by their brackets before any is read as JSON, so that a bad one costs itself alone.

use crate::input::{Input, longest};
use crate::lines::object;
use crate::record::Record;
use crate::words::{self, Field};
use crate::{Fields, Found, Options, failed, ninjs, refused};
use dateline_text::Refused;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader};

/// The objects of one file.
pub(crate) struct Values {
    name: String,
    reader: BufReader<Input>,
    number: usize,
    most: usize,
    fields: Fields,
    ended: bool,
    /// What an object around reports held.
    held: VecDeque<Found>,
}

/// Where in JSON a byte stands.
#[derive(Default)]
struct Place {
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl Place {
    /// Takes a byte of an object in; whether the object ends with it.
    fn pass(&mut self, b: u8) -> bool {
        match b {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.quoted => self.escaped = true,
            b'"' => self.quoted = !self.quoted,
            b'{' | b'[' if !self.quoted => self.depth += 1,
            b'}' | b']' if !self.quoted => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

/// What was cut out: the bytes of an object, or of something else; and whether it is whole.
struct Cut {
    bytes: Vec<u8>,
    length: usize,
    whole: bool,
}

impl Values {
    pub(crate) fn new(name: String, input: Input, options: &Options) -> Self {
        let most = usize::try_from(longest(options.max_bytes)).unwrap_or(usize::MAX);
        let (reader, fields) = (BufReader::new(input), options.fields.clone());
        Self { name, reader, number: 0, most, fields, ended: false, held: VecDeque::new() }
    }

    /// The next object, or what stands where one should.
    fn cut(&mut self) -> std::io::Result<Option<Cut>> {
        let (mut place, mut cut) = (Place::default(), Cut { bytes: Vec::new(), length: 0, whole: false });
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                // Words that end with the file are whole; an object is not.
                cut.whole = place.depth == 0;
                return Ok((cut.length > 0).then_some(cut));
            }
            let (mut taken, mut done) = (0, false);
            for &b in buffer {
                taken += 1;
                let outside = place.depth == 0 && !place.quoted;
                let between =
                    matches!(b, b'[' | b']' | b',') || b.is_ascii_whitespace() || !b.is_ascii() && cut.length == 0;
                if outside && (between || b == b'{' && cut.length > 0) {
                    if cut.length == 0 {
                        continue;
                    }
                    // It is looked at again as what stands before the next.
                    (done, taken) = (true, taken - 1);
                    break;
                }
                cut.length += 1;
                if cut.bytes.len() < self.most {
                    cut.bytes.push(b);
                }
                if place.pass(b) {
                    done = true;
                    break;
                }
            }
            self.reader.consume(taken);
            if done {
                cut.whole = true;
                return Ok(Some(cut));
            }
        }
    }

    /// The reports of one object: one, or those of the array it holds.
    fn read(&mut self, cut: &Cut) -> Found {
        let at = format!("{}#{}", self.name, self.number);
        if cut.length > self.most {
            let message = format!("{at}: an item of {} bytes is more than is read at once; it was skipped", cut.length);
            return Err(refused(&at, "too-long", message));
        }
        if !cut.whole {
            let message = format!("{at}: the input ends inside the item; what came before it is read");
            return Err(refused(&at, "bad-line", message));
        }
        let mut notes = Vec::new();
        let values = object(&at, "item", &cut.bytes, &mut notes)?;
        if let Some(inner) = self.inner(&values) {
            let around: Vec<Found> =
                inner.into_iter().enumerate().map(|(n, v)| self.held_item(&at, n + 1, v)).collect();
            self.held.extend(around);
            return self.held.pop_front().unwrap_or_else(|| Err(empty(&at)));
        }
        Record { at: &at, noun: "item", values }.item(&self.fields, notes)
    }

    fn held_item(&self, at: &str, number: usize, value: Value) -> Found {
        let at = format!("{at}.{number}");
        let Value::Object(values) = value else {
            return Err(Record { at: &at, noun: "item", values: Map::new() }.bad("it is no object"));
        };
        Record { at: &at, noun: "item", values }.item(&self.fields, Vec::new())
    }

    /// The array of reports, the longest, that an object without a text of its own holds: `{"articles": [{…}]}`.
    fn inner(&self, values: &Map<String, Value>) -> Option<Vec<Value>> {
        let text = |name: &String| match &self.fields.text {
            Some(named) => name == named,
            None => words::field(name).is_some_and(|(field, _)| field == Field::Text),
        };
        if values.keys().any(text) {
            return None;
        }
        if ninjs::record(values).is_some() {
            return None;
        }
        let report = |v: &Value| v.as_object().is_some_and(|o| o.keys().any(text) || ninjs::record(o).is_some());
        let reports = |v: &&Value| v.as_array().is_some_and(|a| a.iter().take(100).any(report));
        values.values().filter(reports).filter_map(Value::as_array).max_by_key(|a| a.len()).cloned()
    }
}

fn empty(at: &str) -> Refused {
    refused(at, "bad-line", format!("{at}: it holds no report"))
}

impl Iterator for Values {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if let Some(found) = self.held.pop_front() {
            return Some(found);
        }
        if self.ended {
            return None;
        }
        self.number += 1;
        match self.cut() {
            Ok(cut) => cut.map(|cut| self.read(&cut)),
            Err(error) => {
                self.ended = true;
                Some(Err(failed(&format!("{}#{}", self.name, self.number), &error)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &'static str) -> Vec<String> {
        let options = Options { max_bytes: 20, ..Options::default() };
        let values = Values::new("a.json".into(), Input::new(Box::new(json.as_bytes())), &options);
        let told = |found: Found| match found {
            Ok(item) => format!("{} {}", item.raw.name.unwrap(), String::from_utf8(item.raw.bytes).unwrap()),
            Err(refused) => format!("{} {}", refused.reason.code, refused.reason.message),
        };
        values.map(told).collect()
    }

    #[test]
    fn arrays_and_objects_over_lines_are_cut_into_items() {
        let want = ["a.json#1 one, [two]", "a.json#2 \"}"];
        assert_eq!(read(r#"[{"text":"one, [two]"},{"text":"\"}"}]"#), want);
        assert_eq!(read("\u{feff}{\n\"text\":\n\"one, [two]\"}\n\n{\"text\":\"\\\"}\"}\n"), want);
        assert_eq!(read("[]"), [] as [&str; 0]);
        assert_eq!(
            read(r#"{"status":"ok","articles":[{"text":"one"},{"text":"two"}]}"#),
            ["a.json#1.1 one", "a.json#1.2 two"]
        );
    }

    #[test]
    fn a_bad_item_costs_itself() {
        let got = read(r#"[{"text":"one"},{"text" "two"},7,{"text":"three"},{"text":"fo"#);
        assert_eq!((got[0].as_str(), got[3].as_str()), ("a.json#1 one", "a.json#4 three"));
        assert!(got[1].starts_with("bad-line a.json#2: not JSON: expected `:` at column 9"), "{}", got[1]);
        assert!(got[2].starts_with("bad-line a.json#3: a number is no report"), "{}", got[2]);
        assert_eq!(got[4], "bad-line a.json#5: the input ends inside the item; what came before it is read");
        assert_eq!(got.len(), 5);
    }

    #[test]
    fn an_item_that_is_too_long_is_skipped() {
        let long: &'static str =
            Box::leak(format!("[{{\"text\":\"{}\"}},{{\"text\":\"two\"}}]", "x".repeat(5000)).into());
        let got = read(long);
        assert!(got[0].starts_with("too-long a.json#1: an item of 5011 bytes"), "{}", got[0]);
        assert_eq!(got[1], "a.json#2 two");
    }
}
