"""Acts as a network says them, decoded and held against coded passages: a quick stand-in for the Rust program's own figures.

Counted as the coded passages' scorer does: within a passage, each coded act with at most one of the same category that
shares a trigger or a party with it.
"""
import acts


def decode(s, least=0.5, argument=0.35):
    """The acts of a sentence: those surer than `least`, with every argument surer than `argument`; no two the same."""
    out = []
    for t, category, kind, state, arguments in sorted(s["said"], key=lambda a: float(a[1][0])):
        if 1 - float(category[0]) < least:
            continue
        name = acts.CATEGORIES[int(category[1:].argmax()) + 1]
        own = [i for i, k in enumerate(acts.KINDS) if k.split("/")[0] == name]
        act = {"trigger": t, "category": name, "kind": acts.KINDS[max(own, key=lambda i: float(kind[i]))],
               "state": acts.STATES[int(state.argmax())], "arguments": {}}
        for w, row in enumerate(arguments):
            best = int(row[1:].argmax()) + 1
            if float(row[best]) >= argument:
                act["arguments"][w] = acts.ARGUMENTS[best]
        if not any(same(act, other) for other in out):
            out.append(act)
    return out


def same(act, other):
    """Whether what an act tells is told by another: one category, and no party that the other lacks."""
    if act["category"] != other["category"]:
        return False
    if abs(act["trigger"] - other["trigger"]) <= 1:
        return True
    sides = lambda a: {(w, n) for w, n in a["arguments"].items() if n in ("actor", "recipient")}
    return sides(act) <= sides(other)


def side(act, name):
    return {w for w, n in act["arguments"].items() if n == name}


def alike(a, b):
    return (not a and not b) or bool(a & b)


def parties(a, b):
    if all(alike(side(a, n), side(b, n)) for n in ("actor", "recipient")):
        return True
    everybody = [side(x, "actor") | side(x, "recipient") for x in (a, b)]
    mutual = not side(a, "recipient") or not side(b, "recipient")
    return mutual and len(everybody[0]) > 1 and everybody[0] == everybody[1]


def count(sentences, least=0.5, argument=0.35):
    """{what: number} over sentences that have both `acts` and `said`."""
    n = dict.fromkeys(("wanted", "found", "category", "kind", "parties", "state", "empty", "empty right"), 0)
    passages = {}
    for s in sentences:
        passages.setdefault(s["passage"], []).append(s)
    for own in passages.values():
        said = [(i, a) for i, s in enumerate(own) for a in decode(s, least, argument)]
        want = [(i, a) for i, s in enumerate(own) for a in s["acts"]]
        n["wanted"] += len(want)
        n["found"] += len(said)
        n["empty"] += not want
        n["empty right"] += not want and not said
        for i, a in want:
            like = [(j, b) for j, b in said if b["category"] == a["category"]]
            score = lambda jb: (jb[0] == i) * (4 * (jb[1]["trigger"] == a["trigger"]) + 2 * alike(side(jb[1], "actor"), side(a, "actor"))
                                               + alike(side(jb[1], "recipient"), side(a, "recipient")))
            best = max(like, key=score, default=None)
            if best is None or not score(best):
                continue
            said.remove(best)
            n["category"] += 1
            n["kind"] += best[1]["kind"] == a["kind"]
            n["parties"] += parties(a, best[1])
            n["state"] += best[1]["state"] == a["state"]
    return n


def figures(n):
    """F1 of category, mode, parties; precision, recall; passages rightly left empty."""
    f = lambda k: round(200 * n[k] / max(1, n["wanted"] + n["found"]), 1)
    return {"category": f("category"), "mode": f("kind"), "parties": f("parties"),
            "P": round(100 * n["category"] / max(1, n["found"]), 1), "R": round(100 * n["category"] / max(1, n["wanted"]), 1),
            "empty": round(100 * n["empty right"] / max(1, n["empty"]), 1)}


def best(sentences):
    """(least, argument) with the highest sum of category's, mode's and parties' F1."""
    grid = [(e / 100, a / 100) for e in range(35, 75, 5) for a in range(25, 60, 10)]
    score = lambda at: sum(figures(count(sentences, *at))[k] for k in ("category", "mode", "parties"))
    return max(grid, key=score)
