//! What the record stage codes with: facts about actors, rules, cues, lists of words; those inside the program, or a
//! user's laid over them.

use crate::cues::Cues;
use crate::rules::Rules;
use crate::words::Words;
use dateline_lexicon::Lexicon;
use dateline_text::{DataError, DataFile, document, file_stem, stable_id};
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
    /// (`accuse.toml`), or `lists.toml`. A rule with the name of one of ours takes its place.
    ///
    /// # Errors
    /// The first file that is called like none of ours, or cannot be read, with its line and what to do.
    pub fn lay(lexicon: &[DataFile], rules: &[DataFile]) -> Result<Self, DataError> {
        let (mut actors, mut words, mut cues) = (Vec::new(), Vec::new(), Vec::new());
        for file in lexicon {
            match file_stem(&file.name) {
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

    /// A hash of the program's files and the user's.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}
