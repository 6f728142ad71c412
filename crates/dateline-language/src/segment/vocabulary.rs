//! What the word rules know of English: the lists of `lexicon/en/segments.toml`, frozen in the model file.

use dateline_text::{DataError, DataFile, List};
use std::collections::HashMap;

dateline_text::word_lists! {
    /// Words by which a text is cut into words and sentences.
    pub struct SegmentWords from "segments" {
        abbreviations, before_a_name, before_a_figure, calendar, states, after_no_initial, honorifics, dotted,
        address_ends, prefixes, suffixes, clitics, beheaded, slashed, run_together, run_together_small, units, clock,
        dollars, faces, titles, openers, versus, saying,
    }
}

/// The value of ends of addresses that may have a path behind them.
pub(super) const HOST: &str = "host";
/// The longest word that [`is_in`] looks up, in bytes.
const LONGEST: usize = 24;

/// The lists, checked, and what is made of them once.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    pub(super) lists: SegmentWords,
    /// Of a word run together: where it falls apart, and whether also in capitals.
    cuts: HashMap<String, (usize, bool)>,
    /// The longest of them, and the letters with which they end, as bits.
    longest_cut: usize,
    ends: u32,
}

impl Vocabulary {
    /// Reads the lists.
    ///
    /// # Errors
    /// A list that is missing, unknown or cannot be read, or a value that means nothing, with what to do.
    pub fn read(file: &DataFile) -> Result<Self, DataError> {
        let lists = SegmentWords::read(std::slice::from_ref(file))?;
        let wrong = |list: &str, word: &str, value: &str, remedy: &str| DataError {
            file: file.name.clone(),
            line: 0,
            reason: format!("[{list}]: {value:?} of {word:?} means nothing"),
            remedy: remedy.into(),
        };
        let mut cuts = HashMap::new();
        let both =
            [("run_together", &lists.run_together, true), ("run_together_small", &lists.run_together_small, false)];
        for (name, list, capitals) in both {
            for (word, value) in list.pairs() {
                let fits = |cut: &usize| *cut > 0 && *cut < word.len() && word.len() <= LONGEST && word.is_ascii();
                let cut = value.parse().ok().filter(fits);
                let remedy = "write how many letters the first word has";
                let cut = cut.ok_or_else(|| wrong(name, word, value, remedy))?;
                cuts.insert(word.to_owned(), (cut, capitals));
            }
        }
        if let Some((word, value)) = lists.address_ends.pairs().find(|(_, value)| ![HOST, "other"].contains(value)) {
            return Err(wrong("address_ends", word, value, "write `host` or `other`"));
        }
        let longest_cut = cuts.keys().map(String::len).max().unwrap_or(0);
        let ends = cuts.keys().filter_map(|w| w.bytes().last()).fold(0, |ends, b| ends | 1 << (b & 31));
        Ok(Self { lists, cuts, longest_cut, ends })
    }

    /// Where a word such as `cannot` falls apart.
    pub(super) fn run_together(&self, form: &str) -> Option<usize> {
        let last = *form.as_bytes().last()?;
        if form.len() > self.longest_cut || !last.is_ascii_alphabetic() || self.ends >> (last & 31) & 1 == 0 {
            return None;
        }
        let (cut, capitals) = *self.cuts.get(small(form, &mut [0; LONGEST])?)?;
        // Of two letters it is easily a name: `Im`.
        let letters = if form.len() > 2 { &form[form.len() - 1..] } else { form };
        (capitals || letters.bytes().all(|b| b.is_ascii_lowercase())).then_some(cut)
    }
}

/// Whether a form, however it is written, is in a list of words in small letters. Letters beyond ASCII are in none.
pub(super) fn is_in(form: &str, list: &List) -> bool {
    form.is_ascii() && small(form, &mut [0; LONGEST]).is_some_and(|word| list.has(word))
}

/// A form in small letters; `None` where it is longer than anything listed.
fn small<'b>(form: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b str> {
    let buffer = buffer.get_mut(..form.len())?;
    buffer.copy_from_slice(form.as_bytes());
    buffer.make_ascii_lowercase();
    std::str::from_utf8(buffer).ok()
}

/// The lists as they are edited, for tests of the rules.
#[cfg(test)]
pub(super) fn edited() -> Vocabulary {
    let text = include_str!("../../../../lexicon/en/segments.toml");
    Vocabulary::read(&DataFile::new("lexicon/en/segments.toml", text)).unwrap()
}
