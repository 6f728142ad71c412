//! `docs/records.md` is held to the schema and to the types: each kind has a sample, and each sample is one.

mod program;

use dateline::contract::wire::Line;
use std::path::Path;

#[test]
fn every_kind_has_a_sample_that_is_read_and_written_as_it_stands() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/records.md");
    let page = std::fs::read_to_string(path).unwrap();
    let mut kinds = Vec::new();
    for section in page.split("\n## ").skip(1) {
        let (title, rest) = section.split_once('\n').unwrap();
        for sample in rest.split("```json\n").skip(1).filter_map(|s| s.split("```").next()) {
            let value: serde_json::Value = serde_json::from_str(sample).unwrap_or_else(|e| panic!("{title}: {e}"));
            program::valid(&value.to_string());
            let line = Line::parse(sample).unwrap_or_else(|e| panic!("{title}: {e}"));
            assert_eq!(serde_json::from_str::<serde_json::Value>(&line.json()).unwrap(), value, "{title}");
            assert_eq!(value["kind"], title, "the sample stands under its kind");
            kinds.push(title.to_owned());
        }
    }
    let all = ["document", "note", "actor", "event", "statement", "relation", "figure", "omission", "passage", "story"];
    assert_eq!(kinds, all);
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let mut shown = 0;
    for (before, block) in readme.match_indices("```text\n").map(|(at, mark)| readme.split_at(at + mark.len())) {
        let block = block.split("\n```").next().unwrap();
        // The command stands in the last code before the block.
        let command =
            before.rmatch_indices("cargo run --release -- ").next().map(|(at, mark)| &before[at + mark.len()..]);
        let command = command.unwrap().split(['\n', '`']).next().unwrap();
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let out = program::run(&root, &arguments, b"").out;
        let wanted = block.strip_suffix("\n…").unwrap_or(block);
        assert!(out.starts_with(wanted), "README shows of `{command}`:\n{wanted}\nand it prints:\n{out}");
        shown += 1;
    }
    assert!(shown >= 2, "README shows what the program prints");
}
