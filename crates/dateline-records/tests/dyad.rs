//! What one party does to another, the pair being given.

use dateline_contract::Codebook;
use dateline_language::{Analysis, Model, analyse, refer};
use dateline_records::Tables;
use dateline_records::dyad::{Ranked, rank};
use dateline_text::document::{Limits, document};
use dateline_text::{RawItem, Span};
use std::sync::Arc;

fn analysis(text: &str, model: &Model) -> Analysis {
    let document = document(&RawItem::new(text), &Limits::default()).unwrap().value;
    refer(analyse(Arc::new(document), model).value, model)
}

fn span(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap_or_else(|| panic!("{words}"));
    Span::new(text, at, at + words.len()).unwrap()
}

fn ranked(a: &Analysis, source: &str, target: &str, codebook: Codebook) -> Vec<Ranked> {
    let text = a.text();
    rank(a, &Tables::builtin(), codebook, span(text, source), span(text, target))
}

fn first(a: &Analysis, source: &str, target: &str) -> &'static str {
    ranked(a, source, target, Codebook::Plover20).first().map_or("none", |r| r.category.name())
}

#[test]
fn the_act_that_binds_the_two_comes_first() {
    for (text, source, target, want) in [
        ("Norway condemned Chad on Monday.", "Norway", "Chad", "ACCUSE"),
        // A pronoun that leads to the source.
        ("Rima Haddad arrived in Oslo. On Monday she praised Chad.", "Rima Haddad", "Chad", "SUPPORT"),
        ("Norway, which met Chad, condemned Niger.", "Norway", "Niger", "ACCUSE"),
        // What is done to the source by the target is what there is.
        ("Norway was condemned by Chad.", "Norway", "Chad", "ACCUSE"),
        // To whom it is said.
        ("Norway urged Chad to leave.", "Norway", "Chad", "REQUEST"),
        ("Norwegian soldiers arrested the minister of Chad.", "Norwegian", "Chad", "COERCE"),
    ] {
        for model in [Model::fast(), Model::accurate()] {
            let a = analysis(text, model);
            for a in [a.clone(), a.without_acts()] {
                let all = ranked(&a, source, target, Codebook::Plover20);
                assert_eq!(first(&a, source, target), want, "{text}: {all:?}");
                let sum: f32 = all.iter().map(|r| r.share).sum();
                assert!((sum - 1.0).abs() < 1e-4 && all.is_sorted_by(|a, b| a.share >= b.share), "{all:?}");
            }
        }
    }
}

#[test]
fn the_codebook_names_the_act() {
    let a = analysis("Norway imposed an embargo on Chad.", Model::fast()).without_acts();
    let all = [Codebook::Plover20, Codebook::Plover08].map(|c| ranked(&a, "Norway", "Chad", c)[0].category.name());
    assert_eq!(all, ["SANCTION", "COERCE"]);
}

#[test]
fn where_nothing_points_to_an_act_there_is_none() {
    for (text, source, target) in [
        ("Norway is near Chad.", "Norway", "Chad"),
        // Spaces are nobody, and no reason to fail.
        ("The lake lies   in the north.", "   ", "   "),
    ] {
        assert_eq!(first(&analysis(text, Model::fast()).without_acts(), source, target), "none", "{text}");
    }
    // An act of a sentence that neither is in is not theirs.
    let far = "Norway is near Chad. Niger condemned Mali on Monday.";
    assert_eq!(first(&analysis(far, Model::fast()).without_acts(), "Norway", "Chad"), "none");
    let both = "Norway and Chad watched as Niger condemned Mali.";
    assert_eq!(first(&analysis(both, Model::fast()).without_acts(), "Norway", "Chad"), "ACCUSE", "a last resort");
}
