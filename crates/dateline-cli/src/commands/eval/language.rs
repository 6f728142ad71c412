//! `dateline eval language`.

use super::print::{About, Format, Table, add_counts, percent, shares};
use super::text_of;
use super::watch::{Watch, rate};
use crate::commands::Outcome;
use crate::commands::input::ModelArguments;
use anyhow::{Context, bail};
use dateline::language::conllu::{self, Sentence};
use dateline::language::coref::score::Share;
use dateline::language::eval::{self, Counts, Scores};
use dateline::language::gold::{chains as coref, roles as gold};
use dateline::language::reading;
use dateline::language::{Model, analyse};
use dateline::text::document::{Limits, document};
use dateline::text::{Meta, RawItem};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Scores the language stage: from the words that the gold gives, and from raw text.
///
/// Follows the CoNLL 2018 shared task: F1 over words aligned by their characters, relation subtypes dropped. Names are
/// scored by exact span and type (micro F1), on the words that the gold gives; roles by exact span and label, the
/// predicate given and left out, continued and relative arguments (`C-`, `R-`) counted as labels of their own. Coreference is the mean F1
/// of MUC, B³ and CEAF-e as CoNLL-2012 has them, on predicted mentions, without chains of one; "of actors" is the same of
/// chains of persons, organisations and places, "pronouns" the share of third-person pronouns whose link is right. Speed is that of one core, from raw text
/// to trees and names: the best of five readings, in time of the processor where the system tells it (Linux).
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline eval language en_ewt-ud-dev.conllu gum-dev.conllu
  dateline eval language en_ewt-ud-dev.conllu --names uner_en_ewt-dev.iob2 --format markdown")]
pub(crate) struct Arguments {
    /// Treebanks (CoNLL-U with `# text` comments).
    #[arg(value_name = "GOLD.conllu", required_unless_present_any = ["names", "roles"])]
    gold: Vec<PathBuf>,
    /// Gold names: columns number, form, tag (BIO).
    #[arg(long, value_name = "GOLD.iob2")]
    names: Vec<PathBuf>,
    /// Gold roles: PropBank's arguments as columns of brackets.
    #[arg(long, value_name = "GOLD.tsv")]
    roles: Vec<PathBuf>,
    /// Folder of gold chains, a file `ID.conll` for each document of the treebanks.
    #[arg(long, value_name = "FOLDER", requires = "gold")]
    coref: Option<PathBuf>,
    /// How the figures are shown.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    model: ModelArguments,
}

/// The figures of `--names` and `--roles`.
const NAMES: &str = "names";
const ROLES: &str = "roles";
/// The figures of `--coref`.
const COREFERENCE: [&str; 7] = ["mentions", "MUC", "B³", "CEAF-e", "coreference", "of actors", "pronouns"];

/// One line of the result.
struct Figure {
    file: String,
    input: &'static str,
    name: &'static str,
    /// Precision, recall, F1.
    shares: [f64; 3],
    /// What they follow from; coreference counts no whole things.
    counts: Option<Counts>,
}

impl Figure {
    fn counted(file: &str, input: &'static str, name: &'static str, counts: Counts) -> Self {
        Self { file: file.to_owned(), input, name, shares: shares(counts), counts: Some(counts) }
    }
}

pub(super) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let size = a.model.size()?;
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
        let got = conllu::read(&reading::parse(&gold, model)).context("our own output")?;
        push(&mut figures, &file, "gold words", eval::conllu(&gold, &got));
        let (got, words, best) = from_raw(&raw_text(&gold), model)?;
        push(&mut figures, &file, "raw text", eval::conllu(&gold, &got));
        speeds.push((file, words, best));
    }
    for path in &a.names {
        let gold = eval::read_names(&text_of(path)?);
        let counts = score_names(&gold, model);
        figures.push(Figure::counted(&stem(path), "gold words", NAMES, counts));
    }
    for path in &a.roles {
        let gold = gold::read(&text_of(path)?).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
        let counts = gold::score(&gold, model);
        figures.push(Figure::counted(&stem(path), "gold words", ROLES, counts));
    }
    for path in a.coref.iter().flat_map(|_| &a.gold) {
        chains(path, a, model, &mut figures)?;
    }
    let report = Report { about: About::new(model, size), figures, speeds: &speeds };
    std::io::stdout().lock().write_all(report.shown(a.format).as_bytes())?;
    Ok(Outcome::Done)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

