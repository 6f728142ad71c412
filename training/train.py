"""Trains the network and keeps the best checkpoint by mean dev LAS.

usage: python train.py DATA_DIR OUT.pt [--vectors vec.npz] [--epochs 30]
A run is resumed from OUT.last.pt where that exists, so that a stage may be cut into pieces. Seeds are fixed. A graphics
processor (--device cuda) is not needed, but turns hours into minutes.
"""
import argparse
import collections
import os
import pickle
import random
import time
import zlib

import numpy as np
import torch
import torch.nn.functional as F

import act_head
import act_scores
import acts
import corpus
import encoder
import export
import gazetteer
from features import case, fold, hashed
from network import Net, distance_buckets, tree_places
from warm import warm


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
    for k in ("upos", "xpos", "feats", "rel", "ner"):
        out[k] = sorted({t for part in train.values() for s in part if k in s for t in s[k]})
    roles = collections.Counter(t for part in train.values() for s in part for _, a in s.get("roles", ()) for t in a.values())
    out["role"] = ["_"] + sorted(t for t, n in roles.items() if n >= 10)
    out["ner"] = ["O"] + [f"{p}-{t}" for t in corpus.NAME_TYPES for p in "BI"]
    return out


class Features:
    """Rows of every table for a form; computed once a form."""

    def __init__(self, index, flags):
        self.index, self.flags, self.cache = index, flags, {}

    def of(self, form):
        if form not in self.cache:
            low = fold(form)
            self.cache[form] = (self.index.get(low, 0), hashed(form) + [self.flags.get(low, 0), case(form)])
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


def encode(sentences, features, labels, pieces=None):
    at = {k: {t: i for i, t in enumerate(v)} for k, v in labels.items()}
    for s in sentences:
        feats = [features.of(w) for w in s["forms"]]
        s["w"] = torch.tensor([f[0] for f in feats])
        s["f"] = torch.tensor([f[1] for f in feats])
        if pieces:
            s["p"] = windowed([pieces.of(w) for w in s["forms"]], pieces)
        for k in ("upos", "xpos", "feats", "rel", "ner"):
            if k in s:
                s["y_" + k] = torch.tensor([at[k].get(t, -100) for t in s[k]])
        if "head" in s:
            s["y_head"] = torch.tensor(s["head"])
        if "roles" in s:
            s["y_roles"] = [(p, role_row(len(s["forms"]), heads, at["role"])) for p, heads in s["roles"]]
        if "acts" in s and "y_acts" not in s:
            act_head.encode(s)
    return sentences


def role_row(n, heads, labels):
    row = torch.zeros(n, dtype=torch.long)
    for word, label in heads.items():
        row[word] = labels.get(label, 0)
    return row


def windowed(words, pieces):
    """(ids, owners): the pieces of a sentence between the two marks. What exceeds the encoder's reach is cut off here;

    the program splits such sentences, the treebanks have none.
    """
    ids, owner = [pieces.index[encoder.CLS]], [-1]
    for i, word in enumerate(words):
        ids += word
        owner += [i] * len(word)
    ids, owner = ids[:encoder.LONGEST - 1], owner[:encoder.LONGEST - 1]
    return torch.tensor(ids + [pieces.index[encoder.SEP]]), torch.tensor(owner + [-1])


def batches(sentences, tokens, shuffle):
    """Sentences of about one length together: in pieces for the encoder, where a web address has eighty, else in words."""
    lengths = [len(s["p"][0]) if "p" in s else len(s["forms"]) for s in sentences]
    order = sorted(range(len(sentences)), key=lambda i: lengths[i] + (random.random() * 3 if shuffle else 0))
    groups, now = [], []
    for i in order:
        n = lengths[i]
        if now and n * (len(now) + 1) > tokens:
            groups.append(now)
            now = []
        now.append(i)
    groups.append(now)
    if shuffle:
        random.shuffle(groups)
    for g in groups:
        yield [sentences[i] for i in g]


