#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Project files whose reader crashes: the others are judged, the lost one never counts as nothing."""
import shutil

from crash_case import ALLOWED, CrashCase, main

WAYS = {"open-null": "SIGSEGV", "open-stack": "SIGSEGV", "open-abort": "SIGABRT", "open-ill": "SIGILL", "feature-null": "SIGSEGV",
        "feature-stack": "SIGSEGV", "thread-null": "SIGSEGV", "thread-stack": "SIGSEGV"}


class Files(CrashCase):
    def test_one_of_three(self):
        good = [self.projects("a", ALLOWED[0]), self.projects("c", "YA-010")]
        code, _, err = self.screen(*good)
        self.assertEqual(code, 0, err)
        whole = self.outcomes()
        for way, signal in WAYS.items():
            for jobs in (1, 4):
                with self.subTest(way=way, jobs=jobs):
                    name = f"b-crash-{way}"
                    bad = self.projects(name, ALLOWED[1])
                    code, out, err = self.screen(good[0], bad, good[1], jobs=jobs)
                    self.assertEqual(code, 0, err)
                    self.check_said(err, bad, signal)
                    self.assertEqual(out.count("YA-010"), 1, out)
                    lost = self.outcomes().pop(name)
                    self.assertEqual(lost[0], "failed")
                    self.assertNotEqual(lost[2], "allowed")
                    self.assertEqual({k: v for k, v in self.outcomes().items() if k != name}, whole)
                    said = [i for i in self.issues() if i["code"] == "project.file_unreadable"]
                    self.assertTrue(said and all(i["file"] == bad and signal in i["message"] for i in said), said)
                    self.check_clean("run")

    def test_strict_run_fails(self):
        files = [self.projects("a", ALLOWED[0]), self.projects("b-crash-open-null", ALLOWED[1])]
        code, _, err = self.screen(*files, more=["--strict"])
        self.assertEqual(code, 3, err)

    def test_all_crash(self):
        files = [self.projects(f"{n}-crash-open-null", "YA-008") for n in "abc"]
        code, out, err = self.screen(*files)
        self.assertEqual((code, out), (3, ""), err)
        self.check_said(err, files[2], "SIGSEGV", 3)
        self.assertIn("its reader crashed (SIGSEGV)", err)
        self.check_clean()

    def test_the_only_one_crashes(self):
        code, out, err = self.screen(self.projects("a-crash-feature-abort", "YA-008"))
        self.assertEqual((code, out), (3, ""), err)
        self.assertIn("remedy: convert it with another program", err)
        self.check_clean()

    def test_twenty_and_one_more(self):
        good = self.projects("good", ALLOWED[0])
        files = [self.projects(f"x{n}-crash-open-null", ALLOWED[1]) for n in range(21)]
        code, _, err = self.screen(*files[:20], good)
        self.assertEqual(code, 0, err)
        self.check_said(err, files[19], "SIGSEGV", 20)
        self.assertEqual(sum(o[0] == "failed" for o in self.outcomes().values()), 20)
        shutil.rmtree(self.root / "results/run")
        code, _, err = self.screen(*files, good)
        self.assertEqual(code, 5, err)
        self.assertIn("after those of 20 other files", err)
        self.check_clean()

    def test_archive(self):
        name = self.projects("z-crash-open-null", ALLOWED[1])
        shutil.make_archive(str(self.root / "packed"), "zip", self.root, name)
        code, _, err = self.screen(self.projects("a", ALLOWED[0]), "packed.zip")
        self.assertEqual(code, 0, err)
        self.check_said(err, "packed.zip", "SIGSEGV")
        self.check_clean("run")

    def test_standard_input_lives_on(self):
        given = (self.root / self.projects("a", ALLOWED[0])).read_bytes()
        files = [self.projects(f"{n}-crash-open-null", ALLOWED[1]) for n in "bc"]
        code, _, err = self.screen("-", *files, given=given)
        self.assertEqual(code, 0, err)
        self.check_said(err, files[1], "SIGSEGV", 2)
        self.assertEqual(self.outcomes()[ALLOWED[0]][0], "partial")  # the lost files may hold parts of it
        self.check_clean("run")

    def test_standard_input_crashes(self):
        given = (self.root / self.projects("a", ALLOWED[1])).read_bytes()
        (self.root / "tmp/crash-open-null").mkdir()
        env = {"TMPDIR": str(self.root / "tmp/crash-open-null")}
        code, _, err = self.screen("-", self.projects("b", ALLOWED[0]), given=given, env=env)
        (self.root / "tmp/crash-open-null").rmdir()
        self.assertEqual(code, 0, err)
        self.check_said(err, "standard input", "SIGSEGV")
        self.assertEqual(sorted(o[0] for o in self.outcomes().values()), ["failed", "partial"])
        self.check_clean("run")

    def test_standard_input_twice(self):
        given = (self.root / self.projects("a", ALLOWED[0])).read_bytes()
        for arguments in (["inspect", "-", "-"], ["overlay", "-", "-", "-o", "-"],
                          ["screen", "-", "-", "--layers", self.layers, "-o", "results/run"]):
            with self.subTest(command=arguments[0]):
                code, out, err = self.run_program(*arguments, given=given)
                self.assertEqual((code, out), (2, ""), err)
                self.assertIn("- is given twice", err)


if __name__ == "__main__":
    main()
