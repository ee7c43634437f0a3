// SPDX-License-Identifier: Apache-2.0
//
// shape: GDAL's geometries into geom::Shape and back.
#pragma once

#include <memory>
#include <string>

#include <ogr_geometry.h>

#include "geom/geom.h"
#include "io/io.h"

namespace zonegate::io {

struct ShapeResult {
  geom::Shape shape;
  std::string fault;  // not empty: shape is empty
};
// Z and M dropped, collections flattened, arcs replaced by chords that leave them by at most `tolerance`
// (units of the CRS). Faults: no geometry (null or empty), a coordinate that is not finite, a type that has
// no area, line or point in the plane.
ShapeResult to_shape(const OGRGeometry* geometry, double tolerance);

// Vertices as the file states them (closing vertices counted), before anything is dropped.
std::size_t stated_vertices(const OGRGeometry* geometry);

// multi: always a multi-type. A mixture (type any) becomes a collection. Null for an empty shape. Error
// (internal) if the shape has parts of another type.
std::unique_ptr<OGRGeometry> to_ogr(const geom::Shape& shape, OutLayer::Geometry type, bool multi);

}  // namespace zonegate::io
