//! `cargo xtask growth --stories`: what grouping reports takes, as their number grows.
//!
//! Reports are made of the sentences of `examples/` and, where a file of reports is given, of its sentences: each story
//! takes some of them and gives their names new ones, each of its reports tells most of them and leaves words out, and
//! some reports print a passage of another.

use super::inputs::Dice;
use super::measure::{self, Taken};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Reports that are made.
const REPORTS: usize = 200_000;
/// Reports a day.
const A_DAY: usize = 500;
/// The most seconds, bytes, and growth of the time for a report from the first half to the second.
const MOST_SECONDS: f64 = 600.0;
const MOST_BYTES: f64 = 2e9;
const MOST_GROWTH: f64 = 1.2;

/// Makes reports, groups them with the release program, and fails where a limit is passed. `pages` may name a file of
/// JSON lines whose texts lend their sentences.
pub(super) fn run(root: &Path, program: &Path, folder: &Path, pages: Option<&str>) -> Result<()> {
    let mut texts = Vec::new();
    for name in ["harbour-accord-wire.txt", "harbour-accord-daily.txt"] {
        texts.push(std::fs::read_to_string(root.join("examples").join(name))?);
    }
    if let Some(path) = pages {
        let lines = std::fs::read_to_string(path).with_context(|| path.to_owned())?;
        texts.extend(lines.lines().filter_map(text_of));
    }
    let sentences = sentences(&texts);
    println!("{REPORTS} reports of {} sentences", sentences.len());
    println!("| reports | the first half | all | second half over first | memory |");
    println!("|---|---:|---:|---:|---:|");
    let mut broken = Vec::new();
    for dated in [true, false] {
        let mut taken = Vec::new();
        for count in [REPORTS / 2, REPORTS] {
            let file = folder.join("many.jsonl");
            write(&file, &sentences, count, dated)?;
            let file = file.to_string_lossy().into_owned();
            let line = ["stories", "--format", "jsonl", "-q", "--threads", "1", "--from", "jsonl", &file];
            taken.push(measure::run(program, &line)?);
        }
        let row = Row { taken: [taken[0], taken[1]] };
        let name = if dated { "with dates" } else { "without dates" };
        println!("{}", row.line(name));
        broken.extend(row.broken(name));
    }
    if !broken.is_empty() {
        bail!("limits are passed:\n  {}", broken.join("\n  "));
    }
    Ok(())
}

/// What the first half took, and all.
struct Row {
    taken: [Taken; 2],
}

impl Row {
    /// The time of the second half over that of the first.
    fn growth(&self) -> f64 {
        let [first, all] = self.taken.map(|t| t.seconds);
        (all - first) / first
    }

    fn line(&self, name: &str) -> String {
        let [first, all] = self.taken.map(|t| t.seconds);
        let (growth, bytes) = (self.growth(), self.taken[1].bytes / 1e6);
        format!("| {name} | {first:.1} s | {all:.1} s | {growth:.2} | {bytes:.0} MB |")
    }

    fn broken(&self, name: &str) -> Vec<String> {
        let mut out = Vec::new();
        let all = self.taken[1];
        if all.seconds > MOST_SECONDS || all.bytes > MOST_BYTES {
            out.push(format!("{name}: {:.0} s and {:.0} MB for {REPORTS} reports", all.seconds, all.bytes / 1e6));
        }
        if self.growth() > MOST_GROWTH {
            out.push(format!("{name}: the second half takes {:.2} times as long as the first", self.growth()));
        }
        out
    }
}

/// The sentences of some texts that are long enough to tell something.
fn sentences(texts: &[String]) -> Vec<String> {
    let lines = texts.iter().flat_map(|t| t.lines());
    let cut = lines.flat_map(|l| l.split_inclusive(". ")).map(str::trim);
    cut.filter(|s| s.split(' ').count() >= 8).map(str::to_owned).collect()
}

/// The `text` of a line of JSON.
fn text_of(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("\"text\": \"").or_else(|| line.split_once("\"text\":\""))?;
    let mut out = String::new();
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Some(out),
            '\\' => match chars.next()? {
                'n' => out.push('\n'),
                'u' => {
                    let digits: String = chars.by_ref().take(4).collect();
                    out.push(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or(' '));
                }
                other => out.push(other),
            },
            c => out.push(c),
        }
    }
    None
}

/// A story that reports are still made of.
struct Story {
    sentences: Vec<String>,
    left: usize,
}

