"""Trains the network and keeps the best checkpoint by mean dev LAS.

usage: python train.py DATA_DIR OUT.pt [--vectors vec.npz] [--epochs 30]
A run is resumed from OUT.last.pt where that exists, so that a stage may be cut into pieces. Seeds are fixed.
"""
import argparse
import collections
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import gazetteer
from features import fold, hashed
from network import Net


def vocabulary(train, vectors, least=2, raw_top=30000):
    counts = collections.Counter(fold(w) for part in train.values() for s in part for w in s["forms"])
    known = {}
    if vectors:
        npz = np.load(vectors)
        known = {w: v for w, v in zip(npz["words"].tolist(), npz["vectors"])}
    words = ["<unk>"] + sorted((w for w, c in counts.items() if c >= least or w in known), key=lambda w: (-counts[w], w))
    have = set(words)
    words += [w for w in list(known)[:raw_top] if w not in have]
    return words, known, counts


def labels_of(train):
    out = {}
    for k in ("upos", "xpos", "rel", "ner"):
        out[k] = sorted({t for part in train.values() for s in part if k in s for t in s[k]})
    out["ner"] = ["O"] + [f"{p}-{t}" for t in corpus.NAME_TYPES for p in "BI"]
    return out


class Features:
    """Rows of every table for a form; computed once a form."""

    def __init__(self, index, flags):
        self.index, self.flags, self.cache = index, flags, {}

    def of(self, form):
        if form not in self.cache:
            low = fold(form)
            self.cache[form] = (self.index.get(low, 0), hashed(form) + [self.flags.get(low, 0)])
        return self.cache[form]


def recased(s):
    """A sentence as other desks would print it: names in capitals (datelines), all capitals, or a headline's capitals."""
    chance = random.random()
    if chance > 0.06:
        return None
    forms = list(s["forms"])
    if chance < 0.03 and "ner" in s:
        return [f.upper() if t != "O" else f for f, t in zip(forms, s["ner"])]
    if chance < 0.04:
        return [f.upper() for f in forms]
    return [f[:1].upper() + f[1:] if len(f) > 3 else f for f in forms]


def encode(sentences, features, labels):
    at = {k: {t: i for i, t in enumerate(v)} for k, v in labels.items()}
    for s in sentences:
        feats = [features.of(w) for w in s["forms"]]
        s["w"] = torch.tensor([f[0] for f in feats])
        s["f"] = torch.tensor([f[1] for f in feats])
        for k in ("upos", "xpos", "rel", "ner"):
            if k in s:
                s["y_" + k] = torch.tensor([at[k].get(t, -100) for t in s[k]])
        if "head" in s:
            s["y_head"] = torch.tensor(s["head"])
    return sentences


def batches(sentences, tokens, shuffle):
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]["forms"]) + (random.random() * 3 if shuffle else 0))
    groups, now, size = [], [], 0
    for i in order:
        n = len(sentences[i]["forms"])
        if now and n * (len(now) + 1) > tokens:
            groups.append(now)
            now = []
        now.append(i)
    groups.append(now)
    if shuffle:
        random.shuffle(groups)
    for g in groups:
        yield [sentences[i] for i in g]


def pack(batch, features=None):
    """Tensors of a batch; with `features`, some sentences are printed in other capitals (training only)."""
    n, b = max(len(s["forms"]) for s in batch), len(batch)
    word = torch.zeros(n, b, dtype=torch.long)
    feats = torch.zeros(n, b, batch[0]["f"].shape[1], dtype=torch.long)
    pad = torch.ones(n, b, 1, dtype=torch.bool)
    gold = {k: torch.full((n, b), -100) for k in ("upos", "xpos", "rel", "ner", "head")}
    for j, s in enumerate(batch):
        m = len(s["forms"])
        w, f = s["w"], s["f"]
        other = recased(s) if features else None
        if other:
            rows = [features.of(x) for x in other]
            w, f = torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])
        word[:m, j], feats[:m, j], pad[:m, j] = w, f, False
        for k in gold:
            if "y_" + k in s:
                gold[k][:m, j] = s["y_" + k]
    return word, feats, pad, gold


