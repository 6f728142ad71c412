//! Lists of words as data: `lexicon/en/*.toml`, which a linguist reads and edits.
//!
//! A file holds lists; a list says what it is, its words, and words that must be in it and must not:
//!
//! ```toml
//! [rising]
//! doc    = "Verbs, by lemma, that say that a count goes up."
//! words  = "rise climb grow increase"
//! hits   = ["climb"]
//! misses = ["fall"]
//!
//! [hedge]
//! doc    = "Words before a number, by what they say of it."
//! map    = { least = ["at least", "more than"], most = ["up to"] }
//! hits   = ["at least"]
//! misses = ["at last"]
//! ```
//!
//! `words` is a text of words parted by white space, or an array where words have spaces in them; `map` gives each group
//! of words a value. Words are kept in small letters, but for a list that says `case = true`. A file read later adds to the
//! lists of those before it; a word with `-` before it is taken out.

use crate::{DataError, DataFile};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// A list of words, each perhaps with a value.
#[derive(Clone, Debug, Default)]
pub struct List {
    words: Vec<String>,
    /// Of each word the number of its value.
    values: Vec<usize>,
    names: Vec<String>,
    at: HashMap<String, usize>,
    case: bool,
    /// Words of its longest phrase.
    longest: usize,
}

/// A list as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    doc: String,
    words: Option<Words>,
    map: Option<toml::Table>,
    #[serde(default)]
    hits: Vec<String>,
    #[serde(default)]
    misses: Vec<String>,
    #[serde(default)]
    case: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Parted(String),
    Array(Vec<String>),
}

impl Words {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::Parted(text) => text.split_whitespace().map(str::to_owned).collect(),
            Self::Array(words) => words,
        }
    }
}

impl List {
    /// Whether a word is in it, whatever its case.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// The value of a word; empty for a list without values.
    #[must_use]
    pub fn value(&self, word: &str) -> Option<&str> {
        self.find(word).map(|i| self.names[self.values[i]].as_str())
    }

    /// The place of a word among all, in the order in which they are written.
    #[must_use]
    pub fn position(&self, word: &str) -> Option<usize> {
        self.find(word)
    }

    /// All words, in the order in which they are written.
    pub fn words(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.words.iter().map(String::as_str)
    }

    /// All words with their values, in the order in which they are written.
    pub fn pairs(&self) -> impl DoubleEndedIterator<Item = (&str, &str)> + ExactSizeIterator {
        self.words.iter().zip(&self.values).map(|(word, v)| (word.as_str(), self.names[*v].as_str()))
    }

    /// The number of words, parted by spaces, of its longest phrase.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }

    fn find(&self, word: &str) -> Option<usize> {
        // Asked of every word of a text: nothing is allocated for an ordinary one.
        let mut small = [0; 32];
        let word = match small.get_mut(..word.len()) {
            _ if self.case => Cow::Borrowed(word),
            Some(small) if word.is_ascii() => {
                small.copy_from_slice(word.as_bytes());
                small.make_ascii_lowercase();
                Cow::Borrowed(str::from_utf8(small).unwrap_or(word))
            }
            _ => Cow::Owned(word.to_lowercase()),
        };
        self.at.get(word.as_ref()).copied()
    }

    fn add(&mut self, word: &str, value: &str) {
        let word = if self.case { word.to_owned() } else { word.to_lowercase() };
        if let Some(gone) = word.strip_prefix('-').filter(|w| self.at.contains_key(*w)) {
            self.remove(gone);
            return;
        }
        let name = self.names.iter().position(|n| n == value).unwrap_or_else(|| {
            self.names.push(value.to_owned());
            self.names.len() - 1
        });
        match self.at.get(&word) {
            Some(i) => self.values[*i] = name,
            None => {
                self.longest = self.longest.max(word.split(' ').count());
                self.at.insert(word.clone(), self.words.len());
                self.words.push(word);
                self.values.push(name);
            }
        }
    }

    fn remove(&mut self, word: &str) {
        if let Some(i) = self.at.remove(word) {
            self.words.remove(i);
            self.values.remove(i);
            self.at.values_mut().filter(|at| **at > i).for_each(|at| *at -= 1);
        }
    }

