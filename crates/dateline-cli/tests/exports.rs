//! What other programs read of a project file: `dateline export`, each format by a reader that is strict about it.

mod program;

use program::{Ran, folder, run, write};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Reports that are hard on formats: a headline that a spreadsheet would run, marks beyond the basic plane before the words
/// that count, tabs, an escape sequence, and an act that is told twice.
fn reports() -> String {
    let report = |id: &str, date: &str, outlet: &str, title: &str, url: Option<&str>, text: &str| {
        json!({"id": id, "date": date, "publisher": outlet, "title": title, "url": url, "text": text}).to_string()
            + "\n"
    };
    let run_me = "=HYPERLINK(\"http://example.org\",\"\tclick\")";
    [
        report(
            "one",
            "2026-02-03",
            "\"North\"line",
            run_me,
            Some("https://example.org/one"),
            "The port is shut 🚢🚢. Norway accused Sudan on Monday of shelling a hospital\u{1b}[31m.\r\n\r\nNorway blamed Sudan for the shelling again.",
        ),
        report("two", "2026-02-03", "Evening Wire", "-", None, "Norway condemned Sudan for an attack in Khartoum that killed 11 people."),
        report("three", "2026-03-02", "Evening Wire", "Talks", None, "Norway, Sudan and Egypt held talks in Geneva on Monday."),
        report("four", "2026-03-04", "Evening Wire", "Plans", None, "Norway may expel the ambassador of Sudan next week."),
    ]
    .concat()
}

