//! Words of counting: the lists of `lexicon/en/figures.toml`.

use dateline_contract::Trend;
use dateline_text::ListValue;

dateline_text::word_lists! {
    /// Words about counts.
    pub struct FigureWords from "figures" {
        cardinals: f64,
        scales: f64,
        glued_scales,
        vague_plurals: f64,
        fractions: f64,
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
        empty_modifiers,
        before_values,
        hedges_before: Hint,
        hedges_after: Hint,
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
        deadly_verbs,
        to_death,
        tolls,
        others,
        those_counted,
        counting_verbs,
        setting_verbs,
        count_nouns,
        modals,
        between_count_and_harm,
        light_verbs,
        value_verbs,
        causing_verbs,
        telling_verbs,
        quantity_nouns,
        trend_verbs: Trend,
        trend_forms: Trend,
        trend_adjectives: Trend,
        participles,
    }
}

/// What a hedge says of the number; [`dateline_contract::Bound`] is what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// It is the least.
    Least,
    /// It is the most.
    Most,
    /// It is near, and not more.
    Nearly,
    /// It is near.
    About,
    /// It is exact, which is worth keeping where another report hedges.
    Exactly,
}

impl ListValue for Hint {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("least", Self::Least),
        ("most", Self::Most),
        ("nearly", Self::Nearly),
        ("about", Self::About),
        ("exactly", Self::Exactly),
    ];
}

#[cfg(test)]
mod tests {
    use crate::words::Words;
    use dateline_text::DataFile;

    #[test]
    fn a_value_that_nothing_knows_is_named_with_its_line() {
        let over =
            |body: &str| DataFile::new("figures.toml", format!("# Mine.\n{body}\nhits = [\"x\"]\nmisses = [\"y\"]\n"));
        for (body, want) in [
            (
                "[scales]\ndoc = \"More.\"\nmap.many = \"x\"",
                "figures.toml:2: [scales]: \"x\" has the value \"many\", which is no number",
            ),
            (
                "[hedges_before]\ndoc = \"More.\"\nmap.lots = \"x\"",
                "figures.toml:2: [hedges_before]: \"x\" has the value \"lots\"",
            ),
            ("[trend_verbs]\ndoc = \"More.\"\nmap.up = \"x\"", "write one of rising, falling"),
        ] {
            let error = Words::read(&[over(body)]).unwrap_err().to_string();
            assert!(error.contains(want), "{error}");
        }
        let words = Words::read(&[over("[scales]\ndoc = \"More.\"\nmap.1e4 = \"x\"")]).unwrap();
        assert_eq!(words.figures.scales.get("X"), Some(1e4));
    }
}
