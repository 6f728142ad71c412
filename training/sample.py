"""A sample of the unlabelled text, as JSON lines for `dateline parse --from jsonl`: what the `fast` model is taught from.

Whole paragraphs, in turns from every source, more from those that read like news.

usage: python sample.py DATA_DIR OUT.jsonl [--words 700000]
"""
import argparse
import json
import lzma
import pathlib

# Share of the words, by source.
SHARES = {"wikipedia_current_events": 0.34, "kremlin_en": 0.16, "whitehouse_statements": 0.16, "us_state_human_rights": 0.14,
          "whitehouse_transcripts": 0.07, "un_general_debate": 0.06, "historyatstate": 0.06, "cia_factbook": 0.01}


def documents(path, words):
    """Documents spread over the whole file until there are so many words."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        size = sum(len(json.loads(line)["text"].split()) for line in lines)
    step, read = max(1, int(size / words)), 0
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if n % step:
                continue
            record = json.loads(line)
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
