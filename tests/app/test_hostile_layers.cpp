// SPDX-License-Identifier: Apache-2.0
//
// Layers and footprints that are made, or happen, to hide what they hold: zones cut into strips thinner than the touch band, and tangles that cannot be
// measured in any time. None of them may end in a pass, and none in a hang.
#include <catch2/catch.hpp>

#include <chrono>
#include <random>

#include "world.h"

using namespace zonegate;
using testing::World;

namespace {

constexpr double kWide = 1.5e-8;  // degrees: 1.4 mm from west to east at 30 N, 1.7 mm from south to north

// Strips from inside the footprint [103, 103.001] x [30, 30.001] to outside it, side by side, with `gap` between them.
std::vector<std::string> strips(std::size_t count, bool upright, double gap) {
  std::vector<std::string> features;
  for (std::size_t i = 0; i < count; ++i) {
    const double from = static_cast<double>(i) * (kWide + gap);
    const auto ring = upright ? testing::rectangle(103.0004 + from, 30.0005, 103.0004 + from + kWide, 30.002)
                              : testing::rectangle(103.0005, 30.0004 + from, 103.002, 30.0004 + from + kWide);
    features.push_back(testing::feature(testing::polygon(ring), R"("name":"红线","zone":"一般控制区")"));
  }
  return features;
}

verdict::Verdict with_redline(const std::vector<std::string>& features) {
  World w;
  w.layers["redline"].features.insert(w.layers["redline"].features.end(), features.begin(), features.end());
  return w.screen()->run.projects[0].verdict;
}

// A ring whose vertices lie anywhere about the project: nearly every edge crosses every other one.
std::string tangle(std::size_t vertices) {
  std::mt19937 random(7);
  std::string ring, first;
  for (std::size_t i = 0; i < vertices; ++i) {
    const auto any = [&] { return static_cast<double>(random() % 1000000) * 1e-9; };
    const std::string point = "[" + shortest(103 + any()) + "," + shortest(30 + any()) + "]";
    if (i == 0) first = point;
    ring += point + ",";
  }
  return testing::polygon("[" + ring + first + "]");
}

bool has_issue(const std::vector<Issue>& issues, const std::string& code, const std::string& words) {
  return std::any_of(issues.begin(), issues.end(), [&](const Issue& i) {
    return i.code == code && i.message.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a zone cut into strips that each only touch is a hit where together they are wide") {
  for (const bool upright : {false, true}) {
    CAPTURE(upright);
    CHECK(with_redline(strips(200, upright, 0)).outcome == Outcome::prohibited);
  }
}

TEST_CASE("strips kept apart by gaps, or a single one across the footprint, are no pass") {
  for (const bool upright : {false, true}) {
    for (const std::size_t count : {std::size_t{1}, std::size_t{2}, std::size_t{50}}) {
      CAPTURE(upright, count);
      const auto v = with_redline(strips(count, upright, 1e-9));
      INFO(v.headline.zh);
      CHECK(v.outcome != Outcome::allowed);
      CHECK(v.worst_possible == Outcome::prohibited);
    }
  }
}

TEST_CASE("a zone whose border keeps within the touch band of the footprint's still only touches") {
  // North of the footprint, its lower border waving by 1 mm about the footprint's upper one, in 100 pieces.
  std::vector<std::string> features;
  for (int i = 0; i < 100; ++i) {
    const double west = 103 + i * 1e-5, east = 103 + (i + 1) * 1e-5, low = 30.001 - 0.9e-8;
    features.push_back(
        testing::feature(testing::polygon(testing::rectangle(west, i % 2 == 0 ? low : 30.001, east, 30.002)),
                         R"("name":"红线","zone":"一般控制区")"));
  }
  CHECK(with_redline(features).outcome == Outcome::allowed);
}

TEST_CASE("a tangle in a layer is an unusable feature that is named, and ends in time") {
  const auto start = std::chrono::steady_clock::now();
  World w;
  w.layers["redline"].features.push_back(testing::feature(tangle(5000), R"("zone":"")"));
  const auto s = w.screen();
  CHECK(s->run.projects[0].verdict.worst_possible == Outcome::prohibited);
  CHECK(has_issue(s->run.issues, "layer.feature_unusable", "cross each other too often"));
  CHECK(std::chrono::steady_clock::now() - start <
        std::chrono::minutes(2));  // of a slow machine; without a budget, many
}

TEST_CASE("a tangled footprint is a failed row; its neighbours are judged") {
  const testing::TempFolder folder;
  World w;
  auto options = w.write(folder);
  testing::write_text(
      folder / "projects.geojson",
      testing::collection({testing::feature(tangle(5000), R"("project_id":"T","project_type":"pv")"),
                           testing::feature(w.geometry, w.properties)}));
  const auto s = app::screen(options);
  REQUIRE(s->run.projects.size() == 2);
  CHECK(s->run.projects[0].project->status == catalog::Status::failed);
  CHECK(s->run.projects[0].verdict.worst_possible == Outcome::prohibited);
  CHECK(s->run.projects[1].verdict.outcome == Outcome::allowed);
}

TEST_CASE("a footprint that is valid alone, and cannot be measured against a layer, is a failed row") {
  // Two combs of long teeth, one upright and one lying: millions of crossings of two valid rings.
  const auto comb = [](bool upright, int teeth, double slant) {
    std::string ring;
    const auto put = [&](double along, double across) {
      ring += upright ? "[" + shortest(103 + across) + "," + shortest(30 + along) + "],"
                      : "[" + shortest(103 + along) + "," + shortest(30 + across) + "],";
    };
    const double step = 1e-3 / teeth;
    for (int i = 0; i < teeth; ++i) {
      const double lean = upright ? slant * step : 0;
      put(1e-5, i * step), put(1e-3, i * step + lean);
      put(1e-3, (i + 0.5) * step + lean), put(1e-5, (i + 0.5) * step);
    }
    put(0, (teeth - 0.5) * step), put(0, 0);
    const std::string first = upright ? "[103,30.00001]" : "[103.00001,30]";
    return testing::polygon("[" + ring + first + "]");
  };
  World w;
  w.geometry = comb(true, 3000, 0.3);
  w.layers["redline"].features.push_back(testing::feature(comb(false, 3000, 0), R"("zone":"")"));
  const auto s = w.screen();
  const auto& result = s->run.projects[0];
  CHECK(result.project->status == catalog::Status::failed);
  CHECK(has_issue(result.issues, "project.not_measured", "cross each other too often"));
  CHECK(result.verdict.worst_possible == Outcome::prohibited);
  CHECK(result.verdict.headline.zh.find("允许") == std::string::npos);
  // Upright edges cross nothing in the sweep; what is left are pieces, a great many of them.
  w.geometry = comb(true, 60, 0);
  w.layers["redline"].features.back() = testing::feature(comb(false, 60, 0), R"("zone":"")");
  CHECK(w.screen()->run.projects[0].verdict.outcome == Outcome::prohibited);
}
