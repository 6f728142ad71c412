//! The best tree of a sentence: maximum spanning arborescence with exactly one root.
//!
//! Chu and Liu (1965), Edmonds (1967), in Tarjan's O(n²) form for dense graphs (1977): a cycle is contracted in place, so
//! that each contraction costs what it removes. It only runs where taking the best head of each word does not already
//! give a tree (about one sentence in eight), but hostile text, a megabyte of brackets, is nothing but such sentences.

/// Larger than any sum of scores, small enough to leave them their precision in an `f64`.
const ROOT_PENALTY: f64 = 1e9;

/// Heads of the best tree.
///
/// `scores[d * (n + 1) + h]` is the score of word `d` (from 0) having head `h`, where 0 is the root and `h` is word
/// `h - 1`. Returns for each word its head, `None` for the root; exactly one word has none (unless `n` is 0). Ties go to
/// the lower head, so that equal input gives equal trees.
#[must_use]
pub fn best_tree(scores: &[f32], n: usize) -> Vec<Option<usize>> {
    let greedy: Vec<usize> = (0..n)
        .map(|d| {
            let row = &scores[d * (n + 1)..(d + 1) * (n + 1)];
            best_of((0..=n).filter(|h| *h != d + 1).map(|h| (h, f64::from(row[h]))))
        })
        .collect();
    let heads = if is_tree(&greedy) { greedy } else { arborescence(scores, n) };
    heads.into_iter().map(|h| h.checked_sub(1)).collect()
}

fn best_of(candidates: impl Iterator<Item = (usize, f64)>) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (h, score) in candidates {
        if score > best.1 {
            best = (h, score);
        }
    }
    best.0
}

/// Whether heads (0 = root) form one tree with one root.
fn is_tree(heads: &[usize]) -> bool {
    heads.iter().filter(|h| **h == 0).count() == 1 && !has_cycle(heads)
}

/// Whether words (1-based) go round in a circle.
fn has_cycle(heads: &[usize]) -> bool {
    let mut walk = vec![0usize; heads.len() + 1]; // 0 unseen, else the walk that saw it
    (1..=heads.len()).any(|start| {
        let mut at = start;
        while at != 0 && walk[at] == 0 {
            walk[at] = start;
            at = heads[at - 1];
        }
        at != 0 && walk[at] == start
    })
}

/// The general case. Every root arc is penalised alike, so the best tree has as few of them as a tree may: one.
fn arborescence(scores: &[f32], n: usize) -> Vec<usize> {
    let mut graph = Graph::new(scores, n);
    for slot in 1..=n {
        graph.settle(slot);
    }
    graph.expand()
}

/// An arc of the sentence: head and dependent, 0 the root.
type Arc = (u32, u32);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// On the walk in hand.
    Open,
    /// Leads to the root.
    Done,
    /// Part of another slot.
    Gone,
}

/// A dense graph whose cycles are contracted in place. A *slot* is a row of the matrix; the *node* it stands for is a word
/// or a contracted cycle, and nodes are numbered in the order in which they come to be: root, words, cycles.
struct Graph {
    size: usize,
    /// Weight of the best arc from one slot into another, at `[dependent * size + head]`.
    weight: Vec<f64>,
    /// Which arc of the sentence that is.
    arc: Vec<Arc>,
    state: Vec<State>,
    /// The node a slot stands for, and the weight of the arc chosen into it.
    node: Vec<usize>,
    chosen: Vec<f64>,
    /// Of every node: the cycle it was contracted into, and the arc chosen into it.
    outer: Vec<usize>,
    enter: Vec<Arc>,
}

impl Graph {
    fn new(scores: &[f32], n: usize) -> Self {
        let size = n + 1;
        let mut weight = vec![f64::NEG_INFINITY; size * size];
        let mut arc = vec![(0, 0); size * size];
        for d in 1..size {
            for h in (0..size).filter(|h| *h != d) {
                let penalty = if h == 0 { ROOT_PENALTY } else { 0.0 };
                weight[d * size + h] = f64::from(scores[(d - 1) * size + h]) - penalty;
                arc[d * size + h] = (h as u32, d as u32);
            }
        }
        let mut state = vec![State::New; size];
        state[0] = State::Done;
        let (node, chosen) = ((0..size).collect(), vec![0.0; size]);
        Self { size, weight, arc, state, node, chosen, outer: vec![0; size], enter: vec![(0, 0); size] }
    }

    fn slots(&self) -> impl Iterator<Item = usize> {
        (0..self.size).filter(|s| self.state[*s] != State::Gone)
    }

