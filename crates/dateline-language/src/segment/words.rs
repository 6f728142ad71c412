//! Words by rule, as the English treebanks of Universal Dependencies cut them.
//!
//! A text is read once from left to right. White space makes chunks; a chunk of plain letters, the common case, is a word
//! or one of a few words run together (`cannot`); any other chunk is read as runs of letters and figures with the marks
//! that may stand inside them (`U.S.`, `9/11`, `1,000`, `O'Neill`), and as marks. No rule looks further ahead than a few
//! dozen bytes, so that a line without a space costs no more than one with them.

use super::Word;
use super::special;
use super::vocabulary::{Vocabulary, is_in};
use dateline_text::Span;

/// The furthest a rule looks beyond the mark it judges.
const AHEAD: usize = 64;
/// The longest chunk that is tried for an address.
const LONGEST_ADDRESS: usize = 2048;

/// All words of `text`, in order; together they cover every character that is not white space, each once.
pub(super) fn words(text: &str, known: &Vocabulary) -> Vec<Word> {
    let out = Vec::with_capacity(text.len() / 5 + 8);
    let mut reader = Reader { text, bytes: text.as_bytes(), known, out, quoted: false };
    let mut at = 0;
    while at < text.len() {
        at = reader.blank(at);
        if at < text.len() {
            at = reader.chunk(at);
        }
    }
    reader.out
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    known: &'a Vocabulary,
    out: Vec<Word>,
    /// Whether a single quotation mark stands open, so that `'` after `s` closes it instead of marking a possessive.
    quoted: bool,
}