fn filled(test: &str) -> PathBuf {
    let here = folder(test);
    write(&here, &[("news.jsonl", reports().as_bytes())]);
    let ran = run(&here, &["ingest", "news.jsonl", "--into", "news.dateline", "--model", "fast"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    here
}

fn export(here: &Path, format: &str, options: &[&str]) -> Ran {
    let ran = run(here, &[&["export", format, "news.dateline"], options].concat(), b"");
    assert_eq!(ran.code, Some(0), "{format}: {}", ran.notes);
    assert!(!ran.out.chars().any(|c| c.is_control() && !"\t\r\n".contains(c)), "{format} steers a terminal");
    ran
}

/// The rows of a table parted by tabs, which readers with and without quotation read alike.
#[track_caller]
fn tsv(out: &str, columns: usize) -> Vec<Vec<String>> {
    let read = |quoting: bool| {
        let mut builder = csv::ReaderBuilder::new();
        let builder = builder.delimiter(b'\t').quoting(quoting).has_headers(false).flexible(false);
        let rows = builder.from_reader(out.as_bytes()).into_records().map(|r| r.unwrap());
        rows.map(|r| r.iter().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let rows = read(true);
    assert_eq!(rows, read(false));
    assert!(rows.iter().all(|r| r.len() == columns), "{columns} columns");
    rows
}

fn csv_rows(out: &str) -> Vec<Value> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(out.as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = |r: csv::StringRecord| head.iter().zip(r.iter()).map(|(k, v)| (k.to_owned(), json!(v))).collect();
    reader.records().map(|r| Value::Object(row(r.unwrap()))).collect()
}

#[test]
fn csv_has_every_pair_with_the_codes_of_its_states() {
    let here = filled("exports-csv");
    let ran = export(&here, "csv", &["--actor", "NOR", "--recipient", "SDN", "--event", "ACCUSE"]);
    let rows = csv_rows(&ran.out);
    // Both passages of the first report tell one act.
    assert_eq!(rows.len(), 2, "{}", ran.out);
    let first = &rows[0];
    let want = json!({"date": "2026-02-02", "event": "ACCUSE", "quad": "3", "actor": "NOR", "actor_cow": "385", "actor_gw": "385",
        "recipient": "SDN", "recipient_cow": "625", "mentions": "2", "doc": "one", "publisher": "\"North\"line",
        "title": "'=HYPERLINK(\"http://example.org\",\" click\")", "checked": ""});
    for (key, value) in want.as_object().unwrap() {
        assert_eq!(&first[key], value, "{key}: {first}");
    }
    assert_eq!((&rows[1]["title"], &rows[1]["place"], &rows[1]["report"]), (&json!("'-"), &json!(""), &json!("2")));
    let each = export(&here, "csv", &["--actor", "NOR", "--event", "ACCUSE", "--once", "telling"]);
    assert_eq!(csv_rows(&each.out).len(), 3);
    // What is only possible is told where it is asked for.
    let expel =
        |options: &[&str]| csv_rows(&export(&here, "csv", options).out).iter().filter(|r| r["doc"] == "four").count();
    assert_eq!((expel(&[]), expel(&["--with-unreal"])), (0, 1));
    let text = csv_rows(&export(&here, "csv", &["--with-text"]).out);
    assert!(text[0]["text"].as_str().unwrap().starts_with("The port is shut 🚢🚢. Norway"));
}

#[test]
fn talks_of_three_are_a_row_for_each_with_each() {
    let here = filled("exports-talks");
    let rows = csv_rows(&export(&here, "csv", &["--event", "CONSULT"]).out);
    let mut pairs: Vec<_> =
        rows.iter().map(|r| (r["actor"].as_str().unwrap(), r["recipient"].as_str().unwrap())).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let all = [("EGY", "NOR"), ("EGY", "SDN"), ("NOR", "EGY"), ("NOR", "SDN"), ("SDN", "EGY"), ("SDN", "NOR")];
    assert_eq!(pairs, all);
    let mut ids: Vec<_> = rows.iter().map(|r| r["id"].to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rows.len(), "each row has its own id");
}

#[test]
fn polecat_and_icews_have_their_columns() {
    let here = filled("exports-polecat");
    let rows = tsv(&export(&here, "polecat", &["--event", "ACCUSE"]).out, 40);
    let names = "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor COW, \
        Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, Recipient Country, \
        Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, Wikipedia Recipient ID, \
        Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature Type, Source, \
        Publication Date, Story People, Story Organizations, Story Locations, Language, Version";
    assert_eq!(rows[0].join(", "), names);
    let column = |name: &str| rows[0].iter().position(|c| c == name).unwrap_or_else(|| panic!("{name}"));
    assert_eq!((rows[0][0].as_str(), rows[0][39].as_str()), ("Event ID", "Version"));
    let cell = |row: usize, name: &str| rows[row][column(name)].as_str();
    assert_eq!(cell(1, "Event Date"), "2026-02-02");
    assert_eq!(
        (cell(1, "Quad Code"), cell(1, "Actor COW"), cell(1, "Recipient Country")),
        ("VERBAL CONFLICT", "385", "SDN")
    );
    assert_eq!((cell(1, "Source"), cell(1, "Publication Date")), ("'North'line", "2026-02-03"));
    let rows = tsv(&export(&here, "icews", &["--event", "ACCUSE"]).out, 20);
    let names = "Event ID, Event Date, Source Name, Source Sectors, Source Country, Event Text, CAMEO Code, Intensity, Target Name, \
        Target Sectors, Target Country, Story ID, Sentence Number, Publisher, City, District, Province, Country, Latitude, Longitude";
    assert_eq!(rows[0].join(", "), names);
    assert_eq!([&rows[1][1], &rows[1][4], &rows[1][10], &rows[1][12]], ["2026-02-02", "Norway", "Sudan", "2"]);
    assert!(rows[1][6].starts_with("11") && rows[1][7].starts_with('-') && !rows[1][5].is_empty(), "{:?}", rows[1]);
    assert!(rows[1][0].parse::<u64>().unwrap() < 1 << 53);
}

#[test]
fn phoenix_and_gdelt_have_their_columns_and_no_header() {
    let here = filled("exports-gdelt");
    let only = ["--actor", "NOR", "--event", "ACCUSE"];
    let rows = tsv(&export(&here, "phoenix", &only).out, 26);
    assert_eq!(rows[0][1..7], ["20260202", "2026", "02", "02", "NOR", "NOR"]);
    assert_eq!((rows[0][14].as_str(), rows[0][15].as_str(), rows[0][23].as_str()), ("11", "3", "1_2;1_3"));
    let events = tsv(&export(&here, "gdelt-events", &only).out, 61);
    let first = &events[0];
    assert_eq!(first[1..6], ["20260202", "202602", "2026", "2026.0877", "NOR"]);
    assert_eq!((first[6].as_str(), first[28].as_str(), first[29].as_str()), ("NORWAY", "11", "3"));
    assert_eq!(first[31..34], ["2", "1", "1"], "mentions, sources, articles");
    assert_eq!((first[59].as_str(), first[60].as_str()), ("20260203000000", "https://example.org/one"));
    let mentions = tsv(&export(&here, "gdelt-mentions", &only).out, 16);
    assert_eq!(mentions.len(), 3);
    assert!(mentions[..2].iter().all(|m| m[0] == first[0]), "both passages are of the first event");
    assert_eq!((mentions[0][7].as_str(), mentions[0][3].as_str(), mentions[2][3].as_str()), ("21", "1", "2"));
}

#[test]
fn an_act_of_a_day_is_one_row_over_reports_where_that_is_asked_for() {
    let here = folder("exports-day");
    let report = |id: &str, outlet: &str, text: &str| {
        json!({"id": id, "date": "2026-02-03", "publisher": outlet, "text": text}).to_string() + "\n"
    };
    let all = [
        report("a", "Northline", "Norway condemned Sudan for an attack in Khartoum."),
        report("b", "Evening Wire", "Norway criticised Sudan. Norway condemned Sudan for an attack in Khartoum."),
    ];
    write(&here, &[("news.jsonl", all.concat().as_bytes())]);
    run(&here, &["ingest", "news.jsonl", "--into", "news.dateline", "--model", "fast"], b"");
    let pair = ["--actor", "NOR", "--recipient", "SDN", "--event", "ACCUSE", "--once", "day"];
    let events = tsv(&export(&here, "gdelt-events", &pair).out, 61);
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0][32..34], ["2", "2"], "two outlets, two articles");
    let mentions = tsv(&export(&here, "gdelt-mentions", &pair).out, 16);
    assert!(mentions.len() >= 2 && mentions.iter().all(|m| m[0] == events[0][0]));
    assert!(mentions.iter().any(|m| m[5] == "b"));
}

#[test]
fn plover_has_its_own_fields_and_no_others() {
    let here = filled("exports-plover");
    let lines = export(&here, "plover", &["--event", "ACCUSE"]).lines();
    assert_eq!(lines.len(), 2);
    for line in &lines {
        for key in ["id", "date", "actor", "event"] {
            assert!(!line[key].is_null(), "{key}");
        }
    }
    let known = [
        "id",
        "date",
        "actor",
        "recipient",
        "event",
        "mode",
        "context",
        "quad_code",
        "event_scale",
        "event_text",
        "event_loc",
        "size",
        "text",
        "text_info",
        "cite_info",
    ];
    assert!(lines.iter().flat_map(|l| l.as_object().unwrap().keys()).all(|k| known.contains(&k.as_str())));
    assert_eq!((&lines[0]["cite_info"]["publication"], &lines[0]["text"]), (&json!("\"North\"line"), &Value::Null));
    let with = export(&here, "plover", &["--event", "ACCUSE", "--with-text"]).lines();
    assert!(with[1]["text_info"]["text_story"].as_str().unwrap().starts_with("Norway condemned"));
}

/// The words of a text by code points.
fn words(text: &str, start: u64, end: u64) -> String {
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

#[test]
fn web_annotations_find_their_words_by_code_points() {
    let here = filled("exports-web");
    let page: Value = serde_json::from_str(&export(&here, "web-annotation", &["--event", "ACCUSE"]).out).unwrap();
    assert_eq!(
        (&page["@context"], &page["type"]),
        (&json!("http://www.w3.org/ns/anno.jsonld"), &json!("AnnotationPage"))
    );
    let items = page["items"].as_array().unwrap();
    let text = "The port is shut 🚢🚢. Norway accused Sudan on Monday of shelling a hospital\u{1b}[31m.\r\n\r\nNorway blamed Sudan";
    let first = &items[0]["target"][0];
    assert_eq!(first["source"], "https://example.org/one");
    assert_eq!(first["selector"][0]["exact"], "accused");
    assert!(items[0]["body"][0]["value"].as_str().unwrap().starts_with("ACCUSE"));
    let position = &first["selector"][1];
    assert_eq!(words(text, position["start"].as_u64().unwrap(), position["end"].as_u64().unwrap()), "accused");
    let role = |r: &str| {
        items.iter().find(|i| i["body"][1]["value"] == r && i["body"][0]["source"] == items[0]["id"]).unwrap()
    };
    assert_eq!(role("actor")["target"][0]["selector"][0]["exact"], "Norway");
    assert_eq!(role("recipient")["body"][2]["value"], "Sudan");
}

#[test]
fn brat_reads_every_mark_where_it_stands() {
    let here = filled("exports-brat");
    export(&here, "brat", &["--event", "ACCUSE", "-o", "check"]);
    let text = std::fs::read_to_string(here.join("check/000001.txt")).unwrap();
    let marks = std::fs::read_to_string(here.join("check/000001.ann")).unwrap();
    assert!(!text.contains('\r') && !text.contains('\u{1b}'));
    let mut seen = Vec::new();
    for line in marks.lines().filter(|l| l.starts_with('T')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, start, end]: [&str; 3] = cells[1].split(' ').collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(words(&text, start.parse().unwrap(), end.parse().unwrap()), cells[2]);
        seen.push(cells[2].to_owned());
    }
    assert_eq!(seen, ["accused", "Norway", "Sudan", "blamed", "Norway", "Sudan"]);
    assert!(marks.contains("E1\tACCUSE:T1 Actor:T2 Recipient:T3\n") && marks.contains("\tRecord E2\t"), "{marks}");
    assert!(std::fs::read_to_string(here.join("check/annotation.conf")).unwrap().contains("\nACCUSE\tActor*:<ENTITY>"));
    // What a person may have corrected is not written over.
    let again = run(&here, &["export", "brat", "news.dateline", "-o", "check"], b"");
    assert_eq!((again.code, again.notes.contains("not empty")), (Some(64), true), "{}", again.notes);
}

#[test]
fn label_studio_has_tasks_with_predictions_and_an_interface() {
    let here = filled("exports-label-studio");
    export(&here, "label-studio", &["--event", "ACCUSE", "-o", "tasks.json"]);
    let tasks: Value = serde_json::from_str(&std::fs::read_to_string(here.join("tasks.json")).unwrap()).unwrap();
    let task = &tasks[0];
    let text = task["data"]["text"].as_str().unwrap();
    let mut regions = 0;
    for region in task["predictions"][0]["result"].as_array().unwrap() {
        if region["type"] == "labels" {
            let v = &region["value"];
            assert_eq!(
                words(text, v["start"].as_u64().unwrap(), v["end"].as_u64().unwrap()),
                v["text"].as_str().unwrap()
            );
            regions += 1;
        } else {
            assert_eq!((&region["type"], &region["direction"]), (&json!("relation"), &json!("right")));
        }
    }
    assert_eq!(regions, 6);
    let interface = std::fs::read_to_string(here.join("tasks.xml")).unwrap();
    let tree = roxmltree::Document::parse(&interface).unwrap();
    assert_eq!(tree.descendants().filter(|n| n.has_tag_name("Label")).count(), 17);
}

#[test]
fn networks_are_xml_with_edges_by_kind() {
    let here = filled("exports-network");
    for format in ["gexf", "graphml"] {
        let ran = export(&here, format, &["--nodes", "country"]);
        let tree = roxmltree::Document::parse(&ran.out).unwrap();
        let edges: Vec<_> =
            tree.descendants().filter(|n| n.has_tag_name("edge") || n.tag_name().name() == "edge").collect();
        assert!(
            edges.iter().any(|e| e.attribute("source") == Some("NOR") && e.attribute("target") == Some("SDN")),
            "{format}"
        );
    }
    let none = export(&here, "gexf", &["--since", "2030"]);
    assert!(roxmltree::Document::parse(&none.out).is_ok());
}

#[test]
fn what_is_exported_is_the_same_every_time() {
    let here = filled("exports-same");
    for format in [
        "csv",
        "plover",
        "polecat",
        "icews",
        "phoenix",
        "gdelt-events",
        "gdelt-mentions",
        "web-annotation",
        "label-studio",
        "gexf",
    ] {
        let [one, two] = [0, 1].map(|_| export(&here, format, &[]).out);
        assert!(!one.is_empty() && one == two, "{format}");
    }
}

#[test]
fn what_a_format_cannot_say_is_refused() {
    let here = filled("exports-refused");
    for (options, words) in [
        (&["polecat", "news.dateline", "--with-unreal"][..], "cannot say that an act is negated"),
        (&["icews", "news.dateline", "--with-text"], "has no place for a report's text"),
        (&["brat", "news.dateline"], "-o FOLDER"),
        (&["csv", "news.dateline", "--since", "last week"], "no day"),
        (&["csv", "news.dateline", "-o", "news.dateline"], "would overwrite what is read"),
    ] {
        let ran = run(&here, &[&["export"], options].concat(), b"");
        assert_eq!((ran.code, ran.out.as_str()), (Some(64), ""), "{options:?}");
        assert!(ran.notes.contains(words), "{options:?}: {}", ran.notes);
    }
}

#[test]
fn reports_are_read_into_the_same_table_without_a_project() {
    let here = filled("exports-read");
    let read = run(&here, &["read", "news.jsonl", "--model", "fast", "--format", "csv"], b"");
    let exported = export(&here, "csv", &["--with-unreal"]);
    assert_eq!((read.code, &read.out), (Some(0), &exported.out));
}

#[test]
fn the_version_names_all_that_a_citation_needs() {
    let here = folder("exports-version");
    let ran = run(&here, &["--version"], b"");
    let heads: Vec<_> = ran.out.lines().filter_map(|l| l.split(' ').next()).collect();
    assert_eq!((ran.code, &heads[..]), (Some(0), &["dateline", "models", "lexicon", "contract"][..]), "{}", ran.out);
    let cited = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../CITATION.cff")).unwrap();
    assert!(cited.contains(&format!("\nversion: {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn another_table_is_laid_beside_ours() {
    let here = filled("exports-agree");
    for format in ["polecat", "icews", "gdelt-events"] {
        write(&here, &[("theirs.tsv", export(&here, format, &[]).out.as_bytes())]);
        // Laid beside itself, a table has all of the other.
        let ran = run(&here, &["agree", "news.dateline", "theirs.tsv", "--window", "0"], b"");
        assert_eq!(ran.code, Some(0), "{format}: {}", ran.notes);
        let lines = ran.lines();
        let all = lines.last().unwrap();
        assert_eq!(all["class"], "all");
        assert!(all["theirs"].as_i64().unwrap() > 6, "{all}");
        for key in ["we_have_class", "we_have_quad", "we_have_pair", "ours", "they_have_class", "they_have_pair"] {
            assert_eq!(all[key], all["theirs"], "{format} {key}");
        }
    }
    // Moved by a day: within the window or not.
    let moved =
        export(&here, "polecat", &["--event", "ACCUSE"]).out.replace("2026-02-03\tACCUSE", "2026-02-04\tACCUSE");
    write(&here, &[("theirs.tsv", moved.as_bytes())]);
    let had = |window: &str| {
        let arguments = ["agree", "news.dateline", "theirs.tsv", "--event", "ACCUSE", "--window", window];
        run(&here, &arguments, b"").lines().last().unwrap()["we_have_class"].clone()
    };
    assert_eq!((had("0"), had("1")), (json!(0), json!(2)));
    let bad = run(&here, &["agree", "news.dateline", "news.jsonl"], b"");
    assert_eq!((bad.code, bad.notes.contains("no table of GDELT")), (Some(64), true), "{}", bad.notes);
}
