"""Reads the treebanks and name corpora (CoNLL-U, IOB) into plain sentences.

A sentence is a dict: forms, and where the source has them upos, xpos, lemma, head (0 = root), rel, ner (BIO tags).
Traps handled: multiword tokens and empty nodes are skipped (their words are kept), UNER's OTH is O, wikigold is IO.
"""
import json
import lzma
import pathlib
import re

NAME_TYPES = ("PER", "LOC", "ORG")
GUM_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}


def lines(path):
    with open(path, encoding="utf-8") as file:
        yield from file


def conllu(path, gum_names=False):
    sentences, rows, comments, joined = [], [], {}, []
    def flush():
        if rows:
            s = {"forms": [r[1] for r in rows], "lemma": [r[2] for r in rows], "upos": [r[3] for r in rows],
                 "xpos": [r[4] for r in rows], "head": [int(r[6]) for r in rows], "rel": [r[7] for r in rows],
                 "feats": [r[5] for r in rows], "misc": [r[9] for r in rows], "id": comments.get("sent_id", ""),
                 "document": comments.get("newdoc id", ""), "joined": list(joined)}
            sentences.append(s)
        rows.clear()
        joined.clear()
        comments.clear()
    for line in lines(path):
        line = line.rstrip("\n")
        if not line:
            flush()
        elif line.startswith("#"):
            if " = " in line:
                k, v = line[1:].split(" = ", 1)
                comments[k.strip()] = v
        else:
            r = line.split("\t")
            if r[0].isdigit():
                rows.append(r)
            elif "-" in r[0]:
                # Words written as one: the first and the last of them, from 0, and what is written.
                first, last = r[0].split("-")
                joined.append((int(first) - 1, int(last) - 1, r[1]))
    flush()
    if gum_names:
        gum_entities(sentences)
    return sentences


TITLES = {"mr", "mrs", "ms", "dr", "prof", "professor", "sir", "lord", "lady", "president", "king", "queen", "prince", "princess",
          "senator", "sen", "rep", "representative", "congressman", "congresswoman", "governor", "gov", "mayor", "general", "gen",
          "captain", "capt", "colonel", "col", "lieutenant", "lt", "sergeant", "sgt", "judge", "justice", "chief", "minister",
          "prime", "secretary", "chancellor", "ambassador", "pope", "saint", "father", "sister", "brother", "uncle", "aunt",
          "director", "chairman", "premier", "emperor", "empress", "commander", "major", "admiral", "bishop", "archbishop",
          "cardinal", "reverend", "rev", "miss", "speaker", "vice", "coach", "officer", "attorney", "dame", "count", "duke", "earl"}


def gum_name(s, kind, a, b):
    """(first, end) of the name that a GUM mention holds, or None.

    GUM marks whole phrases ("the former President of Mexico"); a name tagger wants "Mexico". Tags of names (NNP) tell
    better than UPOS, which has "United" for a verb. Around the head: the run of names, and for what is no person what
    "of" or "and" joins to it ("University of Portsmouth"), but no titles before a person.
    """
    heads = [i for i in range(a, b + 1) if not a <= s["head"][i] - 1 <= b]
    named = lambda i: a <= i <= b and s["xpos"][i] in ("NNP", "NNPS") and s["forms"][i][:1].isupper()
    if len(heads) != 1 or not named(heads[0]) or s["upos"][heads[0]] not in ("PROPN", "NOUN"):
        return None
    first = last = heads[0]
    joins = lambda i: kind != "person" and a < i < b and s["forms"][i] in ("of", "for", "and", "&", "de", "-")
    while named(first - 1) or (named(first - 2) and joins(first - 1) and s["forms"][first - 1] in ("of", "&", "-", "de")):
        first -= 1
    while True:
        if named(last + 1):
            last += 1
        elif joins(last + 1) and named(last + 2):
            last += 2
        elif joins(last + 1) and last + 2 <= b and s["forms"][last + 2] == "the" and named(last + 3):
            last += 3
        else:
            break
    while kind == "person" and first < last and s["forms"][first].lower().strip(".") in TITLES:
        first += 1
    if kind == "person" and (s["forms"][last].lower().strip(".") in TITLES or s["xpos"][last] == "NNPS"):
        return None     # "the President", "Americans"
    return first, last + 1


