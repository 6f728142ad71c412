//! The names a person may be called by, out of the name in full.
//!
//! The press writes the last word with the particles before it (`von der Leyen`, `bin Salman`), the first word of
//! Chinese, Korean and Taiwanese names, either surname of Spanish ones, the first or last of Ethiopian, Thai and Somali
//! ones. Titles and `Jr.` count for nothing.

use crate::names::{NameOrder, Names, Title};

/// By what a person was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matched {
    /// The full name or another spelling of it.
    Full,
    /// First and last name out of a longer one.
    Short,
    /// The surname alone.
    Surname,
}

/// How many of the first words are titles; at least one word is left.
pub(crate) fn cut_titles(names: &Names, words: &[&str]) -> usize {
    let title = |w: &&&str| names.title(w).is_some() || **w == ".";
    words.iter().take(words.len().saturating_sub(1)).take_while(title).count()
}

fn is_suffix(names: &Names, word: &str) -> bool {
    let number = !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    number || names.has(&names.words.suffixes, word)
}

/// Calls `file` with each form of `name`: the words in full, first and last, and the surnames.
pub(crate) fn forms<'a>(names: &Names, name: &'a str, code: &str, mut file: impl FnMut(&[&'a str], Matched)) {
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
    let titles = cut_titles(names, words);
    let royal = titles > 0 && names.title(words[0]) == Some(Title::Regnal);
    let suffix = words.iter().rev().take_while(|w| is_suffix(names, w)).count().min(len - titles - 1);
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
    let at = surname_at(names, words);
    without_middle(words, at, &mut file);
    surnames(names, words, at, code, &mut file);
}

/// Where the surname begins: the last word, or the particles before it.
fn surname_at(names: &Names, words: &[&str]) -> usize {
    let mut at = words.len() - 1;
    while at > 1 && words[at - 1].len() < 6 && names.has(&names.words.particles, words[at - 1]) {
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

fn surnames<'a>(names: &Names, words: &[&'a str], at: usize, code: &str, file: &mut impl FnMut(&[&'a str], Matched)) {
    let last = words.len() - 1;
    let order = names.words.name_order.get(code);
    let one = |at: usize, file: &mut dyn FnMut(&[&'a str], Matched)| {
        let word = words[at];
        // An initial or a short syllable would match everything.
        if word.trim_end_matches('.').chars().count() > 1 {
            file(&words[at..=at], Matched::Surname);
        }
    };
    if matches!(order, Some(NameOrder::FamilyFirst | NameOrder::FamilyFirstOrLast)) {
        one(0, file);
        if order == Some(NameOrder::FamilyFirstOrLast) && words.len() == 2 && !words[1].contains('-') {
            one(last, file);
        }
        return;
    }
    file(&words[at..], Matched::Surname);
    if at < last {
        one(last, file);
    }
    tail_of_hyphens(words[last], file);
    if order == Some(NameOrder::Given) {
        one(0, file);
    }
    if order == Some(NameOrder::TwoSurnames) && at > 1 {
        let before = surname_at(names, &words[..at]);
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

    fn names() -> Names {
        Names::read(Vec::new()).unwrap()
    }

    fn surnames_of(name: &str, code: &str) -> Vec<String> {
        let mut found = Vec::new();
        forms(&names(), name, code, |words, matched| {
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
        assert_eq!(cut_titles(&names(), &["Vice", "President", "JD", "Vance"]), 2);
        assert_eq!(cut_titles(&names(), &["Gen", ".", "Mark", "Milley"]), 2);
        assert_eq!(cut_titles(&names(), &["King"]), 0);
    }
}
