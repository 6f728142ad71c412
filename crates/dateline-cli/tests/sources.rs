//! Any source in, nothing lost: what a user gets of files of every kind, by `dateline read` without an option.

mod program;

use flate2::{Compression, Crc, write::GzEncoder};
use program::{Ran, folder, run, write};
use serde_json::Value;
use std::io::Write;
use std::path::Path;

const ONE: &str = "Rebels shelled the town of Tal Amra on Sunday, killing two people.";
const TWO: &str = "Norway condemned the shelling of Tal Amra, officials said.";

fn read(here: &Path, files: &[&str]) -> Ran {
    run(here, &[&["read", "--model", "fast", "--format", "jsonl", "--with-text"], files].concat(), b"")
}

/// What a user sees of each report: its name, day, headline, text, and whether any event.
fn seen(ran: &Ran) -> Vec<String> {
    let events = ran.of_kind("event");
    let text = |v: &Value| v.as_str().unwrap_or("–").to_owned();
    let told = |d: &Value| {
        let told = if events.iter().any(|e| e["doc"] == d["doc"]) { "events" } else { "none" };
        format!("{} | {} | {} | {} | {told}", text(&d["doc"]), text(&d["date"]), text(&d["title"]), text(&d["text"]))
    };
    ran.of_kind("document").iter().map(told).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A zip archive of members that are stored as they are.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut all = Vec::new();
    for (name, bytes) in members {
        let mut crc = Crc::new();
        crc.update(bytes);
        let length = (bytes.len() as u32).to_le_bytes();
        all.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0");
        all.extend(crc.sum().to_le_bytes());
        all.extend(length);
        all.extend(length);
        all.extend((name.len() as u16).to_le_bytes());
        all.extend([0, 0]);
        all.extend(name.as_bytes());
        all.extend(*bytes);
    }
    // The list of members at the end is not asked; its mark is.
    all.extend(b"PK\x01\x02");
    all
}

fn table() -> String {
    format!("guid,pub_date,headline,body\n7,2024-05-04,Shells fall,\"{ONE}\"\n8,2024-05-06,Talks,\"{TWO}\"\n")
}

const ROWS: [&str; 2] = [
    "7 | 2024-05-04 | Shells fall | Rebels shelled the town of Tal Amra on Sunday, killing two people. | events",
    "8 | 2024-05-06 | Talks | Norway condemned the shelling of Tal Amra, officials said. | events",
];

#[test]
fn tables_and_json_of_any_layout_are_read_without_an_option() {
    let here = folder("sources-layouts");
    let one =
        format!("{{\"id\":\"7\",\"title\":\"Shells fall\",\"date_publish\":\"2024-05-04\",\"maintext\":\"{ONE}\"}}");
    let two = format!("{{\"id\":8,\"headline\":\"Talks\",\"published\":20240506,\"content\":\"{TWO}\"}}");
    let tabs = table().replace("\",\"", "\t").replace(',', "\t").replace("Sunday\t killing", "Sunday, killing");
    let tabs = tabs.replace("Amra\t officials", "Amra, officials");
    let files: [(&str, String); 7] = [
        ("a.csv", table()),
        ("named-wrongly.txt", table()),
        ("b.tsv", tabs),
        ("c.jsonl", format!("{one}\n{two}\n")),
        ("d.json", format!("[\n  {one},\n  {two}\n]")),
        ("e.json", format!("{}\n{}", one.replace(',', ",\n").replace("Sunday,\n", "Sunday,"), two)),
        ("f.json", format!("{{\"status\": \"ok\", \"articles\": [{one}, {two}]}}")),
    ];
    for (name, text) in &files {
        write(&here, &[(name, text.as_bytes())]);
        let ran = read(&here, &[name]);
        assert_eq!((ran.code, ran.notes.as_str()), (Some(0), ""), "{name}");
        assert_eq!(seen(&ran), ROWS, "{name}");
    }
    let piped = run(&here, &["read", "--model", "fast", "--format", "jsonl", "--with-text"], table().as_bytes());
    assert_eq!(seen(&piped), ROWS);
    let from = run(&here, &["read", "--from", "csv", "--format", "jsonl", "--with-text"], table().as_bytes());
    assert_eq!(seen(&from), ROWS);
}

#[test]
fn columns_of_other_names_are_named() {
    let here = folder("sources-columns");
    write(
        &here,
        &[("a.csv", b"key;day;words\n7;2024-05-04;Norway condemned the shelling.\n"), ("b.txt", TWO.as_bytes())],
    );
    let options = ["--id", "key", "--date", "day", "--text", "words"];
    let ran = read(&here, &[&["a.csv"][..], &options].concat());
    assert_eq!(seen(&ran), ["7 | 2024-05-04 | – | Norway condemned the shelling. | events"], "{}", ran.notes);
    let ran = read(&here, &["a.csv"]);
    assert_eq!(ran.code, Some(1));
    ran.noted(
        "no-text-column",
        "a.csv:1: the table has no column \"text\"; its columns, parted by ',', are \"key;day;words\"",
    );
    let ran = read(&here, &[&["b.txt"][..], &options].concat());
    ran.noted(
        "no-fields",
        "b.txt: fields were named (key, words, day), and this looks like text without any; say with --from what it is",
    );
}