def gum_entities(sentences):
    """BIO names from GUM's entity mentions whose type is person, place or organization."""
    still = []
    for s in sentences:
        n = len(s["forms"])
        spans, s["ner"] = [], ["O"] * n
        still = []
        for i, misc in enumerate(s["misc"]):
            found = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
            if not found:
                continue
            for piece in re.findall(r"\([^()]*\)?|[^()]*\)", found.group(1)):
                if piece.startswith("("):
                    fields = piece.strip("()").split("-")
                    still.append((fields[0], fields[1] if len(fields) > 1 else "", i))
                    if piece.endswith(")"):
                        key, kind, start = still.pop()
                        spans.append((kind, start, i))
                else:
                    key = piece.rstrip(")").split("-")[0]
                    for k in range(len(still) - 1, -1, -1):
                        if still[k][0] == key:
                            _, kind, start = still.pop(k)
                            spans.append((kind, start, i))
                            break
        for kind, a, b in sorted(spans, key=lambda x: x[1] - x[2]):
            name = gum_name(s, kind, a, b) if kind in GUM_TYPES else None
            if name and all(s["ner"][i] == "O" for i in range(*name)):
                t = GUM_TYPES[kind]
                s["ner"][name[0]] = "B-" + t
                for i in range(name[0] + 1, name[1]):
                    s["ner"][i] = "I-" + t
    return sentences


def iob(path):
    """Universal NER's .iob2: BIO over the treebank's own sentences."""
    out, tags, forms = [], [], []
    for line in lines(path):
        line = line.rstrip("\n")
        if line.startswith("#"):
            continue
        if not line:
            if forms:
                out.append({"forms": forms, "ner": tags})
            forms, tags = [], []
            continue
        r = line.split("\t")
        forms.append(r[1])
        tags.append(r[2] if r[2][2:] in NAME_TYPES else "O")
    if forms:
        out.append({"forms": forms, "ner": tags})
    return out


def plain_names(path, io, keep):
    """Two-column name files; `keep` maps their types to ours, others become O."""
    out, forms, tags, before = [], [], [], "O"
    for line in lines(path):
        parts = line.split()
        if len(parts) < 2:
            if forms:
                out.append({"forms": forms, "ner": tags})
            forms, tags, before = [], [], "O"
            continue
        form, tag = parts[0], parts[-1]
        kind = keep.get(tag[2:]) if tag != "O" else None
        now = "O" if kind is None else kind
        if now == "O":
            tags.append("O")
        elif (io and before == tag) or (not io and tag.startswith("I-") and before != "O"):
            tags.append("I-" + now)
        else:
            tags.append("B-" + now)
        before = tag
        forms.append(form)
    if forms:
        out.append({"forms": forms, "ner": tags})
    return out


def with_names(sentences, named):
    """Joins UNER's tags to the treebank's sentences by their words."""
    table = {tuple(n["forms"]): n["ner"] for n in named}
    for s in sentences:
        tags = table.get(tuple(s["forms"]))
        if tags:
            s["ner"] = tags
    return sentences


def propbank(path):
    """Sentences of the PropBank table: forms -> [(predicate, [(first, last, label)])], words counted from 0."""
    out, rows = {}, []
    for line in [*lines(path), "\n"]:
        line = line.rstrip("\n")
        if line.startswith("# "):
            continue
        if line:
            rows.append(line.split("\t"))
        elif rows:
            frames = [frame for column in range(9, len(rows[0])) if (frame := arguments([r[column] for r in rows]))]
            out[tuple(r[1].lower() for r in rows)] = frames
            rows = []
    return out


