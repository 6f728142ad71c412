"""Writes a trained checkpoint as a model file (see crates/dateline-language/src/container.rs for the format).

usage: python export.py DATA_DIR NET.pt OUT.dateline (--segment SEGMENT.npz --vectors VECTORS.npz | --like MODEL.dateline)
Embedding tables and the encoder's matrices become bytes with one scale a row; the small matrices stay f32. The sentence
splitter and the lemma rules come from the splitter's training and the word counts, or unchanged from a model file.
"""
import argparse
import collections
import hashlib
import struct

import numpy as np
import torch

import coref
import corpus
from features import TABLES
from network import BESIDE_ENCODER

LONGEST = 6     # endings longer than this are whole words


def script(word, lemma):
    """(strip, add) that turns a word into its lemma, from their longest common beginning."""
    n = 0
    while n < min(len(word), len(lemma)) and word[n] == lemma[n]:
        n += 1
    return len(word) - n, lemma[n:]


def bases(word, tag):
    """What a regular inflected form may come from."""
    out = []
    if tag in ("VBD", "VBN") and word.endswith("ed"):
        out = [word[:-1], word[:-2]]
        if word.endswith("ied"):
            out = [word[:-3] + "y"]
        elif len(word) > 4 and word[-3] == word[-4]:
            out.append(word[:-3])
    elif tag == "VBG" and word.endswith("ing") and len(word) > 5:
        out = [word[:-3] + "e", word[:-3]]
        if word[-4] == word[-5]:
            out.append(word[:-4])
    elif tag in ("VBZ", "NNS") and word.endswith("s") and not word.endswith("ss"):
        out = [word[:-1]]
        if word.endswith("ies"):
            out = [word[:-3] + "y"]
        elif word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            out.append(word[:-2])
    return out


def regular_forms(rule_of, known, counts):
    """Whole words of the vectors' vocabulary whose base the suffix rules miss: "blamed", "shelled".

    Of the bases that spelling allows, the one that is a commoner word is taken, where it is a word at all.
    """
    out = {}
    for word in counts:
        for tag in ("VBD", "VBN", "VBG", "VBZ", "NNS"):
            found = [(counts[b], b) for b in bases(word, tag) if counts.get(b, 0) >= 20]
            if not found or (tag, word) in known:
                continue
            edit = script(word, max(found)[1])
            if rule_of(tag, word) != edit:
                out[tag, "^" + word] = edit
    return out


def lemma_rules(sentences, counts):
    """Suffix rules, pruned: an ending is kept where it is seen often enough and says other than the next shorter one.

    A whole word ("^was") is kept where the rules without it would get it wrong.
    """
    seen = collections.defaultdict(collections.Counter)
    whole = collections.defaultdict(collections.Counter)
    for s in sentences:
        for form, lemma, tag in zip(s["forms"], s["lemma"], s["xpos"]):
            if lemma == "_" and form != "_" or tag in ("GW", "ADD"):
                continue
            word = form if tag in ("NNP", "NNPS") else form.lower().replace("’", "'")
            lemma = lemma if tag in ("NNP", "NNPS") else lemma.replace("’", "'")
            if tag in ("NNP", "NNPS") and lemma.lower() == word.lower():
                lemma = word        # keep the text's own capitals
            edit = script(word, lemma)
            whole[tag, word][edit] += 1
    for (tag, word), edits in whole.items():
        best = edits.most_common(1)[0][0]
        for n in range(0, min(LONGEST, len(word)) + 1):
            if len(word) >= best[0]:
                seen[tag, word[len(word) - n:]][best] += 1      # by type, not by token: irregular words are few types
    kept = {}
    for tag, ending in sorted(seen, key=lambda k: (k[0], len(k[1]), k[1])):
        edits = seen[tag, ending]
        best, votes = sorted(edits.items(), key=lambda e: (-e[1], e[0]))[0]
        if ending and (votes < 3 or votes < 0.6 * sum(edits.values())):
            continue
        parent = next((kept[tag, ending[n:]] for n in range(1, len(ending) + 1) if (tag, ending[n:]) in kept), (0, ""))
        if best != parent or not ending:
            kept[tag, ending] = best
    for (tag, word), edits in sorted(whole.items()):
        best = sorted(edits.items(), key=lambda e: (-e[1], e[0]))[0][0]
        rule = next((kept[tag, word[n:]] for n in range(0, len(word) + 1) if (tag, word[n:]) in kept), (0, ""))
        if rule != best and (sum(edits.values()) > 1 or tag not in ("NNP", "NNPS")):
            kept[tag, "^" + word] = best
    rule_of = lambda tag, word: next((kept[tag, word[n:]] for n in range(max(0, len(word) - LONGEST), len(word) + 1) if (tag, word[n:]) in kept), (0, ""))
    kept.update(regular_forms(rule_of, whole, counts))
    return [f"{tag}\t{ending}\t{strip}\t{add}" for (tag, ending), (strip, add) in sorted(kept.items())
            if not any(c in ending + add for c in "\t\n")]


