//! Expectations that leave open how a mention is cut: somebody is called so who has these words in it.

use crate::suite::records::Trait;
use dateline::contract::Record;
use dateline::contract::record::{Actor, Body, Entity, Event, MentionForm, Statement};
use dateline::text::Document;

/// Whether a trait of an act holds that is about one of its parties, its day or its place.
pub(crate) fn of_act(e: &Event, (name, values): &Trait, text: &str, records: &[Record]) -> bool {
    let among = |parties: &[Entity]| values.iter().all(|v| parties.iter().any(|p| called(p, v, text, records)));
    let coded = |parties: &[Entity]| parties.iter().any(|p| p.code.as_deref().unwrap_or("none") == values[0]);
    match name.as_str() {
        "some actor" => among(&e.actor),
        "some recipient" => among(&e.recipient),
        "actor code" => coded(&e.actor),
        "recipient code" => coded(&e.recipient),
        // A month or a year has no closer date than its own.
        "date" => e.date.is_some_and(|d| d.date.to_string().starts_with(&values[0])),
        "date from" => e.date.is_some_and(|d| d.in_text == (values[0] == "text")),
        _ => e.place.as_ref().is_some_and(|p| {
            holds(p.span.of(text), &values[0]) || p.name.as_deref().is_some_and(|n| holds(n, &values[0]))
        }),
    }
}

/// Whether there is an actor that is called so, with these traits, or none.
pub(crate) fn actor(is: bool, words: &str, traits: &[Trait], text: &str, records: &[Record]) -> Result<(), String> {
    let fits = |a: &&Actor| {
        (names(a, text).any(|n| holds(n, words)) || a.mentions.iter().any(|m| holds(m.span.of(text), words)))
            && traits.iter().all(|(name, values)| match name.as_str() {
                "code" => a.code.as_deref().unwrap_or("none") == values[0],
                "name" => a.name == values[0],
                "sector" => values.iter().all(|v| a.sector.iter().any(|s| s.name() == v)),
                _ => a.mentions.iter().any(|m| ends(m.span.of(text), &values[0])),
            })
    };
    if actors(records).any(|a| fits(&a)) == is {
        return Ok(());
    }
    let shown = |a: &Actor| {
        let mentions: Vec<&str> = a.mentions.iter().map(|m| m.span.of(text)).collect();
        format!("{} {:?} {:?} ({})", a.name, a.code, a.sector, mentions.join(" · "))
    };
    Err(format!("the actors are: {}", actors(records).map(shown).collect::<Vec<_>>().join("; ")))
}

/// Whether somebody so called says something with these words in it, or nobody does.
pub(crate) fn said(is: bool, words: &str, source: Option<&str>, text: &str, records: &[Record]) -> Result<(), String> {
    let fits = |s: &&Statement| {
        let content: Vec<&str> = s.content.iter().map(|c| c.of(text)).collect();
        holds(&content.join(" "), words) && source.is_none_or(|w| s.source.iter().any(|e| called(e, w, text, records)))
    };
    let all: Vec<&Statement> =
        records.iter().filter_map(|r| if let Body::Statement(s) = &r.body { Some(s) } else { None }).collect();
    if all.iter().any(fits) == is {
        return Ok(());
    }
    let shown = |s: &&Statement| {
        let sources: Vec<&str> = s.source.iter().map(|e| e.span.of(text)).collect();
        let content: Vec<&str> = s.content.iter().map(|c| c.of(text)).collect();
        format!("[{}] {{{}}}", sources.join(" & "), content.join(" … "))
    };
    Err(format!("the statements are: {}", all.iter().map(shown).collect::<Vec<_>>().join("; ")))
}

/// Whether the report's day and dateline are these.
pub(crate) fn document(traits: &[Trait], document: &Document) -> Result<(), String> {
    let date = document.date.map_or_else(|| "none".to_owned(), |d| d.to_string());
    let place = document.dateline.as_ref().and_then(|d| d.place.as_deref()).unwrap_or("none");
    let fits = |(name, values): &Trait| values[0] == if name == "date" { date.as_str() } else { place };
    if traits.iter().all(fits) { Ok(()) } else { Err(format!("it is of {date}, from {place}")) }
}

/// Whether a party has these words in its own, its name or another mention of it.
fn called(party: &Entity, words: &str, text: &str, records: &[Record]) -> bool {
    let known = || actors(records).zip(ids(records)).find(|(_, id)| *id == party.id);
    holds(party.span.of(text), words)
        || party.name.as_deref().is_some_and(|n| holds(n, words))
        || known().is_some_and(|(a, _)| names(a, text).any(|n| holds(n, words)))
}

/// An actor's name and its mentions, but for the pronouns.
fn names<'a>(a: &'a Actor, text: &'a str) -> impl Iterator<Item = &'a str> {
    let told = a.mentions.iter().filter(|m| m.form != MentionForm::Pronoun);
    std::iter::once(a.name.as_str()).chain(told.map(|m| m.span.of(text)))
}

fn actors(records: &[Record]) -> impl Iterator<Item = &Actor> {
    records.iter().filter_map(|r| if let Body::Actor(a) = &r.body { Some(a) } else { None })
}

fn ids(records: &[Record]) -> impl Iterator<Item = &str> {
    records.iter().filter(|r| matches!(r.body, Body::Actor(_))).map(|r| r.id.as_str())
}

/// Whether these are the words, or their last ones.
fn ends(words: &str, last: &str) -> bool {
    let head = words.len().checked_sub(last.len()).and_then(|at| words.split_at_checked(at));
    head.is_some_and(|(head, tail)| tail.eq_ignore_ascii_case(last) && (head.is_empty() || head.ends_with(' ')))
}

fn holds(words: &str, part: &str) -> bool {
    words.to_lowercase().contains(&part.to_lowercase())
}
