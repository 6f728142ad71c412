//! What is found in a report, be it a statement, an event, a relation: what it is, where, by which rule, how surely.

use dateline_text::Span;

/// Something found, with the words that show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding<T> {
    /// What was found.
    pub value: T,
    /// The word that heads the words it was found by; by it the statements around are told.
    pub at: usize,
    /// The words that show it, the first of them first told.
    pub evidence: Vec<Span>,
    /// The rule that found it.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
}

impl<T> Finding<T> {
    /// The same finding of a view of what was found.
    pub fn as_ref(&self) -> Finding<&T> {
        let Self { value, at, evidence, rule, confidence } = self;
        Finding { value, at: *at, evidence: evidence.clone(), rule: rule.clone(), confidence: *confidence }
    }

    /// The same finding of something made of what was found.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Finding<U> {
        let Self { value, at, evidence, rule, confidence } = self;
        Finding { value: make(value), at, evidence, rule, confidence }
    }
}
