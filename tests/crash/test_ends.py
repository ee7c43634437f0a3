#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ends of a run that are nobody's file: no file, no memory, signals, no guard."""
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from crash_case import ALLOWED, CrashCase, main, no_core


class Ends(CrashCase):
    def arguments(self, *files):
        return ["screen", *files, "--layers", self.layers, "--as-of", "2026-10-01", "-o", "results/run"]

    def test_no_file(self):
        for how, name in (("null", "SIGSEGV"), ("stack", "SIGSEGV"), ("abort", "SIGABRT")):
            code, out, err = self.screen(self.projects("a", ALLOWED[0]), env={"CRASH_NOWHERE": how})
            self.assertEqual((code, out), (5, ""), err)
            self.assertIn(f"crashed ({name}) while no file was being read", err)
            self.assertIn("remedy:", err)
            self.check_clean()

    def test_old_results_stay(self):
        self.screen(self.projects("a", ALLOWED[0]))
        before = (self.root / "results/run/run.json").read_bytes()
        code, _, err = self.screen(self.projects("a", ALLOWED[0]), env={"CRASH_NOWHERE": "null"})
        self.assertEqual(code, 5, err)
        self.assertEqual((self.root / "results/run/run.json").read_bytes(), before)
        self.check_clean("run")

    def test_killed_while_reading(self):
        code, out, err = self.screen(self.projects("a-crash-open-kill", ALLOWED[0]), self.projects("b", ALLOWED[1]))
        self.assertEqual((code, out), (5, ""), err)
        self.assertIn("SIGKILL", err)
        self.assertIn("while it was reading a-crash-open-kill.geojson", err)
        self.check_clean()

    def test_killed_late(self):
        layers = self.layers_with("slope.yaml", "x-crash-raster-kill.tif")
        code, out, err = self.screen(self.projects("a", ALLOWED[0]), layers=layers, more=["--ask", "results/ask.csv"])
        self.assertEqual((code, out), (5, ""), err)
        self.check_clean()

    def test_folders_above_the_results(self):
        layers = self.layers_with("slope.yaml", "x-crash-raster-kill.tif")
        code, _, err = self.run_program("screen", self.projects("a", ALLOWED[0]), "--layers", layers, "-o", "results/new/deeper/run")
        self.assertEqual(code, 5, err)
        self.check_clean()

    def end_by(self, send, name="a-crash-open-sleep", wait=0.5):
        """The program is asleep in a reader when the signal comes."""
        return self.end_with([self.projects(name, ALLOWED[0]), self.projects("b", ALLOWED[1])], send, wait)

    def end_with(self, files, send, wait):
        child = self.start(*self.arguments(*files), stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=no_core)
        working = Path(f"/proc/{child.pid}/task/{child.pid}/children")
        while child.poll() is None and not working.read_text():
            time.sleep(0.02)
        time.sleep(wait)
        self.worker = working.read_text().split()[0]
        self.sent = time.monotonic()
        send(child.pid)
        _, err = child.communicate(timeout=60)
        return child.returncode, err.decode()

    def test_interrupts(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            for send in (os.kill, os.killpg):  # the program alone; a terminal tells its whole group
                with self.subTest(signal=number, send=send.__name__):
                    code, err = self.end_by(lambda pid: send(pid, number))
                    self.assertEqual(code, 130, err)
                    self.assertIn("interrupted; nothing was written", err)
                    self.check_clean()

    def test_interrupt_within_a_project(self):
        """One project of so many parcels that it takes far longer than the wait."""
        lines = ["[属性描述]", "坐标系=2000国家大地坐标系", "几度分带=3", "计量单位=米", "带号=34", "项目编号=MANY", "[地块坐标]"]
        for k in range(20000):
            north, east = 3251000 + k // 140 * 60, 34562000 + k % 140 * 60
            lines.append(f"5,0.2500,{k + 1},地块{k + 1},面,,工业用地,,@")
            corners = ((50, 0), (50, 50), (0, 50), (0, 0), (50, 0))
            lines += [f"J{i % 4 + 1},1,{north + n}.000,{east + e}.000" for i, (n, e) in enumerate(corners)]
        (self.root / "many.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for wait in (3, 8):
            with self.subTest(wait=wait):
                code, err = self.end_with(["many.txt"], lambda pid: os.kill(pid, signal.SIGTERM), wait)
                self.assertEqual(code, 130, err)
                self.assertIn("interrupted; nothing was written", err)
                # About a second; to the end of the project it would be more than a minute.
                self.assertLess(time.monotonic() - self.sent, 30)
                self.check_clean()

    def test_second_interrupt_ends_at_once(self):
        def twice(pid):
            os.killpg(pid, signal.SIGINT)
            time.sleep(0.7)
            os.killpg(pid, signal.SIGINT)
        code, err = self.end_by(twice, "a-crash-open-doze")
        self.assertEqual(code, -signal.SIGINT, err)
        self.assertLess(time.monotonic() - self.sent, 20)  # the reader dozes for thirty
        self.check_clean()

    def test_watcher_killed(self):
        code, _ = self.end_by(lambda pid: os.kill(pid, signal.SIGKILL))
        self.assertEqual(code, -signal.SIGKILL)
        # What is left of the run ends by itself once it has read its file, however busy the machine is.
        until = time.monotonic() + 60
        while Path(f"/proc/{self.worker}").exists() and time.monotonic() < until:
            time.sleep(0.02)
        self.assertFalse(Path(f"/proc/{self.worker}").exists())
        self.check_clean()

    def test_without_guard(self):
        code, _, err = self.screen(self.projects("a-crash-open-null", ALLOWED[0]), env={"ZONEGATE_CRASH_GUARD": "off"})
        self.assertEqual(code, -signal.SIGSEGV, err)
        code, _, err = self.screen(self.projects("a", ALLOWED[0]), env={"ZONEGATE_CRASH_GUARD": "perhaps"})
        self.assertEqual(code, 2, err)
        self.assertIn("set it to on or off", err)

    def test_same_bytes(self):
        files = [self.projects("a", *ALLOWED), self.projects("c", "YA-010", "YA-020")]
        seen = []
        for guard in ("on", "off"):
            for jobs in (1, 4):
                code, out, err = self.screen(*files, jobs=jobs, env={"ZONEGATE_CRASH_GUARD": guard})
                content = {p.name: p.read_bytes() for p in (self.root / "results/run").iterdir() if p.name != "run.log"}
                said = [line for line in err.splitlines() if line and not line.startswith("TBB Warning")]  # more threads than processors
                seen.append((code, out, said, content))
                shutil.rmtree(self.root / "results/run")
        for other in seen[1:]:
            self.assertEqual(other, seen[0])


if __name__ == "__main__":
    main()
