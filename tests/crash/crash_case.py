# SPDX-License-Identifier: Apache-2.0
"""What the tests of real crashes share: the program with the library before it that crashes, and files whose names ask for a crash."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

GIVEN = None
DAY = "2026-10-01"
ALLOWED = ["YA-008", "YA-009"]  # of the sample: allowed when every layer is read


def main():
    global GIVEN
    parser = argparse.ArgumentParser()
    for option in ("--program", "--library", "--source"):
        parser.add_argument(option, required=True, type=Path)
    GIVEN, rest = parser.parse_known_args()
    unittest.main(module="__main__", argv=[sys.argv[0], *rest], verbosity=2)


class CrashCase(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="crash-test-"))
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "tmp").mkdir()
        (self.root / "results").mkdir()
        self.layers = GIVEN.source / "layers/demo-yaan"
        self.sample = json.loads((self.layers / "projects/projects.geojson").read_text(encoding="utf-8"))

    def environment(self, more):
        return {"HOME": str(self.root), "LANG": "C.UTF-8", "TZ": "UTC", "PATH": os.environ["PATH"], "TMPDIR": str(self.root / "tmp"),
                "LD_PRELOAD": str(GIVEN.library), **more}

    def start(self, *arguments, env=None, **how):
        return subprocess.Popen([str(GIVEN.program), *map(str, arguments)], cwd=self.root, env=self.environment(env or {}),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)

    def run_program(self, *arguments, given=b"", env=None):
        child = self.start(*arguments, env=env, stdin=subprocess.PIPE, preexec_fn=no_core)
        out, err = child.communicate(given, timeout=300)
        return child.returncode, out.decode(), err.decode()

    def screen(self, *files, layers=None, jobs=2, given=b"", env=None, more=()):
        return self.run_program("screen", *files, "--layers", layers or self.layers, "--as-of", DAY, "--lang", "en", "--jobs", jobs,
                                "-o", "results/run", "--overwrite", *more, given=given, env=env)

    def projects(self, name, *ids):
        """A file of these projects of the sample; the layer inside is called as the file is."""
        features = [f for f in self.sample["features"] if f["properties"]["project_id"] in ids]
        self.assertTrue(features)
        text = json.dumps({"type": "FeatureCollection", "name": name, "features": features})
        (self.root / f"{name}.geojson").write_text(text, encoding="utf-8")
        return f"{name}.geojson"

    def layers_with(self, manifest, name, content=None):
        """The sample's layers, where the file of one manifest is called otherwise; content: other bytes in it."""
        folder = self.root / "layers"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.layers, folder)
        path = folder / manifest
        text = path.read_text(encoding="utf-8")
        old = text.split('\nfile: "')[1].split('"')[0]
        path.write_text(text.replace(f'\nfile: "{old}"', f'\nfile: "{name}"'), encoding="utf-8")
        (folder / old).rename(folder / name)
        if content is not None:
            (folder / name).write_bytes(content)
        return folder

    def results(self):
        lines = (self.root / "results/run/results.jsonl").read_text(encoding="utf-8").splitlines()
        return {r["project_id"]: r for r in map(json.loads, lines)}

    def outcomes(self):
        return {key: (r["status"], r["outcome"], r["worst_possible"]) for key, r in self.results().items()}

    def issues(self):
        """Of the whole run and of its projects."""
        run = json.loads((self.root / "results/run/run.json").read_text(encoding="utf-8"))
        return run["issues"] + [i for r in self.results().values() for i in r["issues"]]

    def check_clean(self, *there):
        """Nothing lies about: no temporary file, and beside the results only what is named."""
        self.assertEqual(sorted(os.listdir(self.root / "tmp")), [])
        self.assertEqual(sorted(os.listdir(self.root / "results")), sorted(there))

    def check_said(self, err, file, signal, times=1):
        lines = [line for line in err.splitlines() if "crashed" in line and "starts again" in line]
        self.assertEqual(len(lines), times, err)
        self.assertTrue(any(file in line and signal in line for line in lines), err)


def no_core():
    import resource
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
