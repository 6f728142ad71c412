//! What the splitter sees of the gap between two words. `training/segment.py` computes the same, to the bit.
//!
//! A paragraph is laid out as one [`Seen`] a word: hashes of the word, its [`Kind`], the white space before it, and what a
//! pass over the paragraph tells (inside quotation marks, how far the next and the last stop are). A gap is then
//! [`TEMPLATES`] rows of a table of weights, each a hash of a few of those columns on its two sides; nothing is allocated
//! for a gap, and most gaps are passed over by [`Paragraph::may_break`].

use super::Word;

/// Rows of the table of weights.
pub(super) const ROWS: usize = 1 << 16;
/// Rows that make the score of one gap.
pub(super) const TEMPLATES: usize = 30;
/// By how many bytes a line must fall short of the width, beyond the next word, to have been ended on purpose.
const SLACK: usize = 8;
/// Neutral words kept on either side of a paragraph.
const PAD: usize = 3;

const SEED: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;

/// What sort of word it is; the numbers are part of the trained table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Lower = 0,
    Title = 1,
    Upper = 2,
    Single = 3,
    Figure = 4,
    Stop = 5,
    Shout = 6,
    Dots = 7,
    Comma = 8,
    Colon = 9,
    Open = 10,
    Close = 11,
    QuoteOpen = 12,
    QuoteClose = 13,
    Dash = 14,
    Abbreviation = 15,
    Initial = 16,
    Clitic = 17,
    Bullet = 18,
    Other = 19,
    Address = 20,
    SingleOpen = 21,
    SingleClose = 22,
    /// Beyond the paragraph.
    Outside = 31,
    /// `"`, until its neighbours tell which one it is.
    Quote = 40,
    /// `'`, likewise.
    SingleQuote = 41,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Glued,
    Blank,
    Line,
}

const fn set(kinds: &[Kind]) -> u32 {
    let (mut bits, mut i) = (0, 0);
    while i < kinds.len() {
        bits |= 1 << kinds[i] as u32;
        i += 1;
    }
    bits
}

const STOPS: u32 = set(&[Kind::Stop, Kind::Shout, Kind::Dots]);
const CAPITALS: u32 = set(&[Kind::Title, Kind::Upper, Kind::Single]);
/// A sentence may end behind these…
const ENDS: u32 = STOPS
    | set(&[Kind::Colon, Kind::Close, Kind::QuoteClose, Kind::SingleClose, Kind::Dash, Kind::Abbreviation])
    | set(&[Kind::Bullet, Kind::Other, Kind::Address]);
/// … or begin with these …
const BEGINS: u32 = CAPITALS
    | set(&[Kind::Figure, Kind::Open, Kind::QuoteOpen, Kind::SingleOpen, Kind::Dash, Kind::Initial, Kind::Bullet])
    | set(&[Kind::Other, Kind::Address, Kind::Abbreviation]);
/// … and never with these.
const NEVER: u32 = set(&[Kind::Clitic, Kind::Comma, Kind::Stop, Kind::Shout]);
/// Where no white space stands, a sentence ends behind these alone.
const ENDS_GLUED: u32 = STOPS | set(&[Kind::Close, Kind::QuoteClose, Kind::SingleClose]);

impl Kind {
    fn is_in(self, set: u32) -> bool {
        set >> (self as u32 & 31) & 1 == 1
    }

    /// Whether it is a word with a capital.
    pub(super) fn is_capital(self) -> bool {
        self.is_in(CAPITALS)
    }

    /// Whether it is a mark that ends sentences.
    pub(super) fn is_stop(self) -> bool {
        self.is_in(STOPS)
    }
}

/// One word as a gap sees it.
#[derive(Clone, Copy, Debug)]
struct Seen {
    /// Hash of the folded form.
    form: u32,
    /// Its last two characters.
    tail: u32,
    /// Characters, up to 7.
    length: u32,
    kind: Kind,
    /// The gap before: 0 none, 1 blanks, from 2 on a new line, by the lengths of the lines it parts, and from 18 on one
    /// that no wrapping asked for.
    gap: u32,
    /// Bit 0: inside double quotation marks behind this word; bit 1: inside brackets.
    state: u32,
    /// Words since the last stop, this one counted, by [`bucket`], twice, and 1 where no stop came before.
    since: u32,
    /// Words until the next stop, likewise.
    until: u32,
}

