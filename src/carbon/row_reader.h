// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/core.h"

namespace zonegate::carbon {

// One row of a factor table. Mistakes are collected as Issues that name file and line; `good` turns false.
class RowReader {
 public:
  using Row = std::map<std::string, std::string>;
  RowReader(const std::string& file, std::size_t line, const Row& row, std::vector<Issue>& issues)
      : file_(file), line_(line), row_(row), issues_(issues) {}

  std::string text(const std::string& column) const;  // trimmed; empty where the column is missing
  std::optional<double> number(const std::string& column, double low,
                               double high);                 // blank: nullopt, no mistake
  std::optional<long long> code(const std::string& column);  // whole number; blank is a mistake
  std::string status();  // seen, cross-checked, unverified, demo; blank: unverified
  void mistake(const std::string& what, const std::string& hint);
  bool good() const { return good_; }

 private:
  const std::string& file_;
  std::size_t line_;
  const Row& row_;
  std::vector<Issue>& issues_;
  bool good_ = true;
};

// Adds an Issue of a table as a whole.
void add_issue(std::vector<Issue>& issues, Severity severity, const std::string& code,
               const std::string& file, const std::string& message, const std::string& hint);
// The columns of `needed` that a table has not; each becomes an Issue (error).
bool has_columns(const std::vector<std::string>& headers, const std::vector<std::string>& needed,
                 const std::string& file, std::vector<Issue>& issues);
bool has_column(const std::vector<std::string>& headers, const std::string& name);

}  // namespace zonegate::carbon
