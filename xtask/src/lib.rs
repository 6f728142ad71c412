//! What chores and the program's tests have in common: [`faults`], which hold dateline to its promises.

// A chore talks to the person who started it, learns from the environment, and waits for what it started.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]

pub mod dice;
pub mod faults;
