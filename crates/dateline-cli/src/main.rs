//! The `dateline` program: what can be typed, and what people see of it. What it does, the library [`dateline`] does.

mod commands;
mod output;
mod style;
mod usage;
mod view;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::run()
}
