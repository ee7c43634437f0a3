// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>

#include "boundary_files.h"
#include "survey_test.h"

using namespace zonegate;
using namespace zonegate::survey_test;

TEST_CASE("every boundary text of tests/data is read as its README says", "[survey]") {
  const auto files = boundary_files();
  CHECK(files.size() >= 30);
  std::size_t texts = 0, compared = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(ZONEGATE_SOURCE_DIR) + "/tests/data/boundary"))
    texts += entry.path().extension() == ".txt";
  CHECK(texts == files.size());
  for (const BoundaryFile& file : files) {
    INFO(file.name);
    const std::string text = utf8_of(file);
    CHECK(survey::is_boundary_text(text));
    const auto d = survey::read_boundary_text(text, file.name, file.options);
    CHECK(d.features.size() == file.parcels);
    CHECK(codes(d) == file.codes);
    double hectares = 0;
    bool round_trip = false;
    std::string crs = "refused";
    for (const auto& f : d.features) {
      INFO("line " << f.line << " " << f.fault);
      CHECK(f.fault.empty() != f.shape.empty());
      if (!f.fault.empty()) continue;
      crs = f.crs;
      CHECK(f.crs == file.crs);
      hectares += f.planar_area_m2 / 1e4;
      const bool differs = codes(f.issues).find("project.area_stated_differs") != std::string::npos;
      const auto stated = f.fields.find("地块面积");
      if (stated == f.fields.end() || f.planar_area_m2 == 0 || differs) continue;
      CHECK(std::abs(std::stod(to_text(stated->second)) - f.planar_area_m2 / 1e4) <= 1e-4);
      round_trip = true;
    }
    compared += round_trip;
    CHECK(crs == file.crs);
    CHECK(hectares == Approx(file.hectares).epsilon(0).margin(1e-10));
  }
  // Files of which a stated area was held against the planar one; the others are refused, in degrees, or state a wrong one.
  CHECK(compared >= 30);
}
