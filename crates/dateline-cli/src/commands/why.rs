//! `dateline why`: the reasons for a record.

use super::Outcome;
use super::input::{From, InputArguments, ModelArguments, TableArguments, show_refused};
use crate::{style, view};
use anyhow::bail;
use dateline::Coded;
use dateline::batch::{guarded, name_of};
use dateline::contract::{Body, By, Entity, Record};
use dateline::language::Part;
use dateline::records::events::Rejected;
use dateline::records::rules::Rules;
use dateline::records::{Tables, rejected};
use dateline::text::Span;
use std::io::Write;

/// Why a record was coded: the rule and what it says, the words and their place in the tree, what was rejected.
///
/// A record is named by its id, or by the first letters of it, as `dateline read` shows it; the report it came from is
/// read anew.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline read report.txt                     shows the ids
  dateline why 3f9c report.txt
  dateline why all report.txt                  every record of a report")]
pub(crate) struct Arguments {
    /// The record's id or its beginning; `all` for every record.
    #[arg(value_name = "RECORD")]
    record: String,
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "auto")]
    from: From,
    #[command(flatten)]
    tables: TableArguments,
    #[command(flatten)]
    model: ModelArguments,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let coder = a.tables.over(a.model.coder()?, a.input.quiet)?;
    let mut out = anstream::stdout().lock();
    let (mut found, mut read, mut refused) = (0, 0, 0);
    for item in a.input.items(a.from, None, &coder)? {
        let name = item.as_ref().map_or_else(|refused| refused.id.clone(), name_of);
        let explained = item
            .and_then(|item| guarded(&name, || coder.code(&item).map(|coded| all(&coded, &coder.tables(), &a.record))));
        match explained {
            Ok(all) => {
                read += 1;
                found += all.len();
                out.write_all(all.concat().as_bytes())?;
            }
            Err(reason) => {
                refused += 1;
                show_refused(&reason, a.input.quiet);
            }
        }
    }
    if found == 0 && read > 0 {
        bail!("no record has an id that begins with {:?}; `dateline read` shows the ids of a report", a.record);
    }
    Ok(Outcome::of(read, refused))
}

/// The reasons for each record of a report that is asked for.
fn all(coded: &Coded, tables: &Tables<'_>, asked: &str) -> Vec<String> {
    // Coding the report anew is what this costs: once a report, however many records are asked for.
    let dropped = rejected(&coded.analysis, tables);
    let named = |r: &&Record| asked == "all" || r.id.starts_with(asked);
    coded.records.iter().filter(named).map(|r| explained(coded, tables.rules, r, &dropped)).collect()
}

fn explained(coded: &Coded, rules: &Rules, r: &Record, dropped: &[Rejected]) -> String {
    let text = coded.analysis.text();
    let mut out = format!(
        "{}{} {}{:#}  rule {}, confidence {:.2}\n",
        style::STRONG,
        r.kind(),
        r.id,
        style::STRONG,
        r.rule,
        r.confidence.value()
    );
    out += &learnt(coded, r).map(|sentence| format!("  {sentence}\n")).unwrap_or_default();
    if let Some(rule) = rules.all.iter().find(|x| r.rule.rsplit('+').next() == Some(x.id.as_str())) {
        out += &format!("  {}\n", rule.doc);
        for when in &rule.when {
            out += &format!("  {}{when}{:#}\n", style::DIM, style::DIM);
        }
    }
    for (label, span, code) in words_of(r) {
        let (words, dim) = (one_line(span.of(text)), style::DIM);
        out += &format!("  {}{label:10}{:#} {words}{dim}{code}{dim:#}\n", style::RELATION, style::RELATION);
    }
    let Some(first) = r.evidence.first() else { return out };
    let token = coded.analysis.tokens.partition_point(|t| t.span.end() <= first.start());
    let sentence = coded.analysis.sentence_of(token.min(coded.analysis.tokens.len().saturating_sub(1)));
    out += &view::tree::draw_one(&coded.analysis, sentence, view::width());
    let range = coded.analysis.span(coded.analysis.sentences[sentence].clone());
    for x in dropped {
        let inside = x.act.value.event.trigger.first().is_some_and(|t| range.contains(*t));
        if inside && matches!(r.body, Body::Event(_)) {
            let words: Vec<String> = x.act.value.event.trigger.iter().map(|t| one_line(t.of(text))).collect();
            out += &format!(
                "  {}rejected{:#} {} at \"{}\" ({}): {}\n",
                style::WARNING,
                style::WARNING,
                x.act.value.event.category,
                words.join(" … "),
                x.act.rule,
                x.reason
            );
        }
    }
    out.push('\n');
    out
}

