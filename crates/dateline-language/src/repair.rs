//! What the guidelines rule out and a parser of single arcs cannot see.
//!
//! - A predicate has one subject. "The envoy, Ingrid Solheim, said" may come out with two, as arcs are scored one by one.
//!   Parted by a comma, the second is an apposition of the first; side by side, the first is the second's title.
//! - Joined verbs agree in form. In "criticized Oslo for trying to block the talks and accused it of …" the finite
//!   "accused" is not joined to the infinitive "block" but to the finite verb above it. Nor is a verb joined to a noun: in
//!   "arrested two men and seized weapons", "seized" is joined to "arrested", and takes the weapons with it.
//! - The first of joined words heads the others. "Haddad and the Turkish president Demir met" has no "and" below "Demir"
//!   with "Haddad" as its title: "Demir" is joined to "Haddad".
//! - A finite verb has a subject. In "after an attack killed two", "attack" is it, and "after" begins the clause.
//! - A verb in the active has no passive subject.
//! - A phrase without a preposition right behind a verb is its object: in "seized at least nine sailors", "at" belongs to
//!   "least".
//! - A comma closes a relative clause: in "was held by police, who searched him, and was later freed", "freed" is joined to
//!   "held".
//! - What begins with a comma and "who" is a relative clause of the noun before it: in "said Tariq Nour, who also claimed that
//!   …", "claimed" is not joined to "said".
//! - No name ends with "of" or "the": in "the Government of the Russian Federation" what the tagger saw as two names is one,
//!   and a preposition behind a name is none of it.
//! - A subject and a finite verb alone between commas are no relative clause, for want of a relative word: "the port,
//!   Solheim said, is open" tells who spoke.
//! - Nor is a name between the last comma and the last verb the subject of a word before that comma: in "the men, who are
//!   citizens, Solheim noted", she noted it.

use crate::labels::{Rel, Upos, Xpos};
use crate::tags::WordTags;

/// Mends one sentence in place; heads count from its first word. `form` gives a word, none past the end.
pub(crate) fn repair<'f>(words: &mut [WordTags], form: impl Fn(usize) -> &'f str) {
    let comma = |i: usize| form(i) == ",";
    last_speaker(words, &comma);
    one_subject(words, &comma);
    joined_verbs(words);
    joined_nominals(words);
    speech_between_commas(words, comma);
    past_relative(words, &comma);
    relative_clause(words, &form);
    clause_after_preposition(words, form);
    counted_object(words);
    voice(words);
    whole_names(words);
}

/// "the Government of the Russian Federation": a name that breaks off at "of" goes on with the name that hangs on it, or ends
/// before it.
fn whole_names(words: &mut [WordTags]) {
    let end_of = |words: &[WordTags], first: usize| {
        (first + 1..words.len()).find(|i| !matches!(words[*i].name, Some((_, false)))).unwrap_or(words.len())
    };
    let mut first = 0;
    while first < words.len() {
        let Some((kind, true)) = words[first].name else {
            first += 1;
            continue;
        };
        let mut end = end_of(words, first);
        while end - first > 1 && matches!(words[end - 1].upos, Upos::Adp | Upos::Det) {
            let article = words.get(end).is_some_and(|w| w.upos == Upos::Det && w.name.is_none());
            let next = end + usize::from(article);
            let begins = words.get(next).is_some_and(|w| matches!(w.name, Some((_, true))));
            let after = if begins { end_of(words, next) } else { next };
            let hangs = |w: &WordTags| w.head.is_some_and(|h| (first..end).contains(&(h as usize)));
            if begins && words[next..after].iter().any(hangs) {
                words[end..after].iter_mut().for_each(|w| w.name = Some((kind, false)));
                end = after;
            } else {
                end -= 1;
                words[end].name = None;
            }
        }
        first = end;
    }
}

