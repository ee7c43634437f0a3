// SPDX-License-Identifier: Apache-2.0
#include "app/stages.h"

namespace zonegate::app {

geom::Plane plane_of(const std::string& area) {
  if (area == "ellipsoidal") return geom::Plane::equal_area();
  const std::string prefix = "planar:";
  if (area.starts_with(prefix)) {
    std::string code = area.substr(prefix.size());
    if (code.find(':') == std::string::npos) code = "EPSG:" + code;
    const geom::Crs crs = geom::Crs::parse(code);
    if (!crs.projected()) {
      throw Error(ErrorKind::usage,
                  "--area " + area + ": " + crs.name() + " is not a projected reference system",
                  "name a projected one, for example --area planar:EPSG:4543");
    }
    return geom::Plane::planar(crs);
  }
  throw Error(ErrorKind::usage, "--area " + area + " is not known", "use ellipsoidal, or planar:EPSG:4543");
}

}  // namespace zonegate::app
