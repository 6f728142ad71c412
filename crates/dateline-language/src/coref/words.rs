//! What coreference knows of words, read from `data/coref.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static TABLE: &str = include_str!("../../data/coref.tsv");

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

/// The table, by word.
#[derive(Debug, Default)]
pub struct Words {
    /// Pronouns.
    pub pronouns: HashMap<&'static str, Pronoun>,
    /// Titles before names.
    pub titles: HashMap<&'static str, Gender>,
    /// Given names.
    pub given: HashMap<&'static str, Gender>,
    /// Nouns: what they mean, and how many.
    pub nouns: HashMap<&'static str, (Gender, Number)>,
    /// The usual name of what has several.
    pub aliases: HashMap<String, String>,
    /// Words that need not be repeated.
    pub weak: HashSet<&'static str>,
}

fn gender(text: &str) -> Option<Gender> {
    Some(match text {
        "m" => Gender::Male,
        "f" => Gender::Female,
        "p" => Gender::Person,
        "g" => Gender::Group,
        "t" => Gender::Place,
        "n" => Gender::Thing,
        "-" => Gender::Unknown,
        _ => return None,
    })
}

fn number(text: &str) -> Option<Number> {
    Some(match text {
        "s" => Number::Singular,
        "p" => Number::Plural,
        "-" => Number::Unknown,
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

/// Takes one entry in; `None` where it is no entry.
fn entry(out: &mut Words, row: &mut usize, line: &'static str) -> Option<()> {
    let (head, words) = line.split_once('\t')?;
    let parts: Vec<&str> = head.split(' ').collect();
    let words = words.split(' ');
    match *parts.as_slice() {
        ["pronoun", c, p, n, g] => {
            let pronoun = Pronoun {
                row: *row,
                class: class(c)?,
                person: p.parse().ok()?,
                number: number(n)?,
                gender: gender(g)?,
            };
            *row += 1;
            out.pronouns.extend(words.map(|w| (w, pronoun)));
        }
        ["title", g] => out.titles.extend(words.zip(std::iter::repeat(gender(g)?))),
        ["given", g] => out.given.extend(words.zip(std::iter::repeat(gender(g)?))),
        ["noun", g, n] => out.nouns.extend(words.zip(std::iter::repeat((gender(g)?, number(n)?)))),
        ["alias"] => {
            let mut names = words.map(|w| w.replace('_', " "));
            let usual = names.next()?;
            out.aliases.extend(names.map(|n| (n, usual.clone())));
        }
        ["weak"] => out.weak.extend(words),
        _ => return None,
    }
    Some(())
}

fn read(text: &'static str) -> Result<Words, String> {
    let (mut out, mut row) = (Words::default(), 0);
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        entry(&mut out, &mut row, line).ok_or_else(|| format!("line {}: {line:?}", i + 1))?;
    }
    Ok(out)
}

/// The table, read once.
///
/// # Panics
/// Never in a build whose tests pass: they read it.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| read(TABLE).expect("the table in the program was tested with it"));
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_a_wrong_line_is_named() {
        let w = words();
        assert_eq!(w.pronouns["her"].class, Class::Personal);
        assert_eq!(w.pronouns["they"].number, Number::Plural);
        assert_eq!(w.nouns["spokeswoman"], (Gender::Female, Number::Singular));
        assert_eq!(w.titles["mr."], Gender::Male);
        assert_eq!(w.aliases["u. s."], "united states");
        assert!(read("# ok\nnoun m\tman\n").unwrap_err().contains("line 2"));
        assert!(w.pronouns.values().all(|p| p.row < super::super::mentions::PRONOUN_ROWS));
    }
}
