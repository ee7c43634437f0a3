// SPDX-License-Identifier: Apache-2.0
// What tests of the document have in common: the shipped profile, and a project with nothing in it.
#pragma once

#include <string>

#include "document/parts.h"
#include "document/sheets.h"

namespace zonegate::document {

inline const Profile& profile() {
  static const Profile p = [] {
    const std::string folder = std::string(ZONEGATE_SOURCE_DIR) + "/documents/";
    Profile out = read_profile(folder + "profile.yaml");
    out.factors = read_factor_words(folder + "carbon_factors.yaml");
    return out;
  }();
  return p;
}

inline Json layer(const char* state, double share) {
  return {{"kind", "redline"},       {"layer_id", "redline"}, {"state", state},     {"state_zh", state},
          {"examined_share", share}, {"nearest_m", nullptr},  {"bearing", nullptr}, {"withheld", false},
          {"mandatory", true},       {"reason", "why"},       {"reason_zh", "原因"}};
}

inline Json open_finding(const char* rule) {
  return {{"rule", rule},
          {"title", rule},
          {"outcome", "undetermined"},
          {"worst_possible", "prohibited"},
          {"override", nullptr},
          {"unknown", Json::array()},
          {"evidence", Json::array()},
          {"worst_action", "调整选址"}};
}

struct World {
  Json run = Json::object(),
       project = {{"project_id", "P"}, {"status", "ok"}, {"area_basis", "ellipsoidal (CGCS2000)"}};
  ProjectFiles files;
  Context c{profile(), Lang::zh, run, project, files};
};

}  // namespace zonegate::document
