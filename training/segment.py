"""Trains the sentence splitter: a logistic regression that scores the gaps between words.

    OMP_NUM_THREADS=1 python training/segment.py --data /path/to/ud --out segment.npz

What a gap looks like is computed here and, the same to the bit, in crates/dateline-language/src/segment/gaps.rs;
`--rows` prints the rows of a few sentences for the unit test that holds both together.

The treebanks know where a sentence ends but have lost how their texts were laid out, so each is laid out anew several
times: sentences run on behind blanks, paragraphs apart by a blank line or by a mere new line, lines wrapped at some width,
a sentence a line. The splitter then learns what a new line says in each and never leans on one habit.
"""

import argparse
import random
import sys

import numpy as np

from features import fold, fnv

ROWS = 1 << 16
# Share of rows left out of a gap while training, so that no single one is leant on.
DROPPED = 0.3
# Share of sentences that lose their stop at the end of a line.
BARE = 0.2
# Added to the bias: a missed break costs a sentence as much as a false one, and is the commoner fault.
EAGERNESS = 0.4
PAD_KIND = 31
# By how many bytes a line must fall short of the width, beyond the next word, to have been ended on purpose.
SLACK = 8
PAD = 3

LOWER, TITLE, UPPER, SINGLE, FIGURE, STOP, SHOUT, DOTS, COMMA, COLON, OPEN, CLOSE = range(12)
QUOTE_OPEN, QUOTE_CLOSE, DASH, ABBREVIATION, INITIAL, CLITIC, BULLET, OTHER, ADDRESS, SINGLE_OPEN, SINGLE_CLOSE = range(12, 23)
# Resolved by what stands around it.
QUOTE, SINGLE_QUOTE = 40, 41


# ---- words -------------------------------------------------------------------------------------------------------------

def kind(form):
    """What sort of word it is, as far as the form says."""
    c = form[0]
    if c.isalnum():
        if c in "0123456789":
            return FIGURE
        if form[-1] == "." and len(form) > 1:
            return INITIAL if len(form) == 2 else ABBREVIATION
        if "@" in form or "/" in form:
            return ADDRESS
        if not c.isupper():
            return LOWER
        if len(form) == 1:
            return SINGLE
        return TITLE if any(x.islower() for x in form) else UPPER
    if c in "'’‘`":
        if len(form) > 1 and form[1] in "'’‘`":
            return QUOTE_OPEN if c in "‘`" and form[1] in "‘`" else QUOTE_CLOSE
        return LOWER if len(form) > 1 else SINGLE_OPEN if c == "‘" else SINGLE_QUOTE
    if c in ".…!?":
        if any(x in "!?" for x in form):
            return SHOUT
        return STOP if form == "." else DOTS
    if c in "@#" and len(form) > 1:
        return ADDRESS
    if c in "-–—―":
        return DASH
    if c in "*•·>#‣▪○●":
        return BULLET
    if len(form) > 1 and ord(c) < 128:
        return OTHER
    return {",": COMMA, ";": COMMA, ":": COLON, "(": OPEN, "[": OPEN, "{": OPEN, ")": CLOSE, "]": CLOSE, "}": CLOSE,
            '"': QUOTE, "“": QUOTE_OPEN, "«": QUOTE_OPEN, "„": QUOTE_OPEN, "”": QUOTE_CLOSE, "»": QUOTE_CLOSE}.get(c, OTHER)


def describe(form, seen={}):
    """Hash of the folded form, of its last two characters, its length up to 7, its kind."""
    if form not in seen:
        low = fold(form)
        a, b = ord(low[-2]) if len(low) > 1 else 0, ord(low[-1])
        seen[form] = (fnv(low), ((a * 0x01000193) & 0xFFFFFFFF) ^ b, min(len(low), 7), kind(form))
    return seen[form]


# ---- layout ------------------------------------------------------------------------------------------------------------

