//! `dateline parse`.

use super::Outcome;
use super::input::{InputArguments, ModelArguments, analysed, read_all};
use crate::source;
use crate::view;
use anyhow::Context;
use clap::ValueEnum;
use dateline_language::conllu;
use std::io::{IsTerminal, Read, Write};

/// Sentences, words, tags, lemmas, trees and names of reports.
///
/// On a terminal each sentence is drawn as a tree; elsewhere the output is CoNLL-U, with names in its MISC column.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline parse report.txt
  dateline parse reports/ --format conllu > reports.conllu
  dateline parse --from jsonl reports.jsonl
  dateline parse --from conllu gold.conllu        keeps the words that are given
  echo 'The rebels shelled the town.' | dateline parse")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "text")]
    from: From,
    /// What is printed; `tree` on a terminal, else `conllu`.
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    model: ModelArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum From {
    /// One report a file.
    Text,
    /// One report a line.
    Jsonl,
    /// Sentences and words as given; tags, lemmas and trees are filled in.
    Conllu,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Ten columns a word.
    Conllu,
    /// For reading.
    Tree,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let coder = a.model.coder()?;
    let terminal = std::io::stdout().is_terminal();
    let format = a.format.unwrap_or(if terminal { Format::Tree } else { Format::Conllu });
    // Colours are taken out where nobody sees them; data must pass untouched, escapes of a report's own included.
    let mut out: Box<dyn Write> = match format {
        Format::Tree => Box::new(anstream::stdout().lock()),
        Format::Conllu => Box::new(std::io::stdout().lock()),
    };
    if a.from == From::Conllu {
        return given(a, coder.model(), &mut out);
    }
    let from = if a.from == From::Jsonl { source::From::Jsonl } else { source::From::Text };
    let items = a.input.items(from, &coder)?;
    let width = view::width();
    read_all(
        items,
        a.input.quiet,
        |item| {
            let read = analysed(&coder, item)?;
            let shown = match format {
                Format::Conllu => conllu::write(&read.value),
                Format::Tree => view::tree::draw(&read.value, width),
            };
            Ok(dateline_text::Noted { value: shown, notes: read.notes })
        },
        |result| {
            if let Ok(noted) = result {
                out.write_all(noted.value.as_bytes())?;
            }
            Ok(())
        },
    )
}

/// `--from conllu`: words are given.
fn given(a: &Arguments, model: &dateline_language::Model, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let mut files = a.input.files.clone();
    if files.is_empty() {
        files.push("-".into());
    }
    for file in files {
        let mut text = String::new();
        let name = file.display();
        if file.as_os_str() == "-" {
            std::io::stdin().read_to_string(&mut text).context("standard input")?;
        } else {
            text = std::fs::read_to_string(&file).with_context(|| name.to_string())?;
        }
        let sentences = conllu::read(&text).with_context(|| format!("{name} is not CoNLL-U"))?;
        out.write_all(conllu::parse(&sentences, model).as_bytes())?;
    }
    Ok(Outcome::Done)
}
