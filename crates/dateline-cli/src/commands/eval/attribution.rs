//! `dateline eval attribution`.

use super::brat::{self, Attribution, Places};
use super::matching::{FIGURES, Fault, Tally, score};
use super::print::{About, Format, Table, add_counts, percent, shares};
use super::text_of;
use super::watch::{rate, timed};
use crate::commands::Outcome;
use crate::commands::input::{ModelArguments, read_all, show_notes};
use crate::view::plain;
use anyhow::{Context, bail};
use dateline::Coder;
use dateline::contract::{Body, Statement};
use dateline::language::{Analysis, antecedents};
use dateline::records::scene::Scene;
use dateline::records::{Tables, records};
use dateline::text::{CodePoints, Note, Noted, RawItem, Refused, Span, stable_id};
use dateline::{Batch, Items};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Scores who said what, and measures what finding it adds to the model's time.
///
/// The gold is a folder of texts, NAME.txt, each beside NAME.ann: spans labelled Source, Cue and Content in brat's
/// standoff format, and events Attribution that join them, as in PolNeAR. A statement belongs to the attribution whose
/// content shares most of its words, 30% of those of both at least; each serves once. A part is exact where it is the
/// same but for quotation marks, commas, spaces and full stops at its ends. Statements inside another's content are left
/// out, since such sets mark the outermost alone. Times are those of one core, in time of the processor where the
/// system tells it (Linux), and best taken with `--threads 1` on an idle machine.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline eval attribution polnear/dev
  dateline eval attribution polnear/dev --model fast --format markdown
  dateline eval attribution polnear/dev --sample 5 --seed 7 --errors 20      errors to read by eye")]
pub(crate) struct Arguments {
    /// Folder of texts, each NAME.txt beside its annotations, NAME.ann.
    #[arg(value_name = "GOLD_DIR")]
    gold: PathBuf,
    /// Print the first N attributions that were missed, are spurious or have a wrong part.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Score N documents alone, drawn by `--seed`.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Which documents `--sample` draws, and in which order.
    #[arg(long, value_name = "S", default_value_t = 0, requires = "sample")]
    seed: u64,
    /// How the figures are shown.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    model: ModelArguments,
}

/// Where the figures for people come from.
const HUMAN: &str = "human: agreement of two annotators of PolNeAR (Newell et al. 2018)";

/// A text with its gold.
struct Document {
    name: String,
    text: String,
    gold: Vec<Attribution>,
}

/// What the program makes of a text.
#[derive(Default)]
struct Read {
    ours: Vec<Attribution>,
    /// Statements left out, since they stand inside another's content.
    nested: usize,
    words: usize,
    time: Time,
}

/// Time on one core.
#[derive(Clone, Copy, Default)]
struct Time {
    /// From text to words, trees and names.
    reading: Duration,
    /// From there to actors with their coreference, and statements.
    attributing: Duration,
}

pub(super) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let size = a.model.size()?;
    let documents = documents(a)?;
    let coder = a.model.coder()?;
    // Unpacks the model too, which is no part of the time that a text takes.
    let about = About::new(coder.model(), size);
    let item = |d: &Document| RawItem { id: Some(d.name.clone()), bytes: d.text.clone().into(), ..RawItem::default() };
    let items = Items::ready(documents.iter().map(|d| Ok(item(d))).collect());
    let mut all = Vec::new();
    let outcome = read_all(
        items,
        &Batch::new(&coder).threads(a.model.threads),
        false,
        |item| read(&coder, item),
        |result| {
            // What is refused counts as read without a statement in it: its attributions are missed.
            all.push(result.map(|noted| noted.value).unwrap_or_default());
            Ok(())
        },
    )?;
    let mut report = Report { about, ..Report::default() };
    for (d, read) in documents.iter().zip(&all) {
        report.add(d, read, a.errors);
    }
    std::io::stdout().lock().write_all(report.shown(a.format).as_bytes())?;
    Ok(outcome)
}

