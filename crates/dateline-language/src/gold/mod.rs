//! Gold data beside the treebanks' trees, and how a model's readings are scored against it.

pub mod chains;
pub mod roles;
