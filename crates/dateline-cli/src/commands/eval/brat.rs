//! Gold attributions in brat's standoff format: `NAME.ann` beside `NAME.txt`, offsets in code points.
//!
//! A line `T1⇥Source 0 5;9 12⇥words` marks words, interrupted ones with a semicolon; a line `E1⇥Attribution:T4 Source:T1
//! Cue:T2 Content:T3` joins them. Labels that begin with `Attribution` count; a role may be absent, and one that stands
//! twice (`Content`, `Content2`) is one part. Attributes, relations, normalisations and notes are passed over.
//!
//! A part that an event joins before its words are marked, further down, is left out and counted: in PolNeAR that is the
//! other half of some divided contents. The set's other scorer reads it so, and figures are to be held beside its.

use anyhow::{Context, bail, ensure};
use std::collections::BTreeMap;

/// Code points of a text, half-open; more than one stretch where the words are interrupted.
pub(super) type Places = Vec<(usize, usize)>;

/// Who said what, and by which words that is told. A part that is absent has no place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attribution {
    pub(super) source: Places,
    pub(super) cue: Places,
    pub(super) content: Places,
}

/// What a file of annotations holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Gold {
    pub(super) attributions: Vec<Attribution>,
    /// Attributions that mark no content, which cannot be matched and are left out.
    pub(super) without_content: usize,
    /// Parts left out, since their words are marked below the event.
    pub(super) marked_late: usize,
}

/// The words that a file marks: by identifier, the line and where they stand.
pub(super) type Marked<'a> = BTreeMap<&'a str, (usize, Places)>;

const EXPECTED: &str = "expected `T1⇥Source 0 5⇥words`, `E1⇥Attribution:T4 Source:T1 Cue:T2 Content:T3` or another \
                        annotation of brat, each part behind a tab (⇥)";

/// Reads a file of annotations over a text of so many code points.
///
/// # Errors
/// At the first malformed line: its number and what was expected.
pub(super) fn read(annotations: &str, length: usize) -> anyhow::Result<Gold> {
    let Lines { marked, events, .. } = lines(annotations, length)?;
    let mut gold = Gold::default();
    // Only now: whether words are marked at all is known when all lines are read.
    for (number, line) in events {
        event((number, line), &marked, &mut gold).with_context(|| format!("line {number}"))?;
    }
    Ok(gold)
}

/// The lines of a file by what they are, each with its number.
#[derive(Debug, Default)]
pub(super) struct Lines<'a> {
    pub(super) marked: Marked<'a>,
    pub(super) events: Vec<(usize, &'a str)>,
    pub(super) attributes: Vec<(usize, &'a str)>,
}

/// Sorts the lines of a file of annotations over a text of so many code points.
///
/// # Errors
/// At the first malformed line: its number and what was expected.
pub(super) fn lines(annotations: &str, length: usize) -> anyhow::Result<Lines<'_>> {
    let Lines { mut marked, mut events, mut attributes } = Lines::default();
    // Code points of the last mark that its line lacks: some files break words over lines where the text does.
    let mut lacking = 0;
    for (number, line) in (1..).zip(annotations.trim_start_matches('\u{feff}').lines()) {
        match kind_of(line) {
            Some('T') => {
                let (id, places, words) = mark(line, length).with_context(|| format!("line {number}"))?;
                let size: usize = places.iter().map(|(start, end)| end - start).sum();
                lacking = words.map_or(0, |w| size.saturating_sub(w.chars().count()));
                ensure!(
                    marked.insert(id, (number, places)).is_none(),
                    "line {number}: {id} stands for other words above"
                );
            }
            Some('E') => {
                lacking = 0;
                events.push((number, line));
            }
            Some('A') => {
                lacking = 0;
                attributes.push((number, line));
            }
            Some(_) => lacking = 0,
            None if lacking > 0 => lacking = lacking.saturating_sub(line.chars().count() + 1),
            None if line.trim().is_empty() => {}
            None => bail!("line {number}: {EXPECTED}; not `{}`", short(line)),
        }
    }
    Ok(Lines { marked, events, attributes })
}

/// The letter of a line's identifier (`T12⇥`, `#⇥`); `None` where it does not begin as an annotation does.
fn kind_of(line: &str) -> Option<char> {
    let id = line.split_once('\t')?.0;
    let kind = id.chars().next()?;
    let number = &id[kind.len_utf8()..];
    let numbered = number.chars().all(|c| c.is_ascii_digit());
    let known = match kind {
        'T' | 'E' | 'A' | 'M' | 'R' | 'N' => numbered && !number.is_empty(),
        '#' | '*' => numbered,
        _ => false,
    };
    known.then_some(kind)
}

/// `T1⇥Source 0 5;9 12⇥words`: identifier, places, and the words where they are given.
fn mark(line: &str, length: usize) -> anyhow::Result<(&str, Places, Option<&str>)> {
    let mut columns = line.splitn(3, '\t');
    let (id, middle) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
    let expected = || format!("expected a label and offsets as in `Source 0 5` or `Source 0 5;9 12`, not `{middle}`");
    let (_, offsets) = middle.split_once(' ').with_context(expected)?;
    let mut places = Vec::new();
    for place in offsets.split(';') {
        let numbers = place.split_once(' ').and_then(|(s, e)| Some((s.parse().ok()?, e.parse().ok()?)));
        let (start, end) = numbers.with_context(expected)?;
        ensure!(start < end, "`{place}`: the end must lie behind the start");
        ensure!(end <= length, "`{place}` ends past the text, which has {length} code points");
        places.push((start, end));
    }
    Ok((id, places, columns.next()))
}

