// SPDX-License-Identifier: Apache-2.0
//
// issue_log: problems of one file as Issues. Many of one code are cut to the first few and one that counts
// the rest.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/core.h"
#include "gdal_env.h"

namespace zonegate::io {

class IssueLog {
 public:
  explicit IssueLog(std::string file) : file_(std::move(file)) {}
  void add(const std::string& code, Severity severity, const std::string& message,
           const std::string& hint = {}, const std::string& feature = {});
  // Everything that the library said: driver.error and driver.warning.
  void add(const ErrorTrap& trap, const std::string& feature = {});
  // Only the warnings (the failures became a fault of the feature).
  void add_warnings(const ErrorTrap& trap, const std::string& feature);
  void close();  // after the end: says how many were left out

  const std::vector<Issue>& list() const { return list_; }
  const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::vector<Issue> list_;
  std::map<std::string, std::size_t> counts_;
};

}  // namespace zonegate::io
