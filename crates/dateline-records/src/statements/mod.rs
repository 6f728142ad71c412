//! Statements (being written).
use crate::actors::Actors;
use crate::record::Statement;
use crate::syntax::Syntax;
use std::ops::Range;

/// A statement found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The statement.
    pub statement: Statement,
    /// Head of the cue.
    pub cue: Option<usize>,
    /// Words of the cue.
    pub cue_tokens: Range<usize>,
    /// Words of the content.
    pub content: Vec<Range<usize>>,
    /// Heads of the sources' mentions.
    pub sources: Vec<usize>,
    /// Rule.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// Cues.
#[derive(Debug)]
pub struct Cues;
impl Cues {
    /// Those inside the program.
    pub fn builtin() -> &'static Self { &Cues }
}
/// Finds statements.
pub fn find(_: Syntax<'_>, _: &mut Actors, _: &Cues) -> Vec<Found> { Vec::new() }
/// Statements around a word.
pub fn around(_: &[Found], _: usize) -> Vec<usize> { Vec::new() }
