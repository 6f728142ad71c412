//! Pages with the furniture that news sites have, written for this test: `pages/NAME.html`, and in `pages/NAME.txt` the
//! day, headline, outlet and text that a reader finds on each, or why a reader finds no report.

use dateline_source::{Options, open};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    counts
}

/// The harmonic mean of how many of the words read are right, and how many of the right ones are read.
fn f1(got: &str, want: &str) -> f64 {
    let (got, want) = (words(got), words(want));
    let both: usize = got.iter().map(|(word, n)| want.get(word).map_or(0, |m| *n.min(m))).sum();
    2.0 * both as f64 / (got.values().sum::<usize>() + want.values().sum::<usize>()) as f64
}

#[test]
fn each_page_gives_its_report_with_day_headline_and_outlet() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut names: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.retain(|p| p.extension().is_some_and(|e| e == "html"));
    names.sort();
    assert!(names.len() >= 30, "{names:?}");
    let mut wrong = Vec::new();
    for page in names {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let want = std::fs::read_to_string(page.with_extension("txt")).unwrap();
        let bytes = std::fs::read(&page).unwrap();
        let items: Vec<_> = open(Some(&name), Box::new(std::io::Cursor::new(bytes)), &Options::default()).collect();
        if let Some(code) = want.strip_prefix("refused: ") {
            match items.as_slice() {
                [Err(refused)] if refused.reason.code == code.trim_end() => {}
                other => wrong.push(format!("{name}: {other:?}")),
            }
            continue;
        }
        let (head, body) = want.split_once("\n\n").unwrap();
        let [Ok(item)] = items.as_slice() else {
            wrong.push(format!("{name}: {items:?}"));
            continue;
        };
        let (meta, text) = (&item.raw.meta, String::from_utf8(item.raw.bytes.clone()).unwrap());
        let day = meta.date.as_deref().and_then(dateline_text::document::day).map(|d| d.to_string());
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".into());
        let got =
            format!("date: {}\ntitle: {}\npublisher: {}", shown(&day), shown(&meta.title), shown(&meta.publisher));
        let share = f1(&text, body);
        if share < 0.97 || got != head {
            wrong.push(format!("{name}: {share:.3}\n{got}\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_is_no_page_ends_soon_and_quietly() {
    let deep = format!("<html><body>{}{}", "<div><b>".repeat(100_000), "</p></i>".repeat(100_000));
    let pages = [
        deep,
        format!("<html><p {}>x", "a=\"b\" ".repeat(200_000)),
        format!("<html>{}", "<".repeat(1_000_000)),
        format!("<html>{}", "<!--".repeat(300_000)),
        format!("<html><script>{}", "</scrip ".repeat(200_000)),
        format!("<html><p>{}", "&amp".repeat(300_000)),
        format!("<html>{}", "<a href=\"".repeat(100_000)),
        format!("<rss>{}", "<item>".repeat(100_000)),
        format!("<rss><item><title>{}", "<![CDATA[".repeat(100_000)),
        format!("<nitf><body.content>{}", "<p><media>".repeat(50_000)),
        format!(
            "<!DOCTYPE r [<!ENTITY a \"{}\">]><rss><item><description>&a;</description></item></rss>",
            "x".repeat(9)
        ),
    ];
    for page in pages {
        let start: String = page.chars().take(40).collect();
        let time = std::time::Instant::now();
        let items = open(Some("a"), Box::new(std::io::Cursor::new(page.into_bytes())), &Options::default());
        for item in items.flatten() {
            assert!(item.raw.bytes.len() < 2_000_000, "{start}");
        }
        assert!(time.elapsed().as_secs() < 20, "{start} took {:?}", time.elapsed());
    }
}
