//! The figures of events: tables for people, one object for programs.

use super::gold::{Passage, STATES, Scope, Told};
use super::score::{BANDS, Fault, Ours, Scores, Share, wilson};
use crate::commands::eval::print::{About, Format, Table, add_counts, shares};
use crate::view::plain;
use dateline::language::eval::Counts;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// How often two people who code by one guide, independently of each other, agree: category, mode, parties, codes.
const SECOND: [f64; 4] = [0.94, 0.92, 0.86, 0.86];
const SECOND_TOLD: &str = "second reading: how often two independent readings by the same guide agree";
const FIGURES: [&str; 4] = ["category", "mode", "parties", "codes"];

/// Everything that is known of a run.
pub(super) struct Report {
    about: About,
    scores: Scores,
    /// What all passages so far tell of their events: what some do not is scored on the others alone.
    any: Scope,
    all_by_guide: bool,
    by_rule: bool,
    /// The first faults, as many as are asked for.
    errors: Vec<Error>,
    most_errors: usize,
    faults: usize,
}

/// An event that one side alone has, in words.
struct Error {
    passage: String,
    what: &'static str,
    category: &'static str,
    trigger: String,
    actor: String,
    recipient: String,
    text: String,
}

impl Report {
    pub(super) fn new(about: About, by_rule: bool, most_errors: usize) -> Self {
        let (scores, any, errors) = (Scores::default(), Scope::default(), Vec::new());
        Self { about, scores, any, all_by_guide: true, by_rule, errors, most_errors, faults: 0 }
    }

    /// Adds a passage and what was found in it.
    pub(super) fn add(&mut self, passage: &Passage, ours: &[Ours]) {
        let faults = self.scores.add(passage, ours);
        self.any.modes |= passage.scope.modes;
        self.any.codes |= passage.scope.codes;
        self.any.status |= passage.scope.status;
        self.all_by_guide &= passage.scope.by_guide;
        self.faults += faults.len();
        let room = self.most_errors.saturating_sub(self.errors.len());
        self.errors.extend(faults.into_iter().take(room).map(|f| Error::new(passage, ours, f)));
    }

    /// The figures that the gold tells: name, counts, what a second reading reaches.
    fn figures(&self) -> Vec<(&'static str, Counts, Option<f64>)> {
        let s = &self.scores;
        let told = [true, self.any.modes, true, self.any.codes];
        let counts = [s.category, s.mode, s.parties, s.codes];
        let rows = FIGURES.into_iter().zip(counts).zip(SECOND).zip(told).filter(|(_, told)| *told);
        rows.map(|(((name, counts), second), _)| (name, counts, self.all_by_guide.then_some(second))).collect()
    }

    /// Places, times, statuses and empty passages: name, share, of what.
    fn shares(&self) -> Vec<(&'static str, Share, &'static str)> {
        let s = &self.scores;
        let all = [
            ("status", s.status, "events of a rightly found category"),
            ("place", s.place, "of these whose place is told"),
            ("time", s.when, "of these whose time is told"),
            ("left empty", s.empty, "passages without an event"),
        ];
        all.into_iter().filter(|(_, share, _)| share.told > 0).collect()
    }

    /// Tables for the terminal.
    pub(super) fn text(&self) -> String {
        let s = &self.scores;
        let mut out = format!("{}\n{}", self.about.shown(Format::Table), self.figures_table().text());
        if self.all_by_guide {
            let _ = writeln!(out, "{SECOND_TOLD}");
        }
        let _ = write!(out, "{} passages, {} events\n\n", s.passages, s.category.wanted);
        let mut table = Table::new(2, ["figure", "of", "share", "right", "all"]);
        for (name, share, of) in self.shares() {
            table.push([name.into(), of.into(), three(of_all(share)), share.right.to_string(), share.told.to_string()]);
        }
        out += &table.text();
        if self.any.status {
            let _ = write!(out, "\n{}", self.states_table().text());
        }
        let _ = write!(out, "\n{}", self.categories_table().text());
        let _ = write!(out, "\n{}", self.bands_table().text());
        let _ = writeln!(out, "expected calibration error {}", three(s.calibration_error()));
        if self.by_rule {
            let _ = write!(out, "\n{}", self.rules_table().text());
        }
        out + &self.faulty()
    }

