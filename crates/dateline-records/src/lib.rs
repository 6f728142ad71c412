//! Records: what a report says, and the shapes in which `dateline` writes it.
//!
//! [`record`] holds the records as the stages pass them on, spans in bytes; [`wire`] the public contract (version 1),
//! offsets in Unicode code points, which exists only where a record is written.

pub mod actors;
pub mod coding;
pub mod events;
pub mod figures;
mod holders;
mod limit;
pub mod omissions;
pub mod plover;
pub mod profile;
pub mod record;
pub mod relations;
pub mod rules;
pub mod statements;
pub mod syntax;
pub mod wire;

pub use coding::{Codebook, records, rejected};
pub use record::{
    Actor, Body, By, ByKind, Certainty, Entity, Event, Figure, Form, Mention, MentionForm, Omission, Record, Relation,
    RelationKind, SourceKind, SpeechAct, Statement, Status, Time,
};
