//! The names a person may be called by, out of the name in full.
//!
//! The press writes the last word with the particles before it (`von der Leyen`, `bin Salman`), the first word of
//! Chinese, Korean and Taiwanese names, either surname of Spanish ones, the first or last of Ethiopian, Thai and Somali
//! ones. Titles and `Jr.` count for nothing.

use crate::office::Matched;

/// Words before a surname that belong to it.
const PARTICLES: &[&str] = &[
    "abu", "af", "al", "av", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos",
    "du", "el", "ibn", "la", "le", "mac", "ould", "st", "st.", "ten", "ter", "van", "vande", "von", "zu", "ul",
];

/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "admiral",
    "adm",
    "amb",
    "ambassador",
    "ayatollah",
    "baroness",
    "brig",
    "capt",
    "captain",
    "cardinal",
    "chairman",
    "chancellor",
    "col",
    "colonel",
    "commander",
    "comrade",
    "dame",
    "dr",
    "emir",
    "gen",
    "general",
    "gov",
    "governor",
    "hojatoleslam",
    "imam",
    "judge",
    "justice",
    "king",
    "lady",
    "lieutenant",
    "lord",
    "lt",
    "maj",
    "major",
    "maulana",
    "minister",
    "mr",
    "mrs",
    "ms",
    "mullah",
    "pm",
    "pope",
    "premier",
    "president",
    "prime",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "rep",
    "rev",
    "secretary",
    "sen",
    "senator",
    "sgt",
    "sheikh",
    "shaikh",
    "sheikha",
    "sir",
    "sultan",
    "vice",
];

/// The family name comes first.
const FAMILY_FIRST: &[&str] = &["CHN", "KOR", "PRK", "TWN", "HKG", "SGP"];
/// A given name is what a person is called by, as often as not.
const GIVEN_NAME: &[&str] = &["ETH", "ERI", "SOM", "THA", "MMR", "IDN", "VNM", "BTN", "ISL", "LAO", "KHM"];
/// Two surnames, the father's first.
const TWO_SURNAMES: &[&str] = &[
    "ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GTM", "HND", "MEX", "NIC", "PAN", "PER", "PRY",
    "SLV", "URY", "VEN", "GNQ", "PHL",
];

/// Is `word`, with or without a full stop and in any case, one of `list`?
fn listed(list: &[&str], word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    let Some(first) = word.bytes().next().map(|b| b.to_ascii_lowercase()) else { return false };
    list.iter().any(|l| l.len() == word.len() && l.as_bytes()[0] == first && l.eq_ignore_ascii_case(word))
}

/// How many of the first words are titles; at least one word is left.
pub(crate) fn cut_titles(words: &[&str]) -> usize {
    let dot = |w: &&&str| listed(TITLES, w) || **w == ".";
    words.iter().take(words.len().saturating_sub(1)).take_while(dot).count()
}

/// May a name begin with this word in small letters?
pub(crate) fn is_particle(word: &str) -> bool {
    let word = word.split(['-', '‑']).next().unwrap_or(word);
    listed(PARTICLES, word)
}

/// Titles that go with a given name: "King Hussein" is not Saddam Hussein.
pub(crate) fn is_royal(title: &str) -> bool {
    listed(&["emir", "king", "pope", "prince", "princess", "queen", "sheikh", "shaikh", "sultan"], title)
}

fn is_suffix(word: &str) -> bool {
    let number = !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    number || matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "Junior")
}

