//! What is found in whole reports; the command's own tests have more sentences.

use super::*;
use dateline_language::{Analysis, Model, analyse};
use dateline_text::document::{Limits, document};
use dateline_text::{Meta, RawItem};

fn with(title: Option<&str>, text: &str, check: impl FnOnce(&Analysis, Syntax<'_>, &Places)) {
    let meta = Meta { title: title.map(str::to_owned), ..Meta::default() };
    let item = RawItem { meta, ..RawItem::new(text) };
    let read = analyse(document(&item, &Limits::default()).unwrap().value.into(), Model::fast()).value;
    let s = Syntax::new(&read);
    check(&read, s, &Places::find(s, Lexicon::builtin()));
}

/// The country in which the passage of a word plays.
fn scene(title: Option<&str>, text: &str, word: &str) -> Option<(String, Nearness)> {
    let mut out = None;
    with(title, text, |a, s, places| {
        let t = (0..a.tokens.len()).find(|t| a.form(*t) == word).unwrap();
        out = places.scene(s, t).map(|x| (x.country.to_owned(), x.by));
    });
    out
}

#[test]
fn a_passage_plays_where_the_nearest_words_say() {
    let told = |country: &str, by| Some((country.to_owned(), by));
    let text = "NAIROBI, May 8 (Wire) - Troops left on Monday.\n\nIn Bamako, protesters threw stones. Soldiers fired.\n\n\
                The police of the town said nothing.";
    assert_eq!(scene(None, text, "protesters"), told("MLI", Nearness::Sentence));
    assert_eq!(scene(None, text, "Soldiers"), told("MLI", Nearness::Paragraph));
    assert_eq!(scene(None, text, "police"), told("KEN", Nearness::Dateline));
    let plain = "Police arrested two men on Monday.";
    assert_eq!(scene(Some("Two held after fire in Norway"), plain, "Police"), told("NOR", Nearness::Title));
    assert_eq!(scene(None, plain, "Police"), None);
    // Who acts is not where it happens.
    assert_eq!(scene(None, "France criticised the police.", "police"), None);
}

#[test]
fn a_name_takes_what_says_where_it_lies() {
    with(None, "Gunmen killed three farmers in Maiduguri, Nigeria, while Chad mourned.", |a, _, places| {
        let found = |word: &str| {
            let t = (0..a.tokens.len()).find(|t| a.form(*t) == word).unwrap();
            places.at(t).unwrap_or_else(|| panic!("{word}: {places:?}"))
        };
        let town = found("Maiduguri");
        assert_eq!(a.span(places.whole(town)).of(a.text()), "Maiduguri, Nigeria");
        let spot = town.spot.as_ref().unwrap();
        assert_eq!((spot.country.as_deref(), spot.admin1.is_some(), spot.known), (Some("NGA"), true, Known::Exact));
        assert!(town.located && !found("Chad").located);
    });
}
