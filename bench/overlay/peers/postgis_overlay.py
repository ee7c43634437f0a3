# SPDX-License-Identifier: Apache-2.0
"""PostGIS: layers loaded, cut by ST_Subdivide and indexed beforehand; only the queries count.

postgis_overlay.py PROJECTS NAME=LAYER ... DSN RUNS [MAX_VERTICES]"""
import time

import psycopg
import pyogrio
from result import LEAST, arguments, show


def load(cursor, name, path):
    _, table = pyogrio.read_arrow(path, columns=["id"])
    cursor.execute(f"CREATE TABLE {name} (id bigint, geom geometry)")
    with cursor.copy(f"COPY {name} FROM STDIN") as copy:
        geometry = [c for c in table.column_names if c != "id"][-1]
        for batch in table.to_batches():
            for number, shape in zip(batch["id"].to_pylist(), batch[geometry].to_pylist()):
                copy.write_row((number, shape.hex()))


def index(cursor, name):
    cursor.execute(f"CREATE INDEX ON {name} USING gist (geom)")
    cursor.execute(f"VACUUM ANALYZE {name}")


def prepare_layer(cursor, name, most):
    """True if pieces were made, so that the pieces of a feature must be added up again."""
    cursor.execute(f"CREATE TABLE {name}_cut AS SELECT id, ST_Subdivide(geom, {most}) AS geom FROM {name}")
    index(cursor, name + "_cut")
    cursor.execute(f"SELECT (SELECT count(*) FROM {name}_cut) > (SELECT count(*) FROM {name})")
    return cursor.fetchone()[0]


def question(name, cut):
    """A piece inside the project, or a project inside the piece, needs no intersection."""
    area = """CASE WHEN ST_Contains(p.geom, l.geom) THEN ST_Area(l.geom) WHEN ST_Contains(l.geom, p.geom)
        THEN ST_Area(p.geom) ELSE ST_Area(ST_Intersection(p.geom, l.geom)) END"""
    if cut: area = f"sum({area})"
    return f"""SELECT count(*) FILTER (WHERE area > {LEAST}), sum(area) FROM (
        SELECT {area} AS area FROM projects p JOIN {name}_cut l ON ST_Intersects(p.geom, l.geom)
        {'GROUP BY p.id, l.id' if cut else ''}) pairs"""


def main():
    path, layers, rest = arguments()
    dsn, runs, most = rest[0], int(rest[1]), int(rest[2]) if len(rest) > 2 else 128
    with psycopg.connect(dsn, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        cursor.execute("SELECT postgis_lib_version() || ' (GEOS ' || postgis_geos_version() || ')', "
                       "current_setting('server_version')")
        version = cursor.fetchone()
        load(cursor, "projects", path)
        index(cursor, "projects")
        for name, layer in layers.items(): load(cursor, name, layer)
        started, cut = time.perf_counter(), {}
        for name in layers: cut[name] = prepare_layer(cursor, name, most)
        prepared = time.perf_counter() - started
        out, queries = {}, []
        for _ in range(runs):
            started, split = time.perf_counter(), {}
            for name in layers:
                begin = time.perf_counter()
                cursor.execute(question(name, cut[name]))
                pairs, total = cursor.fetchone()
                out[name] = {"pairs": pairs, "sum": total}
                split[name] = time.perf_counter() - begin
            queries.append(time.perf_counter() - started)
        cursor.execute("DROP TABLE projects" + "".join(f", {n}, {n}_cut" for n in layers))
    show(out, prepare_seconds=prepared, query_seconds=queries, split=split, version=version)


main()
