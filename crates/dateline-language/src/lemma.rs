//! Lemmas by rules for whole words and for endings.
//!
//! A rule says: of a word with this Penn tag and this ending, strip so many characters and add these. `^` at the front
//! of an ending means the whole word. The longest ending wins; an ending that would leave a verb without a vowel ("sled"
//! as a form of "sl") is passed over. Proper nouns keep their case, other words are lowered first. `training/lemmas.py`
//! makes the rules, from the treebanks and from the word lists in `training/lemmas/`.

use crate::container::ModelError;
use crate::labels::Xpos;
use std::collections::HashMap;

/// Endings longer than this are whole words.
const LONGEST: usize = 6;

/// Characters to strip from the end, and what to add.
type Edit = (u8, Box<str>);

/// The rules of one model.
#[derive(Debug, Default)]
pub struct Lemmatiser {
    rules: Vec<HashMap<Box<str>, Edit>>,
}

impl Lemmatiser {
    /// Reads rules, one a line: `TAG<tab>ENDING<tab>STRIP<tab>ADD`.
    ///
    /// # Errors
    /// Where a line has another form or an unknown tag.
    pub fn new(lines: &[&str]) -> Result<Self, ModelError> {
        let mut rules: Vec<HashMap<_, _>> = Xpos::ALL.iter().map(|_| HashMap::new()).collect();
        for line in lines {
            let mut parts = line.split('\t');
            let mut next = || parts.next();
            let rule = (|| {
                let (tag, ending, strip, add) = (Xpos::parse(next()?)?, next()?, next()?.parse().ok()?, next()?);
                Some((tag, ending, strip, add))
            })();
            let Some((tag, ending, strip, add)) = rule else {
                return Err(ModelError::Malformed(format!("lemma rule {line:?}")));
            };
            rules[tag as usize].insert(ending.into(), (strip, add.into()));
        }
        Ok(Self { rules })
    }

    /// Writes the lemma of `form`, whose folded form is `folded`, into `out`.
    pub fn lemma(&self, form: &str, tag: Xpos, out: &mut String) {
        out.clear();
        if matches!(tag, Xpos::Nnp | Xpos::Nnps) {
            out.push_str(form);
        } else {
            out.extend(form.chars().flat_map(char::to_lowercase).map(|c| if c == '\u{2019}' { '\'' } else { c }));
        }
        let Some(rules) = self.rules.get(tag as usize) else { return };
        if let Some((strip, add)) = find(rules, tag, out) {
            out.truncate(kept(out, *strip));
            out.push_str(add);
        }
        if out.is_empty() {
            out.push_str(form);
        }
    }
}

/// Bytes of `word` before its last `strip` characters.
fn kept(word: &str, strip: u8) -> usize {
    let mut starts = word.char_indices().rev().map(|(at, _)| at);
    strip.checked_sub(1).map_or(word.len(), |n| starts.nth(n.into()).unwrap_or(0))
}

/// Whether a rule for an ending may be used on `word`: what a verb's form comes from has a vowel beside a silent e.
fn fits(tag: Xpos, word: &str, (strip, add): &Edit) -> bool {
    let vowel = |part: &str| part.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if !matches!(tag, Xpos::Vbd | Xpos::Vbn | Xpos::Vbg) {
        return true;
    }
    let stem = &word[..kept(word, *strip)];
    match add.strip_suffix('e') {
        Some(before) => vowel(stem) || vowel(before),
        None if add.is_empty() => vowel(stem.strip_suffix('e').unwrap_or(stem)),
        None => vowel(stem) || vowel(add),
    }
}

fn find<'r>(rules: &'r HashMap<Box<str>, Edit>, tag: Xpos, word: &mut String) -> Option<&'r Edit> {
    word.insert(0, '^');
    let whole = rules.get(word.as_str());
    word.remove(0);
    whole.or_else(|| {
        let mut starts = [0; LONGEST + 1];
        let mut count = 0;
        for (at, _) in word.char_indices().rev().take(LONGEST) {
            count += 1;
            starts[count] = at;
        }
        starts[0] = word.len();
        (0..=count).rev().find_map(|n| rules.get(&word[starts[n]..]).filter(|edit| fits(tag, word, edit)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_wins_and_names_keep_their_case() {
        let rules = ["NNS\ts\t1\t", "NNS\ties\t3\ty", "NNS\t^people\t6\tperson", "NNPS\ts\t1\t"];
        let l = Lemmatiser::new(&rules).unwrap();
        let check = |form, tag, want| {
            let mut out = String::new();
            l.lemma(form, tag, &mut out);
            assert_eq!(out, want);
        };
        check("Talks", Xpos::Nns, "talk");
        check("armies", Xpos::Nns, "army");
        check("people", Xpos::Nns, "person");
        check("Israelis", Xpos::Nnps, "Israeli");
        check("Said", Xpos::Vbd, "said");
        check("s", Xpos::Nns, "s");
    }

    #[test]
    fn a_verb_keeps_a_vowel() {
        let l = Lemmatiser::new(&["VBD\ted\t2\t", "VBD\tled\t1\t", "VBD\tied\t3\ty", "VBD\t^led\t2\tead"]).unwrap();
        let mut out = String::new();
        for (form, want) in [("sled", "sled"), ("wed", "wed"), ("led", "lead"), ("spied", "spy"), ("used", "us")] {
            l.lemma(form, Xpos::Vbd, &mut out);
            assert_eq!(out, want);
        }
    }

    #[test]
    fn a_broken_rule_names_itself() {
        let e = Lemmatiser::new(&["NNS\ts\tmany\t"]).unwrap_err().to_string();
        assert!(e.contains("lemma rule") && e.contains("many"), "{e}");
    }
}
