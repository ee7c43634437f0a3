# SPDX-License-Identifier: Apache-2.0
"""One run of the program: with limits on time and memory, and under strace where that is there."""
import os
import re
import resource
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

MEMORY = 1 << 30
PATIENCE = 4  # processor time is what is limited; a busy machine, or one that waits for ever, is waited for this much longer
OPENED = re.compile(r'\b(?:openat\([^,]*, |open\()"((?:[^"\\]|\\.)*)"')
# What the loader, the C library, PROJ and GDAL look at on their own.
SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/usr/share/", "/usr/local/share/", "/usr/local/lib/", "/proc/self/", "/proc/sys/",
          "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/proc/mounts", "/proc/filesystems", "/sys/devices/system/", "/sys/fs/cgroup",
          "/sys/kernel/mm/", "/dev/null", "/dev/tty", "/dev/urandom", "/etc/ld.so.", "/etc/localtime", "/etc/gnutls", "/etc/ssl/openssl.cnf", "/etc/gdal/")
HERE = Path(__file__).resolve().parent

# Animals that reach for something else are always traced.
REACHING = ("http", "url", "xxe", "vrt", "network", "climbs", "slip", "file-", "path", "disguise/", "external", "link", "vsicurl", "PG:")


@dataclass
class Result:
    code: int = 0
    out: str = ""
    err: str = ""
    seconds: float = 0
    peak: int = 0
    late: bool = False
    sanitized: bool = False  # uses more memory than the program does
    strange: list = field(default_factory=list)  # what the trace shows that must not be


class Runner:
    def __init__(self, chosen, work):
        self.binary, self.work, self.source = chosen.binary.resolve(), work, chosen.source.resolve()
        self.sanitized = b"__asan_init" in self.binary.read_bytes() or b"__tsan_init" in self.binary.read_bytes()
        self.seconds = chosen.seconds or (90 if self.sanitized else 10)
        self.trace = chosen.trace if works(shutil.which("strace")) and not self.sanitized else "none"
        self.missing = chosen.trace != "none" and self.trace == "none"
        self.lock, self.count, self.traced_count = threading.Lock(), 0, 0
        # The program's own data: where its rules lie is compiled in or found beside it.
        self.own = [str(work), str(self.source), str(self.binary.parent.parent)] + [str(p) for p in program_data(self.binary)]

    def about(self):
        said = f"{self.binary.name}: " + ("sanitizer build, " if self.sanitized else "address space of 1 GiB, ") + f"{self.seconds:.0f} s of processor time an animal"
        if self.missing:
            said += "; no trace of files and connections: " + ("not with sanitizers" if self.sanitized else "strace is not there or not allowed")
        return said

    def traced(self, row):
        with self.lock:
            self.count += 1
            chosen = self.trace == "all" or (self.trace == "some" and (self.count % 5 == 0 or any(w in row.name for w in REACHING)))
            self.traced_count += chosen
        return chosen

    def run(self, row, arguments, folder):
        temporary = folder / "tmp"
        temporary.mkdir()
        # A crash is what is looked for: nothing may go on after it.
        environment = {"ZONEGATE_CRASH_GUARD": "off", "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin", "TMPDIR": str(temporary),
                       "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1", "LSAN_OPTIONS": f"suppressions={HERE / 'leaks.supp'}:print_suppressions=0",
                       **{k: v for k, v in os.environ.items() if k.startswith(("ZONEGATE_", "ASAN_", "UBSAN_", "LSAN_"))}}
        command = [str(self.binary), "screen", *arguments]
        log = self.work / f"trace.{folder.name}" if self.traced(row) else None
        if log:
            command = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-o", str(log), "-e", "trace=connect,openat,open", *command]
        result = self.measured(command, folder, environment)
        if log:
            result.strange = self.strange(log.read_text(errors="replace"))
            log.unlink()
        return result

    def measured(self, command, folder, environment):
        result, started = Result(sanitized=self.sanitized), time.monotonic()
        with open(folder / "tmp/.out", "w+b") as out, open(folder / "tmp/.err", "w+b") as err:
            child = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                     start_new_session=True, preexec_fn=None if self.sanitized else limit_memory)
            timer = threading.Timer(PATIENCE * self.seconds, stop, (child, result))
            timer.start()
            _, status, usage = os.wait4(child.pid, 0)
            timer.cancel()
            child.returncode = result.code = os.waitstatus_to_exitcode(status)
            result.seconds, result.peak = time.monotonic() - started, usage.ru_maxrss * 1024
            result.late = result.late or usage.ru_utime + usage.ru_stime > self.seconds
            for name, stream in (("out", out), ("err", err)):
                stream.seek(0)
                setattr(result, name, stream.read(4_000_000).decode("utf-8", "replace"))
        (folder / "tmp/.out").unlink()
        (folder / "tmp/.err").unlink()
        return result

    def strange(self, trace):
        out = [f"connects: {line.strip()}" for line in trace.split("\n") if " connect(" in line]
        for path in OPENED.findall(trace):
            if path.startswith("/") and not path.startswith(SYSTEM) and not any(path == o or path.startswith(o + "/") for o in self.own):
                out.append(f"opens {path}")
        return sorted(set(out))


def program_data(binary):
    """Folders of rules and kinds that the binary was built with: those of its strings that are one."""
    found = set()
    for path in re.findall(rb"/[\x21-\x7e]{1,200}(?=\0)", binary.read_bytes()):
        if Path(path.decode(), "rules/instruments.yaml").is_file():
            found.add(path.decode())
    return sorted(found)


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def stop(child, result):
    """The child's own session and nothing else."""
    result.late = True
    try:
        os.killpg(child.pid, 9)
    except ProcessLookupError:
        pass


def works(strace):
    """Containers may hold strace and forbid it."""
    if not strace:
        return False
    return subprocess.run([strace, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "/bin/true"], capture_output=True, check=False).returncode == 0
