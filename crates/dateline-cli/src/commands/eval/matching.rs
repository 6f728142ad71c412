//! Attributions that were found beside those that are wanted: which belongs to which, and what of it is right.

use super::brat::{Attribution, Places};
use dateline::language::eval::Counts;

/// The figures, in the order they are shown, each with what people reach: the agreement of two annotators of PolNeAR.
pub(super) const FIGURES: [(&str, Option<f64>); 8] = [
    ("statement overlap", Some(0.898)),
    ("content exact", Some(0.657)),
    ("content IoU ≥ .8", None),
    ("source exact", Some(0.739)),
    ("source overlap", None),
    ("cue exact", Some(0.704)),
    ("all three exact", Some(0.563)),
    ("quoted content, its source", None),
];

/// Counts of [`FIGURES`].
pub(super) type Tally = [Counts; FIGURES.len()];

/// The least part of the words of two contents that both share, for the two to be one statement.
const MATCH: f64 = 0.3;

/// The widest gap over which two stretches of one part are joined, in code points.
const GAP: usize = 2;

/// What is wrong with an attribution.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The one that is wanted, if any.
    pub(super) gold: Option<usize>,
    /// The one that was found, if any.
    pub(super) ours: Option<usize>,
    /// `missed`, `spurious`, or the parts that differ.
    pub(super) wrong: Vec<&'static str>,
}

/// Counts one document, and tells what is wrong in it, in the order of the text.
pub(super) fn score(text: &[char], gold: &[Attribution], ours: &[Attribution]) -> (Tally, Vec<Fault>) {
    let mut tally = size_of(text, gold, ours);
    let mut faults = Vec::new();
    let pairs = pairs(gold, ours);
    for &(i, j) in &pairs {
        let (g, m) = (&gold[i], &ours[j]);
        let [content, source, cue] = [(&g.content, &m.content), (&g.source, &m.source), (&g.cue, &m.cue)]
            .map(|(a, b)| (trimmed(text, a), trimmed(text, b)));
        let same = [content.0 == content.1, source.0 == source.1, cue.0 == cue.1];
        let source_shared = shared(&source.0, &source.1) > 0;
        let right = [
            true,
            same[0],
            iou(&content.0, &content.1) >= 0.8,
            same[1] && !source.0.is_empty(),
            source_shared,
            same[2] && !cue.0.is_empty(),
            same == [true; 3],
            source_shared && is_quoted(text, &g.content) && is_quoted(text, &m.content),
        ];
        tally.iter_mut().zip(right).for_each(|(counts, right)| counts.right += usize::from(right));
        let wrong: Vec<_> =
            ["content", "source", "cue"].into_iter().zip(same).filter(|(_, s)| !s).map(|(p, _)| p).collect();
        if !wrong.is_empty() {
            faults.push(Fault { gold: Some(i), ours: Some(j), wrong });
        }
    }
    let missed = (0..gold.len()).filter(|i| pairs.iter().all(|(g, _)| g != i));
    faults.extend(missed.map(|i| Fault { gold: Some(i), ours: None, wrong: vec!["missed"] }));
    let spurious = (0..ours.len()).filter(|j| pairs.iter().all(|(_, m)| m != j));
    faults.extend(spurious.map(|j| Fault { gold: None, ours: Some(j), wrong: vec!["spurious"] }));
    faults.sort_by_key(|f| f.gold.map(|i| &gold[i]).or(f.ours.map(|j| &ours[j])).and_then(|a| a.content.iter().min()));
    (tally, faults)
}

/// How many were found and wanted: of a part, only attributions that have it.
fn size_of(text: &[char], gold: &[Attribution], ours: &[Attribution]) -> Tally {
    let all = |_: &Attribution| true;
    let sourced = |a: &Attribution| !a.source.is_empty();
    let cued = |a: &Attribution| !a.cue.is_empty();
    let quoted = |a: &Attribution| sourced(a) && is_quoted(text, &a.content);
    let of: [&dyn Fn(&Attribution) -> bool; FIGURES.len()] =
        [&all, &all, &all, &sourced, &sourced, &cued, &all, &quoted];
    let count = |has: &dyn Fn(&Attribution) -> bool, list: &[Attribution]| list.iter().filter(|a| has(a)).count();
    of.map(|has| Counts { right: 0, found: count(has, ours), wanted: count(has, gold) })
}

/// Which one found belongs to which one wanted: those whose contents share most first, each once.
fn pairs(gold: &[Attribution], ours: &[Attribution]) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        all.extend(ours.iter().enumerate().map(|(j, m)| (iou(&g.content, &m.content), i, j)));
    }
    all.retain(|(share, ..)| *share >= MATCH);
    // Of equals the last: any fixed order would do, and this is that of the set's other scorer.
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in all {
        if out.iter().all(|(g, m)| *g != i && *m != j) {
            out.push((i, j));
        }
    }
    out
}

/// Code points that both have.
fn shared(a: &Places, b: &Places) -> usize {
    let both = |(s1, e1): (usize, usize), (s2, e2): (usize, usize)| e1.min(e2).saturating_sub(s1.max(s2));
    a.iter().flat_map(|x| b.iter().map(|y| both(*x, *y))).sum()
}

/// Code points that both have, over those that at least one has.
fn iou(a: &Places, b: &Places) -> f64 {
    let size = |places: &Places| places.iter().map(|(start, end)| end - start).sum::<usize>();
    let both = shared(a, b);
    let either = size(a) + size(b) - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

fn is_mark(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | ',')
}

