# SPDX-License-Identifier: Apache-2.0
"""Whole processes: wall time, processor time, peak memory."""
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass


@dataclass
class Run:
    seconds: float
    cpu_seconds: float
    peak_mb: float
    code: int
    output: str
    errors: str


def run(command, timeout=7200, env=None):
    """Runs a command to its end; a killed one has a negative code. Peak memory is the largest resident set of the
    process (or of a child that it waited for), as the kernel counts it."""
    with tempfile.TemporaryFile("w+", errors="replace") as out, tempfile.TemporaryFile("w+", errors="replace") as err:
        started = time.perf_counter()
        process = subprocess.Popen([str(c) for c in command], stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=env,
                                   start_new_session=True)
        timer = threading.Timer(timeout, lambda: os.killpg(process.pid, signal.SIGKILL))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode, out.read(),
                   err.read())


def must(command):
    """A command without which nothing goes on."""
    done = run(command)
    if done.code: sys.exit(f"bench: {' '.join(str(c) for c in command[:3])} ended with {done.code}: {done.errors.strip()[-800:]}")
    return done


def median(runs): return statistics.median(r.seconds for r in runs)
def peak(runs): return max(r.peak_mb for r in runs)


def together(runs):
    """Several processes one after the other, as if they were one."""
    return Run(sum(r.seconds for r in runs), sum(r.cpu_seconds for r in runs), max(r.peak_mb for r in runs),
               next((r.code for r in runs if r.code), 0), "\n".join(r.output for r in runs),
               "\n".join(r.errors for r in runs))


def warm(paths):
    """Reads files once, so that every contender finds them in the page cache."""
    for path in paths:
        with open(path, "rb", buffering=0) as f:
            while f.read(1 << 24): pass
