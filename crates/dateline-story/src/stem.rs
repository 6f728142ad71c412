//! Words folded to what they share with their relatives: `fail`, `failed` and `failure`, `Palestine` and `Palestinian`.
//!
//! This is no dictionary: a few endings are taken off, longest first, as long as enough is left. Two words that meet
//! here only count as evidence together with others, so that a false meeting ("general", "generation") costs little.

/// Endings that make one part of speech of another, longest first; what is left must have four letters.
const ENDINGS: &[&str] = &[
    "izations", "isations", "ization", "isation", "ational", "ations", "ition", "ation", "ators", "ments", "ively",
    "ating", "ator", "ated", "ates", "ment", "ness", "ance", "ence", "able", "ible", "ized", "ised", "izes", "ises",
    "izing", "ising", "ings", "tion", "sion", "ions", "ures", "less", "ship", "hood", "ate", "ize", "ise", "ion",
    "ing", "ive", "ity", "ism", "ist", "ful", "ous", "ure", "ers", "ial", "ed", "er", "or", "es", "al", "s",
];

/// Endings of names of countries and peoples; what is left must have four letters.
const PEOPLES: &[&str] =
    &["ians", "ian", "eans", "ean", "ese", "ish", "ans", "ias", "an", "ia", "is", "i", "a", "e", "s"];

/// Words that say the same in reports, folded, to the first of each line.
const CLASSES: &[&[&str]] = &[
    &["criticize", "criticise", "denounce", "condemn", "decry", "censure", "criticism", "condemnation", "denunciation"],
    &["death", "casualty", "fatality", "die", "kill", "dead"],
    &["wound", "injure", "injury", "hurt"],
    &["assail", "attack", "strike", "assault", "raid"],
    &["ceasefire", "cease-fire", "truce", "armistice"],
    &["overlook", "neglect", "disregard", "ignore", "omit"],
    &["accord", "agreement", "deal", "pact", "treaty"],
    &["aid", "assist", "help", "assistance"],
    &["spread", "expand", "extend", "widen", "grow"],
    &["solve", "resolve", "settle", "settlement", "resolution", "solution"],
    &["phone", "telephone", "call"],
    &["purchase", "buy"],
    &["start", "begin", "commence", "launch"],
    &["end", "finish", "conclude"],
    &["demonstrator", "protester", "protestor", "demonstration", "protest"],
    &["rebel", "insurgent", "militant", "fighter"],
    &["quit", "resign", "resignation"],
    &["employ", "hire"],
    &["probe", "investigation", "inquiry", "investigate"],
    &["lawmaker", "legislator"],
    &["worry", "concern", "fear"],
    &["attempt", "try", "seek", "effort"],
];

/// The class of a lemma, if it is in one.
fn class(lemma: &str) -> Option<&'static str> {
    CLASSES.iter().find(|c| c.contains(&lemma)).map(|c| c[0])
}

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
        return strip(lower, PEOPLES).to_owned();
    }
    let lower = class(lower).unwrap_or(lower);
    let mut stem = strip(lower, ENDINGS);
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

fn strip<'w>(word: &'w str, endings: &[&str]) -> &'w str {
    endings.iter().find_map(|e| word.strip_suffix(e).filter(|s| s.len() >= 4)).unwrap_or(word)
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