def pack(batch, features=None, device="cpu"):
    """Tensors of a batch; with `features`, some sentences are printed in other capitals (training only)."""
    n, b = max(len(s["forms"]) for s in batch), len(batch)
    word = torch.zeros(n, b, dtype=torch.long)
    feats = torch.zeros(n, b, batch[0]["f"].shape[1], dtype=torch.long)
    pad = torch.ones(n, b, 1, dtype=torch.bool)
    gold = {k: torch.full((n, b), -100) for k in ("upos", "xpos", "feats", "rel", "ner", "head")}
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
    gold = {k: v.to(device) for k, v in gold.items()}
    if "p" in batch[0]:
        longest = max(len(s["p"][0]) for s in batch)
        ids, owner = torch.zeros(b, longest, dtype=torch.long), torch.full((b, longest), -1)
        mask = torch.zeros(b, longest, dtype=torch.bool)
        for j, s in enumerate(batch):
            m = len(s["p"][0])
            ids[j, :m], owner[j, :m], mask[j, :m] = s["p"][0], s["p"][1], True
        gold["pieces"] = (ids.to(device), mask.to(device), owner.to(device))
    roles = [(j, p, wanted) for j, s in enumerate(batch) for p, wanted in s.get("y_roles", ())]
    if roles:
        wanted = torch.full((len(roles), n), -100)
        for i, (_, _, row) in enumerate(roles):
            wanted[i, :len(row)] = row
        gold["roles"] = [torch.tensor(v).to(device) for v in zip(*((j, p) for j, p, _ in roles))] + [wanted.to(device)]
    gold["sizes"] = [len(s["forms"]) for s in batch]
    gold["acts"] = act_head.pack(batch)
    return word.to(device), feats.to(device), pad.to(device), gold


def role_pairs(gold, heads, rels, relations):
    """Every predicate with every word of its sentence, as rows for `Roles`, and the label wanted; trees as given.

    `heads` and `rels` are [words, batch].
    """
    sentence, predicate, wanted = gold["roles"]
    n, b = heads.shape
    kind, says = tree_places(predicate, heads.T[sentence].clamp(min=0))
    at = torch.arange(n, device=heads.device).expand_as(kind)
    rows = (predicate * b + sentence).unsqueeze(1).expand_as(kind)
    place = kind * relations + rels.T[sentence].gather(1, says)
    distance = distance_buckets(n, str(heads.device))[:, 1:][predicate]
    inside = wanted >= 0
    return [v[inside] for v in (rows, at * b + sentence.unsqueeze(1), place, distance, wanted)]


def loss_of(net, x, pad, gold, drop, weigh={"names": 1.0, "roles": 1.0, "acts": 1.0}):
    ce = lambda s, y: F.cross_entropy(s.reshape(-1, s.shape[-1]), y.reshape(-1), ignore_index=-100) if (y >= 0).any() else 0.0
    loss = weigh["names"] * ce(net.names(x), gold["ner"])
    if net.acts is not None and gold["acts"]:
        loss = loss + weigh["acts"] * act_head.loss_of(net.acts, x, gold["acts"], gold, drop)
    if (gold["head"] >= 0).any():
        arcs = net.arcs(x, drop)
        blocked = torch.cat([torch.zeros_like(pad[:1, :, 0]), pad[:, :, 0]]).T.unsqueeze(1)
        arcs = arcs.masked_fill(blocked, -1e4)
        if "roles" in gold:
            loss = loss + weigh["roles"] * role_loss(net, x, gold, arcs, drop)
        loss = loss + ce(arcs.transpose(0, 1), gold["head"])
        loss = loss + ce(net.rels(x, gold["head"].clamp(min=0), drop), gold["rel"])
        loss = loss + 0.5 * ce(net.upos(x), gold["upos"]) + 0.5 * ce(net.xpos(x), gold["xpos"])
        loss = loss + 0.25 * ce(net.feats(x), gold["feats"])
    return loss


def role_loss(net, x, gold, arcs, drop):
    """One number an argument. Half of the batches see the gold trees, half the heads that the network would choose."""
    heads = gold["head"] if random.random() < 0.5 else arcs.detach().argmax(-1).T
    *pairs, wanted = role_pairs(gold, heads, gold["rel"].clamp(min=0), net.rel_out.out_features)
    scores = net.roles(x.reshape(-1, x.shape[-1]), *pairs, drop)
    return F.cross_entropy(scores, wanted, reduction="sum") / max(1, (wanted > 0).sum().item())


