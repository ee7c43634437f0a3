// SPDX-License-Identifier: Apache-2.0
//
// What several rows state of one project.
#include <algorithm>

#include "catalog/project_row.h"

namespace zonegate::catalog {
namespace {

// The less accurate statement counts: without any the usual accuracy would be taken, which may be better than either.
bool take_larger(Project& project, Value& held, const Value& other, const io::SourceFeature& feature,
                 const std::string& file) {
  const auto a = as_number(held), b = as_number(other);
  if (!a || !b) return false;
  project.issues.push_back({"project.attribute_conflict", Severity::warning, file, "",
                            std::to_string(feature.number),
                            "parts of project " + project.project_id + " differ in accuracy_m ('" +
                                to_text(held) + "', '" + to_text(other) + "'); the larger is taken",
                            "state one value for the whole project", std::nullopt});
  held = std::max(*a, *b);
  return true;
}

}  // namespace

bool add_codes(Value& all, const Value& more) {
  auto* codes = std::get_if<std::vector<std::string>>(&all);
  const auto* others = std::get_if<std::vector<std::string>>(&more);
  if (!codes || !others) return false;
  for (const auto& code : *others)
    if (std::find(codes->begin(), codes->end(), code) == codes->end()) codes->push_back(code);
  return true;
}

bool merge_row(Project& project, const Row& row, const io::SourceFeature& feature, const std::string& file) {
  bool one_day = true;
  project.issues.insert(project.issues.end(), row.issues.begin(), row.issues.end());
  for (const auto& [key, value] : row.attributes) {
    if (is_part_key(key)) continue;
    const auto [at, fresh] = project.attributes.emplace(key, value);
    if (fresh || at->second == value) continue;
    if ((key == "unit_codes" || key == "county_code") && add_codes(at->second, value)) continue;
    if (key == "accuracy_m" && take_larger(project, at->second, value, feature, file)) continue;
    project.issues.push_back({"project.attribute_conflict", Severity::warning, file, "",
                              std::to_string(feature.number),
                              "parts of project " + project.project_id + " differ in " + key + " ('" +
                                  to_text(at->second) + "', '" + to_text(value) + "'); taken as unknown",
                              "state one value for the whole project", std::nullopt});
    one_day = one_day && key != "as_of";
    at->second = contradiction(*schema::find_attribute(key), at->second, value);
  }
  return one_day;
}

}  // namespace zonegate::catalog
