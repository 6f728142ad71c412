//! Sources, tables and models with a few bytes changed by dice.

use super::texts::Report;
use super::{Bench, texts, wrap};
use crate::dice::Dice;
use anyhow::{Context, Result, bail};
use std::borrow::Cow;

/// What breaks readers: marks that open and close, lengths, bytes that are no text.
const PIECES: [&[u8]; 24] = [
    b"\"",
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"{",
    b"[",
    b"}",
    b"\r",
    b"\n",
    b"\r\n\r\n",
    b"99999999999999999999",
    b"-1",
    b"&#x110000;",
    b"&lt;&lt;",
    b",",
    b"\x1f\x8b\x08\0",
    b"\xf4\x90\x80\x80",
];

/// A copy with one to four changes.
pub(super) fn mutant(of: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = of.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(out.len() + 1);
        let end = (at + 1 + dice.roll(40)).min(out.len());
        match dice.roll(7) {
            0 if at < out.len() => out[at] ^= 1 << dice.roll(8),
            1 => drop(out.drain(at..end.max(at))),
            2 => {
                let piece = out[at..end.max(at)].to_vec();
                let to = dice.roll(out.len() + 1);
                out.splice(to..to, piece);
            }
            3 => out.truncate(at),
            4 => {
                let piece: Vec<u8> = (0..1 + dice.roll(8)).map(|_| dice.roll(256) as u8).collect();
                out.splice(at..at, piece);
            }
            _ => {
                let piece = PIECES[dice.roll(PIECES.len())];
                out.splice(at..at, piece.iter().copied());
            }
        }
    }
    out
}

/// A source to be damaged: its ending and its bytes.
fn kinds(reports: &[Report]) -> Vec<(&'static str, Vec<u8>)> {
    let warc = wrap::warc(reports, "0123456789");
    let members = || reports.iter().map(|r| (format!("{}.txt", r.id), Cow::Borrowed(r.text.as_bytes())));
    vec![
        ("warc", warc.clone()),
        ("html", wrap::page(&reports[0]).into_bytes()),
        ("xml", wrap::feed(reports)),
        ("nitf.xml", wrap::nitf(&reports[0])),
        ("jsonl", wrap::jsonl(reports)),
        ("json", wrap::array(reports)),
        ("csv", wrap::csv(reports)),
        ("jsonl.gz", wrap::gzip(&wrap::jsonl(reports))),
        ("warc.gz", reports.iter().flat_map(|r| wrap::gzip(&wrap::record(r, "0123456789"))).collect()),
        ("zip", wrap::zip(members())),
    ]
}

/// Mutants of every kind of source, a folder of them a run: no panic, the account exact, memory bounded.
pub(super) fn sources(bench: &Bench) -> Result<String> {
    let count = bench.of(40, 10_000);
    let mut dice = bench.dice();
    // Short: what is shown is the readers, not the coding.
    let mut reports = texts::made(3, &mut dice);
    for (i, report) in reports.iter_mut().enumerate() {
        report.text = format!("Norway accused Chad of shelling {i} villages.");
    }
    let (mut peak, mut told) = (0, Vec::new());
    for (ending, whole) in kinds(&reports) {
        for i in 0..count {
            bench.write(&format!("in/{i}.{ending}"), &mutant(&whole, &mut dice))?;
        }
        bench.clear("mutants.dateline");
        let ran = bench.run(&[
            "ingest",
            "in",
            "--into",
            "mutants.dateline",
            "--model",
            "fast",
            "--threads",
            &bench.threads,
        ])?;
        let ran = ran.calm(ending)?;
        let account = ran.account().with_context(|| ending.to_owned())?;
        if bench.number("mutants.dateline", "SELECT count(*) FROM refused WHERE code = 'fault'")? > 0 {
            bail!("{ending}: a mutant met a fault");
        }
        if account.stored + account.there == 0 || (account.items as usize) < count / 2 {
            bail!("{ending}: {account:?}");
        }
        peak = peak.max(ran.peak);
        told.push(format!("{ending} {}", account.items));
        bench.clear("in");
    }
    if peak > 512_000_000 {
        bail!("{peak} bytes of memory");
    }
    Ok(format!(
        "{count} mutants each; items accounted for: {}; 0 panics, in = stored + there + refused in all, peak memory {:.0} MB",
        told.join(", "),
        peak as f64 / 1e6
    ))
}

/// Marks and letters of more than a byte, put anywhere: every span of every record holds the words that it names.
pub(super) fn spans(bench: &Bench) -> Result<String> {
    let count = bench.of(60, 4000);
    let mut dice = bench.dice();
    let mut reports = texts::made(count, &mut dice);
    const SIGNS: [&str; 12] = ["é", "“", "”", "—", "😀", "\u{301}", "\u{200b}", "İ", "ß", "\r\n", "\u{feff}", "中"];
    for report in &mut reports {
        for _ in 0..dice.roll(6) {
            let mut at = dice.roll(report.text.len() + 1);
            while !report.text.is_char_boundary(at) {
                at -= 1;
            }
            report.text.insert_str(at, dice.pick(&SIGNS));
        }
    }
    bench.write("many.jsonl", &wrap::jsonl(&reports))?;
    let ran = bench
        .run(&[
            "read",
            "many.jsonl",
            "--model",
            "fast",
            "--format",
            "jsonl",
            "--with-text",
            "-q",
            "--threads",
            &bench.threads,
        ])?
        .calm("read")?;
    let (mut text, mut checked): (Vec<char>, u64) = (Vec::new(), 0);
    for line in ran.out.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        if record["kind"] == "document" {
            text = record["text"].as_str().unwrap_or_default().chars().collect();
        }
        checked += held(&record, &text).with_context(|| line.to_owned())?;
    }
    if checked == 0 {
        bail!("no span was found");
    }
    Ok(format!("{checked} spans of {count} reports with marks put anywhere: all hold the words they name"))
}