@torch.no_grad()
def averaged(average, net, keep=0.998):
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
    device = str(net.arc_root.device)
    n = uas = las = upos = xpos = morph = 0
    labelled = [0, 0, 0]
    short = {r: i for i, r in enumerate(sorted({r.split(":")[0] for r in labels["rel"]}))}
    to_short = torch.tensor([short[r.split(":")[0]] for r in labels["rel"]], device=device)
    right = found = wanted = 0
    for batch in batches(sentences, 3000, False):
        word, feats, pad, gold = pack(batch, device=device)
        x = net.encode(word, feats, pad, 0.0, gold.get("pieces"))
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
        morph += ((net.feats(x).argmax(-1) == gold["feats"]) & ok).sum().item()
        if "roles" in gold:
            *pairs, role = role_pairs(gold, heads, rel, len(labels["rel"]))
            said = net.roles(x.reshape(-1, x.shape[-1]), *pairs).argmax(-1)
            for i, count in enumerate(((said == role) & (role > 0), said > 0, role > 0)):
                labelled[i] += count.sum().item()
        tags = net.names(x).argmax(-1).cpu()
        for j, s in enumerate(batch):
            if "ner" in s:
                a, b = spans(s["ner"]), spans([labels["ner"][t] for t in tags[:len(s["forms"]), j]])
                right, found, wanted = right + len(a & b), found + len(b), wanted + len(a)
    net.train()
    f = 2 * right / (found + wanted) if found + wanted else 0.0
    figures = {"uas": uas / n, "las": las / n, "upos": upos / n, "xpos": xpos / n, "feats": morph / n, "ner": f}
    if labelled[2]:
        figures["role heads"] = 2 * labelled[0] / (labelled[1] + labelled[2])
    return figures


def spans(tags):
    out, start, kind = set(), None, None
    for i, t in enumerate(tags + ["O"]):
        if start is not None and (t == "O" or t[0] == "B" or t[2:] != kind):
            out.add((start, i, kind))
            start = None
        if t != "O" and start is None:
            start, kind = i, t[2:]
    return out


def arguments():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data")
    args.add_argument("out")
    args.add_argument("--vectors", help="word vectors, for a network without encoder")
    args.add_argument("--encoder", metavar="PIECES.txt", help="train on the sentence encoder, with these word pieces; or MODEL.dateline: with those of a model file, for --init")
    args.add_argument("--silver", nargs="*", default=(), metavar="FILE.conllu", help="what a better model read: taught as well")
    args.add_argument("--gold-times", type=int, default=1, help="how often an epoch sees each gold sentence")
    args.add_argument("--init", metavar="MODEL.dateline", help="begin with this model's weights and words")
    args.add_argument("--vocabulary", type=int, default=31000, help="with --init: words to keep, the commonest")
    args.add_argument("--lexicon", default="../lexicon/actors", help="folder of the lexicon's name lists")
    args.add_argument("--epochs", type=int, default=30)
    args.add_argument("--width", type=int, default=128)
    args.add_argument("--layers", type=int, default=3)
    args.add_argument("--arc", type=int, default=64)
    args.add_argument("--rel", type=int, default=64)
    args.add_argument("--drop", type=float, default=0.2)
    args.add_argument("--lr", type=float, default=2e-3)
    args.add_argument("--encoder-lr", type=float, default=1.5e-4, help="of its top layer; each lower one has 0.85 of that")
    args.add_argument("--tokens", type=int, default=700, help="words, or pieces for the encoder, in a batch")
    args.add_argument("--without", nargs="*", default=(), help="parts of the training data to leave out: wnut, wikigold")
    args.add_argument("--from", dest="start", metavar="CHECKPOINT.pt", help="a second stage: begin with these weights")
    args.add_argument("--stop", type=int, help="end after so many epochs, the rates as if all were to come")
    args.add_argument("--name-weight", type=float, default=1.0)
    args.add_argument("--role-weight", type=float, default=1.0)
    args.add_argument("--heads-times", type=float, default=1.0, help="rate of the name and role heads over --lr")
    args.add_argument("--no-names", nargs="*", default=(), help="parts whose names are not learnt: gum, a silver file")
    args.add_argument("--average-from", type=int, default=6, help="epoch from which weights are averaged")
    args.add_argument("--acts", metavar="PARSE.conllu", help="teach acts: the coded passages as `dateline parse` reads them")
    args.add_argument("--acts-weight", type=float, default=1.0)
    args.add_argument("--acts-rate", type=float, default=1.0, help="rate of the head for acts over --lr")
    args.add_argument("--taught", nargs="*", default=(), metavar="FILE.pickle", help="sentences with a teacher's acts (teach.py)")
    args.add_argument("--taught-share", type=float, default=1.0, help="share of those that an epoch sees")
    args.add_argument("--fold", metavar="K/N", help="leave out the K-th part of the coded documents, and score on it")
    args.add_argument("--treebanks", type=float, default=1.0, help="share of the treebanks that an epoch sees")
    args.add_argument("--device", default="cpu")
    args.add_argument("--no-resume", action="store_true", help="keep no OUT.last.pt: for short runs")
    args.add_argument("--limit", type=int, help="only so many sentences of each part: to try a stage out")
    args.add_argument("--threads", type=int, default=2)
    args.add_argument("--seed", type=int, default=1)
    return args.parse_args()


