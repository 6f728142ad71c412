//! Passages inside quotation marks, read from the text itself, and how they recur from report to report.
//!
//! A passage is one run of four or more words inside marks. A quotation broken by "he said" is two passages; one that
//! runs on over paragraphs, its mark repeated at the head of each, is one. Two passages are a pair where they share
//! words of one utterance: the same words, one inside the other, or words changed, dropped or spliced.

use crate::plain::{Word, words};
use crate::words::lists;
use dateline_contract::wire::QuoteLabel;
use dateline_text::{QuoteMark, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Passages shorter than this are words in inverted commas, not quotations.
pub const LEAST_WORDS: usize = 4;

/// The passages of a text, marks left out.
#[must_use]
pub fn passages(text: &str) -> Vec<Span> {
    let single = !text.contains(|c| is_double_mark(c) && may_open(c)) && text.contains('‘');
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut inner = false;
    let mut line_start = true;
    let mut before = '\n';
    let mut iter = text.char_indices().peekable();
    while let Some((at, c)) = iter.next() {
        let after = iter.peek().map_or('\n', |(_, c)| *c);
        let at_head = line_start;
        line_start = c == '\n' || (line_start && c.is_whitespace());
        let (opens, closes) = marks(c, before, after, single);
        if closes && inner {
            inner = false;
            continue;
        }
        inner = open.is_some() && (inner || (c == '“' && !at_head && is_nested(&text[at..])));
        if c == '\n' {
            // A quotation runs on only where the next paragraph opens with a mark of its own.
            let next = text[at..].trim_start().chars().next();
            if let Some(start) = open.filter(|_| !next.is_some_and(may_open)) {
                found.extend(passage(text, start, at));
                open = None;
            }
        } else if let Some(start) = open {
            if closes && !(at_head && opens) {
                found.extend(passage(text, start, at));
                open = None;
            }
        } else if opens {
            open = Some(at + c.len_utf8());
        }
        before = c;
    }
    found
}

/// Whether a character is a quotation mark that is never an apostrophe.
pub(crate) fn is_double_mark(c: char) -> bool {
    QuoteMark::of_char(c).is_some_and(QuoteMark::is_double)
}

/// Whether a character is a quotation mark that a passage can begin with, and never an apostrophe.
fn may_open(c: char) -> bool {
    QuoteMark::of_char(c).is_some_and(|m| m.may_open() && m != QuoteMark::SingleEither)
}

/// Whether a character can open and can close a quotation here.
fn marks(c: char, before: char, after: char, single: bool) -> (bool, bool) {
    match QuoteMark::of_char(c) {
        Some(QuoteMark::Opening) => (true, false),
        Some(QuoteMark::Closing) => (false, true),
        Some(QuoteMark::Either) => {
            let inches = before.is_ascii_digit() && !after.is_alphanumeric();
            (!after.is_whitespace() && !before.is_alphanumeric(), !inches || !before.is_whitespace())
        }
        Some(QuoteMark::SingleOpening) if single => (true, false),
        Some(QuoteMark::SingleClosing) if single => (false, !after.is_alphanumeric()),
        // A straight single mark is an apostrophe more often than a quotation's.
        _ => (false, false),
    }
}

fn passage(text: &str, start: usize, end: usize) -> Option<Span> {
    let inner = &text[start..end];
    let start = start + (inner.len() - inner.trim_start().len());
    let end = start + inner.trim().len();
    let span = Span::new(text, start, end)?;
    let count = span.of(text).split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
    (count >= LEAST_WORDS).then_some(span)
}

/// Whether a second opening mark at the head of `rest` opens a quotation inside the quotation: two marks close before
/// another opens.
fn is_nested(rest: &str) -> bool {
    let paragraph = rest.split('\n').next().unwrap_or_default();
    let mut marks = paragraph.chars().skip(1).filter(|c| matches!(c, '“' | '”'));
    marks.next() == Some('”') && marks.next() == Some('”')
}

/// A passage made ready for comparison.
#[derive(Debug)]
struct Passage {
    report: usize,
    span: Span,
    words: Vec<Word>,
}

/// Two passages of one utterance; `a` and `b` are (report, span).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotePair {
    /// How they stand to each other.
    pub label: QuoteLabel,
    /// In the earlier report.
    pub a: (usize, Span),
    /// In the later one.
    pub b: (usize, Span),
}

