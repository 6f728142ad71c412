//! The language stage: a document in, sentences, words, tags, trees and names out.
//!
//! [`analyse`] is the stage. It knows no lexicon: what a model learnt is frozen in its file, so that editing actors or
//! rules changes no parse. It does no IO: the model is inside the program, or its bytes are handed in.

pub mod analysis;
pub mod conllu;
pub mod container;
pub mod coref;
pub mod encoder;
pub mod eval;
pub mod features;
pub mod labels;
pub mod lemma;
pub mod linalg;
pub mod model;
pub mod network;
mod repair;
pub mod roles;
pub mod segment;
pub mod tree;

pub use analysis::{Analysis, Name, Token, analyse, analyse_twice};
pub use labels::{NameKind, Rel, Role, Upos, Xpos};
pub use model::Model;
