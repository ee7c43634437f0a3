// SPDX-License-Identifier: Apache-2.0
// Private to catalog: parts of one project that have the same outline, as where a parcel is given in two files or under two names. Areas are those of unions, so such
// a part counts once; but whoever gave it twice may have meant another one.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geom/geom.h"

namespace zonegate::catalog {

class TwinParts {
 public:
  // "part 2 (b.geojson, row 1) has the same outline as part 1 (a.geojson, row 1)"; nullopt: no earlier part of the project has.
  std::optional<std::string> add(const std::string& project, const std::string& part,
                                 const std::shared_ptr<const geom::Figure>& figure);

 private:
  struct Seen {
    std::string part;
    std::shared_ptr<const geom::Figure> figure;
    double area = 0;
  };
  std::map<std::string, std::multimap<double, Seen>> seen_;  // by project, by the west end of its box
};

}  // namespace zonegate::catalog
