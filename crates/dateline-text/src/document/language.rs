//! Is it English?
//!
//! Letters decide first: a body of which most are not Latin is not English however short. Then small words: about
//! every fourth word of English prose is in the list `language_marks`, names and capitals or not, and hardly any of
//! another language are. Only where they are missing is the trigram model of `whatlang` asked, since it errs on names,
//! capitals and short texts; and it refuses a report only when it is sure. What cannot be told is read.

use super::words::lists;
use crate::Note;
use std::collections::BTreeSet;
use whatlang::{Lang, detect};

/// With fewer letters than this nothing but the script is judged.
const FEW_LETTERS: usize = 60;
/// With fewer letters than this in words without a capital, a text is a list of names rather than prose.
const FEW_SMALL: usize = 40;
/// With fewer different words than this a text is no prose of any language.
const FEW_WORDS: usize = 8;
/// Pieces taken from a long text, and their length in bytes: enough to outweigh one quotation in another language.
const PIECES: usize = 8;
const PIECE: usize = 1000;
/// Addresses and the like are passed over; in a piece they end with the word.
const NOT_WORDS: [&str; 3] = ["://", "www.", "@"];
/// The share of small English words, in words of a hundred, from which a text is English.
const ENGLISH: usize = 8;
/// The share up to which a text has nothing English about it.
const FOREIGN: usize = 3;
/// How sure `whatlang` has to be that a text is in another language; 0 to 1.
const SURE: f64 = 0.9;
/// How sure it has to be in a longer text with nothing English about it: neighbours such as Danish and Norwegian keep
/// it from being surer.
const LEANING: f64 = 0.25;
const LONG: usize = 200;

/// What the body is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    English,
    Other(Guess),
    /// Too short, or of no language that can be told.
    Open,
}

/// Another language, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Guess {
    language: Option<Lang>,
    confidence: f64,
}

impl Guess {
    /// `French (fra, 0.99)`.
    fn shown(self) -> String {
        match self.language {
            Some(Lang::Cmn) => format!("Chinese (cmn, {:.2})", self.confidence),
            Some(language) => format!("{} ({}, {:.2})", language.eng_name(), language.code(), self.confidence),
            None => "a language not written in Latin letters".to_owned(),
        }
    }
}

/// Lets English pass, and what may be English; refuses the rest. A disagreement with the metadata is noted.
pub(super) fn admit(text: &str, given: Option<&str>, notes: &mut Vec<Note>) -> Result<(), Note> {
    let given = given.map(str::trim).filter(|tag| is_language(tag));
    let said = given.map(super::shown).unwrap_or_default();
    match (given, judge(text)) {
        (None, Verdict::Other(guess)) => Err(refusal(&format!("The text looks {}", guess.shown()))),
        (Some(tag), Verdict::Other(guess)) if is_english(tag) => {
            notes.push(Note::warning(
                "language-mismatch",
                format!(
                    "The source says “{said}”, but the text looks {}; it was read as English, and little may come of \
                     it. Correct the language at the source.",
                    guess.shown()
                ),
            ));
            Ok(())
        }
        (Some(_), Verdict::Other(guess)) => {
            Err(refusal(&format!("The text looks {}, and its source says “{said}”", guess.shown())))
        }
        (Some(tag), Verdict::English) if !is_english(tag) => {
            notes.push(Note::warning(
                "language-mismatch",
                format!(
                    "The source says “{said}”, but the text is English and was read as such. Correct the language at \
                     the source."
                ),
            ));
            Ok(())
        }
        (Some(tag), Verdict::Open) if !is_english(tag) => {
            Err(refusal(&format!("The source says “{said}”, and the text is too short or too mixed to show otherwise")))
        }
        _ => Ok(()),
    }
}

fn refusal(what: &str) -> Note {
    Note::error(
        "not-english",
        format!("{what}; dateline reads English only. Pass a translation, or mark it as “en” to have it read anyway."),
    )
}

