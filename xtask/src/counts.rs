//! Reads the test runners' own summaries and adds them up.

use std::fmt;
use std::ops::AddAssign;

/// How many tests ran, added up over the runners; printed as `12 passed, 0 failed, 1 skipped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Who ran the tests, and so which lines are the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runner {
    /// One `test result:` a test binary.
    Cargo,
    /// One `Summary` at the end.
    Nextest,
    /// `Ran N tests` at the end, and a verdict.
    Unittest,
}

/// What `runner` says of itself in `output`. Nothing else counts: a test that fails shows its own output, in which
/// another runner's summary may stand.
pub(crate) fn count(runner: Runner, output: &str) -> Counts {
    let mut lines = output.lines();
    match runner {
        Runner::Cargo => {
            let mut all = Counts::default();
            for rest in lines.filter_map(|l| l.strip_prefix("test result:")) {
                all += cargo(rest);
            }
            all
        }
        Runner::Nextest => {
            let summary = lines.rfind(|l| l.trim_start().starts_with("Summary [") && l.contains(" run: "));
            summary.map_or_else(Counts::default, nextest)
        }
        Runner::Unittest => {
            let verdict = lines.rfind(|l| l.starts_with("OK") || l.starts_with("FAILED"));
            let ran = lines.rfind(|l| l.starts_with("Ran ")).and_then(|l| leading_number(l.strip_prefix("Ran ")?));
            verdict.zip(ran).map_or_else(Counts::default, |(verdict, ran)| unittest(verdict, ran))
        }
    }
}

fn leading_number(text: &str) -> Option<u64> {
    text.split_whitespace().next()?.parse().ok()
}

/// The number before the words `label`, as in `3 passed; 0 failed` or `1 timed out`.
fn labelled(text: &str, label: &str) -> u64 {
    let parts = text.split([',', ';', '.', '(', ')', ':']).map(str::trim);
    parts.filter_map(|p| p.strip_suffix(label)).filter_map(|p| p.trim().parse::<u64>().ok()).sum()
}

fn cargo(text: &str) -> Counts {
    let skipped = labelled(text, "ignored") + labelled(text, "filtered out");
    Counts { passed: labelled(text, "passed"), failed: labelled(text, "failed"), skipped }
}

fn nextest(line: &str) -> Counts {
    let failed = ["failed", "timed out", "exec failed"].iter().map(|l| labelled(line, l)).sum();
    Counts { passed: labelled(line, "passed"), failed, skipped: labelled(line, "skipped") }
}

fn unittest(line: &str, ran: u64) -> Counts {
    let of = |label: &str| {
        let parts = line.split(['(', ')', ',']).map(str::trim);
        parts.filter_map(|p| p.strip_prefix(label)?.strip_prefix('=')?.parse::<u64>().ok()).sum::<u64>()
    };
    let failed = of("failures") + of("errors") + of("unexpected successes");
    let skipped = of("skipped");
    Counts { passed: ran.saturating_sub(failed + skipped), failed, skipped }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn cargo_prints_one_summary_a_binary() {
        let output = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; \
                      finished in 0.00s\n\ntest result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; \
                      0 filtered out; finished in 1.50s\n";
        assert_eq!(count(Runner::Cargo, output), counts(4, 2, 3));
    }

    #[test]
    fn nextest_prints_one_summary() {
        let good = "     Summary [   0.005s] 3 tests run: 3 passed, 0 skipped";
        assert_eq!(count(Runner::Nextest, good), counts(3, 0, 0));
        let one = "     Summary [   0.005s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(count(Runner::Nextest, one), counts(1, 0, 0));
        let bad = "     Summary [  62.101s] 12/14 tests run: 9 passed (1 slow, 1 flaky), 1 failed, 1 timed out, \
                   1 exec failed, 2 skipped";
        assert_eq!(count(Runner::Nextest, bad), counts(9, 3, 2));
    }

    #[test]
    fn unittest_prints_a_total_and_a_verdict() {
        assert_eq!(count(Runner::Unittest, "Ran 5 tests in 0.001s\n\nOK (skipped=2)\n"), counts(3, 0, 2));
        assert_eq!(
            count(Runner::Unittest, "Ran 5 tests in 0.001s\n\nFAILED (failures=1, errors=2)\n"),
            counts(2, 3, 0)
        );
    }

    #[test]
    fn what_a_failing_test_shows_does_not_count() {
        let output = "    test result: FAILED. 0 passed; 1 failed; 0 ignored\n\
                      test result: FAILED. 0 passed; 1 failed; 0 ignored\n\
                      Summary [ 1.0s] 9 tests run: 9 passed, 0 skipped\n\
                      Summary [   0.005s] 3 tests run: 2 passed, 1 failed, 0 skipped\n";
        assert_eq!(count(Runner::Nextest, output), counts(2, 1, 0));
    }

    #[test]
    fn prose_is_not_a_summary() {
        for runner in [Runner::Cargo, Runner::Nextest, Runner::Unittest] {
            assert_eq!(count(runner, "OK then\nRan away\n12 passed by\nSummary of it"), Counts::default());
        }
        assert_eq!(counts(4, 0, 1).to_string(), "4 passed, 0 failed, 1 skipped");
    }
}
