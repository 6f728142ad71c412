//! What was changed between two texts of one address: words as they are typed, and nothing but words that stand there.
//!
//! Runs of three words that both texts have once are the anchors; between them, what both sides share at their edges is
//! taken off, and what is left was changed. Work grows with the length of the texts.

use dateline_text::Span;
use std::collections::HashMap;

/// Words in a row that make an anchor.
const ANCHOR: usize = 3;

/// Words of one text that stand in place of words of another; either may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The words before.
    pub from: Option<Span>,
    /// The words after.
    pub to: Option<Span>,
}

/// The changes between two texts, in order.
#[must_use]
pub fn changes(before: &str, after: &str) -> Vec<Change> {
    let (a, b) = (typed(before), typed(after));
    let words = |text: &'_ str, spans: &[Span]| spans.iter().map(|s| s.of(text).to_owned()).collect::<Vec<_>>();
    let (x, y) = (words(before, &a), words(after, &b));
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    let ends = anchors(&x, &y).into_iter().chain([(x.len(), y.len())]);
    for (p, q) in ends {
        // An anchor may lie inside what was just passed.
        if p < i || q < j {
            continue;
        }
        let (mut from, mut to) = (i..p, j..q);
        while !from.is_empty() && !to.is_empty() && x[from.start] == y[to.start] {
            (from.start, to.start) = (from.start + 1, to.start + 1);
        }
        while !from.is_empty() && !to.is_empty() && x[from.end - 1] == y[to.end - 1] {
            (from.end, to.end) = (from.end - 1, to.end - 1);
        }
        let cover = |spans: &[Span]| Some(spans.first()?.cover(*spans.last()?));
        let change = Change { from: cover(&a[from]), to: cover(&b[to]) };
        if change.from.is_some() || change.to.is_some() {
            out.push(change);
        }
        let run = x[p..].iter().zip(&y[q..]).take_while(|(m, n)| m == n).count();
        (i, j) = (p + run, q + run);
    }
    out
}

/// Words as they are typed, with the marks at them.
fn typed(text: &str) -> Vec<Span> {
    let words = text.split_whitespace();
    let at = |w: &str| w.as_ptr() as usize - text.as_ptr() as usize;
    words.filter_map(|w| Span::new(text, at(w), at(w) + w.len())).collect()
}

/// Places of runs that both have once, in order in both: the longest such chain.
fn anchors(x: &[String], y: &[String]) -> Vec<(usize, usize)> {
    let once = |words: &'_ [String]| {
        let mut places: HashMap<Vec<String>, Option<usize>> = HashMap::new();
        for (at, run) in words.windows(ANCHOR).enumerate() {
            places.entry(run.to_vec()).and_modify(|p| *p = None).or_insert(Some(at));
        }
        places
    };
    let (left, right) = (once(x), once(y));
    let place = |places: &HashMap<Vec<String>, Option<usize>>, run: &[String]| places.get(run).copied().flatten();
    let pairs = x.windows(ANCHOR).filter_map(|run| Some((place(&left, run)?, place(&right, run)?)));
    chain(&pairs.collect::<Vec<_>>())
}

/// The longest part of some pairs, ascending in the first, that ascends in the second too.
fn chain(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (n, pair) in pairs.iter().enumerate() {
        let at = ends.partition_point(|e| pairs[*e].1 < pair.1);
        before.push(at.checked_sub(1).map(|k| ends[k]));
        if at == ends.len() {
            ends.push(n);
        } else {
            ends[at] = n;
        }
    }
    let mut out = Vec::new();
    let mut next = ends.last().copied();
    while let Some(n) = next {
        out.push(pairs[n]);
        next = before[n];
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<(String, String)> {
        let words = |span: Option<Span>, text: &str| span.map_or(String::new(), |s| s.of(text).to_owned());
        changes(before, after).iter().map(|c| (words(c.from, before), words(c.to, after))).collect()
    }

    fn check(before: &str, after: &str, want: &[(&str, &str)]) {
        let got = told(before, after);
        let got: Vec<_> = got.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(got, want, "{before} | {after}");
    }

    #[test]
    fn what_was_changed_is_told_in_the_words_of_both() {
        let before = "The army said that rebels had shelled the town. At least 11 people died. Nobody was held.";
        check(before, before, &[]);
        check(before, &before.replace("At least 11", "Some 14"), &[("At least 11", "Some 14")]);
        check(
            before,
            &before.replace("The army said that rebels", "Rebels"),
            &[("The army said that rebels", "Rebels")],
        );
        check(before, &before.replace(" Nobody was held.", ""), &[("Nobody was held.", "")]);
        check(before, &format!("{before} The mayor wept."), &[("", "The mayor wept.")]);
        let two = before.replace("shelled", "hit").replace("died.", "were killed.");
        check(before, &two, &[("shelled", "hit"), ("died.", "were killed.")]);
        check("", "All new here now.", &[("", "All new here now.")]);
        check("One two.", "Three four.", &[("One two.", "Three four.")]);
    }

    #[test]
    fn spaces_alone_are_no_change() {
        check("The army said that.\n\nIt left.", "The army  said that. It left.", &[]);
    }
}
