//! `dateline compare` as it is typed.

mod program;

use program::Ran;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn examples() -> [PathBuf; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    ["harbour-accord-wire.txt", "harbour-accord-daily.txt"].map(|f| folder.join(f))
}

fn run(arguments: &[&str], input: Option<&str>) -> Ran {
    let arguments = [&["compare"], arguments].concat();
    program::run(Path::new("."), &arguments, input.unwrap_or_default().as_bytes())
}

#[test]
fn two_reports_are_laid_side_by_side() {
    let [a, b] = examples().map(|p| p.display().to_string());
    let out = run(&[&a, &b, "--format", "text"], None);
    let page = out.out;
    assert!(out.code == Some(0), "{}", out.notes);
    for heading in ["side by side", "Told differently", "Told by one alone", "Quotations"] {
        assert!(page.contains(heading), "{heading} is missing:\n{page}");
    }
    assert!(!page.contains('\u{1b}'), "no colours where nobody sees them");
    assert!(page.lines().count() <= 60, "a page is read at a glance:\n{page}");
    for line in ["All tell: ", "They part in figure: A “…", "alone tells: ", "12 March", "14 die in Suakin"] {
        assert!(page.contains(line), "{line} is missing:\n{page}");
    }
    let out = run(&[&a, &b], None);
    let value: Value = serde_json::from_str(&out.out).unwrap();
    assert_eq!(value["documents"].as_array().map(Vec::len), Some(2));
    assert!(value.get("group").is_none());
    assert!(value["quotes"].as_array().unwrap().iter().any(|q| q["label"] == "trimmed"), "{}", value["quotes"]);
}

#[test]
fn one_report_is_no_comparison() {
    let [a, _] = examples().map(|p| p.display().to_string());
    let out = run(&[&a], None);
    assert_eq!(out.code, Some(1));
    assert!(out.notes.contains("two or more reports"), "{}", out.notes);
    assert!(out.out.is_empty());
    let out = run(&[&a, "no/such/report.txt"], None);
    assert_eq!(out.code, Some(1));
    let out = run(&[&a, &examples()[1].display().to_string(), "no/such/report.txt"], None);
    assert_eq!(out.code, Some(2), "two were read, one was refused");
}

#[test]
fn lines_are_grouped_by_a_field_wherever_they_stand() {
    let line = |id: &str, story: Value, words: &str| {
        serde_json::json!({"id": id, "story": story, "text": format!("The rebels shelled the port of {words} on Monday.")})
            .to_string()
    };
    let lines = [
        line("a1", "one".into(), "Karsa"),
        line("b1", 2.into(), "Tarsi"),
        line("a2", "one".into(), "Karsa"),
        line("b2", 2.into(), "Tarsi"),
        line("c", Value::Null, "Vesh"),
    ];
    let out = run(&["--from", "jsonl", "--by", "story", "--format", "json", "-"], Some(&lines.join("\n")));
    assert_eq!(out.code, Some(2), "a line without the field is refused: {}", out.notes);
    assert!(out.notes.contains("no-group"), "{}", out.notes);
    let groups: Vec<Value> = out.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let told: Vec<_> =
        groups.iter().map(|g| (g["group"].as_str().unwrap(), g["documents"].as_array().unwrap().len())).collect();
    assert_eq!(told, [("one", 2), ("2", 2)]);
}

#[test]
fn a_report_twice_is_shared_and_each_keeps_its_name() {
    let [a, _] = examples().map(|p| p.display().to_string());
    let out = run(&[&a, &a, "--format", "json"], None);
    let value: Value = serde_json::from_str(&out.out).unwrap();
    assert_ne!(value["documents"][0]["doc"], value["documents"][1]["doc"]);
    let other: Vec<_> = value["points"].as_array().unwrap().iter().filter(|p| p["kind"] != "shared").collect();
    assert!(other.is_empty(), "{other:#?}");
}

