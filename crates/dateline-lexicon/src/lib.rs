//! Facts about actors.
