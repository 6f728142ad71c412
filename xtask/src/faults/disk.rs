//! A disk that fails: every operation by which a project file is written, one after the other, once and for good.
//!
//! A library in C, loaded before the system's, stands between program and disk and fails the operation that it is told to.
//! What it cannot show is a cut of the power: what the system holds back in memory is written out there in the end.

use super::{Bench, texts, wrap};
use anyhow::{Context, Result, bail};
use std::process::Command;

pub(super) fn failing(bench: &Bench) -> Result<String> {
    if !cfg!(target_os = "linux") {
        return Ok("left out: it needs Linux".into());
    }
    bench.write("shim.c", include_bytes!("shim.c"))?;
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o", "shim.so", "shim.c", "-ldl"])
        .current_dir(&bench.folder)
        .status();
    if !built.is_ok_and(|status| status.success()) {
        return Ok("left out: it needs a C compiler, cc".into());
    }
    // More than are committed at once.
    let reports = texts::short(70, &mut bench.dice());
    bench.write("many.jsonl", &wrap::jsonl(&reports))?;
    bench.ingest("many.jsonl", "whole.dateline")?;
    let digest = bench.digest("whole.dateline")?;
    let operations: usize = {
        attempt(bench, 0, "eio", false)?;
        std::fs::read_to_string(bench.folder.join("count"))?.trim().parse().context("no operation was counted")?
    };
    let every = bench.of(operations / 4, 1).max(1);
    let (mut runs, mut failed, mut went_on) = (0, 0, 0);
    for (how, for_good) in
        [("enospc", true), ("eio", false), ("short", true), ("enospc", false), ("eio", true), ("short", false)]
    {
        // In small, each operation fails in one way alone.
        let from = if every > 1 { 1 + runs % every } else { 1 };
        for at in (from..=operations).step_by(every * bench.of(3, 1)) {
            let (code, notes) = attempt(bench, at, how, for_good)?;
            runs += 1;
            let what =
                format!("{how} at operation {at} of {operations}, {}", if for_good { "for good" } else { "once" });
            match code {
                Some(0) => went_on += 1,
                Some(1) if notes.contains("error:") => failed += 1,
                _ => bail!("{what}: it ended with {code:?}: {notes}"),
            }
            if code == Some(0) && bench.digest("disk.dateline")? != digest {
                bail!("{what}: it ended well, and the file holds something else");
            }
            let again = bench.ingest("many.jsonl", "disk.dateline").with_context(|| what.clone())?;
            again.account().with_context(|| what.clone())?;
            bench.sound("disk.dateline").with_context(|| what.clone())?;
            if bench.digest("disk.dateline")? != digest {
                bail!("{what}: resumed, the digest is another");
            }
        }
    }
    Ok(format!(
        "{runs} faults (ENOSPC, EIO, short write; once, for good) at each of {operations} writes, syncs and truncations: {failed} runs \
         ended with exit code 1 and a reason, {went_on} went on; resumed, all have the whole run's digest and pass SQLite's integrity check"
    ))
}

/// A run on a disk that fails so; how it ended.
fn attempt(bench: &Bench, at: usize, how: &str, for_good: bool) -> Result<(Option<i32>, String)> {
    bench.clear("disk.dateline");
    let mut command = bench.command(&[
        "ingest",
        "many.jsonl",
        "--into",
        "disk.dateline",
        "--model",
        "fast",
        "--threads",
        &bench.threads,
    ]);
    command
        .env("LD_PRELOAD", bench.folder.join("shim.so"))
        .env("FAULT_PATH", "disk.dateline")
        .env("FAULT_AT", at.to_string())
        .env("FAULT_HOW", how)
        .env("FAULT_GOOD", if for_good { "1" } else { "0" })
        .env("FAULT_COUNT", bench.folder.join("count"));
    let ran = bench.finish(command, |_| Ok(()))?;
    Ok((ran.code, ran.notes))
}
