//! What was recorded, in the shapes of other tools: tables of event data (PLOVER, POLECAT, ICEWS, Phoenix, GDELT, CSV) and
//! annotations (W3C Web Annotation, brat, Label Studio).
//!
//! Functions from values of the contract to lines; no file is read or written here, nothing printed. [`act`] makes rows of
//! events: each act once, a row a pair. Each format is a module with the names of its columns; what stands in a column, and why
//! one is empty, is in docs/exports.md. [`corrected`] reads annotations that came back from
//! a person, [`theirs`] tables of other projects, and [`agree`] lays ours beside them. [`cell`] is what every table is written through.

pub mod act;
pub mod agree;
pub mod brat;
pub mod cell;
mod codes;
pub mod corrected;
pub mod gdelt;
pub mod icews;
pub mod label_studio;
mod mark;
pub mod phoenix;
pub mod plover;
pub mod polecat;
pub mod table;
pub mod theirs;
pub mod web;

pub use act::{Asked, Ledger, Once, Report, Row};
pub use codes::{cameo_name, country_code, country_name};
pub use mark::{Part, coded};
