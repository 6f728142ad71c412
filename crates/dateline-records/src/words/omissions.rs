//! Words about what is left unsaid: the lists of `lexicon/en/omissions.toml`.

dateline_text::word_lists! {
    /// Words about what is left unsaid.
    pub struct OmissionWords from "omissions" {
        telling,
        kept_back,
        refusing,
        refused,
        failing,
        stopping,
        unmade,
        making,
        there_was_none,
        silent,
        topic_of_verbs,
        topic_of_refusals,
        topic_of_nouns,
        topic_of_silence,
        places,
    }
}