/// Pairs of passages of one utterance, over all pairs of reports.
///
/// Candidates share three words in a row; each is judged once.
#[must_use]
pub fn pairs(texts: &[&str]) -> Vec<QuotePair> {
    let mut all = Vec::new();
    for (report, text) in texts.iter().enumerate() {
        for span in passages(text) {
            all.push(Passage { report, span, words: utterance(text, span) });
        }
    }
    let mut runs: BTreeMap<[&str; 3], Vec<usize>> = BTreeMap::new();
    for (n, p) in all.iter().enumerate() {
        let own: BTreeSet<[&str; 3]> = p.words.windows(3).map(|w| [&*w[0].text, &*w[1].text, &*w[2].text]).collect();
        for run in own {
            runs.entry(run).or_default().push(n);
        }
    }
    let mut candidates = BTreeSet::new();
    for holders in runs.values() {
        for (i, a) in holders.iter().enumerate() {
            candidates.extend(holders[i + 1..].iter().filter(|b| all[**b].report != all[*a].report).map(|b| (*a, *b)));
        }
    }
    let judged = candidates.into_iter().filter_map(|(a, b)| {
        let (x, y) = (&all[a], &all[b]);
        let label = label(&x.words, &y.words)?;
        Some(QuotePair { label, a: (x.report, x.span), b: (y.report, y.span) })
    });
    judged.collect()
}

/// The words that were uttered: what stands in square brackets is the reporter's, abbreviations are written out.
fn utterance(text: &str, span: Span) -> Vec<Word> {
    let mut depth = 0i32;
    let mut at = span.start();
    let mut out = Vec::new();
    for mut word in words(text, span) {
        for c in text[at..word.span.start()].chars() {
            depth += i32::from(c == '[') - i32::from(c == ']');
        }
        at = word.span.start();
        if depth > 0 {
            continue;
        }
        if let Some(long) = lists().written_out.value(&word.text) {
            word.text = long.into();
        }
        out.push(word);
    }
    out
}

/// Words that any two sentences may share.
fn is_light(word: &str) -> bool {
    lists().light_words.has(word)
}

fn heavy(words: &[Word]) -> usize {
    words.iter().filter(|w| !is_light(&w.text)).count()
}

/// Judges two passages that share three words in a row; `None` where they are not of one utterance.
fn label(x: &[Word], y: &[Word]) -> Option<QuoteLabel> {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let (joined, other) = (joined(short), joined(long));
    if joined == other {
        return Some(QuoteLabel::Identical);
    }
    let weighty = heavy(short) >= 1 || short.len() >= 7;
    if inside(long, &joined) {
        return weighty.then_some(QuoteLabel::Trimmed);
    }
    let blocks = blocks(short, long);
    let matched: usize = blocks.iter().map(|b| b.2).sum();
    let longest = blocks.iter().max_by_key(|b| b.2).copied()?;
    let run = &short[longest.0..longest.0 + longest.2];
    let edge = (longest.0 == 0 && longest.1 + longest.2 == long.len())
        || (longest.1 == 0 && longest.0 + longest.2 == short.len());
    if edge && longest.2 >= 4 && heavy(run) >= 2 {
        return Some(QuoteLabel::Trimmed);
    }
    let weight: usize = blocks.iter().map(|b| heavy(&short[b.0..b.0 + b.2])).sum();
    let share = matched as f32 / short.len() as f32;
    let content = weight as f32 / heavy(short).max(1) as f32;
    let one = (longest.2 >= 8 && heavy(run) >= 3)
        || (share >= 0.6 && content >= 0.5 && weight >= 2 && longest.2 >= 3)
        || (longest.2 >= 5 && heavy(run) >= 3 && share >= 0.35);
    one.then_some(QuoteLabel::Altered)
}

/// The words without the spaces between them, so that `work force` is `workforce`.
fn joined(words: &[Word]) -> String {
    words.iter().map(|w| &*w.text).collect()
}

/// Whether the joined words stand in `long` from the beginning of a word to the end of one.
fn inside(long: &[Word], joined: &str) -> bool {
    (0..long.len()).any(|start| {
        let mut rest = joined;
        for w in &long[start..] {
            match rest.strip_prefix(&*w.text) {
                Some("") => return true,
                Some(left) => rest = left,
                None => return false,
            }
        }
        false
    })
}

