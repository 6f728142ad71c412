//! Whether what a time dates has been, or is to come: by the verb that governs it.

use crate::syntax::Syntax;
use crate::words::Small;
use dateline_language::{Rel, Xpos};

/// Which way a time looks that does not say so itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    /// Back: "attacked on Friday".
    Past,
    /// Ahead: "will meet on Friday", "is due in May".
    Future,
    /// Neither is told.
    Open,
}

/// How many heads are looked at above a time.
const STEPS: usize = 8;

/// The outlook of a time that a word heads.
pub(super) fn of(s: Syntax<'_>, head: usize) -> Outlook {
    let lists = &s.words.times.lists;
    let sentence = s.a.sentences[s.a.sentence_of(head)].clone();
    if s.markers(head).any(|m| since(s, m)) {
        return Outlook::Past;
    }
    let led = ahead_before(s, head, sentence.start);
    let mut at = head;
    let mut noun_between = false;
    for _ in 0..STEPS {
        let Some(up) = s.a.head(at) else { break };
        at = up;
        if !s.is_verb(at) && s.lemma_in(at, &lists.set_for) {
            return Outlook::Future;
        }
        let predicate = s.a.children(at).any(|c| matches!(s.rel(c), Rel::Cop | Rel::Aux));
        if s.is_verb(at) || predicate {
            return match verb(s, at) {
                (Outlook::Past, _) if led => Outlook::Open,
                _ if led => Outlook::Future,
                // "the economy has grown since December's figures": the present says nothing of what it names.
                (Outlook::Future, Tense::Present) if noun_between => Outlook::Open,
                (outlook, _) => outlook,
            };
        }
        noun_between = true;
    }
    // A headline or a fragment: what governs it is the root itself.
    if led { Outlook::Future } else { Outlook::Open }
}

/// Whether a preposition is "since".
fn since(s: Syntax<'_>, t: usize) -> bool {
    s.words.times.facet(s.a.form(t)).and_then(|f| f.small) == Some(Small::Since)
}

/// What an outlook was told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tense {
    /// The present tense alone: "the trial opens on Friday".
    Present,
    /// All else.
    Other,
}

/// "ahead of Friday", "by June", "starting Monday".
fn ahead_before(s: Syntax<'_>, head: usize, start: usize) -> bool {
    let list = &s.words.times.lists.ahead_before;
    let first = s.a.subtree(head).start.max(start);
    (first.saturating_sub(2).max(start)..=head)
        .any(|t| s.form_in(t, list) || (t > start && list.has(&format!("{} {}", s.a.form(t - 1), s.a.form(t)))))
}

/// The outlook of a verb: by its auxiliaries and form, and by the verb above it where it has no tense of its own.
fn verb(s: Syntax<'_>, verb: usize) -> (Outlook, Tense) {
    let lists = &s.words.times.lists;
    let told = |outlook| (outlook, Tense::Other);
    let mut at = verb;
    for _ in 0..STEPS {
        let aux = |t: usize| matches!(s.rel(t), Rel::Aux | Rel::AuxPass | Rel::Cop);
        let auxiliaries: Vec<usize> = s.a.children(at).filter(|c| aux(*c)).collect();
        let any = |list| auxiliaries.iter().any(|c| s.form_in(*c, list));
        if any(&lists.will) {
            return told(Outlook::Future);
        }
        if any(&lists.would) {
            let perfect = auxiliaries.iter().any(|c| s.is_lemma(*c, "have"));
            return told(if perfect { Outlook::Past } else { Outlook::Future });
        }
        let passive = s.rel(at) == Rel::Acl || auxiliaries.iter().any(|c| s.rel(*c) == Rel::AuxPass);
        if at == verb && s.xpos(at) == Xpos::Vbn && passive && s.lemma_in(at, &lists.set_for) {
            return told(Outlook::Future);
        }
        if auxiliaries.iter().any(|c| matches!(s.xpos(*c), Xpos::Vbd)) {
            return told(Outlook::Past);
        }
        if let Some(tense) = finite(s, at, &auxiliaries) {
            return tense;
        }
        // An infinitive, gerund or participle; an imperative looks ahead.
        let infinitive = s.xpos(at) == Xpos::Vb;
        let Some(up) = s.a.head(at) else { return told(if infinitive { Outlook::Future } else { Outlook::Open }) };
        if infinitive && (s.lemma_in(up, &lists.ahead_verbs) || s.lemma_in(up, &lists.set_for)) {
            return told(Outlook::Future);
        }
        if s.xpos(at) == Xpos::Vbn && matches!(s.rel(at), Rel::Acl | Rel::Amod) {
            return told(Outlook::Past);
        }
        match (s.is_verb(up), s.rel(at)) {
            (true, _) => at = up,
            (false, Rel::Acl) if infinitive => return told(Outlook::Future),
            _ => return told(Outlook::Open),
        }
    }
    told(Outlook::Open)
}

/// The tense of a finite verb.
fn finite(s: Syntax<'_>, t: usize, auxiliaries: &[usize]) -> Option<(Outlook, Tense)> {
    let present = auxiliaries.iter().find(|c| matches!(s.xpos(**c), Xpos::Vbz | Xpos::Vbp));
    let told = |outlook| Some((outlook, Tense::Other));
    match (s.xpos(t), present) {
        // "has met" and "is met" look back, "is meeting on Friday" ahead.
        (Xpos::Vbd, _) | (Xpos::Vbn, Some(_)) => told(Outlook::Past),
        (Xpos::Vbg, Some(_)) => Some((Outlook::Future, Tense::Present)),
        (Xpos::Vbz | Xpos::Vbp, _) => {
            let reported = s.lemma_in(t, &s.words.times.lists.told_in_present);
            Some((if reported { Outlook::Open } else { Outlook::Future }, Tense::Present))
        }
        // "do they meet on Friday", or a predicate without a verb: "is due on Friday".
        (form, Some(_)) if form == Xpos::Vb || !s.is_verb(t) => told(Outlook::Open),
        _ => None,
    }
}
