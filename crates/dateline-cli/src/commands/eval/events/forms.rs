//! Gold in any of three forms, told by its look.

use super::gold::Gold;
use super::{coded, standoff, table};
use crate::commands::eval::text_of;
use anyhow::bail;
use dateline::text::DataFile;
use std::path::PathBuf;

/// Reads gold files and folders; `split` picks the passages of one.
///
/// # Errors
/// The first that cannot be read: file, line, what is wrong with it and what to do.
pub(super) fn read(paths: &[PathBuf], split: Option<&str>) -> anyhow::Result<Gold> {
    let mut gold = Gold::default();
    for path in paths {
        if path.is_dir() {
            standoff::read(path, &mut gold)?;
            continue;
        }
        let file = DataFile::new(path.display().to_string(), text_of(path)?);
        let first = file.text.trim_start_matches('\u{feff}').trim_start().lines().next().unwrap_or_default();
        let passages = if first.starts_with('{') {
            coded::read(&file, split)?
        } else if first.contains('\t') {
            table::read(&file, split)?
        } else {
            return Err(file.wrong(1, "no gold that can be read", FORMS).into());
        };
        gold.passages.extend(passages);
    }
    if gold.passages.is_empty() {
        let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
        let of = split.map(|s| format!(" of the split {s}; leave --split out, or name another")).unwrap_or_default();
        bail!("{}: there is no passage{of}", names.join(", "));
    }
    Ok(gold)
}

const FORMS: &str = "give JSON lines that begin with {\"id\", \"text\", \"events\"}, a table with tabs and the header \
                     id, text, event, mode, actor, recipient, or a folder of NAME.txt and NAME.ann";
