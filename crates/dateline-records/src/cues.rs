//! The words that say that something is said: `lexicon/en/cues.toml`, read and checked.
//!
//! The file is data that a linguist edits; what it may hold is told at its top. A fault in it is answered with its line
//! and what to do about it, never by leaving a group out.

use dateline_contract::record::SpeechAct;
use dateline_text::{DataError, DataFile};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;
use toml::Spanned;

/// What a verb takes as its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A finite clause, a question clause, a quotation.
    Clause,
    /// A noun phrase.
    Object,
    /// A to-clause whose doer is the speaker.
    Infinitive,
    /// An -ing clause whose doer is the speaker.
    Gerund,
    /// An addressee and what that one is to do.
    Person,
    /// Somebody and what is wished of them, both content.
    Wish,
    /// Somebody or something under a description.
    Small,
    /// The subject is part of the content, and there is no source.
    Seem,
}

/// What a verb does with some of its frames: one group it is listed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Sense {
    /// The group, which is the rule's name.
    pub group: String,
    /// The speech act.
    pub act: SpeechAct,
    /// What it takes, a bit for each [`Frame`].
    frames: u8,
    /// Prepositions whose phrase is the content.
    pub prep: Vec<String>,
    /// Whether anything may be its subject.
    pub any_source: bool,
    /// Whether its content may stand before it without marks: "It is over, **he said**".
    pub inquit: bool,
    /// How sure it is that a find is a statement.
    pub sure: f32,
    /// Whether it may mean blows as well as words: "attacked the plan", "attacked the town".
    pub blows: bool,
}

impl Sense {
    fn takes(&self, frame: Frame) -> bool {
        self.frames & (1 << frame as u8) != 0
    }
}

/// A verb, with its particle if it has one, and what it takes: a sense for each group it is listed in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VerbCue {
    senses: Vec<Sense>,
}

impl VerbCue {
    /// Whether the verb takes this in any sense.
    #[must_use]
    pub fn takes(&self, frame: Frame) -> bool {
        self.senses.iter().any(|s| s.takes(frame))
    }

    /// Whether an unquoted clause may stand before it.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.senses.iter().any(|s| s.takes(Frame::Clause) && s.inquit)
    }

    /// The first sense in which it takes one of these, in the order given.
    #[must_use]
    pub fn sense(&self, frames: &[Frame]) -> Option<&Sense> {
        frames.iter().find_map(|f| self.senses.iter().find(|s| s.takes(*f)))
    }

    /// The first sense in which it takes a preposition.
    #[must_use]
    pub fn sense_with(&self, preposition: &str) -> Option<&Sense> {
        self.senses.iter().find(|s| s.prep.iter().any(|p| p.eq_ignore_ascii_case(preposition)))
    }

    /// Its first sense.
    #[must_use]
    pub fn first(&self) -> Option<&Sense> {
        self.senses.first()
    }
}

/// A noun that stands for an act of speech or thought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NounCue {
    /// Its group, which is the rule's name.
    pub group: String,
    /// The speech act.
    pub act: SpeechAct,
    /// Whether it takes a clause.
    pub clause: bool,
    /// Prepositions whose phrase is the content.
    pub prep: Vec<String>,
    /// Whether it is a statement where nobody is named.
    pub lone: bool,
}

/// An example that stands in the file, for the test run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The line of its group.
    pub line: usize,
    /// The group.
    pub group: String,
    /// The text, marked up; unmarked where nothing is to be found.
    pub text: String,
}

