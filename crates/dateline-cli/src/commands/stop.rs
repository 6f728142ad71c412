//! A run that is asked to end, by the system or at the keyboard, ends cleanly: what is in work is stored, nothing new begun.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Whether somebody asked for an end, and by which signal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicUsize>);

/// How long what is in work may take, in milliseconds; then the program ends with what was committed.
#[cfg(unix)]
const PATIENCE: u64 = 4000;

impl Stop {
    /// Listens from now on. A second signal ends the program at once, as without this.
    #[cfg(unix)]
    pub(crate) fn listen() -> Self {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let stop = Self::default();
        for signal in [SIGINT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or_default();
            // Where the system refuses, the signal does what it does without us.
            let armed = Arc::new(std::sync::atomic::AtomicBool::new(false));
            let _ = signal_hook::flag::register_conditional_default(signal, armed.clone());
            let _ = signal_hook::flag::register(signal, armed);
            let _ = signal_hook::flag::register_usize(signal, stop.0.clone(), number);
        }
        let asked = stop.clone();
        std::thread::spawn(move || {
            let tick = std::time::Duration::from_millis(100);
            while asked.signal().is_none() {
                std::thread::park_timeout(tick);
            }
            let begun = std::time::Instant::now();
            while begun.elapsed() < std::time::Duration::from_millis(PATIENCE) {
                std::thread::park_timeout(tick);
            }
            #[allow(
                clippy::disallowed_methods,
                reason = "what was committed is on the disk; what is in work took too long"
            )]
            std::process::exit(i32::from(asked.code()));
        });
        stop
    }

    /// Signals are a thing of Unix.
    #[cfg(not(unix))]
    pub(crate) fn listen() -> Self {
        Self::default()
    }

    /// The signal that asked for an end.
    pub(crate) fn signal(&self) -> Option<usize> {
        Some(self.0.load(Ordering::Relaxed)).filter(|signal| *signal > 0)
    }

    /// The exit code of a program that a signal ended, as shells give it.
    pub(crate) fn code(&self) -> u8 {
        self.signal().map_or(0, |signal| 128 + signal as u8)
    }
}
