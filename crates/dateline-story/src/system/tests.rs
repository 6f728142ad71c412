//! The system as a user would see it, from lines of records as `dateline read` prints them.

use super::*;
use dateline_contract::wire::{Pair, Quads, Role};
use serde_json::{Value, json};

/// A report of these lines, each without its `doc`.
fn report(doc: &str, day: &str, publisher: &str, lines: &[Value]) -> Vec<Line> {
    let head = json!({"kind": "document", "doc": doc, "title": null, "date": day, "date_from": "metadata", "dateline": null,
        "publisher": publisher, "url": null, "language": "en", "genre": null, "chars": 10, "sentences": 1, "contract": 2,
        "program": "", "model": "", "lexicon": ""});
    let own = lines.iter().map(|l| {
        let mut l = l.clone();
        l["doc"] = json!(doc);
        l
    });
    [head].into_iter().chain(own).map(|l| Line::parse(&l.to_string()).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
}

/// A party: `NOR`, `SDN/REB`, or a name without a code.
fn party(words: &str) -> Value {
    let (code, sector) = words.split_once('/').map_or((words, None), |(c, s)| (c, Some(s)));
    let coded = code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase());
    json!({"id": if coded { "" } else { words }, "entity_text": words, "identifier_text": null, "identifier_id": null,
        "code": coded.then_some(code), "code_from": coded.then_some("told"), "sector": sector.into_iter().collect::<Vec<_>>(),
        "start": 0, "end": 1})
}

fn named(name: &str) -> Value {
    json!({"kind": "actor", "id": name, "name": name, "identifier_id": null, "code": null, "code_from": null, "sector": [],
        "office": null, "members": [], "mentions": [{"start": 20, "end": 30, "text": name, "form": "name"}]})
}

/// An act: its category and quad, who, to whom, its day, and what makes it one act within its report.
fn act(event: &str, quad: u8, actor: &[&str], recipient: &[&str], day: &str, happening: &str) -> Value {
    json!({"kind": "event", "id": format!("{event}{happening}{day}"), "date": day, "date_from": "document",
        "date_precision": "day", "event": [event], "mode": [], "context": [], "cameo": null, "quad_code": quad,
        "event_scale": if quad < 3 { 4.0 } else { -6.0 }, "actor": actor.iter().map(|a| party(a)).collect::<Vec<_>>(),
        "recipient": recipient.iter().map(|a| party(a)).collect::<Vec<_>>(), "addressee": [],
        "event_text": [{"start": 0, "end": 1, "text": event.to_lowercase()}], "when": [], "event_loc": null, "size": null,
        "by": [], "denied_by": [], "status": {"negated": false, "time": "past", "certainty": "asserted"},
        "happening": happening, "confidence": 0.9, "rule": "", "codebook": "plover-2.0",
        "text_info": {"sequence": 0, "start": 0, "end": 1}})
}

fn pair<'p>(system: &'p wire::System, from: &str, to: &str) -> &'p Pair {
    system.pairs.iter().find(|p| p.from == from && p.to == to).unwrap_or_else(|| panic!("{from} > {to}: {system:?}"))
}

/// Three reports of a war: two tell the same attack, one of them also of a second.
fn war() -> System {
    let mut all = System::new(Options::default());
    let attack = |n: &str| act("ASSAULT", 4, &["SDN/GOV"], &["SDN/REB"], "2026-03-11", n);
    all.add(&report("a", "2026-03-12", "The Northline", &[attack("1"), attack("2"), attack("2")]));
    all.add(&report(
        "b",
        "2026-03-12",
        "Northline",
        &[
            attack("1"),
            act("CONSULT", 1, &["NOR", "SDN"], &[], "2026-03-12", "3"),
            act("CONSULT", 1, &["NOR"], &["SDN/REB"], "2026-03-12", "4"),
            act("AID", 2, &["ERI"], &["SDN/REB"], "2026-03-10", "5"),
            act("ACCUSE", 3, &["ERI"], &["SDN"], "2026-03-12", "6"),
        ],
    ));
    let mut denied = act("ASSAULT", 4, &["SDN"], &["ERI"], "2026-03-12", "7");
    denied["status"]["negated"] = json!(true);
    all.add(&report(
        "c",
        "2026-03-13",
        "Courier",
        &[
            named("Red Sea Front"),
            act("THREATEN", 3, &["The Red Sea Front"], &["SDN/GOV"], "2026-03-13", "8"),
            act("THREATEN", 3, &["Red Sea Front"], &["SDN/GOV"], "2026-03-13", "8"),
            act("ASSAULT", 4, &["at least 11 people"], &["SDN"], "2026-03-13", "9"),
            denied,
        ],
    ));
    all
}

