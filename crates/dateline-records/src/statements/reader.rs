//! What the rules for cues ask of a text beside its trees: where phrases and quotations begin and end, who can speak.

use super::cues::Cues;
use super::rule::Rule;
use crate::actors::{Actors, Kind, Mention};
use crate::syntax::Syntax;
use crate::words::NounKind;
use dateline_contract::record::{MentionForm, SpeechAct};
use dateline_language::{Quote, Rel, Upos, Xpos};
use dateline_text::QuoteMark;
use dateline_text::document::WEEKDAYS;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

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

/// For every word in round brackets within a sentence, where they begin and end; elsewhere zeros.
fn brackets(s: Syntax<'_>) -> Vec<(u32, u32)> {
    let mut out = vec![(0, 0); s.a.tokens.len()];
    for sentence in &s.a.sentences {
        let mut open = None;
        for t in sentence.clone() {
            match (s.a.form(t), open) {
                ("(", _) => open = Some(t),
                (")", Some(first)) => {
                    out[first + 1..t].fill((first as u32 + 1, t as u32));
                    open = None;
                }
                _ => {}
            }
        }
    }
    out
}

/// For every word the first and the last word below it, from the leaves of the trees up.
fn extents(s: Syntax<'_>) -> (Vec<u32>, Vec<u32>) {
    let n = s.a.tokens.len();
    let (mut low, mut high): (Vec<u32>, Vec<u32>) = ((0..n as u32).collect(), (0..n as u32).collect());
    let mut waits: Vec<u32> = (0..n).map(|t| s.a.children(t).count() as u32).collect();
    let mut ready: Vec<usize> = (0..n).filter(|t| waits[*t] == 0).collect();
    while let Some(t) = ready.pop() {
        let Some(up) = s.a.head(t) else { continue };
        (low[up], high[up]) = (low[up].min(low[t]), high[up].max(high[t]));
        waits[up] -= 1;
        if waits[up] == 0 {
            ready.push(up);
        }
    }
    (low, high)
}

/// A text with what is looked up in it again and again.
pub(super) struct Reader<'a> {
    pub(super) s: Syntax<'a>,
    pub(super) actors: &'a Actors,
    pub(super) cues: &'a Cues,
    pub(super) quotes: &'a [Quote],
    low: Vec<u32>,
    high: Vec<u32>,
    /// Index of the quotation a word lies in, plus one.
    quote_of: Vec<u32>,
    sentence_of: Vec<u32>,
    /// Words in brackets: first and one past the last, by every word in them.
    bracket_of: Vec<(u32, u32)>,
    /// Head of the shortest mention that covers a word, plus one.
    mention_of: Vec<u32>,
    /// Heads of mentions by name: the first under each name and under its own words.
    by_name: OnceCell<HashMap<&'a str, usize>>,
}

/// A name without its article.
pub(super) fn plain(words: &str) -> &str {
    words.trim_start_matches("the ").trim_start_matches("The ")
}

impl<'a> Reader<'a> {
    pub(super) fn new(s: Syntax<'a>, actors: &'a Actors, cues: &'a Cues) -> Self {
        let n = s.a.tokens.len();
        let (low, high) = extents(s);
        let quotes = s.a.quotes.as_slice();
        let mut quote_of = vec![0; n];
        for (i, q) in quotes.iter().enumerate() {
            quote_of[q.tokens.clone()].fill(i as u32 + 1);
        }
        let mut sentence_of = vec![0; n];
        for (i, r) in s.a.sentences.iter().enumerate() {
            sentence_of[r.clone()].fill(i as u32);
        }
        let bracket_of = brackets(s);
        let mut mention_of = vec![0; n];
        let mut by_length: Vec<&Mention> = actors.mentions.values().collect();
        by_length.sort_by_key(|m| std::cmp::Reverse(m.core.len()));
        for m in by_length {
            mention_of[m.core.clone()].fill(m.head as u32 + 1);
        }
        Self {
            s,
            actors,
            cues,
            quotes,
            low,
            high,
            quote_of,
            sentence_of,
            bracket_of,
            mention_of,
            by_name: OnceCell::new(),
        }
    }

