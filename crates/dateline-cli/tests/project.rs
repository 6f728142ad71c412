//! A project file as it is filled and asked: `dateline ingest` and the questions.

mod program;

use dateline::store::Project;
use program::{folder, run, write};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn report(id: &str, date: &str, outlet: &str, text: &str) -> Value {
    json!({"id": id, "date": date, "publisher": outlet, "title": format!("Report {id}"), "text": text})
}

/// Six reports of two months: Norway and Sudan, an outlet that copies, one without a word.
fn reports() -> Vec<Value> {
    let accuse = "Norway accused Sudan on Monday of shelling a hospital. \"We will not look away,\" Foreign Minister Ingrid Solberg said.";
    vec![
        report("a", "2026-02-03", "Northline", accuse),
        report("b", "2026-02-20", "Northline", "Norway condemned Sudan for an attack in Suakin that killed 11 people."),
        report("c", "2026-03-02", "Evening Wire", "Norway met Sudan for talks in Geneva. Sudan rejected the proposal."),
        report("d", "2026-03-04", "Evening Wire", "Norway may expel the ambassador of Sudan next week."),
        report("e", "2026-03-04", "Evening Wire", ""),
        report("a2", "2026-02-03", "Northline", accuse)
            .as_object()
            .map(|o| {
                let mut o = o.clone();
                o.insert("title".into(), "Report a".into());
                Value::Object(o)
            })
            .unwrap(),
    ]
}

fn lines(reports: &[Value]) -> String {
    reports.iter().map(|r| r.to_string() + "\n").collect()
}

/// A folder with a project file of the reports.
fn filled(test: &str) -> PathBuf {
    let here = folder(test);
    write(&here, &[("news.jsonl", lines(&reports()).as_bytes())]);
    let ran = run(&here, &["ingest", "news.jsonl", "--into", "news.dateline", "--model", "fast"], b"");
    assert_eq!(ran.code, Some(2), "{}", ran.notes);
    assert_eq!(ran.out, "news.dateline: 6 items = 4 stored + 1 there before + 1 refused (1 empty)\n");
    here
}

fn csv(here: &Path, arguments: &[&str]) -> Vec<String> {
    let ran = run(here, &[arguments, &["--format", "csv"]].concat(), b"");
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.notes);
    ran.out.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_pair_is_counted_by_month() {
    let here = filled("project-a-pair-is-counted-by-month");
    let pair = ["events", "news.dateline", "--actor", "NOR", "--recipient", "SDN"];
    let by_month = csv(&here, &[&pair[..], &["--count-by", "month,quad"]].concat());
    assert_eq!(by_month, ["2026-02,verbal conflict,2,2", "2026-03,verbal cooperation,1,1"]);
    // What is only possible counts where it is asked for.
    let all = csv(&here, &[&pair[..], &["--count-by", "month", "--with-unreal"]].concat());
    assert_eq!(all, ["2026-02,2,2", "2026-03,2,2"]);
    assert_eq!(csv(&here, &[&pair[..], &["--until", "2026-02-10", "--count-by", "year"]].concat()), ["2026,1,1"]);
}

#[test]
fn words_lead_to_who_said_them_and_to_reports() {
    let here = filled("project-words-lead-to-who-said-them-an");
    let said = run(&here, &["quote", "news.dateline", "will NOT look"], b"");
    let said = said.lines();
    assert_eq!(said.len(), 1);
    assert_eq!((&said[0]["speaker"], &said[0]["form"]), (&json!("Ingrid Solberg"), &json!("direct")));
    let found = run(&here, &["search", "news.dateline", "talks \"in Geneva\""], b"").lines();
    assert_eq!(found.iter().map(|l| l["doc"].as_str().unwrap()).collect::<Vec<_>>(), ["c"]);
    let shown =
        run(&here, &["show", "news.dateline", &found[0]["report"].to_string(), "--format", "jsonl"], b"").lines();
    assert_eq!(shown[0]["kind"], "document");
    assert!(shown.iter().any(|l| l["kind"] == "event" && l["event"] == json!(["REJECT"])));
    let figures = run(&here, &["figures", "news.dateline"], b"").lines();
    assert!(figures.iter().any(|l| l["value"] == json!(11.0)), "{figures:?}");
}

#[test]
fn sql_asks_and_changes_nothing() {
    let here = filled("project-sql-asks-and-changes-nothing");
    assert_eq!(csv(&here, &["sql", "news.dateline", "SELECT count(*) FROM report"]), ["4"]);
    assert_eq!(csv(&here, &["sql", "news.dateline", "SELECT items, stored, there, refused FROM run"]), ["6,4,1,1"]);
    for (question, code) in [("DELETE FROM report", 64), ("SELECT nothing FROM report", 1)] {
        let ran = run(&here, &["sql", "news.dateline", question], b"");
        assert_eq!(ran.code, Some(code), "{question}: {}", ran.notes);
    }
    assert_eq!(csv(&here, &["sql", "news.dateline", "SELECT count(*) FROM report"]), ["4"]);
}

#[test]
fn what_is_no_project_file_is_named() {
    let here = folder("project-what-is-no-project-file-is-nam");
    let text = b"Norway met Sudan. And some more words, so that it is no short file at all, but a text of some length.";
    write(&here, &[("notes.txt", text)]);
    for (arguments, words) in [
        (&["events", "gone.dateline"][..], "dateline ingest … --into gone.dateline"),
        (&["events", "notes.txt"], "no project file"),
        (&["ingest", "notes.txt", "--into", "notes.txt"], "no project file"),
    ] {
        let ran = run(&here, arguments, b"");
        assert_eq!(ran.code, Some(1), "{arguments:?}: {}", ran.notes);
        assert!(ran.notes.contains(words), "{arguments:?}: {}", ran.notes);
    }
    let ran = run(&filled("project-no-day"), &["events", "news.dateline", "--since", "soon"], b"");
    assert_eq!(ran.code, Some(64));
    assert!(ran.notes.contains("write it as YYYY-MM-DD"), "{}", ran.notes);
}

