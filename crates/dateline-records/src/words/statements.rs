//! Words about who says what without a cue: the lists of `lexicon/en/statements.toml`.

dateline_text::word_lists! {
    /// Words about who says what without a cue.
    pub struct StatementWords from "statements" {
        introducing,
        bringing,
        gestures,
        asides,
        pointers,
    }
}
