//! `cargo xtask faults N`: one promise of reliability, shown by doing to the program what would break it.
//!
//! All of it is done from outside, to the program as it is installed, by a seed that is printed; what a promise's run found
//! is appended to `RELIABILITY.md`. The program's own tests run each in small.

mod damage;
mod disk;
mod encodings;
mod formats;
mod inputs;
mod interrupted;
mod mutants;
mod runs;
mod same;
mod texts;
mod wrap;

use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// How much is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Seconds of it, for the tests.
    Smoke,
    /// What the promise says.
    Full,
}

/// A promise and how it is shown.
#[derive(Debug)]
pub struct Promise {
    /// Its number, or word.
    pub name: &'static str,
    /// The promise.
    pub what: &'static str,
    run: fn(&Bench) -> Result<String>,
}

/// All of them that the program as it stands can be held to.
pub const PROMISES: &[Promise] = &[
    Promise { name: "1", what: "a run that is killed loses and doubles nothing", run: interrupted::killed },
    Promise { name: "2", what: "a disk that fails loses nothing that was committed", run: disk::failing },
    Promise { name: "3", what: "one writes at a time", run: interrupted::two_writers },
    Promise { name: "4", what: "twice, in another order, in parts: the same", run: same::again },
    Promise { name: "5", what: "threads and kernels change no byte", run: same::threads },
    Promise { name: "8", what: "every span is where it says", run: mutants::spans },
    Promise { name: "9", what: "damaged sources cost what is damaged, and no panic", run: mutants::sources },
    Promise { name: "10", what: "bombs end at a limit", run: inputs::bombs },
    Promise { name: "11", what: "a broken archive gives all records that are whole", run: damage::archive },
    Promise { name: "12", what: "any encoding is read, and valid UTF-8 comes out", run: encodings::labels },
    Promise { name: "13", what: "enormous input is refused or cut within limits", run: inputs::enormous },
    Promise { name: "14", what: "rules and tables that are wrong are told, and no panic", run: mutants::tables },
    Promise { name: "16", what: "memory does not grow with the number of reports", run: same::memory },
    Promise { name: "20", what: "a damaged model file is not loaded", run: mutants::models },
    Promise { name: "21", what: "what is exported runs nowhere", run: formats::harmless },
    Promise { name: "24", what: "a clean end on a signal and a closed pipe", run: interrupted::stopped },
    Promise { name: "formats", what: "the same reports in every format give the same", run: formats::all },
];

/// Where and with what promises are shown.
#[derive(Debug)]
pub struct Bench {
    program: PathBuf,
    folder: PathBuf,
    seed: u64,
    size: Size,
    threads: String,
    /// A folder of texts, for what takes given ones.
    texts: Option<PathBuf>,
    /// How many of them.
    count: usize,
}

impl Bench {
    /// With a program; `name` tells its folder from others.
    ///
    /// # Errors
    /// Where no folder can be made.
    pub fn new(program: &Path, name: &str, size: Size, seed: u64) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("dateline-faults-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let program = program.canonicalize().with_context(|| program.display().to_string())?;
        Ok(Self { program, folder, seed, size, threads: "2".into(), texts: None, count: 20_000 })
    }

    /// Shows a promise; what was found, in words.
    ///
    /// # Errors
    /// Where it is not kept.
    pub fn show(&self, promise: &Promise) -> Result<String> {
        (promise.run)(self).with_context(|| format!("promise {} ({}), seed {}", promise.name, promise.what, self.seed))
    }

    fn of(&self, smoke: usize, full: usize) -> usize {
        if self.size == Size::Full { full } else { smoke }
    }

