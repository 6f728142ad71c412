//! A report's ground with what is said in it: what events, omissions and voices are found on.

use crate::ground::Ground;
use crate::statements::{self, Statements};
use crate::tables::Tables;
use dateline_language::Analysis;
use std::ops::Deref;

/// A ground on which it is known who says what.
#[derive(Debug)]
pub struct Scene<'a> {
    /// Trees and actors; "I" and "we" in what somebody says are those who say it.
    pub ground: Ground<'a>,
    /// Who says what.
    pub statements: Statements,
}

impl<'a> Scene<'a> {
    /// Finds who is in a report and what they say.
    #[must_use]
    pub fn new(analysis: &'a Analysis, tables: &Tables<'a>) -> Self {
        let ground = Ground::new(analysis, tables);
        let drafts = statements::drafts(&ground);
        let ground = ground.with_first_person(&drafts.spoken());
        let statements = statements::find(&ground, &drafts);
        Self { ground, statements }
    }
}

impl<'a> Deref for Scene<'a> {
    type Target = Ground<'a>;

    fn deref(&self) -> &Ground<'a> {
        &self.ground
    }
}