impl Reader<'_> {
    /// Past the white space at `at`.
    fn blank(&mut self, mut at: usize) -> usize {
        let mut lines = 0;
        while let Some(&b) = self.bytes.get(at) {
            match b {
                b'\n' => (lines, at) = (lines + 1, at + 1),
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => at += 1,
                _ if b < 0x80 => break,
                _ => match self.char_at(at) {
                    Some(c) if c.is_whitespace() => at += c.len_utf8(),
                    _ => break,
                },
            }
        }
        if lines > 1 {
            self.quoted = false;
        }
        at
    }

    /// Reads the chunk that begins at `start`; its end.
    fn chunk(&mut self, start: usize) -> usize {
        let mut end = start;
        while end < self.bytes.len() && self.bytes[end].is_ascii_alphabetic() {
            end += 1;
        }
        if end == self.bytes.len() || matches!(self.bytes[end], b' ' | b'\n') {
            self.plain(start, end);
            return end;
        }
        let mut address = false;
        while let Some(&b) = self.bytes.get(end) {
            if b < 0x80 {
                if b.is_ascii_whitespace() || b == 0x0b {
                    break;
                }
                address |= matches!(b, b'@' | b'/' | b'.');
                end += 1;
            } else {
                let c = self.char_at(end).unwrap_or(' ');
                if c.is_whitespace() {
                    break;
                }
                end += c.len_utf8();
            }
        }
        address &= end - start <= LONGEST_ADDRESS;
        let mut at = start;
        while at < end {
            at = match self.char_at(at) {
                Some(c) if is_letter(c) => {
                    let found = if address { special::address(&self.text[at..end], &self.known.lists) } else { None };
                    match found {
                        Some(length) => self.push(at, at + length, false),
                        None => self.run(at, end),
                    }
                }
                Some(c) => self.mark(c, start, at, end),
                None => end,
            };
        }
        end
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.bytes.get(at) {
            Some(&b) if b < 0x80 => Some(char::from(b)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    fn push(&mut self, start: usize, end: usize, joined: bool) -> usize {
        if let Some(span) = Span::new(self.text, start, end).filter(|s| !s.is_empty()) {
            self.out.push(Word { span, joined });
        }
        end
    }

    /// A word of plain letters.
    fn plain(&mut self, start: usize, end: usize) {
        let form = &self.text[start..end];
        match self.known.run_together(form) {
            Some(cut) => {
                self.push(start, start + cut, false);
                self.push(start + cut, end, true);
            }
            None => {
                self.push(start, end, false);
            }
        }
    }

    /// A run of letters and figures at `start`, with what may stand inside it; where it ends.
    fn run(&mut self, start: usize, end: usize) -> usize {
        let mut begin = start;
        let mut at = start;
        loop {
            while let Some(c) = self.char_at(at).filter(|&c| at < end && is_inside(c)) {
                at += c.len_utf8();
            }
            if at >= end {
                break;
            }
            if let Some(next) = self.connected(begin, at, end) {
                at = next;
                if self.bytes[at - 1] == b'$' {
                    break;
                }
            } else if self.bytes[at] == b'-' && self.letter_at(at + 1, end) {
                if self.keeps_hyphen(begin, at, end) {
                    at += 1;
                } else {
                    self.finish(begin, at);
                    begin = self.push(at, at + 1, false);
                    at = begin;
                }
            } else {
                break;
            }
        }
        if self.closes_abbreviation(begin, at, end) {
            at += 1;
            if at < end && self.bytes[at] == b'-' && self.letter_at(at + 1, end) {
                self.push(begin, at, false);
                return self.push(at, at + 1, false);
            }
            return self.push(begin, at, false);
        }
        self.finish(begin, at);
        at
    }

    fn letter_at(&self, at: usize, end: usize) -> bool {
        at < end && self.char_at(at).is_some_and(is_letter)
    }

    fn digit_at(&self, at: usize, end: usize) -> bool {
        at < end && self.bytes[at].is_ascii_digit()
    }

    /// Past a mark at `at` that stands inside a word, where it does.
    fn connected(&self, begin: usize, at: usize, end: usize) -> Option<usize> {
        let before = self.bytes[at - 1];
        let figures = before.is_ascii_digit() && self.digit_at(at + 1, end);
        match self.bytes[at] {
            b'\'' | b'`' => self.letter_at(at + 1, end).then_some(at + 1),
            0xe2 if self.char_at(at) == Some('’') => self.letter_at(at + 3, end).then_some(at + 3),
            b'.' | b':' | b'/' if figures => Some(at + 1),
            b'.' => self.inner_stop(begin, at, end).then_some(at + 1),
            b',' if figures => {
                let digits = self.bytes[at + 1..end.min(at + 5)].iter().take_while(|b| b.is_ascii_digit()).count();
                (digits == 3).then_some(at + 1)
            }
            b'/' => {
                let word = self.ascii_ahead(begin, at + 1, end, |b| b.is_ascii_alphabetic())?;
                is_in(word, &self.known.lists.slashed).then_some(begin + word.len())
            }
            b'&' => {
                let next = *self.bytes.get(at + 1).filter(|_| at + 1 < end)?;
                let capitals = before.is_ascii_uppercase() && next.is_ascii_uppercase();
                let letters = at - begin == 1 && before.is_ascii_lowercase() && next.is_ascii_lowercase();
                (capitals || letters).then_some(at + 1)
            }
            b'*' => {
                let next = *self.bytes.get(at + 1).filter(|_| at + 1 < end)?;
                (before.is_ascii_lowercase() && next.is_ascii_lowercase()).then_some(at + 1)
            }
            b'$' => self.known.lists.dollars.has(self.text.get(begin..at)?).then_some(at + 1),
            _ => None,
        }
    }

    /// `begin` up to where `more` no longer holds behind `from`, at most [`AHEAD`] bytes of it.
    fn ascii_ahead(&self, begin: usize, from: usize, end: usize, more: impl Fn(u8) -> bool) -> Option<&str> {
        let most = end.min(from + AHEAD);
        let stop = (from..most).find(|&i| !more(self.bytes[i])).unwrap_or(most);
        self.text.get(begin..stop)
    }

    /// Whether the stop at `at` stands inside a word: `U.S`, `Ph.D`, `example.com`.
    fn inner_stop(&self, begin: usize, at: usize, end: usize) -> bool {
        if !self.letter_at(at + 1, end) {
            return false;
        }
        let from = begin.max(at.saturating_sub(AHEAD));
        let part = self.bytes[from..at].iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
        let Some(rest) =
            self.ascii_ahead(at + 1, at + 1, end, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_'))
        else {
            return false;
        };
        let rest = rest.trim_end_matches('.');
        if rest.is_empty() {
            return false;
        }
        let lists = &self.known.lists;
        let last = rest.rsplit('.').next().unwrap_or(rest);
        let single = part == 1 && self.bytes[at - 1].is_ascii_alphabetic();
        let letters = single && (rest.len() == 1 || rest.as_bytes().get(1).is_none_or(|&b| b == b'.'));
        let initials = single && self.bytes[at - 1].is_ascii_uppercase() && rest.as_bytes()[0].is_ascii_uppercase();
        letters
            || (initials && rest.len() <= 3)
            || is_in(last, &lists.address_ends)
            || self
                .ascii_ahead(begin, at + 1, end, |b| b.is_ascii_alphabetic())
                .is_some_and(|w| is_in(w, &lists.dotted))
            || ((rest.contains('.') || self.bytes[from..at].contains(&b'.'))
                && rest.bytes().all(|b| !b.is_ascii_uppercase())
                && part > 1)
    }

    /// Whether the hyphen at `at` stays inside its word.
    fn keeps_hyphen(&self, begin: usize, at: usize, end: usize) -> bool {
        let left = &self.bytes[begin..at];
        if left.len() > AHEAD {
            return false;
        }
        if left.iter().all(|b| b.is_ascii_digit() || *b == b'-') && self.digit_at(at + 1, end) {
            // A telephone number, a date or a post code; two figures are a range, unless they are 3 and 4 digits long.
            let Some(group) = self.ascii_ahead(begin, at, end, |b| b.is_ascii_digit() || b == b'-') else {
                return false;
            };
            let mut parts = group.trim_end_matches('-').split('-');
            let (first, second) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            return parts.next().is_some() || (matches!(first.len(), 3 | 5) && second.len() == 4);
        }
        if is_in(&self.text[begin..at], &self.known.lists.prefixes) {
            return true;
        }
        let right = self.ascii_ahead(at + 1, at + 1, end, |b| b.is_ascii_alphabetic());
        right.is_some_and(|right| is_in(right, &self.known.lists.suffixes))
    }

    /// Whether the stop right behind the run belongs to it.
    fn closes_abbreviation(&self, begin: usize, at: usize, end: usize) -> bool {
        if at >= end || self.bytes[at] != b'.' || begin == at {
            return false;
        }
        let after = self.bytes.get(at + 1).copied().filter(|_| at + 1 < end);
        let dots = self.bytes[at..end].iter().take(3).take_while(|&&b| b == b'.').count();
        if dots > 2 || (after.is_some_and(|b| b.is_ascii_alphanumeric()) && at - begin > 1) {
            return false;
        }
        let form = &self.text[begin..at];
        let Some(last) = form.bytes().last().filter(u8::is_ascii_alphabetic) else { return false };
        if form.len() > 12 {
            return false;
        }
        let lists = &self.known.lists;
        if form.contains('.') {
            let single = form.len() > 1 && form.as_bytes()[form.len() - 2] == b'.';
            return single || is_in(form, &lists.dotted);
        }
        let next = self.visible(at + 1);
        let before_figure = next.is_some_and(|i| self.bytes[i].is_ascii_digit());
        let before_capital = next.is_some_and(|i| self.char_at(i).is_some_and(char::is_uppercase));
        if form.len() == 1 {
            return (last.is_ascii_uppercase() && self.is_initial(last, next, after.is_none()))
                || (before_figure && is_in(form, &lists.before_a_figure))
                || (form == "v" && before_capital);
        }
        let capital = form.as_bytes()[0].is_ascii_uppercase();
        if is_in(form, &lists.before_a_name) {
            return capital && before_capital || form == "Ph";
        }
        let closing = form == "etc" && (next.is_none() || before_capital);
        is_in(form, &lists.abbreviations) && !closing && (!form.eq_ignore_ascii_case("al") || self.last_is("et"))
            || (before_figure && is_in(form, &lists.before_a_figure))
            || lists.calendar.has(form) && after.is_none_or(|b| b == b',')
            || (lists.states.has(form) && (self.last_is(",") || self.last_is("-")))
    }

    /// Whether the letter before a stop is an initial: a name follows, not the opening of a sentence.
    fn is_initial(&self, letter: u8, next: Option<usize>, apart: bool) -> bool {
        let Some(next) = next else { return false };
        let lists = &self.known.lists;
        if self.out.last().is_some_and(|w| lists.honorifics.has(w.span.of(self.text))) {
            return !self.char_at(next).is_some_and(char::is_uppercase) || letter != b'I';
        }
        if !apart {
            return matches!(self.bytes[next], b',' | b'-' | b'A'..=b'Z');
        }
        if !self.char_at(next).is_some_and(char::is_uppercase) {
            return false;
        }
        let most = self.text.len();
        let Some(word) = self.ascii_ahead(next, next, most, |b| b.is_ascii_alphabetic()) else { return false };
        if word.len() == 1 && self.bytes.get(next + 1) == Some(&b'.') {
            return true;
        }
        letter != b'I' && !lists.after_no_initial.has(word)
    }

    /// The first byte that is not white space from `at` on.
    fn visible(&self, mut at: usize) -> Option<usize> {
        while let Some(c) = self.char_at(at) {
            if !c.is_whitespace() {
                return Some(at);
            }
            at += c.len_utf8();
        }
        None
    }

    fn last_is(&self, form: &str) -> bool {
        self.out.last().is_some_and(|w| w.span.of(self.text) == form)
    }

    /// Pushes the words of `begin..end`, a run without hyphens that split it: clitics and units part from it.
    fn finish(&mut self, begin: usize, end: usize) {
        let form = &self.bytes[begin..end];
        if form.is_empty() {
            return;
        }
        if form[0].is_ascii_digit() {
            return self.figure(begin, end);
        }
        if form.last() == Some(&b'$') || form.len() <= 2 {
            self.push(begin, end, false);
            return;
        }
        let Some(apostrophe) = form.iter().rposition(|&b| matches!(b, b'\'' | b'`' | 0x99)) else {
            return self.plain(begin, end);
        };
        let curly = form[apostrophe] == 0x99;
        if curly && (apostrophe < 2 || form[apostrophe - 2..apostrophe] != [0xe2, 0x80]) {
            return self.plain(begin, end);
        }
        let mark = begin + apostrophe - if curly { 2 } else { 0 };
        let tail = &self.text[begin + apostrophe + 1..end];
        if tail.eq_ignore_ascii_case("t") && mark > begin + 1 && self.bytes[mark - 1].eq_ignore_ascii_case(&b'n') {
            self.push(begin, mark - 1, false);
            self.push(mark - 1, end, true);
        } else if is_in(tail, &self.known.lists.clitics) && mark > begin {
            // `shouldn't've`: the stem may be two words itself.
            let negated = mark > begin + 3 && self.bytes[..mark].ends_with(b"n't");
            if negated {
                self.push(begin, mark - 3, false);
                self.push(mark - 3, mark, true);
            } else {
                self.push(begin, mark, false);
            }
            self.push(mark, end, true);
        } else {
            self.push(begin, end, false);
        }
    }

    /// Pushes a run that begins with a figure, its unit apart.
    fn figure(&mut self, begin: usize, end: usize) {
        let form = &self.text[begin..end];
        let number = form.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':')).count();
        let mut unit = &form[number..];
        let clock = unit.len() >= 3 && self.known.lists.clock.has(unit);
        let clitic = unit.find(['\'', '’']).filter(|&i| i > 0);
        if let Some(i) = clitic {
            unit = &unit[..i];
        }
        if number > 0 && (clock || is_in(unit, &self.known.lists.units)) {
            self.push(begin, begin + number, false);
            self.push(begin + number, begin + number + unit.len(), false);
            if number + unit.len() < form.len() {
                self.push(begin + number + unit.len(), end, true);
            }
        } else {
            self.push(begin, end, false);
        }
    }

    /// A mark `c` at `at` in the chunk `start..end`; where it ends.
    fn mark(&mut self, c: char, start: usize, at: usize, end: usize) -> usize {
        if let Some(length) = special::emoticon(&self.text[at..end], at == start, &self.known.lists) {
            return self.push(at, at + length, false);
        }
        let next = at + c.len_utf8();
        match c {
            '\'' | '’' | '‘' | '`' => self.apostrophe(c, start, at, end),
            '.' if at == start && self.digit_at(next, end) => {
                let figures = self.bytes[next..end].iter().take_while(|b| b.is_ascii_digit()).count();
                self.push(at, next + figures, false)
            }
            '#' | '@' if self.letter_at(next, end) && !self.digit_at(next, end) && !self.glued_letter(start, at) => {
                let tag = self.text[next..end].find(|c: char| !is_inside(c)).map_or(end, |n| next + n);
                self.push(at, tag, false)
            }
            '+' if at == start && self.digit_at(next, end) => {
                let number = self.text[next..end].find(|c: char| !(c.is_ascii_digit() || c == '-'));
                self.push(at, number.map_or(end, |n| next + n), false)
            }
            '.' | '!' | '?' | '…' => self.stops(c, at, end),
            '-' | '=' | '*' | '_' | '~' | '+' | '#' | '<' | '>' | '|' | '—' | '–' | '―' => {
                let mut to = self.same(c, next, end);
                if matches!(c, '-' | '=') && to < end && self.bytes[to] == b'>' {
                    to += 1;
                }
                self.push(at, to, false)
            }
            _ => self.push(at, at + special::grapheme(&self.text[at..end]), false),
        }
    }

    fn glued_letter(&self, start: usize, at: usize) -> bool {
        at > start && self.bytes[at - 1].is_ascii_alphanumeric()
    }

    /// Past further marks `c`.
    fn same(&self, c: char, mut at: usize, end: usize) -> usize {
        while at < end && self.char_at(at) == Some(c) {
            at += c.len_utf8();
        }
        at
    }

    /// Sentence marks: dots make an ellipsis, `?!!` is one word, `.?` too, `...?` is two.
    fn stops(&mut self, c: char, at: usize, end: usize) -> usize {
        let mut to = self.same(c, at + c.len_utf8(), end);
        if matches!(c, '!' | '?') {
            while to < end && matches!(self.bytes[to], b'!' | b'?') {
                to += 1;
            }
        } else if to == at + 1 && to < end && matches!(self.bytes[to], b'!' | b'?') {
            to += 1;
        }
        self.push(at, to, false)
    }

    /// An apostrophe or single quotation mark that no letter follows inside a run.
    fn apostrophe(&mut self, c: char, start: usize, at: usize, end: usize) -> usize {
        let next = at + c.len_utf8();
        if c == '‘' && self.char_at(next) == Some('’') && next < end {
            // An empty pair: how some texts write `“`.
            return self.push(at, next + c.len_utf8(), false);
        }
        // Two are a word, more are not; of more than two no more are looked at, as a run of them asks at each.
        let doubled = next + c.len_utf8();
        let is_one = |i: usize| i < end && self.char_at(i) == Some(c);
        if is_one(next) && !is_one(doubled) {
            return self.push(at, doubled, false);
        }
        let rest = &self.text[next..end];
        let word = rest.find(|c: char| !is_letter(c)).map_or(rest, |n| &rest[..n]);
        let glued = at > start;
        let after_letter = glued && self.text[..at].chars().next_back().is_some_and(|c| is_letter(c) || c == '.');
        if glued && c != '‘' && is_in(word, &self.known.lists.clitics) {
            let joined = self.out.last().is_some_and(|w| !w.joined);
            return self.push(at, next + word.len(), joined);
        }
        let opens = !after_letter && !word.is_empty();
        if opens && c != '‘' && c != '`' {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            if (digits == 2 && matches!(&word[2..], "" | "s"))
                || is_in(word, &self.known.lists.beheaded) && !self.closes_soon(next, end)
            {
                return self.push(at, next + word.len(), false);
            }
        }
        if opens && word.eq_ignore_ascii_case("n") && !glued && matches!(&self.text[next + 1..end], "'" | "’") {
            return self.push(at, end, false);
        }
        if opens {
            self.quoted = true;
            return self.push(at, next, false);
        }
        let s = glued && self.bytes[at - 1].eq_ignore_ascii_case(&b's');
        let possessive = s && !self.quoted && c != '‘' && word.is_empty();
        self.quoted = false;
        self.push(at, next, possessive)
    }

    /// Whether the chunk closes a single quotation mark, so that the one before `from` opened it.
    fn closes_soon(&self, from: usize, end: usize) -> bool {
        let most = end.min(from + AHEAD);
        self.bytes[from..most].contains(&b'\'') || self.text.get(from..most).is_some_and(|t| t.contains('’'))
    }
}

/// Whether a word may begin or go on with `c`.
fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

/// Whether `c` goes on inside a word: letters, the low line of identifiers, combining marks, joiners, soft hyphens.
fn is_inside(c: char) -> bool {
    is_letter(c) || matches!(c, '_' | '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}
