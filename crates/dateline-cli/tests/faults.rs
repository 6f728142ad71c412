//! What goes wrong around the program, and what it makes of that: full disks, bad options, odd files.

mod program;

use program::{REPORT, command, folder, run, schema, valid, write};
use serde_json::{Value, json};
use std::process::Stdio;

const OTHER: &str = "GENEVA, May 5 (Northline) — Norway condemned the shelling of Tal Amra on Monday.\n";

#[test]
fn what_was_typed_wrongly_is_64_and_a_refused_input_is_2() {
    let here = folder("usage");
    write(&here, &[("a.txt", REPORT.as_bytes()), ("b.txt", OTHER.as_bytes()), ("c.txt", b"")]);
    for (arguments, words) in [
        (&["read", "a.txt", "--from", "text", "--date", "yesterday"][..], "YYYY-MM-DD"),
        (&["read", "a.txt", "--date", "2024-13-45"], "2024-13-45"),
        (&["read", "a.txt", "--from", "jsonl", "--date", "2024-13-45"], "2024-13-45"),
        (&["read", "a.txt", "--nonsense"], "--nonsense"),
        (&["read", "a.txt", "--from", "text", "--text", "body"], "--text names a field"),
        (&["nonsense"], "nonsense"),
        (&["compare", "a.txt", "b.txt", "--from", "text", "--by", "story"], "--by names a field"),
        (&["compare", "a.jsonl", "--by", "story", "--format", "html"], "name a folder"),
        (&["compare", "a.jsonl", "--by", "story", "--format", "html", "-o", "a.txt"], "a.txt is a file; name a folder"),
        (&["compare", "a.jsonl", "--by", "story", "-o", "new.html"], "name a folder"),
        (&["read", "a.txt", "--model", "nonsense"], "nonsense"),
        (&["codebook", "nonsense"], "ASSAULT"),
        (&["read", "a.txt", "-o", "a.txt"], "overwrite"),
    ] {
        let ran = run(&here, arguments, b"");
        assert_eq!((ran.code, ran.out.as_str()), (Some(64), ""), "{arguments:?}: {}", ran.notes);
        assert!(ran.notes.contains(words), "{arguments:?}: {}", ran.notes);
    }
    assert_eq!(run(&here, &["read", "a.txt", "c.txt"], b"").code, Some(2));
    assert_eq!(run(&here, &["--help"], b"").code, Some(0));
}

#[test]
fn a_file_that_is_written_is_whole_or_the_old_one() {
    let here = folder("output");
    write(
        &here,
        &[("a.txt", REPORT.as_bytes()), ("b.txt", OTHER.as_bytes()), ("empty.txt", b""), ("old", b"precious")],
    );
    let old = || std::fs::read_to_string(here.join("old")).unwrap();
    for arguments in [
        &["read", "empty.txt", "-o", "old"][..],
        &["parse", "empty.txt", "-o", "old"],
        &["compare", "a.txt", "empty.txt", "-o", "old"],
    ] {
        assert_eq!(run(&here, arguments, b"").code, Some(1), "{arguments:?}");
        assert_eq!(old(), "precious", "{arguments:?}");
    }
    for (arguments, words) in [
        (&["read", "a.txt", "-o", "old"][..], "\"kind\":\"document\""),
        (&["read", "a.txt", "-o", "old", "--format", "table"], "Events"),
        (&["parse", "a.txt", "-o", "old"], "# newdoc id = a.txt"),
        (&["compare", "a.txt", "b.txt", "-o", "old"], "\"points\":"),
        (&["compare", "a.txt", "b.txt", "-o", "old", "--format", "text"], "side by side"),
    ] {
        let ran = run(&here, arguments, b"");
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{arguments:?}: {}", ran.notes);
        assert!(old().contains(words) && !old().contains('\u{1b}'), "{arguments:?}: {}", old());
    }
    let names: Vec<_> = std::fs::read_dir(&here).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 4, "nothing is left beside it: {names:?}");
    let ran = run(&here, &["read", "a.txt", "-o", "no/such/folder/out"], b"");
    assert!(ran.code == Some(1) && ran.notes.contains("no/such/folder/out"), "{}", ran.notes);
}

