//! `dateline sample`.

use super::Outcome;
use super::export::{meant, write_brat};
use super::filters::Wanted;
use crate::output::{Output, tell};
use crate::usage::usage;
use clap::ValueEnum;
use dateline::contract::Category;
use dateline::contract::wire::{Entity, Event};
use dateline::export::{Ledger, Once, Report, Row, act, cell, coded, label_studio};
use dateline::store::Project;
use dateline::store::records::{self, Key};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

/// Draws events of a project file for people to judge, at random or as many of each category; or whole reports, so that what was
/// missed can be counted too.
///
/// The same seed draws the same from the same file: each event has a number made of the seed and its id, and those with the smallest are
/// drawn. On the sheet a coder answers `right` (y or n: is this an act of that category, by these words?), where it is not may name the
/// category it is under `should_be`, and answers `actor_right` and `recipient_right`. With `--reports` each report has a row of its own, on
/// which the coder writes under `missed` the categories of the acts that are missing (ACCUSE AID AID), or `none`. `dateline
/// validate` reads the sheets.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline sample news.dateline --n 200 --seed 1 -o sample.csv
  dateline sample news.dateline --n 320 --by category --min-confidence 0.7 -o sample.csv
  dateline sample news.dateline --reports --n 40 --since 2023 -o reports.csv
  dateline sample news.dateline --n 100 --format brat -o check/
  dateline sample news.dateline --n 100 --format label-studio -o tasks.json
  dateline validate coderA.csv coderB.csv -o validation.html")]
pub(crate) struct Arguments {
    /// The project file.
    file: PathBuf,
    /// Events, or with --reports reports, at the most.
    #[arg(long, value_name = "N", default_value_t = 200)]
    n: usize,
    /// As many of each of these, as far as there are.
    #[arg(long, value_enum)]
    by: Option<Strata>,
    /// Whole reports with all their events.
    #[arg(long, conflicts_with = "by")]
    reports: bool,
    /// Another number draws others.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// What is written.
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Write there instead of to standard output. For brat a folder.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    wanted: Wanted,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Strata {
    /// Categories.
    Category,
    /// Verbal and material cooperation, verbal and material conflict.
    Quad,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A sheet, a row an event.
    Csv,
    /// A folder of texts and annotations.
    Brat,
    /// Tasks with predictions.
    LabelStudio,
}

/// Names of the sheet's columns; a coder fills those from `right` to `note`.
pub(super) const COLUMNS: &str = "item,kind,report,date,outlet,title,event,mode,actor,actor_code,recipient,recipient_code,words,passage,right,should_be,\
actor_right,recipient_right,missed,note,stratum,stratum_size,stratum_drawn,drawn,doc,id";

/// Code points of a passage on each side of its clause.
const AROUND: usize = 500;

/// What is drawn.
struct Drawn {
    /// By report; of a report that was drawn whole all its events.
    reports: BTreeMap<i64, BTreeSet<String>>,
    /// By stratum: how many there are, how many were drawn.
    strata: BTreeMap<String, (usize, usize)>,
    /// Of each event, its stratum.
    of: BTreeMap<(i64, String), String>,
    count: usize,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let project = Project::read(&a.file)?;
    let filter = a.wanted.filter();
    let keys = records::keys(&project, &filter).map_err(meant)?;
    let drawn =
        if a.reports { whole(a, &keys, &records::all(&project, &filter).map_err(meant)?) } else { events(a, &keys) };
    if drawn.count == 0 {
        return Err(usage(format!(
            "{}: there is nothing to draw from; the filters let no event through",
            a.file.display()
        )));
    }
    let each = |take: &mut dyn FnMut(&Report<'_>, &[Row<'_>]) -> anyhow::Result<()>| {
        let mut ledger = Ledger::new(Once::Telling);
        for (number, ids) in &drawn.reports {
            let Some(told) = records::told(&project, &filter, *number)? else { continue };
            let Some(report) = Report::of(*number, &told.text, &told.lines) else { continue };
            let mut rows = ledger.rows(&report, &|e: &Event| ids.contains(&e.id), &Default::default());
            rows.dedup_by(|later, kept| later.event.id == kept.event.id);
            take(&report, &rows)?;
        }
        anyhow::Ok(())
    };
    match (a.format, &a.output) {
        (Format::Brat, None) => return Err(usage("brat is a folder of files: say where with -o FOLDER")),
        (Format::Brat, Some(folder)) => write_brat(folder, |put| each(put))?,
        (Format::Csv, _) => {
            let mut out = Output::open(a.output.as_deref(), std::slice::from_ref(&a.file), false)?;
            let how = how(a, &keys, &drawn);
            out.write_all(format!("{COLUMNS}\r\n").as_bytes())?;
            let mut item = 0;
            each(&mut |report, rows| Ok(out.write_all(sheet(a, &drawn, &how, &mut item, report, rows).as_bytes())?))?;
            out.finish(true)?;
        }
        (Format::LabelStudio, _) => {
            let mut out = Output::open(a.output.as_deref(), std::slice::from_ref(&a.file), false)?;
            let mut before = label_studio::HEAD;
            each(&mut |report, rows| {
                out.write_all(before.as_bytes())?;
                before = label_studio::BETWEEN;
                Ok(out.write_all(label_studio::task(report, rows).as_bytes())?)
            })?;
            out.write_all(label_studio::FOOT.as_bytes())?;
            out.finish(true)?;
            if let Some(path) = &a.output {
                let mut out = Output::open(Some(&path.with_extension("xml")), std::slice::from_ref(&a.file), false)?;
                out.write_all(label_studio::interface().as_bytes())?;
                out.finish(true)?;
            }
        }
    }
    tell(&how(a, &keys, &drawn));
    Ok(Outcome::Done)
}

