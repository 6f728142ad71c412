//! The words of English that the record stage asks for: lists of `lexicon/en/`, read once, handed to every question
//! through [`crate::syntax::Syntax`].

mod acts;
mod figures;
mod homes;
mod nouns;
mod omissions;
mod places;
mod refer;
pub mod relations;
mod statements;
mod times;

pub use acts::{ActWords, Struck};
use dateline_text::{DataError, DataFile, file_stem};
pub use figures::{FigureWords, Hint};
pub use homes::HomeWeights;
pub use nouns::{Noun, NounKind, Nouns};
pub use omissions::OmissionWords;
pub use places::PlaceWords;
pub use refer::ReferWords;
pub use relations::RelationWords;
pub use statements::StatementWords;
use std::sync::LazyLock;
pub use times::{About, DayPart, Edge, Era, Facet, Meridiem, Season, Shift, Small, TimeWords, Turn, Unit};

/// The lists of all parts of the record stage.
#[derive(Clone, Debug)]
pub struct Words {
    /// `nouns.tsv`.
    pub nouns: Nouns,
    /// `homes.tsv`.
    pub homes: HomeWeights,
    /// `acts.toml`.
    pub acts: ActWords,
    /// `figures.toml`.
    pub figures: FigureWords,
    /// `omissions.toml`.
    pub omissions: OmissionWords,
    /// `toponyms.toml`.
    pub places: PlaceWords,
    /// `relations.toml`.
    pub relations: RelationWords,
    /// `refer.toml`.
    pub refer: ReferWords,
    /// `statements.toml`.
    pub statements: StatementWords,
    /// `times.toml`.
    pub times: TimeWords,
}

macro_rules! builtin {
    ($($name:literal),* $(,)?) => {
        [$((concat!("lexicon/en/", $name), include_str!(concat!("../../../../lexicon/en/", $name)))),*]
    };
}

/// The files inside the program.
const BUILTIN: [(&str, &str); 10] = builtin!(
    "nouns.tsv",
    "homes.tsv",
    "acts.toml",
    "figures.toml",
    "omissions.toml",
    "toponyms.toml",
    "refer.toml",
    "relations.toml",
    "statements.toml",
    "times.toml"
);

impl Words {
    /// The lists inside the program.
    ///
    /// # Panics
    /// Never in a build whose tests pass: they read them.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(&[]).unwrap_or_else(|e| panic!("{e}")));
        &WORDS
    }

    /// The lists inside the program with a user's laid over them; each of `over` is named like the file it adds to.
    ///
    /// # Errors
    /// The first list that cannot be read, with its file and line; a file that is called like none of ours.
    pub fn read(over: &[DataFile]) -> Result<Self, DataError> {
        if let Some(file) = over.iter().find(|f| BUILTIN.iter().all(|(name, _)| file_stem(name) != file_stem(&f.name)))
        {
            let names: Vec<&str> = BUILTIN.iter().map(|(name, _)| name.trim_start_matches("lexicon/en/")).collect();
            return Err(DataError {
                file: file.name.clone(),
                line: 0,
                reason: "no lists are called so".into(),
                remedy: format!("there are {}", names.join(", ")),
            });
        }
        let files = |kind: &str| -> Vec<DataFile> {
            let ours =
                BUILTIN.iter().filter(|(name, _)| file_stem(name) == kind).map(|(n, text)| DataFile::new(*n, *text));
            ours.chain(over.iter().filter(|f| file_stem(&f.name) == kind).cloned()).collect()
        };
        Ok(Self {
            nouns: Nouns::read(&files("nouns"))?,
            homes: HomeWeights::read(&files("homes"))?,
            acts: ActWords::read(&files(ActWords::FILE))?,
            figures: FigureWords::read(&files(FigureWords::FILE))?,
            omissions: OmissionWords::read(&files(OmissionWords::FILE))?,
            places: PlaceWords::read(&files(PlaceWords::FILE))?,
            relations: RelationWords::read(&files(RelationWords::FILE))?,
            refer: ReferWords::read(&files(ReferWords::FILE))?,
            statements: StatementWords::read(&files(StatementWords::FILE))?,
            times: TimeWords::read(&files(TimeWords::FILE))?,
        })
    }

    /// Whether a file of this name, without its ending, adds to one of the lists.
    pub(crate) fn has(name: &str) -> bool {
        BUILTIN.iter().any(|(ours, _)| file_stem(ours) == name)
    }

    /// The texts of the files inside the program.
    pub(crate) fn builtin_texts() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(_, text)| *text)
    }
}
