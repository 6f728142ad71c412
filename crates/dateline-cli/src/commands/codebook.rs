//! `dateline codebook`.

use super::Outcome;
use crate::style;
use crate::usage::usage;
use clap::ValueEnum;
use dateline::contract::{Category, Quad};
use dateline::records::proof::wanted;
use dateline::records::rules::{Rule, Rules};
use std::fmt::Write as _;
use std::io::Write;

const PREFACE: &str = include_str!("../../../../lexicon/en/events/CODEBOOK.md");

/// How events of each category do on coded passages: category, precision, recall.
const MEASURED: &str = include_str!("../../../../models/events.tsv");

/// The codebook: how PLOVER is read here, and every rule with its meaning, patterns and tested sentences.
///
/// Without an argument everything; with a category (ACCUSE) its rules; with a rule (accuse/blame) that alone.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  dateline codebook | less
  dateline codebook SANCTION
  dateline codebook accuse/blame
  dateline codebook --format markdown > codebook.md")]
pub(crate) struct Arguments {
    /// A category or a rule.
    #[arg(value_name = "CATEGORY|RULE")]
    what: Option<String>,
    /// What is printed.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading on a terminal.
    Text,
    /// For a page.
    Markdown,
}

pub(crate) fn run(a: &Arguments) -> anyhow::Result<Outcome> {
    let shown = codebook(a.what.as_deref(), a.format)?;
    anstream::stdout().lock().write_all(shown.as_bytes())?;
    Ok(Outcome::Done)
}

fn codebook(what: Option<&str>, format: Format) -> anyhow::Result<String> {
    let rules = &Rules::builtin().all;
    let mut out = String::new();
    let Some(what) = what else {
        out += &preface(format);
        Category::ALL.iter().for_each(|c| category(&mut out, *c, rules, format));
        return Ok(out);
    };
    if let Some(c) = Category::parse(&what.to_uppercase()) {
        category(&mut out, c, rules, format);
    } else if let Some(r) = rules.iter().find(|r| r.id.eq_ignore_ascii_case(what)) {
        rule(&mut out, r, format);
    } else {
        let near: Vec<&str> =
            rules.iter().map(|r| r.id.as_str()).filter(|id| id.contains(&what.to_lowercase())).collect();
        let hint = if near.is_empty() { String::new() } else { format!("; there is {}", near.join(", ")) };
        let names: Vec<&str> = Category::ALL.iter().map(|c| c.name()).collect();
        let names = names.join(" ");
        return Err(usage(format!("{what:?} is no rule and no category{hint}. The categories are {names}")));
    }
    Ok(out)
}

/// The page on how PLOVER is read; on a terminal without its Markdown.
fn preface(format: Format) -> String {
    if format == Format::Markdown {
        return format!("{PREFACE}\n");
    }
    let mut out = String::new();
    for line in PREFACE.lines().filter(|l| !l.starts_with("|---")) {
        let plain = line.replace("**", "").replace('`', "");
        match plain.strip_prefix('#') {
            Some(title) => writeln!(
                out,
                "{}{}{}",
                style::STRONG.render(),
                title.trim_start_matches(['#', ' ']),
                style::STRONG.render_reset()
            ),
            None => writeln!(out, "{}", plain.replace("| ", "  ").trim_end_matches(['|', ' '])),
        }
        .unwrap_or_default();
    }
    out + "\n"
}

fn category(out: &mut String, c: Category, rules: &[Rule], format: Format) {
    let facts = c.facts();
    let quad = match facts.quad {
        Quad::VerbalCooperation => "verbal cooperation",
        Quad::MaterialCooperation => "material cooperation",
        Quad::VerbalConflict => "verbal conflict",
        Quad::MaterialConflict => "material conflict",
    };
    let modes: Vec<String> = facts.modes.iter().map(|(mode, score)| format!("{mode} {score}")).collect();
    let modes = if modes.is_empty() { String::new() } else { format!(" Modes and scores: {}.", modes.join(", ")) };
    let about = format!("Quad {}, {quad}; score {}.{modes}", facts.quad.code(), facts.score);
    let about = format!("{about}\n{}", learnt(c));
    let result = match format {
        Format::Markdown => writeln!(out, "## {c}\n\n{about}\n"),
        Format::Text => {
            writeln!(out, "{}{c}{}\n{about}\n", style::STRONG.render(), style::STRONG.render_reset())
        }
    };
    result.unwrap_or_default();
    rules.iter().filter(|r| r.category == c).for_each(|r| rule(out, r, format));
}

/// How the category is decided beside its rules, and how well.
fn learnt(c: Category) -> String {
    let row = |line: &'static str| {
        let mut fields = line.split('\t');
        (fields.next() == Some(c.name())).then_some(())?;
        let share = |field: Option<&str>| field.and_then(|f| f.parse::<f64>().ok()).map(|x| (100.0 * x).round());
        Some((share(fields.next())?, share(fields.next())?))
    };
    let how = "A coder learnt from coded passages sees it by words beyond these rules (`learnt`)";
    match MEASURED.lines().find_map(row) {
        Some((right, found)) => format!(
            "{how}; on passages that it never saw, {right} of 100 that are told are right, and {found} of 100 are found."
        ),
        None => format!("{how}."),
    }
}

fn rule(out: &mut String, r: &Rule, format: Format) {
    let name = |what: &str, value: Option<&str>| value.map(|v| format!("{what} {v}"));
    let context = (!r.context.is_empty()).then(|| r.context.iter().map(|c| c.name()).collect::<Vec<_>>().join(", "));
    let facts = [
        name("mode", r.mode.map(dateline::contract::Mode::name)),
        name("CAMEO", r.cameo.as_deref()),
        name("context", context.as_deref()),
        Some(format!("confidence {}", r.confidence)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let result = match format {
        Format::Markdown => {
            let tests: String = r.tests.iter().map(|t| format!("- {} → {}\n", t.text, wanted(t))).collect();
            writeln!(out, "### {}\n\n{} *{facts}*\n\n```\n{}\n```\n\n{tests}", r.id, r.doc, r.when.join("\n"))
        }
        Format::Text => {
            let (name, end, dim) = (style::NAME.render(), style::NAME.render_reset(), style::DIM.render());
            let when: String = r.when.iter().map(|w| format!("    {w}\n")).collect();
            let tests: String = r.tests.iter().map(|t| format!("    {} → {}\n", t.text, wanted(t))).collect();
            writeln!(out, "  {name}{}{end}  {dim}{facts}{end}\n  {}\n{dim}{when}{end}{tests}", r.id, r.doc)
        }
    };
    result.unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_a_category_and_a_rule_can_be_asked_for() {
        let all = codebook(None, Format::Markdown).unwrap();
        assert!(all.starts_with("# The codebook") && Category::ALL.iter().all(|c| all.contains(&format!("## {c}\n"))));
        let one = codebook(Some("accuse/blame"), Format::Text).unwrap();
        assert!(one.contains("accuse/blame") && one.contains("Ethiopia blamed Eritrea for the attack. → ETH > ERI"));
        assert!(!codebook(Some("sanction"), Format::Text).unwrap().contains("accuse/blame"));
    }

    #[test]
    fn an_unknown_name_is_answered_with_near_ones() {
        let error = codebook(Some("blame"), Format::Text).unwrap_err().to_string();
        assert!(error.contains("accuse/blame") && error.contains("RETREAT"), "{error}");
    }
}
