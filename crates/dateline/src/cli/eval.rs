//! `dateline eval`: scores against gold annotations.

use super::Outcome;
use super::input::ModelArguments;
use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};
use dateline_language::conllu::{self, Sentence};
use dateline_language::eval::{self, Counts, Scores};
use dateline_language::{Model, analyse};
use dateline_text::document::{Limits, document};
use dateline_text::{Meta, RawItem};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Sentences, words, tags, lemmas, trees against CoNLL-U; names against IOB2.
    Language(Language),
}

/// Scores the language stage: from the words that the gold gives, and from raw text.
///
/// Follows the CoNLL 2018 shared task: F1 over words aligned by their characters, relation subtypes dropped. Names are
/// scored by exact span and type (micro F1), on the words that the gold gives. Speed is that of one core, from raw text
/// to trees and names.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline eval language en_ewt-ud-dev.conllu gum-dev.conllu
  dateline eval language en_ewt-ud-dev.conllu --names uner_en_ewt-dev.iob2 --format markdown")]
pub(crate) struct Language {
    /// Treebanks (CoNLL-U with `# text` comments).
    #[arg(value_name = "GOLD.conllu", required_unless_present = "names")]
    gold: Vec<PathBuf>,
    /// Gold names: columns number, form, tag (BIO).
    #[arg(long, value_name = "GOLD.iob2")]
    names: Vec<PathBuf>,
    /// How the figures are shown.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    model: ModelArguments,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns for the terminal.
    Table,
    /// A table for a page.
    Markdown,
    /// One object a figure, one a line.
    Jsonl,
}

/// One line of the result.
struct Figure {
    file: String,
    input: &'static str,
    name: &'static str,
    counts: Counts,
}

pub(crate) fn run(command: &Command) -> anyhow::Result<Outcome> {
    let Command::Language(a) = command;
    let coder = a.model.coder()?;
    let model = coder.model();
    let mut figures = Vec::new();
    let mut speeds = Vec::new();
    for path in &a.gold {
        let gold = conllu::read(&text_of(path)?).with_context(|| format!("{} is not CoNLL-U", path.display()))?;
        if gold.is_empty() {
            bail!("{} holds no sentence", path.display());
        }
        let file = stem(path);
        let got = conllu::read(&conllu::parse(&gold, model)).context("our own output")?;
        push(&mut figures, &file, "gold words", eval::conllu(&gold, &got));
        let (got, words, best) = from_raw(&raw_text(&gold), model)?;
        push(&mut figures, &file, "raw text", eval::conllu(&gold, &got));
        speeds.push((file, words, best));
    }
    for path in &a.names {
        let gold = eval::read_names(&text_of(path)?);
        let counts = score_names(&gold, model);
        figures.push(Figure { file: stem(path), input: "gold words", name: "names", counts });
    }
    let mut out = std::io::stdout().lock();
    out.write_all(shown(&figures, &speeds, a.format).as_bytes())?;
    Ok(Outcome::Done)
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

fn push(figures: &mut Vec<Figure>, file: &str, input: &'static str, scores: Scores) {
    let rows = scores.rows.into_iter();
    figures.extend(rows.map(|(name, counts)| Figure { file: file.to_owned(), input, name, counts }));
}

/// The text a treebank was made from, a blank line between paragraphs and documents.
fn raw_text(gold: &[Sentence]) -> String {
    let mut text = String::new();
    for comment in gold.iter().flat_map(|s| &s.comments) {
        if (comment.starts_with("# newdoc") || comment.starts_with("# newpar")) && !text.is_empty() {
            text.push_str("\n\n");
        } else if let Some(sentence) = comment.strip_prefix("# text = ") {
            text.push_str(sentence);
            text.push(' ');
        }
    }
    text
}

/// Reads raw text on one core, five times; returns the trees, the number of words and the best time.
fn from_raw(text: &str, model: &Model) -> anyhow::Result<(Vec<Sentence>, usize, Duration)> {
    let meta = Meta { language: Some("en".into()), ..Meta::default() };
    let item = RawItem { id: Some("gold".into()), bytes: text.as_bytes().to_vec(), meta };
    let mut best = Duration::MAX;
    let mut analysis = None;
    for _ in 0..5 {
        let start = Instant::now();
        let doc = document(&item, &Limits::default()).map_err(|r| anyhow::anyhow!(r.reason.message))?;
        analysis = Some(analyse(Arc::new(doc.value), model).value);
        best = best.min(start.elapsed());
    }
    let analysis = analysis.context("nothing was read")?;
    let got = conllu::read(&conllu::write(&analysis)).context("our own output")?;
    Ok((got, analysis.tokens.len(), best))
}

fn score_names(gold: &[eval::NamedSentence], model: &Model) -> Counts {
    let sentences: Vec<Sentence> = gold.iter().map(|(forms, _)| sentence_of(forms)).collect();
    let got = conllu::read(&conllu::parse(&sentences, model)).unwrap_or_default();
    let tag = |misc: &str| misc.split('|').find_map(|m| m.strip_prefix("NER=")).unwrap_or("O").to_owned();
    let got: Vec<_> = got.iter().map(|s| eval::spans(&s.words.iter().map(|w| tag(&w.misc)).collect::<Vec<_>>())).collect();
    let gold: Vec<_> = gold.iter().map(|(_, spans)| spans.clone()).collect();
    eval::names(&gold, &got)
}

fn sentence_of(forms: &[String]) -> Sentence {
    let row = |form: &String| conllu::Row { form: form.clone(), misc: "_".into(), ..conllu::Row::default() };
    Sentence { words: forms.iter().map(row).collect(), ..Sentence::default() }
}

fn shown(figures: &[Figure], speeds: &[(String, usize, Duration)], format: Format) -> String {
    let mut out = String::new();
    let line = |out: &mut String, cells: [&str; 6]| {
        let _ = match format {
            Format::Markdown => writeln!(out, "| {} |", cells.join(" | ")),
            _ => writeln!(out, "{:22} {:11} {:10} {:>9} {:>9} {:>9}", cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]),
        };
    };
    if format != Format::Jsonl {
        line(&mut out, ["file", "from", "figure", "precision", "recall", "F1"]);
    }
    if format == Format::Markdown {
        out.push_str("|---|---|---|---|---|---|\n");
    }
    for f in figures {
        let [p, r, f1] = [f.counts.precision(), f.counts.recall(), f.counts.f1()].map(|x| format!("{:.2}", 100.0 * x));
        if format == Format::Jsonl {
            let value = serde_json::json!({"file": f.file, "from": f.input, "figure": f.name, "right": f.counts.right,
                "found": f.counts.found, "wanted": f.counts.wanted, "f1": f.counts.f1()});
            let _ = writeln!(out, "{value}");
        } else {
            line(&mut out, [&f.file, f.input, f.name, &p, &r, &f1]);
        }
    }
    for (file, words, time) in speeds {
        let rate = *words as f64 / time.as_secs_f64();
        let _ = match format {
            Format::Jsonl => writeln!(out, "{}", serde_json::json!({"file": file, "figure": "words/s", "value": rate})),
            _ => writeln!(out, "\n{file}: {words} words from raw text in {:.3} s on one core: {rate:.0} words/s", time.as_secs_f64()),
        };
    }
    out
}
