//! A score that is a weighted sum of numbers: what is learnt, as data.

/// A weight a number, and what is added.
#[derive(Debug, Default)]
pub(crate) struct Linear {
    weights: Vec<f32>,
    bias: f32,
}

impl Linear {
    /// Reads a line, a name and a weight parted by a tab, for each of `count` numbers in their order, and one more for
    /// what is added.
    pub(crate) fn read(text: &str, count: usize) -> Option<Self> {
        let lines = text.lines().filter(|l| !l.starts_with('#'));
        let value = |l: &str| l.split_once('\t')?.1.parse::<f32>().ok().filter(|v| v.is_finite());
        let mut weights: Vec<f32> = lines.map(value).collect::<Option<_>>()?;
        let bias = weights.pop()?;
        (weights.len() == count).then_some(Self { weights, bias })
    }

    /// The logarithm of the odds.
    pub(crate) fn score(&self, numbers: &[f32]) -> f32 {
        self.weights.iter().zip(numbers).fold(self.bias, |sum, (w, n)| w.mul_add(*n, sum))
    }
}

#[cfg(test)]
mod tests {
    use super::Linear;

    #[test]
    fn a_file_has_a_weight_for_each_number() {
        let read = Linear::read("# what\na\t2\nb\t-1\nbias\t0.5\n", 2).unwrap();
        assert!((read.score(&[1.0, 3.0]) + 0.5).abs() < 1e-6);
        for bad in ["a\t1\nbias\t0\n", "a\tmuch\nb\t1\nbias\t0\n", "a\t1\nb\t1\nc\t1\nbias\t0\n"] {
            assert!(Linear::read(bad, 2).is_none(), "{bad}");
        }
    }
}
