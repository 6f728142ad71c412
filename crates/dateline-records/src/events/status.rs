//! The status of an act: negated, when, how sure. It is the act's, not its content's: a threat made yesterday is past.

use crate::syntax::Syntax;
use dateline_contract::record::{Certainty, Status, Time};
use dateline_language::{Rel, Xpos};
use dateline_text::List;

/// The same act's status where it stands on somebody's word.
pub(super) fn attributed(status: Status) -> Status {
    let asserted = status.certainty == Certainty::Asserted;
    Status { certainty: if asserted { Certainty::Reported } else { status.certainty }, ..status }
}

/// The status of the act that `t` names, as far as its own words tell it.
pub(super) fn of(s: Syntax<'_>, t: usize) -> Status {
    let verb = if s.is_verb(t) { Some(t) } else { s.governor(t) };
    let negated = s.negated(t) || (!s.is_verb(t) && no_act(s, t)) || prevented(s, t);
    let mut status = Status { negated, time: Time::Past, certainty: Certainty::Asserted };
    let words = &s.words.acts;
    if has_child(s, t, &words.reported) || verb.is_some_and(|v| has_child(s, v, &words.reported)) {
        status.certainty = Certainty::Reported;
    }
    if has_child(s, t, &words.coming) {
        status.time = Time::Future;
    }
    let Some(verb) = verb else { return status };
    let finite = finite_verb(s, verb);
    time(s, finite, &mut status);
    if has_child(s, verb, &words.unreal) || has_child(s, finite, &words.unreal) {
        status.certainty = Certainty::Hypothetical;
    }
    let may = |c: usize| ["may", "might", "could"].iter().any(|w| s.is_lemma(c, w) || s.is(c, w));
    if s.a.children(finite).any(may) && finite == verb {
        status.certainty = Certainty::Possible;
    }
    // "is likely to attack"
    let pending = |h: usize| {
        s.lemma_in(h, &words.pending) && s.a.children(h).any(|c| s.rel(c) == Rel::Cop || s.rel(c) == Rel::AuxPass)
    };
    if s.rel(verb) == Rel::Xcomp && s.xpos(verb) == Xpos::Vb && s.a.head(verb).is_some_and(pending) {
        (status.time, status.certainty) = (Time::Future, Certainty::Possible);
    }
    status
}

/// "no attack", or the object of a negated verb: "held no talks", "did not hold talks".
fn no_act(s: Syntax<'_>, t: usize) -> bool {
    let light = s.a.head(t).filter(|h| s.is_verb(*h) && matches!(s.rel(t), Rel::Obj | Rel::NsubjPass));
    light.is_some_and(|h| s.negated(h))
}

fn has_child(s: Syntax<'_>, t: usize, words: &List) -> bool {
    s.a.children(t).any(|c| s.lemma_in(c, words) || s.form_in(c, words))
}

/// The verb that says that what hangs on it did not come to be: "**failed** to condemn", "**called off** its attack".
fn prevented(s: Syntax<'_>, t: usize) -> bool {
    let list = &s.words.acts.prevented;
    let mut at = t;
    for _ in 0..2 {
        let Some(head) = s.a.head(at) else { return false };
        if !matches!(s.rel(at), Rel::Xcomp | Rel::Obj | Rel::NsubjPass | Rel::Compound | Rel::Obl) {
            return false;
        }
        let particle = s.a.child(head, Rel::CompoundPrt).map(|p| format!("{} {}", s.a.lemma(head), s.a.form(p)));
        let object_of = matches!(s.rel(at), Rel::Xcomp | Rel::Obj | Rel::NsubjPass)
            || (s.rel(at) == Rel::Obl && s.marked_by(at, "from"));
        // "did not manage to mediate"
        if s.rel(at) == Rel::Xcomp && s.lemma_in(head, &s.words.acts.attaining) && s.negated(head) {
            return true;
        }
        if object_of && (list.has(s.a.lemma(head)) && particle.is_none() || particle.is_some_and(|two| list.has(&two)))
        {
            return true;
        }
        at = head;
    }
    false
}

/// The verb whose tense counts: an infinitive, gerund or joined verb takes that of the verb above.
fn finite_verb(s: Syntax<'_>, verb: usize) -> usize {
    let mut at = verb;
    for _ in 0..4 {
        let bare = matches!(s.xpos(at), Xpos::Vb | Xpos::Vbg | Xpos::Vbn)
            && !s.a.children(at).any(|c| matches!(s.rel(c), Rel::Aux | Rel::AuxPass));
        match s.a.head(at) {
            Some(h)
                if bare && s.is_verb(h) && matches!(s.rel(at), Rel::Xcomp | Rel::Advcl | Rel::Conj | Rel::Ccomp) =>
            {
                at = h;
            }
            _ => break,
        }
    }
    at
}

fn time(s: Syntax<'_>, verb: usize, status: &mut Status) {
    let aux = |words: &[&str]| {
        s.a.children(verb).any(|c| {
            matches!(s.rel(c), Rel::Aux | Rel::AuxPass | Rel::Cop)
                && words.iter().any(|w| s.a.form(c).eq_ignore_ascii_case(w))
        })
    };
    if aux(&["will", "shall", "'ll", "’ll", "wo"]) {
        status.time = Time::Future;
    } else if aux(&["is", "are", "am", "'s", "’s", "'re", "’re"]) && !aux(&["has", "have", "had"]) {
        let going = s.is_lemma(verb, "go") && s.xpos(verb) == Xpos::Vbg;
        status.time = if going { Time::Future } else { Time::Present };
    } else if matches!(s.xpos(verb), Xpos::Vbz | Xpos::Vbp) && !aux(&["has", "have", "had", "did"]) {
        status.time = Time::Present;
    }
}