def read(path):
    """Documents of paragraphs of sentences of (form, space after, joined)."""
    documents, sentence, until, first, spaced = [[[]]], [], 0, 0, True
    for row in open(path, encoding="utf-8"):
        row = row.rstrip("\n")
        if row.startswith("# newdoc"):
            documents.append([[]])
        elif row.startswith("# newpar"):
            documents[-1].append([])
        elif not row:
            if sentence:
                documents[-1][-1].append(sentence)
            sentence, until = [], 0
        elif row[0] != "#":
            c = row.split("\t")
            if "." in c[0]:
                continue
            after = "SpaceAfter=No" not in c[9]
            if "-" in c[0]:
                first, until = map(int, c[0].split("-"))
                spaced = after
            elif int(c[0]) <= until:
                sentence.append((c[1].replace(" ", ""), spaced and int(c[0]) == until, int(c[0]) > first))
            else:
                sentence.append((c[1].replace(" ", ""), after, False))
    return [[p for p in d if p] for d in documents if any(d)]


def lay_out(document, mode, rng):
    """Paragraphs, each a list of (form, bytes of white space before, new lines before, joined, begins a sentence).

    `run-on`: as the scorer prints it. `lines`: paragraphs apart by one new line. `wrapped`: hard-wrapped, paragraphs apart
    by a blank line. `tight`: hard-wrapped, paragraphs apart by one new line. `listed`: most sentences on a line of their own.
    Before such a new line some sentences lose their stop, as headings and items have none.
    """
    out, current, column, width = [], [], 0, rng.randint(56, 84)
    apart = mode in ("lines", "tight", "listed")
    for paragraph in document:
        if current and (not apart or len(current) > 600):
            out.append(current)
            current, column = [], 0
        on_line = [s == 0 or (mode == "listed" and rng.random() < 0.8) for s in range(len(paragraph))] + [True]
        for s, sentence in enumerate(paragraph):
            bare = apart and on_line[s + 1] and len(sentence) > 2 and sentence[-1][0] == "." and rng.random() < BARE
            for i, (form, _, joined) in enumerate(sentence[:-1] if bare else sentence):
                space = bool(current) and (i == 0 or sentence[i - 1][1])
                length = len(form.encode("utf-8"))
                lines = bool(current) and i == 0 and apart and on_line[s]
                lines |= mode in ("wrapped", "tight") and space and column + 1 + length > width
                column = length if lines else column + length + int(space)
                current.append((form, int(space), int(lines), joined, i == 0))
    return out + [current] if current else out


# ---- gaps --------------------------------------------------------------------------------------------------------------

def bucket(n):
    for i, top in enumerate((0, 1, 2, 4, 7, 12, 20, 35)):
        if n <= top:
            return i
    return 8


def length_bucket(n):
    return 0 if n < 25 else 1 if n < 50 else 2 if n < 90 else 3


def resolve(words):
    """Kinds with quotation marks opened and closed, and whether each word stands inside double ones, or in brackets."""
    kinds, inside, depth, quoted, nested = [], False, 0, [], []
    for i, (form, space, lines, joined, _) in enumerate(words):
        k = CLITIC if joined else describe(form)[3]
        if k in (QUOTE, SINGLE_QUOTE):
            left = i > 0 and not (space or lines)
            right = i + 1 < len(words) and not (words[i + 1][1] or words[i + 1][2])
            opens = right if left != right else not inside
            k = (QUOTE_OPEN if opens else QUOTE_CLOSE) if k == QUOTE else (SINGLE_OPEN if right and not left else SINGLE_CLOSE)
        inside = True if k == QUOTE_OPEN else False if k == QUOTE_CLOSE else inside
        depth = min(depth + 1, 3) if k == OPEN else max(depth - 1, 0) if k == CLOSE else depth
        kinds.append(k)
        quoted.append(int(inside))
        nested.append(int(depth > 0))
    return kinds, quoted, nested