const OUTSIDE: Seen = Seen { form: 0, tail: 0, length: 0, kind: Kind::Outside, gap: 0, state: 0, since: 0, until: 0 };

/// A paragraph laid out for scoring; its buffer is used again for the next one.
#[derive(Default)]
pub(super) struct Paragraph {
    seen: Vec<Seen>,
    /// The lines: the word behind the end of each, and its length in bytes.
    lines: Vec<(usize, usize)>,
    /// Whether its sentences begin with small letters: 2 yes, 1 no, 0 cannot be told.
    habit: u32,
}

impl Paragraph {
    /// Lays out `words`; `lines(i)` says how many lines end between word `i - 1` and word `i`.
    pub(super) fn lay_out(&mut self, text: &str, words: &[Word], lines: impl Fn(usize) -> u32) {
        self.seen.clear();
        self.seen.resize(PAD, OUTSIDE);
        self.lines.clear();
        let mut line_start = 0;
        for (i, word) in words.iter().enumerate() {
            let mut seen = describe(word.span.of(text));
            if word.joined {
                seen.kind = Kind::Clitic;
            }
            if i > 0 && lines(i) > 0 {
                self.lines.push((i, words[i - 1].span.end() - words[line_start].span.start()));
                line_start = i;
            } else if i > 0 && word.span.start() > words[i - 1].span.end() {
                seen.gap = 1;
            }
            self.seen.push(seen);
        }
        if let (Some(last), false) = (words.last(), self.lines.is_empty()) {
            self.lines.push((words.len(), last.span.end() - words[line_start].span.start()));
            self.weigh_lines(words);
        }
        self.seen.resize(self.seen.len() + PAD, OUTSIDE);
        self.resolve_quotes();
        self.measure_stops();
    }

    /// Marks the new lines. Where the next word would have fitted into the width that other lines of the paragraph have, the
    /// line was not wrapped but ended: a heading, an item of a list, a paragraph apart by one new line.
    fn weigh_lines(&mut self, words: &[Word]) {
        let width = self.lines.iter().map(|line| line.1).max().unwrap_or(0);
        for pair in self.lines.windows(2) {
            let ((next, length), (_, following)) = (pair[0], pair[1]);
            let meant = length + words[next].span.len() + SLACK <= width;
            self.seen[PAD + next].gap =
                2 + 16 * u32::from(meant) + 4 * length_bucket(length) + length_bucket(following);
        }
    }

    fn inner(&self) -> std::ops::Range<usize> {
        PAD..self.seen.len() - PAD
    }

