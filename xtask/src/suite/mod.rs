//! The cases of `tests/suite/*.md`: prose with expectations in the text. The format is described in `tests/README.md`.
//!
//! Reading is strict, and what can be wrong without a parser is refused here: an expectation about a word the text
//! does not have would otherwise fail for ever, or worse, hold for ever. The module uses the standard library alone,
//! so that the runner of the cases can take it as it is.

pub(crate) mod records;

use records::Told;

/// What is wrong with a case, and on which line of its file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) line: usize,
    pub(crate) message: String,
}

/// A text and what is expected of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Case {
    /// The heading of its file.
    pub(crate) topic: String,
    pub(crate) name: String,
    /// Where its heading stands.
    pub(crate) line: usize,
    /// The quoted lines, joined by line feeds.
    pub(crate) text: String,
    /// The day its source gives it, where one is given.
    pub(crate) dated: Option<String>,
    pub(crate) expectations: Vec<Expectation>,
}

/// One list item of a case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Expectation {
    pub(crate) line: usize,
    /// It is known not to hold yet; the runner reports the day it does.
    pub(crate) known_failure: bool,
    pub(crate) what: What,
}

/// A word of the text: the `nth` (from 1) that is written so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) nth: usize,
}

/// What is expected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The number of sentences.
    Sentences(usize),
    /// The text of one sentence; all such items of a case, in order, are all its sentences.
    Sentence(String),
    /// All words, in order.
    Tokens(Vec<String>),
    /// `dependent` hangs from `head` (`None`: from the root) by one of `relations`.
    Tree { head: Option<Word>, relations: Vec<String>, dependent: Word },
    /// One of these universal tags.
    Upos(Word, Vec<String>),
    /// One of these Penn tags.
    Xpos(Word, Vec<String>),
    /// One of these lemmas.
    Lemma(Word, Vec<String>),
    /// A name with exactly this text and this type.
    Name(String, String),
    /// No name covers any part of this text.
    NotName(String),
    /// Something about the records.
    Told(Told),
}

const UPOS: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
];