#[test]
fn an_act_is_counted_by_report_and_once() {
    let system = war().picture(None);
    let attack = pair(&system, "SDN", "SDN REB");
    assert_eq!(attack.days.len(), 1);
    let day = &attack.days[0];
    assert_eq!((day.day.as_deref(), day.scale), (Some("2026-03-11"), -6.0));
    assert_eq!(day.reports, Quads { material_conflict: 3, ..Quads::default() });
    assert_eq!(day.happenings, Quads { material_conflict: 2, ..Quads::default() }, "one report tells of two");
    let talks = [pair(&system, "NOR", "SDN"), pair(&system, "SDN", "NOR")].map(|p| p.happenings().verbal_cooperation);
    assert_eq!(talks, [1, 1], "each talks with each");
    assert_eq!((system.first.as_deref(), system.last.as_deref()), (Some("2026-03-10"), Some("2026-03-13")));
    let left = &system.left_out;
    assert_eq!((left.not_happened, left.without_pair), (1, 2), "{left:?}");
}

#[test]
fn a_name_without_code_is_a_node_and_a_description_is_none() {
    let system = war().picture(None);
    assert_eq!(pair(&system, "Red Sea Front", "SDN").happenings().verbal_conflict, 1);
    assert!(system.actors.iter().all(|a| !a.id.contains("people")), "{:?}", system.actors);
}

#[test]
fn outlets_are_one_however_they_are_written() {
    let system = war().picture(None);
    let told: Vec<(&str, usize)> = system.publishers.iter().map(|p| (p.name.as_str(), p.reports)).collect();
    assert_eq!(told, [("The Northline", 2), ("Courier", 1)]);
}

#[test]
fn who_stands_between_two_in_conflict_and_who_behind() {
    let system = war().picture(None);
    let conflict = &system.conflicts[0];
    assert_eq!((conflict.a.as_str(), conflict.b.as_str()), ("SDN", "SDN REB"));
    let between: Vec<_> = conflict.go_betweens.iter().map(|g| (g.actor.as_str(), g.with_a, g.with_b)).collect();
    assert_eq!(between, [("NOR", 1, 1)]);
    let behind: Vec<_> = conflict.backers.iter().map(|b| (b.actor.as_str(), b.of.as_str(), b.acts)).collect();
    assert_eq!(behind, [("ERI", "SDN REB", 1)]);
}

#[test]
fn who_fights_a_side_is_not_behind_it() {
    let mut all = war();
    // Sudan once aids the rebels whom it fights, and both quarrel with Norway.
    let day = "2026-03-12";
    let quarrel = |n: &str| act("ACCUSE", 3, &["SDN/REB"], &["NOR"], day, n);
    let lines = [
        act("AID", 2, &["SDN"], &["SDN/REB"], day, "1"),
        act("ACCUSE", 3, &["SDN"], &["NOR"], day, "2"),
        quarrel("3"),
        quarrel("4"),
    ];
    all.add(&report("d", day, "", &lines));
    let system = all.picture(None);
    let quarrel = system.conflicts.iter().find(|c| c.a == "NOR" && c.b == "SDN REB").unwrap();
    assert!(quarrel.backers.iter().all(|b| b.actor != "SDN"), "{quarrel:?}");
}

