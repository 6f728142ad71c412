"""Tests of model files rewritten, that need nothing but Python.

    python3 -m unittest discover -s training

How the program reads the lists is tested by its own side: crates/dateline-language/src/model.rs.
"""
import hashlib
import pathlib
import struct
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import container
import lists


class File(unittest.TestCase):
    def model(self, text):
        data = [b"\1\2\3", text, b"\4\5"]
        header = f"meta name tiny\ntensor a i8 3 0 3\ntensor lemmas text {len(text)} 3 {len(text)}\ntensor b i8 2 {3 + len(text)} 2\n"
        rest = header.encode() + b"".join(data)
        return b"dateline" + struct.pack("<II", 1, len(header)) + hashlib.sha256(rest).digest() + rest

    def test_only_the_table_changes(self):
        old, new = self.model(b"NNS\ts\t1\t"), self.model(b"NNS\ts\t1\t\nVBD\ted\t2\t")
        self.assertEqual(container.replaced(old, "lemmas", ["NNS\ts\t1\t", "VBD\ted\t2\t"]), new)
        self.assertEqual(container.replaced(new, "lemmas", ["NNS\ts\t1\t"]), old)

    def test_a_damaged_file_and_one_without_the_table_are_refused(self):
        old = self.model(b"x")
        for bad in (old[:-1], old[:20] + b"\0" + old[21:]):
            with self.assertRaises(ValueError):
                container.replaced(bad, "lemmas", [])
        with self.assertRaises(ValueError):
            container.replaced(old, "pieces", [])

    def test_a_new_text_comes_last(self):
        old = self.model(b"x")
        new = container.replaced(old, "lists.segments", ["[a]", "b"], add=True)
        size = struct.unpack("<I", new[12:16])[0]
        self.assertTrue(new[48:48 + size].decode().endswith("\ntensor lists.segments text 5 6 5\n"))
        self.assertTrue(new.endswith(b"\1\2\3x\4\5[a]\nb"))
        self.assertEqual(container.replaced(new, "lists.segments", ["[a]", "b"]), new)

    def test_a_file_is_rewritten_in_place(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "tiny.dateline"
            path.write_bytes(self.model(b"x"))
            size = container.rewrite(path, lists.texts(), add=True)
            self.assertEqual([p.name for p in path.parent.iterdir()], ["tiny.dateline"])
            self.assertEqual(path.stat().st_size, size)
            self.assertEqual(path.read_bytes(), container.replaced(path.read_bytes(), "lemmas", ["x"]))


class Lists(unittest.TestCase):
    def test_every_list_says_what_it_is_and_has_tests(self):
        for name, lines in lists.texts().items():
            for key in ("doc", "hits", "misses"):
                self.assertEqual(sum(line.startswith(key) for line in lines), sum(is_list(line) for line in lines), (name, key))


def is_list(line):
    return line.startswith("[") and not line.endswith(".map]")


if __name__ == "__main__":
    unittest.main()
