# SPDX-License-Identifier: Apache-2.0
"""Slope in degrees on cells of about 90 m: smooth noise, steeper in the west and north, gentle along the rivers and
round every project, steep round the spot of the reclamation project. All invented."""
import math
import os

import numpy as np
from osgeo import gdal

from . import write
from .datasets import COMMON
from .landcover import burn
from .plane import srs
from .shapes import ValueNoise

STEP = 0.0009
GENTLE, STEEP, NODATA = 6, 33, 255


def _background(rng, width, height, west, north):
    relief, detail = ValueNoise(rng, 0.11, 2), ValueNoise(rng, 0.03, 1)
    lon, lat = np.meshgrid(west + (np.arange(width) + 0.5) * STEP, north - (np.arange(height) + 0.5) * STEP)
    value = 20 + 14 * (102.8 - lon) + 7 * (lat - 29.9) + 11 * relief(lon, lat) + 4 * detail(lon, lat)
    # whole steps of 3 degrees: the file stays small
    return (np.clip(np.round(value / 3) * 3, 3, 51)).astype(np.uint8)


def write_raster(rng, path, city, shapes):
    west, south, east, north = city.bounds
    west, north = math.floor(west / STEP) * STEP, math.ceil(north / STEP) * STEP
    width, height = math.ceil((east - west) / STEP), math.ceil((north - south) / STEP)
    mem = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Byte)
    mem.SetGeoTransform((west, STEP, 0, north, 0, -STEP))
    mem.SetProjection(srs(4490).ExportToWkt())
    mem.GetRasterBand(1).WriteArray(_background(rng, width, height, west, north))
    burn(mem, shapes)
    if os.path.exists(path):
        os.remove(path)
    out = gdal.GetDriverByName("GTiff").Create(path, width, height, 1, gdal.GDT_Byte,
                                               ["COMPRESS=DEFLATE", "ZLEVEL=9", "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"])
    out.SetGeoTransform(mem.GetGeoTransform())
    out.SetProjection(mem.GetProjection())
    band = out.GetRasterBand(1)
    band.SetNoDataValue(NODATA)
    band.SetDescription("坡度（度，演示数据）")
    band.WriteArray(mem.GetRasterBand(1).ReadAsArray())
    out.FlushCache()


def write_layer(w, rng, gentle, steep):
    to = w.plane.to
    shapes = [(to(g, 4490), GENTLE) for g in gentle] + [(to(g, 4490), STEEP) for g in steep]
    write_raster(rng, w.path("slope.tif"), to(w.city, 4490), shapes)
    entry = dict(COMMON, id="slope", kind="slope", title="坡度（演示数据，约 90 m 像元）", file="slope.tif", crs="EPSG:4490",
                 coverage="coverage/city.geojson", accuracy_m=90.0, boundary="derived")
    del entry["encoding"]
    write.manifest(w.folder, entry)
