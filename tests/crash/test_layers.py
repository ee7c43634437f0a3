#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Layers whose reader crashes: what they would have said is open, exactly as for a file that cannot be read."""
from crash_case import ALLOWED, CrashCase, main


class Layers(CrashCase):
    def compare(self, manifest, broken, ways, kind):
        """The same verdicts as with a file of that format that is broken, whatever the crash and the number of threads."""
        files = [self.projects("a", *[f["properties"]["project_id"] for f in self.sample["features"]])]
        code, _, err = self.screen(*files)
        self.assertEqual(code, 0, err)
        self.assertTrue(all(self.outcomes()[p][2] == "allowed" for p in ALLOWED))
        layers = self.layers_with(manifest, broken, b"broken" * 100)
        expected_code, _, err = self.screen(*files, layers=layers)
        expected = self.outcomes()
        for way, signal in ways.items():
            for jobs in (1, 4):
                if way.startswith("worker") and jobs == 1:
                    continue
                with self.subTest(way=way, jobs=jobs):
                    name = broken.replace("broken", f"x-crash-{way}")
                    layers = self.layers_with(manifest, name)
                    code, _, err = self.screen(*files, layers=layers, jobs=jobs)
                    self.assertEqual(code, expected_code, err)
                    self.check_said(err, name, signal)
                    self.assertEqual(self.outcomes(), expected)
                    named = [r for r in self.results().values() for layer in r["layers"]
                             if layer["kind"] == kind and layer["state"] == "not_examined" and signal in (layer["reason"] or "")]
                    self.assertTrue(named)  # a layer that a project does not ask of says nothing of it
                    run = (self.root / "results/run/run.json").read_text(encoding="utf-8")
                    self.assertIn(name, run)
                    self.check_clean("run")
        return expected

    def test_mandatory_layer(self):
        expected = self.compare("redline.yaml", "broken.gpkg",
                                {"open-null": "SIGSEGV", "open-stack": "SIGSEGV", "open-abort": "SIGABRT"}, "redline")
        for project in ALLOWED:
            self.assertEqual(expected[project][1], "undetermined")
            self.assertNotEqual(expected[project][2], "allowed")

    def test_raster(self):
        self.compare("slope.yaml", "broken.tif", {"open-abort": "SIGABRT", "raster-null": "SIGSEGV", "worker-null": "SIGSEGV",
                                                  "worker-stack": "SIGSEGV", "worker-abort": "SIGABRT"}, "slope")

    def test_coverage_of_a_layer(self):
        layers = self.layers_with("redline.yaml", "redline.gpkg")
        (layers / "coverage/city.geojson").rename(layers / "coverage/x-crash-open-null.geojson")
        for manifest in layers.glob("*.yaml"):
            text = manifest.read_text(encoding="utf-8")
            manifest.write_text(text.replace("coverage/city.geojson", "coverage/x-crash-open-null.geojson"), encoding="utf-8")
        code, _, err = self.screen(self.projects("a", *ALLOWED), layers=layers)
        self.assertEqual(code, 0, err)
        self.check_said(err, "x-crash-open-null.geojson", "SIGSEGV")
        self.assertTrue(all(o[1] == "undetermined" for o in self.outcomes().values()), self.outcomes())
        self.check_clean("run")

    def test_layers_check(self):
        layers = self.layers_with("redline.yaml", "x-crash-open-null.gpkg")
        code, out, err = self.run_program("layers", "check", layers, "--lang", "en")
        self.assertIn(code, (1, 3), err)
        self.check_said(err, "x-crash-open-null.gpkg", "SIGSEGV")
        self.assertIn("its reader crashed (SIGSEGV)", out)


if __name__ == "__main__":
    main()
