//! `cargo xtask test`: everything that has to hold before a change lands, quickest refusal first, tests last.

use crate::counts::{Counts, Runner, count};
use crate::page;
use crate::repository::Repository;
use crate::steps::{Step, available, inside};
use crate::tidy;
use anyhow::{Result, bail};
use std::path::Path;

/// A suite that needs more than the Rust toolchain.
struct Optional {
    name: &'static str,
    /// What has to be there, in words.
    needs: &'static str,
    ready: fn() -> bool,
    /// Runs it and adds its tests to the total.
    run: fn(&Path, &mut Counts) -> Result<()>,
}

/// All optional suites of `--all`, in one place: one for Java gets a row here.
const OPTIONAL: &[Optional] = &[
    Optional { name: "dependency rules", needs: "cargo-deny", ready: deny_ready, run: deny },
    Optional { name: "pages in a browser", needs: "node, npm or chromium", ready: page::ready, run: page::check },
    Optional { name: "training scripts", needs: "python3", ready: python_ready, run: training },
];

/// Runs all steps in `root`, and with `all` the optional suites; `Err` at the first that fails.
pub(crate) fn run(root: &Path, all: bool) -> Result<()> {
    Step::cargo(root, "format", "fmt --all --check").run()?;
    inside("tidy", "cargo xtask tidy", || tidy::run(&Repository::read(root)?))?;
    Step::cargo(root, "lints", "clippy --workspace --all-targets -- -D warnings").run()?;
    let documentation = Step::cargo(root, "documentation", "doc --workspace --no-deps");
    documentation.variable("RUSTDOCFLAGS", "-D warnings").run()?;
    let mut total = Counts::default();
    if all {
        for suite in OPTIONAL {
            if (suite.ready)() {
                (suite.run)(root, &mut total)?;
            } else {
                println!("==> {}: left out, for {} is not on this machine", suite.name, suite.needs);
            }
        }
    }
    rust_tests(root, &mut total)?;
    if total.passed == 0 {
        bail!("no test ran");
    }
    println!("{total}");
    Ok(())
}

/// Writes the snapshots of whole reports, and the schema of the contract, anew.
pub(crate) fn snapshots(root: &Path) -> Result<()> {
    for (name, tests) in [("snapshots", "dateline --test reports"), ("schema", "dateline-contract --lib schema")] {
        Step::cargo(root, name, &format!("test --package {tests}")).variable("UPDATE", "1").run()?;
    }
    println!("written; `git diff tests/reports docs` shows what changed");
    Ok(())
}

/// All Rust tests. nextest runs no examples of the documentation, so cargo runs those after it.
fn rust_tests(root: &Path, total: &mut Counts) -> Result<()> {
    if !available("cargo", &["nextest", "--version"]) {
        let step = Step::cargo(root, "tests", "test --workspace --no-fail-fast");
        return counted(&step, Runner::Cargo, total);
    }
    let step = Step::cargo(root, "tests", "nextest run --workspace --no-fail-fast");
    counted(&step, Runner::Nextest, total)?;
    let step = Step::cargo(root, "examples of the documentation", "test --workspace --doc --no-fail-fast");
    counted(&step, Runner::Cargo, total)
}

/// Runs a step that runs tests. A failure prints the count too, so that the last lines say how many failed.
fn counted(step: &Step<'_>, runner: Runner, total: &mut Counts) -> Result<()> {
    let (ok, output) = step.run_and_read()?;
    *total += count(runner, &output);
    if !ok {
        println!("{total}");
        bail!("{}", step.failure());
    }
    Ok(())
}

fn deny_ready() -> bool {
    available("cargo", &["deny", "--version"])
}

/// Advisories need the network, so the machine that updates dependencies asks for those.
fn deny(root: &Path, _: &mut Counts) -> Result<()> {
    Step::cargo(root, "dependency rules", "deny --offline check bans licenses sources").run()
}

fn python_ready() -> bool {
    available("python3", &["--version"])
}

/// The training scripts compile, and their unit tests, where there are some, pass.
fn training(root: &Path, total: &mut Counts) -> Result<()> {
    let repository = Repository::read(root)?;
    let scripts: Vec<String> = repository
        .texts(&[".py"])
        .map(|(path, _)| path.to_owned())
        .filter(|path| path.starts_with("training/"))
        .collect();
    if scripts.is_empty() {
        println!("==> training scripts: there are none");
        return Ok(());
    }
    let tests = scripts.iter().any(|path| path.rsplit('/').next().is_some_and(|name| name.starts_with("test_")));
    // Compiled files go where builds go, not beside the scripts.
    let step = Step::new(root, "training scripts", "python3", "-m py_compile").with(scripts);
    step.variable("PYTHONPYCACHEPREFIX", "target/python").run()?;
    if !tests {
        println!("==> training tests: there are none");
        return Ok(());
    }
    let step = Step::new(root, "training tests", "python3", "-m unittest discover -s training -p test_*.py");
    counted(&step.variable("PYTHONPYCACHEPREFIX", "target/python"), Runner::Unittest, total)
}
