// SPDX-License-Identifier: Apache-2.0
//
// What to give up, over random footprints and zones.
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <random>

#include "relief_scenes.h"

using namespace zonegate;
using namespace zonegate::testing;

namespace {

// A star-shaped polygon about a place, radii between a half and the whole of `most` (degrees).
std::string star(std::mt19937& random, double x, double y, double most, int points) {
  std::uniform_real_distribution<double> radius(0.3 * most, most), turn(0, 2 * std::numbers::pi);
  const double start = turn(random);
  geom::Ring ring;
  for (int i = 0; i < points; ++i) {
    const double a = start + 2 * std::numbers::pi * i / points, r = radius(random);
    ring.push_back({x + r * std::cos(a), y + r * std::sin(a)});
  }
  return polygon(ring_text(ring));
}

// Footprints about a grid of places, `size_factor` times some hundred metres wide, each with one to three zones near it.
void check_random(unsigned seed, double size_factor) {
  CAPTURE(seed, size_factor);
  std::mt19937 random(seed);
  World world;
  std::vector<std::string> projects;
  auto& zones = world.layers["redline"].features;
  auto& pbf = world.layers["pbf"].features;
  zones.clear();
  const double unit = 0.001 * size_factor;
  std::uniform_real_distribution<double> off(-1.5 * unit, 1.5 * unit), size(0.4 * unit, 2 * unit);
  for (int i = 0; i < 60; ++i) {
    const double x = 102.6 + 10 * unit * (i % 9), y = 29.8 + 10 * unit * (i / 9);
    const int points = 3 + static_cast<int>(random() % 30);
    auto properties = stated();
    properties.replace(properties.find("\"P\""), 3, "\"P" + std::to_string(i) + "\"");
    projects.push_back(feature(star(random, x, y, unit, points), properties));
    for (unsigned k = 0; k <= random() % 3; ++k)
      zones.push_back(feature(
          star(random, x + off(random), y + off(random), size(random), 4 + static_cast<int>(random() % 40)),
          kRedline));
    if (random() % 2)
      pbf.push_back(feature(star(random, x + off(random), y + off(random), size(random), 5),
                            R"("code":"1","kcxs":0.1)"));
  }
  const auto s = screen(world, projects);
  std::vector<std::string> rests;
  std::vector<const Relief*> reliefs;
  for (const auto& p : s->run.projects) {
    for (const auto& r : p.relief) {
      INFO(p.project->project_id << " " << joined(r.rules) << " " << r.reason << " " << r.detail);
      CHECK((r.reason.empty() || r.reason == "nothing_left"));
      CHECK(r.give_up_m2 + r.remaining_m2 ==
            Approx(p.facts.area_ellipsoidal_m2).margin(0.01 + 2 * size_factor));
      const auto gone = drawn(*s, EvidenceKind::give_up, p.project->project_id, joined(r.rules));
      CHECK(area_of(gone) == Approx(r.give_up_m2).margin(0.01));
      for (const auto& rule : r.rules) CHECK(std::count(r.still.begin(), r.still.end(), rule) == 0);
      if (!r.pair) continue;
      for (const auto* e : drawn(*s, EvidenceKind::remaining, p.project->project_id, joined(r.rules))) {
        auto properties = stated();
        properties.replace(properties.find("\"P\""), 3, "\"R" + std::to_string(reliefs.size()) + "\"");
        rests.push_back(feature(geometry_text(e->lonlat), properties));
      }
      reliefs.push_back(&r);
    }
  }
  REQUIRE(reliefs.size() > 30);
  const auto again = screen(world, rests, false);
  REQUIRE(again->run.projects.size() == reliefs.size());
  for (std::size_t i = 0; i < reliefs.size(); ++i) {
    const auto& now = again->run.projects[i];
    INFO("rest " << i << " for " << joined(reliefs[i]->rules));
    CHECK(reliefs[i]->pair->outcome == now.verdict.outcome);
    CHECK(reliefs[i]->pair->worst_possible == now.verdict.worst_possible);
    CHECK(reliefs[i]->headline.zh == now.verdict.headline.zh);
    for (const auto& fact : now.facts.features) {
      const bool red = reliefs[i]->rules.front().starts_with("RL");
      if (red && fact.kind == "redline") CHECK_FALSE(facts::is_hit(fact.band));
    }
  }
}

unsigned seed() {
  const char* given = std::getenv("ZONEGATE_SEED");
  return given ? static_cast<unsigned>(std::atol(given)) : 20261126U;
}

}  // namespace

TEST_CASE(
    "random footprints and zones: both sides add up, the rest is free, and a run over the rest says the "
    "same") {
  check_random(seed(), 1);
}

// Edges of a kilometre and more: straight lines of the file lie centimetres beside those of the plane.
TEST_CASE("random footprints and zones with long edges") { check_random(seed() + 1, 8); }
