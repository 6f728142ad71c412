"""Tests of the training code that need nothing but Python: features, corpora, name lists.

    python3 -m unittest discover -s training
    python3 training/test_features.py --write      writes tests/fixtures/features.tsv anew

The fixture holds both sides together: this test compares it with features.py, a Rust test with features.rs.
"""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import corpus
import features
import gazetteer

FIXTURE = pathlib.Path(__file__).parent.parent / "tests" / "fixtures" / "features.tsv"

# Plain words, names, marks of all desks, figures, other scripts, what lower case treats oddly, single characters. Left
# out are scripts with vowel signs, which Rust counts among letters and Python does not.
WORDS = """
the The THE said talks Amir-Abdollahian al-Shabaab O'Neill McDonald iPhone U.S. U.N. J. Gen. Ph.D. n't n’t ’s 's ‘Why
“ ” " ' ‘ ’ – — ―  … ... . , ; : ? ! ( ) [ ] & % $ € # @ * • _ / | +
11 3.5 1,200 2023-10-11 9:30 $20m 50% 2nd ’90s 1.5bn 12th-century ٣ ５ ½ ²
né Né Zoë Świątek ŚWIĄTEK Erdoğan İstanbul ISTANBUL ılgaz Øst Łódź ß STRASSE ẞ ﬁnal ǅ ΣΊΣΥΦΟΣ Σ Ⅷ ª ʰ ꟸ
Москва МОСКВА Київ שלום العربية 習近平 東京 북한 👩‍🚀 🇺🇳 👍🏽 é e\u0301te\u0301
a I x1 A1B2 www.example.org a@example.org anti-government COVID-19 F-16 UNHCR's Covid–19 rock—hard
""".replace("\\u0301", "\u0301").split() + ["New York", "a\u00a0b"]


def fixture():
    """The fixture's text."""
    head = ["# What training/features.py makes of some words; written by training/test_features.py --write.",
            "form\tfolded\t" + "\t".join([f"{name}:{rows}" for name, rows in features.TABLES] + [f"case:{features.CASES}"])]
    rows = ["\t".join([w, features.fold(w)] + [str(row) for row in [*features.hashed(w), features.case(w)]]) for w in WORDS]
    return "\n".join(head + rows) + "\n"


class Features(unittest.TestCase):
    def test_fixture(self):
        self.assertEqual(FIXTURE.read_text(encoding="utf-8"), fixture())

    def test_folding_keeps_lengths_but_for_dashes_and_dots(self):
        self.assertEqual(features.fold("Ph.D."), "ph.d.")
        self.assertEqual(features.fold("‘90’s—…"), "'00's--...")
        self.assertEqual(features.fold("İ"), "İ")

    def test_shapes_cut_runs_at_two(self):
        self.assertEqual(features.shape("Amir-Abdollahian"), "Xxx-Xxx")
        self.assertEqual(features.shape("COVID-2019"), "XX-00")


class Corpora(unittest.TestCase):
    def file(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name) / "file"
        path.write_text(text, encoding="utf-8")
        return path

    def test_ranges_and_empty_nodes_are_skipped(self):
        rows = ["# sent_id = s1", "1 He he PRON PRP _ 3 nsubj _ _", "2-3 can't _ _ _ _ _ _ _ _", "2 ca can AUX MD _ 3 aux _ _",
                "3 n't not PART RB _ 0 root _ _", "3.1 x x X X _ _ _ _ _", ""]
        sentences = corpus.conllu(self.file("\n".join(r if r.startswith("#") else r.replace(" ", "\t") for r in rows) + "\n"))
        self.assertEqual([s["forms"] for s in sentences], [["He", "ca", "n't"]])
        self.assertEqual((sentences[0]["id"], sentences[0]["head"]), ("s1", [3, 3, 0]))

    def names_of(self, *rows):
        text = "\n".join(r.replace(" ", "\t") for r in (*rows, "")) + "\n"
        return corpus.conllu(self.file(text), gum_names=True)[0]["ner"]

    def test_a_gum_name_runs_over_of_but_leaves_titles_out(self):
        self.assertEqual(self.names_of(
            "1 Mayor Mayor PROPN NNP _ 0 root _ Entity=(1-person-giv-2-x", "2 Ada Ada PROPN NNP _ 1 flat _ _",
            "3 Berg Berg PROPN NNP _ 1 flat _ Entity=1)", "4 left leave VERB VBD _ 1 acl _ _",
            "5 the the DET DT _ 6 det _ Entity=(2-organization-new-2-x", "6 University University PROPN NNP _ 4 obj _ _",
            "7 of of ADP IN _ 9 case _ _", "8 United United VERB NNP _ 9 amod _ Entity=(3-place-new-2-x",
            "9 Mines Mines PROPN NNPS _ 6 nmod _ Entity=3)2)"), ["O", "B-PER", "I-PER", "O", "O"] + ["B-ORG"] + ["I-ORG"] * 3)

    def test_gum_people_named_after_countries_are_no_names(self):
        self.assertEqual(self.names_of("1 Norwegians Norwegian PROPN NNPS _ 0 root _ Entity=(1-person-giv-1-x)"), ["O"])

    def test_gum_names_are_the_proper_nouns_around_the_head(self):
        rows = ["1 the the DET DT _ 2 det _ Entity=(1-person-giv-2-x", "2 envoy envoy NOUN NN _ 0 root _ _",
                "3 of of ADP IN _ 5 case _ _", "4 New New PROPN NNP _ 5 compound _ Entity=(2-place-new-2-x",
                "5 Oslo Oslo PROPN NNP _ 2 nmod _ Entity=2)1)", ""]
        sentences = corpus.conllu(self.file("\n".join(r.replace(" ", "\t") for r in rows) + "\n"), gum_names=True)
        self.assertEqual(sentences[0]["ner"], ["O", "O", "O", "B-LOC", "I-LOC"])

    def test_other_types_of_names_are_dropped(self):
        text = "# x\n1\tThe\tO\n2\tNokia\tB-OTH\n3\tOslo\tB-LOC\n\n"
        self.assertEqual(corpus.iob(self.file(text)), [{"forms": ["The", "Nokia", "Oslo"], "ner": ["O", "O", "B-LOC"]}])

    def test_io_tags_become_bio(self):
        text = "Ada I-PER\nBerg I-PER\nmet O\nOslo I-LOC\nLeague I-MISC\n\n"
        got = corpus.plain_names(self.file(text), True, {"PER": "PER", "LOC": "LOC"})
        self.assertEqual(got[0]["ner"], ["B-PER", "I-PER", "O", "B-LOC", "O"])


class NameLists(unittest.TestCase):
    def test_flags_of_the_lexicon(self):
        flags = gazetteer.flags(pathlib.Path(__file__).parent.parent / "lexicon" / "actors")
        self.assertTrue(flags["ankara"] & gazetteer.PLACE)
        self.assertTrue(all(0 < flag < gazetteer.ROWS for flag in flags.values()))
        self.assertNotIn("of", flags)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        FIXTURE.parent.mkdir(parents=True, exist_ok=True)
        FIXTURE.write_text(fixture(), encoding="utf-8")
    else:
        unittest.main()
