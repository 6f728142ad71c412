//! Shares with their intervals, and how far two coders agree.

use std::collections::BTreeMap;

/// The 97.5% point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's 95% interval of a share among so many.
pub(super) fn wilson(share: f64, n: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (0.0, 1.0);
    }
    let z2 = Z * Z;
    let middle = share + z2 / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).max(0.0).sqrt();
    let scale = 1.0 + z2 / n;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

/// So many of so many; of a sample by strata the share that they stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    pub(super) n: usize,
    pub(super) of: usize,
    pub(super) weighted: Option<(f64, f64, f64)>,
}

impl Share {
    pub(super) fn of(n: usize, of: usize) -> Self {
        Self { n, of, weighted: None }
    }

    /// The share and its interval; nothing where there is nothing to share.
    pub(super) fn interval(&self) -> (Option<f64>, Option<f64>, Option<f64>) {
        let round = |x: f64| Some((x * 1000.0).round() / 1000.0);
        let (share, low, high) = match self.weighted {
            Some(all) => all,
            None if self.of == 0 => return (None, None, None),
            None => {
                let share = self.n as f64 / self.of as f64;
                let (low, high) = wilson(share, self.of as f64);
                (share, low, high)
            }
        };
        (round(share), round(low), round(high))
    }
}

/// How far two coders agree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Kappa {
    /// Items that both judged.
    pub(super) items: usize,
    /// The share on which they agree.
    pub(super) agreement: Option<f64>,
    /// Cohen's kappa; nothing where both gave one answer throughout, and chance explains all.
    pub(super) kappa: Option<f64>,
}

/// Cohen's kappa of pairs of answers.
pub(super) fn kappa(pairs: &[(String, String)]) -> Kappa {
    if pairs.is_empty() {
        return Kappa::default();
    }
    let n = pairs.len() as f64;
    let mut counts: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (one, two) in pairs {
        counts.entry(one).or_default().0 += 1.0;
        counts.entry(two).or_default().1 += 1.0;
    }
    let same = pairs.iter().filter(|(one, two)| one == two).count() as f64 / n;
    let chance: f64 = counts.values().map(|(one, two)| one * two / (n * n)).sum();
    let round = |x: f64| (x * 1000.0).round() / 1000.0;
    let kappa = (chance < 1.0 - 1e-12).then(|| round((same - chance) / (1.0 - chance)));
    Kappa { items: pairs.len(), agreement: Some(round(same)), kappa }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_tables() {
        // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (n, of, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let (l, h) = wilson(f64::from(n) / f64::from(of), f64::from(of));
            assert!((l - low).abs() < 5e-5 && (h - high).abs() < 5e-5, "{n}/{of}: {l} {h}");
        }
    }

    #[test]
    fn kappa_is_cohens() {
        let pairs = |counts: [(&str, &str, usize); 4]| -> Vec<(String, String)> {
            counts.iter().flat_map(|(a, b, n)| std::iter::repeat_n(((*a).to_owned(), (*b).to_owned()), *n)).collect()
        };
        // Fifty proposals: twenty both yes, fifteen both no.
        let found = kappa(&pairs([("y", "y", 20), ("y", "n", 5), ("n", "y", 10), ("n", "n", 15)]));
        assert_eq!(found, Kappa { items: 50, agreement: Some(0.7), kappa: Some(0.4) });
        assert_eq!(kappa(&pairs([("y", "y", 9), ("y", "n", 0), ("n", "y", 0), ("n", "n", 0)])).kappa, None);
        assert_eq!(kappa(&[]), Kappa::default());
    }
}
