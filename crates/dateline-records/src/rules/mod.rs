//! Event rules: data with their tests and their codebook entry, read from `lexicon/en/events/*.toml`.
//!
//! A file is one PLOVER category; a table in it is one rule:
//!
//! ```toml
//! [criticize]
//! doc   = "The actor disapproves of the recipient's conduct in words."
//! mode  = "disapprove"
//! cameo = "111"
//! when  = ["criticize|denounce/v (subj: ACTOR) (obj: RECIPIENT~)",
//!          "criticism/n (poss|by: ACTOR) (of: RECIPIENT~)"]
//! tests = ["Russia criticized Norway. -> RUS > NOR",
//!          "Norway was criticized by Russia. -> RUS > NOR",
//!          "Critics praised the film. -> none"]
//! ```
//!
//! A test is a sentence and the actors and recipients that the category's event has in it, as code or code/sector;
//! `-` is nobody, `none` no event of the category at all. A rule without two positive tests and one negative is refused.

pub mod grammar;

use dateline_contract::{Category, Context, Mode};
use dateline_text::{DataError, DataFile, file_stem};
use grammar::Pattern;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A rule of one category.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `accuse/criticize`: file and table.
    pub id: String,
    /// PLOVER category.
    pub category: Category,
    /// PLOVER mode.
    pub mode: Option<Mode>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// PLOVER contexts.
    pub context: Vec<Context>,
    /// Its entry in the codebook.
    pub doc: String,
    /// As written.
    pub when: Vec<String>,
    /// As read.
    pub patterns: Vec<Pattern>,
    /// Sentences and what comes of them.
    pub tests: Vec<Test>,
    /// How sure it is where everything fits, 0 to 1.
    pub confidence: f32,
}

/// A sentence and what a rule's category is to make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The sentence.
    pub text: String,
    /// Actors and recipients as code or code/sector; `None`: no event of the category.
    pub want: Option<(Vec<String>, Vec<String>)>,
}

/// All rules, and which may fire at which lemma.
#[derive(Debug, Default)]
pub struct Rules {
    /// In the order of the files.
    pub all: Vec<Rule>,
    by_lemma: BTreeMap<String, Vec<(usize, usize)>>,
    judged: BTreeMap<String, Judged>,
}

/// How often a rule was right on coded passages (`lexicon/en/events/judged.tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// How often there was such an act.
    pub right: u16,
    /// How often it fired.
    pub told: u16,
}

impl Judged {
    /// The share in which it is right, 0 to 1; a rule seen seldom is near to what all are.
    #[must_use]
    pub fn worth(self) -> f32 {
        const ALL: f32 = 0.65;
        const SEEN: f32 = 3.0;
        (f32::from(self.right) + SEEN * ALL) / (f32::from(self.told) + SEEN)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    doc: String,
    mode: Option<String>,
    cameo: Option<String>,
    #[serde(default)]
    context: Vec<String>,
    when: OneOrMany,
    tests: Vec<String>,
    confidence: Option<f32>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

macro_rules! files {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!(concat!("../../../../lexicon/en/events/", $name, ".toml")))),*] };
}

const JUDGED: &str = include_str!("../../../../lexicon/en/events/judged.tsv");
/// The files that hold no rules.
const LISTS_STEM: &str = "lists";
const JUDGED_STEM: &str = "judged";
const LISTS: &str = include_str!("../../../../lexicon/en/events/lists.toml");

/// One file a category; its name in small letters.
const FILES: [(&str, &str); 16] = files![
    "agree",
    "consult",
    "support",
    "concede",
    "cooperate",
    "aid",
    "retreat",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "sanction",
    "mobilize",
    "coerce",
    "assault",
];

