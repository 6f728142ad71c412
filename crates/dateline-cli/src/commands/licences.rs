//! `dateline licences`.

use super::Outcome;
use std::io::Write;

const TEXTS: [(&str, &str); 4] = [
    ("The program, under either of two licences: MIT", include_str!("../../../../LICENSE-MIT")),
    ("or Apache-2.0", include_str!("../../../../LICENSE-APACHE")),
    ("The models inside the program", include_str!("../../../../models/LICENSE")),
    ("The lexicon inside the program", include_str!("../../../../lexicon/LICENSE")),
];

pub(crate) fn run() -> anyhow::Result<Outcome> {
    let mut out = anstream::stdout().lock();
    for (title, text) in TEXTS {
        writeln!(out, "── {title} ──\n\n{}\n", text.trim_end())?;
    }
    Ok(Outcome::Done)
}