/// How many spans a value holds; fails where one is not where it says.
fn held(value: &serde_json::Value, text: &[char]) -> Result<u64> {
    let mut count = 0;
    if let Some(fields) = value.as_object() {
        let number = |name: &str| fields.get(name).and_then(serde_json::Value::as_u64).map(|n| n as usize);
        let words = fields.get("text").or(fields.get("entity_text")).and_then(|w| w.as_str());
        if let (Some(start), Some(end)) = (number("start"), number("end")) {
            let there: String = text.get(start..end).context("out of bounds")?.iter().collect();
            if words.is_some_and(|w| w != there) {
                bail!("{start}..{end} is {there:?}, and {words:?} is named");
            }
            count += 1;
        }
        for inner in fields.values() {
            count += held(inner, text)?;
        }
    }
    for inner in value.as_array().into_iter().flatten() {
        count += held(inner, text)?;
    }
    Ok(count)
}

const RULES: &str = "[serenade]
doc   = \"The actor sings to the recipient.\"
when  = \"serenade/v (subj: ACTOR) (obj: RECIPIENT)\"
tests = [\"Norway serenaded Chad. -> NOR > TCD\",
         \"Chad was serenaded by Norway. -> NOR > TCD\",
         \"The choir sang. -> none\"]
";
const GROUPS: &str =
    "Fjord Commission\t\tNGO\t\tCVL\t\t\t\t\tmine\nKelp Wardens\tKW\tIMG\t\tREB\t2001-01-01\t\t\t\tmine\n";
const ACTORS: &str =
    "SKERRY_COUNCIL_ [NORGOV <20100101]\n+COUNCIL_OF_SKERRIES_\n\t[NORREB >20091231]\nOLA_FJORDHEIM_ [NORSPY]\n";

/// A user's own rules and tables: what is wrong is told with its file, what is right is read.
pub(super) fn tables(bench: &Bench) -> Result<String> {
    let count = bench.of(4, 400);
    let mut dice = bench.dice();
    bench.write("a.txt", b"The Fjord Commission serenaded Chad on Monday.\n")?;
    let (mut told, mut read, mut slowest) = (0, 0, 0.0f64);
    for i in 0..count {
        for (folder, file, whole, option) in [
            ("rules", "support.toml", RULES, "--rules"),
            ("tables", "groups.tsv", GROUPS, "--lexicon"),
            ("names", "Coast.actors.txt", ACTORS, "--lexicon"),
        ] {
            // The last of them is enormous.
            let bytes =
                if i + 1 == count { whole.repeat(20_000).into_bytes() } else { mutant(whole.as_bytes(), &mut dice) };
            bench.write(&format!("{folder}/{file}"), &bytes)?;
            let ran =
                bench.run(&["read", "a.txt", "--model", "fast", "--format", "jsonl", option, folder])?.calm(file)?;
            slowest = slowest.max(ran.seconds);
            match ran.code {
                Some(64) if ran.notes.contains(file) => told += 1,
                Some(0) => read += 1,
                code => bail!("{file}: it ended with {code:?}: {}", ran.notes),
            }
        }
    }
    Ok(format!(
        "{} mutants of rules, tables and PETRARCH dictionaries: {told} refused by file and reason, {read} read; the slowest took {slowest:.1} s",
        3 * count
    ))
}

/// A model file with bytes changed, cut, or lengths that are absurd.
pub(super) fn models(bench: &Bench) -> Result<String> {
    let count = bench.of(6, 1000);
    let mut dice = bench.dice();
    // The program's own, as the repository has it.
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/en-fast.dateline");
    let whole = std::fs::read(&path).with_context(|| path.display().to_string())?;
    bench.write("a.txt", b"Norway accused Chad.\n")?;
    for i in 0..count {
        let mut bytes = whole.clone();
        match i % 4 {
            0 => bytes.truncate(dice.roll(whole.len())),
            1 => bytes[dice.roll(256)] ^= 1 << dice.roll(8),
            2 => {
                let at = dice.roll(200);
                bytes[at..at + 8].copy_from_slice(&u64::MAX.to_le_bytes());
            }
            _ => bytes[dice.roll(whole.len())] ^= 1 << dice.roll(8),
        }
        if bytes == whole {
            continue;
        }
        bench.write("model.dateline", &bytes)?;
        let ran = bench.run(&["parse", "a.txt", "--model", "model.dateline"])?.calm("model")?;
        if ran.code == Some(0) || !ran.notes.contains("model.dateline") {
            bail!("mutant {i} was loaded, or refused without its name: {:?} {}", ran.code, ran.notes);
        }
    }
    Ok(format!("{count} mutants of a model file: 0 loaded, 0 panics, each refused by name"))
}
