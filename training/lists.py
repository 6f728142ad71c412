"""The lists of words that the language stage looks up, frozen into model files.

usage: python lists.py MODEL.dateline…      writes the lists into model files; nothing else in them changes

Needs nothing but Python. The lists are lexicon/en/segments.toml and lexicon/en/coreference.toml; a model file has them as
the texts `lists.segments` and `lists.coreference`, so that editing the lexicon changes no parse before this is run.
"""
import pathlib
import sys

import container

FOLDER = pathlib.Path(__file__).parent.parent / "lexicon"
NAMES = ("segments", "coreference")


def texts(language="en"):
    """{tensor: lines} of the lists of a language."""
    read = lambda name: (FOLDER / language / f"{name}.toml").read_text(encoding="utf-8")
    return {f"lists.{name}": read(name).splitlines() for name in NAMES}


def put(writer):
    """Adds the lists to a model file that is being written (export.py)."""
    for name, lines in texts().items():
        writer.text(name, lines)


def main(paths):
    if not paths:
        sys.exit(__doc__)
    for path in paths:
        print(f"{path}: {container.rewrite(path, texts(), add=True)} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
