//! The command line: what can be typed, and what each command does with it.
//!
//! Standard output carries data alone; progress and notes for people go to standard error. Exit codes: 0 done; 1
//! nothing could be read, or written; 2 some inputs were refused, each with a note; 64 the command line was wrong. A
//! closed pipe (`| head`) is a clean end.

mod actors;
mod agree;
mod ask;
mod codebook;
mod compare;
mod correct;
mod digest;
mod dyad;
mod eval;
mod export;
mod filters;
mod ingest;
mod input;
mod licences;
mod pages;
mod parse;
mod places;
mod read;
mod rules;
mod sample;
mod schema;
mod shown;
mod stop;
mod stories;
mod system;
mod times;
mod validate;
mod why;

use crate::output::complain;
use crate::usage::Usage;
use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use std::io;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "dateline", version, about, long_about = LONG, after_help = EXAMPLES, max_term_width = 110)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const LONG: &str = "Reads news reports and writes down who did what to whom, who said so, on whose word, when and \
where, each with the exact words that show it; and lays several reports of one story side by side.";

const EXAMPLES: &str = "Examples:
  dateline read report.txt                       the records of a report
  dateline compare report-a.txt report-b.txt     two tellings of one story side by side
  dateline stories articles.jsonl                many reports grouped into stories
  dateline system records.jsonl --records        who does what to whom over many reports
  dateline ingest articles/ --into news.dateline reports coded into a file that can be asked
  dateline events news.dateline --actor RUS      its events, by actor, recipient, category, day
  dateline export polecat news.dateline -o p.tsv its events as POLECAT, ICEWS, GDELT, brat … have them
  dateline sample news.dateline --n 200 -o s.csv events drawn for coders to judge
  dateline validate a.csv b.csv -o report.html   their kappa, and precision with intervals
  dateline places report.txt                     where it plays: names of places, set on the map
  dateline parse report.txt                      the sentences of a report as trees
  dateline parse report.txt --format conllu      the same as CoNLL-U
  dateline parse gold.conllu --from conllu       tags and trees for words that are given
  dateline eval language gold.conllu             scores against a treebank
  dateline eval attribution gold/                scores of who said what
  dateline eval events gold.jsonl                scores of who did what to whom
  dateline actors Putin --on 2023-10-11          whom a name means on a day, and why
  dateline dyad pairs.jsonl                      what one of two marked parties does to the other
  dateline times report.txt                      the times that a report tells, with their values

Exit codes: 0 done; 1 nothing could be read; 2 some inputs were refused; 64 the command line was wrong.";

#[derive(Subcommand)]
enum Command {
    /// Who did what to whom, who said so, on whose word.
    Read(read::Arguments),
    /// Several reports of one story side by side: what all tell, what one alone tells, where they part.
    Compare(compare::Arguments),
    /// Codes reports into a project file that can be asked, resumed and opened with any SQLite program.
    Ingest(ingest::Arguments),
    /// Events of a project file, by actor, recipient, category, day; or how many, parted by any of these.
    Events(ask::EventArguments),
    /// What was said in a project file, by whom.
    Statements(ask::StatementArguments),
    /// Figures of a project file: how many of what.
    Figures(ask::FigureArguments),
    /// Who said these words: quotations and paraphrases of a project file that hold them.
    Quote(ask::QuoteArguments),
    /// Reports of a project file that hold some words.
    Search(ask::SearchArguments),
    /// A report of a project file with its records.
    Show(ask::ShowArguments),
    /// A question in SQL to a project file, which it cannot change.
    Sql(ask::SqlArguments),
    /// Events of a project file in the formats of other tools: PLOVER, POLECAT, ICEWS, Phoenix, GDELT, CSV, annotations, networks.
    Export(export::Arguments),
    /// Events of a project file beside a GDELT, ICEWS or POLECAT table: how many of theirs we have, of ours they have.
    Agree(agree::Arguments),
    /// Takes back into a project file what people have corrected in brat or Label Studio.
    Correct(correct::Arguments),
    /// Draws events or reports of a project file for people to judge: a sheet, brat, Label Studio.
    Sample(sample::Arguments),
    /// What people judged of a sample: kappa, what to settle, precision and recall by category with intervals.
    Validate(validate::Arguments),
    /// A hash of all that a project file holds: two files that hold the same have the same.
    Digest(digest::Arguments),
    /// Many reports grouped into stories: who told it first, what was copied, what was silently changed.
    Stories(stories::Arguments),
    /// The system of actors over many reports: who to whom by day, who begins, who stands between, who behind.
    System(system::Arguments),
    /// The codebook: how PLOVER is read, and every rule with its patterns and tests.
    Codebook(codebook::Arguments),
    /// Why a record was coded: its rule, its words in the tree, what was rejected beside it.
    Why(why::Arguments),
    /// Whom a name means on a day, why, and who else bears it.
    Actors(actors::Arguments),
    /// What the first of two marked parties does to the second: categories, best first.
    Dyad(dyad::Arguments),
    /// The times that reports tell, with their values: days, months, lengths, what comes again.
    Times(times::Arguments),
    /// Names of places in reports, and where they are.
    Places(places::Arguments),
    /// Sentences, words, tags, lemmas, trees and names of reports.
    Parse(parse::Arguments),
    /// Scores against gold annotations.
    #[command(subcommand)]
    Eval(eval::Command),
    /// A user's event rules: runs their tests.
    #[command(subcommand)]
    Rules(rules::Command),
    /// The JSON Schema of what `read`, `compare`, `stories`, `system` and `times` print as JSON.
    Schema,
    /// Prints the licences of the program, its models and its lexicon.
    Licences,
}

