//! Who warns that a conflict may spread.

use super::party::Parties;
use dateline_contract::SpeechAct;
use dateline_contract::wire::{Actor, Document, Entity, SpreadWarning, Statement};
use dateline_text::DataFile;
use std::collections::BTreeSet;
use std::sync::LazyLock;

dateline_text::word_lists! {
    /// Words by which the system of actors is read.
    struct Words from "system" {
        spread,
    }
}

fn lists() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let file = DataFile::new("lexicon/en/system.toml", include_str!("../../../../lexicon/en/system.toml"));
        Words::read(&[file]).unwrap_or_else(|e| panic!("{e}"))
    });
    &WORDS
}

/// A statement as such a warning, with those it names.
pub(super) fn of(s: &Statement, document: &Document, actors: &[&Actor], parties: &Parties) -> Option<SpreadWarning> {
    if s.speech_act != SpeechAct::Warn || s.negated || !s.content.iter().any(|c| tells_of_spread(&c.text)) {
        return None;
    }
    let called = |e: &Entity| e.identifier_text.clone().unwrap_or_else(|| e.entity_text.clone());
    let inside = |start: usize, end: usize| s.content.iter().any(|c| c.start <= start && end <= c.end);
    let named = actors.iter().filter(|a| a.mentions.iter().any(|m| inside(m.words.start, m.words.end)));
    let about: BTreeSet<String> = named.filter_map(|a| Some(parties.actor(a)?.id)).collect();
    Some(SpreadWarning {
        doc: document.doc.clone(),
        statement: s.id.clone(),
        day: document.date.clone(),
        publisher: document.publisher.clone(),
        speakers: s.source.iter().map(called).collect(),
        by: s.by.iter().map(|b| called(&b.who)).collect(),
        words: s.content.clone(),
        about: about.into_iter().collect(),
    })
}

/// Whether a text has one of the words, whole.
fn tells_of_spread(text: &str) -> bool {
    let flat: String = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    lists().spread.words().any(|word| {
        flat.match_indices(word).any(|(at, _)| {
            let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !joins(flat[..at].chars().next_back()) && !joins(flat[at + word.len()..].chars().next())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::tells_of_spread;

    #[test]
    fn what_spreads_is_told_by_whole_words() {
        for yes in [
            "that the war could spread to Chad",
            "of a regional  war",
            "that it would spill over the border",
            "of escalation.",
        ] {
            assert!(tells_of_spread(yes), "{yes}");
        }
        for no in ["that hospitals would run out of fuel", "that bread would be dear", "of a widespread lack of water"]
        {
            assert!(!tells_of_spread(no), "{no}");
        }
    }
}
