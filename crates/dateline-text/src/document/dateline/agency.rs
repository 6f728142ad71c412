//! News agencies by the names they sign with.

use super::super::words::lists;

/// Whether `words` sign for an agency, or for several joined by a slash, comma or ampersand.
pub(super) fn is_known(words: &str) -> bool {
    let one = |words: &str| {
        let words = words.trim();
        // `(app)` and `(map)` are asides; agencies write themselves large, dpa alone does not.
        let large = words == "dpa" || words.starts_with(char::is_uppercase);
        large && lists().agencies.has(words)
    };
    one(words) || words.len() < 80 && words.split(['/', ',', '&']).any(one)
}

/// Whether `words` have the look of an agency that is not in the list.
pub(super) fn is_likely(words: &str) -> bool {
    let words = words.trim();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let acronym = (2..=8).contains(&letters)
        && words.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&' | '/'))
        && words.starts_with(char::is_uppercase);
    let named = &lists().words_of_agencies;
    acronym || words.starts_with(char::is_uppercase) && words.split_whitespace().any(|word| named.has(word))
}

/// The known agency at the beginning of `words` that a dash, comma or slash sets off, and its length.
pub(super) fn at_start(words: &str) -> Option<usize> {
    let head = &words[..super::lines::floor(words, 40)];
    let end = head.find([',', '—', '–', '/', '(', ':']).into_iter().chain(head.find(" -")).min()?;
    let name = head[..end].trim_end();
    (!name.is_empty() && is_known(name)).then_some(name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_found_by_name_and_look() {
        assert!(is_known("Reuters") && is_known("REUTERS") && is_known("dpa") && is_known("AP/AFP"));
        assert!(!is_known("map") && !is_known("R-Ohio") && !is_known(""));
        assert!(is_likely("XYZ") && is_likely("Lakeside News") && !is_likely("France") && !is_likely("D"));
    }
}
