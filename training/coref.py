"""Trains the ranker of antecedents on what crates/dateline-language/examples/coref_features.rs writes.

usage: python coref.py TRAIN.bin DEV.bin OUT.npz [--epochs N] [--seed N] [--hidden N] [--vectors N] [--held]
       python coref.py --export OUT.npz MODEL.dateline NEW.dateline
       python coref.py --alone OUT.npz NEW.dateline

Every mention is ranked against all earlier candidates and against "new", with the marginal likelihood over all right
antecedents and a cost for each kind of error (Durrett and Klein 2013). A pair's score is a network of two layers over
the sum of one row for each slot's value; with vectors, the product of both heads' projected vectors joins the sum.
`--held` trains on nine tenths of the training documents and measures on the rest: for choosing, so that dev stays clean.
"""
import argparse
import struct
import sys

import numpy as np
import torch
from torch import nn

def read(path):
    """Slots of mentions and of pairs, and documents as dicts of arrays."""
    data = memoryview(open(path, "rb").read())
    at = 0

    def take(kind, *shape):
        nonlocal at
        count = int(np.prod(shape)) if shape else 1
        array = np.frombuffer(data, dtype=kind, count=count, offset=at).reshape(shape)
        at += array.nbytes
        return array

    def text():
        return bytes(take("u1", int(take("<u4", 1)[0]))).decode()

    parts = text().split("\n\n")
    slots = [[(name, int(size)) for name, size in (line.split("\t") for line in part.strip().split("\n"))] for part in parts]
    documents = []
    while at < len(data):
        name = text()
        mentions, pairs, width, chains = take("<u4", 4).tolist()
        sizes = take("<u4", chains)
        own = take("<i4", mentions, 2)
        doc = {"id": name, "sizes": sizes, "chain": own[:, 0].copy(), "count": own[:, 1].astype(np.int64),
               "mention": take("<u2", mentions, len(slots[0])).astype(np.int64), "candidate": take("<u4", pairs).astype(np.int64),
               "pair": take("<u2", pairs, len(slots[1])).astype(np.int64), "vectors": take("<f4", mentions, width).copy()}
        for kind, all_slots in (("mention", slots[0]), ("pair", slots[1])):
            sizes_of = np.array([size for _, size in all_slots])
            assert (doc[kind] < sizes_of).all(), (name, kind, [all_slots[i] for i in np.where((doc[kind] >= sizes_of).any(0))[0]])
            doc[kind] += np.concatenate([[0], np.cumsum(sizes_of)[:-1]])
        doc["owner"] = np.repeat(np.arange(mentions), doc["count"])
        documents.append({k: torch.from_numpy(v) if isinstance(v, np.ndarray) and k != "sizes" else v for k, v in doc.items()})
    return slots, documents


class Ranker(nn.Module):
    def __init__(self, slots, hidden, second, width, project, drop, skip):
        super().__init__()
        mentions, pairs = (sum(size for _, size in part) for part in slots)
        bag = lambda rows: nn.EmbeddingBag(rows, hidden, mode="sum")
        self.anaphor, self.antecedent, self.new, self.pair = bag(mentions), bag(mentions), bag(mentions), bag(pairs)
        for table in (self.anaphor, self.antecedent, self.new, self.pair):
            nn.init.normal_(table.weight, std=0.05)
        self.bias, self.new_bias = nn.Parameter(torch.zeros(hidden)), nn.Parameter(torch.zeros(hidden))
        self.middle, self.out, self.new_out = nn.Linear(hidden, second), nn.Linear(second, 1), nn.Linear(hidden, 1)
        self.drop = nn.Dropout(drop)
        self.width, self.skip = width, skip
        if width:
            self.project = nn.Linear(width, project)
            self.product = nn.Linear(project, hidden, bias=False)
            self.to_anaphor, self.to_antecedent, self.to_new = (nn.Linear(width, hidden, bias=False) for _ in range(3))

    def sum(self, table, values):
        """Rows of all slots' values; in training some slots are left out, so that none is relied on alone."""
        if not self.training or not self.skip:
            return table(values)
        return table(values, per_sample_weights=(torch.rand(values.shape) > self.skip).float() / (1 - self.skip))

    def forward(self, doc):
        anaphor, antecedent, new = (self.sum(t, doc["mention"]) for t in (self.anaphor, self.antecedent, self.new))
        pair = self.sum(self.pair, doc["pair"])
        if self.width:
            vectors = self.drop(doc["vectors"])
            anaphor, antecedent, new = (x + f(vectors) for x, f in ((anaphor, self.to_anaphor), (antecedent, self.to_antecedent), (new, self.to_new)))
            p = self.project(vectors)
            pair = pair + self.product(p[doc["owner"]] * p[doc["candidate"]])
        x = self.drop(torch.relu(anaphor[doc["owner"]] + antecedent[doc["candidate"]] + pair + self.bias))
        scores = self.out(self.drop(torch.relu(self.middle(x))))[:, 0]
        return scores, self.new_out(self.drop(torch.relu(new + self.new_bias)))[:, 0]