/// How a command ended, where it did not fail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    Done,
    NothingRead,
    SomeRefused,
    /// A signal ended it before its end; the exit code that says so.
    Stopped(u8),
}

impl Outcome {
    /// The outcome of a run in which so many inputs were read and so many refused.
    pub(crate) fn of(read: usize, refused: usize) -> Self {
        match (read, refused) {
            (_, 0) => Self::Done,
            (0, _) => Self::NothingRead,
            _ => Self::SomeRefused,
        }
    }
}

const USAGE: u8 = 64;

/// Runs the program with the process's own arguments.
pub(crate) fn run() -> ExitCode {
    // A panic is a fault of ours that costs one report; the reader is told by a note, not by a backtrace.
    std::panic::set_hook(Box::new(|_| {}));
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.kind() == ErrorKind::DisplayVersion && std::env::args().any(|a| a == "--version") => {
            return told(&version());
        }
        Err(error) => {
            // Where the message cannot be written, the exit code still says it.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS };
        }
    };
    match carry_out(arguments.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingRead) => ExitCode::from(1),
        Ok(Outcome::SomeRefused) => ExitCode::from(2),
        Ok(Outcome::Stopped(code)) => ExitCode::from(code),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::from(if error.is::<Usage>() { USAGE } else { 1 })
        }
    }
}

/// What a paper that cites a coding has to name: program, models, lexicon, contract. `-V` is the first line alone.
fn version() -> String {
    let [fast, accurate] = [dateline::Coder::fast(), dateline::Coder::default()].map(|c| c.versions());
    format!(
        "dateline {}\nmodels   {} (default), {} (fast)\nlexicon  {}\ncontract {}\n",
        fast.program,
        accurate.model,
        fast.model,
        fast.lexicon,
        dateline::contract::CONTRACT
    )
}

fn told(text: &str) -> ExitCode {
    match io::Write::write_all(&mut io::stdout(), text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Carries a command out. Whatever is not caught by the item that met it is a fault too, and no silent end.
fn carry_out(command: Command) -> anyhow::Result<Outcome> {
    let run = move || match command {
        Command::Read(a) => read::run(&a),
        Command::Compare(a) => compare::run(&a),
        Command::Ingest(a) => ingest::run(&a),
        Command::Events(a) => ask::events(&a),
        Command::Statements(a) => ask::statements(&a),
        Command::Figures(a) => ask::figures(&a),
        Command::Quote(a) => ask::quote(&a),
        Command::Search(a) => ask::search(&a),
        Command::Show(a) => ask::show(&a),
        Command::Sql(a) => ask::sql(&a),
        Command::Export(a) => export::run(&a),
        Command::Agree(a) => agree::run(&a),
        Command::Correct(a) => correct::run(&a),
        Command::Sample(a) => sample::run(&a),
        Command::Validate(a) => validate::run(&a),
        Command::Digest(a) => digest::run(&a),
        Command::Stories(a) => stories::run(&a),
        Command::System(a) => system::run(&a),
        Command::Codebook(a) => codebook::run(&a),
        Command::Why(a) => why::run(&a),
        Command::Actors(a) => actors::run(&a),
        Command::Dyad(a) => dyad::run(&a),
        Command::Times(a) => times::run(&a),
        Command::Places(a) => places::run(&a),
        Command::Parse(a) => parse::run(&a),
        Command::Eval(c) => eval::run(&c),
        Command::Rules(c) => rules::run(&c),
        Command::Schema => schema::run(),
        Command::Licences => licences::run(),
    };
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
    caught.unwrap_or_else(|_| {
        anyhow::bail!("the program met a fault of its own and stopped; please report it with what was typed")
    })
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
