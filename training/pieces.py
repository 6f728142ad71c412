"""Which word pieces of the base encoder the model keeps: those that the unlabelled text or the treebanks use.

A word with a piece that is left out falls into shorter pieces, so that nothing becomes unreadable.

usage: python pieces.py DATA_DIR OUT.txt [--share 25] [--least 2]
"""
import argparse
import collections
import pathlib

import corpus
import encoder
from vectors import TOKEN


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data")
    args.add_argument("out")
    args.add_argument("--share", type=int, default=25, help="percent of the documents to read")
    args.add_argument("--least", type=int, default=2, help="occurrences below which a piece goes")
    a = args.parse_args()
    words = collections.Counter()
    for path in corpus.raw_files(a.data):
        for n, record in enumerate(corpus.raw(path)):
            if n % 100 < a.share:
                words.update(TOKEN.findall(record["text"]))
    train, _ = corpus.load(a.data)
    for part in train.values():
        for s in part:
            words.update({form: a.least for form in s["forms"]})
    _, pieces = encoder.load()
    count = collections.Counter()
    for word, n in words.items():
        for piece in pieces.of(word):
            count[piece] += n
    bare = lambda p: p.removeprefix("##")
    keep = [p for i, p in enumerate(pieces.pieces) if count[i] >= a.least or len(bare(p)) == 1 and bare(p).isascii()]
    pathlib.Path(a.out).write_text("\n".join(keep), encoding="utf-8")
    print(len(keep), "of", len(pieces.pieces), "pieces stay;", sum(words.values()), "words read")


if __name__ == "__main__":
    main()
