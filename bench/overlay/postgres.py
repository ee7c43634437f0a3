# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server of the benchmark's own: scratch data directory, loopback only, gone at the end."""
import os
import shutil
import socket
import subprocess
import tempfile

from install import postgres_bin

SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "shared_buffers": "2GB", "work_mem": "512MB",
            "maintenance_work_mem": "1GB", "effective_cache_size": "8GB", "max_wal_size": "8GB", "fsync": "off",
            "synchronous_commit": "off", "full_page_writes": "off", "jit": "off", "max_parallel_workers_per_gather": "2",
            "max_parallel_workers": "4", "random_page_cost": "1.1",
            # Without these the planner scans the larger table, because the few projects seem not worth two workers.
            "min_parallel_table_scan_size": "0", "parallel_setup_cost": "10", "parallel_tuple_cost": "0.001"}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """with Server() as server: server.dsn"""

    def __enter__(self):
        self.bin = postgres_bin()
        self.folder = tempfile.mkdtemp(prefix="zonegate-bench-postgres-")
        self.user = []
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(self.folder, "postgres", "postgres")
            self.user = ["runuser", "-u", "postgres", "--"]
        port = free_port()
        try:
            self._call("initdb", "-D", self.folder + "/data", "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C",
                       "--no-sync")
            options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
            self._call("pg_ctl", "-D", self.folder + "/data", "-w", "-l", self.folder + "/log", "-o",
                       f"-p {port} {options}", "start")
        except BaseException:
            self.__exit__()
            raise
        self.dsn = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        return self

    def _call(self, program, *arguments):
        # pg_ctl's child keeps an inherited pipe open, so its output goes to a file.
        with open(os.devnull, "w") as nowhere:
            subprocess.run([*self.user, self.bin / program, *arguments], check=True, stdin=subprocess.DEVNULL,
                           stdout=nowhere, stderr=nowhere, cwd="/")

    def __exit__(self, *_):
        if os.path.exists(self.folder + "/data/postmaster.pid"):
            self._call("pg_ctl", "-D", self.folder + "/data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