    fn figures_table(&self) -> Table {
        let second: &[&str] = if self.all_by_guide { &["second reading"] } else { &[] };
        let heads = ["figure", "P", "R", "F1", "right", "found", "wanted"];
        let mut table = Table::new(1, heads.iter().chain(second).copied());
        for (name, counts, second) in self.figures() {
            let row = [name.to_owned()].into_iter().chain(shares(counts).map(three)).chain(numbers(counts));
            table.push(row.chain(second.map(|s| format!("{s:.2}"))));
        }
        table
    }

    fn states_table(&self) -> Table {
        let mut table = Table::new(1, ["status", "P", "R", "F1", "right", "found", "wanted"]);
        for (name, counts) in self.states() {
            table.push([name.to_owned()].into_iter().chain(shares(counts).map(three)).chain(numbers(counts)));
        }
        table
    }

    /// The statuses that somebody told.
    fn states(&self) -> impl Iterator<Item = (&'static str, Counts)> {
        let all = STATES.into_iter().zip(self.scores.states).filter(|(_, c)| c.found + c.wanted > 0);
        all.map(|(name, counts)| (if name.is_empty() { "done" } else { name }, counts))
    }

    fn categories_table(&self) -> Table {
        let heads = ["category", "P", "95%", "R", "95%", "F1", "right", "found", "wanted"];
        let mut table = Table::new(1, heads);
        for (category, c) in &self.scores.categories {
            let [p, r, f1] = shares(*c).map(three);
            let [of_found, of_wanted] = [wilson(c.right, c.found), wilson(c.right, c.wanted)].map(interval);
            let row = [category.name().to_owned(), p, of_found, r, of_wanted, f1];
            table.push(row.into_iter().chain(numbers(*c)));
        }
        table
    }

    fn bands_table(&self) -> Table {
        let mut table = Table::new(1, ["confidence", "says", "right", "95%", "right", "told"]);
        for (i, band) in self.scores.bands.iter().enumerate().filter(|(_, b)| b.told > 0) {
            let said = three(band.said / band.told as f64);
            let right = three(band.right as f64 / band.told as f64);
            let between = interval(wilson(band.right, band.told));
            table.push([edges(i).join("–"), said, right, between, band.right.to_string(), band.told.to_string()]);
        }
        table
    }

    fn rules_table(&self) -> Table {
        let mut table = Table::new(1, ["rule", "right", "told", "share", "95%"]);
        for (rule, share) in self.rules() {
            let (right, told) = (share.right.to_string(), share.told.to_string());
            table.push([rule.to_owned(), right, told, three(of_all(share)), interval(wilson(share.right, share.told))]);
        }
        table
    }

    /// Rules that told something, the one that told most first.
    fn rules(&self) -> Vec<(&str, Share)> {
        let mut all: Vec<(&str, Share)> = self.scores.rules.iter().map(|(rule, s)| (rule.as_str(), *s)).collect();
        all.sort_by_key(|(_, share)| std::cmp::Reverse(share.told));
        all
    }

    /// The errors for people; nothing where none was asked for or there is none.
    fn faulty(&self) -> String {
        if self.errors.is_empty() {
            return String::new();
        }
        let mut out = format!("\nThe first {} of {} events that one side alone has:\n", self.errors.len(), self.faults);
        for (i, e) in self.errors.iter().enumerate() {
            let party = |words: &str| if words.is_empty() { "–".to_owned() } else { plain(words).into_owned() };
            let (trigger, actor, recipient) = (party(&e.trigger), party(&e.actor), party(&e.recipient));
            let (n, category) = (i + 1, e.category);
            let _ = writeln!(out, "\n{n}. {}, {}: {category} \"{trigger}\"", plain(&e.passage), e.what);
            let _ = writeln!(out, "   {actor} → {recipient}\n   {}", plain(&e.text));
        }
        out
    }

