//! Promises of reliability, each held in small: `cargo xtask faults` does the same at length (RELIABILITY.md).

use std::path::Path;
use xtask::faults::{Bench, PROMISES, Size};

/// Shows a promise by what is done to the program.
#[track_caller]
fn kept(name: &str) {
    let promise = PROMISES.iter().find(|p| p.name == name).expect("a promise of this name");
    let bench = Bench::new(Path::new(env!("CARGO_BIN_EXE_dateline")), &format!("test-{name}"), Size::Smoke, 7).unwrap();
    if let Err(error) = bench.show(promise) {
        panic!("{error:#}");
    }
}

macro_rules! promises {
    ($($test:ident: $name:literal,)*) => {
        $(#[test]
        fn $test() {
            kept($name);
        })*

        #[test]
        fn each_promise_has_its_test() {
            assert_eq!(PROMISES.iter().map(|p| p.name).collect::<Vec<_>>(), [$($name),*]);
        }
    };
}

promises! {
    a_killed_run_loses_and_doubles_nothing: "1",
    a_failing_disk_loses_nothing_committed: "2",
    one_writes_at_a_time: "3",
    twice_and_shuffled_is_the_same: "4",
    threads_and_kernels_change_no_byte: "5",
    every_span_is_where_it_says: "8",
    damaged_sources_cost_what_is_damaged: "9",
    bombs_end_at_a_limit: "10",
    a_broken_archive_gives_what_is_whole: "11",
    any_encoding_is_read: "12",
    enormous_input_stays_within_limits: "13",
    wrong_rules_and_tables_are_told: "14",
    memory_does_not_grow: "16",
    a_damaged_model_is_not_loaded: "20",
    what_is_exported_runs_nowhere: "21",
    a_signal_and_a_closed_pipe_end_it_cleanly: "24",
    every_format_gives_the_same: "formats",
}
