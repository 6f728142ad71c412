//! Words into sentences: a linear model over the gaps between them.

use super::gaps::{Gap, Kind, Paragraph, ROWS};
use super::vocabulary::SegmentWords;
use super::{Segmenter, Word};
use std::ops::Range;

/// The longest sentence handed on, in words; the parser's work grows with its square.
pub const LONGEST_SENTENCE: usize = 512;

/// The longest name between a quotation and its verb of saying, in words.
const LONGEST_NAME: usize = 12;

/// Weights that say where sentences end.
///
/// Trained by `training/segment.py`; a gap's score is the sum of its rows, and a sentence ends where it is positive.
#[derive(Clone)]
pub struct Splitter {
    weights: Box<[i8]>,
    /// The sum of weights above which a gap is a break.
    threshold: i32,
}

impl std::fmt::Debug for Splitter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Splitter").field("threshold", &self.threshold).finish_non_exhaustive()
    }
}

impl Splitter {
    /// Length that the array of weights must have.
    pub const LENGTH: usize = ROWS;

    /// A splitter with these weights, each to be multiplied by `scale`, and with `bias` added to every score; `None` where
    /// the array has another length than [`Self::LENGTH`], the scale is not positive, or either number is not finite.
    #[must_use]
    pub fn new(weights: &[i8], scale: f32, bias: f32) -> Option<Self> {
        let threshold = -bias / scale;
        let whole = weights.len() == Self::LENGTH && scale > 0.0 && scale.is_finite() && threshold.is_finite();
        // Sums are whole numbers: above the threshold means above its floor.
        whole.then(|| Self { weights: weights.into(), threshold: threshold.floor() as i32 })
    }

    /// How much the gap before word `i` of the paragraph looks like a break; positive where it is one.
    fn score(&self, paragraph: &Paragraph, i: usize) -> i32 {
        let sum: i32 = paragraph.rows(i).iter().map(|&row| i32::from(self.weights[usize::from(row)])).sum();
        sum.saturating_sub(self.threshold)
    }
}

/// How `words`, those of `text`, fall into sentences. A blank line always ends one.
pub(super) fn sentences(text: &str, words: &[Word], how: &Segmenter) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(words.len() / 16 + 1);
    let mut paragraph = Paragraph::default();
    let mut lines = vec![0u8; words.len()];
    for i in 1..words.len() {
        lines[i] = lines_between(&text[words[i - 1].span.end()..words[i].span.start()]);
    }
    let mut start = 0;
    while start < words.len() {
        let end = (start + 1..words.len()).find(|&i| lines[i] > 1).unwrap_or(words.len());
        paragraph.lay_out(text, &words[start..end], |i| u32::from(lines[start + i]));
        split(text, &words[start..end], start, &paragraph, how, &mut out);
        start = end;
    }
    out
}

/// Lines that end in this white space, up to 2.
fn lines_between(space: &str) -> u8 {
    if space.len() < 2 && space != "\n" {
        return u8::from(space == "\r");
    }
    let (mut lines, mut last) = (0u8, ' ');
    for c in space.chars() {
        let ends = match c {
            '\n' => u8::from(last != '\r'),
            '\r' | '\u{85}' | '\u{2028}' => 1,
            '\u{2029}' | '\u{c}' => 2,
            _ => 0,
        };
        lines = (lines + ends).min(2);
        last = c;
    }
    lines
}

/// Splits one paragraph, whose first word is word `offset` of the text.
fn split(
    text: &str,
    words: &[Word],
    offset: usize,
    paragraph: &Paragraph,
    how: &Segmenter,
    out: &mut Vec<Range<usize>>,
) {
    let mut start = 0;
    for i in 1..=words.len() {
        let ends = i == words.len()
            || ruled(text, words, paragraph, i, &how.known.lists)
                .unwrap_or_else(|| paragraph.may_break(i) && how.splitter.score(paragraph, i) > 0);
        if ends {
            while i - start > LONGEST_SENTENCE {
                let cut = cut(words, paragraph, &how.splitter, start);
                out.push(offset + start..offset + cut);
                start = cut;
            }
            out.push(offset + start..offset + i);
            start = i;
        }
    }
}

/// Whether a stop, and a mark that closes behind it, stands between a whole word in small letters and, without a blank, a
/// word with a capital.
///
/// Behind a name or a year the next word must be one that opens sentences: `on Friday.The rebels`, but `Booking.Com`.
fn blank_lost(text: &str, words: &[Word], paragraph: &Paragraph, i: usize, lists: &SegmentWords) -> bool {
    let kind = |back: usize| paragraph.kind(i as isize - back as isize);
    let glued = |from: usize| (i - from..i).all(|at| at > 0 && paragraph.gap(at) == Gap::Glued);
    let stop = match kind(1) {
        Kind::Stop | Kind::Shout => 1,
        Kind::QuoteClose if i > 1 && matches!(kind(2), Kind::Stop | Kind::Shout) => 2,
        _ => return false,
    };
    if i <= stop {
        return false;
    }
    let (last, length) = (kind(stop + 1), words[i - stop - 1].span.len());
    let opener = || lists.openers.has(words[i].span.of(text));
    let whole = length > 1 && last == Kind::Lower
        || (length > 2 && last == Kind::Title || length == 4 && last == Kind::Figure) && opener();
    let capital = |at: usize| paragraph.kind(at as isize) == Kind::Title;
    let opens = paragraph.kind(i as isize) == Kind::QuoteOpen && i + 1 < words.len() && capital(i + 1);
    whole && glued(stop) && (capital(i) || opens)
}

