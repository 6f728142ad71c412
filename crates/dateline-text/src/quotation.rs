//! Quotation marks: the one place that says which they are.

/// What a quotation mark can do, by its form alone. What it does where it stands only the text around it tells.
///
/// Models keep the sets of marks that they were trained with; everything else asks here.
///
/// ```
/// use dateline_text::QuoteMark;
///
/// assert_eq!(QuoteMark::of("“"), Some(QuoteMark::Opening));
/// assert!(QuoteMark::of_char('"').is_some_and(|m| m.is_double() && m.may_open() && m.may_close()));
/// assert_eq!(QuoteMark::of("("), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteMark {
    /// `“`, `„`, `«`, and the two backticks of plain text.
    Opening,
    /// `”`, `»`.
    Closing,
    /// `"`, and two single marks that stand for it.
    Either,
    /// `‘`.
    SingleOpening,
    /// `’`, which is an apostrophe as well.
    SingleClosing,
    /// `'`, which is an apostrophe as well.
    SingleEither,
}

impl QuoteMark {
    /// What a word is, if it is a quotation mark.
    #[must_use]
    pub fn of(form: &str) -> Option<Self> {
        Some(match form {
            "“" | "``" | "„" | "«" => Self::Opening,
            "”" | "»" => Self::Closing,
            "\"" | "''" | "’’" => Self::Either,
            "‘" => Self::SingleOpening,
            "’" => Self::SingleClosing,
            "'" => Self::SingleEither,
            _ => return None,
        })
    }

    /// What a character is, if it is a quotation mark.
    #[must_use]
    pub fn of_char(c: char) -> Option<Self> {
        Self::of(c.encode_utf8(&mut [0; 4]))
    }

    /// Whether it is no single mark, and so never an apostrophe.
    #[must_use]
    pub fn is_double(self) -> bool {
        matches!(self, Self::Opening | Self::Closing | Self::Either)
    }

    /// Whether a quotation can begin with it.
    #[must_use]
    pub fn may_open(self) -> bool {
        matches!(self, Self::Opening | Self::Either | Self::SingleOpening | Self::SingleEither)
    }

    /// Whether a quotation can end with it.
    #[must_use]
    pub fn may_close(self) -> bool {
        matches!(self, Self::Closing | Self::Either | Self::SingleClosing | Self::SingleEither)
    }
}

#[cfg(test)]
mod tests {
    use super::QuoteMark;

    #[test]
    fn marks_say_whether_they_open_or_close() {
        let told = |keep: fn(QuoteMark) -> bool| -> String {
            "“„«”»\"‘’'(-a".chars().filter(|c| QuoteMark::of_char(*c).is_some_and(keep)).collect()
        };
        assert_eq!(told(QuoteMark::may_open), "“„«\"‘'");
        assert_eq!(told(QuoteMark::may_close), "”»\"’'");
        assert_eq!(told(QuoteMark::is_double), "“„«”»\"");
    }
}
