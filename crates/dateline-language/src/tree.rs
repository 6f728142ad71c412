//! The best tree of a sentence: maximum spanning arborescence with exactly one root.
//!
//! Chu and Liu (1965), Edmonds (1967), in the O(n³) form of repeated contraction, which only runs where taking the best
//! head of each word does not already give a tree (about one sentence in eight).

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
    heads.iter().filter(|h| **h == 0).count() == 1 && cycle(heads).is_none()
}

/// A cycle among words (1-based nodes) if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut state = vec![0usize; heads.len() + 1]; // 0 unseen, else the walk that saw it
    for start in 1..=heads.len() {
        let mut at = start;
        while at != 0 && state[at] == 0 {
            state[at] = start;
            at = heads[at - 1];
        }
        if at != 0 && state[at] == start {
            let mut found = vec![at];
            let mut next = heads[at - 1];
            while next != at {
                found.push(next);
                next = heads[next - 1];
            }
            return Some(found);
        }
    }
    None
}

/// The general case. Every root arc is penalised alike, so the best tree has as few of them as a tree may: one.
fn arborescence(scores: &[f32], n: usize) -> Vec<usize> {
    let size = n + 1;
    let mut weights = vec![f64::NEG_INFINITY; size * size]; // [head * size + dependent]
    for d in 1..size {
        for h in 0..size {
            if h != d {
                let penalty = if h == 0 { ROOT_PENALTY } else { 0.0 };
                weights[h * size + d] = f64::from(scores[(d - 1) * size + h]) - penalty;
            }
        }
    }
    let heads = contract(weights, size);
    heads[1..].to_vec()
}

/// Heads of the best arborescence from node 0 over a dense weight matrix; entry 0 is unused.
fn contract(weights: Vec<f64>, size: usize) -> Vec<usize> {
    let mut heads = vec![0; size];
    for d in 1..size {
        heads[d] = best_of((0..size).filter(|h| *h != d).map(|h| (h, weights[h * size + d])));
    }
    let Some(ring) = cycle(&heads[1..]) else { return heads };
    let mut in_ring = vec![false; size];
    ring.iter().for_each(|v| in_ring[*v] = true);
    // Outer nodes keep their order; the ring becomes the last node of the smaller graph.
    let outer: Vec<usize> = (0..size).filter(|v| !in_ring[*v]).collect();
    let (small, new) = (outer.len() + 1, outer.len());
    let mut smaller = vec![f64::NEG_INFINITY; small * small];
    let mut enters = vec![0; outer.len()];
    let mut leaves = vec![0; outer.len()];
    for (i, u) in outer.iter().enumerate() {
        for (j, v) in outer.iter().enumerate() {
            smaller[i * small + j] = weights[u * size + v];
        }
        let gain = |v: usize| weights[u * size + v] - weights[heads[v] * size + v];
        enters[i] = best_of(ring.iter().map(|v| (*v, gain(*v))));
        smaller[i * small + new] = gain(enters[i]);
        leaves[i] = best_of(ring.iter().map(|v| (*v, weights[v * size + u])));
        smaller[new * small + i] = weights[leaves[i] * size + u];
    }
    drop(weights); // a long sentence contracts many times: only one matrix is alive at once
    let inner = contract(smaller, small);
    for (j, v) in outer.iter().enumerate().skip(1) {
        heads[*v] = if inner[j] == new { leaves[j] } else { outer[inner[j]] };
    }
    let entry = enters[inner[new]];
    heads[entry] = outer[inner[new]];
    heads
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
        fn it_is_the_best_of_all_trees(n in 1usize..6, noise in proptest::collection::vec(-9i32..9, 30)) {
            let scores: Vec<f32> = noise.iter().cycle().take(n * (n + 1)).map(|x| *x as f32).collect();
            let got: Vec<usize> = best_tree(&scores, n).into_iter().map(|h| h.map_or(0, |h| h + 1)).collect();
            prop_assert!(is_tree(&got), "{got:?}");
            prop_assert_eq!(total(&scores, &got), exhaustive(&scores, n));
        }
    }

    #[test]
    fn an_empty_sentence_has_no_heads() {
        assert!(best_tree(&[], 0).is_empty());
    }
}
