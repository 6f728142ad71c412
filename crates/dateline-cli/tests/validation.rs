//! Validation as users do it: a sample drawn, judged by two coders, and what comes of it.

mod program;

use program::{folder, run, write};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Reports of thirty days, each with an accusation, some with talks or an attack.
fn filled(test: &str) -> PathBuf {
    let here = folder(test);
    let report = |n: usize| {
        let mut text = "Norway accused Sudan of shelling a hospital on Monday.".to_owned();
        if n.is_multiple_of(3) {
            text += " Envoys of Norway met officials from Egypt in Geneva.";
        }
        if n.is_multiple_of(10) {
            text += " The Norwegian minister, \"Ada, the elder\", arrived\u{1b}[2J late.";
        }
        json!({"id": format!("r{n}"), "date": format!("2026-03-{:02}", n + 1), "publisher": "Northline", "text": text})
            .to_string()
            + "\n"
    };
    write(&here, &[("news.jsonl", (0..30).map(report).collect::<String>().as_bytes())]);
    let ran = run(&here, &["ingest", "news.jsonl", "--into", "news.dateline", "--model", "fast"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    here
}

type Sheet = Vec<Vec<String>>;

fn sample(here: &Path, options: &[&str]) -> Sheet {
    let ran = run(here, &[&["sample", "news.dateline"], options].concat(), b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    let mut reader = csv::ReaderBuilder::new().flexible(false).has_headers(false).from_reader(ran.out.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn column(sheet: &Sheet, name: &str) -> usize {
    sheet[0].iter().position(|c| c == name).unwrap_or_else(|| panic!("{name}"))
}

/// A coder fills in what a function of the row's number says, and saves with semicolons, as some spreadsheets do.
fn fill(here: &Path, name: &str, sheet: &Sheet, answers: impl Fn(usize, &[String]) -> Vec<(&'static str, String)>) {
    let mut out = csv::WriterBuilder::new().delimiter(b';').from_path(here.join(name)).unwrap();
    out.write_record(&sheet[0]).unwrap();
    for (n, row) in sheet[1..].iter().enumerate() {
        let mut row = row.clone();
        for (name, answer) in answers(n, &row) {
            row[column(sheet, name)] = answer;
        }
        out.write_record(&row).unwrap();
    }
    out.flush().unwrap();
}

fn validate(here: &Path, arguments: &[&str]) -> Value {
    let ran = run(here, &[&["validate"], arguments, &["--format", "json"]].concat(), b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn a_seed_draws_the_same_and_another_draws_others() {
    let here = filled("validation-seed");
    let one = sample(&here, &["--n", "12", "--seed", "1"]);
    assert_eq!((one.len(), &one), (13, &sample(&here, &["--n", "12", "--seed", "1"])));
    let other = sample(&here, &["--n", "12", "--seed", "2"]);
    let ids = |s: &Sheet| s[1..].iter().map(|r| r[column(s, "id")].clone()).collect::<Vec<_>>();
    assert_ne!(ids(&one), ids(&other));
    let row = &one[1];
    assert!(row[column(&one, "passage")].starts_with("Norway accused Sudan of shelling"), "{row:?}");
    assert!(row[column(&one, "drawn")].starts_with("12 of "), "{row:?}");
    // By category: as many of each.
    let strata = sample(&here, &["--n", "10", "--by", "category"]);
    let count = |event: &str| strata[1..].iter().filter(|r| r[column(&strata, "event")] == event).count();
    let categories: std::collections::BTreeSet<_> =
        strata[1..].iter().map(|r| r[column(&strata, "event")].clone()).collect();
    assert!(categories.len() > 1 && count("ACCUSE").abs_diff(count("CONSULT")) <= 1, "{categories:?}");
    let accuse = strata[1..].iter().find(|r| r[column(&strata, "event")] == "ACCUSE").unwrap();
    assert_eq!(accuse[column(&strata, "stratum_drawn")], count("ACCUSE").to_string());
    assert!(accuse[column(&strata, "stratum_size")].parse::<usize>().unwrap() >= 30);
}

#[test]
fn two_coders_are_compared_and_what_they_settle_counts() {
    let here = filled("validation-two");
    let sheet = sample(&here, &["--n", "20", "--event", "ACCUSE"]);
    let yes = |n: bool| if n { "y" } else { "N" }.to_owned();
    // The second differs from the first on item 4 alone, and finds it no accusation but a request.
    fill(&here, "a.csv", &sheet, |n, _| {
        vec![("right", yes(n >= 2)), ("actor_right", "1".into()), ("recipient_right", yes(n != 9))]
    });
    fill(&here, "b.csv", &sheet, |n, _| {
        vec![
            ("right", yes(n >= 2 && n != 4)),
            ("should_be", if n == 4 { "request".into() } else { String::new() }),
            ("actor_right", "yes".into()),
            ("recipient_right", yes(n != 9)),
        ]
    });
    let found = validate(&here, &["a.csv", "b.csv"]);
    assert_eq!((&found["agreement"][0]["items"], &found["agreement"][0]["agreement"]), (&json!(20), &json!(0.95)));
    // 17 both right, 2 both wrong, 1 apart: (.95 − .78) / (1 − .78).
    assert_eq!(found["agreement"][0]["kappa"], json!(0.773));
    assert_eq!(found["to_settle"].as_array().unwrap().len(), 1);
    assert_eq!(found["to_settle"][0]["answers"], json!(["yes", "no"]));
    let accuse = &found["categories"][0]["precision"];
    assert_eq!((&accuse["right"], &accuse["of"]), (&json!(17), &json!(19)), "what is open counts for nothing");
    assert_eq!((&accuse["share"], &accuse["low"], &accuse["high"]), (&json!(0.895), &json!(0.686), &json!(0.971)));
    assert_eq!((&found["recipient"]["right"], &found["recipient"]["of"]), (&json!(16), &json!(17)));
    fill(&here, "both.csv", &sheet, |n, _| if n == 4 { vec![("right", "y".into())] } else { Vec::new() });
    let settled = validate(&here, &["a.csv", "b.csv", "--settled", "both.csv"]);
    assert_eq!(settled["categories"][0]["precision"]["right"], json!(18));
    assert_eq!(settled["to_settle"], json!([]));
}

#[test]
fn whole_reports_tell_what_was_missed() {
    let here = filled("validation-reports");
    let sheet = sample(&here, &["--reports", "--n", "10"]);
    let kinds = |k: &str| sheet[1..].iter().filter(|r| r[1] == k).count();
    assert_eq!(kinds("report"), 10);
    let events = kinds("event");
    fill(&here, "a.csv", &sheet, |n, row| match row[1].as_str() {
        "report" => vec![("missed", if n < 6 { "ACCUSE, aid".into() } else { "none".into() })],
        _ => vec![("right", "y".into())],
    });
    let found = validate(&here, &["a.csv"]);
    let of = |c: &str| found["categories"].as_array().unwrap().iter().find(|x| x["category"] == c).unwrap().clone();
    let (accuse, aid) = (of("ACCUSE"), of("AID"));
    let missed = accuse["recall"]["of"].as_i64().unwrap() - accuse["recall"]["right"].as_i64().unwrap();
    assert!(missed > 0 && json!(missed) == aid["recall"]["of"], "{accuse} {aid}");
    assert_eq!((&aid["recall"]["right"], &found["items"]), (&json!(0), &json!(events)));
}

#[test]
fn the_page_needs_nothing_else_and_runs_nothing() {
    let here = filled("validation-page");
    let sheet = sample(&here, &["--n", "15", "--by", "category"]);
    for name in ["a<b>.csv", "b.csv"] {
        fill(&here, name, &sheet, |n, _| {
            vec![("right", if n % 5 == 0 && name == "b.csv" { "n" } else { "y" }.to_owned())]
        });
    }
    let ran = run(&here, &["validate", "a<b>.csv", "b.csv", "-o", "page.html"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.notes);
    let page = std::fs::read_to_string(here.join("page.html")).unwrap();
    for words in [
        "Cohen&#39;s kappa",
        "Wilson",
        "all (weighted)",
        "a&lt;b&gt;.csv",
        "seed 1, from news.dateline",
        "Not settled: 3",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains('\u{1b}'));
    let text = run(&here, &["validate", "a<b>.csv"], b"");
    assert!(text.out.contains("precision") && !text.out.contains("kappa"), "{}", text.out);
}

#[test]
fn a_sheet_that_cannot_be_meant_is_refused_with_its_place() {
    let here = filled("validation-refused");
    let sheet = sample(&here, &["--n", "5"]);
    fill(&here, "a.csv", &sheet, |n, _| vec![("right", if n == 3 { "perhaps" } else { "y" }.to_owned())]);
    fill(&here, "b.csv", &sample(&here, &["--n", "5", "--seed", "9"]), |_, _| vec![("right", "y".into())]);
    fill(&here, "c.csv", &sheet, |_, _| vec![("right", "y".into())]);
    for (arguments, words) in [
        (&["validate", "a.csv"][..], "row 5, column right: \"perhaps\" is not y or n"),
        (&["validate", "b.csv", "c.csv"], "are not sheets of the same sample"),
        (&["validate", "news.jsonl"], "no column"),
        (&["sample", "news.dateline", "--actor", "FJI"], "nothing to draw from"),
        (&["sample", "news.dateline", "--format", "brat"], "-o FOLDER"),
    ] {
        let ran = run(&here, arguments, b"");
        assert_eq!((ran.code, ran.notes.contains(words)), (Some(64), true), "{arguments:?}: {}", ran.notes);
    }
    let brat = run(&here, &["sample", "news.dateline", "--n", "3", "--format", "brat", "-o", "check"], b"");
    assert_eq!(brat.code, Some(0), "{}", brat.notes);
    assert!(std::fs::read_dir(here.join("check")).unwrap().count() >= 4);
    let tasks = run(&here, &["sample", "news.dateline", "--n", "3", "--format", "label-studio"], b"");
    assert!(serde_json::from_str::<Value>(&tasks.out).unwrap().as_array().unwrap().len() <= 3);
}

#[test]
fn what_coders_make_of_a_draw_in_brat_is_judged_alike() {
    let here = filled("validation-brat");
    for coder in ["a", "b"] {
        let draw = ["sample", "news.dateline", "--reports", "--n", "8", "--format", "brat", "-o", coder];
        assert_eq!(run(&here, &draw, b"").code, Some(0));
    }
    // Both take the accusation out of one report, and one of them finds an act of aid in another.
    let files: Vec<String> = {
        let table = std::fs::read_to_string(here.join("a/reports.tsv")).unwrap();
        table.lines().skip(1).map(|l| l.split('\t').next().unwrap().to_owned()).collect()
    };
    let edit = |coder: &str, file: &str, change: &dyn Fn(&str) -> String| {
        let path = here.join(coder).join(format!("{file}.ann"));
        std::fs::write(&path, change(&std::fs::read_to_string(&path).unwrap())).unwrap();
    };
    for coder in ["a", "b"] {
        edit(coder, &files[0], &|marks| {
            marks.lines().filter(|l| !(l.starts_with('E') && l.contains("ACCUSE:"))).map(|l| format!("{l}\n")).collect()
        });
    }
    edit("a", &files[1], &|marks| format!("{marks}E77\tAID:T1 Actor:T2\n"));
    let found = validate(&here, &["a", "b", "--project", "news.dateline", "--whole"]);
    assert_eq!(found["agreement"][0]["agreement"], json!(1.0));
    let accuse = found["categories"].as_array().unwrap().iter().find(|c| c["category"] == "ACCUSE").unwrap().clone();
    assert_eq!((&accuse["precision"]["right"], &accuse["precision"]["of"]), (&json!(7), &json!(8)), "{found}");
    assert_eq!(found["to_settle"][0]["answers"], json!(["AID", "none"]));
    let one = validate(&here, &["a", "--project", "news.dateline", "--whole"]);
    let aid = one["categories"].as_array().unwrap().iter().find(|c| c["category"] == "AID").unwrap().clone();
    assert_eq!(aid["recall"]["of"], json!(1));
    let bare = run(&here, &["validate", "a"], b"");
    assert_eq!((bare.code, bare.notes.contains("--project")), (Some(64), true), "{}", bare.notes);
}
