//! `dateline system` as it is typed.

mod program;

use program::{folder, run, valid, write};
use roxmltree::{Document, Node};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ATTACK: &str = "Sudan's army attacked Eritrea's army on Monday. Norway's foreign minister held talks with Sudan's foreign \
    minister in Oslo. Norway's foreign minister met Eritrea's foreign minister. Egypt's foreign minister warned on Tuesday \
    that the war could spread to the whole region.\n";
const AGAIN: &str = "Sudan's army attacked Eritrea's army on Monday, witnesses said. Eritrea accused Sudan of lying.\n";

/// Two reports of one attack, read once.
fn records(test: &str) -> std::path::PathBuf {
    let here = folder(test);
    let report = |id: &str, publisher: &str, text: &str| {
        json!({"id": id, "publisher": publisher, "date": "2026-03-10", "text": text}).to_string() + "\n"
    };
    let all = report("a", "The <Northline> & Co", ATTACK) + &report("b", "Courier", AGAIN);
    write(&here, &[("reports.jsonl", all.as_bytes())]);
    let ran =
        run(&here, &["read", "reports.jsonl", "--format", "jsonl", "--model", "fast", "-o", "records.jsonl"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    here
}

fn system(here: &std::path::Path, arguments: &[&str]) -> program::Ran {
    let ran = run(here, &[&["system", "--records", "records.jsonl"], arguments].concat(), b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    ran
}

fn object(here: &std::path::Path, arguments: &[&str]) -> Value {
    let ran = system(here, &[arguments, &["--format", "json"]].concat());
    valid(&ran.out);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn an_attack_told_twice_is_one_happening_and_two_reports() {
    let here = records("system");
    let got = object(&here, &["--nodes", "country"]);
    let pair = got["pairs"].as_array().unwrap().iter().find(|p| p["from"] == "SDN" && p["to"] == "ERI");
    let days = &pair.unwrap_or_else(|| panic!("{got:#}"))["days"];
    assert_eq!((&days[0]["day"], days.as_array().unwrap().len()), (&json!("2026-03-09"), 1), "{days:#}");
    let counts = |of: &str| days[0][of]["material_conflict"].as_u64();
    assert_eq!((counts("happenings"), counts("reports")), (Some(1), Some(2)));
    let conflict = &got["conflicts"][0];
    assert_eq!((&conflict["a"], &conflict["b"]), (&json!("ERI"), &json!("SDN")));
    assert_eq!(conflict["go_betweens"][0]["actor"], "NOR", "{conflict:#}");
    let warning = &got["warnings"][0];
    assert!(warning["words"][0]["text"].as_str().unwrap().contains("spread to the whole region"), "{got:#}");
    assert_eq!((&warning["doc"], warning["speakers"].as_array().unwrap().len()), (&json!("a"), 1));
    assert_eq!(got["publishers"].as_array().unwrap().len(), 2);
    // The reports themselves give the same as their records.
    let read =
        run(&here, &["system", "reports.jsonl", "--model", "fast", "--nodes", "country", "--format", "json"], b"");
    assert_eq!(serde_json::from_str::<Value>(&read.out).unwrap(), got);
}

#[test]
fn forms_for_people_and_spreadsheets() {
    let here = records("system-forms");
    let table = system(&here, &["--format", "table", "--nodes", "country"]).out;
    for words in ["2 reports of 2 outlets", "SDN → ERI", "1/2", "ERI – SDN", "between them: NOR", "Warnings"] {
        assert!(table.contains(words), "{words} is missing:\n{table}");
    }
    let acts = system(&here, &["--format", "table", "--nodes", "country", "--actor", "sdn"]).out;
    assert!(acts.contains("2026-03-09  SDN → ERI  ASSAULT") && acts.contains("2 reports"), "{acts}");
    let csv = system(&here, &["--format", "csv", "--nodes", "country"]).out;
    let rows: Vec<&str> = csv.lines().filter(|l| l.starts_with("2026-03-09,SDN,ERI,")).collect();
    assert_eq!(rows.len(), 1, "{csv}");
    assert!(rows[0].starts_with("2026-03-09,SDN,ERI,0,0,0,2,0,0,0,1,"), "{csv}");
    let acts = system(&here, &["--format", "csv", "--actor", "SDN", "--nodes", "country"]).out;
    assert!(acts.lines().any(|l| l.starts_with("2026-03-09,SDN,ERI,ASSAULT,") && l.ends_with(",a b")), "{acts}");
    let none = system(&here, &["--actor", "Atlantis", "--format", "json"]);
    none.noted("no-actor", "Atlantis");
}

/// The elements of a name.
fn all<'a>(tree: &'a Document<'a>, name: &str) -> Vec<Node<'a, 'a>> {
    tree.descendants().filter(|n| n.has_tag_name(name) || n.tag_name().name() == name).collect()
}

/// The ids of nodes are different, and edges run between nodes.
fn network_holds(tree: &Document<'_>) {
    let ids: Vec<&str> = all(tree, "node").iter().map(|n| n.attribute("id").unwrap()).collect();
    let set: BTreeSet<&str> = ids.iter().copied().collect();
    assert!(ids.len() == set.len() && ids.len() >= 3, "{ids:?}");
    let edges = all(tree, "edge");
    assert!(edges.len() >= 3);
    let numbers: BTreeSet<_> = edges.iter().map(|e| e.attribute("id").unwrap()).collect();
    assert_eq!(numbers.len(), edges.len());
    for e in edges {
        assert!(["source", "target"].iter().all(|end| set.contains(e.attribute(*end).unwrap())), "{e:?}");
    }
}

#[test]
fn networks_are_what_their_formats_demand() {
    let here = records("system-networks");
    for name in ["system.gexf", "system.graphml", "system.svg"] {
        let ran = system(&here, &["-o", name]);
        assert_eq!(ran.out, "");
    }
    let read = |name: &str| std::fs::read_to_string(here.join(name)).unwrap();
    let gexf = read("system.gexf");
    let tree = Document::parse(&gexf).unwrap();
    let root = tree.root_element();
    assert_eq!((root.tag_name().namespace(), root.attribute("version")), (Some("http://gexf.net/1.3"), Some("1.3")));
    network_holds(&tree);
    for class in ["node", "edge"] {
        let declared = all(&tree, "attributes").into_iter().find(|a| a.attribute("class") == Some(class)).unwrap();
        let known: BTreeSet<_> = declared.children().filter_map(|a| a.attribute("id")).collect();
        for element in all(&tree, class) {
            let values = element.descendants().filter(|n| n.tag_name().name() == "attvalue");
            assert!(values.into_iter().all(|v| known.contains(v.attribute("for").unwrap())));
        }
    }
    assert!(all(&tree, "edge").iter().all(|e| e.attribute("weight").unwrap().parse::<f64>().unwrap() > 0.0));
    let graphml = read("system.graphml");
    let tree = Document::parse(&graphml).unwrap();
    assert_eq!(tree.root_element().tag_name().namespace(), Some("http://graphml.graphdrawing.org/xmlns"));
    assert_eq!(all(&tree, "graph")[0].attribute("edgedefault"), Some("directed"));
    network_holds(&tree);
    let keys: BTreeSet<_> = all(&tree, "key").iter().map(|k| k.attribute("id").unwrap()).collect();
    assert!(all(&tree, "data").iter().all(|d| keys.contains(d.attribute("key").unwrap())));
    let svg = read("system.svg");
    let tree = Document::parse(&svg).unwrap();
    assert!(all(&tree, "text").iter().any(|t| t.text() == Some("NOR")), "{svg}");
    assert!(all(&tree, "rect").len() > 1 && all(&tree, "line").len() > 3, "{svg}");
    assert!(!svg.contains("http://www.w3.org/1999/xlink") && !svg.contains("href"), "it needs nothing else");
}

#[test]
fn lines_that_are_no_records_are_named_and_the_rest_is_read() {
    let here = records("system-faults");
    let good = std::fs::read_to_string(here.join("records.jsonl")).unwrap();
    let bad = (0..7).map(|n| format!("no record {n}\n")).collect::<String>();
    let ran = run(&here, &["system", "--records", "--format", "json"], (bad + &good).as_bytes());
    assert_eq!(ran.code, Some(2), "{}", ran.notes);
    ran.noted("bad-line", "standard input:1");
    ran.noted("bad-line", "2 more lines");
    for (arguments, input, code, words) in [
        (&["system", "--records"][..], "", 1, "there is no report among the lines"),
        (&["system", "--records", "gone.jsonl"], "", 64, "gone.jsonl"),
        (&["system", "--nodes", "planet"], "", 64, "planet"),
    ] {
        let ran = run(&here, arguments, input.as_bytes());
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.notes);
        assert!(ran.notes.contains(words), "{arguments:?}: {}", ran.notes);
    }
}
