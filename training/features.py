"""What the network sees of a word. The Rust side (crates/dateline-language/src/features.rs) computes the same.

Every feature is a row of one table: the folded form where the vocabulary has it, and hashed prefixes, suffixes and
shape, which carry the words it has not. Hashes are 32-bit FNV-1a over UTF-8.
"""

# name, rows of the hashed table
TABLES = (("prefix1", 256), ("prefix3", 4096), ("suffix2", 2048), ("suffix3", 8192), ("shape", 1024))


def fnv(text):
    h = 0x811C9DC5
    for b in text.encode("utf-8"):
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return h


def straight(form):
    """Typographic quotes and dashes as their plain twins: reports mix both."""
    return form.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "--", 0x2026: "..."})


def fold(form):
    """Lower case by code point, digits to 0, typographic marks straightened."""
    return "".join("0" if c in "0123456789" else (c.lower() if len(c.lower()) == 1 else c) for c in straight(form))


def shape(form):
    """Xx0 and the marks themselves, runs cut at three: 'Amir-Abdollahian' -> 'Xxxx-Xxxx' -> 'Xxx-Xxx'."""
    out, last, run = [], "", 0
    for c in straight(form):
        k = "0" if c in "0123456789" else "X" if c.isupper() else "x" if c.isalpha() else c
        run = run + 1 if k == last else 1
        last = k
        if run <= 2:
            out.append(k)
    return "".join(out)


CASES = 8


def case(form):
    """How a word is written, 0 to 7: what an uncased encoder is told beside its pieces. 0 is left for its marks."""
    if any(c in "0123456789" for c in form):
        return 6
    letters = [c for c in form if c.isalpha() or c.isupper()]
    upper = sum(c.isupper() for c in letters)
    if not upper:
        return 1
    if upper == len(letters):
        return 3 if upper == 1 else 4 if upper == len(form) else 7
    return 2 if upper == 1 and letters[0].isupper() else 5


def hashed(form):
    """The row of each table of TABLES, in that order."""
    low = fold(form)
    keys = (low[:1], low[:3], low[-2:], low[-3:], shape(form))
    return [fnv(f"{name}={key}") % rows for (name, rows), key in zip(TABLES, keys)]
