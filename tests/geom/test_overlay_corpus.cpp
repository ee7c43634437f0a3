// SPDX-License-Identifier: Apache-2.0
//
// The polygon pairs of the GEOS and JTS test suites on which overlay engines are known to fail, with their areas of
// intersection in exact arithmetic (ZONEGATE_SHARED/testdata/overlay/overlay_area.tsv). Every pair goes through
// intersection_area: the edge sum, or the slab measure where the certificate rejects an input. The exact column is
// empty for the one pair (OV0252) with an invalid polygon; there the rational oracle of this folder is the judge.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "geom/geom.h"
#include "random_shapes.h"
#include "rational.h"

using namespace zonegate::geom;
using Row = std::map<std::string, std::string>;

namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields;
  std::stringstream stream(line);
  for (std::string field; std::getline(stream, field, '\t');) fields.push_back(field);
  return fields;
}

std::vector<Row> read_table(const std::string& path) {
  std::ifstream file(path);
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = split(line);
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = split(line);
    Row row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = i < fields.size() ? fields[i] : "";
    rows.push_back(std::move(row));
  }
  return rows;
}

bool area_valid(const Figure& f) {
  const Measured m = excess(f.area_edges());
  return std::abs(m.value) <= m.bound;
}

bool both(std::span<const int> counts) { return counts[0] > 0 && counts[1] > 0; }

}  // namespace

TEST_CASE("published pairs that break overlay engines") {
  const char* shared = std::getenv("ZONEGATE_SHARED");
  const std::string path =
      std::string(shared == nullptr ? "" : shared) + "/testdata/overlay/overlay_area.tsv";
  const std::vector<Row> rows = shared == nullptr ? std::vector<Row>{} : read_table(path);
  if (rows.empty()) {
    WARN("SKIPPED: ZONEGATE_SHARED not set, or no " << path);
    return;
  }
  std::size_t exact_rows = 0;
  double worst = 0;        // of the tolerance
  double worst_bound = 0;  // likewise
  for (const Row& row : rows) {
    INFO(row.at("id") << " " << row.at("source"));
    const Figure a = random::wkt(row.at("wktA"));
    const Figure b = random::wkt(row.at("wktB"));
    const RegionInput inputs[] = {{a.area_edges(), 0}, {b.area_edges(), 1}};
    const Measured m = intersection_area(a, b, Plane::local());
    const Measured slabs = measure_region(inputs, both, Plane::local()).area;
    CHECK(std::abs(m.value - slabs.value) <= m.bound + slabs.bound);  // two independent computations
    if (row.at("exact_intersection_area").empty()) {
      CHECK_FALSE((area_valid(a) && area_valid(b)));
      CHECK(oracle::error(m.value, oracle::region(inputs, both)) <= m.bound);
      continue;
    }
    CHECK((area_valid(a) && area_valid(b)));
    const double exact = std::stod(row.at("exact_intersection_area"));
    const double error = std::abs(m.value - exact);
    const double smaller = std::min(std::stod(row.at("areaA")), std::stod(row.at("areaB")));
    const double tolerance = std::max(1e-6, 1e-6 * smaller);
    CAPTURE(m.value, m.bound, exact, error, tolerance);
    CHECK(error <= tolerance);
    CHECK(m.bound <= tolerance);
    CHECK(error <= m.bound + 0x1p-53 * exact);  // the table's own rounding
    worst = std::max(worst, error / tolerance);
    worst_bound = std::max(worst_bound, m.bound / tolerance);
    ++exact_rows;
  }
  CHECK(exact_rows == 256);
  WARN("worst error " << worst << " and worst bound " << worst_bound << " of the tolerance, over "
                      << exact_rows << " rows");
}

TEST_CASE("the published pairs are drawn without a throw, and right to the drawing grid") {
  const char* shared = std::getenv("ZONEGATE_SHARED");
  const std::vector<Row> rows = shared == nullptr
                                    ? std::vector<Row>{}
                                    : read_table(std::string(shared) + "/testdata/overlay/overlay_area.tsv");
  if (rows.empty()) {
    WARN("SKIPPED: ZONEGATE_SHARED not set, or no table");
    return;
  }
  for (const Row& row : rows) {
    INFO(row.at("id") << " " << row.at("source"));
    const Figure a = random::wkt(row.at("wktA"));
    const Figure b = random::wkt(row.at("wktB"));
    Drawing d;
    CHECK_NOTHROW(d = draw_intersection(a, b));
    CHECK(d.fault == "");
    CHECK_NOTHROW(draw_difference(a, b));
    if (row.at("exact_intersection_area").empty()) continue;
    double perimeter = 0;
    for (const Figure* f : {&a, &b})
      for (const Edge& e : f->edges) perimeter += std::hypot(e.x1 - e.x0, e.y1 - e.y0);
    const double exact = std::stod(row.at("exact_intersection_area"));
    CAPTURE(d.area.value, exact, perimeter);
    CHECK(std::abs(d.area.value - exact) <= kGrid * perimeter + 1e-9 * exact);
  }
}
