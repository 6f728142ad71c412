//! What is said of a word, and how far two words are from each other.

use crate::labels::{NameKind, Rel, Upos, Xpos};

/// What the network says of one word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordTags {
    /// Universal tag.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Morphological features: an index into the model's sets of features.
    pub feats: u16,
    /// Head within the sentence, from 0; `None` for the root.
    pub head: Option<u32>,
    /// Relation to the head.
    pub rel: Rel,
    /// The name it belongs to: its type, and whether the name begins here.
    pub name: Option<(NameKind, bool)>,
}

/// Upper ends of the distance buckets on either side of a word; see `NEAR` in `training/network.py`.
const NEAR: [usize; 7] = [1, 2, 3, 4, 6, 9, 15];
pub(crate) const SIDE: usize = NEAR.len() + 1;
pub(crate) const BUCKETS: usize = 2 * SIDE + 1;

/// The features that a number stands for; `_` for none.
pub(crate) fn feats_name(feats: &[Box<str>], number: u16) -> &str {
    feats.get(usize::from(number)).map_or("_", |f| f)
}

/// The distance bucket of a dependent and a head, both counted from 0.
pub(crate) fn bucket(d: usize, h: usize) -> usize {
    let gap = d.abs_diff(h);
    let size = NEAR.iter().position(|end| gap <= *end).unwrap_or(NEAR.len());
    if h < d { size } else { size + SIDE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_buckets_are_those_of_training() {
        assert_eq!(
            [bucket(5, 4), bucket(5, 3), bucket(5, 0), bucket(20, 0), bucket(0, 1), bucket(0, 40)],
            [0, 1, 4, 7, 8, 15]
        );
    }
}