/// A run of words that two passages share: where it begins in each, and its length.
type Run = (usize, usize, usize);

/// Common runs, in order in both: the longest first, then left and right of it. A run of one word must have weight.
///
/// Where several runs are longest the one that leaves most to be found on its sides is taken.
fn blocks(a: &[Word], b: &[Word]) -> Vec<Run> {
    let starts = longest_runs(a, b, (0, a.len()), (0, b.len()));
    let all = starts.into_iter().map(|first| {
        let mut out = Vec::new();
        let mut open = vec![(first, (0, a.len()), (0, b.len()))];
        while let Some(((i, j, n), (a0, a1), (b0, b1))) = open.pop() {
            if n < 2 && (n == 0 || is_light(&a[i].text)) {
                continue;
            }
            out.push((i, j, n));
            for (x, y) in [((a0, i), (b0, j)), ((i + n, a1), (j + n, b1))] {
                open.extend(longest_runs(a, b, x, y).first().map(|run| (*run, x, y)));
            }
        }
        out
    });
    all.max_by_key(|runs| runs.iter().map(|r| r.2).sum::<usize>()).unwrap_or_default()
}

/// The longest common runs within two ranges, at most four of one length.
fn longest_runs(a: &[Word], b: &[Word], (a0, a1): (usize, usize), (b0, b1): (usize, usize)) -> Vec<Run> {
    let (mut best, mut length) = (Vec::new(), 0);
    let mut before = vec![0usize; b1.saturating_sub(b0) + 1];
    for (i, word) in a.iter().enumerate().take(a1).skip(a0) {
        let mut now = vec![0usize; before.len()];
        for j in b0..b1 {
            if word.text == b[j].text {
                let n = before[j - b0] + 1;
                now[j - b0 + 1] = n;
                if n > length {
                    best.clear();
                    length = n;
                }
                if n == length && best.len() < 4 {
                    best.push((i + 1 - n, j + 1 - n, n));
                }
            }
        }
        before = now;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        passages(text).iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn a_quotation_broken_by_its_speaker_is_two_and_one_over_paragraphs_is_one() {
        let text = "“We will not go home,” she said. “We will stay here tonight.” He left.";
        assert_eq!(found(text), ["We will not go home,", "We will stay here tonight."]);
        let text =
            "She said: \"The port is closed today.\n\n\"It will open again soon.\"\n\nNobody answered her \"no\".";
        assert_eq!(found(text), ["The port is closed today.\n\n\"It will open again soon."]);
        assert_eq!(found("A 5' 10\" man of the house went. \"He is a tall man,\" she said."), ["He is a tall man,"]);
        assert_eq!(found("No mark “is closed here at all\n\nNext one."), ["is closed here at all"]);
        let nested = "“She said: “we will not go home.” And she meant it,” he recalled.";
        assert_eq!(found(nested), ["She said: “we will not go home.” And she meant it,"]);
        assert_eq!(found("‘It’s not over yet, I think,’ he said."), ["It’s not over yet, I think,"]);
    }

    #[test]
    fn labels() {
        let check = |a: &str, b: &str, want: Option<QuoteLabel>| {
            let (x, y) = (format!("He said “{a}” then."), format!("\"{b}\" it was said"));
            let got = pairs(&[&x, &y]);
            assert_eq!(got.first().map(|p| p.label), want, "{a} | {b}");
        };
        check(
            "Sen. Hale & the workforce won’t yield,",
            "senator Hale and the work force won't yield",
            Some(QuoteLabel::Identical),
        );
        check(
            "The harbour stays closed until the mines are gone.",
            "until the mines are gone",
            Some(QuoteLabel::Trimmed),
        );
        check(
            "We closed the harbour because of mines",
            "the harbour because of mines that were laid",
            Some(QuoteLabel::Trimmed),
        );
        check("The harbour is very much closed to ships", "The harbour is closed to ships", Some(QuoteLabel::Altered));
        check("They [the rebels] mined the outer harbour", "They mined the outer harbour", Some(QuoteLabel::Identical));
        check("It is going to be a long night", "It is going to be fun", None);
    }
}
