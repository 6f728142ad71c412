"""The country in which a party is at home: what each feature weighs, learnt from coded passages, written as a table.

usage: python homes.py DATA_DIR FEATURES.jsonl > ../lexicon/en/homes.tsv
       python homes.py --measure DATA_DIR FEATURES.jsonl      learns on four fifths of the documents, measures on the rest

FEATURES.jsonl is what the program sees in the training part of the passages (`acts.py` of this folder writes them):
    cargo run --release -p dateline --example home_features passages.jsonl > features.jsonl

A multinomial logistic model over the countries that the report names and none of them, with a penalty on large weights. Half
of the cases are learnt once more without what their act tells, since parties outside of acts are asked as well. Features
that are seen seldom are left out. The same input gives the same table.
"""
import collections
import hashlib
import json
import sys

import numpy as np

SEEN = 12  # parties in which a feature must be seen to be kept
PENALTY = 6.0  # on the square of a weight, in cases
STEPS = 300
# Set by hand: the passages have no titles and hardly a dateline, so that they cannot say how a whole report is framed.
FRAME = {"frame:both": 1.5, "frame:one": 0.3}
LEAST = 0.02  # smaller weights are left out of the table


def cases(data, features):
    """Parties with the place of the right country among their candidates (0: none of them)."""
    gold = {}
    for name in ("coded", "written"):
        for row in map(json.loads, open(f"{data}/events/{name}.jsonl", encoding="utf-8")):
            if row["split"] == "train":
                gold[row["id"]] = row["parties"]
    for row in map(json.loads, open(features, encoding="utf-8")):
        start, end = row["span"]
        shared = lambda p: (min(end, p["span"][1]) - max(start, p["span"][0])) / (max(end, p["span"][1]) - min(start, p["span"][0]))
        near = max(gold.get(row["id"], []), key=shared, default=None)
        if near is None or shared(near) <= 0:
            continue
        codes = [code for code, _ in row["candidates"]]
        wanted = next((c for c in near["code"] if c in codes), "")
        # What the passage does not name cannot be given: silence is right, but is no sign of a party without a country.
        weight = 1.0 if wanted or not near["code"] or near["code"][0] in ("IGO", "NGO", "MNC", "IMG") else 0.5
        yield row["id"], codes.index(wanted), near["code"], codes, [f for _, f in row["candidates"]], weight


class Ranker:
    def __init__(self, rows):
        seen = collections.Counter(f for r in rows for f in {f for c in r[4] for f in c})
        self.names = sorted(f for f, n in seen.items() if n >= SEEN)
        self.at = {f: i for i, f in enumerate(self.names)}
        self.weights = np.zeros(len(self.names))

    def matrix(self, rows):
        """Features and the first candidate of each row, flat."""
        item, column, first, n = [], [], [], 0
        for r in rows:
            first.append(n)
            for c in r[4]:
                known = [self.at[f] for f in c if f in self.at]
                item += [n] * len(known)
                column += known
                n += 1
        return np.array(item), np.array(column), np.array(first)

    def scores(self, item, column, total):
        return np.bincount(item, self.weights[column], total)

    def learn(self, rows):
        item, column, first = self.matrix(rows)
        total = sum(len(r[4]) for r in rows)
        sizes = np.array([len(r[4]) for r in rows])
        wanted = np.zeros(total)
        wanted[first + np.array([r[1] for r in rows])] = 1
        importance = np.repeat(np.array([r[5] for r in rows]), sizes)
        gradient_sum = np.full(len(self.names), 1e-8)
        for _ in range(STEPS):
            s = self.scores(item, column, total)
            s = np.exp(s - np.repeat(np.maximum.reduceat(s, first), sizes))
            p = s / np.repeat(np.add.reduceat(s, first), sizes)
            gradient = np.bincount(column, ((p - wanted) * importance)[item], len(self.names)) + PENALTY * self.weights
            gradient_sum += gradient**2
            self.weights -= 0.3 * gradient / np.sqrt(gradient_sum)

    def best(self, rows):
        item, column, first = self.matrix(rows)
        s = self.scores(item, column, sum(len(r[4]) for r in rows))
        return [s[f : f + len(r[4])] for f, r in zip(first, rows)]


def without_act(row):
    """A case as it would be outside of its act."""
    plain = [[f for f in c if not f.startswith("act:") and f not in ("none:actor", "none:recipient")] + (["none:none"] if not i else []) for i, c in enumerate(row[4])]
    return (*row[:4], plain, 0.5 * row[5])


def number(key):
    return int(hashlib.sha256(key.encode()).hexdigest(), 16)


def learnt(rows):
    ranker = Ranker(rows)
    ranker.learn(rows + [without_act(r) for r in rows if number(r[0] + str(r[1])) % 2])
    return ranker


def measure(rows):
    document = lambda r: number(r[0].split("#")[0]) % 5
    train, held = [r for r in rows if document(r)], [r for r in rows if not document(r)]
    ranker = learnt(train)
    for name, some in (("learnt", train), ("held out", held)):
        scores = ranker.best(some)
        for least in (0, 0.4, 0.5, 0.6, 0.7, 0.8):
            given = right = 0
            for r, s in zip(some, scores):
                likely = np.exp(s - s.max())
                likely /= likely.sum()
                i = int(np.argmax(likely))
                if i and likely[i] >= least:
                    given += 1
                    right += [r[3][i]] == r[2]
            print(f"{name}: as likely as {least}: {right} right of {given} given of {len(some)}: {right / max(1, given):.3f}, {right / len(some):.3f}")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--measure"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    rows = list(cases(*arguments))
    if "--measure" in sys.argv:
        return measure(rows)
    ranker = learnt(rows)
    print("# What speaks for a country to be the one that a party is at home in; `none` and its kin speak for giving none.")
    print("# Written by training/homes.py.")
    print("# columns: feature weight")
    for name, weight in FRAME.items():
        print(f"{name}\t{weight:.3f}")
    for name, weight in zip(ranker.names, ranker.weights):
        if name not in FRAME and abs(weight) >= LEAST:
            print(f"{name}\t{weight:.3f}")


if __name__ == "__main__":
    main()
