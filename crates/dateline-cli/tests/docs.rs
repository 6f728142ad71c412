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
