// SPDX-License-Identifier: Apache-2.0
//
// A run of a few projects as texts, for the tests of totals.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "review/review.h"

namespace zonegate::testing {

using Json = nlohmann::json;

inline constexpr const char* kHeader =
    "\xEF\xBB\xBFproject_id,part_id,role,kind,layer_id,feature_id,overlap_m2,net_m2,band,certain,withheld,"
    "fields\n";

inline Json project(const std::string& id, const std::string& county, double area,
                    const std::string& outcome = "allowed") {
  return {
      {"project_id", id},
      {"name", "同名项目"},
      {"status", "ok"},
      {"area_basis", "ellipsoidal (CGCS2000)"},
      {"regions", {county, county.substr(0, 4) + "00", county.substr(0, 2) + "0000"}},
      {"area_ellipsoidal_m2", area},
      {"area_planar_m2", area},
      {"outcome", outcome},
      {"worst_possible", outcome},
      {"parts", {{{"part_id", "1"}, {"role", "permanent"}, {"sized", true}, {"area_ellipsoidal_m2", area}}}},
      {"layers", Json::array()},
      {"findings", Json::array()}};
}

inline std::string fact(const std::string& id, const std::string& kind, const std::string& feature,
                        const std::string& area, const std::string& withheld = "false",
                        const std::string& role = "permanent") {
  return id + ",1," + role + "," + kind + "," + kind + "," + feature + "," + area + "," + area +
         ",overlap,true," + withheld + ",\"class=2;code=" + feature + ";name=某单元\"\n";
}

struct Scene {
  std::vector<Json> projects;
  std::string facts = kHeader;
  review::Ground ground;
  Json run = {{"program", "zonegate"}, {"as_of", "2026-10-01"}};
  std::size_t piece = 1 << 20;

  // Projects that overlap nothing.
  void alone() {
    ground.examined = true;
    for (const auto& p : projects)
      ground.projects.push_back({true, p["area_ellipsoidal_m2"], p["area_ellipsoidal_m2"]});
  }
  std::shared_ptr<const review::TotalsReport> report(const std::set<std::string>& by = {}) const {
    review::Totals totals(run.dump(), "run");
    std::string text;
    for (const auto& p : projects) text += p.dump() + "\n";
    for (std::size_t i = 0; i < text.size(); i += piece)
      totals.results(std::string_view(text).substr(i, piece));
    totals.results_end();
    totals.ground(ground);
    for (std::size_t i = 0; i < facts.size(); i += piece)
      totals.facts(std::string_view(facts).substr(i, piece));
    totals.facts_end();
    return totals.report(by);
  }
  Json json(const std::set<std::string>& by = {}) const {
    return Json::parse(review::totals_json(*report(by)));
  }
  Json table(const std::string& name) const { return json({name})["tables"][0]; }
};

inline const Json& row(const Json& table, const std::string& key, const Json& value) {
  static const Json kNone;
  for (const auto& r : table["rows"])
    if (r[key] == value) return r;
  return kNone;
}

inline std::string refusal(const Scene& scene) {
  try {
    scene.report();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace zonegate::testing
