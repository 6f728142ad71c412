//! `dateline parse`.

use super::Outcome;
use super::input::{self, InputArguments, ModelArguments, read_all, show_refused};
use crate::output::Output;
use crate::view;
use clap::ValueEnum;
use dateline::Batch;
use dateline::batch::guarded;
use dateline::language::{conllu, reading};
use dateline::text::{Note, Refused};
use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Sentences, words, tags, lemmas, trees and names of reports.
///
/// On a terminal each sentence is drawn as a tree; elsewhere the output is CoNLL-U, with names in its MISC column.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline parse report.txt
  dateline parse reports/ --format conllu > reports.conllu
  dateline parse reports.jsonl
  dateline parse --from conllu gold.conllu        keeps the words that are given
  echo 'The rebels shelled the town.' | dateline parse")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is: as for `dateline read`, or `conllu`: sentences and words as given, to which tags, lemmas and
    /// trees are added.
    #[arg(long, default_value = "auto", value_name = "KIND")]
    from: From,
    /// What is printed; `tree` on a terminal, else `conllu`.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write there instead of to standard output; what stood there is kept until the whole is written.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    model: ModelArguments,
}

/// What the input is: reports, or sentences and words as given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Reports(input::From),
    Conllu,
}

impl FromStr for From {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        if name == "conllu" {
            return Ok(Self::Conllu);
        }
        input::From::from_str(name, false).map(Self::Reports).map_err(|_| {
            let all =
                input::From::value_variants().iter().filter_map(|v| Some(v.to_possible_value()?.get_name().to_owned()));
            format!("it is one of {}, conllu", all.collect::<Vec<_>>().join(", "))
        })
    }
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
    let terminal = a.output.is_none() && std::io::stdout().is_terminal();
    let format = a.format.unwrap_or(if terminal { Format::Tree } else { Format::Conllu });
    let items = match a.from {
        From::Conllu => None,
        From::Reports(from) => Some(a.input.items(from, None, &coder)?),
    };
    let mut out = Output::open(a.output.as_deref(), &a.input.files(), format == Format::Tree)?;
    let outcome = match items {
        None => given(a, coder.model(), &mut out)?,
        Some(items) => read(a, items, &coder, format, &mut out)?,
    };
    out.finish(outcome != Outcome::NothingRead)?;
    Ok(outcome)
}

fn read(
    a: &Arguments,
    items: dateline::Items<'_>,
    coder: &dateline::Coder,
    format: Format,
    out: &mut Output,
) -> anyhow::Result<Outcome> {
    let width = view::width();
    read_all(
        items,
        &Batch::new(coder).threads(a.model.threads),
        a.input.quiet,
        |item| {
            let read = coder.read(item)?;
            let shown = match format {
                Format::Conllu => conllu::write(&read.value),
                Format::Tree => view::tree::draw(&read.value, width),
            };
            Ok(dateline::text::Noted { value: shown, notes: read.notes })
        },
        |result| {
            if let Ok(noted) = result {
                out.write_all(noted.value.as_bytes())?;
            }
            Ok(())
        },
    )
}

/// The longest sentence that is read where words are given, in words: work and memory grow with its square. No sentence
/// of a treebank comes near it; a file whose sentences lack the blank lines between them does.
const LONGEST_GIVEN: usize = 2048;

/// `--from conllu`: words are given.
fn given(a: &Arguments, model: &dateline::language::Model, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let files = a.input.files();
    let (mut read, mut refused) = (0, 0);
    for file in files {
        let name = if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() };
        let parsed = guarded(&name, || {
            let sentences = sentences(&file, &name);
            let sentences = sentences.map_err(|reason| Refused { id: name.clone(), reason, notes: Vec::new() })?;
            Ok(reading::parse(&sentences, model))
        });
        match parsed {
            Ok(parsed) => {
                read += 1;
                out.write_all(parsed.as_bytes())?;
            }
            Err(reason) => {
                refused += 1;
                show_refused(&reason, a.input.quiet);
            }
        }
    }
    Ok(Outcome::of(read, refused))
}

/// The sentences of one CoNLL-U file, or why it is refused.
fn sentences(file: &Path, name: &str) -> Result<Vec<conllu::Sentence>, Note> {
    let mut bytes = Vec::new();
    let got = match file.as_os_str() == "-" {
        true => std::io::stdin().read_to_end(&mut bytes),
        false => File::open(file).and_then(|mut f| f.read_to_end(&mut bytes)),
    };
    got.map_err(|e| Note::error("unreadable", format!("{name}: {e}")))?;
    let text = std::str::from_utf8(&bytes).map_err(|e| {
        let line = 1 + bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count();
        Note::error("bad-conllu", format!("{name}: line {line} is no UTF-8; convert the file first"))
    })?;
    let sentences = conllu::read(text.strip_prefix('\u{FEFF}').unwrap_or(text))
        .map_err(|e| Note::error("bad-conllu", format!("{name} is not CoNLL-U: {e}")))?;
    if sentences.is_empty() {
        return Err(Note::error("empty", format!("{name} holds no sentence; a CoNLL-U file has one word a line")));
    }
    if let Some(i) = sentences.iter().position(|s| s.words.len() > LONGEST_GIVEN) {
        let (number, words) = (i + 1, sentences[i].words.len());
        let message = format!(
            "{name}: sentence {number} has {words} words, more than the {LONGEST_GIVEN} that are read as one; an empty \
             line ends a sentence"
        );
        return Err(Note::error("too-long", message));
    }
    Ok(sentences)
}
