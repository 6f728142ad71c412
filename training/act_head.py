"""The head for acts: which word tells an act, of what kind and state, and which words head its arguments.

Trigger and arguments are scored as PropBank's roles are (`network.Roles`): a word from its vector, an argument from both
vectors, their product, and where the word stands in the tree as seen from the trigger. What to learn may be given softly,
as a teacher's probabilities. The Rust twin is crates/dateline-language/src/acts/.
"""
import torch
from torch import nn
import torch.nn.functional as F

import acts
from network import NEAR, distance_buckets

CATEGORY = {c: i for i, c in enumerate(acts.CATEGORIES)}
KIND = {k: i for i, k in enumerate(acts.KINDS)}
STATE = {s: i for i, s in enumerate(acts.STATES)}
ARGUMENT = {a: i for i, a in enumerate(acts.ARGUMENTS)}
PRODUCT = 64
STATE_WEIGHT = 4.0
# Columns of a pair's rows: whole path, single arcs up and down, preposition, role.
COLUMNS = 1 + 2 * acts.STEPS + 2


class Acts(nn.Module):
    def __init__(self, width, labels, inner=128):
        super().__init__()
        rels, hidden = len(labels["rel"]), width
        self.rels, self.roles = rels, {r: i for i, r in enumerate(labels["role"])}
        self.rel_of = {r: i for i, r in enumerate(labels["rel"])}
        self.hidden = nn.Linear(width, hidden)
        self.rel, self.upos = nn.Embedding(rels, hidden), nn.Embedding(len(labels["upos"]), hidden)
        self.category = nn.Linear(hidden, len(acts.CATEGORIES))
        # Nine acts in ten are told as done: without weights nothing else is ever learnt.
        self.register_buffer("state_weight", torch.tensor([1.0] + [STATE_WEIGHT] * (len(acts.STATES) - 1)), persistent=False)
        self.kind, self.state = nn.Linear(hidden, len(acts.KINDS)), nn.Linear(hidden, len(acts.STATES))
        self.trigger, self.word = nn.Linear(width, inner), nn.Linear(width, inner, bias=False)
        self.told = nn.Embedding(len(acts.CATEGORIES), inner)
        self.path, self.distance = nn.Embedding(acts.PATHS, inner), nn.Embedding(2 * (len(NEAR) + 1), inner)
        self.step = nn.Embedding(2 * (acts.STEPS * rels + 1), inner)
        self.case, self.role = nn.Embedding(len(acts.CASES), inner), nn.Embedding(len(self.roles), inner)
        self.left, self.right = nn.Linear(width, PRODUCT), nn.Linear(width, PRODUCT)
        self.out = nn.Linear(inner, len(acts.ARGUMENTS))
        self.times = nn.Linear(PRODUCT, len(acts.ARGUMENTS), bias=False)
        for table in (self.rel, self.upos, self.told, self.path, self.distance, self.step, self.case, self.role):
            nn.init.normal_(table.weight, std=0.1)

    def words(self, x, rel, upos, drop=0.0):
        """The hidden layer, from vectors [words, width] and numbers of relation and tag; category, kind, state stand on it."""
        h = torch.relu(self.hidden(x) + self.rel(rel) + self.upos(upos))
        return F.dropout(h, drop, self.training)

    def arguments(self, x, trigger, word, category, distance, rows, drop=0.0):
        """Scores a pair: rows of the vectors, the trigger's category, distance bucket, and [pairs, COLUMNS] of `pair_rows`."""
        steps = rows[:, 1:1 + 2 * acts.STEPS].clone()
        steps[:, acts.STEPS:] += acts.STEPS * self.rels + 1
        h = self.trigger(x)[trigger] + self.word(x)[word] + self.told(category) + self.distance(distance)
        h = h + self.path(rows[:, 0]) + self.step(steps).sum(1) + self.case(rows[:, -2]) + self.role(rows[:, -1])
        both = self.left(x)[trigger] * self.right(x)[word]
        return self.out(F.dropout(torch.relu(h), drop, self.training)) + self.times(F.dropout(both, drop, self.training))

    def pair_rows(self, s, t):
        """[words, COLUMNS] for a trigger of a sentence, from its tree and roles."""
        kept = s.setdefault("pairs", {})
        if t not in kept:
            rels = [self.rel_of.get(r, 0) for r in s["rel"]]
            plays = next((a for p, a in s["roles"] if p == t), {})
            rows = []
            for w in range(len(rels)):
                found = acts.path(t, w, s["head"], rels)
                rows.append([acts.path_row(found), *acts.step_rows(found, self.rels), acts.case_of(w, s),
                             self.roles.get(plays.get(w, "_"), 0)])
            kept[t] = torch.tensor(rows, dtype=torch.int16)
        return kept[t]


def one_hot(index, size):
    row = torch.zeros(size)
    row[index] = 1.0
    return row


