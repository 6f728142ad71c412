//! The record stage: what a report says, found in its trees.
//!
//! The values it makes are those of [`dateline_contract::record`].

pub mod actors;
mod asides;
pub mod coding;
mod counters;
pub mod cues;
pub mod dyad;
pub mod events;
pub mod figures;
pub mod ground;
mod happenings;
mod holders;
pub mod homes;
mod limit;
pub mod omissions;
pub mod places;
pub mod proof;
pub mod relations;
pub mod rules;
pub mod scene;
pub mod statements;
pub mod syntax;
mod tables;
pub mod times;
mod voices;
pub mod words;

pub use coding::{records, rejected};
pub use tables::{OwnTables, Tables};
