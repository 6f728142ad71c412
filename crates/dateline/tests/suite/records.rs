//! Holds the records of a text against what its case says of them.

use crate::loose;
use crate::suite::records::{Mark, Property, Said, Told, Trait, place};
use dateline::contract::Record;
use dateline::contract::record::{Actor, Body, By, CodeFrom, Entity, Event, Figure, Statement};
use dateline::text::{Document, Span};
use std::ops::Range;

/// Whether an expectation about records holds; `Err` says what came instead.
pub(crate) fn check(told: &Told, report: &Document, records: &[Record]) -> Result<(), String> {
    let text: &str = &report.text;
    let statements: Vec<&Statement> =
        records.iter().filter_map(|r| if let Body::Statement(s) = &r.body { Some(s) } else { None }).collect();
    match told {
        Told::Statement(said) => statement(said, text, &statements),
        Told::NoStatement(words) => {
            let place = place(text, words).ok_or("the text has no such words")?;
            let there = |s: &&&Statement| cue(s).is_some_and(|c| c.start() < place.end && place.start < c.end());
            statements.iter().find(there).map_or(Ok(()), |s| Err(format!("there is {}", shown(s, text))))
        }
        Told::Statements(n) if statements.len() == *n => Ok(()),
        Told::Statements(_) => Err(format!("there are {}:{}", statements.len(), all(&statements, text))),
        Told::Same { words, actor, is } => same(words, actor, *is, text, records),
        Told::Event { category, denied, by } => event(category, *denied, by, text, records),
        Told::Place { words, place, country } => placed(words, place.as_deref(), country.as_deref(), text, records),
        Told::Code { words, code, sectors, from } => {
            coded(words, code.as_deref(), sectors, from.as_deref(), text, records)
        }
        Told::Act { is, category, traits } => act(*is, category, traits, text, records),
        Told::Figure { is, value, traits } => figure(*is, value, traits, text, records),
        Told::Actor { is, words, traits } => loose::actor(*is, words, traits, text, records),
        Told::Said { is, words, source } => loose::said(*is, words, source.as_deref(), text, records),
        Told::Document { traits } => loose::document(traits, report),
    }
}

/// Whether there is an act with these traits, or none.
fn act(is: bool, category: &str, traits: &[Trait], text: &str, records: &[Record]) -> Result<(), String> {
    let all: Vec<&Event> =
        records.iter().filter_map(|r| if let Body::Event(e) = &r.body { Some(e) } else { None }).collect();
    let fits = |e: &&&Event| {
        let tellings = || all.iter().filter(|o| o.happening.is_some() && o.happening == e.happening).count().max(1);
        (category == "any" || e.category.name() == category)
            && traits.iter().all(|t @ (name, values)| match name.as_str() {
                "actor" => called(&e.actor, values, text),
                "recipient" => called(&e.recipient, values, text),
                "by" => called(&e.by.iter().map(|b| b.who.clone()).collect::<Vec<_>>(), values, text),
                "mode" => values.iter().any(|v| e.mode.is_some_and(|m| m.name() == v)),
                "negated" => values[0] == e.status.negated.to_string(),
                "time" => values[0] == e.status.time.name(),
                "tellings" => values[0] == tellings().to_string(),
                "size" => size(e) == *values,
                _ => loose::of_act(e, t, text, records),
            })
    };
    if all.iter().any(|e| fits(&e)) == is {
        return Ok(());
    }
    let words = |all: &[Entity]| all.iter().map(|e| e.span.of(text)).collect::<Vec<_>>().join(" & ");
    let shown = |e: &&Event| {
        let (category, size) = (e.category.name(), size(e).join(", "));
        format!(
            "{category} | actor: {} | recipient: {} | size: {size} | {:?}",
            words(&e.actor),
            words(&e.recipient),
            e.status
        )
    };
    Err(format!("the acts are: {}", all.iter().map(shown).collect::<Vec<_>>().join("; ")))
}

/// Whether parties are called so, each by its words or by its name.
fn called(parties: &[Entity], wanted: &[String], text: &str) -> bool {
    let is = |e: &Entity, w: &str| e.span.of(text).eq_ignore_ascii_case(w) || e.name.as_deref() == Some(w);
    parties.len() == wanted.len() && parties.iter().zip(wanted).all(|(e, w)| is(e, w))
}

fn size(e: &Event) -> Vec<String> {
    let size = e.size.unwrap_or_default();
    [
        ("dead", size.dead),
        ("injured", size.injured),
        ("missing", size.missing),
        ("arrested", size.arrested),
        ("displaced", size.displaced),
    ]
    .into_iter()
    .filter_map(|(name, count)| Some(format!("{name} {}", count?)))
    .collect()
}

