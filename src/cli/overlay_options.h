// SPDX-License-Identifier: Apache-2.0
// Private to cli: the parts of `zonegate overlay`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/common.h"

namespace zonegate::cli {

struct OverlayOptions {
  Common common;
  std::vector<std::string> b;
  std::vector<std::string> fields_a, fields_b, relate;
  std::string where_a, where_b, sublayer_a, sublayer_b;
  std::optional<double> within_m;
  app::PairOptions pairs;
  RunOutput output{"-", false};
  bool strict = false;
};

// overlay_checks.cpp: Error (usage) for what makes no sense together, before any file is opened. Fills what follows from other options.
void check_overlay(OverlayOptions& o);
bool is_drawn(const std::string& path);  // a file of geometry

// overlay_output.cpp
void write_overlay(const OverlayOptions& o, const app::PairResult& result);
void say_overlay_counts(const OverlayOptions& o, const app::PairResult& result);

}  // namespace zonegate::cli