def network(a, words, known, labels):
    """A fresh network, word vectors and encoder in place, and the encoder's pieces (or none)."""
    pieces, base = None, None
    if a.encoder and a.encoder.endswith(".dateline"):
        base, pieces = encoder.empty(export.read(a.encoder)["pieces"])
    elif a.encoder:
        with open(a.encoder, encoding="utf-8") as file:
            base, pieces = encoder.load(set(file.read().split("\n")))
    net = Net(len(words), labels, a.width, a.layers, a.arc, a.rel, base, act_head.Acts(a.width, labels) if a.acts else None)
    with torch.no_grad():
        net.word.weight.normal_(std=0.1)
        for i, w in enumerate(words):
            if w in known:
                net.word.weight[i] = torch.tensor(known[w].astype(np.float32))[:a.width]
        net.word.weight[0] = 0
    return net, pieces


def resume(net, state):
    """Takes every weight that still has its shape; what the checkpoint knows nothing of begins afresh."""
    own = net.state_dict()
    fresh = [k for k, v in own.items() if k not in state or state[k].shape != v.shape]
    net.load_state_dict({**own, **{k: v for k, v in state.items() if k in own and k not in fresh}})
    print("begins afresh:", ", ".join(fresh) or "nothing", flush=True)


def kept_words(words, train, most):
    """The words that occur most often, the unknown word first; their order stays."""
    counts = collections.Counter(fold(w) for part in train.values() for s in part for w in s["forms"])
    best = set(sorted(words[1:], key=lambda w: -counts[w])[:most - 1])
    return [words[0], *(w for w in words[1:] if w in best)]


def optimisers(a, net):
    """(dense, sparse) optimisers; each group's `peak` is what its rate is scaled from.

    The encoder's tables are left as they are; its layers learn the slower the nearer they are to the words (Howard and
    Ruder 2018).
    """
    groups, inside = [], set()
    if net.encoder is not None:
        for table in (net.encoder.piece, net.encoder.position):
            table.weight.requires_grad_(False)
            inside.add(table.weight)
        blocks = list(net.encoder.blocks)
        for i, block in enumerate(blocks):
            rate = a.encoder_lr * 0.85 ** (len(blocks) - 1 - i)
            groups.append({"params": list(block.parameters()), "peak": rate, "weight_decay": 0.01})
            inside.update(block.parameters())
        marks = [net.encoder.case.weight, net.encoder.listed.weight]
        groups.append({"params": marks, "peak": a.lr, "weight_decay": 0.0})
        inside.update(marks)
    heads = [p for part in (net.ner_in, net.ner, net.roles) for p in part.parameters()]
    if net.acts is not None:
        own = list(net.acts.parameters())
        groups.append({"params": own, "peak": a.lr * a.acts_rate, "weight_decay": 0.01})
        inside.update(own)
    if a.heads_times != 1:
        groups.append({"params": heads, "peak": a.lr * a.heads_times, "weight_decay": 1e-4})
        inside.update(heads)
    rest = [p for p in net.parameters() if p not in inside and p is not net.word.weight]
    groups.append({"params": rest, "peak": a.lr, "weight_decay": 1e-4})
    dense = torch.optim.AdamW(groups, lr=a.lr, betas=(0.9, 0.98))
    return dense, torch.optim.SparseAdam([net.word.weight], lr=a.lr * 0.5)


