//! The comparison on reports written here, with records made by hand.

use crate::{Comparison, Report, compare};
use dateline_contract::wire::{Facet, PointKind, QuoteLabel, json};
use dateline_contract::{
    Actor, Body, By, ByKind, Category, CodeFrom, Codebook, Confidence, Entity, Event, Form, Mention, MentionForm,
    Omission, Period, Record, Relation, RelationKind, Sector, SourceKind, SpeechAct, Statement, Status, TimeKind,
    TimeTold,
};
use dateline_language::{Analysis, Model, analyse};
use dateline_text::document::{Limits, document};
use dateline_text::{RawItem, Span};
use proptest::prelude::*;
use std::sync::Arc;

/// A report under construction: records are found by their words.
struct Made {
    analysis: Analysis,
    records: Vec<Record>,
    times: Vec<TimeTold>,
}

impl Made {
    fn new(id: &str, text: &str) -> Self {
        let mut item = RawItem::new(text);
        item.id = Some(id.into());
        item.meta.language = Some("en".into());
        let document = document(&item, &Limits::default()).expect("English").value;
        Self { analysis: analyse(Arc::new(document), Model::fast()).value, records: Vec::new(), times: Vec::new() }
    }

    fn span(&self, words: &str) -> Span {
        let text = self.analysis.text();
        let at = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
        Span::new(text, at, at + words.len()).unwrap()
    }

    fn entity(&self, words: &str) -> Entity {
        let actor = self.records.iter().find_map(|r| match &r.body {
            Body::Actor(a) if a.mentions.iter().any(|m| m.span.of(self.analysis.text()) == words) => Some((r, a)),
            _ => None,
        });
        let (record, actor) = actor.unwrap_or_else(|| panic!("no actor is called {words:?}"));
        Entity {
            id: record.id.clone(),
            span: self.span(words),
            name: Some(actor.name.clone()),
            identifier: None,
            code: actor.code.clone(),
            code_from: Some(CodeFrom::Told),
            sector: actor.sector.clone(),
        }
    }

    fn push(&mut self, body: Body, evidence: Vec<Span>) {
        let id = format!("{}-{}", self.analysis.document.id, self.records.len());
        self.records.push(Record { id, body, evidence, rule: "test".into(), confidence: Confidence::SURE });
    }

    fn actor(mut self, name: &str, code: &str, sector: &str, mentions: &[&str]) -> Self {
        let mentions: Vec<Mention> =
            mentions.iter().map(|m| Mention { span: self.span(m), form: MentionForm::Name }).collect();
        let evidence = mentions.iter().map(|m| m.span).collect();
        let actor = Actor {
            name: name.into(),
            identifier: None,
            code: Some(code.into()),
            code_from: Some(CodeFrom::Told),
            sector: Sector::parse(sector).into_iter().collect(),
            office: None,
            members: vec![],
            mentions,
        };
        self.push(Body::Actor(actor), evidence);
        self
    }

    fn statement(mut self, form: Form, source: &[&str], cue: &str, content: &str) -> Self {
        let statement = Statement {
            form,
            source: source.iter().map(|s| self.entity(s)).collect(),
            source_kind: if source.is_empty() { SourceKind::None } else { SourceKind::Named },
            cue: Some(self.span(cue)),
            content: vec![self.span(content)],
            addressee: vec![],
            by: vec![],
            act: SpeechAct::Assert,
            negated: false,
            events: vec![],
        };
        let evidence = vec![self.span(cue), self.span(content)];
        self.push(Body::Statement(statement), evidence);
        self
    }

    fn event(
        mut self,
        category: Category,
        actor: &[&str],
        recipient: &[&str],
        trigger: &str,
        clause: &str,
        by: &[&str],
    ) -> Self {
        let event = Event {
            category,
            mode: None,
            context: vec![],
            cameo: None,
            actor: actor.iter().map(|s| self.entity(s)).collect(),
            recipient: recipient.iter().map(|s| self.entity(s)).collect(),
            addressee: vec![],
            trigger: vec![self.span(trigger)],
            when: vec![],
            place: None,
            size: None,
            by: by.iter().map(|s| By { who: self.entity(s), kind: ByKind::Person }).collect(),
            denied_by: vec![],
            status: Status::default(),
            date: None,
            clause: self.span(clause),
            sequence: 0,
            happening: None,
        };
        let evidence = event.trigger.clone();
        self.push(Body::Event(event), evidence);
        self
    }