fn figure(is: bool, value: &str, traits: &[Trait], text: &str, records: &[Record]) -> Result<(), String> {
    let all: Vec<&Figure> =
        records.iter().filter_map(|r| if let Body::Figure(f) = &r.body { Some(f) } else { None }).collect();
    let fits = |f: &&Figure| {
        let same = |got: &str, values: &[String]| values.iter().all(|v| v == got);
        let voices = |all: &[By]| all.iter().map(|b| b.who.clone()).collect::<Vec<_>>();
        f.value.or(f.low).map(|v| v.to_string()).as_deref() == Some(value)
            && traits.iter().all(|(name, values)| match name.as_str() {
                "what" => same(&f.what, values),
                "who" => same(&f.who, values),
                "unit" => same(&f.unit, values),
                "bound" => same(&f.bound.to_string(), values),
                "counted by" => called(&voices(&f.counted_by), values, text),
                _ => called(&voices(&f.by), values, text),
            })
    };
    if all.iter().any(fits) == is { Ok(()) } else { Err(format!("the figures are: {all:?}")) }
}

/// Whether some event or figure that the words tell is placed so.
fn placed(
    words: &Mark,
    wanted: Option<&str>,
    country: Option<&str>,
    text: &str,
    records: &[Record],
) -> Result<(), String> {
    let place = place(text, words).ok_or("the text has no such words")?;
    let there = |s: &Span| s.start() < place.end && place.start < s.end();
    let where_told = |r: &Record| match &r.body {
        Body::Event(e) if e.trigger.iter().any(there) => {
            Some((e.place.as_ref().map(|p| p.span), e.place.as_ref().and_then(|p| p.country.clone())))
        }
        Body::Figure(f) if r.evidence.iter().any(there) => Some((f.place, None)),
        _ => None,
    };
    let all: Vec<(Option<&str>, Option<String>)> =
        records.iter().filter_map(where_told).map(|(span, country)| (span.map(|s| s.of(text)), country)).collect();
    let fits = |(span, land): &(Option<&str>, Option<String>)| {
        *span == wanted && (country.is_none() || land.as_deref() == country)
    };
    if all.iter().any(fits) { Ok(()) } else { Err(format!("the places are: {all:?}")) }
}

fn statement(said: &Said, text: &str, statements: &[&Statement]) -> Result<(), String> {
    let places = |marks: &[Mark]| marks.iter().filter_map(|m| place(text, m)).collect::<Vec<_>>();
    let spans = |spans: &mut dyn Iterator<Item = Span>| spans.map(Span::range).collect::<Vec<_>>();
    let (sources, content) = (places(&said.sources), joined(places(&said.content), text));
    let wanted = said.cue.as_ref().and_then(|m| place(text, m));
    let fits = |s: &&&Statement| {
        spans(&mut distinct(&s.source).into_iter()) == sources
            && cue(s).map(Span::range) == wanted
            && joined(spans(&mut s.content.iter().copied()), text) == content
    };
    // Of several with the same marks one is enough; the last that is wrong is told.
    let mut wrong = None;
    for s in statements.iter().filter(fits) {
        match said.properties.iter().find_map(|p| property(p, s, text).err()) {
            None => return Ok(()),
            Some(came) => wrong = Some(came),
        }
    }
    Err(wrong.unwrap_or_else(|| format!("the statements are{}", all(statements, text))))
}

fn property(wanted: &Property, s: &Statement, text: &str) -> Result<(), String> {
    let is = |key: &str, got: &str, wanted: &str| match got == wanted {
        true => Ok(()),
        false => Err(format!("its {key} is {got}")),
    };
    match wanted {
        Property::Act(act) => is("act", s.act.name(), act),
        Property::Form(form) => is("form", s.form.name(), form),
        Property::Kind(kind) => is("kind of source", s.source_kind.name(), kind),
        Property::Negated(negated) if s.negated == *negated => Ok(()),
        Property::Negated(_) => Err(format!("negated is {}", s.negated)),
        Property::To(to) => words("addressee", &distinct(&s.addressee), to, text),
        Property::By(by) => voices(&s.by, by, text),
        Property::Speaker(name) => {
            is("speaker", s.source.first().and_then(|e| e.name.as_deref()).unwrap_or("nobody by name"), name)
        }
    }
}

/// The words of a list of parties, letter for letter but for a capital at the head of a sentence.
fn words(what: &str, got: &[Span], wanted: &[String], text: &str) -> Result<(), String> {
    let got: Vec<&str> = got.iter().map(|s| s.of(text)).collect();
    let same = got.len() == wanted.len() && got.iter().zip(wanted).all(|(g, w)| g.to_lowercase() == w.to_lowercase());
    if same { Ok(()) } else { Err(format!("its {what} is {got:?}")) }
}

fn voices(got: &[By], wanted: &[String], text: &str) -> Result<(), String> {
    words("`by`", &got.iter().map(|b| b.who.span).collect::<Vec<_>>(), wanted, text)
}