def epoch_of(net, a, sentences, features, rare, opt, sparse, state, steps):
    """One pass over the data; returns the summed loss. `state` holds step and average and is changed."""
    total, dense = 0.0, [p for g in opt.param_groups for p in g["params"]]
    net.train()
    for batch in batches(sentences, a.tokens, True):
        step = state["step"]
        rate = max(0.01, min(1.0, step / 150) * 0.5 * (1 + np.cos(np.pi * min(1.0, step / steps))))
        for group in opt.param_groups:
            group["lr"] = group["peak"] * rate
        sparse.param_groups[0]["lr"] = a.lr * 0.5 * rate
        word, feats, pad, gold = pack(batch, features, a.device)
        word = word.masked_fill(torch.rand(word.shape, device=a.device) < rare[word], 0)
        x = net.encode(word, feats, pad, a.drop, gold.get("pieces"))
        loss = loss_of(net, x, pad, gold, a.drop, {"names": a.name_weight, "roles": a.role_weight, "acts": a.acts_weight})
        opt.zero_grad(); sparse.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(dense, 5.0)
        opt.step(); sparse.step()
        if state["epoch"] >= a.average_from:
            state["average"] = averaged(state["average"], net)
        total += loss.item()
        state["step"] += 1
        if state["step"] % 100 == 0:
            print(f"step {state['step']} of {steps}, loss {loss.item():.2f}", flush=True)
    return total


def coded(a, parse):
    """(sentences to teach acts with, sentences to score them on) of the coded passages' training part.

    What is scored is one part of the documents, with --fold, or nothing: the development part is for the program's own scorer.
    """
    train, _ = acts.load(a.data, parse)
    if not a.fold:
        return train, []
    part, of = map(int, a.fold.split("/"))
    out = ([], [])
    for s in train:
        out[zlib.crc32(s["passage"].split("#")[0].encode()) % of == part].append(s)
    return out


class Material:
    """All sentences, and those that an epoch sees."""

    def __init__(self, a, train, coded, taught):
        gold = [s for name, part in train.items() if name not in a.silver for s in part]
        self.shares = ((gold * a.gold_times, a.treebanks), (taught, a.taught_share))
        self.rest = [s for name in a.silver for s in train[name]] + coded

    def everything(self):
        return [s for part, _ in self.shares for s in part] + self.rest

    def epoch(self):
        draw = lambda part, share: part if share >= 1 else random.sample(part, int(share * len(part)))
        return [s for part in self.shares for s in draw(*part)] + self.rest


def read_data(a):
    """(treebanks and silver by name, dev, labels, sentences that teach acts, sentences to score acts on)."""
    train, dev = corpus.load(a.data)
    for part in a.without:
        del train[part]
    labels = labels_of(train)
    for path in a.silver:
        train[path] = corpus.silver(path)
    for s in (s for part in a.no_names for s in train[part]):
        s.pop("ner", None)
    taught, held = coded(a, a.acts) if a.acts else ([], [])
    if a.limit:
        train, dev = ({k: v[:a.limit] for k, v in part.items()} for part in (train, dev))
        taught, held = taught[:a.limit], held[:a.limit]
    return train, dev, labels, taught, held


def lessons(a):
    """Sentences with a teacher's acts, as teach.py writes them."""
    out = []
    for path in a.taught:
        with open(path, "rb") as file:
            out += pickle.load(file)[:a.limit]
    for s in out:
        s["y_acts"] = [(t, *map(torch.from_numpy, rest)) for t, *rest in s["y_acts"]]
        s["pairs"] = {t: torch.from_numpy(rows) for t, rows in s["pairs"].items()}
    return out


@torch.no_grad()
def say_acts(nets, sentences, device, tokens=6000):
    """Gives each sentence `said`, by several networks of one kind (act_head.predict)."""
    for net in nets:
        net.eval()

    def vectors():
        for batch in batches(sentences, tokens, False):
            word, feats, pad, gold = pack(batch, device=device)
            yield batch, [net.encode(word, feats, pad, 0.0, gold.get("pieces")) for net in nets], gold
    act_head.predict(nets, vectors())


