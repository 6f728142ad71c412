//! What each sign of a party's country weighs: `lexicon/en/homes.tsv`, learnt by `training/homes.py`.

use dateline_text::{DataError, DataFile};
use std::collections::HashMap;

/// The weights of features.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HomeWeights {
    all: HashMap<String, f64>,
}

impl HomeWeights {
    /// Reads files of lines with a feature and its weight; a line wins over that of the same feature in files before it.
    pub(super) fn read(files: &[DataFile]) -> Result<Self, DataError> {
        let mut all = HashMap::new();
        for file in files {
            for (n, line) in file.text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
                let row = line.split_once('\t').and_then(|(name, weight)| Some((name, weight.parse::<f64>().ok()?)));
                let Some((name, weight)) = row.filter(|(_, w)| w.is_finite()) else {
                    let reason = format!("{line:?} is no feature with a weight");
                    return Err(file.wrong(n + 1, reason, "write both, parted by a tab"));
                };
                all.insert(name.to_owned(), weight);
            }
        }
        Ok(Self { all })
    }

    /// What a feature weighs.
    #[must_use]
    pub fn of(&self, feature: &str) -> f64 {
        self.all.get(feature).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_line_is_named() {
        let read = |text: &str| HomeWeights::read(&[DataFile::new("homes.tsv", text.to_owned())]);
        assert!((read("# head\nonly\t0.5\n").unwrap().of("only") - 0.5).abs() < 1e-9);
        for text in ["only 0.5", "only\tmuch", "only\tNaN"] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains("homes.tsv:1") && error.contains("parted by a tab"), "{error}");
        }
    }
}
