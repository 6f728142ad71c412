//! The face of dateline: a library ([`Coder`]) and the `dateline` program.
//!
//! Everything below this crate is a function from value to value. Here are the things that touch the world: files,
//! standard streams, the clock that times a measurement, threads.

pub mod cli;
pub mod coder;
pub mod source;
pub mod view;

pub use coder::Coder;
