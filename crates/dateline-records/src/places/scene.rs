//! In which country a passage plays.

use super::{Places, Toponym};
use crate::syntax::Syntax;
use dateline_lexicon::{CountryKind, Lexicon};

/// The country in which a passage plays, and by which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenery<'p> {
    /// PLOVER country.
    pub country: &'p str,
    /// Where the words stand that say so.
    pub by: Nearness,
}

/// How near the words are that say where a passage plays, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// In the same sentence.
    Sentence,
    /// Before, in the same paragraph.
    Paragraph,
    /// The place where the report was filed.
    Dateline,
    /// The headline.
    Title,
}

impl Nearness {
    /// What it is called in lists of features.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Dateline => "dateline",
            Self::Title => "title",
        }
    }
}

/// So many places and sentences before a word are looked at.
const BACK: usize = 12;

impl Places {
    /// The country in which the passage around a word plays: that of the nearest place before it in its sentence where a
    /// preposition says that something is there, else of the nearest behind it, else of the last before it in the
    /// paragraph; else the country of the dateline; else that of the headline.
    ///
    /// It is a guess from context, and no place of an act: a party of the passage that has no country of its own is likely
    /// of this one (`code_from: scene`).
    #[must_use]
    pub fn scene(&self, s: Syntax<'_>, t: usize) -> Option<Scenery<'_>> {
        let sentence = s.a.sentence_of(t);
        let here = s.a.sentences.get(sentence)?.clone();
        let mut first = sentence;
        while first > 0 && sentence - first < BACK && !s.a.opens_paragraph(s.a.sentences[first].start) {
            first -= 1;
        }
        let paragraph = s.a.sentences[first].start;
        let next = self.all.partition_point(|p| p.tokens.start < t);
        let before = self.all[..next].iter().rev().take(BACK).take_while(|p| p.tokens.start >= paragraph);
        let before: Vec<(&str, usize)> = before.filter_map(told).collect();
        let behind = self.all[next..].iter().take(BACK).take_while(|p| p.tokens.end <= here.end).find_map(told);
        let scenery = |country, by| Some(Scenery { country, by });
        let in_sentence = before.iter().find(|(_, at)| *at >= here.start).copied().or(behind);
        if let Some((country, _)) = in_sentence {
            return scenery(country, Nearness::Sentence);
        }
        if let Some((country, _)) = before.first() {
            return scenery(country, Nearness::Paragraph);
        }
        match (&self.dateline, &self.title) {
            (Some(country), _) => scenery(country, Nearness::Dateline),
            (None, Some(country)) => scenery(country, Nearness::Title),
            (None, None) => None,
        }
    }

    /// Learns where the report was filed and what its headline says.
    pub(super) fn with_head(mut self, s: Syntax<'_>, lexicon: &Lexicon) -> Self {
        let document = &s.a.document;
        if let Some(line) = &document.dateline {
            let inside = |p: &&Toponym| s.a.tokens[p.tokens.start].span.end() <= line.span.end();
            let found = self.all.iter().take_while(inside).find_map(|p| p.spot.as_ref()?.country.clone());
            self.dateline = found.or_else(|| line.place.as_deref().and_then(|words| country_in(lexicon, words)));
        }
        let title = document.meta.title.as_deref().or_else(|| document.headline.map(|h| h.of(&document.text)));
        self.title = title.and_then(|words| country_in(lexicon, words));
        self
    }
}

/// Country and first word of a place where a preposition says that something is there.
fn told(p: &Toponym) -> Option<(&str, usize)> {
    let country = p.spot.as_ref()?.country.as_deref()?;
    p.located.then_some((country, p.tokens.start))
}

/// The country of the first country or large place in some words of which no tree is known.
fn country_in(lexicon: &Lexicon, text: &str) -> Option<String> {
    let bare = |word: &'_ str| -> String {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        word.trim_end_matches("'s").trim_end_matches("’s").to_owned()
    };
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    (0..words.len()).find_map(|i| {
        let rest = &words[i..words.len().min(i + 6)];
        if !words[i].chars().next().is_some_and(char::is_uppercase) {
            return None;
        }
        let country =
            lexicon.country_at(rest).filter(|c| c.hit.ambiguous.is_none() && c.hit.kind != CountryKind::People);
        let place = || lexicon.place(rest).map(|p| p.hit[0]).filter(|p| !p.caution && !p.country.is_empty());
        country.map(|c| c.hit.code).or_else(|| place().map(|p| p.country)).map(str::to_owned)
    })
}
