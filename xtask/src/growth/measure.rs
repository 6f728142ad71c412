//! What one run of a program takes: time of the processor, and the most memory it held.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};

/// What a run took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Taken {
    /// Of the processor, in the program and for it.
    pub(super) seconds: f64,
    /// The most memory held at once.
    pub(super) bytes: f64,
}

/// Runs a program and measures it. The system adds up what all children of a process took, so each run has a process of
/// its own: this program again, as [`child`].
pub(super) fn run(program: &Path, arguments: &[&str]) -> Result<Taken> {
    let own = std::env::current_exe().context("where this program lies is not known")?;
    let output = Command::new(own).arg(super::MEASURED).arg(program).args(arguments).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        bail!(
            "{} {} failed: {}",
            program.display(),
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    read(&text).with_context(|| format!("no measure came back: {text}"))
}

fn read(text: &str) -> Option<Taken> {
    let (seconds, bytes) = text.trim().split_once(' ')?;
    Some(Taken { seconds: seconds.parse().ok()?, bytes: bytes.parse().ok()? })
}

/// Runs a program in the process that was started for it, and prints what it took.
#[cfg(unix)]
pub(crate) fn child(command: &[String]) -> Result<()> {
    use nix::sys::resource::{UsageWho, getrusage};
    let [program, arguments @ ..] = command else { bail!("nothing to measure") };
    let status = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    // 1 says that something was refused, which is an answer too.
    if status.code().is_none_or(|code| code >= 2) {
        bail!("it ended with {status}");
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = [usage.user_time(), usage.system_time()].map(|t| t.tv_sec() as f64 + t.tv_usec() as f64 / 1e6);
    // Linux counts in units of 1024 bytes, macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    println!("{} {}", seconds[0] + seconds[1], usage.max_rss() * unit);
    Ok(())
}

/// What a process took is known nowhere but where there is `getrusage`.
#[cfg(not(unix))]
pub(crate) fn child(_: &[String]) -> Result<()> {
    bail!("`growth` measures on Unix systems only")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_child_prints_is_read() {
        assert_eq!(read("1.5 2048\n"), Some(Taken { seconds: 1.5, bytes: 2048.0 }));
        assert_eq!(read("nothing"), None);
    }
}