def group_logsumexp(values, owner, count):
    """log sum exp of the values of each owner."""
    top = torch.full((count,), -1e9).scatter_reduce(0, owner, values.detach(), "amax")
    sums = torch.zeros(count).index_add(0, owner, torch.exp(values - top[owner]))
    return top + torch.log(sums.clamp_min(1e-30))


def loss(doc, scores, new, costs):
    false_link, false_new, wrong_link = costs
    n, owner, chain = len(new), doc["owner"], doc["chain"]
    right = (chain[owner] >= 0) & (chain[owner] == chain[doc["candidate"]])
    anaphoric = torch.zeros(n, dtype=torch.bool)
    anaphoric[owner[right]] = True
    cost = torch.where(right, 0.0, torch.where(anaphoric[owner], wrong_link, false_link))
    new_cost = torch.where(anaphoric, false_new, 0.0)
    everyone = torch.arange(n)
    every = group_logsumexp(torch.cat([scores + cost, new + new_cost]), torch.cat([owner, everyone]), n)
    good = group_logsumexp(torch.cat([scores[right], new[~anaphoric]]), torch.cat([owner[right], everyone[~anaphoric]]), n)
    return (every - good).sum()


def links(doc, scores, new, lean=0.0):
    """The best antecedent of each mention, -1 for none."""
    owner, n = doc["owner"], len(new)
    best = torch.full((n,), -1e9).scatter_reduce(0, owner, scores, "amax")
    out = torch.full((n,), -1)
    hit = scores == best[owner]
    out[owner[hit]] = doc["candidate"][hit]
    return torch.where(best > new + lean, out, -1).tolist()


def assignment(table):
    """The greatest sum of a one-to-one assignment, nearly: greedily, which costs a thousandth here."""
    total, rows, columns = 0.0, set(), set()
    for value, r, c in sorted(((v, r, c) for (r, c), v in table.items()), reverse=True):
        if r not in rows and c not in columns:
            total += value
            rows.add(r)
            columns.add(c)
    return total


def tallies(doc, found):
    """Numerators and denominators of MUC, B3 and CEAF-e: recalled, wanted, right, found. The program has the real scorer."""
    chain_of, chains = {}, []
    for m, a in enumerate(found):
        if a >= 0:
            if a not in chain_of:
                chain_of[a] = len(chains)
                chains.append([a])
            chain_of[m] = chain_of[a]
            chains[chain_of[a]].append(m)
    gold, sizes = doc["chain"].tolist(), doc["sizes"].tolist()
    both, key_seen = {}, {}
    for m, c in enumerate(gold):
        if c >= 0:
            key_seen[c] = key_seen.get(c, 0) + 1
            if m in chain_of:
                both[c, chain_of[m]] = both.get((c, chain_of[m]), 0) + 1
    t = np.zeros((3, 4))
    per_key, per_got = {}, {}
    for (c, g), v in both.items():
        per_key.setdefault(c, []).append(v)
        per_got.setdefault(g, []).append(v)
    for side, per, all_sizes in ((0, per_key, sizes), (2, per_got, [len(c) for c in chains])):
        for i, size in enumerate(all_sizes):
            parts = per.get(i, [])
            t[0, side] += size - (len(parts) + size - sum(parts))
            t[0, side + 1] += size - 1
            t[1, side] += sum(v * v for v in parts) / size
            t[1, side + 1] += size
    phi = assignment({(c, g): 2 * v / (sizes[c] + len(chains[g])) for (c, g), v in both.items()})
    t[2] = phi, len(sizes), phi, len(chains)
    return t