    fn relation(mut self, from: &str, to: &str, since: Option<&str>, evidence: &str) -> Self {
        let relation = Relation {
            kind: RelationKind::MemberOf,
            from: self.entity(from),
            to: self.entity(to),
            since: since.and_then(Period::parse),
            until: None,
            by: vec![],
        };
        let evidence = vec![self.span(evidence)];
        self.push(Body::Relation(relation), evidence);
        self
    }

    fn omission(mut self, who: &str, of: &str, evidence: &str) -> Self {
        let omission = Omission { who: self.entity(who), of: vec![self.span(of)], by: vec![] };
        let evidence = vec![self.span(evidence)];
        self.push(Body::Omission(omission), evidence);
        self
    }

    fn day(mut self, words: &str, value: &str) -> Self {
        self.times.push(TimeTold { span: self.span(words), kind: TimeKind::Date, value: value.into() });
        self
    }

    fn report(&self) -> Report<'_> {
        Report { analysis: &self.analysis, records: &self.records, times: &self.times }
    }
}

const NORTH: &str = "Foreign Minister Anna Solberg of Norway met envoys in Oslo on Monday. Solberg said that the failure of \
Danish fisheries policy had emptied the Skagerrak. \"We will send patrol boats to the fishing grounds within a week,\" \
Solberg added. Her spokesman warned that the herring quarrel could spread to Iceland. Norway has belonged to the Herring \
Council since 1987. She made no mention of Norway's own trawlers. A concert was held in the harbour that evening.";

const SOUTH: &str = "Denmark is quarrelling with its neighbour over herring. Solberg blames failed Danish fisheries policies \
for an empty Skagerrak. Patrol boats would be sent to the fishing grounds within a week, Solberg announced. There is growing \
concern that the herring quarrel could spread to Iceland. Norway is a member of the Herring Council. The minister did not \
mention the trawlers of Norway. Danish crews burned nets in Skagen on Sunday.";

fn north() -> Made {
    Made::new("north", NORTH)
        .actor(
            "Anna Solberg",
            "NOR",
            "GOV",
            &["Foreign Minister Anna Solberg of Norway", "Anna Solberg", "Solberg", "She"],
        )
        .actor("Norway", "NOR", "", &["Norway has"])
        .actor("Herring Council", "IGO", "", &["Herring Council"])
        .actor("spokesman", "NOR", "GOV", &["Her spokesman"])
        .statement(
            Form::Indirect,
            &["Anna Solberg"],
            "said",
            "that the failure of Danish fisheries policy had emptied the Skagerrak",
        )
        .statement(
            Form::Direct,
            &["Anna Solberg"],
            "added",
            "\"We will send patrol boats to the fishing grounds within a week,\"",
        )
        .statement(Form::Indirect, &["Her spokesman"], "warned", "that the herring quarrel could spread to Iceland")
        .relation("Norway has", "Herring Council", Some("1987"), "belonged to the Herring Council since 1987")
        .omission("She", "Norway's own trawlers", "made no mention of Norway's own trawlers")
}

fn south() -> Made {
    Made::new("south", SOUTH)
        .actor("Solberg", "NOR", "GOV", &["Solberg", "The minister"])
        .actor("Denmark", "DNK", "", &["Denmark", "Danish fisheries"])
        .actor("Norway", "NOR", "", &["Norway is"])
        .actor("Herring Council", "IGO", "", &["Herring Council"])
        .event(
            Category::Accuse,
            &["Solberg"],
            &["Danish fisheries"],
            "blames",
            "Solberg blames failed Danish fisheries policies for an empty Skagerrak",
            &[],
        )
        .statement(
            Form::Indirect,
            &["Solberg"],
            "announced",
            "Patrol boats would be sent to the fishing grounds within a week",
        )
        .statement(Form::Indirect, &[], "growing concern", "that the herring quarrel could spread to Iceland")
        .relation("Norway is", "Herring Council", None, "member of the Herring Council")
        .omission("The minister", "the trawlers of Norway", "did not mention the trawlers of Norway")
}

/// The kinds of point that hold words of both reports.
fn points_of<'c>(c: &'c Comparison, reports: &[Report<'_>], words: &str) -> Vec<(PointKind, Option<Facet>, &'c str)> {
    let holds =
        |p: &&crate::Point| p.tellings.iter().any(|t| t.span.of(reports[t.report].analysis.text()).contains(words));
    c.points.iter().filter(holds).map(|p| (p.kind, p.of, p.what.as_str())).collect()
}