/// The documents of the gold folder that are asked for, in order of name, or in the order in which they are drawn.
fn documents(a: &Arguments) -> anyhow::Result<Vec<Document>> {
    let mut names = names(&a.gold)?;
    if let Some(number) = a.sample {
        names.sort_by_cached_key(|name| stable_id([&*a.seed.to_string(), name]));
        names.truncate(number);
    }
    let (mut out, mut without_content, mut marked_late) = (Vec::new(), 0, 0);
    for name in names {
        let file = |ending: &str| a.gold.join(format!("{name}.{ending}"));
        let (text, annotations) = (text_of(&file("txt"))?, text_of(&file("ann"))?);
        let gold = brat::read(&annotations, text.chars().count()).with_context(|| file("ann").display().to_string())?;
        without_content += gold.without_content;
        marked_late += gold.marked_late;
        out.push(Document { name, text, gold: gold.attributions });
    }
    let left_out = [
        ("no-content", without_content, "attributions that mark no content"),
        ("marked-late", marked_late, "parts whose words are marked below the event that joins them"),
    ];
    let note = |(code, number, what)| Note::warning(code, format!("left out of the gold, {what}: {number}"));
    let notes: Vec<Note> = left_out.into_iter().filter(|(_, number, _)| *number > 0).map(note).collect();
    show_notes("", &notes);
    Ok(out)
}

/// Names of the texts of a folder that have annotations, in order. What lacks its other half is noted.
pub(super) fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    let shown = folder.display();
    let entries = std::fs::read_dir(folder).with_context(|| format!("{shown}: no folder that can be read"))?;
    let (mut texts, mut annotated) = (BTreeSet::new(), BTreeSet::new());
    for entry in entries {
        let path = entry.with_context(|| shown.to_string())?.path();
        // A name that is no UTF-8 could not be told from another by what is printed of it.
        let Some(name) = path.file_stem().and_then(|s| s.to_str()) else { continue };
        match path.extension().and_then(|e| e.to_str()) {
            Some("txt") => texts.insert(name.to_owned()),
            Some("ann") => annotated.insert(name.to_owned()),
            _ => false,
        };
    }
    if annotated.is_empty() {
        bail!("{shown} holds no .ann file; gold is NAME.ann beside NAME.txt");
    }
    let lone = |name: &String, has: &str, lacks: &str| {
        Note::warning("lone", format!("{name}.{has} has no {name}.{lacks} beside it and is skipped"))
    };
    let mut notes: Vec<Note> = texts.difference(&annotated).map(|name| lone(name, "txt", "ann")).collect();
    notes.extend(annotated.difference(&texts).map(|name| lone(name, "ann", "txt")));
    show_notes("", &notes);
    let both: Vec<String> = texts.intersection(&annotated).cloned().collect();
    if both.is_empty() {
        bail!("{shown} holds no text with annotations; gold is NAME.ann beside NAME.txt");
    }
    Ok(both)
}

/// Reads and codes one text, and takes the time of both.
fn read(coder: &Coder, item: &RawItem) -> Result<Noted<Read>, Refused> {
    let (read, reading) = timed(|| coder.read(item));
    let Noted { value: analysis, notes } = read?;
    let tables = Tables::builtin();
    let (antecedents, referring) = timed(|| antecedents(&analysis, coder.model()));
    let analysis = analysis.with_antecedents(antecedents);
    // The part of the record stage that attribution is.
    let (_, attributing) = timed(|| Scene::new(&analysis, &tables));
    let time = Time { reading, attributing: referring + attributing };
    let places = Points::new(&analysis, &item.bytes);
    let mut value = Read { words: analysis.tokens.len(), time, ..Read::default() };
    for record in records(&analysis, &tables).value {
        match record.body {
            Body::Statement(s) if s.by.is_empty() => value.ours.push(places.attribution(&s)),
            Body::Statement(_) => value.nested += 1,
            _ => {}
        }
    }
    Ok(Noted { value, notes })
}