def arguments(column):
    """(predicate, arguments) of one column of brackets; None where it marks no predicate."""
    still, spans, verb = [], [], None
    for i, cell in enumerate(column):
        for found in re.finditer(r"\(([^()*]+)|\)", cell):
            if found.group(1):
                still.append((found.group(1), i))
                continue
            label, first = still.pop()
            if label == "V":
                verb = first if verb is None else verb
            else:
                spans.append((first, i, label))
    return None if verb is None else (verb, spans)


def with_roles(sentences, frames):
    """Joins PropBank's arguments to the treebank's sentences, each as the word that heads its span.

    The head is the first word of the span whose own head lies outside it; the span follows from the tree again (see
    crates/dateline-language/src/roles.rs), which gives 96 of 100 spans back on gold trees.
    """
    for s in sentences:
        found = frames.get(tuple(f.lower() for f in s["forms"]))
        if found is None:
            continue
        s["roles"] = []
        for verb, spans in found:
            heads = {}
            for first, last, label in spans:
                head = next((i for i in range(first, last + 1) if not first <= s["head"][i] - 1 <= last), first)
                heads.setdefault(head, label)
            s["roles"].append((verb, heads))
    return sentences


def raw(path):
    """The records of a file of unlabelled text, one after the other."""
    with lzma.open(path, "rt", encoding="utf-8") as records:
        yield from map(json.loads, records)


def raw_files(data):
    """The files of unlabelled text of a data folder."""
    return sorted((pathlib.Path(data) / "raw").glob("*.jsonl.xz"))


def silver(path):
    """Sentences that a model has read (`dateline parse`): everything it said of them is taken for gold.

    Names and roles stand in MISC as `NER=B-PER` and `Role=ARG0:4` (the agent of the fourth word); every verb is a
    predicate, as the program asks for no others.
    """
    sentences = conllu(path)
    for s in sentences:
        said = [dict(pair.split("=", 1) for pair in misc.split("|") if "=" in pair) for misc in s.pop("misc")]
        s["ner"] = [m.get("NER", "O") for m in said]
        heads = {i: {} for i, tag in enumerate(s["upos"]) if tag == "VERB"}
        for i, m in enumerate(said):
            for role in filter(None, m.get("Role", "").split(",")):
                label, verb = role.rsplit(":", 1)
                heads.setdefault(int(verb) - 1, {})[i] = label
        s["roles"] = list(heads.items())
    return sentences


def load(data):
    """(train, dev by name) from the data folder."""
    ud, ner, srl = f"{data}/ud", f"{data}/ner", f"{data}/srl"
    ewt = with_names(conllu(f"{ud}/en_ewt-ud-train.conllu"), iob(f"{ner}/uner_en_ewt-train.iob2"))
    ewt_dev = with_names(conllu(f"{ud}/en_ewt-ud-dev.conllu"), iob(f"{ner}/uner_en_ewt-dev.iob2"))
    with_roles(ewt, propbank(f"{srl}/ewt_propbank-train.tsv"))
    with_roles(ewt_dev, propbank(f"{srl}/ewt_propbank-dev.tsv"))
    gum = conllu(f"{ud}/gum-train.conllu", gum_names=True)
    for s in gum:
        # GUM marks no mention within some phrases: a name there is neither taught nor denied.
        s["ner"] = ["?" if t == "O" and x.startswith("NNP") else t for t, x in zip(s["ner"], s["xpos"])]
    gum_dev = conllu(f"{ud}/gum-dev.conllu", gum_names=True)
    wiki = plain_names(f"{ner}/wikigold.conll", True, {"PER": "PER", "LOC": "LOC", "ORG": "ORG"})
    wnut = plain_names(f"{ner}/wnut17-train.conll", False, {"person": "PER", "location": "LOC", "corporation": "ORG"})
    return {"ewt": ewt, "gum": gum, "wikigold": wiki, "wnut": wnut}, {"ewt": ewt_dev, "gum": gum_dev}
