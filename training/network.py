"""The network: summed word features, gated recurrence in both directions, heads for tags, tree and names.

The recurrence is that of SRU and QRNN (Lei et al. 2018, Bradbury et al. 2017): all products with weight matrices are
taken over the whole sentence at once, what is left along the sentence is element-wise. That is what makes it fast in
plain Rust. Arcs are scored by a biaffine product (Dozat and Manning 2017) and by how far a word looks for its head,
relations by a small layer over the sum of both ends.
"""
import functools

import torch
from torch import nn
import torch.nn.functional as F

from features import TABLES
import gazetteer


# Upper ends of the distance buckets on either side of a word; the last takes the rest.
NEAR = (1, 2, 3, 4, 6, 9, 15)


@functools.lru_cache(maxsize=512)
def distance_buckets(n, device="cpu"):
    """Bucket of every (dependent, head) pair of an n-word sentence; head 0 is the root, with a bucket of its own."""
    side = len(NEAR) + 1
    out = torch.full((n, n + 1), 2 * side, device=device)
    at = torch.arange(n, device=device)
    gap = at.unsqueeze(0) - at.unsqueeze(1)
    size = torch.bucketize(gap.abs(), torch.tensor(NEAR, device=device))
    out[:, 1:] = torch.where(gap < 0, size, size + side)
    return out


class Scan(torch.autograd.Function):
    """c[t] = f[t] * c[t-1] + g[t] along the first axis; the upper half of the channels runs from the other end."""

    @staticmethod
    def forward(ctx, f, g):
        h = f.shape[2] // 2
        c = torch.empty_like(g)
        a = torch.zeros_like(g[0, :, :h])
        b = torch.zeros_like(a)
        for t in range(len(g)):
            u = len(g) - 1 - t
            a = torch.addcmul(g[t, :, :h], f[t, :, :h], a)
            b = torch.addcmul(g[u, :, h:], f[u, :, h:], b)
            c[t, :, :h], c[u, :, h:] = a, b
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx, dc):
        f, c = ctx.saved_tensors
        h, n = f.shape[2] // 2, len(f)
        dg = torch.empty_like(dc)
        a = torch.zeros_like(dc[0, :, :h])
        b = torch.zeros_like(a)
        for t in range(n):
            u = n - 1 - t
            a = dc[u, :, :h] + a
            dg[u, :, :h] = a
            a = a * f[u, :, :h]
            b = dc[t, :, h:] + b
            dg[t, :, h:] = b
            b = b * f[t, :, h:]
        before = torch.zeros_like(c)
        before[1:, :, :h] = c[:-1, :, :h]
        before[:-1, :, h:] = c[1:, :, h:]
        return dg * before, dg


class Layer(nn.Module):
    """One gated recurrence, width to width, with a highway past it."""

    def __init__(self, width):
        super().__init__()
        self.lin = nn.Linear(width, 3 * width)
        with torch.no_grad():
            self.lin.bias[width:2 * width] = 1.0

    def forward(self, x, pad, drop):
        z, f, r = self.lin(x * drop if drop is not None else x).chunk(3, -1)
        f, r = torch.sigmoid(f), torch.sigmoid(r)
        g = (1 - f) * z
        f, g = f.masked_fill(pad, 1.0), g.masked_fill(pad, 0.0)
        return r * torch.tanh(Scan.apply(f, g)) + (1 - r) * x


# How a word stands in the tree towards a predicate: the kinds of `tree_places`.
PLACES = 9
PRODUCT = 64


def tree_places(predicates, heads):
    """For each predicate and word (kind, word whose relation matters): where the word stands in the tree as seen from there.

    `predicates` [pairs] are words, `heads` [pairs, words] the heads of the sentence of each, counted from 1, 0 is the root.
    Kinds: 0 the predicate, 1 its child, 2 its head, 3 its sibling, 4 its child's child, 5 its head's head, 6 its head's
    sibling, 7 further below it, 8 elsewhere.
    """
    at = torch.arange(heads.shape[1], device=heads.device).expand_as(heads)
    over = lambda of: torch.where(of > 0, heads.gather(1, (of - 1).clamp(min=0)), -1)
    p = predicates.unsqueeze(1) + 1
    head = heads.gather(1, p - 1)
    above = over(head)
    below, climb = torch.zeros_like(heads, dtype=torch.bool), heads
    for _ in range(12):
        below |= (climb == p)
        climb = torch.where(climb > 0, over(climb), 0).clamp(min=0)
    kind = torch.where(below, 7, 8)
    kind = torch.where((heads == above) & (above > 0), 6, kind)
    kind = torch.where(at + 1 == above, 5, kind)
    kind = torch.where(over(heads) == p, 4, kind)
    kind = torch.where((heads == head) & (head > 0), 3, kind)
    kind = torch.where(at + 1 == head, 2, kind)
    kind = torch.where(heads == p, 1, kind)
    kind = torch.where(at + 1 == p, 0, kind)
    # Looking up, what counts is how the predicate hangs below that word.
    return kind, torch.where(kind == 2, p - 1, torch.where(kind == 5, head - 1, at))


