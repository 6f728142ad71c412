"""The table of lemma rules: what the word lists of lemmas/ say, what the treebanks show, and endings learnt from both.

usage: python lemmas.py DATA_DIR MODEL.dateline…         writes the table into model files; nothing else in them changes
       python lemmas.py DATA_DIR --print                 prints the table
Needs nothing but Python, and of DATA_DIR the training parts of the treebanks in ud/.

A rule is a line `TAG<tab>ENDING<tab>STRIP<tab>ADD` (see crates/dateline-language/src/lemma.rs). Irregular verbs are a
closed class: they have a rule a word and teach no ending, so that what no list holds goes the regular way. Which of its
spellings a regular form comes from ("raided", "faded") is looked up in the lists of verbs and nouns; only where the
endings learnt from all of them go wrong, a word gets a rule of its own.
"""
import collections
import pathlib
import sys

import container
import corpus

LONGEST = 6     # endings longer than this are whole words
FOLDER = pathlib.Path(__file__).parent / "lemmas"
VOWELS = "aeiou"
NAMES = ("NNP", "NNPS")
PAST = ("VBD", "VBN")   # a tagger takes one for the other, so both know the forms of both
ENDS = {"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "s", "NNS": "s"}    # how regular forms end


def script(word, lemma):
    """(strip, add) that turns a word into its lemma, from their longest common beginning."""
    n = 0
    while n < min(len(word), len(lemma)) and word[n] == lemma[n]:
        n += 1
    return len(word) - n, lemma[n:]


# How English spells regular forms.


def doubles(base):
    """Whether a last consonant may be doubled: 1 must be ("ban"), 2 may be ("travel", "offer"), 0 is not ("rain")."""
    word = base.replace("qu", "qw")
    if len(word) < 3 or word[-1] in VOWELS + "wxyhjkcqv":
        return 1 if base.endswith("rev") else 0
    if word.endswith(("uel", "ial")):
        return 2
    if word[-2] not in VOWELS + "y" or word[-3] in VOWELS:
        return 0
    groups = sum(c in VOWELS + "y" and (i == 0 or word[i - 1] not in VOWELS + "y") for i, c in enumerate(word))
    return 1 if groups == 1 and word[-1] != "s" else 2


def stems(base):
    """What -ed and -ing are joined to, usual spelling first; without the e of a base in -e."""
    if base.endswith("c"):
        return [base + "k"]
    double = doubles(base)
    return [[base], [base + base[-1]], [base, base + base[-1]]][double] if double or base[-1] != "e" else [base[:-1]]


def pasts(base):
    """The regular past forms."""
    if base[-1] == "y" and base[-2:-1] not in tuple(VOWELS):
        return [base[:-1] + "ied"]
    return [stem + "ed" for stem in stems(base)]


def gerunds(base):
    """The forms in -ing."""
    if base.endswith("ie"):
        return [base[:-2] + "ying"]
    if base.endswith(("ee", "oe", "ye")):
        return [base + "ing"]
    return [stem + "ing" for stem in stems(base)]


def plurals(base):
    """Third person of a verb, plural of a noun."""
    if base[-1] == "y" and base[-2:-1] not in tuple(VOWELS):
        return [base[:-1] + "ies"]
    if base[-1] == "o":
        return [base + "es", base + "s"]
    if base.endswith("z") and doubles(base) == 1:
        return [base + "zes"]
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return [base + "es"]
    return [base + "s"]


# The lists.


def rows(name):
    """The lines of a list, parted at tabs; "#" begins a comment line."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def words(name):
    """The words of a list without columns."""
    return [word for row in rows(name) for word in row[0].split()]


def irregular_verbs():
    """(base, pasts, participles, gerunds) of every irregular verb, those with a prefix too."""
    for base, past, participle, *more in rows("irregular_verbs.tsv"):
        prefixes, ing = (more + ["", ""])[:2]
        for prefix in ["", *prefixes.split()]:
            whole = prefix + base
            spell = lambda cell: [f for form in cell.split("|") for f in (pasts(whole) if form == "-ed" else [prefix + form])]
            yield whole, spell(past), spell(participle), [prefix + f for f in ing.split("|")] if ing else gerunds(whole)


def listed():
    """{(tag, form): lemma} of all lists; the set of those that are irregular; and of forms under a tag next to theirs.

    The last is for a tagger that takes a verb for a noun, or a present for a past, and yields to all else.
    Where two words share a form, an irregular one goes before a regular one, a base in -e before the others ("planed" is
    of "plane"), a usual spelling before a variant, and `forms.tsv` before all.
    """
    irregular, usual, variant, mistaken = {}, {}, {}, {}
    def regular(base, tags, forms):
        for i, form in enumerate(forms):
            for tag in tags:
                into = variant if i else usual
                if base[-1] == "e" or (tag, form) not in into:
                    into[tag, form] = base
                if tag in ("VBZ", "NNS"):   # "attacks"
                    mistaken.setdefault(("NNS" if tag == "VBZ" else "VBZ", form), base)
    bases = dict.fromkeys(words("regular_verbs.txt"))
    for base in words("regular_verbs.txt"):
        for tags, forms in (PAST, pasts(base)), (("VBG",), gerunds(base)), (("VBZ",), plurals(base)):
            regular(base, tags, forms)
    for base, past, participle, ing in irregular_verbs():
        bases[base] = None
        regular(base, ("VBZ",), plurals(base))
        regular_past = pasts(base)
        for tags, forms in (("VBD", "VBN"), past), (("VBN", "VBD"), participle), (("VBG",), ing):
            for tag in tags:
                for form in forms:
                    (usual if form in regular_past or tag == "VBG" else irregular).setdefault((tag, form), base)
    mistaken.update(((tag, base), base) for base in bases for tag in PAST + ("VBG",) if base.endswith(ENDS[tag]))    # "need"
    for (tag, form), base in irregular.items():     # "overthrew" as a present, where it is none
        if form not in bases:
            mistaken.update({("VB", form): base, ("VBP", form): base})
    for base in words("regular_nouns.txt"):
        regular(base, ("NNS",), plurals(base))
    for base, plural, *beginnings in rows("irregular_nouns.tsv"):
        for begin in ["", *(beginnings[0].split() if beginnings else [])]:
            for form in plural.split("|"):
                irregular.setdefault(("NNS", begin + (base if form == "=" else form)), begin + base)
    for tag, form, lemma in rows("forms.tsv"):
        for each in PAST if tag == "VBD" else (tag,):
            irregular[each, form] = lemma
    return {**variant, **usual, **irregular}, set(irregular), mistaken


# The treebanks, and the rules.


def attested(sentences):
    """{(tag, form): Counter of edits}: what the treebanks make of each word."""
    whole = collections.defaultdict(collections.Counter)
    for s in sentences:
        for form, lemma, tag in zip(s["forms"], s["lemma"], s["xpos"]):
            if lemma == "_" and form != "_" or tag in ("GW", "ADD"):
                continue
            word = form if tag in NAMES else form.lower().replace("’", "'")
            lemma = lemma if tag in NAMES else lemma.replace("’", "'")
            if tag in NAMES and lemma.lower() == word.lower():
                lemma = word        # keep the text's own capitals
            whole[tag, word][script(word, lemma)] += 1
    return whole


def most(edits):
    """The commonest edit and how often it was seen."""
    return min(edits.items(), key=lambda e: (-e[1], e[0]))


def edited(word, edit):
    strip, add = edit
    return word[:len(word) - strip] + add


def fits(tag, word, edit):
    """Whether a rule for an ending may be used: a verb keeps a vowel ("sled" is not of "sl" or "sle"). As in lemma.rs."""
    return tag not in ("VBD", "VBN", "VBG") or any(c in VOWELS + "y" for c in edited(word, edit).removesuffix("e"))


def by_ending(kept, tag, word, longest=LONGEST):
    """What the rules for endings make of a word."""
    for n in range(max(0, len(word) - longest), len(word) + 1):
        edit = kept.get((tag, word[n:]))
        if edit is not None and fits(tag, word, edit):
            return edit
    return 0, ""


def teaching(tag, word, edit, irregular):
    """Whether a form teaches endings: irregular verbs, listed one by one, teach none; nouns do ("-men", "-lyses")."""
    if tag in ("VB", "VBP"):
        return edit == (0, "")
    if irregular:
        return tag == "NNS" and edit != (0, "")
    return tag in ("NNS", "VBG") or word.endswith(ENDS.get(tag, "")) and fits(tag, word, edit)


def endings(edit_of, irregular):
    """Rules for endings: one is kept where it is seen in three words or more and says other than the next shorter one.

    `edit_of` has one edit for a tag and a word: votes are by word, not by how often it is written. What is irregular
    speaks for endings of three letters or more only: "media" must not make an "umbrellum" of "umbrella".
    """
    seen = collections.defaultdict(collections.Counter)
    for (tag, word), edit in edit_of.items():
        for n in range(3 if (tag, word) in irregular else 0, min(LONGEST, len(word)) + 1):
            if len(word) >= edit[0]:
                seen[tag, word[len(word) - n:]][edit] += 1
    kept = {}
    for tag, ending in sorted(seen, key=lambda k: (k[0], len(k[1]), k[1])):
        best, votes = most(seen[tag, ending])
        split = votes < 3 or votes < 0.6 * sum(seen[tag, ending].values())
        if split and ending not in ("", ENDS.get(tag)):
            continue
        if tag in ENDS and not ending:
            best = (0, "")      # what does not end as regular forms do is left as it is
        parent = next((kept[tag, ending[n:]] for n in range(1, len(ending) + 1) if (tag, ending[n:]) in kept), (0, ""))
        if best != parent or not ending:
            kept[tag, ending] = best
    return kept


def table(sentences):
    """The lines of the table."""
    whole = attested(sentences)
    lists, irregular, mistaken = listed()
    decided = {key: script(key[1], lemma) for key, lemma in mistaken.items()}
    decided.update((key, most(edits)[0]) for key, edits in whole.items())
    decided.update((key, script(key[1], lemma)) for key, lemma in lists.items())
    teaches = {(tag, word): edit for (tag, word), edit in decided.items()
               if teaching(tag, word, edit, (tag, word) in irregular)}
    kept = endings(teaches, irregular)
    exceptions = {}
    for (tag, word), edit in decided.items():
        once = sum(whole[tag, word].values()) <= 1 if (tag, word) in whole else False
        if by_ending(kept, tag, word) != edit and not (tag in NAMES and once):
            exceptions[tag, "^" + word] = edit
    kept.update(exceptions)
    return [f"{tag}\t{ending}\t{strip}\t{add}" for (tag, ending), (strip, add) in sorted(kept.items())
            if not any(c in ending + add for c in "\t\n")]


def treebanks(data):
    """The training sentences of both treebanks."""
    folder = pathlib.Path(data) / "ud"
    return [s for name in ("en_ewt-ud-train", "gum-train") for s in corpus.conllu(folder / f"{name}.conllu")]


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    lines = table(treebanks(arguments[0]))
    for path in arguments[1:]:
        if path == "--print":
            print("\n".join(lines))
            continue
        print(f"{path}: {len(lines)} rules, {container.rewrite(path, {'lemmas': lines})} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
