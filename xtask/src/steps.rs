//! One step of a longer run: a command, announced, timed, and told plainly when it fails.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// A command of the run, with the words that announce it.
pub(crate) struct Step<'a> {
    root: &'a Path,
    name: &'a str,
    program: OsString,
    arguments: Vec<String>,
    environment: Vec<(&'a str, &'a str)>,
}

impl<'a> Step<'a> {
    /// A step that starts `program` in the folder `root`; `arguments` are parted by white space.
    pub(crate) fn new(root: &'a Path, name: &'a str, program: impl Into<OsString>, arguments: &str) -> Step<'a> {
        let arguments = arguments.split_whitespace().map(str::to_owned).collect();
        Step { root, name, program: program.into(), arguments, environment: Vec::new() }
    }

    /// A step that starts the cargo which started this program.
    pub(crate) fn cargo(root: &'a Path, name: &'a str, arguments: &str) -> Step<'a> {
        Step::new(root, name, std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments)
    }

    /// More arguments, each taken as it is.
    pub(crate) fn with(mut self, arguments: impl IntoIterator<Item = String>) -> Step<'a> {
        self.arguments.extend(arguments);
        self
    }

    /// A variable of the command's environment.
    pub(crate) fn variable(mut self, name: &'a str, value: &'a str) -> Step<'a> {
        self.environment.push((name, value));
        self
    }

    /// What a person would type to run this step alone.
    fn line(&self) -> String {
        let program = Path::new(&self.program).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let variables = self.environment.iter().map(|(name, value)| format!("{name}='{value}'"));
        variables.chain([program]).chain(self.arguments.iter().cloned()).collect::<Vec<_>>().join(" ")
    }

    /// Runs it; `Err` where it fails.
    pub(crate) fn run(&self) -> Result<()> {
        self.reading(|_| ()).and_then(|ok| if ok { Ok(()) } else { bail!("{}", self.failure()) })
    }

    /// Runs it and gives back whether it succeeded, and all it printed, which is shown as it comes.
    pub(crate) fn run_and_read(&self) -> Result<(bool, String)> {
        let mut output = String::new();
        let ok = self.reading(|line| output.push_str(line))?;
        Ok((ok, output))
    }

    /// The message for a run that ends at this step.
    pub(crate) fn failure(&self) -> String {
        format!("the step `{}` failed; to run it alone: {}", self.name, self.line())
    }

    fn reading(&self, mut each: impl FnMut(&str)) -> Result<bool> {
        announce(self.name, &self.line());
        let begun = Instant::now();
        let (reader, writer) = std::io::pipe().context("no pipe could be made")?;
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).envs(self.environment.iter().copied()).current_dir(self.root);
        // One pipe for both streams keeps their lines in order; colours would stand in the way of reading summaries.
        command.env("CARGO_TERM_COLOR", "never").stdin(Stdio::null());
        command.stdout(writer.try_clone()?).stderr(writer);
        let mut child = command.spawn().with_context(|| format!("{} could not be started", self.line()))?;
        // It still holds the writing end, without which the reader would wait for ever.
        drop(command);
        let mut reader = BufReader::new(reader);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            each(&text);
            line.clear();
        }
        let ok = child.wait()?.success();
        report(self.name, ok, begun);
        Ok(ok)
    }
}

/// Runs a step that is a function of this program.
pub(crate) fn inside(name: &str, line: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    announce(name, line);
    let begun = Instant::now();
    let done = work();
    report(name, done.is_ok(), begun);
    done.with_context(|| format!("the step `{name}` failed; to run it alone: {line}"))
}

/// Whether a command can be started at all.
pub(crate) fn available(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn announce(name: &str, line: &str) {
    println!("==> {name}: {line}");
}

fn report(name: &str, ok: bool, begun: Instant) {
    let verdict = if ok { "done" } else { "FAILED" };
    println!("<== {name}: {verdict} in {:.1} s", begun.elapsed().as_secs_f64());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_reads_both_streams_in_order_and_tells_success_from_failure() {
        let here = Path::new(".");
        let good = Step::cargo(here, "version", "--version");
        let (ok, output) = good.run_and_read().unwrap();
        assert!(ok && output.starts_with("cargo "), "{output}");
        let bad = Step::cargo(here, "nothing", "no-such-command");
        let (ok, output) = bad.run_and_read().unwrap();
        assert!(!ok && output.contains("no-such-command"), "{output}");
        let message = bad.run().unwrap_err().to_string();
        assert_eq!(message, "the step `nothing` failed; to run it alone: cargo no-such-command");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let step = Step::new(Path::new("."), "ghost", "no-such-program-here", "--now").variable("A", "b c");
        let message = step.run().unwrap_err().to_string();
        assert_eq!(message, "A='b c' no-such-program-here --now could not be started");
        assert!(!available("no-such-program-here", &[]));
    }
}
