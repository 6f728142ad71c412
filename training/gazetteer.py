"""Words of the lexicon's name lists, as flags a word: what the network is told of a name it has never read.

The flags are frozen in the model file; the parser never opens the lexicon. A flag is a hint on the folded word alone:
that the word *can* be a surname, not that it is one here.
"""
import collections
import pathlib
import unicodedata

from features import fold

GIVEN, SURNAME, PLACE, PLACE_PART, BODY_PART, COUNTRY = 1, 2, 4, 8, 16, 32
ROWS = 64
# Smaller towns are left out: ordinary words are towns somewhere.
LARGE = 250_000
SMALL = {"of", "the", "and", "for", "in", "de", "al", "el", "la", "le", "du", "da", "do", "von", "van", "bin", "ibn", "on", "to", "a", "an"}


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#") and line.strip():
                yield line.rstrip("\n").split("\t")


def plain(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def flags(folder):
    """{folded word: flags} from lexicon/actors."""
    folder = pathlib.Path(folder)
    out = collections.defaultdict(int)

    def add(word, flag):
        word = fold(word.strip("().,"))
        if len(word) > 1 and word not in SMALL:
            out[word] |= flag
            out[plain(word)] |= flag

    def person(name):
        parts = name.split()
        if len(parts) > 1:
            for p in parts[:-1]:
                add(p, GIVEN)
            add(parts[-1], SURNAME)

    for r in rows(folder / "given_names.tsv"):
        add(r[0], GIVEN)
    for r in rows(folder / "offices.tsv"):
        person(r[0])
        for alias in filter(None, r[1].split(";")):
            person(alias)
    for r in rows(folder / "places.tsv"):
        if r[3] == "city" and int(r[6] or 0) < LARGE:
            continue
        for name in [r[0]] + [a for a in r[1].split(";") if a]:
            parts = name.split()
            for p in parts:
                add(p, PLACE if len(parts) == 1 else PLACE_PART)
    for r in rows(folder / "country_words.tsv"):
        for p in r[0].split():
            if p[:1].isupper():
                add(p, COUNTRY)
    for r in rows(folder / "groups.tsv"):
        for name in [r[0]] + [a for a in r[1].split(";") if a]:
            for p in name.split():
                if p[:1].isupper():
                    add(p, BODY_PART)
    return dict(out)
