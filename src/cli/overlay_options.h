// SPDX-License-Identifier: Apache-2.0
// Private to cli: the parts of `zonegate overlay`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/common.h"
#include "io/io.h"

namespace zonegate::cli {

struct OverlayOptions {
  Common common;
  std::vector<std::string> b;
  std::vector<std::string> fields_a, fields_b, relate;
  std::string where_a, where_b, sublayer_a, sublayer_b;
  std::optional<double> within_m;
  app::PairOptions pairs;
  RunOutput output{"-", false};
  bool strict = false, no_prepared = false;
  std::optional<double> memory_mb;
};

// overlay_checks.cpp: Error (usage) for what makes no sense together, before any file is opened. Fills what follows from other options.
void check_overlay(OverlayOptions& o);
bool is_drawn(const std::string& path);  // a file of geometry
// Bytes for --memory; without it a quarter of what the machine (or its control group) has.
std::size_t memory_limit(const std::optional<double>& megabytes);

// overlay_output.cpp: the table or file of the answers, block by block; nothing stands under its name before finish().
class OverlayWriter {
 public:
  explicit OverlayWriter(const OverlayOptions& options);
  ~OverlayWriter();
  void add(const app::PairResult& block);
  void finish();

 private:
  void text(std::string_view piece);
  const OverlayOptions& o_;
  bool first_ = true;
  std::unique_ptr<app::PairFileWriter> drawn_;
  std::unique_ptr<io::FileWriter> file_;
};
void say_overlay_counts(const OverlayOptions& o, const app::PairTotals& totals);

}  // namespace zonegate::cli