    /// Adds what is written, and checks its hits and misses.
    fn lay(&mut self, written: Written) -> Result<(), (String, String)> {
        if written.doc.trim().is_empty() {
            return Err(("it has no doc".into(), "say in a sentence what is in it".into()));
        }
        self.case |= written.case;
        for word in written.words.map(Words::into_vec).unwrap_or_default() {
            self.add(&word, "");
        }
        for (value, words) in written.map.unwrap_or_default() {
            let words = words.try_into::<Words>().map_err(|_| {
                (
                    format!("the words of {value:?} are neither a text nor an array"),
                    "write `{value} = \"one two\"`".into(),
                )
            })?;
            words.into_vec().iter().for_each(|word| self.add(word, &value));
        }
        if written.hits.is_empty() || written.misses.is_empty() {
            let remedy = "add `hits`, words that must be in it, and `misses`, words that must not".into();
            return Err(("it has no tests".into(), remedy));
        }
        let wrong = |words: &[String], has: bool| words.iter().find(|w| self.has(w) != has).cloned();
        if let Some(word) = wrong(&written.hits, true) {
            return Err((format!("{word:?} must be in it and is not"), "add the word, or mend `hits`".into()));
        }
        if let Some(word) = wrong(&written.misses, false) {
            return Err((format!("{word:?} must not be in it and is"), "take the word out, or mend `misses`".into()));
        }
        Ok(())
    }
}

/// What code knows the value of a word by: most often an enum, with the name that a list gives each variant.
pub trait ListValue: Copy + 'static {
    /// The names, as keys of a `map`, and what each stands for.
    const NAMES: &'static [(&'static str, Self)];
}

/// A list whose values code acts on: read once, so that a value that it does not know is refused.
#[derive(Clone, Debug)]
pub struct Valued<T> {
    list: List,
    values: Vec<T>,
}

impl<T: Copy> Valued<T> {
    /// What a word stands for, whatever its case.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<T> {
        self.list.find(word).map(|i| self.values[i])
    }

    /// Whether a word is in it, whatever its case.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.list.has(word)
    }

    /// The list as it is written.
    #[must_use]
    pub fn list(&self) -> &List {
        &self.list
    }
}

/// What a list may be taken as: itself, or with its values read.
pub trait FromList: Sized {
    /// Makes it of a list.
    ///
    /// # Errors
    /// What is wrong, and what to do about it.
    fn from_list(list: List) -> Result<Self, (String, String)>;
}

impl FromList for List {
    fn from_list(list: List) -> Result<Self, (String, String)> {
        Ok(list)
    }
}

impl<T: ListValue> FromList for Valued<T> {
    fn from_list(list: List) -> Result<Self, (String, String)> {
        let value = |(word, name): (&str, &str)| {
            T::NAMES.iter().find(|(known, _)| *known == name).map(|(_, value)| *value).ok_or_else(|| {
                let known: Vec<&str> = T::NAMES.iter().map(|(known, _)| *known).collect();
                (
                    format!("{word:?} has the value {name:?}, which nothing knows"),
                    format!("write one of {}", known.join(", ")),
                )
            })
        };
        let values = list.pairs().map(value).collect::<Result<_, _>>()?;
        Ok(Self { list, values })
    }
}

impl FromList for Valued<f64> {
    fn from_list(list: List) -> Result<Self, (String, String)> {
        let number = |(word, value): (&str, &str)| {
            let read = value.parse().ok().filter(|v: &f64| v.is_finite());
            read.ok_or_else(|| {
                (
                    format!("{word:?} has the value {value:?}, which is no number"),
                    "write a number, such as 12 or 1e6".into(),
                )
            })
        };
        let values = list.pairs().map(number).collect::<Result<_, _>>()?;
        Ok(Self { list, values })
    }
}

/// The lists of one or more files, by name.
#[derive(Debug, Default)]
pub struct Lists {
    file: String,
    all: BTreeMap<String, List>,
    /// The file and line that each list was last written in.
    places: BTreeMap<String, (String, usize)>,
}

