// SPDX-License-Identifier: Apache-2.0
//
// What the tests of giving up share: worlds screened with any projects, and the rest of an entry screened like any other project.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>

#include "world.h"

namespace zonegate::testing {

using overlay::EvidenceKind;
using report::Relief;

inline const std::string kRedline = R"("name":"红线","zone":"一般控制区")";

inline std::string square(double w, double s, double e, double n, const std::string& properties) {
  return feature(polygon(rectangle(w, s, e, n)), properties);
}

inline std::string ring_text(const geom::Ring& ring) {
  std::string text = "[";
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const auto p = ring[i % ring.size()];
    text += (i ? ",[" : "[") + shortest(p.x) + "," + shortest(p.y) + "]";
  }
  return text + "]";
}

inline std::string geometry_text(const geom::Shape& shape) {
  std::string text;
  if (!shape.lines.empty()) {
    for (const auto& line : shape.lines) {
      text += text.empty() ? "[" : ",[";
      for (std::size_t i = 0; i < line.size(); ++i)
        text += (i ? ",[" : "[") + shortest(line[i].x) + "," + shortest(line[i].y) + "]";
      text += "]";
    }
    return R"({"type":"MultiLineString","coordinates":[)" + text + "]}";
  }
  for (const auto& polygon : shape.polygons) {
    text += (text.empty() ? "[" : ",[") + ring_text(polygon.shell);
    for (const auto& hole : polygon.holes) text += "," + ring_text(hole);
    text += "]";
  }
  return R"({"type":"MultiPolygon","coordinates":[)" + text + "]}";
}

inline std::vector<const overlay::Evidence*> drawn(const app::Screening& s, EvidenceKind kind,
                                                   const std::string& project, const std::string& rules) {
  std::vector<const overlay::Evidence*> out;
  for (const auto& e : s.evidence) {
    if (e.kind == kind && e.project_id == project && e.rule == rules) out.push_back(&e);
  }
  return out;
}

inline std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ";") + item;
  return out;
}

inline double area_of(const std::vector<const overlay::Evidence*>& shapes) {
  double sum = 0;
  for (const auto* e : shapes) sum += e->area_m2;
  return sum;
}

// Everything of a world in one folder, with projects of our own.
inline std::unique_ptr<app::Screening> screen(const World& world, const std::vector<std::string>& projects,
                                              bool relief = true) {
  const TempFolder folder;
  auto options = world.write(folder);
  if (!projects.empty()) write_text(folder / "projects.geojson", collection(projects));
  options.relief = relief;
  return app::screen(options);
}

inline const report::ProjectResult& only(const std::unique_ptr<app::Screening>& s) {
  REQUIRE(s->run.projects.size() == 1);
  return s->run.projects[0];
}

inline const Relief* relief_of(const report::ProjectResult& p, const std::string& rules) {
  for (const auto& r : p.relief) {
    if (joined(r.rules) == rules) return &r;
  }
  return nullptr;
}

inline const Relief* best_of(const report::ProjectResult& p) {
  for (const auto& r : p.relief) {
    if (r.best) return &r;
  }
  return nullptr;
}

// Screens what an entry leaves, as drawn into evidence.gpkg, and compares.
inline void expect_same_verdict(const World& world, const app::Screening& s, const Relief& r) {
  const auto& p = s.run.projects[0];
  std::vector<std::string> features;
  for (const auto* e : drawn(s, EvidenceKind::remaining, "P", joined(r.rules))) {
    const auto part = std::find_if(p.project->parts.begin(), p.project->parts.end(),
                                   [&](const catalog::Part& q) { return q.part_id == e->part_id; });
    REQUIRE(part != p.project->parts.end());
    features.push_back(feature(geometry_text(e->lonlat),
                               world.properties + R"(,"part_id":")" + e->part_id + R"(","role":")" +
                                   std::string(schema::to_string(part->role)) + "\""));
  }
  REQUIRE_FALSE(features.empty());
  const auto again = screen(world, features, false);
  REQUIRE(again->run.projects.size() == 1);
  const auto& verdict = again->run.projects[0].verdict;
  REQUIRE(r.pair);
  CHECK(to_string(r.pair->outcome) == to_string(verdict.outcome));
  CHECK(to_string(r.pair->worst_possible) == to_string(verdict.worst_possible));
  CHECK(r.headline.zh == verdict.headline.zh);
}

inline double surface(const report::ProjectResult& p, const std::string& rule) {
  for (const auto& f : p.verdict.findings) {
    for (const auto& m : f.measures) {
      if (f.rule == rule && m.name == "surface") return m.measured;
    }
  }
  FAIL("no surface of " << rule);
  return 0;
}

}  // namespace zonegate::testing
