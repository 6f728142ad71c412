//! Coreference scores: MUC, B³ and CEAF-e as the reference scorer of CoNLL-2012 computes them (Pradhan et al. 2014).
//!
//! Mentions match by their exact span. Chains of one mention are dropped on either side. Over several documents the
//! numerators and the denominators are summed before anything is divided.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A chain: the words of its mentions.
pub type Spans = Vec<Range<usize>>;

/// Numerators and denominators of recall and precision, which may be fractions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    /// Of the key: what was found.
    pub recalled: f64,
    /// Of the key: all.
    pub wanted: f64,
    /// Of the response: what was right.
    pub right: f64,
    /// Of the response: all.
    pub found: f64,
}

impl Share {
    /// Recall; 0 where nothing was wanted.
    #[must_use]
    pub fn recall(self) -> f64 {
        if self.wanted > 0.0 { self.recalled / self.wanted } else { 0.0 }
    }

    /// Precision; 0 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        if self.found > 0.0 { self.right / self.found } else { 0.0 }
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    fn add(&mut self, other: Self) {
        self.recalled += other.recalled;
        self.wanted += other.wanted;
        self.right += other.right;
        self.found += other.found;
    }
}

/// The scores of some documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Mentions in chains.
    pub mentions: Share,
    /// Links that hold chains together (Vilain et al. 1995).
    pub muc: Share,
    /// Mentions, each by the share of its chain (Bagga and Baldwin 1998).
    pub b3: Share,
    /// Chains, aligned one to one (Luo 2005, φ4).
    pub ceaf: Share,
}

impl Scores {
    /// The mean F1 of MUC, B³ and CEAF-e.
    #[must_use]
    pub fn mean(&self) -> f64 {
        (self.muc.f1() + self.b3.f1() + self.ceaf.f1()) / 3.0
    }

    /// Adds the scores of another document.
    pub fn add(&mut self, other: &Self) {
        self.mentions.add(other.mentions);
        self.muc.add(other.muc);
        self.b3.add(other.b3);
        self.ceaf.add(other.ceaf);
    }
}

/// A mention as the scorer sees it: its first and last word, and a chain's number.
type Index = BTreeMap<(usize, usize), usize>;

/// Each chain's mentions; a span that stands in a second chain, or twice, counts where it stood first.
fn sets(chains: &[Spans]) -> (Vec<BTreeSet<(usize, usize)>>, Index) {
    let (mut sets, mut index) = (Vec::new(), Index::new());
    for chain in chains {
        let fresh: BTreeSet<_> =
            chain.iter().map(|r| (r.start, r.end)).filter(|span| !index.contains_key(span)).collect();
        if fresh.len() > 1 {
            index.extend(fresh.iter().map(|span| (*span, sets.len())));
            sets.push(fresh);
        }
    }
    (sets, index)
}

/// Compares the chains of one document.
#[must_use]
pub fn score(key: &[Spans], response: &[Spans]) -> Scores {
    let ((key, key_index), (response, response_index)) = (sets(key), sets(response));
    let both = key_index.keys().filter(|span| response_index.contains_key(*span)).count() as f64;
    let mentions =
        Share { recalled: both, wanted: key_index.len() as f64, right: both, found: response_index.len() as f64 };
    let (recalled, wanted) = muc(&key, &response_index);
    let (right, found) = muc(&response, &key_index);
    let muc = Share { recalled, wanted, right, found };
    let (recalled, wanted) = b3(&key, &response, &response_index);
    let (right, found) = b3(&response, &key, &key_index);
    let b3 = Share { recalled, wanted, right, found };
    let similarity = aligned(&key, &response, &response_index);
    let ceaf =
        Share { recalled: similarity, wanted: key.len() as f64, right: similarity, found: response.len() as f64 };
    Scores { mentions, muc, b3, ceaf }
}

/// Links that the other side keeps, and all links.
fn muc(sets: &[BTreeSet<(usize, usize)>], other: &Index) -> (f64, f64) {
    let (mut kept, mut all) = (0, 0);
    for set in sets {
        let parts: BTreeSet<usize> = set.iter().filter_map(|m| other.get(m).copied()).collect();
        let alone = set.iter().filter(|m| !other.contains_key(*m)).count();
        kept += set.len() - parts.len() - alone;
        all += set.len() - 1;
    }
    (kept as f64, all as f64)
}

/// The mentions' shares, and how many mentions there are.
fn b3(sets: &[BTreeSet<(usize, usize)>], others: &[BTreeSet<(usize, usize)>], index: &Index) -> (f64, f64) {
    let (mut sum, mut all) = (0.0, 0);
    for set in sets {
        all += set.len();
        for mention in set {
            if let Some(chain) = index.get(mention) {
                sum += set.intersection(&others[*chain]).count() as f64 / set.len() as f64;
            }
        }
    }
    (sum, all as f64)
}

/// The greatest sum of φ4 over one-to-one alignments of chains.
fn aligned(key: &[BTreeSet<(usize, usize)>], response: &[BTreeSet<(usize, usize)>], index: &Index) -> f64 {
    let size = key.len().max(response.len());
    let mut cost = vec![vec![0.0; size]; size];
    for (k, set) in key.iter().enumerate() {
        for mention in set {
            if let Some(r) = index.get(mention) {
                cost[k][*r] -= 2.0 / (set.len() + response[*r].len()) as f64;
            }
        }
    }
    assign(&cost).iter().enumerate().map(|(row, column)| -cost[row][*column]).sum()
}