    /// Walks from a slot along best heads until it comes to one that leads to the root, contracting cycles on its way.
    fn settle(&mut self, start: usize) {
        if self.state[start] != State::New {
            return;
        }
        let mut walk = vec![start];
        while let Some(&d) = walk.last() {
            self.state[d] = State::Open;
            let row = &self.weight[d * self.size..][..self.size];
            let h = best_of(self.slots().filter(|h| *h != d).map(|h| (h, row[h])));
            self.chosen[d] = row[h];
            self.enter[self.node[d]] = self.arc[d * self.size + h];
            match self.state[h] {
                State::New => walk.push(h),
                State::Open => {
                    let first = walk.iter().rposition(|s| *s == h).unwrap_or_default();
                    let ring = walk.split_off(first);
                    walk.push(self.contract(&ring));
                }
                State::Done | State::Gone => break,
            }
        }
        for slot in walk {
            self.state[slot] = State::Done;
        }
    }

    /// Makes one slot, which is returned, of the slots of a cycle. An arc into it is worth what it gains over the arc of
    /// the cycle that it would replace.
    fn contract(&mut self, ring: &[usize]) -> usize {
        let (size, keep) = (self.size, ring[0]);
        for slot in ring {
            self.state[*slot] = State::Gone;
            self.outer[self.node[*slot]] = self.outer.len();
        }
        for other in 0..size {
            if self.state[other] == State::Gone {
                continue;
            }
            let into = |m: usize| self.weight[m * size + other] - self.chosen[m];
            let m = best_of(ring.iter().map(|m| (*m, into(*m))));
            let m = if m == 0 { keep } else { m };
            let (gain, arc) = (into(m), self.arc[m * size + other]);
            let out = best_of(ring.iter().map(|m| (*m, self.weight[other * size + m])));
            let out = if out == 0 { keep } else { out };
            self.weight[other * size + keep] = self.weight[other * size + out];
            self.arc[other * size + keep] = self.arc[other * size + out];
            self.weight[keep * size + other] = gain;
            self.arc[keep * size + other] = arc;
        }
        self.node[keep] = self.outer.len();
        self.outer.push(0);
        self.enter.push((0, 0));
        keep
    }

    /// Heads of the words: from the outermost node inwards, an arc that enters a cycle replaces the arcs of all nodes
    /// between that cycle and the word it ends at.
    fn expand(&self) -> Vec<usize> {
        let mut heads = vec![0; self.size - 1];
        let mut replaced = vec![false; self.outer.len()];
        for node in (1..self.outer.len()).rev() {
            if replaced[node] {
                continue;
            }
            let (head, word) = self.enter[node];
            heads[word as usize - 1] = head as usize;
            let mut at = word as usize;
            while at != node {
                replaced[at] = true;
                at = self.outer[at];
            }
        }
        heads
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The best tree by trying every assignment of heads.
    fn exhaustive(scores: &[f32], n: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        let mut heads = vec![0usize; n];
        loop {
            if is_tree(&heads) && heads.iter().enumerate().all(|(d, h)| *h != d + 1) {
                best = best.max(total(scores, &heads));
            }
            let Some(d) = (0..n).find(|d| heads[*d] < n) else { return best };
            heads[..d].fill(0);
            heads[d] += 1;
        }
    }

    fn total(scores: &[f32], heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(d, h)| f64::from(scores[d * (heads.len() + 1) + h])).sum()
    }

    proptest! {
        #[test]
        fn it_is_the_best_of_all_trees(n in 1usize..7, noise in proptest::collection::vec(-9i32..9, 42)) {
            let scores: Vec<f32> = noise.iter().cycle().take(n * (n + 1)).map(|x| *x as f32).collect();
            let got: Vec<usize> = best_tree(&scores, n).into_iter().map(|h| h.map_or(0, |h| h + 1)).collect();
            prop_assert!(is_tree(&got), "{got:?}");
            prop_assert_eq!(total(&scores, &got), exhaustive(&scores, n));
        }
    }

    #[test]
    fn long_sentences_of_nothing_but_cycles_give_trees() {
        for step in [1usize, 2, 7, 64] {
            let n = 500;
            let mut scores: Vec<f32> = (0..n * (n + 1)).map(|i| (i * 7919 % 1009) as f32 / 1009.0).collect();
            for d in 0..n {
                // Each word wants one of its own block, the last of a block its first.
                let block = d / (step + 1) * (step + 1);
                scores[d * (n + 1) + 1 + (block + (d - block + 1) % (step + 1)).min(n - 1)] += 9.0;
            }
            let heads: Vec<usize> = best_tree(&scores, n).into_iter().map(|h| h.map_or(0, |h| h + 1)).collect();
            assert!(is_tree(&heads), "{step}: {heads:?}");
        }
    }

    #[test]
    fn an_empty_sentence_has_no_heads() {
        assert!(best_tree(&[], 0).is_empty());
    }
}