def line_codes(words):
    """For the gap before each word: 0 glued, 1 blank, 2 and up a new line by the lengths of the two lines it parts.

    16 more where the next word would have fitted into the width other lines of the paragraph have: no wrapped line, then.
    """
    codes, lengths, here = [], [], 0
    for form, space, lines, _, _ in words:
        if lines:
            lengths.append(here)
            here = 0
        elif space:
            here += 1
        here += len(form.encode("utf-8"))
    lengths.append(here)
    line, width = 0, max(lengths)
    for form, space, lines, _, _ in words:
        if lines:
            line += 1
            meant = lengths[line - 1] + len(form.encode("utf-8")) + SLACK <= width
            codes.append(2 + 16 * meant + 4 * length_bucket(lengths[line - 1]) + length_bucket(lengths[line]))
        else:
            codes.append(1 if space else 0)
    return codes


def context(words):
    """The paragraph as columns, padded: w, x, length, kind, gap before, quoted, nested, since, until, habit."""
    kinds, quoted, nested = resolve(words)
    codes = line_codes(words)
    n = len(words)
    stops = [k in (STOP, SHOUT, DOTS) for k in kinds]
    since, until, d, edge = [0] * n, [0] * n, 0, 0
    for i in range(n):
        # Words since the last stop, this one counted; a bit more says that the paragraph began there.
        d += 1
        since[i] = bucket(d) * 2 + (edge == 0)
        if stops[i]:
            d, edge = 0, 1
    d, edge = 0, 0
    for i in reversed(range(n)):
        if stops[i]:
            d, edge = 0, 1
        else:
            d += 1
        until[i] = bucket(d) * 2 + (edge == 0)
    low = sum(stops[i] and kinds[i] != DOTS and kinds[i + 1] == LOWER for i in range(n - 1))
    high = sum(stops[i] and kinds[i] != DOTS and kinds[i + 1] in (TITLE, UPPER, SINGLE) for i in range(n - 1))
    habit = 2 if low > high else 1 if high else 0
    forms = [describe(w[0]) for w in words]
    pad = [(0, 0, 0, PAD_KIND, 0, 0, 0, 0, 0, habit, 0)] * PAD
    rows = [
        (forms[i][0], forms[i][1], forms[i][2], kinds[i], codes[i], quoted[i], nested[i], since[i], until[i], habit,
         2 + int(words[i][4]) if i else 1)
        for i in range(n)
    ]
    return pad + rows + pad


def gate(k0, k1, code):
    """Whether a gap may be a break at all: most are not worth a score."""
    after = np.isin(k0, (STOP, SHOUT, DOTS, COLON, CLOSE, QUOTE_CLOSE, SINGLE_CLOSE, DASH, ABBREVIATION, BULLET, OTHER, ADDRESS))
    before = np.isin(k1, (TITLE, UPPER, SINGLE, FIGURE, OPEN, QUOTE_OPEN, SINGLE_OPEN, DASH, INITIAL, BULLET, OTHER, ADDRESS, ABBREVIATION))
    never = np.isin(k1, (CLITIC, COMMA, STOP, SHOUT))
    glued = (code == 0) & ~np.isin(k0, (STOP, SHOUT, DOTS, CLOSE, QUOTE_CLOSE, SINGLE_CLOSE))
    return (after | before | (code >= 2)) & ~never & ~glued


