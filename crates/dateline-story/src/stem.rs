//! Words folded to what they share with their relatives: `fail`, `failed` and `failure`, `Palestine` and `Palestinian`.
//!
//! This is no dictionary: a few endings are taken off, longest first, as long as enough is left. Two words that meet
//! here only count as evidence together with others, so that a false meeting ("general", "generation") costs little.

use crate::words::lists;
use dateline_text::List;

/// Folds a lemma; `name` says that it is a proper noun.
#[must_use]
pub fn fold(lemma: &str, name: bool) -> String {
    let lower: String =
        lemma.chars().filter(|c| !matches!(c, '.' | '\'' | '\u{2019}')).flat_map(char::to_lowercase).collect();
    let lower = lower.strip_suffix("\u{2019}s").unwrap_or(&lower);
    if !lower.is_ascii() || lower.len() < 4 {
        return lower.to_owned();
    }
    if name {
        return strip(lower, &lists().people_endings).to_owned();
    }
    let lower = lists().classes.value(lower).unwrap_or(lower);
    let mut stem = strip(lower, &lists().word_endings);
    stem = stem
        .strip_suffix('e')
        .filter(|s| !s.ends_with('c'))
        .or(stem.strip_suffix('y'))
        .or(stem.strip_suffix('i'))
        .unwrap_or(stem);
    let bytes = stem.as_bytes();
    if bytes.len() > 4 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] {
        stem = &stem[..stem.len() - 1];
    }
    stem.to_owned()
}

/// A word without the first of these endings that leaves four letters.
fn strip<'w>(word: &'w str, endings: &List) -> &'w str {
    endings.words().find_map(|e| word.strip_suffix(e).filter(|s| s.len() >= 4)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn relatives_meet() {
        for (a, b) in [
            ("fail", "failure"),
            ("negotiate", "negotiation"),
            ("involve", "involvement"),
            ("monopoly", "monopolize"),
            ("criticise", "denounce"),
            ("casualty", "death"),
            ("resume", "resume"),
        ] {
            assert_eq!(fold(a, false), fold(b, false), "{a} {b}");
        }
        for (a, b) in [("Palestine", "Palestinians"), ("Israel", "Israeli"), ("Iran", "Iranian"), ("Russia", "Russian")]
        {
            assert_eq!(fold(a, true), fold(b, true), "{a} {b}");
        }
    }

    #[test]
    fn strangers_do_not() {
        for (a, b) in [("policy", "police"), ("nation", "native")] {
            assert_ne!(fold(a, false), fold(b, false), "{a} {b}");
        }
    }
}
