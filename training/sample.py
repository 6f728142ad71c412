"""A sample of the unlabelled text, as JSON lines for `dateline parse --from jsonl`: what the `fast` model is taught from.

Whole paragraphs, in turns from every source, more from those that read like news.

usage: python sample.py DATA_DIR OUT.jsonl [--words 700000]
"""
import argparse
import json
import pathlib

import corpus

# Share of the words, by source.
SHARES = {"wikipedia_current_events": 0.34, "kremlin_en": 0.16, "whitehouse_statements": 0.16, "us_state_human_rights": 0.14,
          "whitehouse_transcripts": 0.07, "un_general_debate": 0.06, "historyatstate": 0.06, "cia_factbook": 0.01}


def documents(path, words):
    """Documents spread over the whole file until there are so many words."""
    size = sum(len(record["text"].split()) for record in corpus.raw(path))
    step, read = max(1, int(size / words)), 0
    for n, record in enumerate(corpus.raw(path)):
        if n % step:
            continue
        read += len(record["text"].split())
        yield record
        if read >= words:
            return


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data")
    args.add_argument("out")
    args.add_argument("--words", type=int, default=700_000)
    a = args.parse_args()
    with open(a.out, "w", encoding="utf-8") as out:
        for source, share in SHARES.items():
            for record in documents(pathlib.Path(a.data) / "raw" / f"{source}.jsonl.xz", share * a.words):
                kept = {"id": f"{source}/{record['id']}", "text": record["text"]}
                out.write(json.dumps(kept, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
