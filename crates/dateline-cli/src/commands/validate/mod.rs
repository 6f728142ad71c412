//! `dateline validate`.

mod annotated;
mod page;
mod sheet;
mod statistics;

use super::Outcome;
use super::shown::{Shape, ShownArguments};
use crate::usage::usage;
use clap::ValueEnum;
use dateline::store::Project;
use serde_json::{Value, json};
use sheet::{Question, Sheet};
use statistics::{Kappa, Share, kappa, wilson};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What people judged of a sample: how far coders agree (Cohen's kappa), what is to be settled between them, and precision by category with
/// Wilson's 95% intervals; of whole reports recall too.
///
/// Reads sheets that `dateline sample` wrote and coders filled: one, or two of the same sample. Where two differ, the answer stands in
/// `--settled`, a third sheet with the answers agreed on; what is not settled counts for nothing and is listed. Of a sample by strata the
/// figure of all is weighted back to what the project holds.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline validate coderA.csv
  dateline validate coderA.csv coderB.csv                      agreement, and the list of what to settle
  dateline validate coderA.csv coderB.csv --settled both.csv -o validation.html
  dateline validate coderA/ coderB/ --project news.dateline    what two coders made of one draw in brat
  dateline validate a.json --project news.dateline --whole     exports of Label Studio; what was added, was missed

The HTML page needs nothing else and can be an appendix.")]
pub(crate) struct Arguments {
    /// One coder's sheet, or two coders'; with --project also a folder of brat or an export of Label Studio.
    #[arg(required = true, num_args = 1..=2)]
    sheets: Vec<PathBuf>,
    /// The project that was drawn from: to read folders of brat and exports of Label Studio, of which it tells what was handed out.
    #[arg(long, value_name = "FILE")]
    project: Option<PathBuf>,
    /// Whole reports were read in brat or Label Studio (`dateline sample --reports`), so that what a coder added had been missed.
    #[arg(long, requires = "project")]
    whole: bool,
    /// The sheet with what was agreed on afterwards.
    #[arg(long, value_name = "FILE")]
    settled: Option<PathBuf>,
    #[command(flatten)]
    shown: ShownArguments<Format>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Text,
    /// One object.
    Json,
    /// A page for an appendix.
    Html,
}

impl Shape for Format {
    const TABLE: Self = Self::Text;
    const LINES: Self = Self::Text;

    fn of_ending(ending: &str) -> Option<Self> {
        Self::from_str(ending, true).ok()
    }
}

/// An item on which coders differ.
struct Open {
    item: String,
    question: Question,
    answers: [String; 2],
    passage: String,
}

/// A category's figures.
#[derive(Default)]
struct Figures {
    judged: usize,
    right: usize,
    whole: usize,
    missed: usize,
}

/// All that is reported.
struct Validation {
    drawn: String,
    items: usize,
    coders: Vec<(String, usize)>,
    kappas: Vec<(&'static str, Kappa)>,
    open: Vec<Open>,
    categories: BTreeMap<String, Figures>,
    /// Precision over all, weighted by strata where there are any.
    all: Option<Share>,
    weighted: bool,
    actor: Share,
    recipient: Share,
    /// Whether whole reports were judged, so that recall is known.
    recall: bool,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let project = a.project.as_deref().map(Project::read).transpose()?;
    let read = |path: &Path| match &project {
        Some(project) if path.is_dir() || path.extension().is_some_and(|e| e == "json") => {
            annotated::read(path, project, a.whole)
        }
        None if path.is_dir() => Err(usage(format!(
            "{}: of annotations the project tells what was handed out: name it with --project",
            path.display()
        ))),
        _ => Sheet::read(path),
    };
    let mut sheets = a.sheets.iter().map(|p| read(p)).collect::<anyhow::Result<Vec<_>>>()?;
    let settled = a.settled.as_deref().map(read).transpose()?;
    let first = sheets.remove(0);
    let second = sheets.pop();
    for other in second.iter().chain(&settled) {
        // What two coders of whole reports add is their own; what was handed out is the same.
        if other.ids() != first.ids() {
            return Err(usage(format!("{} and {} are not sheets of the same sample", first.name, other.name)));
        }
    }
    let found = validation(&first, second.as_ref(), settled.as_ref());
    let mut inputs = a.sheets.clone();
    inputs.extend(a.settled.clone());
    let mut out = a.shown.open(&inputs)?;
    let text = match a.shown.format() {
        Format::Text => page::text(&found),
        Format::Json => json(&found).to_string() + "\n",
        Format::Html => page::html(&found),
    };
    out.write_all(text.as_bytes())?;
    out.finish(true)?;
    Ok(Outcome::Done)
}

/// An answer that stands: what was settled, else what the coders agree on, else the only one's.
fn standing(
    key: &sheet::Key,
    question: Question,
    first: &Sheet,
    second: Option<&Sheet>,
    settled: Option<&Sheet>,
) -> Option<String> {
    let answer = |s: Option<&Sheet>| s.and_then(|s| s.items.get(key)?.answer(question));
    if let Some(agreed) = answer(settled) {
        return Some(agreed);
    }
    match (answer(Some(first)), answer(second)) {
        (Some(one), Some(two)) => (one == two).then_some(one),
        (one, two) => one.or(two),
    }
}

fn validation(first: &Sheet, second: Option<&Sheet>, settled: Option<&Sheet>) -> Validation {
    let mut v = Validation {
        drawn: first.drawn.clone(),
        items: first.items.values().filter(|i| !i.is_report).count(),
        coders: [Some(first), second].into_iter().flatten().map(|s| (s.name.clone(), s.judged())).collect(),
        kappas: second.map(|second| kappas(first, second)).unwrap_or_default(),
        open: Vec::new(),
        categories: BTreeMap::new(),
        all: None,
        weighted: false,
        actor: Share::default(),
        recipient: Share::default(),
        recall: false,
    };
    let mut strata: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (key, item) in &first.items {
        if let Some(second) = second {
            v.open.extend(differing(key, item, second, settled));
        }
        let answer = |q| standing(key, q, first, second, settled);
        if item.is_report {
            let missed = answer(Question::Missed);
            v.recall |= missed.is_some();
            for category in missed.iter().flat_map(|m| m.split_whitespace()).filter(|c| *c != sheet::NONE) {
                v.categories.entry(category.to_owned()).or_default().missed += 1;
            }
            continue;
        }
        let Some(right) = answer(Question::Event) else { continue };
        let right = right == sheet::YES;
        let figures = v.categories.entry(item.event.clone()).or_default();
        let stratum = strata.entry(&item.stratum).or_insert((item.size, 0, 0));
        figures.judged += 1;
        figures.right += usize::from(right);
        stratum.1 += 1;
        stratum.2 += usize::from(right);
        if right {
            let sides = [Question::Actor, Question::Recipient].map(|q| answer(q).map(|a| a == sheet::YES));
            for (share, side) in [&mut v.actor, &mut v.recipient].into_iter().zip(sides) {
                share.of += usize::from(side.is_some());
                share.n += usize::from(side == Some(true));
            }
            figures.whole += usize::from(sides == [Some(true), Some(true)]);
        }
    }
    v.weighted = strata.len() > 1;
    v.all = weighted(&strata);
    v
}

/// What two coders answer differently, and is not settled.
fn differing(key: &sheet::Key, item: &sheet::Item, second: &Sheet, settled: Option<&Sheet>) -> Vec<Open> {
    let open = |question: Question| {
        let answers = [item.answer(question)?, second.items.get(key)?.answer(question)?];
        let done = settled.is_some_and(|s| s.items.get(key).is_some_and(|i| i.answer(question).is_some()));
        (answers[0] != answers[1] && !done).then(|| Open {
            item: item.item.clone(),
            question,
            answers,
            passage: item.passage.clone(),
        })
    };
    Question::ALL.into_iter().filter_map(open).collect()
}

/// The share of all, each stratum by its part of the project; its interval is Wilson's at Kish's effective size.
fn weighted(strata: &BTreeMap<&str, (usize, usize, usize)>) -> Option<Share> {
    let judged = || strata.values().filter(|s| s.1 > 0);
    let all: usize = judged().map(|s| s.0).sum();
    let weight = |s: &(usize, usize, usize)| s.0 as f64 / all as f64;
    let share: f64 = judged().map(|s| weight(s) * s.2 as f64 / s.1 as f64).sum();
    let squares: f64 = judged().map(|s| weight(s).powi(2) / s.1 as f64).sum();
    let (n, of) = judged().fold((0, 0), |(n, of), s| (n + s.2, of + s.1));
    (all > 0).then(|| {
        let (low, high) = wilson(share, 1.0 / squares);
        Share { n, of, weighted: Some((share, low, high)) }
    })
}

fn kappas(first: &Sheet, second: &Sheet) -> Vec<(&'static str, Kappa)> {
    let of = |answer: &dyn Fn(&sheet::Item) -> Option<String>| {
        let both = first.items.iter().filter_map(|(key, item)| {
            let other = second.items.get(key)?;
            Some((answer(item)?, answer(other)?))
        });
        kappa(&both.collect::<Vec<_>>())
    };
    let asked = [
        ("is it the act", Question::Event),
        ("is the actor right", Question::Actor),
        ("is the recipient right", Question::Recipient),
    ];
    let mut out: Vec<_> = asked.into_iter().map(|(name, q)| (name, of(&|i| i.answer(q)))).collect();
    out.insert(1, ("which category it is", of(&sheet::Item::label)));
    out
}

fn json(v: &Validation) -> Value {
    let share = |s: &Share| {
        let (p, low, high) = s.interval();
        json!({"right": s.n, "of": s.of, "share": p, "low": low, "high": high})
    };
    let categories: Vec<Value> = v
        .categories
        .iter()
        .map(|(name, f)| {
            let mut row = json!({"category": name, "precision": share(&Share::of(f.right, f.judged)),
                "with_parties": share(&Share::of(f.whole, f.judged))});
            if v.recall {
                row["recall"] = share(&Share::of(f.right, f.right + f.missed));
            }
            row
        })
        .collect();
    let kappas: Vec<Value> = v
        .kappas
        .iter()
        .map(|(name, k)| json!({"question": name, "items": k.items, "agreement": k.agreement, "kappa": k.kappa}))
        .collect();
    let open =
        |o: &Open| json!({"item": o.item, "question": o.question.name(), "answers": o.answers, "passage": o.passage});
    json!({"drawn": v.drawn, "items": v.items, "coders": v.coders.iter().map(|(name, judged)| json!({"sheet": name, "judged": judged})).collect::<Vec<_>>(),
        "agreement": kappas, "precision": v.all.as_ref().map(share), "weighted": v.weighted, "actor": share(&v.actor), "recipient": share(&v.recipient),
        "categories": categories, "to_settle": v.open.iter().map(open).collect::<Vec<_>>()})
}

/// Ids of a sheet's items.
type Ids<'s> = BTreeSet<&'s sheet::Key>;