/// "seized at least nine sailors": counted, without a preposition of its own, right behind a verb that has no object.
fn counted_object(words: &mut [WordTags]) {
    for noun in 2..words.len() {
        let Some(verb) = words[noun].head.map(|h| h as usize).filter(|v| *v < noun) else { continue };
        let child = |of: usize, rel: Rel| words.iter().any(|w| w.head == Some(of as u32) && w.rel == rel);
        let counted = words[noun].rel == Rel::Obl && words[noun].upos == Upos::Noun && child(noun, Rel::Nummod);
        let open = words[verb].upos == Upos::Verb && !child(verb, Rel::Obj) && !child(verb, Rel::AuxPass);
        if counted && open && !child(noun, Rel::Case) && (verb + 1..noun).all(|i| below(words, i, noun)) {
            words[noun].rel = Rel::Obj;
        }
    }
}

/// "was held by police, who searched him, and was later freed": behind the comma that closes a relative clause a verb goes
/// on from the clause around it.
fn past_relative(words: &mut [WordTags], comma: &impl Fn(usize) -> bool) {
    for verb in 4..words.len() {
        let Some(relative) = words[verb].head.map(|h| h as usize).filter(|h| *h < verb) else { continue };
        if words[verb].rel != Rel::Conj || words[relative].rel != Rel::AclRelcl || !finite(words, verb) {
            continue;
        }
        let own =
            |rel: fn(Rel) -> bool| (0..words.len()).find(|i| words[*i].head == Some(verb as u32) && rel(words[*i].rel));
        let joined = own(|r| r == Rel::Cc).is_some_and(|c| c > relative && comma(c - 1));
        let pronoun = (1..relative)
            .find(|i| words[*i].head == Some(relative as u32) && matches!(words[*i].xpos, Xpos::Wp | Xpos::Wdt));
        if !joined || own(Rel::is_subject).is_some() || !pronoun.is_some_and(|p| comma(p - 1)) {
            continue;
        }
        let mut above = words[relative].head.map(|h| h as usize);
        while let Some(at) = above.filter(|at| !finite(words, *at)) {
            above = words[at].head.map(|h| h as usize);
        }
        if let Some(above) = above.filter(|at| *at < relative) {
            words[verb].head = Some(above as u32);
        }
    }
}

/// "said Tariq Nour, who also claimed that …": a clause whose subject is "who" or "which", behind a noun and a comma, is the
/// noun's.
fn relative_clause<'f>(words: &mut [WordTags], form: &impl Fn(usize) -> &'f str) {
    for subject in 2..words.len() {
        let pronoun = matches!(words[subject].xpos, Xpos::Wp | Xpos::Wdt) && words[subject].rel.is_subject();
        let Some(verb) = words[subject].head.map(|h| h as usize).filter(|v| pronoun && *v > subject) else { continue };
        let loose = matches!(words[verb].rel, Rel::Conj | Rel::Ccomp | Rel::Parataxis | Rel::Advcl);
        let mut noun = subject - 2;
        let nominal = matches!(words[noun].upos, Upos::Noun | Upos::Propn);
        if !loose || !nominal || form(subject - 1) != "," || !matches!(form(subject), "who" | "which") {
            continue;
        }
        while let Some(h) = words[noun].head.map(|h| h as usize)
            && h < noun
            && matches!(words[noun].rel, Rel::Flat | Rel::Compound)
        {
            noun = h;
        }
        let above = words[verb].head.is_some_and(|h| (h as usize) < subject);
        if above && !below(words, noun, verb) {
            (words[verb].head, words[verb].rel) = (Some(noun as u32), Rel::AclRelcl);
        }
    }
}

/// "Kenya accused Somalia of …": without an auxiliary of the passive, a verb with an object has no passive subject, and
/// what is done to somebody is done to its object before its indirect one.
fn voice(words: &mut [WordTags]) {
    for verb in 0..words.len() {
        let child = |i: &usize, rels: &[Rel]| words[*i].head == Some(verb as u32) && rels.contains(&words[*i].rel);
        let any = |rels: &[Rel]| (0..words.len()).any(|i| child(&i, rels));
        if words[verb].upos != Upos::Verb || any(&[Rel::AuxPass]) || any(&[Rel::Nsubj]) {
            continue;
        }
        let finite = matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let subject = (0..words.len()).find(|i| child(i, &[Rel::NsubjPass]));
        let Some(subject) = subject.filter(|_| finite || any(&[Rel::Obj, Rel::Iobj])) else { continue };
        let second = (verb + 1..words.len()).find(|i| child(i, &[Rel::Iobj]));
        let taken = any(&[Rel::Obj, Rel::Ccomp, Rel::Xcomp]);
        words[subject].rel = Rel::Nsubj;
        if let Some(object) = second.filter(|_| !taken) {
            words[object].rel = Rel::Obj;
        }
    }
}