def encode(s):
    """What a sentence teaches, as (trigger, category's, kind's, state's probabilities, arguments' [words, kinds])."""
    out = []
    for act in s["acts"]:
        wanted = torch.zeros(len(s["forms"]), len(ARGUMENT))
        wanted[:, 0] = 1.0
        for word, name in act["arguments"].items():
            wanted[word] = one_hot(ARGUMENT[name], len(ARGUMENT))
        out.append((act["trigger"], one_hot(CATEGORY[act["category"]], len(CATEGORY)), one_hot(KIND[act["kind"]], len(KIND)),
                    one_hot(STATE[act["state"]], len(STATE)), wanted))
    s["y_acts"] = out


def pack(batch):
    """The acts of a batch, where some of its sentences have any to teach: (mask, categories, acts), else None."""
    taught = [j for j, s in enumerate(batch) if "y_acts" in s]
    if not taught:
        return None
    n, b = max(len(s["forms"]) for s in batch), len(batch)
    mask, wanted = torch.zeros(n, b), torch.zeros(n, b, len(CATEGORY))
    wanted[..., 0] = 1.0
    acts_of = []
    for j in taught:
        mask[:len(batch[j]["forms"]), j] = 1.0
        for t, category, kind, state, arguments in batch[j]["y_acts"]:
            wanted[t, j] = category
            acts_of.append((j, t, 1.0 - float(category[0]), category, kind, state, arguments, batch[j]))
    return mask, wanted, acts_of


def pairs(head, found, sizes, b, device):
    """Numbers of every (trigger, word of its sentence), for `arguments`; `found` are (sentence's place, trigger, category, sentence)."""
    trigger, word, category, distance, rows = [], [], [], [], []
    for j, t, c, s in found:
        n = sizes[j]
        at = torch.arange(n)
        trigger.append(torch.full((n,), t * b + j))
        word.append(at * b + j)
        category.append(torch.full((n,), c))
        distance.append(distance_buckets(n)[t, 1:])
        rows.append(head.pair_rows(s, t))
    return [torch.cat(v).long().to(device) for v in (trigger, word, category, distance, rows)]


def loss_of(head, x, packed, gold, drop):
    """Cross-entropies over words and pairs, a sum over the batch for each act in it."""
    mask, wanted, found = packed
    n, b, width = x.shape
    flat, device = x.reshape(-1, width), x.device
    rel, upos = (gold[k].clamp(min=0).reshape(-1) for k in ("rel", "upos"))
    h = head.words(flat, rel, upos, drop)
    against = lambda scores, targets: -(F.log_softmax(scores, -1) * targets).sum(-1)
    count = sum(f[2] for f in found) + 2.0
    loss = (against(head.category(h), wanted.reshape(-1, wanted.shape[-1]).to(device)) * mask.reshape(-1).to(device)).sum()
    found = [f for f in found if f[2] > 0.3]
    if found:
        at = torch.tensor([t * b + j for j, t, *_ in found], device=device)
        sure = torch.tensor([f[2] for f in found], device=device)
        stack = lambda i: torch.stack([f[i] for f in found]).to(device)
        loss = loss + 0.7 * (against(head.kind(h[at]), stack(4)) * sure).sum()
        loss = loss + 0.5 * (against(head.state(h[at]), stack(5) * head.state_weight) * sure).sum()
        numbers = pairs(head, [(j, t, int(c[1:].argmax()) + 1, s) for j, t, _, c, _, _, _, s in found], gold["sizes"], b, device)
        each = torch.cat([torch.full((gold["sizes"][f[0]],), f[2]) for f in found]).to(device)
        scores = head.arguments(flat, *numbers, drop)
        loss = loss + (against(scores, torch.cat([f[6] for f in found]).to(device)) * each).sum()
    return loss / count


def states_of(head, x, gold):
    """Probabilities of a batch, word by word: categories, kinds, states, [words, batch, …]."""
    h = head.words(x, gold["rel"].clamp(min=0), gold["upos"].clamp(min=0))
    return [torch.softmax(out(h), -1) for out in (head.category, head.kind, head.state)]


@torch.no_grad()
def predict(nets, batches, least=0.1):
    """Gives each sentence `said`: its possible acts by the mean of several networks, as (trigger, categories, kinds, states, arguments).

    `batches` yields (batch, [x of each network], gold).
    """
    for batch, xs, gold in batches:
        heads = [net.acts for net in nets]
        told = [torch.stack(v).mean(0).cpu() for v in zip(*(states_of(h, x, gold) for h, x in zip(heads, xs)))]
        b, found = len(batch), []
        for j, s in enumerate(batch):
            s["said"] = []
            for t in range(gold["sizes"][j]):
                if 1 - told[0][t, j, 0] > least:
                    found.append((j, t, int(told[0][t, j, 1:].argmax()) + 1, s))
        if not found:
            continue
        numbers = pairs(heads[0], found, gold["sizes"], b, xs[0].device)
        scores = sum(torch.softmax(h.arguments(x.reshape(-1, x.shape[-1]), *numbers), -1) for h, x in zip(heads, xs)) / len(heads)
        for (j, t, _, s), own in zip(found, scores.cpu().split([gold["sizes"][f[0]] for f in found])):
            s["said"].append((t, told[0][t, j], told[1][t, j], told[2][t, j], own))
