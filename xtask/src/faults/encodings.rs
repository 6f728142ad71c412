//! Pages in every encoding, and pages that lie about theirs.

use super::Bench;
use anyhow::{Result, bail};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

const LABELS: [&str; 40] = [
    "utf-8",
    "utf8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-9",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-14",
    "iso-8859-15",
    "iso-8859-16",
    "latin1",
    "ascii",
    "koi8-r",
    "koi8-u",
    "macintosh",
    "x-mac-cyrillic",
    "ibm866",
    "gbk",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-kr",
];

const TEXT: &str = "Norway accused Chad on Monday of shelling the café in Vitør — “Łódź will not forget,” envoy Ada Crane said, at a cost of €2.";

fn page(label: &str, text: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"{label}\"><title>Shells on Vitør</title></head><body><article><h1>Shells on Vitør</h1>\
         <p>{text}</p></article></body></html>"
    )
}

/// A page in an encoding; what it has no sign for is written as a reference.
fn encoded(encoding: &'static Encoding, page: &str) -> Vec<u8> {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let units = std::iter::once(0xFEFF).chain(page.encode_utf16());
        return units.flat_map(|u| if encoding == UTF_16LE { u.to_le_bytes() } else { u.to_be_bytes() }).collect();
    }
    encoding.encode(page).0.into_owned()
}

pub(super) fn labels(bench: &Bench) -> Result<String> {
    for (i, label) in LABELS.iter().enumerate() {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
        bench.write(&format!("in/{i:02}-{label}.html"), &encoded(encoding, &page(label, TEXT)))?;
    }
    let utf8 = page("gbk", TEXT).into_bytes();
    let lies: [(&str, Vec<u8>); 6] = [
        ("gbk", utf8),
        ("latin1", page("iso-8859-1", TEXT).into_bytes()),
        ("says-utf8", encoded(encoding_rs::WINDOWS_1252, &page("utf-8", TEXT))),
        ("says-utf16", page("utf-16", TEXT).into_bytes()),
        ("unknown", page("klingon", TEXT).into_bytes()),
        ("none", page("", TEXT).into_bytes()),
    ];
    for (name, bytes) in &lies {
        bench.write(&format!("in/lie-{name}.html"), bytes)?;
    }
    let read = ["read", "in", "--model", "fast", "--format", "jsonl", "--with-text", "-q"];
    let ran = bench.run(&read)?.calm("pages")?;
    let texts: Vec<(String, String)> = documents(&ran.out)?;
    let wrong: Vec<&(String, String)> = texts.iter().filter(|(_, text)| text != TEXT).collect();
    if texts.len() != LABELS.len() + lies.len() || !wrong.is_empty() {
        bail!("{} pages of {}; wrong: {wrong:?}", texts.len(), LABELS.len() + lies.len());
    }
    // What no encoding holds: half pairs, zeros, bytes that are nothing.
    let bad = b"{\"id\":\"half\",\"text\":\"Norway accused \\ud800 Chad.\"}\n{\"id\":\"zero\",\"text\":\"Norway accused \\u0000 Chad.\"}\n\
        {\"id\":\"bytes\",\"text\":\"Norway accused \xff\xfe Chad of \xc3\xa9.\"}\n{\"id\":\"raw\",\"text\":\"Norway \0 accused Chad.\"}\n";
    bench.write("bad.jsonl", bad)?;
    let ran =
        bench.run(&["read", "bad.jsonl", "--model", "fast", "--format", "jsonl", "--with-text"])?.calm("bad.jsonl")?;
    let documents = documents(&ran.out)?;
    let refused = 4 - documents.len();
    for (id, code) in [("half", "lone-surrogate"), ("bytes", "invalid-utf8")] {
        let marked = documents.iter().any(|(doc, text)| doc == id && text.contains('\u{fffd}'));
        if !marked || !ran.notes.contains(code) {
            bail!("{id}: no U+FFFD, or no note {code}: {documents:?} {}", ran.notes);
        }
    }
    Ok(format!(
        "{} labels and {} pages that lie about theirs: every text right; of half surrogates, zeros and bytes that are none, {} lines read with a note and {refused} refused; all output is UTF-8",
        LABELS.len(),
        lies.len(),
        documents.len()
    ))
}

/// Names and texts of the documents in some lines of records.
fn documents(out: &str) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for line in out.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        if record["kind"] == "document" {
            let field = |name: &str| record[name].as_str().unwrap_or_default().trim().to_owned();
            all.push((field("doc"), field("text")));
        }
    }
    Ok(all)
}