#[test]
fn what_is_shared_and_where_it_parts() {
    let (a, b) = (north(), south());
    let reports = [a.report(), b.report()];
    let c = compare(&reports);
    let has = |words: &str, kind: PointKind, of: Option<Facet>| {
        let found = points_of(&c, &reports, words);
        assert!(found.iter().any(|p| (p.0, p.1) == (kind, of)), "{words}: {found:#?}");
    };
    has("patrol boats to the fishing", PointKind::Differs, Some(Facet::Form));
    has("spread to Iceland", PointKind::Differs, Some(Facet::Attribution));
    has("since 1987", PointKind::Differs, Some(Facet::Date));
    has("no mention of", PointKind::Shared, None);
    has("emptied the Skagerrak", PointKind::Shared, None);
    has("burned nets", PointKind::Only, None);
    has("concert", PointKind::Only, None);
    let blame = points_of(&c, &reports, "emptied the Skagerrak");
    assert!(blame[0].2.contains("Solberg") && blame[0].2.contains("Skagerrak"), "{blame:?}");
}

#[test]
fn a_lost_speaker_is_named_on_both_sides() {
    let (a, b) = (north(), south());
    let c = compare(&[a.report(), b.report()]);
    let lost = c.points.iter().find(|p| p.of == Some(Facet::Attribution)).unwrap();
    let told: Vec<_> = lost.told.iter().map(|t| (t.report, t.words.as_str())).collect();
    assert_eq!(told, [(0, "spokesman"), (1, "nobody is named")]);
}

#[test]
fn like_words_by_another_are_related_and_no_difference() {
    let a = Made::new(
        "a",
        "Minister Jan Holm urged an immediate halt to the shelling of Karsa. The road is shut to trucks.",
    )
    .actor("Jan Holm", "NOR", "GOV", &["Minister Jan Holm"])
    .statement(Form::Indirect, &["Minister Jan Holm"], "urged", "an immediate halt to the shelling of Karsa");
    let b = Made::new(
        "b",
        "Premier Ada Rossi demanded that Karsa be spared. A halt is needed, she said. Rain fell in the hills.",
    )
    .actor("Ada Rossi", "ITA", "GOV", &["Premier Ada Rossi"])
    .statement(Form::Indirect, &["Premier Ada Rossi"], "demanded", "that Karsa be spared");
    let c = compare(&[a.report(), b.report()]);
    assert!(c.points.iter().all(|p| p.kind != PointKind::Differs), "{:#?}", c.points);
}

#[test]
fn an_event_by_others_differs_in_its_actor() {
    let clause = "the fighting between Orland and the Tarsi rebels at the Black Gate bridge";
    let a = Made::new(
        "a",
        "The president deplored the fighting between Orland and the Tarsi rebels at the Black Gate bridge.",
    )
    .actor("Orland", "SDN", "", &["Orland"])
    .actor("Tarsi rebels", "SDN", "REB", &["the Tarsi rebels"])
    .event(Category::Assault, &["Orland", "the Tarsi rebels"], &[], "fighting", clause, &[]);
    let clause = "The fighting at the Black Gate bridge between Orland and the Vesh army";
    let b = Made::new("b", "The fighting at the Black Gate bridge between Orland and the Vesh army went on.")
        .actor("Orland", "SDN", "", &["Orland"])
        .actor("Vesh army", "ERI", "MIL", &["the Vesh army"])
        .event(Category::Assault, &["Orland"], &["the Vesh army"], "fighting", clause, &[]);
    let c = compare(&[a.report(), b.report()]);
    assert!(c.points.iter().any(|p| p.of == Some(Facet::Actor)), "{:#?}", c.points);
}

#[test]
fn nothing_and_one_report_compare_to_nothing_shared() {
    assert_eq!(compare(&[]), Comparison::default());
    let a = north();
    assert!(compare(&[a.report()]).points.iter().all(|p| p.kind == PointKind::Only));
}

#[test]
fn a_copied_passage_is_no_independent_source() {
    let text = "Drones struck a fuel depot and a customs hall at the port shortly before midnight on Wednesday.";
    let (a, b) = (Made::new("a", text), Made::new("b", text));
    let c = compare(&[a.report(), b.report()]);
    let shared: Vec<_> = c.points.iter().map(|p| (p.kind, p.independent)).collect();
    assert_eq!(shared, [(PointKind::Shared, 1)]);
}

/// The facets between two reports of which nothing is recorded.
fn facets_of(a: &str, b: &str) -> Vec<Facet> {
    let (a, b) = (Made::new("a", a), Made::new("b", b));
    let c = compare(&[a.report(), b.report()]);
    c.points.iter().flat_map(|p| p.facets.iter().map(|f| f.of)).collect()
}

