//! Byte ranges that were checked when they were made.

/// A half-open range of bytes in a document's text, on character boundaries.
///
/// [`Span::new`] checks the boundaries once; from then on `&text[span.range()]` cannot panic for that text. Texts are
/// bounded by [`crate::document::Limits`] to fewer than 2³² bytes, hence `u32`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span `start..end` of `text`, or `None` where it is reversed, out of bounds or inside a character.
    #[must_use]
    pub fn new(text: &str, start: usize, end: usize) -> Option<Self> {
        let whole = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        whole.then_some(Self { start, end })
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// As a range, to slice with.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words it covers.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// From the earlier start to the later end of both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_checked_when_it_is_made() {
        let text = "né 👋";
        assert_eq!(Span::new(text, 0, 3).map(|s| s.of(text)), Some("né"));
        assert_eq!(Span::new(text, 0, 2), None, "inside é");
        assert_eq!(Span::new(text, 3, 1), None, "reversed");
        assert_eq!(Span::new(text, 0, 99), None, "out of bounds");
    }
}