impl Lists {
    /// Reads files; each adds to the lists of those before it.
    ///
    /// # Errors
    /// The first list that cannot be read, or whose tests do not hold, with its line and what to do.
    pub fn read(files: &[DataFile]) -> Result<Self, DataError> {
        let mut lists = Self { file: files.first().map(|f| f.name.clone()).unwrap_or_default(), ..Self::default() };
        for (n, file) in files.iter().enumerate() {
            let tables: BTreeMap<String, toml::Spanned<Written>> = toml::from_str(&file.text).map_err(|e| {
                let line = e.span().map_or(0, |s| file.line_at(s.start));
                file.wrong(line, e.message().replace('\n', " "), "write it as the lists beside it are written")
            })?;
            for (name, written) in tables {
                let line = file.line_of_table(&name);
                if n > 0 && !lists.all.contains_key(&name) {
                    let known: Vec<&str> = lists.all.keys().map(String::as_str).collect();
                    let remedy = format!("there are {}", known.join(", "));
                    return Err(file.wrong(line, format!("there is no list [{name}] to add to"), remedy));
                }
                let list = lists.all.entry(name.clone()).or_default();
                lists.places.insert(name.clone(), (file.name.clone(), line));
                let laid = list.lay(written.into_inner());
                laid.map_err(|(reason, remedy)| file.wrong(line, format!("[{name}]: {reason}"), remedy))?;
            }
        }
        Ok(lists)
    }

    /// Takes a list out, for the code that knows it by this name.
    ///
    /// # Errors
    /// Where no file has it.
    pub fn take(&mut self, name: &str) -> Result<List, DataError> {
        self.all.remove(name).ok_or_else(|| DataError {
            file: self.file.clone(),
            line: 0,
            reason: format!("the list [{name}] is missing"),
            remedy: "write it; an empty list has an empty `words`".into(),
        })
    }

    /// Takes a list out as what the code makes of it.
    ///
    /// # Errors
    /// Where no file has it, or it has a value that the code does not know.
    pub fn take_as<T: FromList>(&mut self, name: &str) -> Result<T, DataError> {
        let list = self.take(name)?;
        T::from_list(list).map_err(|(reason, remedy)| {
            let (file, line) = self.places.get(name).cloned().unwrap_or_default();
            DataError { file, line, reason: format!("[{name}]: {reason}"), remedy }
        })
    }

    /// Ends the reading: a list that nobody took is a name misspelt.
    ///
    /// # Errors
    /// The first list that is left.
    pub fn end(self) -> Result<(), DataError> {
        match self.all.keys().next() {
            None => Ok(()),
            Some(name) => Err(DataError {
                file: self.file.clone(),
                line: 0,
                reason: format!("nothing reads the list [{name}]"),
                remedy: "mend its name, or take it out".into(),
            }),
        }
    }
}

