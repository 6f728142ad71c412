//! The language stage: a document in, sentences, words, tags, trees and names out.
//!
//! [`analyse`] is the stage. It knows no lexicon: what a model learnt from names, and the words that its rules look up,
//! are frozen in its file, so that editing the lexicon changes no parse. It does no IO: the model is inside the program, or its bytes are handed in.

pub mod acts;
pub mod analysis;
pub mod conllu;
pub mod container;
pub mod coref;
pub mod encoder;
pub mod eval;
pub mod features;
pub mod gold;
pub mod labels;
pub mod lemma;
pub mod linalg;
pub mod model;
pub mod network;
pub mod quotes;
pub mod reading;
mod repair;
pub mod roles;
pub mod segment;
pub mod tags;
pub mod tree;

pub use acts::{Act, ActArgument, Part, State};
pub use analysis::{Analysis, Antecedent, Name, Token};
pub use labels::{NameKind, Rel, Role, Upos, Xpos};
pub use model::Model;
pub use quotes::Quote;
pub use reading::{analyse, analyse_twice, antecedents, refer};
