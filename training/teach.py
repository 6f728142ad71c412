"""What several networks together say of the acts in unlabelled text, as material for another network to learn from.

usage: python teach.py PARSE.conllu OUT.pickle NET… [--device cuda]

NET is a checkpoint of train.py (.pt) or a model file (.dateline).

PARSE.conllu is what `dateline parse` says of the paragraphs of passages.py. Every sentence is kept with its tree and the
mean of the networks' probabilities (Hinton et al. 2015), so that a pupil also learns where they are unsure.
"""
import argparse
import pickle

import act_head
import corpus
import export
import train
from network import Net
from warm import warm


def load(path, device):
    """(network, what else is kept with it, pieces) of a checkpoint, or of a model file, whose bytes are turned into numbers."""
    keep = opened(path) if path.endswith(".dateline") else train.torch.load(path, weights_only=False)
    base, pieces = None, None
    if keep["pieces"]:
        base, pieces = train.encoder.empty(keep["pieces"])
    net = Net(len(keep["words"]), keep["labels"], keep["width"], keep["layers"], keep["arc"], keep["rel"], base,
              act_head.Acts(keep["width"], keep["labels"]))
    if "net" in keep:
        net.load_state_dict(keep["net"])
    else:
        warm(net, path, keep["words"], keep["labels"])
    return net.to(device), keep, pieces


def opened(path):
    """What a model file has of a checkpoint, but for the weights."""
    model = export.read(path)
    flags = dict(line.split("\t") for line in model["gazetteer.words"])
    return {"words": model["words"], "pieces": model.get("pieces"), "flags": {w: int(f) for w, f in flags.items()},
            "labels": {k: model[f"labels.{k}"] for k in ("upos", "xpos", "feats", "rel", "ner", "role")},
            "width": model["word"].shape[1], "layers": sum(f"layer{i}.weight" in model for i in range(9)),
            "arc": len(model["arc_root"]), "rel": len(model["rel_root"])}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("parse")
    args.add_argument("out")
    args.add_argument("nets", nargs="+")
    args.add_argument("--device", default="cpu")
    args.add_argument("--limit", type=int, help="only so many sentences: to try it out")
    a = args.parse_args()
    loaded = [load(path, a.device) for path in a.nets]
    _, keep, pieces = loaded[0]
    features = train.Features({w: i for i, w in enumerate(keep["words"])}, keep["flags"])
    sentences = corpus.silver(a.parse)[:a.limit]
    train.encode(sentences, features, keep["labels"], pieces)
    train.say_acts([net for net, *_ in loaded], sentences, a.device)
    kept = ("forms", "upos", "xpos", "feats", "head", "rel", "ner", "roles")
    plain = lambda told: [(t, *(v.numpy() for v in rest)) for t, *rest in told]
    pairs = lambda s: {t: rows.numpy() for t, rows in s.get("pairs", {}).items()}
    out = [{**{k: s[k] for k in kept}, "y_acts": plain(s["said"]), "pairs": pairs(s)} for s in sentences]
    with open(a.out, "wb") as file:
        pickle.dump(out, file, protocol=5)
    told = [t for s in sentences for t in s["said"]]
    sure = sum(1 - float(t[1][0]) >= 0.5 for t in told)
    print(f"{len(out)} sentences, {len(told)} possible acts, {sure} of them likely", flush=True)


if __name__ == "__main__":
    main()