    /// The head of the first mention that names somebody so, as the lexicon has it or in these words.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        let make = || {
            let mut all = HashMap::new();
            for m in self.actors.mentions.values().filter(|m| m.form == MentionForm::Name) {
                for key in m.name.as_deref().into_iter().chain([plain(m.span.of(self.s.a.text()))]) {
                    all.entry(key).or_insert(m.head);
                }
            }
            all
        };
        self.by_name.get_or_init(make).get(name).copied()
    }

    /// First and one past the last word below a word, itself among them.
    pub(super) fn below(&self, t: usize) -> Range<usize> {
        self.low[t] as usize..self.high[t] as usize + 1
    }

    pub(super) fn sentence(&self, t: usize) -> Range<usize> {
        self.s.a.sentences[self.sentence_of[t] as usize].clone()
    }

    /// The quotation a word lies in, its marks among it.
    pub(super) fn quote(&self, t: usize) -> Option<&Quote> {
        self.quotes.get((*self.quote_of.get(t)? as usize).checked_sub(1)?)
    }

    /// The quotation that ends right before a word.
    pub(super) fn quote_before(&self, t: usize) -> Option<&Quote> {
        self.quote(t.checked_sub(1)?).filter(|q| q.closed && q.tokens.end == t)
    }

    /// The quotation that begins at a word.
    pub(super) fn quote_at(&self, t: usize) -> Option<&Quote> {
        self.quote(t).filter(|q| q.tokens.start == t)
    }

    /// Where a cue may have its content: its sentence, and inside a quotation only what is quoted.
    pub(super) fn region(&self, t: usize) -> Range<usize> {
        let sentence = self.sentence(t);
        let region = match self.quote(t) {
            Some(q) => sentence.start.max(q.inner().start)..sentence.end.min(q.inner().end),
            None => sentence,
        };
        match self.bracket_of[t] {
            (0, 0) => region,
            (first, end) => region.start.max(first as usize)..region.end.min(end as usize),
        }
    }

    /// Whether two words are both in one quotation or both in none.
    pub(super) fn same_quote(&self, a: usize, b: usize) -> bool {
        self.quote_of[a] == self.quote_of[b]
    }

    /// A lemma in lower case.
    pub(super) fn lemma(&self, t: usize) -> String {
        self.s.a.lemma(t).to_lowercase()
    }

    /// A verb's lemma; where no cue has it, what a regular ending was cut from wrongly ("bragg", "opin", "thinks").
    pub(super) fn verb_lemma(&self, t: usize) -> String {
        let lemma = self.lemma(t);
        if self.cues.verb(&lemma).is_some() || self.is(t, &lemma) && !lemma.ends_with('s') {
            return lemma;
        }
        let last = lemma.chars().next_back();
        let shorter = lemma.strip_suffix(|c: char| Some(c) == last).unwrap_or(&lemma).to_owned();
        let mended = [format!("{lemma}e"), shorter].into_iter().find(|l| self.cues.verb(l).is_some());
        mended.unwrap_or(lemma)
    }

    pub(super) fn is(&self, t: usize, form: &str) -> bool {
        self.s.a.form(t).eq_ignore_ascii_case(form)
    }

    pub(super) fn is_any(&self, t: usize, forms: &[&str]) -> bool {
        forms.iter().any(|f| self.is(t, f))
    }

    pub(super) fn is_punct(&self, t: usize) -> bool {
        self.s.upos(t) == Upos::Punct
    }

    pub(super) fn is_mark(&self, t: usize) -> bool {
        QuoteMark::of(self.s.a.form(t)).is_some() && self.is_punct(t)
    }

    /// The mention whose words these are, by the head or by what covers it.
    pub(super) fn mention(&self, head: usize) -> Option<&'a Mention> {
        self.actors.at(head).or_else(|| {
            let covering = self.mention_of[head].checked_sub(1)? as usize;
            self.actors.at(covering)
        })
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
        let below = self.below(head);
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

    /// The kind of a party, where the actor tables know one.
    pub(super) fn kind(&self, head: usize) -> Option<Kind> {
        self.mention(head).map(|m| self.actors.chain(m).kind)
    }
}