/// Words with one space between two, whatever stood there.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between curly marks in a text, cut where an ellipsis of ours stands.
fn quoted(text: &str) -> Vec<String> {
    let pieces = text.split('“').skip(1).filter_map(|t| t.split_once('”')).map(|(inside, _)| inside);
    pieces.flat_map(|p| p.split('…')).map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

/// A page without what stands in angle brackets.
fn untagged(page: &str) -> String {
    page.split('<').map(|p| p.split_once('>').map_or(p, |(_, text)| text)).collect()
}

#[test]
fn what_stands_between_marks_is_in_a_report_word_for_word() {
    let paths = examples().map(|p| p.display().to_string());
    let texts = paths.clone().map(|p| std::fs::read_to_string(p).unwrap());
    // One report has straight marks where the page has curly ones.
    let plain = |t: &str| one_line(&t.replace(['“', '”'], "\""));
    let lines = texts.clone().map(|t| plain(&t));
    let [a, b] = &paths;
    for format in ["text", "html", "json"] {
        let page = run(&[a, b, "--format", format, "--all"], None).out;
        let page = untagged(&page).replace("&#39;", "'").replace("&quot;", "\"");
        for piece in quoted(&one_line(&page)) {
            assert!(lines.iter().any(|l| l.contains(&plain(&piece))), "{format}: “{piece}” is in neither report");
        }
    }
    let value: Value = serde_json::from_str(&run(&[a, b, "--format", "json"], None).out).unwrap();
    let same = |doc: &str, words: &Value| {
        let text: Vec<char> = texts[paths.iter().position(|p| p == doc).unwrap()].chars().collect();
        let at = |end: &str| usize::try_from(words[end].as_u64().unwrap()).unwrap();
        let there: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(words["text"], there.as_str(), "{words}");
    };
    for point in value["points"].as_array().unwrap() {
        let facets = point["facets"].as_array().into_iter().flatten();
        for spans in facets.map(|f| &f["spans"]).chain([&point["spans"]]) {
            for (doc, all) in spans.as_object().unwrap() {
                all.as_array().unwrap().iter().for_each(|words| same(doc, words));
            }
        }
        let first = point["facets"].as_array().and_then(|f| f.first()).map(|f| &f["of"]);
        assert_eq!(first, point.get("of"), "the first facet is what the point is of: {point}");
    }
}

/// The comparison of two reports given as texts.
fn compared(a: &str, b: &str) -> Value {
    let line = |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string();
    let lines = [line("a", a), line("b", b)].join("\n");
    let out = run(&["-", "--from", "jsonl"], Some(&lines));
    serde_json::from_str(&out.out).unwrap_or_else(|e| panic!("{e}: {}", out.notes))
}

#[test]
fn a_count_that_is_told_again_is_paired_each_time() {
    let a = "The storm killed 34 fishermen off Karsa. The mayor said that the 34 fishermen had ignored a warning.";
    let b = "Off Karsa the storm killed 34 fishermen on Monday. All boats are lost.";
    let pairs = compared(a, b)["figures"].as_array().unwrap().len();
    assert_eq!(pairs, 2, "both of A with the one of B");
    let other = "Off Karsa the storm killed 51 fishermen on Monday. Of these 34 fishermen were from Orland.";
    let points = compared("The storm killed 34 fishermen off Karsa.", other);
    let labels: Vec<&str> = points["figures"].as_array().unwrap().iter().filter_map(|f| f["label"].as_str()).collect();
    assert_eq!(labels.len(), 1, "one count has one counterpart: {labels:?}");
}

#[test]
fn what_is_told_in_other_words_is_not_told_by_one_alone() {
    let only = |a: &str, b: &str| -> Vec<String> {
        let c = compared(a, b);
        let points = c["points"].as_array().unwrap().iter().filter(|p| p["kind"] == "only");
        points.map(|p| p["what"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let holds = |all: &[String], words: &str| all.iter().any(|w| w.contains(words));
    let drones = only(
        "Drones struck a fuel depot near Port Sudan, the ministry said. A regatta in the bay of Karsa was called off for want of wind.",
        "The quay lay in ruins after drones hit it, killing 14 Sudanese dockers. Schools in the hills of Tokar stay closed until Monday.",
    );
    assert!(!holds(&drones, "fuel depot"), "{drones:?}");
    assert!(holds(&drones, "regatta") && holds(&drones, "Schools"), "{drones:?}");
    let denied = only(
        "Chad armed the rebels, Sudan says. Chad denied the charge. A regatta in the bay of Karsa was called off for want of wind.",
        "Sudan says that Chad has sent guns to the rebels. Chad denies this. Schools in the hills of Tokar stay closed until Monday.",
    );
    assert!(!holds(&denied, "denie"), "{denied:?}");
}

/// The reports of two stories, with what a source says of them.
fn two_stories() -> (Vec<Value>, String) {
    let line = |id: &str, story: &str, date: &str, outlet: &str, title: &str, text: &str| {
        serde_json::json!({"id": id, "story": story, "date": date, "publisher": outlet, "title": title, "text": text,
            "url": format!("https://news.example/{id}")})
    };
    let lines = vec![
        line(
            "k2",
            "karsa storm/1",
            "2026-03-14",
            "The Courier",
            "Storm kills 14 off Karsa",
            "The storm off Karsa killed 14 fishermen on Thursday. \
            \u{201c}We will search until the last boat is found and then count again,\u{201d} said the mayor, Rima Haddad.",
        ),
        line(
            "v1",
            "vesh",
            "2026-03-13",
            "Northline",
            "Talks in Vesh",
            "The ministers of Orland and Karsa met in Vesh on Friday.",
        ),
        line(
            "k1",
            "karsa storm/1",
            "2026-03-13",
            "Northline",
            "Eleven die off Karsa",
            "The storm off Karsa killed 11 fishermen on Thursday. \
            \u{201c}We will search until the last boat is found,\u{201d} said the mayor, Rima Haddad.",
        ),
        line(
            "v2",
            "vesh",
            "2026-03-13",
            "The Courier",
            "<b>Vesh</b>",
            "The ministers of Orland and Karsa met in Vesh on Friday.",
        ),
    ];
    let input = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    (lines, input)
}

#[test]
fn linked_data_has_claims_their_words_and_where_they_appeared_first() {
    let (lines, input) = two_stories();
    let out = run(&["-", "--from", "jsonl", "--by", "story", "--format", "json-ld"], Some(&input));
    assert_eq!(out.code, Some(0), "{}", out.notes);
    assert!(!out.out.contains("Rating") && !out.out.contains("reviewRating"), "no verdict is given");
    let wholes = out.lines();
    assert_eq!(wholes.iter().map(|w| w["name"].as_str().unwrap()).collect::<Vec<_>>(), ["karsa storm/1", "vesh"]);
    let mut aspects = Vec::new();
    for whole in &wholes {
        assert_eq!(whole["@context"], "https://schema.org");
        let parts = whole["hasPart"].as_array().unwrap();
        let of_type = |name: &str| parts.iter().filter(|p| p["@type"] == name).collect::<Vec<_>>();
        assert_eq!(of_type("NewsArticle").len(), 2);
        let ids: std::collections::BTreeSet<_> = parts.iter().map(|p| p["@id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), parts.len(), "each part has a name of its own");
        let told = |article: &Value| -> String {
            let line = lines.iter().find(|l| l["id"] == article["identifier"]).unwrap();
            assert_eq!(article["url"], line["url"]);
            assert_eq!(article["headline"], line["title"]);
            assert_eq!(article["datePublished"], line["date"]);
            assert_eq!(article["publisher"]["name"], line["publisher"]);
            line["text"].as_str().unwrap().to_owned()
        };
        let texts: std::collections::BTreeMap<&str, String> =
            of_type("NewsArticle").iter().map(|a| (a["@id"].as_str().unwrap(), told(a))).collect();
        let within = |q: &Value| {
            let text = &texts[q["isPartOf"]["@id"].as_str().unwrap()];
            assert!(text.contains(q["text"].as_str().unwrap()), "{q}");
        };
        assert!(!of_type("Claim").is_empty());
        for claim in of_type("Claim") {
            let appearance = claim["appearance"].as_array().unwrap();
            let first = told(&appearance[0]);
            assert!(first.contains(claim["text"].as_str().unwrap()), "{claim}");
            appearance.iter().flat_map(|a| a["hasPart"].as_array().unwrap()).for_each(within);
            let days: Vec<&str> = appearance.iter().map(|a| a["datePublished"].as_str().unwrap()).collect();
            assert!(days.is_sorted(), "{days:?}");
            let known = days.len() == 1 || days[0] != days[1];
            assert_eq!(
                claim.get("firstAppearance").is_some(),
                known,
                "of two on one day neither is the first: {claim}"
            );
            assert!(!known || claim["firstAppearance"]["identifier"] == appearance[0]["identifier"]);
        }
        for review in of_type("ClaimReview") {
            assert!(ids.contains(review["itemReviewed"]["@id"].as_str().unwrap()));
            review["hasPart"].as_array().unwrap().iter().for_each(within);
            aspects.push(review["reviewAspect"].as_str().unwrap());
        }
    }
    assert!(aspects.contains(&"figure") && aspects.contains(&"quote"), "{aspects:?}");
    let said = wholes[0]["hasPart"].as_array().unwrap().iter().find(|p| p["author"].is_array()).unwrap();
    assert_eq!(said["author"][0]["name"], "Rima Haddad");
    assert_eq!(said["text"], "We will search until the last boat is found,");
    assert_eq!(said["author"][0]["@type"], "Person");
    assert_eq!(said["firstAppearance"]["identifier"], "k1");
}

#[test]
fn a_page_a_story_lies_in_a_folder_with_an_index() {
    let (_, input) = two_stories();
    let here = program::folder("pages");
    let arguments = ["compare", "-", "--from", "jsonl", "--by", "story", "--format", "html", "-o", "new/pages"];
    std::fs::create_dir(here.join("new")).unwrap();
    let names = || {
        let all = std::fs::read_dir(here.join("new/pages")).unwrap();
        all.map(|e| e.unwrap().file_name().into_string().unwrap()).collect::<std::collections::BTreeSet<_>>()
    };
    let mut before = Vec::new();
    for _ in 0..2 {
        let out = program::run(&here, &arguments, input.as_bytes());
        assert!(out.code == Some(0) && out.out.is_empty(), "{}{}", out.notes, out.out);
        let all: Vec<&str> = vec!["index.html", "karsa-storm-1.html", "vesh.html"];
        assert_eq!(names().iter().map(String::as_str).collect::<Vec<_>>(), all, "and nothing half written");
        let pages: Vec<String> =
            all.iter().map(|f| std::fs::read_to_string(here.join("new/pages").join(f)).unwrap()).collect();
        assert!(before.is_empty() || before == pages, "a second run writes the same");
        before = pages;
    }
    let [index, karsa, vesh] = &before[..] else { panic!() };
    let rows: Vec<&str> = index.lines().filter(|l| l.starts_with("<tr><th scope=\"row\">")).collect();
    assert!(rows[0].contains("<a href=\"karsa-storm-1.html\">Eleven die off Karsa</a>"), "{rows:?}");
    assert!(rows[0].contains("<td>13 March 2026 to 14 March 2026</td><td>2</td>"), "{rows:?}");
    assert!(rows[1].contains("<td>13 March 2026</td><td>2</td><td>0</td>"), "{rows:?}");
    assert!(!index.contains("<b>Vesh") && !index.contains("<script"), "{index}");
    for page in [karsa, vesh] {
        assert!(page.contains("<a href=\"index.html\">All stories</a>") && page.ends_with("</html>\n"));
    }
    assert!(karsa.contains("<title>Eleven die off Karsa: 2 reports</title>"));
}

#[test]
fn one_utterance_or_one_difference_of_a_claim_is_one_card() {
    let line = |id: &str, date: &str, text: &str| {
        serde_json::json!({"id": id, "date": date, "publisher": id, "text": text}).to_string()
    };
    let lines = [
        line(
            "wire",
            "2026-03-13",
            "The storm off Karsa killed 11 fishermen on Thursday. \u{201c}We will search until the last boat is \
            found. Nobody on this coast will be left behind at sea,\u{201d} said the mayor, Rima Haddad.",
        ),
        line(
            "daily",
            "2026-03-14",
            "The storm off Karsa killed 14 fishermen on Thursday. \u{201c}We will search until the last boat is \
            found,\u{201d} said the mayor, Rima Haddad.",
        ),
        line(
            "late",
            "2026-03-15",
            "The storm off Karsa killed 17 fishermen on Thursday. \u{201c}Nobody on this coast will be left behind \
            at sea,\u{201d} said the mayor, Rima Haddad.",
        ),
    ];
    let page = run(&["-", "--from", "jsonl", "--format", "html"], Some(&lines.join("\n"))).out;
    let cards: Vec<&str> =
        page.split("<article class=\"point").skip(1).map(|c| c.split("</article>").next().unwrap()).collect();
    let with = |words: &str| cards.iter().filter(|c| untagged(c).contains(words) && c.contains("differs")).count();
    assert_eq!(with("until the last boat"), 1, "{cards:#?}");
    assert_eq!(with("left behind"), 1, "{cards:#?}");
    let figures: Vec<&&str> = cards.iter().filter(|c| c.contains("differs") && untagged(c).contains("17")).collect();
    let [all] = figures[..] else { panic!("{figures:#?}") };
    assert!(["A", "B", "C"].iter().all(|l| all.contains(&format!(">{l}</a>"))), "{all}");
    // Each link within the page leads somewhere, and no name stands twice.
    let names: Vec<&str> = page.split(" id=\"").skip(1).map(|t| t.split('"').next().unwrap()).collect();
    let known: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(known.len(), names.len());
    for target in page.split("href=\"#").skip(1).map(|t| t.split('"').next().unwrap()) {
        assert!(known.contains(&target), "#{target} leads nowhere");
    }
}
