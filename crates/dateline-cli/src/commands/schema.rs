//! `dateline schema`.

use super::Outcome;
use std::io::Write;

pub(crate) fn run() -> anyhow::Result<Outcome> {
    std::io::stdout().lock().write_all(include_bytes!("../../../../docs/records.schema.json"))?;
    Ok(Outcome::Done)
}
