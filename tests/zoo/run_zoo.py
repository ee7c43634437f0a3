#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `zonegate screen` for every animal of zoo.tsv and compares what comes out with what is expected there.

    run_zoo.py --binary build/release/bin/zonegate [NAME ...]     only animals whose name contains NAME

README.md says what is checked. Exit 1 if anything does not hold that zoo.tsv does not know, 2 for a mistake in the table.
"""
import argparse
import concurrent.futures
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import check
import make
import table
from process import Runner
from world import World

HERE = Path(__file__).resolve().parent


def share(text):
    which, of = (int(word) for word in text.split("/"))
    if not 1 <= which <= of:
        raise argparse.ArgumentTypeError(f"{text}: K/N with K from 1 to N")
    return which, of


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--binary", required=True, type=Path)
    parser.add_argument("--source", default=HERE.parents[1], type=Path)
    parser.add_argument("--table", default=HERE / "zoo.tsv", type=Path)
    parser.add_argument("--workers", default=2, type=int)
    parser.add_argument("--seconds", type=float, help="processor time of one animal (default 10; 90 for a sanitizer build)")
    parser.add_argument("--trace", choices=["none", "some", "all"], default="some", help="which animals run under strace")
    parser.add_argument("--share", type=share, default=(1, 1), metavar="K/N", help="the Kth of N shares, animals of every house in each")
    parser.add_argument("--show", action="store_true", help="print what came out of every animal, and what it said")
    return parser.parse_args()


def examine(world, runner, row):
    run = Path(tempfile.mkdtemp(dir=world.work))
    animal = make.place(world.zoo, row.name).parent
    before = check.listing(animal)
    try:
        result = runner.run(row, world.arguments(row, run), run)
        seen = check.Seen(row, result, run / "out", make.place(world.zoo, row.name).name)
        faults = seen.faults() + check.left_behind(run, before, check.listing(animal))
        return row, seen, faults
    finally:
        shutil.rmtree(run, ignore_errors=True)


def report(row, seen, faults, show):
    if show:
        print("\t".join([table.escape(row.name), row.use, " ".join(row.options), seen.outcome, seen.verdict, f"{seen.result.seconds:.1f}s"]))
        print("".join(f"    {line}\n" for line in seen.said()), end="")
    for fault in faults:
        word = "known" if row.known else "FAULT"
        print(f"{word}: {table.escape(row.name)} ({row.use}): {fault}" + (f" [{row.known}]" if row.known else ""))
    if row.known and not faults:
        print(f"FAULT: {table.escape(row.name)}: holds now; take its 'known' out of the table [{row.known}]")
    sys.stdout.flush()


def is_wrong(row, _, faults):
    return bool(faults) != bool(row.known)


def summary(results, seconds, traced):
    by_class = {}
    for row, *_ in results:
        by_class[row.outcome] = by_class.get(row.outcome, 0) + 1
    known = [r for r in results if r[0].known]
    wrong = [r for r in results if is_wrong(*r)]
    print(f"\n{len(results)} animals in {seconds:.0f} s, {traced} of them traced: " + ", ".join(f"{v} {k}" for k, v in sorted(by_class.items())))
    print(f"{len(wrong)} not as expected, {len(known)} known faults of the program")
    return 1 if wrong else 0


def main():
    chosen = options()
    rows = [r for r in table.read(chosen.table) if not chosen.names or any(n in r.name for n in chosen.names)]
    work = Path(tempfile.mkdtemp(prefix="zonegate-zoo."))
    try:
        world = World(work, chosen.source.resolve())
        made = make.make(world.zoo, chosen.source)
        print(f"{len(made)} animals made, seed {make.SEED}")
        if not chosen.names and table.unlike(rows, made):
            return 2
        rows, skipped = table.possible(rows)
        which, of = chosen.share
        if of > 1:
            skipped.append(f"share {which} of {of}: {len(rows[which - 1::of])} of {len(rows)} animals")
            rows = rows[which - 1::of]
        runner = Runner(chosen, work)
        print("\n".join([runner.about()] + skipped), flush=True)
        started = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(chosen.workers) as pool:
            results = []
            for row, seen, faults in pool.map(lambda row: examine(world, runner, row), rows):
                results.append((row, seen, faults))
                report(row, seen, faults, chosen.show)
        return summary(results, time.monotonic() - started, runner.traced_count)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