/// Writes so many reports, in the order of their days.
fn write(path: &Path, pool: &[String], count: usize, dated: bool) -> Result<()> {
    const OUTLETS: [&str; 8] =
        ["Northline", "Meridian", "Daily Post", "Evening Wire", "Coast Herald", "The Tribune", "Radio Six", "Morning"];
    let mut out = BufWriter::new(File::create(path)?);
    let mut dice = Dice::of(7);
    let mut open: Vec<Story> = Vec::new();
    for n in 0..count {
        if n % A_DAY == 0 {
            // What is left of a story is told within two days.
            let drop = open.len() / 2;
            open.drain(..drop);
        }
        if open.len() < 60 || dice.roll(4) == 0 {
            open.push(Story { sentences: new_story(pool, &mut dice), left: 2 + dice.roll(8) });
        }
        let at = dice.roll(open.len());
        let (title, text) = report(&open[at], &mut dice);
        open[at].left -= 1;
        if open[at].left == 0 {
            open.swap_remove(at);
        }
        let date = if dated { format!(",\"date\":\"{}\"", day(n / A_DAY)) } else { String::new() };
        let outlet = dice.pick(&OUTLETS);
        let (title, text) = (quoted(&title), quoted(&text));
        writeln!(out, "{{\"id\":\"r{n}\"{date},\"publisher\":\"{outlet}\",\"title\":{title},\"text\":{text}}}")?;
    }
    Ok(out.flush()?)
}

/// Some sentences of the pool with new names.
fn new_story(pool: &[String], dice: &mut Dice) -> Vec<String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let count = 24 + dice.roll(12);
    let mut all = Vec::new();
    for _ in 0..count {
        let sentence = &pool[dice.roll(pool.len())];
        let mut out = String::new();
        for (n, word) in sentence.split(' ').enumerate() {
            let bare: String = word.chars().filter(|c| c.is_alphabetic()).collect();
            let name = n > 0 && bare.chars().count() > 3 && bare.starts_with(char::is_uppercase);
            if name {
                let known = names.len() > 4 && dice.roll(3) > 0;
                let some = names.values().nth(dice.roll(names.len().max(1))).cloned();
                let new = some.filter(|_| known).unwrap_or_else(|| dice.name(3));
                let new = names.entry(bare.clone()).or_insert(new);
                out += &word.replace(&bare, new);
            } else {
                out += word;
            }
            out.push(' ');
        }
        all.push(out);
    }
    all
}

/// A report of a story: most of its sentences, each without some of its words; now and then one as it stands.
fn report(story: &Story, dice: &mut Dice) -> (String, String) {
    let mut text = String::new();
    for sentence in &story.sentences {
        if dice.roll(5) == 0 {
            continue;
        }
        let whole = dice.roll(6) == 0;
        let words = sentence.split(' ').filter(|_| whole || dice.roll(6) > 0).collect::<Vec<_>>();
        text += &words.join(" ");
        text += if dice.roll(3) == 0 { "\n\n" } else { " " };
    }
    let first = story.sentences.first().map(String::as_str).unwrap_or_default();
    let title = first.split(' ').filter(|_| dice.roll(4) > 0).take(9).collect::<Vec<_>>().join(" ");
    (title, text)
}

/// A day of a calendar whose months have 28.
fn day(n: usize) -> String {
    format!("{}-{:02}-{:02}", 2020 + n / 336, 1 + n / 28 % 12, 1 + n % 28)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => _ = write!(out, "\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_the_same_every_time_and_lines_of_json() {
        let pool =
            sentences(&["The army of Norland said on Monday that it had left the town of Karsa in peace. ".repeat(9)]);
        let folder = std::env::temp_dir().join(format!("dateline-many-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let made = |name: &str| {
            write(&folder.join(name), &pool, 600, true).unwrap();
            std::fs::read_to_string(folder.join(name)).unwrap()
        };
        let (a, b) = (made("a"), made("b"));
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(a, b);
        assert_eq!(a.lines().count(), 600);
        assert!(a.lines().all(|l| text_of(l).is_some_and(|t| t.len() > 40)), "{a}");
        assert!(a.contains("2020-01-02") && !a.contains("Karsa"), "{a}");
    }

    #[test]
    fn what_passes_a_limit_is_named() {
        let row = |seconds: [f64; 2], bytes: f64| Row { taken: seconds.map(|seconds| Taken { seconds, bytes }) };
        assert!(row([50.0, 100.0], 1e9).broken("x").is_empty());
        assert_eq!(row([40.0, 100.0], 1e9).broken("x").len(), 1);
        assert_eq!(row([350.0, 710.0], 3e9).broken("x").len(), 1);
        assert_eq!(row([5.0, 10.0], 1e9).line("x"), "| x | 5.0 s | 10.0 s | 1.00 | 1000 MB |");
    }
}
