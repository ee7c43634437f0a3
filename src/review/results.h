// SPDX-License-Identifier: Apache-2.0
//
// Reading results.jsonl back. Keys that are not there read as empty: results of older versions stay explainable.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace zonegate::review {

using Json = nlohmann::json;

// The project's line, narrowed to one rule where given. Error (input) as review.h says.
Json find_project(const std::string& results_jsonl, const std::string& project_id, const std::string& rule);

Json project_of_line(std::string_view text, std::size_t number);  // Error (input) if it is none
// Every line, with its text; Error (input) naming the line that is no project.
void each_project(std::string_view results_jsonl, const std::function<void(Json&&, std::string_view)>& take);
Json parse_run(const std::string& run_json, const std::string& name);  // Error (input)
std::optional<std::size_t> counted_projects(const Json& run);
// Error (input) where run.json counts another number of projects; without a count it passes.
void check_counted(const Json& run, const std::string& name, std::size_t projects);

// The number of a cell that must hold one: nullopt where it is blank because it is withheld. Error (input): anything else, a blank that nobody withholds too.
std::optional<double> number_of(const std::string& cell, bool withheld, const std::string& where);
// One of the "code=ZH51...;name=a;b" of facts.csv (a piece without a key belongs to the one before it).
std::string listed_field(const std::string& fields, const std::string& key);

// With the apostrophe that keeps a spreadsheet from running a text as a formula; numbers are left alone.
std::string guarded(std::string cell);
// One line of CSV as the tables of a run have it: RFC 4180, formulas guarded, numbers left alone.
std::string csv_line(const std::vector<std::string>& cells);
std::string joined(const std::vector<std::string>& items, std::string_view separator);

// Of an attribute or "layer:kind": "图层 生态保护红线", "行业代码(industry)".
std::string name_of(const std::string& key, Lang lang);
Text status_text(const std::string& status);  // ok, partial, failed
std::string text(const Json& object,
                 const std::string& key);  // "" for null, missing; numbers without exponent
std::string text(const Json& object, const std::string& key,
                 Lang lang);  // key or key_en, each falling back to the other
const Json& list(const Json& object, const std::string& key);  // an empty array where missing
bool flag(const Json& object, const std::string& key);
std::string number_text(const Json& value);  // "?" for null

// The lines of a project, indented by two spaces a level.
class Lines {
 public:
  explicit Lines(Lang lang) : lang_(lang) {}
  void head(const Json& project);
  void layers(const Json& project);
  void finding(const Json& finding);
  void relief(const Json& project);  // what to give up
  void silent(const Json& project, bool with_trace);
  void unknown(const Json& project);
  void checklists(const Json& project);  // explain_checklists.cpp
  void carbon(const Json& project);
  void impact(const Json& project);  // year by year; nothing without a scenario
  const std::string& str() const { return out_; }

 private:
  std::string w(const char* zh, const char* en) const { return lang_ == Lang::zh ? zh : en; }
  void line(int level, const std::string& content);
  void measures(const Json& finding);
  void checklist_item(const Json& item);
  void checklist_facts(const Json& facts, int level);
  void checklist_fee(const Json& fee);
  void overridden(const Json& f);
  void feature(const Json& f);
  void list_row(const Json& f, const Json& fields);
  std::string band(const std::string& word) const;
  void trace(const Json& steps, int level);
  std::string outcome(const std::string& word) const;
  std::string name(const std::string& key) const;  // of an attribute or "layer:kind"
  std::string names(const Json& keys) const;

  Lang lang_;
  std::string out_;
};

}  // namespace zonegate::review
