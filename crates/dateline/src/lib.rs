//! dateline as a library: news reports in, records out.
//!
//! ```
//! use dateline::{Batch, Coder, Codebook, RawItem};
//! use dateline::contract::wire::Line;
//!
//! let coder = Coder::fast();
//! let coded = coder.code(&RawItem::new("Rebels shelled the town of Karsa on Monday, Norway said."))?;
//! let lines: Vec<Line> = coded.lines(Codebook::Plover20, false);
//! assert!(lines.iter().any(|l| matches!(l, Line::Event(_))), "{}", lines[1].json());
//!
//! // Many reports, on all cores, in the order they came in; what one of them does wrong costs that one alone.
//! let items = ["Norway condemned the shelling.", ""].map(|text| Ok(RawItem::new(text)));
//! let tally = Batch::new(&coder).code(items.into_iter(), |done| {
//!     println!("{}: {}", done.name, if done.result.is_ok() { "coded" } else { "refused" });
//!     Ok::<(), std::convert::Infallible>(())
//! });
//! assert_eq!(tally.map(|t| (t.read, t.refused)), Ok((1, 1)));
//! # Ok::<(), dateline::Refused>(())
//! ```
//!
//! Everything below this crate is a function from value to value. What touches the world is here, and only in two
//! places: [`io`], where files are read and written, and the threads of [`Batch`]; and, one floor below, in the [`store`]'s project
//! file. Nothing here prints.

pub mod batch;
mod coder;
mod ingest;
pub mod io;
pub mod source;

pub use batch::{Batch, Done, Tally};
pub use coder::{Coded, Coder, Events};
pub use dateline_contract::{Codebook, Record, Versions};
pub use dateline_text::{Document, Level, Limits, Meta, Note, Noted, RawItem, Refused, Span};
pub use ingest::ingest;
pub use source::Items;

pub use dateline_contract as contract;
pub use dateline_export as export;
pub use dateline_language as language;
pub use dateline_records as records;
pub use dateline_store as store;
pub use dateline_story as story;
pub use dateline_text as text;
