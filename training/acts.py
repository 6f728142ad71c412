"""Acts: what political actors do to each other in coded passages, as words of parsed sentences.

A coded passage marks spans of characters; the network is taught words: a trigger, and for it the words that head its
arguments. `python acts.py DATA_DIR OUT.jsonl` writes the passages for `dateline parse --from jsonl --format conllu`, whose
output `load` reads back. The categories and modes are PLOVER's (Halterman et al. 2023), the layout of the data and the
coding guide are described in README.md.
"""
import json
import sys

import corpus

MODES = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
               "heavy-weapons crowd-control unconventional",
}
CATEGORIES = ["_", *MODES]
# A category alone, and with each of its modes.
KINDS = [kind for category, modes in MODES.items() for kind in [category, *(f"{category}/{m}" for m in modes.split())]]
STATES = ["done", "neg", "fut", "hyp", "hist"]
ARGUMENTS = ["_", "actor", "recipient", "place", "when"]

# Prepositions that an argument is told apart by, and "other"; 0 is none.
CASES = ("_", "other", "of", "in", "to", "for", "on", "with", "at", "by", "from", "against", "about", "between", "as", "into", "after",
         "over", "near", "during", "under", "through", "among", "toward", "towards", "amid", "before", "since", "within",
         "outside", "across", "around", "behind", "per", "upon", "until", "without", "than", "like", "'s", "inside", "off")
PATHS = 4096
# Arcs of a path that are also told one by one, on either side.
STEPS = 3
DEEPEST = 12


def rows(data):
    """The coded passages of a data folder, as they are written."""
    for name in ("coded", "written"):
        yield from map(json.loads, corpus.lines(f"{data}/events/{name}.jsonl"))


def spans(text, sentences):
    """Gives each word its first and last character by walking through the text; the words of a contraction share theirs."""
    at = 0
    for s in sentences:
        s["span"], joined = [], {first: (last, form) for first, last, form in s["joined"]}
        shared = None
        for i, form in enumerate(s["forms"]):
            if i in joined:
                last, form = joined[i]
                start = text.find(form, at)
                shared = (last, (start, start + len(form)))
            if shared and i <= shared[0]:
                s["span"].append(shared[1])
                at = shared[1][1]
                continue
            start = text.find(form, at)
            if not 0 <= start - at < 200:
                raise ValueError(f"the parse does not follow the passage at {form!r}: {text[at:at + 60]!r}")
            s["span"].append((start, start + len(form)))
            at = start + len(form)


def parsed(path):
    """{passage's id: its sentences} of `dateline parse`; tags and trees are taken for gold."""
    out, now = {}, None
    for s in corpus.silver(path):
        if s["document"]:
            now = out.setdefault(s["document"], [])
        now.append(s)
    return out


def head_of(s, start, end):
    """The word that heads a span of characters: the first in it, no punctuation, whose head lies outside."""
    inside = [i for i, (a, b) in enumerate(s["span"]) if a < end and b > start]
    top = [i for i in inside if s["head"][i] - 1 not in inside and s["upos"][i] != "PUNCT"] or inside
    return top[0] if top else None


def place(sentences, start, end):
    """(sentence, word) that heads a span of a passage, or None."""
    for s in sentences:
        if s["span"] and s["span"][0][0] < end and s["span"][-1][1] > start:
            word = head_of(s, start, end)
            if word is not None:
                return s, word
    return None


def join(row, sentences):
    """Marks the acts of a passage on its sentences. Arguments in other sentences than the trigger are left to coreference."""
    spans(row["text"], sentences)
    for s in sentences:
        s["acts"], s["passage"], s["part"] = [], row["id"], row["split"]
    for event in row["events"]:
        at = place(sentences, *event["trigger"])
        if at is None:
            continue
        s, trigger = at
        kind = "/".join(filter(None, (event["event"], event["mode"])))
        act = {"trigger": trigger, "category": event["event"], "kind": kind, "state": event["status"] or "done", "arguments": {}}
        # Where a word is two things, the last of these counts.
        for name, told in (("when", [event["when"]] if event["when"] else []), ("place", event["place"]),
                           ("recipient", event["recipient"]), ("actor", event["actor"])):
            for span in told:
                found = place([s], *span)
                if found:
                    act["arguments"][found[1]] = name
        s["acts"].append(act)


def load(data, parse):
    """(train, dev): the sentences of the coded passages, with `acts`, from `dateline parse`'s reading of them."""
    read, out = parsed(parse), {"train": [], "dev": []}
    for row in rows(data):
        sentences = read.get(row["id"], [])
        join(row, sentences)
        out[row["split"]] += sentences
    return out["train"], out["dev"]


def chain(word, heads):
    """A word and what stands above it, heads counted from 1."""
    out = [word]
    while heads[out[-1]] and len(out) < DEEPEST:
        out.append(heads[out[-1]] - 1)
    return out


def path(trigger, word, heads, rels):
    """(relations up from a word, relations down to a trigger) over what is above both; None where nothing near is."""
    up, down = chain(word, heads), chain(trigger, heads)
    top = next((w for w in up if w in down), None)
    if top is None:
        return None
    return [rels[w] for w in up[:up.index(top)]], [rels[w] for w in down[:down.index(top)]]


def path_row(found):
    """The row of a path in the table of whole paths: a hash of its relations' numbers, long ones by length alone."""
    if found is None:
        return 0
    up, down = found
    if len(up) + len(down) > 6:
        code = [254, min(DEEPEST, len(up) + len(down))]
    else:
        code = [*up, 255, *down]
    return 1 + hash_of(code) % (PATHS - 1)


def hash_of(numbers):
    """32-bit FNV-1a over bytes."""
    h = 0x811C9DC5
    for b in numbers:
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return h


def step_rows(found, relations):
    """Rows of the tables of single arcs: the first of each side, nearest to its word, by place and relation; the last row is "none"."""
    none = STEPS * relations
    up, down = found or ([], [])
    pick = lambda side: [k * relations + side[k] if k < len(side) else none for k in range(STEPS)]
    return pick(up) + pick(down)


def case_of(word, s):
    """The number of a word's preposition: the last of its children that is a case mark before it."""
    for i in range(word - 1, max(-1, word - 9), -1):
        if s["head"][i] == word + 1 and s["rel"][i].split(":")[0] == "case":
            form = s["forms"][i].lower()
            return CASES.index(form) if form in CASES else 1
    return 0


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for row in rows(sys.argv[1]):
            out.write(json.dumps({"id": row["id"], "text": row["text"]}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