#[test]
fn what_is_packed_is_unpacked_once() {
    let here = folder("sources-packed");
    let inner = gzip(TWO.as_bytes());
    write(&here, &[("a.csv.gz", &gzip(table().as_bytes())), ("packed", &gzip(TWO.as_bytes()))]);
    // Two frames of Zstandard, one after the other: "Norway condemned the shelling of Tal Amra on Monday …".
    const FRAME: &[u8] = include_bytes!("program/report.zst");
    write(&here, &[("b.zst", &[FRAME, FRAME].concat())]);
    let members: [(&str, &[u8]); 5] = [
        ("x/a.csv", table().leak().as_bytes()),
        ("x/.hidden", b"No."),
        ("in.gz", &inner),
        ("b.txt", TWO.as_bytes()),
        ("x/", b""),
    ];
    write(&here, &[("c.zip", &zip(&members)), ("office.docx", &zip(&[("[Content_Types].xml", b"<Types/>")]))]);
    assert_eq!(seen(&read(&here, &["a.csv.gz"])), ROWS);
    let two = format!("packed | – | – | {TWO} | events");
    assert_eq!(seen(&read(&here, &["packed"])), std::slice::from_ref(&two));
    let ran = read(&here, &["b.zst"]);
    assert!(
        ran.of_kind("document")[0]["text"].as_str().unwrap().matches("Norway condemned").count() == 2,
        "{}",
        ran.notes
    );
    let ran = read(&here, &["c.zip"]);
    assert_eq!(seen(&ran), [ROWS[0].to_owned(), ROWS[1].to_owned(), two.replace("packed", "c.zip/b.txt")]);
    ran.noted(
        "nested-archive",
        "c.zip/in.gz: a gzip file inside a packed file is not opened; unpack the outer one first",
    );
    ran.noted("accounting", "4 items: 3 read, 1 refused (1 nested-archive)");
    read(&here, &["office.docx"]).noted("format", "an office document or a book; save its text as a .txt file");
}

#[test]
fn damage_costs_what_is_damaged() {
    let here = folder("sources-damage");
    let rows: String = (0..3000).map(|n| format!("{n},2024-05-06,\"{n} {TWO}\"\n")).collect();
    let packed = gzip(format!("id,date,text\n{rows}").as_bytes());
    write(&here, &[("cut.csv.gz", &packed[..packed.len() / 2])]);
    let ran = run(&here, &["parse", "--model", "fast", "cut.csv.gz"], b"");
    assert!(ran.documents().len() > 500, "{}", ran.documents().len());
    ran.noted("damaged", "a gzip file that does not unpack to its end");
    let members: [(&str, &[u8]); 2] = [("a.txt", ONE.as_bytes()), ("b.txt", TWO.as_bytes())];
    let whole = zip(&members);
    let mut flipped = whole.clone();
    let at = whole.windows(6).position(|w| w == b"Rebels").unwrap();
    flipped[at] = b'T';
    write(&here, &[("cut.zip", &whole[..whole.len() - 20]), ("flipped.zip", &flipped)]);
    let ran = read(&here, &["cut.zip"]);
    assert_eq!(seen(&ran).len(), 1);
    ran.noted("damaged", "cut.zip/b.txt: a member");
    let ran = read(&here, &["flipped.zip"]);
    assert_eq!(seen(&ran).len(), 1);
    ran.noted("damaged", "flipped.zip/a.txt: a member whose check sum is another than the archive says");
}

#[test]
fn a_bomb_is_given_up() {
    let here = folder("sources-bomb");
    let bomb = gzip(&[b"{\"text\":\"".as_slice(), &vec![b' '; 64 << 20]].concat());
    assert!(bomb.len() < 80_000);
    write(&here, &[("bomb.jsonl.gz", &bomb), ("good.txt", TWO.as_bytes())]);
    let ran = read(&here, &["bomb.jsonl.gz", "good.txt"]);
    assert_eq!(seen(&ran).len(), 1);
    assert!(ran.notes.contains("[too-long]") || ran.notes.contains("[bomb]"), "{}", ran.notes);
    ran.noted("bomb", "unpacked, it is more than 300 times as long as packed; it was given up after 16 MiB");
}

#[test]
fn sentences_of_petrarch_are_reports() {
    let here = folder("sources-petrarch");
    let sentence = |id: &str, inside: &str| {
        format!(
            "<Sentence date=\"20240504\" id=\"{id}\" source=\"Northline\" sentence=\"True\">\n{inside}</Sentence>\n"
        )
    };
    let text =
        format!("<Text>\n{}\n</Text>\n<Parse>(ROOT (S (NP (NNS REBELS))))</Parse>\n", ONE.replace("on ", "on\n"));
    let file = format!(
        "<?xml version=\"1.0\"?>\n<Sentences>\n{}{}{}</Sentences>\n",
        sentence("NL-1", &text),
        sentence("NL-2", "<Parse>(ROOT)</Parse>\n"),
        sentence("NL-3", &format!("<Text>{TWO}</Text>"))
    );
    write(&here, &[("a.xml", file.as_bytes())]);
    let ran = read(&here, &["a.xml"]);
    let want = [format!("NL-1 | 2024-05-04 | – | {ONE} | events"), format!("NL-3 | 2024-05-04 | – | {TWO} | events")];
    assert_eq!((ran.code, seen(&ran)), (Some(2), want.to_vec()), "{}", ran.notes);
    ran.noted("no-report", "a.xml#2: it has no <Text>");
    assert_eq!(ran.of_kind("document")[0]["publisher"], "Northline");
}
