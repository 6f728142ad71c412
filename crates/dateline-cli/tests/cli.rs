//! The program as its users meet it: arguments in, text and exit code out.

mod program;

use program::{REPORT, command, folder, run, write};
use serde_json::Value;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

const FRENCH: &str = "Le ministre a déclaré mardi que les négociations reprendraient la semaine prochaine dans la \
    capitale, et que les deux délégations étaient prêtes à signer un accord avant la fin du mois.\n";

/// Forms of all words, as CoNLL-U gives them.
fn forms(conllu: &str) -> Vec<&str> {
    let rows = conllu.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit()));
    rows.map(|l| l.split('\t').collect::<Vec<_>>()).filter(|c| !c[0].contains('-')).map(|c| c[1]).collect()
}

#[test]
fn a_report_is_read_from_a_file_and_from_standard_input() {
    let here = folder("one");
    write(&here, &[("report.txt", REPORT.as_bytes())]);
    let file = run(&here, &["parse", "report.txt"], b"");
    assert_eq!((file.code, file.notes.as_str()), (Some(0), ""));
    assert_eq!(file.documents(), ["report.txt"]);
    assert!(file.out.contains("\tshelled\tshell\tVERB\tVBD\t"), "{}", file.out);
    for arguments in [&["parse"][..], &["parse", "-"]] {
        let piped = run(&here, arguments, REPORT.as_bytes());
        assert_eq!((piped.code, piped.notes.as_str()), (Some(0), ""));
        assert_eq!(piped.documents()[0].len(), 16, "the id is a hash of the text");
        assert_eq!(piped.out.lines().skip(1).collect::<Vec<_>>(), file.out.lines().skip(1).collect::<Vec<_>>());
    }
}

#[test]
fn a_folder_of_junk_is_read_as_far_as_it_can_be() {
    let here = folder("junk");
    write(
        &here,
        &[
            ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"),
            ("b.txt", b""),
            ("c.dat", b"PK\x03\x04\x14\0\0\0\x08\0\x9c\x51\x62\x57\x01\x02\x03\x04"),
            ("d.html", b"<html><body><p>Rebels shelled the town of Tal Amra on Sunday.</p></body></html>"),
            (".hidden", b"The rebels shelled the town."),
            ("e.txt", FRENCH.as_bytes()),
            ("f.txt", REPORT.as_bytes()),
        ],
    );
    let ran = run(&here, &["parse", "."], b"");
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.documents(), ["./d.html", "./f.txt"]);
    ran.noted("binary", "a.png");
    ran.noted("empty", "b.txt");
    ran.noted("damaged", "c.dat");
    ran.noted("not-english", "e.txt");
    ran.noted("accounting", "6 items: 2 read, 4 refused (1 binary, 1 damaged, 1 empty, 1 not-english)");
    assert_eq!(ran.notes.lines().count(), 5, "{}", ran.notes);
    assert!(run(&here, &["parse", ".", "--quiet"], b"").notes.is_empty());
}

#[test]
fn where_nothing_can_be_read_it_says_so() {
    let here = folder("nothing");
    std::fs::create_dir(here.join("empty")).unwrap();
    for (arguments, input, code, words) in [
        (&["parse", "gone.txt"][..], "", "unreadable", "gone.txt"),
        (&["parse"], "", "empty", "standard input"),
        (&["parse"], " \n\n", "empty", "standard input"),
        (&["parse"], FRENCH, "not-english", "French"),
        (&["parse", "empty"], "", "nothing", "no report"),
        (&["parse", "--from", "jsonl"], "", "nothing", "no report"),
        (&["parse", "--from", "conllu"], "\n", "empty", "no sentence"),
    ] {
        let ran = run(&here, arguments, input.as_bytes());
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{arguments:?}");
        ran.noted(code, words);
    }
}

#[test]
fn bytes_that_are_no_utf_8_are_counted_and_named() {
    let here = folder("bytes");
    write(&here, &[("bad.txt", b"The rebels sh\xffelled the \xc3 town on Monday, the army said.\n")]);
    let ran = run(&here, &["parse", "bad.txt"], b"");
    assert_eq!(ran.code, Some(0));
    ran.noted("invalid-utf8", "bad.txt: 2 byte sequences are no UTF-8, the first at byte 13");
    assert!(forms(&ran.out).contains(&"Monday"));
}

