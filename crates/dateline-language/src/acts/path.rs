//! Where a word stands in the tree as seen from a trigger: the relations on the way up from it and down to the trigger.

/// Rows of the table of whole paths, and how many arcs of each side are also told one by one; see `training/acts.py`.
pub(super) const PATHS: usize = 4096;
pub(super) const STEPS: usize = 3;
/// How far up a word is followed.
const DEEPEST: usize = 12;
/// A path of more arcs is known by its length alone.
const LONGEST: usize = 6;

/// The relations, by their rows, up from a word and down to the trigger over what is above both.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Path {
    up: Vec<u8>,
    down: Vec<u8>,
}

/// A word and what stands above it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    words: [u32; DEEPEST],
    length: usize,
}

impl Chain {
    pub(super) fn of(word: usize, heads: &[Option<u32>]) -> Self {
        let mut out = Self { words: [word as u32; DEEPEST], length: 1 };
        while let Some(head) = heads[out.words[out.length - 1] as usize].filter(|_| out.length < DEEPEST) {
            out.words[out.length] = head;
            out.length += 1;
        }
        out
    }

    fn words(&self) -> &[u32] {
        &self.words[..self.length]
    }
}

impl Path {
    /// The path between a word and a trigger, whose chain is given; `None` where nothing near is above both.
    pub(super) fn of(trigger: &Chain, word: usize, heads: &[Option<u32>], rels: &[u16]) -> Option<Self> {
        let (own, down) = (Chain::of(word, heads), trigger.words());
        let up = own.words();
        let (above, top) = up.iter().enumerate().find_map(|(i, w)| Some((i, down.iter().position(|d| d == w)?)))?;
        let rows = |words: &[u32]| words.iter().map(|w| rels[*w as usize] as u8).collect();
        Some(Self { up: rows(&up[..above]), down: rows(&down[..top]) })
    }

    /// Its row in the table of whole paths; row 0 is for words with no path.
    pub(super) fn row(path: Option<&Self>) -> usize {
        let Some(Self { up, down }) = path else { return 0 };
        let arcs = up.len() + down.len();
        let hash = if arcs > LONGEST {
            hash([254, arcs.min(DEEPEST) as u8])
        } else {
            hash(up.iter().copied().chain([255]).chain(down.iter().copied()))
        };
        1 + hash as usize % (PATHS - 1)
    }

    /// Rows of the table of single arcs, the nearest to either word first.
    pub(super) fn steps(path: Option<&Self>, rels: usize) -> [usize; 2 * STEPS] {
        let none = STEPS * rels;
        let side = |side: &[u8], k: usize| side.get(k).map_or(none, |rel| k * rels + usize::from(*rel));
        let (up, down) = path.map_or((&[][..], &[][..]), |p| (&p.up, &p.down));
        std::array::from_fn(|k| if k < STEPS { side(up, k) } else { none + 1 + side(down, k - STEPS) })
    }
}

/// 32-bit FNV-1a over bytes.
fn hash(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_training() {
        // Officials(2) said(0) the(4) army(5) shelled(2) two(7) towns(5), as in training/test_network.py
        let heads = [2, 0, 4, 5, 2, 7, 5].map(|h: u32| h.checked_sub(1));
        let rels: Vec<u16> = (0..7).collect();
        let path = |t, w| Path::of(&Chain::of(t, &heads), w, &heads, &rels).unwrap();
        assert_eq!(path(4, 6), Path { up: vec![6], down: vec![] });
        assert_eq!(path(4, 4), Path { up: vec![], down: vec![] });
        assert_eq!(path(4, 0), Path { up: vec![0], down: vec![4] });
        let far = path(6, 2);
        assert_eq!(far, Path { up: vec![2, 3], down: vec![6] });
        assert_eq!(Path::steps(Some(&far), 10), [2, 13, 30, 37, 61, 61]);
        assert_eq!([Path::row(Some(&far)), Path::row(Some(&path(4, 4))), Path::row(None)], ROWS);
    }

    /// As `acts.path_row` gives them for the same words.
    const ROWS: [usize; 3] = [32, 897, 0];
}
