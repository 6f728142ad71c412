//! The PLOVER 2.0 codebook's facts: categories, quads, scores, modes (Open Event Data Alliance, draft of 2024).
//!
//! Where the draft contradicts itself, this is what was decided: ACCUSE scores −3 (the table's +3 is a sign error);
//! SANCTION is material conflict (quad 4), as its own section says; REQUEST, ACCUSE, REJECT and THREATEN are verbal
//! conflict (quad 3); PROTEST/vandalize has no score of its own and takes its category's.

/// A category's facts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Category {
    /// Its code.
    pub code: &'static str,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// Its score from −10 (conflict) to 10 (cooperation).
    pub score: f64,
    /// Its modes and their scores.
    pub modes: &'static [(&'static str, f64)],
}

const fn category_of(code: &'static str, quad: u8, score: f64, modes: &'static [(&'static str, f64)]) -> Category {
    Category { code, quad, score, modes }
}

/// All sixteen categories, in the codebook's order.
pub const CATEGORIES: [Category; 16] = [
    category_of("AGREE", 1, 2.5, &[]),
    category_of("CONSULT", 1, 2.5, &[("visit", 4.0), ("third-party", 1.0), ("multilateral", 4.0), ("phone", 1.5)]),
    category_of("SUPPORT", 1, 5.0, &[]),
    category_of("CONCEDE", 1, 4.5, &[]),
    category_of("COOPERATE", 2, 9.5, &[]),
    category_of("AID", 2, 10.0, &[]),
    category_of(
        "RETREAT",
        2,
        6.5,
        &[("withdraw", 8.0), ("release", 6.5), ("disarm", 10.0), ("ceasefire", 7.5), ("access", 6.5), ("resign", 4.5)],
    ),
    category_of("REQUEST", 3, 0.0, &[("assist", 0.5), ("change", -1.0), ("yield", -1.0), ("meet", 0.0)]),
    category_of("ACCUSE", 3, -3.0, &[("disapprove", -2.0), ("investigate", -3.5), ("allege", -3.5)]),
    category_of("REJECT", 3, -2.0, &[("assist", -1.5), ("change", -2.0), ("yield", -2.0), ("meet", -2.0)]),
    category_of(
        "THREATEN",
        3,
        -3.5,
        &[
            ("restrict", -3.0),
            ("arrest", -3.5),
            ("relations", -3.5),
            ("expel", -3.5),
            ("territory", -4.0),
            ("violence", -3.5),
        ],
    ),
    category_of(
        "PROTEST",
        4,
        -5.0,
        &[
            ("demo", -5.0),
            ("riot", -7.0),
            ("strike", -5.0),
            ("hunger", -4.5),
            ("boycott", -4.5),
            ("obstruct", -4.5),
            ("vandalize", -5.0),
        ],
    ),
    category_of("SANCTION", 4, -6.0, &[("convict", -6.0), ("expel", -5.5), ("withdraw", -6.0), ("discontinue", -6.0)]),
    category_of("MOBILIZE", 4, -5.5, &[("troops", -6.5), ("weapons", -6.5), ("police", -5.5), ("militia", -6.0)]),
    category_of(
        "COERCE",
        4,
        -7.0,
        &[
            ("seize", -7.0),
            ("restrict", -7.0),
            ("censor", -6.5),
            ("curfew", -6.5),
            ("martial-law", -7.5),
            ("arrest", -7.0),
            ("deport", -7.0),
            ("withhold", -7.0),
            ("misinformation", -6.5),
            ("cyber", -7.0),
        ],
    ),
    category_of(
        "ASSAULT",
        4,
        -9.0,
        &[
            ("abduct", -8.5),
            ("beat", -7.5),
            ("torture", -8.5),
            ("sexual", -8.5),
            ("targeted", -9.5),
            ("destroy", -8.5),
            ("primitive", -8.0),
            ("firearms", -9.0),
            ("explosives", -9.0),
            ("suicide-attack", -9.5),
            ("aerial", -9.5),
            ("drone", -9.5),
            ("heavy-weapons", -9.5),
            ("crowd-control", -7.5),
            ("unconventional", -10.0),
        ],
    ),
];

/// The facts of a category by its code.
#[must_use]
pub fn category(code: &str) -> Option<&'static Category> {
    CATEGORIES.iter().find(|c| c.code == code)
}

/// The score of a mode of a category.
#[must_use]
pub fn mode_score(code: &str, mode: &str) -> Option<f64> {
    category(code)?.modes.iter().find(|(m, _)| *m == mode).map(|(_, s)| *s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflict_scores_are_negative_and_cooperation_positive() {
        for c in CATEGORIES {
            assert_eq!(c.score > 0.0, c.quad <= 2 && c.score != 0.0, "{}", c.code);
        }
        assert_eq!(mode_score("ACCUSE", "disapprove"), Some(-2.0));
        assert_eq!(mode_score("ACCUSE", "visit"), None);
    }
}
