//! `cargo xtask growth`: how time and memory grow with a report's length, for input that nobody wishes for.
//!
//! Runs the release program on generated texts of several sizes, takes off what an empty run takes, and fails where
//! time grows faster than length or memory passes its limit.

mod inputs;
mod many;
mod measure;

pub(crate) use measure::child;

use anyhow::{Context, Result, bail};
use inputs::{ALL, Dice, Input, near_copy};
use measure::Taken;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The hidden command with which this program measures a run in a process of its own.
pub(crate) const MEASURED: &str = "growth-of-one";

/// Sizes in bytes.
const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 3_000_000];
/// The steepest that time may grow: slope of its logarithm over that of the size.
const STEEPEST: f64 = 1.15;
/// Runs that take less than this many seconds say nothing of growth.
const TOO_SHORT: f64 = 0.05;
/// Runs that take less are made several times, and the quickest counts.
const SHORT: f64 = 1.0;
/// The most memory for each byte of the longest text, in bytes.
const MOST_BYTES: f64 = 300.0;
/// Near-copies compared, and the seconds that reading and comparing them may take.
const COPIES: usize = 100;
const MOST_SECONDS: f64 = 5.0;

/// Measures everything, prints the table, and fails where a limit is passed.
pub(crate) fn run(root: &Path, fast: bool) -> Result<()> {
    let bench = Bench::new(root, fast)?;
    println!("| input | 10 KB | 100 KB | 1 MB | 3 MB | slope | memory at 3 MB | bytes a byte |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    let mut broken = Vec::new();
    for input in &ALL {
        let row = bench.row(input)?;
        println!("{}", row.line(input.name));
        broken.extend(row.broken(input.name));
    }
    let seconds = bench.copies(root)?;
    println!("\n{COPIES} near-copies read and compared: {seconds:.1} s of the processor");
    if fast && seconds > MOST_SECONDS {
        broken.push(format!("{COPIES} near-copies take {seconds:.1} s, more than {MOST_SECONDS}"));
    }
    if !broken.is_empty() {
        bail!("limits are passed:\n  {}", broken.join("\n  "));
    }
    Ok(())
}

/// Measures the grouping of many reports; `pages` may name a file of reports whose sentences are lent.
pub(crate) fn stories(root: &Path, pages: Option<&str>) -> Result<()> {
    let bench = Bench::new(root, true)?;
    many::run(root, &bench.program, &bench.folder, pages)
}

/// Where and with what runs are made.
struct Bench {
    program: PathBuf,
    folder: PathBuf,
    model: &'static str,
    /// What a run on next to nothing takes.
    empty: Taken,
}

impl Bench {
    fn new(root: &Path, fast: bool) -> Result<Self> {
        let program = root.join("target/release/dateline");
        if !program.is_file() {
            bail!("there is no release build; `cargo build --release` makes it");
        }
        let folder = std::env::temp_dir().join(format!("dateline-growth-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let model = if fast { "fast" } else { "accurate" };
        let mut bench = Self { program, folder, model, empty: Taken { seconds: 0.0, bytes: 0.0 } };
        bench.empty = bench.read("The rebels shelled the town on Monday.")?;
        Ok(bench)
    }

    /// Reads a text.
    fn read(&self, text: &str) -> Result<Taken> {
        let file = self.folder.join("input.txt");
        std::fs::write(&file, text)?;
        let file = file.to_string_lossy().into_owned();
        let line = ["read", "--format", "jsonl", "-q", "--threads", "1", "--model", self.model, &file];
        let mut taken = measure::run(&self.program, &line)?;
        // What is over soon is measured again: what else the machine does weighs most there.
        for _ in 0..if taken.seconds < SHORT { 3 } else { 0 } {
            let again = measure::run(&self.program, &line)?;
            taken.seconds = taken.seconds.min(again.seconds);
        }
        let net = |all: f64, empty: f64| (all - empty).max(0.0);
        Ok(Taken { seconds: net(taken.seconds, self.empty.seconds), bytes: net(taken.bytes, self.empty.bytes) })
    }

    fn row(&self, input: &Input) -> Result<Row> {
        let mut points = Vec::new();
        for size in SIZES {
            points.push((size, self.read(&input.text(size))?));
        }
        Ok(Row { points })
    }

    /// Seconds for a comparison of near-copies.
    fn copies(&self, root: &Path) -> Result<f64> {
        let report = std::fs::read_to_string(root.join("examples/harbour-accord-wire.txt"))?;
        let mut dice = Dice::of(7);
        let mut files = Vec::new();
        for i in 0..COPIES {
            let file = self.folder.join(format!("copy-{i}.txt"));
            std::fs::write(&file, near_copy(&report, &mut dice))?;
            files.push(file.to_string_lossy().into_owned());
        }
        let mut line = vec!["compare", "--format", "json", "-q", "--threads", "1", "--model", self.model];
        line.extend(files.iter().map(String::as_str));
        Ok(measure::run(&self.program, &line)?.seconds)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What cannot be removed the system removes with its other temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// One kind of input at all sizes.
struct Row {
    points: Vec<(usize, Taken)>,
}

impl Row {
    /// The slope of the logarithm of time over that of size, by least squares; `None` where too few runs take long.
    fn slope(&self) -> Option<f64> {
        let long = self.points.iter().filter(|(_, t)| t.seconds >= TOO_SHORT);
        let logs: Vec<(f64, f64)> = long.map(|(size, t)| ((*size as f64).ln(), t.seconds.ln())).collect();
        if logs.len() < 2 {
            return None;
        }
        let n = logs.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / n;
        let (x, y) = (mean(|p| p.0), mean(|p| p.1));
        let over: f64 = logs.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
        Some(over / logs.iter().map(|p| (p.0 - x).powi(2)).sum::<f64>())
    }

    /// Bytes held for each byte of the longest text.
    fn bytes(&self) -> (f64, f64) {
        self.points.last().map_or((0.0, 0.0), |(size, t)| (t.bytes, t.bytes / *size as f64))
    }

    fn line(&self, name: &str) -> String {
        let mut out = format!("| `{name}` |");
        for (_, taken) in &self.points {
            let _ = write!(out, " {:.2} s |", taken.seconds);
        }
        let (bytes, each) = self.bytes();
        let slope = self.slope().map_or("–".to_owned(), |s| format!("{s:.2}"));
        let _ = write!(out, " {slope} | {:.0} MB | {each:.0} |", bytes / 1e6);
        out
    }

    fn broken(&self, name: &str) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(slope) = self.slope().filter(|s| *s > STEEPEST) {
            out.push(format!("{name}: time grows with a slope of {slope:.2}, more than {STEEPEST}"));
        }
        let each = self.bytes().1;
        if each > MOST_BYTES {
            out.push(format!("{name}: {each:.0} bytes of memory for each byte of text, more than {MOST_BYTES}"));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(seconds: [f64; 4], bytes: f64) -> Row {
        Row { points: SIZES.into_iter().zip(seconds.map(|seconds| Taken { seconds, bytes })).collect() }
    }

    #[test]
    fn growth_is_told_from_the_runs_that_take_long() {
        let even = row([0.01, 0.16, 1.6, 4.8], 3e8);
        assert!((even.slope().unwrap() - 1.0).abs() < 0.01 && even.broken("even").is_empty());
        let square = row([0.01, 1.0, 100.0, 900.0], 3e9);
        assert_eq!(square.broken("square").len(), 2);
        assert_eq!(row([0.0, 0.01, 0.02, 0.06], 0.0).slope(), None);
        assert_eq!(even.line("x"), "| `x` | 0.01 s | 0.16 s | 1.60 s | 4.80 s | 1.00 | 300 MB | 100 |");
    }
}
