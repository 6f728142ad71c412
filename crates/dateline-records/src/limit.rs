//! How much is recorded of one report: what a few words can be made to yield must not fill the memory.

use dateline_contract::record::{Actor, Body, Record};
use dateline_text::{CodePoints, Note};
use std::collections::BTreeSet;

/// What a record weighs beside the spans in it, in spans: they are what takes memory where records are written.
const RECORD: usize = 3;
/// Every report may have records of this weight …
const FLOOR: usize = 20_000;
/// … and, for every so many bytes of its text, one more. The densest news has one for twelve, most for three times that.
const BYTES: usize = 6;

/// The weight of what may be recorded of a text; so many mentions may it have as well.
pub(crate) fn most(text: &str) -> usize {
    FLOOR + text.len() / BYTES
}

/// Leaves out the records of the end of a text whose records weigh too much, so that all that stands before is whole; what
/// there is to say about it. `unread` is where mentions were no longer looked for.
pub(crate) fn limit(records: &mut Vec<Record>, text: &str, unread: Option<usize>) -> Option<Note> {
    let most = most(text);
    let heavy = records.iter().map(weight).sum::<usize>() > most;
    let end = heavy.then(|| end(records, most)).into_iter().chain(unread).min()?;
    let before = records.len();
    records.retain_mut(|r| {
        if let Body::Actor(actor) = &mut r.body {
            actor.mentions.retain(|m| m.span.start() < end);
            r.evidence.retain(|s| s.start() < end);
            return !actor.mentions.is_empty();
        }
        position(r) < end
    });
    let kept: BTreeSet<String> = records.iter().map(|r| r.id.clone()).collect();
    for r in records.iter_mut() {
        if let Body::Statement(s) = &mut r.body {
            s.events.retain(|e| kept.contains(e));
        }
    }
    let message = format!(
        "there is more to record in this report than a text of its length has; records of its words from character {} on \
         were left out, {} of {before}",
        CodePoints::new(text).at(end),
        before - records.len(),
    );
    Some(Note::warning("records-cut", message))
}

/// Where the records of a text weigh as much as they may.
fn end(records: &[Record], most: usize) -> usize {
    let mut weights: Vec<(usize, usize)> = Vec::new();
    for r in records {
        match &r.body {
            Body::Actor(a) => weights.extend(a.mentions.iter().enumerate().map(|(i, m)| {
                let own = if i == 0 { weight(r) - a.mentions.len() } else { 0 };
                (m.span.start(), own + 1)
            })),
            _ => weights.push((position(r), weight(r))),
        }
    }
    weights.sort_unstable();
    let mut sum = 0;
    let over = weights.into_iter().find(|(_, weight)| {
        sum += weight;
        sum > most
    });
    over.map_or(usize::MAX, |(at, _)| at)
}

fn position(r: &Record) -> usize {
    r.evidence.first().map_or(0, |s| s.start())
}

/// What a record weighs: the spans in it, and itself.
fn weight(r: &Record) -> usize {
    let own = match &r.body {
        Body::Actor(Actor { mentions, .. }) => return RECORD + mentions.len(),
        Body::Event(e) => {
            e.actor.len() + e.recipient.len() + e.addressee.len() + e.trigger.len() + e.by.len() + e.denied_by.len()
        }
        Body::Statement(s) => s.source.len() + s.content.len() + s.addressee.len() + s.by.len() + s.events.len(),
        Body::Relation(x) => 2 + x.by.len(),
        Body::Figure(f) => f.by.len(),
        Body::Omission(o) => 1 + o.of.len() + o.by.len(),
    };
    RECORD + own + r.evidence.len()
}
