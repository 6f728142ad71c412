//! Records: what a report says, in the shapes that `dateline` writes.
