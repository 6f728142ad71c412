//! What stands between two reports, found by the two.

use crate::copied::Copied;
use crate::figure::FigurePair;
use crate::quote::QuotePair;
use std::collections::HashMap;

/// Pairs of passages by the reports they stand in, in the order in which they came.
#[derive(Debug)]
pub(crate) struct Between<'c, T> {
    by_reports: HashMap<(usize, usize), Vec<&'c T>>,
}

impl<'c, T> Between<'c, T> {
    fn of(all: &'c [T], reports: impl Fn(&T) -> (usize, usize)) -> Self {
        let mut by_reports: HashMap<(usize, usize), Vec<&T>> = HashMap::new();
        for one in all {
            let (a, b) = reports(one);
            by_reports.entry((a.min(b), a.max(b))).or_default().push(one);
        }
        Self { by_reports }
    }

    /// Those of two reports, whichever is named first.
    pub(crate) fn get(&self, a: usize, b: usize) -> &[&'c T] {
        self.by_reports.get(&(a.min(b), a.max(b))).map_or(&[], Vec::as_slice)
    }
}

/// Quotations that recur, by the reports.
pub(crate) type Quotes<'c> = Between<'c, QuotePair>;
/// Counts that recur, by the reports.
pub(crate) type Figures<'c> = Between<'c, FigurePair>;
/// Passages copied, by the reports.
pub(crate) type Copies<'c> = Between<'c, Copied>;

impl<'c> Quotes<'c> {
    pub(crate) fn quotes(all: &'c [QuotePair]) -> Self {
        Self::of(all, |q| (q.a.0, q.b.0))
    }
}

impl<'c> Figures<'c> {
    pub(crate) fn figures(all: &'c [FigurePair]) -> Self {
        Self::of(all, |f| (f.a.0, f.b.0))
    }
}

impl<'c> Copies<'c> {
    pub(crate) fn copies(all: &'c [Copied]) -> Self {
        Self::of(all, |c| (c.from.0, c.to.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote;

    #[test]
    fn what_two_reports_share_is_found_whichever_is_named_first() {
        let texts: Vec<String> = (0..6)
            .map(|i| {
                format!("“We will not leave the harbour,” said {i}. “It is going to be a long night,” {} said.", i % 2)
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let all = quote::pairs(&texts);
        assert_eq!(all.len(), 2 * 15);
        let between = Quotes::quotes(&all);
        for (a, b) in (0..6).flat_map(|a| (0..6).map(move |b| (a, b))) {
            let plain: Vec<&QuotePair> =
                all.iter().filter(|q| (q.a.0, q.b.0) == (a, b) || (q.a.0, q.b.0) == (b, a)).collect();
            assert_eq!(between.get(a, b), plain);
        }
    }
}
