// SPDX-License-Identifier: Apache-2.0
//
// JSON as this module writes it: keys sorted, numbers shortest and without exponent, never "-0"; text as UTF-8 (broken bytes replaced).
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "report/redact.h"
#include "report/report.h"

namespace zonegate::report {

using Json = nlohmann::json;  // std::map inside: sorted keys

std::string line(const Json& value);    // one line, no spaces
std::string pretty(const Json& value);  // two spaces a level, newline at the end

Json number(double v, int decimals);  // quantised; null for infinite, withheld and NaN
Json number(const std::optional<double>& v, int decimals);
Json optional_text(const std::string& text);  // null where empty
Json value_json(const Value& v);
Json issue_json(const Issue& issue);
Json issues_json(const std::vector<Issue>& issues);

// result_json.cpp, finding_json.cpp
Json project_json(const ProjectResult& p, const Run& run, const Restrictions& r);
Json measure_json(const verdict::MeasureValue& m);
Json checklists_json(const std::vector<verdict::ChecklistAnswer>& answers);  // checklist_json.cpp
// checklist_csv.cpp: lists: of a project as it may be shown.
std::string checklists_csv_header();
std::string checklists_csv_rows(const ProjectResult& p, const Json& lists);
Json finding_json(const verdict::Finding& f, const facts::ProjectFacts& facts, const Restrictions& r);
Json feature_json(const facts::FeatureFact& f, const Restrictions& r);
Json trace_json(const std::vector<expr::Step>& trace);
// csv.cpp: project: its project_json.
void add_csv_heads(Lines& lines);
void add_csv(const ProjectResult& p, const Json& project, const Restrictions& restricted, Lines& lines);
std::string_view to_string(catalog::Status s);
std::string_view to_string(catalog::Disclosure d);

}  // namespace zonegate::report