fn event(category: &str, denied: bool, by: &[String], text: &str, records: &[Record]) -> Result<(), String> {
    let mut came = Vec::new();
    for e in records.iter().filter_map(|r| if let Body::Event(e) = &r.body { Some(e) } else { None }) {
        if e.category.name() != category {
            came.push(e.category.to_string());
            continue;
        }
        match voices(if denied { &e.denied_by } else { &e.by }, by, text) {
            Ok(()) => return Ok(()),
            Err(other) => came.push(format!("{category}, and {other}")),
        }
    }
    Err(format!("the events are: {}", came.join("; ")))
}

/// Whether a party of these words has a code, sectors and what the code is taken from, as far as those are asked.
fn coded(
    words: &Mark,
    code: Option<&str>,
    sectors: &[String],
    from: Option<&str>,
    text: &str,
    records: &[Record],
) -> Result<(), String> {
    let at = place(text, words).ok_or("the text has no such words")?;
    let mut came = Vec::new();
    for e in records.iter().flat_map(parties).filter(|e| e.span.start() < at.end && at.start < e.span.end()) {
        let told: Vec<&str> = e.sector.iter().map(|s| s.name()).collect();
        let taken = e.code_from.map(CodeFrom::name);
        if e.code.as_deref() == code && (sectors.is_empty() || told == *sectors) && (from.is_none() || taken == from) {
            return Ok(());
        }
        came.push(format!("{:?} {told:?} {taken:?}", e.code));
    }
    Err(if came.is_empty() { "the words are no party".to_owned() } else { came.join("; ") })
}

/// Whether words stand for an actor, as a mention of it or as a party that was resolved to it ("both sides").
fn same(words: &Mark, called: &str, is: bool, text: &str, records: &[Record]) -> Result<(), String> {
    let at = place(text, words).ok_or("the text has no such words")?;
    let actors: Vec<(&str, &Actor)> = records
        .iter()
        .filter_map(|r| if let Body::Actor(a) = &r.body { Some((r.id.as_str(), a)) } else { None })
        .collect();
    let entities = records.iter().flat_map(parties);
    let mentions = actors.iter().flat_map(|(id, a)| a.mentions.iter().map(|m| (m.span, *id)));
    let places: Vec<(Span, &str)> = mentions.chain(entities.map(|e| (e.span, e.id.as_str()))).collect();
    // A title or an apposition has no mention of its own: it is part of one.
    let around = |s: &Span| s.start() <= at.start && at.end <= s.end();
    let exact = places.iter().any(|(s, _)| s.range() == at);
    let loose = words.words.contains(char::is_whitespace);
    let widest = places.iter().map(|p| p.0).filter(around).min_by_key(|s| s.len()).filter(|_| loose);
    let found = |s: Span| if exact { s.range() == at } else { widest == Some(s) };
    let ids: Vec<&str> = places.iter().filter(|(s, _)| found(*s)).map(|(_, id)| *id).collect();
    let named = |a: &Actor| a.name == called || a.mentions.iter().any(|m| m.span.of(text) == called);
    let mut theirs = actors.iter().filter(|(id, _)| ids.contains(id)).map(|(_, a)| *a);
    if theirs.clone().any(named) == is {
        return Ok(());
    }
    let told = |a: &Actor| {
        let mentions: Vec<&str> = a.mentions.iter().map(|m| m.span.of(text)).collect();
        format!("{} ({})", a.name, mentions.join(" · "))
    };
    let came: Vec<String> = theirs.by_ref().map(told).collect();
    Err(if came.is_empty() {
        "the words are nobody's mention".to_owned()
    } else {
        format!("it is {}", came.join("; "))
    })
}

/// The parties of an event or a statement.
fn parties(record: &Record) -> Vec<&Entity> {
    match &record.body {
        Body::Event(e) => e.actor.iter().chain(&e.recipient).chain(&e.addressee).collect(),
        Body::Statement(s) => s.source.iter().chain(&s.addressee).collect(),
        _ => Vec::new(),
    }
}

/// The words of parties: "both sides" are two parties and stand there once.
fn distinct(parties: &[Entity]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for e in parties {
        if out.last() != Some(&e.span) {
            out.push(e.span);
        }
    }
    out
}

fn cue(s: &Statement) -> Option<Span> {
    s.cue.filter(|c| !c.is_empty())
}

/// Pieces that only white space parts are one.
fn joined(pieces: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if text.get(last.end..piece.start).is_some_and(|t| t.trim().is_empty()) => last.end = piece.end,
            _ => out.push(piece),
        }
    }
    out
}

fn all(statements: &[&Statement], text: &str) -> String {
    statements.iter().map(|s| format!("\n    {}", shown(s, text))).collect()
}

/// A statement as a case would write it.
fn shown(s: &Statement, text: &str) -> String {
    let sources = distinct(&s.source).into_iter().map(|e| format!("[{}]", e.of(text)));
    let cue = cue(s).into_iter().map(|c| format!("<{}>", c.of(text)));
    let content = s.content.iter().map(|c| format!("{{{}}}", c.of(text)));
    sources.chain(cue).chain(content).collect::<Vec<_>>().join(" ")
}
