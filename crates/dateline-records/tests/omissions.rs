//! Omissions, by the cases of `cases/omissions.md`: `who | of | rule`.

mod table;

use dateline_contract::Omission;
use dateline_language::Analysis;
use dateline_records::ground::Finding;
use dateline_records::scene::Scene;
use dateline_records::{Tables, omissions};

fn found(a: &Analysis) -> Vec<[String; 3]> {
    let show = |o: Finding<Omission>| {
        assert!(!o.evidence.is_empty());
        let words = |s: dateline_text::Span| s.of(a.text()).to_owned();
        let rule = o.rule.strip_prefix("omission/").unwrap_or_default().to_owned();
        [words(o.value.who.span), words(o.value.of[0]), rule]
    };
    omissions::find(&Scene::new(a, &Tables::builtin())).into_iter().map(show).collect()
}

#[test]
fn omissions_are_found_as_the_cases_say() {
    table::run("omissions.md", include_str!("cases/omissions.md"), found, |item, got| item == got.join(" | "));
}
