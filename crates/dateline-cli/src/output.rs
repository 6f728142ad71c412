//! Where output goes: data to standard output or a file, words for people to standard error.

use crate::style;
use crate::usage::usage;
use crate::view::plain;
use anstream::adapter::StripBytes;
use anyhow::Context;
use dateline::io::Replacement;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where a command's data goes.
pub(crate) enum Output {
    /// Text for reading: colours are taken out where nobody sees them.
    Terminal(anstream::AutoStream<io::StdoutLock<'static>>),
    /// Data, which must pass untouched.
    Standard(BufWriter<io::StdoutLock<'static>>),
    /// A file's next content, and where it is to stand. A file is no terminal: colours would stand in it as signs, and
    /// are taken out where there may be some.
    File(BufWriter<Replacement>, PathBuf, Option<StripBytes>),
}

impl Output {
    /// Standard output, or the file `to`, which must be none of the inputs. `coloured` says that what is written may
    /// hold colours.
    pub(crate) fn open(to: Option<&Path>, inputs: &[PathBuf], coloured: bool) -> anyhow::Result<Self> {
        let Some(path) = to else {
            return Ok(match coloured {
                true => Self::Terminal(anstream::stdout().lock()),
                false => Self::Standard(BufWriter::new(io::stdout().lock())),
            });
        };
        if let Some(input) = inputs.iter().find(|input| is_read_from(path, input)) {
            let (path, input) = (path.display(), input.display());
            return Err(usage(format!("-o {path} would overwrite what is read ({input}); name another file")));
        }
        let file = Replacement::begin(path).with_context(|| format!("-o {}", path.display()))?;
        Ok(Self::File(BufWriter::new(file), path.to_owned(), coloured.then(StripBytes::new)))
    }

    /// Ends the output. A file takes its place only where there is something to `keep`; else the old one stays.
    pub(crate) fn finish(mut self, keep: bool) -> anyhow::Result<()> {
        self.flush()?;
        if let (Self::File(file, path, _), true) = (self, keep) {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.finish().with_context(|| format!("-o {}", path.display()))?;
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Terminal(out) => out.write(bytes),
            Self::Standard(out) => out.write(bytes),
            Self::File(out, _, None) => out.write(bytes),
            Self::File(out, _, Some(strip)) => {
                strip.strip_next(bytes).try_for_each(|plain| out.write_all(plain))?;
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Terminal(out) => out.flush(),
            Self::Standard(out) => out.flush(),
            Self::File(out, ..) => out.flush(),
        }
    }
}

/// Whether a file that exists is an input, or lies in a folder that is one.
fn is_read_from(path: &Path, input: &Path) -> bool {
    let same = |a: &Path| same_file::is_same_file(a, input).unwrap_or(false);
    path.exists() && (same(path) || (input.is_dir() && path.ancestors().skip(1).any(|a| same(named(a)))))
}

/// The folder that an empty parent stands for.
fn named(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// An error for people, on standard error.
pub(crate) fn complain(message: &str) {
    let message = plain(message);
    tell(&format!("{}error:{} {message}", style::ERROR.render(), style::ERROR.render_reset()));
}

/// A line for people. Where standard error is full or closed, nothing else is lost by it.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}
