#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""FOLDER/make.py writes the files of its folder again, byte for byte, and no others are there.

    check_reproduced.py FOLDER...      exit 1 if a file differs, lacks or is too many
"""
import subprocess
import sys
import tempfile
from pathlib import Path


def contents(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name != "make.py" and not p.name.startswith(".")}


def differences(folder):
    with tempfile.TemporaryDirectory() as again:
        subprocess.run([sys.executable, folder / "make.py", again], check=True)
        made, stored = contents(Path(again)), contents(folder)
    for name in sorted(made.keys() | stored.keys()):
        if name not in made:
            yield f"{folder / name}: make.py does not write it"
        elif name not in stored:
            yield f"{folder / name}: make.py writes it, and it is not there"
        elif made[name] != stored[name]:
            yield f"{folder / name}: make.py writes other bytes"


def main():
    found = [line for folder in sys.argv[1:] for line in differences(Path(folder))]
    print("\n".join(found) if found else f"reproduced: {', '.join(sys.argv[1:])}")
    return 1 if found or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
