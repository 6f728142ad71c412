//! What the guidelines rule out and a parser of single arcs cannot see: a predicate has one subject.
//!
//! Arcs are scored one by one, so "Putin's spokesperson, Dmitry Peskov, indicated" may come out with two subjects. UD
//! knows what such neighbours are: parted by a comma, the second is an apposition of the first; side by side, the
//! first is the second's title.

use crate::labels::{Rel, Upos};
use crate::network::WordTags;

/// Mends one sentence in place; heads count from its first word.
pub fn repair(words: &mut [WordTags], comma: impl Fn(usize) -> bool) {
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
    use crate::labels::Xpos;

    fn word(upos: Upos, head: Option<u32>, rel: Rel) -> WordTags {
        WordTags { upos, xpos: Xpos::Nn, head, rel, name: None }
    }

    #[test]
    fn of_two_subjects_one_is_an_apposition_or_a_title() {
        use Upos::{Noun, Propn, Punct, Verb};
        let verb = |at| word(Verb, None, if at { Rel::Root } else { Rel::Dep });
        // envoy , Solheim said
        let mut parted = [word(Noun, Some(3), Rel::Nsubj), word(Punct, Some(0), Rel::Punct), word(Propn, Some(3), Rel::Nsubj), verb(true)];
        repair(&mut parted, |i| i == 1);
        assert_eq!((parted[2].head, parted[2].rel), (Some(0), Rel::Appos));
        // envoy Solheim said
        let mut side = [word(Noun, Some(2), Rel::Nsubj), word(Propn, Some(2), Rel::Nsubj), verb(true)];
        repair(&mut side, |_| false);
        assert_eq!((side[0].head, side[0].rel), (Some(1), Rel::NmodDesc));
        // Two clauses' subjects stay.
        let mut apart = [word(Noun, Some(1), Rel::Nsubj), verb(true), word(Propn, Some(3), Rel::Nsubj), word(Verb, Some(1), Rel::Ccomp)];
        let before = apart;
        repair(&mut apart, |_| false);
        assert_eq!(apart, before);
    }
}
