"""Tests of the lemma table that need nothing but Python: spelling, the lists, the endings learnt.

    python3 -m unittest discover -s training

Whether the models have the right lemmas is tested by the program's side: crates/dateline/tests/lemmas.rs.
"""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import lemmas


def sentence(*rows):
    forms, lemma, xpos = zip(*rows)
    return {"forms": forms, "lemma": lemma, "xpos": xpos}


def reader(lines):
    """What a table makes of a form, as the program reads it."""
    rules = {}
    for line in lines:
        tag, ending, strip, add = line.split("\t")
        rules[tag, ending] = int(strip), add
    def lemma(form, tag):
        whole = rules.get((tag, "^" + form))
        return lemmas.edited(form, whole or lemmas.by_ending(rules, tag, form))
    return lemma


class Spelling(unittest.TestCase):
    def test_regular_forms(self):
        for base, past, gerund in [
            ("raid", "raided", "raiding"), ("free", "freed", "freeing"), ("stop", "stopped", "stopping"), ("tie", "tied", "tying"),
            ("deny", "denied", "denying"), ("deploy", "deployed", "deploying"), ("panic", "panicked", "panicking"),
            ("equip", "equipped", "equipping"), ("canoe", "canoed", "canoeing"), ("hope", "hoped", "hoping"), ("tax", "taxed", "taxing"),
        ]:
            self.assertIn(past, lemmas.pasts(base))
            self.assertIn(gerund, lemmas.gerunds(base))
        self.assertEqual(lemmas.pasts("travel"), ["traveled", "travelled"])
        self.assertEqual(lemmas.pasts("ban"), ["banned"])

    def test_plurals(self):
        for base, plural in [("ally", "allies"), ("convoy", "convoys"), ("clash", "clashes"), ("quiz", "quizzes"), ("waltz", "waltzes")]:
            self.assertEqual(lemmas.plurals(base), [plural])
        self.assertEqual(lemmas.plurals("veto"), ["vetoes", "vetos"])


class Lists(unittest.TestCase):
    def setUp(self):
        self.lists, self.irregular, _ = lemmas.listed()

    def test_a_form_of_two_verbs_goes_to_one(self):
        for tag, form, lemma in [
            ("VBD", "lay", "lie"), ("VBD", "laid", "lay"), ("VBD", "lied", "lie"), ("VBD", "found", "find"), ("VBD", "founded", "found"),
            ("VBN", "wound", "wind"), ("VBN", "wounded", "wound"), ("VBD", "filed", "file"), ("VBD", "filled", "fill"),
            ("VBD", "planed", "plane"), ("VBG", "singing", "sing"), ("VBG", "singeing", "singe"), ("VBZ", "leaves", "leave"),
            ("NNS", "leaves", "leaf"), ("VBN", "underwent", "undergo"), ("VBD", "misunderstood", "misunderstand"),
        ]:
            self.assertEqual(self.lists.get((tag, form)), lemma, f"{form} as {tag}")

    def test_an_irregular_verb_is_in_one_list(self):
        both = set(lemmas.words("regular_verbs.txt")) & {verb for verb, *_ in lemmas.irregular_verbs()}
        self.assertEqual(both, set())

    def test_no_line_is_there_twice(self):
        for name in ("irregular_verbs.tsv", "irregular_nouns.tsv", "forms.tsv"):
            lines = ["\t".join(row) for row in lemmas.rows(name)]
            self.assertEqual(len(lines), len(set(lines)), name)
        for name in ("regular_verbs.txt", "regular_nouns.txt"):
            all_words = lemmas.words(name)
            self.assertEqual(sorted(w for w in set(all_words) if all_words.count(w) > 1), [], name)


class Table(unittest.TestCase):
    def setUp(self):
        self.lines = lemmas.table([sentence(("She", "she", "PRP"), ("was", "be", "VBD"), ("fledd", "fle", "VBD"))])
        self.lemma = reader(self.lines)

    def test_every_form_of_the_lists_is_right(self):
        wrong = [(form, tag) for (tag, form), lemma in lemmas.listed()[0].items() if self.lemma(form, tag) != lemma]
        self.assertEqual(wrong, [])

    def test_what_no_list_holds_goes_the_regular_way(self):
        for form, tag, lemma in [
            ("blorked", "VBD", "blork"), ("blorped", "VBN", "blorp"), ("snarpified", "VBD", "snarpify"), ("plobbing", "VBG", "plob"),
            ("blotched", "VBD", "blotch"), ("frindled", "VBD", "frindle"), ("hydrolyses", "NNS", "hydrolysis"),
            ("lampmen", "NNS", "lampman"), ("umbrella", "NNS", "umbrella"), ("blorks", "VBZ", "blork"), ("sled", "VBD", "sled"),
        ]:
            self.assertEqual(self.lemma(form, tag), lemma, f"{form} as {tag}")

    def test_a_past_form_that_is_no_base_form_is_known_as_a_present_too(self):
        for form, lemma in [("overthrew", "overthrow"), ("found", "found"), ("wound", "wound"), ("lay", "lay"), ("vote", "vote")]:
            self.assertEqual(self.lemma(form, "VBP"), lemma)

    def test_the_treebanks_have_the_words_that_no_list_has(self):
        self.assertEqual(self.lemma("was", "VBD"), "be")
        self.assertEqual(self.lemma("fledd", "VBD"), "fle")


if __name__ == "__main__":
    unittest.main()
