//! What people see: text for the terminal, width-aware.

pub mod tree;

/// Columns of the terminal, or 100 where there is none; never fewer than 40.
#[must_use]
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(w, _)| usize::from(w.0)).max(40)
}

/// `text` without control characters: a report must not be able to steer the reader's terminal.
#[must_use]
pub fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(char::is_control) {
        text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect::<String>().into()
    } else {
        text.into()
    }
}