/// The columns of the rows' cheapest one-to-one assignment (the Hungarian algorithm with potentials, O(n³)).
fn assign(cost: &[Vec<f64>]) -> Vec<usize> {
    let n = cost.len();
    // Row and column 0 are a sentinel; `of[c]` is the row that column c belongs to.
    let (mut u, mut v, mut of) = (vec![0.0; n + 1], vec![0.0; n + 1], vec![0; n + 1]);
    for row in 1..=n {
        of[0] = row;
        let (mut least, mut used, mut way) = (vec![f64::INFINITY; n + 1], vec![false; n + 1], vec![0; n + 1]);
        let mut column = 0;
        while of[column] != 0 {
            used[column] = true;
            let (now, mut delta, mut next) = (of[column], f64::INFINITY, 0);
            for c in (1..=n).filter(|c| !used[*c]) {
                let reduced = cost[now - 1][c - 1] - u[now] - v[c];
                if reduced < least[c] {
                    (least[c], way[c]) = (reduced, column);
                }
                if least[c] < delta {
                    (delta, next) = (least[c], c);
                }
            }
            for c in 0..=n {
                if used[c] {
                    u[of[c]] += delta;
                    v[c] -= delta;
                } else {
                    least[c] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            of[column] = of[way[column]];
            column = way[column];
        }
    }
    let mut out = vec![0; n];
    for c in 1..=n {
        out[of[c] - 1] = c - 1;
    }
    out
}

/// The words of a document and its chains.
pub type Marked = (Vec<String>, Vec<Spans>);

/// Reads a document of OntoGUM: a word a line with its number, its form and its brackets (`(3`, `3)`, `(3)`).
///
/// # Errors
/// A line with too few columns, or a bracket that closes what is not open.
pub fn read_chains(text: &str) -> Result<Marked, String> {
    let (mut forms, mut chains): (Vec<String>, BTreeMap<usize, Spans>) = Default::default();
    let mut open: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, form, marks, ..] = columns.as_slice() else {
            return Err(format!("line {}: three columns were expected", number + 1));
        };
        let mut rest = *marks;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let end = rest[at..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |e| at + e);
            let chain: usize = rest[at..end].parse().map_err(|e| format!("line {}: {e}", number + 1))?;
            if rest[..at].ends_with('(') {
                open.entry(chain).or_default().push(forms.len());
            }
            if rest[end..].starts_with(')') {
                let start = open.get_mut(&chain).and_then(Vec::pop);
                let start = start.ok_or_else(|| format!("line {}: chain {chain} is not open", number + 1))?;
                chains.entry(chain).or_default().push(start..forms.len() + 1);
            }
            rest = &rest[end..];
        }
        forms.push((*form).to_owned());
    }
    Ok((forms, chains.into_values().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chains of one-word mentions, a letter each.
    fn chains(text: &str) -> Vec<Spans> {
        let place = |c: u8| usize::from(c)..usize::from(c) + 1;
        text.split(' ').map(|chain| chain.bytes().map(place).collect()).collect()
    }

    fn figures(key: &str, response: &str) -> [[f64; 2]; 3] {
        let s = score(&chains(key), &chains(response));
        [s.muc, s.b3, s.ceaf].map(|x| [x.recall(), x.precision()])
    }

    fn close(got: [[f64; 2]; 3], want: [[f64; 2]; 3]) {
        let near = got.iter().flatten().zip(want.iter().flatten()).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(near, "{got:?} is not {want:?}");
    }

    #[test]
    fn a_perfect_response_is_perfect() {
        close(figures("abc de", "ed bca"), [[1.0; 2]; 3]);
    }

    #[test]
    fn the_worked_examples_come_out_as_by_hand() {
        // One link too many joins both chains.
        close(figures("abc de", "abcde"), [[1.0, 0.75], [1.0, 13.0 / 25.0], [0.375, 0.75]]);
        // One chain is split, and of its parts only one may be aligned.
        let ceaf = (2.0 * 2.0 / 6.0 + 1.0) / 2.0;
        let b3 = (4.0 * 0.5 + 2.0) / 6.0;
        close(figures("abcd ef", "ab cd ef"), [[0.75, 1.0], [b3, 1.0], [ceaf, ceaf * 2.0 / 3.0]]);
        // The example of Pradhan et al. (2014), figure 1 and section 3.
        let b3 = [(4.0 / 3.0 + 1.0 / 3.0 + 1.0 / 4.0 + 1.0) / 7.0, 0.5];
        close(figures("abc defg", "ab cd fghi"), [[0.4, 0.4], b3, [0.65, 1.3 / 3.0]]);
    }

    #[test]
    fn single_mentions_and_empty_sides_count_for_nothing() {
        close(figures("abc", "abc d e"), [[1.0; 2]; 3]);
        let none = score(&[], &chains("ab"));
        assert_eq!((none.muc.f1(), none.b3.f1(), none.ceaf.f1()), (0.0, 0.0, 0.0));
        assert_eq!(score(&[], &[]).mean(), 0.0);
    }

    #[test]
    fn the_best_assignment_is_found() {
        let cost = vec![vec![4.0, 1.0, 3.0], vec![2.0, 0.0, 5.0], vec![3.0, 2.0, 2.0]];
        assert_eq!(assign(&cost), [1, 0, 2]);
    }

    #[test]
    fn brackets_are_read() {
        let text = "# begin document \n0\tThe\t(1(2\n1\tking\t2)\n2\t's\t_\n3\thouse\t1)\n4\the\t(2)(1)\n";
        let (forms, chains) = read_chains(text).unwrap();
        assert_eq!(forms, ["The", "king", "'s", "house", "he"]);
        assert_eq!(chains, [vec![0..4, 4..5], vec![0..2, 4..5]]);
        assert!(read_chains("0\ta\t1)\n").is_err());
    }
}