def keep_said(held, path):
    """What was said of sentences held back, for calibrate.py."""
    half = lambda told: [(t, *(v.numpy().astype(np.float16) for v in rest)) for t, *rest in told]
    with open(path, "wb") as file:
        pickle.dump([{**{k: s[k] for k in ("passage", "acts")}, "said": half(s["said"])} for s in held], file, protocol=5)


def act_figures(net, held, device):
    """Figures of the acts on sentences held back, at thresholds that are tried once."""
    say_acts([net], held, device)
    net.train()
    return act_scores.figures(act_scores.count(held))


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    if a.device != "cpu":
        torch.set_float32_matmul_precision("high")
    train, dev, labels, coded_ones, held = read_data(a)
    taught = lessons(a)
    words, known, counts = (["<unk>"], {}, {}) if a.encoder else vocabulary(train, a.vectors)
    if a.init and not a.encoder:
        words = kept_words(export.read(a.init)["words"], {**train, "acts": coded_ones + taught}, a.vocabulary)
    flags = gazetteer.flags(a.lexicon)
    features = Features({w: i for i, w in enumerate(words)}, flags)
    net, pieces = network(a, words, known, labels)
    if a.init:
        warm(net, a.init, words, labels)
    # A second stage goes on from its checkpoint, whatever file the first began with.
    if a.start:
        resume(net, torch.load(a.start, weights_only=False)["net"])
    net.to(a.device)
    material = Material(a, train, coded_ones, taught)
    for part in ([s for part in train.values() for s in part], coded_ones, taught, held, *dev.values()):
        encode(part, features, labels, pieces)
    rare = torch.tensor([0.0] + [0.25 / (0.25 + counts[w]) if counts.get(w) else 0.0 for w in words[1:]], device=a.device)
    opt, sparse = optimisers(a, net)
    size = sum(p.numel() for p in net.parameters())
    steps = a.epochs * sum(1 for _ in batches(material.epoch(), a.tokens, True))
    print(f"{len(material.everything())} sentences, {len(words)} words, {steps} steps, {size} parameters", flush=True)
    state = {"step": 0, "epoch": 0, "best": 0.0, "average": None}
    last = a.out.replace(".pt", ".last.pt")
    if os.path.exists(last):
        kept = torch.load(last, weights_only=False)
        net.load_state_dict(kept["net"]); opt.load_state_dict(kept["opt"]); sparse.load_state_dict(kept["sparse"])
        state = {k: kept[k] for k in state}
    fixed = {"words": words, "labels": labels, "width": a.width, "layers": a.layers, "arc": a.arc, "rel": a.rel,
             "flags": flags, "pieces": pieces.pieces if pieces else None, "acts": net.acts is not None}
    while state["epoch"] < (a.stop or a.epochs):
        began = time.time()
        total = epoch_of(net, a, material.epoch(), features, rare, opt, sparse, state, steps)
        own = {k: v.clone() for k, v in net.state_dict().items()}
        if state["average"]:
            net.load_state_dict(state["average"])
        figures = {k: score(net, v, labels) for k, v in dev.items()}
        print(f"epoch {state['epoch']} loss {total:.0f} {time.time() - began:.0f}s", {k: {m: round(100 * f, 2) for m, f in v.items()} for k, v in figures.items()}, flush=True)
        if held:
            print("acts", act_figures(net, held, a.device), flush=True)
            if state["epoch"] + 1 == a.epochs:
                keep_said(held, a.out.replace(".pt", ".said.pickle"))
        # Trees first; names and roles, which vary more from epoch to epoch, break what is nearly a tie.
        mean = sum(f["las"] + 0.05 * (f["ner"] + f.get("role heads", 0.0)) for f in figures.values()) / len(figures)
        keep = {**fixed, "net": {k: v.cpu().clone() for k, v in net.state_dict().items()}, "figures": figures}
        state["epoch"] += 1
        # Acts are still being learnt when trees have long been: what counts there is the end.
        if a.acts or mean > state["best"]:
            state["best"] = mean
            torch.save(keep, a.out)
        net.load_state_dict(own)
        if not a.no_resume:
            torch.save({**keep, **state, "net": own, "opt": opt.state_dict(), "sparse": sparse.state_dict()}, last)


if __name__ == "__main__":
    main()