impl Rules {
    /// The rules inside the program.
    ///
    /// # Panics
    /// Never in a build whose tests pass: they read them.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static RULES: LazyLock<Rules> =
            LazyLock::new(|| Rules::read(&Rules::builtin_files()).unwrap_or_else(|e| panic!("{e}")));
        &RULES
    }

    /// The files inside the program, to lay others over them.
    #[must_use]
    pub fn builtin_files() -> Vec<DataFile> {
        let file = |(name, text): (&str, &'static str)| DataFile::new(format!("lexicon/en/events/{name}.toml"), text);
        let judged = DataFile::new("lexicon/en/events/judged.tsv", JUDGED);
        [(LISTS_STEM, LISTS)].into_iter().chain(FILES).map(file).chain([judged]).collect()
    }

    /// Reads files: word lists from those called `lists.toml`, rules from those called like their category. A list or
    /// a rule wins over that of the same name in files before it.
    ///
    /// # Errors
    /// The first list or rule that cannot be read, with its file and line and what to do.
    pub fn read(files: &[DataFile]) -> Result<Self, DataError> {
        let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for file in files.iter().filter(|f| file_stem(&f.name) == LISTS_STEM) {
            let own: BTreeMap<String, String> = toml::from_str(&file.text).map_err(|e| wrong(file, &e))?;
            lists.extend(own.into_iter().map(|(k, v)| (k, v.split_whitespace().map(ToOwned::to_owned).collect())));
        }
        let mut out = Self::default();
        for file in files.iter().filter(|f| file_stem(&f.name) == JUDGED_STEM) {
            out.judged.extend(judged(file)?);
        }
        for file in files.iter().filter(|f| ![LISTS_STEM, JUDGED_STEM].contains(&file_stem(&f.name))) {
            let tables: BTreeMap<String, Table> = toml::from_str(&file.text).map_err(|e| wrong(file, &e))?;
            for (name, table) in tables {
                let rule = rule(file_stem(&file.name), &name, table, &lists).map_err(|why| {
                    let remedy = "see GRAMMAR.md, and the rules of the program: dateline codebook";
                    file.wrong(file.line_of_table(&name), format!("[{name}]: {why}"), remedy)
                })?;
                match out.all.iter().position(|r| r.id == rule.id) {
                    Some(at) => {
                        // Another rule under a known name has yet to be judged.
                        out.judged.remove(&rule.id);
                        out.all[at] = rule;
                    }
                    None => out.all.push(rule),
                }
            }
        }
        out.index();
        Ok(out)
    }

    /// Notes at which lemma which pattern may begin.
    fn index(&mut self) {
        for (i, rule) in self.all.iter().enumerate() {
            for (p, pattern) in rule.patterns.iter().enumerate() {
                for word in &pattern.words {
                    let lemma = word.split('_').next().unwrap_or_default().to_owned();
                    let places = self.by_lemma.entry(lemma).or_default();
                    if !places.contains(&(i, p)) {
                        places.push((i, p));
                    }
                }
            }
        }
    }

    /// How often the rule of that name was right on coded passages; `None` where it never fired there, or is a user's.
    #[must_use]
    pub fn judged(&self, rule: &str) -> Option<Judged> {
        let base = rule.rsplit('+').next().unwrap_or(rule);
        self.judged.get(rule).or_else(|| self.judged.get(base)).copied()
    }

    /// Rules and patterns that a lemma may begin.
    pub(crate) fn at(&self, lemma: &str) -> &[(usize, usize)] {
        self.by_lemma.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// The lines of `judged.tsv`.
fn judged(file: &DataFile) -> Result<Vec<(String, Judged)>, DataError> {
    let rows = file.text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty());
    let row = |(at, line): (usize, &str)| {
        let fields: Vec<&str> = line.split('\t').collect();
        let counts = match fields[..] {
            [rule, right, told] => {
                right.parse().ok().zip(told.parse().ok()).map(|(right, told)| (rule, Judged { right, told }))
            }
            _ => None,
        };
        let (rule, counts) = counts.filter(|(_, j)| j.right <= j.told).ok_or_else(|| {
            file.wrong(
                at + 1,
                format!("{line:?} is no rule with how often it was right and how often it fired"),
                "see training/judge.py, which writes it",
            )
        })?;
        Ok((rule.to_owned(), counts))
    };
    rows.map(row).collect()
}

/// The line on which a rule begins; 0 where it is not found.
fn wrong(file: &DataFile, e: &toml::de::Error) -> DataError {
    let line = e.span().map_or(0, |s| file.line_at(s.start));
    file.wrong(line, e.message().replace('\n', " "), "write it as the files of the program are written")
}

fn rule(file: &str, name: &str, table: Table, lists: &BTreeMap<String, Vec<String>>) -> Result<Rule, String> {
    let name_of = file.to_uppercase();
    let category = Category::parse(&name_of).ok_or_else(|| {
        let names: Vec<&str> = Category::ALL.iter().map(|c| c.name()).collect();
        format!("its file is called {file:?}, and that is no category; there are {}", names.join(", ").to_lowercase())
    })?;
    let mode = table.mode.map(|m| category.mode(&m).ok_or_else(|| wrong_mode(category, &m))).transpose()?;
    let context = table.context.iter().map(|c| Context::parse(c).ok_or_else(|| wrong_context(c)));
    let context = context.collect::<Result<_, _>>()?;
    let when = match table.when {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    };
    let patterns = when
        .iter()
        .map(|w| grammar::parse(w, lists).map_err(|e| format!("when {w:?}: {e}")))
        .collect::<Result<_, _>>()?;
    let tests: Vec<Test> = table.tests.iter().map(|t| test(t)).collect::<Result<_, _>>()?;
    let positive = tests.iter().filter(|t| t.want.is_some()).count();
    if positive < 2 || positive == tests.len() {
        return Err("a rule needs at least two sentences it codes and one it does not (`-> none`)".into());
    }
    Ok(Rule {
        id: format!("{file}/{name}"),
        category,
        mode,
        cameo: table.cameo,
        context,
        doc: table.doc,
        when,
        patterns,
        tests,
        confidence: table.confidence.unwrap_or(0.8),
    })
}

fn wrong_mode(category: Category, word: &str) -> String {
    let modes: Vec<&str> = category.facts().modes.iter().map(|(m, _)| m.name()).collect();
    match modes.is_empty() {
        true => format!("{word:?} is no mode of {category}, which has none"),
        false => format!("{word:?} is no mode of {category}; it has {}", modes.join(", ")),
    }
}

fn wrong_context(word: &str) -> String {
    let all: Vec<&str> = Context::ALL.iter().map(|c| c.name()).collect();
    format!("{word:?} is no PLOVER context; there are {}", all.join(", "))
}

fn test(text: &str) -> Result<Test, String> {
    let (sentence, want) = text.rsplit_once("->").ok_or_else(|| format!("the test {text:?} has no `->`"))?;
    let side =
        |part: &str| part.split('+').map(|c| c.trim().to_owned()).filter(|c| !c.is_empty() && c != "-").collect();
    let want = match want.trim() {
        "none" => None,
        codes => {
            let (actors, recipients) =
                codes.split_once('>').ok_or_else(|| format!("the test {text:?} has no `>` after `->`"))?;
            Some((side(actors), side(recipients)))
        }
    };
    Ok(Test { text: sentence.trim().replace(['[', ']'], ""), want })
}