/// How it was drawn, in a line that the sheet carries.
fn how(a: &Arguments, keys: &[Key], drawn: &Drawn) -> String {
    let what = match (a.reports, a.by) {
        (true, _) => format!("{} reports with their {} events", drawn.reports.len(), drawn.of.len()),
        (_, Some(Strata::Category)) => format!("{} of {} events by category", drawn.count, keys.len()),
        (_, Some(Strata::Quad)) => format!("{} of {} events by quad", drawn.count, keys.len()),
        _ => format!("{} of {} events at random", drawn.count, keys.len()),
    };
    let file = a.file.file_name().map(|f| f.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{what}, seed {}, from {file}", a.seed)
}

/// One of a stream of numbers (SplitMix64): the same for the same seed and words.
fn lot(seed: u64, words: &str) -> u64 {
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let mut z = hash.wrapping_add(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// How many of each stratum: as many of each, and what small ones lack from the others.
fn quotas(sizes: &BTreeMap<String, usize>, n: usize) -> BTreeMap<String, usize> {
    let mut smallest: Vec<(&String, usize)> = sizes.iter().map(|(s, n)| (s, *n)).collect();
    smallest.sort_by_key(|(s, n)| (*n, (*s).clone()));
    let (mut left, mut out) = (n, BTreeMap::new());
    for (i, (stratum, size)) in smallest.iter().enumerate() {
        let share = left / (smallest.len() - i);
        let own = share.min(*size);
        left -= own;
        out.insert((*stratum).clone(), own);
    }
    out
}

fn events(a: &Arguments, keys: &[Key]) -> Drawn {
    let stratum = |k: &Key| match a.by {
        None => "all".to_owned(),
        Some(Strata::Category) => k.category.clone(),
        Some(Strata::Quad) => Category::parse(&k.category).map_or(0, |c| c.quad().code()).to_string(),
    };
    let mut by: BTreeMap<String, Vec<(u64, &Key)>> = BTreeMap::new();
    for key in keys {
        by.entry(stratum(key)).or_default().push((lot(a.seed, &format!("{} {}", key.report, key.id)), key));
    }
    let quotas = quotas(&by.iter().map(|(s, all)| (s.clone(), all.len())).collect(), a.n);
    let mut drawn = Drawn { reports: BTreeMap::new(), strata: BTreeMap::new(), of: BTreeMap::new(), count: 0 };
    for (stratum, mut all) in by {
        all.sort_by(|x, y| x.0.cmp(&y.0).then(x.1.id.cmp(&y.1.id)));
        let own = quotas.get(&stratum).copied().unwrap_or_default();
        drawn.strata.insert(stratum.clone(), (all.len(), own));
        drawn.count += own;
        for (_, key) in all.into_iter().take(own) {
            drawn.reports.entry(key.report).or_default().insert(key.id.clone());
            drawn.of.insert((key.report, key.id.clone()), stratum.clone());
        }
    }
    drawn
}

fn whole(a: &Arguments, keys: &[Key], reports: &[(i64, String)]) -> Drawn {
    let mut lots: Vec<(u64, i64)> = reports.iter().map(|(n, doc)| (lot(a.seed, &format!("{n} {doc}")), *n)).collect();
    lots.sort_unstable();
    lots.truncate(a.n);
    let mut drawn = Drawn { reports: BTreeMap::new(), strata: BTreeMap::new(), of: BTreeMap::new(), count: lots.len() };
    drawn.reports = lots.iter().map(|(_, n)| (*n, BTreeSet::new())).collect();
    drawn.strata.insert("all".to_owned(), (reports.len(), lots.len()));
    for key in keys {
        if let Some(ids) = drawn.reports.get_mut(&key.report) {
            ids.insert(key.id.clone());
            drawn.of.insert((key.report, key.id.clone()), "all".to_owned());
        }
    }
    drawn
}

/// The rows of a report.
fn sheet(a: &Arguments, drawn: &Drawn, how: &str, item: &mut usize, report: &Report<'_>, rows: &[Row<'_>]) -> String {
    let d = report.document;
    let chars: Vec<char> = report.text.chars().collect();
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let mut line = |kind: &str, told: [String; 8], stratum: &str, id: &str| {
        *item += 1;
        let mut cells = vec![
            item.to_string(),
            kind.to_owned(),
            report.number.to_string(),
            text(&d.date),
            text(&d.publisher),
            text(&d.title),
        ];
        cells.extend(told);
        cells.extend(std::iter::repeat_n(String::new(), 6));
        let (size, own) = drawn.strata.get(stratum).copied().unwrap_or_default();
        cells.extend([
            stratum.to_owned(),
            size.to_string(),
            own.to_string(),
            how.to_owned(),
            d.doc.clone(),
            id.to_owned(),
        ]);
        cell::csv(&cells)
    };
    let mut out = String::new();
    for row in rows {
        let e = row.event;
        let names = |all: &[Entity]| all.iter().map(|p| p.entity_text.clone()).collect::<Vec<_>>().join("; ");
        let codes = |all: &[Entity]| all.iter().map(coded).filter(|c| !c.is_empty()).collect::<Vec<_>>().join("; ");
        let told = [
            act::event_name(e).to_owned(),
            e.mode.first().map(ToString::to_string).unwrap_or_default(),
            names(&e.actor),
            codes(&e.actor),
            names(&e.recipient),
            codes(&e.recipient),
            e.event_text.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" … "),
            passage(&chars, e.text_info.start, e.text_info.end),
        ];
        let stratum = drawn.of.get(&(report.number, e.id.clone())).map_or("all", String::as_str);
        out += &line("event", told, stratum, &e.id);
    }
    if a.reports {
        let mut told = std::array::from_fn(|_| String::new());
        told[7] = report.text.to_owned();
        out += &line("report", told, "all", "");
    }
    out
}

/// The paragraph in which a clause stands, or as much of it as is near.
fn passage(chars: &[char], start: usize, end: usize) -> String {
    let (start, end) = (start.min(chars.len()), end.min(chars.len()));
    let from = chars[..start].iter().rposition(|c| *c == '\n').map_or(0, |n| n + 1).max(start.saturating_sub(AROUND));
    let to = chars[end..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| end + n).min(end + AROUND);
    chars[from..to.max(from)].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_strata_give_what_they_lack_to_the_others() {
        let sizes: BTreeMap<String, usize> = [("A", 3), ("B", 50), ("C", 60)].map(|(s, n)| (s.to_owned(), n)).into();
        let got: Vec<usize> = quotas(&sizes, 43).into_values().collect();
        assert_eq!(got, [3, 20, 20]);
        assert_eq!(quotas(&sizes, 1000).into_values().sum::<usize>(), 113);
    }

    #[test]
    fn another_seed_draws_others() {
        assert_eq!(lot(1, "a"), lot(1, "a"));
        assert!(lot(1, "a") != lot(2, "a") && lot(1, "a") != lot(1, "b"));
        // Even: of many numbers about half lie in each half.
        let high = (0..1000).filter(|n| lot(7, &n.to_string()) > u64::MAX / 2).count();
        assert!((450..550).contains(&high), "{high}");
    }
}
