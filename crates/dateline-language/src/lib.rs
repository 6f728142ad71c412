//! The language stage: a document in, sentences, words, tags, trees and names out.
//!
//! It knows no lexicon: what a model learnt is frozen in its file, so that editing actors or rules changes no parse.

pub mod segment;
