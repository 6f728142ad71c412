//! Omissions, by the cases of `cases/omissions.md`: `who | of | rule`.

mod table;

use dateline_language::Analysis;
use dateline_lexicon::Lexicon;
use dateline_records::actors::Actors;
use dateline_records::statements::{self, Cues};
use dateline_records::{omissions, syntax::Syntax};

fn found(a: &Analysis) -> Vec<[String; 3]> {
    let s = Syntax::new(a);
    let mut actors = Actors::find(s, Lexicon::builtin());
    let said = statements::find(s, &mut actors, Cues::builtin());
    let show = |o: omissions::Omitted| {
        assert!(!o.evidence.is_empty());
        let words = |s: dateline_text::Span| s.of(a.text()).to_owned();
        let rule = o.rule.strip_prefix("omission/").unwrap_or_default().to_owned();
        [words(o.omission.who.span), words(o.omission.of[0]), rule]
    };
    omissions::find(s, &actors, &said).into_iter().map(show).collect()
}

#[test]
fn omissions_are_found_as_the_cases_say() {
    table::run("omissions.md", include_str!("cases/omissions.md"), found, |item, got| item == got.join(" | "));
}
