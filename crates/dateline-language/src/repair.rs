//! What the guidelines rule out and a parser of single arcs cannot see.
//!
//! - A predicate has one subject. "The envoy, Ingrid Solheim, said" may come out with two, as arcs are scored one by one.
//!   Parted by a comma, the second is an apposition of the first; side by side, the first is the second's title.
//! - Joined verbs agree in form. In "criticized Oslo for trying to block the talks and accused it of …" the finite
//!   "accused" is not joined to the infinitive "block" but to the finite verb above it.

use crate::labels::{Rel, Upos, Xpos};
use crate::network::WordTags;

/// Mends one sentence in place; heads count from its first word.
pub(crate) fn repair(words: &mut [WordTags], comma: impl Fn(usize) -> bool) {
    one_subject(words, comma);
    joined_verbs(words);
}

/// A verb form that can stand alone as a clause's predicate.
fn finite(words: &[WordTags], i: usize) -> bool {
    let has = |rel: &[Rel]| words.iter().any(|w| w.head == Some(i as u32) && rel.contains(&w.rel));
    let auxiliary = has(&[Rel::Aux, Rel::AuxPass, Rel::Cop]);
    match words[i].xpos {
        Xpos::Vbd | Xpos::Vbz | Xpos::Vbp => words[i].upos == Upos::Verb,
        // The tagger often takes a past tense with an object for a participle.
        Xpos::Vbn => auxiliary || has(&[Rel::Obj]),
        Xpos::Vb => auxiliary,
        _ => false,
    }
}

fn joined_verbs(words: &mut [WordTags]) {
    for i in 0..words.len() {
        let Some(head) = words[i].head.map(|h| h as usize) else { continue };
        let bare = matches!(words[head].xpos, Xpos::Vb | Xpos::Vbg) && words[head].upos == Upos::Verb;
        let own_subject =
            words.iter().any(|w| w.head == Some(i as u32) && matches!(w.rel, Rel::Nsubj | Rel::NsubjPass));
        if words[i].rel != Rel::Conj || !bare || finite(words, head) || !finite(words, i) || own_subject {
            continue;
        }
        let mut at = head;
        while let Some(up) = words[at].head.map(|h| h as usize) {
            if finite(words, up) && up < head {
                words[i].head = Some(up as u32);
                break;
            }
            at = up;
        }
    }
}

fn one_subject(words: &mut [WordTags], comma: impl Fn(usize) -> bool) {
    let subject = |w: &WordTags| matches!(w.rel, Rel::Nsubj | Rel::NsubjPass);
    let all: Vec<usize> = (0..words.len()).filter(|i| subject(&words[*i])).collect();
    for pair in all.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let nominal = |i: usize| matches!(words[i].upos, Upos::Noun | Upos::Propn);
        if words[a].head != words[b].head || !nominal(a) || !nominal(b) || !subject(&words[a]) {
            continue;
        }
        let end = (a..b).rev().find(|i| below(words, *i, a) && !comma(*i)).unwrap_or(a);
        let start = (end + 1..=b).find(|i| below(words, *i, b)).unwrap_or(b);
        let between = end + 1..start;
        let commas = between.clone().all(&comma);
        if commas && between.len() == 1 {
            (words[b].head, words[b].rel) = (Some(a as u32), Rel::Appos);
        } else if between.is_empty() && words[b].upos == Upos::Propn {
            (words[a].head, words[a].rel) = (Some(b as u32), Rel::NmodDesc);
        }
    }
}

/// Whether `top` is `word` or above it.
fn below(words: &[WordTags], mut word: usize, top: usize) -> bool {
    for _ in 0..words.len() {
        if word == top {
            return true;
        }
        match words[word].head {
            Some(h) => word = h as usize,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    fn word(upos: Upos, head: Option<u32>, rel: Rel) -> WordTags {
        WordTags { upos, xpos: Xpos::Nn, head, rel, name: None }
    }

    #[test]
    fn a_finite_verb_is_joined_to_a_finite_verb() {
        let verb = |xpos, head, rel| WordTags { xpos, ..word(Upos::Verb, head, rel) };
        // criticized [for] trying [to] block, and accused it
        let mut words = [
            verb(Xpos::Vbd, None, Rel::Root),
            verb(Xpos::Vbg, Some(0), Rel::Advcl),
            verb(Xpos::Vb, Some(1), Rel::Xcomp),
            verb(Xpos::Vbd, Some(2), Rel::Conj),
        ];
        repair(&mut words, |_| false);
        assert_eq!(words[3].head, Some(0));
        // "wants to stay and fight": an infinitive stays with the infinitive.
        words[3] = verb(Xpos::Vb, Some(2), Rel::Conj);
        repair(&mut words, |_| false);
        assert_eq!(words[3].head, Some(2));
    }

    #[test]
    fn of_two_subjects_one_is_an_apposition_or_a_title() {
        use Upos::{Noun, Propn, Punct, Verb};
        let verb = |at| word(Verb, None, if at { Rel::Root } else { Rel::Dep });
        // envoy , Solheim said
        let mut parted = [
            word(Noun, Some(3), Rel::Nsubj),
            word(Punct, Some(0), Rel::Punct),
            word(Propn, Some(3), Rel::Nsubj),
            verb(true),
        ];
        repair(&mut parted, |i| i == 1);
        assert_eq!((parted[2].head, parted[2].rel), (Some(0), Rel::Appos));
        // envoy Solheim said
        let mut side = [word(Noun, Some(2), Rel::Nsubj), word(Propn, Some(2), Rel::Nsubj), verb(true)];
        repair(&mut side, |_| false);
        assert_eq!((side[0].head, side[0].rel), (Some(1), Rel::NmodDesc));
        // Two clauses' subjects stay.
        let mut apart = [
            word(Noun, Some(1), Rel::Nsubj),
            verb(true),
            word(Propn, Some(3), Rel::Nsubj),
            word(Verb, Some(1), Rel::Ccomp),
        ];
        let before = apart;
        repair(&mut apart, |_| false);
        assert_eq!(apart, before);
    }
}
