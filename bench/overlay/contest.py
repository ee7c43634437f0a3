# SPDX-License-Identifier: Apache-2.0
"""Runs the program and the peers on files of the province, each as often as asked, and remembers what was run already."""
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

import measure
from program import Failed, digest, first_line

PEERS = Path(__file__).resolve().parent / "peers"


class NotAvailable(Exception):
    """A peer that cannot be had here, or that was not asked for."""


@dataclass
class Result:
    runs: list
    layers: dict
    digest: str = ""
    more: dict = field(default_factory=dict)

    @property
    def seconds(self): return measure.median(self.runs)
    @property
    def peak(self): return measure.peak(self.runs)


class Contest:
    def __init__(self, folder, summary, program, environment, options):
        self.folder, self.summary, self.program, self.environment = Path(folder), summary, program, environment
        self.peers, self.runs, self.peer_runs, self.jobs = options.peers, options.runs, options.peer_runs, options.jobs
        self.mask = options.mask
        self.remembered, self.versions = {}, []

    def file(self, name): return self.folder / name
    def layers(self, names, suffix=""): return {n: self.file(n + suffix + ".gpkg") for n in names}

    def ours(self, projects, layers, area="planar", jobs=None, kind="area", options=(), runs=None, prefix=()):
        key = (projects, tuple(layers.items()), area, jobs or self.jobs, tuple(options),
               tuple(prefix))
        if key not in self.remembered:
            measure.warm([self.file(projects), *layers.values()])
            done = []
            for _ in range(runs or self.runs):
                run, tables = self.program.overlay(self.file(projects), layers, area, jobs or self.jobs, options,
                                                   prefix)
                done.append(run)
                say(f"zonegate {projects} x {'+'.join(layers)} {area}: {run.seconds:.2f} s, {run.peak_mb:.0f} MB")
            self.remembered[key] = Result(done, self.program.sums(layers, tables, kind), digest(tables))
        return self.remembered[key]

    def require(self, peer):
        if peer not in self.peers: raise NotAvailable("not asked for")
        if peer in self.environment.missing: raise NotAvailable(self.environment.missing[peer])

    def script(self, name, projects, layers, *more):
        arguments = [self.file(projects), *(f"{n}={path}" for n, path in layers.items()), *more]
        run = measure.run([self.environment.python, PEERS / name, *arguments], env=dict(os.environ, PYTHONHASHSEED="0"))
        if run.code: raise Failed(f"{name}: exit {run.code}: {(run.errors.strip().splitlines() or [''])[-1]}")
        say(f"{name} {projects} x {'+'.join(layers)}: {run.seconds:.2f} s, {run.peak_mb:.0f} MB")
        return run, json.loads(first_line(run.output))

    def theirs(self, peer, name, projects, layers, *more):
        self.require(peer)
        measure.warm([self.file(projects), *layers.values()])
        done = [self.script(name, projects, layers, *more) for _ in range(self.peer_runs)]
        return Result([run for run, _ in done], done[-1][1]["layers"])

    def postgis(self, projects, layers):
        """Query time only; loading, cutting and indexing are beforehand."""
        self.require("postgis")
        from postgres import Server
        with Server() as server:
            run, answer = self.script("postgis_overlay.py", projects, layers, server.dsn, self.peer_runs)
        postgis, postgres = answer["version"]
        self.versions.append(f"PostGIS {postgis} on PostgreSQL {postgres}")
        runs = [measure.Run(s, s, 0, 0, "", "") for s in answer["query_seconds"]]
        return Result(runs, answer["layers"], more=answer)


def say(text): print("   " + text, file=sys.stderr, flush=True)
