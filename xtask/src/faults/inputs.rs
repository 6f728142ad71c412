//! Inputs that unpack to absurdly much, never end, or nest without bottom.

use super::runs::Ran;
use super::{Bench, wrap};
use anyhow::{Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::borrow::Cow;
use std::io::Write;
use std::process::Command;

/// The most memory that a refused input may take, in bytes.
const MOST: u64 = 256_000_000;
/// The most that a text may take of which 4 MiB are read.
const BOOK: u64 = 2_000_000_000;
const SECRET: &str = "Norway accused Chad of the theft of the blue lantern.";

/// Reads a file, and fails where it took too much.
fn read(bench: &Bench, file: &str) -> Result<Ran> {
    let ran = bench.run(&["read", file, "--model", "fast", "--format", "jsonl"])?.calm(file)?;
    within(file, ran)
}

fn within(what: &str, ran: Ran) -> Result<Ran> {
    if ran.peak > MOST || ran.out.contains("blue lantern") {
        bail!("{what}: {:.0} MB of memory; {}", ran.peak as f64 / 1e6, ran.notes);
    }
    Ok(ran)
}

/// So many zeros, packed.
fn zeros(mib: usize) -> Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::new(6));
    let block = vec![b' '; 1 << 20];
    for _ in 0..mib {
        packer.write_all(&block)?;
    }
    Ok(packer.finish()?)
}

pub(super) fn bombs(bench: &Bench) -> Result<String> {
    let mib = bench.of(64, 1024);
    let bomb = zeros(mib)?;
    let laughs: String =
        (1..30).map(|i| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10))).collect();
    let laughs = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"ha\">{laughs}]><rss><channel><item><title>x</title><description>&l29;</description></item></channel></rss>"
    );
    bench.write("secret.txt", SECRET.as_bytes())?;
    let secret = bench.folder.join("secret.txt");
    let outside = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE nitf [<!ENTITY s SYSTEM \"file://{0}\"><!ENTITY % p SYSTEM \"http://127.0.0.1:9/x.dtd\"> %p;]>\
         <nitf><body><body.content><p>The fact is: &s; and no more was said by officials on Monday.</p><p><media href=\"file://{0}\"/></p></body.content></body></nitf>",
        secret.display()
    );
    let members = wrap::gzip(b"").repeat(bench.of(20_000, 1_000_000));
    let inner = wrap::zip(std::iter::once(("a.txt".to_owned(), Cow::Owned(vec![b' '; 200 << 20]))));
    let files: [(&str, Vec<u8>); 8] = [
        ("zeros.gz", bomb.clone()),
        ("twice.gz", wrap::gzip(&bomb)),
        ("members.gz", members),
        ("laughs.xml", laughs.into_bytes()),
        ("outside.xml", outside.into_bytes()),
        ("zeros.zip", inner),
        ("zeros-in-a-zip.zip", wrap::zip(std::iter::once(("a.jsonl.gz".to_owned(), Cow::Owned(bomb))))),
        ("many.zip", wrap::zip((0..40_000).map(|i| (format!("{i}.txt"), Cow::Borrowed(&b""[..]))))),
    ];
    let (mut slowest, mut peak) = (0.0f64, 0);
    for (name, bytes) in &files {
        bench.write(name, bytes)?;
        let ran = read(bench, name)?;
        slowest = slowest.max(ran.seconds);
        peak = peak.max(ran.peak);
    }
    let opened = opened(bench)?;
    Ok(format!(
        "{} bombs (gzip of {mib} MiB, packed twice, members without end, zip, laughs, references outside): the slowest ended after {slowest:.1} s, peak memory {:.0} MB; {opened}",
        files.len(),
        peak as f64 / 1e6
    ))
}

