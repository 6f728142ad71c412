//! A report as the rules of relations ask it.

use crate::ground::Ground;
use crate::words::RelationWords;
use dateline_language::Upos;
use std::ops::Deref;

/// The ground with the words by which relations are told. What is asked of `g` itself lives as long as the ground.
#[derive(Clone, Copy)]
pub(super) struct Look<'g> {
    pub(super) g: &'g Ground<'g>,
}

impl<'g> Deref for Look<'g> {
    type Target = Ground<'g>;

    fn deref(&self) -> &Ground<'g> {
        self.g
    }
}

impl<'g> Look<'g> {
    /// The words about relations.
    pub(super) fn words(&self) -> &'g RelationWords {
        &self.g.tables.words.relations
    }

    /// Whether what a verb or a form of "be" says stands as a fact: not denied, wished, feared or to come.
    pub(super) fn stands(&self, verb: usize) -> bool {
        let start = self.sentence(verb).start;
        if self.negated(verb) {
            return false;
        }
        for i in (start.max(verb.saturating_sub(5))..verb).rev() {
            if self.form_in(i, &self.words().unsettled) {
                let longer = self.is(i, "no") && !self.is(i + 1, "longer") && i + 1 < verb;
                return longer && self.upos(i + 1) == Upos::Noun;
            }
            let inside = matches!(self.upos(i), Upos::Aux | Upos::Adv | Upos::Part);
            if !inside {
                break;
            }
        }
        true
    }
}
