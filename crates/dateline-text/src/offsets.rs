//! From bytes to the Unicode code points that records are written in.

use crate::Span;

/// Turns byte offsets of one text into code-point offsets.
///
/// A checkpoint every 256 bytes bounds a look-up to 256 steps; a text of ASCII alone needs none.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    checkpoints: Vec<u32>,
}

const STRIDE: usize = 256;

impl<'t> CodePoints<'t> {
    /// Prepares `text`; linear in its length.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let mut seen = 0u32;
            for (at, byte) in text.bytes().enumerate() {
                if at % STRIDE == 0 {
                    checkpoints.push(seen);
                }
                seen += u32::from(starts_character(byte));
            }
        }
        Self { text, checkpoints }
    }

    /// Code points before byte `at`, which must be on a character boundary of the text.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        if self.checkpoints.is_empty() {
            return at;
        }
        let block = (at / STRIDE).min(self.checkpoints.len() - 1);
        let tail = &self.text.as_bytes()[block * STRIDE..at];
        self.checkpoints[block] as usize + tail.iter().filter(|b| starts_character(**b)).count()
    }

    /// A span's start and end in code points.
    #[must_use]
    pub fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }

    /// Code points in the whole text.
    #[must_use]
    pub fn total(&self) -> usize {
        self.at(self.text.len())
    }
}

/// Whether a byte begins a character, rather than continuing one.
fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_characters() {
        let text = "“né” 👩‍🚀 שלום ".repeat(90);
        let points = CodePoints::new(&text);
        for (at, _) in text.char_indices() {
            assert_eq!(points.at(at), text[..at].chars().count());
        }
        assert_eq!(points.total(), text.chars().count());
    }
}