#[test]
fn what_was_planned_here_and_done_there_differs_in_status() {
    let planned = "The ferry company will close its terminal in Karsa harbour, the mayor of Karsa told the council.";
    let done = "The ferry company closed its terminal in Karsa harbour, the mayor of Karsa told the council.";
    assert!(facets_of(planned, done).contains(&Facet::Status));
    assert!(!facets_of(done, done).contains(&Facet::Status));
    let never = "The ferry company did not close its terminal in Karsa harbour, the mayor of Karsa told the council.";
    assert!(facets_of(never, done).contains(&Facet::Status));
}

#[test]
fn a_hedge_and_a_judgement_that_one_alone_has_are_told() {
    let plain = "Divers found about 40 crates of rifles in the wreck of the trawler Anneliese off Karsa.";
    let sure = "Divers found 40 crates of rifles in the wreck of the trawler Anneliese off Karsa.";
    assert!(facets_of(plain, sure).contains(&Facet::Hedge), "{:?}", facets_of(plain, sure));
    let loaded = "The premier of Orland accused the harbour guards of Karsa of a reckless search of the wreck of the trawler Anneliese.";
    let calm =
        "The premier of Orland accused the harbour guards of Karsa of a search of the wreck of the trawler Anneliese.";
    assert!(facets_of(loaded, calm).contains(&Facet::Wording), "{:?}", facets_of(loaded, calm));
    assert_eq!(facets_of(calm, calm), []);
}

#[test]
fn one_name_of_a_day_is_one_day_and_another_is_not() {
    let on = |id: &str, words: &str, value: &str| {
        let text = format!("Rescue boats reached the burning trawler Anneliese off Karsa on {words}.");
        Made::new(id, &text).day(words, value)
    };
    let dates = |a: &Made, b: &Made| {
        let c = compare(&[a.report(), b.report()]);
        c.points.iter().any(|p| p.facets.iter().any(|f| f.of == Facet::Date))
    };
    let friday = on("a", "Friday", "2026-03-06");
    assert!(!dates(&friday, &on("b", "Friday", "2026-03-13")), "one name, seen from two days");
    assert!(!dates(&friday, &on("b", "March 6", "2026-03-06")), "two names of one day");
    assert!(!dates(&friday, &on("b", "a day in March", "2026-03")), "a month may hold the day");
    assert!(dates(&friday, &on("b", "March 4", "2026-03-04")));
    let none = Made::new("b", "Rescue boats reached the burning trawler Anneliese off Karsa.");
    assert!(!dates(&friday, &none), "a day left out is none that differs");
}

#[test]
fn what_is_told_keeps_the_mark_that_opens_a_quotation() {
    for (open, close) in [("“", "”"), ("\"", "\"")] {
        let text = format!("{open}We will not let one night undo nine months of work,{close} the mayor of Karsa said.");
        let (a, b) = (Made::new("a", &text), Made::new("b", &text));
        let c = compare(&[a.report(), b.report()]);
        assert!(c.points.iter().all(|p| p.what.starts_with(open)), "{:?}", c.points);
    }
}

#[test]
fn words_quoted_here_and_retold_there_differ_in_form() {
    let quoted =
        "The harbour of Karsa \"was emptied by fear and rumours of a new blockade\", the mayor told the council.";
    let retold = "The harbour of Karsa was emptied by fear and by rumours of a blockade, the mayor told the council.";
    assert!(facets_of(quoted, retold).contains(&Facet::Form), "{:?}", facets_of(quoted, retold));
    assert!(!facets_of(retold, retold).contains(&Facet::Form));
}

