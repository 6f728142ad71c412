//! What holds for any text, sense or nonsense.

use dateline::Coder;
use dateline::language::segment::LONGEST_SENTENCE;
use dateline::language::{Analysis, conllu};
use dateline::text::{CodePoints, Meta, RawItem, Span};
use proptest::prelude::*;

/// What news is made of, and what comes with it: marks of many desks, other scripts, characters of several code points.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "The", "government", "said", "on", "Monday", "that", "rebels", "had", "shelled", "Suakin", "’s", "harbour", "don't",
    "cannot", "Mr.", "U.S.", "Gen.", "J.", "al-Shabaab", "anti-government", "11", "3.5", "$20m", "1,200", "50%", "9:30",
    "March", "GENEVA", "—", "(Northline)", "-", "–", "“", "”", "\"", "'", "‘", "…", "...", ".", ",", ";", ":", "?", "!",
    "(", ")", "[", "]", "/", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "\u{a0}", "\u{2028}", "\u{2029}", "\u{200b}", "\u{feff}",
    "\u{ad}", "né", "e\u{301}te\u{301}", "Świątek", "Erdoğan", "İstanbul", "習近平", "북한", "Москва", "שלום", "العربية",
    "\u{202e}", "👩\u{200d}🚀", "🇺🇳", "👍🏽", "#talks", "@envoy", "www.example.org", "a@example.org", "*", "•", "\u{fffd}",
    "\u{0}", "\u{1b}[31m", "ﬁ", "ǅ", "ß", "𝐁", "_", "|", "&amp;", "\\",
];

fn news() -> impl Strategy<Value = String> {
    let piece = (proptest::sample::select(PIECES), prop_oneof![3 => Just(" "), 1 => Just("")]);
    proptest::collection::vec(piece, 1..60).prop_map(|pieces| pieces.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

fn anything() -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<char>(), 1..80).prop_map(|chars| chars.into_iter().collect())
}

/// Reads `text` as English; `None` where it is refused as empty or binary.
fn read(text: &str) -> Option<Analysis> {
    let meta = Meta { language: Some("en".into()), ..Meta::default() };
    let item = RawItem { id: Some("a\nreport".into()), meta, ..RawItem::new(text) };
    Coder::default().read(&item).ok().map(|read| read.value)
}

fn words_lie_in_order(a: &Analysis) -> Result<(), TestCaseError> {
    let text = a.text();
    let mut end = 0;
    for token in &a.tokens {
        let span = token.span;
        prop_assert!(Span::new(text, span.start(), span.end()).is_some(), "{span:?} is no span of {text:?}");
        prop_assert!(!span.is_empty() && end <= span.start(), "{span:?} after {end} in {text:?}");
        let between = &text[end..span.start()];
        prop_assert!(!between.contains(char::is_alphanumeric), "{between:?} is in no word of {text:?}");
        prop_assert!(!token.joined || end == span.start(), "a piece of a word stands apart in {text:?}");
        end = span.end();
    }
    prop_assert!(!text[end..].contains(char::is_alphanumeric), "{:?} is in no word", &text[end..]);
    Ok(())
}

fn sentences_cover_words(a: &Analysis) -> Result<(), TestCaseError> {
    let mut next = 0;
    for sentence in &a.sentences {
        prop_assert_eq!(sentence.start, next);
        prop_assert!(!sentence.is_empty() && sentence.len() <= LONGEST_SENTENCE);
        next = sentence.end;
    }
    prop_assert_eq!(next, a.tokens.len());
    let mut next = 0;
    for name in &a.names {
        prop_assert!(!name.tokens.is_empty() && next <= name.tokens.start && name.tokens.end <= a.tokens.len());
        prop_assert_eq!(a.sentence_of(name.tokens.start), a.sentence_of(name.tokens.end - 1));
        next = name.tokens.end;
    }
    Ok(())
}

fn trees_are_trees(a: &Analysis) -> Result<(), TestCaseError> {
    for sentence in &a.sentences {
        prop_assert_eq!(sentence.clone().filter(|i| a.head(*i).is_none()).count(), 1, "roots");
        for i in sentence.clone() {
            prop_assert_eq!(a.tokens[i].rel.name() == "root", a.head(i).is_none());
            let (mut at, mut steps) = (i, 0);
            while let Some(head) = a.head(at) {
                prop_assert!(sentence.contains(&head) && steps < sentence.len(), "word {i} goes astray at {head}");
                prop_assert!(a.children(head).any(|c| c == at));
                (at, steps) = (head, steps + 1);
            }
        }
    }
    Ok(())
}

fn conllu_is_read_back(a: &Analysis) -> Result<(), TestCaseError> {
    let written = conllu::write(a);
    let back = conllu::read(&written).map_err(|e| TestCaseError::fail(format!("{e}\n{written}")))?;
    prop_assert_eq!(back.len(), a.sentences.len(), "{}", written);
    for (sentence, range) in back.iter().zip(&a.sentences) {
        prop_assert_eq!(sentence.words.len(), range.len());
        for (word, i) in sentence.words.iter().zip(range.clone()) {
            prop_assert_eq!(&word.form, a.form(i));
            prop_assert_eq!(&word.lemma, a.lemma(i));
            prop_assert_eq!(word.head, Some(a.head(i).map_or(0, |h| h - range.start + 1)));
            prop_assert_eq!(&word.rel, a.tokens[i].rel.name());
        }
    }
    Ok(())
}

/// A span's code points, counted by hand, are those that records are written in.
fn code_points_are_right(a: &Analysis) -> Result<(), TestCaseError> {
    let points = CodePoints::new(a.text());
    let characters: Vec<char> = a.text().chars().collect();
    for token in &a.tokens {
        let (start, end) = points.of(token.span);
        let form: String = characters[start..end].iter().collect();
        prop_assert_eq!(&form, token.span.of(a.text()));
    }
    Ok(())
}

fn all_hold(text: &str) -> Result<(), TestCaseError> {
    let Some(a) = read(text) else { return Ok(()) };
    words_lie_in_order(&a)?;
    sentences_cover_words(&a)?;
    trees_are_trees(&a)?;
    conllu_is_read_back(&a)?;
    code_points_are_right(&a)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn they_hold_for_news(text in news()) {
        all_hold(&text)?;
    }

    #[test]
    fn they_hold_for_anything(text in anything()) {
        all_hold(&text)?;
    }

    /// A report says the same whatever stands around it, blank lines between.
    #[test]
    fn reading_is_the_same_twice(text in news()) {
        let two = [read(&text), read(&text)].map(|a| a.map(|a| conllu::write(&a)));
        prop_assert_eq!(&two[0], &two[1]);
    }
}

#[test]
fn code_points_count_emoji_and_right_to_left_letters() {
    let text = "The envoy 👩\u{200d}🚀 told שלום radio that İstanbul’s 🇺🇳 office had closed.";
    let a = read(text).unwrap();
    let points = CodePoints::new(a.text());
    let of = |form: &str| {
        let i = (0..a.tokens.len()).find(|i| a.form(*i) == form).unwrap_or_else(|| panic!("no word {form}"));
        points.of(a.tokens[i].span)
    };
    assert_eq!(of("envoy"), (4, 9));
    assert_eq!(of("told"), (14, 18));
    assert_eq!(of("שלום"), (19, 23));
    assert_eq!(of("İstanbul"), (35, 43));
    assert_eq!(of("closed"), (60, 66));
}
