#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs text cases of the command line (format: README.md beside this file).

    run_cases.py --program PROGRAM --source ROOT CASE...   each case in a fresh folder; exit 1 if one fails,
                                                           77 if all of them need something that is not here
    run_cases.py --program PROGRAM --source ROOT --commands CASES_DIR
        every command of `zonegate list-commands` has a folder with a case and an answer to --help; every folder a command
"""
import argparse
import difflib
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from case_file import CaseError, block_pattern, read_case
from geotiff import read_geotiff, write_geotiff
from workbook import write_workbook

SKIPPED = 77
TIME_LIMIT = int(os.environ.get("ZONEGATE_CASE_SECONDS", "300"))


class Mismatch(Exception):
    pass


class Skip(Exception):
    pass


class Runner:
    """One case in one folder."""

    def __init__(self, program, source, folder):
        self.program, self.source, self.folder = program, source, folder
        self.shared = os.environ.get("ZONEGATE_SHARED", "")
        home = folder.parent / "home"
        home.mkdir()
        self.env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC"}
        # Sanitizer builds are steered by the environment.
        self.env |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "LD_LIBRARY_PATH"}
        self.result = None

    def fill(self, text):
        for key, value in (("source", self.source), ("tmp", self.folder), ("shared", self.shared)):
            text = text.replace("{" + key + "}", str(value))
        return text

    def path(self, name):
        return self.folder / self.fill(name)

    def step(self, step):
        getattr(self, "do_" + step.word)(step)

    # -------------------------------------------------------------------------------------------- before a run
    def do_file(self, step):
        target = self.path(step.args[0])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.fill(step.text), encoding="utf-8")

    def do_xlsx(self, step):
        target = self.path(step.args[0])
        target.parent.mkdir(parents=True, exist_ok=True)
        write_workbook(target, self.fill(step.text))

    def do_raster(self, step):
        target = self.path(step.args[0])
        target.parent.mkdir(parents=True, exist_ok=True)
        write_geotiff(target, step.args[1:], step.text)

    def do_copy(self, step):
        origin, target = self.path(step.args[0]), self.path(step.args[1])
        if not origin.exists():
            raise Mismatch(f"there is no {origin} to copy")
        target.parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, target)
        else:
            shutil.copyfile(origin, target)

    def do_record(self, step):
        """What a run writes into run.json about its tables, for a folder that the case has made by hand."""
        folder = self.path(step.args[0])
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        run["files"] = {}
        for table in sorted([*folder.glob("*.csv"), *folder.glob("*.jsonl")]):
            content = table.read_bytes()
            run["files"][table.name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        run["seal"] = ""
        text = json.dumps(run, ensure_ascii=False)
        seal = hashlib.sha256(text.encode()).hexdigest()
        text = text.replace('"seal": ""', f'"seal": "{seal}"')
        (folder / "run.json").write_text(text, encoding="utf-8")

    def do_cut(self, step):
        target, lines = self.path(step.args[0]), int(step.args[1])
        rows = target.read_bytes().splitlines(keepends=True)
        if not 0 < lines < len(rows):
            raise Mismatch(f"{step.args[0]} has {len(rows)} lines, {lines} cannot be cut off")
        target.write_bytes(b"".join(rows[:-lines]))

    def do_env(self, step):
        self.env[step.args[0]] = self.fill(step.args[1])

    def do_needs(self, step):
        name = step.args[0]
        if name == "shared":
            if not self.shared or not Path(self.shared).is_dir():
                raise Skip("ZONEGATE_SHARED is not set")
        elif not shutil.which(name):
            raise Skip(f"{name} is not installed")

    # ----------------------------------------------------------------------------------------------------- run
    def do_run(self, step):
        words = [self.fill(word) for word in shlex.split(step.text)]
        try:
            self.result = subprocess.run([self.program, *words], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
                                         capture_output=True, timeout=TIME_LIMIT, check=False)
        except subprocess.TimeoutExpired as error:
            raise Mismatch(f"still running after {TIME_LIMIT} s") from error

    def do_exit(self, step):
        if self.result.returncode != int(step.args[0]):
            raise Mismatch(f"exit code is {self.result.returncode}, not {step.args[0]}")

    # -------------------------------------------------------------------------------------------------- checks
    def do_stdout(self, step):
        self.stream(step, self.result.stdout)

    def do_stderr(self, step):
        self.stream(step, self.result.stderr)

    def stream(self, step, raw):
        text = decoded(raw, step.word)
        form, wanted = step.args[0], self.fill(step.text)
        if form == "block":
            compare(text, wanted, step.word)
        elif form == "has" and wanted not in text:
            raise Mismatch(f"{step.word} does not have: {wanted}")
        elif form == "lacks" and wanted in text:
            raise Mismatch(f"{step.word} has: {wanted}")
        elif form == "empty" and text:
            raise Mismatch(f"{step.word} is not empty")
        elif form == "json":
            try:
                json.loads(text)
            except ValueError as error:
                raise Mismatch(f"{step.word} is not JSON: {error}") from error

    def do_exists(self, step):
        if not self.path(step.args[0]).exists():
            raise Mismatch(f"{step.args[0]} does not exist")

    def do_absent(self, step):
        if self.path(step.args[0]).exists():
            raise Mismatch(f"{step.args[0]} exists")

    def do_contents(self, step):
        self.do_exists(step)
        compare(decoded(self.path(step.args[0]).read_bytes(), step.args[0]), self.fill(step.text), step.args[0])

    def do_cells(self, step):
        self.do_exists(step)
        compare(read_geotiff(self.path(step.args[0])), step.text, step.args[0])

    def do_same(self, step):
        for name in step.args:
            if not self.path(name).is_file():
                raise Mismatch(f"{name} is not a file")
        if self.path(step.args[0]).read_bytes() != self.path(step.args[1]).read_bytes():
            raise Mismatch(f"{step.args[0]} and {step.args[1]} differ")


def decoded(raw, name):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Mismatch(f"{name} is not UTF-8: {error}") from error


def compare(text, wanted, name):
    if block_pattern(wanted).match(text if text.endswith("\n") or not text else text + "\n"):
        return
    diff = difflib.unified_diff(wanted.splitlines(), text.splitlines(), "expected", "got", lineterm="")
    raise Mismatch(f"{name} is not as expected\n" + "\n".join("      " + row for row in diff))


def show(result):
    for name, raw in (("stdout", result.stdout), ("stderr", result.stderr)):
        for line in raw.decode("utf-8", "replace").splitlines()[:60]:
            print(f"      {name}: {line}")


def run_case(program, source, path):
    """'ok', 'skipped' or 'FAILED'"""
    try:
        title, steps = read_case(path.read_text(encoding="utf-8"))
    except CaseError as error:
        print(f"FAILED {path}:{error}")
        return "FAILED"
    with tempfile.TemporaryDirectory(prefix="zonegate-case-") as holder:
        folder = Path(holder) / "work"
        folder.mkdir()
        runner = Runner(program, source, folder)
        for step in steps:
            try:
                runner.step(step)
            except Skip as reason:
                print(f"skipped {path}: {title}: {reason}")
                return "skipped"
            except Mismatch as error:
                print(f"FAILED {path}:{step.line}: {title}: {error}")
                if runner.result is not None:
                    show(runner.result)
                return "FAILED"
    print(f"ok {path}: {title}")
    return "ok"


def check_help(program, words):
    shown = subprocess.run([program, *words, "--help"], capture_output=True, text=True, timeout=60, check=False)
    if shown.returncode == 0 and "Usage" in shown.stdout and not shown.stderr:
        return []
    return [f"'{' '.join(words)} --help' should exit 0, say 'Usage' on stdout and nothing on stderr "
            f"(exit {shown.returncode}; stderr: {shown.stderr.strip()[:200]})"]


def check_commands(program, cases):
    """Every command has cases and help; every folder of cases a command."""
    listed = subprocess.run([program, "list-commands"], capture_output=True, text=True, timeout=60, check=False)
    commands = [line.strip() for line in listed.stdout.splitlines() if line.strip()]
    if listed.returncode != 0 or not commands:
        print(f"FAILED zonegate list-commands: exit {listed.returncode}, {len(commands)} commands\n{listed.stderr}")
        return 1
    with_cases = [p.name for p in sorted(cases.iterdir()) if p.is_dir() and any(p.glob("*.case"))]
    faults, known = [], {"general"}
    for command in commands:
        name = command.replace(" ", "-")
        # `rules` may have its cases by subcommand: rules-list, rules-show.
        mine = [folder for folder in with_cases if folder == name or folder.startswith(name + "-")]
        known.update(mine)
        if not mine:
            faults.append(f"command '{command}' has no case in {cases / name}")
        for words in [command.split()] + [[*command.split(), folder[len(name) + 1:]] for folder in mine if folder != name]:
            faults += check_help(program, words)
    faults += [f"{cases / folder} has cases of a command that does not exist" for folder in with_cases if folder not in known]
    for fault in faults:
        print(f"FAILED {fault}")
    print(f"{len(commands)} commands: {', '.join(commands)}")
    return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--source", required=True, type=Path, help="what {source} stands for: the repository's root")
    parser.add_argument("--commands", type=Path, metavar="CASES_DIR")
    parser.add_argument("cases", nargs="*", type=Path)
    options = parser.parse_args()
    program = options.program.resolve()
    if options.commands:
        return check_commands(program, options.commands.resolve())
    if not options.cases:
        parser.error("no case given")
    states = [run_case(program, options.source.resolve(), case) for case in options.cases]
    if "FAILED" in states:
        return 1
    return SKIPPED if set(states) == {"skipped"} else 0


if __name__ == "__main__":
    sys.exit(main())
