// SPDX-License-Identifier: Apache-2.0
//
// Generated pairs of every kind that breaks overlay code (near-coincident, ulps apart, steep, flat, tiny, huge, shifted, on a lattice, tangled) and
// pairs with a vertex thrown about, as two files, against rational arithmetic. An invalid side counts as what its winding numbers other than 0 hold; repair
// may differ from that by what it says it moved.
#include <catch2/catch.hpp>

#include "../geom/rational.h"
#include "pair_scenes.h"

using namespace zonegate;
using namespace zonegate::testing;

namespace {

struct Made {
  std::string kind;
  geom::Figure a, b;
};
std::vector<Made> generated(Source& random, int rounds) {
  std::vector<Made> out;
  for (int round = 0; round < rounds; ++round)
    for (auto& pair : geom::random::pairs(random)) {
      out.push_back({pair.kind, geom::random::figure(pair.a), geom::random::figure(pair.b)});
      auto& ring = random.below(2) ? pair.a : pair.b;  // one vertex where another of the two rings is
      ring[static_cast<std::size_t>(random.below(static_cast<int>(ring.size())))] =
          pair.b[static_cast<std::size_t>(random.below(static_cast<int>(pair.b.size())))];
      out.push_back({pair.kind + ", mutated", geom::random::figure(pair.a), geom::random::figure(pair.b)});
    }
  return out;
}

bool area_valid(const geom::Figure& f) {
  const geom::Measured m = geom::excess(f.area_edges());
  return std::abs(m.value) <= m.bound;
}

double outline(const geom::Figure& f) {
  double sum = 0;
  for (const geom::Edge& e : f.edges) sum += std::hypot(e.x1 - e.x0, e.y1 - e.y0);
  return sum;
}

// What repair says it moved, by file and feature; unusable features.
struct Said {
  std::map<std::string, double> moved;
  std::set<std::string> lost;
};
Said said_of(const app::PairResult& result) {
  Said said;
  for (const Issue& issue : result.issues) {
    const std::string name = issue.file.substr(issue.file.find_last_of('/') + 1) + issue.feature;
    if (issue.area_moved) said.moved[name] += issue.area_moved->value;
    if (issue.severity == Severity::error) said.lost.insert(name);
  }
  return said;
}

geom::oracle::Rational truth(const Made& made, bool valid) {
  if (valid) return geom::oracle::overlap(made.a.area_edges(), made.b.area_edges());
  const geom::RegionInput inputs[] = {{made.a.area_edges(), 0}, {made.b.area_edges(), 1}};
  return geom::oracle::region(inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] > 0; });
}

}  // namespace

TEST_CASE("generated, mutated and invalid pairs as two files: no wrong area and nothing lost in silence") {
  CAPTURE(geom::random::seed());
  Source random(411);
  const std::vector<Made> made = generated(random, 12);
  Shapes a, b;
  for (const Made& m : made) {
    a.push_back(m.a.shape);
    b.push_back(m.b.shape);
  }
  const app::PairResult result = rows_of(a, b);
  const Said said = said_of(result);
  std::map<std::string, overlay::PairFact> own;
  for (const auto& row : result.rows)
    if (result.a[row.a].id == result.b[0][row.b].id) own[result.a[row.a].id] = row.fact;
  std::map<std::string, int> count;
  double worst = 0;
  for (std::size_t i = 0; i < made.size(); ++i) {
    const std::string row = std::to_string(i + 1);
    const bool valid = area_valid(made[i].a) && area_valid(made[i].b);
    const auto found = own.find(std::to_string(i));
    INFO(i << ": " << made[i].kind << (valid ? "" : ", invalid"));
    CAPTURE(geom::to_wkt(a[i]), geom::to_wkt(b[i]));
    if (said.lost.contains("a.csv" + row) || said.lost.contains("b.csv" + row)) {
      ++count["unusable, and said so"];
      CHECK(found == own.end());
      continue;
    }
    const auto moved = [&](const char* file) {
      const auto at = said.moved.find(file + row);
      return at == said.moved.end() ? 0 : at->second;
    };
    // Two grid steps along the outline are not told from a valid ring (prepared.h).
    const double unseen = 2 * geom::kGrid * (outline(made[i].a) + outline(made[i].b));
    const double slack = valid ? 0 : moved("a.csv") + moved("b.csv") + unseen;
    const double got = found == own.end() ? 0 : found->second.area_m2;
    const double error = geom::oracle::error(got, truth(made[i], valid));
    const double smaller =
        std::min(geom::area(made[i].a.area_edges()).value, geom::area(made[i].b.area_edges()).value);
    const double tolerance = std::max(1e-6, 1e-6 * smaller);
    CAPTURE(got, error, slack, tolerance);
    CHECK(error <= slack + tolerance);
    if (valid && found != own.end()) CHECK(error <= found->second.bound_m2);
    if (valid) worst = std::max(worst, error / tolerance);
    ++count[valid ? "valid" : "invalid"];
  }
  CHECK(count["valid"] > 150);
  CHECK(count["invalid"] > 40);
  WARN("worst error " << worst << " of the tolerance; " << count["valid"] << " valid pairs, "
                      << count["invalid"] << " invalid, " << count["unusable, and said so"] << " unusable");
}
