"""Writes a trained checkpoint as a model file (see crates/dateline-language/src/container.rs for the format).

usage: python export.py DATA_DIR NET.pt OUT.dateline (--segment SEGMENT.npz | --like MODEL.dateline)
Embedding tables and the encoder's matrices become bytes with one scale a row; the small matrices stay f32. The sentence
splitter comes from its training, or unchanged from a model file; the lemma rules are those of lemmas.py, the lists of
words those of lists.py.
"""
import argparse
import hashlib
import struct

import numpy as np
import torch

import acts
import coref
import lemmas
import lists
from features import TABLES
from network import BESIDE_ENCODER


def quantise(weight):
    scale = np.abs(weight).max(axis=1) / 127
    scale[scale == 0] = 1e-9
    return np.round(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


# The head for acts: matrices and tables, by their name in the network; those of the last layer stay f32.
ACT_LINEAR = ("hidden", "category", "kind", "state", "trigger", "word", "left", "right", "out", "times")
ACT_LAST = ("category", "kind", "state", "out", "times")
ACT_TABLES = ("rel", "upos", "told", "path", "distance", "step", "case", "role")


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


def put_acts(w, net, a):
    """The head for acts, as crates/dateline-language/src/acts/ reads it."""
    for name in ACT_LINEAR:
        put = w.f32 if name in ACT_LAST else w.i8
        put(f"act_{name}.weight", net[f"acts.{name}.weight"])
        w.f32(f"act_{name}.bias", net.get(f"acts.{name}.bias", np.zeros(len(net[f"acts.{name}.weight"]))))
    for name in ACT_TABLES:
        w.i8(f"act_{name}", net[f"acts.{name}.weight"])
    w.f32("act_least", np.array([a.act_least, a.argument_least]))
    # Points of a line from what the network says to how often it is right; see calibrate.py.
    w.f32("act_calibration", np.array(a.act_calibration, dtype=np.float32).reshape(-1, 2))
    for name, labels in (("category", acts.CATEGORIES), ("kind", acts.KINDS), ("state", acts.STATES), ("argument", acts.ARGUMENTS),
                         ("case", acts.CASES)):
        w.text(f"labels.act.{name}", labels)


def copied(w, other, prefix):
    """The tensors of another model file whose names begin so, as they are: the ranker of mentions."""
    for name, value in other.items():
        if name.startswith(prefix):
            if isinstance(value, list):
                w.text(name, value)
            elif value.dtype == np.int8:
                w.put(name, "i8", value.shape, value.tobytes())
            else:
                w.f32(name, value)


def put_text_stage(w, a):
    """Lemma rules, lists of words and sentence splitter."""
    w.text("lemmas", lemmas.table(lemmas.treebanks(a.data)))
    lists.put(w)
    if a.like:
        other = read(a.like)
        w.put("splitter", "i8", other["splitter"].shape, other["splitter"].tobytes())
        w.f32("splitter.scale", other["splitter.scale"])
        w.f32("splitter.bias", other["splitter.bias"])
        if not a.coref:
            copied(w, other, "coref.")
        return
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
    args.add_argument("--like", metavar="MODEL.dateline")
    args.add_argument("--coref", metavar="COREF.npz", help="the ranker of mentions (coref.py)")
    args.add_argument("--act-least", type=float, default=0.5, help="how sure an act has to be")
    args.add_argument("--argument-least", type=float, default=0.35)
    args.add_argument("--act-calibration", type=float, nargs="*", default=(0.0, 0.0, 1.0, 1.0), metavar="SAID RIGHT")
    args.add_argument("--names-doubt", type=float, default=0.0, help="added to the score of a word that is no name")
    a = args.parse_args()
    if not a.like and not a.segment:
        args.error("give --segment or --like")
    keep = torch.load(a.checkpoint, weights_only=False)
    net = {k: v.numpy() for k, v in keep["net"].items()}
    w, wide = Writer(), keep["pieces"] is not None
    kind = "MiniLM-L6 encoder, " if wide else ""
    base = "; base all-MiniLM-L6-v2 (Apache-2.0)" if wide else "; word vectors from train/raw"
    w.meta = [("name", "en-accurate" if wide else "en-fast"), ("language", "en"),
              ("licence", "CC BY-SA 4.0, see models/LICENSE"),
              ("network", f"{kind}{keep['layers']} gated recurrent layers of {keep['width']}, biaffine tree"),
              ("data", f"UD English EWT and GUM (free genres), PropBank-EWT, UNER-EWT, wikigold{base}; name lists of lexicon/actors")]
    if keep.get("acts"):
        key, data = w.meta.pop()
        w.meta.append((key, f"{data}; acts from coded passages, and from what networks said of unlabelled paragraphs"))
    put_tables(w, keep, net)
    if wide:
        put_encoder(w, keep, net)
    put_heads(w, keep, net, a.names_doubt)
    if keep.get("acts"):
        put_acts(w, net, a)
    put_text_stage(w, a)
    if a.coref:
        coref.put(w, a.coref)
    print(a.out, w.save(a.out), "bytes")


if __name__ == "__main__":
    main()
