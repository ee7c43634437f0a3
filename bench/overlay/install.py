# SPDX-License-Identifier: Apache-2.0
"""The peers in a scratch environment: Python packages in a virtual environment, PostGIS from the distribution."""
import glob
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import measure

HERE = Path(__file__).resolve().parent
PEERS = ("geopandas", "postgis", "duckdb", "sedonadb")
DEBIAN = ("postgresql", "postgresql-postgis")


def wanted_packages():
    out = {}
    for line in (HERE / "peers/packages.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, packages = line.split(":", 1)
            out[name] = packages.split()
    return out


def newest(packages): return [p.split("==")[0] for p in packages]


class Environment:
    """missing: peer -> why it cannot be had here."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.python = self.folder / "bin/python"
        self.missing = {}

    def _pip(self, packages):
        done = subprocess.run([self.python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return "" if done.returncode == 0 else (done.stdout.strip().splitlines() or ["pip failed"])[-1]

    def _install(self, name, packages):
        mark = self.folder / f"installed-{name}"
        if mark.exists() and mark.read_text(encoding="utf-8") == " ".join(packages): return ""
        print(f"-- installing {name}: {' '.join(packages)}", file=sys.stderr, flush=True)
        fault = self._pip(packages)
        if fault and newest(packages) != packages: fault = self._pip(newest(packages))
        if not fault: mark.write_text(" ".join(packages), encoding="utf-8")
        return fault

    def prepare(self, peers):
        if not self.python.exists(): subprocess.run([sys.executable, "-m", "venv", self.folder], check=True)
        packages = wanted_packages()
        fault = self._install("base", packages["base"])
        if fault: sys.exit(f"bench: the packages that make the data cannot be installed: {fault}")
        for peer in peers:
            if peer in packages:
                fault = self._install(peer, packages[peer])
                if fault: self.missing[peer] = fault
        if "postgis" in peers and "postgis" not in self.missing:
            fault = install_postgis()
            if fault: self.missing["postgis"] = fault

    def alone(self, peer, minutes=20):
        """The Python of a peer that is compiled here and whose packages would displace those of others: an environment of its own beside
        this one. Tried once, not longer than the minutes; None if it cannot be had (remove the folder to try again)."""
        own = self.folder.with_name(f"{self.folder.name}-{peer}")
        done, failed = own / f"installed-{peer}", own / "failed"
        if not done.exists() and not failed.exists():
            print(f"-- compiling {peer} in {own.name} (once, {minutes} minutes at most)", file=sys.stderr, flush=True)
            subprocess.run([sys.executable, "-m", "venv", own], check=True)
            fault = compile_peer(own / "bin/python", wanted_packages()[peer], own, time.monotonic() + 60 * minutes)
            (failed if fault else done).write_text(fault, encoding="utf-8")
        if done.exists(): return own / "bin/python"
        self.missing[peer] = failed.read_text(encoding="utf-8")
        return None

    def versions(self):
        code = ("import importlib.metadata as m, shapely, pyogrio\n"
                "for n in ('geopandas','shapely','pyogrio','duckdb','duckdb-extension-spatial','sedonadb'):\n"
                "  try: print(n, m.version(n))\n"
                "  except m.PackageNotFoundError: pass\n"
                "print('GEOS of shapely', shapely.geos_version_string)\n"
                "print('GDAL of pyogrio', pyogrio.__gdal_version_string__)")
        text = subprocess.run([self.python, "-c", code], stdout=subprocess.PIPE, text=True).stdout
        return [line for line in text.splitlines() if line]


def compile_peer(python, packages, folder, end):
    """GDAL's Python modules of the version of the library that is here, then the packages; pins (a<b) hold for what compiles them too."""
    library = subprocess.run(["gdal-config", "--version"], capture_output=True, text=True).stdout.strip() if shutil.which("gdal-config") else ""
    if not library: return "gdal-config is not there"
    gdal, wheels, pins = f"GDAL=={library}", folder / "wheels", [p for p in packages if "<" in p]
    (folder / "pins").write_text("\n".join([gdal, *pins]) + "\n", encoding="utf-8")
    env = dict(os.environ, PIP_CONSTRAINT=str(folder / "pins"), PIP_FIND_LINKS=f"{os.environ.get('PIP_FIND_LINKS', '')} {wheels}".strip(),
               PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_QUIET="1")
    wheels.mkdir(exist_ok=True)
    for words in (["install", "numpy>=2", "setuptools<70", "wheel"],
                  ["wheel", "--no-build-isolation", "--no-cache-dir", "--no-deps", "-w", wheels, gdal],  # beside numpy, or its arrays are left out
                  ["install", gdal, *(p for p in packages if p not in pins)]):
        done = measure.run([python, "-m", "pip", *words], max(1, end - time.monotonic()), env)
        if done.code: return f"{words[-1]}: {'not compiled in time' if done.code < 0 else reason(done.output + done.errors)}"
    return ""


def reason(log):
    """The last line of pip's output that names an error; those after it only say that something failed."""
    lines = [line.strip() for line in log.splitlines()]
    named = [line for line in lines if "Error:" in line or "Exception:" in line or "error:" in line and "subprocess-exited" not in line]
    return (named or [line for line in lines if line] or ["pip failed"])[-1]


def postgres_bin():
    """The newest server that has PostGIS beside it, or None."""
    for folder in sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda f: int(f.split("/")[4]), reverse=True):
        if os.path.exists(f"/usr/share/postgresql/{folder.split('/')[4]}/extension/postgis.control"): return Path(folder)
    return None


def install_postgis():
    if postgres_bin(): return ""
    if not shutil.which("apt-get"): return "not a Debian system: install PostgreSQL with PostGIS"
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    print(f"-- installing {' '.join(DEBIAN)}", file=sys.stderr, flush=True)
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "--no-install-recommends", *DEBIAN]):
        try:
            done = subprocess.run([*root, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
        except OSError as e:
            return str(e)
        if done.returncode: return (done.stdout.strip().splitlines() or ["apt-get failed"])[-1]
    return "" if postgres_bin() else "PostGIS was installed but not found"
