//! Endings of files that hold no plain text of a report.

use std::path::Path;

/// Endings, and what to do about each.
const OTHER: [(&[&str], &str); 7] = [
    (&["jsonl", "ndjson"], "read it with --from jsonl"),
    (&["html", "htm", "xhtml", "xml", "rss", "atom"], "markup is not read yet: save the report's text as a .txt file"),
    (&["gz", "xz", "zip", "zst", "bz2", "warc", "tar", "7z"], "archives are not read yet: unpack it first"),
    (&["conllu", "conll"], "words and trees that are given are read by `dateline parse --from conllu`"),
    (&["ann", "a1", "a2"], "it holds marks on another file's text, which is the one to read"),
    (&["srt", "vtt", "eml", "msg", "mbox", "rtf", "tex", "ps"], "save the report's own text as a .txt file"),
    (
        &["pdf", "doc", "docx", "odt", "csv", "tsv", "json", "parquet", "toml", "yaml", "yml"],
        "only plain text and --from jsonl are read yet: save the report's text as a .txt file",
    ),
];

/// What to do about a file whose name says that it holds no plain text.
pub(super) fn other(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    OTHER.iter().find(|(endings, _)| endings.contains(&ending.as_str())).map(|(_, remedy)| *remedy)
}