#[test]
fn who_is_said_to_back_somebody_backs_with_the_word_of_who_says_so() {
    let mut all = war();
    let backs = json!({"kind": "relation", "id": "r", "relation": "backs", "from": party("TCD"), "to": party("SDN/GOV"),
        "since": null, "until": null, "evidence": [], "confidence": 1.0, "rule": "",
        "by": [{"kind": "person", "id": "", "entity_text": "a diplomat", "identifier_text": null, "identifier_id": null,
            "code": null, "code_from": null, "sector": [], "start": 0, "end": 1}]});
    all.add(&report("d", "2026-03-13", "", &[backs]));
    let conflict = all.picture(None).conflicts.swap_remove(0);
    let backer = &conflict.backers[0];
    assert_eq!((backer.actor.as_str(), backer.of.as_str(), backer.said), ("TCD", "SDN", 1));
    assert_eq!(backer.by, ["a diplomat"]);
}

#[test]
fn roles_are_told_where_there_is_enough() {
    let mut all = System::new(Options { level: Level::Country, all: false });
    let many: Vec<Value> =
        (0..4).map(|n| act("ASSAULT", 4, &["ERI/MIL"], &["SDN"], &format!("2026-03-1{n}"), "x")).collect();
    all.add(&report("a", "2026-03-20", "", &many));
    let system = all.picture(None);
    let role = |id: &str| system.actors.iter().find(|a| a.id == id).and_then(|a| a.role);
    assert_eq!((role("ERI"), role("SDN")), (Some(Role::Initiator), Some(Role::Target)));
    assert_eq!(war().picture(None).actors.iter().filter_map(|a| a.role).count(), 0, "two attacks are too few");
}

#[test]
fn warnings_of_spread_have_their_speakers_and_whom_they_name() {
    let mut all = war();
    let warning = |text: &str| {
        json!({"kind": "statement", "id": "s", "form": "indirect", "source": [party("Maria Fuentes")], "source_kind": "named",
            "cue": null, "content": [{"start": 10, "end": 60, "text": text}], "addressee": [], "by": [], "speech_act": "warn",
            "negated": false, "events": [], "confidence": 1.0, "rule": ""})
    };
    let lines =
        [named("Red Sea Front"), warning("that the war could spread to Chad"), warning("that bread would be dear")];
    all.add(&report("d", "2026-03-14", "Courier", &lines));
    let warnings = all.picture(None).warnings;
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!((&*warnings[0].speakers[0], &*warnings[0].about[0]), ("Maria Fuentes", "Red Sea Front"));
}

#[test]
fn the_acts_of_one_are_told_in_order_with_reports_and_outlets() {
    let acts = war().picture(Some("sdn reb")).acts.unwrap();
    let told: Vec<_> = acts.iter().map(|a| (a.day.as_deref().unwrap(), a.event.as_str(), a.reports.len())).collect();
    assert_eq!(told, [("2026-03-10", "AID", 1), ("2026-03-11", "ASSAULT", 2), ("2026-03-12", "CONSULT", 1)]);
    assert_eq!((acts[1].publishers.len(), acts[1].happenings, acts[1].words.as_deref()), (1, 2, Some("assault")));
    assert_eq!(war().picture(Some("nobody")).acts, Some(vec![]));
}

#[test]
fn the_order_of_reports_changes_nothing_but_the_order_of_warnings() {
    let line = |n: u32| {
        let doc = format!("r{n}");
        report(&doc, "2026-03-12", "Courier", &[act("ASSAULT", 4, &["SDN"], &["ERI"], "2026-03-11", &n.to_string())])
    };
    let of = |order: &[u32]| {
        let mut all = System::new(Options::default());
        order.iter().for_each(|n| all.add(&line(*n)));
        all.picture(None)
    };
    assert_eq!(of(&[1, 2, 3]), of(&[3, 1, 2]));
}