/// Code points of a file.
struct Points<'t> {
    points: CodePoints<'t>,
    /// A byte-order mark is a code point of the file, but none of the text that is read.
    before: usize,
}

impl<'t> Points<'t> {
    fn new(analysis: &'t Analysis, bytes: &[u8]) -> Self {
        Self { points: CodePoints::new(analysis.text()), before: usize::from(bytes.starts_with("\u{feff}".as_bytes())) }
    }

    fn attribution(&self, s: &Statement) -> Attribution {
        let place = |span: Span| {
            let (start, end) = self.points.of(span);
            (start + self.before, end + self.before)
        };
        Attribution {
            source: s.source.iter().map(|who| place(who.span)).collect(),
            cue: s.cue.into_iter().map(place).collect(),
            content: s.content.iter().copied().map(place).collect(),
        }
    }
}

/// Everything that is known of a run: what is shown in one of three ways.
#[derive(Default)]
struct Report {
    about: About,
    documents: usize,
    tally: Tally,
    nested: usize,
    words: usize,
    time: Time,
    /// The first faults, as many as are asked for.
    errors: Vec<Error>,
    /// How many faults there are.
    faults: usize,
}

/// An attribution with a fault, in words.
struct Error {
    document: String,
    /// Where its content begins, in code points.
    at: usize,
    wrong: Vec<&'static str>,
    gold: Option<Quoted>,
    ours: Option<Quoted>,
}

/// The words of source, cue and content.
type Quoted = [String; 3];

const PARTS: [&str; 3] = ["source", "cue", "content"];

impl Report {
    fn add(&mut self, d: &Document, read: &Read, errors: usize) {
        let text: Vec<char> = d.text.chars().collect();
        let (tally, faults) = score(&text, &d.gold, &read.ours);
        for (sum, counts) in self.tally.iter_mut().zip(tally) {
            sum.right += counts.right;
            sum.found += counts.found;
            sum.wanted += counts.wanted;
        }
        self.documents += 1;
        self.nested += read.nested;
        self.words += read.words;
        self.time.reading += read.time.reading;
        self.time.attributing += read.time.attributing;
        self.faults += faults.len();
        let room = errors.saturating_sub(self.errors.len());
        self.errors.extend(faults.into_iter().take(room).map(|f| Error::new(d, read, &text, f)));
    }

    fn shown(&self, format: Format) -> String {
        let about = self.about.shown(format);
        let (figures, speeds, added) = (self.figures(), self.speeds(), percent(self.added()));
        let (documents, words, nested) = (self.documents, self.words, self.nested);
        let left =
            format!("{documents} documents, {words} words; {nested} statements inside another's content are left out");
        let adds = format!("attribution and coreference add {added}% to the model's time");
        match format {
            Format::Table => {
                let (figures, speeds) = (figures.text(), speeds.text());
                format!("{about}\n{figures}\n{HUMAN}\n{left}\n\n{speeds}\n{adds}\n{}", self.faulty())
            }
            Format::Markdown => {
                let (figures, speeds) = (figures.markdown(), speeds.markdown());
                let errors = self.faulty();
                let errors = if errors.is_empty() { errors } else { format!("\n```text{errors}```\n") };
                format!("{about}\n{figures}\n{HUMAN}; {left}.\n\n{speeds}\n{adds}.\n{errors}")
            }
            Format::Jsonl => about + &self.jsonl(),
        }
    }

    /// Figures in percent.
    fn figures(&self) -> Table {
        let heads = ["figure", "precision", "recall", "F1", "human", "right", "found", "wanted"];
        let mut table = Table::new(1, heads);
        for ((name, human), counts) in FIGURES.into_iter().zip(self.tally) {
            let [p, r, f1] = shares(counts).map(percent);
            let human = human.map(|h| format!("{:.1}", 100.0 * h)).unwrap_or_default();
            let [right, found, wanted] = [counts.right, counts.found, counts.wanted].map(|n| n.to_string());
            table.push([name.to_owned(), p, r, f1, human, right, found, wanted]);
        }
        table
    }

