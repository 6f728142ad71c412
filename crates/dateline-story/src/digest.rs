//! What is kept of a report for comparing it: its words, sentences and clauses, without its trees.
//!
//! A digest is made when a report is coded. All that follows reads digests and records, and a report's text only to show
//! its words.

use crate::plain::{self, Word as Plain};
use crate::words::lists;
use crate::{quote, stem};
use dateline_language::{Analysis, Rel, Upos};
use dateline_text::Span;
use dateline_text::document::is_weekday;
use std::collections::BTreeSet;
use std::ops::Range;

/// A sentence by its report and number.
pub(crate) type At = (usize, usize);

/// A word that a sentence may share with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// What it is compared by; `None` where it carries no content.
    pub key: Option<Key>,
    /// The number of its clause.
    pub clause: u32,
    /// It stands between quotation marks.
    pub quoted: bool,
}

/// What a word of content is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its lemma, folded to what it shares with its kin.
    pub fold: Box<str>,
    /// Its lemma in small letters.
    pub lemma: Box<str>,
    /// Any sentence may have it.
    pub light: bool,
    /// It is part of a name.
    pub name: bool,
    /// It is a number.
    pub number: bool,
}

/// A clause: a verb with all that depends on it but for the clauses below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// From its first word to its last.
    pub span: Span,
    /// Its words, by their numbers.
    pub words: Vec<u32>,
    /// The words that name what is done: its head, and what is meant to be done ("plans to **sail**").
    pub acts: Vec<u32>,
    /// Whether it is told as done.
    pub state: State,
}

/// How far what a clause tells has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Told as it is or was.
    Done,
    /// Planned, or still to come.
    Planned,
    /// Said not to be so.
    Negated,
    /// No finite verb: it is not told how far it has come.
    Open,
}

/// A word that says more than what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Its number.
    pub word: u32,
    /// What it says.
    pub says: Says,
}

/// What a word says beyond what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// That it is not certain.
    Unsure,
    /// What the writer thinks of it.
    Judged,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its words, as numbers of [`Digest::words`].
    pub words: Range<usize>,
    /// Its clauses, as numbers of [`Digest::clauses`].
    pub clauses: Range<usize>,
    /// Its words as they are typed, as numbers of `Digest::typed`.
    pub typed: Range<usize>,
    /// Hashes of its runs of four letters, in ascending order, each once.
    pub grams: Vec<u32>,
    /// It is the headline.
    pub headline: bool,
    /// It has a verb: it tells something.
    pub tells: bool,
    /// Somebody may be speaking in it: it has a verb of speech or a quotation mark.
    pub speech: bool,
    /// Where in the report it begins, 0 to 1.
    pub position: f32,
}

/// What is kept of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digest {
    /// All words.
    pub words: Vec<Word>,
    /// All clauses, in the order of their sentences.
    pub clauses: Vec<Clause>,
    /// All sentences that are not a line of place and date.
    pub sentences: Vec<Sentence>,
    /// All words as they are typed.
    pub(crate) typed: Vec<Plain>,
    /// What stands inside quotation marks, where it is more than a few words.
    pub quoted: Vec<Span>,
    /// Words that say more than what happened, in order.
    pub marks: Vec<Mark>,
}

/// Verbs above another that are asked whether it is planned.
const DEEPEST_PLAN: usize = 4;

impl Digest {
    /// The digest of a report.
    #[must_use]
    pub fn of(a: &Analysis) -> Self {
        let text = a.text();
        let typed = Span::new(text, 0, text.len()).map_or(vec![], |s| plain::words(text, s));
        let quoted = quote::passages(text);
        let mut digest = Self { words: Vec::with_capacity(a.tokens.len()), typed, quoted, ..Self::default() };
        let clauses = clauses_of(a);
        let mut quoted = vec![false; a.tokens.len()];
        for q in &a.quotes {
            q.tokens.clone().for_each(|t| quoted[t] = true);
        }
        // A quotation that runs on over sentences and paragraphs is one passage of the text.
        for passage in &digest.quoted {
            let first = a.tokens.partition_point(|t| t.span.start() < passage.start());
            let inside = a.tokens[first..].iter().take_while(|t| t.span.end() <= passage.end()).count();
            quoted[first..first + inside].fill(true);
        }
        for (t, quoted) in quoted.into_iter().enumerate() {
            digest.words.push(Word { span: a.tokens[t].span, key: key(a, t), clause: 0, quoted });
            digest.marks.extend(says(a, t).map(|says| Mark { word: t as u32, says }));
        }
        let place = a.document.dateline.as_ref().map(|d| d.span);
        for range in a.sentences.iter().filter(|r| !r.is_empty()) {
            digest.sentence(a, range.clone(), &clauses, place);
        }
        digest
    }