def mix(template, *values):
    h = np.uint32(((0x811C9DC5 ^ template) * 0x01000193) & 0xFFFFFFFF)
    for v in values:
        h = (h ^ v.astype(np.uint32)) * np.uint32(0x01000193)
    h = (h ^ (h >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    return (h ^ (h >> np.uint32(13))) & np.uint32(ROWS - 1)


def rows_of(columns, at):
    """The rows of the gaps before the words `at`."""
    w, x, n, k, code, quoted, nested, since, until, habit = columns[:10]
    W = lambda d: w[at + d]
    K = lambda d: k[at + d].astype(np.uint32)
    g = code[at].astype(np.uint32)
    s = np.minimum(g, 2)
    pair = K(-1) | (K(0) << np.uint32(5)) | (s << np.uint32(10))
    left = K(-2) | (K(-3) << np.uint32(5))
    right = K(1) | (K(2) << np.uint32(5))
    state = quoted[at - 1] | (nested[at - 1] << np.uint32(1))
    return np.stack([
        mix(0, pair),
        mix(1, pair, K(-2)),
        mix(2, pair, K(1)),
        mix(3, pair, K(-2), K(1)),
        mix(4, pair, left),
        mix(5, pair, right),
        mix(6, pair, left, right),
        mix(7, W(-1), s),
        mix(8, W(0), s),
        mix(9, W(-1), W(0)),
        mix(10, W(-1), K(0), s),
        mix(11, W(0), K(-1), s),
        mix(12, W(-2), K(-1), K(0)),
        mix(13, W(1), K(0), K(-1)),
        mix(14, W(-2), W(-1)),
        mix(15, W(0), W(1)),
        mix(16, pair, state, quoted[at + 1]),
        mix(17, pair, since[at - 1]),
        mix(18, pair, until[at]),
        mix(19, pair, since[at - 1] >> np.uint32(1), until[at] >> np.uint32(1)),
        mix(20, pair, habit[at]),
        mix(21, g, K(-1)),
        mix(22, g, K(0), since[at - 1] >> np.uint32(1)),
        mix(23, x[at - 1], K(-1), K(0)),
        mix(24, x[at], K(-1), K(0)),
        mix(25, n[at - 1], pair),
        mix(26, W(-3), K(-1)),
        mix(27, W(2), K(-1), K(0)),
        mix(28, W(0), K(-1), K(-2), since[at - 1] & np.uint32(1)),
        mix(29, W(-1), K(0), K(1)),
    ], axis=1).astype(np.uint16)


def gaps(paragraphs):
    """Rows and truth of every gap the gate lets through, and how many breaks it kept back."""
    table = np.array([row for p in paragraphs for row in context(p)], dtype=np.uint32).T
    columns = list(table)
    inner = np.nonzero(columns[10] >= 2)[0]
    truth = columns[10][inner] == 3
    open_ = gate(columns[3][inner - 1], columns[3][inner], columns[4][inner])
    lost = int((truth & ~open_).sum())
    return rows_of(columns, inner[open_]), truth[open_], lost, len(inner)


# ---- training ----------------------------------------------------------------------------------------------------------

def f1(score, truth, lost, at=0.0):
    """Of breaks, not of sentences."""
    got = score > at
    hit = (got & truth).sum()
    return 2 * hit / max(1, got.sum() + truth.sum() + lost)


def train(rows, truth, weight, epochs, decay, seed):
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    table = torch.nn.EmbeddingBag(ROWS, 1, mode="sum")
    torch.nn.init.zeros_(table.weight)
    bias = torch.nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.Adagrad([table.weight, bias], lr=0.1)
    rows, truth, weight = torch.from_numpy(rows.astype(np.int64)), torch.from_numpy(truth).float(), torch.from_numpy(weight).float()
    size = 1024
    for epoch in range(epochs):
        order, total = torch.randperm(len(rows)), 0.0
        for i in range(0, len(rows), size):
            batch = order[i:i + size]
            keep = (torch.rand(len(batch), rows.shape[1]) > DROPPED).float() / (1 - DROPPED)
            z = table(rows[batch], per_sample_weights=keep).squeeze(1) + bias
            loss = torch.nn.functional.binary_cross_entropy_with_logits(z, truth[batch], weight[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += float(loss.detach()) * len(batch)
        with torch.no_grad():
            table.weight.mul_(1 - decay)
        print(f"epoch {epoch} loss {total / len(rows):.4f}", file=sys.stderr, flush=True)
    return table.weight.detach().numpy()[:, 0], float(bias.detach())


def quantised(weights, clip=5.0):
    scale = min(clip, float(np.abs(weights).max())) / 127
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), np.float32(scale)


# `|` parts words that are written together, `~` those of a multiword token.
SAMPLES = (
    "Envoys met in Oslo on Monday|. \"|We do~n't trust Gen. Okafor|,|\" one said|.",
    "RIVER TALKS STALL\nDelegates from three states left the hall at 5 p.m. and did~n’t return|.\n• No deal|!",
    "‘|Why now|?|’ asked J. M. Świątek|… (|He paid $|3.5 bn in 2019|.|) “|Fine|.|” ok|. yes :)",
)


def parse(sample):
    words, form, space, lines, joined = [], "", 0, 0, False
    for c in sample + "|":
        if c in " \n|~":
            words.append((form, space, lines, joined, False))
            form, space, lines, joined = "", int(c in " \n"), int(c == "\n"), c == "~"
        else:
            form += c
    return words


def print_rows():
    for sample in SAMPLES:
        columns = list(np.array(context(parse(sample)), dtype=np.uint32).T)
        inner = np.nonzero(columns[10] >= 2)[0]
        open_ = inner[gate(columns[3][inner - 1], columns[3][inner], columns[4][inner])]
        rows = rows_of(columns, open_)
        print(sample.replace("|", "").replace("~", ""))
        for at, row in zip(open_, rows):
            print("   ", at - PAD, hex(fnv("".join(f"{r} " for r in row))))
        print(rows[0].tolist())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", help="folder of the treebanks, ud/ of the data folder")
    arguments.add_argument("--out", default="segment.npz")
    arguments.add_argument("--raw", help="also write weights, scale and bias as bare bytes, for the example in Rust")
    arguments.add_argument("--epochs", type=int, default=6)
    arguments.add_argument("--decay", type=float, default=0.1)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rows", action="store_true", help="print rows for the test in Rust and stop")
    options = arguments.parse_args()
    if options.rows:
        return print_rows()
    if not options.data:
        arguments.error("--data names the folder of the treebanks")
    rng = random.Random(options.seed)
    ewt, gum = (read(f"{options.data}/{name}-train.conllu") for name in ("en_ewt-ud", "gum"))
    parts = []
    for documents, share in ((ewt, 1.0), (gum, 1.0)):
        for mode, weight in (("run-on", 1.0), ("lines", 0.35), ("wrapped", 0.35), ("tight", 0.35), ("listed", 0.35)):
            rows, truth, lost, n = gaps([p for d in documents for p in lay_out(d, mode, rng)])
            print(f"{mode}: {n} gaps, {len(rows)} through the gate, {truth.sum()} breaks, {lost} kept back", file=sys.stderr)
            parts.append((rows, truth, np.full(len(truth), weight * share)))
    rows, truth, weight = (np.concatenate(c) for c in zip(*parts))
    weights, bias = train(rows, truth, weight, options.epochs, options.decay, options.seed)
    table, scale = quantised(weights)
    bias += EAGERNESS
    for name in ("en_ewt-ud", "gum"):
        documents = read(f"{options.data}/{name}-dev.conllu")
        for mode in ("run-on", "lines", "wrapped", "tight", "listed"):
            r, t, lost, _ = gaps([p for d in documents for p in lay_out(d, mode, rng)])
            score = table.astype(np.float32)[r].sum(1) * scale + bias
            print(name, mode, " ".join(f"{at}:{f1(score, t, lost, at):.4f}" for at in (-1.5, -1, -0.5, 0, 0.5, 1)), f"lost {lost}/{t.sum()+lost}")
    np.savez(options.out, weights=table, scale=scale, bias=np.float32(bias))
    if options.raw:
        with open(options.raw, "wb") as out:
            out.write(table.tobytes() + np.array([scale, bias], dtype="<f4").tobytes())


if __name__ == "__main__":
    main()
