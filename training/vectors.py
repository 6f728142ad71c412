"""Word vectors from the unlabelled text: skip-gram with negative sampling (Mikolov et al. 2013), narrow window.

A window of three keeps the vectors syntactic, which is what a tagger and a parser want of them.

usage: python vectors.py DATA_DIR OUT.npz [--dim 128]
DATA_DIR holds raw/*.jsonl.xz. Words are cut by the same coarse rule everywhere in training; digits are folded to 0.
"""
import argparse
import pathlib
import re
import sys

import numpy as np

from corpus import raw, raw_files
from features import fold

TOKEN = re.compile(r"[A-Za-z]+(?=n['’]t\b)|n['’]t\b|['’](?:s|ll|re|ve|m|d)\b|[A-Z](?:\.[A-Z])+\.?|\d[\d.,:]*\d|\w+|[^\w\s]", re.U)


class Sentences:
    """Every paragraph of the raw files, cut to words; iterates anew for each epoch."""

    def __init__(self, data, share):
        self.files = raw_files(data)
        if not self.files:
            sys.exit(f"{data}/raw: no *.jsonl.xz here")
        self.share = share

    def __iter__(self):
        for path in self.files:
            for n, record in enumerate(raw(path)):
                if n % 100 >= self.share:
                    continue
                for paragraph in record["text"].split("\n\n"):
                    words = [fold(w) for w in TOKEN.findall(paragraph)]
                    if len(words) > 2:
                        yield words


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data")
    args.add_argument("out")
    args.add_argument("--dim", type=int, default=128)
    args.add_argument("--epochs", type=int, default=2)
    args.add_argument("--share", type=int, default=100, help="percent of the documents to read")
    args.add_argument("--workers", type=int, default=2)
    a = args.parse_args()
    from gensim.models import Word2Vec

    corpus = pathlib.Path(a.out).with_suffix(".txt")
    with open(corpus, "w", encoding="utf-8") as f:
        for words in Sentences(a.data, a.share):
            f.write(" ".join(words) + "\n")
    print("corpus written", flush=True)
    model = Word2Vec(corpus_file=str(corpus), vector_size=a.dim, window=3, min_count=12, sg=1, negative=5,
                     epochs=a.epochs, sample=1e-4, seed=1, workers=a.workers)
    words = model.wv.index_to_key
    counts = np.array([model.wv.get_vecattr(w, "count") for w in words])
    np.savez_compressed(a.out, words=np.array(words), vectors=model.wv.vectors.astype(np.float16), counts=counts)
    print(len(words), "words;", "nearest to 'accused':", [w for w, _ in model.wv.most_similar("accused", topn=8)])


if __name__ == "__main__":
    main()