    fn sentence(&mut self, a: &Analysis, range: Range<usize>, clause: &[usize], place: Option<Span>) {
        let whole = a.span(range.clone());
        // The line of place and date before the first sentence tells nothing.
        let start = place.filter(|p| whole.contains(*p) && p.start() == whole.start()).map_or(whole.start(), Span::end);
        let Some(from) = range.clone().find(|t| a.tokens[*t].span.start() >= start && a.tokens[*t].upos != Upos::Punct)
        else {
            return;
        };
        if place.is_some_and(|p| p.contains(whole)) {
            return;
        }
        let words = from..range.end;
        let first = self.clauses.len();
        let heads: BTreeSet<usize> = words.clone().map(|t| clause[t]).collect();
        for head in heads {
            let own: Vec<u32> = words.clone().filter(|t| clause[*t] == head).map(|t| t as u32).collect();
            let number = self.clauses.len() as u32;
            own.iter().for_each(|t| self.words[*t as usize].clause = number);
            self.clauses.extend(self.clause(a, head, own));
        }
        let span = a.span(words.clone());
        let typed = self.typed.partition_point(|w| w.span.start() < span.start());
        let count = self.typed[typed..].iter().take_while(|w| w.span.end() <= span.end()).count();
        let quoted = span.of(a.text()).contains(quote::is_double_mark);
        self.sentences.push(Sentence {
            span,
            typed: typed..typed + count,
            grams: grams(&self.typed[typed..typed + count]),
            clauses: first..self.clauses.len(),
            headline: a.document.headline.is_some_and(|h| h.contains(span)),
            tells: words.clone().any(|t| matches!(a.tokens[t].upos, Upos::Verb | Upos::Aux)),
            speech: quoted || words.clone().any(|t| lists().speech.has(a.lemma(t))),
            position: span.start() as f32 / a.text().len().max(1) as f32,
            words,
        });
    }

    /// The clause of a head and its words; marks at its ends are left out.
    fn clause(&self, a: &Analysis, head: usize, words: Vec<u32>) -> Option<Clause> {
        let is_mark = |t: &u32| matches!(a.tokens[*t as usize].upos, Upos::Punct);
        let first = words.iter().find(|t| !is_mark(t))?;
        let last = words.iter().rev().find(|t| !is_mark(t))?;
        let meant = a.children_by(head, Rel::Xcomp);
        Some(Clause {
            span: a.span(*first as usize..*last as usize + 1),
            acts: std::iter::once(head).chain(meant).map(|t| t as u32).collect(),
            state: state(a, head),
            words,
        })
    }

    /// The marks of the words within some range, in order.
    pub(crate) fn marks_within(&self, words: Range<usize>) -> &[Mark] {
        let at = |w: usize| self.marks.partition_point(|m| (m.word as usize) < w);
        &self.marks[at(words.start)..at(words.end)]
    }

    /// The words within a span, by their numbers.
    pub(crate) fn within(&self, span: Span) -> Range<usize> {
        let first = self.words.partition_point(|w| w.span.start() < span.start());
        let count = self.words[first..].iter().take_while(|w| w.span.end() <= span.end()).count();
        first..first + count
    }

    /// The number of the sentence that a span begins in.
    pub(crate) fn sentence_at(&self, span: Span) -> Option<usize> {
        let at = self.sentences.partition_point(|s| s.span.end() <= span.start());
        (at < self.sentences.len() && self.sentences[at].span.overlaps(span)).then_some(at)
    }
}