/// All cues.
#[derive(Debug, Default)]
pub struct Cues {
    verbs: HashMap<String, VerbCue>,
    nouns: HashMap<String, NounCue>,
    adjectives: HashMap<String, NounCue>,
    closed: Vec<String>,
    particles: Vec<String>,
    after: Vec<Vec<String>>,
    possessor: Vec<String>,
    in_source: Vec<String>,
    adverbs: Vec<String>,
    light: Vec<String>,
    lone: Vec<String>,
    measures: Vec<String>,
    examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: Vec<VerbGroup>,
    closed: Closed,
    nouns: Vec<NounGroup>,
    adjectives: Vec<NounGroup>,
    phrases: Phrases,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbGroup {
    name: Spanned<String>,
    act: Spanned<String>,
    frames: Vec<Spanned<String>>,
    #[serde(default)]
    prep: Vec<String>,
    source: Option<Spanned<String>>,
    inquit: Option<bool>,
    #[serde(default)]
    blows: bool,
    sure: Option<Spanned<f32>>,
    words: Spanned<String>,
    #[serde(default)]
    tests: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounGroup {
    name: Spanned<String>,
    act: Spanned<String>,
    takes: Vec<String>,
    #[serde(default)]
    lone: bool,
    words: Spanned<String>,
    #[serde(default)]
    tests: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Closed {
    verbs: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    source_after: Vec<String>,
    possessor: Vec<String>,
    in_source: Vec<String>,
    adverbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    light: String,
    lone: String,
    measures: String,
}

fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_lowercase).collect()
}

/// The lines of a text, for the place of a fault.
struct Lines<'t>(&'t DataFile);

impl Lines<'_> {
    fn of(&self, at: usize) -> usize {
        self.0.line_at(at)
    }

    fn fault(&self, at: usize, fault: String, remedy: &str) -> DataError {
        self.0.wrong(self.of(at), fault, remedy)
    }

    fn act(&self, act: &Spanned<String>) -> Result<SpeechAct, DataError> {
        use SpeechAct::{Ask, Assert, Demand, Deny, Feel, Promise, Refuse, Warn};
        let all = [Assert, Deny, Warn, Demand, Promise, Ask, Feel, Refuse];
        all.into_iter().find(|a| a.name() == act.get_ref()).ok_or_else(|| {
            let fault = format!("there is no speech act \"{}\"", act.get_ref());
            self.fault(act.span().start, fault, "write assert, deny, warn, demand, promise, ask, feel or refuse")
        })
    }

    fn frame(&self, frame: &Spanned<String>) -> Result<Frame, DataError> {
        Ok(match frame.get_ref().as_str() {
            "clause" => Frame::Clause,
            "object" => Frame::Object,
            "infinitive" => Frame::Infinitive,
            "gerund" => Frame::Gerund,
            "person" => Frame::Person,
            "wish" => Frame::Wish,
            "small" => Frame::Small,
            "seem" => Frame::Seem,
            other => {
                let remedy = "write clause, object, infinitive, gerund, person, wish, small or seem";
                return Err(self.fault(frame.span().start, format!("there is no frame \"{other}\""), remedy));
            }
        })
    }
}

impl Cues {
    /// The text that the cues inside the program are read from.
    pub(crate) const TEXT: &str = include_str!("../../../lexicon/en/cues.toml");

