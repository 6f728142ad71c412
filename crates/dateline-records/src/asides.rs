//! Lines that are no part of a report: links to other stories, calls to read or watch more.
//!
//! What stands in them may well be said or done, but not in this story.

use crate::syntax::Syntax;
use dateline_language::Upos;
use dateline_text::Note;
use std::ops::Range;

/// Marks that may stand before the words of such a line.
const MARKS: usize = 3;

/// The sentences of a report that stand in such lines, by their numbers, in order.
#[derive(Debug, Default)]
pub(crate) struct Asides {
    sentences: Vec<usize>,
}

impl Asides {
    /// Finds the paragraphs that begin with, or are, one of the words that lead elsewhere.
    pub(crate) fn of(s: Syntax<'_>) -> Self {
        let mut sentences = Vec::new();
        let mut inside = false;
        for (i, sentence) in s.a.sentences.iter().enumerate() {
            if i == 0 || s.a.opens_paragraph(sentence.start) {
                inside = leads_elsewhere(s, sentence);
            }
            if inside {
                sentences.push(i);
            }
        }
        Self { sentences }
    }

    /// Whether a word stands in one.
    pub(crate) fn holds(&self, s: Syntax<'_>, t: usize) -> bool {
        !self.sentences.is_empty() && self.sentences.binary_search(&s.a.sentence_of(t)).is_ok()
    }

    /// What there is to say about them.
    pub(crate) fn note(&self) -> Option<Note> {
        let count = self.sentences.len();
        (count > 0).then(|| {
            let message = format!("{count} sentences of lines that lead to other stories were not coded");
            Note::info("links-skipped", message)
        })
    }
}

/// "READ MORE: …", "Related stories".
fn leads_elsewhere(s: Syntax<'_>, sentence: &Range<usize>) -> bool {
    let list = &s.words.statements.asides;
    // "[WATCH: …]", ">> Ferry talks stall".
    let marks = sentence.clone().take_while(|t| s.is_punct(*t) || s.upos(*t) == Upos::Sym).take(MARKS).count();
    let start = sentence.start + marks;
    let run = s.a.span(sentence.start..start).of(s.a.text());
    if s.words.statements.pointers.has(run) {
        return true;
    }
    (1..=list.longest().min(sentence.end - start)).any(|length| {
        let end = start + length;
        let words: Vec<&str> = (start..end).map(|t| s.a.form(t)).collect();
        let closed = end == sentence.end || matches!(s.a.form(end), ":" | "|" | "–" | "—" | ">" | "»");
        closed && list.has(&words.join(" "))
    })
}