/// Calls `file` with each form of `name`: the words in full, first and last, and the surnames.
pub(crate) fn forms<'a>(name: &'a str, code: &str, mut file: impl FnMut(&[&'a str], Matched)) {
    let mut buffer = [""; 16];
    let mut len = 0;
    for word in name.split_whitespace().take(buffer.len()) {
        buffer[len] = word;
        len += 1;
    }
    let words = &buffer[..len];
    if words.is_empty() {
        return;
    }
    file(words, Matched::Full);
    let titles = cut_titles(words);
    let royal = titles > 0 && matches!(words[0], "Pope" | "King" | "Queen" | "Emir" | "Sultan");
    let suffix = words.iter().rev().take_while(|w| is_suffix(w)).count().min(len - titles - 1);
    let words = &words[titles..len - suffix];
    if royal {
        // "Pope Francis" is not "Francis" in running text; "King Charles III" is "King Charles".
        let mut short = [""; 16];
        short[0] = buffer[0];
        short[1..=words.len()].copy_from_slice(words);
        return file(&short[..=words.len()], Matched::Full);
    }
    if titles + suffix > 0 {
        file(words, Matched::Full);
    }
    if words.len() < 2 || words.contains(&"of") {
        return; // a name alone, or that of a monarch, whose last word is a country
    }
    let at = surname_at(words);
    without_middle(words, at, &mut file);
    surnames(words, at, code, &mut file);
}

/// Where the surname begins: the last word, or the particles before it.
fn surname_at(words: &[&str]) -> usize {
    let mut at = words.len() - 1;
    while at > 1 && words[at - 1].len() < 6 && listed(PARTICLES, words[at - 1]) {
        at -= 1;
    }
    at
}

/// First and last name: `Charles E. Schumer` is `Charles Schumer`.
fn without_middle<'a>(words: &[&'a str], at: usize, file: &mut impl FnMut(&[&'a str], Matched)) {
    if at < 2 {
        return;
    }
    let mut short = [""; 16];
    short[0] = words[0];
    short[1..=words.len() - at].copy_from_slice(&words[at..]);
    file(&short[..=words.len() - at], Matched::Short);
    // "Recep Tayyip Erdogan" is "Tayyip Erdogan" too.
    file(&words[1..], Matched::Short);
}

fn surnames<'a>(words: &[&'a str], at: usize, code: &str, file: &mut impl FnMut(&[&'a str], Matched)) {
    let last = words.len() - 1;
    let one = |at: usize, file: &mut dyn FnMut(&[&'a str], Matched)| {
        let word = words[at];
        // An initial or a short syllable would match everything.
        if word.trim_end_matches('.').chars().count() > 1 {
            file(&words[at..=at], Matched::Surname);
        }
    };
    if FAMILY_FIRST.contains(&code) {
        one(0, file);
        let western = words.len() == 2 && !words[1].contains('-') && matches!(code, "TWN" | "HKG" | "SGP");
        if western {
            one(last, file);
        }
        return;
    }
    file(&words[at..], Matched::Surname);
    if at < last {
        one(last, file);
    }
    tail_of_hyphens(words[last], file);
    if GIVEN_NAME.contains(&code) {
        one(0, file);
    }
    if TWO_SURNAMES.contains(&code) && at > 1 {
        let before = surname_at(&words[..at]);
        file(&words[before..], Matched::Surname);
        file(&words[before..at], Matched::Surname);
        if before > 0 {
            file(&words[..at], Matched::Short);
        }
        if before > 1 {
            let mut short = [""; 16];
            short[0] = words[0];
            short[1..=at - before].copy_from_slice(&words[before..at]);
            file(&short[..=at - before], Matched::Short);
        }
    }
}

/// `al-Sudani` is `Sudani`, `Amir-Abdollahian` is `Abdollahian`.
fn tail_of_hyphens<'a>(word: &'a str, file: &mut impl FnMut(&[&'a str], Matched)) {
    if let Some((_, tail)) = word.split_once(['-', '‑', '–'])
        && tail.chars().count() > 2
    {
        file(&[tail], Matched::Surname);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surnames_of(name: &str, code: &str) -> Vec<String> {
        let mut found = Vec::new();
        forms(name, code, |words, matched| {
            if matched == Matched::Surname {
                found.push(words.join(" "));
            }
        });
        found
    }

    #[test]
    fn what_persons_are_called() {
        for (name, code, wanted) in [
            ("Vladimir Putin", "RUS", vec!["Putin"]),
            ("Ursula von der Leyen", "DEU", vec!["von der Leyen", "Leyen"]),
            ("Mohammed bin Salman", "SAU", vec!["bin Salman", "Salman"]),
            ("Xi Jinping", "CHN", vec!["Xi"]),
            ("Moon Jae-in", "KOR", vec!["Moon"]),
            ("Joseph Wu", "TWN", vec!["Joseph", "Wu"]),
            ("Mohammed Shia al-Sudani", "IRQ", vec!["al-Sudani", "Sudani"]),
            ("Andrés Manuel López Obrador", "MEX", vec!["Obrador", "López Obrador", "López"]),
            ("Ferdinand Marcos Jr.", "PHL", vec!["Marcos"]),
            ("Abiy Ahmed", "ETH", vec!["Ahmed", "Abiy"]),
            ("Sugiono", "IDN", vec![]),
            ("Pope Francis", "VAT", vec![]),
        ] {
            assert_eq!(surnames_of(name, code), wanted, "{name}");
        }
    }

    #[test]
    fn titles() {
        assert_eq!(cut_titles(&["Vice", "President", "JD", "Vance"]), 2);
        assert_eq!(cut_titles(&["Gen", ".", "Mark", "Milley"]), 2);
        assert_eq!(cut_titles(&["King"]), 0);
    }
}
