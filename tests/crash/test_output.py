#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What goes to standard output comes once; passwords of databases are shown nowhere."""
import json
import subprocess

from crash_case import ALLOWED, CrashCase, main

SECRET = "s3cret"
BASES = [f"postgresql://u:{SECRET}@127.0.0.1:1/db", f"PG:host=127.0.0.1 port=1 dbname=db user=u password={SECRET}",
         f"PG:host=127.0.0.1 port=1 dbname=db user=u password='{SECRET}/x'", f"postgresql://127.0.0.1:1/db?user=u&password={SECRET}"]


class Output(CrashCase):
    def test_printed_once(self):
        files = [self.projects("a", ALLOWED[0]), self.projects("b-crash-open-null", ALLOWED[1]), self.projects("c", "YA-010")]
        code, out, err = self.run_program("inspect", *files, "--json")
        self.assertEqual(code, 3, err)
        self.check_said(err, files[1], "SIGSEGV")
        said = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([s["file"] for s in said], files)
        self.assertIn("its reader crashed", said[1]["error"])

    def test_not_again_after_output(self):
        files = [self.projects(f"a{n}", ALLOWED[0]) for n in range(3)]
        big = json.loads((self.root / files[0]).read_text(encoding="utf-8"))
        big["features"] *= 9000  # more than is held back
        (self.root / files[0]).write_text(json.dumps(big), encoding="utf-8")
        code, out, err = self.run_program("inspect", *files, self.projects("b-crash-open-null", ALLOWED[1]), "--json")
        self.assertEqual(code, 5, err)
        self.assertTrue(out.startswith('{"columns"'), out[:200])  # begun, and not again: what was still held back is lost
        self.assertIn("results had gone to standard output already", err)

    def test_full_disk_and_closed_pipe(self):
        with open("/dev/full", "wb") as full:
            child = subprocess.run([self.program(), "inspect", self.projects("a", ALLOWED[0])], cwd=self.root, env=self.environment({}),
                                   stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(child.returncode, 4, child.stderr)
        self.assertIn(b"standard output could not be written", child.stderr)
        child = self.start("inspect", self.projects("a", ALLOWED[0]), stdin=subprocess.DEVNULL)
        child.stdout.close()
        child.wait(timeout=60)
        self.assertEqual(child.returncode, -13, child.stderr.read())
        child.stderr.close()

    @staticmethod
    def program():
        import crash_case
        return str(crash_case.GIVEN.program)

    def check_secret(self, *texts):
        for text in texts:
            self.assertNotIn(SECRET, text)

    def test_passwords(self):
        """No server is there: what is said of it, everywhere, is said without the password."""
        good = self.projects("a", ALLOWED[0])
        for base in BASES:
            with self.subTest(base=base):
                code, out, err = self.screen(good, base)
                self.assertEqual(code, 0, err)
                self.check_secret(out, err)
                for path in (self.root / "results/run").iterdir():
                    self.assertNotIn(SECRET.encode(), path.read_bytes(), path.name)
                self.assertEqual(sorted(o[0] for o in self.outcomes().values()), ["failed", "partial"])
                for arguments in (["inspect", base], ["inspect", base, "--json"], ["overlay", good, base, "-o", "-"], ["overlay", base, good, "-o", "x.csv"],
                                  ["overlay", good, base, "-o", base], ["layers", "info", base], ["layers", "add", base, "--kind", "redline"],
                                  ["layers", "prepare", base], ["zonal", self.layers / "slope.tif", base, "-o", "-"], ["screen", base, "--layers", base, "-o", "o"],
                                  ["screen", base, "--layers", self.layers, "-o", base, "--nonsense"], ["verify", base, good], ["totals", base], [base],
                                  ["screen", good, "--layers", self.layers, "-o", "o", "--attributes", base, "--units", base]):
                    code, out, err = self.run_program(*arguments)
                    self.assertNotEqual(code, 0, arguments)
                    self.assertNotEqual(err, "")
                    self.check_secret(out, err)

    def test_passwords_of_a_crash(self):
        base = f"postgresql://u:{SECRET}@127.0.0.1:1/crash-open-null"
        code, out, err = self.screen(self.projects("a", ALLOWED[0]), base)
        self.assertEqual(code, 0, err)
        self.check_said(err, "postgresql://u:***@", "SIGSEGV")
        self.check_secret(out, err, (self.root / "results/run/run.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