/// "a day after an attack on the port killed 11": a finite verb that has no subject has it right before it, and what
/// looks like the subject's preposition begins the clause.
fn clause_after_preposition<'f>(words: &mut [WordTags], form: impl Fn(usize) -> &'f str) {
    for verb in 2..words.len() {
        let past = words[verb].upos == Upos::Verb && matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz);
        let of_verb = |i: &usize| words[*i].head == Some(verb as u32);
        if !past || (0..words.len()).filter(of_verb).any(|i| words[i].rel.is_subject()) {
            continue;
        }
        let Some(noun) = (0..verb).rev().filter(of_verb).find(|i| words[*i].rel == Rel::Obl) else { continue };
        let start = (0..=noun).find(|i| below(words, *i, noun)).unwrap_or(noun);
        let whole = (start..verb).all(|i| below(words, i, noun));
        let opens = matches!(form(start).to_ascii_lowercase().as_str(), "after" | "before" | "since" | "until" | "as");
        if whole && opens && words[start].rel == Rel::Case && words[start].head == Some(noun as u32) {
            words[noun].rel = Rel::Nsubj;
            (words[start].head, words[start].rel) = (Some(verb as u32), Rel::Mark);
            if words[verb].rel == Rel::Parataxis {
                words[verb].rel = Rel::Advcl;
            }
        }
    }
}

/// "Haddad and the president Demir met": the conjunction hangs below the last, so the first is no part of its name.
fn joined_nominals(words: &mut [WordTags]) {
    for cc in 1..words.len() {
        let Some(last) = words[cc].head.map(|h| h as usize).filter(|h| *h > cc) else { continue };
        if words[cc].rel != Rel::Cc || words[last].rel == Rel::Conj || words[last].upos != Upos::Propn {
            continue;
        }
        let before = |i: &usize| {
            words[*i].head == Some(last as u32) && matches!(words[*i].rel, Rel::NmodDesc | Rel::Compound | Rel::Flat)
        };
        let Some(first) = (0..cc).rev().find(before) else { continue };
        if words[first].upos != Upos::Propn || (first + 1..cc).any(|i| !below(words, i, first)) {
            continue;
        }
        (words[first].head, words[first].rel) = (words[last].head, words[last].rel);
        (words[last].head, words[last].rel) = (Some(first as u32), Rel::Conj);
    }
}

/// "…, who are citizens, Solheim noted.": a name alone between the last comma and the last verb, which has no subject.
fn last_speaker(words: &mut [WordTags], comma: &impl Fn(usize) -> bool) {
    let Some(verb) = words.iter().rposition(|w| w.upos != Upos::Punct).filter(|v| *v >= 2) else { return };
    let told = matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbn) && words[verb].upos == Upos::Verb;
    let clause = matches!(words[verb].rel, Rel::Acl | Rel::AclRelcl | Rel::Advcl | Rel::Conj | Rel::Appos);
    let bare = words.iter().all(|w| w.head != Some(verb as u32) || w.rel == Rel::Punct);
    let name = verb - 1;
    let far = words[name].head.is_some_and(|h| (h as usize) < name) && words[name].rel == Rel::Nsubj;
    if !(told && clause && bare && far) || words[name].upos != Upos::Propn {
        return;
    }
    let start = (0..=name).find(|i| below(words, *i, name)).unwrap_or(name);
    if start > 0 && comma(start - 1) && words[name].head.is_some_and(|h| (h as usize) < start) {
        words[name].head = Some(verb as u32);
    }
}

