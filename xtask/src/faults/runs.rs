//! Runs of the program, measured and held to what they must account for.

use super::Bench;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

/// How a run went.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) notes: String,
    /// The most memory it held, in bytes, as far as it was seen.
    pub(super) peak: u64,
    pub(super) seconds: f64,
}

/// In = stored + there + refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) items: u64,
    pub(super) stored: u64,
    pub(super) there: u64,
    pub(super) refused: u64,
}

impl Ran {
    /// Fails where the program panicked, whether or not that was caught.
    pub(super) fn calm(self, what: &str) -> Result<Self> {
        let fault = ["fault of its own", "met a fault", "panicked"]
            .iter()
            .find(|w| self.notes.contains(**w) || self.out.contains(**w));
        match (fault, self.code) {
            (None, Some(0..=2 | 64)) => Ok(self),
            _ => bail!("{what}: it ended with {:?}: {}", self.code, tail(&self.notes)),
        }
    }

    /// What `ingest` says of its items; fails where the numbers do not add up.
    pub(super) fn account(&self) -> Result<Account> {
        let line = self.out.lines().last().unwrap_or_default();
        let before = |word: &str| {
            let at = line.find(word)?;
            line[..at].trim_end().rsplit([' ', ':']).next()?.parse().ok()
        };
        let numbers = (before(" items = "), before(" stored"), before(" there before"), before(" refused"));
        let (Some(items), Some(stored), Some(there), Some(refused)) = numbers else {
            bail!("no account: {line:?} {}", tail(&self.notes))
        };
        if items != stored + there + refused {
            bail!("{line}: that does not add up");
        }
        Ok(Account { items, stored, there, refused })
    }
}

/// The end of a text.
pub(super) fn tail(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(600))..]
}

/// The most memory a process held so far.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
}

impl Bench {
    /// The program in the folder of this bench.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Ran> {
        self.finish(self.command(arguments), |_| Ok(()))
    }

    /// Runs it, and writes to it what `feed` writes.
    pub(super) fn fed(
        &self,
        arguments: &[&str],
        feed: impl FnOnce(&mut ChildStdin) -> std::io::Result<()> + Send,
    ) -> Result<Ran> {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped());
        self.finish(command, feed)
    }

    /// Runs a command to its end; what it prints goes by files, which are never full.
    pub(super) fn finish(
        &self,
        mut command: Command,
        feed: impl FnOnce(&mut ChildStdin) -> std::io::Result<()> + Send,
    ) -> Result<Ran> {
        let (out, notes) = (self.folder.join(".out"), self.folder.join(".notes"));
        command.stdout(File::create(&out)?).stderr(File::create(&notes)?);
        let begun = Instant::now();
        let mut child = command.spawn().with_context(|| format!("{} could not be started", self.program.display()))?;
        let stdin = child.stdin.take();
        let (status, peak) = std::thread::scope(|scope| {
            if let Some(mut stdin) = stdin {
                // The program may end before it has read all.
                scope.spawn(move || drop(feed(&mut stdin)));
            }
            watch(&mut child)
        })?;
        let read = |path: &Path| std::fs::read(path).map(|b| String::from_utf8_lossy(&b).into_owned());
        let seconds = begun.elapsed().as_secs_f64();
        Ok(Ran { code: status.code(), out: read(&out)?, notes: read(&notes)?, peak, seconds })
    }

    /// Codes a source into a project file.
    pub(super) fn ingest(&self, source: &str, into: &str) -> Result<Ran> {
        self.run(&self.line(source, into))?.calm(source)
    }

    /// What is typed for that.
    pub(super) fn line<'a>(&'a self, source: &'a str, into: &'a str) -> Vec<&'a str> {
        vec!["ingest", source, "--into", into, "--model", "fast", "-q", "--threads", &self.threads]
    }

    /// The digest of a project file.
    pub(super) fn digest(&self, file: &str) -> Result<String> {
        let ran = self.run(&["digest", file])?.calm(file)?;
        let digest = ran.out.split_whitespace().next().map(str::to_owned);
        digest.with_context(|| format!("{file}: no digest: {}", tail(&ran.notes)))
    }

    /// A number that a question to a project file gives.
    pub(super) fn number(&self, file: &str, sql: &str) -> Result<u64> {
        let ran = self.run(&["sql", file, sql, "--format", "csv"])?.calm(sql)?;
        ran.out
            .lines()
            .nth(1)
            .and_then(|n| n.trim().parse().ok())
            .with_context(|| format!("{file}: {sql}: {}", tail(&ran.notes)))
    }

    /// Whether SQLite finds a project file whole.
    pub(super) fn sound(&self, file: &str) -> Result<()> {
        let ran = self.run(&["sql", file, "SELECT * FROM pragma_integrity_check", "--format", "csv"])?.calm(file)?;
        match ran.out.lines().nth(1) {
            Some("ok") => Ok(()),
            _ => bail!("{file} is not sound: {}{}", tail(&ran.out), tail(&ran.notes)),
        }
    }

    /// Writes a file.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        File::create(&path)?.write_all(bytes)?;
        Ok(())
    }

    /// Takes a project file and what lies beside it, or a folder, away.
    pub(super) fn clear(&self, name: &str) {
        for ending in ["", "-wal", "-shm", "-journal", ".lock"] {
            // What is not there need not go.
            let _ = std::fs::remove_file(self.folder.join(format!("{name}{ending}")));
        }
        let _ = std::fs::remove_dir_all(self.folder.join(name));
    }
}

/// Waits for a process, and sees how much memory it takes.
pub(super) fn watch(child: &mut Child) -> std::io::Result<(std::process::ExitStatus, u64)> {
    let mut most = 0;
    loop {
        most = most.max(peak(child.id()));
        if let Some(status) = child.try_wait()? {
            return Ok((status, most));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}