/// A comparison's points whatever the order of the reports: named by their documents.
fn in_any_order(c: &Comparison, reports: &[Report<'_>]) -> Vec<String> {
    let id = |r: usize| reports[r].analysis.document.id.as_str();
    let mut all: Vec<String> = c
        .points
        .iter()
        .map(|p| {
            let mut spans: Vec<_> = p.spans.iter().map(|s| format!("{}:{:?}", id(s.report), s.span)).collect();
            let mut records: Vec<_> = p.records.iter().map(|r| reports[r.0].records[r.1].id.clone()).collect();
            spans.sort();
            records.sort();
            format!("{:?} {:?} {} {spans:?} {records:?} {} {}", p.kind, p.of, p.what, p.independent, p.weight)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn the_order_of_reports_changes_no_point() {
    let made = [north(), south(), Made::new("third", &format!("{SOUTH} Nobody was hurt in the herring quarrel."))];
    let reports: Vec<Report<'_>> = made.iter().map(Made::report).collect();
    let straight = in_any_order(&compare(&reports), &reports);
    for order in [[0, 2, 1], [1, 0, 2], [2, 1, 0]] {
        let turned: Vec<Report<'_>> = order.iter().map(|n| reports[*n]).collect();
        assert_eq!(in_any_order(&compare(&turned), &turned), straight, "{order:?}");
    }
}

#[test]
fn the_contract_has_every_record_and_valid_places() {
    let (a, b) = (north(), south());
    let reports = [a.report(), b.report()];
    let wire = crate::wire::comparison(&compare(&reports), &reports, Codebook::Plover20);
    let read: dateline_contract::wire::Comparison = serde_json::from_str(&json(&wire)).unwrap();
    assert_eq!(read, wire, "what is written is read back");
    let value: serde_json::Value = serde_json::from_str(&json(&wire)).unwrap();
    let ids: Vec<&str> = value["records"].as_array().unwrap().iter().filter_map(|r| r["id"].as_str()).collect();
    assert!(a.records.iter().chain(&b.records).all(|r| ids.contains(&r.id.as_str())));
    for p in value["points"].as_array().unwrap() {
        for list in p["in"].as_object().unwrap().values() {
            assert!(list.as_array().unwrap().iter().all(|i| ids.contains(&i.as_str().unwrap())), "{p}");
        }
        assert_eq!(p["kind"] == "differs", p["of"].is_string(), "{p}");
    }
    assert_eq!(value["documents"][0]["doc"], "north");
}

const SENTENCES: [&str; 10] = [
    "The rebels shelled the town of Karsa on Monday.",
    "President Ada Rossi condemned the shelling of Karsa.",
    "“We will not negotiate with those who shell our towns,” Rossi said.",
    "Ministers of both countries met in Geneva for two hours.",
    "At least 11 people were killed, according to the health ministry.",
    "The price of bread rose by a third in the capital.",
    "Aid workers warned that hospitals would run out of fuel within days.",
    "The army denied that its planes had crossed the border.",
    "Rossi said she would not negotiate with the rebels — né 👋.",
    "The ceasefire was signed last June and had held until Sunday.",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_stand_in_their_reports(picks in prop::collection::vec(prop::collection::vec(0usize..10, 1..7), 2..5)) {
        let made: Vec<Made> = picks.iter().enumerate().map(|(n, p)| {
            let text: Vec<&str> = p.iter().map(|i| SENTENCES[*i]).collect();
            Made::new(&format!("doc{n}"), &text.join(" "))
        }).collect();
        let reports: Vec<Report<'_>> = made.iter().map(Made::report).collect();
        let c = compare(&reports);
        for place in c.points.iter().flat_map(|p| p.spans.iter().chain(&p.tellings)) {
            let text = reports[place.report].analysis.text();
            prop_assert!(Span::new(text, place.span.start(), place.span.end()).is_some());
        }
        for p in &c.points {
            prop_assert!(p.records.len() <= 8.max(reports.len()));
            prop_assert_eq!(p.kind == PointKind::Only, p.reports().len() == 1);
        }
        let turned: Vec<Report<'_>> = reports.iter().rev().copied().collect();
        prop_assert_eq!(in_any_order(&compare(&turned), &turned), in_any_order(&c, &reports));
    }

    #[test]
    fn a_report_compared_with_itself_is_shared(picks in prop::collection::vec(0usize..10, 1..9)) {
        let text: Vec<&str> = picks.iter().map(|i| SENTENCES[*i]).collect();
        let (a, b) = (Made::new("one", &text.join(" ")), Made::new("two", &text.join(" ")));
        let c = compare(&[a.report(), b.report()]);
        for p in &c.points {
            prop_assert_eq!((p.kind, p.of), (PointKind::Shared, None));
        }
        for q in c.quotes.iter().filter(|q| q.a.1 == q.b.1) {
            prop_assert_eq!(q.label, QuoteLabel::Identical);
        }
    }
}

#[test]
fn a_coded_report_compared_with_itself_has_no_difference() {
    for made in [north(), south()] {
        let mut twin = Made::new("twin", made.analysis.text());
        twin.records = made.records.clone();
        let c = compare(&[made.report(), twin.report()]);
        let other: Vec<_> = c.points.iter().filter(|p| p.kind != PointKind::Shared).collect();
        assert!(other.is_empty(), "{other:#?}");
    }
}
