// SPDX-License-Identifier: Apache-2.0
// Private to cli: pieces of the export that rules and checklists share.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "rules/rules.h"

namespace zonegate::cli {

nlohmann::json export_day(const std::optional<Date>& d);
nlohmann::json export_text(const Text& t);
nlohmann::json export_span(const expr::Span& s);
nlohmann::json export_condition(const expr::Node& node);
nlohmann::json export_case(const rules::Case& c, const rules::Rule& rule);
// id, title, region, verified, note, file, applies, sources, measures
nlohmann::json export_head(const rules::Rule& r, const std::string& folder);
nlohmann::json export_checklist(const rules::Checklist& c, const rules::RuleBook& book,
                                const std::string& folder, bool answers);

}  // namespace zonegate::cli