fn push(figures: &mut Vec<Figure>, file: &str, input: &'static str, scores: Scores) {
    let rows = scores.rows.into_iter();
    figures.extend(rows.map(|(name, counts)| Figure::counted(file, input, name, counts)));
}

/// Coreference over the documents of a treebank that have chains; a treebank that has none gives no figure.
fn chains(path: &Path, a: &Arguments, model: &Model, figures: &mut Vec<Figure>) -> anyhow::Result<()> {
    let folder = a.coref.as_deref().unwrap_or(Path::new("."));
    let file = |id: &str| std::fs::read_to_string(folder.join(format!("{id}.conll"))).ok();
    let text = text_of(path)?;
    let (documents, left) =
        coref::documents(&text, file, model).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
    if documents.is_empty() {
        return Ok(());
    }
    for why in left {
        writeln!(std::io::stderr(), "note: {why}")?;
    }
    let t = coref::tally(&documents, model.words(), model.ranker());
    let mean = |s: &dateline::language::coref::score::Scores| {
        let parts = [s.muc, s.b3, s.ceaf];
        let of = |f: fn(Share) -> f64| parts.iter().map(|p| f(*p)).sum::<f64>() / 3.0;
        [of(Share::precision), of(Share::recall), s.mean()]
    };
    let own = |s: Share| [s.precision(), s.recall(), s.f1()];
    let shares = [
        own(t.all.mentions),
        own(t.all.muc),
        own(t.all.b3),
        own(t.all.ceaf),
        mean(&t.all),
        mean(&t.named),
        [t.pronouns.recall(); 3],
    ];
    let file = stem(path);
    figures.extend(COREFERENCE.into_iter().zip(shares).map(|(name, shares)| Figure {
        file: file.clone(),
        input: "gold words",
        name,
        shares,
        counts: None,
    }));
    Ok(())
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
    let item = RawItem { id: Some("gold".into()), meta, ..RawItem::new(text) };
    let mut best = Duration::MAX;
    let mut analysis = None;
    for _ in 0..5 {
        let watch = Watch::start();
        let doc = document(&item, &Limits::default()).map_err(|r| anyhow::anyhow!(r.reason.message))?;
        analysis = Some(analyse(Arc::new(doc.value), model).value);
        best = best.min(watch.elapsed());
    }
    let analysis = analysis.context("nothing was read")?;
    let got = conllu::read(&conllu::write(&analysis)).context("our own output")?;
    Ok((got, analysis.tokens.len(), best))
}

fn score_names(gold: &[eval::NamedSentence], model: &Model) -> Counts {
    let sentences: Vec<Sentence> = gold.iter().map(|(forms, _)| sentence_of(forms)).collect();
    let got = conllu::read(&reading::parse(&sentences, model)).unwrap_or_default();
    let tag = |misc: &str| misc.split('|').find_map(|m| m.strip_prefix("NER=")).unwrap_or("O").to_owned();
    let got: Vec<_> =
        got.iter().map(|s| eval::spans(&s.words.iter().map(|w| tag(&w.misc)).collect::<Vec<_>>())).collect();
    let gold: Vec<_> = gold.iter().map(|(_, spans)| spans.clone()).collect();
    eval::names(&gold, &got)
}

fn sentence_of(forms: &[String]) -> Sentence {
    let row = |form: &String| conllu::Row { form: form.clone(), misc: "_".into(), ..conllu::Row::default() };
    Sentence { words: forms.iter().map(row).collect(), ..Sentence::default() }
}

