//! Time on the processor, for figures of speed.

use std::time::{Duration, Instant};

/// Time that this thread worked, where the system tells (Linux): what else the machine does then hardly counts.
/// Elsewhere the time that went by.
pub(super) struct Watch {
    begun: Instant,
    worked: Option<Duration>,
}

impl Watch {
    pub(super) fn start() -> Self {
        Self { begun: Instant::now(), worked: Self::worked() }
    }

    pub(super) fn elapsed(&self) -> Duration {
        let worked = Self::worked().zip(self.worked).and_then(|(now, then)| now.checked_sub(then));
        worked.filter(|d| !d.is_zero()).unwrap_or_else(|| self.begun.elapsed())
    }

    /// Its first number is nanoseconds on a processor.
    fn worked() -> Option<Duration> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    }
}

/// The system carries a thread's time forward every few milliseconds alone: work is repeated until so much went by.
const LONG_ENOUGH: Duration = Duration::from_millis(20);

/// What `work` gives, and the time that it takes once.
pub(super) fn timed<T>(mut work: impl FnMut() -> T) -> (T, Duration) {
    let watch = Watch::start();
    let mut value = work();
    let mut times = 1;
    while watch.begun.elapsed() < LONG_ENOUGH {
        value = work();
        times += 1;
    }
    (value, watch.elapsed() / times)
}

pub(super) fn rate(words: usize, time: Duration) -> f64 {
    words as f64 / time.as_secs_f64()
}
