// SPDX-License-Identifier: Apache-2.0
// Private to cli: forest cover as a table, CSV and JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/common.h"
#include "cover/cover.h"

namespace zonegate::cli {

struct CoverReport {
  std::vector<cover::UnitCover> units;   // in the order of the file
  std::vector<cover::UnitCover> cities;  // sums by the first four digits of the code, in their order
  int year = 0;
  std::string data;
  std::vector<std::string> projects;
  const cover::Definition* definition = nullptr;
  bool complete = false;
  bool demo = false;  // the manifest beside the data says 演示数据
  std::vector<Issue> issues;
};
// Does the title or source of FILE.yaml, the manifest beside a file, say 演示数据?
bool is_demo_data(const std::string& path);
// Sums of cities; issues for what makes cover an interval and for what is not verified.
void finish_cover(CoverReport& report);
// A row for each unit, then each city.
std::string cover_csv(const CoverReport& report);
std::string cover_json(const CoverReport& report);
std::string cover_text(const CoverReport& report, Lang lang);

}  // namespace zonegate::cli