#[test]
fn no_input_is_overwritten() {
    let here = folder("input");
    std::fs::create_dir(here.join("in")).unwrap();
    write(&here, &[("in/a.txt", REPORT.as_bytes()), ("in/b.txt", OTHER.as_bytes())]);
    for arguments in [
        &["compare", "in/a.txt", "in/b.txt", "-o", "in/../in/b.txt"][..],
        &["compare", "in", "-o", "in/a.txt"],
        &["read", ".", "-o", "in/a.txt"],
    ] {
        let ran = run(&here, arguments, b"");
        assert_eq!(ran.code, Some(64), "{arguments:?}: {}", ran.notes);
    }
    assert_eq!(std::fs::read_to_string(here.join("in/a.txt")).unwrap(), REPORT);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_error_loses_nothing() {
    let here = folder("full");
    write(&here, &[("a.txt", REPORT.as_bytes()), ("empty.txt", b"")]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = command(&here, &["read", "empty.txt", "a.txt", "--format", "jsonl"]);
    let out = command.stdin(Stdio::null()).stderr(full).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    let text = String::from_utf8(out.stdout).unwrap();
    valid(&text);
    assert!(text.contains("\"kind\":\"event\"") && text.contains("\"code\":\"empty\""), "{text}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_told() {
    let here = folder("full-out");
    write(&here, &[("a.txt", REPORT.as_bytes())]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = command(&here, &["read", "a.txt", "--format", "jsonl"]);
    let out = command.stdin(Stdio::null()).stdout(full).output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8(out.stderr).unwrap().contains("error:"));
}

#[cfg(unix)]
#[test]
fn links_inside_folders_are_noted_and_not_followed() {
    let here = folder("links");
    std::fs::create_dir(here.join("in")).unwrap();
    write(&here, &[("in/a.txt", REPORT.as_bytes()), ("b.txt", OTHER.as_bytes())]);
    std::os::unix::fs::symlink(here.join("b.txt"), here.join("in/b.txt")).unwrap();
    std::os::unix::fs::symlink(&here, here.join("in/circle")).unwrap();
    let ran = run(&here, &["parse", "in"], b"");
    assert_eq!((ran.code, ran.documents()), (Some(0), vec!["in/a.txt"]));
    ran.noted("link", "in/b.txt");
    ran.noted("link", "in/circle");
    let named = run(&here, &["parse", "in/b.txt"], b"");
    assert_eq!((named.code, named.documents()), (Some(0), vec!["in/b.txt"]), "a link that is named is a file");
}

#[test]
fn ids_of_records_do_not_depend_on_where_a_file_lies() {
    let here = folder("ids");
    std::fs::create_dir(here.join("copy")).unwrap();
    write(&here, &[("w.txt", REPORT.as_bytes()), ("copy/v.txt", REPORT.as_bytes())]);
    let ids = |path: &str| -> Vec<Value> {
        let lines = run(&here, &["read", path, "--format", "jsonl"], b"").lines();
        lines.into_iter().filter(|l| l["kind"] != "document").map(|l| l["id"].clone()).collect()
    };
    let here_ids = ids("w.txt");
    assert!(here_ids.len() > 3 && here_ids.iter().all(|i| i.as_str().is_some_and(|i| i.len() == 16)), "{here_ids:?}");
    assert_eq!(ids("./w.txt"), here_ids);
    assert_eq!(ids("copy/v.txt"), here_ids);
    let both = run(&here, &["read", "w.txt", "copy/v.txt", "--format", "jsonl"], b"");
    both.noted("duplicate-text", "copy/v.txt: the same text as item 1");
    assert!(both.of_kind("note").iter().any(|n| n["code"] == "duplicate-text" && n["doc"] == "copy/v.txt"));
    let line = |id: &str, text: &str| json!({"id": id, "text": text}).to_string();
    let lines = [line("7", REPORT), line("8", OTHER), line("7", OTHER)].join("\n");
    let ran = run(&here, &["read", "--from", "jsonl", "--format", "jsonl"], lines.as_bytes());
    ran.noted("duplicate-id", "7: item 1 of this run has the same id");
    ran.noted("duplicate-text", "7: the same text as item 2");
    assert_eq!(ran.of_kind("document").len(), 3, "they are read all the same");
}

#[test]
fn where_nothing_has_a_date_it_is_said_once() {
    let here = folder("undated");
    write(&here, &[("a.txt", REPORT.as_bytes()), ("b.txt", OTHER.as_bytes())]);
    let ran = run(&here, &["read", "a.txt", "b.txt", "--format", "jsonl"], b"");
    ran.noted("undated", "--date YYYY-MM-DD");
    assert_eq!(ran.notes.matches("undated").count(), 1, "{}", ran.notes);
    for dated in [&["read", "a.txt", "b.txt", "--date", "2024-05-06"][..], &["read", "a.txt", "2024-05-04.txt"]] {
        write(&here, &[("2024-05-04.txt", OTHER.as_bytes())]);
        assert!(!run(&here, dated, b"").notes.contains("undated"), "{dated:?}");
    }
    let dates = |arguments: &[&str]| -> Vec<Value> {
        let lines = run(&here, arguments, b"").of_kind("document");
        lines.iter().map(|d| json!([d["date"], d["date_from"]])).collect()
    };
    let [option, name] = [&["read", "a.txt", "--date", "2024-06-01"][..], &["read", "2024-05-04.txt"]].map(dates);
    assert_eq!(option, [json!(["2024-05-04", "dateline"])], "May 4 nearest to the first of June");
    assert_eq!(name, [json!(["2024-05-05", "dateline"])], "its dateline's day, in the year that its name gives");
}

#[test]
fn columns_of_lines_may_have_other_names() {
    let here = folder("columns");
    let line =
        json!({"guid": 7, "body": REPORT, "head": "Shells on Tal Amra", "published": 1_714_867_200, "date": "no"});
    let arguments = [
        "read",
        "--from",
        "jsonl",
        "--id",
        "guid",
        "--text",
        "body",
        "--title",
        "head",
        "--date",
        "published",
        "--format",
        "jsonl",
    ];
    let ran = run(&here, &arguments, line.to_string().as_bytes());
    let document = &ran.of_kind("document")[0];
    assert_eq!(document["doc"], "7", "{}", ran.notes);
    assert_eq!((&document["title"], &document["date"]), (&json!("Shells on Tal Amra"), &json!("2024-05-05")));
    let wrong = run(&here, &["read", "--from", "jsonl", "--text", "txt"], line.to_string().as_bytes());
    assert_eq!(wrong.code, Some(1));
    wrong.noted("bad-line", "no field \"txt\"; its fields are \"body\"");
}

#[test]
fn every_document_says_what_it_was_coded_with() {
    let here = folder("versions");
    write(&here, &[("a.txt", REPORT.as_bytes())]);
    let versions = |model: &str| {
        let ran = run(&here, &["read", "a.txt", "--model", model, "--format", "jsonl", "--with-text"], b"");
        ran.of_kind("document").remove(0)
    };
    let (accurate, fast) = (versions("accurate"), versions("fast"));
    assert_eq!((&accurate["contract"], &accurate["text"]), (&json!(2), &json!(REPORT)));
    assert!(accurate["model"].as_str().unwrap().starts_with("en-accurate "), "{accurate}");
    assert!(fast["model"].as_str().unwrap().starts_with("en-fast "), "{fast}");
    assert_eq!(accurate["lexicon"], fast["lexicon"]);
    assert!(accurate["lexicon"].as_str().is_some_and(|l| l.len() == 16) && accurate["program"].is_string());
}

#[test]
fn the_schema_is_printed_and_refuses_what_is_not_so() {
    let here = folder("schema");
    write(&here, &[("a.txt", REPORT.as_bytes())]);
    let printed = run(&here, &["schema"], b"");
    assert!(printed.out.contains("https://json-schema.org/draft/2020-12/schema"));
    let (schemas, index) = schema();
    let ran = run(&here, &["read", "a.txt", "--format", "jsonl"], b"");
    let event = ran.of_kind("event").remove(0);
    assert!(schemas.validate(&event, index).is_ok());
    for (field, value) in [
        ("event", json!(["ATTACK", 7])),
        ("quad_code", json!(5)),
        ("mode", json!(["kindly"])),
        ("actor", json!([{"id": ""}])),
        ("status", json!({"negated": "no", "time": "past", "certainty": "asserted"})),
        ("confidence", Value::Null),
        ("kind", json!("happening")),
    ] {
        let mut wrong = event.clone();
        wrong[field] = value;
        assert!(schemas.validate(&wrong, index).is_err(), "{field}");
    }
}

#[test]
fn threads_without_number_are_as_many_as_are_of_use() {
    let here = folder("threads");
    write(&here, &[("a.txt", REPORT.as_bytes())]);
    let one = run(&here, &["read", "a.txt", "--threads", "1", "--format", "jsonl"], b"");
    let many = run(&here, &["read", "a.txt", "--threads", "1000000", "--format", "jsonl"], b"");
    assert_eq!((one.code, &one.out), (many.code, &many.out));
}

const SERENADE: &str = "[serenade]
doc   = \"The actor sings to the recipient.\"
when  = \"serenade/v (subj: ACTOR) (obj: RECIPIENT)\"
tests = [\"Norway serenaded Chad. -> NOR > TCD\",
         \"Chad was serenaded by Norway. -> NOR > TCD\",
         \"The choir sang. -> none\"]
";

#[test]
fn a_rule_and_an_actor_are_added_from_a_folder() {
    let here = folder("own-tables");
    for name in ["rules", "tables", "wrong"] {
        std::fs::create_dir(here.join(name)).unwrap();
    }
    write(
        &here,
        &[
            ("a.txt", b"The Fjord Commission serenaded Chad on Monday.\n"),
            ("rules/support.toml", SERENADE.as_bytes()),
            ("tables/groups.tsv", b"Fjord Commission\t\tNGO\t\tCVL\t\t\t\t\tmine\n"),
            ("wrong/support.toml", SERENADE.replace("ACTOR", "ACTR").as_bytes()),
        ],
    );
    let events = |more: &[&str]| -> Vec<String> {
        let arguments = [&["read", "a.txt", "--format", "jsonl", "--date", "2024-05-06"], more].concat();
        let ran = run(&here, &arguments, b"");
        let side = |e: &Value, key: &str| e[key][0]["code"].as_str().unwrap_or("-").to_owned();
        // The learnt coder may see an act in the word that the rule explains.
        let by_rules = |e: &&Value| !e["rule"].as_str().is_some_and(|r| r.starts_with("learnt/"));
        ran.of_kind("event")
            .iter()
            .filter(by_rules)
            .map(|e| format!("{} > {}", side(e, "actor"), side(e, "recipient")))
            .collect()
    };
    assert_eq!(events(&[]), [] as [&str; 0]);
    assert_eq!(events(&["--rules", "rules", "--lexicon", "tables"]), ["NGO > TCD"]);
    let tested = run(&here, &["rules", "test", "rules"], b"");
    assert_eq!((tested.code, tested.out.as_str()), (Some(0), "3 passed, 0 failed\n"), "{}", tested.notes);
    write(
        &here,
        &[(
            "rules/support.toml",
            SERENADE.replace("NOR > TCD\",\n         \"Chad", "TCD > NOR\",\n         \"Chad").as_bytes(),
        )],
    );
    let failed = run(&here, &["rules", "test", "rules"], b"");
    assert_eq!(failed.code, Some(1));
    assert!(failed.out.contains("wanted TCD > NOR") && failed.out.contains("2 passed, 1 failed"), "{}", failed.out);
    let wrong = run(&here, &["read", "a.txt", "--rules", "wrong"], b"");
    assert_eq!(wrong.code, Some(64));
    assert!(
        wrong.notes.contains("support.toml:1: [serenade]") && wrong.notes.contains("\"ACTR\" is no argument"),
        "{}",
        wrong.notes
    );
}

const COAST: &str = "# Actors of a coast that is on no map.
SKERRY_COUNCIL_ [NORGOV <20100101]
+COUNCIL_OF_SKERRIES_
\t[NORREB >20091231]
OLA_FJORDHEIM_ [NORSPY]
HREN_ [NOR]
";

#[test]
fn dictionaries_of_petrarch_are_read_as_they_are() {
    let here = folder("petrarch");
    for name in ["tables", "wrong", "other", "bytes"] {
        std::fs::create_dir(here.join(name)).unwrap();
    }
    let report = "The Council of Skerries condemned Chad on Monday. Ola Fjordheim praised Brazil. \
        The kelp wardens of Hren arrested two tourists.\n";
    // The last name has a letter that is no UTF-8.
    let coast = [COAST.as_bytes(), b"LOST_NAME_\nC\xd4TE_ [NOR]\n"].concat();
    write(
        &here,
        &[
            ("a.txt", report.as_bytes()),
            ("tables/Coast.actors.txt", &coast),
            ("tables/Coast.agents.txt", b"KELP_WARDEN [~COP]\n"),
            ("wrong/Coast.actors.txt", b"# Mine.\nSKERRY_COUNCIL_ [NORGOV\n"),
            ("other/Coast.verbs.txt", b""),
            ("bytes/groups.tsv", b"Fjord Commission\xff\t\tNGO\t\tCVL\t\t\t\t\tmine\n"),
        ],
    );
    let read = |day: &str| {
        let arguments = ["read", "a.txt", "--format", "jsonl", "--date", day, "--lexicon", "tables"];
        run(&here, &arguments, b"")
    };
    let actor = |day: &str, name: &str| -> Value {
        let lines = read(day).of_kind("actor");
        let found = lines.iter().find(|a| a["name"] == name);
        found.map_or_else(|| panic!("{name}: {lines:#?}"), |a| json!([a["code"], a["sector"]]))
    };
    assert_eq!(actor("2024-05-06", "Skerry Council"), json!(["NOR", ["REB"]]));
    assert_eq!(actor("2004-05-06", "Skerry Council"), json!(["NOR", ["GOV"]]));
    assert_eq!(actor("2024-05-06", "Ola Fjordheim"), json!(["NOR", ["SPY"]]));
    let ran = read("2024-05-06");
    let arrest = ran.of_kind("event").into_iter().find(|e| e["event"] == json!(["COERCE"])).unwrap();
    assert_eq!((&arrest["actor"][0]["code"], &arrest["actor"][0]["sector"]), (&json!("NOR"), &json!(["COP"])));
    ran.noted("dictionary", "Coast.actors.txt:7: no code stands behind the name, left out: `LOST_NAME_`");
    ran.noted("dictionary", "Coast.actors.txt:8: bytes that are not UTF-8");
    let id = arrest["id"].as_str().unwrap_or_default();
    let why = run(&here, &["why", id, "a.txt", "--lexicon", "tables", "--date", "2024-05-06"], b"");
    assert!(why.out.contains("NOR/COP"), "{} {}", why.out, why.notes);
    for (tables, want) in [
        ("wrong", "Coast.actors.txt:2: `[NORGOV` opens and never closes; write `[CODE]`"),
        ("other", "Coast.verbs.txt: the name tells no kind of table; name it"),
        ("bytes", "groups.tsv: stream did not contain valid UTF-8"),
    ] {
        let ran = run(&here, &["read", "a.txt", "--lexicon", tables], b"");
        assert!(ran.code == Some(64) && ran.notes.contains(want), "{}", ran.notes);
    }
}
