"""Counts in how many sentences of unlabelled text each lemma stands, for `lexicon/en/frequency.tsv`.

usage: dateline parse TEXT --model fast --format conllu | frequency.py > lexicon/en/frequency.tsv
"""
import math
import sys
from collections import Counter

LEAST = 6
CONTENT = {"NOUN", "VERB", "ADJ", "NUM", "PROPN", "ADV"}

if __name__ == "__main__":
    seen, sentences, own = Counter(), 0, set()
    for line in sys.stdin:
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 4:
            if own and not line.strip():
                sentences += 1
                seen.update(own)
                own = set()
        elif cells[3] in CONTENT and cells[2].isalpha() and len(cells[2]) > 1:
            own.add(cells[2].lower())
    print("# How rare a lemma is: the natural logarithm of sentences a sentence that has it, counted in", f"{sentences:,}", "sentences of public")
    print("# reports, statements and speeches. A lemma that is not here is rarer than all of these. Made by `training/frequency.py`.")
    for lemma, count in sorted(seen.items()):
        if count >= LEAST:
            print(f"{lemma}\t{math.log((sentences + 1) / (count + 1)):.1f}")