/// Where the rules know better than the model, whether a sentence begins with word `i` of the paragraph: they cover what
/// the treebanks, web text for the most part, show too seldom.
fn ruled(text: &str, words: &[Word], paragraph: &Paragraph, i: usize, lists: &SegmentWords) -> Option<bool> {
    let at = i as isize;
    let (before, after, gap) = (paragraph.kind(at - 1), paragraph.kind(at), paragraph.gap(i));
    let form = |i: usize| words[i].span.of(text);
    if gap == Gap::Line && is_item(paragraph, i, words) {
        return Some(true);
    }
    // `He left.Nobody came`, `It fell.“We saw it`: a blank was lost. `Node.js` and `example.com` are none of it.
    if gap == Gap::Glued && blank_lost(text, words, paragraph, i, lists) {
        return Some(true);
    }
    match before {
        // `1. Talks go on`: the figure of an item stays with it.
        Kind::Stop if i >= 2 && paragraph.kind(at - 2) == Kind::Figure && words[i - 2].span.len() <= 2 => {
            let first = i == 2 || paragraph.gap(i - 2) == Gap::Line;
            (first && gap == Gap::Blank).then_some(false)
        }
        // `Talks: a summary` and `He said: "Go."` are one sentence each, unless a list follows.
        Kind::Colon if gap == Gap::Blank => (!matches!(after, Kind::Bullet | Kind::Figure)).then_some(false),
        // `… has come." Gen. Hale`: were the sentence to go on, a comma would stand in the quotation.
        Kind::QuoteClose if gap != Gap::Glued => {
            let inner = if paragraph.kind(at - 2) == Kind::SingleClose { at - 3 } else { at - 2 };
            let begins = after.is_capital() || matches!(after, Kind::Abbreviation | Kind::Initial | Kind::QuoteOpen);
            match paragraph.kind(inner) {
                Kind::Stop => begins.then_some(true),
                Kind::Shout if speaks(text, words, paragraph, i, lists) => Some(false),
                _ => None,
            }
        }
        Kind::Abbreviation if after.is_capital() || matches!(after, Kind::Initial | Kind::Abbreviation) => {
            if lists.titles.has(form(i - 1)) {
                return Some(false);
            }
            let opens = after == Kind::Title && lists.openers.has(form(i)) && !lists.versus.has(form(i - 1));
            opens.then_some(true)
        }
        // `… fell. No. 10 was silent.`
        Kind::Stop if gap == Gap::Blank && after == Kind::Abbreviation => {
            form(i).starts_with(char::is_uppercase).then_some(true)
        }
        // `Yahoo! said`, `"Why?" asked`.
        Kind::Shout if gap == Gap::Blank && lists.saying.has(form(i)) => Some(false),
        _ => None,
    }
}

/// Whether a name and a verb of saying begin at word `i`: `"Why?" Dr. Ana Ruiz, 34, asked`.
fn speaks(text: &str, words: &[Word], paragraph: &Paragraph, i: usize, lists: &SegmentWords) -> bool {
    let end = words.len().min(i + LONGEST_NAME);
    let verb = (i..end).find(|&k| paragraph.kind(k as isize) == Kind::Lower);
    let named = |k: usize| {
        let kind = paragraph.kind(k as isize);
        kind.is_capital()
            || matches!(kind, Kind::Abbreviation | Kind::Initial | Kind::Comma | Kind::Figure | Kind::Dash)
    };
    verb.is_some_and(|verb| verb > i && (i..verb).all(named) && lists.saying.has(words[verb].span.of(text)))
}

/// Whether word `i`, the first of its line, is the mark or the figure of an item in a list.
fn is_item(paragraph: &Paragraph, i: usize, words: &[Word]) -> bool {
    let at = i as isize;
    let blank_after = |n: usize| i + n < words.len() && paragraph.gap(i + n) == Gap::Blank;
    let (next, third) = (paragraph.kind(at + 1), paragraph.kind(at + 2));
    match paragraph.kind(at) {
        Kind::Bullet => blank_after(1),
        Kind::Dash => blank_after(1) && next.is_capital() && words[i].span.len() < 4,
        Kind::Figure => {
            matches!(next, Kind::Stop | Kind::Close) && blank_after(2) && third.is_capital() && words[i].span.len() <= 2
        }
        _ => false,
    }
}

/// Where a sentence from `start` on that is too long is cut: behind a stop rather than a comma rather than any word, and
/// among those where the score is best; never inside a multiword token.
fn cut(words: &[Word], paragraph: &Paragraph, splitter: &Splitter, start: usize) -> usize {
    let last = start + LONGEST_SENTENCE;
    let rank = |i: usize| match paragraph.kind(i as isize - 1) {
        kind if kind.is_stop() => 3,
        Kind::Comma | Kind::Colon | Kind::Dash => 2,
        _ => 1,
    };
    (start + LONGEST_SENTENCE / 2..=last)
        .filter(|&i| !words[i].joined)
        .max_by_key(|&i| (rank(i), splitter.score(paragraph, i), i))
        .unwrap_or(last)
}