/// "…, Solheim said." and "the port, she said, opens" as part of some noun: the clause is beside the one around it.
fn speech_between_commas(words: &mut [WordTags], comma: impl Fn(usize) -> bool) {
    for verb in 2..words.len() {
        let clause = matches!(words[verb].rel, Rel::Acl | Rel::AclRelcl | Rel::Advcl | Rel::Conj | Rel::Appos);
        let finite =
            matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn) && words[verb].upos == Upos::Verb;
        // "the port, Solheim told reporters, is open": up to two words that it is said to.
        let told = |n: usize| comma(verb + 1 + n) && (verb + 1..=verb + n).all(|i| below(words, i, verb));
        let ends = comma(verb + 1) || told(1) || told(2) || words[verb + 1..].iter().all(|w| w.upos == Upos::Punct);
        let Some(mut above) = words[verb].head.map(|h| h as usize).filter(|_| clause && finite && ends) else {
            continue;
        };
        let subject = (0..verb).rev().find(|i| words[*i].head == Some(verb as u32) && words[*i].rel == Rel::Nsubj);
        let Some(subject) = subject.filter(|s| !matches!(words[*s].xpos, Xpos::Wp | Xpos::Wdt)) else { continue };
        let start = (0..=subject).find(|i| below(words, *i, subject)).unwrap_or(subject);
        let alone = (start..verb).all(|i| below(words, i, subject) || words[i].rel == Rel::Advmod);
        if !alone || start == 0 || !comma(start - 1) {
            continue;
        }
        while let Some(up) = words[above].head.map(|h| h as usize).filter(|_| !words[above].rel.is_clausal()) {
            above = up;
        }
        (words[verb].head, words[verb].rel) = (Some(above as u32), Rel::Parataxis);
        if words[start - 1].head == Some(subject as u32) {
            words[start - 1].head = Some(verb as u32);
        }
    }
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
        let noun = matches!(words[head].upos, Upos::Noun | Upos::Propn) && !predicative(words, head);
        let own_subject =
            words.iter().any(|w| w.head == Some(i as u32) && matches!(w.rel, Rel::Nsubj | Rel::NsubjPass));
        let past = words[i].xpos == Xpos::Vbd && words[i].upos == Upos::Verb;
        let wrong = if noun { past && head < i } else { bare && !finite(words, head) && finite(words, i) };
        if words[i].rel != Rel::Conj || !wrong || own_subject {
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
        let moved = words[i].head != Some(head as u32);
        let next = (i + 1..words.len()).find(|j| words[*j].head == Some(head as u32) && words[*j].rel == Rel::Conj);
        if let Some(j) = next.filter(|j| noun && moved && !words[i..*j].iter().any(|w| w.rel == Rel::Cc)) {
            (words[j].head, words[j].rel) = (Some(i as u32), Rel::Obj);
        }
    }
}

/// Whether a noun is a clause's predicate: it has a copula or a subject.
fn predicative(words: &[WordTags], noun: usize) -> bool {
    let below = |w: &&WordTags| w.head == Some(noun as u32);
    words.iter().filter(below).any(|w| matches!(w.rel, Rel::Cop | Rel::Nsubj | Rel::Csubj))
}

