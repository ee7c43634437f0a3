// SPDX-License-Identifier: Apache-2.0
#include "carbon/row_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace zonegate::carbon {

void add_issue(std::vector<Issue>& issues, Severity severity, const std::string& code,
               const std::string& file, const std::string& message, const std::string& hint) {
  Issue issue;
  issue.code = code;
  issue.severity = severity;
  issue.file = file;
  issue.message = message;
  issue.hint = hint;
  issues.push_back(std::move(issue));
}

bool has_column(const std::vector<std::string>& headers, const std::string& name) {
  return std::find(headers.begin(), headers.end(), name) != headers.end();
}

bool has_columns(const std::vector<std::string>& headers, const std::vector<std::string>& needed,
                 const std::string& file, std::vector<Issue>& issues) {
  bool all = true;
  for (const std::string& name : needed) {
    if (has_column(headers, name)) continue;
    add_issue(issues, Severity::error, "factors.column_missing", file,
              fmt::format("line 1: the column {} is missing, so nothing of this table is used", name),
              fmt::format("add the column {} (columns found: {})", name, fmt::join(headers, ", ")));
    all = false;
  }
  return all;
}

void RowReader::mistake(const std::string& what, const std::string& hint) {
  good_ = false;
  add_issue(issues_, Severity::error, "factors.row_wrong", file_,
            fmt::format("line {}: {}; the row is left out", line_, what), hint);
}

std::string RowReader::text(const std::string& column) const {
  const auto found = row_.find(column);
  if (found == row_.end()) return {};
  const std::string& s = found->second;
  const std::size_t begin = s.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  return s.substr(begin, s.find_last_not_of(" \t\r\n") - begin + 1);
}

std::optional<double> RowReader::number(const std::string& column, double low, double high) {
  const std::string raw = text(column);
  if (raw.empty()) return std::nullopt;
  const std::optional<double> value = as_number(Value(raw));
  if (!value || !std::isfinite(*value)) {
    mistake(fmt::format("{} is not a number: {}", column, raw),
            "write a plain decimal number, or leave the cell empty for no value");
    return std::nullopt;
  }
  if (*value < low || *value > high) {
    mistake(fmt::format("{} = {} is outside {}..{}", column, raw, shortest(low), shortest(high)),
            "check the unit: densities are t C/ha (not t CO2, not t dry matter, not per mu), shares are "
            "0..1, depths are cm");
    return std::nullopt;
  }
  return value;
}

std::optional<long long> RowReader::code(const std::string& column) {
  const std::string raw = text(column);
  const std::optional<double> value = raw.empty() ? std::nullopt : as_number(Value(raw));
  if (!value || *value != std::floor(*value) || std::abs(*value) > 0x1p53) {
    mistake(fmt::format("{} is not a whole number: '{}'", column, raw),
            "give the class code of the land-cover raster");
    return std::nullopt;
  }
  return static_cast<long long>(*value);
}

std::string RowReader::status() {
  static constexpr std::array<std::string_view, 4> kKnown = {"seen", "cross-checked", "unverified", "demo"};
  std::string raw = text("status");
  if (raw.empty()) return "unverified";
  if (std::find(kKnown.begin(), kKnown.end(), raw) == kKnown.end()) {
    mistake(fmt::format("status is none of seen, cross-checked, unverified, demo: {}", raw),
            "say where the values come from with one of these words");
  }
  return raw;
}

}  // namespace zonegate::carbon
