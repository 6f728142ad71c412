//! The same reports in every format; and reports that would run somewhere.

use super::runs::Account;
use super::texts::Report;
use super::{Bench, texts, wrap};
use anyhow::{Context, Result, bail};
use std::borrow::Cow;

/// Every format gives the same reports and as many events, each item accounted for.
pub(super) fn all(bench: &Bench) -> Result<String> {
    let mut dice = bench.dice();
    let reports = match &bench.texts {
        Some(folder) => {
            texts::drawn(folder, bench.of(100, bench.count), &mut dice).with_context(|| folder.display().to_string())?
        }
        None => texts::made(bench.of(100, bench.count), &mut dice),
    };
    let sources = ["a.jsonl", "a.json", "a.csv", "a.jsonl.gz", "a.warc", "a.zip", "pages"];
    write(bench, &reports)?;
    let mut first: Option<(Account, [u64; 3], String)> = None;
    let mut told = Vec::new();
    for source in sources {
        bench.clear("all.dateline");
        let ran = bench.ingest(source, "all.dateline")?;
        let account = ran.account()?;
        let number = |sql| bench.number("all.dateline", sql);
        let counts = [
            number("SELECT count(*) FROM event")?,
            number("SELECT count(*) FROM statement")?,
            number("SELECT sum(length(text)) FROM report")?,
        ];
        let digest = bench.digest("all.dateline")?;
        if account.items as usize != reports.len() {
            bail!("{source}: {account:?} of {} reports", reports.len());
        }
        told.push(format!("{source} {:.0} s", ran.seconds));
        match &first {
            None => first = Some((account, counts, digest)),
            Some((a, c, d)) => {
                if *a != account || *c != counts {
                    bail!(
                        "{source}: {account:?} with events, statements, characters {counts:?}; the first format gave {a:?} with {c:?}"
                    );
                }
                // What carries the same fields is the same to the last byte.
                if matches!(source, "a.json" | "a.csv" | "a.jsonl.gz") && *d != digest {
                    bail!("{source}: the digest differs");
                }
            }
        }
    }
    let Some((account, counts, _)) = first else { bail!("no format was read") };
    let whose = if bench.texts.is_some() { "paragraphs of given texts" } else { "made reports" };
    Ok(format!(
        "{} {whose} in {} formats: {} items = {} stored + {} there before + {} refused in each; {} events, {} statements, {} characters of text in each; JSONL, array, CSV, gzip with equal digests ({})",
        reports.len(),
        sources.len(),
        account.items,
        account.stored,
        account.there,
        account.refused,
        counts[0],
        counts[1],
        counts[2],
        told.join(", ")
    ))
}

fn write(bench: &Bench, reports: &[Report]) -> Result<()> {
    bench.write("a.jsonl", &wrap::jsonl(reports))?;
    bench.write("a.json", &wrap::array(reports))?;
    bench.write("a.csv", &wrap::csv(reports))?;
    bench.write("a.jsonl.gz", &wrap::gzip(&wrap::jsonl(reports)))?;
    bench.write("a.warc", &wrap::warc(reports, "northline0"))?;
    // A file of plain text has its day in its name, as people name them.
    let name = |r: &Report| format!("{}-{}.txt", r.date, r.id);
    bench.write("a.zip", &wrap::zip(reports.iter().map(|r| (name(r), Cow::Borrowed(r.text.as_bytes())))))?;
    for (i, report) in reports.iter().enumerate() {
        bench.write(&format!("pages/{:03}/{}.html", i / 1000, report.id), wrap::page(report).as_bytes())?;
    }
    Ok(())
}

/// Titles, outlets and names that are formulas, or move the terminal's cursor.
pub(super) fn harmless(bench: &Bench) -> Result<String> {
    let starts = [
        "=HYPERLINK(\"http://x\")",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\u{1b}[31mred",
        "\u{9b}31mred",
        "a\u{7}b",
        "=cmd|' /C calc'!A0",
    ];
    let lines: String = starts
        .iter()
        .enumerate()
        .map(|(i, s)| {
            let text = format!(
                "Norway accused Chad of shelling {i} villages. \"{s} will stay,\" said envoy Ada Crane. {s} met Norway."
            );
            serde_json::json!({"id": s, "date": "2024-05-06", "title": s, "publisher": s, "text": text}).to_string()
                + "\n"
        })
        .collect();
    bench.write("a.jsonl", lines.as_bytes())?;
    bench.ingest("a.jsonl", "a.dateline")?.account()?;
    let (mut cells, mut asked) = (0, 0);
    for question in [
        &["events", "a.dateline"][..],
        &["statements", "a.dateline"],
        &["figures", "a.dateline"],
        &["search", "a.dateline", "Norway"],
        &["quote", "a.dateline", "will stay"],
        &["sql", "a.dateline", "SELECT title, publisher, doc, text FROM report"],
    ] {
        for format in ["csv", "table"] {
            let ran = bench.run(&[question, &["--format", format]].concat())?.calm(question[0])?;
            asked += 1;
            if format == "table" && ran.out.chars().any(|c| c.is_control() && c != '\n') {
                bail!("{question:?}: a control character in a table: {:?}", ran.out);
            }
            if format == "csv" {
                for cell in table(&ran.out) {
                    cells += 1;
                    let number = cell.parse::<f64>().is_ok();
                    if !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                        bail!("{question:?}: a live cell {cell:?}");
                    }
                }
            }
        }
    }
    Ok(format!(
        "{asked} answers about {} reports of formulas and escapes: 0 of {cells} cells are live formulas, 0 control characters in tables",
        starts.len()
    ))
}

/// The cells of a table in CSV.
fn table(csv: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = csv.chars().peekable();
    while let Some(c) = signs.next() {
        match c {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' => quoted = !quoted,
            ',' | '\n' | '\r' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}