def loss_of(net, x, pad, gold, drop):
    ce = lambda s, y: F.cross_entropy(s.reshape(-1, s.shape[-1]), y.reshape(-1), ignore_index=-100) if (y >= 0).any() else 0.0
    loss = 1.0 * ce(net.names(x), gold["ner"])
    if (gold["head"] >= 0).any():
        arcs = net.arcs(x, drop)
        blocked = torch.cat([torch.zeros_like(pad[:1, :, 0]), pad[:, :, 0]]).T.unsqueeze(1)
        arcs = arcs.masked_fill(blocked, -1e4)
        loss = loss + ce(arcs.transpose(0, 1), gold["head"])
        loss = loss + ce(net.rels(x, gold["head"].clamp(min=0), drop), gold["rel"])
        loss = loss + 0.5 * ce(net.upos(x), gold["upos"]) + 0.5 * ce(net.xpos(x), gold["xpos"])
    return loss


AVERAGE_FROM = 6        # the epoch from which weights are averaged


@torch.no_grad()
def averaged(average, net, keep=0.999):
    """The running mean of the weights, which scores better than the weights of any one step (Polyak averaging)."""
    state = net.state_dict()
    if average is None:
        return {k: v.clone() for k, v in state.items()}
    for k, v in average.items():
        v.lerp_(state[k], 1 - keep)
    return average


@torch.no_grad()
def score(net, sentences, labels):
    """Greedy heads (no tree constraint): a quick stand-in for the Rust program's own figures."""
    net.eval()
    n = uas = las = upos = xpos = 0
    base = torch.tensor([labels["rel"].index(r) for r in labels["rel"]])
    short = {r: i for i, r in enumerate(sorted({r.split(":")[0] for r in labels["rel"]}))}
    to_short = torch.tensor([short[r.split(":")[0]] for r in labels["rel"]])
    right = found = wanted = 0
    for batch in batches(sentences, 3000, False):
        word, feats, pad, gold = pack(batch)
        x = net.encode(word, feats, pad)
        arcs = net.arcs(x)
        blocked = torch.cat([torch.zeros_like(pad[:1, :, 0]), pad[:, :, 0]]).T.unsqueeze(1)
        heads = arcs.masked_fill(blocked, -1e4).argmax(-1).T
        rel = net.rels(x, heads).argmax(-1)
        ok = gold["head"] >= 0
        good = (heads == gold["head"]) & ok
        n += ok.sum().item()
        uas += good.sum().item()
        g = gold["rel"].clamp(min=0)
        las += (good & (to_short[rel] == to_short[g]) & (gold["rel"] >= 0)).sum().item()
        upos += ((net.upos(x).argmax(-1) == gold["upos"]) & ok).sum().item()
        xpos += ((net.xpos(x).argmax(-1) == gold["xpos"]) & ok).sum().item()
        tags = net.names(x).argmax(-1)
        for j, s in enumerate(batch):
            if "ner" in s:
                a, b = spans(s["ner"]), spans([labels["ner"][t] for t in tags[:len(s["forms"]), j]])
                right, found, wanted = right + len(a & b), found + len(b), wanted + len(a)
    net.train()
    f = 2 * right / (found + wanted) if found + wanted else 0.0
    return {"uas": uas / n, "las": las / n, "upos": upos / n, "xpos": xpos / n, "ner": f}


