//! The words of English that the comparison asks for: the lists of `lexicon/en/story.toml`, read once.

use dateline_text::DataFile;
use std::sync::LazyLock;

dateline_text::word_lists! {
    /// Words by which reports of one story are compared.
    pub(crate) struct Words from "story" {
        classes,
        word_endings,
        people_endings,
        name_trifles,
        light_lemmas,
        light_words,
        speech,
        pronouns,
        written_out,
    }
}

/// The lists inside the program.
pub(crate) fn lists() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let file = DataFile::new("lexicon/en/story.toml", include_str!("../../../lexicon/en/story.toml"));
        Words::read(&[file]).unwrap_or_else(|e| panic!("{e}"))
    });
    &WORDS
}