    fn dice(&self) -> crate::dice::Dice {
        crate::dice::Dice::of(self.seed)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What cannot be removed the system removes with its other temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What can be typed behind `faults`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    names: Vec<String>,
    smoke: bool,
    seed: Option<u64>,
    threads: Option<String>,
    texts: Option<String>,
    count: Option<usize>,
    program: Option<String>,
}

impl Asked {
    /// Reads it.
    ///
    /// # Errors
    /// In words, where it is not understood.
    pub fn read(words: &[&str]) -> Result<Self, String> {
        let mut asked = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().map(|w| (*w).to_owned()).ok_or(format!("`{word}` takes a value"));
            match *word {
                "--smoke" => asked.smoke = true,
                "--seed" => asked.seed = Some(value()?.parse().map_err(|_| "a seed is a number".to_owned())?),
                "--count" => asked.count = Some(value()?.parse().map_err(|_| "a count is a number".to_owned())?),
                "--threads" => asked.threads = Some(value()?),
                "--texts" => asked.texts = Some(value()?),
                "--program" => asked.program = Some(value()?),
                "all" => asked.names.extend(PROMISES.iter().map(|p| p.name.to_owned())),
                name if PROMISES.iter().any(|p| p.name == name) => asked.names.push(name.to_owned()),
                other => {
                    let known: Vec<&str> = PROMISES.iter().map(|p| p.name).collect();
                    return Err(format!(
                        "`{other}` is no promise that is shown so; there are {}, and all",
                        known.join(", ")
                    ));
                }
            }
        }
        if asked.names.is_empty() {
            return Err("`faults` takes the number of a promise, or `all`".to_owned());
        }
        Ok(asked)
    }
}

/// Shows what was asked for, and appends what was found to `RELIABILITY.md`, but for what was done in small.
///
/// # Errors
/// Where a promise is not kept, all having been tried.
pub fn run(root: &Path, asked: &Asked) -> Result<()> {
    let program = asked.program.as_ref().map_or_else(|| root.join("target/release/dateline"), PathBuf::from);
    if !program.is_file() {
        bail!("there is no release build; `cargo build --release` makes it, or `--program FILE` names one");
    }
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seed = asked.seed.unwrap_or(clock.as_secs() % 1_000_000);
    let size = if asked.smoke { Size::Smoke } else { Size::Full };
    println!("seed {seed}");
    let mut broken = Vec::new();
    for promise in PROMISES.iter().filter(|p| asked.names.iter().any(|n| n == p.name)) {
        let mut bench = Bench::new(&program, promise.name, size, seed)?;
        bench.threads = asked.threads.clone().unwrap_or(bench.threads.clone());
        bench.count = asked.count.unwrap_or(bench.count);
        bench.texts = asked.texts.as_ref().map(PathBuf::from);
        let begun = std::time::Instant::now();
        match bench.show(promise) {
            Ok(figure) => {
                println!("{}: {}: {figure} ({:.0} s)", promise.name, promise.what, begun.elapsed().as_secs_f64());
                if size == Size::Full {
                    append(root, promise, seed, clock.as_secs(), &figure)?;
                }
            }
            Err(error) => {
                println!("{}: NOT KEPT: {error:#}", promise.name);
                broken.push(promise.name);
            }
        }
    }
    if !broken.is_empty() {
        bail!("not kept: {}", broken.join(", "));
    }
    Ok(())
}

/// Adds a row to the table at the end of `RELIABILITY.md`.
fn append(root: &Path, promise: &Promise, seed: u64, clock: u64, figure: &str) -> Result<()> {
    let path = root.join("RELIABILITY.md");
    let mut page = std::fs::read_to_string(&path)?;
    let commit = Command::new("git").args(["rev-parse", "--short", "HEAD"]).current_dir(root).output()?;
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    let _ = writeln!(page, "| {} | {} | {commit} | {seed} | {figure} |", promise.name, day(clock));
    Ok(std::fs::write(path, page)?)
}

/// The day of some seconds since 1970.
fn day(seconds: u64) -> String {
    // Counted from the first of March of the year 0, so that the day that leap years add is a year's last.
    let days = seconds / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + u64::from(month <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted() {
        for (seconds, want) in [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_790_000_000, "2026-09-21")] {
            assert_eq!(day(seconds), want);
        }
    }

    #[test]
    fn what_is_asked_is_understood() {
        let asked = Asked::read(&["1", "24", "--seed", "7", "--smoke"]).unwrap();
        assert_eq!((asked.names.len(), asked.seed, asked.smoke), (2, Some(7), true));
        assert_eq!(Asked::read(&["all"]).unwrap().names.len(), PROMISES.len());
        assert!(Asked::read(&["99"]).unwrap_err().contains("no promise"));
        assert!(Asked::read(&[]).is_err() && Asked::read(&["1", "--seed"]).is_err());
    }
}
