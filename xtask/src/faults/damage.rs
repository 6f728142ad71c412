//! Archives of the web that are cut off, lie about lengths, or hold lines too many.

use super::{Bench, texts, wrap};
use anyhow::{Result, bail};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// All records that are whole come out, whatever stands around them.
pub(super) fn archive(bench: &Bench) -> Result<String> {
    let cuts = bench.of(30, 1000);
    let mut dice = bench.dice();
    let reports = texts::made(6, &mut dice);
    let records: Vec<usize> = reports.iter().map(|r| wrap::record(r, "0123456789").len()).collect();
    let ends: Vec<usize> = records
        .iter()
        .scan(0, |end, n| {
            *end += n;
            Some(*end)
        })
        .collect();
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for i in 0..cuts {
        let host = format!("cut{i:07}");
        let mut bytes = wrap::warc(&reports, &host);
        bytes.truncate(dice.roll(bytes.len()));
        // A record is whole when its block is: the empty lines behind it are not missed.
        wanted.insert(host.clone(), ends.iter().filter(|end| **end - 4 <= bytes.len()).count());
        bench.write(&format!("in/{host}.warc"), &bytes)?;
    }
    for i in 0..cuts {
        let host = format!("len{i:07}");
        let victim = dice.roll(reports.len());
        let mut bytes = Vec::new();
        for (n, report) in reports.iter().enumerate() {
            let mut record = wrap::record(report, &host);
            if n == victim {
                record = lying(&record, &mut dice);
            }
            bytes.extend(record);
            // Lines too many between records are none's harm.
            bytes.extend(b"\r\n".repeat(dice.roll(3)));
        }
        wanted.insert(host.clone(), reports.len() - 1);
        bench.write(&format!("in/{host}.warc"), &bytes)?;
    }
    let ran = bench
        .run(&["read", "in", "--model", "fast", "--format", "jsonl", "-q", "--threads", &bench.threads])?
        .calm("archives")?;
    let mut got: HashMap<&str, usize> = HashMap::new();
    for line in ran.out.lines().filter_map(|l| l.strip_prefix("{\"kind\":\"document\",\"doc\":\"https://")) {
        *got.entry(line.get(..10).unwrap_or_default()).or_default() += 1;
    }
    let mut short = String::new();
    for (host, wanted) in &wanted {
        let got = got.get(host.as_str()).copied().unwrap_or(0);
        if got < *wanted {
            let _ = write!(short, " {host}: {got} of {wanted};");
        }
    }
    if !short.is_empty() {
        bail!("records were lost:{}", &short[..short.len().min(600)]);
    }
    let all: usize = wanted.values().sum();
    Ok(format!(
        "archives cut at {cuts} offsets and {cuts} with one wrong length and lines too many: all {all} whole records recovered"
    ))
}

/// A record whose length is another than it says.
fn lying(record: &[u8], dice: &mut crate::dice::Dice) -> Vec<u8> {
    let text = String::from_utf8_lossy(record).into_owned();
    let at = text.find("\r\nContent-Length: ").unwrap_or(0) + 18;
    let end = at + text[at..].find("\r\n").unwrap_or(0);
    let length: usize = text[at..end].parse().unwrap_or(0);
    let wrong = match dice.roll(4) {
        0 => "99999999999".to_owned(),
        1 => (length + 1 + dice.roll(60)).to_string(),
        2 => length.saturating_sub(1 + dice.roll(60)).to_string(),
        _ => "x".to_owned(),
    };
    [&text[..at], &wrong, &text[end..]].concat().into_bytes()
}
