// SPDX-License-Identifier: Apache-2.0
// Published cases (tests of exactextract) whose expected numbers follow the coverage rule. They lie outside
// the repository: ZONEGATE_SHARED names the folder.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "grid_rings.h"
#include "raster_file.h"

using namespace zonegate;
using namespace zonegate::zonal;
using namespace zonegate::zonal::test;
using nlohmann::json;

namespace {

Coverage grid_coverage(const geom::Shape& shape, const io::RasterGrid& g) {
  std::vector<GridRing> rings;
  const auto add = [&](const geom::Ring& ring) {
    GridRing r;
    for (const geom::Point& p : ring)
      r.emplace_back((p.x - g.origin_x) / g.cell_x, (p.y - g.origin_y) / g.cell_y);
    rings.push_back(std::move(r));
  };
  for (const geom::Polygon& polygon : shape.polygons) {
    add(polygon.shell);
    for (const geom::Ring& hole : polygon.holes) add(hole);
  }
  return cover(edges_of(rings), g.columns, g.rows);
}

double at_cell(const Coverage& c, int column, int row) {
  const int x = column - c.column, y = row - c.row;
  return x >= 0 && y >= 0 && x < c.columns && y < c.rows ? c.at(x, y) : 0.0;
}

struct Ran {
  int matrices = 0, lists = 0, fractions = 0, counts = 0, areas = 0, ranges = 0;
};

void check_matrix(const json& expect, const Coverage& c, Ran& ran) {
  const auto& matrix = expect.at("coverage_matrix");
  const int row0 = expect.at("matrix_first_row"), column0 = expect.at("matrix_first_col");
  for (std::size_t r = 0; r < matrix.size(); ++r) {
    for (std::size_t k = 0; k < matrix[r].size(); ++k) {
      INFO("row " << r << " column " << k);
      CHECK(at_cell(c, column0 + static_cast<int>(k), row0 + static_cast<int>(r)) ==
            Approx(matrix[r][k].get<double>()).margin(1e-6));  // upstream holds floats
    }
  }
  ++ran.matrices;
}

void check_classes(const json& expect, const ClassAreas& areas, double cell, Ran& ran) {
  double valued = 0;
  for (const auto& [code, area] : areas.by_class) valued += area.value;
  if (expect.contains("frac")) {
    CHECK(areas.by_class.size() == expect["frac"].size());
    for (const auto& [code, share] : expect["frac"].items()) {
      REQUIRE(areas.by_class.contains(std::stoll(code)));
      CHECK(areas.by_class.at(std::stoll(code)).value / valued == Approx(share.get<double>()).epsilon(1e-9));
    }
    ++ran.fractions;
  }
  if (expect.contains("count") && expect["count"].is_number()) {
    CHECK(valued / cell == Approx(expect["count"].get<double>()).epsilon(1e-9).margin(1e-11));
    ++ran.counts;
  }
}

void check_one(const json& row, std::size_t i, io::RasterSource& raster, Ran& ran) {
  const std::string wkt = row["polygons"][i];
  const auto shape = geom::from_wkt(wkt);
  REQUIRE(shape);
  const json& expect = row["expect"][i];
  const io::RasterGrid& grid = raster.grid();
  const Coverage coverage = grid_coverage(*shape, grid);
  if (expect.contains("coverage_matrix")) check_matrix(expect, coverage, ran);
  if (expect.contains("coverage")) {
    CHECK(coverage.fraction == expect["coverage"].get<std::vector<double>>());
    ++ran.lists;
  }
  for (const double f : coverage.fraction) CHECK((f >= 0 && f <= 1));
  ran.ranges += expect.contains("every_coverage_in_0_1");
  const geom::Figure figure = geom::make_figure(*shape);
  const std::vector<const geom::Figure*> figures = {&figure};
  const ClassAreas areas = class_areas(raster, figures, geom::Plane::local());
  const double cell = std::abs(grid.cell_x * grid.cell_y);
  if (areas.issues.empty()) check_classes(expect, areas, cell, ran);
  const json& invariant = row["invariant"];
  if (wkt.starts_with("GEOMETRYCOLLECTION"))
    return;  // its invariant counts the first member only; the matrix counts all
  if (!invariant.is_array() || !invariant[i].contains("sum_of_coverage_x_cellarea_if_inside_grid")) return;
  const double area = invariant[i]["sum_of_coverage_x_cellarea_if_inside_grid"];
  CHECK(sum_of(areas) == Approx(area).epsilon(1e-9).margin(1e-7));
  if (areas.outside.value == 0) CHECK(total(coverage) * cell == Approx(area).epsilon(1e-9).margin(1e-7));
  ++ran.areas;
}

}  // namespace

TEST_CASE("published coverage cases") {
  const char* shared = std::getenv("ZONEGATE_SHARED");
  if (shared == nullptr) {
    WARN("ZONEGATE_SHARED is not set: the published pixel coverage cases were not run");
    return;
  }
  const std::string folder = std::string(shared) + "/testdata/zonal/";
  std::ifstream lines(folder + "cases.jsonl");
  REQUIRE(lines.good());
  Ran ran;
  int refused = 0;
  for (std::string line; std::getline(lines, line);) {
    const json row = json::parse(line);
    if (row.value("rule", "") != "coverage" || !row.contains("dir")) continue;
    INFO(row["id"].get<std::string>());
    std::optional<io::RasterSource> raster;
    try {
      raster.emplace(folder + row["dir"].get<std::string>() + "/values.tif");
    } catch (const Error& e) {  // rasters with a scale, an offset or a mask: refused by name
      ++refused;
      CHECK(e.kind() == ErrorKind::input);
      continue;
    }
    for (std::size_t i = 0; i < row["polygons"].size(); ++i) check_one(row, i, *raster, ran);
  }
  UNSCOPED_INFO(ran.matrices << " matrices, " << ran.lists << " coverage lists, " << ran.fractions
                             << " class shares, " << ran.counts << " counts, " << ran.areas << " areas, "
                             << refused << " rasters refused");
  CHECK(ran.matrices >= 18);
  CHECK(ran.lists >= 2);
  CHECK(ran.counts >= 30);
  CHECK(ran.fractions >= 4);
  CHECK(ran.ranges == 3);
  CHECK(ran.areas >= 46);
  CHECK(refused == 3);
}
