#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the five-minute tour of README.md as it stands there, in a folder of its own, and demands that README.zh-CN.md has the
same commands. A line's exit code is 0, or N where its comment says "exit code N" (退出码 N). Then the rule that CONTRIBUTING.md
shows is added to the shipped ones, checked and tested: a rule needs no C++.

    check_readme.py --program PROGRAM --source ROOT
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

CODE = re.compile(r"(?:exit code|退出码) (\d+)")


def tour(path):
    """[(command, expected exit code)] of the shell blocks, without those that set the machine up."""
    found = []
    for block in re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), re.S | re.M):
        for line in block.splitlines():
            command, _, comment = line.partition(" #")
            code = CODE.search(comment)
            if command.strip() and not command.startswith("./dev"):
                found.append((command.strip(), int(code.group(1)) if code else 0))
    return found


def example_rule(path):
    """The first YAML block of CONTRIBUTING.md, without its indentation, and the id in it."""
    block = re.search(r"^ *```yaml\n(.*?)^ *```", path.read_text(encoding="utf-8"), re.S | re.M).group(1)
    text = textwrap.dedent(block)
    return re.search(r"^id: (\S+)", text, re.M).group(1), text


def try_rule(program, source):
    name, text = example_rule(source / "CONTRIBUTING.md")
    with tempfile.TemporaryDirectory(prefix="zonegate-rule-") as holder:
        rules = Path(holder) / "rules"
        shutil.copytree(source / "rules", rules)
        (rules / "cn/example").mkdir()
        (rules / f"cn/example/{name}.yaml").write_text(text, encoding="utf-8")
        for command in ("check", "test"):
            result = subprocess.run([program, "rules", command, "--rules", rules], capture_output=True, text=True, check=False)
            print(f"{'ok' if result.returncode == 0 else 'FAILED'}: rules {command} with the rule of CONTRIBUTING.md")
            if result.returncode != 0:
                print(f"exit code {result.returncode}\n{result.stdout[-3000:]}{result.stderr[-3000:]}")
                return 1
        shown = subprocess.run([program, "rules", "list", "--rules", rules], capture_output=True, text=True, check=False)
        if name not in shown.stdout:
            print(f"FAILED: rules list does not show {name}")
            return 1
    return 0


def run(commands, program, source):
    with tempfile.TemporaryDirectory(prefix="zonegate-readme-") as holder:
        place = Path(holder)
        for name in ("rules", "layers"):
            (place / name).symlink_to(source / name)
        env = dict(os.environ, PATH=f"{program.parent}:{os.environ.get('PATH', '')}")
        for command, expected in commands:
            # cp -r of a link given by name would copy the link; -L copies what it stands for.
            line = command.replace("cp -r ", "cp -rL ")
            result = subprocess.run(["bash", "-c", line], cwd=place, env=env, capture_output=True, text=True, check=False)
            print(f"{'ok' if result.returncode == expected else 'FAILED'}: {command}")
            if result.returncode != expected:
                print(f"exit code {result.returncode}, README says {expected}\n{result.stdout[-3000:]}{result.stderr[-3000:]}")
                return 1
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--source", type=Path, required=True)
    options = parser.parse_args()
    source = options.source.resolve()
    commands = tour(source / "README.md")
    if len(commands) < 5:
        print(f"README.md has only {len(commands)} commands: is the tour still there?")
        return 1
    if commands != tour(source / "README.zh-CN.md"):
        print("README.zh-CN.md has other commands than README.md")
        return 1
    program = options.program.resolve()
    return run(commands, program, source) or try_rule(program, source)


if __name__ == "__main__":
    sys.exit(main())
