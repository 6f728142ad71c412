//! The words that relations are told by: `lexicon/en/relations.toml`.

use dateline_text::ListValue;

dateline_text::word_lists! {
    /// Words about standing relations.
    pub struct RelationWords from "relations" {
        nouns: Noun,
        verbs: Verb,
        backed,
        help,
        backing_persons,
        ties_to,
        void,
        changing_ties,
        having_ties,
        promising,
        states,
        beside,
        becoming,
        appointing,
        denying,
        between_verb_and_role,
        behind_named,
        behind_role,
        unsettled,
        before_phrase,
        company,
        no_state,
        until,
    }
}

/// What a noun says of two parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// "X, a spokesman for Y".
    Spokesperson,
    /// "X, a member of Y".
    Member,
    /// "X is part of Y".
    Part,
    /// "Y's ally X".
    Ally,
    /// "X, a backer of Y".
    Backer,
    /// "X, the armed wing of Y".
    Unit,
    /// "Y's successor, X".
    Successor,
    /// "X's predecessor, Y".
    Predecessor,
    /// "his counterpart, X".
    Counterpart,
    /// "X has ties with Y".
    Ties,
    /// "X's support for Y".
    Support,
    /// "X became mayor of Y".
    Office,
}

impl ListValue for Noun {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("spokesperson", Self::Spokesperson),
        ("member", Self::Member),
        ("part", Self::Part),
        ("ally", Self::Ally),
        ("backer", Self::Backer),
        ("unit", Self::Unit),
        ("successor", Self::Successor),
        ("predecessor", Self::Predecessor),
        ("counterpart", Self::Counterpart),
        ("ties", Self::Ties),
        ("support", Self::Support),
        ("office", Self::Office),
    ];
}

/// What a verb says of two parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// "X arms Y".
    Back,
    /// "X provides weapons to Y".
    Provide,
    /// "X joined Y".
    Join,
    /// "Y includes X".
    Include,
    /// "Y consists of X".
    Consist,
    /// "X belongs to Y".
    Belong,
    /// "X succeeded Y".
    Succeed,
    /// "X took over from Y".
    TakeOver,
    /// "X borders Y".
    Border,
}

impl ListValue for Verb {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("back", Self::Back),
        ("provide", Self::Provide),
        ("join", Self::Join),
        ("include", Self::Include),
        ("consist", Self::Consist),
        ("belong", Self::Belong),
        ("succeed", Self::Succeed),
        ("take_over", Self::TakeOver),
        ("border", Self::Border),
    ];
}