    /// Tells opening from closing quotation marks by the blanks around them, and by turns where those do not tell.
    fn resolve_quotes(&mut self) {
        let (mut inside, mut depth) = (false, 0u32);
        for at in self.inner() {
            let left = at > PAD && self.seen[at].gap == 0;
            let right = at + 1 < self.inner().end && self.seen[at + 1].gap == 0;
            let kind = match self.seen[at].kind {
                Kind::Quote if if left == right { inside } else { left } => Kind::QuoteClose,
                Kind::Quote => Kind::QuoteOpen,
                Kind::SingleQuote if right && !left => Kind::SingleOpen,
                Kind::SingleQuote => Kind::SingleClose,
                kind => kind,
            };
            match kind {
                Kind::QuoteOpen => inside = true,
                Kind::QuoteClose => inside = false,
                Kind::Open => depth = (depth + 1).min(3),
                Kind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.seen[at].kind = kind;
            self.seen[at].state = u32::from(inside) | u32::from(depth > 0) << 1;
        }
    }

    fn measure_stops(&mut self) {
        let (mut distance, mut edge) = (0, 1);
        let (mut small, mut capital) = (0, 0);
        for at in self.inner() {
            distance += 1;
            self.seen[at].since = bucket(distance) * 2 + edge;
            let kind = self.seen[at].kind;
            if kind.is_stop() {
                (distance, edge) = (0, 0);
                let next = self.seen[at + 1].kind;
                if kind != Kind::Dots && next == Kind::Lower {
                    small += 1;
                } else if kind != Kind::Dots && next.is_in(CAPITALS) {
                    capital += 1;
                }
            }
        }
        self.habit = if small > capital { 2 } else { u32::from(capital > 0) };
        (distance, edge) = (0, 1);
        for at in self.inner().rev() {
            if self.seen[at].kind.is_stop() {
                (distance, edge) = (0, 0);
            } else {
                distance += 1;
            }
            self.seen[at].until = bucket(distance) * 2 + edge;
        }
    }

    /// Kind of word `i`; up to three words before the first and behind the last are [`Kind::Outside`].
    pub(super) fn kind(&self, i: isize) -> Kind {
        self.seen[PAD.wrapping_add_signed(i)].kind
    }

    /// The gap before word `i`.
    pub(super) fn gap(&self, i: usize) -> Gap {
        match self.seen[PAD + i].gap {
            0 => Gap::Glued,
            1 => Gap::Blank,
            _ => Gap::Line,
        }
    }

    /// Whether a sentence may begin with word `i`: a cheap look that passes over four gaps of five.
    pub(super) fn may_break(&self, i: usize) -> bool {
        let (before, after) = (self.seen[PAD + i - 1].kind, self.seen[PAD + i]);
        let glued = after.gap == 0 && !before.is_in(ENDS_GLUED);
        let plausible = before.is_in(ENDS) || after.kind.is_in(BEGINS) || after.gap >= 2;
        plausible && !after.kind.is_in(NEVER) && !glued
    }

    /// The rows of the gap before word `i`.
    pub(super) fn rows(&self, i: usize) -> [u16; TEMPLATES] {
        let at = PAD + i;
        let word = |d: isize| self.seen[at.wrapping_add_signed(d)].form;
        let kind = |d: isize| self.seen[at.wrapping_add_signed(d)].kind as u32;
        let (a, b) = (self.seen[at - 1], self.seen[at]);
        let gap = b.gap.min(2);
        let pair = kind(-1) | kind(0) << 5 | gap << 10;
        let (left, right) = (kind(-2) | kind(-3) << 5, kind(1) | kind(2) << 5);
        let quoted = self.seen[at + 1].state & 1;
        [
            mix(0, [pair]),
            mix(1, [pair, kind(-2)]),
            mix(2, [pair, kind(1)]),
            mix(3, [pair, kind(-2), kind(1)]),
            mix(4, [pair, left]),
            mix(5, [pair, right]),
            mix(6, [pair, left, right]),
            mix(7, [word(-1), gap]),
            mix(8, [word(0), gap]),
            mix(9, [word(-1), word(0)]),
            mix(10, [word(-1), kind(0), gap]),
            mix(11, [word(0), kind(-1), gap]),
            mix(12, [word(-2), kind(-1), kind(0)]),
            mix(13, [word(1), kind(0), kind(-1)]),
            mix(14, [word(-2), word(-1)]),
            mix(15, [word(0), word(1)]),
            mix(16, [pair, a.state, quoted]),
            mix(17, [pair, a.since]),
            mix(18, [pair, b.until]),
            mix(19, [pair, a.since >> 1, b.until >> 1]),
            mix(20, [pair, self.habit]),
            mix(21, [b.gap, kind(-1)]),
            mix(22, [b.gap, kind(0), a.since >> 1]),
            mix(23, [a.tail, kind(-1), kind(0)]),
            mix(24, [b.tail, kind(-1), kind(0)]),
            mix(25, [a.length, pair]),
            mix(26, [word(-3), kind(-1)]),
            mix(27, [word(2), kind(-1), kind(0)]),
            mix(28, [word(0), kind(-1), kind(-2), a.since & 1]),
            mix(29, [word(-1), kind(0), kind(1)]),
        ]
    }
}

/// The row of one template: FNV-1a over whole numbers, stirred so that its low bits depend on all.
fn mix<const N: usize>(template: u32, values: [u32; N]) -> u16 {
    let mut h = (SEED ^ template).wrapping_mul(PRIME);
    for v in values {
        h = (h ^ v).wrapping_mul(PRIME);
    }
    h = (h ^ h >> 15).wrapping_mul(0x2c1b_3c6d);
    (h ^ h >> 13) as u16
}

/// Distances in words, coarser the longer.
fn bucket(n: u32) -> u32 {
    match n {
        0..=2 => n,
        3..=4 => 3,
        5..=7 => 4,
        8..=12 => 5,
        13..=20 => 6,
        21..=35 => 7,
        _ => 8,
    }
}

/// Lengths of lines in bytes.
fn length_bucket(n: usize) -> u32 {
    match n {
        0..25 => 0,
        25..50 => 1,
        50..90 => 2,
        _ => 3,
    }
}

/// Reads a form once: hash of what `fold` of `training/features.py` makes of it, last two characters, length, kind.
fn describe(form: &str) -> Seen {
    let mut fold = Fold { hash: SEED, last: [0; 2], length: 0 };
    for c in form.chars() {
        match c {
            '0'..='9' => fold.push('0'),
            '‘' | '’' => fold.push('\''),
            '“' | '”' => fold.push('"'),
            '–' => fold.push('-'),
            '—' => (0..2).for_each(|_| fold.push('-')),
            '…' => (0..3).for_each(|_| fold.push('.')),
            c if c.is_ascii() => fold.push(c.to_ascii_lowercase()),
            c => {
                let mut low = c.to_lowercase();
                fold.push(if low.len() == 1 { low.next().unwrap_or(c) } else { c });
            }
        }
    }
    let tail = fold.last[0].wrapping_mul(PRIME) ^ fold.last[1];
    Seen { form: fold.hash, tail, length: fold.length.min(7), kind: kind(form), ..OUTSIDE }
}

struct Fold {
    hash: u32,
    last: [u32; 2],
    length: u32,
}

impl Fold {
    fn push(&mut self, c: char) {
        if c.is_ascii() {
            self.hash = (self.hash ^ c as u32).wrapping_mul(PRIME);
        } else {
            for b in c.encode_utf8(&mut [0; 4]).bytes() {
                self.hash = (self.hash ^ u32::from(b)).wrapping_mul(PRIME);
            }
        }
        self.last = [self.last[1], c as u32];
        self.length += 1;
    }
}

/// What sort of word `form` is, as far as it says itself.
fn kind(form: &str) -> Kind {
    let mut chars = form.chars();
    let Some(first) = chars.next() else { return Kind::Other };
    let second = chars.next();
    if first.is_alphanumeric() {
        return kind_of_word(form, first, second);
    }
    match first {
        '\'' | '’' | '‘' | '`' => match second {
            Some('‘' | '`') if matches!(first, '‘' | '`') => Kind::QuoteOpen,
            Some('\'' | '’' | '‘' | '`') => Kind::QuoteClose,
            Some(_) => Kind::Lower,
            None if first == '‘' => Kind::SingleOpen,
            None => Kind::SingleQuote,
        },
        '.' | '…' | '!' | '?' if form.contains(['!', '?']) => Kind::Shout,
        '.' if second.is_none() => Kind::Stop,
        '.' | '…' => Kind::Dots,
        '@' | '#' if second.is_some() => Kind::Address,
        '-' | '–' | '—' | '―' => Kind::Dash,
        '*' | '•' | '·' | '>' | '#' | '‣' | '▪' | '○' | '●' => Kind::Bullet,
        _ if second.is_some() && first.is_ascii() => Kind::Other,
        ',' | ';' => Kind::Comma,
        ':' => Kind::Colon,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '"' => Kind::Quote,
        '“' | '«' | '„' => Kind::QuoteOpen,
        '”' | '»' => Kind::QuoteClose,
        _ => Kind::Other,
    }
}

fn kind_of_word(form: &str, first: char, second: Option<char>) -> Kind {
    if first.is_ascii_digit() {
        Kind::Figure
    } else if form.ends_with('.') {
        if second == Some('.') && form.len() == first.len_utf8() + 1 { Kind::Initial } else { Kind::Abbreviation }
    } else if form.bytes().any(|b| matches!(b, b'@' | b'/')) {
        Kind::Address
    } else if !first.is_uppercase() {
        Kind::Lower
    } else if second.is_none() {
        Kind::Single
    } else if form.chars().any(char::is_lowercase) {
        Kind::Title
    } else {
        Kind::Upper
    }
}

#[cfg(test)]
mod tests;
