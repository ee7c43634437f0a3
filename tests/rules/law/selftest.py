#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows that the two tests of the rules can fail: a wrong answer is seen by judging.py, a threshold without a case by mutation.py.

    selftest.py PROGRAM
"""
import copy
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import checklists
from cql2 import NA, Limits, evaluate, walk
from independent import checklist_differences, differences, export
from judging import answer
from rule_file import List, Scalar, changed, text_of

HERE = Path(__file__).resolve().parent
RULES = HERE.parents[2] / "rules"
PROGRAM = sys.argv.pop(1)


def comparison(op, *args): return {"op": op, "args": [{"property": "x"}, *args]}


class Evaluator(unittest.TestCase):
    def test_three_truths(self):
        for op, literal, value, wanted in (
                (">", 0, Limits(0, 5, True), True), (">", 0, Limits(0, 5), None), ("<", 1000, Limits(1000, 2000), False), ("<=", 5, Limits(0, 5), True),
                ("=", "a", None, None), ("=", "a", NA, False), ("<>", "a", NA, False), ("=", "a", ["a", "b"], True), ("<>", "a", ["b"], True),
                ("like", "0_%", "0101", True), ("like", "%禁止%", "限制", False), ("=", 1, "1", True), ("isNull", None, None, True)):
            args = () if op == "isNull" else (literal,)
            self.assertIs(evaluate(comparison(op, *args), {"x": value}), wanted, (op, literal, value))

    def test_unknown_joins(self):
        unknown, no, yes = comparison("=", 1), comparison("<", 0), True
        self.assertIs(evaluate({"op": "and", "args": [unknown, False]}, {}), False)
        self.assertIsNone(evaluate({"op": "or", "args": [unknown, no]}, {}))
        self.assertIs(evaluate({"op": "or", "args": [unknown, yes]}, {}), True)


class Independent(unittest.TestCase):
    def test_a_changed_threshold_is_a_difference(self):
        book = export(PROGRAM, str(RULES))
        rule = copy.deepcopy(next(r for r in book["rules"] if r["id"] == "YZ-01"))
        self.assertFalse(any(differences(rule, c, answer(rule, c, book)[0]) for c in rule["cases"]))
        for comparison in (c for branch in rule["branches"] for c in walk(branch["when"])):
            if comparison["args"][1:] == [1000]: comparison["args"][1] = 900
        self.assertTrue(any(differences(rule, c, answer(rule, c, book)[0]) for c in rule["cases"]))


class Checklists(unittest.TestCase):
    def seen(self, name, change):
        book = export(PROGRAM, str(RULES))
        one = copy.deepcopy(next(c for c in book["checklists"] if c["id"] == name))

        def differ(): return any(checklist_differences(one, c, checklists.answer(one, c, book)) for c in one["cases"])
        self.assertFalse(differ())
        change(one)
        self.assertTrue(differ(), name)

    def test_a_changed_threshold_rate_or_word_is_a_difference(self):
        def threshold(c): c["tiers"][1]["when"]["args"][0]["args"][1] = 90000
        def floor(c): c["fee"]["classes"][0]["floor_cents"] += 1
        def word(c): c["items"][0]["involves"] = False
        for name, change in (("forest-approval", threshold), ("forest-fee", floor), ("sensitive-areas", word)): self.seen(name, change)

    def test_money_is_exact(self):
        self.assertEqual([checklists.half_up(checklists.Fraction(n, 2)) for n in (1, 2, 3)], [1, 1, 2])
        self.assertEqual(checklists.steps(0.014), 1)


class Mutation(unittest.TestCase):
    def test_a_checklist_without_its_edge_has_survivors(self):
        text = (RULES / "checklists/forest-approval.yaml").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if "protective: 99999.9995" not in line]
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "checklists").mkdir()
            Path(folder, "checklists/forest-approval.yaml").write_text("\n".join(lines), encoding="utf-8")
            Path(folder, "instruments.yaml").write_bytes((RULES / "instruments.yaml").read_bytes())
            done = subprocess.run([sys.executable, HERE / "mutation.py", PROGRAM, folder], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.assertEqual(done.returncode, 1)
        self.assertIn("protective 100000 -> 99999", done.stdout)

    def test_a_rule_without_its_edge_has_survivors(self):
        text = (RULES / "cn/farmland/FM-04.yaml").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if "350000.0005" not in line]
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "cn").mkdir()
            Path(folder, "cn/FM-04.yaml").write_text("\n".join(lines), encoding="utf-8")
            Path(folder, "instruments.yaml").write_bytes((RULES / "instruments.yaml").read_bytes())
            done = subprocess.run([sys.executable, HERE / "mutation.py", PROGRAM, folder], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.assertEqual(done.returncode, 1)
        self.assertIn("farmland 350000 -> 350000.001", done.stdout)

    def test_quotes_are_kept(self):
        code, number = Scalar("01%"), Scalar("0")
        code.quoted = True
        self.assertEqual(text_of(changed(List([code, number]), [((1,), number.like("1"))])), '["01%", 1]')


if __name__ == "__main__":
    unittest.main()
