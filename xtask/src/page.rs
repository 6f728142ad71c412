//! The pages of `dateline compare` in a browser: what axe-core finds wide, on a phone, in the dark and printed.
//!
//! What it needs beside Node and Chromium is named, with its hashes, in `tests/page/package-lock.json` and installed under
//! `target/`; where it cannot be fetched, the suite is left out.

use crate::counts::Counts;
use crate::steps::{Step, available};
use anyhow::{Result, bail};
use std::path::Path;

/// Where packages and pages go.
const FOLDER: &str = "target/page";
/// What the packages are installed from.
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// Whether the programs are there.
pub(crate) fn ready() -> bool {
    let browser = ["chromium", "chromium-browser", "google-chrome"].iter().any(|name| available(name, &["--version"]));
    browser && available("node", &["--version"]) && available("npm", &["--version"])
}

/// The suite as one of many: left out where its packages cannot be fetched.
pub(crate) fn check(root: &Path, _: &mut Counts) -> Result<()> {
    if !look(root)? {
        println!("==> pages in a browser: left out, for axe-core could not be fetched");
    }
    Ok(())
}

/// The suite asked for by name: an error where it cannot be run.
pub(crate) fn alone(root: &Path) -> Result<()> {
    if !ready() {
        bail!("node, npm or chromium is not on this machine");
    }
    if look(root)? { Ok(()) } else { bail!("axe-core could not be fetched") }
}

/// Writes pages of two reports, of three, and an index, and has them looked at; `false` where there is nothing to look with.
fn look(root: &Path) -> Result<bool> {
    if !installed(root)? {
        return Ok(false);
    }
    let two = format!("{FOLDER}/two.html");
    let stories = format!("{FOLDER}/stories");
    let examples = "run --quiet --package dateline-cli -- compare examples/harbour-accord-wire.txt \
         examples/harbour-accord-daily.txt --quiet --format html -o";
    Step::cargo(root, "page of two reports", examples).with([two.clone()]).run()?;
    let many =
        "run --quiet --package dateline-cli -- compare tests/page/stories.jsonl --by story --quiet --format html -o";
    Step::cargo(root, "pages of stories", many).with([stories.clone()]).run()?;
    let mut pages = vec![two];
    for entry in std::fs::read_dir(root.join(&stories))? {
        pages.push(format!("{stories}/{}", entry?.file_name().to_string_lossy()));
    }
    pages.sort();
    let step = Step::new(root, "pages in a browser", "node", "tests/page/check.js").with(pages);
    step.variable("NODE_PATH", "target/page/node_modules").run()?;
    Ok(true)
}

/// Installs the packages, unless those that are there are of the same lock file.
fn installed(root: &Path) -> Result<bool> {
    let folder = root.join(FOLDER);
    let done = folder.join("installed.json");
    let lock = std::fs::read(root.join("tests/page/package-lock.json"))?;
    if std::fs::read(&done).is_ok_and(|old| old == lock) {
        return Ok(true);
    }
    std::fs::create_dir_all(&folder)?;
    for name in MANIFESTS {
        std::fs::copy(root.join("tests/page").join(name), folder.join(name))?;
    }
    let step = Step::new(root, "packages", "npm", "ci --ignore-scripts --no-audit --no-fund --prefix");
    if step.with([FOLDER.to_owned()]).run().is_err() {
        return Ok(false);
    }
    std::fs::write(done, lock)?;
    Ok(true)
}
