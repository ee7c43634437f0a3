# SPDX-License-Identifier: Apache-2.0
"""The design plane. Everything is drawn in CGCS2000 3-degree Gauss-Krueger, central meridian 102 E (EPSG:4543)
and carried vertex by vertex to the CRS of each file. County vertices keep their source longitude and latitude
to the last digit, so that control units built from them match the administrative boundary exactly."""
from osgeo import osr
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.polygon import orient
from shapely.ops import transform as shp_transform

osr.UseExceptions()
DESIGN = 4543


def srs(epsg):
    out = osr.SpatialReference()
    out.ImportFromEPSG(epsg)
    out.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return out


class Plane:
    def __init__(self):
        self._exact = {}   # design (x, y) -> source (lon, lat)
        self._ct = {}

    def _transformer(self, a, b):
        if (a, b) not in self._ct:
            self._ct[(a, b)] = osr.CoordinateTransformation(srs(a), srs(b))
        return self._ct[(a, b)]

    def point(self, lon, lat):
        x, y, _ = self._transformer(4490, DESIGN).TransformPoint(lon, lat)
        return x, y

    def source_ring(self, ring):
        out = []
        for lon, lat in ring:
            xy = self.point(lon, lat)
            self._exact[xy] = (lon, lat)
            out.append(xy)
        return out

    def to(self, geom, epsg, digits=None):
        """Vertex by vertex; nothing is added or dropped."""
        if epsg == DESIGN and digits is None:
            return geom

        def one(x, y):
            p = self._exact.get((x, y)) if epsg in (4490, 4326) else None
            if p is None:
                # WGS 84 is taken as CGCS2000: the documented identity
                target = 4490 if epsg == 4326 else epsg
                p = (x, y) if epsg == DESIGN else self._transformer(DESIGN, target).TransformPoint(x, y)[:2]
                if digits is not None:
                    p = (round(p[0], digits), round(p[1], digits))
            return p

        def many(xs, ys, zs=None):
            pts = [one(x, y) for x, y in zip(xs, ys)]
            return [p[0] for p in pts], [p[1] for p in pts]

        return shp_transform(many, geom)


def polygons(geom):
    if geom.is_empty:
        return []
    if geom.geom_type == "Polygon":
        return [geom]
    return [g for g in getattr(geom, "geoms", []) if g.geom_type == "Polygon"]


def largest(geom):
    return max(polygons(geom), key=lambda p: p.area)


def tidy(geom):
    parts = [orient(p) for p in polygons(geom)]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def ring_polygon(coords):
    return orient(Polygon(coords))
