//! News agencies by the names they sign with.

/// In lower case, sorted by bytes. What is only ever one paper's or station's own signature is here as well, since a
/// dateline carries it in the same place.
#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "aa", "aap", "aap newswire", "adn", "afp", "africanews", "agence france-presse", "agencies", "agenzia nova",
    "al jazeera", "ana-mpa", "anadolu", "anadolu agency", "andina", "ani", "anp", "ansa", "antara", "ap", "ap photo",
    "apa", "app", "aps", "armenpress", "associated press", "azertac", "bbc", "bbc news", "belga", "belta", "bernama",
    "bloomberg", "bna", "bns", "bss", "bta", "business wire", "canadian press", "cbc", "cnn", "cns", "cp", "ctk",
    "dow jones", "dpa", "dpa international", "dw", "efe", "ena", "fars", "fars news agency", "fides",
    "globe newswire", "gna", "gnn", "hina", "ians", "inter press service", "interfax", "interfax-ukraine", "ips",
    "irin", "irin news", "irna", "isna", "itar-tass", "jiji", "jiji press", "jta", "kazinform", "kcna", "kna", "kuna",
    "kyodo", "kyodo news", "lusa", "maan", "map", "mehr", "mena", "mti", "nampa", "nan", "nna", "npr", "ntb", "pa",
    "pa media", "pana", "panapress", "pap", "petra", "pna", "pr newswire", "prensa latina", "press association",
    "press tv", "prnewswire", "pti", "qna", "reuters", "rfe/rl", "ria", "ria novosti", "ritzau", "rna", "saba",
    "sana", "sapa", "spa", "sputnik", "stt", "suna", "tanjug", "tap", "tasnim", "tass", "the associated press",
    "the canadian press", "the new humanitarian", "thomson reuters", "thomson reuters foundation", "trend", "tt",
    "ukrinform", "un news", "unb", "uni", "unian", "upi", "vna", "voa", "voa news", "wafa", "wam", "xinhua", "yonhap",
    "zawya",
];

/// Whether `words` sign for an agency, or for several joined by a slash, comma or ampersand.
pub(super) fn is_known(words: &str) -> bool {
    let one = |words: &str| {
        let words = words.trim();
        // `(app)` and `(map)` are asides; agencies write themselves large, dpa alone does not.
        let large = words == "dpa" || words.starts_with(char::is_uppercase);
        large && AGENCIES.binary_search(&words.to_lowercase().as_str()).is_ok()
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
    let named = ["News", "Press", "Agency", "Newswire", "Times", "Post", "Wire"];
    acronym || words.starts_with(char::is_uppercase) && words.split_whitespace().any(|word| named.contains(&word))
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
    fn the_list_is_sorted_and_its_names_are_found() {
        assert!(AGENCIES.windows(2).all(|pair| pair[0] < pair[1]), "sort it");
        assert!(is_known("Reuters") && is_known("REUTERS") && is_known("dpa") && is_known("AP/AFP"));
        assert!(!is_known("map") && !is_known("R-Ohio") && !is_known(""));
        assert!(is_likely("XYZ") && is_likely("Lakeside News") && !is_likely("France") && !is_likely("D"));
    }
}
