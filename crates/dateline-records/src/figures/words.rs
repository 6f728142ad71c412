//! Words of counting: the lists of `lexicon/en/figures.toml`, what rises and falls, participles.

use super::hedge::Hint;
use crate::syntax::Syntax;
use dateline_contract::Trend;
use dateline_language::{Upos, Xpos};
use dateline_text::{DataError, DataFile, List};

dateline_text::word_lists! {
    /// The lists of words about counts, as they are written.
    pub struct FigureLists from "figures" {
        cardinals,
        scales,
        glued_scales,
        vague_plurals,
        fractions,
        number_openers,
        wholes,
        after_fractions,
        currency_signs,
        currency_nouns,
        tagged_currency_nouns,
        foreign_currencies,
        measures,
        plural_measures,
        times,
        percent_words,
        before_measures,
        between_measure_and_noun,
        person_nouns,
        empty_modifiers,
        before_values,
        hedges_before,
        hedges_after,
        between_hedge_and_number,
        definites,
        numbered,
        numbered_names,
        number_signs,
        clock_words,
        before_counts,
        street_words,
        vote_words,
        harm,
        between_count_and_harm,
        light_verbs,
        value_verbs,
        causing_verbs,
        telling_verbs,
        quantity_nouns,
        trend_verbs,
        trend_forms,
        trend_adjectives,
        participles,
    }
}

/// Words about counts: the lists, and the values of those that have values.
#[derive(Clone, Debug)]
pub struct FigureWords {
    /// All lists as they are written.
    pub lists: FigureLists,
    pub(super) cardinals: Valued<f64>,
    pub(super) scales: Valued<f64>,
    pub(super) vague_plurals: Valued<f64>,
    pub(super) fractions: Valued<f64>,
    pub(super) hedges_before: Valued<Hint>,
    pub(super) hedges_after: Valued<Hint>,
    pub(super) trend_verbs: Valued<Trend>,
    pub(super) trend_forms: Valued<Trend>,
    pub(super) trend_adjectives: Valued<Trend>,
}

impl FigureWords {
    /// The name of the file, without its ending.
    pub const FILE: &'static str = FigureLists::FILE;

    /// Reads the lists from a file and those laid over it.
    ///
    /// # Errors
    /// A list that is missing, unknown or cannot be read, or a value that is none of its list's, with its file and line.
    pub fn read(files: &[DataFile]) -> Result<Self, DataError> {
        let lists = FigureLists::read(files)?;
        let number = |name: &str, list: &List| {
            let parse = |v: &str| v.parse().ok().filter(|v: &f64| v.is_finite());
            Valued::read(files, name, list, parse, "write a number, such as 12 or 1e6")
        };
        let hint = |name: &str, list: &List| {
            Valued::read(files, name, list, Hint::named, "there are least, most, nearly, about, exactly")
        };
        let trend = |name: &str, list: &List| Valued::read(files, name, list, trend_named, "there are rising, falling");
        Ok(Self {
            cardinals: number("cardinals", &lists.cardinals)?,
            scales: number("scales", &lists.scales)?,
            vague_plurals: number("vague_plurals", &lists.vague_plurals)?,
            fractions: number("fractions", &lists.fractions)?,
            hedges_before: hint("hedges_before", &lists.hedges_before)?,
            hedges_after: hint("hedges_after", &lists.hedges_after)?,
            trend_verbs: trend("trend_verbs", &lists.trend_verbs)?,
            trend_forms: trend("trend_forms", &lists.trend_forms)?,
            trend_adjectives: trend("trend_adjectives", &lists.trend_adjectives)?,
            lists,
        })
    }
}

/// A list whose words have values of a kind, parsed once.
#[derive(Clone, Debug)]
pub(super) struct Valued<T> {
    list: List,
    /// Of each word its value.
    values: Vec<T>,
    /// Words of the longest phrase in it.
    longest: usize,
}

