# SPDX-License-Identifier: Apache-2.0
"""Writing: an integer id, a code and a class beside the geometry; never half a file under the final name."""
import os

import numpy as np
import pyarrow
import pyogrio
import shapely

PROJECTED, GEOGRAPHIC = "EPSG:4543", "EPSG:4490"
SCHEMA = pyarrow.schema([("id", pyarrow.int64()), ("code", pyarrow.string()), ("class", pyarrow.int32()),
                         ("geom", pyarrow.binary())])
DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile"}


def batch(first_id, geometries, prefix):
    ids = np.arange(first_id, first_id + len(geometries))
    codes = [f"{prefix}{i:07d}" for i in ids]
    return pyarrow.record_batch([pyarrow.array(ids), pyarrow.array(codes), pyarrow.array((ids * 7 % 11).astype("int32")),
                                 pyarrow.array(shapely.to_wkb(geometries), pyarrow.binary())], schema=SCHEMA)


def write_batches(path, batches, crs):
    """Streams record batches into one file."""
    stem, extension = os.path.splitext(path)
    part = stem + ".part" + extension
    name = os.path.basename(stem)
    reader = pyarrow.RecordBatchReader.from_batches(SCHEMA, batches)
    pyogrio.write_arrow(reader, part, layer=name if extension == ".gpkg" else None, driver=DRIVERS[extension],
                        geometry_name="geom", geometry_type="Polygon", crs=crs,
                        dataset_options={"VERSION": "1.2"} if extension == ".gpkg" else None)
    for other in (extension,) if extension == ".gpkg" else (".dbf", ".shx", ".prj", ".cpg", ".shp"):
        if os.path.exists(stem + ".part" + other): os.replace(stem + ".part" + other, stem + other)


def write(path, geometries, prefix, crs=PROJECTED):
    step = 65536
    write_batches(path, (batch(k + 1, geometries[k:k + step], prefix) for k in range(0, len(geometries), step)), crs)


def to_lonlat(geometries, source=PROJECTED):
    import pyproj
    transformer = pyproj.Transformer.from_crs(source, GEOGRAPHIC, always_xy=True)
    points = shapely.get_coordinates(geometries)
    lon, lat = transformer.transform(points[:, 0], points[:, 1])
    return shapely.set_coordinates(geometries.copy(), np.stack([lon, lat], axis=1))
