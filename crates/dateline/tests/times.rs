//! Times against `tests/fixtures/relative_dates.tsv`: several hundred ways to tell a day, week, month or year, each seen
//! from a day, with the values that are right.

use dateline::{Coder, Meta, RawItem};
use std::path::Path;

/// Lines whose value is wrong, and how many lines there are.
fn wrong(coder: &Coder, fixture: &str) -> (Vec<String>, usize) {
    let mut wrong = Vec::new();
    let lines = fixture.lines().filter(|l| !l.starts_with('#')).skip(1);
    let count = lines.clone().count();
    for line in lines {
        let [from, words, values, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line:?}") };
        let text = text.replace("\\n", "\n");
        let meta = Meta { date: Some(from.into()), language: Some("en".into()), ..Meta::default() };
        let read = coder.times(&RawItem { meta, ..RawItem::new(text.as_str()) });
        let (_, times) = read.unwrap_or_else(|r| panic!("{text}: {}", r.reason.message)).value;
        let start = text.find(words).unwrap_or_else(|| panic!("{line:?}"));
        let over = |t: &&dateline::records::times::Time| t.span.start() < start + words.len() && start < t.span.end();
        let got: Vec<String> = times.all().iter().filter(over).map(|t| t.value.to_string()).collect();
        if !values.split(' ').any(|v| got.iter().any(|g| g == v)) {
            wrong.push(format!("{from}: {words:?} is {values}, not {got:?}: {text:?}"));
        }
    }
    (wrong, count)
}

#[test]
// What is wrong and still let pass is told with `--no-capture`.
#[allow(clippy::print_stdout)]
fn of_a_hundred_dates_eighty_eight_have_their_value() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/relative_dates.tsv");
    let fixture = std::fs::read_to_string(path).unwrap();
    let (wrong, count) = wrong(&Coder::fast(), &fixture);
    println!("{} of {count} right\n{}", count - wrong.len(), wrong.join("\n"));
    assert!(count >= 200, "{count} lines");
    assert!(wrong.len() * 100 <= count * 12, "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
