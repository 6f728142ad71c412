//! Runs the tests that stand inside `lexicon/en/events/*.toml`: a rule is right when its sentences are coded as it says.

use dateline_contract::{Body, Entity, Sector};
use dateline_language::{Model, analyse};
use dateline_records::rules::{Rule, Rules, Test};
use dateline_records::{Tables, records};
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

/// A sentence proves a rule, not the parser: it has to hold in what one of the two models makes of it.
fn check(rule: &Rule, test: &Test) -> Result<(), String> {
    check_with(Model::accurate(), rule, test).or_else(|_| check_with(Model::fast(), rule, test))
}

fn check_with(model: &Model, rule: &Rule, test: &Test) -> Result<(), String> {
    let meta = Meta { date: Some("2023-10-11".into()), ..Meta::default() };
    let item = RawItem { meta, ..RawItem::new(test.text.clone()) };
    let doc = document(&item, &Limits::default()).map_err(|r| r.reason.message)?.value;
    let mut analysis = analyse(Arc::new(doc), model).value;
    dateline_language::refer(&mut analysis, model);
    let all = records(&analysis, &Tables::builtin()).value;
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

#[test]
fn every_rule_codes_its_own_sentences() {
    let rules = Rules::builtin();
    let mut failures = Vec::new();
    let mut count = 0;
    for rule in &rules.all {
        for test in &rule.tests {
            count += 1;
            if let Err(got) = check(rule, test) {
                let want =
                    test.want.as_ref().map_or("none".into(), |(a, r)| format!("{} > {}", a.join(" + "), r.join(" + ")));
                failures.push(format!("{}: {}\n    wanted {want}\n    got    {got}", rule.id, test.text));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} tests fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_sector_of_the_lexicon_is_one_of_plover_s() {
    for file in dateline_lexicon::Lexicon::builtin_files() {
        let columns = file.text.lines().find_map(|l| l.strip_prefix("# columns: ")).unwrap_or_default();
        let Some(at) = columns.split(' ').position(|c| c == "sector") else { continue };
        for line in file.text.lines().filter(|l| !l.starts_with('#')) {
            let codes = line.split('\t').nth(at).unwrap_or_default().split(';').filter(|c| !c.is_empty());
            let wrong: Vec<&str> = codes.filter(|c| *c != "-" && Sector::parse(c).is_none()).collect();
            assert!(wrong.is_empty(), "{}: {wrong:?} in {line:?}", file.name);
        }
    }
}
