//! The files of the repository, read once, so that a rule is a function from values to findings.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// One file, tracked or about to be.
pub(crate) struct File {
    /// Path from the root, with `/` on every system.
    pub(crate) path: String,
    /// Its size in bytes.
    pub(crate) size: u64,
    /// Its text; `None` where it is binary.
    pub(crate) text: Option<String>,
}

/// All files git tracks or would track.
pub(crate) struct Repository {
    /// In order of their paths.
    pub(crate) files: Vec<File>,
}

impl Repository {
    /// Reads every file under `root` that git tracks or does not ignore.
    pub(crate) fn read(root: &Path) -> Result<Repository> {
        let listed = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .current_dir(root)
            .output()
            .context("git, which lists the repository's files, could not be started")?;
        if !listed.status.success() {
            bail!("git ls-files failed: {}", String::from_utf8_lossy(&listed.stderr).trim());
        }
        let names = String::from_utf8(listed.stdout).context("a file name is not UTF-8")?;
        let mut paths: Vec<&str> = names.split('\0').filter(|p| !p.is_empty()).collect();
        paths.sort_unstable();
        paths.dedup();
        let mut files = Vec::new();
        for path in paths {
            let at = root.join(path);
            // Deleted but not yet committed, or a link to a folder: nothing to read.
            if !at.is_file() {
                continue;
            }
            let bytes = std::fs::read(&at).with_context(|| format!("cannot read {path}"))?;
            let size = bytes.len() as u64;
            let text = if bytes.contains(&0) { None } else { String::from_utf8(bytes).ok() };
            files.push(File { path: path.to_owned(), size, text });
        }
        Ok(Repository { files })
    }

    /// The file at `path`, where there is one.
    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|f| f.path == path)
    }

    /// Paths and texts of the files whose path ends in one of `endings`.
    pub(crate) fn texts<'a>(&'a self, endings: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |f| endings.iter().any(|e| f.path.ends_with(e)))
            .filter_map(|f| Some((f.path.as_str(), f.text.as_deref()?)))
    }

    /// A repository made of texts, for tests.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Repository {
        let file = |&(path, text): &(&str, &str)| File {
            path: path.to_owned(),
            size: text.len() as u64,
            text: Some(text.to_owned()),
        };
        Repository { files: files.iter().map(file).collect() }
    }
}

/// The root of the repository: the folder above this crate.
pub(crate) fn root() -> Result<PathBuf> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").context("start this as `cargo xtask COMMAND`")?;
    let root = Path::new(&here).parent().context("the crate xtask has no folder above it")?;
    Ok(root.to_path_buf())
}
