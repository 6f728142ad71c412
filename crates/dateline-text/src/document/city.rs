//! Cities that may stand alone in a dateline.

use super::words::lists;

/// Whether a name, in any case, is one of these cities.
pub(super) fn is_known(name: &str) -> bool {
    lists().cities.has(&name.replace('’', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophe_do_not_matter() {
        assert!(is_known("KYIV") && is_known("New York") && is_known("N’DJAMENA") && is_known("SÃO PAULO"));
        assert!(!is_known("WHO") && !is_known(""));
    }
}