#[test]
fn a_broken_line_of_jsonl_costs_that_line_alone() {
    let here = folder("jsonl");
    let lines = [
        "\u{feff}{\"id\": \"a\", \"text\": \"The army left the town on Monday.\", \"date\": \"2024-03-05\"}",
        "{\"id\": \"b\", \"text\": ",
        "",
        "{\"id\": 3, \"text\": \"Talks began on Tuesday.\", \"extra\": []}",
        "{\"words\": \"It has no text.\"}",
        "{\"text\": \"It has no id.\"}",
    ];
    write(&here, &[("reports.jsonl", lines.join("\r\n").as_bytes())]);
    let ran = run(&here, &["parse", "--from", "jsonl", "reports.jsonl"], b"");
    assert_eq!(ran.code, Some(2), "{}", ran.notes);
    assert_eq!(ran.documents(), ["a", "3", "reports.jsonl:6"]);
    ran.noted("bad-line", "reports.jsonl:2: ");
    ran.noted("bad-line", "reports.jsonl:5: ");
    ran.noted("accounting", "5 items: 3 read, 2 refused (2 bad-line)");
    assert_eq!(ran.notes.lines().count(), 3);
    let unasked = run(&here, &["parse", "reports.jsonl"], b"");
    assert_eq!((unasked.code, unasked.out), (Some(2), ran.out), "its bytes show what it is");
}

#[test]
fn given_words_are_kept() {
    let given = "# sent_id = x-1\n# text = He can't go.\n1\tHe\t_\t_\t_\t_\t_\t_\t_\t_\n\
        2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tFoo=1\n2\tca\t_\t_\t_\t_\t_\t_\t_\t_\n3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        4\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n\
        # sent_id = x-2\n1\tNew York\t_\t_\t_\t_\t_\t_\t_\t_\n2\twaits\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let here = folder("conllu");
    for arguments in [&["parse", "--from", "conllu"][..], &["parse", "--from", "conllu", "-"]] {
        let ran = run(&here, arguments, given.replace('\n', "\r\n").as_bytes());
        assert_eq!((ran.code, ran.notes.as_str()), (Some(0), ""));
        assert_eq!(forms(&ran.out), ["He", "ca", "n't", "go", ".", "New York", "waits"]);
        for line in ["# sent_id = x-1", "# text = He can't go.", "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tFoo=1"] {
            assert!(ran.out.lines().any(|l| l == line), "{line} is gone: {}", ran.out);
        }
        assert!(ran.out.contains("4\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No"), "{}", ran.out);
        assert_eq!(ran.out.matches("\troot\t").count(), 2);
    }
}

#[test]
fn broken_conllu_is_refused_with_its_line_and_the_rest_is_read() {
    let here = folder("broken");
    let good = "1\tTalks\t_\t_\t_\t_\t_\t_\t_\t_\n2\tbegan\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let long: String = (1..4000).map(|i| format!("{i}\tx\t_\t_\t_\t_\t_\t_\t_\t_\n")).collect();
    write(
        &here,
        &[
            (
                "order.conllu",
                format!("{good}1\tThe\t_\t_\t_\t_\t_\t_\t_\t_\n3\tend\t_\t_\t_\t_\t_\t_\t_\t_\n").as_bytes(),
            ),
            ("spaces.conllu", b"1 Talks talk NOUN NNS _ 0 root _ _\n"),
            ("bytes.conllu", b"1\tTalks\t_\t_\t_\t_\t_\t_\t_\t_\n2\t\xff\t_\t_\t_\t_\t_\t_\t_\t_\n"),
            ("long.conllu", long.as_bytes()),
            ("good.conllu", good.as_bytes()),
        ],
    );
    let files = ["order.conllu", "spaces.conllu", "bytes.conllu", "long.conllu", "good.conllu"];
    let ran = run(&here, &[&["parse", "--from", "conllu"], &files[..]].concat(), b"");
    assert_eq!(ran.code, Some(2));
    assert_eq!(forms(&ran.out), ["Talks", "began"]);
    ran.noted("bad-conllu", "order.conllu is not CoNLL-U: line 5: word 2 was expected");
    ran.noted("bad-conllu", "spaces.conllu is not CoNLL-U: line 1: ");
    ran.noted("bad-conllu", "bytes.conllu: line 2 is no UTF-8");
    ran.noted("too-long", "long.conllu: sentence 1 has 3999 words");
    assert_eq!(ran.notes.lines().count(), 4);
}

