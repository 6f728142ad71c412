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
pub(crate) mod matcher;

use dateline_contract::{Category, Context, Mode};
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
}

/// Why a file of rules cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct RuleError {
    /// The file.
    pub file: String,
    /// What is wrong, where, and what to do.
    pub reason: String,
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
            LazyLock::new(|| Rules::parse(LISTS, &FILES).unwrap_or_else(|e| panic!("lexicon/en/events/{e}")));
        &RULES
    }

    /// The texts that the rules inside the program are read from.
    pub(crate) fn builtin_texts() -> impl Iterator<Item = &'static str> {
        [LISTS].into_iter().chain(FILES.iter().map(|(_, text)| *text))
    }

    /// Reads word lists and rule files, given as category and text.
    ///
    /// # Errors
    /// The first rule that cannot be read, with its file and name.
    pub fn parse(lists: &str, files: &[(&str, &str)]) -> Result<Self, RuleError> {
        let error = |file: &str, reason: String| RuleError { file: format!("{file}.toml"), reason };
        let lists: BTreeMap<String, String> = toml::from_str(lists).map_err(|e| error("lists", e.to_string()))?;
        let lists: BTreeMap<String, Vec<String>> =
            lists.into_iter().map(|(k, v)| (k, v.split_whitespace().map(ToOwned::to_owned).collect())).collect();
        let mut out = Self::default();
        for (file, text) in files {
            let tables: BTreeMap<String, Table> = toml::from_str(text).map_err(|e| error(file, e.to_string()))?;
            for (name, table) in tables {
                let rule = rule(file, &name, table, &lists).map_err(|why| error(file, format!("[{name}]: {why}")))?;
                out.all.push(rule);
            }
        }
        for (i, rule) in out.all.iter().enumerate() {
            for (p, pattern) in rule.patterns.iter().enumerate() {
                for word in &pattern.words {
                    let lemma = word.split('_').next().unwrap_or_default().to_owned();
                    let places = out.by_lemma.entry(lemma).or_default();
                    if !places.contains(&(i, p)) {
                        places.push((i, p));
                    }
                }
            }
        }
        Ok(out)
    }

    /// Rules and patterns that a lemma may begin.
    pub(crate) fn at(&self, lemma: &str) -> &[(usize, usize)] {
        self.by_lemma.get(lemma).map_or(&[], Vec::as_slice)
    }
}

fn rule(file: &str, name: &str, table: Table, lists: &BTreeMap<String, Vec<String>>) -> Result<Rule, String> {
    let name_of = file.to_uppercase();
    let category = Category::parse(&name_of).ok_or_else(|| format!("{name_of} is no PLOVER category"))?;
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