/// What a word is compared by.
fn key(a: &Analysis, t: usize) -> Option<Key> {
    let name = match a.tokens[t].upos {
        Upos::Propn => true,
        Upos::Noun | Upos::Verb | Upos::Adj | Upos::Num => false,
        _ => return None,
    };
    let lemma = a.lemma(t).to_lowercase();
    let light = lists().light_lemmas.has(&lemma) || is_weekday(&lemma) || lemma.chars().count() < 2;
    Some(Key {
        fold: stem::fold(&lemma, name).into(),
        light,
        name,
        number: a.tokens[t].upos == Upos::Num,
        lemma: lemma.into(),
    })
}

/// Of each word the head of its clause.
fn clauses_of(a: &Analysis) -> Vec<usize> {
    let mut out = vec![usize::MAX; a.tokens.len()];
    for t in 0..a.tokens.len() {
        let mut path = Vec::new();
        let mut at = t;
        while out[at] == usize::MAX {
            path.push(at);
            match a.head(at).filter(|_| !heads_clause(a, at)) {
                Some(head) if path.len() <= a.tokens.len() => at = head,
                _ => {
                    out[at] = at;
                    break;
                }
            }
        }
        let head = out[at];
        path.into_iter().for_each(|p| out[p] = head);
    }
    out
}

/// Whether a word is the head of a clause of its own.
fn heads_clause(a: &Analysis, t: usize) -> bool {
    let rel = a.tokens[t].rel;
    let below = matches!(
        rel,
        Rel::Ccomp | Rel::Advcl | Rel::AdvclRelcl | Rel::Acl | Rel::AclRelcl | Rel::Parataxis | Rel::Conj
    );
    let verbal = a.tokens[t].upos == Upos::Verb || a.child(t, Rel::Cop).is_some();
    below && verbal && (rel != Rel::Conj || a.children(t).count() > 1)
}

/// How far what a clause tells has come, by its head. What is joined to a plan is planned with it.
fn state(a: &Analysis, head: usize) -> State {
    let infinitive = a.children_by(head, Rel::Mark).any(|m| a.tokens[m].upos == Upos::Part);
    if infinitive || (a.tokens[head].upos != Upos::Verb && a.child(head, Rel::Cop).is_none()) {
        return State::Open;
    }
    let mut at = head;
    for _ in 0..DEEPEST_PLAN {
        let below = |list: &dateline_text::List| a.children(at).any(|c| list.has(a.lemma(c)) || list.has(a.form(c)));
        let planned = lists().plans.has(a.lemma(at)) && (at != head || a.child(at, Rel::Xcomp).is_some());
        match () {
            () if below(&lists().negations) => return State::Negated,
            () if planned || below(&lists().futures) => return State::Planned,
            () => {}
        }
        match a.head(at).filter(|_| matches!(a.tokens[at].rel, Rel::Conj | Rel::Xcomp)) {
            Some(above) => at = above,
            None => break,
        }
    }
    State::Done
}

/// What a word says beyond what happened.
fn says(a: &Analysis, t: usize) -> Option<Says> {
    let (lemma, form, upos) = (a.lemma(t), a.form(t), a.tokens[t].upos);
    let number = || a.tokens.get(t + 1).is_some_and(|n| n.upos == Upos::Num);
    let unsure = lists().hedges.has(lemma) || lists().hedges.has(form);
    if (unsure && upos != Upos::Propn) || (lists().hedges_of_numbers.has(form) && number()) {
        return Some(Says::Unsure);
    }
    (upos != Upos::Propn && lists().loaded.has(lemma)).then_some(Says::Judged)
}

/// Hashes of the runs of four letters of some words, a space between two.
fn grams(words: &[Plain]) -> Vec<u32> {
    let mut line = String::from(" ");
    for w in words {
        line.push_str(&w.text);
        line.push(' ');
    }
    let letters: Vec<char> = line.chars().collect();
    let hash = |run: &[char]| run.iter().fold(2_166_136_261u32, |h, c| (h ^ *c as u32).wrapping_mul(16_777_619));
    let mut out: Vec<u32> = letters.windows(4).map(hash).collect();
    out.sort_unstable();
    out.dedup();
    out
}