#[test]
fn a_megabyte_on_one_line_is_read_whole() {
    let line = REPORT.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    let count = 1_000_000 / line.len();
    let ran = run(&folder("megabyte"), &["parse", "--model", "fast"], line.repeat(count).as_bytes());
    assert_eq!((ran.code, ran.notes.as_str()), (Some(0), ""));
    assert_eq!(forms(&ran.out).iter().filter(|f| **f == "shelled").count(), count);
}

#[test]
fn what_is_no_prose_comes_to_an_end() {
    // One word without end, and marks alone: sentences as long as may be, whose best heads all go round in circles.
    for junk in ["a", "(", "( ", "\"", "U."] {
        let ran = run(&folder("junk-prose"), &["parse", "--quiet"], junk.repeat(50_000 / junk.len()).as_bytes());
        assert!(ran.code == Some(0) || ran.code == Some(1), "{junk}: {:?} {}", ran.code, ran.notes);
    }
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let here = folder("pipe");
    write(&here, &[("long.txt", REPORT.repeat(500).as_bytes())]);
    for format in ["conllu", "tree"] {
        let mut child =
            command(&here, &["parse", "long.txt", "--format", format]).stdin(Stdio::null()).spawn().unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        // The reading end is closed here, while the program still writes.
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
        assert!(ended.stderr.is_empty());
    }
}

#[test]
fn a_model_that_is_none_is_refused() {
    let here = folder("model");
    write(&here, &[("cut.dateline", b"dateline\x01\0\0\0\xff\0\0\0"), ("report.txt", REPORT.as_bytes())]);
    for (model, words, code) in
        [("nonsense", "nonsense", 64), ("Accurate", "`accurate`", 64), ("cut.dateline", "cut.dateline", 1)]
    {
        let ran = run(&here, &["parse", "report.txt", "--model", model], b"");
        assert_eq!((ran.code, ran.out.as_str()), (Some(code), ""));
        assert!(ran.notes.starts_with("error:") && ran.notes.contains(words), "{}", ran.notes);
    }
}

#[test]
fn each_model_reads_by_its_name() {
    let here = folder("models");
    write(&here, &[("report.txt", REPORT.as_bytes())]);
    let of = |model: &str| {
        let ran = run(&here, &["read", "report.txt", "--format", "jsonl", "--model", model], b"");
        assert_eq!(ran.code, Some(0), "{model}: {}", ran.notes);
        ran.out
    };
    let [accurate, fast, auto] = ["accurate", "fast", "auto"].map(of);
    for (model, out) in [("accurate", &accurate), ("fast", &fast), ("auto", &auto)] {
        assert!(out.contains("\"kind\":\"event\""), "{model}: {out}");
    }
    // What gives a record with `fast` is read again.
    let events = |out: &str| out.lines().filter(|l| l.contains("\"kind\":\"event\"")).count();
    assert_eq!(events(&accurate), events(&auto), "{accurate}\n{auto}");
    let refused = run(&here, &["eval", "language", "report.txt", "--model", "auto"], b"");
    assert!(refused.code == Some(1) && refused.notes.contains("each by itself"), "{}", refused.notes);
}

#[test]
fn roles_and_chains_are_scored() {
    let here = folder("roles");
    let words =
        [("The", "DET"), ("rebels", "NOUN"), ("shelled", "VERB"), ("the", "DET"), ("town", "NOUN"), (".", "PUNCT")];
    let brackets = ["(ARG0*", "*)", "(V*)", "(ARG1*", "*)", "*"];
    let table: String = words
        .iter()
        .zip(brackets)
        .enumerate()
        .map(|(i, ((form, upos), b))| format!("{}\t{form}\t{form}\t{upos}\t_\t0\t_\t-\t-\t{b}\n", i + 1))
        .collect();
    let row = |(i, form): (usize, &str)| format!("{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n", i + 1);
    let said = ["Amal", "Haddad", "said", "she", "would", "leave", "."];
    let tree: String = said.into_iter().enumerate().map(row).collect();
    let gold = format!("# newdoc id = one\n# text = Amal Haddad said she would leave.\n{tree}\n");
    let chain = ["(1", "1)", "_", "(1)", "_", "_", "_"];
    let chains: String = said.iter().zip(chain).enumerate().map(|(i, (f, c))| format!("{i}\t{f}\t{c}\n")).collect();
    let chains = format!("# begin document \n{chains}# end document\n");
    write(
        &here,
        &[("roles.tsv", table.as_bytes()), ("gold.conllu", gold.as_bytes()), ("one.conll", chains.as_bytes())],
    );
    let arguments = ["eval", "language", "gold.conllu", "--roles", "roles.tsv", "--coref", ".", "--format", "jsonl"];
    let ran = run(&here, &arguments, b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    let line = |name: &str| ran.out.lines().find(|l| l.contains(name)).unwrap_or_default().to_owned();
    assert!(line("\"roles\"").contains("\"right\":2"), "{}", ran.out);
    assert!(line("\"coreference\"").contains("\"f1\":1.0"), "{}", ran.out);
    let broken = run(&here, &["eval", "language", "--roles", "one.conll"], b"");
    assert!(broken.code == Some(1) && broken.notes.contains("one.conll: line 2"), "{}", broken.notes);
}

/// Texts of `tests/reports` and `examples`, several times over with other words in front, by name.
fn many() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut out = Vec::new();
    for folder in ["tests/reports", "examples"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "txt") {
                let (name, text) =
                    (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path));
                let text = text.unwrap();
                let tail = text.split_once("\n\n").unwrap().1.to_owned();
                out.extend([(name.clone(), text), (format!("{name}-tail"), tail)]);
            }
        }
    }
    out.sort();
    out
}

