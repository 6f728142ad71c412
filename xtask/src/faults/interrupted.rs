//! Runs that are killed, told to end, or meet another.

use super::runs::watch;
use super::{Bench, texts, wrap};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// What a project file of some reports is to be: written as `many.jsonl` and `whole.dateline`.
fn whole(bench: &Bench, count: usize) -> Result<(String, f64)> {
    let reports = texts::short(count, &mut bench.dice());
    bench.write("many.jsonl", &wrap::jsonl(&reports))?;
    let ran = bench.ingest("many.jsonl", "whole.dateline")?;
    let account = ran.account()?;
    if account.stored as usize != count {
        bail!("of {count} reports {} are stored", account.stored);
    }
    Ok((bench.digest("whole.dateline")?, ran.seconds))
}

fn start(bench: &Bench, into: &str) -> Result<Child> {
    let mut command = bench.command(&bench.line("many.jsonl", into));
    command.stdout(File::create(bench.folder.join(".started"))?).stderr(File::create(bench.folder.join(".told"))?);
    Ok(command.spawn()?)
}

/// SIGKILL again and again, each time at a moment that the dice give, until as many have hit as were promised; each run goes on
/// where the one before was cut off. After each the file is opened and holds no fewer reports than before.
pub(super) fn killed(bench: &Bench) -> Result<String> {
    let (count, wanted) = (bench.of(120, 20_000), bench.of(6, 200));
    let (digest, seconds) = whole(bench, count)?;
    let mut dice = bench.dice();
    let empty = bench.run(&["digest", "whole.dateline"])?.seconds.min(0.5);
    let (mut kills, mut rounds, mut held, mut before_any) = (0, 0, 0, 0);
    bench.clear("killed.dateline");
    loop {
        let mut child = start(bench, "killed.dateline")?;
        // So that some twenty hit before the run could have ended, and the rest later ones.
        let pause = Duration::from_secs_f64(empty + seconds * 2.2 / wanted as f64 * dice.roll(1000) as f64 / 1000.0);
        let begun = Instant::now();
        while kills < wanted && begun.elapsed() < pause && child.try_wait()?.is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let ended = if kills < wanted { child.try_wait()? } else { Some(child.wait()?) };
        if ended.is_none() {
            child.kill()?;
            child.wait()?;
            kills += 1;
            if !bench.folder.join("killed.dateline").is_file()
                || bench.number("killed.dateline", "SELECT count(*) FROM sqlite_schema").is_err()
            {
                before_any += 1;
                continue;
            }
            let now = bench.number("killed.dateline", "SELECT count(*) FROM report")?;
            if now < held {
                bail!("after kill {kills} the file holds {now} reports, and held {held}");
            }
            held = now;
            if kills % 20 == 0 {
                bench.sound("killed.dateline")?;
            }
            continue;
        }
        rounds += 1;
        let got = bench.digest("killed.dateline")?;
        if got != digest {
            bail!("after {kills} kills the digest is {got}, and of the run that was not cut off {digest}");
        }
        bench.sound("killed.dateline")?;
        if kills >= wanted {
            break;
        }
        bench.clear("killed.dateline");
        held = 0;
    }
    Ok(format!(
        "{kills} kills in {rounds} ingest(s) of {count} short reports, each resumed ({before_any} hit before the file was made): digest of each equals the \
         uninterrupted run's, 0 lost, 0 doubled; after each kill the file opens and holds what it held"
    ))
}

/// A second ingest into the same file while one runs.
pub(super) fn two_writers(bench: &Bench) -> Result<String> {
    let (count, tries) = (bench.of(150, 3000), bench.of(2, 20));
    let (digest, _) = whole(bench, count)?;
    bench.clear("two.dateline");
    let mut first = start(bench, "two.dateline")?;
    while !bench.folder.join("two.dateline-wal").is_file() {
        if first.try_wait()?.is_some() {
            bail!("the first ended before it began to write");
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let (mut refused, mut longest) = (0, 0.0f64);
    for _ in 0..tries {
        let second = bench.run(&bench.line("many.jsonl", "two.dateline"))?;
        if first.try_wait()?.is_some() {
            break;
        }
        if second.code != Some(1)
            || !second.notes.contains("two.dateline")
            || !second.notes.contains("another dateline is writing")
        {
            bail!("a second writer was not refused by name: {:?} {}", second.code, second.notes);
        }
        refused += 1;
        longest = longest.max(second.seconds);
    }
    let status = first.wait()?;
    if refused == 0 || !status.success() || bench.digest("two.dateline")? != digest {
        bail!("{refused} refused; the first ended with {status}; its digest is {}", bench.digest("two.dateline")?);
    }
    Ok(format!(
        "{refused} second writers refused by name, the slowest after {longest:.2} s; the first's digest is as if alone"
    ))
}

/// SIGTERM, SIGINT, and a pipe that is closed.
pub(super) fn stopped(bench: &Bench) -> Result<String> {
    let (count, tries) = (bench.of(150, 1500), bench.of(2, 10));
    let (digest, seconds) = whole(bench, count)?;
    let mut dice = bench.dice();
    let (mut stops, mut slowest) = (0, 0.0f64);
    for i in 0..tries {
        bench.clear("stopped.dateline");
        let mut child = start(bench, "stopped.dateline")?;
        while !bench.folder.join("stopped.dateline-wal").is_file() && child.try_wait()?.is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_secs_f64(seconds / 2.0 * dice.roll(100) as f64 / 100.0));
        let (signal, code) =
            if i % 2 == 0 { (nix::sys::signal::SIGTERM, 143) } else { (nix::sys::signal::SIGINT, 130) };
        let begun = Instant::now();
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(child.id().cast_signed()), signal)?;
        let (status, _) = watch(&mut child)?;
        // One that had just ended was not stopped.
        if status.code() != Some(0) {
            if status.code() != Some(code) {
                bail!("{signal}: it ended with {status}");
            }
            stops += 1;
            slowest = slowest.max(begun.elapsed().as_secs_f64());
            bench.sound("stopped.dateline")?;
        }
        bench.ingest("many.jsonl", "stopped.dateline")?.account()?;
        if bench.digest("stopped.dateline")? != digest {
            bail!("{signal}: resumed, the digest is another");
        }
    }
    if slowest > 5.0 {
        bail!("it took {slowest:.1} s to end");
    }
    let closed = closed_pipe(bench)?;
    Ok(format!(
        "{stops} signals: exit codes 143 and 130, the slowest end after {slowest:.2} s, resumed to the same digest; a closed pipe: exit code 0 after {closed:.2} s"
    ))
}

/// A reader that goes after the first line.
fn closed_pipe(bench: &Bench) -> Result<f64> {
    let mut command = bench.command(&["read", "many.jsonl", "--model", "fast", "--format", "jsonl", "-q"]);
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut reader = BufReader::new(child.stdout.take().context("no pipe")?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    drop(reader);
    let begun = Instant::now();
    let status = child.wait()?;
    let seconds = begun.elapsed().as_secs_f64();
    if status.code() != Some(0) || seconds > 5.0 {
        bail!("a closed pipe: {status} after {seconds:.1} s");
    }
    Ok(seconds)
}