def evaluate(model, documents, lean=0.0):
    model.eval()
    total = np.zeros((3, 4))
    with torch.no_grad():
        for doc in documents:
            total += tallies(doc, links(doc, *model(doc), lean))
    recall, precision = total[:, 0] / total[:, 1], total[:, 2] / total[:, 3].clip(1)
    f1 = 2 * precision * recall / (precision + recall).clip(1e-9)
    return f1.mean(), " ".join(f"{p:.3f}/{r:.3f}/{f:.3f}" for p, r, f in zip(precision, recall, f1))


def train(args):
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    slots, documents = read(args.files[0])
    assert read(args.files[1])[0] == slots
    if args.held:
        documents, dev = [d for i, d in enumerate(documents) if i % 10 != 3], documents[3::10]
    else:
        dev = read(args.files[1])[1]
    width = documents[0]["vectors"].shape[1] if args.vectors else 0
    model = Ranker(slots, args.hidden, args.second, width, args.vectors, args.drop, args.skip)
    mean = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=args.decay)
    steps = args.epochs * len(documents)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1.0, (s + 1) / 50) * max(0.02, 1 - s / steps))
    for epoch in range(args.epochs):
        model.train()
        total = 0.0
        for i in torch.randperm(len(documents)).tolist():
            doc = documents[i]
            value = loss(doc, *model(doc), args.costs) / len(doc["chain"])
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            mean.update_parameters(model)
            total += value.item()
        f1, parts = evaluate(mean.module, dev)
        print(f"epoch {epoch + 1} loss {total / len(documents):.4f} F1 {f1:.4f}  P/R/F1 {parts}", flush=True)
    for lean in (-1.0, -0.5, 0.5, 1.0):
        print("lean", lean, *evaluate(mean.module, dev, lean))
    weights = {k: v.detach().numpy() for k, v in mean.module.state_dict().items()}
    names = "\n\n".join("\n".join(f"{n}\t{s}" for n, s in part) for part in slots)
    np.savez(args.files[2], slots=names, **weights)


def tensors(weights):
    """What the program reads, as (name, kind, content): tables as bytes, the rest as it is."""
    yield "coref.slots", "text", str(weights["slots"]).split("\n")
    for name in ("anaphor", "antecedent", "new", "pair"):
        yield f"coref.{name}", "i8", weights[f"{name}.weight"]
    yield "coref.pair.bias", "f32", weights["bias"]
    yield "coref.new.bias", "f32", weights["new_bias"]
    for name in ("middle", "out", "new_out", "project", "product", "to_anaphor", "to_antecedent", "to_new"):
        for part in ("weight", "bias"):
            if f"{name}.{part}" in weights:
                yield f"coref.{name}.{part}", "f32", weights[f"{name}.{part}"]


def put(writer, path):
    """Adds a trained ranker to a model file that is being written; `writer` is export.py's."""
    for name, kind, content in tensors(np.load(path)):
        getattr(writer, kind)(name, content)


def export(ranker, model, out):
    """Adds a trained ranker to a model file, in place of the one it may have; without a model, writes it alone."""
    from export import Writer

    writer = Writer()
    if model:
        data = open(model, "rb").read()
        body = 48 + struct.unpack("<I", data[12:16])[0]
        for line in data[48:body].decode().splitlines():
            kind, rest = line.split(" ", 1)
            if kind == "meta":
                writer.meta.append(tuple(rest.split(" ", 1)))
                continue
            name, kind, dims, offset, length = rest.split(" ")
            if not name.startswith("coref."):
                writer.put(name, kind, tuple(map(int, dims.split("x"))), data[body + int(offset):body + int(offset) + int(length)])
    put(writer, ranker)
    print(out, writer.save(out), "bytes")


def main():
    if sys.argv[1:2] == ["--export"] and len(sys.argv) == 5:
        return export(*sys.argv[2:])
    if sys.argv[1:2] == ["--alone"] and len(sys.argv) == 4:
        return export(sys.argv[2], None, sys.argv[3])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs=3)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hidden", type=int, default=96)
    parser.add_argument("--second", type=int, default=48)
    parser.add_argument("--vectors", type=int, default=64, help="numbers that words' vectors are projected to; 0 leaves them out")
    parser.add_argument("--drop", type=float, default=0.3)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--skip", type=float, default=0.1)
    parser.add_argument("--costs", type=float, nargs=3, default=[0.25, 2.5, 1.0], metavar=("LINK", "NEW", "WRONG"))
    parser.add_argument("--held", action="store_true")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