#[test]
fn a_second_writer_is_refused_and_a_reader_is_not() {
    let here = filled("project-a-second-writer-is-refused-and");
    let path = here.join("news.dateline");
    let held = Project::write(&path).unwrap();
    let ran = run(&here, &["ingest", "news.jsonl", "--into", "news.dateline", "--model", "fast"], b"");
    assert_eq!(ran.code, Some(1));
    assert!(ran.notes.contains("another dateline is writing"), "{}", ran.notes);
    assert_eq!(csv(&here, &["sql", "news.dateline", "SELECT count(*) FROM report"]), ["4"]);
    drop(held);
    let ran = run(&here, &["ingest", "news.jsonl", "--into", "news.dateline", "--model", "fast"], b"");
    assert!(ran.out.contains("0 stored + 5 there before + 1 refused"), "{}", ran.out);
}

/// The digest of a project file.
fn digest(path: &Path) -> String {
    Project::read(path).unwrap().digest().unwrap()
}

#[test]
fn a_run_that_is_killed_goes_on_to_the_same_end() {
    let here = folder("project-a-run-that-is-killed-goes-on-t");
    let many: Vec<Value> = (0..400)
        .map(|i| {
            let text = format!(
                "Norway accused Sudan of shelling {} villages. \"We saw {i} fires,\" said envoy Ada Crane.",
                i + 2
            );
            report(&format!("r{i}"), "2026-02-03", "Northline", &text)
        })
        .collect();
    write(&here, &[("many.jsonl", lines(&many).as_bytes())]);
    let ingest = |into: &str| ["ingest", "many.jsonl", "--into", into, "--model", "fast", "--quiet"].map(str::to_owned);
    let whole = ingest("whole.dateline");
    run(&here, &whole.each_ref().map(String::as_str), b"");
    // Killed as soon as the file and its log have grown by so much, until a run comes to its end.
    let grown = || {
        let size = |name: &str| std::fs::metadata(here.join(name)).map_or(0, |m| m.len());
        size("killed.dateline") + size("killed.dateline-wal")
    };
    for _ in 0..100 {
        let enough = grown() + (100 << 10);
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(ingest("killed.dateline"))
            .current_dir(&here)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while child.try_wait().unwrap().is_none() && grown() < enough {
            std::thread::yield_now();
        }
        let ended = child.try_wait().unwrap().is_some();
        let _ = child.kill();
        let _ = child.wait();
        if ended {
            break;
        }
    }
    let ran = run(&here, &["sql", "killed.dateline", "SELECT count(*) AS n FROM report"], b"");
    assert_eq!(ran.lines()[0]["n"], 400);
    assert_eq!(digest(&here.join("killed.dateline")), digest(&here.join("whole.dateline")));
}

/// The README's way from a folder to a table, typed line by line beside the examples.
#[test]
fn the_tour_of_the_readme_runs() {
    let here = folder("project-tour");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::create_dir_all(here.join("examples")).unwrap();
    for name in ["harbour-accord-wire.txt", "harbour-accord-daily.txt"] {
        std::fs::copy(root.join("examples").join(name), here.join("examples").join(name)).unwrap();
    }
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let tour = readme.split_once("## From a folder of articles to a table").unwrap().1;
    let tour = tour.split_once("```console\n").unwrap().1.split_once("```").unwrap().0;
    let mut typed = 0;
    for line in tour.lines() {
        // Words in quotation marks are one argument.
        let parts: Vec<&str> = line.strip_prefix("$ dateline ").unwrap().split('"').collect();
        let arguments: Vec<&str> = parts
            .iter()
            .enumerate()
            .flat_map(|(i, part)| if i % 2 == 1 { vec![*part] } else { part.split_whitespace().collect() })
            .collect();
        let ran = run(&here, &arguments, b"");
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.notes);
        assert!(arguments.contains(&"-o") || !ran.out.is_empty(), "{line} prints nothing");
        typed += 1;
    }
    assert_eq!(typed, 5);
    let table = std::fs::read_to_string(here.join("norway.csv")).unwrap();
    assert!(
        table.starts_with("month,quad,acts,reports\r\n") && table.contains("\n2026-03,verbal conflict,"),
        "{table}"
    );
}

#[test]
fn a_blank_field_is_as_none() {
    let here = folder("project-a-blank-field");
    let text = "Norway accused Sudan of shelling Suakin.";
    write(
        &here,
        &[
            (
                "a.jsonl",
                format!("{{\"id\":\"a\",\"date\":\"2026-02-03\",\"title\":\"\",\"text\":\"{text}\"}}\n").as_bytes(),
            ),
            ("a.csv", format!("id,date,title,text\na,2026-02-03,,{text}\n").as_bytes()),
        ],
    );
    for source in ["a.jsonl", "a.csv"] {
        let ran = run(&here, &["ingest", source, "--into", &format!("{source}.dateline"), "--model", "fast"], b"");
        assert_eq!(ran.code, Some(0), "{}", ran.notes);
    }
    assert_eq!(digest(&here.join("a.jsonl.dateline")), digest(&here.join("a.csv.dateline")));
}