impl<T: Copy> Valued<T> {
    fn read(
        files: &[DataFile],
        name: &str,
        list: &List,
        parse: impl Fn(&str) -> Option<T>,
        remedy: &str,
    ) -> Result<Self, DataError> {
        let values: Result<Vec<T>, &str> = list.pairs().map(|(_, value)| parse(value).ok_or(value)).collect();
        let values = values.map_err(|value| {
            let (file, line) = place(files, name, value);
            DataError { file, line, reason: format!("[{name}]: nothing is called {value:?}"), remedy: remedy.into() }
        })?;
        let longest = list.words().map(|w| w.split(' ').count()).max().unwrap_or_default();
        Ok(Self { list: list.clone(), values, longest })
    }

    /// Whether a word is in it, whatever its case.
    pub(super) fn has(&self, word: &str) -> bool {
        self.list.has(word)
    }

    /// The value of a word.
    pub(super) fn get(&self, word: &str) -> Option<T> {
        self.list.position(word).map(|i| self.values[i])
    }

    /// The number of words of its longest phrase.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }
}

/// The file and the line in which a list has a value.
fn place(files: &[DataFile], name: &str, value: &str) -> (String, usize) {
    let head = format!("[{name}]");
    let line_in = |file: &DataFile| {
        let after = file.text.lines().enumerate().skip_while(|(_, line)| line.trim() != head).skip(1);
        let mut inside = after.take_while(|(_, line)| !line.starts_with('['));
        inside.find(|(_, line)| line.contains("map") && line.contains(value)).map(|(n, _)| n + 1)
    };
    let found = files.iter().rev().find_map(|file| line_in(file).map(|line| (file.name.clone(), line)));
    found.unwrap_or_else(|| (files.first().map(|f| f.name.clone()).unwrap_or_default(), 0))
}

fn trend_named(name: &str) -> Option<Trend> {
    match name {
        "rising" => Some(Trend::Rising),
        "falling" => Some(Trend::Falling),
        _ => None,
    }
}

/// The trend that a verb tells.
pub(super) fn trend_of(s: Syntax<'_>, t: usize) -> Option<Trend> {
    if !s.is_verb(t) && !matches!(s.xpos(t), Xpos::Nn | Xpos::Nns) {
        return None;
    }
    let words = &s.words.figures;
    words.trend_forms.get(s.a.form(t)).or_else(|| words.trend_verbs.get(s.a.lemma(t)))
}

/// A verb's past participle.
pub(super) fn participle(s: Syntax<'_>, verb: usize) -> String {
    let form = s.a.form(verb).to_lowercase();
    if s.xpos(verb) == Xpos::Vbn || s.upos(verb) == Upos::Adj || form.ends_with("ed") {
        return form;
    }
    let lemma = s.a.lemma(verb).to_lowercase();
    if let Some(past) = s.words.figures.lists.participles.value(&lemma) {
        return past.to_owned();
    }
    if lemma.ends_with('e') {
        return format!("{lemma}d");
    }
    match lemma.strip_suffix('y').filter(|l| !l.ends_with(['a', 'e', 'o', 'u'])) {
        Some(stem) => format!("{stem}ied"),
        None => format!("{lemma}ed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn a_value_that_nothing_knows_is_named_with_its_line() {
        let over =
            |body: &str| DataFile::new("figures.toml", format!("# Mine.\n{body}\nhits = [\"x\"]\nmisses = [\"y\"]\n"));
        for (body, want) in [
            (
                "[scales]\ndoc = \"More.\"\nmap.many = \"x\"",
                "figures.toml:4: [scales]: nothing is called \"many\"; write a number",
            ),
            (
                "[hedges_before]\ndoc = \"More.\"\nmap.lots = \"x\"",
                "figures.toml:4: [hedges_before]: nothing is called \"lots\"",
            ),
            ("[trend_verbs]\ndoc = \"More.\"\nmap.up = \"x\"", "\"up\"; there are rising, falling"),
        ] {
            let error = Words::read(&[over(body)]).unwrap_err().to_string();
            assert!(error.contains(want), "{error}");
        }
        let words = Words::read(&[over("[scales]\ndoc = \"More.\"\nmap.1e4 = \"x\"")]).unwrap();
        assert_eq!(words.figures.scales.get("X"), Some(1e4));
    }
}
