"""Fits the two scores by which reports of one story are compared, each a logistic regression over numbers that the
program gives: whether two sentences tell the same thing (`models/claims.tsv`), and whether what one report tells is told
by another (`models/alone.tsv`).

usage: claims.py KEYS.jsonl PAIRS.tsv TELLINGS.tsv      in the repository's root

PAIRS.tsv and TELLINGS.tsv are what `dateline compare --from jsonl REPORTS.jsonl --by story` prints for the written
stories (train/stories) with `--format pairs` and `--format tellings`, KEYS.jsonl their keys. A pair is right where a claim
of the key stands in both sentences; a telling is told elsewhere where it is a claim's that another report tells too.
"""
import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

C = 0.03
# What the numbers of a pair (`same.rs`) and of a telling (`alone.rs`) are, in their order.
PAIR = """letters, letters inside, cosine, over row, over column, distance, position, rarest word, mass of words,
mass of parties, mass here, share of less, share of both, clauses, numbers, other numbers, quoted, run, fewer, more, words,
headlines, records"""
TELLING = "sentence, records, own words"


def over(a, b):
    """Whether two spans share half of the shorter one."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) * 2 >= min(a[1] - a[0], b[1] - b[0])


def read(keys, pairs):
    """Rows, labels, the two places of each row, and its story."""
    claims, letters = {}, {}
    for k in map(json.loads, open(keys, encoding="utf-8")):
        for letter, doc in k["reports"].items():
            letters[doc] = (k["name"], letter)
        claims[k["name"]] = k["claims"]
    rows, labels, places, stories = [], [], [], []
    for line in open(pairs, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        a, b = (c[0], int(c[1]), int(c[2])), (c[3], int(c[4]), int(c[5]))
        (story, x), (_, y) = letters[a[0]], letters[b[0]]
        tells = lambda k, l, s: any(over(s[1:], p) for p in k["in"].get(l, []))
        labels.append(any(tells(k, x, a) and tells(k, y, b) for k in claims[story]))
        rows.append([float(v) for v in c[7:]])
        places.append((a, b))
        stories.append(story)
    return np.array(rows), np.array(labels), places, np.array(stories)


def fit(rows, labels):
    """Weights and bias over the numbers as they come."""
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=C, max_iter=1000).fit(scaler.transform(rows), labels)
    weights = model.coef_[0] / scaler.scale_
    return weights, model.intercept_[0] - (weights * scaler.mean_).sum()


def read_tellings(keys, path):
    """Rows, and whether another report tells it."""
    known = {d: (k, l) for k in map(json.loads, open(keys, encoding="utf-8")) for l, d in k["reports"].items()}
    rows, labels = [], []
    for line in open(path, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        key, letter = known[c[0]]
        spans = [tuple(map(int, s.split("-"))) for s in c[1].split(",")]
        size = lambda xs: sum(b - a for a, b in xs)
        cover = lambda xs: sum(max(0, min(b, d) - max(a, c)) for a, b in spans for c, d in xs)
        told = lambda xs: cover(xs) * 2 >= min(size(spans), size(xs)) and size(spans) <= max(400, 3 * size(xs))
        labels.append(any(len(k["in"]) > 1 and letter in k["in"] and told(k["in"][letter]) for k in key["claims"]))
        rows.append([float(v) for v in c[2:]])
    return np.array(rows), np.array(labels)


def write(rows, labels, names, path, what):
    weights, bias = fit(rows, labels)
    names = [" ".join(n.split()) for n in names.split(",")]
    with open(path, "w", encoding="utf-8") as out:
        print(f"# How much each number says that {what}; made by training/claims.py.", file=out)
        for name, weight in [*zip(names, weights, strict=True), ("bias", bias)]:
            print(f"{name}\t{weight:.5g}", file=out)
    print(f"{path}: {len(labels)} rows, {labels.sum()} right")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    rows, labels, _, _ = read(sys.argv[1], sys.argv[2])
    write(rows, labels, PAIR, "models/claims.tsv", "two sentences tell the same thing")
    rows, labels = read_tellings(sys.argv[1], sys.argv[3])
    write(rows, labels, TELLING, "models/alone.tsv", "another report tells it too")