const RELATIONS: [&str; 36] = [
    "acl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "case",
    "cc",
    "ccomp",
    "compound",
    "conj",
    "cop",
    "csubj",
    "dep",
    "det",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nsubj",
    "nummod",
    "obj",
    "obl",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

const NAMES: [&str; 3] = ["PER", "LOC", "ORG"];

/// Reads a file of cases; `Err` holds everything that is wrong with it.
pub(crate) fn parse(source: &str) -> Result<Vec<Case>, Vec<Problem>> {
    let mut reader = Reader::default();
    for (index, line) in source.lines().enumerate() {
        reader.line(index + 1, line.trim_end());
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    topic: Option<String>,
    cases: Vec<Case>,
    problems: Vec<Problem>,
    /// A quoted line was the last thing read.
    quoting: bool,
}

impl Reader {
    fn problem(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem { line, message: message.into() });
    }

    fn line(&mut self, number: usize, line: &str) {
        let quoting = std::mem::replace(&mut self.quoting, line.starts_with('>'));
        if let Some(name) = line.strip_prefix("## ") {
            self.case(number, name.trim());
        } else if let Some(topic) = line.strip_prefix("# ") {
            if self.topic.replace(topic.trim().to_owned()).is_some() {
                self.problem(number, "a second topic: one `# ` heading a file");
            }
        } else if line.starts_with('#') {
            self.problem(number, "only `# Topic` and `## Case` headings are known");
        } else if let Some(rest) = line.strip_prefix('>') {
            self.quoted(number, rest.strip_prefix(' ').unwrap_or(rest), quoting);
        } else if let Some(item) = line.strip_prefix("- ") {
            self.item(number, item.trim());
        }
        // Anything else is commentary.
    }

    fn case(&mut self, line: usize, name: &str) {
        let Some(topic) = self.topic.clone() else {
            return self.problem(line, "a case before the `# Topic` heading");
        };
        if self.cases.iter().any(|c| c.name == name) {
            self.problem(line, format!("a second case called `{name}`"));
        }
        let (text, dated, expectations) = (String::new(), None, Vec::new());
        self.cases.push(Case { topic, name: name.to_owned(), line, text, dated, expectations });
    }

    fn quoted(&mut self, line: usize, text: &str, continues: bool) {
        let Some(case) = self.cases.last_mut() else {
            return self.problem(line, "a quoted text before the first `## Case`");
        };
        if continues {
            case.text.push('\n');
            case.text.push_str(text);
        } else if case.text.is_empty() {
            text.clone_into(&mut case.text);
        } else {
            self.problem(line, "a second quoted text: one a case");
        }
    }

    fn item(&mut self, line: usize, item: &str) {
        let Some(case) = self.cases.last_mut() else {
            return self.problem(line, "an expectation before the first `## Case`");
        };
        if let Some(day) = item.strip_prefix("dated:") {
            case.dated = Some(day.trim().to_owned());
            return;
        }
        let (known_failure, rest) = match item.strip_prefix("known failure:") {
            Some(rest) => (true, rest.trim()),
            None => (false, item),
        };
        match expectation(rest).and_then(|what| fits(&what, &case.text).map(|()| what)) {
            Ok(what) => case.expectations.push(Expectation { line, known_failure, what }),
            Err(message) => self.problem(line, message),
        }
    }

    fn finish(mut self) -> Result<Vec<Case>, Vec<Problem>> {
        if self.topic.is_none() {
            self.problem(1, "no `# Topic` heading");
        }
        // A case whose items were refused looks incomplete; that would be said twice.
        if self.problems.is_empty() {
            let problem = |case: &Case| Some(Problem { line: case.line, message: incomplete(case)? });
            self.problems = self.cases.iter().filter_map(problem).collect();
        }
        if self.problems.is_empty() { Ok(self.cases) } else { Err(self.problems) }
    }
}

fn incomplete(case: &Case) -> Option<String> {
    if case.text.trim().is_empty() {
        return Some(format!("the case `{}` quotes no text", case.name));
    }
    if case.expectations.is_empty() {
        return Some(format!("the case `{}` expects nothing", case.name));
    }
    let sentences = case.expectations.iter().filter_map(|e| match &e.what {
        What::Sentence(text) if !e.known_failure => Some(text.as_str()),
        _ => None,
    });
    let together: String = sentences.collect();
    if together.is_empty() || bare(&together) == bare(&case.text) {
        return None;
    }
    Some(format!("the `sentence` items of the case `{}` are not the whole of its text", case.name))
}

/// One expectation from its `key: value`.
fn expectation(item: &str) -> Result<What, String> {
    let (key, value) = item.split_once(':').ok_or("an expectation is `key: value`")?;
    let value = value.trim();
    match key.trim() {
        "sentences" => value.parse().map(What::Sentences).map_err(|_| format!("`{value}` is not a number")),
        "sentence" => Ok(What::Sentence(value.to_owned())),
        "tokens" => Ok(What::Tokens(value.split_whitespace().map(str::to_owned).collect())),
        "tree" => tree(value),
        "upos" => {
            let (word, tags) = equation(value)?;
            known("universal tag", &UPOS, &tags)?;
            Ok(What::Upos(word, tags))
        }
        "xpos" => equation(value).map(|(word, tags)| What::Xpos(word, tags)),
        "lemma" => equation(value).map(|(word, lemmas)| What::Lemma(word, lemmas)),
        "name" => {
            let (text, kind) = bracketed(value)?;
            known("type of name", &NAMES, &[kind.to_owned()])?;
            Ok(What::Name(text.to_owned(), kind.to_owned()))
        }
        "not name" => match bracketed(value)? {
            (text, "") => Ok(What::NotName(text.to_owned())),
            (_, kind) => Err(format!("`not name` takes no type, so no `{kind}`")),
        },
        other => match records::told(other, value) {
            Some(told) => told.map(What::Told),
            None => Err(format!("`{other}` is no known expectation")),
        },
    }
}

/// `head -relation-> dependent`, the head a word or `ROOT`, the relation perhaps a choice: `obj|iobj`.
fn tree(value: &str) -> Result<What, String> {
    let parts: Vec<&str> = value.split_whitespace().collect();
    let [head, arrow, dependent] = parts.as_slice() else {
        return Err("a tree item is `head -relation-> dependent`".to_owned());
    };
    let middle = arrow.strip_prefix('-').and_then(|a| a.strip_suffix("->"));
    let relations = choice(middle.ok_or_else(|| format!("`{arrow}` is not `-relation->`"))?);
    let universal: Vec<String> = relations.iter().map(|r| r.split(':').next().unwrap_or(r).to_owned()).collect();
    known("relation", &RELATIONS, &universal)?;
    let head = if *head == "ROOT" { None } else { Some(word(head)?) };
    if head.is_none() != relations.iter().any(|r| r == "root") {
        return Err("`ROOT` and the relation `root` go together".to_owned());
    }
    Ok(What::Tree { head, relations, dependent: word(dependent)? })
}

/// `word = value`, the value perhaps a choice: `VERB|AUX`.
fn equation(value: &str) -> Result<(Word, Vec<String>), String> {
    let (left, right) = value.split_once(" = ").ok_or("expected `word = value`")?;
    Ok((word(left.trim())?, choice(right.trim())))
}

fn choice(value: &str) -> Vec<String> {
    value.split('|').map(str::to_owned).collect()
}

/// `form`, or `form#2` for the second that is written so.
fn word(text: &str) -> Result<Word, String> {
    let (form, nth) = match text.rsplit_once('#') {
        Some((form, nth)) if !form.is_empty() => (form, nth.parse().map_err(|_| format!("`{nth}` is not a number"))?),
        _ => (text, 1),
    };
    if form.is_empty() || nth == 0 || form.contains(char::is_whitespace) {
        return Err(format!("`{text}` is not one word"));
    }
    Ok(Word { form: form.to_owned(), nth })
}

fn bracketed(value: &str) -> Result<(&str, &str), String> {
    let inside = value.strip_prefix('[').and_then(|v| v.split_once(']'));
    let (text, rest) = inside.ok_or("a name stands in brackets: `[Kofi Adjei] PER`")?;
    Ok((text, rest.trim()))
}

fn known(what: &str, all: &[&str], given: &[String]) -> Result<(), String> {
    match given.iter().find(|g| !all.contains(&g.as_str())) {
        Some(stranger) => Err(format!("`{stranger}` is no {what}")),
        None => Ok(()),
    }
}

/// Refuses an expectation about what the text does not hold.
fn fits(what: &What, text: &str) -> Result<(), String> {
    let has = |part: &str, nth: usize| {
        if text.matches(part).count() >= nth { Ok(()) } else { Err(format!("the text does not hold `{part}`#{nth}")) }
    };
    match what {
        What::Sentences(0) => Err("no text has no sentences".to_owned()),
        What::Sentences(_) => Ok(()),
        What::Sentence(part) | What::Name(part, _) | What::NotName(part) => has(part, 1),
        What::Upos(word, _) | What::Xpos(word, _) | What::Lemma(word, _) => has(&word.form, word.nth),
        What::Tree { head, dependent, .. } => {
            head.iter().chain([dependent]).try_for_each(|word| has(&word.form, word.nth))
        }
        What::Told(told) => records::fits(told, text),
        What::Tokens(tokens) => {
            if bare(&tokens.concat()) == bare(text) {
                Ok(())
            } else {
                Err("the tokens, put together, are not the text".to_owned())
            }
        }
    }
}

/// The text without its white space.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(items: &str) -> String {
        format!("# Topic\n\nWhy.\n\n## A name\n> He fled.\n> He hid.\n>\n> They left.\n\n{items}\n")
    }

    fn only_problem(source: &str) -> String {
        let problems = parse(source).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        format!("{}: {}", problems[0].line, problems[0].message)
    }

    #[test]
    fn every_expectation_is_read() {
        let source = case(
            "- sentences: 3\n- tokens: He fled . He hid . They left .\n- tree: ROOT -root-> fled\n\
             - tree: hid -nsubj|nsubj:pass-> He#2\n- upos: fled = VERB\n- xpos: fled = VBD|VBN\n- lemma: fled = flee\n\
             - known failure: name: [He] PER\n- not name: [They left]",
        );
        let cases = parse(&source).unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!((cases[0].topic.as_str(), cases[0].name.as_str(), cases[0].line), ("Topic", "A name", 5));
        assert_eq!(cases[0].text, "He fled.\nHe hid.\n\nThey left.");
        let word = |form: &str, nth| Word { form: form.to_owned(), nth };
        let strings = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let found: Vec<&What> = cases[0].expectations.iter().map(|e| &e.what).collect();
        let relations = strings(&["nsubj", "nsubj:pass"]);
        assert_eq!(*found[0], What::Sentences(3));
        assert_eq!(*found[3], What::Tree { head: Some(word("hid", 1)), relations, dependent: word("He", 2) });
        assert_eq!(*found[5], What::Xpos(word("fled", 1), strings(&["VBD", "VBN"])));
        assert_eq!(*found[7], What::Name("He".to_owned(), "PER".to_owned()));
        assert_eq!(*found[8], What::NotName("They left".to_owned()));
        let known: Vec<bool> = cases[0].expectations.iter().map(|e| e.known_failure).collect();
        assert_eq!(known, [false, false, false, false, false, false, false, true, false]);
        assert_eq!(cases[0].expectations[8].line, 19);
    }

    #[test]
    fn what_the_text_does_not_hold_is_refused() {
        for (item, message) in [
            ("- upos: ran = VERB", "the text does not hold `ran`#1"),
            ("- tree: hid -nsubj-> He#3", "the text does not hold `He`#3"),
            ("- tokens: He fled .", "the tokens, put together, are not the text"),
            ("- name: [Anna] PER", "the text does not hold `Anna`#1"),
            ("- no statement: said", "the text does not hold `said`#1"),
        ] {
            assert_eq!(only_problem(&case(item)).split_once(": ").unwrap().1, message);
            assert_eq!(parse(&case(item)).unwrap_err()[0].line, 11);
        }
    }

    #[test]
    fn what_has_no_meaning_is_refused() {
        for (item, message) in [
            ("- tree: hid -subject-> He", "`subject` is no relation"),
            ("- tree: hid nsubj He", "`nsubj` is not `-relation->`"),
            ("- tree: ROOT -nsubj-> He", "`ROOT` and the relation `root` go together"),
            ("- upos: fled = VB", "`VB` is no universal tag"),
            ("- name: [He] MAN", "`MAN` is no type of name"),
            ("- name: He PER", "a name stands in brackets: `[Kofi Adjei] PER`"),
            ("- colour: red", "`colour` is no known expectation"),
            ("- sentences: two", "`two` is not a number"),
        ] {
            let source = case(&format!("- sentences: 3\n{item}"));
            assert_eq!(only_problem(&source), format!("12: {message}"));
        }
    }

    #[test]
    fn a_case_has_a_topic_a_name_a_text_and_an_expectation() {
        assert_eq!(only_problem("Prose.\n"), "1: no `# Topic` heading");
        assert_eq!(only_problem("# T\n## A\n> B.\n"), "2: the case `A` expects nothing");
        assert_eq!(only_problem("# T\n## A\n- sentences: 1\n"), "2: the case `A` quotes no text");
        assert_eq!(only_problem("# T\n## A\n> B.\n\n> C.\n- sentences: 1\n"), "5: a second quoted text: one a case");
        let twice = "# T\n## A\n> B.\n- sentences: 1\n## A\n> B.\n- sentences: 1\n";
        assert_eq!(only_problem(twice), "5: a second case called `A`");
        let half = case("- sentence: He fled.\n- sentence: He hid.");
        assert_eq!(only_problem(&half), "5: the `sentence` items of the case `A name` are not the whole of its text");
    }
}
