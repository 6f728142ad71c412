//! The PLOVER 2.0 codebook's facts: quads, scores, modes (Open Event Data Alliance, draft of 2024).
//!
//! Where the draft contradicts itself, this is what was decided: ACCUSE scores −3 (the table's +3 is a sign error);
//! SANCTION is material conflict (quad 4), as its own section says; REQUEST, ACCUSE, REJECT and THREATEN are verbal
//! conflict (quad 3); PROTEST/vandalize has no score of its own and takes its category's.

use super::{Category, Mode};

/// The four kinds of events, by words or deeds, for or against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quad {
    /// 1.
    VerbalCooperation,
    /// 2.
    MaterialCooperation,
    /// 3.
    VerbalConflict,
    /// 4.
    MaterialConflict,
}

impl Quad {
    /// Its number in the contract, 1 to 4.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8 + 1
    }
}

/// What PLOVER fixes of a category.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// Its kind.
    pub quad: Quad,
    /// Its score from −10 (conflict) to 10 (cooperation).
    pub score: f64,
    /// Its modes and their scores.
    pub modes: &'static [(Mode, f64)],
}

impl Category {
    /// What PLOVER fixes of it.
    // long: one table, a row a category
    #[must_use]
    pub fn facts(self) -> Facts {
        let (quad, score, modes): (Quad, f64, &'static [(Mode, f64)]) = match self {
            Self::Agree => (Quad::VerbalCooperation, 2.5, &[]),
            Self::Consult => (
                Quad::VerbalCooperation,
                2.5,
                &[(Mode::Visit, 4.0), (Mode::ThirdParty, 1.0), (Mode::Multilateral, 4.0), (Mode::Phone, 1.5)],
            ),
            Self::Support => (Quad::VerbalCooperation, 5.0, &[]),
            Self::Concede => (Quad::VerbalCooperation, 4.5, &[]),
            Self::Cooperate => (Quad::MaterialCooperation, 9.5, &[]),
            Self::Aid => (Quad::MaterialCooperation, 10.0, &[]),
            Self::Retreat => (
                Quad::MaterialCooperation,
                6.5,
                &[
                    (Mode::Withdraw, 8.0),
                    (Mode::Release, 6.5),
                    (Mode::Disarm, 10.0),
                    (Mode::Ceasefire, 7.5),
                    (Mode::Access, 6.5),
                    (Mode::Resign, 4.5),
                ],
            ),
            Self::Request => (
                Quad::VerbalConflict,
                0.0,
                &[(Mode::Assist, 0.5), (Mode::Change, -1.0), (Mode::Yield, -1.0), (Mode::Meet, 0.0)],
            ),
            Self::Accuse => (
                Quad::VerbalConflict,
                -3.0,
                &[(Mode::Disapprove, -2.0), (Mode::Investigate, -3.5), (Mode::Allege, -3.5)],
            ),
            Self::Reject => (
                Quad::VerbalConflict,
                -2.0,
                &[(Mode::Assist, -1.5), (Mode::Change, -2.0), (Mode::Yield, -2.0), (Mode::Meet, -2.0)],
            ),
            Self::Threaten => (
                Quad::VerbalConflict,
                -3.5,
                &[
                    (Mode::Restrict, -3.0),
                    (Mode::Arrest, -3.5),
                    (Mode::Relations, -3.5),
                    (Mode::Expel, -3.5),
                    (Mode::Territory, -4.0),
                    (Mode::Violence, -3.5),
                ],
            ),
            Self::Protest => (
                Quad::MaterialConflict,
                -5.0,
                &[
                    (Mode::Demo, -5.0),
                    (Mode::Riot, -7.0),
                    (Mode::Strike, -5.0),
                    (Mode::Hunger, -4.5),
                    (Mode::Boycott, -4.5),
                    (Mode::Obstruct, -4.5),
                    (Mode::Vandalize, -5.0),
                ],
            ),
            Self::Sanction => (
                Quad::MaterialConflict,
                -6.0,
                &[(Mode::Convict, -6.0), (Mode::Expel, -5.5), (Mode::Withdraw, -6.0), (Mode::Discontinue, -6.0)],
            ),
            Self::Mobilize => (
                Quad::MaterialConflict,
                -5.5,
                &[(Mode::Troops, -6.5), (Mode::Weapons, -6.5), (Mode::Police, -5.5), (Mode::Militia, -6.0)],
            ),
            Self::Coerce => (
                Quad::MaterialConflict,
                -7.0,
                &[
                    (Mode::Seize, -7.0),
                    (Mode::Restrict, -7.0),
                    (Mode::Censor, -6.5),
                    (Mode::Curfew, -6.5),
                    (Mode::MartialLaw, -7.5),
                    (Mode::Arrest, -7.0),
                    (Mode::Deport, -7.0),
                    (Mode::Withhold, -7.0),
                    (Mode::Misinformation, -6.5),
                    (Mode::Cyber, -7.0),
                ],
            ),
            Self::Assault => (
                Quad::MaterialConflict,
                -9.0,
                &[
                    (Mode::Abduct, -8.5),
                    (Mode::Beat, -7.5),
                    (Mode::Torture, -8.5),
                    (Mode::Sexual, -8.5),
                    (Mode::Targeted, -9.5),
                    (Mode::Destroy, -8.5),
                    (Mode::Primitive, -8.0),
                    (Mode::Firearms, -9.0),
                    (Mode::Explosives, -9.0),
                    (Mode::SuicideAttack, -9.5),
                    (Mode::Aerial, -9.5),
                    (Mode::Drone, -9.5),
                    (Mode::HeavyWeapons, -9.5),
                    (Mode::CrowdControl, -7.5),
                    (Mode::Unconventional, -10.0),
                ],
            ),
        };
        Facts { quad, score, modes }
    }

    /// Its kind.
    #[must_use]
    pub fn quad(self) -> Quad {
        self.facts().quad
    }

    /// The mode that it calls so, if it has one of that name.
    #[must_use]
    pub fn mode(self, word: &str) -> Option<Mode> {
        self.facts().modes.iter().map(|(m, _)| *m).find(|m| m.name() == word)
    }

    /// The score of an act of it; of its mode where it has one.
    #[must_use]
    pub fn score(self, mode: Option<Mode>) -> f64 {
        let facts = self.facts();
        facts.modes.iter().find(|(m, _)| Some(*m) == mode).map_or(facts.score, |(_, score)| *score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflict_scores_are_negative_and_cooperation_positive() {
        for c in Category::ALL {
            let score = c.facts().score;
            assert_eq!(score > 0.0, c.quad() <= Quad::MaterialCooperation && score != 0.0, "{c}");
        }
        assert!((Category::Accuse.score(Some(Mode::Disapprove)) + 2.0).abs() < 1e-9);
        assert!((Category::Accuse.score(None) + 3.0).abs() < 1e-9);
        assert_eq!(Category::Accuse.mode("visit"), None);
        assert_eq!(Category::Consult.mode("visit"), Some(Mode::Visit));
    }
}
