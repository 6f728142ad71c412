//! From a clean text back to the bytes it was decoded from.

use crate::Span;
use std::ops::Range;

/// Takes a byte offset in a decoded text to the byte of the raw item it came from.
///
/// It is monotonic, and exact at character boundaries; an offset inside a character maps into or to the start of that
/// character's bytes. A text whose decoding changed nothing has the identity, which holds no memory and costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextMap {
    pieces: Vec<Piece>,
}

/// A run of characters that each take `clean_unit` bytes in the text and `raw_unit` bytes in the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    raw: u64,
    clean: u32,
    clean_unit: u8,
    raw_unit: u8,
}

impl TextMap {
    /// The map of a text that is its item, byte for byte.
    #[must_use]
    pub fn identity() -> Self {
        Self::default()
    }

    /// Whether every offset maps to itself.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The raw byte behind byte `at` of the text.
    #[must_use]
    pub fn raw(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|p| p.clean as usize <= at);
        let Some(piece) = after.checked_sub(1).and_then(|last| self.pieces.get(last)) else { return at };
        let characters = (at - piece.clean as usize) / usize::from(piece.clean_unit.max(1));
        piece.raw as usize + characters * usize::from(piece.raw_unit)
    }

    /// The raw bytes behind a span: `source_start..source_end` of the records.
    #[must_use]
    pub fn raw_range(&self, span: Span) -> Range<usize> {
        self.raw(span.start())..self.raw(span.end())
    }

    /// Says that from byte `clean` of the text on, characters of `clean_unit` bytes stand for `raw_unit` raw bytes
    /// each, beginning at `raw`. Calls come in ascending order; one that only goes on with the last run adds nothing.
    pub(crate) fn push(&mut self, clean: usize, raw: usize, clean_unit: u8, raw_unit: u8) {
        let goes_on = match self.pieces.last() {
            None => clean == raw && clean_unit == raw_unit,
            Some(last) => last.clean_unit == clean_unit && last.raw_unit == raw_unit && self.raw(clean) == raw,
        };
        if !goes_on {
            if self.pieces.is_empty() && clean > 0 {
                self.pieces.push(Piece { raw: 0, clean: 0, clean_unit: 1, raw_unit: 1 });
            }
            self.pieces.push(Piece { raw: raw as u64, clean: clean as u32, clean_unit, raw_unit });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_one_shape_are_one_piece() {
        let mut map = TextMap::identity();
        map.push(0, 0, 1, 1);
        assert!(map.is_identity());
        map.push(5, 5, 3, 1);
        map.push(8, 6, 3, 1);
        map.push(11, 7, 1, 1);
        assert_eq!(map.pieces.len(), 3);
        assert_eq!([0, 4, 5, 8, 11, 15].map(|at| map.raw(at)), [0, 4, 5, 6, 7, 11]);
    }
}