    /// The cues inside the program.
    ///
    /// # Panics
    /// Never: the file is checked by this crate's tests.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Cues> = OnceLock::new();
        BUILTIN.get_or_init(|| match Self::parse(&Self::builtin_file()) {
            Ok(cues) => cues,
            Err(e) => panic!("{e}"),
        })
    }

    /// The cues inside the program with groups of a user's files behind them: `[[verbs]]`, `[[nouns]]`,
    /// `[[adjectives]]`.
    ///
    /// # Errors
    /// The first group that cannot be read, with its file and line.
    pub fn laid(over: &[DataFile]) -> Result<Self, DataError> {
        let mut text = Self::TEXT.to_owned();
        let mut cues = Self::parse(&Self::builtin_file())?;
        for file in over {
            // Read behind ours, a fault in it stands so many lines further down.
            let before = text.matches('\n').count() + 1;
            text = format!("{text}\n{}", file.text);
            let all = DataFile::new(file.name.clone(), text.clone());
            cues = Self::parse(&all).map_err(|e| DataError { line: e.line.saturating_sub(before), ..e })?;
        }
        Ok(cues)
    }

    /// The file inside the program.
    fn builtin_file() -> DataFile {
        DataFile::new("lexicon/en/cues.toml", Self::TEXT)
    }

    /// Reads a file of cues.
    ///
    /// # Errors
    /// Where the text is no TOML, lacks a table, or names an act or frame that there is not; with line and remedy.
    pub fn parse(file: &DataFile) -> Result<Self, DataError> {
        let lines = Lines(file);
        let file: File = toml::from_str(&file.text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            lines.fault(at, e.message().to_owned(), "see the top of the file for what a group may hold")
        })?;
        let mut cues = Self::default();
        for group in &file.verbs {
            cues.add_verbs(&lines, group)?;
        }
        for group in &file.nouns {
            cues.add_nouns(&lines, group, |c| &mut c.nouns)?;
        }
        for group in &file.adjectives {
            cues.add_nouns(&lines, group, |c| &mut c.adjectives)?;
        }
        cues.particles = cues.verbs.keys().filter_map(|v| Some(v.split('_').nth(1)?.to_owned())).collect();
        cues.particles.sort_unstable();
        cues.particles.dedup();
        cues.closed = sorted(&file.closed.verbs);
        cues.after = file.phrases.source_after.iter().map(|p| split(p)).collect();
        cues.possessor = file.phrases.possessor;
        cues.in_source = file.phrases.in_source;
        cues.adverbs = file.phrases.adverbs;
        cues.light = sorted(&file.words.light);
        cues.lone = sorted(&file.words.lone);
        cues.measures = sorted(&file.words.measures);
        Ok(cues)
    }

    fn add_verbs(&mut self, lines: &Lines<'_>, group: &VerbGroup) -> Result<(), DataError> {
        let act = lines.act(&group.act)?;
        let mut frames = 0;
        for frame in &group.frames {
            frames |= 1 << lines.frame(frame)? as u8;
        }
        let any_source = match group.source.as_ref().map(|s| (s, s.get_ref().as_str())) {
            None | Some((_, "able")) => false,
            Some((_, "any")) => true,
            Some((s, other)) => {
                let fault = format!("there is no kind of source \"{other}\"");
                return Err(lines.fault(s.span().start, fault, "write able or any"));
            }
        };
        let sure = group.sure.as_ref().map_or(0.9, |s| *s.get_ref());
        if let Some(s) = group.sure.as_ref().filter(|_| !(0.0..=1.0).contains(&sure)) {
            return Err(lines.fault(s.span().start, format!("{sure} is no confidence"), "write a number from 0 to 1"));
        }
        let name = group.name.get_ref().clone();
        let sense = Sense {
            group: name,
            act,
            frames,
            prep: group.prep.clone(),
            any_source,
            inquit: group.inquit.unwrap_or(true),
            sure,
            blows: group.blows,
        };
        for word in split(group.words.get_ref()) {
            let known = self.verbs.entry(word).or_default();
            // A word written twice in a group is one.
            if known.senses.last() != Some(&sense) {
                known.senses.push(sense.clone());
            }
        }
        self.add_examples(lines, &group.name, &group.tests, &group.none)
    }

    /// Adds a group to the nouns or to the adjectives, whichever `of` says.
    fn add_nouns(
        &mut self,
        lines: &Lines<'_>,
        group: &NounGroup,
        of: fn(&mut Self) -> &mut HashMap<String, NounCue>,
    ) -> Result<(), DataError> {
        let act = lines.act(&group.act)?;
        let (clause, prep): (Vec<&String>, Vec<&String>) = group.takes.iter().partition(|t| *t == "clause");
        for word in split(group.words.get_ref()) {
            let words = of(self);
            if words.contains_key(&word) {
                let fault = format!("\"{word}\" stands in two groups");
                return Err(lines.fault(group.words.span().start, fault, "leave it in one"));
            }
            let cue = NounCue {
                group: group.name.get_ref().clone(),
                act,
                clause: !clause.is_empty(),
                prep: prep.iter().map(|p| (*p).clone()).collect(),
                lone: group.lone,
            };
            words.insert(word, cue);
        }
        self.add_examples(lines, &group.name, &group.tests, &group.none)
    }

    fn add_examples(
        &mut self,
        lines: &Lines<'_>,
        name: &Spanned<String>,
        tests: &[String],
        none: &[String],
    ) -> Result<(), DataError> {
        let marked = |t: &str| t.contains(['[', '<', '{']);
        let wrong = tests.iter().find(|t| !marked(t)).or_else(|| none.iter().find(|t| marked(t)));
        if let Some(text) = wrong {
            let remedy = "mark [source], <cue> and {content} in `tests`, and nothing in `none`";
            return Err(lines.fault(name.span().start, format!("a test of the wrong kind: \"{text}\""), remedy));
        }
        let line = lines.of(name.span().start);
        let example = |text: &String| Example { line, group: name.get_ref().clone(), text: text.clone() };
        self.examples.extend(tests.iter().chain(none).map(example));
        Ok(())
    }

    /// A verb by its lemma, its particle joined by "_".
    #[must_use]
    pub fn verb(&self, lemma: &str) -> Option<&VerbCue> {
        self.verbs.get(lemma)
    }

    /// Whether a word is the particle of some verb.
    pub(crate) fn is_particle(&self, word: &str) -> bool {
        has(&self.particles, word)
    }

    /// A noun by its lemma.
    #[must_use]
    pub fn noun(&self, lemma: &str) -> Option<&NounCue> {
        self.nouns.get(lemma)
    }

    /// An adjective by its lemma: "sure that", "critical of".
    #[must_use]
    pub fn adjective(&self, lemma: &str) -> Option<&NounCue> {
        self.adjectives.get(lemma)
    }

    /// Whether a verb may be a cue though it is not listed.
    #[must_use]
    pub fn is_open(&self, lemma: &str) -> bool {
        !has(&self.closed, lemma)
    }

    /// Whether a verb lends its doer to a noun cue that is its object.
    #[must_use]
    pub fn is_light(&self, lemma: &str) -> bool {
        has(&self.light, lemma)
    }

    /// Whether a noun with a preposition is a statement where nobody is named: "calls for a truce grew".
    pub(crate) fn is_lone(&self, noun: &str, preposition: &str) -> bool {
        has(&self.lone, &format!("{noun}_{preposition}"))
    }

    /// Whether a noun measures rather than speaks: "according to rank".
    pub(crate) fn is_measure(&self, noun: &str) -> bool {
        has(&self.measures, noun)
    }

    pub(crate) fn is_adverb(&self, lemma: &str) -> bool {
        self.adverbs.iter().any(|a| a == lemma)
    }

    pub(crate) fn is_possessed(&self, lemma: &str) -> bool {
        self.possessor.iter().any(|a| a == lemma)
    }

    pub(crate) fn is_in_source(&self, lemma: &str) -> bool {
        self.in_source.iter().any(|a| a == lemma)
    }

    /// Word sequences after which the source stands.
    pub(crate) fn source_after(&self) -> &[Vec<String>] {
        &self.after
    }

    /// The examples in the file: each is to hold.
    #[must_use]
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }
}