#[test]
fn the_output_is_the_same_with_any_number_of_threads_and_among_any_neighbours() {
    let here = folder("same");
    let reports = many();
    for (name, text) in &reports {
        std::fs::write(here.join(name), text).unwrap();
    }
    let parse = |files: &[&str], threads: &str| {
        let ran = run(&here, &[&["parse", "--format", "conllu", "--threads", threads], files].concat(), b"");
        assert_eq!((ran.code, ran.notes.as_str()), (Some(0), ""));
        ran.out
    };
    let names: Vec<&str> = reports.iter().map(|(name, _)| name.as_str()).collect();
    let one = parse(&names, "1");
    for threads in ["2", "8"] {
        assert!(parse(&names, threads) == one, "{threads} threads say other than one");
    }
    // In another order the same pieces, and each piece alone what it is among the others.
    let pieces = |all: &str| {
        let mut pieces: Vec<String> = all.split("# newdoc id = ").skip(1).map(str::to_owned).collect();
        pieces.sort();
        pieces
    };
    let shuffled: Vec<&str> = (0..names.len()).map(|i| names[i * 7 % names.len()]).collect();
    assert_eq!(shuffled.iter().collect::<std::collections::BTreeSet<_>>().len(), names.len(), "7 must not divide");
    assert_eq!(pieces(&parse(&shuffled, "2")), pieces(&one));
    let alone: String = names.iter().map(|name| parse(&[name], "2")).collect();
    assert!(alone == one, "a report alone is read otherwise than among others");
    assert!(parse(&["."], "2").len() > one.len(), "the folder holds them all, with longer names");
}

#[test]
fn a_report_cannot_steer_the_terminal() {
    let here = folder("escape");
    let report = "The \u{1b}[2J\u{1b}]0;owned\u{7}army \u{9b}31mleft \u{202e}the town on Monday, officials said.\n";
    let ran = run(&here, &["parse", "--format", "tree"], report.as_bytes());
    assert_eq!(ran.code, Some(0));
    let steering = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
    assert!(!ran.out.contains(steering) && ran.out.contains("\u{fffd}[2J"), "{:?}", ran.out);
    if cfg!(unix) {
        // Other systems have no such names of files.
        write(&here, &[("a\u{1b}[31m.txt", b"")]);
        let ran = run(&here, &["parse", "."], b"");
        assert!(ran.notes.contains("[empty]") && !ran.notes.contains(steering), "{:?}", ran.notes);
    }
}

#[test]
fn a_tree_keeps_its_columns_with_wide_characters() {
    let report =
        "President Xi Jinping (習近平) met the Korean envoy (김민준) and Zoë e\u{301}clair 👩\u{200d}🚀 in Łódź.\n";
    let ran = run(&folder("wide"), &["parse", "--format", "tree"], report.as_bytes());
    assert_eq!(ran.code, Some(0));
    for form in ["習近平", "김민준", "Zoë", "e\u{301}clair", "Łódź"] {
        assert!(ran.out.lines().skip(1).any(|l| l.split_whitespace().any(|w| w == form)), "{form} in\n{}", ran.out);
    }
    let widest = ran.out.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0);
    assert!(widest <= 100, "{widest} columns:\n{}", ran.out);
}