    /// One object with everything.
    pub(super) fn json(&self) -> Value {
        let s = &self.scores;
        let with = |mut value: Value, counts: Counts| {
            let [p, r, f1] = shares(counts);
            (value["precision"], value["recall"], value["f1"]) = (json!(p), json!(r), json!(f1));
            add_counts(&mut value, counts);
            value
        };
        let figure = |(name, counts, second): (&str, Counts, Option<f64>)| {
            with(json!({"figure": name, "second_reading": second}), counts)
        };
        let share = |(name, share, _): (&str, Share, &str)| json!({"figure": name, "value": of_all(share), "right": share.right, "of": share.told});
        let categories = s.categories.iter().map(|(category, c)| {
            let (p, r) = (wilson(c.right, c.found), wilson(c.right, c.wanted));
            with(json!({"category": category.name(), "precision_95": [p.0, p.1], "recall_95": [r.0, r.1]}), *c)
        });
        let bands = s.bands.iter().enumerate().filter(|(_, b)| b.told > 0).map(|(i, b)| {
            let (of, at) = (b.told as f64, wilson(b.right, b.told));
            let (from, to) = (i as f64 / BANDS as f64, (i + 1) as f64 / BANDS as f64);
            json!({"from": from, "to": to, "says": b.said / of, "value": b.right as f64 / of,
                "value_95": [at.0, at.1], "right": b.right, "told": b.told})
        });
        let rules = self.rules().into_iter().map(|(rule, share)| {
            let at = wilson(share.right, share.told);
            json!({"rule": rule, "right": share.right, "told": share.told, "value": of_all(share), "value_95": [at.0, at.1]})
        });
        let errors = self.errors.iter().map(|e| {
            json!({"passage": e.passage, "error": e.what, "category": e.category, "trigger": e.trigger,
                "actor": e.actor, "recipient": e.recipient, "text": e.text})
        });
        let mut out = json!({
            "model": self.about.json(),
            "passages": s.passages,
            "events": s.category.wanted,
            "figures": self.figures().into_iter().map(figure).collect::<Value>(),
            "shares": self.shares().into_iter().map(share).collect::<Value>(),
            "status": self.states().map(|(name, c)| with(json!({"status": name}), c)).collect::<Value>(),
            "categories": categories.collect::<Value>(),
            "confidence": bands.collect::<Value>(),
            "expected_calibration_error": s.calibration_error(),
        });
        if self.by_rule {
            out["rules"] = rules.collect();
        }
        if self.most_errors > 0 {
            out["errors"] = errors.collect();
        }
        out
    }
}

impl Error {
    fn new(passage: &Passage, ours: &[Ours], fault: Fault) -> Self {
        let (what, told): (_, &Told) = match fault {
            Fault::Missed(i) => ("missed", &passage.events[i]),
            Fault::Beyond(j) => ("beyond the gold", &ours[j].told),
        };
        let chars: Vec<char> = passage.text.chars().collect();
        let line = |words: String| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = |places: &[(usize, usize)]| {
            let each = places.iter().map(|(s, e)| chars.get(*s..*e).unwrap_or_default().iter().collect::<String>());
            line(each.collect::<Vec<_>>().join("; "))
        };
        Self {
            passage: passage.id.clone(),
            what,
            category: told.category.name(),
            trigger: words(told.trigger.as_slice()),
            actor: words(&told.actor),
            recipient: words(&told.recipient),
            text: line(passage.text.clone()),
        }
    }
}

fn of_all(share: Share) -> f64 {
    share.right as f64 / share.told.max(1) as f64
}

fn three(share: f64) -> String {
    format!("{share:.3}")
}

fn interval((from, to): (f64, f64)) -> String {
    format!("{from:.2}–{to:.2}")
}

/// The ends of a band of confidence.
fn edges(band: usize) -> [String; 2] {
    [band, band + 1].map(|i| format!("{:.1}", i as f64 / BANDS as f64))
}

fn numbers(counts: Counts) -> [String; 3] {
    [counts.right, counts.found, counts.wanted].map(|n| n.to_string())
}