/// The places without quotation marks, commas and spaces at either end and full stops behind, and joined where at most
/// two such marks lie between: whether they belong to a part is a matter of taste, on which no figure should hang.
fn trimmed(text: &[char], places: &Places) -> Places {
    let mut sorted: Vec<(usize, usize)> = places
        .iter()
        .map(|&(mut start, mut end)| {
            while start < end && is_mark(text[start]) {
                start += 1;
            }
            while end > start && (is_mark(text[end - 1]) || text[end - 1] == '.') {
                end -= 1;
            }
            (start, end)
        })
        .collect();
    sorted.sort_unstable();
    let mut out: Places = Vec::new();
    for (start, end) in sorted {
        match out.last_mut() {
            Some(last) if start <= last.1 + GAP && text[last.1.min(start)..start].iter().all(|c| is_mark(*c)) => {
                last.1 = last.1.max(end);
            }
            _ => out.push((start, end)),
        }
    }
    out
}

/// Whether a stretch begins with a quotation mark, or behind one.
fn is_quoted(text: &[char], places: &Places) -> bool {
    let opens = |at: usize| text.get(at).is_some_and(|c| matches!(c, '"' | '“'));
    places.iter().any(|(start, _)| opens(*start) || start.checked_sub(1).is_some_and(opens))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“We left,” the mayor said. “It was late.” Aides denied that he won. Oslo is cold.";

    /// Where the words stand.
    fn at(words: &str) -> (usize, usize) {
        let byte = TEXT.find(words).unwrap_or_else(|| panic!("{words}"));
        let start = TEXT[..byte].chars().count();
        (start, start + words.chars().count())
    }

    fn attribution(source: &[&str], cue: &[&str], content: &[&str]) -> Attribution {
        let places = |all: &[&str]| all.iter().map(|w| at(w)).collect();
        Attribution { source: places(source), cue: places(cue), content: places(content) }
    }

    fn scored(gold: &[Attribution], ours: &[Attribution]) -> (Vec<[usize; 3]>, Vec<Fault>) {
        let (tally, faults) = score(&TEXT.chars().collect::<Vec<_>>(), gold, ours);
        (tally.iter().map(|c| [c.right, c.found, c.wanted]).collect(), faults)
    }

    #[test]
    fn each_part_is_counted_where_it_is_had() {
        let gold = [
            attribution(&["the mayor"], &["said"], &["“We left,”", "“It was late.”"]),
            attribution(&["Aides"], &["denied"], &["that he won"]),
            attribution(&[], &[], &["Oslo is cold"]),
        ];
        let ours = [
            attribution(&["mayor"], &["said"], &["We left", "It was late."]),
            attribution(&[], &["denied"], &["he won"]),
            attribution(&["Oslo"], &["is"], &["cold"]),
        ];
        let (tally, faults) = scored(&gold, &ours);
        // Overlap, content exact and nearly, source exact and shared, cue, all three, quoted with source.
        let wanted = [[3, 3, 3], [1, 3, 3], [1, 3, 3], [0, 2, 2], [1, 2, 2], [2, 3, 2], [0, 3, 3], [1, 1, 1]];
        assert_eq!(tally, wanted);
        let wrong: Vec<_> = faults.iter().map(|f| (f.gold, f.ours, f.wrong.join(" "))).collect();
        let wanted = [
            (Some(0), Some(0), "source".to_owned()),
            (Some(1), Some(1), "content source".to_owned()),
            (Some(2), Some(2), "content source cue".to_owned()),
        ];
        assert_eq!(wrong, wanted);
    }

    #[test]
    fn a_statement_serves_once_and_the_best_first() {
        let gold = [
            attribution(&[], &["said"], &["that he won. Oslo is cold"]),
            attribution(&[], &["said"], &["that he won"]),
        ];
        let ours = [attribution(&[], &["said"], &["he won"]), attribution(&[], &["said"], &["We left"])];
        let (tally, faults) = scored(&gold, &ours);
        assert_eq!(tally[0], [1, 2, 2]);
        let wrong: Vec<_> = faults.iter().map(|f| (f.gold, f.ours, f.wrong.join(" "))).collect();
        let wanted = [
            (None, Some(1), "spurious".to_owned()),
            (Some(1), Some(0), "content".to_owned()),
            (Some(0), None, "missed".to_owned()),
        ];
        assert_eq!(wrong, wanted);
        assert_eq!(pairs(&gold, &[attribution(&[], &[], &["he"])]), [], "too little is shared");
    }

    #[test]
    fn places_that_only_marks_part_are_one() {
        let text: Vec<char> = "He said, “yes, ” “no.”".chars().collect();
        assert_eq!(trimmed(&text, &vec![(17, 22), (9, 15)]), [(10, 13), (18, 20)], "too far apart");
        assert_eq!(trimmed(&text, &vec![(3, 7), (0, 2)]), [(0, 7)]);
        assert_eq!(trimmed(&text, &vec![(0, 2), (10, 13)]), [(0, 2), (10, 13)]);
        assert!(is_quoted(&text, &vec![(10, 13)]) && is_quoted(&text, &vec![(9, 13)]));
        assert!(!is_quoted(&text, &vec![(0, 2)]), "nothing stands before the text");
    }
}
