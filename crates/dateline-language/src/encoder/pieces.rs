//! Words to pieces (`WordPiece`, Wu et al. 2016); the twin of `Pieces` in `training/encoder.py`.

use crate::container::{Container, ModelError};
use crate::features::straight;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// A run of more characters than this is one unknown piece.
const LONGEST_RUN: usize = 100;

/// The known pieces.
#[derive(Debug)]
pub(super) struct Pieces {
    /// Pieces that begin a run.
    first: HashMap<Box<str>, u32>,
    /// Pieces that go on, without their two marks.
    next: HashMap<Box<str>, u32>,
    /// Bytes of the longest piece.
    longest: usize,
    /// Opens a sentence.
    pub(super) open: u32,
    /// Closes it.
    pub(super) close: u32,
    unknown: u32,
    count: usize,
}

impl Pieces {
    /// Reads the tensor `pieces`.
    pub(super) fn read(file: &Container<'_>) -> Result<Self, ModelError> {
        let lines = file.lines("pieces")?;
        let (mut first, mut next) = (HashMap::new(), HashMap::new());
        for (piece, id) in lines.iter().zip(0..) {
            let (table, key) = match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => (&mut next, rest),
                _ => (&mut first, *piece),
            };
            if table.insert(key.into(), id).is_some() {
                return Err(ModelError::Misfit(format!("the piece {piece:?} is named twice")));
            }
        }
        let mark = |name: &str| {
            first.get(name).copied().ok_or_else(|| ModelError::Misfit(format!("the pieces lack the mark {name}")))
        };
        let (open, close, unknown) = (mark("[CLS]")?, mark("[SEP]")?, mark("[UNK]")?);
        let longest = lines.iter().map(|p| p.len()).max().unwrap_or(0);
        Ok(Self { first, next, longest, open, close, unknown, count: lines.len() })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Adds the pieces of a word, at least one; `text` is room for its plain form.
    pub(super) fn of(&self, form: &str, text: &mut String, out: &mut Vec<u32>) {
        clean(form, text);
        let before = out.len();
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            let end = if is_space(c) {
                c.len_utf8()
            } else if is_mark(c) {
                self.split(&rest[..c.len_utf8()], out);
                c.len_utf8()
            } else {
                let end = rest.find(|c| is_space(c) || is_mark(c)).unwrap_or(rest.len());
                self.split(&rest[..end], out);
                end
            };
            rest = &rest[end..];
        }
        if out.len() == before {
            out.push(self.unknown);
        }
    }

    /// The longest known beginning, then the longest known continuation, and so on; or the unknown piece.
    fn split(&self, run: &str, out: &mut Vec<u32>) {
        let before = out.len();
        let mut rest = run;
        if run.len() > LONGEST_RUN && run.chars().count() > LONGEST_RUN {
            rest = "";
        }
        while !rest.is_empty() {
            let table = if rest.len() == run.len() { &self.first } else { &self.next };
            let mut end = boundary(rest, self.longest);
            let found = loop {
                if end == 0 {
                    break None;
                }
                if let Some(id) = table.get(&rest[..end]) {
                    break Some(*id);
                }
                end = boundary(rest, end - 1);
            };
            let Some(id) = found else {
                out.truncate(before);
                break;
            };
            out.push(id);
            rest = &rest[end..];
        }
        if out.len() == before {
            out.push(self.unknown);
        }
    }
}

/// The last boundary between characters that is not after `end`.
fn boundary(text: &str, end: usize) -> usize {
    (0..=end.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Writes `form` in lower case, accents off, typographic marks straightened.
fn clean(form: &str, out: &mut String) {
    out.clear();
    if form.is_ascii() {
        out.push_str(form);
        out.make_ascii_lowercase();
        return;
    }
    for c in form.chars() {
        straight(c, |c| out.push(c));
    }
    // By word and not by letter: a final sigma is another letter.
    let low = out.to_lowercase();
    out.clear();
    out.extend(low.nfd().filter(|c| c.is_ascii() || c.general_category() != GeneralCategory::NonspacingMark));
}

/// White space as Python sees it, which counts the four separators of ASCII.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&c)
}

/// A character that is a piece by itself.
fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    c.general_category_group() == GeneralCategoryGroup::Punctuation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::write;

    fn pieces(lines: &str) -> Result<Pieces, ModelError> {
        let file = write(&[], &[("pieces", "text", vec![lines.len()], lines.as_bytes().to_vec())]);
        Pieces::read(&Container::parse(file).unwrap())
    }

    fn of(p: &Pieces, form: &str) -> Vec<u32> {
        let (mut text, mut out) = (String::new(), Vec::new());
        p.of(form, &mut text, &mut out);
        out
    }

    #[test]
    fn the_longest_known_part_is_taken_first() {
        let p = pieces("[UNK]\n[CLS]\n[SEP]\nun\n##like\n##ly\nunlike\n.\nu\ns\n##s").unwrap();
        assert_eq!(of(&p, "Unlikely"), [6, 5]);
        assert_eq!(of(&p, "unlikelyhood"), [0]);
        assert_eq!(of(&p, "U.S."), [8, 7, 9, 7]);
        assert_eq!(of(&p, "üñ\u{a0}…"), [3, 7, 7, 7]);
        for odd in ["", " ", "\u{0}", "\u{1c}", "\u{301}", "你好"] {
            assert_eq!(of(&p, odd), [0], "{odd:?}");
        }
        assert_eq!(of(&p, &"s".repeat(100)).len(), 100);
        assert_eq!(of(&p, &"s".repeat(101)), [0]);
    }

    #[test]
    fn pieces_that_cannot_be_right_are_refused() {
        assert!(pieces("").is_err());
        assert!(pieces("[CLS]\n[SEP]\na").is_err());
        assert!(pieces("[UNK]\n[CLS]\n[SEP]\na\na").is_err());
    }
}
