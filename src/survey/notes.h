// SPDX-License-Identifier: Apache-2.0
// Where issues of one file or part are collected. Private to survey.
#pragma once

#include <string>
#include <vector>

#include "core/core.h"

namespace zonegate::survey {

class Notes {
 public:
  Notes(std::vector<Issue>& out, std::string file, std::string feature)
      : out_(&out), file_(std::move(file)), feature_(std::move(feature)) {}
  void add(const char* code, Severity severity, const std::string& message, const std::string& hint = {}) {
    Issue issue;
    issue.code = code;
    issue.severity = severity;
    issue.file = file_;
    issue.feature = feature_;
    issue.message = message;
    issue.hint = hint;
    out_->push_back(std::move(issue));
  }

 private:
  std::vector<Issue>* out_;
  std::string file_, feature_;
};

inline std::string at_line(std::size_t line) { return "line " + std::to_string(line); }

}  // namespace zonegate::survey
