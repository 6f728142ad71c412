//! The words of English that the comparison asks for: the lists of `lexicon/en/story.toml`, read once.

use dateline_text::DataFile;
use std::collections::HashMap;
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
        negations,
        futures,
        plans,
        hedges,
        hedges_of_numbers,
        loaded,
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

/// How rare a lemma that the table of frequencies lacks is.
const RAREST: f32 = 8.0;

/// How rare a lemma, in small letters, is in any report: the natural logarithm of sentences a sentence that has it.
pub(crate) fn rarity(lemma: &str) -> f32 {
    static TABLE: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| {
        let lines = include_str!("../../../lexicon/en/frequency.tsv").lines().filter(|l| !l.starts_with('#'));
        lines.filter_map(|l| l.split_once('\t').and_then(|(w, n)| Some((w, n.parse().ok()?)))).collect()
    });
    TABLE.get(lemma).copied().unwrap_or(RAREST)
}

#[cfg(test)]
mod tests {
    use super::rarity;

    #[test]
    fn what_any_report_says_is_common() {
        assert!(rarity("say") < rarity("negotiate") && rarity("negotiate") < rarity("sandbag"));
        assert!(rarity("president") < 3.0 && rarity("xylophone") > 7.9);
    }
}