/// Whether metadata names a language at all: a tag or a name, but not a tag for none, several or unknown.
fn is_language(tag: &str) -> bool {
    let primary = primary(tag);
    let code = matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    let unknown = lists().no_language.has(primary);
    let name = Lang::all().iter().any(|lang| lang.eng_name().eq_ignore_ascii_case(tag) || lang.name() == tag);
    code && !unknown || name || is_english(tag)
}

fn is_english(tag: &str) -> bool {
    lists().names_of_english.has(primary(tag))
}

/// The part of a tag before its region: `en` of `en-US` and `en_GB.UTF-8`.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_', ' ', '.', '(', ',']).next().unwrap_or(tag)
}

/// Judges a text by its letters, its small words and its trigrams, in this order.
fn judge(text: &str) -> Verdict {
    let sample = sample(text);
    let (mut latin, mut other) = (0usize, 0usize);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        *(if is_latin(c) { &mut latin } else { &mut other }) += 1;
    }
    if other > latin {
        let guess = detect(&sample).filter(|info| info.lang() != Lang::Eng);
        return Verdict::Other(Guess {
            language: guess.as_ref().map(whatlang::Info::lang),
            confidence: guess.map_or(1.0, |info| info.confidence()),
        });
    }
    if latin < FEW_LETTERS {
        return Verdict::Open;
    }
    let share = english_share(&sample);
    if share >= ENGLISH {
        return Verdict::English;
    }
    match without_names(&sample).and_then(|words| detect(&words)) {
        Some(info) if info.lang() == Lang::Eng => Verdict::English,
        Some(info) => {
            let confidence = info.confidence();
            let sure = confidence >= SURE || latin >= LONG && share < FOREIGN && confidence >= LEANING;
            let guess = Guess { language: Some(info.lang()), confidence };
            if sure { Verdict::Other(guess) } else { Verdict::Open }
        }
        None => Verdict::Open,
    }
}

/// What to show the trigram model: the words in lower case, since capitalised ones are names for the most part and
/// names are of any language. Text all in capitals is shown whole; of a mere list of names there is nothing to show.
fn without_names(sample: &str) -> Option<String> {
    let small = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    let words: Vec<&str> = sample.split_whitespace().filter(small).collect();
    let words = words.join(" ");
    let shown = if words.chars().filter(|c| c.is_alphabetic()).count() >= FEW_SMALL {
        words
    } else if sample.chars().any(char::is_lowercase) {
        return None;
    } else {
        sample.to_owned()
    };
    let different: BTreeSet<&str> = shown.split_whitespace().collect();
    (different.len() >= FEW_WORDS).then_some(shown)
}

/// Small English words in a hundred words.
fn english_share(sample: &str) -> usize {
    let known = &lists().language_marks;
    let (mut words, mut marks) = (0usize, 0usize);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        marks += usize::from(word.len() <= 5 && known.has(word));
    }
    marks * 100 / words.max(1)
}

/// Pieces of the text, evenly spread, at whole words and without addresses.
fn sample(text: &str) -> String {
    let mut sample = String::new();
    let mut add = |piece: &str| {
        for word in piece.split_whitespace().filter(|word| !NOT_WORDS.iter().any(|mark| word.contains(mark))) {
            sample.push_str(word);
            sample.push(' ');
        }
    };
    if text.len() <= PIECES * PIECE {
        add(text);
        return sample;
    }
    let step = text.len() / PIECES;
    for n in 0..PIECES {
        let (start, end) = (super::lines::floor(text, n * step), super::lines::floor(text, n * step + PIECE));
        let piece = &text[start..end];
        // Begin with a whole word, where there is one.
        let from = if n == 0 { 0 } else { piece.find(char::is_whitespace).unwrap_or(0) };
        add(&piece[from..]);
    }
    sample
}

/// Whether a letter is of the Latin script, full-width forms aside.
fn is_latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | 'ª' | 'º' | '\u{C0}'..='\u{24F}' | '\u{250}'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}')
}

#[cfg(test)]
mod tests;
