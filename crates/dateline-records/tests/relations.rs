//! Relations, by the cases of `cases/relations.md`: `kind: from -> to; since YEAR; until YEAR`.
//!
//! An end is given by a part of its name or of its words; `from` and `to` by the country's code as `RUS`.

mod table;

use dateline_contract::{Entity, Relation};
use dateline_language::Analysis;
use dateline_records::ground::{Finding, Ground};
use dateline_records::{Tables, relations};

/// A relation with the words of its ends.
#[derive(Debug)]
#[allow(dead_code)] // read through Debug where a case fails
struct Shown {
    kind: &'static str,
    from: Vec<String>,
    to: Vec<String>,
    since: String,
    until: String,
    rule: String,
}

fn end(a: &Analysis, e: &Entity) -> Vec<String> {
    [Some(e.span.of(a.text()).to_owned()), e.name.clone(), e.code.clone()].into_iter().flatten().collect()
}

fn found(a: &Analysis) -> Vec<Shown> {
    let show = |f: Finding<Relation>| {
        assert!(!f.evidence.is_empty() && f.at < a.tokens.len() && (0.0..=1.0).contains(&f.confidence));
        let r = f.value;
        let (from, to) = (end(a, &r.from), end(a, &r.to));
        Shown {
            kind: r.kind.name(),
            from,
            to,
            since: r.since.map(|p| p.to_string()).unwrap_or_default(),
            until: r.until.map(|p| p.to_string()).unwrap_or_default(),
            rule: f.rule,
        }
    };
    relations::find(&Ground::new(a, &Tables::builtin())).into_iter().map(show).collect()
}

fn fits(item: &str, got: &Shown) -> bool {
    let mut parts = item.split("; ");
    let (kind, ends) = parts.next().and_then(|h| h.split_once(": ")).unwrap_or_default();
    let (from, to) = ends.split_once(" -> ").unwrap_or_default();
    let is = |want: &str, have: &[String]| have.iter().any(|h| h == want || (want.len() > 3 && h.contains(want)));
    let (mut since, mut until) = ("", "");
    for part in parts {
        match part.split_once(' ') {
            Some(("since", v)) => since = v,
            Some(("until", v)) => until = v,
            _ => panic!("no such condition: {part}"),
        }
    }
    got.kind == kind && is(from, &got.from) && is(to, &got.to) && got.since == since && got.until == until
}

#[test]
fn cases() {
    table::run("relations.md", include_str!("cases/relations.md"), found, fits);
}
