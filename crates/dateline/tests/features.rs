//! What the network is fed here is what it was fed in training: `tests/fixtures/features.tsv` holds what
//! `training/features.py` makes of some words, and a unit test there holds that side to the same file.

use dateline::language::features::{CASES, TABLES, case, fold, hashed};
use std::path::Path;

#[test]
fn features_are_those_of_training() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/features.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines().filter(|l| !l.starts_with("# "));
    let tables = TABLES.map(|(name, rows)| format!("{name}:{rows}"));
    assert_eq!(lines.next().unwrap(), format!("form\tfolded\t{}\tcase:{CASES}", tables.join("\t")));
    let mut count = 0;
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let (form, folded) = (cells[0], fold(cells[0]));
        assert_eq!(folded, cells[1], "{form:?} folded");
        let want: Vec<u32> = cells[2..].iter().map(|c| c.parse().unwrap()).collect();
        let got: Vec<u32> = hashed(form, &folded).into_iter().chain([u32::from(case(form))]).collect();
        assert_eq!(got, want, "{form:?}");
        count += 1;
    }
    assert!(count > 50, "{count} words");
}
