//! What the rules for cues ask of a report beside its ground: who can speak, and where the phrase of a speaker begins
//! and ends.

use super::rule::Rule;
use crate::ground::Ground;
use crate::words::NounKind;
use dateline_contract::record::SpeechAct;
use dateline_language::{Rel, Upos, Xpos};
use dateline_text::document::WEEKDAYS;
use std::ops::{Deref, Range};

/// A speaker or addressee: the words here, and the head of the phrase it is bound through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    /// The head whose mention it is; for a relative pronoun the noun before it.
    pub(super) head: usize,
    /// The words here.
    pub(super) tokens: Range<usize>,
}

/// A statement before it is bound to entities.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) head: usize,
    pub(super) cue: Range<usize>,
    pub(super) content: Vec<Range<usize>>,
    pub(super) source: Option<Party>,
    pub(super) addressee: Option<Party>,
    pub(super) act: SpeechAct,
    pub(super) negated: bool,
    pub(super) rule: Rule,
    pub(super) sure: f32,
}

impl Draft {
    /// Whether a word lies in the content.
    pub(super) fn holds(&self, t: usize) -> bool {
        self.content.iter().any(|r| r.contains(&t))
    }

    /// How many words the content has.
    pub(super) fn size(&self) -> usize {
        self.content.iter().map(ExactSizeIterator::len).sum()
    }
}

/// A report as the rules of statements ask it.
pub(super) struct Speech<'g> {
    g: &'g Ground<'g>,
}

impl<'g> Deref for Speech<'g> {
    type Target = Ground<'g>;

    fn deref(&self) -> &Ground<'g> {
        self.g
    }
}

impl<'g> Speech<'g> {
    pub(super) fn new(g: &'g Ground<'g>) -> Self {
        Self { g }
    }

    /// A lemma in lower case.
    pub(super) fn lemma(&self, t: usize) -> String {
        self.s.a.lemma(t).to_lowercase()
    }

    /// A verb's lemma; where no cue has it, what a regular ending was cut from wrongly ("bragg", "opin", "thinks").
    pub(super) fn verb_lemma(&self, t: usize) -> String {
        let lemma = self.lemma(t);
        if self.tables.cues.verb(&lemma).is_some() || self.is(t, &lemma) && !lemma.ends_with('s') {
            return lemma;
        }
        let last = lemma.chars().next_back();
        let shorter = lemma.strip_suffix(|c: char| Some(c) == last).unwrap_or(&lemma).to_owned();
        let mended = [format!("{lemma}e"), shorter].into_iter().find(|l| self.tables.cues.verb(l).is_some());
        mended.unwrap_or(lemma)
    }

    /// Whether a noun is something written or shown.
    pub(super) fn is_document(&self, t: usize) -> bool {
        self.s.words.nouns.kind(self.s.a.lemma(t)) == Some(NounKind::Document)
    }

    /// Whether what a word heads is able to speak: a person, body, country, or something written.
    pub(super) fn can_speak(&self, head: usize) -> bool {
        if matches!(self.s.xpos(head), Xpos::Wp) {
            return true;
        }
        if self.s.upos(head) == Upos::Pron {
            const PERSONS: [&str; 26] = [
                "he",
                "she",
                "they",
                "i",
                "we",
                "you",
                "who",
                "some",
                "many",
                "others",
                "everyone",
                "everybody",
                "anyone",
                "nobody",
                "somebody",
                "someone",
                "most",
                "all",
                "both",
                "him",
                "her",
                "them",
                "us",
                "me",
                "his",
                "their",
            ];
            return self.is_any(head, &PERSONS)
                || self.is_any(head, &["it", "none", "those", "one", "its", "our", "my"]);
        }
        if self.actors.at(head).is_some() || matches!(self.s.upos(head), Upos::Propn | Upos::Num) {
            return true;
        }
        self.s.words.nouns.speaks(self.s.a.lemma(head))
    }

    /// A phrase as a party: from its first modifier to its last, without what introduces it, between two bounds.
    pub(super) fn party(&self, head: usize, bounds: Range<usize>) -> Option<Party> {
        let below = self.extent(head);
        let mut tokens = below.start.max(bounds.start)..below.end.min(bounds.end);
        if !tokens.contains(&head) {
            return None;
        }
        // "OSLO - The mayor": a dash before the head parts off what is no part of the phrase.
        let dash = |t: &usize| matches!(self.s.a.form(*t), "-" | "--" | "—" | "–") && self.is_punct(*t);
        if let Some(dash) = (tokens.start..head).rfind(|t| dash(t) && !self.inside_word(*t)) {
            tokens.start = dash + 1;
        }
        let introduces = |t: usize| {
            self.is_punct(t) && !self.is_mark(t)
                || (matches!(self.s.rel(t), Rel::Case | Rel::Cc | Rel::Mark) && self.s.a.head(t) == Some(head))
                || self.s.rel(t) == Rel::Fixed
        };
        while tokens.start < head && introduces(tokens.start) {
            tokens.start += 1;
        }
        let ends = |t: usize| {
            (self.is_punct(t) && !matches!(self.s.a.form(t), ")" | "]") && !self.is_mark(t))
                || self.s.xpos(t) == Xpos::Pos
        };
        while tokens.end > head + 1 && ends(tokens.end - 1) {
            tokens.end -= 1;
        }
        Some(Party { head, tokens: self.unquoted(self.without_time(head, tokens)) })
    }

    /// Whether a mark has letters on both sides, as a hyphen has.
    fn inside_word(&self, t: usize) -> bool {
        let (text, span) = (self.s.a.text(), self.s.a.tokens[t].span);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        letter(text[..span.start()].chars().next_back()) && letter(text[span.end()..].chars().next())
    }

    /// "the ministry on Monday": a day at the end is when, not who.
    pub(super) fn without_time(&self, head: usize, r: Range<usize>) -> Range<usize> {
        // "Figures released on Monday": when they were released belongs to them.
        let of_verb = |t: usize| self.s.a.head(t).is_some_and(|h| h > head && r.contains(&h) && self.s.is_verb(h));
        let day = r.len() > 1 && r.end - 1 > head && self.is_day(r.end - 1) && !of_verb(r.end - 1);
        if !day {
            return r;
        }
        let on = r.end - 2 > head && self.is_any(r.end - 2, &["on", "late", "early", "last", ","]);
        r.start..r.end - 1 - usize::from(on)
    }

    pub(super) fn is_day(&self, t: usize) -> bool {
        let word = self.s.a.form(t).to_lowercase();
        WEEKDAYS.contains(&word.as_str()) || matches!(word.as_str(), "yesterday" | "today" | "tonight")
    }

    /// Without a mark at an end whose partner is outside.
    fn unquoted(&self, mut r: Range<usize>) -> Range<usize> {
        let outside = |t: usize, r: &Range<usize>| {
            self.is_mark(t) && self.quote(t).is_none_or(|q| q.tokens.end > r.end || q.tokens.start < r.start)
        };
        while r.len() > 1 && outside(r.start, &r) {
            r.start += 1;
        }
        while r.len() > 1 && outside(r.end - 1, &r) {
            r.end -= 1;
        }
        r
    }
}
