//! The same reports: again, in another order, on other threads and kernels, many times over.

use super::{Bench, texts, wrap};
use anyhow::{Result, bail};

/// Twice, shuffled, in two parts: one digest.
pub(super) fn again(bench: &Bench) -> Result<String> {
    let count = bench.of(100, 2000);
    let mut dice = bench.dice();
    let mut reports = texts::short(count, &mut dice);
    bench.write("a.jsonl", &wrap::jsonl(&reports))?;
    dice.shuffle(&mut reports);
    bench.write("b.jsonl", &wrap::jsonl(&reports))?;
    let (one, two) = reports.split_at(count / 3);
    bench.write("one.jsonl", &wrap::jsonl(one))?;
    bench.write("two.jsonl", &wrap::jsonl(two))?;
    let once = bench.ingest("a.jsonl", "a.dateline")?.account()?;
    let digest = bench.digest("a.dateline")?;
    for (source, into) in [
        ("a.jsonl", "a.dateline"),
        ("b.jsonl", "a.dateline"),
        ("b.jsonl", "b.dateline"),
        ("one.jsonl", "c.dateline"),
        ("two.jsonl", "c.dateline"),
    ] {
        let account = bench.ingest(source, into)?.account()?;
        if into == "a.dateline" && account.there != once.stored {
            bail!("{source} again: {account:?}, and {once:?} before");
        }
    }
    for file in ["a.dateline", "b.dateline", "c.dateline"] {
        if bench.digest(file)? != digest {
            bail!("{file} differs");
        }
    }
    Ok(format!("{count} reports ingested twice, shuffled, and in two parts: equal digests"))
}

/// Threads and kernels.
pub(super) fn threads(bench: &Bench) -> Result<String> {
    let count = bench.of(12, 400);
    let reports = texts::made(count, &mut bench.dice());
    bench.write("many.jsonl", &wrap::jsonl(&reports))?;
    let (mut runs, mut bytes) = (0, 0);
    for model in ["fast", "accurate"] {
        let mut first: Option<String> = None;
        let kernels: &[&str] = if model == "fast" { &[""] } else { &["", "scalar", "avx2", "vnni"] };
        for kernel in kernels {
            for threads in ["1", "2", "8"] {
                let mut command = bench.command(&[
                    "read",
                    "many.jsonl",
                    "--model",
                    model,
                    "--format",
                    "jsonl",
                    "-q",
                    "--threads",
                    threads,
                ]);
                if !kernel.is_empty() {
                    command.env("DATELINE_KERNEL", kernel);
                }
                let out = bench.finish(command, |_| Ok(()))?.calm(model)?.out;
                runs += 1;
                bytes = bytes.max(out.len());
                match &first {
                    Some(first) if *first != out => bail!("{model}, {threads} threads, kernel {kernel:?}: other bytes"),
                    _ => first = Some(out),
                }
            }
        }
    }
    Ok(format!(
        "{runs} runs of {count} reports (fast: 1, 2, 8 threads; accurate: the same with the scalar, AVX2 and VNNI kernels, or the best below that this machine has): 0 of {bytes} bytes differ"
    ))
}

/// Ten times as many reports, and ten times again.
pub(super) fn memory(bench: &Bench) -> Result<String> {
    let counts = [1000, 10_000, 100_000].map(|n| bench.of(n / 10, n));
    let counts = &counts[..bench.of(2, 3)];
    let mut peaks = Vec::new();
    for count in counts {
        // So short that a hundred thousand end in minutes; each another, so that none is a duplicate.
        let lines: String = (0..*count)
            .map(|i| format!("{{\"id\":\"r{i}\",\"date\":\"2024-05-06\",\"text\":\"Norway accused Chad of shelling {i} villages.\"}}\n"))
            .collect();
        bench.write("many.jsonl", lines.as_bytes())?;
        bench.clear("many.dateline");
        let ran = bench.ingest("many.jsonl", "many.dateline")?;
        if ran.account()?.stored as usize != *count {
            bail!("{}", ran.out);
        }
        peaks.push(ran.peak);
    }
    let ratio = *peaks.last().unwrap_or(&1) as f64 / peaks[0].max(1) as f64;
    // In small the first run holds too little to be compared with.
    if ratio > if counts.len() == 3 { 1.15 } else { 1.5 } {
        bail!("memory grows: {peaks:?} for {counts:?} reports");
    }
    let shown: Vec<String> =
        counts.iter().zip(&peaks).map(|(n, p)| format!("{n}: {:.0} MB", *p as f64 / 1e6)).collect();
    Ok(format!("peak memory by number of reports {}; ratio {ratio:.2}", shown.join(", ")))
}
