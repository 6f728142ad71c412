//! `dateline actors`.

use super::Outcome;
use super::input::TableArguments;
use crate::output::Output;
use crate::usage::usage;
use crate::view::plain;
use clap::ValueEnum;
use dateline::records::Tables;
use dateline::records::actors::{Reading, who};
use dateline::text::document::day;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;

/// Whom a name means on a day, why, and who else bears it and is not meant.
///
/// The name is looked up as it would be in a report of that day that tells nothing else: a surname alone is nobody where
/// several may be meant. In a report the office, the country and the full name told with it decide as well; give them as
/// part of the name ("President Obama").
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline actors Putin --on 2023-10-11
  dateline actors \"President Obama\" --on 2011-05-02
  dateline actors Taliban --on 2010-01-01
  dateline actors Scott Obama \"the Kremlin\" --format json
  dateline actors \"Ada Crane\" --lexicon my-tables/")]
pub(crate) struct Arguments {
    /// Names as a report would have them; quote those of several words.
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// The day of the report, YYYY-MM-DD. Without one every bearer may be meant.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// What is printed.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// A folder of tables to lay over those of the program: see `dateline read --help`.
    #[arg(long, value_name = "DIR")]
    lexicon: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Table,
    /// One object a line and name.
    Json,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let date = a.on.as_deref().map(|on| {
        day(on).ok_or_else(|| usage(format!("--on {on}: no day between 1800 and 2100; write it as YYYY-MM-DD")))
    });
    let date = date.transpose()?;
    let own = TableArguments { lexicon: a.lexicon.clone(), ..TableArguments::default() };
    let own = if a.lexicon.is_empty() { None } else { Some(own.tables(false)?) };
    let tables: Tables<'_> = match &own {
        Some(own) => own.tables(),
        None => Tables::builtin(),
    };
    let mut out = Output::open(None, &[], a.format == Format::Table)?;
    let mut known = false;
    for name in &a.names {
        let found = who(tables.lexicon, name, date);
        known |= !found.taken.is_empty();
        let text = match a.format {
            Format::Json => {
                let all = |readings: &[Reading]| readings.iter().map(object).collect::<Vec<_>>();
                let line =
                    json!({"name": name, "on": a.on, "taken": all(&found.taken), "rejected": all(&found.rejected)});
                format!("{line}\n")
            }
            Format::Table => table(name, &found.taken, &found.rejected),
        };
        out.write_all(text.as_bytes())?;
    }
    out.finish(true)?;
    Ok(if known { Outcome::Done } else { Outcome::NothingRead })
}

fn object(r: &Reading) -> Value {
    json!({
        "name": r.name, "kind": r.kind, "code": r.code, "sector": r.sector, "office": r.office,
        "from": some(&r.term.0), "until": some(&r.term.1), "known_until": r.known, "why": r.why,
    })
}

fn some(day: &str) -> Option<&str> {
    Some(day).filter(|d| !d.is_empty())
}

fn table(name: &str, taken: &[Reading], rejected: &[Reading]) -> String {
    let mut out = format!("{}\n", plain(name));
    if taken.is_empty() {
        out += "  nobody the tables know is taken\n";
    }
    for r in taken {
        out += &format!("  is   {}\n       {}\n", line(r), r.why);
    }
    for r in rejected.iter().take(SHOWN) {
        out += &format!("  not  {}\n       {}\n", line(r), r.why);
    }
    if rejected.len() > SHOWN {
        out += &format!("  … and {} more (--format json has all)\n", rejected.len() - SHOWN);
    }
    out
}

/// How many that are not taken a table shows.
const SHOWN: usize = 12;

fn line(r: &Reading) -> String {
    let codes: Vec<&str> = r.code.as_deref().into_iter().chain(r.sector.iter().map(String::as_str)).collect();
    let office = r.office.as_deref().map(|o| format!(", {o}")).unwrap_or_default();
    let term = match (r.term.0.as_str(), r.term.1.as_str(), r.known.as_deref()) {
        ("", "", None) => String::new(),
        (from, "", Some(known)) => format!(" ({from} – ?, known to {known})"),
        (from, until, _) => format!(" ({from} – {until})"),
    };
    plain(&format!("{} [{}]{office}{term}", r.name, codes.join("/"))).into_owned()
}
