//! What coreference knows of words: the lists of `lexicon/en/coreference.toml`, frozen in the model file.

use dateline_text::{DataError, DataFile, List};
use std::collections::HashMap;

/// Rows of pronouns, at most: what a ranker has learnt of them is by row.
pub const PRONOUN_ROWS: usize = 32;

/// How a pronoun is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// `he`, `him`.
    Personal,
    /// `his`.
    Possessive,
    /// `himself`.
    Reflexive,
    /// `this`, `these`.
    Near,
    /// `that`, `those`.
    Far,
    /// `one`.
    Indefinite,
}

/// Who may be meant, as far as the form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gender {
    /// Not told.
    Unknown,
    /// A man.
    Male,
    /// A woman.
    Female,
    /// A person of either gender.
    Person,
    /// A group of persons: `it` or `they`.
    Group,
    /// A place.
    Place,
    /// A thing.
    Thing,
}

/// One, several, or either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Number {
    /// Not told.
    Unknown,
    /// One.
    Singular,
    /// Several.
    Plural,
}

/// A pronoun's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// Its place in the table: the same for all forms of one row.
    pub row: usize,
    /// Its use.
    pub class: Class,
    /// 1, 2 or 3.
    pub person: u8,
    /// One or several.
    pub number: Number,
    /// Its gender; [`Gender::Thing`] for `it`.
    pub gender: Gender,
}

dateline_text::word_lists! {
    /// Words by which mentions are found and compared.
    struct CoreferenceWords from "coreference" {
        pronouns, titles, given_names, nouns, aliases, weak, determiners, dropped_before,
    }
}

/// How a mention is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Definite {
    /// Nothing before it.
    Bare,
    /// `the`.
    The,
    /// `this`, `those`.
    Demonstrative,
    /// A possessor.
    Possessed,
    /// `a`, `an`.
    A,
    /// `some`, `any`, `no`, `every`, a number.
    Quantified,
}

/// The lists, by word, their values read.
#[derive(Clone, Debug)]
pub struct Words {
    /// Pronouns.
    pub pronouns: HashMap<String, Pronoun>,
    /// Titles before names.
    pub titles: HashMap<String, Gender>,
    /// Given names.
    pub given: HashMap<String, Gender>,
    /// Nouns: what they mean, and how many.
    pub nouns: HashMap<String, (Gender, Number)>,
    /// The usual name of what has several.
    pub aliases: HashMap<String, String>,
    /// Words that need not be repeated.
    pub weak: List,
    /// Determiners that are no quantity.
    pub determiners: HashMap<String, Definite>,
    /// Words at a phrase's beginning that do not count when texts are compared.
    pub dropped: List,
}

fn gender(text: &str) -> Option<Gender> {
    Some(match text {
        "man" => Gender::Male,
        "woman" => Gender::Female,
        "person" => Gender::Person,
        "group" => Gender::Group,
        "place" => Gender::Place,
        "thing" => Gender::Thing,
        "any" => Gender::Unknown,
        _ => return None,
    })
}

fn number(text: &str) -> Option<Number> {
    Some(match text {
        "one" => Number::Singular,
        "several" => Number::Plural,
        "any" => Number::Unknown,
        _ => return None,
    })
}

fn class(text: &str) -> Option<Class> {
    Some(match text {
        "personal" => Class::Personal,
        "possessive" => Class::Possessive,
        "reflexive" => Class::Reflexive,
        "near" => Class::Near,
        "far" => Class::Far,
        "indefinite" => Class::Indefinite,
        _ => return None,
    })
}

fn pronoun(text: &str) -> Option<Pronoun> {
    let [row, c, person, n, g] = *text.split(' ').collect::<Vec<_>>() else { return None };
    Some(Pronoun {
        row: row.parse().ok().filter(|row| *row < PRONOUN_ROWS)?,
        class: class(c)?,
        person: person.parse().ok().filter(|p| (1..=3).contains(p))?,
        number: number(n)?,
        gender: gender(g)?,
    })
}

fn noun(text: &str) -> Option<(Gender, Number)> {
    let (g, n) = text.split_once(' ')?;
    Some((gender(g)?, number(n)?))
}

fn determiner(text: &str) -> Option<Definite> {
    Some(match text {
        "the" => Definite::The,
        "demonstrative" => Definite::Demonstrative,
        "a" => Definite::A,
        _ => return None,
    })
}

impl Words {
    /// Reads the lists.
    ///
    /// # Errors
    /// A list that is missing, unknown or cannot be read, or a value that means nothing, with what to do.
    pub fn read(file: &DataFile) -> Result<Self, DataError> {
        let lists = CoreferenceWords::read(std::slice::from_ref(file))?;
        Ok(Self {
            pronouns: values(file, "pronouns", &lists.pronouns, pronoun)?,
            titles: values(file, "titles", &lists.titles, gender)?,
            given: values(file, "given_names", &lists.given_names, gender)?,
            nouns: values(file, "nouns", &lists.nouns, noun)?,
            aliases: values(file, "aliases", &lists.aliases, |usual| Some(usual.to_owned()))?,
            determiners: values(file, "determiners", &lists.determiners, determiner)?,
            weak: lists.weak,
            dropped: lists.dropped_before,
        })
    }
}

/// A list's words with what their values mean.
fn values<T>(
    file: &DataFile,
    name: &str,
    list: &List,
    read: impl Fn(&str) -> Option<T>,
) -> Result<HashMap<String, T>, DataError> {
    let one = |(word, value): (&str, &str)| match read(value) {
        Some(meant) => Ok((word.to_owned(), meant)),
        None => Err(DataError {
            file: file.name.clone(),
            line: 0,
            reason: format!("[{name}]: the value {value:?} of {word:?} means nothing"),
            remedy: "write it as the values beside it are written".into(),
        }),
    };
    list.pairs().map(one).collect()
}

/// The lists as they are edited, for tests.
#[cfg(test)]
pub(crate) fn edited() -> Words {
    let text = include_str!("../../../../lexicon/en/coreference.toml");
    Words::read(&DataFile::new("lexicon/en/coreference.toml", text)).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read_and_a_wrong_value_is_named() {
        let w = edited();
        assert_eq!(w.pronouns["her"].class, Class::Personal);
        assert_eq!(w.pronouns["they"].number, Number::Plural);
        assert_eq!(w.nouns["spokeswoman"], (Gender::Female, Number::Singular));
        assert_eq!(w.titles["mr."], Gender::Male);
        assert_eq!(w.aliases["u. s."], "united states");
        let text = include_str!("../../../../lexicon/en/coreference.toml");
        for (from, to) in
            [("\"28 indef", "\"32 indef"), ("\"man one\"", "\"men one\""), ("personal 3 one man", "personal 4 one man")]
        {
            let file = DataFile::new("c.toml", text.replace(from, to));
            let error = Words::read(&file).unwrap_err().to_string();
            assert!(error.starts_with("c.toml: [") && error.contains("means nothing"), "{error}");
        }
    }
}
