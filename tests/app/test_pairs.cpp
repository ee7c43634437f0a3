// SPDX-License-Identifier: Apache-2.0
//
// `overlay` on two files of plain numbers prints the same areas as the library: a sample of the published pairs.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "world.h"

using namespace zonegate;

namespace {

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> cells;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, separator);) cells.push_back(cell);
  return cells;
}

}  // namespace

TEST_CASE("overlay of plain numbers gives the exact areas of the published pairs") {
  const char* shared = std::getenv("ZONEGATE_SHARED");
  if (!shared) {
    WARN("SKIPPED: ZONEGATE_SHARED is not set");
    return;
  }
  std::ifstream file(std::string(shared) + "/testdata/overlay/overlay_area.tsv");
  REQUIRE(file);
  std::string line;
  std::getline(file, line);
  std::size_t exact_rows = 0, wrong = 0;
  const testing::TempFolder folder;
  while (std::getline(file, line)) {
    const auto cells = split(line, '\t');
    if (cells.size() < 17 || cells[10].empty()) continue;
    ++exact_rows;
    testing::write_text(folder / "a.csv", "id,WKT\n" + cells[0] + ",\"" + cells[15] + "\"\n");
    testing::write_text(folder / "b.csv", "id,WKT\n" + cells[0] + ",\"" + cells[16] + "\"\n");
    app::PairOptions options;
    options.a.path = folder / "a.csv";
    options.b = {{folder / "b.csv", "", "", {}}};
    options.area = "planar";
    options.jobs = 1;
    const auto result = app::overlay_pairs(options);
    const double expected = std::stod(cells[10]);
    const double tolerance = std::max(1e-6, 1e-6 * std::min(std::stod(cells[8]), std::stod(cells[9])));
    const double got = result.rows.empty() ? 0 : result.rows[0].fact.area_m2;
    if (std::abs(got - expected) > tolerance) {
      ++wrong;
      UNSCOPED_INFO(cells[0] << ": expected " << expected << ", got " << got);
    }
  }
  CHECK(exact_rows == 256);
  CHECK(wrong == 0);
}