#[test]
fn licences_and_help_are_printed() {
    let here = folder("licences");
    let ran = run(&here, &["licences"], b"");
    assert_eq!(ran.code, Some(0));
    for words in ["MIT License", "Apache License", "CC BY-SA 4.0", "GeoNames"] {
        assert!(ran.out.contains(words), "{words}");
    }
    for arguments in
        [&["--help"][..], &["parse", "--help"], &["eval", "language", "--help"], &["eval", "attribution", "--help"]]
    {
        let ran = run(&here, arguments, b"");
        assert!(ran.code == Some(0) && ran.out.contains("Examples:"), "{arguments:?}");
    }
    assert_eq!(run(&here, &["parse", "--no-such-option"], b"").code, Some(64));
}

#[test]
fn a_treebank_is_scored() {
    let here = folder("eval");
    let words = |rows: &[&str]| rows.iter().map(|r| r.replace(' ', "\t") + "\n").collect::<String>();
    let gold = words(&[
        "1 Rebels rebel NOUN NNS _ 2 nsubj _ _",
        "2 left leave VERB VBD _ 0 root _ _",
        "3 Oslo Oslo PROPN NNP _ 2 obj _ SpaceAfter=No",
        "4 . . PUNCT . _ 2 punct _ _",
    ]);
    let names = words(&["1 Rebels O", "2 left O", "3 Oslo B-LOC", "4 . O"]);
    write(
        &here,
        &[("gold.conllu", format!("# text = Rebels left Oslo.\n{gold}\n").as_bytes()), ("gold.iob2", names.as_bytes())],
    );
    let ran = run(&here, &["eval", "language", "gold.conllu", "--names", "gold.iob2", "--format", "jsonl"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    assert!(ran.out.lines().next().unwrap().contains("\"name\":\"en-accurate\""), "{}", ran.out);
    let las = ran.out.lines().find(|l| l.contains("\"LAS\"") && l.contains("gold words")).unwrap();
    assert!(las.contains("\"wanted\":4"), "{las}");
    let page = run(&here, &["eval", "language", "gold.conllu", "--format", "markdown"], b"");
    assert!(page.out.contains("| F1 | gold, gold words | gold, raw text |"), "{}", page.out);
    let bad = run(&here, &["eval", "language", "gold.iob2"], b"");
    assert!(bad.code == Some(1) && bad.notes.contains("gold.iob2 is not CoNLL-U"), "{}", bad.notes);
}

/// Annotations in brat's standoff format: of each attribution the words of source, cue and content, "" where absent.
fn brat(text: &str, attributions: &[[&str; 3]]) -> String {
    let (mut out, mut number) = (String::new(), 0);
    for (i, parts) in attributions.iter().enumerate() {
        let mut event = format!("E{i}\tAttribution:T0");
        for (role, words) in ["Source", "Cue", "Content"].into_iter().zip(parts).filter(|(_, w)| !w.is_empty()) {
            number += 1;
            let start = text[..text.find(words).unwrap()].chars().count();
            let end = start + words.chars().count();
            out += &format!("T{number}\t{role} {start} {end}\t{words}\n");
            event += &format!(" {role}:T{number}");
        }
        out = out + &event + "\n";
    }
    out
}

#[test]
fn attributions_are_scored() {
    let here = folder("attribution");
    std::fs::create_dir(here.join("gold")).unwrap();
    let one = "Zoë Marin, the mayor of Łomna, said that the town was empty. The bridge was closed on Friday.\n";
    let two = "“We will not leave,” Amal Haddad told reporters on Monday.\n";
    let gold_one =
        [["", "", "The bridge was closed"], ["Zoë Marin, the mayor of Łomna", "said", "that the town was empty"]];
    let gold_two = [["Haddad", "told reporters", "“We will not leave,”"]];
    write(
        &here,
        &[
            ("gold/one.txt", one.as_bytes()),
            ("gold/one.ann", brat(one, &gold_one).as_bytes()),
            ("gold/two.txt", two.as_bytes()),
            ("gold/two.ann", brat(two, &gold_two).as_bytes()),
            ("gold/lone.txt", one.as_bytes()),
        ],
    );
    let eval = |more: &[&str]| run(&here, &[&["eval", "attribution", "--model", "fast"], more].concat(), b"");
    let ran = eval(&["gold", "--errors", "9"]);
    assert_eq!(ran.code, Some(0), "{}", ran.notes);
    ran.noted("lone", "lone.txt has no lone.ann beside it");
    let rows: Vec<Vec<&str>> = ran.out.lines().map(|l| l.split_whitespace().collect()).collect();
    for row in [
        "statement overlap 100.00 66.67 80.00 89.8 2 2 3",
        "content exact 100.00 66.67 80.00 65.7 2 2 3",
        "source exact 50.00 50.00 50.00 73.9 1 2 2",
        "source overlap 100.00 100.00 100.00 2 2 2",
        "quoted content, its source 100.00 100.00 100.00 1 1 1",
    ] {
        assert!(rows.iter().any(|r| r.join(" ") == row), "{row} in\n{}", ran.out);
    }
    for words in ["Newell et al. 2018", "attribution and coreference add", "one at 61: missed", "two at 0: source"] {
        assert!(ran.out.contains(words), "{words} in\n{}", ran.out);
    }
    let lines = eval(&["gold", "--errors", "9", "--format", "jsonl", "--sample", "1"]).out;
    assert!(lines.contains("\"figure\":\"statement overlap\"") && lines.contains("\"human\":0.898"), "{lines}");
    let drawn: std::collections::BTreeSet<&str> =
        lines.lines().filter_map(|l| l.split("\"doc\":\"").nth(1)?.split('"').next()).collect();
    assert_eq!(drawn.len(), 1, "one document has faults alone: {lines}");
    assert!(eval(&["gold", "--format", "markdown"]).out.contains("| all three exact |"));
}

#[test]
fn gold_that_cannot_be_read_is_named() {
    let here = folder("attribution-bad");
    std::fs::create_dir(here.join("gold")).unwrap();
    std::fs::create_dir(here.join("empty")).unwrap();
    let annotations = b"T1\tCue 4 8\tsaid\nE1\tAttribution:T1 Cue:T1\nT2\tContent 9 to 12\tso\n";
    write(&here, &[("gold/one.txt", b"She said so."), ("gold/one.ann", annotations)]);
    for (folder, words) in [
        ("gone", "gone: no folder that can be read"),
        ("empty", "empty holds no .ann file"),
        ("gold", "gold/one.ann: line 3: expected a label and offsets"),
    ] {
        let ran = run(&here, &["eval", "attribution", folder], b"");
        let notes = ran.notes.replace('\\', "/");
        assert!(ran.code == Some(1) && ran.out.is_empty() && notes.contains(words), "{notes}");
    }
}

#[test]
fn rules_alone_code_less_and_the_unsure_can_be_left_out() {
    let here = folder("coders");
    let text = "Police in Nairobi fired tear gas at protesters on Tuesday. Norway condemned Chad.\n";
    write(&here, &[("a.txt", text.as_bytes())]);
    let events = |more: &[&str]| {
        let ran = run(&here, &[&["read", "a.txt", "--format", "jsonl", "--date", "2024-05-06"], more].concat(), b"");
        assert_eq!(ran.code, Some(0), "{}", ran.notes);
        ran.of_kind("event")
    };
    let learnt =
        |all: &[Value]| all.iter().filter(|e| e["rule"].as_str().is_some_and(|r| r.starts_with("learnt"))).count();
    let (both, rules) = (events(&[]), events(&["--rules-only"]));
    assert!(learnt(&both) == 2 && both[0]["event_loc"]["start"].is_u64(), "{both:?}");
    assert!(learnt(&rules) == 0 && rules.iter().any(|e| e["rule"] == "accuse/criticize"), "{rules:?}");
    let sure = events(&["--min-confidence", "0.93"]);
    assert!(
        sure.len() < both.len() && sure.iter().all(|e| e["confidence"].as_f64().is_some_and(|c| c >= 0.93)),
        "{sure:?}"
    );
    let wrong = run(&here, &["read", "a.txt", "--min-confidence", "90"], b"");
    assert!(wrong.code == Some(64) && wrong.notes.contains("from 0 to 1"), "{}", wrong.notes);
    let why = run(&here, &["why", "all", "a.txt", "--date", "2024-05-06"], b"");
    assert!(
        why.out.contains("ACCUSE because \"condemned\" tells such an act (")
            && why.out.contains("recipient \"Chad\" ("),
        "{}",
        why.out
    );
}

#[test]
fn the_codebook_says_how_well_each_category_is_told() {
    let shown = run(&folder("codebook"), &["codebook", "ASSAULT"], b"");
    assert!(
        shown.out.contains("of 100 that are told are right, and") && shown.out.contains("assault/attack"),
        "{}",
        shown.out
    );
}
