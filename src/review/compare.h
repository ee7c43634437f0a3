// SPDX-License-Identifier: Apache-2.0
//
// Private to review: what differs between two results of one project, and what may have caused it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "review/results.h"

namespace zonegate::review {

// compare_findings.cpp. before or after may be null.
std::vector<Change> finding_changes(const Json& before, const Json& after);
std::vector<Change> answer_changes(const Json& before, const Json& after);  // arrays: the answers of one kind
std::vector<Change> verdict_changes(const Json& before, const Json& after);
bool about_numbers(const Change& change);  // only a measure or feature

// diff_words.cpp
std::string field_text(const std::string& field, Lang lang);
std::string value_text(const std::string& field, const std::string& value, Lang lang);

// causes.cpp: the two runs, asked about one thing at a time.
class RunPair {
 public:
  RunPair(Json a, Json b);
  // What differs for a finding of `rule` (empty: of no rule) that uses `kinds`. numbers_only: no law text changed.
  std::vector<Cause> causes(const Json& before, const Json& after, const std::string& rule,
                            const std::set<std::string>& kinds, bool numbers_only) const;
  std::set<std::string> kinds_of(const std::string& rule) const;  // in either run
  std::vector<Cause> all_inputs() const;

 private:
  using ById = std::map<std::string, Json>;
  static ById by_id(const Json& list);
  void data(const std::string& kind, std::vector<Cause>& out) const;
  void layer(const std::string& id, const Json& a, const Json& b, std::vector<Cause>& out) const;
  void rule(const std::string& id, bool numbers_only, std::vector<Cause>& out) const;
  void run_wide(bool inputs, std::vector<Cause>& out)
      const;                                  // inputs: all that differs, not only what a verdict may hang on
  void units(std::vector<Cause>& out) const;  // the table of official units
  std::string instruments(const Json& run) const;

  Json a_, b_;
  ById layers_a_, layers_b_, rules_a_, rules_b_;
};
void add_cause(std::vector<Cause>& out, const std::string& word, const std::string& zh,
               const std::string& en);

}  // namespace zonegate::review
