//! Times by the cases of `cases/times.md` (`words = VALUE`), and when events are by those of `cases/dates.md`:
//! `CATEGORY DATE precision time; when words`. All reports are of Wednesday, 11 October 2023.

mod table;

use dateline_contract::{Body, Event};
use dateline_language::{Analysis, Model};
use dateline_records::syntax::Syntax;
use dateline_records::times::Times;
use dateline_records::{Tables, records};

/// The times of a sentence as a case writes them.
fn times(a: &Analysis) -> Vec<String> {
    let shown = |t: &dateline_records::times::Time| {
        let modifier = t.modifier().map(|m| format!(" {m}")).unwrap_or_default();
        format!("{} = {}{modifier}", t.span.of(a.text()), t.value)
    };
    Times::find(Syntax::new(a)).all().iter().map(shown).collect()
}

/// The events of a sentence as a case writes them.
fn events(a: &Analysis) -> Vec<String> {
    let shown = |e: &Event| {
        let (date, precision) = match e.date {
            Some(d) => (d.date.to_string(), if d.in_text { d.precision.name() } else { "document" }),
            None => ("none".to_owned(), "none"),
        };
        let when = e.when.first().map(|w| format!("; when {}", w.of(a.text()))).unwrap_or_default();
        format!("{} {date} {precision} {}{when}", e.category, e.status.time)
    };
    let all = records(a, &Tables::builtin()).value;
    all.iter().filter_map(|r| if let Body::Event(e) = &r.body { Some(shown(e)) } else { None }).collect()
}

#[test]
fn times_hold() {
    table::run("times.md", include_str!("cases/times.md"), times, |item, got| item == got);
}

#[test]
fn events_are_dated() {
    table::run("dates.md", include_str!("cases/dates.md"), events, |item, got| item == got);
}

#[test]
fn numbers_that_are_no_days_or_years_are_passed_over() {
    for number in ["32768", "99999", "123456789012", "0", "00", "99", "1e400", "999999999999999999999999"] {
        for words in [
            "the first NUMBER of March",
            "in NUMBER",
            "on May NUMBER, NUMBER",
            "the NUMBERs",
            "NUMBER years ago",
            "'NUMBER",
        ] {
            let text = format!("The minister said {} that the port was open.", words.replace("NUMBER", number));
            // Whatever it is read as, it is read.
            let read = table::analysed(&text, Model::fast());
            let _ = (times(&read), events(&read));
        }
    }
}
