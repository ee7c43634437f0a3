// SPDX-License-Identifier: Apache-2.0
// Bytes of the files of tests/data/boundary are changed at random: whatever comes of it is read or refused, never a crash, never a number that is none.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>
#include <random>

#include "boundary_files.h"
#include "survey_test.h"

using namespace zonegate;
using namespace zonegate::survey_test;

namespace {

constexpr unsigned kSeed = 20261127;
constexpr int kRounds = 300;

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return n ? random_() % n : 0; }
  std::string operator()(std::string text) {
    for (std::size_t n = 1 + below(8); n > 0; --n) change(text);
    return text;
  }

 private:
  void change(std::string& text) {
    // Bytes that such texts live by are more telling than any others.
    static const std::string kTelling = "0123456789.,;-+eE@=[]J \t\r\n\"'";
    const std::size_t at = below(text.size());
    const char any = below(2) ? kTelling[below(kTelling.size())] : static_cast<char>(below(256));
    switch (below(6)) {
      case 0:
      case 1:
        if (!text.empty()) text[at] = any;
        break;
      case 2:
        text.insert(at, 1, any);
        break;
      case 3:
        text.erase(at, 1 + below(4));
        break;
      case 4:  // a piece of it once more, somewhere else
        text.insert(at, text.substr(below(text.size()), below(120)));
        break;
      default:
        text.insert(at, std::string(1 + below(40), static_cast<char>('0' + below(10))));
    }
  }
  std::mt19937 random_;
};

bool finite(const geom::Path& path) {
  return std::all_of(path.begin(), path.end(),
                     [](geom::Point p) { return std::isfinite(p.x) && std::isfinite(p.y); });
}
bool finite(const geom::Shape& shape) {
  bool good = finite(shape.points);
  for (const auto& line : shape.lines) good = good && finite(line);
  for (const auto& polygon : shape.polygons) {
    good = good && finite(polygon.shell);
    for (const auto& hole : polygon.holes) good = good && finite(hole);
  }
  return good;
}

void check(const survey::Document& d) {
  for (const auto& f : d.features) {
    REQUIRE(finite(f.shape));
    REQUIRE(std::isfinite(f.half_digit));
    REQUIRE(std::isfinite(f.planar_area_m2));
    REQUIRE(f.planar_area_m2 >= 0);
    REQUIRE(f.fault.empty() != f.shape.empty());
    REQUIRE(f.fault.empty() != f.crs.empty());
  }
}

}  // namespace

TEST_CASE("boundary texts with random bytes changed never crash and give finite coordinates", "[survey]") {
  std::cout << "mutations of boundary texts: seed " << kSeed << "\n";
  Mutator mutate(kSeed);
  for (const BoundaryFile& file : boundary_files()) {
    const std::string text = utf8_of(file);
    for (int round = 0; round < kRounds; ++round) {
      INFO(file.name << ", seed " << kSeed << ", round " << round);
      const std::string changed = mutate(round % 10 == 9 ? file.bytes : text);
      survey::Options options = file.options;
      if (mutate.below(4) == 0) options.swap_xy = true;
      if (mutate.below(4) == 0) options.crs = mutate.below(2) ? "EPSG:4522" : "EPSG:2358";
      (void)survey::is_boundary_text(changed);
      check(survey::read_boundary_text(changed, file.name, options));
    }
  }
}
