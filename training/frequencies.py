"""How common words are in text near to news, for the grouping of reports into stories (`dateline stories`).

usage: python frequencies.py DATA_DIR > ../lexicon/en/frequencies.tsv

Counts in how many pieces of 500 words each word stands, in every file of DATA_DIR/raw/*.jsonl.xz, and writes the mean
of the files' shares: every source counts alike, however large it is. Words are folded as the program does it
(`crates/dateline-story/src/cluster/terms.rs`): small letters, no points, no possessive ending. Only the commonest words
are kept: all others are rare, and how rare is learnt from the reports themselves.
"""

import collections
import json
import lzma
import pathlib
import re
import sys

WORDS = re.compile(r"[A-Za-z0-9]+(?:[.'’,][A-Za-z0-9]+)*")
PIECE = 500
KEPT = 2000


def fold(word):
    return re.sub(r"[.'’,]", "", re.sub(r"['’]s$", "", word)).lower()


def shares(path):
    counts, pieces = collections.Counter(), 0
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            words = [fold(w) for w in WORDS.findall((item.get("title") or "") + "\n" + item["text"])]
            for at in range(0, len(words), PIECE):
                counts.update(set(words[at : at + PIECE]))
                pieces += 1
    return {word: n / pieces for word, n in counts.items()}


def main(data):
    files = sorted(pathlib.Path(data, "raw").glob("*.jsonl.xz"))
    total = collections.Counter()
    for path in files:
        for word, share in shares(path).items():
            total[word] += share / len(files)
    print("# In how many of a thousand pieces of 500 words a word stands, in text near to news.")
    print("# Written by training/frequencies.py.")
    print("# columns: word of_a_thousand")
    for word, share in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:KEPT]:
        print(f"{word}\t{1000 * share:.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
