//! Input that nobody wishes for: what it yields is bounded, what is left out is said, and time grows with its length.
//!
//! `cargo xtask growth` measures the same at full size.

use dateline::Coder;
use dateline::coder::Coded;
use dateline_records::Body;
use dateline_text::RawItem;
use std::time::{Duration, Instant};

fn read(text: &str) -> Coded {
    Coder::fast().code(&RawItem::new(text)).unwrap()
}

fn notes(coded: &Coded) -> Vec<&str> {
    coded.notes.iter().map(|n| n.code).collect()
}

#[test]
fn statements_nested_beyond_reason_are_cut_and_said_to_be() {
    let coded = read(&"Putin said that ".repeat(1000));
    assert!(notes(&coded).contains(&"nesting-cut"), "{:?}", coded.notes);
    let statements = coded.records.iter().filter_map(|r| if let Body::Statement(s) = &r.body { Some(s) } else { None });
    let deepest = statements.map(|s| s.by.len()).max().unwrap();
    assert!((5..=12).contains(&deepest), "{deepest}");
    let once = read("Ada Crane said that Kofi Adjei believed that Karin Dahl had said that the bridge would fall.");
    assert!(!notes(&once).contains(&"nesting-cut"));
}

#[test]
fn more_records_than_a_text_of_its_length_has_are_cut_at_one_place_and_said_to_be() {
    let text = "France attacked Ghana and Togo. Ghana said Togo attacked Mali. ".repeat(5000);
    let coded = read(&text);
    let note = coded.notes.iter().find(|n| n.code == "records-cut").expect("a note");
    let place: usize = note.message.split("character ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(place > text.len() / 20, "{}", note.message);
    let first = |r: &dateline_records::Record| r.evidence[0].start();
    assert!(coded.records.iter().all(|r| first(r) < place));
    // What stands before is whole: the last sentence before that place has its event.
    let events = coded.records.iter().filter(|r| r.kind() == "event");
    assert!(events.map(first).max().unwrap() + 200 > place);
    let ids: std::collections::BTreeSet<&str> = coded.records.iter().map(|r| r.id.as_str()).collect();
    for r in &coded.records {
        if let Body::Statement(s) = &r.body {
            assert!(s.events.iter().all(|e| ids.contains(e.as_str())), "an event that was left out is still told of");
        }
    }
    assert!(!notes(&read(&text[..20_000])).contains(&"records-cut"));
}

/// Time for texts of two lengths, ten times apart; the best of three, as the machine has other things to do.
fn times(piece: impl Fn(usize) -> String) -> (Duration, Duration) {
    let time = |count: usize| {
        let text: String = (0..count).map(&piece).collect();
        let one = || {
            let begun = Instant::now();
            std::hint::black_box(read(&text).records.len());
            begun.elapsed()
        };
        (0..3).map(|_| one()).min().unwrap_or_default()
    };
    (time(150), time(1500))
}

/// A name that no other number has.
fn name(i: usize) -> String {
    const PARTS: [&str; 10] = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru"];
    let parts: String = [i / 1000, i / 100, i / 10, i].map(|n| PARTS[n % 10]).concat();
    parts[..1].to_uppercase() + &parts[1..]
}

#[test]
fn time_grows_with_length_and_not_with_its_square() {
    type Piece = fn(usize) -> String;
    let all: [(&str, Piece); 4] = [
        ("new names", |i| format!("Ada {} met Kofi {} on Monday. ", name(i), name(i + 3000))),
        ("turns", |i| format!("ADA CRANE: We told {} that I would go.\n\n", name(i))),
        ("quotations", |i| format!("“We will leave {},” the minister said.\n\n", name(i))),
        ("open paragraphs", |i| format!("“We will leave {}. I told them so.\n\n", name(i))),
    ];
    for (what, piece) in all {
        let (short, long) = times(piece);
        // Linear is 10, square is 100.
        assert!(long < short * 40, "{what}: {short:?} for a text, {long:?} for one ten times as long");
    }
}
