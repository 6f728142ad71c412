//! Figures, by the cases of `cases/figures.md`: `value 11; low 11; what killed; who civilian; unit people`.
//!
//! Only what an item names is compared, but `value`, `low` and `high`: where they are not named, there are none.

mod table;

use dateline_contract::{Bound, Figure};
use dateline_language::Analysis;
use dateline_records::ground::{Finding, Ground};
use dateline_records::{Tables, figures};

fn found(a: &Analysis) -> Vec<Figure> {
    let show = |f: Finding<Figure>| {
        assert!(!f.evidence.is_empty() && f.at < a.tokens.len() && (0.0..=1.0).contains(&f.confidence));
        assert_eq!(f.value.bound == Bound::AtLeast, f.value.low.is_some() && f.value.high.is_none(), "{:?}", f.value);
        f.value
    };
    figures::find(&Ground::new(a, &Tables::builtin())).into_iter().map(show).collect()
}

fn fits(item: &str, got: &Figure) -> bool {
    let number = |n: Option<f64>| n.map(|v| v.to_string()).unwrap_or_default();
    let have = |key: &str| match key {
        "value" => number(got.value),
        "low" => number(got.low),
        "high" => number(got.high),
        "what" => got.what.clone(),
        "who" => got.who.clone(),
        "unit" => got.unit.clone(),
        "modifier" => got.modifier.clone().unwrap_or_default(),
        "bound" => got.bound.to_string(),
        "trend" => got.trend.map(|t| t.to_string()).unwrap_or_default(),
        _ => panic!("no such condition: {key}"),
    };
    let named: Vec<(&str, &str)> = item.split("; ").map(|p| p.split_once(' ').unwrap_or((p, ""))).collect();
    let open =
        ["value", "low", "high"].into_iter().filter(|k| !named.iter().any(|n| n.0 == *k)).all(|k| have(k).is_empty());
    open && named.iter().all(|(k, v)| have(k) == *v)
}

#[test]
fn cases() {
    table::run("figures.md", include_str!("cases/figures.md"), found, fits);
}