class Roles(nn.Module):
    """PropBank arguments: for a predicate and each word, the label of the argument that the word heads, or none."""

    def __init__(self, width, labels, rels, inner=96):
        super().__init__()
        self.predicate, self.argument = nn.Linear(width, inner), nn.Linear(width, inner, bias=False)
        self.place = nn.Embedding(PLACES * rels, inner)
        self.distance = nn.Embedding(2 * (len(NEAR) + 1), inner)
        for table in (self.place, self.distance):
            nn.init.normal_(table.weight, std=0.1)
        self.out = nn.Linear(inner, labels)
        # Which arguments a predicate takes is a matter of both together: a product, next to the sum.
        self.left, self.right = nn.Linear(width, PRODUCT), nn.Linear(width, PRODUCT)
        self.times = nn.Linear(PRODUCT, labels, bias=False)
        nn.init.zeros_(self.times.weight)

    def forward(self, x, predicate, argument, place, distance, drop=0.0):
        """x [words, width]; the others one number a pair: row of the predicate, of the word, of the two tables."""
        h = self.predicate(x)[predicate] + self.argument(x)[argument] + self.place(place) + self.distance(distance)
        both = self.left(x)[predicate] * self.right(x)[argument]
        return self.out(F.dropout(torch.relu(h), drop, self.training)) + self.times(F.dropout(both, drop, self.training))


BESIDE_ENCODER = ("prefix1", "suffix2", "shape")


class Net(nn.Module):
    def __init__(self, words, labels, width=128, layers=2, arc=64, rel=64, encoder=None, acts=None):
        super().__init__()
        self.encoder = encoder
        if encoder is not None:
            self.pooled = nn.Linear(encoder.piece.embedding_dim, width)
        self.word = nn.Embedding(words, width, sparse=True)
        # Beside the encoder, which sees the word's pieces, affixes are not worth their room; case and shape it is blind to.
        self.uses = [i for i, (name, _) in enumerate(TABLES) if encoder is None or name in BESIDE_ENCODER] + [len(TABLES)]
        sizes = [rows for _, rows in TABLES] + [gazetteer.ROWS]
        self.tables = nn.ModuleList(nn.Embedding(sizes[i], width) for i in self.uses)
        for t in self.tables:
            nn.init.normal_(t.weight, std=0.15)
        self.layers = nn.ModuleList(Layer(width) for _ in range(layers))
        self.arc_dep, self.arc_head = nn.Linear(width, arc), nn.Linear(width, arc)
        self.arc_bilinear = nn.Linear(arc, arc)
        self.arc_distance = nn.Linear(arc, 2 * (len(NEAR) + 1) + 1)
        self.arc_root = nn.Parameter(torch.zeros(arc))
        self.rel_dep, self.rel_head = nn.Linear(width, rel), nn.Linear(width, rel, bias=False)
        self.rel_root = nn.Parameter(torch.zeros(rel))
        self.rel_out = nn.Linear(rel, len(labels["rel"]))
        self.upos, self.xpos = nn.Linear(width, len(labels["upos"])), nn.Linear(width, len(labels["xpos"]))
        self.feats = nn.Linear(width, len(labels["feats"]))
        self.roles = Roles(width, len(labels["role"]), len(labels["rel"]))
        inner = 32 if encoder is None else 96
        self.ner_in = nn.Linear(width, inner)
        self.ner = nn.Linear(inner, len(labels["ner"]))
        self.acts = acts

    def pool(self, ids, mask, owner, feats):
        """Mean over the pieces of every word, [words, batch, width]; `owner` says whose piece it is, -1 for marks."""
        n = len(feats)
        batch, word = torch.arange(feats.shape[1], device=feats.device).unsqueeze(1), owner.clamp(min=0)
        # The last two columns of the features: name lists, case.
        listed, case = ((feats[word, batch, k]).masked_fill(owner < 0, 0) for k in (-2, -1))
        pieces = self.encoder(ids, mask, case, listed)
        b, _, w = pieces.shape
        flat = (torch.arange(b, device=ids.device).unsqueeze(1) * (n + 1) + torch.where(owner < 0, n, owner)).reshape(-1)
        total = torch.zeros(b * (n + 1), w, device=ids.device).index_add(0, flat, pieces.reshape(-1, w))
        count = torch.zeros(b * (n + 1), device=ids.device).index_add(0, flat, torch.ones(len(flat), device=ids.device)).clamp(min=1)
        return (total / count.unsqueeze(1)).view(b, n + 1, w)[:, :n].transpose(0, 1)

    def encode(self, word, feats, pad, drop=0.0, pieces=None):
        x = self.word(word)
        if self.encoder is not None:
            x = x + self.pooled(F.dropout(self.pool(*pieces, feats), drop, self.training))
        for i, table in zip(self.uses, self.tables):
            x = x + table(feats[..., i])
        mask = None
        if drop:
            x = F.dropout(x, drop)
        for layer in self.layers:
            if drop:
                mask = F.dropout(torch.ones_like(x[:1]), drop)
            x = layer(x, pad, mask)
        return F.dropout(x, drop) if drop else x

    def arcs(self, x, drop=0.0):
        """Scores [batch, dependent, head]; head 0 is the root."""
        d = F.dropout(torch.relu(self.arc_dep(x)), drop, self.training)
        h = F.dropout(torch.relu(self.arc_head(x)), drop, self.training)
        h = torch.cat([self.arc_root.expand(1, h.shape[1], -1), h])
        near = self.arc_distance(d).transpose(0, 1)
        buckets = distance_buckets(x.shape[0], str(x.device)).unsqueeze(0).expand(x.shape[1], -1, -1)
        return torch.einsum("tba,sba->bts", self.arc_bilinear(d), h) + near.gather(2, buckets)

    def rels(self, x, heads, drop=0.0):
        """Scores [token, batch, relation], given head positions [token, batch] (0 = root)."""
        h = self.rel_head(x)
        h = torch.cat([self.rel_root.expand(1, h.shape[1], -1), h])
        picked = h.gather(0, heads.unsqueeze(-1).expand(-1, -1, h.shape[2]))
        return self.rel_out(F.dropout(torch.relu(self.rel_dep(x) + picked), drop, self.training))

    def names(self, x):
        return self.ner(torch.relu(self.ner_in(x)))
