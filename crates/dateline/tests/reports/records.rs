//! Draws the records of a report so that a linguist can read and sign them: sentence by sentence what begins there, at
//! the end the actors. Drawn from the public contract, not from what the program holds inside: what it shows is what a
//! user gets. No id is shown; where a record points at another, the other's words are.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A sentence: where it begins, in code points, and its words.
pub(crate) struct Sentence {
    pub(crate) start: u64,
    pub(crate) words: String,
}

/// A record drawn: where its evidence begins, its kind, and its rows of label and words.
struct Drawn {
    start: u64,
    kind: usize,
    rows: Vec<(&'static str, String)>,
}

/// The kinds in the order in which a sentence shows them.
const KINDS: [&str; 5] = ["event", "statement", "relation", "figure", "omission"];

/// What stands in the column of labels is at most so wide.
const LABEL: usize = 10;

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn strings(value: &Value, key: &str, between: &str) -> String {
    list(value, key).iter().filter_map(Value::as_str).collect::<Vec<_>>().join(between)
}

/// On one line, whatever breaks lines in the report.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of spans, in quotation marks, with dots for what stands between.
fn quoted(spans: &[Value]) -> String {
    format!("“{}”", spans.iter().map(|s| flat(text(s, "text"))).collect::<Vec<_>>().join(" … "))
}

/// Where the first of some spans begins.
fn first(spans: &[Value]) -> Option<u64> {
    spans.iter().filter_map(|s| s["start"].as_u64()).min()
}

/// " [RUS/GOV]": country or organisation, then sectors.
fn code(value: &Value) -> String {
    let sectors = strings(value, "sector", "/");
    let parts: Vec<&str> = [text(value, "code"), &sectors].into_iter().filter(|s| !s.is_empty()).collect();
    if parts.is_empty() { String::new() } else { format!(" [{}]", parts.join("/")) }
}

fn without_article(words: &str) -> String {
    let low = words.to_lowercase();
    ["the ", "a ", "an "].iter().find_map(|a| low.strip_prefix(a)).unwrap_or(&low).to_owned()
}

/// The records of one report, and what is needed to say of which one another speaks.
struct Page<'v> {
    records: &'v [Value],
    sentences: &'v [Sentence],
    /// What an actor is called here: its name, numbered from the second of that name on.
    names: BTreeMap<&'v str, String>,
}

impl<'v> Page<'v> {
    fn new(records: &'v [Value], sentences: &'v [Sentence]) -> Self {
        let (mut names, mut seen) = (BTreeMap::new(), BTreeMap::new());
        for actor in records.iter().filter(|r| text(r, "kind") == "actor") {
            let name = flat(text(actor, "name"));
            let times = seen.entry(name.clone()).and_modify(|n| *n += 1).or_insert(1);
            names.insert(text(actor, "id"), if *times == 1 { name } else { format!("{name} ({times})") });
        }
        Self { records, sentences, names }
    }

    /// Number of the sentence in which a place stands, from 1.
    fn sentence(&self, at: u64) -> usize {
        self.sentences.partition_point(|s| s.start <= at).max(1)
    }

    /// A party: the words here, who they stand for where that is said otherwise, and the code.
    fn party(&self, e: &Value) -> String {
        self.voice(e) + &code(e)
    }

    /// A party without its code, which the actors at the end have.
    fn voice(&self, e: &Value) -> String {
        let words = flat(text(e, "entity_text"));
        match self.names.get(text(e, "id")) {
            Some(name) if without_article(name) == without_article(&words) => words,
            Some(name) => format!("{words} = {name}"),
            None => format!("{words} = nobody known"),
        }
    }

    fn parties(&self, of: &Value, key: &str) -> String {
        list(of, key).iter().map(|e| self.party(e)).collect::<Vec<_>>().join(" & ")
    }

    /// On whose word, outermost first.
    fn by(&self, of: &Value, key: &str) -> String {
        let one = |b: &Value| format!("{} ({})", self.voice(b), text(b, "kind"));
        list(of, key).iter().map(one).collect::<Vec<_>>().join(" > ")
    }

