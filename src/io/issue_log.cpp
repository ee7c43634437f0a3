// SPDX-License-Identifier: Apache-2.0
#include "issue_log.h"

#include <fmt/format.h>

namespace zonegate::io {
namespace {
constexpr std::size_t kMaxOfOneCode = 20;
}

void IssueLog::add(const std::string& code, Severity severity, const std::string& message,
                   const std::string& hint, const std::string& feature) {
  // GDAL says many things twice: when it opens a file and when it reads it.
  for (const Issue& known : list_) {
    if (known.code == code && known.feature == feature && known.message == message) return;
  }
  if (++counts_[code] > kMaxOfOneCode) return;
  Issue issue;
  issue.code = code;
  issue.severity = severity;
  issue.file = file_;
  issue.feature = feature;
  issue.message = message;
  issue.hint = hint;
  list_.push_back(std::move(issue));
}

void IssueLog::add(const ErrorTrap& trap, const std::string& feature) {
  for (const ErrorTrap::Message& message : trap.messages()) {
    const bool open_ring = message.text.starts_with("Non closed ring");
    if (message.failure)
      add("driver.error", Severity::error, message.text,
          open_ring ? "end each ring with its first position once more" : "", feature);
  }
  add_warnings(trap, feature);
}

void IssueLog::add_warnings(const ErrorTrap& trap, const std::string& feature) {
  for (const ErrorTrap::Message& message : trap.messages()) {
    if (message.failure) continue;
    // A file by a newer writer (GeoPackage 1.4 is today's default): said, but not on every run before everything else. Features that cannot be read are errors of their own.
    const bool newer = message.text.find("may only be partially supported") != std::string::npos;
    add("driver.warning", newer ? Severity::note : Severity::warning, message.text, "", feature);
  }
}

void IssueLog::close() {
  for (auto& [code, count] : counts_) {
    if (count <= kMaxOfOneCode) continue;
    Issue issue;
    issue.code = "issues.more";
    issue.severity = Severity::note;
    issue.file = file_;
    issue.message = fmt::format("{} more of {}", count - kMaxOfOneCode, code);
    list_.push_back(std::move(issue));
    count = 0;
  }
}

}  // namespace zonegate::io
