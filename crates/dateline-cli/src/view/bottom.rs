//! The bottom line of a comparison: three sentences, each of a point and of words that stand in a report.

use super::{letter, shortened};
use dateline::contract::wire::PointKind;
use dateline::story::{Comparison, Difference, Point, Report, Told};

/// Longest words of a report in the bottom line, in characters.
const WORDS: usize = 90;
/// A difference of fewer characters is shown in its sentence.
const FEW: usize = 30;
/// Words before it that are shown with it.
const BEFORE: usize = 5;

/// What all tell, where they part most, and what one alone tells: as many of the three as there are.
pub(crate) fn bottom(c: &Comparison, reports: &[Report<'_>]) -> Vec<String> {
    let told = |p: &&Point| matches!(p.kind, PointKind::Shared | PointKind::Differs);
    let widest = c.points.iter().filter(told).map(|p| p.reports().len()).max().unwrap_or(0);
    let mut widely = c.points.iter().filter(told).filter(|p| p.reports().len() == widest);
    // What they tell alike before what they tell differently.
    let all = widely.clone().find(|p| p.kind == PointKind::Shared).or_else(|| widely.next());
    let who = |p: &Point| p.reports().iter().map(|r| letter(*r)).collect::<Vec<_>>().join(", ");
    let first = all.map(|p| match widest == reports.len() {
        true => format!("All tell: {}", stopped(&p.what)),
        false => format!("{} tell: {}", who(p), stopped(&p.what)),
    });
    let differs = c.points.iter().find(|p| p.kind == PointKind::Differs && !p.facets.is_empty());
    let second = differs.map(|p| part(p, &p.facets[0], reports));
    let alone = c.points.iter().find(|p| p.kind == PointKind::Only);
    let third = alone.map(|p| format!("{} alone tells: {}", who(p), stopped(&p.what)));
    [first, second, third].into_iter().flatten().collect()
}

/// Where two reports part, each in its own words where it has them; a word or a number with the sentence it stands in.
fn part(p: &Point, f: &Difference, reports: &[Report<'_>]) -> String {
    let side = |t: &Told| {
        let text = reports[t.report].analysis.text();
        let telling = p.tellings.iter().find(|s| s.report == t.report).map(|s| s.span.of(text));
        let words = match telling.filter(|s| t.words.chars().count() < FEW && s.contains(&t.words)) {
            Some(sentence) => format!("“{}”", around(sentence, &t.words)),
            None if text.contains(&t.words) => format!("“{}”", shortened(&t.words, WORDS)),
            None => t.words.clone(),
        };
        format!("{} {words}", letter(t.report))
    };
    let sides: Vec<String> = f.told.iter().map(side).collect();
    stopped(&format!("They part in {}: {}", f.of.name(), sides.join("; ")))
}

/// Words with some of the sentence around them, cut at the ends of words.
fn around(sentence: &str, words: &str) -> String {
    let at = sentence.find(words).unwrap_or_default();
    let from = sentence[..at].rmatch_indices(' ').nth(BEFORE).map_or(0, |(i, _)| i + 1);
    let cut = shortened(&sentence[from..], WORDS);
    if from > 0 { format!("… {cut}") } else { cut }
}

/// A sentence with its stop.
fn stopped(words: &str) -> String {
    let ends = words.ends_with(['.', '?', '!', '…', '”', '"']);
    if ends { words.to_owned() } else { format!("{words}.") }
}
