// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "carbon/carbon.h"

namespace zonegate::carbon::test {

inline std::string factors_folder() { return std::string(ZONEGATE_SOURCE_DIR) + "/rules/factors"; }

inline const FactorLibrary& shipped_library() {
  static const FactorLibrary library = [] {
    std::vector<Issue> issues;
    return read_factors(factors_folder() + "/library", "", issues);
  }();
  return library;
}

inline MethodInputs shipped_inputs() {
  static const SpeciesGroups groups = [] {
    std::vector<Issue> issues;
    return read_species_groups(factors_folder() + "/species_groups.csv", issues);
  }();
  MethodInputs inputs;
  inputs.library = &shipped_library();
  inputs.groups = groups;
  return inputs;
}

inline bool has_code(const std::vector<Issue>& issues, const std::string& code) {
  return std::any_of(issues.begin(), issues.end(), [&](const Issue& i) { return i.code == code; });
}

inline std::string lines_of(const std::vector<Issue>& issues) {
  std::string text;
  for (const auto& i : issues) text += to_line(i) + "\n";
  return text;
}

}  // namespace zonegate::carbon::test
