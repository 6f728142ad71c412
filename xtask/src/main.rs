//! Chores of the repository: `cargo xtask test`, `tidy`, `page`, `snapshots`, `english`, `card`, `growth`, `faults`.
//!
//! Everything a contributor or a build machine has to run stands here, in Rust, so that it needs nothing but the
//! toolchain and reads the same on every system. It knows none of dateline's crates: a chore must work while they do
//! not compile.

// A chore talks to the person who started it: its output is its whole purpose.
#![allow(clippy::print_stdout, clippy::print_stderr)]
// It learns from cargo, by the environment, where the repository is and which cargo runs.
#![allow(clippy::disallowed_methods)]

mod card;
mod counts;
mod growth;
mod page;
mod repository;
mod scrub;
mod steps;
mod suite;
mod test;
mod tidy;

use anyhow::Result;
use repository::Repository;
use std::process::ExitCode;
use xtask::faults;

const HELP: &str = "\
Chores of the dateline repository.

Usage: cargo xtask COMMAND

Commands:
  test          format, lints, documentation, repository rules, all Rust tests; stops at the first failure
  test --all    the same, and the suites that need more than the Rust toolchain (left out, and said so, where
                what they need is missing)
  tidy          the repository rules alone: crate arrows, lengths, unfinished code, paths, models, code map, cases
  page          the pages of `dateline compare` in a browser, by axe-core; needs Node, npm and Chromium
  snapshots     writes anew what dateline makes of the reports in tests/reports/ and examples/, and the schema of the
                contract; look at the change before you commit it
  english       writes anew how much English stands in Rust (xtask/english.tsv), which may only fall
  card DATA_DIR measures the model in models/ and writes models/MODEL.md; DATA_DIR is laid out as
                training/README.md says
  growth        how time and memory grow with a report's length, for input that nobody wishes for; fails where they
                grow too fast. Runs the release build; --fast reads with the fast model, in minutes
  growth --stories [REPORTS.jsonl]
                what grouping 200,000 generated reports takes, and how that grows; made of the sentences of
                examples/ and of the texts of REPORTS.jsonl
  faults N…|all [--smoke] [--seed S] [--threads T] [--texts FOLDER] [--count N] [--program FILE]
                does to the release build what would break a promise of reliability, by its number (RELIABILITY.md), and
                appends what was found there; --smoke is seconds of it and appends nothing; --texts and --count are for
                `formats`
  help          this text

Examples:
  cargo xtask test                  before every commit
  cargo xtask test --all            what the build machine runs
  cargo xtask tidy                  seconds; also while the crates do not compile
  cargo xtask faults 1 --seed 7     two hundred times killed and resumed
  cargo xtask snapshots             after a new model or a change to the language or record stage

Exit status: 0 all is well, 1 something failed, 2 the command was not understood.";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Test {
        all: bool,
    },
    Tidy,
    Page,
    Snapshots,
    English,
    Card {
        data: String,
    },
    Growth {
        fast: bool,
    },
    Stories {
        pages: Option<String>,
    },
    Faults {
        asked: faults::Asked,
    },
    /// What `growth` starts this program with.
    Measured {
        command: Vec<String>,
    },
    Help,
}

fn parse(arguments: &[String]) -> Result<Command, String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Err("no command given".to_owned()),
        ["help" | "--help" | "-h", ..] | [_, "--help" | "-h"] => Ok(Command::Help),
        ["test"] => Ok(Command::Test { all: false }),
        ["test", "--all"] => Ok(Command::Test { all: true }),
        ["tidy"] => Ok(Command::Tidy),
        ["page"] => Ok(Command::Page),
        ["snapshots"] => Ok(Command::Snapshots),
        ["english"] => Ok(Command::English),
        ["growth"] => Ok(Command::Growth { fast: false }),
        ["growth", "--fast"] => Ok(Command::Growth { fast: true }),
        ["growth", "--stories"] => Ok(Command::Stories { pages: None }),
        ["growth", "--stories", pages] => Ok(Command::Stories { pages: Some((*pages).to_owned()) }),
        [growth::MEASURED, ..] => Ok(Command::Measured { command: arguments[1..].to_vec() }),
        ["card", data] => Ok(Command::Card { data: (*data).to_owned() }),
        ["faults", asked @ ..] => faults::Asked::read(asked).map(|asked| Command::Faults { asked }),
        ["card"] => Err("`card` takes the folder of the data the model is measured on".to_owned()),
        [command @ ("test" | "tidy" | "page" | "snapshots" | "english" | "card" | "growth"), rest @ ..] => {
            Err(format!("`{command}` does not take `{}`", rest.join(" ")))
        }
        [command, ..] => Err(format!("unknown command `{command}`")),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let command = match parse(&arguments) {
        Ok(command) => command,
        Err(message) => {
            eprintln!("error: {message}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let done = match command {
        Command::Help => {
            println!("{HELP}");
            Ok(())
        }
        Command::Tidy => repository::root().and_then(|root| tidy::run(&Repository::read(&root)?)),
        Command::English => repository::root().and_then(|root| english(&root)),
        Command::Page => repository::root().and_then(|root| page::alone(&root)),
        Command::Snapshots => repository::root().and_then(|root| test::snapshots(&root)),
        Command::Card { data } => repository::root().and_then(|root| card::run(&root, &data)),
        Command::Growth { fast } => repository::root().and_then(|root| growth::run(&root, fast)),
        Command::Stories { pages } => repository::root().and_then(|root| growth::stories(&root, pages.as_deref())),
        Command::Faults { asked } => repository::root().and_then(|root| faults::run(&root, &asked)),
        Command::Measured { command } => growth::child(&command),
        Command::Test { all } => repository::root().and_then(|root| test::run(&root, all)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the table of English in Rust anew.
fn english(root: &std::path::Path) -> Result<()> {
    let table = tidy::english::table(&Repository::read(root)?);
    println!("{}", table.lines().last().unwrap_or_default());
    Ok(std::fs::write(root.join(tidy::english::TABLE), table)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Command, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn commands_are_understood() {
        assert_eq!(asked("test"), Ok(Command::Test { all: false }));
        assert_eq!(asked("test --all"), Ok(Command::Test { all: true }));
        assert_eq!(asked("tidy"), Ok(Command::Tidy));
        assert_eq!(asked("growth --fast"), Ok(Command::Growth { fast: true }));
        assert_eq!(asked("growth --stories"), Ok(Command::Stories { pages: None }));
        assert_eq!(asked("growth --stories a"), Ok(Command::Stories { pages: Some("a".to_owned()) }));
        assert_eq!(asked("--help"), Ok(Command::Help));
        assert_eq!(asked("tidy --help"), Ok(Command::Help));
        assert_eq!(asked("page"), Ok(Command::Page));
        assert_eq!(asked("snapshots"), Ok(Command::Snapshots));
        assert_eq!(asked("card data"), Ok(Command::Card { data: "data".to_owned() }));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert_eq!(asked("tydi"), Err("unknown command `tydi`".to_owned()));
        assert_eq!(asked("test --al"), Err("`test` does not take `--al`".to_owned()));
        assert!(asked("card").is_err_and(|message| message.contains("folder of the data")));
        assert_eq!(asked(""), Err("no command given".to_owned()));
    }
}