/// What the model saw in an event's words, in one sentence; `None` where it had no part in it.
fn learnt(coded: &Coded, r: &Record) -> Option<String> {
    let Body::Event(e) = &r.body else { return None };
    if !r.rule.starts_with("learnt") {
        return None;
    }
    let a = &coded.analysis;
    let inside = |t: u32| {
        e.trigger
            .iter()
            .any(|s| s.start() <= a.tokens[t as usize].span.start() && a.tokens[t as usize].span.end() <= s.end())
    };
    let act = a.acts.iter().filter(|x| x.told && inside(x.trigger)).max_by(|x, y| x.sure.total_cmp(&y.sure))?;
    let word = |t: u32| view::plain(a.form(t as usize)).into_owned();
    let next = act.categories.get(1).map(|(name, p)| format!("; next {name} {p:.2}")).unwrap_or_default();
    let first = act.categories.first().map_or(0.0, |(_, p)| *p);
    let part = |p: Part| match p {
        Part::Actor => "actor",
        Part::Recipient => "recipient",
        Part::Place => "place",
        Part::When => "time",
    };
    let parties: Vec<String> =
        act.arguments.iter().map(|x| format!("{} \"{}\" ({:.2})", part(x.part), word(x.head), x.sure)).collect();
    let with = if parties.is_empty() { String::new() } else { format!(" with {}", parties.join(", ")) };
    let trigger = word(act.trigger);
    Some(format!("{} because \"{trigger}\" tells such an act ({first:.2}{next}){with}", e.category))
}

/// The words a record stands on, each with what they are in it and, of a party, its code.
fn words_of(r: &Record) -> Vec<(&'static str, Span, String)> {
    let bare = |label: &'static str, span: Span| (label, span, String::new());
    let party = |label: &'static str, e: &Entity| (label, e.span, view::records::code(e));
    let all = |label: &'static str, e: &[Entity]| e.iter().map(|e| party(label, e)).collect::<Vec<_>>();
    let spans = |label: &'static str, s: &[Span]| s.iter().map(|s| bare(label, *s)).collect::<Vec<_>>();
    let voices = |by: &[By]| by.iter().map(|b| party("by", &b.who)).collect::<Vec<_>>();
    match &r.body {
        Body::Event(e) => [
            spans("act", &e.trigger),
            all("actor", &e.actor),
            all("recipient", &e.recipient),
            voices(&e.by),
            vec![bare("clause", e.clause)],
        ]
        .concat(),
        Body::Statement(s) => [
            all("source", &s.source),
            s.cue.map(|c| bare("cue", c)).into_iter().collect(),
            spans("content", &s.content),
            voices(&s.by),
        ]
        .concat(),
        Body::Relation(x) => vec![party("from", &x.from), party("to", &x.to)],
        Body::Omission(o) => [vec![party("who", &o.who)], spans("of", &o.of)].concat(),
        Body::Actor(a) => a.mentions.iter().map(|m| bare(m.form.name(), m.span)).collect(),
        Body::Figure(_) => spans("words", &r.evidence),
    }
}

fn one_line(text: &str) -> String {
    view::plain(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
