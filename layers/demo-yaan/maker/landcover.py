# SPDX-License-Identifier: Apache-2.0
"""A 30 m land-cover raster of the whole city: smooth noise for the open land, then rivers, farmland, parcels and
towns burnt on top, so that it agrees with the vector layers."""
import math
import os

import numpy as np
from osgeo import gdal, ogr

from .plane import srs
from .shapes import ValueNoise

gdal.UseExceptions()
STEP = 0.00027   # degrees: about 30 m north-south, 26 m east-west
LEGEND = [(10, "乔木林（未分）", "tree, unspecified"), (11, "针叶林", "needleleaf forest"),
          (12, "阔叶林", "broadleaf forest"), (13, "竹林", "bamboo"), (20, "灌木", "shrub"), (30, "草地", "grassland"),
          (40, "耕地", "cropland"), (50, "建设用地", "built-up"), (60, "裸地", "bare land"), (80, "水体", "water")]
FROM_DLBM = {"01": 40, "0201": 20, "0202": 20, "0301": 12, "0302": 13, "0305": 20, "0404": 30, "06": 50, "0602": 60,
             "07": 50, "08": 50, "10": 50, "11": 80}


def dlbm_class(code):
    return FROM_DLBM.get(code, FROM_DLBM.get(code[:2]))


def _background(rng, width, height, west, north):
    """Relief is imagined: high in the west and the north. The bands of forest follow it."""
    relief, kind, gap = ValueNoise(rng, 0.14, 3), ValueNoise(rng, 0.05, 2), ValueNoise(rng, 0.035, 2)
    out = np.zeros((height, width), np.uint8)
    lon = west + (np.arange(width) + 0.5) * STEP
    for r0 in range(0, height, 256):
        lat = north - (np.arange(r0, min(r0 + 256, height)) + 0.5) * STEP
        x, y = np.meshgrid(lon, lat)
        h = 0.9 * (102.75 - x) + 0.45 * (y - 29.9) + 0.55 * relief(x, y)
        k, g = kind(x, y), gap(x, y)
        cover = np.select([h > 0.95, h > 0.78, h > 0.30, h > -0.05], [60, 30, 11, 12], 13)
        cover = np.where((cover == 12) & (k > 0.42), 10, cover)
        cover = np.where((cover == 13) & (k > 0.10), 12, cover)
        cover = np.where((g > 0.44) & (cover != 60), 20, cover)
        cover = np.where((g < -0.46) & (cover != 60), 30, cover)
        out[r0:r0 + 256] = cover
    return out


def burn(ds, shapes):
    """shapes: (geometry in EPSG:4490, class); later ones win."""
    vec = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = vec.CreateLayer("burn", srs(4490), ogr.wkbUnknown)
    layer.CreateField(ogr.FieldDefn("v", ogr.OFTInteger))
    for geom, value in shapes:
        f = ogr.Feature(layer.GetLayerDefn())
        f.SetGeometry(ogr.CreateGeometryFromWkb(geom.wkb))
        f["v"] = value
        layer.CreateFeature(f)
    gdal.RasterizeLayer(ds, [1], layer, options=["ATTRIBUTE=v"])


def write(rng, path, city, shapes):
    west, south, east, north = city.bounds
    west, north = math.floor(west / STEP) * STEP, math.ceil(north / STEP) * STEP
    width, height = math.ceil((east - west) / STEP), math.ceil((north - south) / STEP)
    mem = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Byte)
    mem.SetGeoTransform((west, STEP, 0, north, 0, -STEP))
    mem.SetProjection(srs(4490).ExportToWkt())
    mem.GetRasterBand(1).WriteArray(_background(rng, width, height, west, north))
    burn(mem, shapes)
    mask = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Byte)
    mask.SetGeoTransform(mem.GetGeoTransform())
    mask.SetProjection(mem.GetProjection())
    burn(mask, [(city, 1)])
    data = mem.GetRasterBand(1).ReadAsArray() * mask.GetRasterBand(1).ReadAsArray()
    _save(path, data, mem)


def _save(path, data, like):
    height, width = data.shape
    if os.path.exists(path):
        os.remove(path)
    out = gdal.GetDriverByName("GTiff").Create(path, width, height, 1, gdal.GDT_Byte,
                                               ["COMPRESS=DEFLATE", "ZLEVEL=9", "TILED=YES", "BLOCKXSIZE=512",
                                                "BLOCKYSIZE=512"])
    out.SetGeoTransform(like.GetGeoTransform())
    out.SetProjection(like.GetProjection())
    band = out.GetRasterBand(1)
    band.SetNoDataValue(0)
    band.SetDescription("土地覆盖（演示数据）")
    band.WriteArray(data)
    out.FlushCache()
