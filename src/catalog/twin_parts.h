// SPDX-License-Identifier: Apache-2.0
// Private to catalog: parts of one project that have the same outline, as where a parcel is given in two files or under two names. Areas are those of unions, so such
// a part counts once; but whoever gave it twice may have meant another one.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "geom/geom.h"

namespace zonegate::catalog {

inline constexpr double kTwinReach = 1;  // metres: the same corners from two files differ by their rounding
// How far two outlines of that box may lie apart: parts of a metre side by side are no twins.
double twin_limit(const geom::Box& box);
bool same_box(const geom::Box& a, const geom::Box& b, double limit);
bool same_area(double a, double b);
// In metres, whatever corner they start with, whatever way they turn; nullopt: the outlines are not the same.
std::optional<double> outlines_apart(const geom::Shape& a, const geom::Shape& b, double limit);
std::string apart_words(double metres);  // "", " to within 0.10 m"

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

// twin_projects.cpp: each project that has the outline of an earlier one says so (`project.outline_repeated`); both are judged.
ProjectSet with_twins_told(ProjectSet set);

}  // namespace zonegate::catalog
