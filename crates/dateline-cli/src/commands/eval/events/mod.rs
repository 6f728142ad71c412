//! `dateline eval events`.

mod coded;
mod forms;
mod gold;
mod report;
mod score;
mod standoff;
mod table;

use super::print::About;
use crate::commands::Outcome;
use crate::commands::input::{ModelArguments, TableArguments, read_all, show_notes};
use dateline::contract::record::{Certainty, Time};
use dateline::contract::{Body, Entity, Event, Record};
use dateline::{Batch, Coded, Coder, Items, Meta, Note, Noted, RawItem, Refused, Span, text::CodePoints};
use gold::{Gold, Passage, Place, Told};
use report::Report;
use score::Ours;
use std::io::Write;
use std::path::PathBuf;

/// Scores who did what to whom against events coded by hand.
///
/// The gold is one of three forms, told by its look. JSON lines, a passage a line: {"id", "text", "date", "context",
/// "split", "events": [{"event", "mode", "trigger": [s, e], "actor": [[s, e]], "recipient": [[s, e]], "place": [[s, e]], "when":
/// [s, e] | null, "status": "" | "neg" | "fut" | "hyp" | "hist"}], "parties": [{"span": [s, e], "code": ["NOR"], "sector": []}]},
/// offsets in code points of the text. A table with tabs and a header, an event a row: id, text, event, mode, actor,
/// recipient, and perhaps trigger, place, when, status, date, title, split; parties as words that occur in the text, several
/// with a semicolon between them; a row without an event is a passage in which nothing happens. A folder in brat's
/// standoff format: NAME.txt beside NAME.ann, events whose type is a category of PLOVER with the roles Actor, Recipient,
/// Place and Time, and perhaps attributes Mode and Status.
///
/// Within a passage each event of the gold takes at most one of ours of its category, the one that shares most of trigger,
/// actor and recipient. Category: that many were found. Mode: with the same mode. Parties: actor and recipient both
/// overlap; the sides of an act without a recipient may stand either way. Codes: the countries and organisations of both
/// sides are the same. What a gold does not tell is not scored. Intervals are Wilson's, of 95%.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline eval events gold.jsonl --split dev
  dateline eval events my-events.tsv --errors 20         events to read by eye
  dateline eval events annotated/ --rules my-rules --by-rule
  dateline eval events gold.jsonl --model fast --json > figures.json

Exit codes: 0 done; 1 the gold cannot be read: file, line and remedy are printed; 2 some passages were refused, and their
events counted as missed; 64 the command line was wrong.")]
pub(crate) struct Arguments {
    /// Files of gold events, or folders of NAME.txt and NAME.ann.
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Score the passages of one split alone, as `dev`.
    #[arg(long, value_name = "NAME")]
    split: Option<String>,
    /// Show too how often each rule was right.
    #[arg(long)]
    by_rule: bool,
    /// Print the first N events that were missed, or that the gold does not have.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Print everything as one JSON object.
    #[arg(long)]
    json: bool,
    /// Show no progress and no notes.
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    tables: TableArguments,
    #[command(flatten)]
    model: ModelArguments,
}

pub(super) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let gold = forms::read(&a.gold, a.split.as_deref())?;
    tell_others(&gold, a.quiet);
    let coder = a.tables.over(a.model.coder()?, a.quiet)?;
    let mut report = Report::new(about(a, &coder)?, a.by_rule, a.errors);
    let items = Items::ready(gold.passages.iter().map(|p| Ok(item(p))).collect());
    let mut passages = gold.passages.iter();
    let outcome = read_all(
        items,
        &Batch::new(&coder).threads(a.model.threads),
        a.quiet,
        |item| code(&coder, item),
        |result| {
            // What is refused counts as read without an event in it: its events are missed.
            let ours = result.map(|noted| noted.value).unwrap_or_default();
            if let Some(passage) = passages.next() {
                report.add(passage, &ours);
            }
            Ok(())
        },
    )?;
    let shown = if a.json { format!("{}\n", report.json()) } else { report.text() };
    std::io::stdout().lock().write_all(shown.as_bytes())?;
    Ok(outcome)
}

/// What the model says of itself; of the two of `auto`, the more accurate one's.
fn about(a: &Arguments, coder: &Coder) -> anyhow::Result<About> {
    let size =
        if a.model.model == "auto" { dateline::language::Model::accurate_size() as u64 } else { a.model.size()? };
    Ok(About::new(coder.model(), size))
}

/// Says which events of a folder are none of ours to score.
fn tell_others(gold: &Gold, quiet: bool) {
    if gold.others.is_empty() || quiet {
        return;
    }
    let number: usize = gold.others.values().sum();
    let types: Vec<String> = gold.others.iter().map(|(name, n)| format!("{name} {n}")).collect();
    let message = format!(
        "left out of the gold, events whose type is no category of PLOVER: {number} ({}); name them as in `dateline codebook`",
        types.join(", ")
    );
    show_notes("", &[Note::warning("other-type", message)]);
}

fn item(passage: &Passage) -> RawItem {
    let meta = Meta { title: passage.title.clone(), date: passage.date.clone(), ..Meta::default() };
    RawItem { id: Some(passage.id.clone()), meta, ..RawItem::new(passage.text.as_str()) }
}

/// Codes a passage.
fn code(coder: &Coder, item: &RawItem) -> Result<Noted<Vec<Ours>>, Refused> {
    let Coded { analysis, records, mut notes, .. } = coder.code(item)?;
    // A passage without an event is what some gold wants, and one text may be told twice.
    notes.retain(|n| !matches!(n.code, "nothing-coded" | "duplicate-text"));
    let points = CodePoints::new(analysis.text());
    let value = records.iter().filter_map(|r| ours(r, &points)).collect();
    Ok(Noted { value, notes })
}

/// A record as it is scored; `None` where it is no event.
fn ours(record: &Record, points: &CodePoints<'_>) -> Option<Ours> {
    let Body::Event(e) = &record.body else { return None };
    let place = |span: Span| -> Place { points.of(span) };
    let all = |entities: &[Entity]| entities.iter().map(|x| place(x.span)).collect();
    let codes =
        |entities: &[Entity]| entities.iter().filter_map(|x| x.code.clone()).filter(|c| !c.is_empty()).collect();
    let told = Told {
        category: e.category,
        mode: e.mode,
        trigger: e.trigger.first().copied().map(place),
        actor: all(&e.actor),
        recipient: all(&e.recipient),
        place: e.place.iter().map(|p| place(p.span)).collect(),
        when: e.when.iter().copied().map(place).collect(),
        status: status(e),
        codes: [codes(&e.actor), codes(&e.recipient)],
    };
    Some(Ours { told, rule: record.rule.clone(), confidence: record.confidence.value() })
}

/// An event's status as gold writes it.
fn status(e: &Event) -> &'static str {
    match (e.status.negated, e.status.time, e.status.certainty) {
        (true, ..) => "neg",
        (_, Time::Future, _) => "fut",
        (_, Time::Historical, _) => "hist",
        (_, _, Certainty::Hypothetical | Certainty::Possible) => "hyp",
        _ => "",
    }
}
