#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The overlay benchmark: a made-up province, the program and its peers on the same files, one table.

Exit code 1 if the contenders do not measure the same areas (or a run fails); a figure that is not reached is no error."""
import argparse
import json
import shlex
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))

import page
from contest import Contest
from install import PEERS, Environment
from program import Program
from rows import MAKERS, NEEDS, run_row
from table import plain

VERSION = 1  # of the made data: raise it when the makers change, so that old files are not used
SEED = 20260101


def words(allowed):
    def parse(text):
        chosen = [w for w in text.lower().split(",") if w]
        wrong = [w for w in chosen if w not in allowed]
        if wrong: raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: choose from {', '.join(allowed)}")
        return chosen
    return parse


def options():
    p = argparse.ArgumentParser(prog="./dev bench overlay", description=__doc__.splitlines()[0])
    p.add_argument("--program", type=Path, default=ROOT / "build/release/bin/zonegate", metavar="PATH")
    p.add_argument("--rows", type=words(MAKERS), metavar="LIST", help="of " + ",".join(MAKERS))
    p.add_argument("--with", dest="extra", type=words(list(NEEDS.values())), default=[], metavar="LIST",
                   help="also the rows on larger data: big (11 GB of files), curve, eurasia (needs ZONEGATE_SHARED)")
    p.add_argument("--peers", type=words(PEERS), default=list(PEERS), metavar="LIST", help="of " + ",".join(PEERS))
    p.add_argument("--runs", type=int, default=5, help="runs of the program (5); medians are shown")
    p.add_argument("--peer-runs", type=int, default=3, help="runs of each peer (3)")
    p.add_argument("--jobs", type=int, default=2, help="threads of the program (2)")
    p.add_argument("--mask", type=shlex.split, default=(), metavar="COMMAND",
                   help="runs the program on a processor without vector extensions, for example "
                        "'qemu-x86_64 -cpu Nehalem' (Debian: qemu-user): r7 then also compares the bytes")
    p.add_argument("--seed", type=int, default=SEED)
    p.add_argument("--small", action="store_true", help="2 %% of the province: only to see that all works")
    p.add_argument("--make-only", action="store_true", help="make the data and stop")
    p.add_argument("--no-write", action="store_true", help="leave docs/performance.md alone")
    o = p.parse_args()
    if not o.rows: o.rows = [r for r in MAKERS if r not in NEEDS or NEEDS[r] in o.extra]
    o.extra = sorted({*o.extra, *(NEEDS[r] for r in o.rows if r in NEEDS)})
    return o


def make_data(o, environment):
    scale = 0.02 if o.small else 1
    folder = ROOT / "build/bench-data" / f"v{VERSION}-scale{scale}-seed{o.seed}"
    print(f"-- data in {folder.relative_to(ROOT)}", file=sys.stderr, flush=True)
    done = subprocess.run([environment.python, "-B", HERE / "province/make.py", folder, str(scale), str(o.seed), *o.extra],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode: sys.exit("bench: the data could not be made")
    return folder, json.loads(done.stdout)


def program_version(program):
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], stdout=subprocess.PIPE, text=True,
                            stderr=subprocess.DEVNULL).stdout.strip()
    return f"{program.version.splitlines()[0]} (commit {commit})" if commit else program.version.splitlines()[0]


def compare(o, contest):
    rows = []
    for key in o.rows:
        print(f"-- {key}", file=sys.stderr, flush=True)
        rows += run_row(contest, key, MAKERS[key])
    return rows


def show(rows):
    print("\n".join(plain(rows)))
    for row in rows:
        for note in row.notes: print(f"{row.key}: {note}")
    wrong = 0
    for row in rows:
        for check in row.checks:
            wrong += not check.ok
            print(f"{'ok   ' if check.ok else 'WRONG'} {row.key} {check.text}")
    return wrong


def main():
    o = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server of the benchmark is stopped
    environment = Environment(ROOT / "build/bench-venv")
    environment.prepare([] if o.make_only else o.peers)
    folder, summary = make_data(o, environment)
    if o.make_only: return 0
    if not o.program.exists(): sys.exit(f"bench: {o.program} is not there: ./dev build, or --program PATH")
    with tempfile.TemporaryDirectory(prefix="bench-out-", dir=ROOT / "build") as scratch:
        program = Program(o.program, environment.python, scratch)
        contest = Contest(folder, summary, program, environment, o)
        rows = compare(o, contest)
    if o.small: print("2 % of the province, times mean nothing: numbers of features in the rows are those of the whole")
    wrong = show(rows)
    if not o.small and not o.no_write:
        versions = [program_version(program), *environment.versions(), *contest.versions]
        settings = (f"Medians of {o.runs} runs of the program ({o.jobs} threads) and {o.peer_runs} of each peer, files in "
                    f"the page cache, seed {o.seed}.")
        page.write(ROOT / "docs/performance.md", page.generated(rows, summary, versions, settings))
    return 1 if wrong else 0


if __name__ == "__main__": sys.exit(main())