    /// How fast, with attribution and coreference and without.
    fn speeds(&self) -> Table {
        let mut table = Table::new(1, ["on one core", "seconds", "words/s"]);
        for (name, time) in self.stages() {
            let (seconds, rate) = (time.as_secs_f64(), rate(self.words, time));
            table.push([name.to_owned(), format!("{seconds:.3}"), format!("{rate:.0}")]);
        }
        table
    }

    fn stages(&self) -> [(&'static str, Duration); 2] {
        let Time { reading, attributing } = self.time;
        [("text to words, trees, names", reading), ("with attribution and coreference", reading + attributing)]
    }

    /// Time of attribution and coreference as a share of the model's.
    fn added(&self) -> f64 {
        self.time.attributing.as_secs_f64() / self.time.reading.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    /// The errors for people; nothing where none was asked for or there is none.
    fn faulty(&self) -> String {
        if self.errors.is_empty() {
            return String::new();
        }
        let mut out = format!("\nThe first {} of {} errors:\n", self.errors.len(), self.faults);
        for (i, e) in self.errors.iter().enumerate() {
            let _ = writeln!(out, "\n{}. {} at {}: {}", i + 1, plain(&e.document), e.at, e.wrong.join(", "));
            for (whose, quoted) in [("gold", &e.gold), ("ours", &e.ours)] {
                let parts = quoted.iter().flat_map(|q| PARTS.into_iter().zip(q));
                for (n, (part, words)) in parts.enumerate() {
                    let words = if words.is_empty() { "–" } else { words };
                    let _ = writeln!(out, "   {:5} {part:8} {}", if n == 0 { whose } else { "" }, plain(words));
                }
            }
        }
        out
    }

    fn jsonl(&self) -> String {
        let mut out = String::new();
        for ((name, human), counts) in FIGURES.into_iter().zip(self.tally) {
            let [precision, recall, f1] = shares(counts);
            let mut value = json!({"figure": name, "precision": precision, "recall": recall, "f1": f1, "human": human});
            add_counts(&mut value, counts);
            let _ = writeln!(out, "{value}");
        }
        for (name, time) in self.stages() {
            let seconds = time.as_secs_f64();
            let value = json!({"figure": "words/s", "from": name, "seconds": seconds, "value": rate(self.words, time)});
            let _ = writeln!(out, "{value}");
        }
        let _ = writeln!(out, "{}", json!({"figure": "time added", "value": self.added()}));
        let words = |quoted: &Option<Quoted>| -> Value {
            quoted
                .as_ref()
                .map_or(Value::Null, |q| PARTS.into_iter().zip(q).map(|(p, w)| (p.to_owned(), json!(w))).collect())
        };
        for e in &self.errors {
            let value = json!({"error": e.wrong, "doc": e.document, "start": e.at, "gold": words(&e.gold), "ours": words(&e.ours)});
            let _ = writeln!(out, "{value}");
        }
        out
    }
}

impl Error {
    fn new(d: &Document, read: &Read, text: &[char], fault: Fault) -> Self {
        let (gold, ours) = (fault.gold.map(|i| &d.gold[i]), fault.ours.map(|j| &read.ours[j]));
        let words = |a: &Attribution| [&a.source, &a.cue, &a.content].map(|places| words(text, places));
        let first = gold.or(ours).and_then(|a| a.content.iter().min());
        Self {
            at: first.map_or(0, |place| place.0),
            document: d.name.clone(),
            wrong: fault.wrong,
            gold: gold.map(words),
            ours: ours.map(words),
        }
    }
}

/// The words at these places on one line, `…` where they are interrupted.
fn words(text: &[char], places: &Places) -> String {
    let of = |(start, end): &(usize, usize)| {
        let words: String = text[*start..*end].iter().collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    places.iter().map(of).collect::<Vec<_>>().join(" … ")
}