def quantise(weight):
    scale = np.abs(weight).max(axis=1) / 127
    scale[scale == 0] = 1e-9
    return np.round(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


class Writer:
    def __init__(self):
        self.meta, self.entries, self.data, self.offset = [], [], [], 0

    def put(self, name, kind, dims, data):
        self.entries.append(f"tensor {name} {kind} {'x'.join(map(str, dims))} {self.offset} {len(data)}")
        self.data.append(data)
        self.offset += len(data)

    def f32(self, name, array):
        array = np.ascontiguousarray(array, dtype="<f4")
        self.put(name, "f32", array.shape, array.tobytes())

    def i8(self, name, array):
        rows, scale = quantise(array)
        self.put(name, "i8", rows.shape, rows.tobytes())
        self.f32(name + ".scale", scale)

    def text(self, name, lines):
        data = "\n".join(lines).encode("utf-8")
        self.put(name, "text", (len(data),), data)

    def save(self, path):
        header = "".join(f"meta {k} {v}\n" for k, v in self.meta) + "".join(e + "\n" for e in self.entries)
        rest = header.encode("utf-8") + b"".join(self.data)
        with open(path, "wb") as f:
            f.write(b"dateline" + struct.pack("<II", 1, len(header.encode("utf-8"))) + hashlib.sha256(rest).digest() + rest)
        return 48 + len(rest)


def read(path):
    """Text and number tensors of a model file by name."""
    with open(path, "rb") as file:
        data = file.read()
    size = struct.unpack("<I", data[12:16])[0]
    out = {}
    for line in data[48:48 + size].decode("utf-8").splitlines():
        if line.startswith("tensor "):
            _, name, kind, dims, offset, length = line.split(" ")
            raw = data[48 + size + int(offset):][:int(length)]
            shape = [int(d) for d in dims.split("x")]
            out[name] = raw.decode("utf-8").split("\n") if kind == "text" else (
                np.frombuffer(raw, "<f4" if kind == "f32" else np.int8).reshape(shape))
    return out


def put_tables(w, keep, net):
    """What a word is without its neighbours: vocabulary, hashed tables, name lists."""
    w.text("words", keep["words"])
    w.i8("word", net["word.weight"])
    used = [name for name, _ in TABLES if not keep["pieces"] or name in BESIDE_ENCODER] + ["gazetteer"]
    for i, name in enumerate(used):
        w.i8(name, net[f"tables.{i}.weight"])
    w.text("gazetteer.words", [f"{word}\t{flag}" for word, flag in sorted(keep["flags"].items())])


def put_encoder(w, keep, net):
    """The sentence encoder, as crates/dateline-language/src/encoder/ reads it."""
    w.text("pieces", keep["pieces"])
    w.i8("encoder.piece", net["encoder.piece.weight"])
    for table in ("position", "case", "listed"):
        w.i8(f"encoder.{table}", net[f"encoder.{table}.weight"])
    w.f32("encoder.heads", np.array([12.0]))
    mix = np.exp(net["encoder.mix"])
    w.f32("encoder.mix", mix / mix.sum())
    for kind in ("weight", "bias"):
        w.f32(f"encoder.norm.{kind}", net[f"encoder.norm.{kind}"])
    w.i8("pooled.weight", net["pooled.weight"])
    w.f32("pooled.bias", net["pooled.bias"])
    for i in range(len(mix)):
        for part in ("qkv", "out", "up", "down"):
            w.i8(f"encoder.{i}.{part}.weight", net[f"encoder.blocks.{i}.{part}.weight"])
            w.f32(f"encoder.{i}.{part}.bias", net[f"encoder.blocks.{i}.{part}.bias"])
        for part in ("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"):
            w.f32(f"encoder.{i}.{part}", net[f"encoder.blocks.{i}.{part}"])


def put_heads(w, keep, net, doubt):
    """Recurrent layers and everything above them. What arcs are scored with stays f32: there bytes cost accuracy."""
    for i in range(keep["layers"]):
        w.i8(f"layer{i}.weight", net[f"layers.{i}.lin.weight"])
        w.f32(f"layer{i}.bias", net[f"layers.{i}.lin.bias"])
    parts = ("arc_dep", "arc_head", "rel_dep", "rel_head", "ner_in")
    w.f32("sides.weight", np.concatenate([net[f"{p}.weight"] for p in parts]))
    w.f32("sides.bias", np.concatenate([net.get(f"{p}.bias", np.zeros(len(net[f"{p}.weight"]))) for p in parts]))
    for name in ("arc_bilinear", "arc_distance", "rel_out"):
        w.f32(f"{name}.weight", net[f"{name}.weight"])
        w.f32(f"{name}.bias", net[f"{name}.bias"])
    w.f32("ner_out.weight", net["ner.weight"])
    # The weight of names in training makes them too likely: what stands for "no name" is raised again.
    w.f32("ner_out.bias", net["ner.bias"] + doubt * np.array([label == "O" for label in keep["labels"]["ner"]]))
    # The head's root vector goes through no layer: training scores it as it stands.
    w.f32("arc_root", net["arc_root"])
    w.f32("rel_root", net["rel_root"])
    tags = {kind: np.concatenate([net[f"{head}.{kind}"] for head in ("upos", "xpos", "feats")]) for kind in ("weight", "bias")}
    w.i8("tags.weight", tags["weight"])
    w.f32("tags.bias", tags["bias"])
    for name in ("predicate", "argument", "out", "left", "right", "times"):
        w.i8(f"role_{name}.weight", net[f"roles.{name}.weight"])
        w.f32(f"role_{name}.bias", net.get(f"roles.{name}.bias", np.zeros(len(net[f"roles.{name}.weight"]))))
    for name in ("place", "distance"):
        w.i8(f"role_{name}", net[f"roles.{name}.weight"])
    for kind in ("upos", "xpos", "feats", "rel", "ner", "role"):
        w.text(f"labels.{kind}", keep["labels"][kind])


def put_text_stage(w, a):
    """Lemma rules and sentence splitter."""
    if a.like:
        other = read(a.like)
        w.text("lemmas", other["lemmas"])
        w.put("splitter", "i8", other["splitter"].shape, other["splitter"].tobytes())
        w.f32("splitter.scale", other["splitter.scale"])
        w.f32("splitter.bias", other["splitter.bias"])
        return
    train, _ = corpus.load(a.data)
    npz = np.load(a.vectors)
    counts = {w: int(c) for w, c in zip(npz["words"].tolist(), npz["counts"].tolist()) if w.isalpha()}
    w.text("lemmas", lemma_rules(train["ewt"] + train["gum"], counts))
    split = np.load(a.segment)
    rows = split["weights"].astype(np.float32) * (float(split["scale"]) if "scale" in split else 1.0)
    w.i8("splitter", rows.reshape(1, -1))
    w.f32("splitter.bias", np.asarray(split["bias"], dtype=np.float32).reshape(1))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data")
    args.add_argument("checkpoint")
    args.add_argument("out")
    args.add_argument("--segment")
    args.add_argument("--vectors")
    args.add_argument("--like", metavar="MODEL.dateline")
    args.add_argument("--coref", metavar="COREF.npz", help="the ranker of mentions (coref.py)")
    args.add_argument("--names-doubt", type=float, default=0.0, help="added to the score of a word that is no name")
    a = args.parse_args()
    if not a.like and not (a.segment and a.vectors):
        args.error("give --segment and --vectors, or --like")
    keep = torch.load(a.checkpoint, weights_only=False)
    net = {k: v.numpy() for k, v in keep["net"].items()}
    w, wide = Writer(), keep["pieces"] is not None
    kind = "MiniLM-L6 encoder, " if wide else ""
    base = "; base all-MiniLM-L6-v2 (Apache-2.0)" if wide else "; word vectors from train/raw"
    w.meta = [("name", "en-accurate" if wide else "en-fast"), ("language", "en"),
              ("licence", "CC BY-SA 4.0, see models/LICENSE"),
              ("network", f"{kind}{keep['layers']} gated recurrent layers of {keep['width']}, biaffine tree"),
              ("data", f"UD English EWT and GUM (free genres), PropBank-EWT, UNER-EWT, wikigold{base}; name lists of lexicon/actors")]
    put_tables(w, keep, net)
    if wide:
        put_encoder(w, keep, net)
    put_heads(w, keep, net, a.names_doubt)
    put_text_stage(w, a)
    if a.coref:
        coref.put(w, a.coref)
    print(a.out, w.save(a.out), "bytes")


if __name__ == "__main__":
    main()
