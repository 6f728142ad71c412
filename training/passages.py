"""A sample of unlabelled paragraphs, as JSON lines for `dateline parse --from jsonl`: what acts are taught on by a teacher.

Single paragraphs, as the coded passages are, chosen by a hash of their id; documents that hold a coded passage of the
development part are left out.

usage: python passages.py DATA_DIR OUT.jsonl [--words 1200000]
"""
import argparse
import json
import pathlib
import zlib

import acts
import corpus

# Share of the words, by source: what reads like news first.
SHARES = {"wikipedia_current_events": 0.6, "us_state_human_rights": 0.13, "kremlin_en": 0.1, "whitehouse_statements": 0.1,
          "un_general_debate": 0.03, "historyatstate": 0.03, "cia_factbook": 0.01}
SHORTEST, LONGEST = 8, 150


def paragraphs(path):
    """(document's id, number, text) of the paragraphs of a file of unlabelled text that are neither headings nor pages."""
    for record in corpus.raw(path):
        for n, text in enumerate(record["text"].split("\n\n")):
            if SHORTEST <= len(text.split()) <= LONGEST:
                yield record["id"], n, text


def chosen(path, words, without):
    """Paragraphs of a file, about so many words in all, spread by a hash of where they stand."""
    size = sum(len(text.split()) for _, _, text in paragraphs(path))
    for document, n, text in paragraphs(path):
        key = f"{path.name.split('.')[0]}/{document}"
        if key not in without and zlib.crc32(f"{key}#{n}".encode()) / 2 ** 32 < words / size:
            yield f"{key}#{n}", text


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data")
    args.add_argument("out")
    args.add_argument("--words", type=int, default=1_200_000)
    a = args.parse_args()
    without = {row["id"].split("#")[0] for row in acts.rows(a.data) if row["split"] == "dev"}
    with open(a.out, "w", encoding="utf-8") as out:
        for source, share in SHARES.items():
            for key, text in chosen(pathlib.Path(a.data) / "raw" / f"{source}.jsonl.xz", share * a.words, without):
                out.write(json.dumps({"id": key, "text": text}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
