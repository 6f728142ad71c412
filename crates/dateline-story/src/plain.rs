//! Words of a text as it is typed, without a parser: for quotations and copied passages, where letters count.

use dateline_text::Span;

/// A word: folded to small letters without its points and apostrophes, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: Box<str>,
    pub(crate) span: Span,
}

/// The words of a part of a text. `U.S.` and `don’t` are one word each, `&` is `and`, hyphens divide.
pub(crate) fn words(text: &str, within: Span) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    let part = within.of(text);
    let mut iter = part.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = iter.next() {
        let next = iter.peek().map_or(' ', |(_, n)| *n);
        let joins = matches!(c, '.' | '\'' | '’' | ',') && before.is_alphanumeric() && next.is_alphanumeric();
        let joins = joins && (c != ',' || (before.is_ascii_digit() && next.is_ascii_digit()));
        let joins = joins && (c != '.' || !(before.is_lowercase() && next.is_uppercase()));
        if c.is_alphanumeric() || joins {
            start.get_or_insert(at);
        } else {
            if let Some(from) = start.take() {
                push(text, within.start() + from, within.start() + at, &mut out);
            }
            if c == '&' {
                push(text, within.start() + at, within.start() + at + 1, &mut out);
            }
        }
        before = c;
    }
    if let Some(from) = start {
        push(text, within.start() + from, within.end(), &mut out);
    }
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Word>) {
    let Some(span) = Span::new(text, start, end) else { return };
    let folded: String = span.of(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let folded = if folded.is_empty() { "and".to_owned() } else { folded };
    out.push(Word { text: folded.into(), span });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_where_they_stand() {
        let text = "“The U.S. don’t want 1,500 cease-fires & more.”";
        let whole = Span::new(text, 0, text.len()).unwrap();
        let got: Vec<_> = words(text, whole).iter().map(|w| w.text.to_string()).collect();
        assert_eq!(got, ["the", "us", "dont", "want", "1500", "cease", "fires", "and", "more"]);
        assert!(words(text, whole).iter().all(|w| whole.contains(w.span)));
    }
}
