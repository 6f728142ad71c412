//! `dateline eval`: scores against gold annotations.

mod attribution;
mod brat;
mod events;
mod language;
mod matching;
mod print;
mod watch;

use super::Outcome;
use anyhow::Context;
use clap::Subcommand;
use std::path::Path;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Sentences, words, tags, lemmas, trees against CoNLL-U; names, roles and coreference against their gold.
    Language(language::Arguments),
    /// Who said what, against texts in which sources, cues and contents are marked.
    Attribution(attribution::Arguments),
    /// Who did what to whom, against passages in which events are coded: your own, or dateline's.
    Events(events::Arguments),
}

pub(crate) fn run(command: &Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Language(a) => language::run(a),
        Command::Attribution(a) => attribution::run(a),
        Command::Events(a) => events::run(a),
    }
}

/// A gold file as text; its path stands in the error.
fn text_of(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}