    /// How another record speaks of an event: its category and words.
    fn event_in_short(event: &Value) -> String {
        format!("{} {}", Self::category(event), quoted(list(event, "event_text")))
    }

    fn category(event: &Value) -> String {
        let (category, mode) = (strings(event, "event", "+"), strings(event, "mode", "+"));
        if mode.is_empty() { category } else { format!("{category}/{mode}") }
    }

    /// The first event before this one that is the same act.
    fn same_act(&self, event: &Value) -> String {
        let Some(act) = event["happening"].as_str() else { return String::new() };
        let other = self.records.iter().find(|r| text(r, "happening") == act).filter(|r| r["id"] != event["id"]);
        other.map_or(String::new(), |r| {
            let at = first(list(r, "event_text")).unwrap_or(0);
            format!("{}, sentence {}", Self::event_in_short(r), self.sentence(at))
        })
    }

    fn event(&self, r: &Value) -> Vec<(&'static str, String)> {
        let or_nobody = |s: String| if s.is_empty() { "nobody".to_owned() } else { s };
        let status = &r["status"];
        let states = [
            if status["negated"] == true { "negated" } else { "" },
            Some(text(status, "time")).filter(|t| *t != "past").unwrap_or(""),
            Some(text(status, "certainty")).filter(|c| *c != "asserted").unwrap_or(""),
        ];
        let (date, from) = (text(r, "date"), text(r, "date_from"));
        let cameo = text(r, "cameo");
        vec![
            ("event", format!("{}  {}", Self::category(r), quoted(list(r, "event_text")))),
            ("who", or_nobody(self.parties(r, "actor"))),
            ("to whom", or_nobody(self.parties(r, "recipient"))),
            ("told to", self.parties(r, "addressee")),
            ("by", self.by(r, "by")),
            ("denied by", self.by(r, "denied_by")),
            ("status", states.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ")),
            ("date", if date.is_empty() { String::new() } else { format!("{date} (from the {from})") }),
            ("place", flat(text(&r["event_loc"], "text"))),
            ("context", strings(r, "context", ", ")),
            ("same as", self.same_act(r)),
            ("rule", rule(r) + &if cameo.is_empty() { String::new() } else { format!(", CAMEO {cameo}") }),
        ]
    }

    fn statement(&self, r: &Value) -> Vec<(&'static str, String)> {
        let cue = text(&r["cue"], "text");
        let cue = if cue.is_empty() { "no cue".to_owned() } else { format!("“{}”", flat(cue)) };
        let (negated, source) = (if r["negated"] == true { ", not said" } else { "" }, self.parties(r, "source"));
        let source = if source.is_empty() { "nobody".to_owned() } else { source };
        let mut rows = vec![
            ("statement", format!("{}, {}{negated}  {cue}", text(r, "speech_act"), text(r, "form"))),
            ("source", format!("{source} ({})", text(r, "source_kind"))),
        ];
        rows.extend(list(r, "content").iter().map(|c| ("content", flat(text(c, "text")))));
        rows.push(("told to", self.parties(r, "addressee")));
        rows.push(("by", self.by(r, "by")));
        for id in list(r, "events") {
            let event = self.records.iter().find(|e| e["id"] == *id);
            rows.push(("tells", event.map_or("an event that is not there".to_owned(), Self::event_in_short)));
        }
        rows.push(("rule", rule(r)));
        rows
    }

    fn relation(&self, r: &Value) -> Vec<(&'static str, String)> {
        let named = text(r, "relation").replace('_', " ");
        vec![
            ("relation", format!("{named}  {}", quoted(list(r, "evidence")))),
            ("from", self.party(&r["from"])),
            ("to", self.party(&r["to"])),
            ("since", text(r, "since").to_owned()),
            ("until", text(r, "until").to_owned()),
            ("by", self.by(r, "by")),
            ("rule", rule(r)),
        ]
    }

    fn figure(&self, r: &Value) -> Vec<(&'static str, String)> {
        let number = |key: &str| r[key].as_f64().map_or(String::new(), |n| n.to_string());
        let unit = Some(text(r, "unit")).filter(|u| *u != text(r, "who")).unwrap_or("");
        let value = Some(number("value")).filter(|v| !v.is_empty()).unwrap_or("no number".into());
        let bounds = match (number("low").as_str(), number("high").as_str()) {
            ("", "") => String::new(),
            (low, "") => format!("{low} or more"),
            ("", high) => format!("{high} or fewer"),
            (low, high) => format!("{low} to {high}"),
        };
        vec![
            ("figure", format!("{value}  {}", quoted(list(r, "evidence")))),
            ("bound", Some(text(r, "bound")).filter(|b| *b != "exact").unwrap_or("").replace('_', " ")),
            ("of whom", text(r, "who").to_owned()),
            ("what", text(r, "what").to_owned()),
            ("bounds", bounds),
            ("unit", unit.to_owned()),
            ("modifier", text(r, "modifier").to_owned()),
            ("trend", text(r, "trend").to_owned()),
            ("by", self.by(r, "by")),
            ("rule", rule(r)),
        ]
    }

    fn omission(&self, r: &Value) -> Vec<(&'static str, String)> {
        vec![
            ("omission", quoted(list(r, "evidence"))),
            ("who", self.party(&r["who"])),
            ("left out", quoted(list(r, "of"))),
            ("by", self.by(r, "by")),
            ("rule", rule(r)),
        ]
    }

    /// A record that belongs to a sentence; `None` for what does not.
    fn drawn(&self, r: &Value) -> Option<Drawn> {
        let kind = KINDS.iter().position(|k| *k == text(r, "kind"))?;
        let (spans, rows) = match KINDS[kind] {
            "event" => (list(r, "event_text"), self.event(r)),
            "statement" => (list(r, "content"), self.statement(r)),
            "relation" => (list(r, "evidence"), self.relation(r)),
            "figure" => (list(r, "evidence"), self.figure(r)),
            _ => (list(r, "evidence"), self.omission(r)),
        };
        let start = first(spans).into_iter().chain(r["cue"]["start"].as_u64()).min().unwrap_or(0);
        Some(Drawn { start, kind, rows })
    }

    /// An actor: its name and code, then its mentions form by form, with the sentences they stand in.
    fn actor(&self, a: &Value) -> Vec<(&'static str, String)> {
        let mentions = |form: &str| {
            // The same words are shown once, with all their sentences.
            let mut said: Vec<(String, Vec<String>)> = Vec::new();
            for m in list(a, "mentions").iter().filter(|m| text(m, "form") == form) {
                let words = flat(text(m, "text"));
                let number = self.sentence(m["start"].as_u64().unwrap_or(0)).to_string();
                match said.iter_mut().find(|(w, _)| *w == words) {
                    Some((_, numbers)) => numbers.push(number),
                    None => said.push((words, vec![number])),
                }
            }
            said.iter().map(|(w, n)| format!("“{w}” {}", n.join(" "))).collect::<Vec<_>>().join(", ")
        };
        let name = self.names.get(text(a, "id")).cloned().unwrap_or_default();
        vec![
            ("actor", name + &code(a)),
            ("office", text(a, "office").to_owned()),
            ("known as", text(a, "identifier_id").to_owned()),
            ("members", strings(a, "members", ", ")),
            ("names", mentions("name")),
            ("nouns", mentions("nominal")),
            ("pronouns", mentions("pronoun")),
        ]
    }
}

/// The rule and how sure it is.
fn rule(r: &Value) -> String {
    format!("{}, {:.2}", text(r, "rule"), r["confidence"].as_f64().unwrap_or(0.0))
}

/// Rows of a record: its kind to the left, what is set of it under one another.
fn write_rows(out: &mut String, rows: &[(&'static str, String)]) {
    for (n, (label, words)) in rows.iter().enumerate().filter(|(_, (_, words))| !words.is_empty()) {
        let indent = if n == 0 { 2 } else { 4 };
        let _ = writeln!(out, "{:indent$}{label:<width$}{words}", "", width = LABEL + 4 - indent);
    }
}

fn head(path: &str, headline: Option<&str>, document: &Value) -> String {
    let (date, from) = (document["date"].as_str().unwrap_or("none"), text(document, "date_from"));
    let dateline = &document["dateline"];
    let place = [text(dateline, "place"), text(dateline, "agency")];
    let place = place.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
    let mut out = format!("{path}\n");
    for (label, words) in [("headline", headline.unwrap_or("")), ("dateline", &place)] {
        if !words.is_empty() {
            let _ = writeln!(out, "{label}  {}", flat(words));
        }
    }
    let from = if date == "none" { String::new() } else { format!(" (from the {from})") };
    let _ = writeln!(out, "date      {date}{from}");
    out
}

/// The snapshot of a report's records: the contract's lines, with the sentences they are laid under.
pub(crate) fn snapshot(path: &str, headline: Option<&str>, records: &[Value], sentences: &[Sentence]) -> String {
    let page = Page::new(records, sentences);
    let of_kind = |kind: &'static str| records.iter().filter(move |r| text(r, "kind") == kind);
    let mut out = of_kind("document").map(|d| head(path, headline, d)).collect::<String>();
    for note in of_kind("note") {
        let _ = writeln!(out, "note      [{}] {}", text(note, "code"), text(note, "message"));
    }
    let mut drawn: Vec<Drawn> = records.iter().filter_map(|r| page.drawn(r)).collect();
    // Records that begin in one place keep the contract's order.
    drawn.sort_by_key(|d| (page.sentence(d.start), d.kind, d.start));
    for (n, sentence) in sentences.iter().enumerate() {
        let _ = write!(out, "\n{} | {}\n\n", n + 1, sentence.words);
        let mut here = drawn.iter().filter(|d| page.sentence(d.start) == n + 1).peekable();
        if here.peek().is_none() {
            out.push_str("  nothing\n");
        }
        here.for_each(|d| write_rows(&mut out, &d.rows));
    }
    out.push_str("\nactors | each with its mentions and the sentences they stand in\n\n");
    of_kind("actor").for_each(|a| write_rows(&mut out, &page.actor(a)));
    out
}

#[test]
fn records_stand_under_their_sentence_with_names_for_ids() {
    let span = |start: u64, words: &str| json!({"start": start, "text": words});
    let he = json!({"id": "7f", "entity_text": "He", "code": "KEN", "sector": ["GOV"]});
    let records = [
        json!({"kind": "document", "date": null}),
        json!({"kind": "actor", "id": "7f", "name": "Ada Berg", "mentions": [
            {"start": 0, "text": "Ada Berg", "form": "name"}, {"start": 15, "text": "He", "form": "pronoun"}]}),
        json!({"kind": "event", "id": "8e", "event": ["PROTEST"], "event_text": [span(18, "marched")], "actor": [he],
            "status": {"negated": true, "time": "past", "certainty": "asserted"}, "rule": "r/s", "confidence": 0.5}),
    ];
    let sentence = |start, words: &str| Sentence { start, words: words.to_owned() };
    let page = snapshot("a.txt", None, &records, &[sentence(0, "Ada Berg left."), sentence(15, "He never marched.")]);
    let want = "a.txt\ndate      none\n\n1 | Ada Berg left.\n\n  nothing\n\n2 | He never marched.\n\n  \
        event       PROTEST  “marched”\n    who       He = Ada Berg [KEN/GOV]\n    to whom   nobody\n    \
        status    negated\n    rule      r/s, 0.50\n\n\
        actors | each with its mentions and the sentences they stand in\n\n  \
        actor       Ada Berg\n    names     “Ada Berg” 1\n    pronouns  “He” 2\n";
    assert_eq!(page, want);
}
