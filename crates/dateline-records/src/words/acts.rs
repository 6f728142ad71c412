//! Words about acts: the lists of `lexicon/en/acts.toml`.

use dateline_contract::{Category, Mode};
use dateline_text::{List, ListValue};

dateline_text::word_lists! {
    /// Words that tell how an act is done, and words that take it back.
    pub struct ActWords from "acts" {
        assault,
        protest,
        retreat,
        mobilize,
        coerce,
        sanction,
        consult,
        accuse,
        request,
        reject,
        threaten,
        reported,
        unreal,
        coming,
        prevented,
        struck: Struck,
        blows,
        warning_against,
        against,
        abstaining,
        keeping_from,
        mishaps,
        contests,
        rounds,
        players,
        aiming,
        unhurt,
        causes,
        of_them,
        receiving,
        saying_of,
        pending,
        attaining,
    }
}

/// What happened to those whom an act struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // each is what its name says
pub enum Struck {
    Dead,
    Injured,
    Missing,
    Arrested,
    Displaced,
}

impl ListValue for Struck {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("dead", Self::Dead),
        ("injured", Self::Injured),
        ("missing", Self::Missing),
        ("arrested", Self::Arrested),
        ("displaced", Self::Displaced),
    ];
}

impl ActWords {
    /// The words by which the modes of a category are told; `None` where it has none.
    #[must_use]
    pub fn modes(&self, category: Category) -> Option<&List> {
        Some(match category {
            Category::Assault => &self.assault,
            Category::Protest => &self.protest,
            Category::Retreat => &self.retreat,
            Category::Mobilize => &self.mobilize,
            Category::Coerce => &self.coerce,
            Category::Sanction => &self.sanction,
            Category::Consult => &self.consult,
            Category::Accuse => &self.accuse,
            Category::Request => &self.request,
            Category::Reject => &self.reject,
            Category::Threaten => &self.threaten,
            _ => return None,
        })
    }

    /// The mode of a category that a word, or two, tell.
    #[must_use]
    pub fn mode(&self, category: Category, words: &str) -> Option<Mode> {
        Mode::parse(self.modes(category)?.value(words)?)
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Words;
    use dateline_contract::{Category, Mode};

    #[test]
    fn every_mode_that_a_list_tells_is_one_of_its_category() {
        let words = Words::builtin();
        for category in Category::ALL {
            for (word, mode) in words.acts.modes(*category).into_iter().flat_map(dateline_text::List::pairs) {
                let mode = Mode::parse(mode);
                assert!(
                    mode.is_some_and(|m| category.facts().modes.iter().any(|(of, _)| *of == m)),
                    "{category}: {word}"
                );
            }
        }
        assert_eq!(words.acts.mode(Category::Assault, "Tear gas"), Some(Mode::CrowdControl));
    }
}
