//! How an act is done: the mode that its words tell (`lexicon/en/acts.toml`).
//!
//! Of a deed it is told by the word for the act, its modifiers, and what it is done with; of what is asked for, refused or
//! threatened by what that is.

use crate::syntax::Syntax;
use dateline_contract::{Category, Mode};
use dateline_language::{Rel, Upos};

/// What the words of a deed's mode are to the word that tells it.
const NEAR: [Rel; 10] = [
    Rel::Compound,
    Rel::Amod,
    Rel::Obj,
    Rel::Obl,
    Rel::Nmod,
    Rel::Advmod,
    Rel::NmodDesc,
    Rel::CompoundPrt,
    Rel::OblAgent,
    Rel::Acl,
];
/// Words on from the one that asks, refuses or threatens that are looked at.
const REACH: usize = 25;

/// The mode that the words of an act tell; the first that does so.
pub(super) fn told(s: Syntax<'_>, category: Category, t: usize) -> Option<Mode> {
    let words = &s.words.acts;
    words.modes(category)?;
    let of = |w: usize| mode_at(s, category, w);
    if matches!(category, Category::Request | Category::Reject | Category::Threaten) {
        let end = s.a.subtree(t).end.min(t + REACH);
        return (t + 1..end).filter(|w| !matches!(s.upos(*w), Upos::Punct | Upos::Det)).find_map(of);
    }
    if let Some(mode) = of(t) {
        return Some(mode);
    }
    let near = |h: usize| s.a.children(h).filter(|c| NEAR.contains(&s.rel(*c)));
    let beside = near(t).find_map(|c| of(c).or_else(|| near(c).find_map(of)));
    // "The **drone** struck": who did it names the weapon only of blows.
    let weapon = || {
        let subject = s.a.children(t).find(|c| matches!(s.rel(*c), Rel::Nsubj | Rel::NsubjPass | Rel::OblAgent))?;
        of(subject).or_else(|| near(subject).find_map(of))
    };
    beside.or_else(|| if category == Category::Assault || category == Category::Protest { weapon() } else { None })
}

/// The mode that a word tells, with the one behind it or alone.
fn mode_at(s: Syntax<'_>, category: Category, w: usize) -> Option<Mode> {
    let lemma = s.a.lemma(w);
    let next = (w + 1 < s.a.tokens.len()).then(|| format!("{lemma} {}", s.a.lemma(w + 1)));
    next.and_then(|two| s.words.acts.mode(category, &two)).or_else(|| s.words.acts.mode(category, lemma))
}
