"""Thresholds of the acts, and how often what is said is right, from what networks said of coded passages they had not seen.

usage: python calibrate.py SAID.pickle…

The files are those that train.py writes with --fold. Prints the options for export.py.
"""
import pickle
import sys

import act_scores


def right(sentences, least, argument):
    """(how sure, whether there is such an act) of everything that is said."""
    out = []
    for s in sentences:
        sure = {t: 1 - float(category[0]) for t, category, *_ in s["said"]}
        for act in act_scores.decode(s, least, argument):
            same = [a for a in s["acts"] if a["category"] == act["category"]]
            fits = lambda a: a["trigger"] == act["trigger"] or any(act_scores.side(a, n) & act_scores.side(act, n) for n in ("actor", "recipient"))
            out.append((sure[act["trigger"]], any(map(fits, same))))
    return sorted(out)


def line(told, points=8):
    """Points (said, right) of a rising line through bins of equal size (isotonic regression by pooling)."""
    size = max(1, len(told) // points)
    bins = [told[i:i + size] for i in range(0, len(told), size)]
    pooled = []
    for b in bins:
        pooled.append([sum(x for x, _ in b) / len(b), sum(y for _, y in b) / len(b), len(b)])
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            x, y, n = pooled.pop()
            a = pooled[-1]
            pooled[-1] = [(a[0] * a[2] + x * n) / (a[2] + n), (a[1] * a[2] + y * n) / (a[2] + n), a[2] + n]
    return [(round(x, 3), round(y, 3)) for x, y, _ in pooled]


def main(paths):
    if not paths:
        sys.exit(__doc__)
    sentences = []
    for path in paths:
        with open(path, "rb") as file:
            sentences += pickle.load(file)
    least, argument = act_scores.best(sentences)
    print(f"# {len(sentences)} sentences:", act_scores.figures(act_scores.count(sentences, least, argument)))
    told = right(sentences, 0.2, argument)
    points = " ".join(f"{x} {y}" for x, y in line(told))
    print(f"--act-least {least} --argument-least {argument} --act-calibration {points}")


if __name__ == "__main__":
    main(sys.argv[1:])
