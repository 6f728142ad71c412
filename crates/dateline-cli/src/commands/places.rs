//! `dateline places`: names of places, and where they are.

use super::Outcome;
use super::input::{From, InputArguments, ModelArguments, TableArguments, read_all};
use super::shown::{Format, ShownArguments};
use crate::style;
use crate::view::plain;
use dateline::contract::wire;
use dateline::language::Analysis;
use dateline::records::places::{Known, Places, Spot, Toponym};
use dateline::records::syntax::Syntax;
use dateline::text::CodePoints;
use dateline::{Batch, Noted, RawItem, Refused};
use serde_json::json;
use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;

/// Names of places in reports, and where they are.
///
/// A line a name: {"doc": "a1", "start": 3, "end": 8, "text": "Paris", "name": "Paris", "country": "USA", "admin1": "Texas",
/// "lat": 33.66, "lon": -95.56, "geonames_id": 4717560, "known": "exact", "within": "Texas"}. `start` and `end` are code
/// points of the report's text; `country` is PLOVER's; what is not known is null. `within` are the words that say in what
/// it lies. A name that the gazetteer lacks has country, region and point of that (`known` is "within"), or of the place
/// around which nearly all of the report plays ("around"), never an id. Peoples ("Syrian") are no places, nor are persons
/// and bodies that bear a place's name.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline places report.txt
  dateline places reports.jsonl > places.jsonl
  dateline places reports.jsonl | jq -r 'select(.lat) | [.text, .lat, .lon] | @tsv'
  echo 'Police in Paris, Texas, arrested two men.' | dateline places

Exit codes: 0 done; 1 nothing could be read; 2 some inputs were refused, each with a note; 64 the command line was wrong.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    /// What the input is.
    #[arg(long, value_enum, default_value = "auto")]
    from: From,
    #[command(flatten)]
    shown: ShownArguments,
    /// A folder with a `places.tsv`, `country_words.tsv` … to lay over those of the program. May be given more than once.
    #[arg(long, value_name = "DIR")]
    lexicon: Vec<PathBuf>,
    #[command(flatten)]
    model: ModelArguments,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let tables = TableArguments { lexicon: a.lexicon.clone(), ..TableArguments::default() };
    let coder = tables.over(a.model.coder()?, a.input.quiet)?;
    let format = a.shown.format();
    let items = a.input.items(a.from, None, &coder)?;
    let mut out = a.shown.open(&a.input.files())?;
    let work = |item: &RawItem| -> Result<Noted<String>, Refused> {
        let read = coder.read(item)?;
        let tables = coder.tables();
        let places = Places::find(Syntax::with(&read.value, tables.words), tables.lexicon);
        let shown = match format {
            Format::Jsonl => lines(&read.value, &places),
            Format::Table => drawn(&read.value, &places),
        };
        Ok(Noted { value: shown, notes: read.notes })
    };
    let batch = Batch::new(&coder).threads(a.model.threads);
    let outcome = read_all(items, &batch, a.input.quiet, work, |result| {
        match result {
            Ok(noted) => out.write_all(noted.value.as_bytes())?,
            Err(refused) if format == Format::Jsonl => {
                let notes = wire::refusal(&refused);
                out.write_all(notes.iter().map(|n| n.json() + "\n").collect::<String>().as_bytes())?;
            }
            Err(_) => {}
        }
        Ok(())
    })?;
    out.finish(outcome != Outcome::NothingRead)?;
    Ok(outcome)
}

/// One JSON object a name.
fn lines(read: &Analysis, places: &Places) -> String {
    let points = CodePoints::new(read.text());
    let line = |p: &Toponym| {
        let span = read.span(p.tokens.clone());
        let (start, end) = points.of(span);
        let spot = p.spot.as_ref();
        let object = json!({
            "doc": read.document.id,
            "start": start,
            "end": end,
            "text": span.of(read.text()),
            "name": spot.map(|s| &s.name),
            "country": spot.and_then(|s| s.country.as_ref()),
            "admin1": spot.and_then(|s| s.admin1.as_ref()),
            "lat": spot.and_then(|s| s.position).map(|p| p.0),
            "lon": spot.and_then(|s| s.position).map(|p| p.1),
            "geonames_id": spot.and_then(|s| s.geonames),
            "known": spot.map(|s| s.known.name()),
            "within": within(read, places, p),
        });
        object.to_string() + "\n"
    };
    places.all().iter().map(line).collect()
}

/// The words that say in what a place lies.
fn within<'r>(read: &'r Analysis, places: &Places, p: &Toponym) -> Option<&'r str> {
    p.within.map(|i| read.span(places.all()[i].tokens.clone()).of(read.text()))
}

/// The report's id, and a line a name.
fn drawn(read: &Analysis, places: &Places) -> String {
    let (strong, dim) = (style::STRONG, style::DIM);
    let mut out = format!("{strong}{}{strong:#}\n", plain(&read.document.id));
    for p in places.all() {
        let words = read.span(places.whole(p)).of(read.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "  {:32} {dim}{}{dim:#}", plain(&words), plain(&told(p.spot.as_ref())));
    }
    if places.all().is_empty() {
        let _ = writeln!(out, "  {dim}no place is named{dim:#}");
    }
    out
}

/// What is known of a place, for people.
fn told(spot: Option<&Spot>) -> String {
    let Some(spot) = spot else { return "not in the gazetteer".into() };
    let land = [spot.admin1.as_deref(), spot.country.as_deref()];
    let land = land.into_iter().flatten().filter(|l| *l != spot.name).collect::<Vec<_>>().join(", ");
    let name = match spot.known {
        Known::Exact => spot.name.as_str(),
        Known::Within => "somewhere in",
        Known::Around => "somewhere around",
    };
    let point = spot.position.map(|(lat, lon)| format!("{lat:.2} {lon:.2}"));
    [Some(name.to_owned()), (!land.is_empty()).then_some(land), point]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("  ")
}
