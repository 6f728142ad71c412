//! A validation as people read it: in a terminal, and as a page for an appendix.

use super::statistics::Share;
use super::{Figures, Validation};
use crate::style;
use crate::view::{plain, shortened, system::xml};
use std::fmt::Write;

/// `.83 [.71–.91] 24/29`; a dash where there is nothing.
fn told(s: &Share) -> String {
    match s.interval() {
        (Some(share), Some(low), Some(high)) => format!("{share:.2} [{low:.2}–{high:.2}] {}/{}", s.n, s.of),
        _ => "–".to_owned(),
    }
}

/// The columns of the table of categories.
fn columns(v: &Validation) -> Vec<&'static str> {
    let mut all = vec!["category", "precision", "with both parties"];
    all.extend(v.recall.then_some("recall"));
    all
}

fn cells(v: &Validation, name: &str, f: &Figures) -> Vec<String> {
    let mut all = vec![name.to_owned(), told(&Share::of(f.right, f.judged)), told(&Share::of(f.whole, f.judged))];
    all.extend(v.recall.then(|| told(&Share::of(f.right, f.right + f.missed))));
    all
}

fn rows(v: &Validation) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = v.categories.iter().map(|(name, f)| cells(v, name, f)).collect();
    let mut sum = Figures::default();
    for f in v.categories.values() {
        sum.judged += f.judged;
        sum.right += f.right;
        sum.whole += f.whole;
        sum.missed += f.missed;
    }
    let mut all = cells(v, "all", &sum);
    if let Some(share) = &v.all {
        all[1] = told(share);
    }
    if v.weighted {
        // What follows is of the sample, which strata make unlike the project.
        all[0] = "all (weighted)".to_owned();
        all[2] = "–".to_owned();
    }
    rows.push(all);
    rows
}

fn number(n: Option<f64>) -> String {
    n.map_or("–".to_owned(), |n| format!("{n:.2}"))
}

/// How it was done, in sentences for a paper.
fn method(v: &Validation) -> String {
    let coders: Vec<String> = v.coders.iter().map(|(name, n)| format!("{name} ({n} judged)")).collect();
    let weighted = if v.weighted {
        " The precision of all weights each stratum by its share of the coded events; its interval is taken at Kish's effective sample size."
    } else {
        ""
    };
    let recall = if v.recall {
        " Recall is of whole reports: events coded rightly, of these and those that a coder found missing."
    } else {
        ""
    };
    format!(
        "Sample: {}. Sheets: {}. An event is right where its words tell an act of its category. Intervals are Wilson's, 95%.{weighted}{recall}",
        v.drawn,
        coders.join(", ")
    )
}

/// For a terminal.
pub(super) fn text(v: &Validation) -> String {
    let (strong, dim) = (style::STRONG, style::DIM);
    let mut out = format!("{}\n\n", plain(&method(v)));
    if !v.kappas.is_empty() {
        let _ =
            writeln!(out, "{strong}{:<26}{:>6}  {:>9}  {:>5}{strong:#}", "agreement", "items", "agreement", "kappa");
        for (name, k) in &v.kappas {
            let _ = writeln!(out, "{name:<26}{:>6}  {:>9}  {:>5}", k.items, number(k.agreement), number(k.kappa));
        }
        out.push('\n');
    }
    let line = |cells: &[&str]| {
        let padded: Vec<String> =
            cells.iter().enumerate().map(|(n, c)| format!("{c:<w$}", w = if n == 0 { 16 } else { 27 })).collect();
        padded.concat().trim_end().to_owned()
    };
    let _ = writeln!(out, "{strong}{}{strong:#}", line(&columns(v)));
    for row in rows(v) {
        let _ = writeln!(out, "{}", line(&row.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    let _ = writeln!(out, "\nof right events: actor {}, recipient {}", told(&v.actor), told(&v.recipient));
    if !v.open.is_empty() {
        let _ = writeln!(out, "\n{strong}to settle: {}{strong:#}", v.open.len());
        for o in &v.open {
            let passage = shortened(&plain(&o.passage), 100);
            let _ = writeln!(
                out,
                "item {}, {}: {} / {}  {dim}{passage}{dim:#}",
                o.item,
                o.question.name(),
                o.answers[0],
                o.answers[1]
            );
        }
    }
    out
}

const STYLE: &str = "body{font:16px/1.5 Georgia,serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}\
table{border-collapse:collapse;margin:1em 0}th,td{text-align:left;padding:.25em 1em .25em 0;border-bottom:1px solid #ccc;vertical-align:top}\
th{border-bottom:2px solid #222}td{font-variant-numeric:tabular-nums}tr.all td{font-weight:bold}@media print{body{margin:0}}";

fn table(out: &mut String, head: &[&str], rows: &[Vec<String>], bold_last: bool) {
    let cells = |tag: &str, cells: Vec<String>| cells.iter().map(|c| format!("<{tag}>{c}</{tag}>")).collect::<String>();
    let head: Vec<String> = head.iter().map(|h| xml(h)).collect();
    let _ = write!(out, "<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n", cells("th", head));
    for (n, row) in rows.iter().enumerate() {
        let class = if bold_last && n + 1 == rows.len() { " class=\"all\"" } else { "" };
        let _ = writeln!(out, "<tr{class}>{}</tr>", cells("td", row.iter().map(|c| xml(c)).collect()));
    }
    out.push_str("</tbody>\n</table>\n");
}

/// A page that needs nothing else and runs nothing.
pub(super) fn html(v: &Validation) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>Validation of coded events</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<h1>Validation of coded events</h1>\n<p>{}</p>\n",
        xml(&method(v))
    );
    if !v.kappas.is_empty() {
        out.push_str("<h2>Agreement of coders</h2>\n");
        let rows: Vec<Vec<String>> = v
            .kappas
            .iter()
            .map(|(name, k)| vec![(*name).to_owned(), k.items.to_string(), number(k.agreement), number(k.kappa)])
            .collect();
        table(&mut out, &["question", "items judged by both", "agreement", "Cohen's kappa"], &rows, false);
    }
    out.push_str(if v.recall { "<h2>Precision and recall</h2>\n" } else { "<h2>Precision</h2>\n" });
    table(&mut out, &columns(v), &rows(v), true);
    let _ = writeln!(
        out,
        "<p>Of right events the actor is right in {}, the recipient in {}.</p>",
        xml(&told(&v.actor)),
        xml(&told(&v.recipient))
    );
    if !v.open.is_empty() {
        let _ = writeln!(
            out,
            "<h2>Not settled: {}</h2>\n<p>These answers differ and count for nothing above.</p>",
            v.open.len()
        );
        let row = |o: &super::Open| {
            vec![o.item.clone(), o.question.name().to_owned(), o.answers.join(" / "), shortened(&o.passage, 200)]
        };
        table(
            &mut out,
            &["item", "question", "answers", "passage"],
            &v.open.iter().map(row).collect::<Vec<_>>(),
            false,
        );
    }
    out.push_str("</body>\n</html>\n");
    out
}