fn one_subject(words: &mut [WordTags], comma: &impl Fn(usize) -> bool) {
    let subject = |w: &WordTags| matches!(w.rel, Rel::Nsubj | Rel::NsubjPass);
    let all: Vec<usize> = (0..words.len()).filter(|i| subject(&words[*i])).collect();
    for pair in all.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let nominal = |i: usize| matches!(words[i].upos, Upos::Noun | Upos::Propn);
        if words[a].head != words[b].head || !nominal(a) || !nominal(b) || !subject(&words[a]) {
            continue;
        }
        let end = (a..b).rev().find(|i| below(words, *i, a) && !comma(*i)).unwrap_or(a);
        let start = (end + 1..=b).find(|i| below(words, *i, b) && !comma(*i)).unwrap_or(b);
        let between = end + 1..start;
        let commas = between.clone().all(comma);
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
        WordTags { upos, xpos: Xpos::Nn, feats: 0, head, rel, name: None }
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
        repair(&mut words, |_| "");
        assert_eq!(words[3].head, Some(0));
        // "wants to stay and fight": an infinitive stays with the infinitive.
        words[3] = verb(Xpos::Vb, Some(2), Rel::Conj);
        repair(&mut words, |_| "");
        assert_eq!(words[3].head, Some(2));
    }

    #[test]
    fn a_verb_is_not_joined_to_a_noun() {
        use Upos::{Cconj, Noun, Verb};
        let past = |head, rel| WordTags { xpos: Xpos::Vbd, ..word(Verb, head, rel) };
        // Police arrested men and seized weapons
        let mut words = [
            word(Noun, Some(1), Rel::Nsubj),
            past(None, Rel::Root),
            word(Noun, Some(1), Rel::Obj),
            word(Cconj, Some(4), Rel::Cc),
            past(Some(2), Rel::Conj),
            word(Noun, Some(2), Rel::Conj),
        ];
        repair(&mut words, |_| "");
        assert_eq!((words[4].head, words[4].rel), (Some(1), Rel::Conj));
        assert_eq!((words[5].head, words[5].rel), (Some(4), Rel::Obj));
    }

    #[test]
    fn a_clause_may_begin_with_what_looks_like_a_preposition() {
        use Upos::{Adp, Noun, Punct, Verb};
        let past = |head, rel| WordTags { xpos: Xpos::Vbd, ..word(Verb, head, rel) };
        // ministers met after attack killed .
        let mut words = [
            word(Noun, Some(1), Rel::Nsubj),
            past(None, Rel::Root),
            word(Adp, Some(3), Rel::Case),
            word(Noun, Some(4), Rel::Obl),
            past(Some(1), Rel::Parataxis),
            word(Punct, Some(1), Rel::Punct),
        ];
        let forms = ["ministers", "met", "after", "attack", "killed", "."];
        repair(&mut words, |i| forms.get(i).copied().unwrap_or_default());
        assert_eq!([words[2].rel, words[3].rel, words[4].rel], [Rel::Mark, Rel::Nsubj, Rel::Advcl]);
        assert_eq!(words[2].head, Some(4));
    }

    #[test]
    fn the_first_of_joined_names_heads_the_others() {
        use Upos::{Cconj, Propn, Verb};
        // Haddad and president Demir met
        let mut words = [
            word(Propn, Some(3), Rel::NmodDesc),
            word(Cconj, Some(3), Rel::Cc),
            word(Propn, Some(3), Rel::NmodDesc),
            word(Propn, Some(4), Rel::Nsubj),
            word(Verb, None, Rel::Root),
        ];
        repair(&mut words, |_| "");
        assert_eq!((words[0].head, words[0].rel), (Some(4), Rel::Nsubj));
        assert_eq!((words[3].head, words[3].rel), (Some(0), Rel::Conj));
        assert_eq!(words[2].head, Some(3));
        let before = words;
        repair(&mut words, |_| "");
        assert_eq!(words, before);
    }

    #[test]
    fn a_speaker_after_the_last_comma_is_beside_the_sentence() {
        use Upos::{Adj, Noun, Propn, Punct, Verb};
        let said = |head, rel| WordTags { xpos: Xpos::Vbd, ..word(Verb, Some(head), rel) };
        // port open , Solheim said .
        let mut words = [
            word(Noun, Some(1), Rel::Nsubj),
            word(Adj, None, Rel::Root),
            word(Punct, Some(1), Rel::Punct),
            word(Propn, Some(4), Rel::Nsubj),
            said(0, Rel::Acl),
            word(Punct, Some(1), Rel::Punct),
        ];
        repair(&mut words, |i| if i == 2 { "," } else { "" });
        assert_eq!((words[4].head, words[4].rel), (Some(1), Rel::Parataxis));
        // port , Solheim said , opens
        let mut inside = [
            word(Noun, Some(5), Rel::Nsubj),
            word(Punct, Some(0), Rel::Punct),
            word(Propn, Some(3), Rel::Nsubj),
            said(0, Rel::AclRelcl),
            word(Punct, Some(0), Rel::Punct),
            word(Verb, None, Rel::Root),
        ];
        repair(&mut inside, |i| if i == 1 || i == 4 { "," } else { "" });
        assert_eq!((inside[3].head, inside[3].rel), (Some(5), Rel::Parataxis));
        // "the port, which opened.": a relative word makes it a relative clause.
        let mut relative = words;
        (relative[4].head, relative[4].rel, relative[3].xpos) = (Some(0), Rel::AclRelcl, Xpos::Wdt);
        let before = relative;
        repair(&mut relative, |i| if i == 2 { "," } else { "" });
        assert_eq!(relative, before);
    }

    #[test]
    fn a_name_before_the_last_verb_is_its_subject() {
        use Upos::{Noun, Pron, Propn, Punct, Verb};
        let said = WordTags { xpos: Xpos::Vbn, ..word(Verb, Some(2), Rel::AclRelcl) };
        let who = WordTags { xpos: Xpos::Wp, ..word(Pron, Some(4), Rel::Nsubj) };
        // Orland has men who-are citizens , Solheim noted .
        let mut words = [
            word(Propn, Some(1), Rel::Nsubj),
            word(Verb, None, Rel::Root),
            word(Noun, Some(1), Rel::Obj),
            who,
            word(Noun, Some(2), Rel::AclRelcl),
            word(Punct, Some(7), Rel::Punct),
            word(Propn, Some(4), Rel::Nsubj),
            said,
            word(Punct, Some(1), Rel::Punct),
        ];
        let forms = ["Orland", "has", "men", "who", "citizens", ",", "Solheim", "noted", "."];
        repair(&mut words, |i| forms.get(i).copied().unwrap_or_default());
        assert_eq!((words[6].head, words[6].rel), (Some(7), Rel::Nsubj));
        assert_eq!(words[7].rel, Rel::Parataxis);
        assert_eq!(words[3].head, Some(4));
    }

    #[test]
    fn behind_a_noun_and_a_comma_who_begins_a_relative_clause() {
        use Upos::{Pron, Propn, Punct, Verb};
        let past = |head, rel| WordTags { xpos: Xpos::Vbd, ..word(Verb, head, rel) };
        let who = WordTags { xpos: Xpos::Wp, ..word(Pron, Some(5), Rel::Nsubj) };
        // said Tariq Nour , who claimed
        let sentence = [
            past(None, Rel::Root),
            word(Propn, Some(0), Rel::Nsubj),
            word(Propn, Some(1), Rel::Flat),
            word(Punct, Some(5), Rel::Punct),
            who,
            past(Some(0), Rel::Conj),
        ];
        for (comma, head, rel) in [(",", 1, Rel::AclRelcl), ("", 0, Rel::Conj)] {
            let mut words = sentence;
            let forms = ["said", "Tariq", "Nour", comma, "who", "claimed"];
            repair(&mut words, |i| forms.get(i).copied().unwrap_or_default());
            assert_eq!((words[5].head, words[5].rel), (Some(head), rel), "{comma}");
        }
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
        repair(&mut parted, |i| if i == 1 { "," } else { "" });
        assert_eq!((parted[2].head, parted[2].rel), (Some(0), Rel::Appos));
        // envoy Solheim said
        let mut side = [word(Noun, Some(2), Rel::Nsubj), word(Propn, Some(2), Rel::Nsubj), verb(true)];
        repair(&mut side, |_| "");
        assert_eq!((side[0].head, side[0].rel), (Some(1), Rel::NmodDesc));
        // Two clauses' subjects stay.
        let mut apart = [
            word(Noun, Some(1), Rel::Nsubj),
            verb(true),
            word(Propn, Some(3), Rel::Nsubj),
            word(Verb, Some(1), Rel::Ccomp),
        ];
        let before = apart;
        repair(&mut apart, |_| "");
        assert_eq!(apart, before);
    }
}