/// Whether reading what refers outside opens anything there; only a tracer shows that.
fn opened(bench: &Bench) -> Result<String> {
    let mut command = Command::new("strace");
    command.args(["-f", "-e", "trace=openat,open,socket,connect", "-o", "trace"]).arg(&bench.program);
    command.args(["read", "outside.xml", "--model", "fast"]).current_dir(&bench.folder);
    if Command::new("strace").arg("-V").output().is_err() {
        return Ok("what was opened was not watched: strace is not here".into());
    }
    command.stdin(std::process::Stdio::null());
    bench.finish(command, |_| Ok(()))?.calm("strace")?;
    let trace = std::fs::read_to_string(bench.folder.join("trace"))?;
    let bad: Vec<&str> =
        trace.lines().filter(|l| l.contains("secret.txt") || l.contains("socket(") || l.contains("connect(")).collect();
    if !trace.contains("outside.xml") || !bad.is_empty() {
        bail!("opened: {bad:?}");
    }
    Ok("0 files and 0 sockets outside opened".into())
}

pub(super) fn enormous(bench: &Bench) -> Result<String> {
    let mib = bench.of(96, 4096);
    let arguments = ["read", "--from", "jsonl", "--model", "fast", "--format", "jsonl", "-"];
    let good = format!("\n{{\"id\":\"good\",\"text\":\"{}\"}}\n", SECRET.replace("blue", "red"));
    let mut told = Vec::new();
    let line = bench.fed(&arguments, |to| {
        to.write_all(b"{\"id\":\"long\",\"text\":\"")?;
        let block = b"Rebels shelled the town. ".repeat(1 << 15);
        for _ in 0..(mib << 20) / block.len() {
            to.write_all(&block)?;
        }
        to.write_all(b"\"}")?;
        to.write_all(good.as_bytes())
    })?;
    let line = within("a line", line.calm("a line")?)?;
    if !line.notes.contains("too-long") || !line.out.contains("\"doc\":\"good\"") {
        bail!("a line of {mib} MiB: it should be refused, and the next read: {}", line.notes);
    }
    told.push(format!(
        "a line of {mib} MiB refused and the next read in {:.1} s with {:.0} MB",
        line.seconds,
        line.peak as f64 / 1e6
    ));
    long_texts(bench, &mut told)?;
    Ok(told.join("; "))
}

/// Pages and texts that nest deep, hold tags without number, or are one sentence.
fn long_texts(bench: &Bench, told: &mut Vec<String>) -> Result<()> {
    let deep = 65_536;
    let article = |inside: &str| {
        format!("<html><body><article><p>{}</p>{inside}</article></body></html>", SECRET.replace("blue", "red"))
    };
    let mb = bench.of(5, 50);
    let files: [(&str, String); 6] = [
        ("deep.html", article(&format!("{}x{}", "<div>".repeat(deep), "</div>".repeat(deep)))),
        (
            "deep.xml",
            format!(
                "<rss><channel><item><title>x</title><description>Norway met Chad.</description>{}",
                "<a>".repeat(deep)
            ),
        ),
        (
            "deep.json",
            format!("{{\"id\":\"1\",\"text\":\"Norway met Chad.\",\"x\":{}{}}}", "[".repeat(deep), "]".repeat(deep)),
        ),
        ("tags.html", article(&"<b>x</b> ".repeat(bench.of(100_000, 1_000_000)))),
        ("sentence.txt", "the envoy of Norway and ".repeat(mb * 1_000_000 / 24)),
        ("lines.txt", "Norway met Chad.\n\n".repeat(mb * 1_000_000 / 18)),
    ];
    for (name, text) in &files {
        // A text is read up to 4 MiB: that is a book, and takes what a book takes, which is minutes.
        let prose = name.ends_with(".txt");
        if prose && bench.size == super::Size::Smoke {
            continue;
        }
        bench.write(name, text.as_bytes())?;
        let mut ran = bench.run(&["read", name, "--model", "fast", "--format", "jsonl"])?.calm(name)?;
        if prose && !ran.notes.contains("warning[") {
            bail!("{name}: no note says that it was cut: {}", ran.notes);
        }
        let (seconds, peak) = (ran.seconds, ran.peak);
        ran.peak = if prose && peak < BOOK { 0 } else { peak };
        let ran = within(name, ran)?;
        told.push(format!(
            "{name} ({:.1} MB): exit code {}, {seconds:.1} s, {:.0} MB",
            text.len() as f64 / 1e6,
            ran.code.unwrap_or(-1),
            peak as f64 / 1e6
        ));
    }
    Ok(())
}
