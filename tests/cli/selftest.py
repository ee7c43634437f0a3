#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs good and bad cases against a small stand-in program, so that the runner is known to fail when it should."""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAND_IN = f"""#!{sys.executable}
import sys, os
args = sys.argv[1:]
if args == ["list-commands"]: print("echo"); print("rules")
elif args == ["rules", "gone", "--help"]: sys.exit(2)
elif args[-1:] == ["--help"]: print("Usage: zonegate " + args[0])
elif args[0] == "echo": print("\\n".join(args[1:])); print("note", file=sys.stderr)
elif args[0] == "write": open(args[1], "w").write(args[2] + "\\n")
elif args[0] == "cat": print(open(args[1]).read(), end="")
elif args[0] == "env": print(os.environ.get(args[1], "not set"))
else: sys.exit(2)
"""


class Cases(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.root = Path(self.holder.name)
        self.program = self.root / "zonegate"
        self.program.write_text(STAND_IN)
        self.program.chmod(0o755)

    def tearDown(self):
        self.holder.cleanup()

    def runner(self, *args):
        env = {k: v for k, v in os.environ.items() if k != "ZONEGATE_SHARED"}
        return subprocess.run([sys.executable, HERE / "run_cases.py", "--program", self.program, "--source", self.root, *args],
                              capture_output=True, text=True, env=env, check=False)

    def case(self, text):
        path = self.root / "a.case"
        path.write_text(text)
        return self.runner(path)

    def assert_passes(self, text):
        result = self.case(text)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def assert_fails(self, text, reason, code=1):
        result = self.case(text)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        self.assertIn(reason, result.stdout)

    def test_good_cases(self):
        self.assert_passes("# exact output\n$ zonegate echo a 'b c'\nexit 0\nstdout <<END\na\nb c\nEND\nstderr has note\nstderr lacks warn\n")
        self.assert_passes("# dots\n$ zonegate echo a b c d\nexit 0\nstdout <<END\na\n...\nd\nEND\n")
        self.assert_passes("# dots inside a line\n$ zonegate echo x12y\nexit 0\nstdout <<END\nx[..]y\nEND\n")
        self.assert_passes("# lines cut off\nfile f <<END\na\nb\nc\nEND\ncut f 2\n$ zonegate cat f\nexit 0\nstdout <<END\na\nEND\n")
        self.assert_fails("# nothing left\nfile f <<END\na\nEND\ncut f 1\n$ zonegate cat f\nexit 0\n", "cannot be cut off")
        self.assert_passes("# a record\nfile d/run.json <<END\n{}\nEND\nfile d/a.csv <<END\nx\nEND\nrecord d\n$ zonegate cat d/run.json\nexit 0\n"
                           "stdout has \"a.csv\": {\"bytes\": 2\n")
        self.assert_passes("# files\nfile d/f <<END\nroot {source}\nEND\n$ zonegate cat d/f\nexit 0\nstdout <<END\nroot {source}\nEND\n"
                           "$ zonegate write g 'root {source}'\nexit 0\nsame d/f g\nexists g\nabsent h\ncontents g <<END\nroot [..]\nEND\n")
        self.assert_passes("# JSON, environment\nenv A=1\n$ zonegate env A\nexit 0\nstdout json\nstderr empty\n")

    def test_the_environment_is_clean(self):
        os.environ["ZONEGATE_SELFTEST"] = "leaks"
        self.assert_passes("# clean\n$ zonegate env ZONEGATE_SELFTEST\nexit 0\nstdout has not set\n")

    def test_mismatches_fail(self):
        run = "# t\n$ zonegate echo a b\n"
        self.assert_fails(run + "exit 1\n", "exit code is 0, not 1")
        self.assert_fails(run + "exit 0\nstdout <<END\na\nEND\n", "stdout is not as expected")
        self.assert_fails(run + "exit 0\nstdout <<END\na\n...\nc\nEND\n", "stdout is not as expected")
        self.assert_fails(run + "exit 0\nstdout <<END\n.\nb\nEND\n", "stdout is not as expected")
        self.assert_fails(run + "exit 0\nstdout lacks b\n", "stdout has: b")
        self.assert_fails(run + "exit 0\nstderr empty\n", "stderr is not empty")
        self.assert_fails(run + "exit 0\nstderr has missing\n", "stderr does not have: missing")
        self.assert_fails(run + "exit 0\nstdout json\n", "not JSON")
        self.assert_fails(run + "exit 0\nexists x\n", "x does not exist")
        self.assert_fails("# t\nfile x <<END\nEND\n" + run[4:] + "exit 0\nabsent x\n", "x exists")
        self.assert_fails("# t\nfile x <<END\n1\nEND\nfile y <<END\n2\nEND\n" + run[4:] + "exit 0\nsame x y\n", "differ")
        self.assert_fails("# t\nfile x <<END\n1\nEND\n" + run[4:] + "exit 0\ncontents x <<END\n2\nEND\n", "x is not as expected")

    def test_wrong_case_files_fail(self):
        self.assert_fails("$ zonegate echo\nexit 0\n", "first line")
        self.assert_fails("# t\n$ zonegate echo\n", "no 'exit' line")
        self.assert_fails("# t\n$ zonegate echo\n$ zonegate echo\nexit 0\n", "no 'exit' line")
        self.assert_fails("# t\n$ ls\nexit 0\n", "only zonegate is run")
        self.assert_fails("# t\n", "runs nothing")
        self.assert_fails("# t\n$ zonegate echo\nexit 0\nstdout <<END\na\n", "no line END")
        self.assert_fails("# t\n$ zonegate echo\nexit 0\nstdot has a\n", "unknown line")
        self.assert_fails("# t\nstdout has a\n$ zonegate echo\nexit 0\n", "nothing has run yet")

    def test_skipped_is_not_passed(self):
        self.assert_fails("# t\nneeds shared\n$ zonegate echo\nexit 0\n", "ZONEGATE_SHARED is not set", 77)

    def test_command_without_a_case_fails(self):
        cases = self.root / "cases"
        for folder in ("echo", "rules-list"):
            (cases / folder).mkdir(parents=True)
        (cases / "echo/a.case").write_text("# t\n")
        result = self.runner("--commands", cases)
        self.assertEqual(result.returncode, 1)
        self.assertIn("command 'rules' has no case", result.stdout)
        (cases / "rules-list/a.case").write_text("# t\n")
        self.assertEqual(self.runner("--commands", cases).returncode, 0)
        (cases / "rules-gone").mkdir()
        (cases / "rules-gone/a.case").write_text("# t\n")
        self.assertIn("'rules gone --help'", self.runner("--commands", cases).stdout)
        (cases / "rules-gone/a.case").unlink()
        (cases / "gone").mkdir()
        (cases / "gone/a.case").write_text("# t\n")
        self.assertIn("does not exist", self.runner("--commands", cases).stdout)


if __name__ == "__main__":
    unittest.main()
