//! The `dateline` program; see [`dateline::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    dateline::cli::run()
}
