// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. RAII for GEOS and the way between Shape and GEOS geometries. One context per call: no
// globals, no handler that prints; messages are collected. Nothing here throws for what GEOS cannot do: a
// null geometry comes back.
#pragma once

#include <geos_c.h>

#include <memory>
#include <string>
#include <vector>

#include "geom/geom.h"

namespace zonegate::geom {

struct GeosDestroy {
  GEOSContextHandle_t context = nullptr;
  void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context, g); }
};
using GeosPtr = std::unique_ptr<GEOSGeometry, GeosDestroy>;

class Geos {
 public:
  Geos() : handle_(GEOS_init_r()) {
    const GEOSMessageHandler_r collect = [](const char* text, void* to) {
      auto& error = *static_cast<std::string*>(to);
      if (error.size() < 1000) error += (error.empty() ? "" : "; ") + std::string(text);
    };
    GEOSContext_setErrorMessageHandler_r(handle_, collect, &error_);
    GEOSContext_setNoticeMessageHandler_r(handle_, collect, &notice_);
  }
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;
  ~Geos() { GEOS_finish_r(handle_); }

  GEOSContextHandle_t handle() const { return handle_; }
  const std::string& error() const { return error_; }
  void clear() { error_.clear(); }
  GeosPtr own(GEOSGeometry* g) const { return GeosPtr(g, GeosDestroy{handle_}); }

  // Rings with fewer than 3 vertices, paths with fewer than 2 are left out. Scale multiplies the coordinates.
  GeosPtr polygons(const std::vector<Polygon>& polygons, GroundScale scale = {}) const;
  GeosPtr lines(const std::vector<Path>& lines, GroundScale scale = {}) const;
  GeosPtr points(const std::vector<Point>& points, GroundScale scale = {}) const;
  // All three in one collection (for buffers).
  GeosPtr collection(const Shape& shape, GroundScale scale) const;

  GeosPtr make_valid(const GEOSGeometry* g) const;  // method "structure", collapsed parts dropped
  bool valid(const GEOSGeometry* g) const { return GEOSisValid_r(handle_, g) == 1; }

  // Appends what is in g. Coordinates are divided by scale.
  void append(const GEOSGeometry* g, Shape& to, GroundScale scale = {}) const;

 private:
  GEOSGeometry* sequence(const std::vector<Point>& v, GroundScale scale, bool ring) const;
  std::vector<Point> coordinates(const GEOSGeometry* g, GroundScale scale, bool ring) const;

  GEOSContextHandle_t handle_;
  std::string error_, notice_;
};

}  // namespace zonegate::geom
