//! What is left out of a dictionary, said once a kind with its lines.

use dateline_text::Note;
use std::collections::BTreeMap;

/// Why something in a dictionary is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remark {
    /// A name that no code follows.
    NoCode,
    /// A date that is none.
    Date,
    /// A code that no table can hold.
    Code,
    /// Letters of a code that no list knows.
    Letters,
    /// A role whose code gives no sector.
    NoSector,
    /// A role without a country, beside codes that have one.
    NoCountry,
    /// A country that was another's, or a role, at times.
    Dated,
    /// A code for several actors.
    Several,
    /// Bytes that are not UTF-8.
    Bytes,
}

impl Remark {
    /// What happened, and what can be done.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NoCode => (
                "no code stands behind the name, left out",
                "write `NAME_ [CODE]`, or `+NAME_` for a synonym of the name above",
            ),
            Self::Date => (
                "a date that is none, its code left out",
                "write [CODE >yymmdd], [CODE <yymmdd] or [CODE yymmdd-yymmdd], years of two or four digits",
            ),
            Self::Code => {
                ("a code that is not of three letters, left out", "write three letters for the country or body first")
            }
            Self::Letters => (
                "letters of a code that are known as no role, read over",
                "add them to [roles] in a petrarch.toml beside it",
            ),
            Self::NoSector => (
                "a role whose code gives no sector, left out",
                "add its letters to [roles] in a petrarch.toml beside it",
            ),
            Self::NoCountry => (
                "a role without a country beside codes that have one, left out",
                "write the country before the role: [USAELI]",
            ),
            Self::Dated => (
                "a country or role that depends on the date, of which the one without a date or the latest is taken",
                "write what held before into a groups.tsv",
            ),
            Self::Several => (
                "a code for several actors, of which the first is taken",
                "list the others in the column members of a groups.tsv",
            ),
            Self::Bytes => ("bytes that are not UTF-8, read over", "convert the file: iconv -f latin1 -t utf8"),
        }
    }
}

/// How many lines and words a note names.
const NAMED: usize = 8;

/// What was left out of one dictionary, with lines, and the words in question.
#[derive(Debug, Default)]
pub(super) struct Remarks(BTreeMap<Remark, (Vec<usize>, Vec<String>)>);

impl Remarks {
    pub(super) fn add(&mut self, remark: Remark, line: usize, word: &str) {
        let (lines, words) = self.0.entry(remark).or_default();
        if lines.last() != Some(&line) {
            lines.push(line);
        }
        if words.len() <= NAMED && !word.is_empty() && !words.iter().any(|w| w == word) {
            words.push(word.to_owned());
        }
    }

    /// One note a kind: the first of its lines, how many there are, what stands there.
    pub(super) fn notes(self, file: &str) -> Vec<Note> {
        let note = |(remark, (lines, words)): (Remark, (Vec<usize>, Vec<String>))| {
            let (what, remedy) = remark.words();
            let more = match lines.len() {
                0 | 1 => String::new(),
                2 => format!(" and {}", lines[1]),
                n => format!(" and {} more lines{}", n - 1, first(&lines[1..])),
            };
            let quoted: Vec<String> = words.iter().take(NAMED).map(|w| format!("`{w}`")).collect();
            let etc = if words.len() > NAMED { " …" } else { "" };
            let quoted = if quoted.is_empty() { String::new() } else { format!(": {}{etc}", quoted.join(", ")) };
            let line = lines.first().copied().unwrap_or_default();
            let message = format!("{file}:{line}{more}: {what}{quoted}; {remedy}");
            match remark {
                Remark::Letters => Note::info("dictionary", message),
                _ => Note::warning("dictionary", message),
            }
        };
        self.0.into_iter().map(note).collect()
    }
}

/// The first of many lines, in brackets.
fn first(lines: &[usize]) -> String {
    let named: Vec<String> = lines.iter().take(NAMED).map(ToString::to_string).collect();
    format!(" ({}{})", named.join(", "), if lines.len() > NAMED { " …" } else { "" })
}
