//! Events as the learnt coder and the rules tell them together, on sentences written for the purpose.

use dateline_contract::{Body, Entity, Event, Record};
use dateline_language::{Analysis, Model, analyse, refer};
use dateline_records::{Tables, records, rejected};
use dateline_text::document::{Limits, document};
use dateline_text::{Meta, RawItem, Span};

fn read(text: &str) -> Analysis {
    let item = RawItem { meta: Meta { date: Some("2024-03-12".into()), ..Meta::default() }, ..RawItem::new(text) };
    let doc = document(&item, &Limits::default()).unwrap().value;
    let model = Model::accurate();
    refer(analyse(doc.into(), model).value, model)
}

fn events(a: &Analysis) -> Vec<(Event, Record)> {
    let told = |r: Record| if let Body::Event(e) = &r.body { Some((e.clone(), r)) } else { None };
    records(a, &Tables::builtin()).value.into_iter().filter_map(told).collect()
}

/// `CATEGORY/mode actors > recipients @ place`, parties parted by ` + `, and `not` where it did not come to be.
fn shown(a: &Analysis, e: &Event) -> String {
    let words = |s: Span| s.of(a.text()).to_owned();
    let side = |all: &[Entity]| {
        let all: Vec<String> = all.iter().map(|x| words(x.span)).collect();
        if all.is_empty() { "-".to_owned() } else { all.join(" + ") }
    };
    let mode = e.mode.map(|m| format!("/{}", m.name())).unwrap_or_default();
    let place = e.place.as_ref().map(|p| format!(" @ {}", words(p.span))).unwrap_or_default();
    let negated = if e.status.negated { " not" } else { "" };
    format!("{}{mode} {} > {}{place}{negated}", e.category, side(&e.actor), side(&e.recipient))
}

#[test]
fn acts_that_no_rule_has_been_written_for_are_seen_with_their_parties_and_place() {
    for (text, wanted) in [
        (
            "Police in Nairobi fired tear gas at protesters on Tuesday.",
            &["ASSAULT/crowd-control Police > protesters @ Nairobi"][..],
        ),
        ("The two leaders held talks in Geneva on Tuesday.", &["CONSULT The two leaders > - @ Geneva"]),
        ("Two farmers were shot dead near Tillaberi on Friday.", &["ASSAULT/firearms - > Two farmers @ Tillaberi"]),
        ("The cook burnt the rice and the guests laughed at him.", &[]),
        ("A storm tore the roofs off forty houses in Karsa.", &[]),
    ] {
        let a = read(text);
        let got: Vec<String> = events(&a).iter().map(|(e, _)| shown(&a, e)).collect();
        assert_eq!(got, wanted, "{text}");
    }
}

#[test]
fn where_a_rule_sees_the_act_too_the_event_has_what_either_knows() {
    let a = read("Norway condemned Chad on Monday for the shelling of Karsa.");
    let (event, record) = events(&a).into_iter().find(|(e, _)| e.category.name() == "ACCUSE").unwrap();
    assert!(record.rule.starts_with("learnt+accuse/"), "{}", record.rule);
    assert_eq!(event.cameo.as_deref(), Some("111"), "the rule's code");
    assert_eq!(event.when.iter().map(|w| w.of(a.text())).collect::<Vec<_>>(), ["on Monday"], "the learnt coder's time");
    let alone = records(&read("Norway condemned Chad on Monday.").without_acts(), &Tables::builtin()).value;
    assert!(alone.iter().any(|r| r.rule == "accuse/criticize"), "rules alone tell it by their own name");
}

#[test]
fn what_was_not_done_is_told_as_not_done() {
    for text in [
        "The army called off its attack on Nadir on Sunday.",
        "Officials in Chad failed to condemn the attack on Karsa.",
    ] {
        let a = read(text);
        let told: Vec<String> = events(&a).iter().map(|(e, _)| shown(&a, e)).collect();
        let done = told.iter().filter(|e| e.starts_with("ASSAULT army") || e.starts_with("ACCUSE"));
        assert!(done.into_iter().all(|e| e.ends_with("not")), "{text}: {told:?}");
    }
}

#[test]
fn what_is_demanded_or_offered_is_not_told_as_done() {
    for (text, wanted) in [
        ("Thousands of miners in Oruro demanded the resignation of the energy minister.", &["REQUEST"][..]),
        ("Lawmakers in Suva demand the foreign minister's resignation.", &["REQUEST"]),
        ("The rebels demanded the withdrawal of the army from Tine.", &["REQUEST"]),
        ("Sweden is open to hosting talks between Chad and Sudan.", &["AGREE"]),
        // What has been done to those it is asked for has been done; so has been said what is answered.
        ("The opposition called for the release of Omar Diallo, who was arrested in May.", &["REQUEST", "COERCE"]),
        ("Norway threatened sanctions against Chad over the shelling of Karsa.", &["THREATEN", "ASSAULT"]),
    ] {
        let a = read(text);
        let told: Vec<&str> = events(&a).iter().map(|(e, _)| e.category.name()).collect();
        assert_eq!(told, wanted, "{text}");
    }
}

#[test]
fn tellings_of_one_act_share_what_happened_and_the_dead_are_its_size() {
    let a = read(
        "Sudan accused Chad of backing the raid on Tine. Sudan's government blamed Chad for the raid. Rebels attacked Tine, \
         killing 14 people.",
    );
    let all = events(&a);
    let blame: Vec<&(Event, Record)> = all.iter().filter(|(e, _)| e.category.name() == "ACCUSE").collect();
    assert_eq!(blame.len(), 2, "{blame:?}");
    assert_eq!(blame[0].0.happening.as_deref(), Some(blame[0].1.id.as_str()), "the first names the act");
    assert_eq!(blame[0].0.happening, blame[1].0.happening);
    let sizes: Vec<_> = all.iter().filter_map(|(e, _)| e.size).map(|s| s.dead).collect();
    assert_eq!(sizes, [Some(14)]);
}

#[test]
fn what_a_rule_saw_and_the_learnt_coder_did_not_is_rejected_with_the_reason() {
    let a = read("He supports his elderly parents and backed the car into the garage.");
    assert!(events(&a).is_empty());
    for r in rejected(&a, &Tables::builtin()) {
        assert!(!r.reason.is_empty());
    }
}

#[test]
fn a_party_has_a_code_or_none_and_never_an_empty_one() {
    for text in
        ["Fiji urged the Pacific states to condemn the shelling of Karsa.", "Pacific leaders condemned Chad on Monday."]
    {
        let a = read(text);
        for (e, _) in events(&a) {
            let parties = e.actor.iter().chain(&e.recipient);
            assert!(parties.into_iter().all(|x| x.code.as_deref() != Some("")), "{text}: {e:?}");
        }
    }
}