/// `E1⇥Attribution:T4 Source:T1 Cue:T2 Content:T3`: adds the attribution; an event of another kind is passed over.
fn event((number, line): (usize, &str), marked: &Marked<'_>, gold: &mut Gold) -> anyhow::Result<()> {
    let joined = line.split('\t').nth(1).unwrap_or_default();
    let mut parts = joined.split_whitespace();
    let label = parts.next().with_context(|| EXPECTED)?;
    if !label.starts_with("Attribution") {
        return Ok(());
    }
    let mut out = Attribution::default();
    for part in parts {
        let (role, id) = part.split_once(':').with_context(|| format!("expected `ROLE:T1`, not `{}`", short(part)))?;
        let part_of = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
            "Source" => &mut out.source,
            "Cue" => &mut out.cue,
            "Content" => &mut out.content,
            _ => continue,
        };
        let (at, places) = marked.get(id).with_context(|| format!("`{part}`: no line `{id}⇥…` marks words"))?;
        if *at < number {
            part_of.extend(places);
        } else {
            gold.marked_late += 1;
        }
    }
    if out.content.is_empty() {
        gold.without_content += 1;
    } else {
        gold.attributions.push(out);
    }
    Ok(())
}

/// The beginning of a line, for a message.
pub(super) fn short(line: &str) -> String {
    let mut out: String = line.chars().take(40).collect();
    if out.len() < line.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(annotations: &str) -> Gold {
        read(annotations, 40).unwrap()
    }

    #[test]
    fn parts_are_joined() {
        let read = gold(
            "T1\tSource 0 5\tA man\nT2\tCue 6 10\tsaid\nT3\tContent 0 5;9 12\twords ended\n\
             T4\tAttribution 6 10\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n\nA1\tSure E1\n\
             #1\tNote T1\ta doubt\n",
        );
        let wanted = Attribution { source: vec![(0, 5)], cue: vec![(6, 10)], content: vec![(0, 5), (9, 12)] };
        assert_eq!(read, Gold { attributions: vec![wanted], ..Gold::default() });
    }

    #[test]
    fn a_role_may_be_absent_or_stand_twice() {
        let marks = "T1\tCue 6 10\tsaid\nT2\tContent 11 15\tthat\nT3\tContent 20 22\tit\nT4\tSource 0 5\tA man\n";
        let event = "E1\tAttribution-no-source:T1 Cue:T1 Content:T2 Content2:T3 Doubt:E9\nE2\tOther:T1 x\n";
        let both = gold(&format!("{marks}{event}"));
        let mut wanted = Attribution { source: vec![], cue: vec![(6, 10)], content: vec![(11, 15), (20, 22)] };
        assert_eq!(both.attributions, [wanted.clone()]);
        let none = gold(&format!("{marks}E1\tAttribution:T1 Cue:T1 Source:T4\n"));
        assert_eq!(none, Gold { without_content: 1, ..Gold::default() });
        let late = gold(&format!("T5\tContent 11 15\tthat\nE1\tAttribution:T1 Content:T5 Content2:T3\n{marks}"));
        (wanted.cue, wanted.content) = (vec![], vec![(11, 15)]);
        assert_eq!(late, Gold { attributions: vec![wanted], marked_late: 1, ..Gold::default() });
    }

    #[test]
    fn words_that_run_over_lines_are_one_mark() {
        let read = gold("T1\tContent 0 21\tHe left.\n\nThe rest stays.\nE1\tAttribution:T1 Content:T1\n");
        assert_eq!(read.attributions[0].content, [(0, 21)]);
    }

    #[test]
    fn a_malformed_line_is_named() {
        for (annotations, words) in [
            ("T1 Source 0 5", "line 1: expected `T1⇥Source 0 5⇥words`"),
            ("T1\tSource 0 5\tA man\nand more", "line 2: expected `T1⇥"),
            ("T1\tSource", "line 1: expected a label and offsets"),
            ("T1\tSource 0 5;\tA man", "line 1: expected a label and offsets"),
            ("T1\tSource 0 five\tA man", "not `Source 0 five`"),
            ("T1\tSource 5 5\tA man", "line 1: `5 5`: the end must lie behind"),
            ("T1\tSource 36 41\tA man", "`36 41` ends past the text, which has 40 code points"),
            ("T1\tCue 0 4\tsaid\nT1\tCue 5 9\tsaid", "line 2: T1 stands for other words above"),
            ("\nE1\tAttribution:T1 Source:T2", "line 2: `Source:T2`: no line `T2⇥…` marks words"),
            ("E1\tAttribution:T1 Source", "line 1: expected `ROLE:T1`, not `Source`"),
            ("E1\t", "line 1: expected `T1⇥"),
        ] {
            let error = format!("{:#}", read(annotations, 40).unwrap_err());
            assert!(error.contains(words), "{annotations:?}: {error}");
        }
    }
}
