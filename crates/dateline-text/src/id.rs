//! Stable identifiers.

use sha2::{Digest, Sha256};

/// The first 16 hexadecimal digits of a SHA-256 over the parts, each closed by a zero byte.
///
/// Used for documents from standard input and for records: the same parts give the same id on any machine, in any
/// version, so that a correction made to a record outlives the coder that made it.
#[must_use]
pub fn stable_id<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}