def spans(tags):
    out, start, kind = set(), None, None
    for i, t in enumerate(tags + ["O"]):
        if start is not None and (t == "O" or t[0] == "B" or t[2:] != kind):
            out.add((start, i, kind))
            start = None
        if t != "O" and start is None:
            start, kind = i, t[2:]
    return out


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data")
    args.add_argument("out")
    args.add_argument("--vectors")
    args.add_argument("--lexicon", default="../lexicon/actors", help="folder of the lexicon's name lists")
    args.add_argument("--epochs", type=int, default=30)
    args.add_argument("--width", type=int, default=128)
    args.add_argument("--layers", type=int, default=3)
    args.add_argument("--drop", type=float, default=0.2)
    args.add_argument("--lr", type=float, default=2e-3)
    args.add_argument("--tokens", type=int, default=700, help="words in a batch")
    args.add_argument("--threads", type=int, default=2)
    args.add_argument("--seed", type=int, default=1)
    a = args.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    train, dev = corpus.load(a.data)
    words, known, counts = vocabulary(train, a.vectors)
    labels = labels_of(train)
    index = {w: i for i, w in enumerate(words)}
    flags = gazetteer.flags(a.lexicon)
    features = Features(index, flags)
    everything = encode([s for part in train.values() for s in part], features, labels)
    for part in dev.values():
        encode(part, features, labels)
    net = Net(len(words), labels, a.width, a.layers)
    with torch.no_grad():
        net.word.weight.normal_(std=0.1)
        for w, v in known.items():
            if w in index:
                net.word.weight[index[w]] = torch.tensor(v.astype(np.float32))[:a.width]
        net.word.weight[0] = 0
    rare = torch.tensor([0.0] + [0.25 / (0.25 + counts[w]) if counts[w] else 0.0 for w in words[1:]])
    dense = [p for p in net.parameters() if p is not net.word.weight]
    opt = torch.optim.AdamW(dense, lr=a.lr, betas=(0.9, 0.98), weight_decay=1e-4)
    sparse = torch.optim.SparseAdam([net.word.weight], lr=a.lr * 0.5)
    steps = a.epochs * sum(1 for _ in batches(everything, a.tokens, True))
    print(f"{len(everything)} sentences, {len(words)} words, {steps} steps,", sum(p.numel() for p in dense), "dense parameters", flush=True)
    step, first, best = 0, 0, 0.0
    last = a.out.replace(".pt", ".last.pt")
    average = None
    if os.path.exists(last):
        state = torch.load(last, weights_only=False)
        net.load_state_dict(state["net"]); opt.load_state_dict(state["opt"]); sparse.load_state_dict(state["sparse"])
        step, first, best, average = state["step"], state["epoch"] + 1, state["best"], state["average"]
    for epoch in range(first, a.epochs):
        began, total = time.time(), 0.0
        net.train()
        for batch in batches(everything, a.tokens, True):
            rate = min(1.0, step / 300) * 0.5 * (1 + np.cos(np.pi * min(1.0, step / steps)))
            for group in opt.param_groups:
                group["lr"] = a.lr * max(rate, 0.01)
            sparse.param_groups[0]["lr"] = a.lr * 0.5 * max(rate, 0.01)
            word, feats, pad, gold = pack(batch, features)
            word = word.masked_fill(torch.rand(word.shape) < rare[word], 0)
            x = net.encode(word, feats, pad, a.drop)
            loss = loss_of(net, x, pad, gold, a.drop)
            opt.zero_grad(); sparse.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(dense, 5.0)
            opt.step(); sparse.step()
            if epoch >= AVERAGE_FROM:
                average = averaged(average, net)
            total += loss.item()
            step += 1
        own = {k: v.clone() for k, v in net.state_dict().items()} if average else net.state_dict()
        if average:
            net.load_state_dict(average)
        figures = {k: score(net, v, labels) for k, v in dev.items()}
        print(f"epoch {epoch} loss {total:.0f} {time.time() - began:.0f}s", {k: {m: round(100 * f, 2) for m, f in v.items()} for k, v in figures.items()}, flush=True)
        # Trees first; names, which vary more from epoch to epoch, break what is nearly a tie.
        mean = sum(f["las"] + 0.05 * f["ner"] for f in figures.values()) / len(figures)
        keep = {"net": {k: v.clone() for k, v in net.state_dict().items()}, "words": words, "labels": labels, "width": a.width, "layers": a.layers, "flags": flags, "figures": figures}
        if mean > best:
            best = mean
            torch.save(keep, a.out)
        net.load_state_dict(own)
        torch.save({**keep, "net": own, "opt": opt.state_dict(), "sparse": sparse.state_dict(), "step": step, "epoch": epoch, "best": best, "average": average}, last)


if __name__ == "__main__":
    main()
