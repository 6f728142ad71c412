"""Tests of how the network looks at trees, against plain readings of the same words.

    python3 -m unittest discover -s training

Left out where PyTorch is not installed.
"""
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

try:
    import torch
except ImportError:
    torch = None


def plain_places(p, heads):
    """(kind, word whose relation matters) of each word as seen from word `p`, by the definition in `tree_places`."""
    head = heads[p]
    above = heads[head - 1] if head else -1
    out = []
    for t, own in enumerate(heads):
        over = heads[own - 1] if own else -1
        tests = [t == p, own == p + 1, t + 1 == head, own == head and head, over == p + 1, t + 1 == above, own == above and above > 0]
        kind = next((i for i, yes in enumerate(tests) if yes), None)
        if kind is None:
            kind, seen = 8, 0
            while own and seen < 12:
                kind = 7 if own == p + 1 else kind
                own, seen = heads[own - 1], seen + 1
        out.append((kind, p if kind == 2 else head - 1 if kind == 5 else t))
    return out


def tree(n, rng):
    """Heads of a random tree of n words, counted from 1, 0 for the root."""
    order = rng.sample(range(n), n)
    return [0 if w == order[0] else order[rng.randrange(order.index(w))] + 1 for w in range(n)]


@unittest.skipIf(torch is None, "needs PyTorch")
class Places(unittest.TestCase):
    def test_all_at_once_as_one_by_one(self):
        from network import tree_places
        rng = random.Random(1)
        for n in (1, 2, 5, 9, 24):
            heads = tree(n, rng)
            kind, says = tree_places(torch.arange(n), torch.tensor([heads] * n))
            for p in range(n):
                self.assertEqual(list(zip(kind[p].tolist(), says[p].tolist())), plain_places(p, heads), (p, heads))


class Paths(unittest.TestCase):
    def test_a_path_goes_up_and_down_over_what_is_above_both(self):
        import acts
        # Officials(2) said(0) the(4) army(5) shelled(2) two(7) towns(5)
        heads, rels = [2, 0, 4, 5, 2, 7, 5], list(range(7))
        self.assertEqual(acts.path(4, 6, heads, rels), ([6], []))
        self.assertEqual(acts.path(4, 4, heads, rels), ([], []))
        self.assertEqual(acts.path(4, 0, heads, rels), ([0], [4]))
        self.assertEqual(acts.path(6, 2, heads, rels), ([2, 3], [6]))
        self.assertEqual(acts.step_rows(([2, 3], [6]), 10), [2, 13, 30, 6, 30, 30])

    def test_a_span_is_headed_by_the_word_that_hangs_outside(self):
        import acts
        s = {"forms": ["The", "rebel", "army", "fled", "."], "head": [3, 3, 4, 0, 4], "upos": ["DET", "NOUN", "NOUN", "VERB", "PUNCT"],
             "joined": []}
        acts.spans("The rebel army fled.", [s])
        self.assertEqual(s["span"][2], (10, 14))
        self.assertEqual(acts.head_of(s, 0, 14), 2)
        self.assertEqual(acts.head_of(s, 4, 9), 1)


if __name__ == "__main__":
    unittest.main()
