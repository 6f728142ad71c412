//! Proves rules by the sentences that stand inside them.

use crate::coding::without_homes;
use crate::rules::{Rule, Test};
use crate::tables::Tables;
use dateline_contract::{Body, Entity};
use dateline_language::{Model, analyse, refer};
use dateline_text::document::{Limits, document};
use dateline_text::{Meta, RawItem};
use std::sync::Arc;

/// A party as tests write it: `RUS/GOV`, or `REB` where only the sector is known.
fn fits(want: &str, got: &Entity) -> bool {
    let (code, sector) = want.split_once('/').map_or((want, None), |(c, s)| (c, Some(s)));
    let has = |s: &str| got.sector.iter().any(|x| x.name() == s);
    match sector {
        Some(s) => got.code.as_deref() == Some(code) && has(s),
        None => got.code.as_deref() == Some(code) || (got.code.is_none() && has(code)),
    }
}

fn all_fit(want: &[String], got: &[Entity]) -> bool {
    let known = got.iter().filter(|e| e.code.is_some() || !e.sector.is_empty());
    want.iter().all(|w| got.iter().any(|g| fits(w, g))) && known.count() <= want.len()
}

fn shown(entities: &[Entity]) -> String {
    let one = |e: &Entity| {
        format!(
            "{}/{}",
            e.code.as_deref().unwrap_or("?"),
            e.sector.iter().map(|s| s.name()).collect::<Vec<_>>().join(",")
        )
    };
    if entities.is_empty() { "-".into() } else { entities.iter().map(one).collect::<Vec<_>>().join(" + ") }
}

/// Whether a sentence of a rule is coded as the rule says, and what comes of it where it is not.
///
/// A sentence proves a rule, not the parser: it has to hold in what one of the two models makes of it.
///
/// # Errors
/// What was coded instead.
pub fn check(tables: &Tables<'_>, rule: &Rule, test: &Test) -> Result<(), String> {
    let with = |model| check_with(tables, model, rule, test);
    with(Model::accurate()).or_else(|_| with(Model::fast()))
}

fn check_with(tables: &Tables<'_>, model: &Model, rule: &Rule, test: &Test) -> Result<(), String> {
    let meta = Meta { date: Some("2023-10-11".into()), ..Meta::default() };
    let item = RawItem { meta, ..RawItem::new(test.text.clone()) };
    let doc = document(&item, &Limits::default()).map_err(|r| r.reason.message)?.value;
    // A rule is proven by itself, whatever the model sees.
    let analysis = refer(analyse(Arc::new(doc), model).value, model).without_acts();
    let all = without_homes(&analysis, tables);
    let events: Vec<_> = all
        .iter()
        .filter_map(|r| if let Body::Event(e) = &r.body { Some((e, &r.rule)) } else { None })
        .filter(|(e, _)| e.category == rule.category)
        .collect();
    let got = || {
        let one = |(e, rule): &(&dateline_contract::Event, &String)| {
            format!("{} > {} by {rule}", shown(&e.actor), shown(&e.recipient))
        };
        if events.is_empty() { "none".to_owned() } else { events.iter().map(one).collect::<Vec<_>>().join("; ") }
    };
    let right = match &test.want {
        None => events.is_empty(),
        Some((actors, recipients)) => {
            events.iter().any(|(e, _)| all_fit(actors, &e.actor) && all_fit(recipients, &e.recipient))
        }
    };
    if right { Ok(()) } else { Err(got()) }
}

/// What a test wants, as it is written in the rule files.
#[must_use]
pub fn wanted(test: &Test) -> String {
    let side = |all: &[String]| if all.is_empty() { "-".to_owned() } else { all.join(" + ") };
    test.want
        .as_ref()
        .map_or("none".to_owned(), |(actors, recipients)| format!("{} > {}", side(actors), side(recipients)))
}
