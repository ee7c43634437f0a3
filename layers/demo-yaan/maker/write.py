# SPDX-License-Identifier: Apache-2.0
"""Files: vector data in the formats that reviewers meet, and one manifest for each data set."""
import csv
import hashlib
import json
import os

from osgeo import gdal, ogr

from .plane import srs

gdal.UseExceptions()
ogr.UseExceptions()
gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-01-01T00:00:00Z")
DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf"}
TYPES = {"text": (ogr.OFTString, 0), "int": (ogr.OFTInteger, 0), "real": (ogr.OFTReal, 0),
         "bool": (ogr.OFTInteger, ogr.OFSTBoolean)}


def _remove(path):
    stem, ext = os.path.splitext(path)
    for e in ([".shp", ".shx", ".dbf", ".prj", ".cpg"] if ext == ".shp" else [ext]):
        if os.path.exists(stem + e):
            os.remove(stem + e)


def _layer_options(ext, encoding, digits):
    if ext == ".shp":
        return [f"ENCODING={encoding}", "DBF_DATE_LAST_UPDATE=2026-01-01"]
    if ext == ".geojson":
        return [f"COORDINATE_PRECISION={digits}"]
    if ext == ".gpkg":
        return ["FID=fid"]
    return []


def vector(path, layer_name, epsg, geom_type, fields, rows, encoding="UTF-8", digits=9, rfc7946=False):
    """fields: [(name, type, width)]; rows: [(values, shapely geometry already in `epsg`)]. None is left unset."""
    _remove(path)
    ext = os.path.splitext(path)[1]
    ds = ogr.GetDriverByName(DRIVERS[ext]).CreateDataSource(path)
    options = _layer_options(ext, encoding, digits) + (["RFC7946=YES"] if rfc7946 else [])
    layer = ds.CreateLayer(layer_name, srs(epsg), geom_type, options)
    for name, kind, width in fields:
        defn = ogr.FieldDefn(name, TYPES[kind][0])
        if kind == "bool" and ext != ".shp":
            defn.SetSubType(TYPES[kind][1])
        if ext == ".shp" and width:
            defn.SetWidth(width)
            if kind == "real":
                defn.SetPrecision(4)
        layer.CreateField(defn)
    layer.StartTransaction()
    for values, geom in rows:
        _feature(layer, values, geom, geom_type)
    layer.CommitTransaction()
    del layer, ds


def _feature(layer, values, geom, geom_type):
    f = ogr.Feature(layer.GetLayerDefn())
    for k, v in enumerate(values):
        if v is not None:
            f.SetField(k, int(v) if isinstance(v, bool) else v)
    g = ogr.CreateGeometryFromWkb(geom.wkb)
    if geom_type == ogr.wkbMultiPolygon:
        g = ogr.ForceToMultiPolygon(g)
    f.SetGeometry(g)
    layer.CreateFeature(f)


def table(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def geometry_file(path, geom):
    """A coverage: one feature in EPSG:4490."""
    def rounded(c):
        return [rounded(x) for x in c] if isinstance(c[0], (list, tuple)) else [round(c[0], 9), round(c[1], 9)]
    body = {"type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}},
            "features": [{"type": "Feature", "properties": {"note": "演示数据 coverage"},
                          "geometry": {"type": geom.geom_type, "coordinates": rounded(geom.__geo_interface__["coordinates"])}}]}
    with open(path, "w", encoding="utf-8") as f:
        f.write(json.dumps(body, ensure_ascii=False) + "\n")


def sha256(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def _value(v):
    if isinstance(v, dict):
        return "{" + ", ".join(f"{k}: {_value(x)}" for k, x in v.items()) + "}"
    if isinstance(v, (list, tuple)):
        return "[" + ", ".join(_value(x) for x in v) + "]"
    if isinstance(v, str):
        return json.dumps(v, ensure_ascii=False)
    return repr(v)


ORDER = ["id", "kind", "title", "source", "file", "sublayer", "version", "valid_from", "valid_to", "crs", "encoding",
         "coverage", "coverage_accuracy_m", "accuracy_m", "boundary", "disclosure", "publisher", "document", "licence",
         "fields", "missing", "legend", "supplements", "sha256"]


def manifest(folder, entry):
    """Keys in the order of the schema; a key without a value is left out."""
    entry = dict(entry, sha256=sha256(os.path.join(folder, entry["file"])))
    unknown = set(entry) - set(ORDER)
    if unknown:
        raise KeyError(f"not a manifest key: {sorted(unknown)}")
    lines = ["# 演示数据 / demonstration data, written by make.py: do not edit by hand"]
    for key in ORDER:
        if entry.get(key) is not None:
            value = entry[key]
            plain = key in ("valid_from", "valid_to")
            lines.append(f"{key}: {value if plain else _value(value)}")
    with open(os.path.join(folder, entry["id"] + ".yaml"), "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")
