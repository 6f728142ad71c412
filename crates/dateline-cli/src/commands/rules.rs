//! `dateline rules`: a user's rules and their tests.

use super::Outcome;
use super::input::TableArguments;
use crate::style;
use crate::usage::usage;
use clap::Subcommand;
use dateline::records::proof::{check, wanted};
use std::io::Write;
use std::path::PathBuf;

/// A user's event rules.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Runs the sentences that stand inside the rules of a folder, laid over those of the program.
    Test(Arguments),
}

/// Runs the sentences that stand inside the rules of a folder, laid over those of the program.
///
/// Each test is a sentence and what is to come of it (`-> RUS/GOV > USA`, `-> none`); it holds where one of the two
/// models reads it so. A rule with the name of one of ours takes its place.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline rules test my-rules/
  dateline rules test my-rules/ --lexicon my-tables/

Exit codes: 0 all hold; 1 some do not; 64 a file cannot be read: file, line and remedy are printed.")]
pub(crate) struct Arguments {
    /// The folder: files called like their category, `accuse.toml`, and perhaps `lists.toml`.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// A folder of tables and lists to lay over those of the program.
    #[arg(long, value_name = "DIR")]
    lexicon: Vec<PathBuf>,
}

pub(crate) fn run(command: &Command) -> anyhow::Result<Outcome> {
    let Command::Test(a) = command;
    let arguments =
        TableArguments { lexicon: a.lexicon.clone(), rules: vec![a.folder.clone()], ..TableArguments::default() };
    let own = arguments.tables(false)?;
    let tables = own.tables();
    let ours = dateline::records::rules::Rules::builtin();
    let theirs = tables
        .rules
        .all
        .iter()
        .filter(|r| !ours.all.iter().any(|o| o.id == r.id && o.when == r.when && o.doc == r.doc));
    let mut out = anstream::stdout().lock();
    let (mut held, mut failed) = (0, 0);
    for rule in theirs {
        for test in &rule.tests {
            match check(&tables, rule, test) {
                Ok(()) => held += 1,
                Err(got) => {
                    failed += 1;
                    let (on, off) = (style::ERROR.render(), style::ERROR.render_reset());
                    writeln!(out, "{on}{}{off}: {}\n  wanted {}\n  got    {got}", rule.id, test.text, wanted(test))?;
                }
            }
        }
    }
    if held + failed == 0 {
        let folder = a.folder.display();
        return Err(usage(format!(
            "{folder} holds no rule of its own; a file is called like its category: accuse.toml"
        )));
    }
    writeln!(out, "{held} passed, {failed} failed")?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::NothingRead })
}
