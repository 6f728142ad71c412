//! What the record stage codes with: facts about actors, rules, cues, lists of words; those inside the program, or a
//! user's laid over them.

use crate::cues::Cues;
use crate::rules::Rules;
use crate::words::Words;
use dateline_lexicon::Lexicon;
use dateline_text::{DataError, DataFile, Note, document, file_stem, stable_id};
use std::sync::LazyLock;

/// What the record stage codes with.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// Facts about actors.
    pub lexicon: &'a Lexicon,
    /// Event rules.
    pub rules: &'a Rules,
    /// Words that say that something was said.
    pub cues: &'a Cues,
    /// Lists of words.
    pub words: &'a Words,
}

impl Tables<'static> {
    /// Everything inside the program.
    #[must_use]
    pub fn builtin() -> Self {
        Self { lexicon: Lexicon::builtin(), rules: Rules::builtin(), cues: Cues::builtin(), words: Words::builtin() }
    }

    /// The version of what is inside the program: a hash of all its files, so that a record says what it was coded with.
    #[must_use]
    pub fn builtin_version() -> &'static str {
        static VERSION: LazyLock<String> = LazyLock::new(|| {
            let actors = Lexicon::builtin_files().into_iter().map(|f| f.text);
            let texts: Vec<_> = actors
                .chain(Rules::builtin_files().into_iter().map(|f| f.text))
                .chain([Cues::TEXT.into(), document::LISTS.into()])
                .chain(Words::builtin_texts().map(Into::into))
                .collect();
            stable_id(texts.iter().map(AsRef::as_ref))
        });
        &VERSION
    }
}

/// Lists of `lexicon/en/` that nothing can be laid over when the program runs, why, and what to do.
const FIXED: [(&str, &str, &str); 4] = [
    ("segments.toml", FROZEN.0, FROZEN.1),
    ("coreference.toml", FROZEN.0, FROZEN.1),
    ("document.toml", BUILT_IN.0, BUILT_IN.1),
    ("story.toml", BUILT_IN.0, BUILT_IN.1),
];
const FROZEN: (&str, &str) = (
    "its lists are part of the model file, which was trained on texts cut by them",
    "edit the file in lexicon/en/, write it into a model with training/lists.py, and give that as --model",
);
const BUILT_IN: (&str, &str) = (
    "its lists are part of the program: the stages before and after the coding of a report take no others",
    "edit the file in lexicon/en/ and build the program",
);

/// A file's name without folders.
fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// Tables with a user's files laid over those inside the program.
#[derive(Debug)]
pub struct OwnTables {
    lexicon: Lexicon,
    rules: Rules,
    cues: Cues,
    words: Words,
    version: String,
}

impl OwnTables {
    /// Lays files over those inside the program. A file adds to the one of ours that has its name: `groups.tsv`,
    /// `offices.tsv`, `nouns.tsv`, `figures.toml`, `cues.toml` …; of `rules` each is called like its category
    /// (`accuse.toml`), or `lists.toml`. A rule with the name of one of ours takes its place. `*.actors.txt` and
    /// `*.agents.txt` are dictionaries of PETRARCH: see [`Lexicon::parse`].
    ///
    /// # Errors
    /// The first file that is called like none of ours, or cannot be read, with its line and what to do; a file whose lists
    /// are part of the model file or of the program (`segments.toml`, `coreference.toml`, `document.toml`, `story.toml`).
    pub fn lay(lexicon: &[DataFile], rules: &[DataFile]) -> Result<Self, DataError> {
        let (mut actors, mut words, mut cues) = (Vec::new(), Vec::new(), Vec::new());
        for file in lexicon {
            if let Some((_, reason, remedy)) = FIXED.iter().find(|(name, ..)| *name == file_name(&file.name)) {
                return Err(file.wrong(0, *reason, *remedy));
            }
            match file_stem(&file.name) {
                _ if Lexicon::is_dictionary(&file.name) => actors.push(file.clone()),
                "cues" => cues.push(file.clone()),
                name if Words::has(name) => words.push(file.clone()),
                _ => actors.push(file.clone()),
            }
        }
        let own = lexicon.iter().chain(rules).flat_map(|f| [f.name.as_str(), &f.text]);
        let actors = Lexicon::builtin_files().into_iter().chain(actors);
        Ok(Self {
            lexicon: Lexicon::parse(actors)?,
            rules: Rules::read(&[Rules::builtin_files(), rules.to_vec()].concat())?,
            cues: Cues::laid(&cues)?,
            words: Words::read(&words)?,
            version: stable_id([Tables::builtin_version()].into_iter().chain(own)),
        })
    }

    /// The tables, to code with.
    #[must_use]
    pub fn tables(&self) -> Tables<'_> {
        Tables { lexicon: &self.lexicon, rules: &self.rules, cues: &self.cues, words: &self.words }
    }

    /// Is a file of this name a dictionary of PETRARCH or TABARI, which may be old and not UTF-8?
    #[must_use]
    pub fn is_dictionary(name: &str) -> bool {
        Lexicon::is_dictionary(name)
    }

    /// What was left out of the user's dictionaries, with file, line and remedy.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        self.lexicon.notes()
    }

    /// A hash of the program's files and the user's.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}