/// Lists that code knows by name, read from one file and what is laid over it:
///
/// ```
/// dateline_text::word_lists! {
///     /// Words about counts.
///     pub struct CountWords from "counts" {
///         /// Say that a count goes up.
///         rising,
///     }
/// }
/// let file = dateline_text::DataFile::new(
///     "counts.toml",
///     "[rising]\ndoc = \"Up.\"\nwords = \"rise climb\"\nhits = [\"rise\"]\nmisses = [\"fall\"]",
/// );
/// let words = CountWords::read(&[file])?;
/// assert!(words.rising.has("Climb") && !words.rising.has("fall"));
/// # Ok::<(), dateline_text::DataError>(())
/// ```
///
/// A list whose words have values names what these are: `hedge: Hedge`, a type that is a [`ListValue`]. It is then a
/// [`Valued`] of them.
#[macro_export]
macro_rules! word_lists {
    (@type) => { $crate::List };
    (@type $value:ty) => { $crate::Valued<$value> };
    ($(#[$about:meta])* $vis:vis struct $name:ident from $file:literal {
        $($(#[$what:meta])* $list:ident $(: $value:ty)?),* $(,)?
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        #[allow(missing_docs)] // each list says in its file what it is
        $vis struct $name {
            $($(#[$what])* pub $list: $crate::word_lists!(@type $($value)?)),*
        }

        impl $name {
            /// The name of the file, without its ending.
            #[allow(dead_code)]
            $vis const FILE: &'static str = $file;

            /// Reads the lists from a file and those laid over it.
            ///
            /// # Errors
            /// A list that is missing, unknown or cannot be read, with its file and line.
            $vis fn read(files: &[$crate::DataFile]) -> Result<Self, $crate::DataError> {
                let mut lists = $crate::Lists::read(files)?;
                let all = Self { $($list: lists.take_as(stringify!($list))?),* };
                lists.end()?;
                Ok(all)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "# Counts.\n\n[up]\ndoc = \"Up.\"\nwords = \"rise Climb\"\nhits = [\"rise\"]\nmisses = [\"fall\"]\n\n\
        [hedge]\ndoc = \"Hedges.\"\nmap = { least = [\"at least\", \"over\"], most = \"under\" }\nhits = [\"over\"]\nmisses = [\"on\"]\n";

    fn read(texts: &[&str]) -> Result<Lists, DataError> {
        let file = |(n, text): (usize, &&str)| DataFile::new(format!("{n}.toml"), (*text).to_owned());
        Lists::read(&texts.iter().enumerate().map(file).collect::<Vec<_>>())
    }

    #[test]
    fn words_have_places_and_values() {
        let mut lists = read(&[FIRST]).unwrap();
        let (up, hedge) = (lists.take("up").unwrap(), lists.take("hedge").unwrap());
        assert!(up.has("RISE") && up.has("climb") && !up.has("fall"));
        assert_eq!((up.position("climb"), up.value("rise")), (Some(1), Some("")));
        assert_eq!(
            (hedge.value("At least"), hedge.value("under"), hedge.value("on")),
            (Some("least"), Some("most"), None)
        );
        assert_eq!(hedge.pairs().next(), Some(("at least", "least")));
        assert!(lists.end().is_ok());
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Hedge {
        Least,
        Most,
    }

    impl ListValue for Hedge {
        const NAMES: &'static [(&'static str, Self)] = &[("least", Self::Least), ("most", Self::Most)];
    }

    #[test]
    fn values_are_what_code_knows_or_refused() {
        let hedge: Valued<Hedge> = read(&[FIRST]).unwrap().take_as("hedge").unwrap();
        assert_eq!(
            (hedge.get("Over"), hedge.get("under"), hedge.get("on")),
            (Some(Hedge::Least), Some(Hedge::Most), None)
        );
        let over = "\n[hedge]\ndoc = \"More.\"\nmap = { mots = \"at\" }\nhits = [\"at\"]\nmisses = [\"on\"]\n";
        let error = read(&[FIRST, over]).unwrap().take_as::<Valued<Hedge>>("hedge").unwrap_err().to_string();
        let want = "1.toml:2: [hedge]: \"at\" has the value \"mots\", which nothing knows; write one of least, most";
        assert_eq!(error, want);
    }

    #[test]
    fn a_later_file_adds_and_takes_out() {
        let over = "[up]\ndoc = \"More.\"\nwords = \"mount -rise\"\nhits = [\"mount\"]\nmisses = [\"rise\"]\n";
        let up = read(&[FIRST, over]).unwrap().take("up").unwrap();
        assert_eq!(up.words().collect::<Vec<_>>(), ["climb", "mount"]);
        assert_eq!((up.position("climb"), up.position("mount"), up.has("rise")), (Some(0), Some(1), false));
    }

    #[test]
    fn what_is_wrong_is_named_with_file_line_and_remedy() {
        let list = |body: &str| format!("\n[up]\ndoc = \"Up.\"\n{body}\n");
        for (body, want) in [
            (list("words = \"a\"\nhits = [\"a\"]"), "0.toml:2: [up]: it has no tests; add `hits`"),
            (list("words = \"a\"\nhits = [\"b\"]\nmisses = [\"c\"]"), "0.toml:2: [up]: \"b\" must be in it and is not"),
            (list("words = \"a\"\nhits = [\"a\"]\nmisses = [\"A\"]"), "\"A\" must not be in it and is"),
            (list("wrods = \"a\""), "0.toml:4: unknown field `wrods`"),
            ("[up]\nwords = \"a".into(), "0.toml:2: "),
            ("[up]\ndoc = \" \"\nwords = \"a\"".into(), "it has no doc"),
        ] {
            let error = read(&[&body]).unwrap_err().to_string();
            assert!(error.contains(want), "{body}: {error}");
        }
        let over = "[upp]\ndoc = \"More.\"\nwords = \"a\"\nhits = [\"a\"]\nmisses = [\"b\"]\n";
        let error = read(&[FIRST, over]).unwrap_err().to_string();
        assert!(error.contains("1.toml:1: there is no list [upp] to add to; there are hedge, up"), "{error}");
        let mut lists = read(&[FIRST]).unwrap();
        assert!(lists.take("down").unwrap_err().to_string().contains("0.toml: the list [down] is missing"));
        assert!(lists.end().unwrap_err().to_string().contains("nothing reads the list [hedge]"));
    }
}
