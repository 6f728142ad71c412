//! Words by which actors are taken up again: the lists of `lexicon/en/refer.toml`.

dateline_text::word_lists! {
    /// Words by which actors are taken up again.
    pub struct ReferWords from "refer" {
        first_person,
        reflexives,
        things,
        definite,
        indefinite,
        signing,
        denying,
        before_signing,
        both,
        they,
        them,
        paired_states,
    }
}