fn sorted(words: &str) -> Vec<String> {
    let mut all = split(words);
    all.sort_unstable();
    all
}

fn has(sorted: &[String], word: &str) -> bool {
    sorted.binary_search_by(|w| w.as_str().cmp(word)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_inside_the_program_is_read() {
        let cues = Cues::builtin();
        let warn = cues.verb("warn").unwrap();
        assert!(warn.takes(Frame::Clause) && warn.takes(Frame::Person) && !warn.takes(Frame::Seem));
        assert_eq!(warn.sense_with("of").unwrap().act, SpeechAct::Warn);
        assert!(cues.verb("point_out").is_some() && cues.noun("claim").is_some());
    }

    #[test]
    fn a_fault_is_answered_with_its_line_and_a_remedy() {
        let rest = "[closed]\nverbs=''\n[phrases]\nsource_after=[]\npossessor=[]\nin_source=[]\nadverbs=[]\n[words]\nlight=''\nlone=''\nmeasures=''\n";
        let text =
            format!("nouns = []\nadjectives = []\n[[verbs]]\nname='x'\nact='shout'\nframes=[]\nwords='x'\n{rest}");
        let parse = |text: &str| Cues::parse(&DataFile::new("cues.toml", text.to_owned()));
        let error = parse(&text).unwrap_err();
        assert_eq!(error.line, 5);
        assert!(error.to_string().contains("there is no speech act \"shout\"; write assert"));
        assert_eq!(parse("verbs = [").unwrap_err().line, 1);
    }
}