/// Everything that is known of a run: what is shown in one of three ways.
struct Report<'a> {
    about: About,
    figures: Vec<Figure>,
    /// File, words and best time from raw text on one core.
    speeds: &'a [(String, usize, Duration)],
}

impl Report<'_> {
    fn shown(&self, format: Format) -> String {
        let about = self.about.shown(format);
        match format {
            Format::Table => about + &self.text(),
            Format::Markdown => about + &self.markdown(),
            Format::Jsonl => about + &self.jsonl(),
        }
    }

    fn text(&self) -> String {
        let mut table = Table::new(3, ["file", "from", "figure", "precision", "recall", "F1"]);
        for f in &self.figures {
            let [p, r, f1] = f.percent();
            table.push([f.file.clone(), f.input.to_owned(), f.name.to_owned(), p, r, f1]);
        }
        let mut out = format!("\n{}", table.text());
        for (file, words, time) in self.speeds {
            let (rate, seconds) = (rate(*words, *time), time.as_secs_f64());
            let _ =
                writeln!(out, "\n{file}: {words} words from raw text in {seconds:.3} s on one core: {rate:.0} words/s");
        }
        out
    }

    /// One table of F1 with a column an input, one of names, roles and chains, one of speed.
    fn markdown(&self) -> String {
        let (trees, others): (Vec<_>, Vec<_>) = self.figures.iter().partition(|f| f.is_of_words());
        let mut spans = Table::new(1, ["by exact span", "precision", "recall", "F1"]);
        for f in others {
            let [p, r, f1] = f.percent();
            spans.push([format!("{}, {}", f.name, f.file), p, r, f1]);
        }
        let mut speeds = Table::new(1, ["from raw text, one core", "words", "seconds", "words/s"]);
        for (file, words, time) in self.speeds {
            let (rate, seconds) = (rate(*words, *time), time.as_secs_f64());
            speeds.push([file.clone(), words.to_string(), format!("{seconds:.3}"), format!("{rate:.0}")]);
        }
        let tables = [by_input(&trees), spans, speeds].map(|t| t.markdown());
        tables.iter().filter(|t| !t.is_empty()).map(|t| format!("\n{t}")).collect()
    }

    fn jsonl(&self) -> String {
        let mut out = String::new();
        for f in &self.figures {
            let [precision, recall, f1] = f.shares;
            let mut value = serde_json::json!({"file": f.file, "from": f.input, "figure": f.name,
                "precision": precision, "recall": recall, "f1": f1});
            if let Some(counts) = f.counts {
                add_counts(&mut value, counts);
            }
            let _ = writeln!(out, "{value}");
        }
        for (file, words, time) in self.speeds {
            let value = serde_json::json!({"file": file, "figure": "words/s", "value": rate(*words, *time)});
            let _ = writeln!(out, "{value}");
        }
        out
    }
}

/// F1 with a row a figure and a column an input.
fn by_input(figures: &[&Figure]) -> Table {
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    for f in figures {
        if !columns.contains(&(&f.file, f.input)) {
            columns.push((&f.file, f.input));
        }
        if !rows.contains(&f.name) {
            rows.push(f.name);
        }
    }
    let heads = columns.iter().map(|(file, from)| format!("{file}, {from}"));
    let mut table = Table::new(1, std::iter::once("F1".to_owned()).chain(heads));
    for row in rows {
        let cell = |(file, from): &(&String, &str)| {
            let found = figures.iter().find(|f| f.name == row && f.file == **file && f.input == *from);
            found.map_or_else(String::new, |f| percent(f.shares[2]))
        };
        table.push(std::iter::once(row.to_owned()).chain(columns.iter().map(cell)));
    }
    table
}

impl Figure {
    /// Whether it is a figure of CoNLL-U's columns, rather than of spans or chains.
    fn is_of_words(&self) -> bool {
        ![NAMES, ROLES].contains(&self.name) && !COREFERENCE.contains(&self.name)
    }

    /// Precision, recall and F1 in percent.
    fn percent(&self) -> [String; 3] {
        self.shares.map(percent)
    }
}
