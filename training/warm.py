"""A network that begins with the weights of a model file, bytes turned back into numbers."""
import numpy as np
import torch

import export
from features import TABLES


def warm(net, path, words, labels):
    """Fills in what a model file has. A recurrent layer that it lacks begins as one that hands its input on."""
    model = export.read(path)
    rows = {w: i for i, w in enumerate(model["words"])}
    table = lambda name: torch.tensor(
        model[name].astype(np.float32) * model[name + ".scale"][:, None] if name + ".scale" in model else model[name])
    state = net.state_dict()
    word = table("word")
    state["word.weight"] = word[[rows.get(w, 0) for w in words]]
    names = [name for name, _ in TABLES] + ["gazetteer"]
    for i, at in enumerate(net.uses):
        state[f"tables.{i}.weight"] = table(names[at])
    for i in range(len(net.layers)):
        if f"layer{i}.weight" in model:
            for kind in ("weight", "bias"):
                state[f"layers.{i}.lin.{kind}"] = table(f"layer{i}.{kind}")
        else:
            state[f"layers.{i}.lin.bias"][2 * word.shape[1]:] = -3.0
    for part in ("upos", "xpos", "rel", "ner"):
        if model[f"labels.{part}"] != labels[part]:
            raise SystemExit(f"{path} has other labels of {part} than the data")
    warm_heads(state, model, table, labels)
    if net.encoder is not None:
        warm_encoder(net, state, model, table)
    if net.acts is not None and "act_hidden.weight" in model:
        warm_acts(state, model, table)
    net.load_state_dict(state)


def warm_heads(state, model, table, labels):
    start = 0
    for part in ("arc_dep", "arc_head", "rel_dep", "rel_head", "ner_in"):
        end = start + len(state[f"{part}.weight"])
        for kind in ("weight", "bias"):
            if f"{part}.{kind}" in state:
                state[f"{part}.{kind}"] = table(f"sides.{kind}")[start:end]
        start = end
    same = {"arc_bilinear": "arc_bilinear", "arc_distance": "arc_distance", "rel_out": "rel_out", "ner_out": "ner"}
    if model.get("labels.role") == labels["role"]:
        same |= {f"role_{part}": f"roles.{part}" for part in ("predicate", "argument", "out", "left", "right", "times")
                 if f"role_{part}.weight" in model}
        state["roles.place.weight"], state["roles.distance.weight"] = table("role_place"), table("role_distance")
    for name, own in same.items():
        for kind in ("weight", "bias"):
            if f"{own}.{kind}" in state:
                state[f"{own}.{kind}"] = table(f"{name}.{kind}")
    state["arc_root"], state["rel_root"] = table("arc_root"), table("rel_root")
    start = 0
    for head in ("upos", "xpos", *(["feats"] if model.get("labels.feats") == labels["feats"] else [])):
        end = start + len(labels[head])
        for kind in ("weight", "bias"):
            state[f"{head}.{kind}"] = table(f"tags.{kind}")[start:end]
        start = end


def warm_encoder(net, state, model, table):
    """The pieces have to be those of the file: `--encoder` names the same list."""
    if len(model["pieces"]) != len(state["encoder.piece.weight"]):
        raise SystemExit("the model file has other word pieces than --encoder")
    for part in ("piece", "position", "case", "listed"):
        state[f"encoder.{part}.weight"] = table(f"encoder.{part}")
    state["encoder.mix"] = torch.log(table("encoder.mix"))
    for kind in ("weight", "bias"):
        state[f"encoder.norm.{kind}"], state[f"pooled.{kind}"] = table(f"encoder.norm.{kind}"), table(f"pooled.{kind}")
    for i in range(len(net.encoder.blocks)):
        for part in ("qkv", "out", "up", "down", "norm1", "norm2"):
            for kind in ("weight", "bias"):
                state[f"encoder.blocks.{i}.{part}.{kind}"] = table(f"encoder.{i}.{part}.{kind}")


def warm_acts(state, model, table):
    """The head for acts, where the file has one with the same labels."""
    for name in export.ACT_LINEAR:
        for kind in ("weight", "bias"):
            if f"acts.{name}.{kind}" in state:
                state[f"acts.{name}.{kind}"] = table(f"act_{name}.{kind}")
    for name in export.ACT_TABLES:
        state[f"acts.{name}.weight"] = table(f"act_{name}")
