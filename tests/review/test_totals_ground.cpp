// SPDX-License-Identifier: Apache-2.0
//
// Ground counted once: what projects hold together is compared with a count of cells on a line, which knows nothing of clusters.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "totals_scene.h"

using namespace zonegate;
using namespace zonegate::testing;

TEST_CASE("what projects hold together lies within the limits, and is exact where they lie inside") {
  const unsigned seed = 99;
  CAPTURE(seed);
  std::mt19937 random(seed);
  constexpr int kCells = 60;  // of 1 m2, on a line
  using Cells = std::vector<bool>;
  const auto count = [](const Cells& c) { return static_cast<double>(std::count(c.begin(), c.end(), true)); };
  const auto both = [](const Cells& a, const Cells& b) {
    Cells out(kCells);
    for (int i = 0; i < kCells; ++i) out[i] = a[i] && b[i];
    return out;
  };
  std::size_t exact = 0, open = 0;
  for (int round = 0; round < 400; ++round) {
    std::uniform_int_distribution<int> from(0, kCells - 1), length(1, 15), many(1, 6);
    const auto stretch = [&] {
      Cells out(kCells);
      const int a = from(random), n = length(random);
      for (int i = a; i < std::min(a + n, kCells); ++i) out[i] = true;
      return out;
    };
    std::vector<Cells> land;
    Scene s;
    const int n = many(random);
    for (int i = 0; i < n; ++i) {
      land.push_back(stretch());
      s.projects.push_back(project("P" + std::to_string(i), "511802", count(land.back())));
      s.ground.projects.push_back({true, count(land.back()), count(land.back())});
    }
    std::vector<std::uint32_t> root(land.size());
    std::iota(root.begin(), root.end(), 0U);
    for (std::uint32_t a = 0; a < land.size(); ++a)
      for (std::uint32_t b = a + 1; b < land.size(); ++b) {
        const double area = count(both(land[a], land[b]));
        if (area == 0) continue;
        s.ground.pairs.push_back({a, b, true, "overlap", area, area, 0, 1});
        const std::uint32_t gone = root[b];
        std::replace(root.begin(), root.end(), gone, root[a]);
      }
    for (std::uint32_t r = 0; r < land.size(); ++r) {
      review::Ground::Cluster cluster;
      Cells together(kCells);
      for (std::uint32_t i = 0; i < land.size(); ++i) {
        if (root[i] != r) continue;
        cluster.members.push_back(i);
        for (int c = 0; c < kCells; ++c) together[c] = together[c] || land[i][c];
      }
      cluster.union_lo = cluster.union_hi = count(together);
      if (cluster.members.size() > 1) s.ground.clusters.push_back(cluster);
    }
    s.ground.examined = true;
    Cells place(kCells), inside(kCells);
    const int start = from(random), wide = 5 + length(random) * 3;
    for (int c = start; c < std::min(start + wide, kCells); ++c) place[c] = true;
    bool all_inside = true;
    std::string facts;
    for (std::size_t i = 0; i < land.size(); ++i) {
      const Cells here = both(land[i], place);
      const double area = count(here);
      all_inside = all_inside && (area == count(land[i]) || area == 0);
      if (area > 0) s.facts += fact("P" + std::to_string(i), "redline", "HX", std::to_string(area));
      for (int c = 0; c < kCells; ++c) inside[c] = inside[c] || here[c];
    }
    s.ground.projects.shrink_to_fit();
    const Json table = s.table("redline");
    if (table["rows"].empty()) continue;
    const Json& once = table["rows"][0]["once_m2"];
    const double truth = count(inside), lo = once.value("lo", once.value("value", -1.0)),
                 hi = once.value("hi", once.value("value", -1.0));
    CHECK(lo <= truth);
    CHECK(hi >= truth);
    (lo == hi ? exact : open) += 1;
    if (all_inside && s.ground.clusters.size() == 1 && s.ground.clusters[0].members.size() == land.size() &&
        count(inside) == s.ground.clusters[0].union_hi)
      CHECK(lo == hi);
    // The run as a whole is one county: exact always.
    const Json whole = s.table("county")["rows"][0]["once_m2"];
    Cells everything(kCells);
    for (const auto& l : land)
      for (int c = 0; c < kCells; ++c) everything[c] = everything[c] || l[c];
    CHECK(whole["value"] == count(everything));
  }
  CHECK(exact > 100);
  CHECK(open > 10);
}
